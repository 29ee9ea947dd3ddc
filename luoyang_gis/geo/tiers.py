"""Which features must be drawn after which: only those that overlap care for their order."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np

from luoyang_gis.geo.shapes import Bools, Floats, Ints, spread

# Features that overlap by less, or by less than half the smaller, or are both smaller than this,
# in pixels, hide nothing of each other.
SLIGHT_PX = 1.0
SMALL_PX = 6.0
# Rows in which boxes are compared.
ROW_PX = 16.0
# Where each overlaps more others than this, one after the other is quicker than tiers.
MOST_OVERLAPS = 64


def tiers(boxes: Floats, rank: Ints) -> Generator[None, None, Ints]:
    """The tier of each feature: none overlap within one, and of two that do the later lies higher.

    `boxes` are bounds in pixels (left, top, right, bottom), `rank` is the order of drawing. Pauses
    where there is much to compare.
    """
    pairs = _overlaps(boxes)
    if pairs is None:
        return np.argsort(np.argsort(rank))
    low, high = pairs
    swapped = rank[low] > rank[high]
    low, high = np.where(swapped, high, low), np.where(swapped, low, high)
    tier = np.zeros(len(boxes), dtype=np.int64)
    late = np.arange(len(low))
    while len(late):
        yield
        np.maximum.at(tier, high[late], tier[low[late]] + 1)
        # Only what lies upon one that has just risen can rise in turn.
        risen = np.zeros(len(boxes), dtype=bool)
        risen[high[late]] = True
        late = np.flatnonzero(risen[low])
        late = late[tier[low[late]] >= tier[high[late]]]
    return tier


def _overlaps(boxes: Floats) -> tuple[Ints, Ints] | None:
    """Pairs of boxes that overlap so that it is seen; None where they are too many."""
    none = np.empty(0, dtype=np.int64)
    left, top, right, bottom = boxes.T
    slight_x = np.minimum(SLIGHT_PX, (right - left) / 2)
    slight_y = np.minimum(SLIGHT_PX, (bottom - top) / 2)
    large: Bools = np.maximum(right - left, bottom - top) > SMALL_PX
    if len(boxes) < 2 or not large.any():
        return none, none
    # Each box in all the rows it reaches into, from left to right.
    row_px = max(ROW_PX, float(np.median(bottom - top)))
    first = np.floor(top / row_px).astype(np.int64)
    count = np.floor(bottom / row_px).astype(np.int64) - first + 1
    box = np.repeat(np.arange(len(boxes)), count)
    row = spread(first, count)
    width = float(right.max() - left.min()) + 2 * SLIGHT_PX
    place = (row - row.min()) * 2 * width + (left - left.min())[box]
    order = np.argsort(place)
    box, row, place = box[order], row[order], place[order]
    reach = np.searchsorted(place, place + (right - left - slight_x)[box])
    after = np.maximum(reach - np.arange(len(box)) - 1, 0)
    if int(after.sum()) > MOST_OVERLAPS * len(box):
        return None
    one = np.repeat(np.arange(len(box)), after)
    other = spread(np.arange(1, len(box) + 1), after)
    # A pair is met in every row that both reach into: once is enough.
    here = row[one]
    a, b = box[one], box[other]
    seen = here == np.maximum(first[a], first[b])
    shared_x = np.minimum(right[a], right[b]) - left[b]
    shared_y = np.minimum(bottom[a], bottom[b]) - np.maximum(top[a], top[b])
    seen &= shared_x > np.minimum(slight_x[a], slight_x[b])
    seen &= shared_y > np.minimum(slight_y[a], slight_y[b])
    seen &= large[a] | large[b]
    return a[seen], b[seen]
