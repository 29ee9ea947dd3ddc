"""Series in the order of time; contradictions derived by rules, each from a plan made for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from luoyang_gis.plan import report
from luoyang_gis.plan.conflicts import ConflictKind, conflicts
from luoyang_gis.plan.load import load, read
from luoyang_gis.plan.model import (
    Actual,
    Comparator,
    Due,
    Indicator,
    Kind,
    Milestone,
    Passage,
    Plan,
    Record,
    Revision,
    Rule,
    Target,
    Theme,
)
from luoyang_gis.plan.series import series_of
from luoyang_gis.plan.validate import validate

UNITS = {
    "总量": "亿元",
    "增速": "%",
    "甲区": "亿元",
    "乙区占比": "%",
    "人均": "万元",
    "人口": "万人",
}


@pytest.fixture
def plan(plan_root: Path) -> Plan:
    """An empty ledger of two documents, the second a year younger."""
    small = load(plan_root)
    first = small.documents[0]
    second = replace(first, id="later", short="后文", date=date(2022, 2, 7))
    indicators = tuple(
        Indicator(name, unit, aggregate="rate" if name == "增速" else "level")
        for name, unit in UNITS.items()
    )
    return replace(
        small, documents=(first, second), indicators=indicators, targets=(), actuals=(), links=()
    )


def said(
    plan: Plan, what: str, due: str, figure: str = "", *, document: str = "doc", deed: str = ""
) -> Plan:
    """The plan with one more record: `≥8` is a figure, an id with `a` an actual."""
    number = len(plan.records) + 1
    sign, value = (Comparator(figure[0]), float(figure[1:])) if figure else (None, None)
    fields: dict[str, object] = {
        "passage": Passage(document, "一", f"锚文{number}：{what}{figure}"),
        "indicator": what.removeprefix("实绩 "),
        "theme": Theme.OVERALL,
        "summary": what,
        "comparator": sign,
        "value": value,
        "unit": UNITS.get(what.removeprefix("实绩 "), "") if figure else "",
        "due": Due.parse(due) if due else None,
        "milestone": Milestone(deed) if deed else None,
    }
    if what.startswith("实绩 "):
        actual = Actual(id=f"{document}.a{number}", kind=Kind.ACTUAL, **fields)  # type: ignore[arg-type]
        return replace(plan, actuals=(*plan.actuals, actual))
    kind = Kind.TARGET if figure else Kind.COMMITMENT
    target = Target(id=f"{document}.{number}", kind=kind, **fields)  # type: ignore[arg-type]
    return replace(plan, targets=(*plan.targets, target))


def ruled(plan: Plan, kind: str, whole: str, *parts: str, explained: str = "") -> Plan:
    rule = Rule(kind, whole, parts, explained=explained)  # type: ignore[arg-type]
    return replace(plan, rules=(*plan.rules, rule))


def test_series_is_in_the_order_of_time(plan: Plan) -> None:
    plan = said(plan, "总量", "2030", "=160")
    plan = said(plan, "总量", "2025", "=120")
    plan = said(plan, "实绩 总量", "2020", "=100")
    series = series_of(plan, "总量")
    assert [r.value for _, r in series.points] == [100, 120, 160]
    near, far = series.steps(plan, date(2021, 2, 7))
    assert (near.progress.gap, far.progress.gap) == (20, 60)
    assert near.progress.required_growth == pytest.approx(3.71, abs=0.01)


def test_agreeing_documents_have_no_conflict(plan: Plan) -> None:
    plan = said(plan, "总量", "2025", "=120")
    plan = said(plan, "总量", "2025", "≥120", document="later")
    plan = said(plan, "总量", "2030", "=150", document="later")
    assert conflicts(plan) == ()


def test_a_later_document_changes_a_figure(plan: Plan) -> None:
    plan = said(plan, "总量", "2025", "=120", document="later")
    plan = said(plan, "总量", "2025", "=110")
    (found,) = conflicts(plan)
    assert found.kind is ConflictKind.CHANGED
    assert [r.value for r in found.records] == [110, 120]


def test_one_document_disagrees_with_itself(plan: Plan) -> None:
    plan = said(said(plan, "总量", "2025", "=120"), "总量", "2025", "=110")
    assert [c.kind for c in conflicts(plan)] == [ConflictKind.DISAGREE]


def test_two_measurements_that_leave_room_agree(plan: Plan) -> None:
    plan = said(plan, "实绩 总量", "2020", "=100")
    plan = said(plan, "实绩 总量", "2020", "≥90", document="later")
    assert conflicts(plan) == ()
    assert len(conflicts(said(plan, "实绩 总量", "2020", "≥101", document="later"))) == 1


def test_level_and_rate_of_one_year_cannot_both_hold(plan: Plan) -> None:
    plan = ruled(said(plan, "实绩 总量", "2020", "=100"), "growth", "总量", "增速")
    plan = said(plan, "增速", "2021", "≥10")
    (found,) = conflicts(said(plan, "总量", "2021", "=108"))
    assert found.kind is ConflictKind.IMPOSSIBLE
    assert found.computed["expected"] == pytest.approx(110)
    assert found.computed["required_rate"] == pytest.approx(8)
    assert conflicts(said(plan, "总量", "2021", "=110")) == ()
    assert conflicts(said(plan, "总量", "2021", "≥108")) == ()


def test_a_pace_that_falls_short_of_a_later_level(plan: Plan) -> None:
    plan = ruled(said(plan, "实绩 总量", "2020", "=100"), "growth", "总量", "增速")
    plan = said(said(plan, "增速", "2021", "≥8"), "总量", "2025", "=160")
    (found,) = conflicts(plan)
    assert found.kind is ConflictKind.DISAGREE
    assert found.computed["expected"] == pytest.approx(100 * 1.08**5)


def test_parts_exceed_the_whole(plan: Plan) -> None:
    plan = ruled(plan, "parts", "总量", "甲区", "乙区占比")
    plan = said(said(plan, "总量", "2025", "=200"), "甲区", "2025", "=90")
    (found,) = conflicts(said(plan, "乙区占比", "2025", "≥60"))
    assert found.kind is ConflictKind.IMPOSSIBLE
    assert found.computed["sum_percent"] == pytest.approx(105)
    assert conflicts(said(plan, "乙区占比", "2025", "=50")) == ()
    assert conflicts(said(plan, "乙区占比", "2030", "=60")) == ()


def test_an_explained_breach_says_why(plan: Plan) -> None:
    plan = ruled(plan, "parts", "总量", "甲区", explained="甲区不在其中")
    plan = said(said(plan, "总量", "2025", "≥200"), "甲区", "2025", "=900")
    (found,) = conflicts(plan)
    assert (found.kind, found.explained) == (ConflictKind.DISAGREE, "甲区不在其中")


@pytest.mark.parametrize(("total", "count"), [("=800", 0), ("=990", 1)])
def test_product(plan: Plan, total: str, count: int) -> None:
    plan = ruled(plan, "product", "总量", "人均", "人口")
    plan = said(said(plan, "实绩 人口", "2020", "=100"), "人均", "2025", "=8")
    assert len(conflicts(said(plan, "总量", "2025", total))) == count


def test_a_leap_changes_the_figure(plan: Plan) -> None:
    plan = said(said(plan, "实绩 总量", "2020", "=210"), "总量", "2021", "≥300")
    (found,) = conflicts(plan)
    assert found.kind is ConflictKind.CHANGED
    assert found.computed["required_growth"] == pytest.approx(42.86, abs=0.01)


def test_a_deed_by_another_day(plan: Plan) -> None:
    plan = said(plan, "大桥", "2021", deed="建成")
    assert conflicts(said(plan, "大桥", "2021-06", document="later", deed="建成")) == ()
    assert conflicts(said(plan, "大桥", "2023", document="later", deed="开工")) == ()
    (found,) = conflicts(said(plan, "大桥", "2023", document="later", deed="建成"))
    assert found.kind is ConflictKind.CHANGED


def test_revisions_are_changes_and_are_checked(plan: Plan) -> None:
    plan = said(said(plan, "“甲一”计划", "2021"), "“甲二”计划", "2022", document="later")
    one, two = (r.id for r in plan.records)
    plan = replace(plan, revisions=(Revision("计划", "甲一", "甲二", one, two, "换了名"),))
    (found,) = conflicts(plan)
    assert found.message == "计划由“甲一”（《文件》）改为“甲二”（《后文》）：换了名。"
    assert not [f for f in validate(plan) if f.file == "revisions.toml"]
    wrong = replace(plan, revisions=(Revision("计划", "乙一", "甲二", one, "doc.9999"),))
    assert len([f for f in validate(wrong) if f.file == "revisions.toml"]) == 2


def test_rules_are_checked(plan: Plan) -> None:
    plan = ruled(ruled(plan, "growth", "总量"), "parts", "不存在", "甲区")
    assert len([f for f in validate(plan) if f.file == "rules.toml"]) == 2


def test_rules_and_revisions_are_read(plan_root: Path) -> None:
    resources = plan_root / "resources"
    (resources / "rules.toml").write_text(
        '[[rule]]\nkind = "growth"\nwhole = "地区生产总值"\nparts = ["地区生产总值"]\n'
        '[[rule]]\nkind = "magic"\nwhole = "地区生产总值"\n',
        encoding="utf-8",
    )
    reading = read(plan_root)
    assert [r.kind for r in reading.plan.rules] == ["growth"]
    assert [f.file for f in reading.findings] == ["rules.toml"]


def test_every_conflict_has_its_own_id_and_its_passages() -> None:
    plan = read().plan
    rows = [report.conflict_json(c) for c in conflicts(plan)]
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        records = row["records"]
        assert isinstance(records, list)
        assert all(isinstance(plan.record[i], Record) for i in records)
