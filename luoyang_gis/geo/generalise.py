"""Leave out what is smaller than the pixel, for all vertices of a layer at once."""

from __future__ import annotations

from dataclasses import replace
from math import floor, log2

import numpy as np

from luoyang_gis.geo.shapes import Bools, Floats, Ints, Shapes, offsets_of, ring_areas

# The farthest that a vertex may lie from the line drawn without it, in pixels.
TOLERANCE_PX = 0.3
ROUNDS = 6
# Rings are drawn with no fewer vertices than this, the closing one counted.
LEAST_RING = 5
# Rings smaller than this keep their area; in larger ones it is not seen.
SMALL_RING_PX = 64.0


def level_of(resolution: float) -> int:
    """The level of detail for so many metres a pixel; two levels halve it."""
    return floor(2 * log2(resolution))


def generalise(shapes: Shapes, level: int) -> Shapes:
    """The shapes as they look at a level: fewer vertices, each ring's area kept."""
    if shapes.kind == "point" or not len(shapes.xy):
        return shapes
    pixel = 2.0 ** (level / 2)
    xy, parts = shapes.xy, shapes.parts
    before = ring_areas(xy, parts) if shapes.kind == "area" else None
    least = LEAST_RING if shapes.kind == "area" else 2
    for _ in range(ROUNDS):
        keep = _kept(xy, parts, pixel * TOLERANCE_PX, least)
        dropped = len(xy) - int(np.count_nonzero(keep))
        if not dropped:
            break
        xy = xy[keep]
        parts = offsets_of(np.add.reduceat(keep, parts[:-1], dtype=np.int64))
        if dropped < len(xy) // 20:
            break
    if len(xy) == len(shapes.xy):
        return shapes
    if before is not None:
        xy = _with_areas(xy, parts, before, SMALL_RING_PX * pixel)
    return replace(shapes, xy=xy, parts=parts)


def _kept(xy: Floats, parts: Ints, tolerance: float, least: int) -> Bools:
    """Every other vertex goes where the chord of its neighbours runs near enough."""
    counts = np.diff(parts)
    keep = np.ones(len(xy), dtype=bool)
    # Odd places in their part, neither its first nor its last vertex.
    middles = np.arange(1, len(xy) - 1, 2) if not (parts & 1).any() else _middles(parts, counts)
    middles = middles[np.repeat(counts > least, counts)[middles]]
    if not len(middles):
        return keep
    before, at, after = xy[middles - 1], xy[middles], xy[middles + 1]
    chord = after - before
    arm = at - before
    cross = chord[:, 0] * arm[:, 1] - chord[:, 1] * arm[:, 0]
    square = np.einsum("ij,ij->i", chord, chord)
    along = np.einsum("ij,ij->i", chord, arm)
    limit = tolerance * tolerance
    near = (cross * cross <= limit * square) & (along >= 0) & (along <= square)
    # A chord of no length, or a spike: what counts is the distance from the neighbour.
    near |= np.einsum("ij,ij->i", arm, arm) <= limit * 0.25
    keep[middles[near]] = False
    return keep


def _middles(parts: Ints, counts: Ints) -> Ints:
    place = np.arange(int(parts[-1])) - np.repeat(parts[:-1], counts)
    inner = (place & 1).astype(bool) & (place < np.repeat(counts - 1, counts))
    return np.flatnonzero(inner)


def _with_areas(xy: Floats, parts: Ints, wanted: Floats, limit: float) -> Floats:
    """Small rings scaled about their middle to the area they had."""
    counts = np.diff(parts)
    now = ring_areas(xy, parts)
    low = np.minimum.reduceat(xy, parts[:-1], axis=0)
    high = np.maximum.reduceat(xy, parts[:-1], axis=0)
    ratio = np.divide(wanted, now, out=np.ones_like(now), where=now != 0)
    chosen = (ratio > 0.5) & (ratio < 2.0) & ((high - low).max(axis=1) < limit)
    factor = np.where(chosen, np.sqrt(np.where(chosen, ratio, 1.0)), 1.0)
    middle = np.repeat((low + high) / 2, counts, axis=0)
    scaled: Floats = middle + (xy - middle) * np.repeat(factor, counts)[:, None]
    return scaled
