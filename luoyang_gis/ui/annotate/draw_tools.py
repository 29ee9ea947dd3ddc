"""Draw annotations: clicks or one drag, a live read-out, a cue where the point is caught."""

from __future__ import annotations

from math import copysign

import numpy as np
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from luoyang_gis.canvas import annotations as painting
from luoyang_gis.canvas.camera import Camera
from luoyang_gis.canvas.highlight import accent
from luoyang_gis.canvas.tools import MapEvent, draw_tag
from luoyang_gis.geo.measure import area_m2, format_area, format_length, length_m
from luoyang_gis.ui.annotate.board import Board, BoardTool
from luoyang_gis.workspace import shapes
from luoyang_gis.workspace.edits.annotations import next_number
from luoyang_gis.workspace.model import (
    POINT_COUNTS,
    Annotation,
    AnnotationKind,
    LonLat,
    new_id,
)
from luoyang_gis.workspace.snap import Snap

DRAG_PX = 5.0
# A freehand line keeps what departs from it by more than this.
FREEHAND_PX = 1.0
STICKY = (AnnotationKind.MARKER, AnnotationKind.FREEHAND)
TYPED = (AnnotationKind.TEXT, AnnotationKind.CALLOUT)
TWO_POINTS = (AnnotationKind.RECTANGLE, AnnotationKind.CIRCLE, AnnotationKind.CALLOUT)
HINTS = {
    AnnotationKind.TEXT: QT_TRANSLATE_NOOP("DrawTool", "点一下放文字"),
    AnnotationKind.CALLOUT: QT_TRANSLATE_NOOP("DrawTool", "从要说的地方拖到放文字的地方"),
    AnnotationKind.ARROW: QT_TRANSLATE_NOOP("DrawTool", "拖出箭头，或逐点点击、回车结束"),
    AnnotationKind.LINE: QT_TRANSLATE_NOOP("DrawTool", "逐点点击，双击或回车结束，Esc 放弃"),
    AnnotationKind.POLYGON: QT_TRANSLATE_NOOP("DrawTool", "逐点点击，双击或回车闭合，Esc 放弃"),
    AnnotationKind.RECTANGLE: QT_TRANSLATE_NOOP("DrawTool", "拖出矩形，按住 Shift 画正方形"),
    AnnotationKind.CIRCLE: QT_TRANSLATE_NOOP("DrawTool", "从圆心往外拖，半径按地面距离"),
    AnnotationKind.FREEHAND: QT_TRANSLATE_NOOP("DrawTool", "按住左键画"),
    AnnotationKind.MARKER: QT_TRANSLATE_NOOP("DrawTool", "逐点点击放编号，Esc 结束"),
}


class DrawTool(BoardTool):
    """Draws one kind of annotation."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, board: Board, kind: AnnotationKind) -> None:
        super().__init__(board)
        self.kind = kind
        self.points: list[LonLat] = []
        self._mouse: LonLat | None = None
        self._cue: Snap | None = None
        # The feature that the first point was caught by.
        self._feature: str | None = None
        self._pressed: QPointF | None = None

    def activate(self) -> None:
        self.board.choose()
        self.board.take(self.kind)
        self.board.session.message.emit(self.tr(str(HINTS[self.kind])))

    def deactivate(self) -> None:
        self.cancel()
        self._cue = None
        self.board.take(None)

    def cancel(self) -> None:
        """Forget what was begun."""
        self.points, self._pressed, self._feature = [], None, None
        self.view.update()

    # -- mouse ------------------------------------------------------------------------------

    def _caught(self, event: MapEvent) -> LonLat:
        at, self._cue = self.board.snap(event)
        if self.points and event.modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._cue = None
            here = (event.lon, event.lat)
            if self.kind is AnnotationKind.RECTANGLE:
                return square_corner(self.points[0], here)
            return shapes.straightened(self.points[-1], here)
        return at

    def press(self, event: MapEvent) -> bool:
        if event.button != Qt.MouseButton.LeftButton:
            return False
        at = self._caught(event)
        if not self.points and self._cue:
            self._feature = self._cue.feature
        self.points.append(at)
        self._mouse = at
        self._pressed = QPointF(event.px, event.py)
        self.view.update()
        return True

    def move(self, event: MapEvent) -> bool:
        if self.kind is AnnotationKind.FREEHAND:
            if self._pressed is not None:
                self.points.append((event.lon, event.lat))
        else:
            self._mouse = self._caught(event)
        self.view.update()
        return self._pressed is not None

    def release(self, event: MapEvent) -> bool:
        if self._pressed is None:
            return False
        way = QPointF(event.px, event.py) - self._pressed
        dragged = way.manhattanLength() > DRAG_PX
        self._pressed = None
        if self.kind in (AnnotationKind.TEXT, AnnotationKind.MARKER, AnnotationKind.FREEHAND):
            self.finish()
        elif dragged:
            self.points.append(self._caught(event))
            if self.kind in TWO_POINTS or self.kind is AnnotationKind.ARROW:
                self.finish()
        elif self.kind in TWO_POINTS and len(self.points) == 2:
            self.finish()
        return True

    def click(self, event: MapEvent) -> bool:
        if event.button == Qt.MouseButton.RightButton and self.points:
            self.finish()
            return True
        return False

    def double_click(self, event: MapEvent) -> bool:
        self.finish()
        return True

    # -- keys -------------------------------------------------------------------------------

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        if key == Qt.Key.Key_Escape:
            if self.points:
                self.cancel()
            else:
                self.board.drawn.emit("")
        elif not self.points:
            return False
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish()
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.points.pop()
            self.view.update()
        else:
            return False
        return True

    # -- the annotation ---------------------------------------------------------------------

    def _made(self, points: list[LonLat]) -> Annotation | None:
        """The annotation of some points; None while they are too few."""
        points = [p for i, p in enumerate(points) if not i or p != points[i - 1]]
        kind, radius = self.kind, 0.0
        if kind is AnnotationKind.CIRCLE:
            if len(points) < 2:
                return None
            radius = shapes.distance_m(points[0], points[-1])
            points = points[:1]
            if radius < 1:
                return None
        fewest, most = POINT_COUNTS[kind]
        if len(points) < fewest:
            return None
        number = 0
        if kind is AnnotationKind.MARKER:
            number = next_number(self.board.workspace, self.board.session.scene)
        return Annotation(
            new_id(),
            kind,
            tuple(points[:most]),
            style=self.board.style(kind),
            radius_m=radius,
            number=number,
            scene=self.board.scope,
            feature=self._feature if kind in (*TYPED, AnnotationKind.MARKER) else None,
        )

    def finish(self) -> None:
        """Make the annotation of what was drawn."""
        points = self.points
        if self.kind is AnnotationKind.FREEHAND:
            tolerance = FREEHAND_PX * self.view.camera.resolution
            points = list(shapes.simplified(points, tolerance))
        made = self._made(points)
        self.cancel()
        if made is None:
            return
        if made.kind in TYPED:
            self.board.text_requested.emit(made, True)
        else:
            self.board.add(made)

    # -- painting ---------------------------------------------------------------------------

    def paint(self, painter: QPainter) -> None:
        camera = self.view.camera
        color, paper = accent(self.view.palette_), QColor(self.view.palette_.hex("paper"))
        if self.points:
            self._paint_draft(painter, camera, color, paper)
        if self._cue is not None:
            draw_cue(painter, camera, self._cue, color, self.board.feature_name(self._cue.feature))

    def _paint_draft(self, painter: QPainter, camera: Camera, ink: QColor, paper: QColor) -> None:
        running = self._mouse and self.kind is not AnnotationKind.FREEHAND
        points = [*self.points, self._mouse] if running and self._mouse else self.points
        draft = self._made(points)
        if draft is not None:
            painting.draw(painter, camera, [draft])
        elif len(points) > 1:
            # Two points of a polygon are a line yet.
            line = Annotation("draft", AnnotationKind.LINE, tuple(points[:2]))
            painting.draw(painter, camera, [line])
        if self.kind is AnnotationKind.FREEHAND:
            return
        painter.setPen(QPen(ink, 1.5))
        painter.setBrush(paper)
        for point in self.points:
            painter.drawEllipse(QPointF(*camera.pixel_of(*point)), 3.2, 3.2)
        text = figures(draft) if draft else ""
        if text and self._mouse:
            at = QPointF(*camera.pixel_of(*self._mouse)) + QPointF(14, -14)
            draw_tag(painter, text, at, ink, paper)


def square_corner(start: LonLat, to: LonLat) -> LonLat:
    """The opposite corner of the square that reaches as far as the mouse."""
    (x, y), (cx, cy) = shapes.to_map(to), shapes.to_map(start)
    side = max(abs(x - cx), abs(y - cy))
    return shapes.to_lonlat((cx + copysign(side, x - cx), cy + copysign(side, y - cy)))


def figures(a: Annotation) -> str:
    """The size of an annotation: what is read out while it is drawn or reshaped."""
    outline = np.array(shapes.outline(a))
    match a.kind:
        case AnnotationKind.LINE | AnnotationKind.ARROW | AnnotationKind.FREEHAND:
            return format_length(length_m(outline))
        case AnnotationKind.POLYGON:
            return format_area(area_m2(outline))
        case AnnotationKind.RECTANGLE:
            corners = shapes.corners(a)
            wide = format_length(shapes.distance_m(corners[0], corners[1]))
            high = format_length(shapes.distance_m(corners[1], corners[2]))
            return f"{wide} × {high} · {format_area(area_m2(outline))}"
        case AnnotationKind.CIRCLE:
            words = QCoreApplication.translate("DrawTool", "半径 {radius} · {area}")
            return words.format(
                radius=format_length(a.radius_m), area=format_area(area_m2(outline))
            )
        case _:
            return ""


def draw_cue(painter: QPainter, camera: Camera, cue: Snap, color: QColor, name: str) -> None:
    """A square on a vertex, a ring on an edge, and whose it is."""
    at = QPointF(*camera.pixel_of(*cue.at))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    box = QRectF(at.x() - 6, at.y() - 6, 12, 12)
    for pen in (QPen(QColor(255, 255, 255, 220), 4), QPen(color, 2)):
        painter.setPen(pen)
        if cue.kind == "vertex":
            painter.drawRect(box)
        else:
            painter.drawEllipse(box)
    draw_tag(painter, name, at + QPointF(12, 34), color, QColor(255, 255, 255))
