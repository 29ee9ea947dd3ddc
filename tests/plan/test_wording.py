"""Figures, dates and citations as a reader sees them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from luoyang_gis.plan.load import load
from luoyang_gis.plan.model import (
    Actual,
    Comparator,
    Due,
    Indicator,
    Kind,
    Passage,
    Plan,
    Target,
    Theme,
)
from luoyang_gis.plan.progress import Progress, TargetStatus, progress
from luoyang_gis.plan.wording import (
    amount,
    citation,
    copy_text,
    due_label,
    due_words,
    gap_words,
    headline,
    progress_words,
    section_words,
    trend_words,
)


@pytest.fixture
def plan(plan_root: Path) -> Plan:
    return load(plan_root)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("2025", "2025年"),
        ("2021-06", "2021年6月"),
        ("2021-06-30", "2021年6月30日"),
        ("2021-H1", "2021年上半年"),
        ("2021-Q4", "2021年第4季度"),
        ("2016/2020", "2016–2020年"),
    ],
)
def test_dates(code: str, words: str) -> None:
    assert due_words(Due.parse(code)) == words


def test_headlines(plan: Plan) -> None:
    target = plan.targets[0]
    assert headline(target) == "8000 亿元"
    assert (
        headline(replace(target, comparator=Comparator.AT_LEAST, value=8.5, unit="%")) == "≥ 8.5%"
    )
    ranged = replace(target, comparator=Comparator.RANGE, value=1, value_max=2, unit="家")
    assert headline(ranged) == "1–2 家"
    assert amount(5128.4, "亿元") == "5128.4 亿元"


def test_the_documents_own_words_win(plan: Plan) -> None:
    target = replace(plan.targets[0], due=Due.parse("2021-06-30"), due_text="“七一”前")
    assert due_label(target) == "2021年“七一”前"
    assert due_label(replace(target, due=None, due_text="")) == "未定期限"


def test_a_card_as_text_names_its_source(plan: Plan) -> None:
    text = copy_text(plan, plan.targets[0], "进行中")
    assert citation(plan, plan.targets[0]) == "《文件》一“达到8000亿元”"
    assert citation(plan, plan.targets[0]) in text
    assert "洛阳（衡量）" in text


def test_progress_in_words(plan: Plan) -> None:
    found = progress(plan, plan.targets[0], plan.newest)
    words = progress_words(found)
    assert words == "2020年实绩 5128.4 亿元，完成 64%，年均还需增长 9.3%"


@pytest.mark.parametrize(
    ("path", "words"),
    [("三/（七）/提升品质", "三（七）提升品质"), ("一/功能定位", "一 · 功能定位"), ("一", "一")],
)
def test_section_paths(plan: Plan, path: str, words: str) -> None:
    target = plan.targets[0]
    there = replace(target, passage=replace(target.passage, section=path))
    assert section_words(there) == words


def _gdp(value: float, due: str, comparator: Comparator = Comparator.EQUAL) -> Target:
    passage = Passage("d", "一", "锚")
    return Target(
        "d.1", passage, Kind.TARGET, "总量", Theme.OVERALL, "总量", None,
        comparator, value, None, "亿元", Due.parse(due),
    )  # fmt: skip


def _measured(value: float, due: str) -> Actual:
    passage = Passage("d", "一", "锚")
    return Actual(
        "d.a1", passage, Kind.ACTUAL, "总量", Theme.OVERALL, "总量", None,
        Comparator.EQUAL, value, None, "亿元", Due.parse(due),
    )  # fmt: skip


def test_a_gap_names_distance_and_pace() -> None:
    indicator = Indicator("总量", "亿元")
    latest = _measured(5128.4, "2020")
    found = Progress(TargetStatus.OPEN, latest, 0.64, 2871.6, 9.3)
    words = gap_words(indicator, _gdp(8000, "2025"), found)
    assert words == "距2025年目标 8000 亿元还差 2871.6 亿元，年均须增长 9.3%"
    kept = Progress(TargetStatus.OPEN, _measured(8100, "2020"), 1.01, -100, None)
    assert gap_words(indicator, _gdp(8000, "2025"), kept).endswith("已合目标")
    assert gap_words(indicator, _gdp(8000, "2025"), Progress(TargetStatus.OPEN)).endswith(
        "暂无实绩"
    )


def test_a_trend_names_both_ends_and_the_pace() -> None:
    words = trend_words(_measured(100, "2018"), _measured(121, "2020"))
    assert words == "2018年 100 亿元 → 2020年 121 亿元，年均 +10.0%"
