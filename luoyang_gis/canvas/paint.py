"""Symbols to strokes and fills: one layer drawn through any QPainter, in slices."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from math import hypot

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from luoyang_gis.canvas.camera import Box, Camera
from luoyang_gis.canvas.layers import MapLayer
from luoyang_gis.canvas.markers import draw_marker, sprite
from luoyang_gis.canvas.paths import (
    batches,
    cut_areas,
    cut_lines,
    hatch_lines,
    offset_lines,
    path,
    select,
)
from luoyang_gis.geo.shapes import Floats, Ints, Shapes, rows, spread
from luoyang_gis.geo.tiers import tiers
from luoyang_gis.plan.symbols import (
    HAIRLINE,
    Marker,
    Palette,
    Rule,
    Stroke,
    size_factor,
    stroke_width,
)

# Areas a path: small ones go many at once, large ones alone, for the rasteriser searches the cells
# of each row one by one. The figures are where the time was least.
MOST_AREAS = 64
AREA_PATH_PX = 1_000.0
# Parts a path for pens wider than a hairline: their outlines are costly to fill together.
WIDE_PARTS = 2
THIN_PARTS = 64
# From so many areas on, borders are hairlines whatever the device.
CROWD = 256
# How far beyond the edge lines and areas are cut: wider than any symbol.
EDGE_PX = 64.0
SMOOTH = QPainter.RenderHint.Antialiasing
CAPS = {
    "flat": Qt.PenCapStyle.FlatCap,
    "round": Qt.PenCapStyle.RoundCap,
    "square": Qt.PenCapStyle.SquareCap,
}


@dataclass(frozen=True, slots=True)
class Ground:
    """What a layer is drawn on: the view, the colours, and whether pixels or vectors come out."""

    camera: Camera
    palette: Palette
    # Pixels of the picture a logical pixel; 0 where vectors come out.
    ratio: float = 1.0
    # The pixel that detail is measured by, in logical pixels: finer for print.
    detail: float = 1.0

    @property
    def factor(self) -> float:
        """How much larger than at 1:300,000 symbols are drawn."""
        return size_factor(self.camera.scale)

    @property
    def window(self) -> Box:
        """West, north, east, south of what is drawn, in pixels."""
        return (-EDGE_PX, -EDGE_PX, self.camera.width + EDGE_PX, self.camera.height + EDGE_PX)

    @property
    def box(self) -> Box:
        """What features are looked for in, in display metres."""
        return self.camera.grown(EDGE_PX).box


def draw_layer(painter: QPainter, layer: MapLayer, ground: Ground) -> Iterator[None]:
    """Draw a layer, pausing after each slice."""
    chosen, shapes = yield from layer.detail.seen(
        ground.camera.grown(_reach(layer, ground)).box, ground.camera.resolution * ground.detail
    )
    if not len(chosen):
        return
    scale = ground.camera.scale
    pixels = ground.camera.to_pixels(shapes.xy)
    yield
    style_of = layer.style_of[chosen]
    # The first rules are the most particular ones: theirs come on top.
    groups = [
        (rule, np.flatnonzero(style_of == code))
        for code, rule in reversed(list(enumerate(layer.styles)))
        if rule.min_scale <= scale <= rule.max_scale
    ]
    groups = [(rule, members) for rule, members in groups if len(members)]
    yield
    if shapes.kind == "point":
        for rule, members in groups:
            if rule.marker:
                yield from _points(
                    painter, rule, rule.marker, pixels[_rows(shapes, members)], ground
                )
    elif shapes.kind == "line":
        yield from _lines(painter, groups, pixels, shapes, ground)
    else:
        yield from _areas(painter, groups, pixels, chosen, shapes, ground)


def _rows(shapes: Shapes, members: Ints) -> Ints:
    starts = shapes.parts[shapes.features]
    return spread(starts[members], starts[members + 1] - starts[members])


def _points(
    painter: QPainter, rule: Rule, marker: Marker, places: Floats, ground: Ground
) -> Iterator[None]:
    size = marker.size * marker_factor(ground.factor)
    if not ground.ratio:
        for x, y in places.tolist():
            draw_marker(painter, marker, ground.palette, x, y, size, rule.strength)
        return
    key = (ground.palette.name, ground.palette.hex(marker.color), ground.palette.hex("paper"))
    image = sprite(marker, key, round(size * 4) / 4, rule.strength, ground.ratio)
    half = image.width() / ground.ratio / 2
    # On whole pixels signs stay sharp; those on one pixel are drawn once.
    corners = np.round((places - half) * ground.ratio)
    _, first = np.unique(corners[:, 0] * 1e6 + corners[:, 1], return_index=True)
    spots = corners[np.sort(first)] / ground.ratio
    for start in range(0, len(spots), 500):
        for x, y in spots[start : start + 500].tolist():
            painter.drawImage(QPointF(x, y), image)
        yield


def marker_factor(factor: float) -> float:
    """Markers and text grow less than lines do."""
    return float(factor**0.5)


Group = tuple[Rule, Ints]


def _lines(
    painter: QPainter, groups: list[Group], pixels: Floats, shapes: Shapes, ground: Ground
) -> Iterator[None]:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    prepared = []
    for rule, members in groups:
        xy, parts, _ = select(pixels, shapes.parts, shapes.features, members)
        prepared.append((rule, *cut_lines(xy, parts, ground.window)))
    for level in range(max((len(rule.strokes) for rule, *_ in prepared), default=0)):
        for rule, xy, parts, begins in prepared:
            if level < len(rule.strokes):
                yield from _stroke(painter, rule, rule.strokes[level], xy, parts, begins, ground)


def _stroke(
    painter: QPainter,
    rule: Rule,
    stroke: Stroke,
    xy: Floats,
    parts: Ints,
    begins: Floats,
    ground: Ground,
) -> Iterator[None]:
    pen = pen_of(stroke, ground.palette, ground.factor, rule.strength)
    painter.setPen(pen)
    moved = offset_lines(xy, parts, stroke.offset * ground.factor)
    if stroke.dash and begins.any():
        # Each run takes up the dash where the line before the edge of the view left it.
        for n, begin in enumerate(begins.tolist()):
            pen.setDashOffset(begin / pen.widthF())
            painter.setPen(pen)
            run = moved[parts[n] : parts[n + 1]]
            painter.drawPath(path(run, np.array([0, len(run)])))
            yield
        return
    size = THIN_PARTS if pen.widthF() * ground.ratio <= 1 and not stroke.dash else WIDE_PARTS
    for each in batches(moved, parts, np.arange(len(parts)), size):
        painter.drawPath(each)
        yield


def pen_of(stroke: Stroke, palette: Palette, factor: float, strength: float = 1.0) -> QPen:
    """The pen of a stroke."""
    width = stroke_width(stroke.width, factor)
    pen = QPen(QColor(palette.hex(stroke.color, strength)), width)
    pen.setCapStyle(CAPS[stroke.cap])
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if stroke.dash:
        # Dashes grow with the widths, so that their rhythm stays.
        pen.setDashPattern([d * factor / width for d in stroke.dash])
    return pen


def _areas(
    painter: QPainter,
    groups: list[Group],
    pixels: Floats,
    rank: Ints,
    shapes: Shapes,
    ground: Ground,
) -> Iterator[None]:
    rest = []
    for rule, members in groups:
        areas = _chosen(members, pixels, shapes, ground)
        yield
        if _is_plain(rule) and (len(groups) == 1 or len(members) > CROWD):
            order = yield from _in_tiers(rows(shapes.bounds, members), rank[members], ground)
            yield
            yield from _crowd(painter, rule, *areas, order, ground)
        else:
            rest.append((rule, *areas))
    painter.setPen(Qt.PenStyle.NoPen)
    for rule, xy, parts, features in rest:
        if rule.fill:
            painter.setBrush(_brush(rule, ground.palette))
            bordered = _is_bordered(rule) and ground.ratio > 0
            painter.setRenderHint(SMOOTH, not bordered)
            size = MOST_AREAS if bordered else _areas_a_path(xy, features)
            for each in batches(xy, parts, features, size):
                painter.drawPath(each)
                yield
    painter.setRenderHint(SMOOTH, True)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for rule, xy, parts, features in rest:
        if rule.hatch:
            yield from _hatch(painter, rule, xy, parts, features, ground)
    cut = [(rule, *cut_lines(xy, parts, ground.window)) for rule, xy, parts, _ in rest]
    for level in range(max((len(rule.strokes) for rule, *_ in cut), default=0)):
        for rule, xy, parts, begins in cut:
            if level < len(rule.strokes):
                yield from _stroke(painter, rule, rule.strokes[level], xy, parts, begins, ground)


def _chosen(
    members: Ints, pixels: Floats, shapes: Shapes, ground: Ground
) -> tuple[Floats, Ints, Ints]:
    """The vertices, part and feature offsets of some areas, cut where they reach far out."""
    if len(members) == len(shapes):
        xy, parts, features = pixels, shapes.parts, shapes.features
    else:
        xy, parts, features = select(pixels, shapes.parts, shapes.features, members)
    far = _far_out(shapes.bounds[members], ground)
    return cut_areas(xy, parts, features, far, ground.window) if len(far) else (xy, parts, features)


def _in_tiers(bounds: Floats, rank: Ints, ground: Ground) -> Generator[None, None, list[Ints]]:
    """The areas tier by tier, so that those that overlap keep their order."""
    west, _, _, north = ground.camera.box
    low, high = ground.camera.box[:2], ground.camera.box[2:]
    seen = np.column_stack((np.maximum(bounds[:, :2], low), np.minimum(bounds[:, 2:], high)))
    boxes = (seen - (west, north, west, north))[:, [0, 3, 2, 1]]
    boxes *= np.array([1, -1, 1, -1]) / ground.camera.resolution
    tier = yield from tiers(boxes, rank)
    return np.split(np.argsort(tier, kind="stable"), np.cumsum(np.bincount(tier))[:-1])


def _crowd(
    painter: QPainter,
    rule: Rule,
    xy: Floats,
    parts: Ints,
    features: Ints,
    order: list[Ints],
    ground: Ground,
) -> Iterator[None]:
    """Areas of one colour with a thin border: each path is made once, for fill and border."""
    brush = _brush(rule, ground.palette)
    pen = pen_of(rule.strokes[0], ground.palette, ground.factor, rule.strength)
    if ground.ratio and len(features) > CROWD:
        pen.setWidthF(min(pen.widthF(), 1 / ground.ratio))
    if len(order) > 1:
        xy, parts, features = select(xy, parts, features, np.concatenate(order))
    begin = 0
    for members in order:
        end = begin + len(members)
        paths = []
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(brush)
        painter.setRenderHint(SMOOTH, not ground.ratio)
        for each in batches(xy, parts, features[begin : end + 1], MOST_AREAS):
            painter.drawPath(each)
            paths.append(each)
            yield
        painter.setRenderHint(SMOOTH, True)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for each in paths:
            painter.drawPath(each)
            yield
        begin = end


def _areas_a_path(xy: Floats, features: Ints) -> int:
    """How many areas make a path: so many as cover some pixels together."""
    count = len(features) - 1
    if count <= 1 or not len(xy):
        return 1
    # The mean size, seen from how far it is from vertex to vertex.
    sample = xy[: min(len(xy), 20_000)]
    around = float(np.hypot(*np.diff(sample, axis=0).T).clip(max=500).sum())
    side = max(around / max(1.0, count * len(sample) / len(xy)) / 3.5, 0.5)
    return int(min(max(AREA_PATH_PX / side**2, 1), MOST_AREAS))


def _is_bordered(rule: Rule) -> bool:
    """Whether a solid line runs along the edge of the fill.

    Below it a fill need not be smoothed, which is the costliest part of all: an edge pixel is off by
    a sixteenth of the contrast at most, for what the steps add lies where the line is nearly opaque.
    """
    return any(s.width >= HAIRLINE and not s.dash and not s.offset for s in rule.strokes[:1])


def _is_plain(rule: Rule) -> bool:
    return (
        rule.fill is not None
        and rule.hatch is None
        and len(rule.strokes) == 1
        and rule.strokes[0].width <= HAIRLINE
        and _is_bordered(rule)
    )


def _brush(rule: Rule, palette: Palette) -> QBrush:
    if rule.fill is None:
        return QBrush(Qt.BrushStyle.NoBrush)
    color = QColor(palette.hex(rule.fill.color))
    color.setAlphaF(rule.fill.opacity)
    return QBrush(color)


def _hatch(
    painter: QPainter, rule: Rule, xy: Floats, parts: Ints, features: Ints, ground: Ground
) -> Iterator[None]:
    hatch = rule.hatch
    if hatch is None:
        return
    stroke = Stroke(hatch.color, hatch.width, cap="flat")
    painter.setPen(pen_of(stroke, ground.palette, ground.factor, rule.strength))
    west, _, _, north = ground.camera.box
    anchor = (-west / ground.camera.resolution, north / ground.camera.resolution)
    spacing = hatch.spacing * ground.factor
    for feature in range(len(features) - 1):
        first, last = features[feature], features[feature + 1]
        if first == last:
            continue
        own = parts[first : last + 1]
        lines, line_parts = hatch_lines(
            xy[own[0] : own[-1]], own - own[0], hatch.angle, spacing, anchor, ground.window
        )
        cut, cut_parts, _ = cut_lines(lines, line_parts, ground.window)
        for each in batches(cut, cut_parts, np.arange(len(cut_parts)), THIN_PARTS):
            painter.drawPath(each)
        yield


def _far_out(bounds: Floats, ground: Ground) -> Ints:
    """Areas that reach so far beyond the view that they are better cut."""
    west, south, east, north = ground.camera.box
    reach = hypot(east - west, north - south)
    return np.flatnonzero(
        (bounds[:, 0] < west - reach)
        | (bounds[:, 1] < south - reach)
        | (bounds[:, 2] > east + reach)
        | (bounds[:, 3] > north + reach)
    )


def _reach(layer: MapLayer, ground: Ground) -> float:
    """How far from its features, in pixels, a layer may leave ink."""
    return 4 + ground.factor * max(
        (
            max([s.width + abs(s.offset) for s in r.strokes] + [r.marker.size if r.marker else 0])
            for r in layer.styles
        ),
        default=0,
    )


def ink_box(layer: MapLayer, ground: Ground) -> Box | None:
    """The part of the view, in pixels, that a layer may leave ink on."""
    reach = _reach(layer, ground)
    chosen = layer.shapes.seen(ground.camera.grown(reach).box)
    if not len(chosen):
        return None
    bounds = rows(layer.shapes.bounds, chosen)
    low = ground.camera.to_pixels(np.array([bounds[:, 0].min(), bounds[:, 3].max()]))
    high = ground.camera.to_pixels(np.array([bounds[:, 2].max(), bounds[:, 1].min()]))
    left, top = max(0.0, float(low[0]) - reach), max(0.0, float(low[1]) - reach)
    right = min(ground.camera.width, float(high[0]) + reach)
    bottom = min(ground.camera.height, float(high[1]) + reach)
    return (left, top, right, bottom) if left < right and top < bottom else None
