"""Snap a drawn point to the vertices and edges of features."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from luoyang_gis.plan.model import Coordinates, Geometry
from luoyang_gis.workspace.model import LonLat
from luoyang_gis.workspace.shapes import to_lonlat, to_map

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Snap:
    """Where a point is caught, by what and by which feature."""

    at: LonLat
    kind: Literal["vertex", "edge"]
    feature: str


class SnapIndex:
    """The segments of what is visible, ready to be asked at every move of the mouse."""

    def __init__(self, features: Iterable[tuple[str, Geometry]]) -> None:
        self._ids: list[str] = []
        owners: list[int] = []
        starts: list[tuple[float, float]] = []
        ends: list[tuple[float, float]] = []
        for id_, geometry in features:
            self._ids.append(id_)
            for line in _lines(geometry.coordinates):
                plane = [to_map(p) for p in line]
                # A lone point is a segment of no length.
                following = plane[1:] or plane
                starts += plane[: len(following)]
                ends += following
                owners += [len(self._ids) - 1] * len(following)
        self._owners = np.array(owners, dtype=np.int64)
        self._starts: Floats = np.array(starts, dtype=np.float64).reshape(-1, 2)
        self._spans: Floats = np.array(ends, dtype=np.float64).reshape(-1, 2) - self._starts
        lengths = np.einsum("ij,ij->i", self._spans, self._spans)
        self._squares: Floats = np.where(lengths > 0, lengths, 1.0)

    def find(self, at: LonLat, tolerance: float) -> Snap | None:
        """The nearest vertex within the tolerance (map metres), else the nearest edge."""
        if not len(self._owners):
            return None
        p = np.array(to_map(at))
        offset = p - self._starts
        along = np.clip(np.einsum("ij,ij->i", offset, self._spans) / self._squares, 0.0, 1.0)
        feet = self._starts + along[:, None] * self._spans
        distances = np.hypot(*(p - feet).T)
        near = np.flatnonzero(distances <= tolerance)
        if not len(near):
            return None
        ends = np.concatenate([self._starts[near], self._starts[near] + self._spans[near]])
        to_ends = np.hypot(*(p - ends).T)
        best = int(np.argmin(to_ends))
        if to_ends[best] <= tolerance:
            owner = near[best % len(near)]
            return self._snap(ends[best], "vertex", int(owner))
        best = int(near[np.argmin(distances[near])])
        return self._snap(feet[best], "edge", best)

    def _snap(self, at: Floats, kind: Literal["vertex", "edge"], row: int) -> Snap:
        place = to_lonlat((float(at[0]), float(at[1])))
        return Snap(place, kind, self._ids[int(self._owners[row])])


def _lines(coordinates: Coordinates) -> Iterator[list[LonLat]]:
    """The runs of positions in GeoJSON coordinates of any depth."""
    parts = [part for part in coordinates if isinstance(part, tuple)]
    if not parts:
        yield [_position(coordinates)]
    elif isinstance(parts[0][0], tuple):
        for part in parts:
            yield from _lines(part)
    else:
        yield [_position(part) for part in parts]


def _position(coordinates: Coordinates) -> LonLat:
    lon, lat = (v for v in coordinates[:2] if not isinstance(v, tuple))
    return lon, lat
