"""The command line's grammar in Chinese: one sentence for each wrong use, headings of the help."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from datetime import date
from typing import NoReturn

WRONG_USE = 2

# What argparse says, and how we say it; the groups are names and values that the user knows.
_SENTENCES = tuple(
    (re.compile(pattern, re.DOTALL), sentence)
    for pattern, sentence in (
        (
            r"argument (?P<name>.+?): invalid choice: (?P<value>.+) \(choose from (?P<known>.+)\)",
            "没有{value}这一项，可选的是 {known}",
        ),
        (r"the following arguments are required: (?P<name>.+)", "缺少 {name}"),
        (r"unrecognized arguments: (?P<value>.+)", "多出了不认识的参数 {value}"),
        (r"argument (?P<name>.+?): expected .*", "{name} 后面缺少值"),
        (
            r"argument (?P<name>.+?): not allowed with argument (?P<value>.+)",
            "{name} 不能与 {value} 一起用",
        ),
        (
            r"argument (?P<name>.+?): invalid int value: (?P<value>.+)",
            "{name} 的值{value}不是整数",
        ),
        (
            r"argument (?P<name>.+?): ignored explicit argument (?P<value>.+)",
            "{name} 不带值，请去掉 {value}",
        ),
        (
            r"ambiguous option: (?P<value>.+) could match (?P<known>.+)",
            "选项 {value} 不明确，可能是 {known}",
        ),
        # What our own types say is Chinese already.
        (r"argument (?P<name>-.+?): (?P<value>.+)", "{name}：{value}"),
    )
)
_HEADINGS = {"positional arguments": "参数", "options": "选项"}


class _Help(argparse.HelpFormatter):
    """Help whose headings are Chinese."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        super().start_section(_HEADINGS.get(heading or "", heading))


class Parser(argparse.ArgumentParser):
    """An argument parser whose complaints are one Chinese sentence."""

    def __init__(self, prog: str, description: str | None = None) -> None:
        # Options must be written out: a new one may never change what an old script means.
        super().__init__(
            prog,
            description=description,
            formatter_class=_Help,
            add_help=False,
            allow_abbrev=False,
        )
        self.add_argument("-h", "--help", action="help", help="显示用法")

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_USE, one_line(f"{in_chinese(message)}，用 {self.prog} --help 查看用法。"))


def in_chinese(message: str) -> str:
    """One of argparse's complaints in Chinese."""
    for pattern, sentence in _SENTENCES:
        found = pattern.fullmatch(message)
        if found:
            words = found.groupdict(default="")
            return sentence.format(
                name=words.get("name", "").replace(", ", "、"),
                value=_quoted(words.get("value", "")),
                known=re.sub(r"['\"]", "", words.get("known", "")).replace(", ", "、"),
            )
    return f"用法有误（{message}）"


def _quoted(value: str) -> str:
    return f"“{value[1:-1]}”" if value[:1] in ("'", '"') else value


def one_line(text: str) -> str:
    """The text as a line of its own, whatever was pasted into it."""
    return " ".join(text.splitlines()) + "\n"


def day(text: str) -> date:
    """A date as an option's value."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"日期“{text}”应写作 2021-02-07") from error


def size(text: str) -> tuple[int, int]:
    """Width and height as an option's value."""
    found = re.fullmatch(r"(\d{1,9})[x×](\d{1,9})", text.lower(), re.ASCII)
    if not found:
        raise argparse.ArgumentTypeError(f"尺寸“{text}”应写作 1600x1000")
    return int(found[1]), int(found[2])


def names(text: str) -> tuple[str, ...]:
    """One name or several between commas as an option's value."""
    found = tuple(name for part in text.split(",") if (name := part.strip()))
    if not found:
        raise argparse.ArgumentTypeError("一个名字也没有，应写作 a,b")
    return found


def share(text: str) -> float:
    """A number from 0 to 1 as an option's value."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    # Written so that what is not a number fails as well.
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"“{text}”应是 0 至 1 之间的数")
    return value
