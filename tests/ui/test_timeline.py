"""The timeline moves the date, and tells what stands by then."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from luoyang_gis.ui.session import Session
from luoyang_gis.ui.time_scale import LAST, last_day, month_of
from luoyang_gis.ui.timeline import Timeline, former_year_end, next_year_end


@pytest.fixture
def timeline(session: Session, qtbot: QtBot) -> Timeline:
    widget = Timeline(session)
    widget.resize(1000, 140)
    qtbot.addWidget(widget)
    widget.show()
    return widget


def press(qtbot: QtBot, button: QToolButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_months_and_days_go_both_ways() -> None:
    for month in range(240):
        assert month_of(last_day(month)) == month
    assert month_of(date(1999, 1, 1)) == 0
    assert last_day(month_of(date(2050, 1, 1))) == date(LAST, 12, 31)


def test_years_end() -> None:
    assert next_year_end(date(2021, 2, 7)) == date(2021, 12, 31)
    assert next_year_end(date(2021, 12, 31)) == date(2022, 12, 31)
    assert former_year_end(date(2021, 2, 7)) == date(2020, 12, 31)


def test_starts_at_the_newest_document(timeline: Timeline, session: Session) -> None:
    assert session.day == date(2021, 2, 7)
    assert timeline.date_label.text() == "2021年2月7日"
    assert timeline.summary.text() == "已建成 1 · 在建 1 · 到期 0 · 无实绩 0"


def test_a_click_on_a_year_moves_the_date(
    timeline: Timeline, session: Session, qtbot: QtBot
) -> None:
    x = round(timeline.scale.x_of(date(2025, 12, 16)))
    qtbot.mouseClick(timeline.scale, Qt.MouseButton.LeftButton, pos=QPoint(x, 30))
    assert session.day == date(2025, 12, 31)
    # Past its date with an older figure only: nothing says that it was missed. The last day still counts.
    assert timeline.summary.text() == "已建成 1 · 在建 2 · 到期 3 · 无实绩 2"


def test_keys_move_by_month_and_year(timeline: Timeline, session: Session, qtbot: QtBot) -> None:
    timeline.scale.setFocus()
    qtbot.keyClick(timeline.scale, Qt.Key.Key_Right)
    assert session.day == date(2021, 3, 31)
    qtbot.keyClick(timeline.scale, Qt.Key.Key_PageUp)
    assert session.day == date(2022, 3, 31)
    qtbot.keyClick(timeline.scale, Qt.Key.Key_Home)
    assert session.day == date(2016, 1, 31)


def test_today_all_and_back(timeline: Timeline, session: Session, qtbot: QtBot) -> None:
    press(qtbot, timeline.today)
    assert session.day == date.today()
    press(qtbot, timeline.all)
    assert session.day is None
    assert timeline.date_label.text() == "全部时间"
    press(qtbot, timeline.all)
    assert session.day == date.today()
    press(qtbot, timeline.newest)
    assert session.day == session.plan.newest


def test_all_is_left_by_choosing_a_day(timeline: Timeline, session: Session, qtbot: QtBot) -> None:
    press(qtbot, timeline.all)
    # The handle is hidden where it stood; a click there is a choice too.
    x = round(timeline.scale.x_of(session.plan.newest))
    qtbot.mouseClick(timeline.scale, Qt.MouseButton.LeftButton, pos=QPoint(x, 30))
    assert session.day == date(2021, 2, 28)
    assert not timeline.all.isChecked()


def test_steps_go_by_year_and_stay_within_the_scale(
    timeline: Timeline, session: Session, qtbot: QtBot
) -> None:
    press(qtbot, timeline.forward)
    press(qtbot, timeline.forward)
    assert session.day == date(2022, 12, 31)
    press(qtbot, timeline.back)
    assert session.day == date(2021, 12, 31)
    session.set_day(date(LAST, 12, 31))
    press(qtbot, timeline.forward)
    assert session.day == date(LAST, 12, 31)


def test_play_goes_on_until_stopped(timeline: Timeline, session: Session, qtbot: QtBot) -> None:
    timeline._timer.setInterval(1)
    press(qtbot, timeline.play)
    with qtbot.waitSignals([session.day_changed] * 3):
        pass
    press(qtbot, timeline.play)
    assert not timeline.is_playing
    assert session.as_of >= date(2021, 12, 31)


def test_play_ends_with_time(timeline: Timeline, session: Session, qtbot: QtBot) -> None:
    session.set_day(date(LAST - 1, 12, 31))
    timeline._timer.setInterval(1)
    press(qtbot, timeline.play)
    qtbot.waitUntil(lambda: not timeline.is_playing)
    assert session.day == date(LAST, 12, 31)


def test_counts_follow_the_visible_layers(
    timeline: Timeline, session: Session, qtbot: QtBot
) -> None:
    assert timeline.scale.tip_at(round(timeline.scale.x_of(date(2021, 6, 1)))).startswith(
        "2021 年到期 2 项"
    )
    session.show_only(["rail"])
    press(qtbot, timeline.scoped)
    assert "2021 年到期 1 项" in timeline.scale.tip_at(round(timeline.scale.x_of(date(2021, 6, 1))))
    assert timeline.summary.text().startswith("已建成 0 · 在建 0")
    session.show_only(["park"])
    assert timeline.summary.text().startswith("已建成 1 · 在建 1")


def test_the_handle_glides_only_where_motion_is_welcome(
    timeline: Timeline, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("luoyang_gis.ui.time_scale.glides", lambda widget: False)
    session.set_day(date(2030, 12, 31))
    place = (
        timeline.scale.grab()
        .toImage()
        .pixelColor(round(timeline.scale.x_of(date(2030, 12, 31))), 10)
    )
    assert place.red() > place.green() + 60


def test_nothing_is_cut_when_narrow(timeline: Timeline, qtbot: QtBot) -> None:
    timeline.resize(240, 300)
    qtbot.wait(1)
    for child in timeline.findChildren(QToolButton):
        assert child.geometry().right() <= timeline.width()
        assert child.width() >= child.fontMetrics().horizontalAdvance(child.text())
    assert timeline.summary.geometry().bottom() < timeline.scale.geometry().top()
    needed = timeline.summary.heightForWidth(timeline.summary.width())
    assert timeline.summary.height() >= needed


def test_it_says_where_it_stands(timeline: Timeline, session: Session) -> None:
    session.set_day(date(2025, 6, 30))
    assert timeline.scale.accessibleDescription() == "2025年6月30日"
    assert all(b.accessibleName() for b in timeline.findChildren(QToolButton))


def test_keys_of_the_scale_win_over_the_windows(
    timeline: Timeline, session: Session, qtbot: QtBot
) -> None:
    fired: list[str] = []
    for keys in ("Home", "Space"):
        shortcut = QShortcut(QKeySequence(keys), timeline)
        shortcut.activated.connect(lambda keys=keys: fired.append(keys))
    timeline.activateWindow()
    timeline.scale.setFocus()
    qtbot.keyClick(timeline.scale, Qt.Key.Key_Home)
    qtbot.keyClick(timeline.scale, Qt.Key.Key_Space)
    assert session.day == date(2016, 1, 31)
    assert timeline.is_playing
    assert not fired
