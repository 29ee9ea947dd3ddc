"""A briefing as it is given: remotes turn pages, numbers toggle layers, Esc gives the window back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from luoyang_gis.plan.model import Plan, SceneSpec
from luoyang_gis.ui.briefing.presenter import elapsed_words
from luoyang_gis.ui.briefing.tool import Mode
from luoyang_gis.ui.briefing.window import BriefingWindow
from luoyang_gis.ui.main_window import MainWindow
from tests.ui.annotate.conftest import move

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
BOX = (112.0, 34.2, 112.9, 34.9)


@pytest.fixture
def plan(plan: Plan) -> Plan:
    """The small plan with three scenes."""
    return replace(
        plan,
        scenes=(
            SceneSpec("one", "一", ("city", "rail", "park"), BOX, notes="开场白"),
            SceneSpec("two", "二", ("park",), BOX, date=date(2021, 12, 31)),
            SceneSpec("three", "三", ("rail",), (112.0, 34.2, 112.4, 34.5)),
        ),
    )


@pytest.fixture
def briefing(window: MainWindow) -> Iterator[BriefingWindow]:
    window.actions_.action["present"].trigger()
    found = window.briefing.open
    assert found is not None
    yield found
    window.briefing.stop()


def press(window: MainWindow, key: Qt.Key) -> None:
    QTest.keyClick(window.map.view, key)


def pixel(window: MainWindow, lon: float, lat: float) -> QPoint:
    x, y = window.map.view.camera.pixel_of(lon, lat)
    return QPoint(round(x), round(y))


def test_it_fills_the_screen_with_the_first_scene(
    window: MainWindow, briefing: BriefingWindow
) -> None:
    assert briefing.isFullScreen()
    assert window.map.view.window() is briefing
    assert window.session.scene == "one"
    assert briefing.title.title == "一"
    assert briefing.title.subtitle == "1 / 3"


@pytest.mark.parametrize(
    ("on", "back"),
    [
        (Key.Key_Right, Key.Key_Left),
        (Key.Key_PageDown, Key.Key_PageUp),
        (Key.Key_Down, Key.Key_Up),
        (Key.Key_Space, Key.Key_Backspace),
    ],
)
def test_keys_and_remotes_turn_the_scenes(
    window: MainWindow, briefing: BriefingWindow, on: Qt.Key, back: Qt.Key
) -> None:
    seen = []
    for key in (on, on, on, back, back, back):
        press(window, key)
        seen.append(window.session.scene)
    assert seen == ["two", "three", "three", "two", "one", "one"]


def test_the_date_of_a_scene_is_named(window: MainWindow, briefing: BriefingWindow) -> None:
    press(window, Key.Key_Right)
    assert "2021年12月31日" in briefing.title.subtitle


def test_home_and_end(window: MainWindow, briefing: BriefingWindow) -> None:
    press(window, Key.Key_End)
    assert window.session.scene == "three"
    press(window, Key.Key_Home)
    assert window.session.scene == "one"


def test_escape_gives_the_window_back_as_it_was(window: MainWindow) -> None:
    session, view = window.session, window.map.view
    session.show_only(["park"])
    session.set_opacity("park", 0.6)
    session.set_day(date(2020, 1, 1))
    session.select(["park.geli"])
    window.map.use_tool("length")
    camera, day = view.camera, session.day
    window.actions_.action["present"].trigger()
    press(window, Key.Key_Right)
    press(window, Key.Key_Escape)
    assert window.briefing.open is None
    assert view.window() is window
    assert view.isVisible()
    assert session.visible_layers == ("park",)
    assert session.layer("park").opacity == 0.6
    assert session.day == day
    assert session.scene is None
    assert session.selection.features == ("park.geli",)
    assert window.map.tool == "length"
    assert (view.camera.x, view.camera.resolution) == (camera.x, camera.resolution)
    assert not window.desk.store.dirty


def test_numbers_toggle_layers(window: MainWindow, briefing: BriefingWindow) -> None:
    assert briefing.legend.numbered == ("park", "rail")
    press(window, Key.Key_1)
    assert "park" not in window.session.visible_layers
    press(window, Key.Key_1)
    assert "park" in window.session.visible_layers
    press(window, Key.Key_2)
    press(window, Key.Key_9)
    assert window.session.visible_layers == ("city", "park")
    press(window, Key.Key_0)
    assert window.session.visible_layers == ("city", "rail", "park")


def test_a_click_in_the_legend_toggles(window: MainWindow, briefing: BriefingWindow) -> None:
    QTest.mouseClick(briefing.legend, LEFT, pos=QPoint(60, 30))
    assert window.session.visible_layers == ("city", "rail")


def test_a_click_shows_cards_and_escape_closes_them_first(
    window: MainWindow, briefing: BriefingWindow
) -> None:
    QTest.mouseClick(window.map.view, LEFT, pos=pixel(window, 112.4, 34.6))
    assert briefing.cards.isVisible()
    assert window.session.selection.features == ("rail.hunan-hsr",)
    press(window, Key.Key_Escape)
    assert not briefing.cards.isVisible()
    assert window.briefing.open is briefing
    press(window, Key.Key_Escape)
    assert window.briefing.open is None


def test_ink_leaves_no_trace(window: MainWindow, briefing: BriefingWindow) -> None:
    view = window.map.view
    press(window, Key.Key_I)
    assert briefing.tool.mode is Mode.INK
    start, end = QPoint(300, 300), QPoint(420, 340)
    QTest.mousePress(view, LEFT, pos=start)
    move(view, (start + end) / 2)
    move(view, end)
    QTest.mouseRelease(view, LEFT, pos=end)
    red = QColor("#E5233D").rgb()
    assert view.to_image().pixel((start + end) / 2) == red
    assert window.desk.store.workspace.annotations == ()
    assert not window.desk.store.dirty
    press(window, Key.Key_Right)
    assert briefing.tool.ink == []
    assert view.to_image().pixel((start + end) / 2) != red


def test_escape_lays_the_pointer_down(window: MainWindow, briefing: BriefingWindow) -> None:
    press(window, Key.Key_L)
    assert briefing.tool.mode is Mode.LASER
    assert window.map.view.cursor().shape() == Qt.CursorShape.BlankCursor
    before = window.map.view.to_image()
    move(window.map.view, QPoint(333, 333))
    assert window.map.view.to_image() != before
    press(window, Key.Key_Escape)
    assert briefing.tool.mode is Mode.HAND
    assert window.briefing.open is briefing


def test_the_curtain_falls_and_lifts(window: MainWindow, briefing: BriefingWindow) -> None:
    press(window, Key.Key_B)
    assert briefing.curtain.isVisible()
    press(window, Key.Key_PageDown)
    assert not briefing.curtain.isVisible()
    press(window, Key.Key_Period)
    press(window, Key.Key_Period)
    assert not briefing.curtain.isVisible()


def test_the_presenter_sees_notes_and_what_follows(
    window: MainWindow, briefing: BriefingWindow, qtbot: QtBot
) -> None:
    press(window, Key.Key_V)
    presenter = briefing.presenter
    assert presenter is not None
    assert presenter.notes.toPlainText() == "开场白"
    assert presenter.next_title.text() == "二"
    QTest.keyClick(presenter, Key.Key_PageDown)
    assert window.session.scene == "two"
    assert presenter.title.text() == "二"
    QTest.keyClick(presenter, Key.Key_PageDown)
    assert presenter.next_title.text() == "讲完了"
    press(window, Key.Key_V)
    assert briefing.presenter is None


def test_no_command_of_the_window_answers(window: MainWindow, briefing: BriefingWindow) -> None:
    QTest.keyClick(window.map.view, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert window.map.tool == "briefing"
    assert briefing.presenter is None
    press(window, Key.Key_T)
    assert window.map.tool == "briefing"


def test_closing_the_window_ends_the_briefing(window: MainWindow, briefing: BriefingWindow) -> None:
    window.close()
    assert window.briefing.open is None


@pytest.mark.parametrize(("seconds", "words"), [(0, "00:00"), (425.9, "07:05"), (3723, "1:02:03")])
def test_the_time_that_has_passed(seconds: float, words: str) -> None:
    assert elapsed_words(seconds) == words
