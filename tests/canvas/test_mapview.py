"""The map widget: pictures, picking, tools, marks, views."""

from __future__ import annotations

import pytest
import shapely
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPainter
from pytestqt.qtbot import QtBot

from luoyang_gis.canvas import Camera, Hit, MapView, MeasureAreaTool, MeasureLengthTool, SelectTool
from luoyang_gis.plan.model import FeatureStatus
from luoyang_gis.plan.symbols import Palette
from tests.canvas.conftest import blobs, layer

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def view(qtbot: QtBot, palette: Palette, camera: Camera) -> MapView:
    widget = MapView(palette)
    qtbot.addWidget(widget)
    widget.still = True
    widget.resize(400, 300)
    widget.set_layers([layer(shapely.box(100, 100, 300, 200), id_="area")])
    widget.show()
    widget.set_camera(camera)
    widget.finish()
    return widget


def colour(view: MapView, x: int, y: int) -> str:
    return view.to_image().pixelColor(x, y).name()


def test_shows_layers_and_hides_them(view: MapView) -> None:
    assert colour(view, 200, 150) == "#ff0000"
    assert colour(view, 50, 50) == "#ffffff"
    view.set_layer_visible("area", False)
    assert colour(view, 200, 150) == "#ffffff"
    view.set_layer_visible("area", True)
    assert colour(view, 200, 150) == "#ff0000"


def test_never_blank_while_drawing(view: MapView) -> None:
    view.pan_by(60, 0)
    image = view.grab().toImage()
    assert image.pixelColor(170, 150).name() == "#ff0000"
    view.zoom_at(2.0)
    assert view.busy
    assert view.grab().toImage().pixelColor(200, 150).name() == "#ff0000"


def test_click_tells_what_lies_there(qtbot: QtBot, view: MapView) -> None:
    with qtbot.waitSignal(view.clicked) as caught:
        qtbot.mouseClick(view, LEFT, pos=QPoint(200, 150))
    assert [hit.id for hit in caught.args[0]] == ["area.1"]
    with qtbot.waitSignal(view.clicked) as caught:
        qtbot.mouseClick(view, LEFT, pos=QPoint(20, 20))
    assert caught.args[0] == []


def test_drag_pans_with_the_hand(qtbot: QtBot, view: MapView, camera: Camera) -> None:
    qtbot.mousePress(view, LEFT, pos=QPoint(100, 100))
    qtbot.mouseMove(view, QPoint(130, 90))
    qtbot.mouseRelease(view, LEFT, pos=QPoint(130, 90))
    assert (view.camera.x, view.camera.y) == (camera.x - 30, camera.y - 10)


def test_band_with_shift_zooms(qtbot: QtBot, view: MapView) -> None:
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.mousePress(view, LEFT, shift, QPoint(100, 100))
    qtbot.mouseMove(view, QPoint(200, 175))
    qtbot.mouseRelease(view, LEFT, shift, QPoint(200, 175))
    # No taller or wider than half a metre a pixel allows.
    assert view.camera.resolution == pytest.approx(0.5)
    assert (view.camera.x, view.camera.y) == pytest.approx((150, 162.5))


def test_wheel_zooms_at_the_cursor_and_views_are_remembered(qtbot: QtBot, view: MapView) -> None:
    qtbot.waitUntil(lambda: not view._settled.isActive())
    start = view.camera
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.camera.x < start.x
    qtbot.waitUntil(lambda: view.history.can_back)
    view.back()
    assert view.camera.x == start.x
    view.forward()
    assert view.camera.x < start.x


def test_measures_length_and_area(qtbot: QtBot, view: MapView) -> None:
    tool = MeasureLengthTool(view)
    view.set_tool(tool)
    for x in (100, 300):
        qtbot.mouseClick(view, LEFT, pos=QPoint(x, 150))
    tool.finish()
    assert tool.value == pytest.approx(200, rel=0.01)
    assert tool.text == "200 米"
    area = MeasureAreaTool(view)
    view.set_tool(area)
    assert tool.vertices == []
    for x, y in ((100, 100), (200, 100), (200, 200), (100, 200)):
        qtbot.mouseClick(view, LEFT, pos=QPoint(x, y))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert area.value == pytest.approx(10_000, rel=0.02)
    assert "亩" in area.text
    view.to_image()
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert area.vertices == []


def test_rectangle_selects(qtbot: QtBot, view: MapView) -> None:
    view.update_layer(layer(*blobs(12, 20), id_="area"))
    tool = SelectTool(view)
    view.set_tool(tool)
    with qtbot.waitSignal(tool.selected) as caught:
        qtbot.mousePress(view, LEFT, pos=QPoint(0, 200))
        qtbot.mouseMove(view, QPoint(100, 260))
        qtbot.mouseRelease(view, LEFT, pos=QPoint(100, 299))
    assert [hit.id for hit in caught.args[0]] == ["area.1"]
    assert view.selection == caught.args[0]


def test_marks_show_and_outlive_a_changed_layer(view: MapView) -> None:
    plain = colour(view, 100, 150)
    view.select_ids(["area.1"])
    assert colour(view, 100, 150) != plain
    view.update_layer(view.layers[0].with_statuses({"area.1": FeatureStatus.PLANNED}))
    assert [hit.layer for hit in view.selection] == [view.layers[0]]
    view.set_selection([])
    assert colour(view, 100, 150) == plain


def test_feature_that_is_not_there_yet_is_not_drawn(view: MapView) -> None:
    view.update_layer(view.layers[0].with_statuses({"area.1": None}))
    assert colour(view, 200, 150) == "#ffffff"


def test_overlays_go_above_and_below(view: MapView) -> None:
    def paint(painter: QPainter, camera: Camera) -> None:
        painter.fillRect(0, 0, int(camera.width), int(camera.height), QColor("#00ff00"))

    remove = view.add_overlay(paint, -1)
    assert colour(view, 20, 20) == "#00ff00"
    assert colour(view, 200, 150) == "#ff0000"
    remove()
    assert colour(view, 20, 20) == "#ffffff"
    view.add_overlay(paint, 5)
    assert colour(view, 200, 150) == "#00ff00"


def test_hover_is_told_once(qtbot: QtBot, view: MapView) -> None:
    told: list[Hit | None] = []
    view.hovered.connect(told.append)
    for x in (150, 160, 20):
        qtbot.mouseMove(view, QPoint(x, 150))
    assert [hit and hit.id for hit in told] == ["area.1", None]


def test_zoom_to_features_and_home(view: MapView) -> None:
    view.set_scale(5_000)
    assert view.camera.scale == pytest.approx(5_000)
    view.zoom_to_hits(view.hits_of(["area.1"]))
    assert view.camera.resolution * view.camera.height >= 2_000
    view.zoom_home()
    west, _, east, _ = view.camera.bbox
    assert west < 111.2
    assert east > 112.9


def test_palette_switch_redraws(view: MapView) -> None:
    view.set_palette(Palette("dark", {"paper": "#000000", "red": "#00ffff", "blue": "#0000ff"}))
    assert colour(view, 200, 150) == "#00ffff"
    assert colour(view, 20, 20) == "#000000"
