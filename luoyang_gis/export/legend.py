"""The legend of what is in view: one key for each rule that draws something there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from luoyang_gis.canvas.camera import DPI, METRES_PER_INCH, Camera
from luoyang_gis.canvas.layers import GONE, NO_STYLE, MapLayer
from luoyang_gis.canvas.paint import Ground, draw_layer
from luoyang_gis.export.views import View
from luoyang_gis.geo.shapes import Floats, ShapeKind, Shapes, build
from luoyang_gis.plan.symbols import Marker, Palette, Rule, StatusStyle, Stroke, Symbol

STATUS_TITLE = "状态"
# Names of places are told by their label alone; symbols larger than this are shown smaller.
LARGEST_MARKER = 13.0


@dataclass(frozen=True, slots=True)
class Key:
    """A sample of a symbol and what it means."""

    label: str
    kinds: tuple[ShapeKind, ...]
    rule: Rule


@dataclass(frozen=True, slots=True)
class KeyBlock:
    """A heading and the keys below it."""

    title: str
    keys: tuple[Key, ...]


def in_view(layer: MapLayer, camera: Camera) -> list[int]:
    """The places of a layer's features that are drawn in view."""
    if not layer.drawn_at(camera.scale):
        return []
    scale = camera.scale
    found = []
    for place in layer.detail.index.within(camera.box).tolist():
        rule = layer.style(place)
        if rule is not None and rule.min_scale <= scale <= rule.max_scale:
            found.append(place)
    return found


def legend_of(view: View, camera: Camera) -> tuple[KeyBlock, ...]:
    """Keys by group, in the layers' order, then what the statuses do to them."""
    blocks: dict[str, dict[str, Key]] = {}
    statuses: dict[StatusStyle, set[ShapeKind]] = {}
    for shown in view.layers:
        layer = shown.drawn
        for key in _keys(layer, in_view(layer, camera), statuses):
            blocks.setdefault(shown.group, {}).setdefault(key.label, key)
    found = [KeyBlock(title, tuple(keys.values())) for title, keys in blocks.items()]
    if statuses:
        found.append(KeyBlock(STATUS_TITLE, tuple(_status_keys(statuses))))
    return tuple(found)


def _keys(
    layer: MapLayer, places: Iterable[int], statuses: dict[StatusStyle, set[ShapeKind]]
) -> list[Key]:
    used: set[Rule] = set()
    for place in places:
        kind, status, id_ = layer.kinds[place], layer.statuses[place], layer.ids[place]
        rule = layer.symbol.rule(kind, status, id_)
        if rule is None or status == GONE or layer.style_of[place] == NO_STYLE:
            continue
        used.add(rule)
        if style := layer.symbol.status(status):
            statuses.setdefault(style, set()).add(layer.kind)
    return [
        Key(rule.label or layer.name, (layer.kind,), rule)
        for rule in layer.symbol.rules
        if rule in used and _has_ink(rule)
    ]


def _has_ink(rule: Rule) -> bool:
    marker = rule.marker is not None and rule.marker.shape != "none"
    return bool(rule.strokes or rule.fill or rule.hatch or marker)


def _status_keys(statuses: dict[StatusStyle, set[ShapeKind]]) -> list[Key]:
    """Samples of ink: a broken line for lines and areas, an open dot for points."""
    plain = Rule(strokes=(Stroke("ink", 1.6, cap="flat"),), marker=Marker("ink", size=9.0))
    order: tuple[ShapeKind, ...] = ("line", "point")
    return [
        Key(
            style.label,
            tuple(k for k in order if k in kinds or (k == "line" and "area" in kinds)),
            style.apply(plain),
        )
        for style, kinds in statuses.items()
    ]


def draw_key(painter: QPainter, key: Key, box: QRectF, palette: Palette, scale: float) -> None:
    """Draw a sample into a box, as large as the map of this scale draws it."""
    metres = scale * METRES_PER_INCH / DPI
    width, height = box.width(), box.height()
    camera = Camera(width / 2 * metres, -height / 2 * metres, metres, width, height)
    ground = Ground(camera, palette, ratio=0.0, detail=0.1)
    marker = key.rule.marker
    if marker and marker.size > LARGEST_MARKER:
        marker = replace(marker, size=LARGEST_MARKER)
    always = replace(
        key.rule, kinds=(), statuses=(), ids=(), min_scale=0.0, max_scale=float("inf"),
        marker=marker,
    )  # fmt: skip
    painter.save()
    painter.translate(box.topLeft())
    painter.setClipRect(QRectF(0, 0, width, height), Qt.ClipOperation.IntersectClip)
    for kind in key.kinds:
        sample = MapLayer.from_shapes(
            "sample", "", _shapes(kind, width, height, metres), symbol=Symbol((always,))
        )
        for _ in draw_layer(painter, sample, ground):
            pass
    painter.restore()


def _shapes(kind: ShapeKind, width: float, height: float, metres: float) -> Shapes:
    w, h = width, height
    if kind == "point":
        return _shape(kind, [(w / 2, h / 2)], metres)
    if kind == "line":
        return _shape(kind, [(1.5, h / 2), (w - 1.5, h / 2)], metres)
    return _shape(
        kind, [(2, 2), (w - 2, 2), (w - 2, h - 2), (2, h - 2), (2, 2)], metres
    )  # fmt: skip


def _shape(kind: ShapeKind, pixels: Sequence[tuple[float, float]], metres: float) -> Shapes:
    """A shape whose pixels run down, as the screen's do."""
    xy: Floats = np.array([(x * metres, -y * metres) for x, y in pixels])
    shapes, _ = build(
        kind, xy, np.array([0, len(pixels)]), np.array([0, 1]), np.array([True])
    )  # fmt: skip
    return shapes
