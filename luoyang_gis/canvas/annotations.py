"""Annotations through any QPainter: the map's overlay, page layouts, pictures.

The measures are those of the exported page's `annotations.js`, so that both look alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QImage,
    QPaintEngine,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
    QTextLayout,
    QTextOption,
    QTransform,
)

from luoyang_gis.canvas.camera import Camera
from luoyang_gis.canvas.text import LOCAL_FORMS
from luoyang_gis.geo.crs import Floats, to_mercator
from luoyang_gis.workspace.model import Annotation, AnnotationKind, Dash
from luoyang_gis.workspace.shapes import XY, HandleKind, arrow_head, handles, outline

LINE_HEIGHT = 1.4
HALO_PX = 4.0
PLATE = (9.0, 5.0)
PLATE_RADIUS = 5.0
HANDLE_PX = 7.0
DASHES: dict[Dash, tuple[float, ...]] = {Dash.DASH: (8, 5), Dash.DOT: (1.5, 4)}
# A longer text gets a plate instead of a halo, which would cost a stroke round every letter.
HALO_LETTERS = 600
# Larger texts are drawn line by line where they are in view, not kept as pictures.
SPRITE_PIXELS = 300_000
# A wrap of 0 breaks at line ends only; Qt wants a number.
UNBROKEN = 1e6
# From so many on, the overlay keeps what it painted.
CROWD = 50
WHITE = QColor(255, 255, 255, 230)


@dataclass(frozen=True, slots=True)
class Letters:
    """How a text is set."""

    text: str
    size: float
    bold: bool
    wrap: float
    family: str

    @classmethod
    def of(cls, a: Annotation) -> Letters:
        """The text of an annotation in the application's font."""
        style = a.style
        family = QGuiApplication.font().family()
        return cls(a.text, style.font_size, style.bold, style.text_width, family)

    @property
    def font(self) -> QFont:
        """The font it is set in."""
        font = QFont(QGuiApplication.font())
        font.setPixelSize(max(1, round(self.size)))
        font.setFeature(LOCAL_FORMS, 0)
        if self.bold:
            font.setWeight(QFont.Weight.DemiBold)
        return font


@dataclass(frozen=True, slots=True)
class Block:
    """A text broken into lines, around (0, 0)."""

    layout: QTextLayout
    width: float
    height: float

    @property
    def rect(self) -> QRectF:
        """What it takes up."""
        return QRectF(-self.width / 2, -self.height / 2, self.width, self.height)


@lru_cache(maxsize=512)
def block(letters: Letters) -> Block:
    """The text set in lines; right-to-left paragraphs run from the right."""
    layout = QTextLayout(letters.text.replace("\n", "\u2028"), letters.font)
    layout.setCacheEnabled(True)
    option = QTextOption(Qt.AlignmentFlag.AlignHCenter)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    layout.setTextOption(option)
    step = letters.size * LINE_HEIGHT
    # The widest line decides how wide the block is, so it is set twice.
    width = _set(layout, letters.wrap or UNBROKEN, step)
    _set(layout, width, step)
    return Block(layout, width, layout.lineCount() * step)


def _set(layout: QTextLayout, width: float, step: float) -> float:
    layout.beginLayout()
    widest, count = 1.0, 0
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, count * step + (step - line.height()) / 2))
        widest = max(widest, line.naturalTextWidth())
        count += 1
    layout.endLayout()
    # Half a pixel keeps the second setting from breaking what fitted in the first.
    return float(widest) + 0.5


def draw(painter: QPainter, camera: Camera, annotations: Iterable[Annotation]) -> None:
    """Draw annotations, the lowest first, in logical pixels of a camera."""
    for a in annotations:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(painter.opacity() * a.style.opacity)
        _draw_one(painter, camera, a)
        painter.restore()


class AnnotationOverlay:
    """What `MapView.add_overlay` takes; asked anew at each painting what is to be shown."""

    def __init__(self, shown: Callable[[], tuple[Annotation, ...]]) -> None:
        self._shown = shown
        self._key: tuple[object, ...] = ()
        self._picture = QImage()

    def __call__(self, painter: QPainter, camera: Camera) -> None:
        """Paint; many at once are kept as a picture until they or the camera change."""
        annotations = self._shown()
        if len(annotations) < CROWD:
            draw(painter, camera, annotations)
            return
        ratio = painter.deviceTransform().m11()
        key = (camera, annotations, ratio)
        # The same tuple is found equal without a look at what it holds.
        if key != self._key:
            self._key, self._picture = key, _picture(camera, annotations, ratio)
        painter.drawImage(QPointF(0, 0), self._picture)


def _picture(camera: Camera, annotations: Iterable[Annotation], ratio: float) -> QImage:
    image = QImage(
        int(np.ceil(camera.width * ratio)),
        int(np.ceil(camera.height * ratio)),
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    draw(painter, camera, annotations)
    painter.end()
    return image


def _pixels(camera: Camera, a: Annotation) -> Floats:
    return camera.to_pixels(to_mercator(np.array(outline(a), dtype=np.float64)))


def _draw_one(painter: QPainter, camera: Camera, a: Annotation) -> None:
    pixels = _pixels(camera, a)
    if not _in_view(camera, a, pixels):
        return
    line = [QPointF(x, y) for x, y in pixels.tolist()]
    if a.kind.is_area:
        painter.setPen(_pen(a))
        painter.setBrush(_colour(a.style.fill) if a.style.fill else Qt.BrushStyle.NoBrush)
        painter.drawPolygon(QPolygonF(line))
        _draw_text(painter, camera, a, _middle(pixels))
        return
    match a.kind:
        case AnnotationKind.TEXT:
            _draw_text(painter, camera, a, line[0])
        case AnnotationKind.MARKER:
            _draw_marker(painter, camera, a, line[0])
        case AnnotationKind.CALLOUT:
            _draw_callout(painter, camera, a, line)
        case _:
            painter.setPen(_pen(a))
            painter.drawPolyline(QPolygonF(line))
            if a.kind is AnnotationKind.ARROW:
                _draw_head(painter, a, line)
            _draw_text(painter, camera, a, line[0])


def _in_view(camera: Camera, a: Annotation, pixels: Floats) -> bool:
    """Whether any of it may be seen: the outline, or a text around any of its points."""
    reach = 16.0 + 4 * a.style.width + a.style.font_size
    if a.text:
        found = block(Letters.of(a))
        reach += float(np.hypot(found.width, found.height))
    low, high = pixels.min(axis=0) - reach, pixels.max(axis=0) + reach
    return bool(
        high[0] >= 0 and high[1] >= 0 and low[0] <= camera.width and low[1] <= camera.height
    )


def _colour(code: str) -> QColor:
    """`#rrggbb` or, other than Qt has it, `#rrggbbaa`."""
    found = QColor(code[:7])
    if len(code) == 9:
        found.setAlpha(int(code[7:], 16))
    return found


def _pen(a: Annotation, solid: bool = False) -> QPen:
    style = a.style
    if not style.width:
        return QPen(Qt.PenStyle.NoPen)
    pen = QPen(_colour(style.stroke), style.width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    if not solid and style.dash in DASHES:
        grown = max(1.0, style.width / 2) / style.width
        pen.setDashPattern([length * grown for length in DASHES[style.dash]])
    return pen


def _middle(pixels: Floats) -> QPointF:
    x, y = (pixels.min(axis=0) + pixels.max(axis=0)).tolist()
    return QPointF(x / 2, y / 2)


def _draw_head(painter: QPainter, a: Annotation, line: Sequence[QPointF]) -> None:
    before, tip = line[-2:]
    size = 8 + 3 * a.style.width
    triangle = arrow_head((before.x(), before.y()), (tip.x(), tip.y()), size)
    painter.setPen(_pen(a, solid=True))
    painter.setBrush(_colour(a.style.stroke))
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in triangle]))


def _draw_marker(painter: QPainter, camera: Camera, a: Annotation, at: QPointF) -> None:
    size = a.style.font_size
    radius = size * 0.8
    painter.setPen(QPen(Qt.GlobalColor.white, 2))
    painter.setBrush(_colour(a.style.fill or a.style.stroke))
    painter.drawEllipse(at, radius, radius)
    number = Letters(str(a.number), size * 0.85, True, 0, QGuiApplication.font().family())
    painter.save()
    painter.translate(at)
    painter.setPen(Qt.GlobalColor.white)
    found = block(number)
    found.layout.draw(painter, found.rect.topLeft())
    painter.restore()
    if a.text:
        width = block(Letters.of(a)).width
        _draw_text(painter, camera, a, at + QPointF(radius + 4 + width / 2, 0))


def _draw_callout(
    painter: QPainter, camera: Camera, a: Annotation, line: Sequence[QPointF]
) -> None:
    spoken, place = line
    painter.setPen(_pen(a))
    painter.drawLine(spoken, place)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_colour(a.style.stroke))
    painter.drawEllipse(spoken, 2 + a.style.width, 2 + a.style.width)
    painter.save()
    painter.translate(place)
    painter.rotate(a.rotation)
    painter.setPen(_pen(a))
    painter.setBrush(_colour(a.style.fill or "#FFFFFF"))
    painter.drawRoundedRect(_plate(a), PLATE_RADIUS, PLATE_RADIUS)
    painter.restore()
    _draw_text(painter, camera, a, place, bare=True)


def _plate(a: Annotation) -> QRectF:
    across, down = PLATE
    return block(Letters.of(a)).rect.adjusted(-across, -down, across, down)


def _draw_text(
    painter: QPainter, camera: Camera, a: Annotation, at: QPointF, bare: bool = False
) -> None:
    """Draw the text around a place, with its halo unless it stands on something already."""
    if not a.text:
        return
    letters = Letters.of(a)
    turned = a.kind in (AnnotationKind.TEXT, AnnotationKind.CALLOUT)
    painter.save()
    painter.translate(at)
    if turned:
        painter.rotate(a.rotation)
    halo = a.style.halo and not bare
    found = block(letters)
    across = painter.deviceTransform()
    ratio = float(np.hypot(across.m11(), across.m12()))
    raster = painter.paintEngine().type() == QPaintEngine.Type.Raster
    if raster and _area(found) * ratio**2 <= SPRITE_PIXELS:
        image, corner = _sprite(letters, a.style.text_colour, halo, max(1.0, round(ratio, 2)))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(_snapped(painter, corner), image)
    else:
        _paint_block(painter, letters, a.style.text_colour, halo, _seen(painter, camera))
    painter.restore()


def _area(found: Block) -> float:
    return (found.width + 4 * HALO_PX) * (found.height + 4 * HALO_PX)


def _snapped(painter: QPainter, corner: QPointF) -> QPointF:
    """The corner on whole pixels, where letters stay crisp."""
    transform = painter.deviceTransform()
    if transform.isRotating():
        return corner
    on_device = transform.map(corner)
    inverse, _ = transform.inverted()
    return inverse.map(QPointF(round(on_device.x()), round(on_device.y())))


def _seen(painter: QPainter, camera: Camera) -> QRectF:
    """The part of the block's own plane that the view shows."""
    inverse, possible = painter.transform().inverted()
    device = painter.device()
    if not possible or device is None:
        return QRectF(0, 0, camera.width, camera.height)
    # A window's painter is moved to its place in the device; the whole device is enough.
    return inverse.mapRect(QRectF(0, 0, device.width(), device.height()))


@lru_cache(maxsize=200)
def _sprite(letters: Letters, colour: str, halo: bool, ratio: float) -> tuple[QImage, QPointF]:
    """The text as a picture, and where its upper left corner lies."""
    box = block(letters).rect.adjusted(-2 * HALO_PX, -2 * HALO_PX, 2 * HALO_PX, 2 * HALO_PX)
    image = QImage(
        int(np.ceil(box.width() * ratio)),
        int(np.ceil(box.height() * ratio)),
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(-box.topLeft())
    _paint_block(painter, letters, colour, halo, box)
    painter.end()
    return image, box.topLeft()


def _paint_block(
    painter: QPainter, letters: Letters, colour: str, halo: bool, seen: QRectF
) -> None:
    found = block(letters)
    if halo and len(letters.text) > HALO_LETTERS:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(WHITE)
        painter.drawRoundedRect(found.rect.adjusted(-6, -4, 6, 4), PLATE_RADIUS, PLATE_RADIUS)
    elif halo:
        pen = QPen(WHITE, HALO_PX)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        # Letter by letter: one path for all of them takes a hundred times as long.
        for letter in _outlines(letters):
            painter.strokePath(letter, pen)
    painter.setPen(_colour(colour))
    top = found.rect.topLeft()
    step = letters.size * LINE_HEIGHT
    for i in range(found.layout.lineCount()):
        y = top.y() + i * step
        if y + 2 * step >= seen.top() and y - step <= seen.bottom():
            found.layout.lineAt(i).draw(painter, top)


@lru_cache(maxsize=200)
def _outlines(letters: Letters) -> tuple[QPainterPath, ...]:
    """Each letter's outline where the layout put it; pictures such as emoji have none."""
    found = block(letters)
    top = found.rect.topLeft()
    return tuple(
        run.rawFont().pathForGlyph(index).translated(position + top)
        for run in found.layout.glyphRuns()
        for index, position in zip(run.glyphIndexes(), run.positions(), strict=True)
    )


# -- choosing ------------------------------------------------------------------------------------


def boxes(camera: Camera, annotations: Iterable[Annotation]) -> dict[str, tuple[XY, ...]]:
    """What texts and markers take up, as rings in map metres: for `shapes.hit` and `topmost`."""
    found: dict[str, tuple[XY, ...]] = {}
    for a in annotations:
        rect = _text_rect(a)
        if rect is None:
            continue
        x, y = _pixels(camera, a)[-1].tolist()
        turn = QTransform().translate(x, y)
        if a.kind is not AnnotationKind.MARKER:
            turn.rotate(a.rotation)
        ring = turn.map(QPolygonF(rect))
        found[a.id] = tuple(camera.to_map(p.x(), p.y()) for p in ring.toList()[:4])
    return found


def _text_rect(a: Annotation) -> QRectF | None:
    match a.kind:
        case AnnotationKind.TEXT:
            return block(Letters.of(a)).rect.adjusted(-4, -2, 4, 2)
        case AnnotationKind.CALLOUT:
            return _plate(a)
        case AnnotationKind.MARKER:
            radius = a.style.font_size * 0.8
            width = block(Letters.of(a)).width + 4 if a.text else 0.0
            return QRectF(-radius, -radius, 2 * radius + width, 2 * radius)
        case _:
            return None


def draw_selection(
    painter: QPainter, camera: Camera, chosen: Sequence[Annotation], colour: QColor
) -> None:
    """Draw frames around the chosen, and handles where one alone is chosen."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(colour, 1.5)
    pen.setDashPattern([4, 3])
    rings = boxes(camera, chosen)
    for a in chosen:
        painter.setPen(pen)
        if a.id in rings:
            pixels = camera.to_pixels(np.array(rings[a.id]))
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in pixels.tolist()]))
        if a.kind is not AnnotationKind.TEXT:
            points = [QPointF(x, y) for x, y in _pixels(camera, a).tolist()]
            painter.drawPolyline(QPolygonF(points))
    if len(chosen) == 1:
        _draw_handles(painter, camera, chosen[0], colour)


def handle_reach(camera: Camera, a: Annotation) -> float:
    """How far the turning handle stands off, in map metres: beyond the text, if it turns one."""
    rect = _text_rect(a)
    height = rect.height() / 2 if rect and a.kind is AnnotationKind.TEXT else 0.0
    return (height + 24) * camera.resolution


def _draw_handles(painter: QPainter, camera: Camera, a: Annotation, colour: QColor) -> None:
    for handle in handles(a, handle_reach(camera, a)):
        x, y = camera.pixel_of(*handle.at)
        small = handle.kind is HandleKind.EDGE
        size = HANDLE_PX * (0.7 if small else 1.0)
        box = QRectF(x - size / 2, y - size / 2, size, size)
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(colour if small else Qt.GlobalColor.white)
        if handle.kind in (HandleKind.ROTATE, HandleKind.EDGE, HandleKind.RADIUS):
            painter.drawEllipse(box)
        else:
            painter.drawRect(box)
