"""What moves by itself or under two fingers: the glide, the pinch, the flash, flights."""

from __future__ import annotations

from itertools import pairwise

import pytest
import shapely
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice
from PySide6.QtWidgets import QApplication, QGestureEvent, QPinchGesture
from pytestqt.qtbot import QtBot

from luoyang_gis.canvas import Camera, MapView, motion
from luoyang_gis.plan.symbols import Palette
from tests.canvas.conftest import layer

LEFT = Qt.MouseButton.LeftButton


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(motion, "perf_counter", made)
    return made


@pytest.fixture
def view(qtbot: QtBot, palette: Palette, camera: Camera) -> MapView:
    widget = MapView(palette)
    qtbot.addWidget(widget)
    widget.resize(400, 300)
    widget.set_layers([layer(shapely.box(100, 100, 300, 200), id_="area")])
    widget.show()
    widget.set_camera(camera)
    widget.finish()
    return widget


def drag(qtbot: QtBot, view: MapView, clock: Clock, rest: float = 0.0) -> None:
    """40 pixels to the right in 40 milliseconds, then a rest before letting go."""
    qtbot.mousePress(view, LEFT, pos=QPoint(100, 100))
    for step in range(1, 6):
        clock.now += 0.008
        qtbot.mouseMove(view, QPoint(100 + 8 * step, 100))
    clock.now += rest
    qtbot.mouseRelease(view, LEFT, pos=QPoint(140, 100))


def steps(view: MapView, clock: Clock, count: int, seconds: float = 0.016) -> list[float]:
    """Where the map is after each frame of a glide."""
    found = []
    for _ in range(count):
        clock.now += seconds
        view.gestures._glide._step()
        found.append(view.camera.x)
    return found


def test_map_glides_on_slower_and_slower_and_stops(
    qtbot: QtBot, view: MapView, clock: Clock
) -> None:
    drag(qtbot, view, clock)
    glide = view.gestures._glide
    assert glide._timer.isActive()
    places = [view.camera.x, *steps(view, clock, 120)]
    moves = [a - b for a, b in pairwise(places) if a != b]
    assert moves[0] > 8
    assert all(a > b for a, b in pairwise(moves))
    assert not glide._timer.isActive()
    assert 100 < places[0] - places[-1] < 300


def test_no_glide_after_a_rest_or_with_motion_reduced(
    qtbot: QtBot, view: MapView, clock: Clock
) -> None:
    drag(qtbot, view, clock, rest=0.3)
    assert not view.gestures._glide._timer.isActive()
    view.still = True
    drag(qtbot, view, clock)
    assert not view.gestures._glide._timer.isActive()


@pytest.mark.parametrize("stop", ["press", "wheel", "fly"])
def test_glide_ends_at_once(qtbot: QtBot, view: MapView, clock: Clock, stop: str) -> None:
    drag(qtbot, view, clock)
    assert view.gestures._glide._timer.isActive()
    if stop == "press":
        qtbot.mousePress(view, LEFT, pos=QPoint(50, 50))
    elif stop == "wheel":
        view.stop()
    else:
        view.fly_to(view.camera.zoomed(2.0))
    assert not view.gestures._glide._timer.isActive()


def native(kind: Qt.NativeGestureType, value: float, at: QPointF) -> QNativeGestureEvent:
    device = QPointingDevice.primaryPointingDevice()
    return QNativeGestureEvent(kind, device, 2, at, at, at, value, QPointF())


def test_touchpad_pinch_zooms_at_the_fingers(view: MapView) -> None:
    at = QPointF(120, 80)
    before = view.camera.to_map(at.x(), at.y())
    zoom = Qt.NativeGestureType.ZoomNativeGesture
    assert QApplication.sendEvent(view, native(zoom, 0.25, at))
    assert view.camera.resolution == pytest.approx(1 / 1.25)
    assert view.camera.to_map(at.x(), at.y()) == pytest.approx(before)
    # A slip of the hand does not turn the map inside out.
    QApplication.sendEvent(view, native(zoom, -3.0, at))
    assert view.camera.resolution == pytest.approx(0.8 / 0.2)
    turned = view.camera
    assert not view.gestures.event(native(Qt.NativeGestureType.RotateNativeGesture, 30, at))
    assert view.camera == turned


def test_two_fingers_zoom_at_their_middle(view: MapView) -> None:
    pinch = QPinchGesture()
    pinch.setScaleFactor(2.0)
    pinch.setCenterPoint(QPointF(view.mapToGlobal(QPoint(300, 100))))
    before = view.camera.to_map(300, 100)
    event = QGestureEvent([pinch])
    assert event.type() == QEvent.Type.Gesture
    assert view.gestures.event(event)
    assert view.camera.resolution == pytest.approx(0.5)
    assert view.camera.to_map(300, 100) == pytest.approx(before)


def test_flash_pulses_twice_and_leaves_no_trace(qtbot: QtBot, view: MapView) -> None:
    quiet = view.to_image()
    view.flash(["area.1"])
    pulse = view._marks._pulse
    peaks = []
    pulse._animation.valueChanged.connect(peaks.append)
    qtbot.waitUntil(lambda: pulse.strength > 0.5)
    assert view.to_image() != quiet
    with qtbot.waitSignal(pulse._animation.finished):
        pass
    assert sum(a < 0.5 <= b for a, b in pairwise(peaks)) == 2
    assert view.to_image() == quiet
    view.flash(["no such feature"])
    assert view.to_image() == quiet


def test_flight_is_eased_and_can_be_stopped(qtbot: QtBot, view: MapView, camera: Camera) -> None:
    goal = camera.zoomed(4.0)
    view.fly_to(goal)
    assert view.busy
    qtbot.waitUntil(lambda: view.camera == goal)
    view.fly_to(camera, duration_ms=5_000)
    qtbot.waitUntil(lambda: view.camera != goal)
    view.stop()
    here = view.camera
    qtbot.wait(50)
    assert view.camera == here
    assert here != camera
