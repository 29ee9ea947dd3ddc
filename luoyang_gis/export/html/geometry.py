"""Coordinates for the page: whole numbers, each vertex told as the step from the one before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray

from luoyang_gis.plan.model import Geometry, GeometryKind

# 1 m: less than half a pixel where the page is enlarged most.
DECIMALS = 5
TOLERANCE = 10.0**-DECIMALS

Run: TypeAlias = list[int]
# A feature: its points as one run, its lines as runs, or its polygons as lists of rings.
Encoded: TypeAlias = list[Run] | list[list[Run]]

_FAMILIES = {
    GeometryKind.POINT: (0,),
    GeometryKind.LINE: (1, 2),
    GeometryKind.AREA: (3,),
}


@dataclass(frozen=True, slots=True)
class EncodedLayer:
    """The geometry of a layer's features; `origin` is added to the first vertex of every run."""

    origin: tuple[int, int]
    features: tuple[Encoded, ...]
    vertices: int
    # Vertices that would not be seen, and so were left out.
    dropped: int

    def json(self) -> dict[str, object]:
        """The shape that the page reads."""
        return {"scale": 10**DECIMALS, "origin": self.origin, "features": self.features}


def from_plan(geometries: Iterable[Geometry]) -> list[shapely.Geometry]:
    """The plan's geometries for shapely."""
    return [shapely.geometry.shape(g) for g in geometries]


def from_wkb(blobs: Sequence[bytes]) -> list[shapely.Geometry]:
    """The geometries of an imported layer, without the vertices that nobody could see."""
    found = shapely.from_wkb(list(blobs), on_invalid="ignore")
    thin = shapely.simplify(found, TOLERANCE, preserve_topology=False)
    gone = shapely.is_empty(thin) & ~shapely.is_empty(found)
    return list(np.where(gone, found, thin))


def encode(geometries: Sequence[shapely.Geometry], kind: GeometryKind) -> EncodedLayer:
    """The features of a layer as short runs of whole numbers."""
    shapes = np.array(geometries, dtype=object)
    parts, feature = _parts(shapes, kind)
    if kind is GeometryKind.AREA:
        rings, part = shapely.get_rings(parts, return_index=True)
    else:
        rings, part = parts, np.arange(len(parts))
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    steps = np.rint(xy * 10**DECIMALS).astype(np.int64)
    origin = (int(steps[0][0]), int(steps[0][1])) if len(steps) else (0, 0)
    runs = _runs(steps - origin, ring, len(rings), least=(1, 2, 4)[_rank(kind)])
    features = _nested(runs, part, feature, len(shapes), kind)
    kept = sum(len(run) for run in runs) // 2
    return EncodedLayer(origin, features, kept, len(steps) - kept)


def _rank(kind: GeometryKind) -> int:
    return tuple(GeometryKind).index(kind)


def _parts(
    shapes: NDArray[np.object_], kind: GeometryKind
) -> tuple[NDArray[np.object_], NDArray[np.int64]]:
    """The simple geometries of a kind, and the feature of each; what is not of the kind is left out."""
    parts, feature = shapely.get_parts(shapes, return_index=True)
    while (shapely.get_type_id(parts) > 3).any():
        parts, inner = shapely.get_parts(parts, return_index=True)
        feature = feature[inner]
    fits = np.isin(shapely.get_type_id(parts), _FAMILIES[kind]) & ~shapely.is_empty(parts)
    return parts[fits], feature[fits]


def _runs(steps: NDArray[np.int64], ring: NDArray[np.int64], count: int, least: int) -> list[Run]:
    """For each ring its first vertex and then the steps; steps of nothing are left out."""
    starts = np.searchsorted(ring, np.arange(count))
    first = np.zeros(len(steps), dtype=bool)
    first[starts[starts < len(steps)]] = True
    moved = first.copy()
    moved[1:] |= (np.diff(steps, axis=0) != 0).any(axis=1)
    # A ring smaller than the rounding keeps all its vertices, or it would be no ring.
    moved |= np.isin(ring, np.flatnonzero(np.bincount(ring[moved], minlength=count) < least))
    steps, ring, first = steps[moved], ring[moved], first[moved]
    delta = steps.copy()
    delta[1:] -= steps[:-1]
    delta[first] = steps[first]
    flat = delta.ravel().tolist()
    ends = np.searchsorted(ring, np.arange(count + 1)) * 2
    return [flat[a:b] for a, b in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True)]


def _nested(
    runs: list[Run],
    part: NDArray[np.int64],
    feature: NDArray[np.int64],
    count: int,
    kind: GeometryKind,
) -> tuple[Encoded, ...]:
    if kind is not GeometryKind.AREA:
        simple: list[list[Run]] = [[] for _ in range(count)]
        for run, owner in zip(runs, feature.tolist(), strict=True):
            simple[owner].append(run)
        return tuple(simple)
    polygons: list[list[Run]] = [[] for _ in feature]
    for run, owner in zip(runs, part.tolist(), strict=True):
        polygons[owner].append(run)
    areas: list[list[list[Run]]] = [[] for _ in range(count)]
    for rings, owner in zip(polygons, feature.tolist(), strict=True):
        areas[owner].append(rings)
    return tuple(areas)
