"""What the dashboard lists."""

from __future__ import annotations

from datetime import date

from luoyang_gis.plan.conflicts import conflicts
from luoyang_gis.plan.load import load
from luoyang_gis.plan.model import Plan, Theme
from luoyang_gis.plan.progress import TargetStatus
from luoyang_gis.plan.standing import standing
from luoyang_gis.ui.dashboard.rows import conflict_rows, due_rows, missing_rows, themed_rows
from luoyang_gis.ui.panel_rows import FeatureRow, HeadingRow, RecordRow, Row


def headings(rows: tuple[Row, ...]) -> list[str]:
    return [r.text for r in rows if isinstance(r, HeadingRow)]


def test_due_next_then_later(plan: Plan) -> None:
    rows = tuple(due_rows(plan, standing(plan, plan.newest), None))
    assert headings(rows) == ["一年内到期 2", "以后到期 1"]
    rows = tuple(due_rows(plan, standing(plan, date(2023, 1, 1)), None))
    assert headings(rows) == ["已到期、无实绩：没有记录，不算逾期 2", "以后到期 1"]
    rows = tuple(due_rows(plan, standing(plan, plan.newest), Theme.TRANSPORT))
    assert headings(rows) == ["一年内到期 1"]


def test_cards_know_their_features(plan: Plan) -> None:
    rows = due_rows(plan, standing(plan, plan.newest), Theme.INDUSTRY)
    card = next(r for r in rows if isinstance(r, RecordRow))
    assert card.features == ("park.geli", "park.yinlong")


def test_a_theme_and_a_status(plan: Plan) -> None:
    found = standing(plan, plan.newest)
    rows = tuple(themed_rows(plan, found, Theme.TRANSPORT, TargetStatus.OPEN))
    assert headings(rows) == ["交通 · 进行中 1"]
    rows = tuple(themed_rows(plan, found, None, TargetStatus.LATE))
    assert headings(rows) == ["全部主题 · 逾期 0"]


def test_a_conflict_shows_all_sides_and_the_explained_come_last() -> None:
    plan = load()
    found = conflicts(plan)
    rows = tuple(conflict_rows(plan, found, plan.newest))
    said = [r for r in rows if isinstance(r, HeadingRow)]
    assert len(said) == len(found)
    cards = [r.record.id for r in rows if isinstance(r, RecordRow)]
    assert sorted(cards) == sorted(r.id for c in found for r in c.records)
    explained = ["已说明" in r.text for r in said]
    assert explained == sorted(explained)
    assert all(r.detail for r in said)


def test_records_and_features_by_id(plan: Plan) -> None:
    rows = tuple(missing_rows(plan, "缺", ["report.1", "park.geli"], plan.newest))
    assert headings(rows) == ["缺 2"]
    assert isinstance(rows[1], RecordRow)
    assert isinstance(rows[2], FeatureRow)
