"""The panel shows what is promised for a selection, and its cards lead back to the map."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from luoyang_gis.ui.cards import Roles
from luoyang_gis.ui.panel_rows import FeatureRow, HeadingRow, RecordRow
from luoyang_gis.ui.session import Selection, Session
from luoyang_gis.ui.target_panel import TargetPanel


@pytest.fixture
def panel(session: Session, qtbot: QtBot) -> TargetPanel:
    widget = TargetPanel(session)
    widget.resize(360, 800)
    qtbot.addWidget(widget)
    widget.show()
    return widget


def records(panel: TargetPanel) -> list[str]:
    return [r.record.id for r in panel.cards.rows.rows if isinstance(r, RecordRow)]


def click(qtbot: QtBot, panel: TargetPanel, row: int) -> None:
    place = panel.cards.card_center(row)
    qtbot.mouseClick(panel.cards.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_starts_with_the_citys_own_targets(panel: TargetPanel) -> None:
    assert records(panel) == ["report.1"]


def test_a_feature_shows_targets_then_actuals(panel: TargetPanel, session: Session) -> None:
    session.select(["park.geli"])
    assert records(panel) == ["report.3", "report.a2"]
    headings = [r.text for r in panel.cards.rows.rows if isinstance(r, HeadingRow)]
    assert headings == ["目标 1", "实绩 1"]


def test_several_features_are_offered_to_choose_from(
    panel: TargetPanel, session: Session, qtbot: QtBot
) -> None:
    session.select(["park.geli", "park.yinlong"])
    rows = [r for r in panel.cards.rows.rows if isinstance(r, FeatureRow)]
    assert [r.feature.id for r in rows] == ["park.geli", "park.yinlong"]
    click(qtbot, panel, 2)
    assert session.selection == Selection(("park.yinlong",))


def test_a_click_on_a_card_shows_its_features(
    panel: TargetPanel, session: Session, qtbot: QtBot
) -> None:
    session.select(["park.geli"])
    with qtbot.waitSignal(session.reveal_requested) as told:
        click(qtbot, panel, 1)
    assert told.args == [("park.geli", "park.yinlong")]
    assert session.selection == Selection(("park.geli",))


def test_hovering_a_card_lifts_its_features(
    panel: TargetPanel, session: Session, qtbot: QtBot
) -> None:
    session.select(["park.geli"])
    with qtbot.waitSignal(session.hover_changed) as told:
        qtbot.mouseMove(panel.cards.viewport(), panel.cards.card_center(1))
    assert told.args == [("park.geli", "park.yinlong")]


def test_a_click_on_the_citation_opens_the_passage_and_no_more(
    panel: TargetPanel, session: Session, qtbot: QtBot
) -> None:
    session.select(["rail.hunan-hsr"])
    index = panel.cards.rows.index(1, 0)
    layout = panel.cards.cards.layout(index, panel.cards.viewport().width())
    assert layout.citation is not None
    place = panel.cards.visualRect(index).topLeft() + layout.citation.center()
    with (
        qtbot.assertNotEmitted(session.reveal_requested),
        qtbot.waitSignal(session.passage_requested) as told,
    ):
        qtbot.mouseClick(panel.cards.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert told.args == ["report.2"]


def test_copy_has_the_citation(panel: TargetPanel, session: Session) -> None:
    session.select(["rail.hunan-hsr"])
    panel.cards.setCurrentIndex(panel.cards.rows.index(1, 0))
    panel.copy_card()
    text = QGuiApplication.clipboard().text()
    assert "《报告》三（七）“锚文”" in text
    assert "呼南高铁豫西通道（承载）" in text


def test_a_record_shows_its_series(panel: TargetPanel, session: Session) -> None:
    session.select_record("report.1")
    assert records(panel) == ["report.1", "report.a1"]


def test_nothing_is_cut_when_narrow(panel: TargetPanel, session: Session) -> None:
    session.select(["park.geli"])
    panel.resize(240, 800)
    width = panel.cards.viewport().width()
    for position in range(panel.cards.rows.rowCount()):
        layout = panel.cards.cards.layout(panel.cards.rows.index(position, 0), width)
        assert all(p.rect.right() <= width for p in layout.pieces)
        assert all(p.rect.bottom() <= layout.height for p in layout.pieces)


def test_a_screen_reader_is_told_the_card(panel: TargetPanel, session: Session) -> None:
    session.select(["park.geli"])
    index = panel.cards.rows.index(1, 0)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "园区营业收入：≥ 300 亿元" in spoken
    assert isinstance(index.data(Roles.ROW), RecordRow)
