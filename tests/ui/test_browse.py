"""All targets by document, theme, year and indicator; the search over them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from luoyang_gis.plan.model import Plan
from luoyang_gis.ui.browse import Browse
from luoyang_gis.ui.browse_rows import UNDATED, Filters, counts, listed
from luoyang_gis.ui.finder import Finder
from luoyang_gis.ui.panel_rows import FeatureRow, HeadingRow, RecordRow
from luoyang_gis.ui.session import Session


@pytest.fixture
def browse(session: Session, qtbot: QtBot) -> Browse:
    finder = Finder(session, lambda: (), lambda entry: None, session)
    widget = Browse(session, finder)
    widget.resize(280, 700)
    qtbot.addWidget(widget)
    widget.show()
    return widget


def ids(browse: Browse) -> list[str]:
    return [r.record.id for r in browse.cards.rows.rows if isinstance(r, RecordRow)]


def choose(browse: Browse, name: str, value: str) -> None:
    box = browse.boxes[name]
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_starts_with_every_target(browse: Browse) -> None:
    assert ids(browse) == ["report.1", "report.2", "report.3"]


def test_filters_combine(browse: Browse) -> None:
    choose(browse, "year", "2021")
    assert ids(browse) == ["report.2", "report.3"]
    choose(browse, "theme", "交通")
    assert ids(browse) == ["report.2"]
    # A filter offers what the others leave: no theme of 2025 any more.
    assert browse.boxes["theme"].findData("综合") == -1


def test_a_document_holds_its_sections(plan: Plan) -> None:
    assert len(listed(plan, Filters(place="report"))) == 3
    assert len(listed(plan, Filters(place="report/三"))) == 3
    assert listed(plan, Filters(place="report/二")) == []
    assert counts(plan, Filters())["place"]["report/三/（七）"] == 3


def test_actuals_are_a_kind(plan: Plan) -> None:
    assert [r.id for r in listed(plan, Filters(kind="actual"))] == ["report.a1", "report.a2"]
    assert UNDATED not in counts(plan, Filters())["year"]


def test_a_search_finds_by_the_linked_feature(browse: Browse) -> None:
    browse.search.setText("geli")
    browse.refresh()
    assert ids(browse) == ["report.3"]
    features = [r for r in browse.cards.rows.rows if isinstance(r, FeatureRow)]
    assert [r.feature.id for r in features] == ["park.geli"]


def test_typing_is_followed_after_a_moment(browse: Browse, qtbot: QtBot) -> None:
    qtbot.keyClicks(browse.search, "zzzz")
    qtbot.waitUntil(lambda: ids(browse) == [])


def test_by_due_date(browse: Browse) -> None:
    browse.order.setCurrentIndex(1)
    browse.refresh()
    assert ids(browse) == ["report.2", "report.3", "report.1"]
    headings = [r.text for r in browse.cards.rows.rows if isinstance(r, HeadingRow)]
    assert headings == ["2021年", "2025年"]


def test_clear_starts_over(browse: Browse, qtbot: QtBot) -> None:
    choose(browse, "theme", "交通")
    browse.search.setText("铁路")
    browse.clear()
    assert len(ids(browse)) == 3
    assert browse.search.text() == ""


def test_a_click_selects_the_target_and_shows_where_it_is(
    browse: Browse, session: Session, qtbot: QtBot
) -> None:
    place = browse.cards.card_center(1)
    with qtbot.waitSignal(session.reveal_requested) as told:
        qtbot.mouseClick(browse.cards.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == [("city.luoyang",)]
    assert session.selection.record == "report.1"
