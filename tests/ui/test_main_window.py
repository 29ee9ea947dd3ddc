"""The window as a planner uses it: clicks on the map, on cards, on check boxes; keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from luoyang_gis.plan.model import Plan
from luoyang_gis.ui.desk import Desk
from luoyang_gis.ui.layer_panel import LayerPanel
from luoyang_gis.ui.main_window import MainWindow
from luoyang_gis.ui.palette import CommandPalette
from luoyang_gis.ui.panel_rows import RecordRow
from luoyang_gis.ui.session import Selection
from luoyang_gis.ui.settings import Settings
from luoyang_gis.ui.target_panel import TargetPanel

LEFT = Qt.MouseButton.LeftButton


def pixel(window: MainWindow, lon: float, lat: float) -> QPoint:
    x, y = window.map.view.camera.pixel_of(lon, lat)
    return QPoint(round(x), round(y))


def cards(window: MainWindow) -> list[str]:
    panel = window.docks.content("targets")
    assert isinstance(panel, TargetPanel)
    return [r.record.id for r in panel.cards.rows.rows if isinstance(r, RecordRow)]


def ink_at(window: MainWindow, at: QPoint) -> bool:
    """Whether something is drawn around a pixel of the map."""
    window.map.view.finish()
    image = window.map.view.to_image()
    paper = QColor(window.map.view.palette_.hex("paper")).rgb()
    around = range(-3, 4)
    return any(image.pixel(at.x() + dx, at.y() + dy) != paper for dx in around for dy in around)


def test_a_click_at_a_features_pixel_shows_its_cards(window: MainWindow, qtbot: QtBot) -> None:
    at = pixel(window, 112.4, 34.6)
    qtbot.mouseClick(window.map.view, LEFT, pos=at)
    assert window.session.selection.features == ("rail.hunan-hsr",)
    assert cards(window) == ["report.2"]


def test_several_features_under_a_click_are_offered(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(window.map.view, LEFT, pos=pixel(window, 112.50, 34.60))
    assert set(window.session.selection.features) == {"park.geli", "park.yinlong"}


def test_a_click_on_nothing_lets_go(window: MainWindow, qtbot: QtBot) -> None:
    window.session.select(["rail.hunan-hsr"])
    qtbot.mouseClick(window.map.view, LEFT, pos=QPoint(5, 5))
    assert window.session.selection == Selection()


def test_a_cards_click_moves_the_map(window: MainWindow, qtbot: QtBot) -> None:
    window.session.select(["park.geli"])
    panel = window.docks.content("targets")
    assert isinstance(panel, TargetPanel)
    before = window.map.view.camera
    qtbot.mouseClick(panel.cards.viewport(), LEFT, pos=panel.cards.card_center(1))
    after = window.map.view.camera
    assert after != before
    x, y = after.pixel_of(112.50, 34.60)
    assert abs(x - after.width / 2) < 2
    assert abs(y - after.height / 2) < 2


def test_a_hidden_layer_is_shown_when_its_feature_is_sought(window: MainWindow) -> None:
    window.session.show_only(["city"])
    window.session.select_record("report.2")
    assert "rail" in window.session.visible_layers


def test_unchecking_a_layer_removes_its_pixels(window: MainWindow, qtbot: QtBot) -> None:
    panel = window.docks.content("layers")
    assert isinstance(panel, LayerPanel)
    at = pixel(window, 112.3, 34.45)
    assert ink_at(window, at)
    tree, index = panel.tree, panel.model.layer_index("rail")
    tree.expandAll()
    tree.scrollTo(index)
    box = tree.visualRect(index)
    qtbot.mouseClick(tree.viewport(), LEFT, pos=QPoint(box.left() + 10, box.center().y()))
    assert "rail" not in window.session.visible_layers
    assert not ink_at(window, at)


def test_the_palette_finds_by_initials_and_opens(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_.action["palette"].trigger()
    palette = window.findChild(CommandPalette)
    assert isinstance(palette, CommandPalette)
    qtbot.keyClicks(palette.field, "hngt")
    assert palette.model.hits[0].entry.id == "rail.hunan-hsr"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.session.selection.features == ("rail.hunan-hsr",)


def test_a_scene_that_was_found_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    window.session.show_only(["rail"])
    window.story.capture()
    scene = window.story.scenes[-1]
    window.story.rename(scene.id, "黄河岸线")
    window.session.show_only(["park"])
    window.session.set_scene(None)
    window.actions_.action["palette"].trigger()
    palette = window.findChild(CommandPalette)
    assert isinstance(palette, CommandPalette)
    palette.field.setText("黄河岸线")
    assert palette.model.hits[0].entry.id == scene.id
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.session.scene == scene.id
    assert tuple(window.session.visible_layers) == ("rail",)


def test_what_is_switched_off_is_not_marked(window: MainWindow) -> None:
    window.session.select_feature("rail.hunan-hsr")
    assert [hit.id for hit in window.map.view.selection] == ["rail.hunan-hsr"]
    window.session.show_only(["park"])
    assert not window.map.view.selection
    assert window.session.selection.features == ("rail.hunan-hsr",)
    window.session.show_only(["rail"])
    assert [hit.id for hit in window.map.view.selection] == ["rail.hunan-hsr"]


def test_the_palette_runs_commands(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_.action["palette"].trigger()
    palette = window.findChild(CommandPalette)
    assert isinstance(palette, CommandPalette)
    palette.field.setText("隐藏全部")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.session.visible_layers == ()


@pytest.mark.parametrize(("key", "layers"), [(Qt.Key.Key_2, ("rail",)), (Qt.Key.Key_0, None)])
def test_briefing_sets_are_one_key_away(
    window: MainWindow, qtbot: QtBot, plan: Plan, key: Qt.Key, layers: tuple[str, ...] | None
) -> None:
    window.activateWindow()
    window.session.show_only(["park"])
    qtbot.keyClick(window.map.view, key)
    assert window.session.visible_layers == (layers or tuple(x.id for x in plan.layers))


def test_a_layout_is_remembered(
    window: MainWindow, desk: Desk, settings: Settings, qtbot: QtBot
) -> None:
    window.docks.dock["layers"].hide()
    window.close()
    again = MainWindow(desk)
    qtbot.addWidget(again)
    again.show()
    assert not again.docks.dock["layers"].isVisible()
    assert again.docks.dock["targets"].isVisible()


def test_a_spoilt_layout_is_ignored(desk: Desk, settings: Settings, qtbot: QtBot) -> None:
    settings.set("window/state", "no state at all")
    settings.set("window/geometry", "nonsense")
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.show()
    assert window.docks.dock["layers"].isVisible()


def test_themes_reach_map_and_widgets(window: MainWindow, desk: Desk) -> None:
    desk.set_theme("dark")
    assert window.map.view.palette_.name == "dark"
    desk.set_theme("light")
    assert window.map.view.palette_.name == "light"


def test_every_command_has_a_name_and_a_home(window: MainWindow) -> None:
    menus = {menu.id for menu in window.actions_.menus}
    ids = [command.id for command in window.actions_.commands]
    assert len(set(ids)) == len(ids)
    for command in window.actions_.commands:
        assert command.text
        assert command.menu in menus
    keys = [c.keys for c in window.actions_.commands if c.keys]
    assert len(set(keys)) == len(keys)


def test_enter_on_the_map_chooses_what_is_in_its_middle(window: MainWindow, qtbot: QtBot) -> None:
    view = window.map.view
    view.set_camera(view.camera.moved_to(112.4, 34.6))
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert window.session.selection.features == ("rail.hunan-hsr",)


def test_the_form_for_an_actual_opens_from_the_window(window: MainWindow) -> None:
    window.session.actual_requested.emit("")
    form = window.recorder.form
    assert form is not None
    assert form.isVisible()
    form.close()
