"""A small map: where in the municipality a file's features lie."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from luoyang_gis.canvas.camera import Box, Camera
from luoyang_gis.canvas.layers import MapLayer
from luoyang_gis.canvas.renderer import Options, paint_map
from luoyang_gis.plan.symbols import Palette

HEIGHT = 180
PADDING = 10.0


class Preview(QWidget):
    """Draws the ground softly and what is to be brought upon it, all of it in view."""

    def __init__(self, palette: Palette, ground: Sequence[MapLayer], home: Box) -> None:
        super().__init__()
        self._palette, self._ground, self._home = palette, tuple(ground), home
        self._layers: tuple[MapLayer, ...] = ()
        self._extent: Box | None = None
        self._image: QImage | None = None
        self.setMinimumHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("位置预览"))

    def sizeHint(self) -> QSize:
        return QSize(320, HEIGHT)

    def show_layers(self, layers: Sequence[MapLayer], extent: Box | None) -> None:
        """Show what was read; nothing where nothing was."""
        self._layers, self._extent, self._image = tuple(layers), extent, None
        self.update()

    @property
    def seen(self) -> Box:
        """The municipality, and the features where they lie outside."""
        if self._extent is None:
            return self._home
        (w, s, e, n), (west, south, east, north) = self._home, self._extent
        return (min(w, west), min(s, south), max(e, east), max(n, north))

    def paintEvent(self, event: QPaintEvent) -> None:
        size = self.size() * self.devicePixelRatioF()
        if self._image is None or self._image.size() != size:
            self._image = self._drawn(size)
        painter = QPainter(self)
        painter.drawImage(0, 0, self._image)
        painter.setPen(self.palette().mid().color())
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _drawn(self, size: QSize) -> QImage:
        image = QImage(size, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(self.devicePixelRatioF())
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        camera = Camera.fit(self.seen, self.width(), self.height(), PADDING)
        options = Options(labels=False)
        paint_map(painter, (*self._ground, *self._layers), camera, self._palette, options)
        painter.end()
        return image
