"""Undo, redo and autosave for everything a user can change: one command, one store."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from luoyang_gis.plan.model import Plan
from luoyang_gis.workspace.audit import logged
from luoyang_gis.workspace.change import COLLECTIONS
from luoyang_gis.workspace.keeper import Keeper
from luoyang_gis.workspace.lock import user_name
from luoyang_gis.workspace.model import Workspace, now

UNDO_LIMIT = 1000
# Actions survive the program's death at once, and a power failure after this.
SYNC_MS = 1000


class Edit(QUndoCommand):
    """One action of the user: the workspace before and after; they share what did not change."""

    def __init__(
        self, store: WorkspaceStore, name: str, before: Workspace, after: Workspace, merge: str
    ) -> None:
        super().__init__(name)
        self._store = store
        self._before = before
        self._after = after
        self._merge = merge

    def id(self) -> int:
        """Commands with an id may merge."""
        return 1 if self._merge else -1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802 - Qt's name
        """Take in the next step of the same drag or the same typing."""
        if not isinstance(other, Edit) or other._merge != self._merge:
            return False
        self._after = other._after
        self.setObsolete(same_content(self._before, self._after))
        return True

    def redo(self) -> None:
        """Show what the action made."""
        self._store.show(self.text(), self._after)

    def undo(self) -> None:
        """Show what was before."""
        self._store.show(f"撤销{self.text()}", self._before)


def same_content(a: Workspace, b: Workspace) -> bool:
    """Whether two workspaces hold the same, their logs apart."""
    return a.title == b.title and all(
        getattr(a, name) == getattr(b, name) for name in COLLECTIONS if name != "log"
    )


class WorkspaceStore(QObject):
    """The open workspace of a window.

    Widgets read `workspace`, listen to `changed`, and hand the next workspace to `do`:
    `store.do("移动标注", annotations.move(store.workspace, ids, dx, dy), merge="move")`.
    """

    # Names of the collections that differ now (`annotations`, `scenes`, …, `title`).
    changed = Signal(object)
    # Another file, or the same under another name.
    file_changed = Signal()
    dirty_changed = Signal(bool)
    # One sentence when autosave stops working; empty when it works again.
    trouble_changed = Signal(str)

    def __init__(
        self, keeper: Keeper, plan: Plan, user: str = "", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._trouble = ""
        self._turn = 0
        # The bundled plan: what a corrected link or status was before.
        self.plan = plan
        self.user = user or user_name()
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(UNDO_LIMIT)
        self.undo_stack.cleanChanged.connect(self._tell_dirty)
        self._sync = QTimer(self, singleShot=True, interval=SYNC_MS)
        self._sync.timeout.connect(self._sync_now)

    @property
    def workspace(self) -> Workspace:
        """The workspace as it is now."""
        return self._keeper.workspace

    @property
    def path(self) -> Path | None:
        """The workspace's file, if it has one."""
        return self._keeper.path

    @property
    def read_only(self) -> bool:
        """Whether the file may only be saved under another name."""
        return self._keeper.read_only

    @property
    def dirty(self) -> bool:
        """Whether there is something to save."""
        return not self.undo_stack.isClean()

    @property
    def trouble(self) -> str:
        """Why autosave does not work, if it does not."""
        return self._keeper.trouble

    def effective_plan(self) -> Plan:
        """The plan with the user's actuals, links and statuses."""
        return self.workspace.apply_to(self.plan)

    # -- editing ---------------------------------------------------------------------------------

    def do(self, name: str, after: Workspace, merge: str = "") -> None:
        """Make an edit that can be undone; the name stands in the menu, as 移动标注.

        Edits with the same `merge` that follow each other are one, until `settle`.
        """
        before = self.workspace
        if after is before or same_content(before, after):
            return
        key = f"{self._turn} {merge}" if merge else ""
        self.undo_stack.push(Edit(self, name, before, after, key))

    def settle(self) -> None:
        """The drag or the typing is over: what follows is an action of its own."""
        self._turn += 1

    def show(self, name: str, content: Workspace) -> None:
        """Make a workspace the current one; called by commands. The log goes on, never back."""
        before = self.workspace
        after = logged(before, content, self.user, now(), self.plan)
        what = self._keeper.record(name, after).what
        self._sync.start()
        self._tell_trouble()
        if what:
            self.changed.emit(what)

    # -- the file --------------------------------------------------------------------------------

    def save(self, path: Path | None = None, overwrite: bool = False) -> None:
        """Save; see `Keeper.save` for what may be raised."""
        moved = path is not None and path != self.path
        self._keeper.save(path, overwrite)
        self.settle()
        self.undo_stack.setClean()
        self._tell_trouble()
        if moved:
            self.file_changed.emit()

    def switch(self, keeper: Keeper, unsaved: bool = False) -> None:
        """Show another workspace; the one before is closed and what was not saved is gone.

        `unsaved` is for one that was recovered: it has no clean state.
        """
        old, self._keeper = self._keeper, keeper
        old.close()
        self.undo_stack.clear()
        if unsaved:
            self.undo_stack.resetClean()
        self._tell_trouble()
        self.file_changed.emit()
        self.changed.emit(frozenset({*COLLECTIONS, "title"}))

    def close(self) -> None:
        """Give up the file; what was not saved is gone, as the user chose."""
        self._sync.stop()
        self.undo_stack.clear()
        self._keeper.close()

    def _tell_dirty(self, clean: bool) -> None:
        self.dirty_changed.emit(not clean)

    def _sync_now(self) -> None:
        self._keeper.sync()
        self._tell_trouble()

    def _tell_trouble(self) -> None:
        if self._keeper.trouble != self._trouble:
            self._trouble = self._keeper.trouble
            self.trouble_changed.emit(self._trouble)
