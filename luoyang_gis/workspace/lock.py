"""A lock file that names its holder and that a dead program does not keep."""

from __future__ import annotations

import contextlib
import errno
import getpass
import json
import os
import socket
import sys
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from luoyang_gis.workspace.codec import from_json
from luoyang_gis.workspace.model import now

# The system's lock covers one byte far behind the text, so that others can read who holds it.
_BYTE = 1 << 30
_UNSUPPORTED = (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)

if sys.platform == "win32":
    import msvcrt

    def _seize(fd: int) -> None:
        os.lseek(fd, _BYTE, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        os.lseek(fd, 0, os.SEEK_SET)

else:
    import fcntl

    def _seize(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a file open."""

    user: str
    host: str
    pid: int
    since: datetime

    def __str__(self) -> str:
        return f"{self.user}（{self.host}，{self.since.astimezone():%m-%d %H:%M} 起）"


def user_name() -> str:
    """The name of whoever is logged in."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "未知用户"


class HeldError(Exception):
    """Somebody else holds the lock."""

    def __init__(self, holder: Holder | None) -> None:
        super().__init__(str(holder))
        self.holder = holder


class Lock:
    """An exclusive lock, held until released or until the process dies."""

    def __init__(self, path: Path, fd: int) -> None:
        self._path = path
        self._fd = fd

    @classmethod
    def take(cls, path: Path, force: bool = False) -> Lock:
        """Take the lock; a HeldError names who has it, an OSError says that none can be made here.

        A lock left by another machine cannot be tested from here: `force` takes that one.
        """
        while True:
            fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
            try:
                holder = _holder(fd)
                alive = _test(fd, holder)
                elsewhere = holder is not None and holder.host != socket.gethostname()
                if alive or (elsewhere and not force):
                    raise HeldError(holder)
                if not _same_file(fd, path):
                    # Whoever held it removed the file while we waited.
                    os.close(fd)
                    continue
                _sign(fd)
            except BaseException:
                with contextlib.suppress(OSError):
                    os.close(fd)
                raise
            return cls(path, fd)

    def release(self) -> None:
        """Give the lock up and remove its file; a second time does nothing."""
        if self._fd < 0:
            return
        fd, self._fd = self._fd, -1
        # Windows removes no open file; elsewhere it must go before another can take it.
        with contextlib.suppress(OSError):
            if sys.platform != "win32" and _same_file(fd, self._path):
                self._path.unlink()
        os.close(fd)
        if sys.platform == "win32":
            with contextlib.suppress(OSError):
                self._path.unlink()


def _test(fd: int, holder: Holder | None) -> bool:
    """Whether a living process of this machine holds the lock; if none does, it is ours now."""
    try:
        _seize(fd)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            return True
        return holder is not None and _runs(holder)
    return False


def _runs(holder: Holder) -> bool:
    """For file systems without locks: whether the process that signed still runs here."""
    if sys.platform == "win32" or holder.host != socket.gethostname():
        return True
    try:
        os.kill(holder.pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return holder.pid != os.getpid()


def _same_file(fd: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(fd), path.stat())
    except OSError:
        return False


def _holder(fd: int) -> Holder | None:
    os.lseek(fd, 0, os.SEEK_SET)
    try:
        return from_json(Holder, json.loads(os.read(fd, 4096)))
    except ValueError:
        return None


def _sign(fd: int) -> None:
    holder = Holder(user_name(), socket.gethostname(), os.getpid(), now())
    table = {**asdict(holder), "since": holder.since.isoformat()}
    os.ftruncate(fd, 0)
    os.lseek(fd, 0, os.SEEK_SET)
    os.write(fd, json.dumps(table, ensure_ascii=False).encode())
