"""Tiers: what overlaps keeps its order, what does not is drawn together."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from luoyang_gis.geo.shapes import Floats, Ints
from luoyang_gis.geo.tiers import SLIGHT_PX, SMALL_PX
from luoyang_gis.geo.tiers import tiers as tiers_in_slices


def tiers(boxes: Floats, rank: Ints) -> Ints:
    steps = tiers_in_slices(boxes, rank)
    while True:
        try:
            next(steps)
        except StopIteration as done:
            found: Ints = done.value
            return found


def test_apart_is_one_tier() -> None:
    x = np.arange(0, 1000, 20.0)
    boxes = np.column_stack((x, x * 0, x + 20, x * 0 + 30))
    assert tiers(boxes, np.arange(len(boxes))).tolist() == [0] * len(boxes)
    assert len(tiers(boxes[:0], np.empty(0, dtype=np.int64))) == 0


def test_later_lies_higher_whatever_the_order_given() -> None:
    boxes = np.array([[0, 0, 20, 20], [10, 10, 30, 30], [25, 25, 45, 45], [100, 0, 120, 20.0]])
    assert tiers(boxes, np.array([0, 1, 2, 3])).tolist() == [0, 1, 2, 0]
    assert tiers(boxes, np.array([3, 2, 1, 0])).tolist() == [2, 1, 0, 0]


def test_small_one_upon_large_one_is_above_it() -> None:
    boxes = np.array([[0, 0, 200, 200], [90, 90, 90.5, 90.5]])
    assert tiers(boxes, np.array([0, 1])).tolist() == [0, 1]


def test_heaps_are_drawn_one_by_one() -> None:
    boxes = np.tile([0.0, 0.0, 50.0, 50.0], (900, 1))
    rank = np.random.default_rng(1).permutation(900) * 2
    assert (np.argsort(tiers(boxes, rank)) == np.argsort(rank)).all()


box = st.tuples(st.floats(0, 60), st.floats(0, 60), st.floats(0.1, 40), st.floats(0.1, 40))


@given(st.lists(box, max_size=12), st.randoms())
def test_no_two_of_a_tier_hide_each_other(found: list[tuple[float, ...]], chance: object) -> None:
    boxes = np.array([(x, y, x + w, y + h) for x, y, w, h in found]).reshape(-1, 4)
    rank = np.arange(len(boxes))
    chance.shuffle(rank)  # type: ignore[attr-defined]
    tier = tiers(boxes, rank)
    for a in range(len(boxes)):
        for b in range(a):
            shared = np.minimum(boxes[a, 2:], boxes[b, 2:]) - np.maximum(boxes[a, :2], boxes[b, :2])
            large = max((boxes[n, 2:] - boxes[n, :2]).max() for n in (a, b)) > SMALL_PX
            if large and (shared > SLIGHT_PX).all():
                assert (tier[a] < tier[b]) == (rank[a] < rank[b])
                assert tier[a] != tier[b]
