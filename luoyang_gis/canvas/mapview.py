"""The map as a widget: shows the last picture moved and scaled while a fresh one is drawn in slices."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from time import perf_counter

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from luoyang_gis.canvas.camera import Box, Camera
from luoyang_gis.canvas.gestures import Gestures
from luoyang_gis.canvas.history import History
from luoyang_gis.canvas.layers import MapLayer
from luoyang_gis.canvas.marks import Marks
from luoyang_gis.canvas.motion import FLIGHT_MS, Flight, glides
from luoyang_gis.canvas.pick import Hit
from luoyang_gis.canvas.renderer import Options, Picture, Renderer
from luoyang_gis.canvas.tools import IdentifyTool, Tool
from luoyang_gis.plan.symbols import Palette

Overlay = Callable[[QPainter, Camera], None]

# Part of a frame of 8 ms: the rest is for the step begun last, and for showing the picture so far.
SLICE_S = 0.003
# Drawn around the view, so that a drag does not show bare paper at once.
MARGIN_PX = 96.0
# So long must the scale stand still before a new picture is begun.
CALM_MS = 60
SETTLED_MS = 400
LUOYANG = (111.1, 33.5, 113.0, 35.1)


class MapView(QWidget):
    """Pans, zooms, picks and marks; draws layers through a Renderer."""

    clicked = Signal(list)
    hovered = Signal(object)
    camera_changed = Signal(object)
    cursor_moved = Signal(float, float)
    cursor_left = Signal()
    render_progress = Signal(float)
    picture_changed = Signal()
    selection_changed = Signal(list)
    context_requested = Signal(object)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.renderer = Renderer(palette)
        # Stillness on demand; the system may ask for it besides, at any time.
        self.still = False
        self.home: Box = LUOYANG
        self._layers: tuple[MapLayer, ...] = ()
        self._hidden: set[str] = set()
        self._camera = Camera.fit(self.home, 800, 600)
        self._framed = False
        self._picture: Picture | None = None
        self._backdrop: Picture | None = None
        self._stale = True
        self._job: Generator[float | Picture, None, Picture] | None = None
        self._job_camera = self._camera
        self._overlays: list[tuple[int, Overlay]] = []
        self._worker = QTimer(self)
        self._worker.setInterval(0)
        self._worker.timeout.connect(self._work)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.timeout.connect(self._begin)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLED_MS)
        self._settled.timeout.connect(self._remember)
        self.history = History()
        self._flight = Flight(self.set_camera, self._begin, self)
        self._marks = Marks(self.update, self)
        self._tool: Tool = IdentifyTool(self)
        self.gestures = Gestures(self)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.setMinimumSize(160, 120)

    # Layers

    @property
    def layers(self) -> tuple[MapLayer, ...]:
        """All layers, the lowest first."""
        return self._layers

    @property
    def visible_layers(self) -> tuple[MapLayer, ...]:
        """The layers that are switched on, the lowest first."""
        return tuple(layer for layer in self._layers if layer.id not in self._hidden)

    def set_layers(self, layers: Iterable[MapLayer]) -> None:
        """Show these layers, the lowest first; those known before stay hidden if they were."""
        self._layers = tuple(layers)
        self._refind()
        self.refresh()

    def update_layer(self, layer: MapLayer) -> None:
        """Put a changed layer (status, opacity, symbol) in the place of the one with its id."""
        self._layers = tuple(layer if old.id == layer.id else old for old in self._layers)
        self._refind()
        self.refresh()

    def set_layer_visible(self, id_: str, visible: bool) -> None:
        """Switch a layer on or off."""
        if visible == (id_ not in self._hidden):
            return
        (self._hidden.discard if visible else self._hidden.add)(id_)
        self.refresh()

    def set_visible_layers(self, ids: Iterable[str]) -> None:
        """Switch exactly these layers on."""
        wanted = set(ids)
        self._hidden = {layer.id for layer in self._layers if layer.id not in wanted}
        self.refresh()

    @property
    def palette_(self) -> Palette:
        """The map's colours."""
        return self.renderer.palette

    def set_palette(self, palette: Palette) -> None:
        """Draw in the colours of another theme."""
        self.renderer.palette = palette
        self._backdrop = None
        self.refresh()

    # Camera

    @property
    def camera(self) -> Camera:
        """What is looked at."""
        return self._camera

    def set_camera(self, camera: Camera) -> None:
        """Look elsewhere at once."""
        if camera == self._camera:
            return
        zoomed = camera.resolution != self._camera.resolution
        self._camera = camera
        self._framed = True
        if zoomed:
            self._cancel()
            self._calm.start(CALM_MS)
        elif self._flight.goal is None:
            self._begin()
        self._settled.start()
        self.camera_changed.emit(camera)
        self.update()

    def pan_by(self, dx: float, dy: float) -> None:
        """Drag the map by pixels, right and down."""
        self.set_camera(self._camera.panned(dx, dy))

    def zoom_at(self, factor: float, px: float | None = None, py: float | None = None) -> None:
        """Zoom by a factor, the place under a pixel (or the middle) staying there."""
        self._flight.stop()
        self.set_camera(self._camera.zoomed(factor, px, py))

    def zoom_by(self, factor: float) -> None:
        """Zoom about the middle in an eased step, as a button does."""
        self.fly_to((self._flight.goal or self._camera).zoomed(factor))

    @property
    def reduce_motion(self) -> bool:
        """Whether to be there at once instead of moving there."""
        return self.still or not glides(self)

    def fly_to(self, camera: Camera, duration_ms: int = FLIGHT_MS) -> None:
        """Go to a camera in an eased flight."""
        self.gestures.stop()
        camera = camera.resized(self.width(), self.height())
        if self.reduce_motion or not self.isVisible():
            self._flight.stop()
            self.set_camera(camera)
        else:
            self._flight.start(self._camera, camera, duration_ms)

    def stop(self) -> None:
        """Stand still where a flight or glide has come to."""
        self.gestures.stop()
        self._flight.stop()

    def zoom_to(self, bbox: Box, *, animate: bool = True) -> None:
        """Show a box of degrees (west, south, east, north)."""
        self._go(Camera.fit(bbox, self.width(), self.height()), animate)

    def zoom_home(self) -> None:
        """Show the whole city."""
        self.zoom_to(self.home)

    def zoom_to_hits(self, hits: Sequence[Hit]) -> None:
        """Show some features; a point is shown with its neighbourhood."""
        boxes = [hit.layer.shapes.bounds[hit.place] for hit in hits]
        boxes = [box for box in boxes if box[0] == box[0]]
        if not boxes:
            return
        west, south = (min(float(box[n]) for box in boxes) for n in (0, 1))
        east, north = (max(float(box[n]) for box in boxes) for n in (2, 3))
        least = 2_000.0
        grow_x, grow_y = (max(0.0, least - size) / 2 for size in (east - west, north - south))
        box = (west - grow_x, south - grow_y, east + grow_x, north + grow_y)
        self._go(Camera.fit_display(box, self.width(), self.height(), 64), True)

    def set_scale(self, denominator: float) -> None:
        """Show the middle at 1:denominator."""
        self.fly_to(self._camera.with_scale(denominator))

    def back(self) -> None:
        """The view before this one."""
        self._travel(self.history.back())

    def forward(self) -> None:
        """The view that was left by going back."""
        self._travel(self.history.forward())

    def _travel(self, camera: Camera | None) -> None:
        if camera is not None:
            self.fly_to(camera)

    def _go(self, camera: Camera, animate: bool) -> None:
        if animate:
            self.fly_to(camera)
        else:
            self._flight.stop()
            self.set_camera(camera)

    def _remember(self) -> None:
        self.history.visit(self._camera)

    # Marks

    @property
    def selection(self) -> list[Hit]:
        """The selected features."""
        return list(self._marks.selection)

    def hits_of(self, ids: Iterable[str]) -> list[Hit]:
        """Features by id, wherever they are."""
        wanted = list(ids)
        return [
            Hit(layer, layer.position[id_])
            for id_ in wanted
            for layer in self._layers
            if id_ in layer.position
        ]

    def set_selection(self, hits: Iterable[Hit]) -> None:
        """Mark features as selected."""
        self._marks.select(hits)
        self.selection_changed.emit(self.selection)
        self.update()

    def select_ids(self, ids: Iterable[str]) -> None:
        """Mark features as selected by id."""
        self.set_selection(self.hits_of(ids))

    def hover(self, hit: Hit | None) -> None:
        """Mark the feature under the mouse, or that a card speaks of."""
        if self._marks.hover(hit):
            self.hovered.emit(hit)
            self.update()

    def lift(self, ids: Iterable[str]) -> None:
        """Mark the features that something beside the map speaks of; none to let go."""
        self._marks.lift(self.hits_of(ids))
        self.update()

    def flash(self, ids: Iterable[str]) -> None:
        """Let features pulse twice."""
        self._marks.flash(self.hits_of(ids), still=self.reduce_motion)

    def _refind(self) -> None:
        """Selected features live on in the layers that took their layers' place."""
        self._marks.renew(self.hits_of(hit.id for hit in self._marks.selection))

    def add_overlay(self, overlay: Overlay, z: int = 0) -> Callable[[], None]:
        """Have something painted over the map in pixels, below it where z < 0; returns its removal.

        Selection is painted at z = 50, the tool in hand at z = 100.
        """
        entry = (z, overlay)
        self._overlays.append(entry)
        self._overlays.sort(key=lambda item: item[0])
        self.refresh()

        def remove() -> None:
            if entry in self._overlays:
                self._overlays.remove(entry)
                self.refresh()

        return remove

    # Tools

    @property
    def tool(self) -> Tool:
        """The tool in hand."""
        return self._tool

    def set_tool(self, tool: Tool) -> None:
        """Take another tool in hand."""
        self._tool.deactivate()
        self._tool = tool
        self.setCursor(tool.cursor)
        tool.activate()
        self.update()

    # Drawing

    def refresh(self) -> None:
        """Draw anew what has changed."""
        self._cancel()
        self._stale = True
        self._begin()
        self.update()

    @property
    def busy(self) -> bool:
        """Whether the picture shown is not the last word."""
        return self._job is not None or self._calm.isActive() or self._flight.goal is not None

    def finish(self) -> None:
        """Draw the picture to its end now."""
        if self._calm.isActive():
            self._begin()
        while self._job is not None:
            self._advance()

    def to_image(self) -> QImage:
        """The view as it is shown, marks included."""
        self.finish()
        image = QImage(self.size() * self.devicePixelRatioF(), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(self.devicePixelRatioF())
        painter = QPainter(image)
        self._paint(painter)
        painter.end()
        return image

    def _wanted(self) -> Camera:
        return self._camera.resized(self.width(), self.height()).grown(MARGIN_PX)

    def _begin(self) -> None:
        self._calm.stop()
        if self._job is not None or not self._framed:
            return
        wanted = self._wanted()
        if not self._stale and self._picture is not None and self._picture.camera == wanted:
            return
        self._stale = False
        self._job_camera = wanted
        options = Options(background=not any(z < 0 for z, _ in self._overlays))
        self._job = self.renderer.steps(
            self.visible_layers,
            wanted,
            ratio=self.devicePixelRatioF(),
            options=options,
            hasty=True,
        )
        self._worker.start()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.close()
            self._job = None
            self._stale = True
        self._worker.stop()

    def _work(self) -> None:
        until = perf_counter() + SLICE_S
        while self._job is not None and perf_counter() < until:
            self._advance()

    def _advance(self) -> None:
        if self._job is None:
            return
        try:
            share = next(self._job)
        except StopIteration as done:
            self._job = None
            self._worker.stop()
            self._show(done.value)
            self.render_progress.emit(1.0)
            self._begin()
        else:
            if isinstance(share, Picture):
                self._show(share)
            else:
                self.render_progress.emit(min(share, 0.99))

    def _show(self, picture: Picture) -> None:
        old = self._picture
        if old is not None and old.camera.resolution > 1.2 * picture.camera.resolution:
            self._backdrop = old
        elif self._backdrop and self._backdrop.camera.resolution <= picture.camera.resolution:
            self._backdrop = None
        self._picture = picture
        self.picture_changed.emit()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint(painter)
        painter.end()

    def _paint(self, painter: QPainter) -> None:
        painter.fillRect(self.rect(), QColor(self.palette_.hex("paper")))
        camera = self._camera
        for z, overlay in self._overlays:
            if z < 0:
                self._paint_overlay(painter, overlay)
        if self._picture is None or not _covers(self._picture.camera, camera):
            self._paint_picture(painter, self._backdrop)
        self._paint_picture(painter, self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        layers: list[tuple[int, Overlay]] = [
            *((z, overlay) for z, overlay in self._overlays if z >= 0),
            (50, self._paint_marks),
            (100, lambda painter, _: self._tool.paint(painter)),
            (110, lambda painter, _: self.gestures.paint(painter)),
        ]
        for _, overlay in sorted(layers, key=lambda item: item[0]):
            self._paint_overlay(painter, overlay)

    def _paint_overlay(self, painter: QPainter, overlay: Overlay) -> None:
        painter.save()
        overlay(painter, self._camera)
        painter.restore()

    def _paint_picture(self, painter: QPainter, picture: Picture | None) -> None:
        if picture is None:
            return
        seen, ratio = picture.camera, self.devicePixelRatioF()
        scale = seen.resolution / self._camera.resolution
        west, _, _, north = seen.box
        here_west, _, _, here_north = self._camera.box
        left = (west - here_west) / self._camera.resolution
        top = (here_north - north) / self._camera.resolution
        if abs(scale - 1) < 1e-9:
            place = QPointF(round(left * ratio) / ratio, round(top * ratio) / ratio)
            painter.drawImage(place, picture.image)
        else:
            painter.drawImage(
                QRectF(left, top, seen.width * scale, seen.height * scale), picture.image
            )

    def _paint_marks(self, painter: QPainter, camera: Camera) -> None:
        self._marks.paint(painter, camera, self.palette_)

    def resizeEvent(self, event: QResizeEvent) -> None:
        size = event.size()
        if self._framed:
            self._camera = self._camera.resized(size.width(), size.height())
        else:
            self._camera = Camera.fit(self.home, size.width(), size.height())
            self._framed = True
        self.camera_changed.emit(self._camera)
        self._begin()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.gestures.event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.gestures.event(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.gestures.event(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.gestures.event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.gestures.event(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.gestures.event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.gestures.event(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self.gestures.event(event):
            super().keyReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        gesture = event.type() in (QEvent.Type.NativeGesture, QEvent.Type.Gesture)
        if gesture and self.gestures.event(event):
            return True
        return super().event(event)


def _covers(seen: Camera, camera: Camera) -> bool:
    west, south, east, north = seen.box
    w, s, e, n = camera.box
    slack = 0.5 * camera.resolution
    return west <= w + slack and south <= s + slack and east >= e - slack and north >= n - slack
