"""What a map carries beside its content: scale bar, scale figure, north arrow."""

from __future__ import annotations

import re
from math import floor, log10

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from luoyang_gis.canvas.camera import Camera
from luoyang_gis.canvas.text import advance, font_of
from luoyang_gis.errors import UsageError
from luoyang_gis.geo.measure import format_length
from luoyang_gis.plan.symbols import Palette

BAR_PX = 5.0
TYPE_PX = 11
FACE = (TYPE_PX, False, False)
FINEST_SCALE, COARSEST_SCALE = 100.0, 100_000_000.0
_SCALE = re.compile(r"(?:1\s*[:：/]\s*)?(\d+(?:\.\d+)?)\s*(万)?")


def bar_length(camera: Camera, widest: float) -> tuple[float, float]:
    """A round length in metres on the ground, and how many pixels it takes at the centre."""
    room = widest * camera.ground_resolution
    power = 10.0 ** floor(log10(room))
    metres = next(step * power for step in (5.0, 2.0, 1.0) if step * power <= room)
    return metres, metres / camera.ground_resolution


def draw_scale_bar(
    painter: QPainter, camera: Camera, palette: Palette, at: QPointF, widest: float = 140.0
) -> QRectF:
    """Draw a bar of two fields with its lower left corner at a place; returns what it covers."""
    metres, length = bar_length(camera, widest)
    ink, paper = QColor(palette.hex("ink")), QColor(palette.hex("paper"))
    half = length / 2
    top = at.y() - BAR_PX
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(ink, 1))
    for x, color in ((at.x(), ink), (at.x() + half, paper)):
        painter.setBrush(color)
        painter.drawRect(QRectF(x, top, half, BAR_PX))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    baseline = top - 4
    painter.setFont(font_of(*FACE))
    covered = QRectF(at.x(), top, length, BAR_PX)
    for value, x in ((0.0, 0.0), (metres / 2, half), (metres, length)):
        text = "0" if not value else _short(value)
        if value == metres:
            text = format_length(metres).replace(".00", "").replace(".0", "")
        width = advance(text, *FACE)
        left = at.x() + x - (0 if not x else width / 2)
        halo = QPainterPath()
        halo.addText(QPointF(left, baseline), font_of(*FACE), text)
        painter.strokePath(halo, QPen(paper, 3))
        painter.fillPath(halo, ink)
        covered = covered.united(QRectF(left, baseline - TYPE_PX, width, TYPE_PX))
    painter.restore()
    return covered


def _short(metres: float) -> str:
    return f"{metres / 1000:g}" if metres >= 1000 else f"{metres:g}"


def draw_north_arrow(
    painter: QPainter, palette: Palette, at: QPointF, size: float = 34.0
) -> QRectF:
    """Draw an arrow to the north about a place; the map is never turned."""
    ink, paper = QColor(palette.hex("ink")), QColor(palette.hex("paper"))
    x, y, half = at.x(), at.y(), size / 2
    left, right = QPainterPath(), QPainterPath()
    for side, wing in ((-1, left), (1, right)):
        wing.moveTo(x, y - half * 0.55)
        wing.lineTo(x + side * half * 0.42, y + half)
        wing.lineTo(x, y + half * 0.68)
        wing.closeSubpath()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(ink, 1)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(ink)
    painter.drawPath(left)
    painter.setBrush(paper)
    painter.drawPath(right)
    face = (round(size * 0.36), True, False)
    north = QPainterPath()
    width = advance("北", *face)
    north.addText(QPointF(x - width / 2, y - half * 0.66), font_of(*face), "北")
    painter.strokePath(north, QPen(paper, 3))
    painter.fillPath(north, ink)
    painter.restore()
    return QRectF(x - half, y - half * 1.5, size, size * 1.25)


def format_scale(denominator: float) -> str:
    """`1:300,000`, rounded to three figures."""
    digits = max(0, floor(log10(denominator)) - 2)
    return f"1:{round(denominator / 10**digits) * 10**digits:,}"


def parse_scale(text: str) -> float:
    """The denominator of a typed scale: `1:50000`, `1：5万`, `50,000`."""
    match = _SCALE.fullmatch(text.replace(",", "").replace("，", "").strip())
    denominator = float(match[1]) * (10_000 if match[2] else 1) if match else 0.0
    if not FINEST_SCALE <= denominator <= COARSEST_SCALE:
        raise UsageError(
            f"比例尺“{text.strip()[:30]}”读不懂，", "请输入如 1:50000 或 1:5万 的比例尺。"
        )
    return denominator
