"""The basemap's menu and dialog: off until the user chooses one, then remembered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from luoyang_gis.ui.basemap import Choice
from luoyang_gis.ui.basemap_dialog import ID, BasemapDialog
from luoyang_gis.ui.main_window import MainWindow
from luoyang_gis.ui.settings import Settings
from tests.canvas.tile_server import TileServer, tile_server

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def server() -> Iterator[TileServer]:
    with tile_server() as found:
        yield found


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


@pytest.fixture
def dialog(window: MainWindow) -> BasemapDialog:
    window.actions_.action["basemap-choose"].trigger()
    found = window.findChild(BasemapDialog)
    assert isinstance(found, BasemapDialog)
    return found


def mark(dialog: BasemapDialog, id_: str) -> None:
    rows = range(dialog.list.count())
    dialog.list.setCurrentRow(next(r for r in rows if dialog.list.item(r).data(ID) == id_))


def test_at_first_there_is_none_and_the_switch_asks_which(window: MainWindow) -> None:
    assert not window.basemap.on
    assert not window.basemap.status.isVisible()
    assert not window.actions_.action["basemap"].isChecked()
    window.actions_.action["basemap"].trigger()
    assert not window.basemap.on
    assert window.findChild(BasemapDialog) is not None


def test_an_own_address_is_shown_remembered_and_switched_off(
    window: MainWindow, dialog: BasemapDialog, settings: Settings, server: TileServer, qtbot: QtBot
) -> None:
    mark(dialog, "custom")
    assert dialog.url.isVisible()
    assert not dialog.key.isVisible()
    dialog.url.setText(server.template)
    qtbot.mouseClick(dialog.show_it, LEFT)
    assert window.basemap.on
    assert window.actions_.action["basemap"].isChecked()
    qtbot.waitUntil(lambda: window.basemap.shown[0].complete)
    assert server.asked
    assert "127.0.0.1" in window.basemap.status.text()
    # The last pixels of the map's lower left corner are free of layers.
    assert window.map.view.to_image().pixelColor(3, 3).name() == "#00ff00"
    assert settings.flag("basemap/on")
    assert Choice.remembered(settings).url == server.template
    window.actions_.action["basemap"].trigger()
    assert not settings.flag("basemap/on")
    assert not window.basemap.status.isVisible()
    asked = len(server.asked)
    window.map.zoom_in()
    qtbot.wait(150)
    assert len(server.asked) == asked


def test_it_is_there_again_at_the_next_start(
    window: MainWindow, server: TileServer, qtbot: QtBot
) -> None:
    window.basemap.show(Choice("custom", server.template))
    again = MainWindow(window.desk)
    qtbot.addWidget(again)
    again.show()
    qtbot.waitUntil(lambda: again.basemap.on)
    again.basemap.hide()
    window.basemap.hide()


@pytest.mark.parametrize(
    ("source", "field", "text", "part"),
    [
        ("custom", "url", "https://example.org/{x}.png", "占位"),
        ("custom", "url", "", "不是网址"),
        ("tianditu-vec", "key", "短", "密钥"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_shown(
    window: MainWindow, dialog: BasemapDialog, qtbot: QtBot, source: str, field: str, text: str,
    part: str,
) -> None:  # fmt: skip
    mark(dialog, source)
    getattr(dialog, field).setText(text)
    qtbot.mouseClick(dialog.show_it, LEFT)
    assert part in dialog.problem.text()
    assert not window.basemap.on


def test_shifted_sources_are_flagged(dialog: BasemapDialog) -> None:
    mark(dialog, "gaode")
    assert "GCJ-02，已改正位置" in dialog.about.text()
    mark(dialog, "osm")
    assert "OpenStreetMap" in dialog.about.text()


def test_the_national_service_brings_its_names() -> None:
    vec, names = Choice("tianditu-vec", key="k" * 32).sources()
    assert "vec_w" in vec.url
    assert "cva_w" in names.url
    assert len(Choice("tianditu-vec", key="k" * 32, names=False).sources()) == 1
