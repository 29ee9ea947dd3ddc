"""The outline of a planning document: its sentences with the section each stands in."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

_N = "[一二三四五六七八九十]{1,3}"
# Headings by rank: markdown without a number, 一、, （一）, 1. and ■. A line may carry two marks.
_MARKS = (
    (0, re.compile(r"#{1,6}")),
    (1, re.compile(rf"第{_N}[章篇编]|{_N}、|【{_N}】")),
    (2, re.compile(rf"[（(]{_N}[)）]|第{_N}节")),
    (3, re.compile(r"[■◆]|\d{1,2}[.．、](?!\d)")),
)
_BULLET = re.compile(r"——|[●•▪]")
# A number that carries its heading on the same line is named by the number alone.
_NUMBER = re.compile(rf"({_N})、|([（(]{_N}[)）])|【({_N})】|(第{_N}[章篇编节])")
_ENDED = re.compile(r"[。！？；：…”）)]$")
_SENTENCE = re.compile(r"[^。！？；]*[。！？；]?[”’）]?")
RUN_IN_LENGTH = 18
HEADING_LENGTH = 70


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the folded text, with its place and the headings above it, outermost first."""

    text: str
    start: int
    headings: tuple[str, ...]
    path: str
    # A heading that promises nothing but its section.
    heading: bool = False
    # The cells of a line of figures in a table: 指标, 2020年, 2025年.
    cells: tuple[str, ...] = ()


@dataclass(slots=True)
class _Heading:
    rank: int
    name: str
    title: str


@dataclass
class _Reader:
    """Walks the lines and knows the headings above."""

    # How many characters of the folded text are behind.
    at: int = 0
    stack: list[_Heading] = field(default_factory=list)
    run_in: str = ""
    pending: list[str] = field(default_factory=list)
    pending_start: int = 0

    def enter(self, rank: int, name: str, title: str) -> None:
        self.stack = [h for h in self.stack if h.rank < rank]
        self.stack.append(_Heading(rank, name, title))
        self.run_in = ""

    def sentence(self, text: str, start: int, *, heading: bool = False) -> Sentence:
        names = [h.name for h in self.stack] + ([self.run_in] if self.run_in else [])
        titles = [h.title for h in self.stack] + ([self.run_in] if self.run_in else [])
        return Sentence(text, start, tuple(titles), "/".join(names), heading)

    def flush(self) -> Iterator[Sentence]:
        """The sentences of the paragraph that has ended; a short opening one is a heading."""
        for match in _SENTENCE.finditer("".join(self.pending)):
            text = match[0]
            if not text:
                continue
            heading = is_run_in(text)
            if heading:
                self.run_in = text.strip("*。")
            yield self.sentence(text, self.pending_start + match.start(), heading=heading)
        self.pending.clear()

    def add(self, text: str) -> None:
        if not self.pending:
            self.pending_start = self.at
        self.pending.append(text)
        self.at += len(text)


# What ends a run-in heading rather than a short report of something done.
_DONE = re.compile(
    r"成功|荣获|荣膺|获批|入选|晋升|上市|建成|投用|开工|通车|签约|举办|召开|新增|完成了?|已"
)


def is_run_in(text: str) -> bool:
    """Whether a sentence is a heading run into its paragraph: 培育壮大新兴产业。"""
    return (
        text.endswith("。")
        and len(text) <= RUN_IN_LENGTH
        and not re.search(r"[，,、：:；;“”《》（）0-9A-Za-z]", text)
        and not _DONE.search(text)
    )


def sentences(text: str) -> tuple[Sentence, ...]:
    """Every sentence of a text in order; starts count in the text without white space."""
    reader = _Reader()
    found: list[Sentence] = []
    lines = text.split("\n")
    width = _width(lines)
    for raw in lines:
        line = "".join(raw.replace("**", "").split())
        kept = "".join(raw.split())
        if not kept:
            if reader.pending and (
                _ENDED.search(reader.pending[-1]) or _BULLET.match(reader.pending[0])
            ):
                found.extend(reader.flush())
            continue
        cells = tuple(raw.split())
        if is_row(cells):
            found.extend(reader.flush())
            found.append(replace(reader.sentence(kept, reader.at), cells=cells))
            reader.at += len(kept)
            continue
        marks = list(_headings(line))
        if marks:
            found.extend(reader.flush())
            found.extend(_open(reader, kept, line, marks))
            continue
        ended = not reader.pending or _ENDED.search(reader.pending[-1])
        if ended and is_bare_heading(kept, width):
            found.extend(reader.flush())
            reader.enter(BARE_RANK, kept, kept)
            found.append(reader.sentence(kept, reader.at, heading=True))
            reader.at += len(kept)
            continue
        pieces = _bullets(kept)
        for number, piece in enumerate(pieces):
            if number or _BULLET.match(piece):
                found.extend(reader.flush())
            reader.add(piece)
    found.extend(reader.flush())
    return tuple(found)


# A heading without a mark is ranked below those that have one.
BARE_RANK = 4
BARE_LENGTH = 25


def _width(lines: Sequence[str]) -> int:
    """How long the lines of the text run before they break: nine in ten are shorter."""
    lengths = sorted(len("".join(raw.split())) for raw in lines if raw.strip())
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def is_bare_heading(line: str, width: int) -> bool:
    """Whether a line of its own, short for this text and without any mark, is a heading."""
    return (
        4 <= len(line) <= min(BARE_LENGTH, width * 3 // 4)
        and not re.search(r"[，,、。：:；;！？!?“”《》（）()0-9A-Za-z—]", line)
        and not _DONE.search(line)
    )


_FIGURE = re.compile(r"[≥≤＞＜><]?-?\d[\d,]*(?:\.\d+)?%?左?右?")
_COLUMN = re.compile(r"20\d\d年?.{0,4}")


def is_row(cells: Sequence[str]) -> bool:
    """Whether a line is one of a table: a name with two or more figures, or a head of years."""
    if any(re.search(r"[，。；：！]", c) for c in cells):
        return False
    figures = sum(bool(_FIGURE.fullmatch(c)) for c in cells)
    years = sum(bool(_COLUMN.fullmatch(c)) for c in cells)
    name = any(re.search(r"[一-龥]{2}", c) for c in cells)
    return len(cells) >= 3 and name and (figures >= 2 or years >= 2)


def _headings(line: str) -> Iterator[tuple[int, str]]:
    """The marks that a line opens with, outermost first."""
    at = 0
    for rank, pattern in _MARKS:
        match = pattern.match(line, at)
        if match:
            yield rank, match[0]
            at = match.end()


def _open(
    reader: _Reader, kept: str, line: str, marks: list[tuple[int, str]]
) -> Iterator[Sentence]:
    """Enter the heading of a line; what follows its first sentence is text."""
    body = line[sum(len(m) for _, m in marks) :]
    title, stop, _ = body.partition("。")
    rank, mark = next((m for m in reversed(marks) if m[0]), marks[-1])
    numbered = _NUMBER.match(mark)
    name = next(g for g in numbered.groups() if g) if numbered else title
    if len(title) > HEADING_LENGTH:
        # No heading but a numbered paragraph.
        reader.enter(rank, name, "")
        reader.add(kept)
        return
    if rank or reader.at:
        reader.enter(rank, name, title)  # the heading that opens a document is its title
    length = kept.find(title) + len(title) + len(stop) if title else len(kept)
    length = max(length, 1)
    start = reader.at
    reader.at += length
    yield reader.sentence(kept[:length], start, heading=True)
    if kept[length:]:
        reader.add(kept[length:])


def _bullets(text: str) -> list[str]:
    """A line with several bullets is several items."""
    starts = [m.start() for m in _BULLET.finditer(text)]
    if not starts or (starts[0] and not _ENDED.search(text[: starts[0]]) and len(starts) < 2):
        return [text]
    cuts = sorted({0, *starts, len(text)})
    return [text[a:b] for a, b in itertools.pairwise(cuts) if text[a:b]]
