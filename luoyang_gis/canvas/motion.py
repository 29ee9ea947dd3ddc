"""Movement of the camera: flights, the glide after a drag, the pulse of a flash."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QEasingCurve, QObject, QTimer, QVariantAnimation
from PySide6.QtWidgets import QStyle, QWidget

from luoyang_gis.canvas.camera import Camera

FLIGHT_MS = 220
PULSE_MS = 450
FRAME_MS = 16
# What is left of the speed after a second of gliding.
FRICTION = 0.002
SLOWEST_PX_S = 30.0


def glides(widget: QWidget) -> bool:
    """Whether things may move: the system's wish for less motion comes as no time to move in."""
    hint = QStyle.StyleHint.SH_Widget_Animation_Duration
    return widget.style().styleHint(hint, None, widget) > 0


class Flight(QObject):
    """Takes a camera to another in an eased flight, at once where motion shall be reduced."""

    def __init__(
        self, move: Callable[[Camera], None], done: Callable[[], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._move, self._done = move, done
        self._ends: tuple[Camera, Camera] | None = None
        self._animation = QVariantAnimation(self)
        self._animation.setStartValue(0.0)
        self._animation.setEndValue(1.0)
        self._animation.setDuration(FLIGHT_MS)
        self._animation.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._animation.valueChanged.connect(self._step)
        self._animation.finished.connect(self._finish)

    @property
    def goal(self) -> Camera | None:
        """Where the flight ends; None while there is none."""
        return self._ends[1] if self._ends else None

    def start(self, origin: Camera, goal: Camera, duration_ms: int = FLIGHT_MS) -> None:
        """Take off."""
        self._animation.stop()
        self._animation.setDuration(duration_ms)
        self._ends = (origin, goal)
        self._animation.start()

    def stop(self) -> None:
        """Stay where the flight has come to."""
        self._ends = None
        self._animation.stop()

    def _step(self, share: float) -> None:
        if self._ends:
            self._move(self._ends[0].towards(self._ends[1], share))

    def _finish(self) -> None:
        if self._ends:
            goal = self._ends[1]
            self._ends = None
            self._move(goal)
            self._done()


class Glide(QObject):
    """Goes on with a drag when the hand lets go, slower and slower."""

    def __init__(
        self, pan: Callable[[float, float], None], done: Callable[[], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._pan, self._done = pan, done
        self._trail: list[tuple[float, float, float]] = []
        self._speed = (0.0, 0.0)
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._step)

    def note(self, px: float, py: float) -> None:
        """The hand was seen at a pixel."""
        self._trail = [*self._trail[-7:], (perf_counter(), px, py)]

    def start(self) -> bool:
        """Let go; False where the hand had come to rest."""
        now = perf_counter()
        recent = [point for point in self._trail if now - point[0] < 0.09]
        self._trail = []
        if len(recent) < 2:
            return False
        (t0, x0, y0), (t1, x1, y1) = recent[0], recent[-1]
        lapse = max(t1 - t0, 1e-3)
        self._speed = ((x1 - x0) / lapse, (y1 - y0) / lapse)
        if abs(self._speed[0]) + abs(self._speed[1]) < 4 * SLOWEST_PX_S:
            return False
        self._last = now
        self._timer.start()
        return True

    def stop(self) -> None:
        """Stand still."""
        self._trail = []
        self._timer.stop()

    def _step(self) -> None:
        now = perf_counter()
        lapse, self._last = now - self._last, now
        vx, vy = self._speed
        self._pan(vx * lapse, vy * lapse)
        fade = FRICTION**lapse
        self._speed = (vx * fade, vy * fade)
        if abs(vx) + abs(vy) < SLOWEST_PX_S:
            self._timer.stop()
            self._done()


class Pulse(QObject):
    """Swells and fades twice."""

    def __init__(self, changed: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self.strength = 0.0
        self._changed = changed
        self._animation = QVariantAnimation(self)
        self._animation.setStartValue(0.0)
        self._animation.setKeyValueAt(0.5, 1.0)
        self._animation.setEndValue(0.0)
        self._animation.setDuration(PULSE_MS)
        self._animation.setLoopCount(2)
        self._animation.setEasingCurve(QEasingCurve.Type.InOutSine)
        self._animation.valueChanged.connect(self._step)
        self._animation.finished.connect(self.stop)

    def start(self) -> None:
        """Begin to pulse."""
        self._animation.stop()
        self._animation.start()

    def stop(self) -> None:
        """Fade at once."""
        self._animation.stop()
        self._step(0.0)

    def _step(self, strength: float) -> None:
        self.strength = strength
        self._changed()
