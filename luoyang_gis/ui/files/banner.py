"""A calm bar above the map: one sentence, what can be done, and a cross; it never stops the work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from luoyang_gis.ui.icons import icon, pixmap
from luoyang_gis.ui.theme import Colors

Choice = tuple[str, Callable[[], object]]


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence and what can be done; the first choice is the one advised."""

    text: str
    choices: tuple[Choice, ...] = ()
    warning: bool = False


class Banner(QFrame):
    """Shows the newest notice; when it goes, the one before is seen again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._notices: list[Notice] = []
        self._colors: Colors | None = None
        self._mark = QLabel(self)
        self._label = QLabel(self)
        self._label.setWordWrap(True)
        # File names come from outside: never let one be read as markup.
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close = QToolButton(self)
        self._close.setAutoRaise(True)
        self._close.setIconSize(QSize(14, 14))
        self._close.setToolTip(self.tr("收起"))
        self._close.setAccessibleName(self.tr("收起这条消息"))
        self._close.clicked.connect(self.dismiss)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 8, 8, 8)
        self._row.setSpacing(8)
        self._row.addWidget(self._mark)
        self._row.addWidget(self._label, 1)
        self._row.addWidget(self._close)
        self.buttons: list[QPushButton] = []
        self.hide()

    @property
    def text(self) -> str:
        """What is said at present; empty where nothing is."""
        return self._notices[-1].text if self._notices else ""

    def tell(self, text: str, choices: Sequence[Choice] = (), warning: bool = False) -> Notice:
        """Say something on top of what is said already."""
        notice = Notice(text, tuple(choices), warning)
        self._notices = [n for n in self._notices if n.text != text] + [notice]
        self._refresh()
        return notice

    def withdraw(self, notice: Notice | None) -> None:
        """Take a notice back, wherever it stands."""
        self._notices = [n for n in self._notices if n is not notice]
        self._refresh()

    def dismiss(self) -> None:
        """Put the notice that is seen away."""
        if self._notices:
            self._notices.pop()
        self._refresh()

    def choose(self, index: int) -> None:
        """Do one of the choices; the notice has served."""
        notice = self._notices[-1]
        self.withdraw(notice)
        notice.choices[index][1]()

    def dress(self, colors: Colors) -> None:
        """Draw in another theme."""
        self._colors = colors
        self._close.setIcon(icon("close", colors))
        self._refresh()

    def _refresh(self) -> None:
        for button in self.buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        if not self._notices:
            self.hide()
            return
        notice = self._notices[-1]
        self._label.setText(notice.text)
        self.setAccessibleName(notice.text)
        for index, (text, _) in enumerate(notice.choices):
            button = QPushButton(text, self)
            button.setProperty("primary", index == 0)
            button.clicked.connect(lambda _=False, i=index: self.choose(i))
            self._row.insertWidget(self._row.count() - 1, button)
            self.buttons.append(button)
        if self._colors:
            c = self._colors
            edge = c.late if notice.warning else c.decided
            name = "warning" if notice.warning else "info"
            self._mark.setPixmap(pixmap(name, edge))
            self.setStyleSheet(
                f"QFrame#banner {{ background: {c.card}; border: 0;"
                f" border-left: 4px solid {edge}; border-bottom: 1px solid {c.line}; }}"
            )
        self.show()
