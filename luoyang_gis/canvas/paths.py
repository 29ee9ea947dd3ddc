"""Painter paths straight from arrays, and the arrays that symbols need: clips, hatches, offsets."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QByteArray, QDataStream
from PySide6.QtGui import QPainterPath

from luoyang_gis.geo.shapes import Floats, Ints, offsets_of, rows, spread

Box = tuple[float, float, float, float]

# One element of a path as QDataStream writes it: what it is, and where.
ELEMENT = np.dtype([("type", ">i4"), ("x", ">f8"), ("y", ">f8")])
MOVE_TO, LINE_TO = 0, 1
# Paths whose elements are made at once.
BLOCK = 32
WINDING = struct.pack(">ii", 0, 1)


def elements(xy: Floats, parts: Ints) -> np.ndarray[tuple[int, ...], np.dtype[np.void]]:
    """The path elements of all parts."""
    made = np.empty(len(xy), dtype=ELEMENT)
    made["type"] = LINE_TO
    made["type"][parts[:-1]] = MOVE_TO
    made["x"] = xy[:, 0]
    made["y"] = xy[:, 1]
    return made


def path_of(made: np.ndarray[tuple[int, ...], np.dtype[np.void]]) -> QPainterPath:
    """A path filled by winding: areas of one path that overlap are all filled."""
    path = QPainterPath()
    if len(made):
        data = struct.pack(">i", len(made)) + made.tobytes() + WINDING
        stream = QDataStream(QByteArray(data))
        stream >> path
    return path


def path(xy: Floats, parts: Ints) -> QPainterPath:
    """One path of all parts."""
    return path_of(elements(xy, parts))


def batches(xy: Floats, parts: Ints, groups: Ints, size: int) -> Iterator[QPainterPath]:
    """Paths of `size` groups of parts each; `groups` are offsets into the parts."""
    for block in range(0, len(groups) - 1, BLOCK * size):
        own = groups[block : block + BLOCK * size + 1]
        begin = parts[own[0]]
        made = elements(xy[begin : parts[own[-1]]], parts[own[0] : own[-1] + 1] - begin)
        ends = [*(parts[own[::size]] - begin).tolist(), len(made)]
        for start, end in pairwise(ends):
            if start < end:
                yield path_of(made[start:end])


def select(xy: Floats, parts: Ints, features: Ints, chosen: Ints) -> tuple[Floats, Ints, Ints]:
    """The vertices, part offsets and feature offsets of some features, in the order given."""
    members = features[chosen + 1] - features[chosen]
    picked = spread(features[chosen], members)
    counts = parts[picked + 1] - parts[picked]
    return rows(xy, spread(parts[picked], counts)), offsets_of(counts), offsets_of(members)


def cut_lines(xy: Floats, parts: Ints, box: Box) -> tuple[Floats, Ints, Floats]:
    """The runs of segments that may touch a box, and how far along its line each run begins."""
    if not len(xy):
        return xy, parts, np.empty(0)
    xy, parts = _with_entries(xy, parts, box)
    west, north, east, south = box
    x, y = xy[:, 0], xy[:, 1]
    step = np.zeros(len(xy))
    step[1:] = np.hypot(np.diff(x), np.diff(y))
    step[parts[:-1]] = 0
    run = np.cumsum(step)
    along = run - np.repeat(run[parts[:-1]], np.diff(parts))
    touching = np.zeros(len(xy), dtype=bool)
    touching[:-1] = (
        (np.minimum(x[:-1], x[1:]) <= east)
        & (np.maximum(x[:-1], x[1:]) >= west)
        & (np.minimum(y[:-1], y[1:]) <= south)
        & (np.maximum(y[:-1], y[1:]) >= north)
    )
    touching[parts[1:] - 1] = False
    if touching.sum() == len(xy) - (len(parts) - 1):
        return xy, parts, np.zeros(len(parts) - 1)
    begins = np.flatnonzero(touching & ~np.concatenate(([False], touching[:-1])))
    ends = np.flatnonzero(touching & ~np.concatenate((touching[1:], [False]))) + 1
    counts = ends - begins + 1
    return rows(xy, spread(begins, counts)), offsets_of(counts), along[begins]


def _with_entries(xy: Floats, parts: Ints, box: Box) -> tuple[Floats, Ints]:
    """The lines with a vertex where a very long segment enters a box and where it leaves it."""
    west, north, east, south = box
    step = np.diff(xy, axis=0)
    long = np.hypot(step[:, 0], step[:, 1]) > 4 * (east - west + south - north)
    long[parts[1:-1] - 1] = False
    at = np.flatnonzero(long)
    if not len(at):
        return xy, parts
    # Just outside, so that what lies beyond does not touch the box.
    low, high = np.array([west - 1, north - 1]), np.array([east + 1, south + 1])
    with np.errstate(divide="ignore", invalid="ignore"):
        one, other = (low - xy[at]) / step[at], (high - xy[at]) / step[at]
    still = step[at] == 0
    inside = (xy[at] >= low) & (xy[at] <= high)
    enter = np.where(still, np.where(inside, 0.0, 2.0), np.minimum(one, other)).max(axis=1)
    leave = np.where(still, np.where(inside, 1.0, -1.0), np.maximum(one, other)).min(axis=1)
    hits = (enter < leave) & (enter < 1) & (leave > 0)
    at, enter, leave = at[hits], enter[hits].clip(0, 1), leave[hits].clip(0, 1)
    shares = np.column_stack((enter, leave)).ravel()
    twice = np.repeat(at, 2)
    added = xy[twice] + shares[:, None] * step[twice]
    made: Floats = np.insert(xy, twice + 1, added, axis=0)
    return made, parts + np.searchsorted(twice, parts, side="left")


def cut_areas(
    xy: Floats, parts: Ints, features: Ints, far: Ints, box: Box
) -> tuple[Floats, Ints, Ints]:
    """The areas with those that reach far out of the box cut at it, holes and all."""
    kept = np.setdiff1d(np.arange(len(features) - 1), far)
    near_xy, near_parts, near_features = select(xy, parts, features, kept)
    far_xy, far_parts, far_features = select(xy, parts, features, far)
    cut_xy, counts = _cut_rings(far_xy, far_parts, box)
    left = offsets_of(counts > 0)[far_features]
    in_order = np.argsort(np.concatenate((kept, far)))
    return select(
        np.concatenate((near_xy, cut_xy)),
        offsets_of(np.concatenate((np.diff(near_parts), counts[counts > 0]))),
        offsets_of(np.concatenate((np.diff(near_features), np.diff(left)))),
        in_order,
    )


def _cut_rings(xy: Floats, parts: Ints, box: Box) -> tuple[Floats, Ints]:
    """Rings cut side by side of a box, and the vertices left of each; they keep their turn.

    What a ring leaves along the sides is out of view; winding still tells holes.
    """
    west, north, east, south = box
    for axis, sign, limit in ((0, 1, west), (0, -1, east), (1, 1, north), (1, -1, south)):
        depth = sign * (xy[:, axis] - limit)
        inside = depth >= 0
        if inside.all():
            continue
        crossing = np.zeros(len(xy), dtype=bool)
        crossing[:-1] = inside[:-1] != inside[1:]
        crossing[parts[1:] - 1] = False
        at, held = np.flatnonzero(crossing), np.flatnonzero(inside)
        share = depth[at] / (depth[at] - depth[at + 1])
        added = xy[at] + share[:, None] * (xy[at + 1] - xy[at])
        merged = np.argsort(np.concatenate((2 * held, 2 * at + 1)), kind="stable")
        opened = ~inside[np.minimum(parts[:-1], len(xy) - 1)]
        starts = (offsets_of(inside) + offsets_of(crossing))[parts]
        opened &= np.diff(starts) > 0
        xy = np.concatenate((xy[held], added))[merged]
        # Where the first vertex went, the ring is closed by the first that is left.
        xy = np.insert(xy, starts[1:][opened], xy[starts[:-1][opened]], axis=0)
        parts = starts + offsets_of(opened)
        if not len(xy):
            break
    return xy, np.diff(parts)


def hatch_lines(
    xy: Floats, parts: Ints, angle: float, spacing: float, anchor: tuple[float, float], box: Box
) -> tuple[Floats, Ints]:
    """The lines of a hatch inside one area and near a box; they stay with the map when it is dragged."""
    if not len(xy):
        return np.empty((0, 2)), np.zeros(1, dtype=np.int64)
    cos, sin = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    turn = np.array([[cos, sin], [-sin, cos]])
    u, v = (xy @ turn)[:, 0], (xy @ turn)[:, 1]
    # Lines run along u, at v = phase + k * spacing.
    phase = float((np.array(anchor) @ turn)[1] % spacing)
    v = (v - phase) / spacing
    west, north, east, south = box
    corners = np.array([(west, north), (east, north), (east, south), (west, south)]) @ turn
    lowest, highest = (np.array([corners[:, 1].min(), corners[:, 1].max()]) - phase) / spacing
    low = np.minimum(v[:-1], v[1:]).clip(lowest, highest)
    high = np.maximum(v[:-1], v[1:]).clip(lowest, highest)
    first = np.ceil(low)
    count = np.maximum(np.ceil(high) - first, 0).astype(np.int64)
    count[parts[1:-1] - 1] = 0
    edge = np.repeat(np.arange(len(count)), count)
    line = spread(first.astype(np.int64), count)
    share = (line - v[edge]) / (v[edge + 1] - v[edge])
    at = u[edge] + share * (u[edge + 1] - u[edge])
    order = np.lexsort((at, line))
    line, at = line[order], at[order]
    # Crossings come in pairs on each line: in, out.
    back = np.column_stack((at, line * spacing + phase)) @ turn.T
    return back, np.arange(0, len(back) + 1, 2)


def offset_lines(xy: Floats, parts: Ints, distance: float) -> Floats:
    """The lines moved to their right by so many pixels, mitred at the bends."""
    if distance == 0 or not len(xy):
        return xy
    step = np.zeros_like(xy)
    step[:-1] = np.diff(xy, axis=0)
    step[parts[1:] - 1] = 0
    length = np.hypot(step[:, 0], step[:, 1])[:, None]
    unit = np.divide(step, length, out=np.zeros_like(step), where=length > 0)
    before = np.roll(unit, 1, axis=0)
    before[parts[:-1]] = 0
    bend = unit + before
    size = np.einsum("ij,ij->i", bend, bend)[:, None]
    bend = np.divide(2 * bend, size, out=np.zeros_like(bend), where=size > 0.25)
    ends = np.concatenate((parts[:-1], parts[1:] - 1))
    bend[ends] = (unit + before)[ends]
    return xy + distance * np.column_stack((-bend[:, 1], bend[:, 0]))
