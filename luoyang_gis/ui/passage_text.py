"""Where the cited passages stand in a document's text, in the positions Qt counts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from luoyang_gis.plan.model import Plan
from luoyang_gis.plan.passages import DocumentText


@dataclass(frozen=True, slots=True)
class Mark:
    """A cited passage: its extent, and the records that cite it."""

    start: int
    end: int
    records: tuple[str, ...]


@dataclass(frozen=True)
class MarkedText:
    """A document's text as it is shown, and its marks in order."""

    text: str
    marks: tuple[Mark, ...]
    missing: frozenset[str]
    # Where the characters are that take two of Qt's places.
    wide: Sequence[int] = ()

    def spans(self, wanted: str) -> list[tuple[int, int]]:
        """Where a phrase stands, whatever white space lies between its characters."""
        letters = [re.escape(char) for char in wanted if not char.isspace()]
        if not letters:
            return []
        pattern = re.compile(r"\s*".join(letters), re.IGNORECASE)
        return [self.place(*m.span()) for m in pattern.finditer(self.text)]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Places in the text as Qt counts them."""
        return start + bisect_right(self.wide, start - 1), end + bisect_right(self.wide, end - 1)

    def at(self, position: int) -> tuple[str, ...]:
        """The records that cite what stands at a position, the shortest passage first."""
        over = [m for m in self.marks if m.start <= position < m.end]
        over.sort(key=lambda m: m.end - m.start)
        return tuple(dict.fromkeys(id_ for mark in over for id_ in mark.records))

    def mark_of(self, record: str) -> Mark | None:
        """Where a record's passage stands."""
        return next((m for m in self.marks if record in m.records), None)

    def next_mark(self, position: int, forward: bool) -> Mark | None:
        """The passage after or before a position, round the end."""
        if not self.marks:
            return None
        starts = [m.start for m in self.marks]
        if forward:
            return self.marks[bisect_right(starts, position) % len(self.marks)]
        before = [m for m in self.marks if m.start < position]
        return (before or self.marks)[-1]


def marked(plan: Plan, document: str, found: DocumentText) -> MarkedText:
    """A document's text with every passage that the plan cites."""
    # Qt counts in UTF-16 and knows but one kind of line end.
    plain = DocumentText(found.path, found.text.replace("\r\n", "\n").replace("\r", "\n"))
    places: dict[tuple[int, int], list[str]] = {}
    missing = set()
    for record in plan.records:
        if record.passage.document != document:
            continue
        span = plain.find(record.passage.anchor)
        if span is None:
            missing.add(record.id)
        else:
            places.setdefault(span, []).append(record.id)
    whole = MarkedText(plain.text, (), frozenset(missing), _wide_before(plain.text))
    marks = (Mark(*whole.place(*span), tuple(ids)) for span, ids in sorted(places.items()))
    return replace(whole, marks=tuple(marks))


def _wide_before(text: str) -> Sequence[int]:
    """Positions of the characters that take two places in UTF-16."""
    return [i for i, char in enumerate(text) if ord(char) > 0xFFFF]
