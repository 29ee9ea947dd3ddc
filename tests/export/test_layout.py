"""Sheets on which nothing covers anything else."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoyang_gis.export.layout import (
    Block,
    Box,
    Contents,
    Paper,
    arrange,
    bar_length,
    degrees_text,
    ems,
    graticule,
    nice_scale,
    plain,
    wrapped,
)

texts = st.text("洛阳规划地图G30（，。、）", min_size=1, max_size=30)
blocks = st.builds(Block, texts, st.lists(texts, min_size=1, max_size=9).map(tuple))
papers = st.sampled_from(
    [Paper.of("A4", True), Paper.of("A4", False), Paper.of("A3", True), Paper(270, 170)]
)


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share more than an edge."""
    return (
        one.x < other.right - 1e-6
        and other.x < one.right - 1e-6
        and one.y < other.bottom - 1e-6
        and other.y < one.bottom - 1e-6
    )


@given(papers, st.lists(blocks, max_size=9).map(tuple), st.booleans(), st.booleans())
def test_no_item_covers_another_or_leaves_the_paper(
    paper: Paper, legend: tuple[Block, ...], inset: bool, titled: bool
) -> None:
    sources = ("依据：《2021 年政府工作报告》。几何为示意。" * 4,) if titled else ()
    title = "总体格局" if titled else ""
    layout = arrange(paper, Contents(title, title, legend, inset, sources))
    for one, other in combinations(layout.items, 2):
        assert not overlap(one, other)
    for box in layout.items:
        assert box.x >= 0
        assert box.y >= 0
        assert box.right <= paper.width + 1e-6
        assert box.bottom <= paper.height + 1e-6
    assert layout.frame.width * layout.frame.height > 0.25 * paper.width * paper.height
    entries = sum(len(block.labels) for block in legend)
    assert sum(row.entry >= 0 for row in layout.rows) + layout.left_out == entries


def test_a_usual_legend_has_room() -> None:
    legend = tuple(Block(f"第 {n} 组", ("高速公路", "快速通道", "铁路")) for n in range(7))
    for landscape in (True, False):
        layout = arrange(Paper.of("A4", landscape), Contents("题", "", legend, True))
        assert layout.left_out == 0
        assert layout.inset is not None


def test_plain_map_reaches_the_edge() -> None:
    layout = plain(Paper.of_pixels((1600, 1000), 100))
    assert layout.frame == Box(0, 0, pytest.approx(406.4), pytest.approx(254.0))
    assert layout.items == (layout.frame,)


@given(texts, st.floats(6, 60))
def test_wrapping_loses_nothing(text: str, width: float) -> None:
    lines = wrapped(text, width)
    assert "".join(lines) == text
    # Closing marks may hang over the edge rather than begin a line.
    assert all(ems(line.rstrip("，。、）")) <= width + 1e-6 for line in lines)


@given(st.floats(900, 40_000_000))
def test_scales_are_round_and_show_no_less(denominator: float) -> None:
    scale = nice_scale(denominator)
    assert denominator * 0.999 <= scale <= denominator * 1.25
    assert len(f"{scale:.0f}".rstrip("0")) <= 3


@given(st.floats(10, 3_000_000))
def test_bars_fit(metres: float) -> None:
    assert metres / 2.0001 <= bar_length(metres) <= metres


def test_graticule() -> None:
    assert graticule(111.2, 113.1) == [111.5, 112.0, 112.5, 113.0]
    assert all(34.4 <= v <= 34.9 for v in graticule(34.4, 34.9))
    assert degrees_text(112.5, "EW") == "112°30′E"
    assert degrees_text(-0.2525, "NS") == "0°15′09″S"
