"""The dashboard: pages in tabs, of which only the one in sight is kept up to date."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from luoyang_gis.ui.dashboard.pages import (
    ConflictsPage,
    CoveragePage,
    DuePage,
    IndicatorsPage,
    Page,
    ProgressPage,
)
from luoyang_gis.ui.session import Session
from luoyang_gis.ui.time_scale import day_words

# A slider that is dragged moves the date many times a second; a page follows when it pauses.
PAUSE_MS = 60


class Dashboard(QWidget):
    """指标、进度、到期、冲突、落图率."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setAccessibleName(self.tr("看板"))
        self.indicators = IndicatorsPage(session, self)
        self.progress = ProgressPage(session, self)
        self.due = DuePage(session, self)
        self.conflicts = ConflictsPage(session, self)
        self.coverage = CoveragePage(session, self)
        self.pages: tuple[Page, ...] = (
            self.indicators, self.progress, self.due, self.conflicts, self.coverage,
        )  # fmt: skip
        self._stale = set(self.pages)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.setUsesScrollButtons(True)
        # Five tabs fit the narrowest dock.
        self.tabs.tabBar().setStyleSheet("QTabBar::tab { padding: 6px 8px; }")
        for page in self.pages:
            self.tabs.addTab(page, page.title)
        self._date = QLabel(self)
        self._date.setProperty("role", "soft")
        self.record = QPushButton(self.tr("录入实绩…"), self)
        self.record.setToolTip(self.tr("录入一个新的实绩，存进工作区"))
        self._lay_out()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._refresh)
        self.tabs.currentChanged.connect(self._refresh)
        self.record.clicked.connect(self._record)
        session.day_changed.connect(self._changed)
        session.plan_changed.connect(self._changed)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 12, 4)
        head.addWidget(self._date, 1)
        head.addWidget(self.record)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(self.tabs, 1)

    def show_page(self, page: Page) -> None:
        """Bring one of the pages to the front."""
        self.tabs.setCurrentWidget(page)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    def _changed(self) -> None:
        self._stale = set(self.pages)
        if self.isVisible():
            self._pause.start()

    def _refresh(self) -> None:
        page = self.tabs.currentWidget()
        if not self.isVisible() or not isinstance(page, Page):
            return
        self._date.setText(self.tr("截至 %s") % day_words(self._session.as_of))
        if page in self._stale:
            self._stale.discard(page)
            page.refresh()

    def _record(self) -> None:
        selection = self._session.selection
        record = self._session.plan.record.get(selection.record or "")
        self._session.actual_requested.emit(record.indicator if record else "")
