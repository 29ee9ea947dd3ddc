"""Statuses as of a date: late only when a figure says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from luoyang_gis.plan.load import load
from luoyang_gis.plan.model import Due, Kind, Milestone, Plan
from luoyang_gis.plan.progress import TargetStatus, progress


@pytest.fixture
def plan(plan_root: Path) -> Plan:
    return load(plan_root)


def later(plan: Plan, year: int, value: float) -> Plan:
    actual = replace(plan.actuals[0], id="doc.a0002", value=value, due=Due.parse(str(year)))
    return replace(plan, actuals=(*plan.actuals, actual))


def test_open_with_gap_and_growth(plan: Plan) -> None:
    found = progress(plan, plan.targets[0], date(2021, 2, 7))
    assert found.status is TargetStatus.OPEN
    assert found.gap == pytest.approx(2871.6)
    assert found.share == pytest.approx(5128.4 / 8000)
    assert found.required_growth == pytest.approx(9.30, abs=0.01)


def test_past_due_without_figure_is_not_late(plan: Plan) -> None:
    assert progress(plan, plan.targets[0], date(2026, 1, 1)).status is TargetStatus.UNRECORDED


def test_past_due_with_a_short_figure_is_late(plan: Plan) -> None:
    short = later(plan, 2025, 7000)
    assert progress(short, short.targets[0], date(2026, 1, 1)).status is TargetStatus.LATE


def test_met(plan: Plan) -> None:
    enough = later(plan, 2024, 8000)
    assert progress(enough, enough.targets[0], date(2025, 6, 1)).status is TargetStatus.MET


def test_figures_after_the_date_are_not_known_yet(plan: Plan) -> None:
    enough = later(plan, 2024, 8000)
    assert progress(enough, enough.targets[0], date(2022, 1, 1)).latest == plan.actuals[0]


def test_of_one_year_the_exact_figure_speaks(plan: Plan) -> None:
    period = replace(plan.actuals[0], id="doc.a0009", value=5000.0, due=Due.parse("2016/2020"))
    both = replace(plan, actuals=(*plan.actuals, period))
    assert progress(both, both.targets[0], date(2021, 2, 7)).latest == plan.actuals[0]


@pytest.mark.parametrize(
    ("promised", "news", "kept"),
    [
        ("推进", "推进", False),
        ("推进", "开工", True),
        ("开工", "推进", False),
        ("开工", "建成", True),
        ("建成", "开工", False),
        ("获批", "获批", True),
    ],
)
def test_a_commitment_is_kept_by_its_milestone(
    plan: Plan, promised: str, news: str, kept: bool
) -> None:
    target = replace(
        plan.targets[0], kind=Kind.COMMITMENT, value=None, milestone=Milestone(promised)
    )
    actual = replace(plan.actuals[0], value=None, milestone=Milestone(news), due=Due.parse("2022"))
    told = replace(plan, targets=(target,), actuals=(actual,))
    found = progress(told, target, date(2023, 1, 1))
    assert (found.status is TargetStatus.MET) is kept
    assert found.latest == actual


def test_reaching_a_figure_that_should_fall_is_staying_below_it(plan: Plan) -> None:
    falling = replace(plan, indicators=(replace(plan.indicators[0], better="down"),))
    enough = later(falling, 2024, 7000)
    assert progress(enough, enough.targets[0], date(2025, 6, 1)).status is TargetStatus.MET


def test_a_figure_does_not_call_a_promise_without_one_late(plan: Plan) -> None:
    deed = replace(plan.targets[0], kind=Kind.COMMITMENT, value=None, milestone=Milestone.HELD)
    told = later(replace(plan, targets=(deed,)), 2025, 7000)
    assert progress(told, deed, date(2026, 1, 1)).status is TargetStatus.UNRECORDED
