"""A GeoPackage for QGIS and others: a layer each, and targets, actuals and links as tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from time import perf_counter

import numpy as np
import shapely
from numpy.typing import NDArray

from luoyang_gis.errors import UsageError
from luoyang_gis.export.geodata import GeoLayer, geo_layers, writing_to
from luoyang_gis.export.job import Change, Count, ExportJob, ExportReport
from luoyang_gis.export.tables import Cell, Column, Table, Tables
from luoyang_gis.export.writing import replacing
from luoyang_gis.plan.model import GeometryKind

SUFFIX = ".gpkg"
CRS = "EPSG:4326"
SYNC = "OGR_SQLITE_SYNCHRONOUS"
TYPES = {
    GeometryKind.POINT: "MultiPoint",
    GeometryKind.LINE: "MultiLineString",
    GeometryKind.AREA: "MultiPolygon",
}


def write_gpkg(job: ExportJob) -> ExportReport:
    """Write all layers and tables, read the file back and count its rows."""
    if job.out.suffix.lower() != SUFFIX:
        raise UsageError(f"GeoPackage 的文件名应以 {SUFFIX} 结尾，", f"现为 {job.out.name}。")
    start = perf_counter()
    changes: list[Change] = []
    job.progress(0.1, "整理图层")
    layers = geo_layers(job, changes)
    made = Tables(job)
    tables = [made.targets, made.actuals, made.links]
    with replacing(job.out) as part, writing_to(job.out), _unsynced():
        for number, layer in enumerate(layers):
            job.progress(0.2 + 0.6 * number / len(layers), f"写图层 {layer.name}")
            _write_layer(part, layer)
        for table in tables:
            job.progress(0.85, f"写表 {table.title}")
            _write(part, table, None, None)
        job.progress(0.9, "写入文件")
    seconds = perf_counter() - start
    job.progress(0.95, "检查文件")
    found = read_counts(job.out)
    asked = {x.name: len(x.geometries) for x in layers} | {t.title: len(t.rows) for t in tables}
    return ExportReport(
        format="gpkg",
        path=job.out,
        size=job.out.stat().st_size,
        seconds=round(seconds, 3),
        counts=tuple(Count(name, rows, found.get(name, 0)) for name, rows in asked.items()),
        changes=tuple(changes),
    )


def _write_layer(path: Path, layer: GeoLayer) -> None:
    shapes = np.array(layer.geometries, dtype=object)
    _write(path, layer.table, shapely.to_wkb(shapes), TYPES[layer.kind])


def _write(
    path: Path, table: Table, wkb: NDArray[np.object_] | None, geometry_type: str | None
) -> None:
    from pyogrio import raw

    values, masks = zip(*(_field(table, i) for i in range(len(table.columns))), strict=True)
    raw.write(
        path,
        wkb,
        list(values),
        [_field_name(column) for column in table.columns],
        field_mask=list(masks),
        layer=table.title,
        driver="GPKG",
        geometry_type=geometry_type,
        crs=CRS if geometry_type else None,
        promote_to_multi=geometry_type is not None,
        append=path.exists(),
    )


def _field_name(column: Column) -> str:
    """`fid` and `geom` are GeoPackage's own."""
    return f"{column.title}_" if column.title.lower() in ("fid", "geom") else column.title


def _field(table: Table, place: int) -> tuple[NDArray[np.generic], NDArray[np.bool_]]:
    """A column's values, and where there are none."""
    cells = [row[place] for row in table.rows]
    empty = np.array([cell is None for cell in cells], dtype=bool)
    kind = table.columns[place].kind
    if kind == "date":
        days = [cell if isinstance(cell, date) else date.min for cell in cells]
        return np.array(days, dtype="datetime64[D]"), empty
    if kind in ("number", "percent"):
        found = [cell if isinstance(cell, float | int) else np.nan for cell in cells]
        return np.array(found, dtype=np.float64), empty
    return np.array([_text(cell) for cell in cells], dtype=object), empty


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


@contextmanager
def _unsynced() -> Iterator[None]:
    """Spare the disk a flush for each layer: the finished file is flushed as a whole."""
    import pyogrio

    before = pyogrio.get_gdal_config_option(SYNC)
    pyogrio.set_gdal_config_options({SYNC: "OFF"})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({SYNC: before})


def read_counts(path: Path) -> dict[str, int]:
    """How many rows each layer and table has, read by SQLite itself."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
        names = [name for (name,) in db.execute("SELECT table_name FROM gpkg_contents")]
        counts = {}
        for name in names:
            quoted = name.replace('"', '""')
            (counts[name],) = db.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()  # noqa: S608
    return counts
