"""Write a file whole or not at all: a failed or cancelled export leaves the old one as it was."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from luoyang_gis.errors import LuoyangError, reason
from luoyang_gis.workspace.disk import sync_folder

KEPT = "原有文件没有改动。"
_REASONS = {
    errno.ENOSPC: ("磁盘已满", "请清理空间或换一个位置"),
    errno.EDQUOT: ("磁盘配额已用完", "请清理空间或换一个位置"),
    errno.EROFS: ("所在磁盘是只读的", "请换一个位置"),
    errno.EACCES: ("没有写入权限，或文件正被其他程序打开", "请关闭它或换一个位置"),
    errno.EPERM: ("没有写入权限，或文件正被其他程序打开", "请关闭它或换一个位置"),
    errno.ENOENT: ("所在文件夹不存在", "请先建好文件夹"),
    errno.ENOTDIR: ("所在文件夹不存在", "请先建好文件夹"),
    errno.EISDIR: ("这是一个文件夹", "请给出文件名"),
    errno.ENAMETOOLONG: ("文件名太长", "请换一个短一些的名字"),
}


class WriteError(LuoyangError):
    """A file could not be written; what was there before still is."""

    def __init__(self, path: Path, error: OSError) -> None:
        what, remedy = _REASONS.get(error.errno or 0, (reason(error), "请换一个位置再试"))
        super().__init__(f"无法写入 {path}：{what}，{remedy}，", KEPT)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A new file beside `path` to be filled; it takes the place of `path` when the block succeeds."""
    target = path.resolve()
    part = target.with_name(f".{target.stem[:80]}.{secrets.token_hex(4)}{target.suffix}")
    try:
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        # A name too long or a folder that is missing is better known before the work is done.
        part.touch(exist_ok=False)
        part.unlink()
        yield part
        _settle(part, target)
    except OSError as error:
        raise WriteError(path, error) from error
    finally:
        # Some writers (SQLite) leave a journal beside their file.
        for left in _beginning(part):
            left.unlink(missing_ok=True)


def _beginning(part: Path) -> list[Path]:
    folder = part.parent
    return [f for f in folder.iterdir() if f.name.startswith(part.name)] if folder.is_dir() else []


def _settle(part: Path, target: Path) -> None:
    with part.open("r+b") as file:
        os.fsync(file.fileno())
    if target.exists():
        if not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        shutil.copymode(target, part)
    part.replace(target)
    sync_folder(target.parent)


def write_bytes(path: Path, content: bytes) -> None:
    """Replace a file's content, whole or not at all."""
    with replacing(path) as part:
        part.write_bytes(content)
