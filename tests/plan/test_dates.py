"""Dates and deadlines in Chinese text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoyang_gis.plan.dates import dates_in


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("到2025年，基本建成", "2025"),
        ("二〇三五年远景目标", "2035"),
        ("2024年6月底前通车", "2024-06-30"),
        ("2023年底前建成", "2023-12-31"),
        ("年底前完工", "2021-12-31"),
        ("今年年底前", "2021-12-31"),
        ("明年6月竣工", "2022-06"),
        ("3月底前承接到位", "2021-03-31"),
        ("9月份开学", "2021-09"),
        ("6月初开工", "2021-06"),
        ("6月前完成", "2021-05-31"),
        ("1月前完成", "2020-12-31"),
        ("十月底前", "2021-10-31"),
        ("10月1日前开放", "2021-10-01"),
        ("自去年2月14日以来", "2020-02-14"),
        ("“七一”前通车", "2021-06-30"),
        ("国庆节前开放", "2021-09-30"),
        ("五一前投用", "2021-04-30"),
        ("上半年开工", "2021-H1"),
        ("2022年下半年", "2022-H2"),
        ("第三季度完成", "2021-Q3"),
        ("四季度末前", "2021-Q4"),
        ("“十四五”时期", "2021/2025"),
        ("“十三五”末", "2020"),
        ("十五五期末", "2030"),
        ("未来五年", "2025"),
        ("三年内", "2023"),
        ("五年来", "2016/2020"),
        ("2021—2023年", "2021/2023"),
        ("到本世纪中叶", "2050"),
        ("年内形成", "2021"),
        ("去年完成", "2020"),
    ],
)
def test_one_date(text: str, code: str) -> None:
    assert [d.due.code for d in dates_in(text, 2021)] == [code]


@pytest.mark.parametrize(
    "text", ["三年行动计划", "连续两年", "2020年度", "13月底前", "2月30日", "十四个项目", "全年龄友好", "第七一中学"]
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert [d.text for d in dates_in(text, 2021) if d.due.precision != "year"] == []


def test_wording_is_kept_only_where_it_says_more() -> None:
    assert dates_in("到2025年", 2021)[0].wording == ""
    assert dates_in("“七一”前", 2021)[0].wording == "“七一”前"


def test_several_dates_of_a_sentence() -> None:
    found = dates_in("国庆节前完成改造；年底前2号线运营，到2025年成网", 2021)
    assert [d.due.code for d in found] == ["2021-09-30", "2021-12-31", "2025"]


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_reads_back(day: date) -> None:
    (found,) = dates_in(f"于{day.year}年{day.month}月{day.day}日前建成", 2021)
    assert found.due.code == day.isoformat()


@given(st.integers(min_value=2000, max_value=2099), st.integers(min_value=1, max_value=12))
def test_end_of_every_month(year: int, month: int) -> None:
    (found,) = dates_in(f"{month}月底前", year)
    assert (found.due.end.year, found.due.end.month, found.due.precision) == (year, month, "day")


@given(st.text(alphabet="一二三十〇2019年月日底前末“”七上下半到至内第季度", max_size=25))
def test_no_text_breaks_the_reader(text: str) -> None:
    ends = [0]
    for found in dates_in(text, 2021):
        assert found.start >= ends[-1]
        assert text[found.start : found.end] == found.text
        ends.append(found.end)
