"""Search the plan by Chinese, pinyin and initials, tolerant of a typo."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

from luoyang_gis.plan.model import Actual, Plan


class Subject(StrEnum):
    """What a hit is."""

    FEATURE = "要素"
    TARGET = "目标"
    ACTUAL = "实绩"
    INDICATOR = "指标"
    LAYER = "图层"
    DOCUMENT = "文件"
    SCENE = "场景"
    COMMAND = "命令"


_RANK = {subject: place for place, subject in enumerate(Subject)}


@dataclass(frozen=True)
class Entry:
    """One thing that can be found: names are matched by pinyin too, the text only as it stands."""

    subject: Subject
    id: str
    title: str
    detail: str = ""
    names: tuple[str, ...] = ()
    text: str = ""

    @cached_property
    def spellings(self) -> tuple[tuple[tuple[str, ...], ...], ...]:
        """For each name, the ways each of its characters may be typed."""
        return tuple(spelling(name) for name in (self.title, *self.names))

    @cached_property
    def folded(self) -> str:
        """Everything that is matched as it stands, lower case."""
        return "\n".join((self.title, *self.names, self.text)).lower()


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry and how well it fits, 100 being perfect."""

    entry: Entry
    score: float


@lru_cache(maxsize=20_000)
def _readings(char: str) -> tuple[str, ...]:
    # Single characters need no dictionary of phrases, which takes 0.1 s to load.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
    from pypinyin import Style, pinyin

    # Rare readings of common characters only make noise, so each keeps its first few.
    found = pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(dict.fromkeys(found[0]))[:4] if found else (char.lower(),)


@lru_cache(maxsize=20_000)
def spelling(name: str) -> tuple[tuple[str, ...], ...]:
    """For each character of a name, its pinyin readings (or itself)."""
    return tuple(_readings(char) for char in name if not char.isspace())


def spelt(query: str, name: Sequence[Sequence[str]]) -> int | None:
    """Where in a name a query typed in pinyin, initials or both begins; None where nowhere."""
    for start in range(len(name)):
        if _continues(query, name, start):
            return start
    return None


def _continues(query: str, name: Sequence[Sequence[str]], at: int) -> bool:
    if not query:
        return True
    if at == len(name):
        return False
    for reading in name[at]:
        if reading.startswith(query):
            return True
        if query.startswith(reading) and _continues(query[len(reading) :], name, at + 1):
            return True
        if query[0] == reading[0] and _continues(query[1:], name, at + 1):
            return True
    return False


class SearchIndex:
    """All that can be found, ranked: names before summaries, beginnings before middles."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)

    def find(self, query: str, limit: int = 30) -> list[Hit]:
        """The best hits; every word of the query must fit."""
        words = query.lower().split()
        if not words:
            return []
        hits = []
        for entry in self.entries:
            scores = [self._score(word, entry) for word in words]
            if min(scores) > 0:
                hits.append(Hit(entry, sum(scores) / len(scores)))
        if not hits:
            hits = self._typo("".join(words))
        # Of equally good hits places come before what is said of them.
        hits.sort(key=lambda h: (-h.score, _RANK[h.entry.subject], len(h.entry.title)))
        return hits[:limit]

    @staticmethod
    def _score(word: str, entry: Entry) -> float:
        title = entry.title.lower()
        if word == title:
            return 100
        if title.startswith(word):
            return 95
        if word in title:
            return 90
        if any(word in name.lower() for name in entry.names):
            return 85
        if word in entry.folded:
            return 60
        if word.isascii() and word.isalnum():
            starts = [spelt(word, s) for s in entry.spellings]
            if starts[0] == 0:
                return 80
            if 0 in starts:
                return 75
            if any(s is not None for s in starts):
                return 70
        return 0

    def _typo(self, word: str) -> list[Hit]:
        """What is one slip away, by characters or by pinyin."""
        from rapidfuzz import fuzz, process

        # So few letters are one slip away from anything.
        if len(word) < (4 if word.isascii() else 2):
            return []
        if word.isascii():
            choices = ["".join(r[0] for r in e.spellings[0]) for e in self.entries]
        else:
            choices = [e.title.lower() for e in self.entries]
        found = process.extract(word, choices, scorer=fuzz.partial_ratio, score_cutoff=66, limit=30)
        return [Hit(self.entries[i], score / 2) for _, score, i in found]


def plan_entries(plan: Plan) -> list[Entry]:
    """Everything of the plan that can be found."""
    layers = {layer.id: layer.name for layer in plan.layers}
    entries = [
        Entry(Subject.FEATURE, f.id, f.name, f"{layers[f.layer]} · {f.status}", f.aliases, f.county)
        for f in plan.features
    ]
    for record in plan.records:
        subject = Subject.ACTUAL if isinstance(record, Actual) else Subject.TARGET
        document = plan.document.get(record.passage.document)
        detail = " · ".join(
            part
            for part in (
                record.due_text or (str(record.due) if record.due else ""),
                record.indicator,
                document.short if document else "",
            )
            if part
        )
        names = (record.indicator,) if record.indicator else ()
        entries.append(
            Entry(subject, record.id, record.summary, detail, names, record.passage.anchor)
        )
    entries += [
        Entry(Subject.INDICATOR, i.name, i.name, i.unit, i.aliases, i.definition)
        for i in plan.indicators
    ]
    entries += [
        Entry(Subject.LAYER, x.id, x.name, "图层", (), " ".join(x.tags)) for x in plan.layers
    ]
    entries += [Entry(Subject.DOCUMENT, d.id, d.title, d.short, (d.short,)) for d in plan.documents]
    entries += [Entry(Subject.SCENE, s.id, s.title, "场景") for s in plan.scenes]
    return entries
