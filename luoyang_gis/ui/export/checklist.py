"""A list to tick, under headings, with all and none at hand."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from luoyang_gis.ui.theme import SMALL, ui_font

ID = Qt.ItemDataRole.UserRole
ROW_HEIGHT = 26
ROWS_SEEN = 6


class CheckList(QWidget):
    """Which of several; those that are gone are forgotten."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget(self)
        self.list.setAccessibleName(name)
        self.list.setFixedHeight(ROW_HEIGHT * ROWS_SEEN)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemChanged.connect(lambda: self.changed.emit())
        # A click on the name ticks as well as one on the box.
        self.list.itemActivated.connect(self._toggle)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        for text, on in ((self.tr("全选"), True), (self.tr("全不选"), False)):
            button = QToolButton(self)
            button.setText(text)
            button.clicked.connect(lambda _=False, on=on: self.check_all(on))
            buttons.addWidget(button)
        buttons.addStretch()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(self.list)
        box.addLayout(buttons)

    def fill(self, entries: Iterable[tuple[str, str, str]], checked: Iterable[str]) -> None:
        """Offer (id, name, heading); entries of one heading follow each other."""
        wanted, heading = set(checked), ""
        self.list.blockSignals(True)
        self.list.clear()
        for id_, name, above in entries:
            if above != heading:
                heading = above
                title = QListWidgetItem(above, self.list)
                title.setFlags(Qt.ItemFlag.NoItemFlags)
                title.setFont(ui_font(SMALL))
                title.setSizeHint(QSize(0, ROW_HEIGHT))
            item = QListWidgetItem(name, self.list)
            item.setData(ID, id_)
            item.setToolTip(name)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsUserCheckable
            )
            item.setCheckState(Qt.CheckState.Checked if id_ in wanted else Qt.CheckState.Unchecked)
            item.setSizeHint(QSize(0, ROW_HEIGHT))
        self.list.blockSignals(False)

    @property
    def items(self) -> list[QListWidgetItem]:
        """The entries, without headings."""
        rows = (self.list.item(row) for row in range(self.list.count()))
        return [item for item in rows if item.data(ID)]

    @property
    def checked(self) -> tuple[str, ...]:
        """The ids that are ticked."""
        on = Qt.CheckState.Checked
        return tuple(str(item.data(ID)) for item in self.items if item.checkState() is on)

    def check_all(self, on: bool) -> None:
        """Tick all, or none."""
        self.list.blockSignals(True)
        for item in self.items:
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self.changed.emit()

    def _toggle(self, item: QListWidgetItem) -> None:
        if item.data(ID):
            on = item.checkState() is Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
