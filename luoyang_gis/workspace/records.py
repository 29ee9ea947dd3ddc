"""Dataclasses as rows of SQLite tables: plain values in columns of their own, the rest as JSON."""

from __future__ import annotations

import json
import sqlite3
import types
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import TypeVar, Union, cast, get_args, get_origin, get_type_hints

from luoyang_gis.plan.model import Due
from luoyang_gis.workspace.codec import from_json, to_json

T = TypeVar("T")
JSON = "TEXT_JSON"


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def columns(kind: type) -> Mapping[str, str]:
    """The columns of a dataclass and their types; `JSON` marks what is text only to SQLite."""
    return _columns(cast(Hashable, kind))


@cache
def _columns(hashable: Hashable) -> Mapping[str, str]:
    kind = cast(type, hashable)
    hints = get_type_hints(kind)
    return {f.name: _sql_type(hints[f.name]) for f in fields(kind)}


def _sql_type(hint: object) -> str:
    if get_origin(hint) in (Union, types.UnionType):
        members = [m for m in get_args(hint) if m is not type(None)]
        return _sql_type(members[0]) if len(members) == 1 else JSON
    if hint is bool:
        return "BOOLEAN"
    if hint is int:
        return "INTEGER"
    if hint is float:
        return "REAL"
    if hint in (str, date, datetime, Due):
        return "TEXT"
    return "TEXT" if isinstance(hint, type) and issubclass(hint, StrEnum) else JSON


def row(item: object, kind: type) -> dict[str, object]:
    """A dataclass as column values."""
    return {
        name: _dumped(getattr(item, name)) if sql == JSON else to_json(getattr(item, name))
        for name, sql in columns(kind).items()
    }


def _dumped(value: object) -> str:
    return json.dumps(to_json(value), ensure_ascii=False)


def item(values: Mapping[str, object], kind: type[T]) -> T:
    """The dataclass of a row; a ValueError says what is wrong with it."""
    return from_json(kind, parsed(values, columns(kind)))


def parsed(values: Mapping[str, object], types_: Mapping[str, str]) -> dict[str, object]:
    """A row's values as JSON values; what a stranger added or emptied is left out."""
    found: dict[str, object] = {}
    for name, sql in types_.items():
        if name not in values:
            continue
        value = values[name]
        if value is not None and sql == JSON:
            value = json.loads(str(value))
        elif value is not None and sql == "BOOLEAN":
            value = bool(value)
        found[name] = value
    return found


def create(db: sqlite3.Connection, table: str, types_: Mapping[str, str], extra: str = "") -> None:
    """A table with a key of its own, as GeoPackage asks for."""
    body = "".join(
        f", {quoted(name)} {'TEXT' if sql == JSON else sql}" for name, sql in types_.items()
    )
    db.execute(f"CREATE TABLE {quoted(table)} (fid INTEGER PRIMARY KEY AUTOINCREMENT{extra}{body})")


def insert(
    db: sqlite3.Connection, table: str, names: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """Many rows at once."""
    marks = ", ".join("?" * len(names))
    listed = ", ".join(quoted(name) for name in names)
    statement = f"INSERT INTO {quoted(table)} ({listed}) VALUES ({marks})"  # noqa: S608 - names are quoted
    db.executemany(statement, rows)


def select(db: sqlite3.Connection, table: str, order: str = "fid") -> list[dict[str, object]]:
    """All rows of a table."""
    cursor = db.execute(f"SELECT * FROM {quoted(table)} ORDER BY {quoted(order)}")  # noqa: S608
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, values, strict=True)) for values in cursor]
