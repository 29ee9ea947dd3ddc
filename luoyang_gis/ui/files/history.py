"""Undo and redo with their names, and the list of what was done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QUndoView, QVBoxLayout, QWidget

from luoyang_gis.ui.actions import Command
from luoyang_gis.workspace.commands import WorkspaceStore


class UndoLink(QObject):
    """The two commands, which say what they would take back or do again."""

    def __init__(self, store: WorkspaceStore, parent: QObject) -> None:
        super().__init__(parent)
        self._stack = store.undo_stack

    def commands(self) -> Iterator[Command]:
        """What the edit menu begins with."""
        stack = self._stack
        yield Command(
            "undo", self.tr("撤销"), stack.undo, "edit", "undo", "Ctrl+Z", enabled=stack.canUndo
        )
        yield Command(
            "redo", self.tr("重做"), stack.redo, "edit", "redo", "Ctrl+Shift+Z",
            enabled=stack.canRedo,
        )  # fmt: skip

    def follow(self, actions: Mapping[str, QAction]) -> None:
        """Keep the names of the actions up to date."""
        for id_, word, changed, now in (
            ("undo", self.tr("撤销"), self._stack.undoTextChanged, self._stack.undoText()),
            ("redo", self.tr("重做"), self._stack.redoTextChanged, self._stack.redoText()),
        ):
            name = _Namer(actions[id_], word)
            changed.connect(name)
            name(now)
        for able, id_ in (
            (self._stack.canUndoChanged, "undo"),
            (self._stack.canRedoChanged, "redo"),
        ):
            able.connect(actions[id_].setEnabled)


class _Namer:
    """Writes what a command would do behind its word."""

    def __init__(self, action: QAction, word: str) -> None:
        self._action, self._word = action, word

    def __call__(self, what: str) -> None:
        words = QCoreApplication.translate("UndoLink", "{word}：{what}")
        text = words.format(word=self._word, what=what) if what else self._word
        self._action.setText(text)


class HistoryList(QWidget):
    """All that was done since the file was opened; a click goes there."""

    def __init__(self, store: WorkspaceStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = QUndoView(store.undo_stack, self)
        self.view.setEmptyLabel(self.tr("打开时的样子"))
        self.view.setAccessibleName(self.tr("做过的改动，点一下回到那一步"))
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.view)
