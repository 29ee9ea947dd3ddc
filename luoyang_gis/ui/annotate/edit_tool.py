"""Choose, move, reshape and turn annotations on the map."""

from __future__ import annotations

import enum
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter

from luoyang_gis.canvas import annotations as painting
from luoyang_gis.canvas.gestures import ARROWS
from luoyang_gis.canvas.highlight import accent
from luoyang_gis.canvas.tools import MapEvent, draw_band, draw_tag
from luoyang_gis.ui.annotate.board import Board, BoardTool
from luoyang_gis.ui.annotate.draw_tools import DRAG_PX, draw_cue, figures
from luoyang_gis.workspace import shapes
from luoyang_gis.workspace.model import Annotation, AnnotationKind
from luoyang_gis.workspace.snap import Snap

GRIP_PX = 8.0
STEP_PX, LONG_STEP_PX = 1.0, 10.0
RIGHT_ANGLES = 15.0


class Mode(enum.Enum):
    """What the button that is down does."""

    NONE = enum.auto()
    MOVE = enum.auto()
    HANDLE = enum.auto()
    BAND = enum.auto()


class EditTool(BoardTool):
    """A click chooses, a drag moves; handles reshape; a drag over nothing is a rubber band."""

    menu_requested = Signal(object)  # MapEvent

    def __init__(self, board: Board) -> None:
        super().__init__(board)
        self._mode = Mode.NONE
        self._start: MapEvent | None = None
        self._moved = False
        self._before: tuple[Annotation, ...] = ()
        self._handle: shapes.Handle | None = None
        self._end = QPointF()
        self._cue: Snap | None = None
        # What a click without a drag leaves chosen.
        self._on_click: tuple[str, ...] | None = None

    def deactivate(self) -> None:
        self._abort()
        self.board.choose()

    def _abort(self) -> None:
        self._mode, self._start, self._handle, self._cue = Mode.NONE, None, None, None
        self.board.preview()

    # -- mouse ------------------------------------------------------------------------------

    def grip(self, event: MapEvent) -> shapes.Handle | None:
        """The handle under the mouse."""
        chosen = self.board.chosen_annotations
        if len(chosen) != 1:
            return None
        camera = self.view.camera
        for handle in shapes.handles(chosen[0], painting.handle_reach(camera, chosen[0])):
            x, y = camera.pixel_of(*handle.at)
            if abs(x - event.px) <= GRIP_PX and abs(y - event.py) <= GRIP_PX:
                return handle
        return None

    def press(self, event: MapEvent) -> bool:
        if event.button != Qt.MouseButton.LeftButton:
            return False
        board = self.board
        self._start, self._moved, self._on_click = event, False, None
        self._end = QPointF(event.px, event.py)
        handle = self.grip(event)
        if handle is not None:
            self._begin_handle(handle, event)
            return True
        found = board.at(event)
        several = event.modifiers & (
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
        )
        if found is None:
            self._mode = Mode.BAND
            if not several:
                board.choose()
            return True
        if several:
            rest = tuple(i for i in board.chosen if i != found.id)
            board.choose(rest if found.id in board.chosen else (*board.chosen, found.id))
        elif found.id in board.chosen:
            self._on_click = (found.id,)
        else:
            board.choose([found.id])
        self._mode, self._before = Mode.MOVE, board.chosen_annotations
        return True

    def _begin_handle(self, handle: shapes.Handle, event: MapEvent) -> None:
        (chosen,) = self.board.chosen_annotations
        if (
            event.modifiers & Qt.KeyboardModifier.AltModifier
            and handle.kind is shapes.HandleKind.VERTEX
        ):
            self.board.put(self.tr("删除顶点"), [shapes.without_vertex(chosen, handle.index)])
            self._mode = Mode.NONE
            return
        self._mode, self._handle, self._before = Mode.HANDLE, handle, (chosen,)

    def move(self, event: MapEvent) -> bool:
        if self._start is None or self._mode is Mode.NONE:
            self._show_cursor(event)
            return False
        way = abs(event.px - self._start.px) + abs(event.py - self._start.py)
        if not self._moved and way <= DRAG_PX:
            return True
        self._moved = True
        self._end = QPointF(event.px, event.py)
        if self._mode is Mode.BAND:
            self.view.update()
        else:
            self.board.preview(self._dragged(event))
        return True

    def _dragged(self, event: MapEvent) -> tuple[Annotation, ...]:
        if self._mode is Mode.HANDLE and self._handle:
            return (self._reshaped(self._before[0], self._handle, event),)
        return self._shifted(event)

    def _reshaped(self, a: Annotation, handle: shapes.Handle, event: MapEvent) -> Annotation:
        straight = bool(event.modifiers & Qt.KeyboardModifier.ShiftModifier)
        turns = handle.kind is shapes.HandleKind.ROTATE
        if turns or straight:
            at, self._cue = (event.lon, event.lat), None
        else:
            at, self._cue = self.board.snap(event)
        new = shapes.dragged(a, handle, at)
        if turns and straight:
            angle = round(new.rotation / RIGHT_ANGLES) * RIGHT_ANGLES
            return shapes.rotated(new, angle - new.rotation, shapes.middle(new.points))
        return new

    def _shifted(self, event: MapEvent) -> tuple[Annotation, ...]:
        assert self._start is not None
        camera = self.view.camera
        dx, dy = event.px - self._start.px, event.py - self._start.py
        if event.modifiers & Qt.KeyboardModifier.ShiftModifier:
            dx, dy = (dx, 0.0) if abs(dx) > abs(dy) else (0.0, dy)
        lon, lat = shapes.middle([p for a in self._before for p in a.points])
        x, y = camera.pixel_of(lon, lat)
        to_lon, to_lat = camera.to_lonlat(x + dx, y + dy)
        self._cue = None
        if len(self._before) == 1 and len(self._before[0].points) == 1:
            aside = replace(event, px=x + dx, py=y + dy, lon=to_lon, lat=to_lat)
            (to_lon, to_lat), self._cue = self.board.snap(aside)
        points = [p for a in self._before for p in a.points]
        shift = shapes.bounded_shift(points, to_lon - lon, to_lat - lat)
        return tuple(shapes.shifted(a, *shift) for a in self._before)

    def release(self, event: MapEvent) -> bool:
        if self._start is None:
            return False
        mode, moved = self._mode, self._moved
        changed = self._dragged(event) if moved and mode in (Mode.MOVE, Mode.HANDLE) else ()
        start, handle = self._start, self._handle
        self._abort()
        if mode is Mode.BAND and moved:
            self._choose_within(start, event)
        elif changed:
            turned = handle is not None and handle.kind is shapes.HandleKind.ROTATE
            name = self.tr("旋转标注") if turned else self.tr("改形状")
            self.board.put(self.tr("移动标注") if mode is Mode.MOVE else name, changed)
        elif self._on_click is not None:
            self.board.choose(self._on_click)
        self.view.update()
        return True

    def _choose_within(self, start: MapEvent, end: MapEvent) -> None:
        west, east = sorted((start.lon, end.lon))
        south, north = sorted((start.lat, end.lat))
        found = shapes.within(self.board.shown(), (west, south, east, north))
        several = end.modifiers & (
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
        )
        before = self.board.chosen if several else ()
        self.board.choose((*before, *(a.id for a in found)))

    def click(self, event: MapEvent) -> bool:
        if event.button != Qt.MouseButton.RightButton:
            return False
        found = self.board.at(event)
        if found is not None and found.id not in self.board.chosen:
            self.board.choose([found.id])
        self.menu_requested.emit(event)
        return True

    def double_click(self, event: MapEvent) -> bool:
        found = self.board.at(event)
        self._abort()
        if found is not None:
            self.board.choose([found.id])
            self.board.text_requested.emit(found, False)
        return True

    def _show_cursor(self, event: MapEvent) -> None:
        shape = Qt.CursorShape.ArrowCursor
        if self.grip(event) is not None:
            shape = Qt.CursorShape.CrossCursor
        elif self.board.at(event) is not None:
            shape = Qt.CursorShape.SizeAllCursor
        if self.view.cursor().shape() != shape:
            self.view.setCursor(shape)

    # -- keys -------------------------------------------------------------------------------

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        board = self.board
        if key == Qt.Key.Key_Escape:
            if self._mode is not Mode.NONE:
                self._abort()
            elif board.chosen:
                board.choose()
            else:
                board.drawn.emit("")
            return True
        if not board.chosen:
            return False
        if key in ARROWS:
            wide = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
            step = LONG_STEP_PX if wide else STEP_PX
            board.nudge(-ARROWS[key][0] * step, -ARROWS[key][1] * step)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            board.delete()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and len(board.chosen) == 1:
            board.text_requested.emit(board.chosen_annotations[0], False)
        else:
            return False
        return True

    # -- painting ---------------------------------------------------------------------------

    def paint(self, painter: QPainter) -> None:
        camera, color = self.view.camera, accent(self.view.palette_)
        chosen = self.board.chosen_annotations
        if chosen:
            painting.draw_selection(painter, camera, chosen, color)
        if self._mode is Mode.BAND and self._start is not None and self._moved:
            start = QPointF(self._start.px, self._start.py)
            draw_band(painter, QRectF(start, self._end).normalized(), color)
        if self._mode is Mode.HANDLE and self._moved and len(chosen) == 1:
            turns = self._handle is not None and self._handle.kind is shapes.HandleKind.ROTATE
            text = f"{chosen[0].rotation % 360:.0f}°" if turns else figures(chosen[0])
            if text:
                at = self._end + QPointF(14, -14)
                draw_tag(painter, text, at, color, QColor(self.view.palette_.hex("paper")))
        if self._cue is not None:
            draw_cue(painter, camera, self._cue, color, self.board.feature_name(self._cue.feature))


def turnable(a: Annotation) -> bool:
    """Whether an annotation has an angle of its own."""
    return a.kind in (AnnotationKind.TEXT, AnnotationKind.CALLOUT, AnnotationKind.RECTANGLE)
