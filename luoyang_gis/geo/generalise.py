"""Leave out what is smaller than the pixel, for all vertices of a layer at once."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from math import floor, log2

import numpy as np

from luoyang_gis.geo.shapes import Bools, Floats, Ints, Shapes, joined, ring_areas, rows

# The farthest that a vertex may lie from the line drawn without it, in pixels.
TOLERANCE_PX = 0.3
ROUNDS = 6
# Rings are drawn with no fewer vertices than this, the closing one counted.
LEAST_RING = 5
LEAST_LINE = 2
# Rings smaller than this keep their area; in larger ones it is not seen.
SMALL_RING_PX = 64.0
# Vertices generalised at a time, so that a window can breathe in between.
CHUNK = 100_000


def level_of(resolution: float) -> int:
    """The level of detail for so many metres a pixel; two levels halve it."""
    return floor(2 * log2(resolution))


def pixel_of(level: int) -> float:
    """The finest pixel of a level, in metres."""
    return float(2.0 ** (level / 2))


def generalise(shapes: Shapes, level: int) -> Shapes:
    """The shapes as they look at a level: fewer vertices, each ring's area kept."""
    if shapes.kind == "point" or not len(shapes.xy):
        return shapes
    pixel = pixel_of(level)
    xy, parts = shapes.xy, shapes.parts
    least = LEAST_RING if shapes.kind == "area" else LEAST_LINE
    for _ in range(ROUNDS):
        keep = _kept(xy, parts, pixel * TOLERANCE_PX, least)
        kept = np.cumsum(keep)
        left = int(kept[-1])
        if left == len(xy):
            break
        parts = np.concatenate(([0], kept[parts[1:] - 1]))
        few = len(xy) - left < len(xy) // 20
        xy = rows(xy, np.flatnonzero(keep))
        if few:
            break
    if len(xy) == len(shapes.xy):
        return shapes
    if shapes.kind == "area":
        xy = _with_areas(xy, parts, ring_areas(shapes.xy, shapes.parts), SMALL_RING_PX * pixel)
    return replace(shapes, xy=xy, parts=parts)


def generalise_in_slices(shapes: Shapes, level: int) -> Generator[None, None, Shapes]:
    """The same, pausing between chunks of features."""
    if shapes.kind == "point" or len(shapes.xy) <= CHUNK:
        return generalise(shapes, level)
    starts = shapes.parts[shapes.features]
    cuts = np.unique(np.searchsorted(starts, np.arange(0, len(shapes.xy), CHUNK)))
    chunks = []
    for first, last in zip(cuts, [*cuts[1:], len(shapes)], strict=True):
        if first < last:
            chunks.append(generalise(shapes.slice(int(first), int(last)), level))
            yield
    return joined(chunks)


def _kept(xy: Floats, parts: Ints, tolerance: float, least: int) -> Bools:
    """Every other vertex goes where the chord of its neighbours runs near enough."""
    keep = np.ones(len(xy), dtype=bool)
    x, y = xy[:, 0], xy[:, 1]
    # The odd vertices, each between two even ones that stay.
    count = (len(xy) - 1) // 2
    if not count:
        return keep
    x0, y0 = x[0 : 2 * count : 2], y[0 : 2 * count : 2]
    chord_x, chord_y = x[2 : 2 * count + 1 : 2] - x0, y[2 : 2 * count + 1 : 2] - y0
    arm_x, arm_y = x[1 : 2 * count : 2] - x0, y[1 : 2 * count : 2] - y0
    cross = chord_x * arm_y
    cross -= chord_y * arm_x
    square = chord_x * chord_x
    square += chord_y * chord_y
    along = chord_x * arm_x
    along += chord_y * arm_y
    limit = tolerance * tolerance
    np.multiply(cross, cross, out=cross)
    near = cross <= limit * square
    near &= along >= 0
    near &= along <= square
    # A chord of no length, or a spike: what counts is the distance from the neighbour.
    arm_x *= arm_x
    arm_y *= arm_y
    arm_x += arm_y
    near |= arm_x <= limit * 0.25
    keep[1 : 2 * count : 2] = ~near
    keep[parts[:-1]] = True
    keep[parts[1:] - 1] = True
    counts = np.diff(parts)
    if counts.min() < 2 * least:
        # A round may take every other vertex of what is small already.
        keep |= np.repeat(counts <= least, counts)
    return keep


def _with_areas(xy: Floats, parts: Ints, wanted: Floats, limit: float) -> Floats:
    """Small rings scaled about their middle to the area they had."""
    counts = np.diff(parts)
    now = ring_areas(xy, parts)
    ratio = np.divide(wanted, now, out=np.ones_like(now), where=now != 0)
    chosen = (ratio > 0.5) & (ratio < 2.0) & (np.abs(wanted) < 2 * limit * limit)
    factor = np.repeat(np.where(chosen, np.sqrt(np.where(chosen, ratio, 1.0)), 1.0), counts)
    scaled = np.empty_like(xy)
    for axis in (0, 1):
        values = xy[:, axis]
        middle = np.repeat(np.add.reduceat(values, parts[:-1]) / counts, counts)
        np.subtract(values, middle, out=scaled[:, axis])
        scaled[:, axis] *= factor
        scaled[:, axis] += middle
    return scaled
