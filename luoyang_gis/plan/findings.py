"""What a check has found: a file, a record and one sentence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, and where."""

    file: str
    record: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file} · {self.record}" if self.record else self.file
        return f"{place}：{self.message}"
