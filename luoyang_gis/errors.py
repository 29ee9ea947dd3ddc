"""Every mistake a user can make ends in one sentence."""

from __future__ import annotations

import errno


class LuoyangError(Exception):
    """A failure a user can mend: one Chinese sentence naming the place and the remedy."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}{self.hint}"


class DataError(LuoyangError):
    """A bundled or imported file cannot be read as what it should be."""

    def __init__(self, place: str, problem: str, hint: str = "") -> None:
        super().__init__(f"{place}：{problem}", hint)
        self.place = place
        self.problem = f"{problem}{hint}"


class UsageError(LuoyangError):
    """The program was asked for something it does not offer."""


_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "不是文件夹",
    errno.EISDIR: "是文件夹，不是文件",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOSPC: "磁盘已满",
    errno.ENAMETOOLONG: "名字太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EIO: "磁盘或网络盘出错",
}


def reason(error: OSError) -> str:
    """Why the system refused, in Chinese where we know the case."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)
