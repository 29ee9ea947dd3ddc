"""The dashboard, used as a planner uses it: everything leads to map and card."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QTabWidget
from pytestqt.qtbot import QtBot

from luoyang_gis.plan.load import load
from luoyang_gis.plan.model import Plan, Theme
from luoyang_gis.plan.progress import TargetStatus
from luoyang_gis.ui.cards import CardList
from luoyang_gis.ui.dashboard import Dashboard
from luoyang_gis.ui.dashboard.theme_bars import Roles, segments
from luoyang_gis.ui.panel_rows import FeatureRow, HeadingRow, RecordRow
from luoyang_gis.ui.session import Selection, Session
from luoyang_gis.ui.theme import DARK

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def board(session: Session, qtbot: QtBot) -> Dashboard:
    widget = Dashboard(session)
    widget.resize(720, 900)
    qtbot.addWidget(widget)
    widget.show()
    return widget


def records(cards: CardList) -> list[str]:
    return [r.record.id for r in cards.rows.rows if isinstance(r, RecordRow)]


def heading(cards: CardList) -> str:
    row = cards.rows.rows[0]
    assert isinstance(row, HeadingRow)
    return row.text


def open_tab(board: Dashboard, qtbot: QtBot, title: str) -> None:
    tabs = board.tabs.tabBar()
    number = next(i for i in range(tabs.count()) if tabs.tabText(i) == title)
    qtbot.mouseClick(tabs, LEFT, pos=tabs.tabRect(number).center())


def click_card(cards: CardList, qtbot: QtBot, row: int) -> None:
    qtbot.waitUntil(lambda: cards.visualRect(cards.rows.index(row, 0)).isValid())
    qtbot.mouseClick(cards.viewport(), LEFT, pos=cards.card_center(row))


def test_a_click_on_a_mark_leads_to_its_record(
    board: Dashboard, session: Session, qtbot: QtBot
) -> None:
    charts = board.indicators.charts
    assert charts.charts.rowCount() == 2
    place = charts.mark_place(0, "report.a1")
    with qtbot.waitSignal(session.reveal_requested):
        qtbot.mouseClick(charts.viewport(), LEFT, pos=place)
    assert session.selection == Selection(("city.luoyang",), "report.a1")
    # Beside the marks the chart stands for its leading target.
    qtbot.mouseClick(
        charts.viewport(),
        LEFT,
        pos=charts.visualRect(charts.charts.index(1, 0)).center() + QPoint(0, 60),
    )
    assert session.selection.record == "report.3"


def test_charts_are_reached_by_keys(board: Dashboard, session: Session, qtbot: QtBot) -> None:
    charts = board.indicators.charts
    charts.setFocus()
    charts.setCurrentIndex(charts.charts.index(0, 0))
    qtbot.keyClick(charts, Qt.Key.Key_Right)
    qtbot.keyClick(charts, Qt.Key.Key_Return)
    assert session.selection.record == "report.3"
    spoken = charts.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("园区营业收入（亿元")


def test_indicators_are_filtered(board: Dashboard, qtbot: QtBot) -> None:
    page = board.indicators
    page.filter.setText("园区")
    assert [c.indicator.name for c in page.charts.charts.charts] == ["园区营业收入"]
    page.filter.setText("没有这个")
    assert not page.charts.isVisible()
    page.filter.clear()
    page.themes.setCurrentText("综合")
    assert page.charts.charts.rowCount() == 2


def test_hovering_a_chart_lifts_its_features(
    board: Dashboard, session: Session, qtbot: QtBot
) -> None:
    charts = board.indicators.charts
    with qtbot.waitSignal(session.hover_changed) as told:
        qtbot.mouseMove(charts.viewport(), charts.mark_place(1, "report.3"))
    assert told.args == [("park.geli", "park.yinlong")]


def test_a_part_of_a_bar_lists_its_targets(
    board: Dashboard, session: Session, qtbot: QtBot
) -> None:
    open_tab(board, qtbot, "进度")
    bars, cards = board.progress.bars, board.progress.cards
    assert records(cards) == ["report.2", "report.3", "report.1"]
    row = next(i for i, r in enumerate(bars.themes.rows) if r.theme is Theme.TRANSPORT)
    index = bars.themes.index(row, 0)
    bar = bars.bars.bar(bars.visualRect(index))
    status, part = next(segments(index.data(Roles.ROW), bar))
    assert status is TargetStatus.OPEN
    qtbot.mouseClick(bars.viewport(), LEFT, pos=part.center())
    assert heading(cards) == "交通 · 进行中 1"
    click_card(cards, qtbot, 1)
    assert session.selection == Selection(("rail.hunan-hsr",), "report.2")


def test_bars_are_reached_by_keys(board: Dashboard, qtbot: QtBot) -> None:
    open_tab(board, qtbot, "进度")
    bars, cards = board.progress.bars, board.progress.cards
    bars.setFocus()
    bars.setCurrentIndex(bars.themes.index(0, 0))
    qtbot.keyClick(bars, Qt.Key.Key_Down)
    assert heading(cards) == "综合 · 全部 1"
    qtbot.keyClick(bars, Qt.Key.Key_Right)
    assert heading(cards) == "综合 · 进行中 1"
    qtbot.keyClick(bars, Qt.Key.Key_Right)
    assert heading(cards) == "综合 · 全部 1"


def test_due_follows_the_date(board: Dashboard, session: Session, qtbot: QtBot) -> None:
    open_tab(board, qtbot, "到期")
    assert heading(board.due.cards) == "一年内到期 2"
    session.set_day(date(2024, 6, 1))
    qtbot.waitUntil(lambda: heading(board.due.cards) == "已到期、无实绩：没有记录，不算逾期 2")
    board.due.themes.setCurrentText("交通")
    assert records(board.due.cards) == ["report.2"]


def test_the_citation_of_a_card_opens_the_text(
    board: Dashboard, session: Session, qtbot: QtBot
) -> None:
    open_tab(board, qtbot, "到期")
    cards = board.due.cards
    index = cards.rows.index(1, 0)
    qtbot.waitUntil(lambda: cards.visualRect(index).isValid())
    layout = cards.cards.layout(index, cards.viewport().width())
    assert layout.citation is not None
    place = cards.visualRect(index).topLeft() + layout.citation.center()
    with qtbot.waitSignal(session.passage_requested):
        qtbot.mouseClick(cards.viewport(), LEFT, pos=place)
    assert session.selection == Selection()


def test_without_conflicts_the_page_says_so(
    board: Dashboard, session: Session, qtbot: QtBot
) -> None:
    session.set_plan(replace(session.plan, actuals=()))
    open_tab(board, qtbot, "冲突")
    assert not board.conflicts.cards.isVisible()
    words = [w.text() for w in board.conflicts.findChildren(QLabel) if w.isVisible()]
    assert "没有发现互相矛盾的数字" in words


def test_both_sides_of_a_conflict_lead_to_the_map(session: Session, qtbot: QtBot) -> None:
    plan = session.plan
    other = replace(plan.targets[0], id="report.8", value=9000.0)
    links = (*plan.links, replace(plan.links[0], record="report.8"))
    session.set_plan(replace(plan, targets=(*plan.targets, other), links=links))
    board = Dashboard(session)
    qtbot.addWidget(board)
    board.resize(720, 900)
    board.show_page(board.conflicts)
    board.show()
    assert records(board.conflicts.cards)[:2] == ["report.1", "report.8"]
    click_card(board.conflicts.cards, qtbot, 2)
    assert session.selection == Selection(("city.luoyang",), "report.8")


def test_coverage_lists_what_is_missing(board: Dashboard, session: Session, qtbot: QtBot) -> None:
    plan = session.plan
    session.set_plan(replace(plan, links=plan.links[:2]))
    open_tab(board, qtbot, "落图率")
    page = board.coverage
    first = page.table.coverage.rows[0]
    assert (first.name, first.total, len(first.missing)) == ("合计", 3, 2)
    row = next(i for i, r in enumerate(page.table.coverage.rows) if r.name == "交通")
    cell = page.table.visualRect(page.table.coverage.index(row, 2))
    qtbot.mouseClick(page.table.viewport(), LEFT, pos=cell.center())
    assert records(page.cards) == ["report.2"]
    page.dimension.setCurrentText("要素 · 按图层")
    page.table.selectRow(0)
    listed = [r.feature.id for r in page.cards.rows.rows if isinstance(r, FeatureRow)]
    assert listed == ["rail.hunan-hsr", "park.geli", "park.yinlong"]
    click_card(page.cards, qtbot, 1)
    assert session.selection == Selection(("rail.hunan-hsr",))


def test_recording_is_asked_for(board: Dashboard, session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.actual_requested) as told:
        qtbot.mouseClick(board.record, LEFT)
    assert told.args == [""]
    session.select_record("report.1")
    with qtbot.waitSignal(session.actual_requested) as told:
        qtbot.mouseClick(board.record, LEFT)
    assert told.args == ["地区生产总值"]


def test_only_the_page_in_sight_is_drawn_anew(
    board: Dashboard, session: Session, qtbot: QtBot
) -> None:
    open_tab(board, qtbot, "到期")
    open_tab(board, qtbot, "指标")
    before = board.due.cards.rows.rows
    session.set_day(date(2030, 1, 1))
    qtbot.waitUntil(lambda: board.indicators.charts.charts.charts[0].as_of == date(2030, 1, 1))
    assert board.due.cards.rows.rows == before
    open_tab(board, qtbot, "到期")
    assert board.due.cards.rows.rows != before


def test_the_whole_plan_at_240_pixels(qtbot: QtBot) -> None:
    plan: Plan = load()
    board = Dashboard(Session(plan))
    qtbot.addWidget(board)
    board.resize(240, 700)
    board.show()
    charts = board.indicators.charts
    cell = charts.cells.cell(charts.cell_width, charts.charts.charts)
    assert cell.size.width() <= charts.viewport().width()
    assert cell.words.bottom() < cell.size.height()
    assert cell.frame.right() < cell.size.width()
    tabs = board.findChild(QTabWidget)
    assert tabs is not None
    assert tabs.tabBar().tabRect(4).right() <= tabs.width()
    board.show_page(board.coverage)
    table = board.coverage.table
    assert table.columnWidth(0) >= table.fontMetrics().horizontalAdvance("都市圈") + 8
    assert not table.horizontalScrollBar().maximum()


def test_the_theme_changes_at_once(board: Dashboard, session: Session) -> None:
    session.set_theme("dark")
    assert board.indicators.charts.cells.colors is DARK
    assert board.progress.bars.bars.colors is DARK
    assert board.coverage.table.shares.colors is DARK
