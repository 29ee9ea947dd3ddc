"""Which features lie under a place: topmost layer first, nearest first within it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoyang_gis.canvas.camera import Box, Camera
from luoyang_gis.canvas.layers import NO_STYLE, MapLayer
from luoyang_gis.canvas.paint import marker_factor
from luoyang_gis.plan.symbols import size_factor, stroke_width

TOLERANCE_PX = 5.0
# Points and lines are aimed at before the areas they lie in.
RANK = {"point": 0, "line": 1, "area": 2}


@dataclass(frozen=True, slots=True)
class Hit:
    """A feature that was found, and how many pixels off."""

    layer: MapLayer
    place: int
    distance: float = 0.0

    @property
    def id(self) -> str:
        """The feature's id."""
        return self.layer.ids[self.place]

    @property
    def name(self) -> str:
        """The feature's name."""
        return self.layer.names[self.place]


def identify(
    layers: Sequence[MapLayer],
    camera: Camera,
    px: float,
    py: float,
    tolerance: float = TOLERANCE_PX,
) -> list[Hit]:
    """The features drawn at a pixel: points, lines, then areas; upper layers and nearer ones first."""
    x, y = camera.to_map(px, py)
    scale = camera.scale
    factor = size_factor(scale)
    found: list[tuple[int, float, int, Hit]] = []
    for height, layer in enumerate(reversed(layers)):
        if not layer.drawn_at(scale):
            continue
        for place, metres in layer.detail.index.near(
            x, y, (tolerance + _reach(layer, factor)) * camera.resolution
        ):
            rule = layer.style(place)
            if rule is None or not rule.min_scale <= scale <= rule.max_scale:
                continue
            half = (rule.marker.size * marker_factor(factor) if rule.marker else 0.0) / 2
            if layer.kind != "point":
                half = max((stroke_width(s.width, factor) for s in rule.strokes), default=0.0) / 2
            distance = max(0.0, metres / camera.resolution - half)
            if distance <= tolerance:
                hit = Hit(layer, place, distance)
                found.append((RANK[layer.kind], distance, height, hit))
    found.sort(key=lambda item: (item[0], item[2], item[1]))
    return [item[3] for item in found]


def _reach(layer: MapLayer, factor: float) -> float:
    """Half the size of a layer's largest symbol."""
    sizes = [r.marker.size * marker_factor(factor) for r in layer.styles if r.marker]
    widths = [s.width * factor for r in layer.styles for s in r.strokes]
    return max(sizes if layer.kind == "point" else widths, default=0.0) / 2


def select(layers: Sequence[MapLayer], camera: Camera, box: Box) -> list[Hit]:
    """The features that a rectangle of pixels (left, top, right, bottom) touches, topmost first."""
    west, north = camera.to_map(box[0], box[1])
    east, south = camera.to_map(box[2], box[3])
    found = []
    for layer in reversed(layers):
        if layer.drawn_at(camera.scale):
            places = layer.detail.index.within((west, south, east, north))
            found += [Hit(layer, int(p)) for p in places if layer.style_of[p] != NO_STYLE]
    return found
