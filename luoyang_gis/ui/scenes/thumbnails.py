"""Small pictures of the scenes, drawn in idle moments and kept until something in them differs."""

from __future__ import annotations

from collections.abc import Generator
from time import perf_counter

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from luoyang_gis.canvas import annotations as painting
from luoyang_gis.canvas.camera import Camera
from luoyang_gis.canvas.renderer import Options, Picture, Renderer
from luoyang_gis.ui.map_link import MapLink
from luoyang_gis.ui.session import Session
from luoyang_gis.workspace.commands import WorkspaceStore
from luoyang_gis.workspace.model import Annotation, Scene

# Drawn as a view of this size, and shown as large as this.
VIEW = QSize(640, 400)
SIZE = QSize(320, 200)
SLICE_S = 0.006
# Between slices, so that the map itself comes first.
REST_MS = 12
Key = tuple[Scene, tuple[Annotation, ...], str]


class Thumbnails(QObject):
    """Draws what is asked for, one after the other."""

    ready = Signal(str)  # scene id

    def __init__(self, session: Session, store: WorkspaceStore, map_: MapLink) -> None:
        super().__init__(map_)
        self._session, self._store, self._map = session, store, map_
        self._pictures: dict[str, tuple[Key, QPixmap]] = {}
        self._wanted: list[str] = []
        self._job: tuple[str, Key, Generator[float | Picture, None, Picture]] | None = None
        self._renderer: Renderer | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(REST_MS)
        self._timer.timeout.connect(self._work)

    def _key(self, scene: Scene) -> Key:
        shown = self._store.workspace.annotations_in(scene.id)
        return (scene, shown, self._session.theme)

    def picture(self, scene: Scene) -> QPixmap | None:
        """A scene's picture: perhaps an old one while a new one is drawn; None while there is none."""
        known = self._pictures.get(scene.id)
        if known is None or known[0] != self._key(scene):
            if scene.id not in self._wanted:
                self._wanted.append(scene.id)
            self._timer.start()
        return known[1] if known else None

    def _work(self) -> None:
        if self._map.view.busy:
            return
        if self._job is None and not self._begin():
            self._timer.stop()
            self._renderer = None
            return
        until = perf_counter() + SLICE_S
        while self._job is not None and perf_counter() < until:
            id_, key, steps = self._job
            try:
                next(steps)
            except StopIteration as done:
                self._job = None
                self._finish(id_, key, done.value)

    def _begin(self) -> bool:
        while self._wanted:
            scene = self._store.workspace.scene.get(self._wanted.pop(0))
            if scene is None:
                continue
            palette = self._map.view.palette_
            if self._renderer is None or self._renderer.palette != palette:
                self._renderer = Renderer(palette)
            layers = [layer for layer in self._map.all_layers() if layer.id in scene.layers]
            steps = self._renderer.steps(
                layers,
                Camera.fit(scene.extent, VIEW.width(), VIEW.height(), 0),
                ratio=SIZE.width() / VIEW.width(),
                options=Options(labels=False),
            )
            self._job = (scene.id, self._key(scene), steps)
            return True
        return False

    def _finish(self, id_: str, key: Key, drawn: Picture) -> None:
        image = QImage(SIZE, QImage.Format.Format_RGB32)
        image.fill(QColor(self._map.view.palette_.hex("paper")))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        share = SIZE.width() / VIEW.width()
        painter.scale(share, share)
        painter.drawImage(0, 0, drawn.image)
        painting.draw(painter, drawn.camera, key[1])
        painter.end()
        self._pictures[id_] = (key, QPixmap.fromImage(image))
        self.ready.emit(id_)


def fitted(picture: QPixmap, size: QSize, ratio: float) -> QPixmap:
    """A picture at a size of logical pixels, crisp on its screen."""
    found = picture.scaled(
        size * ratio,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    found.setDevicePixelRatio(ratio)
    return found
