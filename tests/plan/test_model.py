"""Dates with their precision, comparators, geometries."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoyang_gis.plan.model import Comparator, Due, Geometry


@pytest.mark.parametrize(
    ("code", "start", "end", "precision"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31), "year"),
        ("2021-02", date(2021, 2, 1), date(2021, 2, 28), "month"),
        ("2021-06-30", date(2021, 6, 30), date(2021, 6, 30), "day"),
        ("2021-H1", date(2021, 1, 1), date(2021, 6, 30), "half"),
        ("2021-Q3", date(2021, 7, 1), date(2021, 9, 30), "quarter"),
        ("2016/2020", date(2016, 1, 1), date(2020, 12, 31), "period"),
    ],
)
def test_due(code: str, start: date, end: date, precision: str) -> None:
    due = Due.parse(code)
    assert (due.start, due.end, due.precision, str(due)) == (start, end, precision, code)


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_a_day_lies_in_its_month_quarter_half_and_year(day: date) -> None:
    codes = (
        f"{day:%Y}",
        f"{day:%Y-%m}",
        f"{day:%Y-%m-%d}",
        f"{day:%Y}-Q{(day.month + 2) // 3}",
        f"{day:%Y}-H{(day.month + 5) // 6}",
    )
    for code in codes:
        due = Due.parse(code)
        assert due.start <= day <= due.end


@pytest.mark.parametrize(
    "code", ["", "21", "2021-13", "2021-02-30", "2021-Q5", "2021/2020", "年底"]
)
def test_what_is_no_due(code: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # the caller words the message
        Due.parse(code)


def test_comparators() -> None:
    assert Comparator.AT_LEAST.holds(8, 8)
    assert not Comparator.MORE.holds(8, 8)
    assert Comparator.AT_MOST.holds(4.5, 4.5)
    assert not Comparator.LESS.holds(4.5, 4.5)
    assert Comparator.ABOUT.holds(10.8, 11)
    assert Comparator.RANGE.holds(2, 1, 2)
    assert not Comparator.RANGE.holds(3, 1, 2)


def test_geometry_lists_every_vertex() -> None:
    area = Geometry(
        "MultiPolygon", ((((0, 0), (2, 0), (2, 1), (0, 0)),), (((5, 5), (6, 5), (6, 7), (5, 5)),))
    )
    assert len(list(area.positions())) == 8
    assert area.bbox == (0, 0, 6, 7)
