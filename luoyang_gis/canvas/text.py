"""Type on the map: fonts, breaking of names, halos."""

from __future__ import annotations

import re
from functools import lru_cache
from math import ceil, hypot

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPaintEngine,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPen,
)

from luoyang_gis.plan.symbols import Text

FAMILIES = [
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "sans-serif",
]
# Local forms of digits have no character of their own, so a PDF could not be searched for them.
LOCAL_FORMS = QFont.Tag("locl")
HALO_PX = 2.4
HALO_OPACITY = 0.88
# Names longer than this are set in two lines.
LINE_LENGTH = 7
LINE_HEIGHT = 1.18

# Size in pixels, bold, italic.
Face = tuple[int, bool, bool]


@lru_cache(maxsize=128)
def font_of(size: int, bold: bool, italic: bool) -> QFont:
    """The font of a label."""
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(size)
    font.setBold(bold)
    font.setItalic(italic)
    font.setFeature(LOCAL_FORMS, 0)
    return font


def font_size(text: Text, factor: float) -> int:
    """The size in pixels at a size factor: type grows less than lines, and stays legible."""
    return max(10, round(text.size * float(min(max(factor**0.4, 0.93), 1.3))))


@lru_cache(maxsize=4096)
def advance(line: str, size: int, bold: bool, italic: bool) -> float:
    """The width of a line of type."""
    return float(QFontMetricsF(font_of(size, bold, italic)).horizontalAdvance(line))


@lru_cache(maxsize=128)
def rise(size: int, bold: bool, italic: bool) -> float:
    """How far the baseline lies below the middle of the characters."""
    metrics = QFontMetricsF(font_of(size, bold, italic))
    return float(metrics.tightBoundingRect("国").center().y() * -1)


@lru_cache(maxsize=4096)
def broken(name: str) -> tuple[str, ...]:
    """A name in one line, or in two where it is long: before a bracket if there is one."""
    if len(name) <= LINE_LENGTH:
        return (name,)
    bracket = re.search(r"[（(]", name)
    if bracket and 2 <= bracket.start() <= LINE_LENGTH + 4:
        return (name[: bracket.start()], name[bracket.start() :])
    half = ceil(len(name) / 2)
    for cut in (half, half + 1, half - 1, half + 2):
        # Neither a closing mark at the start of a line nor an opening one at its end, nor a figure cut.
        joint = name[cut - 1 : cut + 1]
        if not re.search(r"^[（(“《]|[）)”》、·—-]$|[0-9A-Za-z]{2}", joint):
            return (name[:cut], name[cut:])
    return (name,)


@lru_cache(maxsize=64)
def outline(line: str, size: int, bold: bool, italic: bool) -> tuple[QPainterPath, QPainterPath]:
    """The glyphs of a line about its middle, and the halo around them."""
    glyphs = QPainterPath()
    width = advance(line, size, bold, italic)
    font = font_of(size, bold, italic)
    glyphs.addText(QPointF(-width / 2, rise(size, bold, italic)), font, line)
    stroker = QPainterPathStroker()
    stroker.setWidth(2 * HALO_PX)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    halo = stroker.createStroke(glyphs)
    halo.setFillRule(Qt.FillRule.WindingFill)
    return glyphs, halo


def draw_lines(
    painter: QPainter, lines: tuple[str, ...], face: Face, color: QColor, halo: bool
) -> None:
    """Lines of type about the origin, or the halos that go below them."""
    pitch = face[0] * LINE_HEIGHT
    top = -(len(lines) - 1) * pitch / 2
    if halo:
        color = QColor(color)
        color.setAlphaF(HALO_OPACITY)
    for number, line in enumerate(lines):
        painter.translate(0, top + number * pitch)
        if halo:
            painter.fillPath(outline(line, *face)[1], color)
        else:
            write(painter, line, face, color)
        painter.translate(0, -top - number * pitch)


def write(painter: QPainter, line: str, face: Face, color: QColor) -> None:
    """A line of type about the origin; in vector files it stays text."""
    if painter.paintEngine().type() == QPaintEngine.Type.Raster:
        painter.fillPath(outline(line, *face)[0], color)
        return
    painter.setFont(font_of(*face))
    painter.setPen(color)
    painter.drawText(QPointF(-advance(line, *face) / 2, rise(*face)), line)


@lru_cache(maxsize=2048)
def sprite(
    lines: tuple[str, ...], face: Face, color: str, halo: bool, angle: int, ratio: float
) -> QImage:
    """Type, or its halo, drawn once for pictures, turned by whole degrees."""
    width = max(advance(line, *face) for line in lines) + 2 * HALO_PX + 4
    height = face[0] * LINE_HEIGHT * len(lines) + 2 * HALO_PX + 4
    if angle:
        width = height = hypot(width, height)
    image = QImage(
        ceil(width * ratio), ceil(height * ratio), QImage.Format.Format_ARGB32_Premultiplied
    )
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(image.width() / ratio / 2, image.height() / ratio / 2)
    painter.rotate(angle)
    draw_lines(painter, lines, face, QColor(color), halo)
    painter.end()
    return image


def plate_size(text: str, face: Face) -> tuple[float, float]:
    """Width and height of a route's plate."""
    return advance(text, *face) + face[0] * 0.8, face[0] * 1.45


def draw_plate(painter: QPainter, text: str, face: Face, plate: QColor, ink: QColor) -> None:
    """A route's plate about the origin."""
    width, height = plate_size(text, face)
    painter.setPen(QPen(ink, 1.4))
    painter.setBrush(plate)
    painter.drawRoundedRect(QRectF(-width / 2, -height / 2, width, height), 3, 3)
    write(painter, text, face, ink)
