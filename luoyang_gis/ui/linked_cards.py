"""Cards that lead to the map, to the panel and to the text by themselves."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QListView, QMenu, QWidget

from luoyang_gis.ui.cards import CardList
from luoyang_gis.ui.panel_rows import Row
from luoyang_gis.ui.session import Session
from luoyang_gis.ui.theme import THEMES

BATCH = 60


class LinkedCards(CardList):
    """A list of cards in a session: a click selects, a citation opens, hovering lifts."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session.plan, THEMES[session.theme], parent)
        self._session = session
        # Hundreds of cards are measured a handful at a time.
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(BATCH)
        self.record_activated.connect(session.select_record)
        self.record_opened.connect(session.select_record)
        self.feature_activated.connect(session.select_feature)
        self.citation_clicked.connect(session.passage_requested)
        self.hovered.connect(session.hover)
        session.theme_changed.connect(self.dress)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self.copy_current)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows of the session's plan."""
        if tuple(rows) != self.rows.rows or self.rows.plan is not self._session.plan:
            self.set_rows(self._session.plan, rows)

    def copy_current(self) -> None:
        """Put the current card with its citation on the clipboard."""
        if text := self.current_text():
            QGuiApplication.clipboard().setText(text)
            self._session.message.emit(self.tr("已复制，含出处"))

    def _menu(self, at: QPoint) -> None:
        record = self.current_record()
        if record is None:
            return
        session = self._session
        name = session.plan.record[record].indicator
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("复制（含出处）"), self.copy_current)
        menu.addAction(self.tr("打开原文"), lambda: session.passage_requested.emit(record))
        menu.addAction(self.tr("录入实绩…"), lambda: session.actual_requested.emit(name))
        menu.popup(self.viewport().mapToGlobal(at))
