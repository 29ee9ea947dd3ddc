"""Point signs: shapes that tell a status by their form, with an icon upon them."""

from __future__ import annotations

from functools import cache, lru_cache
from math import cos, pi, sin

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtSvg import QSvgRenderer

from luoyang_gis.errors import DataError
from luoyang_gis.plan.paths import resources_dir
from luoyang_gis.plan.symbols import Marker, Palette

# Corners of each shape and where the first one points, in turns.
CORNERS = {"square": (4, 0.125), "diamond": (4, 0.25), "triangle": (3, 0.25), "hexagon": (6, 0.25)}
# Shapes of one size look as large as each other.
REACH = {"circle": 1.0, "square": 1.25, "diamond": 1.25, "triangle": 1.3, "hexagon": 1.08}
ICON_SHARE = 0.68


def draw_marker(
    painter: QPainter,
    marker: Marker,
    palette: Palette,
    x: float,
    y: float,
    size: float,
    strength: float,
) -> None:
    """A marker of a size in pixels, its middle at a place."""
    color, paper = QColor(palette.hex(marker.color, strength)), QColor(palette.hex("paper"))
    edge = max(size / 9, 0.9)
    solid = marker.form == "solid"
    outline = shape_path(marker.shape, x, y, size / 2)
    # A rim of paper keeps the sign apart from what it lies on.
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(paper, 2 * edge + (0 if solid else edge)))
    painter.drawPath(outline)
    pen = QPen(color, edge * 1.15)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if marker.form == "hollow":
        pen.setDashPattern([2.4, 1.3])
    painter.setPen(Qt.PenStyle.NoPen if solid else pen)
    painter.setBrush(color if solid else paper)
    painter.drawPath(outline)
    if marker.form == "half" and not marker.icon:
        painter.save()
        painter.setClipRect(QRectF(x - size, y, 2 * size, size), Qt.ClipOperation.IntersectClip)
        painter.fillPath(outline, color)
        painter.restore()
    if marker.icon:
        side = size * ICON_SHARE * (0.82 if marker.shape == "triangle" else 1.0)
        drop = size * 0.1 if marker.shape == "triangle" else 0.0
        ink = paper if solid else color
        icon(marker.icon, ink.name()).render(
            painter, QRectF(x - side / 2, y - side / 2 + drop, side, side)
        )


@lru_cache(maxsize=512)
def sprite(
    marker: Marker, palette_key: tuple[str, str, str], size: float, strength: float, ratio: float
) -> QImage:
    """A marker drawn once for pictures; the key is the palette's name, colour and paper."""
    name, color, paper = palette_key
    palette = Palette(name, {marker.color: color, "paper": paper})
    side = size * 1.25 + 6
    image = QImage(
        round(side * ratio), round(side * ratio), QImage.Format.Format_ARGB32_Premultiplied
    )
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = image.width() / ratio / 2
    draw_marker(painter, marker, palette, middle, middle, size, strength)
    painter.end()
    return image


def shape_path(shape: str, x: float, y: float, radius: float) -> QPainterPath:
    """The outline of a shape."""
    path = QPainterPath()
    radius *= REACH.get(shape, 1.0)
    if shape == "circle":
        path.addEllipse(QPointF(x, y), radius, radius)
    elif shape in CORNERS:
        corners, start = CORNERS[shape]
        if shape == "triangle":
            y += radius * 0.18
        points = [
            QPointF(x + radius * cos(2 * pi * (start + n / corners)), y - radius * sin(2 * pi * (start + n / corners)))
            for n in range(corners)
        ]  # fmt: skip
        path.addPolygon(QPolygonF([*points, points[0]]))
    return path


@cache
def icon_source(name: str) -> str:
    """The SVG text of an icon; its colour is `currentColor`."""
    file = resources_dir() / "icons" / "markers" / f"{name}.svg"
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise DataError(file.name, "找不到这个图标，", "请检查 catalog.toml 中的 icon。") from error


@lru_cache(maxsize=256)
def icon(name: str, color: str) -> QSvgRenderer:
    """An icon in a colour."""
    text = icon_source(name).replace("currentColor", color)
    return QSvgRenderer(QByteArray(text.encode()))
