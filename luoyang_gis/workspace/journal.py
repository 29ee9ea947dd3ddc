"""An append-only journal of finished actions, beside the workspace they started from.

A folder of one running program holds `lock`, `base-<n>.gpkg` and `journal-<n>.jsonl`. A save starts
the next pair and then removes the older one, so that at every moment one pair is whole. Each line
carries its checksum: what a crash left half-written ends the reading and nothing else.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from luoyang_gis.workspace import disk, gpkg
from luoyang_gis.workspace.change import Change, apply, change_from_json, change_to_json
from luoyang_gis.workspace.codec import from_json, to_json
from luoyang_gis.workspace.disk import FileError, Signature
from luoyang_gis.workspace.lock import HeldError, Lock
from luoyang_gis.workspace.model import Workspace, new_id

_NAME = re.compile(r"journal-(\d{6})\.jsonl")


@dataclass(frozen=True, slots=True)
class Head:
    """The first line: what the base is."""

    # The file it was opened from or last saved to.
    path: str | None
    signature: Signature | None
    # Whether the base itself has never been saved by the user.
    dirty: bool


class Journal:
    """The journal of a running program."""

    def __init__(self, folder: Path, lock: Lock) -> None:
        self._folder = folder
        self._lock = lock
        self._number = 0
        self._fd = -1
        self._unsynced: set[Path] = set()

    @classmethod
    def start(cls, recovery: Path, base: bytes, head: Head) -> Journal:
        """A journal in a folder of its own; an OSError says that none can be kept there."""
        folder = recovery / new_id()
        folder.mkdir(parents=True)
        journal = cls(folder, Lock.take(folder / "lock"))
        try:
            journal.restart(base, head)
        except BaseException:
            journal.end()
            raise
        return journal

    def restart(self, base: bytes, head: Head) -> None:
        """Begin anew from a base; the old pair goes once the new one stands."""
        number = self._number + 1
        base_path, path = _pair(self._folder, number)
        # Safe from a dying program at once; `sync` makes it safe from a power failure.
        disk.write(base_path, base, durable=False)
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o600)
        try:
            os.write(fd, _line(to_json(head)))
        except OSError:
            os.close(fd)
            path.unlink(missing_ok=True)
            raise
        self._close()
        old = self._number
        self._number, self._fd = number, fd
        self._unsynced = {base_path, path}
        if old:
            for stale in _pair(self._folder, old):
                stale.unlink(missing_ok=True)

    def append(self, name: str, change: Change) -> None:
        """Write down a finished action; it survives the program from here on."""
        line = _line({"name": name, "change": change_to_json(change)})
        _write_all(self._fd, line)
        self._unsynced.add(_pair(self._folder, self._number)[1])

    def sync(self) -> None:
        """Make what is written survive a power failure too."""
        for path in tuple(self._unsynced):
            fd = os.open(path, os.O_RDWR)
            try:
                os.fsync(fd)
            finally:
                os.close(fd)
            self._unsynced.discard(path)

    def end(self) -> None:
        """Remove the journal: all is saved, or the user wants none of it."""
        self._close()
        self._lock.release()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _close(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


def _pair(folder: Path, number: int) -> tuple[Path, Path]:
    return folder / f"base-{number:06}.gpkg", folder / f"journal-{number:06}.jsonl"


def _line(value: object) -> bytes:
    text = json.dumps(value, separators=(",", ":")).encode("ascii")
    return b"%08x %s\n" % (zlib.crc32(text), text)


def _write_all(fd: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def _lines(path: Path) -> Iterator[object]:
    """The whole lines, up to the first that is not."""
    with path.open("rb") as file:
        for line in file:
            checksum, space, text = line[:8], line[8:9], line[9:-1]
            if not line.endswith(b"\n") or space != b" ":
                return
            if b"%08x" % zlib.crc32(text) != checksum:
                return
            yield json.loads(text)


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What a program that died left behind."""

    folder: Path
    number: int
    path: Path | None
    signature: Signature | None
    at: datetime
    # How many actions were written down since the last save, and what the last one was.
    actions: int
    last: str

    def load(self) -> Workspace:
        """The workspace up to the last finished action."""
        base, journal = _pair(self.folder, self.number)
        workspace = gpkg.decode(base, disk.read(base))
        lines = _lines(journal)
        next(lines)
        with contextlib.suppress(ValueError):
            # A change that does not fit follows one that was lost: nothing after it can be told.
            for entry in lines:
                change, _ = _entry(entry)
                workspace = apply(change, workspace)
        return workspace


def _entry(value: object) -> tuple[Change, str]:
    if not isinstance(value, dict) or not isinstance(value.get("name"), str):
        raise ValueError("不是一条记录")
    return change_from_json(value.get("change")), value["name"]


def unfinished(recovery: Path) -> tuple[Unfinished, ...]:
    """What dead programs left, newest first; empty remains are cleared away."""
    found: list[Unfinished] = []
    for folder in sorted(recovery.glob("*/")):
        if not any(folder.glob("journal-*")):
            # Another program may be about to begin here; only old remains are certainly dead.
            if datetime.now(UTC) - _changed(folder) > timedelta(days=1):
                shutil.rmtree(folder, ignore_errors=True)
            continue
        try:
            lock = Lock.take(folder / "lock")
        except (HeldError, OSError):
            continue
        try:
            left = _inspect(folder)
            if left is None:
                shutil.rmtree(folder, ignore_errors=True)
            else:
                found.append(left)
        finally:
            lock.release()
    return tuple(sorted(found, key=lambda u: u.at, reverse=True))


def _changed(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _inspect(folder: Path) -> Unfinished | None:
    """The newest whole pair of a folder, if it holds anything that was not saved."""
    numbers = sorted(
        (int(m[1]) for p in folder.iterdir() if (m := _NAME.fullmatch(p.name))), reverse=True
    )
    for number in numbers:
        base, journal = _pair(folder, number)
        if not base.exists():
            continue
        try:
            lines = _lines(journal)
            head = from_json(Head, next(lines))
        except (StopIteration, ValueError, OSError):
            continue
        actions, last = 0, ""
        with contextlib.suppress(ValueError):
            for entry in lines:
                _, last = _entry(entry)
                actions += 1
        if not actions and not head.dirty:
            return None
        path = Path(head.path) if head.path else None
        return Unfinished(folder, number, path, head.signature, _changed(journal), actions, last)
    return None


def discard(left: Unfinished) -> None:
    """Throw away what a dead program left; a FileError where a living one has taken it up."""
    try:
        lock = Lock.take(left.folder / "lock")
    except HeldError as error:
        raise FileError(
            left.path or left.folder, "另一个窗口正在恢复它", "请到那个窗口继续。"
        ) from error
    except OSError:
        return
    shutil.rmtree(left.folder, ignore_errors=True)
    lock.release()
