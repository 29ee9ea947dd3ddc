"""A layer's picture kept for composing: only the parts of it that carry ink."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter

from luoyang_gis.canvas.camera import Camera
from luoyang_gis.canvas.layers import MapLayer

TILE = 64
Piece = tuple[QPointF, QImage]


@dataclass(frozen=True, eq=False)
class Sheet:
    """What one layer left on a view, and how long that took to draw."""

    layer: MapLayer
    camera: Camera
    ratio: float
    pieces: tuple[Piece, ...]
    seconds: float

    @cached_property
    def size(self) -> int:
        """Bytes of its pixels."""
        return sum(image.sizeInBytes() for _, image in self.pieces)

    def draw(self, painter: QPainter) -> None:
        """Compose it onto a picture."""
        painter.setOpacity(self.layer.opacity)
        for place, image in self.pieces:
            painter.drawImage(place, image)

    def fits(self, layer: MapLayer, camera: Camera, ratio: float) -> bool:
        """Whether it shows a layer as it is now."""
        mine = self.layer
        return (
            self.ratio == ratio
            and self.camera == camera
            and mine.detail is layer.detail
            and mine.symbol == layer.symbol
            and (mine.statuses is layer.statuses or mine.statuses == layer.statuses)
        )


def inked(image: QImage, place: QPointF) -> tuple[Piece, ...]:
    """The parts of a picture that are not empty, row by row of tiles, and where they go."""
    ratio = image.devicePixelRatio()
    width, height = image.width(), image.height()
    columns, rows = -(-width // TILE), -(-height // TILE)
    words = np.frombuffer(image.constBits(), dtype=np.uint32)
    ink = words.reshape(height, image.bytesPerLine() // 4)[:, :width]
    # First down the columns, for whole rows are joined at once.
    down = np.bitwise_or.reduceat(ink, np.arange(rows) * TILE, axis=0)
    filled = np.bitwise_or.reduceat(down, np.arange(columns) * TILE, axis=1) != 0
    found: list[Piece] = []
    for row in range(rows):
        edges = np.flatnonzero(np.diff(np.concatenate(([False], filled[row], [False]))))
        for first, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            left, top = first * TILE, row * TILE
            part = image.copy(left, top, min(last * TILE, width) - left, min(TILE, height - top))
            part.setDevicePixelRatio(ratio)
            found.append((place + QPointF(left / ratio, top / ratio), part))
    return tuple(found)
