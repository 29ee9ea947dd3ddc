"""The legend: which symbols a layer uses, and a sample of each, from the definition that draws it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

from luoyang_gis.canvas.layers import NO_STYLE, MapLayer
from luoyang_gis.canvas.markers import draw_marker
from luoyang_gis.canvas.paint import pen_of
from luoyang_gis.canvas.paths import hatch_lines, path
from luoyang_gis.geo.shapes import ShapeKind
from luoyang_gis.plan.symbols import Palette, Rule, Stroke

SWATCH = (30.0, 18.0)
# Bands that are wider than the sample is high are drawn this much of its height.
BROADEST = 0.62


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of a legend."""

    layer: str
    label: str
    kind: ShapeKind
    rule: Rule
    # How many features are drawn so.
    count: int


def legend(layer: MapLayer, scale: float | None = None) -> tuple[LegendEntry, ...]:
    """The symbols that features of a layer use, in the catalogue's order; at a scale, those that show."""
    if scale is not None and not layer.drawn_at(scale):
        return ()
    used = layer.style_of[layer.style_of != NO_STYLE]
    counts = np.bincount(used, minlength=len(layer.styles))
    order = {rule.label: n for n, rule in enumerate(layer.symbol.rules)}
    found = []
    for code, rule in enumerate(layer.styles):
        if counts[code] and (scale is None or rule.min_scale <= scale <= rule.max_scale):
            status = _status_of(layer, code)
            label = rule.label or layer.name
            entry = LegendEntry(
                layer.id,
                f"{label}（{status}）" if status else label,
                layer.kind,
                rule,
                int(counts[code]),
            )
            found.append((order.get(rule.label, 0), bool(status), status, entry))
    return tuple(item[3] for item in sorted(found, key=lambda item: item[:3]))


def legend_of(layers: Sequence[MapLayer], scale: float | None = None) -> tuple[LegendEntry, ...]:
    """The legend of a map, the uppermost layer first."""
    return tuple(entry for layer in reversed(layers) for entry in legend(layer, scale))


def _status_of(layer: MapLayer, code: int) -> str:
    """What is said of the status of those a style draws; nothing of what simply stands there."""
    place = int(np.flatnonzero(layer.style_of == code)[0])
    style = layer.symbol.status(layer.statuses[place])
    return style.label if style else ""


def swatch(
    entry: LegendEntry, palette: Palette, *, ratio: float = 1.0, size: tuple[float, float] = SWATCH
) -> QImage:
    """A sample of a symbol as a small picture on nothing."""
    image = QImage(
        round(size[0] * ratio), round(size[1] * ratio), QImage.Format.Format_ARGB32_Premultiplied
    )
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    draw_swatch(painter, entry, palette, QRectF(0, 0, *size))
    painter.end()
    return image


def draw_swatch(painter: QPainter, entry: LegendEntry, palette: Palette, box: QRectF) -> None:
    """Draw a sample of a symbol into a box, through any painter."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    rule = entry.rule
    if entry.kind == "point":
        if rule.marker:
            middle = box.center()
            size = min(rule.marker.size, box.height() * 0.78)
            draw_marker(painter, rule.marker, palette, middle.x(), middle.y(), size, rule.strength)
    elif entry.kind == "line":
        _draw_line(painter, rule, palette, box)
    else:
        _draw_area(painter, rule, palette, box.adjusted(2, 2, -2, -2))
    painter.restore()


def _draw_line(painter: QPainter, rule: Rule, palette: Palette, box: QRectF) -> None:
    broadest = max((s.width for s in rule.strokes), default=1.0)
    factor = min(1.0, box.height() * BROADEST / broadest)
    line = QPainterPath(QPointF(box.left() - 4, box.center().y()))
    line.lineTo(box.right() + 4, box.center().y())
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for stroke in rule.strokes:
        painter.setPen(pen_of(stroke, palette, factor, rule.strength))
        painter.drawPath(line)


def _draw_area(painter: QPainter, rule: Rule, palette: Palette, box: QRectF) -> None:
    shape = QPainterPath()
    shape.addRect(box)
    if rule.fill:
        color = QColor(palette.hex(rule.fill.color))
        color.setAlphaF(rule.fill.opacity)
        painter.fillPath(shape, color)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if rule.hatch:
        corners = (
            box.topLeft(),
            box.topRight(),
            box.bottomRight(),
            box.bottomLeft(),
            box.topLeft(),
        )
        ring = np.array([(corner.x(), corner.y()) for corner in corners])
        spacing = min(rule.hatch.spacing, box.height() / 2.2)
        edges = (box.left(), box.top(), box.right(), box.bottom())
        lines, parts = hatch_lines(
            ring, np.array([0, 5]), rule.hatch.angle, spacing, (0.0, 0.0), edges
        )
        stroke = Stroke(rule.hatch.color, rule.hatch.width, cap="flat")
        painter.setPen(pen_of(stroke, palette, 1.0, rule.strength))
        painter.drawPath(path(lines, parts))
    for stroke in rule.strokes:
        painter.setPen(pen_of(stroke, palette, min(1.0, 4.0 / stroke.width), rule.strength))
        painter.drawPath(shape)
