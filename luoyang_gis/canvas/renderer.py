"""From layers to a picture: sliced, cached per layer, the same on screen, in images, PDF and SVG."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from luoyang_gis.canvas.camera import Camera
from luoyang_gis.canvas.labels import draw_labels
from luoyang_gis.canvas.layers import MapLayer
from luoyang_gis.canvas.paint import Ground, draw_layer, ink_box
from luoyang_gis.canvas.sheets import Piece, Sheet, inked
from luoyang_gis.plan.symbols import Palette

FORMAT = QImage.Format.Format_ARGB32_Premultiplied
OPAQUE = QImage.Format.Format_RGB32
# Layer pictures kept for quick toggling, in bytes; the dearest to draw stay.
CACHE_BYTES = 80 * 2**20


@dataclass(frozen=True, slots=True)
class Options:
    """What a picture shows beside its layers."""

    labels: bool = True
    # Fill the ground with paper; False leaves it transparent.
    background: bool = True
    # Leave out labels that the edge would cut: for exports.
    whole_labels: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished picture and the camera it was taken with."""

    camera: Camera
    image: QImage


def smooth(painter: QPainter) -> None:
    """Set the hints that maps are drawn with."""
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing, True
    )


def paint_map(
    painter: QPainter,
    layers: Sequence[MapLayer],
    camera: Camera,
    palette: Palette,
    options: Options | None = None,
    *,
    detail: float = 0.25,
) -> None:
    """Draw a map through any painter as vectors: QPdfWriter, QSvgGenerator or an image.

    The painter's logical pixel is 1/96 inch: scale it first. `detail` is the finest thing worth
    drawing, in such pixels.
    """
    options = options or Options(whole_labels=True)
    ground = Ground(camera, palette, ratio=0.0, detail=detail)
    painter.save()
    smooth(painter)
    frame = QRectF(0, 0, camera.width, camera.height)
    painter.setClipRect(frame, Qt.ClipOperation.IntersectClip)
    if options.background:
        painter.fillRect(frame, QColor(palette.hex("paper")))
    for layer in layers:
        if layer.drawn_at(camera.scale):
            painter.setOpacity(layer.opacity)
            for _ in draw_layer(painter, layer, ground):
                pass
    painter.setOpacity(1.0)
    if options.labels:
        for _ in draw_labels(painter, layers, ground, whole=options.whole_labels):
            pass
    painter.restore()


class Renderer:
    """Draws layers to pictures and remembers each layer's part of the last one."""

    def __init__(self, palette: Palette) -> None:
        self._palette = palette
        self._sheets: dict[str, Sheet] = {}
        self._names: Picture | None = None

    @property
    def palette(self) -> Palette:
        """The colours of the theme."""
        return self._palette

    @palette.setter
    def palette(self, palette: Palette) -> None:
        if palette != self._palette:
            self._palette = palette
            self.clear()

    def clear(self) -> None:
        """Forget all pictures."""
        self._sheets.clear()
        self._names = None

    def render_to_image(
        self,
        layers: Sequence[MapLayer],
        camera: Camera,
        *,
        ratio: float = 1.0,
        options: Options | None = None,
    ) -> QImage:
        """The picture at once, from the layer pictures that still fit."""
        steps = self.steps(layers, camera, ratio=ratio, options=options)
        while True:
            try:
                next(steps)
            except StopIteration as done:
                picture: Picture = done.value
                return picture.image

    def steps(
        self,
        layers: Sequence[MapLayer],
        camera: Camera,
        *,
        ratio: float = 1.0,
        options: Options | None = None,
        hasty: bool = False,
    ) -> Generator[float | Picture, None, Picture]:
        """Draw in slices; yields the share done and returns the picture.

        Names take their time to be placed. In a hurry the first picture, or one that differs in a
        layer only, is yielded before them: with none, or with the names it had.
        """
        options = options or Options()
        shown = [layer for layer in layers if layer.drawn_at(camera.scale)]
        ground = Ground(camera, self._palette, ratio)
        image = self._blank(camera, ratio, options.background)
        for number, layer in enumerate(shown):
            sheet = self._sheets.get(layer.id)
            if sheet is None or not sheet.fits(layer, camera, ratio):
                sheet = yield from self._draw(layer, ground, number / len(shown))
                self._trim(camera)
            if sheet.pieces:
                painter = QPainter(image)
                replace(sheet, layer=layer).draw(painter)
                painter.end()
                yield (number + 1) / len(shown)
        if not options.labels:
            return Picture(camera, image)
        names = self._names
        if hasty and (names is None or names.camera == camera):
            yield Picture(camera, _with_names(image, names))
        # On a picture of their own only where a hasty one may need them.
        upon = self._blank(camera, ratio, background=False) if hasty else image
        painter = QPainter(upon)
        smooth(painter)
        try:
            for _ in draw_labels(painter, shown, ground, whole=options.whole_labels):
                yield 1.0
        finally:
            painter.end()
        if hasty:
            self._names = Picture(camera, upon)
            image = _with_names(image, self._names)
        return Picture(camera, image)

    def _draw(self, layer: MapLayer, ground: Ground, share: float) -> Generator[float, None, Sheet]:
        """Draw one layer into a sheet of its own."""
        started = perf_counter()
        busy = 0.0
        box = ink_box(layer, ground)
        ratio = ground.ratio
        pieces: tuple[Piece, ...] = ()
        if box is not None:
            left, top = int(box[0]), int(box[1])
            width = min(int(box[2]) + 1, round(ground.camera.width)) - left
            height = min(int(box[3]) + 1, round(ground.camera.height)) - top
            image = QImage(max(1, round(width * ratio)), max(1, round(height * ratio)), FORMAT)
            image.setDevicePixelRatio(ratio)
            image.fill(Qt.GlobalColor.transparent)
            painter = QPainter(image)
            smooth(painter)
            painter.translate(-left, -top)
            try:
                for _ in draw_layer(painter, layer, ground):
                    busy += perf_counter() - started
                    yield share
                    started = perf_counter()
            finally:
                painter.end()
            pieces = inked(image, QPointF(left, top))
            busy += perf_counter() - started
            yield share
            started = perf_counter()
        busy += perf_counter() - started
        sheet = Sheet(layer, ground.camera, ratio, pieces, busy)
        self._sheets[layer.id] = sheet
        return sheet

    def _blank(self, camera: Camera, ratio: float, background: bool) -> QImage:
        # What is known to be opaque is shown by copying it.
        image = QImage(
            max(1, round(camera.width * ratio)),
            max(1, round(camera.height * ratio)),
            OPAQUE if background else FORMAT,
        )
        image.setDevicePixelRatio(ratio)
        image.fill(QColor(self._palette.hex("paper")) if background else Qt.GlobalColor.transparent)
        return image

    def _trim(self, camera: Camera) -> None:
        """Keep within the budget: what shows another view goes first, then what is cheap to draw."""
        total = sum(sheet.size for sheet in self._sheets.values())
        if total <= CACHE_BYTES:
            return
        worth = sorted(
            self._sheets.items(),
            key=lambda item: (item[1].camera == camera, item[1].seconds / max(item[1].size, 1)),
        )
        for id_, sheet in worth:
            if total <= CACHE_BYTES:
                return
            if sheet.size:
                total -= sheet.size
                del self._sheets[id_]


def _with_names(image: QImage, names: Picture | None) -> QImage:
    """A copy of a picture with names upon it."""
    if names is None:
        return image
    named = image.copy()
    painter = QPainter(named)
    painter.drawImage(QPointF(), names.image)
    painter.end()
    return named
