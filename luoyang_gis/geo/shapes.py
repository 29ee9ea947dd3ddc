"""Geometries as flat arrays: what a layer of 100,000 polygons is projected, generalised and drawn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray

from luoyang_gis.geo.crs import GEOGRAPHIC, display_from

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Bools: TypeAlias = NDArray[np.bool_]
ShapeKind: TypeAlias = Literal["point", "line", "area"]

# Shapely's type ids by what they draw.
TYPES: dict[ShapeKind, tuple[int, ...]] = {"point": (0, 4), "line": (1, 2, 5), "area": (3, 6)}
COLLECTION = 7
# Geometries read at a time.
PIECE = 10_000
UNSOUND = "坐标缺失或不是有限的数，没有画出"


@dataclass(frozen=True, slots=True, eq=False)
class Shapes:
    """Features of one kind in display metres.

    Feature `f` owns the parts (points, lines or rings) `features[f]:features[f + 1]`, part `p` the
    vertices `parts[p]:parts[p + 1]`. Rings are closed; outer rings turn left, holes turn right.
    `xy` and `bounds` lie in memory column by column, for most work is on all x, then on all y.
    """

    kind: ShapeKind
    xy: Floats
    parts: Ints
    features: Ints
    bounds: Floats

    def __len__(self) -> int:
        return len(self.features) - 1

    @property
    def extent(self) -> tuple[float, float, float, float] | None:
        """The bounds of all, None where there is nothing."""
        known = self.bounds[~np.isnan(self.bounds[:, 0])]
        if not len(known):
            return None
        west, south = known[:, :2].min(axis=0)
        east, north = known[:, 2:].max(axis=0)
        return float(west), float(south), float(east), float(north)

    def lines(self, feature: int) -> list[Floats]:
        """The vertices of each part of a feature."""
        return [
            self.xy[self.parts[p] : self.parts[p + 1]]
            for p in range(self.features[feature], self.features[feature + 1])
        ]

    def subset(self, chosen: Ints) -> Shapes:
        """Some of the features, in the order given."""
        members = self.features[chosen + 1] - self.features[chosen]
        parts = spread(self.features[chosen], members)
        counts = self.parts[parts + 1] - self.parts[parts]
        return Shapes(
            self.kind,
            rows(self.xy, spread(self.parts[parts], counts)),
            offsets_of(counts),
            offsets_of(members),
            rows(self.bounds, chosen),
        )

    def slice(self, first: int, last: int) -> Shapes:
        """The features from `first` up to `last`, without copying a vertex."""
        parts = self.parts[self.features[first] : self.features[last] + 1]
        return Shapes(
            self.kind,
            self.xy[parts[0] : parts[-1]],
            parts - parts[0],
            self.features[first : last + 1] - self.features[first],
            self.bounds[first:last],
        )

    def seen(self, box: tuple[float, float, float, float]) -> Ints:
        """The features whose bounds touch a box."""
        west, south, east, north = box
        b = self.bounds
        return np.flatnonzero(
            (b[:, 0] <= east) & (b[:, 2] >= west) & (b[:, 1] <= north) & (b[:, 3] >= south)
        )

    def geometry(self, feature: int) -> shapely.Geometry:
        """A feature as a shapely geometry in display metres."""
        parts = self.lines(feature)
        if self.kind == "point":
            return shapely.multipoints(np.concatenate(parts)) if parts else shapely.MultiPoint()
        lines = [shapely.linestrings(p) for p in parts if len(p) > 1]
        if self.kind == "line":
            return shapely.multilinestrings(lines)
        rings = [shapely.linearrings(p) for p in parts if len(p) > 3]
        return shapely.build_area(shapely.geometrycollections(rings))


def rows(xy: Floats, index: Ints) -> Floats:
    """Some vertices or bounds, again column by column."""
    taken: Floats = np.take(xy.T, index, axis=1).T
    return taken


def joined(chunks: Sequence[Shapes], xy: Floats | None = None) -> Shapes:
    """Shapes one after the other; `xy` where their vertices lie so already."""
    return Shapes(
        chunks[0].kind,
        np.concatenate([c.xy.T for c in chunks], axis=1).T if xy is None else xy,
        offsets_of(np.concatenate([np.diff(c.parts) for c in chunks])),
        offsets_of(np.concatenate([np.diff(c.features) for c in chunks])),
        np.concatenate([c.bounds.T for c in chunks], axis=1).T,
    )


def spread(starts: Ints, counts: Ints) -> Ints:
    """The indices `start … start + count - 1` of all runs, one after the other."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    index: Ints = np.arange(total) + np.repeat(starts - (ends - counts), counts)
    return index


def offsets_of(counts: Ints | Bools) -> Ints:
    """Where each run begins, and where the last one ends."""
    return np.concatenate(([0], np.cumsum(counts)))


@dataclass(frozen=True, slots=True)
class Read:
    """Shapes of one kind, which of the given geometries they come from, and what could not be drawn."""

    shapes: Shapes
    rows: Ints
    problems: tuple[tuple[int, str], ...]


def read_geometries(geometries: Sequence[shapely.Geometry], crs: str) -> tuple[Read, ...]:
    """Project geometries and sort them by kind; what has no sound coordinates is named, not drawn."""
    given = np.asarray(geometries, dtype=object)
    given = np.where(shapely.is_missing(given), shapely.Point(), given)
    rows = np.arange(len(given))
    types = shapely.get_type_id(given)
    while (types == COLLECTION).any():
        nested = types == COLLECTION
        inner, owner = shapely.get_parts(given[nested], return_index=True)
        given = np.concatenate((given[~nested], inner))
        rows = np.concatenate((rows[~nested], rows[nested][owner]))
        types = shapely.get_type_id(given)
    found = []
    for kind, ids in TYPES.items():
        chosen = np.isin(types, ids) & ~shapely.is_empty(given)
        if chosen.any():
            order = np.argsort(rows[chosen], kind="stable")
            found.append(_read_kind(kind, given[chosen][order], rows[chosen][order], crs))
    return tuple(found)


def _read_kind(kind: ShapeKind, geometries: NDArray[np.object_], rows: Ints, crs: str) -> Read:
    """Piece by piece, for what lies between geometries and shapes takes much memory."""
    pieces, problems = [], []
    room = np.empty((2, int(shapely.get_num_coordinates(geometries).sum())))
    filled = 0
    for start in range(0, len(geometries), PIECE):
        shapes, bad = _read_piece(kind, geometries[start : start + PIECE], crs)
        here = room[:, filled : filled + len(shapes.xy)]
        here[:] = shapes.xy.T
        filled += len(shapes.xy)
        pieces.append(replace(shapes, xy=here.T))
        problems += [(int(rows[start + f]), UNSOUND) for f in bad.tolist()]
    return Read(joined(pieces, room[:, :filled].T), rows, tuple(problems))


def _read_piece(kind: ShapeKind, geometries: NDArray[np.object_], crs: str) -> tuple[Shapes, Ints]:
    _, coordinates, levels = shapely.to_ragged_array(_plain(geometries), include_z=False)
    xy = np.asarray(coordinates, dtype=np.float64)
    del coordinates
    depth = {"point": 1, "line": 2, "area": 3}[kind]
    offsets = [np.asarray(level, dtype=np.int64) for level in levels]
    if len(offsets) < depth:
        # No multi-geometry among them: each is its own only member.
        offsets.append(np.arange(len(geometries) + 1))
    if kind == "point":
        offsets.insert(0, np.arange(len(xy) + 1))
    parts, members = offsets[0], offsets[1]
    outer = np.ones(len(parts) - 1, dtype=bool)
    if kind == "area":
        outer[:] = False
        outer[members[:-1][np.diff(members) > 0]] = True
        members = members[offsets[2]]
    counts = np.diff(parts)
    if not counts.all():
        members = offsets_of(counts > 0)[members]
        outer = outer[counts > 0]
        parts = offsets_of(counts[counts > 0])
    if crs.upper() in GEOGRAPHIC:
        _unwrap(xy, parts, members)
    xy = display_from(xy, crs)
    return build(kind, xy, parts, members, outer)


def _plain(geometries: NDArray[np.object_]) -> NDArray[np.object_]:
    """Rings that stand alone as the lines they are."""
    lone = np.flatnonzero(shapely.get_type_id(geometries) == 2)
    if len(lone):
        geometries = geometries.copy()
        geometries[lone] = [shapely.LineString(g) for g in geometries[lone]]
    return geometries


def _unwrap(lonlat: Floats, parts: Ints, features: Ints) -> None:
    """Let features that jump over the antimeridian run on past 180° instead of round the world."""
    with np.errstate(invalid="ignore"):
        width = np.abs(np.diff(lonlat[:, 0]))
    # What runs from edge to edge of the world is meant to: it does not cross the edge.
    jumps = (width > 180) & (width < 360 - 1e-9)
    jumps[parts[1:-1] - 1] = False
    if jumps.any():
        owner = np.searchsorted(parts[features], np.arange(len(lonlat)), side="right") - 1
        crossing = np.isin(owner, owner[:-1][jumps])
        lonlat[crossing & (lonlat[:, 0] < 0), 0] += 360


def build(
    kind: ShapeKind, xy: Floats, parts: Ints, features: Ints, outer: Bools
) -> tuple[Shapes, Ints]:
    """Shapes from flat arrays in display metres, and the features without sound coordinates, left empty."""
    sound = np.isfinite(xy).all(axis=1)
    bad: Ints = np.empty(0, dtype=np.int64)
    if not sound.all():
        per_part = np.diff(parts)
        owner = np.repeat(np.arange(len(features) - 1), np.diff(features))
        bad = np.unique(owner[np.repeat(np.arange(len(per_part)), per_part)[~sound]])
        keep_part = ~np.isin(owner, bad)
        xy = xy[np.repeat(keep_part, per_part)]
        parts = offsets_of(per_part[keep_part])
        outer = outer[keep_part]
        features = offsets_of(np.bincount(owner[keep_part], minlength=len(features) - 1))
    if kind == "area":
        xy = _oriented(xy, parts, outer)
    xy = np.asfortranarray(xy)
    return Shapes(kind, xy, parts, features, _bounds(xy, parts, features)), bad


def ring_areas(xy: Floats, parts: Ints) -> Floats:
    """Twice the signed area of each ring; positive turns left."""
    if len(parts) < 2:
        return np.empty(0)
    # Relative to a vertex near by, lest the large metres eat the digits.
    x, y = xy[:, 0] - xy[0, 0], xy[:, 1] - xy[0, 1]
    cross = np.zeros(len(xy))
    np.multiply(x[:-1], y[1:], out=cross[:-1])
    cross[:-1] -= x[1:] * y[:-1]
    cross[parts[1:] - 1] = 0
    return np.add.reduceat(cross, parts[:-1])


def _oriented(xy: Floats, parts: Ints, outer: Bools) -> Floats:
    wrong = (ring_areas(xy, parts) > 0) != outer
    if not wrong.any():
        return xy
    counts = np.diff(parts)
    index = np.arange(len(xy))
    turned = np.repeat(wrong, counts)
    mirror = np.repeat(parts[:-1] + parts[1:] - 1, counts)
    index[turned] = (mirror - index)[turned]
    return rows(xy, index)


def _bounds(xy: Floats, parts: Ints, features: Ints) -> Floats:
    bounds = np.full((len(features) - 1, 4), np.nan, order="F")
    filled = np.flatnonzero(np.diff(features) > 0)
    if len(filled):
        starts = parts[features[filled]]
        for axis in (0, 1):
            bounds[filled, axis] = np.minimum.reduceat(xy[:, axis], starts)
            bounds[filled, axis + 2] = np.maximum.reduceat(xy[:, axis], starts)
    return bounds
