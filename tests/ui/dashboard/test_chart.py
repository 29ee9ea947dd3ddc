"""What a small chart shows, and where."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPointF, QRectF

from luoyang_gis.plan.load import load
from luoyang_gis.plan.model import Due, Plan, Theme
from luoyang_gis.plan.series import series_of
from luoyang_gis.ui.dashboard.chart import chart_of, charts_of, laid_out, mark_words

FRAME = QRectF(10, 20, 200, 90)


def test_only_what_can_be_compared_by_theme(plan: Plan) -> None:
    names = [c.indicator.name for c in charts_of(plan, plan.newest)]
    assert names == ["地区生产总值", "园区营业收入"]
    lone = replace(plan, actuals=plan.actuals[1:])
    assert [c.indicator.name for c in charts_of(lone, plan.newest)] == ["园区营业收入"]


def test_words_name_gap_and_pace(plan: Plan) -> None:
    chart = next(charts_of(plan, plan.newest))
    assert chart.words == ("距2025年目标 8000 亿元还差 2871.6 亿元，年均须增长 9.3%",)
    assert "地区生产总值（亿元，综合）" in chart.text


def test_marks_stand_by_time_and_figure(plan: Plan) -> None:
    plot = laid_out(next(charts_of(plan, plan.newest)), FRAME)
    actual, target = plot.marks
    assert (actual.target, target.target) == (False, True)
    assert actual.at.x() < target.at.x() == FRAME.right()
    assert actual.at.y() > target.at.y()
    assert plot.path == (actual.at, target.at)
    assert plot.as_of is not None
    assert actual.at.x() < plot.as_of < target.at.x()


def test_a_mark_is_found_from_near(plan: Plan) -> None:
    chart = next(charts_of(plan, plan.newest))
    plot = laid_out(chart, FRAME)
    target = plot.marks[-1]
    assert plot.mark_at(target.at + QPointF(3, -3)) is target
    assert plot.mark_at(target.at + QPointF(-30, 0)) is None
    words = mark_words(plan, chart, target)
    assert "8000 亿元" in words
    assert "《报告》" in words


def test_the_next_target_leads(plan: Plan) -> None:
    later = replace(plan.targets[0], id="report.9", due=Due.parse("2035"), value=20000.0)
    more = replace(plan, targets=(*plan.targets, later))
    series = series_of(more, "地区生产总值")
    assert chart_of(more, series, date(2021, 1, 1)).main.id == "report.1"
    assert chart_of(more, series, date(2026, 1, 1)).main.id == "report.9"
    assert chart_of(more, series, date(2040, 1, 1)).main.id == "report.9"


@pytest.mark.parametrize("year", [2015, 2021, 2030])
def test_the_whole_ledger_fits_its_frames(year: int) -> None:
    plan = load()
    charts = list(charts_of(plan, date(year, 6, 1)))
    themes = [list(Theme).index(c.indicator.theme) for c in charts]
    assert themes == sorted(themes)
    for chart in charts:
        plot = laid_out(chart, FRAME)
        assert len(plot.marks) == len(chart.series.points) > 1
        assert all(FRAME.contains(m.at) for m in plot.marks), chart.indicator.name
        assert chart.words, chart.indicator.name
