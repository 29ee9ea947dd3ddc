"""Files that are whole or not there: atomic writing, and one sentence for each way a disk fails."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from luoyang_gis.errors import LuoyangError, reason

# A workspace beyond this is a mistake or an attack; it is read into memory whole.
MAX_BYTES = 2 * 1024**3
_READ_ONLY = (errno.EACCES, errno.EPERM, errno.EROFS)
_FULL = tuple(
    getattr(errno, name) for name in ("ENOSPC", "EDQUOT", "EFBIG") if hasattr(errno, name)
)
_GONE = tuple(
    getattr(errno, name)
    for name in (
        "ENOENT", "ENOTDIR", "ENODEV", "ENXIO", "EIO", "ESTALE", "EHOSTDOWN", "EHOSTUNREACH",
        "ENETUNREACH", "ENOTCONN", "ETIMEDOUT",
    )
    if hasattr(errno, name)
)  # fmt: skip


class FileError(LuoyangError):
    """A workspace file cannot be read or written."""

    def __init__(self, path: Path, problem: str, hint: str) -> None:
        super().__init__(f"{path.name}：{problem}，", hint)
        self.path = path


class DamagedError(FileError):
    """The file is not what it should be."""


class NewerVersionError(FileError):
    """The file comes from a later program."""


class ChangedOnDiskError(FileError):
    """Somebody else has written the file since it was opened."""


class OpenElsewhereError(FileError):
    """Another program has the file open."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What tells whether a file was written again."""

    modified_ns: int
    size: int


def signature(path: Path) -> Signature | None:
    """The file's signature; None where there is no file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return Signature(found.st_mtime_ns, found.st_size)


def read(path: Path) -> bytes:
    """The whole file."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise FileError(path, f"文件超过 {MAX_BYTES // 2**30} GB", "它不像一个工作区。")
        return path.read_bytes()
    except OSError as error:
        raise _sentence(path, error, "打开") from error


def write(path: Path, data: bytes, durable: bool = True) -> None:
    """Write the file whole, or leave the old one as it was.

    Without `durable` a power failure, but no other, may still tear it.
    """
    target = Path(os.path.realpath(path))
    part = target.with_name(f".{target.name}.saving")
    try:
        if target.exists() and not _writable(target):
            raise PermissionError(errno.EACCES, "read-only", str(target))
        try:
            with part.open("wb") as file:
                file.write(data)
                if durable:
                    file.flush()
                    os.fsync(file.fileno())
            if target.exists():
                shutil.copymode(target, part)
            part.replace(target)
        except BaseException:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            raise
        if durable:
            sync_folder(target.parent)
    except OSError as error:
        raise _sentence(path, error, "保存") from error


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and bool(path.stat().st_mode & 0o222)


def sync_folder(folder: Path) -> None:
    """Make a rename in a folder survive a power failure, where the system can."""
    if os.name == "nt":
        return
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    except OSError as error:
        # Some network file systems cannot sync a folder; the file itself is safe.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EACCES):
            raise
    finally:
        os.close(fd)


def _sentence(path: Path, error: OSError, deed: str) -> FileError:
    if error.errno in _READ_ONLY:
        if deed == "打开":
            return FileError(path, "没有读取权限", "请检查文件权限。")
        return FileError(
            path, f"文件或文件夹“{path.parent}”是只读的，或正被别的程序占用", "请另存到别处。"
        )
    if error.errno in _FULL:
        return FileError(
            path, f"{deed}失败，磁盘已满或超出配额", "请腾出空间或另存到别的磁盘，原文件未动。"
        )
    if error.errno in _GONE:
        if deed == "打开" and path.parent.is_dir():
            return FileError(path, f"在“{path.parent}”里找不到这个文件", "请检查路径。")
        return FileError(
            path,
            f"到不了文件夹“{path.parent}”（可能网络盘已断开）",
            "请重新连接，或另存到本机。" if deed == "保存" else "请重新连接后再打开。",
        )
    return FileError(path, f"{deed}失败（{reason(error)}）", "请另存到别处或检查磁盘。")
