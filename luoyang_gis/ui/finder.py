"""Finds anything by a few letters, and opens what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, QTimer

from luoyang_gis.plan.search import Entry, Hit, SearchIndex, Subject, plan_entries
from luoyang_gis.ui.session import Session

# Entries spelt out in one go while the program is idle: a few milliseconds.
BATCH = 40
IDLE_MS = 15


# So that the words are found by the tool that collects what is to be translated.
SUBJECTS = (
    QT_TRANSLATE_NOOP("Subject", "要素"),
    QT_TRANSLATE_NOOP("Subject", "目标"),
    QT_TRANSLATE_NOOP("Subject", "实绩"),
    QT_TRANSLATE_NOOP("Subject", "指标"),
    QT_TRANSLATE_NOOP("Subject", "图层"),
    QT_TRANSLATE_NOOP("Subject", "文件"),
    QT_TRANSLATE_NOOP("Subject", "场景"),
    QT_TRANSLATE_NOOP("Subject", "命令"),
)


def subject_name(subject: Subject) -> str:
    """What a hit is, in the language of the window."""
    return QCoreApplication.translate("Subject", subject.value)


class Finder(QObject):
    """The index of the plan, the scenes and the commands; made in idle moments, whole when first asked."""

    def __init__(
        self,
        session: Session,
        more: Callable[[], Iterable[Entry]],
        openers: Callable[[Entry], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session, self._more, self._open = session, more, openers
        self._index: SearchIndex | None = None
        self._spelt = 0
        self._timer = QTimer(self)
        self._timer.setInterval(IDLE_MS)
        self._timer.timeout.connect(self._prepare)
        session.plan_changed.connect(self.forget)

    def prepare_when_idle(self) -> None:
        """Spell out names in small portions from now on."""
        self._timer.start()

    @property
    def index(self) -> SearchIndex:
        """Everything that can be found."""
        if self._index is None:
            # The workspace has its own scenes: the plan's were only where it began.
            entries = [
                e for e in plan_entries(self._session.plan) if e.subject is not Subject.SCENE
            ]
            entries += self._more()
            self._index = SearchIndex(entries)
            self._spelt = 0
        return self._index

    def find(self, query: str, limit: int = 30) -> tuple[Hit, ...]:
        """The best hits; with nothing typed, the commands."""
        if not query.strip():
            commands = [e for e in self.index.entries if e.subject is Subject.COMMAND]
            return tuple(Hit(entry, 0) for entry in commands[:limit])
        return tuple(self.index.find(query, limit))

    def open(self, entry: Entry) -> None:
        """Go to what was found."""
        self._open(entry)

    def _prepare(self) -> None:
        entries = self.index.entries
        for entry in entries[self._spelt : self._spelt + BATCH]:
            _ = entry.spellings, entry.folded
        self._spelt += BATCH
        if self._spelt >= len(entries):
            self._timer.stop()

    def forget(self) -> None:
        """Make the index anew when next asked."""
        self._index = None
        self._timer.start()
