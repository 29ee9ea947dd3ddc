"""What a user types to record an actual."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoyang_gis.plan.load import load
from luoyang_gis.plan.model import Milestone, Plan
from luoyang_gis.workspace.entry import (
    Entry,
    EntryError,
    doubt,
    names,
    parse_number,
    parse_period,
    recorded,
    unit_of,
)
from luoyang_gis.workspace.model import OWN, UserActual, Workspace

TODAY = date(2022, 3, 1)
AT = datetime(2022, 3, 1, tzinfo=UTC)
GDP = Entry("地区生产总值", "5447.1", None, "2021", "2021 年统计公报")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load()


def make(plan: Plan, entry: Entry) -> UserActual:
    return recorded(plan, entry, "own.a0001", "张三", AT, TODAY)


@pytest.mark.parametrize(
    ("text", "value"),
    [("5128.4", 5128.4), ("５１２８．４", 5128.4), ("5,128.4", 5128.4), (" -3 ", -3), (".5", 0.5)],
)
def test_numbers_as_people_type_them(text: str, value: float) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize("text", ["", "5128亿元", "1e5", "nan", "1,2,3", "五千", "1" * 40])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(EntryError) as caught:
        parse_number(text)
    assert caught.value.field == "value"


@given(st.text(max_size=20))
def test_any_text_is_a_finite_number_or_a_sentence(text: str) -> None:
    try:
        found: float | str = parse_number(text)
    except EntryError as error:
        found = str(error)
    assert math.isfinite(found) if isinstance(found, float) else found.endswith("。")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2021", "2021"), ("2021年", "2021"), ("２０２１", "2021"),
        ("2021-6", "2021-06"), ("2021年6月", "2021-06"), ("2021.06", "2021-06"),
        ("2021-06-30", "2021-06-30"), ("2021年6月30日", "2021-06-30"), ("2021/6/30", "2021-06-30"),
        ("2021-Q3", "2021-Q3"), ("2021q3", "2021-Q3"), ("2021年第3季度", "2021-Q3"),
        ("2021年三季度", "2021-Q3"), ("2021年第三季度", "2021-Q3"),
        ("2021-H1", "2021-H1"), ("2021年上半年", "2021-H1"), ("2016-2020", "2016/2020"),
    ],
)  # fmt: skip
def test_periods_as_people_type_them(text: str, code: str) -> None:
    assert parse_period(text, TODAY).code == code


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "请填"), ("去年", "看不懂"), ("2021-13", "没有"), ("2021-02-30", "没有"),
        ("2023", "还没有到"), ("1921", "早于"), ("2020-2016", "没有"), ("21", "看不懂"),
    ],
)  # fmt: skip
def test_what_is_no_period(text: str, word: str) -> None:
    with pytest.raises(EntryError, match=word) as caught:
        parse_period(text, TODAY)
    assert caught.value.field == "period"


def test_an_actual_of_an_indicator(plan: Plan) -> None:
    actual = make(plan, GDP)
    assert (actual.value, actual.unit, actual.theme) == (5447.1, "亿元", "综合")
    assert actual.record.passage.document == OWN
    merged = Workspace(actuals=(actual,)).apply_to(plan)
    assert merged.record["own.a0001"].value == 5447.1
    assert "own.a0001" not in plan.record


def test_a_deed_needs_a_milestone_and_no_figure(plan: Plan) -> None:
    deed = next(t for t in plan.targets if t.value is None and t.indicator not in plan.indicator)
    assert unit_of(plan, deed.indicator) is None
    entry = Entry(deed.indicator, period="2021", source="现场")
    with pytest.raises(EntryError, match="哪一步"):
        make(plan, entry)
    actual = make(plan, replace(entry, milestone=Milestone.DONE))
    assert actual.value is None
    assert actual.milestone is Milestone.DONE


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (replace(GDP, indicator=""), "indicator"),
        (replace(GDP, indicator="没有的指标"), "indicator"),
        (replace(GDP, value="很多"), "value"),
        (replace(GDP, period="2030"), "period"),
        (replace(GDP, source="  "), "source"),
        (replace(GDP, source="长" * 201), "source"),
    ],
)
def test_the_field_at_fault_is_named(plan: Plan, entry: Entry, field: str) -> None:
    with pytest.raises(EntryError) as caught:
        make(plan, entry)
    assert caught.value.field == field


def test_doubts_are_told_and_do_not_stop(plan: Plan) -> None:
    assert doubt(plan, make(plan, GDP)) == ""
    assert "核对单位" in doubt(plan, make(plan, replace(GDP, value="54471000")))
    known = next(
        a for a in plan.actuals_of["地区生产总值"] if a.due and a.due.code == "2020" and a.value
    )
    assert "已有" in doubt(plan, make(plan, replace(GDP, value=str(known.value), period="2020")))


def test_indicators_come_before_deeds(plan: Plan) -> None:
    found = names(plan)
    assert found[: len(plan.indicators)] == tuple(i.name for i in plan.indicators)
    assert len(found) == len(set(found)) > len(plan.indicators)
