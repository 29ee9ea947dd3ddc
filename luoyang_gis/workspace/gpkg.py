"""The workspace file: a GeoPackage that any GIS opens.

Format history (`luoyang_workspace`, key `format`; `user_version` belongs to GeoPackage):
1  annotations in three layers by geometry type, imported layers as layers of their own, scenes,
   actuals, links, statuses and the log in attribute tables.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from luoyang_gis import __version__
from luoyang_gis.workspace import geoblob, imported, shapes
from luoyang_gis.workspace.change import COLLECTIONS, items
from luoyang_gis.workspace.disk import DamagedError, FileError, NewerVersionError
from luoyang_gis.workspace.model import (
    Annotation,
    AnnotationKind,
    Style,
    Workspace,
    new_id,
    now,
)
from luoyang_gis.workspace.records import columns, create, insert, item, parsed, row, select

FORMAT = 1
APPLICATION_ID = 0x47504B47  # "GPKG"
GEOPACKAGE = 10300
SUFFIX = ".gpkg"
ABOUT = "luoyang_workspace"

Migration = Callable[[sqlite3.Connection], None]
# What leads from each older format to the next; it works on a copy in memory.
MIGRATIONS: Mapping[int, Migration] = {}

ATTRIBUTES = {
    "scenes": ("luoyang_scenes", "场景"),
    "actuals": ("luoyang_actuals", "补录实绩"),
    "links": ("luoyang_links", "补录关联"),
    "statuses": ("luoyang_statuses", "补录状态"),
    "log": ("luoyang_log", "留痕"),
}


@dataclass(frozen=True, slots=True)
class _Table:
    """A layer of annotations."""

    name: str
    title: str
    geometry: str
    # What a row that a stranger added becomes.
    kind: AnnotationKind


POINTS = _Table("annotation_points", "标注（点）", "POINT", AnnotationKind.TEXT)
LINES = _Table("annotation_lines", "标注（线）", "LINESTRING", AnnotationKind.LINE)
AREAS = _Table("annotation_areas", "标注（面）", "POLYGON", AnnotationKind.POLYGON)
TABLES = (POINTS, LINES, AREAS)
_STYLE = columns(Style)
_NOTE = {name: sql for name, sql in columns(Annotation).items() if name not in ("points", "style")}
# Circles alone are more than their outline says.
_CENTRE = {"centre_lon": "REAL", "centre_lat": "REAL"}
ANNOTATION_COLUMNS = {"z": "INTEGER", **_NOTE, **_STYLE, **_CENTRE}

_WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,'
    'AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,'
    'AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],'
    'AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]'
)
_SCHEMA = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
 organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL,
 description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL,
 identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL
 DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, min_y DOUBLE, max_x DOUBLE,
 max_y DOUBLE, srs_id INTEGER,
 CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
 geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
 CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
 CONSTRAINT uk_gc_table_name UNIQUE (table_name),
 CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
 CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
"""


# -- writing -------------------------------------------------------------------------------------


def encode(workspace: Workspace) -> bytes:
    """The whole file in memory, so that it reaches the disk in one stroke."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {GEOPACKAGE}")
        db.executescript(_SCHEMA)
        db.executemany(
            "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)",
            (
                ("Undefined Cartesian", -1, "NONE", -1, "undefined", ""),
                ("Undefined geographic", 0, "NONE", 0, "undefined", ""),
                ("WGS 84", 4326, "EPSG", 4326, _WGS84, "longitude/latitude"),
            ),
        )
        _write_about(db, workspace)
        for table in TABLES:
            _write_annotations(db, table, workspace.annotations)
        imported.write(db, workspace.layers)
        for name, (table_name, title) in ATTRIBUTES.items():
            _write_attributes(db, workspace, name, table_name, title)
        db.commit()
        return db.serialize()


def _write_about(db: sqlite3.Connection, workspace: Workspace) -> None:
    create(db, ABOUT, {"key": "TEXT", "value": "TEXT"})
    about = {
        "format": str(FORMAT),
        "title": workspace.title,
        "written_by": f"luoyang-gis {__version__}",
        "written": now().isoformat(),
    }
    insert(db, ABOUT, ("key", "value"), list(about.items()))
    _register_attributes(db, ABOUT, "洛阳规划地图工作区")


def _register_attributes(db: sqlite3.Connection, table: str, title: str) -> None:
    insert(
        db,
        "gpkg_contents",
        ("table_name", "data_type", "identifier"),
        [(table, "attributes", title)],
    )


def _write_attributes(
    db: sqlite3.Connection, workspace: Workspace, name: str, table: str, title: str
) -> None:
    kind = COLLECTIONS[name]
    create(db, table, columns(kind))
    rows = [row(found, kind) for found in items(workspace, name)]
    insert(db, table, tuple(columns(kind)), [tuple(values.values()) for values in rows])
    _register_attributes(db, table, title)


def _write_annotations(
    db: sqlite3.Connection, table: _Table, annotations: Sequence[Annotation]
) -> None:
    create(db, table.name, ANNOTATION_COLUMNS, f", geom {table.geometry}")
    own = [(z, a) for z, a in enumerate(annotations) if _table_of(a) is table]
    insert(db, table.name, ("geom", *ANNOTATION_COLUMNS), [_annotation_row(z, a) for z, a in own])
    boxes = [shapes.bounds(a) for _, a in own]
    box = (
        (
            min(b[0] for b in boxes),
            min(b[1] for b in boxes),
            max(b[2] for b in boxes),
            max(b[3] for b in boxes),
        )
        if boxes
        else None
    )
    imported.register(db, table.name, table.title, table.geometry, box)


def _table_of(a: Annotation) -> _Table:
    if a.kind.is_area:
        return AREAS
    return LINES if len(a.points) > 1 else POINTS


def _annotation_row(z: int, a: Annotation) -> tuple[object, ...]:
    note = row(a, Annotation)
    centre = a.points[0] if a.kind is AnnotationKind.CIRCLE else (None, None)
    values = {
        **note,
        **row(a.style, Style),
        "z": z,
        "centre_lon": centre[0],
        "centre_lat": centre[1],
    }
    return (geoblob.blob(shapes.geometry(a)), *(values[name] for name in ANNOTATION_COLUMNS))


# -- reading -------------------------------------------------------------------------------------


def decode(
    path: Path,
    data: bytes,
    migrations: Mapping[int, Migration] = MIGRATIONS,
    newest: int = FORMAT,
) -> Workspace:
    """The workspace in a file's bytes; the path is only named when something is wrong."""
    if not data.startswith(b"SQLite format 3\0"):
        raise DamagedError(path, "这不是工作区文件", "请选择洛阳规划地图保存的 .gpkg 文件。")
    if len(data) < _promised_size(data):
        raise DamagedError(
            path, "文件不完整，后面的部分丢失了", "请打开备份，或从自动保存中恢复；原文件未动。"
        )
    # A stranger may leave the file in WAL mode, which a copy in memory cannot have.
    if data[18:20] == b"\2\2":
        data = data[:18] + b"\1\1" + data[20:]
    with closing(sqlite3.connect(":memory:")) as db:
        try:
            db.deserialize(data)
            db.execute("PRAGMA trusted_schema = OFF")
            _check_whole(path, db)
            about = _read_about(path, db)
            _migrate(path, db, about, migrations, newest)
            return _read(db, about)
        except (
            sqlite3.Error,
            ValueError,
            KeyError,
            TypeError,
            OverflowError,
            RecursionError,
        ) as error:
            raise DamagedError(
                path,
                f"文件已损坏（{str(error)[:120]}）",
                "请打开备份，或从自动保存中恢复；原文件未动。",
            ) from error


def _promised_size(data: bytes) -> int:
    """How long SQLite's header says the file is; 0 where it does not say."""
    if len(data) < 100:
        return 100
    page = int.from_bytes(data[16:18], "big")
    count, changed, valid = (int.from_bytes(data[i : i + 4], "big") for i in (28, 24, 92))
    return (65536 if page == 1 else page) * count if changed == valid else 0


def _check_whole(path: Path, db: sqlite3.Connection) -> None:
    (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise DamagedError(
            path, "文件已损坏或不完整", "请打开备份，或从自动保存中恢复；原文件未动。"
        )


def is_workspace(path: Path) -> bool:
    """Whether a file is a workspace, and no other program's GeoPackage."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            found = db.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (ABOUT,)).fetchone()
    except sqlite3.Error:
        return False
    return found is not None


def _read_about(path: Path, db: sqlite3.Connection) -> dict[str, str]:
    tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if ABOUT not in tables:
        raise FileError(
            path, "这个 GeoPackage 不是洛阳规划地图的工作区", "它的图层可以用“导入图层”加进来。"
        )
    return {str(r["key"]): str(r["value"]) for r in select(db, ABOUT)}


def _migrate(
    path: Path,
    db: sqlite3.Connection,
    about: Mapping[str, str],
    migrations: Mapping[int, Migration],
    newest: int,
) -> None:
    found = int(about["format"])
    if found > newest:
        raise NewerVersionError(
            path,
            f"由更新的程序保存（格式 {found}，本程序到 {newest}）",
            "请升级程序后再打开；原文件未动。",
        )
    for version in range(found, newest):
        migrations[version](db)


def _read(db: sqlite3.Connection, about: Mapping[str, str]) -> Workspace:
    values: dict[str, object] = {
        name: tuple(item(found, COLLECTIONS[name]) for found in select(db, table))
        for name, (table, _) in ATTRIBUTES.items()
    }
    return replace(
        Workspace(title=about.get("title", "")),
        annotations=_read_annotations(db),
        layers=imported.read(db),
        **values,  # type: ignore[arg-type]
    )


def _read_annotations(db: sqlite3.Connection) -> tuple[Annotation, ...]:
    found: list[tuple[int, Annotation]] = []
    for table in TABLES:
        for values in select(db, table.name):
            # What was drawn in another program has no place in the stack: it comes on top.
            z = values["z"]
            found.append((z if isinstance(z, int) else 1 << 40, _annotation(table, values)))
    found.sort(key=lambda pair: pair[0])
    return tuple(a for _, a in found)


def _annotation(table: _Table, values: Mapping[str, object]) -> Annotation:
    known = {k: v for k, v in parsed(values, _NOTE).items() if v is not None}
    kind = AnnotationKind(str(known.get("kind", table.kind)))
    points = geoblob.points(values["geom"])
    if kind is AnnotationKind.CIRCLE:
        points = ((_number(values["centre_lon"]), _number(values["centre_lat"])),)
    elif kind is AnnotationKind.RECTANGLE:
        points = (points[0], points[2])
    elif kind is AnnotationKind.POLYGON:
        points = points[:-1]
    style = {k: v for k, v in parsed(values, _STYLE).items() if v is not None}
    return item(
        {
            "id": new_id(),
            **known,
            "kind": kind.value,
            "points": json.dumps(points),
            "style": json.dumps(style),
        },
        Annotation,
    )


def _number(value: object) -> float:
    if not isinstance(value, (int, float)):
        raise ValueError("圆没有圆心")
    return float(value)
