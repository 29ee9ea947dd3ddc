"""Scenes as a planner tells a story with them: capture, show, order, name, annotate."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from luoyang_gis.plan.model import Plan, SceneSpec
from luoyang_gis.ui.desk import Desk
from luoyang_gis.ui.main_window import MainWindow
from luoyang_gis.ui.scenes.panel import ScenesPanel
from luoyang_gis.ui.settings import Settings
from luoyang_gis.workspace.edits import annotations as edits
from luoyang_gis.workspace.model import Annotation, AnnotationKind, Scene

WEST = (112.0, 34.2, 112.4, 34.6)
EAST = (112.4, 34.4, 112.9, 34.9)


@pytest.fixture
def plan(plan: Plan) -> Plan:
    """The small plan with two scenes."""
    return replace(
        plan,
        scenes=(
            SceneSpec("west", "西部", ("city", "rail"), WEST, notes="先讲铁路"),
            SceneSpec(
                "east", "东部", ("park",), EAST, date=date(2021, 12, 31), highlights=("park.geli",)
            ),
        ),
    )


@pytest.fixture
def panel(window: MainWindow) -> ScenesPanel:
    found = window.docks.show("scenes")
    assert isinstance(found, ScenesPanel)
    return found


def titles(window: MainWindow) -> list[str]:
    return [s.title for s in window.story.scenes]


def test_a_click_goes_to_a_scene(window: MainWindow, panel: ScenesPanel) -> None:
    at = panel.list.visualItemRect(panel.list.item(1)).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    session = window.session
    assert session.scene == "east"
    assert session.visible_layers == ("park",)
    assert session.day == date(2021, 12, 31)
    assert session.selection.features == ("park.geli",)
    west, south, east, north = window.map.view.camera.bbox
    assert west <= EAST[0] + 1e-6
    assert east >= EAST[2] - 1e-6
    assert south <= EAST[1] + 1e-6
    assert north >= EAST[3] - 1e-6


def test_keys_step_through_and_stop_at_the_ends(window: MainWindow) -> None:
    step = window.actions_.action["scene-next"].trigger
    seen = []
    for _ in range(3):
        step()
        seen.append(window.session.scene)
    assert seen == ["west", "east", "east"]
    window.actions_.action["scene-previous"].trigger()
    assert window.session.scene == "west"


def test_the_present_view_is_captured_and_found_again(window: MainWindow) -> None:
    session, view = window.session, window.map.view
    session.show_only(["rail"])
    session.set_opacity("rail", 0.5)
    session.set_day(date(2023, 6, 30))
    session.select(["rail.hunan-hsr"])
    view.set_camera(view.camera.zoomed(3))
    camera = view.camera
    window.actions_.action["scene-capture"].trigger()
    found = window.story.scenes[-1]
    assert (found.title, found.layers) == ("场景 3", ("rail",))
    assert found.opacities == {"rail": 0.5}
    assert found.highlights == ("rail.hunan-hsr",)
    window.story.show("west")
    assert session.layer("rail").opacity == 1.0
    window.story.show(found.id)
    assert session.day == date(2023, 6, 30)
    assert session.layer("rail").opacity == 0.5
    assert view.camera.x == pytest.approx(camera.x, abs=1)
    assert view.camera.resolution == pytest.approx(camera.resolution, rel=1e-6)
    window.actions_.action["undo"].trigger()
    assert titles(window) == ["西部", "东部"]
    assert session.scene is None


def test_saving_under_another_name_stays_in_the_scene(window: MainWindow, tmp_path: Path) -> None:
    window.story.show("west")
    window.desk.store.save(tmp_path / "a.gpkg")
    assert window.session.scene == "west"
    window.files.new()
    assert window.session.scene == "west"


def test_updating_keeps_title_and_notes(window: MainWindow) -> None:
    window.story.show("west")
    window.session.show_only(["park"])
    window.actions_.action["scene-update"].trigger()
    found = window.story.scenes[0]
    assert (found.title, found.notes, found.layers) == ("西部", "先讲铁路", ("park",))


def test_titles_and_notes_are_edited_in_place(
    window: MainWindow, panel: ScenesPanel, qtbot: QtBot
) -> None:
    panel.list.item(0).setText("  洛阳西部  ")
    assert titles(window)[0] == "洛阳西部"
    panel.list.item(0).setText("   ")
    assert titles(window)[0] == "洛阳西部"
    assert panel.list.item(0).text() == "洛阳西部"
    window.story.show("west")
    assert panel.notes.toPlainText() == "先讲铁路"
    for letters in ("a", "ab"):
        panel.notes.setPlainText(letters)
    assert window.story.scenes[0].notes == "ab"
    window.actions_.action["undo"].trigger()
    assert panel.notes.toPlainText() == "先讲铁路"


def test_dragging_reorders(window: MainWindow, panel: ScenesPanel) -> None:
    # What a drag in the list does.
    assert panel.list.model().moveRow(QModelIndex(), 0, QModelIndex(), 2)
    assert titles(window) == ["东部", "西部"]
    window.actions_.action["undo"].trigger()
    assert titles(window) == ["西部", "东部"]
    assert [panel.list.item(i).text() for i in (0, 1)] == ["西部", "东部"]


def test_copies_take_their_annotations_along(window: MainWindow, panel: ScenesPanel) -> None:
    store = window.desk.store
    note = Annotation("n", AnnotationKind.TEXT, ((112.2, 34.4),), "西", scene="west")
    store.do("添加", edits.add(store.workspace, note))
    board = window.annotate.board
    assert board.shown() == ()
    window.story.show("west")
    assert [a.id for a in board.shown()] == ["n"]
    panel.copy.click()
    assert titles(window) == ["西部", "西部（副本）", "东部"]
    assert [a.text for a in board.shown()] == ["西"]
    panel.remove.click()
    assert titles(window) == ["西部", "东部"]
    assert window.session.scene is None
    assert len(store.workspace.annotations) == 1


def test_thumbnails_are_drawn_and_drawn_again(
    window: MainWindow, panel: ScenesPanel, qtbot: QtBot
) -> None:
    scene = window.story.scenes[0]
    qtbot.waitUntil(lambda: window.thumbnails.picture(scene) is not None)
    before = window.thumbnails.picture(scene)
    store = window.desk.store
    note = Annotation("n", AnnotationKind.MARKER, ((112.2, 34.4),), number=1)
    with qtbot.waitSignal(window.thumbnails.ready):
        store.do("添加", edits.add(store.workspace, note))
    qtbot.waitUntil(lambda: window.thumbnails.picture(scene) is not before)


def test_the_context_menu_opens_at_a_scene(window: MainWindow, panel: ScenesPanel) -> None:
    at = panel.list.visualItemRect(panel.list.item(0)).center()
    panel.list.customContextMenuRequested.emit(at)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    menu.close()
    panel.list.customContextMenuRequested.emit(QPoint(5, 5000))


def test_the_plans_scenes_are_there_at_the_start(
    qapp: QApplication, settings: Settings, plan: Plan
) -> None:
    desk = Desk(qapp, plan, settings)
    assert desk.store.workspace.scenes == tuple(Scene.of(spec) for spec in plan.scenes)
    desk.store.close()
    desk.deleteLater()
