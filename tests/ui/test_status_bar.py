"""The status line: coordinates both ways, a scale one can type."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from luoyang_gis.canvas.furniture import format_scale
from luoyang_gis.ui.main_window import MainWindow
from luoyang_gis.ui.settings import Settings
from luoyang_gis.ui.status_bar import StatusBar


def bar(window: MainWindow) -> StatusBar:
    found = window.statusBar()
    assert isinstance(found, StatusBar)
    return found


def test_a_typed_scale_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    edit = bar(window).scale.lineEdit()
    assert edit is not None
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, "1:50000")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert window.map.scale == pytest.approx(50_000, rel=0.01)
    assert edit.text() == "1:50,000"


def test_nonsense_is_said_and_undone(window: MainWindow, qtbot: QtBot) -> None:
    before = window.map.scale
    edit = bar(window).scale.lineEdit()
    assert edit is not None
    edit.selectAll()
    qtbot.keyClicks(edit, "abc")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert window.map.scale == before
    assert "1:50000" in bar(window).currentMessage()
    assert edit.text() == format_scale(before)


def test_coordinates_follow_the_cursor_and_switch(
    window: MainWindow, settings: Settings, qtbot: QtBot
) -> None:
    x, y = window.map.view.camera.pixel_of(112.45, 34.62)
    qtbot.mouseMove(window.map.view, QPoint(round(x), round(y)))
    window.map.cursor_moved.emit(112.45, 34.62)
    assert "112.4500°E 34.6200°N · CGCS2000" in bar(window).coordinates.text()
    qtbot.mouseClick(bar(window).coordinates, Qt.MouseButton.LeftButton)
    assert "EPSG:4546" in bar(window).coordinates.text()
    assert settings.flag("map/plane_coordinates")


def test_layers_are_counted(window: MainWindow) -> None:
    window.session.set_visible(["rail"], False)
    assert bar(window)._layers.text() == "显示 2/3 个图层"
