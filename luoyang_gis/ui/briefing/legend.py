"""The legend of a briefing: large, numbered, and a switch for every layer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from luoyang_gis.canvas.legend import LegendEntry, draw_swatch, legend
from luoyang_gis.ui.map_link import GROUND_TAG, MapLink
from luoyang_gis.ui.session import Session
from luoyang_gis.ui.theme import THEMES, Colors, ui_font
from luoyang_gis.workspace.model import Scene

NAME_PX, SMALL_PX = 18, 15
ROW, SMALL_ROW, PAD, WIDTH = 36, 28, 14, 280
KEY, SWATCH = 24, QRectF(0, 0, 40, 22)
NUMBERED = 9
# More symbols of one layer than this are left to the layer's first.
SYMBOLS = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a layer with its number, or one of its symbols."""

    layer: str
    text: str
    number: int
    entry: LegendEntry | None
    small: bool = False

    @property
    def height(self) -> int:
        """How high it stands."""
        return SMALL_ROW if self.small else ROW


class BriefingLegend(QWidget):
    """The themed layers of the scene; a number key or a click turns one off and on."""

    def __init__(self, session: Session, map_: MapLink, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._map = session, map_
        self._scene: Scene | None = None
        self.lines: tuple[Line, ...] = ()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        session.layers_changed.connect(self.update)
        session.day_changed.connect(self._refill)

    @property
    def numbered(self) -> tuple[str, ...]:
        """The layers that have a number, in its order."""
        return tuple(line.layer for line in self.lines if line.number)

    def show_scene(self, scene: Scene, room: int) -> None:
        """List a scene's layers within a height."""
        self._scene, self._room = scene, room
        self._refill()

    def _refill(self) -> None:
        if self._scene is None:
            return
        self.lines = self._fitting(self._scene)
        height = sum(line.height for line in self.lines) + 2 * PAD
        self.setFixedSize(QSize(self._wide(), height))
        self.setAccessibleName("、".join(line.text for line in self.lines))
        self.update()

    def _wide(self) -> int:
        metrics = QFontMetricsF(ui_font(NAME_PX))
        widest = max((metrics.horizontalAdvance(line.text) for line in self.lines), default=0.0)
        return round(max(WIDTH, min(420.0, widest + 2 * PAD + KEY + 66)))

    def _fitting(self, scene: Scene) -> tuple[Line, ...]:
        """With every symbol where there is room, else the layers alone."""
        for symbols in (True, False):
            lines = self._lines(scene, symbols)
            if sum(line.height for line in lines) + 2 * PAD <= self._room:
                return lines
        fits = max(1, (self._room - 2 * PAD) // ROW)
        return lines[:fits]

    def _lines(self, scene: Scene, symbols: bool) -> tuple[Line, ...]:
        plan = self._session.plan
        # The uppermost layer is what the scene speaks of.
        drawn = [x for x in reversed(self._map.all_layers()) if x.id in scene.layers]
        themed = [
            x for x in drawn if x.id in plan.layer and GROUND_TAG not in plan.layer[x.id].tags
        ]
        found: list[Line] = []
        for number, layer in enumerate(themed or drawn, 1):
            entries = legend(layer)
            several = symbols and 1 < len(entries) <= SYMBOLS
            first = None if several else speaking(entries, layer.name)
            shown = number if number <= NUMBERED else 0
            found.append(Line(layer.id, plan.layer[layer.id].name, shown, first))
            if several:
                found += [Line(layer.id, e.label, 0, e, small=True) for e in entries]
        return tuple(found)

    def toggle(self, number: int) -> bool:
        """Turn the layer with a number off or on."""
        if not 1 <= number <= len(self.numbered):
            return False
        layer = self.numbered[number - 1]
        self._session.set_visible([layer], not self._session.layer(layer).visible)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        y = float(PAD)
        for line in self.lines:
            if y <= event.position().y() < y + line.height:
                visible = self._session.layer(line.layer).visible
                self._session.set_visible([line.layer], not visible)
                return
            y += line.height

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = THEMES[self._session.theme]
        draw_plate(painter, QRectF(self.rect()), colors)
        y = float(PAD)
        for line in self.lines:
            self._paint_line(painter, line, y, colors)
            y += line.height
        painter.end()

    def _paint_line(self, painter: QPainter, line: Line, y: float, colors: Colors) -> None:
        on = self._session.layer(line.layer).visible
        painter.setOpacity(1.0 if on else 0.35)
        x = float(PAD)
        if line.number:
            key = QRectF(x, y + (ROW - KEY) / 2, KEY, KEY)
            painter.setPen(QPen(QColor(colors.line), 1))
            painter.setBrush(QColor(colors.card))
            painter.drawRoundedRect(key, 4, 4)
            painter.setPen(QColor(colors.soft))
            painter.setFont(ui_font(SMALL_PX, bold=True))
            painter.drawText(key, Qt.AlignmentFlag.AlignCenter, str(line.number))
        x += KEY + 10
        if line.small:
            x += 8
        if line.entry is not None:
            box = SWATCH.translated(x, y + (line.height - SWATCH.height()) / 2)
            painter.save()
            draw_swatch(painter, line.entry, self._map.view.palette_, box)
            painter.restore()
            x += SWATCH.width() + 10
        painter.setPen(QColor(colors.soft if line.small else colors.text))
        font = ui_font(SMALL_PX if line.small else NAME_PX, bold=not line.small)
        font.setStrikeOut(not on and not line.small)
        painter.setFont(font)
        room = QRectF(x, y, self.width() - PAD - x, line.height)
        text = QFontMetricsF(font).elidedText(line.text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        painter.setOpacity(1.0)


def speaking(entries: Sequence[LegendEntry], name: str) -> LegendEntry | None:
    """The one symbol that speaks for a layer: of what stands rather than what is planned, the most."""

    def worth(entry: LegendEntry) -> tuple[bool, int]:
        return entry.label == (entry.rule.label or name), entry.count

    return max(entries, key=worth, default=None)


def draw_plate(painter: QPainter, box: QRectF, colors: Colors) -> None:
    """The plate that legend and title stand on: paper that lets a little of the map through."""
    ground = QColor(colors.surface)
    ground.setAlphaF(0.93)
    painter.setPen(QPen(QColor(colors.line), 1))
    painter.setBrush(ground)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
