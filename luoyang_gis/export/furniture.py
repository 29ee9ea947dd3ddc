"""What stands around a map: scale bar, north arrow, coordinates, and where in the city it lies."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from luoyang_gis.canvas.camera import Camera
from luoyang_gis.canvas.highlight import accent
from luoyang_gis.canvas.layers import MapLayer
from luoyang_gis.canvas.renderer import Options, paint_map
from luoyang_gis.export.layout import COORDINATES_MM, bar_length, degrees_text, graticule
from luoyang_gis.export.qt import CENTRE, LEFT, PX, put
from luoyang_gis.plan.symbols import Fill, Palette, Rule, Stroke, Symbol

NORTH_MM = 10.0
PARTS = 4
BAR_MOST_MM = 45.0
# Nearer to a corner than this, in millimetres, no coordinate is written.
CORNER_MM = 7.0


def draw_scale(
    painter: QPainter, camera: Camera, box: QRectF, palette: Palette, factor: float
) -> None:
    """The north arrow, 1:n and a bar of round kilometres."""
    ink, soft = palette.hex("ink"), palette.hex("ink-soft")
    unit = PX * factor
    _draw_north(painter, QRectF(box.x(), box.y(), NORTH_MM * unit, box.height()), ink, factor)
    left = box.x() + (NORTH_MM + 3) * unit
    room = min(box.right() - left - 9 * unit, BAR_MOST_MM * unit)
    metres = bar_length(room * camera.ground_resolution)
    width = metres / camera.ground_resolution
    row = QRectF(left, box.y() + 1.0 * unit, box.right() - left, 5 * unit)
    put(painter, f"1:{camera.scale:,.0f}".replace(",", " "), row, 13 * factor, ink, bold=True)
    top, height = box.y() + 7.6 * unit, 1.5 * unit
    for part in range(PARTS):
        piece = QRectF(left + part * width / PARTS, top, width / PARTS, height)
        painter.setPen(QPen(QColor(ink), 0.6))
        painter.setBrush(QColor(ink) if part % 2 == 0 else Qt.GlobalColor.white)
        painter.drawRect(piece)
    unit_name, divisor = ("公里", 1000.0) if metres >= 1000 else ("米", 1.0)
    for part in (0, PARTS // 2, PARTS):
        at = left + part * width / PARTS
        text = f"{metres * part / PARTS / divisor:g}"
        label = QRectF(at - 8 * unit, top + height + 0.3 * unit, 16 * unit, 4 * unit)
        put(painter, text, label, 10 * factor, soft, align=CENTRE)
        if part == PARTS:
            # Behind the last figure, which is centred upon the bar's end.
            label.moveLeft(at + (1.0 + 0.8 * len(text)) * unit)
            put(painter, unit_name, label, 10 * factor, soft, align=LEFT)


def _draw_north(painter: QPainter, box: QRectF, ink: str, factor: float) -> None:
    unit = PX * factor
    middle = box.center().x()
    put(
        painter, "北", QRectF(box.x(), box.y(), box.width(), 4.4 * unit), 12 * factor, ink,
        bold=True, align=CENTRE,
    )  # fmt: skip
    top, foot, half = box.y() + 4.8 * unit, box.y() + 14.5 * unit, 2.5 * unit
    notch = QPointF(middle, foot - 2.2 * unit)
    painter.setPen(QPen(QColor(ink), 0.7))
    for side, fill in ((-half, QColor(ink)), (half, QColor(Qt.GlobalColor.white))):
        painter.setBrush(fill)
        tip, corner = QPointF(middle, top), QPointF(middle + side, foot)
        painter.drawPolygon(QPolygonF([tip, corner, notch]))


def draw_coordinates(
    painter: QPainter, camera: Camera, frame: QRectF, palette: Palette, factor: float
) -> None:
    """Round degrees around the frame, ticks at it, and small crosses where they meet."""
    ink, soft = QColor(palette.hex("ink")), palette.hex("ink-soft")
    west, south, east, north = camera.bbox
    lon, lat = camera.centre
    xs = [(x, frame.x() + camera.pixel_of(x, lat)[0]) for x in graticule(west, east)]
    ys = [(y, frame.y() + camera.pixel_of(lon, y)[1]) for y in graticule(south, north)]
    unit = PX * factor
    painter.setPen(QPen(ink, 0.6))
    for _, x in xs:
        painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.top() - unit))
        painter.drawLine(QPointF(x, frame.bottom()), QPointF(x, frame.bottom() + unit))
    for _, y in ys:
        painter.drawLine(QPointF(frame.left(), y), QPointF(frame.left() - unit, y))
        painter.drawLine(QPointF(frame.right(), y), QPointF(frame.right() + unit, y))
    faint = QColor(ink)
    faint.setAlphaF(0.45)
    painter.setPen(QPen(faint, 0.5))
    for _, x in xs:
        for _, y in ys:
            painter.drawLine(QPointF(x - unit, y), QPointF(x + unit, y))
            painter.drawLine(QPointF(x, y - unit), QPointF(x, y + unit))
    rim, size, corner = COORDINATES_MM * unit, 9 * factor, CORNER_MM * unit
    for degrees, x in xs:
        if frame.left() + corner < x < frame.right() - corner:
            text = degrees_text(degrees, "EW")
            for y in (frame.top() - rim, frame.bottom() + 0.7 * unit):
                row = QRectF(x - 15 * unit, y, 30 * unit, rim - 0.7 * unit)
                put(painter, text, row, size, soft, align=CENTRE)
    for degrees, y in ys:
        if frame.top() + corner < y < frame.bottom() - corner:
            text = degrees_text(degrees, "NS")
            for x in (frame.left() - rim / 2 - 0.4 * unit, frame.right() + rim / 2 + 0.4 * unit):
                painter.save()
                painter.translate(x, y)
                painter.rotate(-90)
                row = QRectF(-15 * unit, -rim / 2, 30 * unit, rim)
                put(painter, text, row, size, soft, align=CENTRE)
                painter.restore()


def draw_inset(
    painter: QPainter,
    camera: Camera,
    borders: list[MapLayer],
    box: QRectF,
    palette: Palette,
    factor: float,
) -> None:
    """The city's borders, and in them the part that the map shows."""
    extents = [layer.shapes.extent for layer in borders]
    whole = next((e for e in extents if e), None)
    if whole is None:
        return
    title = QRectF(box.x(), box.y(), box.width(), 5 * PX * factor)
    put(painter, "在市域中的位置", title, 11.5 * factor, palette.hex("ink"), bold=True)
    box = box.adjusted(0, 5.4 * PX * factor, 0, 0)
    small = Camera.fit_display(whole, box.width(), box.height(), padding=5)
    drawn = [_pale(layer, lowest=number == 0) for number, layer in enumerate(borders)]
    painter.save()
    painter.translate(box.topLeft())
    paint_map(painter, drawn, small, palette, Options(labels=False, background=False))
    west, south, east, north = camera.box
    (left, top), (right, bottom) = (
        ((x - small.box[0]) / small.resolution, (small.box[3] - y) / small.resolution)
        for x, y in ((west, north), (east, south))
    )
    red = accent(palette)
    tint = QColor(red)
    tint.setAlphaF(0.12)
    painter.setPen(QPen(red, 1.4))
    painter.setBrush(tint)
    shown = QRectF(left, top, right - left, bottom - top)
    painter.drawRect(shown & QRectF(0.7, 0.7, box.width() - 1.4, box.height() - 1.4))
    painter.restore()


def _pale(layer: MapLayer, *, lowest: bool) -> MapLayer:
    rule = Rule(
        fill=Fill("paper") if lowest else None,
        strokes=(Stroke("ink-soft", 1.1 if lowest else 0.5),),
    )
    found = layer.with_symbol(Symbol((rule,))).with_opacity(1.0)
    return replace(found, min_scale=0.0, max_scale=float("inf"))
