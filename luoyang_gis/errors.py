"""Every mistake a user can make ends in one sentence."""

from __future__ import annotations


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
