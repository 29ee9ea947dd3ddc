"""Find features near a place: a tree over bounds, then the exact distance."""

from __future__ import annotations

import numpy as np
import shapely

from luoyang_gis.geo.shapes import Floats, Ints, Shapes

# Of fewer features all bounds are looked at: that is quicker than asking a tree.
FEW = 2_000


class Index:
    """The spatial index of one layer's shapes, built when first asked."""

    def __init__(self, shapes: Shapes) -> None:
        self.shapes = shapes
        self._tree: shapely.STRtree | None = None

    def build(self) -> shapely.STRtree:
        """The tree over the bounds; features without geometry are never found."""
        if self._tree is None:
            boxes = shapely.box(*self.shapes.bounds.T)
            boxes[np.isnan(self.shapes.bounds[:, 0])] = None
            self._tree = shapely.STRtree(boxes)
        return self._tree

    def touching(self, box: tuple[float, float, float, float]) -> Ints:
        """Features whose bounds touch a box, in drawing order."""
        if len(self.shapes) < FEW:
            return self.shapes.seen(box)
        return np.sort(self.build().query(shapely.box(*box)))

    def near(self, x: float, y: float, tolerance: float) -> list[tuple[int, float]]:
        """Features within a tolerance of a place with their distance; 0 inside an area."""
        place = np.array([x, y])
        found = []
        for feature in self.touching((x - tolerance, y - tolerance, x + tolerance, y + tolerance)):
            distance = self.distance(int(feature), place)
            if distance <= tolerance:
                found.append((int(feature), distance))
        return found

    def distance(self, feature: int, place: Floats) -> float:
        """How far a place lies from a feature."""
        parts = self.shapes.lines(feature)
        if self.shapes.kind == "area" and sum(_crossings(part, place) for part in parts) % 2:
            return 0.0
        return min((_distance(part, place) for part in parts), default=float("inf"))

    def within(self, box: tuple[float, float, float, float]) -> Ints:
        """Features that a box touches, exactly."""
        found = self.touching(box)
        west, south, east, north = box
        b = self.shapes.bounds[found]
        inside = (b[:, 0] >= west) & (b[:, 1] >= south) & (b[:, 2] <= east) & (b[:, 3] <= north)
        frame = shapely.box(*box)
        shapely.prepare(frame)
        partly = [
            f for f in found[~inside] if shapely.intersects(frame, self.shapes.geometry(int(f)))
        ]
        return np.sort(np.concatenate((found[inside], np.array(partly, dtype=np.int64))))


def _crossings(ring: Floats, place: Floats) -> int:
    """How often a ray to the east crosses a ring."""
    x, y = ring[:, 0], ring[:, 1]
    above = y > place[1]
    crossing = np.flatnonzero(above[:-1] != above[1:])
    share = (place[1] - y[crossing]) / (y[crossing + 1] - y[crossing])
    return int(np.count_nonzero(x[crossing] + share * (x[crossing + 1] - x[crossing]) > place[0]))


def _distance(line: Floats, place: Floats) -> float:
    if len(line) == 1:
        return float(np.hypot(*(line[0] - place)))
    start, step = line[:-1], np.diff(line, axis=0)
    square = np.einsum("ij,ij->i", step, step)
    along = np.einsum("ij,ij->i", place - start, step)
    share = np.clip(np.divide(along, square, out=np.zeros_like(square), where=square > 0), 0, 1)
    gap = start + share[:, None] * step - place
    return float(np.sqrt(np.einsum("ij,ij->i", gap, gap).min()))
