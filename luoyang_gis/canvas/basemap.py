"""Tiles of a server below the layers, each where it truly belongs; coarser ones stand in until it comes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import numpy as np
from PySide6.QtCore import QCoreApplication, QObject, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPolygonF, QTransform

from luoyang_gis.canvas.camera import Camera
from luoyang_gis.canvas.fetcher import Fetcher, Limits, State
from luoyang_gis.canvas.mapview import MapView
from luoyang_gis.geo.crs import Floats
from luoyang_gis.sources.tiles import Tile, TileSource, corners_of, tiles_of, zoom_for

# Drawn around the view, so that a drag finds a map there.
MARGIN_PX = 128.0
# So often the wanted tiles are looked up while the camera moves.
LOOK_MS = 60
SLICE_S = 0.008
MEMORY_BYTES = 160 * 2**20
PLACES_KEPT = 4096
# How many levels coarser a tile may be that stands in for another.
DEEPEST = 6
# A tile that is out of square by less than this is drawn as a rectangle, to the pixel.
SQUARE_PX = 0.5
# Below all layers; attribution lies above them, below the marks.
GROUND_Z, ATTRIBUTION_Z = -10, 40


@dataclass(slots=True)
class Sheet:
    """The ground of one camera as far as it is there."""

    camera: Camera
    ratio: float
    tiles: frozenset[Tile]
    image: QImage


class Basemap(QObject):
    """Paints one tile server's map below the layers of a view for as long as it is not closed."""

    state_changed = Signal()

    def __init__(
        self,
        view: MapView,
        source: TileSource,
        cache: Path,
        *,
        opacity: float = 1.0,
        z: int = GROUND_Z,
        credited: bool = True,
        limits: Limits | None = None,
    ) -> None:
        super().__init__(view)
        self.source = source
        self._view, self._opacity = view, opacity
        self._known: OrderedDict[Tile, QImage] = OrderedDict()
        self._size = 0
        self._places: dict[Tile, Floats] = {}
        self._sheet: Sheet | None = None
        self._next: Sheet | None = None
        self._job: Iterator[None] | None = None
        self.fetcher = Fetcher(source, cache, limits, self)
        self.fetcher.arrived.connect(self._arrived)
        self.fetcher.state_changed.connect(self.state_changed)
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self.look)
        self._worker = QTimer(self)
        self._worker.setInterval(0)
        self._worker.timeout.connect(self._work)
        view.camera_changed.connect(self._moved)
        self._removals = [view.add_overlay(self._paint, z)]
        if credited:
            self._removals.append(view.add_overlay(self._paint_attribution, ATTRIBUTION_Z))
        self._look.start(0)

    # -- use --------------------------------------------------------------------------------

    @property
    def state(self) -> State:
        """How the fetching goes."""
        return self.fetcher.state

    @property
    def complete(self) -> bool:
        """Whether all that is seen is painted."""
        drawing = self._sheet is None or self._job is not None or self._look.isActive()
        return not drawing and self.fetcher.left == 0

    @property
    def opacity(self) -> float:
        """How strongly the ground is painted."""
        return self._opacity

    @opacity.setter
    def opacity(self, opacity: float) -> None:
        self._opacity = min(1.0, max(0.0, opacity))
        self._view.update()

    @property
    def attribution(self) -> str:
        """Whose map it is, and that it was shifted back where it was."""
        note = f" · {attribution_note(self.source)}" if self.source.shifted else ""
        return f"© {self.source.attribution.removeprefix('(C) ').removeprefix('© ')}{note}"

    def close(self) -> None:
        """Ask for nothing more and leave the map."""
        if not self._removals:
            return
        self._view.camera_changed.disconnect(self._moved)
        self.fetcher.stop()
        for timer in (self._look, self._worker):
            timer.stop()
        for remove in self._removals:
            remove()
        self._removals.clear()
        self.deleteLater()

    # -- looking ----------------------------------------------------------------------------

    def _moved(self) -> None:
        if not self._look.isActive():
            self._look.start(LOOK_MS)

    def look(self) -> None:
        """Begin the picture of what is seen now, and fetch what it lacks."""
        camera = self._view.camera.grown(MARGIN_PX)
        ratio = self._view.devicePixelRatioF()
        tiles = self._tiles(camera, ratio)
        image = QImage(
            max(1, round(camera.width * ratio)),
            max(1, round(camera.height * ratio)),
            QImage.Format.Format_ARGB32_Premultiplied,
        )
        image.setDevicePixelRatio(ratio)
        image.fill(Qt.GlobalColor.transparent)
        self._next = Sheet(camera, ratio, frozenset(tiles), image)
        self._job = self._steps(self._next, tiles)
        self._worker.start()
        self.fetcher.want(tile for tile in tiles if tile not in self._known)

    def _tiles(self, camera: Camera, ratio: float) -> Sequence[Tile]:
        zoom = zoom_for(camera.resolution / ratio, self.source)
        tiles = tiles_of(camera.box, zoom, self.source)
        while not tiles and zoom > self.source.min_zoom:
            zoom -= 1
            tiles = tiles_of(camera.box, zoom, self.source)
        return tiles

    def _arrived(self, tile: Tile, image: QImage) -> None:
        former = self._known.pop(tile, None)
        self._size -= former.sizeInBytes() if former else 0
        self._known[tile] = image
        self._size += image.sizeInBytes()
        for sheet in (self._sheet, self._next):
            if sheet is not None and tile in sheet.tiles:
                self._put(sheet, tile)
        while self._size > MEMORY_BYTES:
            _, dropped = self._known.popitem(last=False)
            self._size -= dropped.sizeInBytes()
        self._view.update()

    # -- drawing ----------------------------------------------------------------------------

    def _work(self) -> None:
        until = perf_counter() + SLICE_S
        while self._job is not None and perf_counter() < until:
            if next(self._job, "done") == "done":
                self._job = None
                self._worker.stop()
                self._sheet, self._next = self._next, None
                self._view.update()

    def _steps(self, sheet: Sheet, tiles: Sequence[Tile]) -> Iterator[None]:
        for tile in tiles:
            self._put(sheet, tile)
            yield

    def _put(self, sheet: Sheet, tile: Tile) -> None:
        """Draw a tile's place on a sheet with the best picture there is of it."""
        pictures = list(self._pictures(tile))
        if not pictures:
            return
        painter = QPainter(sheet.image)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        # A tile takes the place of what stood in for it.
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        for shown, image, part in pictures:
            corners = sheet.camera.to_pixels(self._place(shown))
            draw_quad(painter, image, part, corners, sheet.ratio)
        painter.end()

    def _pictures(self, tile: Tile) -> Iterator[tuple[Tile, QImage, QRectF]]:
        """A tile's own picture, else its share of a coarser one, else the finer ones there are."""
        known = self._known
        if tile in known:
            known.move_to_end(tile)
            yield tile, known[tile], QRectF(known[tile].rect())
            return
        for up in range(1, min(tile.z, DEEPEST) + 1):
            coarse = Tile(tile.z - up, tile.x >> up, tile.y >> up)
            if coarse in known:
                known.move_to_end(coarse)
                image = known[coarse]
                width, height = image.width() / 2**up, image.height() / 2**up
                x, y = tile.x - (coarse.x << up), tile.y - (coarse.y << up)
                yield tile, image, QRectF(x * width, y * height, width, height)
                return
        for dx in (0, 1):
            for dy in (0, 1):
                fine = Tile(tile.z + 1, 2 * tile.x + dx, 2 * tile.y + dy)
                if fine in known:
                    yield fine, known[fine], QRectF(known[fine].rect())

    def _place(self, tile: Tile) -> Floats:
        """Where the tile's corners truly lie, in display metres."""
        if tile not in self._places:
            if len(self._places) >= PLACES_KEPT:
                self._places.clear()
            self._places[tile] = np.array(corners_of(tile, self.source))
        return self._places[tile]

    def _paint(self, painter: QPainter, camera: Camera) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        painter.setOpacity(self._opacity)
        west, _, _, north = sheet.camera.box
        here_west, _, _, here_north = camera.box
        left = (west - here_west) / camera.resolution
        top = (here_north - north) / camera.resolution
        scale = sheet.camera.resolution / camera.resolution
        if abs(scale - 1) < 1e-9:
            ratio = sheet.ratio
            painter.drawImage(
                QPointF(round(left * ratio) / ratio, round(top * ratio) / ratio), sheet.image
            )
        else:
            size = (sheet.camera.width * scale, sheet.camera.height * scale)
            painter.drawImage(QRectF(left, top, *size), sheet.image)

    def _paint_attribution(self, painter: QPainter, camera: Camera) -> None:
        """Write whose map it is into the lower right corner."""
        font = painter.font()
        font.setPixelSize(11)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        width = min(metrics.horizontalAdvance(self.attribution) + 12.0, camera.width)
        height = metrics.height() + 4.0
        place = QRectF(camera.width - width, camera.height - height, width, height)
        colors = self._view.palette_
        ground = QColor(colors.hex("paper"))
        ground.setAlphaF(0.8)
        painter.fillRect(place, ground)
        painter.setPen(QColor(colors.hex("ink")))
        elide = Qt.TextElideMode.ElideRight
        shown = metrics.elidedText(self.attribution, elide, int(width) - 8)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), shown)


def attribution_note(source: TileSource) -> str:
    """What is said of a source that draws in shifted coordinates; nothing of others."""
    if not source.shifted:
        return ""
    words = QCoreApplication.translate("Basemap", "{datum}，已改正位置")
    return words.format(datum=source.datum.name.replace("0", "-0"))


def draw_quad(
    painter: QPainter, image: QImage, part: QRectF, corners: Floats, ratio: float
) -> None:
    """Draw part of a picture onto four corners (NW, NE, SE, SW) in logical pixels."""
    (nw_x, nw_y), (ne_x, ne_y), (se_x, se_y), (sw_x, sw_y) = corners.tolist()
    skew = max(abs(nw_x - sw_x), abs(ne_x - se_x), abs(nw_y - ne_y), abs(sw_y - se_y))
    if skew * ratio < SQUARE_PX:
        # Neighbours round a shared edge alike: no seam, no overlap.
        left, right = round((nw_x + sw_x) / 2 * ratio), round((ne_x + se_x) / 2 * ratio)
        top, bottom = round((nw_y + ne_y) / 2 * ratio), round((sw_y + se_y) / 2 * ratio)
        place = QRectF(left / ratio, top / ratio, (right - left) / ratio, (bottom - top) / ratio)
        painter.drawImage(place, image, part)
        return
    square = [part.topLeft(), part.topRight(), part.bottomRight(), part.bottomLeft()]
    quad = [QPointF(x, y) for x, y in corners.tolist()]
    turn = QTransform()
    if QTransform.quadToQuad(QPolygonF(square), QPolygonF(quad), turn):
        painter.save()
        painter.setTransform(turn, True)
        painter.drawImage(part, image, part)
        painter.restore()
