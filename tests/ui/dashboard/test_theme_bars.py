"""Bars by theme: every part can be hit, and read in both themes."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor

from luoyang_gis.plan.model import Theme
from luoyang_gis.plan.progress import TargetStatus
from luoyang_gis.ui.dashboard.theme_bars import HOLLOW, ORDER, WASH, ThemeRow, ink, segments
from luoyang_gis.ui.theme import THEMES, target_color


def test_one_among_hundreds_is_wide_enough_to_be_hit() -> None:
    counts = Counter({TargetStatus.OPEN: 900, TargetStatus.LATE: 1, TargetStatus.UNDATED: 100})
    parts = dict(segments(ThemeRow(Theme.CITY, counts), QRect(50, 0, 150, 20)))
    assert list(parts) == [s for s in ORDER if counts[s]]
    assert parts[TargetStatus.LATE].width() >= 5
    assert parts[TargetStatus.OPEN].width() > 5 * parts[TargetStatus.UNDATED].width()
    rects = list(parts.values())
    assert all(a.right() < b.left() for a, b in pairwise(rects))
    assert rects[-1].right() <= 200


def luminance(color: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(v) for v in (color.redF(), color.greenF(), color.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("status", ORDER)
def test_words_on_a_part_are_legible(name: str, status: TargetStatus) -> None:
    colors = THEMES[name]
    words, wash = QColor(ink(colors, status)), QColor(target_color(colors, status))
    card = QColor(colors.card)
    share = 0.0 if status in HOLLOW else WASH
    mixed = (
        share * a + (1 - share) * b
        for a, b in zip(wash.getRgbF()[:3], card.getRgbF()[:3], strict=True)  # type: ignore[index]
    )
    low, high = sorted((luminance(words), luminance(QColor.fromRgbF(*mixed))))
    assert (high + 0.05) / (low + 0.05) >= 4.5
