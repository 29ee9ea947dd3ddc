"""Small widgets that several panels use."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from luoyang_gis.ui.icons import icon
from luoyang_gis.ui.theme import Colors


def plain_label(parent: QWidget, role: str = "", text: str = "") -> QLabel:
    """A label that breaks its lines; names come from files, so none is read as markup."""
    label = QLabel(text, parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        label.setProperty("role", role)
    return label


class SearchField(QToolButton):
    """Looks like a search field and opens the palette, where one really types."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search-field")
        self.setText(self.tr("搜索：地名、目标、文件、命令　Ctrl+K"))
        self.setAccessibleName(self.tr("搜索地名、目标、文件和命令"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(16, 16))
        self.setMinimumWidth(264)
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def dress(self, colors: Colors) -> None:
        """Draw in another theme."""
        self.setIcon(icon("search", colors))
