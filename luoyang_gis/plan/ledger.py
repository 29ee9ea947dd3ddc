"""Read `resources/`: documents, indicators, targets, actuals and links."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Literal, TypeVar, cast

from luoyang_gis.errors import DataError
from luoyang_gis.plan.files import read_csv, read_toml
from luoyang_gis.plan.findings import Finding
from luoyang_gis.plan.model import (
    Actual,
    Comparator,
    Document,
    Due,
    Indicator,
    Kind,
    Link,
    Milestone,
    Passage,
    Record,
    Revision,
    Role,
    Rule,
    Section,
    Target,
    Theme,
)
from luoyang_gis.plan.tables import want, want_strings, want_tables

RECORD_COLUMNS = (
    "id", "section", "anchor", "kind", "milestone", "indicator", "comparator", "value",
    "value_max", "unit", "due", "due_text", "theme", "summary", "note",
)  # fmt: skip
LINK_COLUMNS = ("record", "feature", "role")

R = TypeVar("R", bound=Record)
T = TypeVar("T")


class Ledger:
    """What `resources/` holds, and what is wrong with it."""

    def __init__(self, folder: Path) -> None:
        self.findings: list[Finding] = []
        self.documents = self._tables(folder / "documents.toml", "document", _document)
        self.indicators = self._tables(folder / "indicators.toml", "indicator", _indicator)
        # Both are optional: a ledger may have nothing to say there.
        self.revisions = self._optional(folder / "revisions.toml", "revision", _revision)
        self.rules = self._optional(folder / "rules.toml", "rule", _rule)
        self.targets = list(self._rows(folder / "targets", RECORD_COLUMNS, read_target))
        self.actuals = list(self._rows(folder / "actuals", RECORD_COLUMNS, read_actual))
        self.links = list(self._rows(folder / "links", LINK_COLUMNS, read_link))

    def _tables(self, path: Path, key: str, read: Callable[[Mapping[str, object]], T]) -> list[T]:
        found: list[T] = []
        try:
            entries = want_tables(read_toml(path), key)
        except DataError as error:
            self.findings.append(Finding(path.name, "", error.problem))
            return found
        except ValueError as error:
            self.findings.append(Finding(path.name, "", str(error)))
            return found
        for number, entry in enumerate(entries, 1):
            try:
                found.append(read(entry))
            except ValueError as error:
                name = (
                    entry.get("id") or entry.get("name") or entry.get("whole") or f"第 {number} 条"
                )
                self.findings.append(Finding(path.name, str(name), str(error)))
        return found

    def _optional(self, path: Path, key: str, read: Callable[[Mapping[str, object]], T]) -> list[T]:
        return self._tables(path, key, read) if path.exists() else []

    def _rows(
        self, folder: Path, columns: tuple[str, ...], read: Callable[[Mapping[str, str]], T]
    ) -> Iterator[T]:
        for path in sorted(folder.glob("*.csv")):
            file = f"{folder.name}/{path.name}"
            try:
                for line, row in read_csv(path, columns):
                    try:
                        yield read(row)
                    except ValueError as error:
                        record = row.get("id") or row.get("record") or f"第 {line} 行"
                        self.findings.append(Finding(file, record, str(error)))
            except DataError as error:
                self.findings.append(Finding(file, "", error.problem))


def _document(entry: Mapping[str, object]) -> Document:
    when = entry.get("date")
    if not isinstance(when, date):
        raise ValueError(f"date 的值 {when!r} 不是日期")
    return Document(
        id=want(entry, "id", str),
        title=want(entry, "title", str),
        short=want(entry, "short", str),
        issuer=want(entry, "issuer", str),
        date=when,
        kind=want(entry, "kind", str),
        fingerprint=want(entry, "fingerprint", str),
        sections=tuple(
            Section(want(s, "path", str), want(s, "title", str))
            for s in want_tables(entry, "section")
        ),
    )


def _indicator(entry: Mapping[str, object]) -> Indicator:
    better = want(entry, "better", str, "up")
    if better not in ("up", "down", "neutral"):
        raise ValueError(f"better 的值 {better!r} 应是 up、down 或 neutral")
    aggregate = want(entry, "aggregate", str, "level")
    if aggregate not in ("level", "rate", "share", "count"):
        raise ValueError(f"aggregate 的值 {aggregate!r} 应是 level、rate、share 或 count")
    return Indicator(
        name=want(entry, "name", str),
        unit=want(entry, "unit", str, ""),
        better=cast(Literal["up", "down", "neutral"], better),
        theme=_member(Theme, want(entry, "theme", str, Theme.OVERALL.value), "主题"),
        aggregate=cast(Literal["level", "rate", "share", "count"], aggregate),
        definition=want(entry, "definition", str, ""),
        aliases=want_strings(entry, "aliases"),
    )


def _revision(entry: Mapping[str, object]) -> Revision:
    return Revision(
        name=want(entry, "name", str),
        was=want(entry, "was", str),
        now=want(entry, "now", str),
        earlier=want(entry, "earlier", str),
        later=want(entry, "later", str),
        meaning=want(entry, "meaning", str, ""),
    )


def _rule(entry: Mapping[str, object]) -> Rule:
    kind = want(entry, "kind", str)
    if kind not in ("growth", "product", "parts"):
        raise ValueError(f"kind 的值 {kind!r} 应是 growth、product 或 parts")
    return Rule(
        kind=cast(Literal["growth", "product", "parts"], kind),
        whole=want(entry, "whole", str),
        parts=want_strings(entry, "parts"),
        tolerance=want(entry, "tolerance", float, 0.5),
        note=want(entry, "note", str, ""),
        explained=want(entry, "explained", str, ""),
    )


E = TypeVar("E", Theme, Kind, Milestone, Comparator, Role)


def _member(vocabulary: type[E], text: str, word: str) -> E:
    try:
        return vocabulary(text)
    except ValueError as error:
        known = "、".join(vocabulary)
        raise ValueError(f"{word}“{text}”不在词表中（{known}）") from error


def _number(text: str, column: str) -> float | None:
    if not text:
        return None
    try:
        value = float(text)
    except ValueError as error:
        raise ValueError(f"{column} 的值“{text}”不是数") from error
    if not math.isfinite(value):
        raise ValueError(f"{column} 的值“{text}”不是有限的数")
    return value


def _read_record(kind: type[R], row: Mapping[str, str]) -> R:
    id_ = row["id"]
    document, dot, _ = id_.partition(".")
    if not (document and dot):
        raise ValueError(f"编号“{id_}”应是“文件.序号”")
    due = None
    if row["due"]:
        try:
            due = Due.parse(row["due"])
        except ValueError as error:
            raise ValueError(f"日期“{row['due']}”读不懂") from error
    return kind(
        id=id_,
        passage=Passage(document, row["section"], row["anchor"]),
        kind=_member(Kind, row["kind"], "类别"),
        indicator=row["indicator"],
        theme=_member(Theme, row["theme"], "主题"),
        summary=row["summary"],
        milestone=_member(Milestone, row["milestone"], "节点") if row["milestone"] else None,
        comparator=_member(Comparator, row["comparator"], "比较符") if row["comparator"] else None,
        value=_number(row["value"], "value"),
        value_max=_number(row["value_max"], "value_max"),
        unit=row["unit"],
        due=due,
        due_text=row["due_text"],
        note=row["note"],
    )


def read_target(row: Mapping[str, str]) -> Target:
    """A target from a CSV row; a ValueError says what is wrong with it."""
    return _read_record(Target, row)


def read_actual(row: Mapping[str, str]) -> Actual:
    """An actual from a CSV row; a ValueError says what is wrong with it."""
    return _read_record(Actual, row)


def read_link(row: Mapping[str, str]) -> Link:
    """A link from a CSV row; a ValueError says what is wrong with it."""
    return Link(row["record"], row["feature"], _member(Role, row["role"], "角色"))
