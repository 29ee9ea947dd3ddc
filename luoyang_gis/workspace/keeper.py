"""Keeps one open workspace safe: its lock, its file on disk, its journal."""

from __future__ import annotations

import os
from pathlib import Path

from luoyang_gis.workspace import disk, gpkg
from luoyang_gis.workspace.change import Change, between
from luoyang_gis.workspace.disk import ChangedOnDiskError, FileError, OpenElsewhereError, Signature
from luoyang_gis.workspace.journal import Head, Journal, Unfinished, discard
from luoyang_gis.workspace.lock import HeldError, Lock
from luoyang_gis.workspace.model import Workspace


class Keeper:
    """One open workspace. Every finished action goes through `record`; `save` writes the file.

    `trouble` says in one sentence why autosave does not work at present; edits go on all the same.
    """

    def __init__(
        self,
        workspace: Workspace,
        recovery: Path,
        path: Path | None = None,
        lock: Lock | None = None,
        read_only: bool = False,
    ) -> None:
        self.workspace = workspace
        self.path = path
        self.read_only = read_only
        self.trouble = ""
        self._recovery = recovery
        self._lock = lock
        self._signature: Signature | None = None
        self._journal: Journal | None = None

    # -- beginning -------------------------------------------------------------------------------

    @classmethod
    def new(cls, workspace: Workspace, recovery: Path) -> Keeper:
        """A workspace that has no file yet."""
        keeper = cls(workspace, recovery)
        keeper._keep_journal(gpkg.encode(workspace), dirty=False)
        return keeper

    @classmethod
    def open(
        cls, path: Path, recovery: Path, force: bool = False, read_only: bool = False
    ) -> Keeper:
        """A workspace from its file.

        An OpenElsewhereError leaves the choice: open it `read_only`, or `force` a lock that another
        machine may have left behind.
        """
        path = Path(os.path.abspath(path))  # noqa: PTH100 - links stay as the user knows them
        _refuse_foreign_edit(path)
        known = disk.signature(path)
        data = disk.read(path)
        lock = None if read_only else _lock(path, force)
        try:
            workspace = gpkg.decode(path, data)
            # Without a lock nobody may write here, so we may not either.
            keeper = cls(workspace, recovery, path, lock, read_only=lock is None)
            keeper._signature = known
            keeper._keep_journal(data, dirty=False)
        except BaseException:
            if lock:
                lock.release()
            raise
        return keeper

    @classmethod
    def recover(cls, left: Unfinished, recovery: Path) -> Keeper:
        """What a dead program left, not yet saved; its file is ours again unless somebody has it."""
        workspace = left.load()
        lock = None
        path = left.path
        if path:
            try:
                lock = _lock(path, force=False)
            except OpenElsewhereError:
                path = None
        keeper = cls(workspace, recovery, path, lock, read_only=path is not None and lock is None)
        keeper._signature = _known(path, left.signature, workspace) if path else None
        keeper._keep_journal(gpkg.encode(workspace), dirty=True)
        if not keeper.trouble:
            # Only now is the old one superfluous.
            discard(left)
        return keeper

    # -- during ----------------------------------------------------------------------------------

    def record(self, name: str, after: Workspace) -> Change:
        """Write down a finished action; when this returns, it survives the program's death."""
        change = between(self.workspace, after)
        self.workspace = after
        if not change:
            return change
        if self._journal is None or self.trouble:
            self._keep_journal(gpkg.encode(after), dirty=True)
            return change
        try:
            self._journal.append(name, change)
        except OSError as error:
            self.trouble = _trouble(self._recovery, error)
        return change

    def sync(self) -> None:
        """Make the recorded actions survive a power failure; to be called soon after each."""
        if self._journal is None:
            return
        try:
            self._journal.sync()
        except OSError as error:
            self.trouble = _trouble(self._recovery, error)

    def save(self, path: Path | None = None, overwrite: bool = False) -> None:
        """Write the workspace to its file, or to another that becomes its file.

        A ChangedOnDiskError means that somebody else has written it; `overwrite` does it anyway.
        """
        target = Path(os.path.abspath(path)) if path else self.path  # noqa: PTH100
        if target is None:
            raise ValueError("a new workspace needs a path")
        elsewhere = target != self.path
        lock = self._lock
        if elsewhere:
            lock = _lock(target, force=False)
        elif self.read_only:
            raise FileError(target, "工作区以只读方式打开", "请另存为别的文件。")
        try:
            if not (elsewhere or overwrite):
                self._refuse_changed(target)
            data = gpkg.encode(self.workspace)
            disk.write(target, data)
        except BaseException:
            if elsewhere and lock:
                lock.release()
            raise
        if elsewhere and self._lock:
            self._lock.release()
        self.path, self._lock, self.read_only = target, lock, False
        self._signature = disk.signature(target)
        self._keep_journal(data, dirty=False)

    def changed_on_disk(self) -> bool:
        """Whether somebody else has written the file since it was opened or saved."""
        if self.path is None or self._signature is None:
            return False
        found = disk.signature(self.path)
        return found is not None and found != self._signature

    def close(self) -> None:
        """Give up the file and forget the journal; what was not saved is gone, as the user chose."""
        if self._journal:
            self._journal.end()
            self._journal = None
        if self._lock:
            self._lock.release()
            self._lock = None

    # -- inside ----------------------------------------------------------------------------------

    def _refuse_changed(self, path: Path) -> None:
        _refuse_foreign_edit(path)
        if self.changed_on_disk():
            raise ChangedOnDiskError(
                path, "打开之后又被别的程序改过", "请另存为别的文件，或确认后覆盖。"
            )

    def _keep_journal(self, base: bytes, dirty: bool) -> None:
        """Begin the journal anew from what is in memory; a failure is told, not raised."""
        head = Head(str(self.path) if self.path else None, self._signature, dirty)
        try:
            if self._journal is None:
                self._journal = Journal.start(self._recovery, base, head)
            else:
                self._journal.restart(base, head)
        except (OSError, FileError) as error:
            self.trouble = _trouble(self._recovery, error)
        else:
            self.trouble = ""


def _lock(path: Path, force: bool) -> Lock | None:
    """The lock of a workspace file; None where the folder takes none."""
    try:
        return Lock.take(path.with_name(f".~lock.{path.name}"), force)
    except HeldError as error:
        holder = f"，使用者：{error.holder}" if error.holder else ""
        raise OpenElsewhereError(
            path, f"已在另一个窗口或电脑上打开{holder}", "请先在那里关闭，或以只读方式打开。"
        ) from error
    except OSError:
        return None


def _known(path: Path, known: Signature | None, workspace: Workspace) -> Signature | None:
    """The file's signature as the dead program knew it, or as it left it when it died in a save."""
    found = disk.signature(path)
    if found == known or found is None:
        return known
    try:
        same = gpkg.decode(path, disk.read(path)) == workspace
    except FileError:
        return known
    return found if same else known


def _refuse_foreign_edit(path: Path) -> None:
    """Refuse while another program has unfinished edits beside the file."""
    try:
        unmerged = path.with_name(f"{path.name}-wal").stat().st_size
    except OSError:
        return
    if unmerged:
        raise OpenElsewhereError(
            path, "正被另一个程序（如 QGIS）编辑", "请先在那里保存并关闭图层。"
        )


def _trouble(recovery: Path, error: Exception) -> str:
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return f"自动保存不起作用（{recovery}：{reason}），请尽快手动保存。"
