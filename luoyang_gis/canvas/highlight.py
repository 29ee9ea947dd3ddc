"""Marks over the map that stay visible on any ground: selection, hover, flash."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from luoyang_gis.canvas.camera import Camera
from luoyang_gis.canvas.layers import MapLayer
from luoyang_gis.canvas.paths import cut_areas, cut_lines, path
from luoyang_gis.canvas.pick import Hit
from luoyang_gis.geo.generalise import generalise, level_of
from luoyang_gis.plan.symbols import Palette

# 洛阳牡丹 red, by theme.
ACCENT = {"light": "#B5304A", "dark": "#E0708A"}
EDGE = 64.0


def accent(palette: Palette) -> QColor:
    """The colour of marks."""
    return QColor(ACCENT.get(palette.name, ACCENT["light"]))


def outline(hits: Iterable[Hit], camera: Camera) -> dict[str, QPainterPath]:
    """One path for the points, lines and areas of some features, in pixels of a camera."""
    paths = {"point": QPainterPath(), "line": QPainterPath(), "area": QPainterPath()}
    by_layer: dict[int, tuple[MapLayer, list[int]]] = {}
    for hit in hits:
        by_layer.setdefault(id(hit.layer), (hit.layer, []))[1].append(hit.place)
    window = (-EDGE, -EDGE, camera.width + EDGE, camera.height + EDGE)
    for layer, places in by_layer.values():
        shapes = generalise(layer.shapes.subset(np.array(places)), level_of(camera.resolution))
        xy = camera.to_pixels(shapes.xy)
        if shapes.kind == "point":
            for x, y in xy.tolist():
                paths["point"].addEllipse(QPointF(x, y), 9.0, 9.0)
        elif shapes.kind == "line":
            xy, parts, _ = cut_lines(xy, shapes.parts, window)
            paths["line"].addPath(path(xy, parts))
        else:
            every = np.arange(len(shapes))
            xy, parts, _ = cut_areas(xy, shapes.parts, shapes.features, every, window)
            paths["area"].addPath(path(xy, parts))
            paths["area"].setFillRule(Qt.FillRule.WindingFill)
    return paths


def draw(
    painter: QPainter,
    paths: dict[str, QPainterPath],
    palette: Palette,
    *,
    width: float,
    fill: float,
) -> None:
    """An accent line on a wider one of paper; areas tinted by `fill`."""
    color, paper = accent(palette), QColor(palette.hex("paper"))
    paper.setAlphaF(0.85)
    tint = QColor(color)
    tint.setAlphaF(fill)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(Qt.PenStyle.NoPen)
    if fill:
        painter.fillPath(paths["area"], tint)
    for shade, extra in ((paper, 2.6), (color, 0.0)):
        pen = QPen(shade, width + extra)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        for each in paths.values():
            if not each.isEmpty():
                painter.drawPath(each)
