"""Imported layers in the workspace file: ordinary GeoPackage layers, and what we know of them."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace

from luoyang_gis.plan.model import BBox
from luoyang_gis.workspace import geoblob
from luoyang_gis.workspace.model import (
    Column,
    ColumnType,
    ImportedFeature,
    ImportedLayer,
    Value,
    clean_text,
)
from luoyang_gis.workspace.records import columns, create, insert, item, quoted, row, select

TABLE = "luoyang_layers"
_SQL = {
    ColumnType.BOOLEAN: "BOOLEAN",
    ColumnType.INTEGER: "INTEGER",
    ColumnType.REAL: "REAL",
    ColumnType.TEXT: "TEXT",
}
_TAKEN = {"fid", "geom"}


def register(
    db: sqlite3.Connection, table: str, title: str, geometry: str, box: BBox | None
) -> None:
    """Tell every GIS that a table is a layer."""
    names = ("table_name", "data_type", "identifier", "min_x", "min_y", "max_x", "max_y", "srs_id")
    extent = box or (None, None, None, None)
    insert(db, "gpkg_contents", names, [(table, "features", title, *extent, geoblob.SRS)])
    about = ("table_name", "column_name", "geometry_type_name", "srs_id", "z", "m")
    # An imported file may have heights.
    heights = 2 if geometry == "GEOMETRY" else 0
    insert(db, "gpkg_geometry_columns", about, [(table, "geom", geometry, geoblob.SRS, heights, 0)])


def write(db: sqlite3.Connection, layers: Sequence[ImportedLayer]) -> None:
    """Each layer as a table under a name like its own, and one table that lists them."""
    about = {name: sql for name, sql in columns(ImportedLayer).items() if name != "features"}
    create(db, TABLE, {"table_name": "TEXT", **about})
    taken: set[str] = set()
    for layer in layers:
        table = _distinct(f"图层_{_plain(layer.name)}", taken)
        taken.add(table.casefold())
        known = row(replace(layer, features=()), ImportedLayer)
        insert(db, TABLE, ("table_name", *about), [(table, *(known[name] for name in about))])
        _write_features(db, table, layer)
        register(db, table, f"{layer.name or '未命名'}（{table}）", "GEOMETRY", None)
    insert(
        db,
        "gpkg_contents",
        ("table_name", "data_type", "identifier"),
        [(TABLE, "attributes", "导入图层")],
    )


def _plain(name: str) -> str:
    return "".join(c if c.isalnum() else "_" for c in name)[:60]


def _distinct(name: str, taken: Iterable[str]) -> str:
    known = set(taken)
    found, number = name, 1
    while found.casefold() in known:
        number += 1
        found = f"{name}_{number}"
    return found


def _sql_names(layer: ImportedLayer) -> dict[str, str]:
    """A layer's columns under names that the table has free, with their types."""
    found: dict[str, str] = {}
    taken = set(_TAKEN)
    for column in layer.columns:
        name = _distinct(clean_text(column.name) or "column", taken)
        taken.add(name.casefold())
        found[name] = _SQL[column.type]
    return found


def _write_features(db: sqlite3.Connection, table: str, layer: ImportedLayer) -> None:
    names = _sql_names(layer)
    create(db, table, names, ", geom GEOMETRY")
    wrap = geoblob.wrap
    try:
        rows = ((wrap(wkb), *values) for wkb, values in layer.features)
        insert(db, table, ("geom", *names), rows)
    except (OverflowError, UnicodeEncodeError):
        # Rare values that SQLite cannot hold cost a second pass, not every save.
        db.execute(f"DELETE FROM {quoted(table)}")  # noqa: S608 - the name is quoted
        rows = ((wrap(wkb), *map(storable, values)) for wkb, values in layer.features)
        insert(db, table, ("geom", *names), rows)


def storable(value: Value) -> Value:
    """The nearest value that files can hold."""
    if isinstance(value, str):
        return clean_text(value, len(value))
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        return float(value) if abs(value) < 10**300 else str(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def read(db: sqlite3.Connection) -> tuple[ImportedLayer, ...]:
    """The layers with their features, also where another program added rows or columns."""
    return tuple(_layer(db, values) for values in select(db, TABLE))


def _layer(db: sqlite3.Connection, values: dict[str, object]) -> ImportedLayer:
    table = str(values["table_name"])
    layer = item({k: v for k, v in values.items() if k != "table_name"}, ImportedLayer)
    own = dict(zip(_sql_names(layer), layer.columns, strict=True))
    present = {
        str(name): str(sql)
        for _, name, sql, *_ in db.execute(f"PRAGMA table_info({quoted(table)})")
        if str(name).casefold() not in _TAKEN
    }
    if not present.keys() >= own.keys():
        # A column was dropped elsewhere; the rest stays.
        own = {name: column for name, column in own.items() if name in present}
    for name, sql in present.items():
        if name not in own:
            own[name] = Column(name, _column_type(sql))
    listed = "".join(f", {quoted(name)}" for name in own)
    cursor = db.execute(f"SELECT geom{listed} FROM {quoted(table)} ORDER BY fid")  # noqa: S608
    flags = [i for i, column in enumerate(own.values()) if column.type is ColumnType.BOOLEAN]
    unwrap = geoblob.unwrap
    features = tuple(
        ImportedFeature(unwrap(geom), _values(rest, flags))
        for geom, *rest in cursor
        if geom is not None
    )
    return replace(layer, columns=tuple(own.values()), features=features)


def _values(found: list[object], flags: Sequence[int]) -> tuple[Value, ...]:
    for i in flags:
        if found[i] is not None:
            found[i] = bool(found[i])
    return tuple(v if isinstance(v, (str, int, float)) or v is None else str(v) for v in found)


def _column_type(sql: str) -> ColumnType:
    word = sql.upper()
    if word.startswith("BOOL"):
        return ColumnType.BOOLEAN
    if "INT" in word:
        return ColumnType.INTEGER
    return ColumnType.REAL if word in ("REAL", "DOUBLE", "FLOAT") else ColumnType.TEXT
