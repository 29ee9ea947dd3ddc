"""What stands over the map in a briefing: the title, the bar of controls, the cards, the curtain."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from luoyang_gis.ui.briefing.legend import draw_plate
from luoyang_gis.ui.icons import icon
from luoyang_gis.ui.session import Session
from luoyang_gis.ui.target_panel import TargetPanel
from luoyang_gis.ui.theme import BODY, THEMES, TITLE, ui_font
from luoyang_gis.ui.time_scale import day_words
from luoyang_gis.workspace.model import Scene

TITLE_PX, SUBTITLE_PX = 36, 18
CARD_WIDTH = 560
# A projector is read from the back row.
CARD_SCALE = 1.5
BAR_SHOWN_MS = 2500


class TitlePlate(QWidget):
    """The scene's title, large, and which of how many it is."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.title = ""
        self.subtitle = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_scene(self, scene: Scene, place: int, count: int, room: int) -> None:
        """Name a scene."""
        self.title = scene.title
        parts = [f"{place + 1} / {count}"]
        if scene.date:
            parts.append(self.tr("截至 {day}").format(day=day_words(scene.date)))
        self.subtitle = " · ".join(parts)
        wide = QFontMetrics(ui_font(TITLE_PX, bold=True)).horizontalAdvance(self.title)
        small = QFontMetrics(ui_font(SUBTITLE_PX)).horizontalAdvance(self.subtitle)
        self.resize(min(room, max(wide, small) + 48), 96)
        self.setAccessibleName(f"{self.title} · {self.subtitle}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = THEMES[self._session.theme]
        draw_plate(painter, QRectF(self.rect()), colors)
        painter.fillRect(QRectF(0, 16, 5, self.height() - 32), QColor(colors.accent))
        font = ui_font(TITLE_PX, bold=True)
        painter.setFont(font)
        painter.setPen(QColor(colors.text))
        room = self.rect().adjusted(24, 10, -16, -36)
        text = QFontMetrics(font).elidedText(self.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        painter.setFont(ui_font(SUBTITLE_PX))
        painter.setPen(QColor(colors.soft))
        painter.drawText(
            self.rect().adjusted(24, 60, -16, -10), Qt.AlignmentFlag.AlignVCenter, self.subtitle
        )
        painter.end()


class ControlBar(QFrame):
    """Buttons for the mouse; out of sight until it moves."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("briefing-bar")
        self._session = session
        self.buttons: dict[str, QToolButton] = {}
        self._icons: dict[str, str] = {}
        self.place = QLabel(self)
        self.place.setFont(ui_font(SUBTITLE_PX))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 4, 8, 4)
        self._row.setSpacing(4)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(BAR_SHOWN_MS)
        self._rest.timeout.connect(self._hide_if_left)
        session.theme_changed.connect(self.dress)
        self.hide()

    def add(self, id_: str, text: str, symbol: str, act: Callable[[], object]) -> None:
        """One more button."""
        button = QToolButton(self)
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.setIconSize(QSize(22, 22))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: act())
        self.buttons[id_], self._icons[id_] = button, symbol
        self._row.addWidget(button)

    def add_place(self) -> None:
        """Where in the story one is."""
        self._row.addWidget(self.place)

    def dress(self) -> None:
        """Draw in the theme."""
        colors = THEMES[self._session.theme]
        for id_, button in self.buttons.items():
            button.setIcon(icon(self._icons[id_], colors))
        self.setStyleSheet(
            f"QFrame#briefing-bar {{ background: {colors.surface}; border: 1px solid {colors.line};"
            " border-radius: 8px; }"
        )

    def wake(self) -> None:
        """The mouse has moved."""
        self.show()
        self.raise_()
        self._rest.start()

    def _hide_if_left(self) -> None:
        if self.underMouse():
            self._rest.start()
        else:
            self.hide()


class CardPlate(QFrame):
    """The targets of what was clicked."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("briefing-cards")
        self._session = session
        self.panel = TargetPanel(session, self)
        self.panel.cards.set_scale(CARD_SCALE)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.addWidget(self.panel)
        # The keys go on to turn the pages.
        for widget in self.findChildren(QWidget):
            widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        session.theme_changed.connect(self.dress)
        self.dress()
        self.hide()

    def dress(self) -> None:
        """Draw in the theme."""
        colors = THEMES[self._session.theme]
        self.setStyleSheet(
            f"QFrame#briefing-cards {{ background: {colors.surface};"
            f" border: 1px solid {colors.line}; border-radius: 8px; }}"
            f"QFrame#briefing-cards QLabel, QFrame#briefing-cards QToolButton"
            f" {{ font-size: {round(BODY * CARD_SCALE)}px; }}"
            f'QFrame#briefing-cards QLabel[role="title"]'
            f" {{ font-size: {round(TITLE * CARD_SCALE)}px; }}"
        )

    def place(self, size: QSize) -> None:
        """Stand at the right of a view of a size."""
        width = min(CARD_WIDTH, max(240, size.width() // 2 - 24))
        self.setGeometry(size.width() - width - 24, 72, width, max(200, size.height() - 72 - 96))


class Curtain(QWidget):
    """Black, so that all eyes are on the speaker."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def drop(self, size: QSize) -> None:
        """Cover everything."""
        self.setGeometry(QRectF(QPoint(0, 0), size).toRect())
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#000000"))
        painter.end()
