"""Mouse, wheel, touchpad and keys on the map: offered to the tool first, then they move the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QNativeGestureEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture

from luoyang_gis.canvas.camera import Camera
from luoyang_gis.canvas.highlight import accent
from luoyang_gis.canvas.motion import Glide
from luoyang_gis.canvas.tools import MapEvent, draw_band

if TYPE_CHECKING:
    from luoyang_gis.canvas.mapview import MapView

WHEEL_FACTOR = 1.25
NOTCH = 120.0
CLICK_PX = 4.0
STEP_PX = 80.0
ARROWS = {
    Qt.Key.Key_Left: (1, 0),
    Qt.Key.Key_Right: (-1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


class Gestures:
    """Turns input events into tool events and camera moves."""

    def __init__(self, view: MapView) -> None:
        self.view = view
        self._down: QPointF | None = None
        self._last = QPointF()
        self._button = Qt.MouseButton.NoButton
        self._taken = False
        self._moved = False
        self._band: QPointF | None = None
        self._space = False
        self._glide = Glide(view.pan_by, view.update, view)

    def stop(self) -> None:
        """End the glide."""
        self._glide.stop()

    def event(self, event: QEvent) -> bool:
        """Take an event; True where it was ours."""
        kind = event.type()
        if isinstance(event, QMouseEvent):
            return self._mouse(kind, event)
        if isinstance(event, QWheelEvent):
            return self._wheel(event)
        if isinstance(event, QNativeGestureEvent):
            return self._pinch(event)
        if isinstance(event, QGestureEvent):
            return self._touch(event)
        if isinstance(event, QKeyEvent):
            return self._key(kind, event)
        if kind == QEvent.Type.Leave:
            self.view.hover(None)
            self.view.cursor_left.emit()
        return False

    def _told(self, event: QMouseEvent, button: Qt.MouseButton) -> MapEvent:
        at = event.position()
        lon, lat = self.view.camera.to_lonlat(at.x(), at.y())
        return MapEvent(at.x(), at.y(), lon, lat, button, event.modifiers())

    def _mouse(self, kind: QEvent.Type, event: QMouseEvent) -> bool:
        if kind == QEvent.Type.MouseButtonPress:
            self._press(event)
        elif kind == QEvent.Type.MouseMove:
            self._move(event)
        elif kind == QEvent.Type.MouseButtonRelease:
            self._release(event)
        elif kind == QEvent.Type.MouseButtonDblClick:
            self._double(event)
        else:
            return False
        event.accept()
        return True

    def _press(self, event: QMouseEvent) -> None:
        self._glide.stop()
        self._down = self._last = event.position()
        self._button = event.button()
        self._moved = False
        self._band = None
        if event.button() == Qt.MouseButton.BackButton:
            self.view.back()
        elif event.button() == Qt.MouseButton.ForwardButton:
            self.view.forward()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._taken = not self._space and self.view.tool.press(self._told(event, event.button()))
        if not self._taken and shift and event.button() == Qt.MouseButton.LeftButton:
            self._band = event.position()

    def _move(self, event: QMouseEvent) -> None:
        at = event.position()
        told = self._told(event, self._button)
        self.view.cursor_moved.emit(told.lon, told.lat)
        if self._down is not None and (at - self._down).manhattanLength() > CLICK_PX:
            self._moved = True
        if self._space or not self.view.tool.move(told):
            drags = self._button in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton)
            if self._band is not None:
                self.view.update()
            elif drags and self._moved and not self._taken:
                self.view.setCursor(Qt.CursorShape.ClosedHandCursor)
                self.view.pan_by(at.x() - self._last.x(), at.y() - self._last.y())
                self._glide.note(at.x(), at.y())
        if self._moved or self._down is None:
            self._last = at

    def _release(self, event: QMouseEvent) -> None:
        view, told = self.view, self._told(event, event.button())
        band, self._band = self._band, None
        down, self._down = self._down, None
        self._button = Qt.MouseButton.NoButton
        if self._taken:
            view.tool.release(told)
        elif band is not None and self._moved:
            self._zoom_into(QRectF(band, event.position()).normalized())
        elif self._moved:
            if not view.reduce_motion:
                self._glide.start()
        elif (
            down is not None
            and not view.tool.click(told)
            and event.button() == Qt.MouseButton.RightButton
        ):
            view.context_requested.emit(told)
        view.setCursor(view.tool.cursor)
        view.update()

    def _double(self, event: QMouseEvent) -> None:
        # Qt sends a double click in place of the second press.
        self._down = None
        if not self.view.tool.double_click(self._told(event, event.button())):
            factor = 0.5 if event.button() == Qt.MouseButton.RightButton else 2.0
            at = event.position()
            self.view.fly_to(self.view.camera.zoomed(factor, at.x(), at.y()))

    def _zoom_into(self, box: QRectF) -> None:
        view = self.view
        if box.width() < CLICK_PX or box.height() < CLICK_PX:
            return
        west, north = view.camera.to_map(box.left(), box.top())
        east, south = view.camera.to_map(box.right(), box.bottom())
        view.fly_to(Camera.fit_display((west, south, east, north), view.width(), view.height(), 0))

    def _wheel(self, event: QWheelEvent) -> bool:
        self._glide.stop()
        notches = event.angleDelta().y() / NOTCH
        fine = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        at = event.position()
        if notches:
            factor = WHEEL_FACTOR ** (notches * (0.3 if fine else 1.0))
            self.view.zoom_at(factor, at.x(), at.y())
        event.accept()
        return True

    def _pinch(self, event: QNativeGestureEvent) -> bool:
        if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        at = event.position()
        self.view.zoom_at(max(1 + event.value(), 0.2), at.x(), at.y())
        return True

    def _touch(self, event: QGestureEvent) -> bool:
        """Two fingers on a touch screen."""
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if not isinstance(pinch, QPinchGesture):
            return False
        at = self.view.mapFromGlobal(pinch.centerPoint())
        self.view.zoom_at(max(pinch.scaleFactor(), 0.2), at.x(), at.y())
        return True

    def _key(self, kind: QEvent.Type, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = kind == QEvent.Type.KeyPress
            self.view.setCursor(
                Qt.CursorShape.OpenHandCursor if self._space else self.view.tool.cursor
            )
            return True
        if kind != QEvent.Type.KeyPress:
            return False
        view = self.view
        if view.tool.key(key, event.modifiers()):
            return True
        if key in ARROWS and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            wide = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            step = STEP_PX * (4 if wide else 1)
            view.pan_by(ARROWS[key][0] * step, ARROWS[key][1] * step)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            view.zoom_by(1.5)
        elif key == Qt.Key.Key_Minus:
            view.zoom_by(1 / 1.5)
        elif key == Qt.Key.Key_Home:
            view.zoom_home()
        else:
            return False
        return True

    def paint(self, painter: QPainter) -> None:
        """The rubber band."""
        if self._band is not None and self._moved:
            draw_band(
                painter, QRectF(self._band, self._last).normalized(), accent(self.view.palette_)
            )
