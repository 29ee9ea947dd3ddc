"""Read layers from other programs' files: GeoPackage, GeoJSON, Shapefile, KML, DXF, FlatGeobuf, CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from luoyang_gis.errors import DataError, reason
from luoyang_gis.geo import gcj

Value = str | int | float | bool | None

SUFFIXES: Final = {
    ".gpkg": "GeoPackage",
    ".geojson": "GeoJSON",
    ".json": "GeoJSON",
    ".shp": "Shapefile",
    ".kml": "KML",
    ".kmz": "KMZ",
    ".dxf": "DXF",
    ".fgb": "FlatGeobuf",
    ".zip": "Shapefile（压缩）",
    ".csv": "CSV（经纬度列）",
}
LON_NAMES = ("lon", "lng", "longitude", "经度", "x")
LAT_NAMES = ("lat", "latitude", "纬度", "y")
WGS84 = "EPSG:4326"
# Geometries decoded at a time.
PIECE = 10_000
# Survey coordinates carry the zone before a false easting of 500 km: 38 = the 114° E zone of 3°.
ZONES: Final = {37: "EPSG:4525", 38: "EPSG:4526"}


class Datum(StrEnum):
    """What degrees mean: the world's, or the shifted ones of Chinese web maps."""

    WGS84 = "WGS 84 / CGCS2000"
    GCJ02 = "GCJ-02（高德、腾讯）"
    BD09 = "BD-09（百度）"


@dataclass(frozen=True)
class SourceLayer:
    """A layer as it was read: geometries in WGS 84 degrees, columns of values, and what was noticed."""

    name: str
    geometries: NDArray[np.object_]
    columns: tuple[str, ...]
    values: tuple[Sequence[Value], ...]
    source: str
    crs: str
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.geometries)

    def row(self, position: int) -> tuple[Value, ...]:
        """The values of one feature, column by column."""
        return tuple(column[position] for column in self.values)


def layer_names(path: Path) -> tuple[str, ...]:
    """The names of the layers that a file holds geometry for."""
    if path.suffix.lower() == ".csv":
        return (path.stem,)
    import pyogrio

    _must_exist(path)
    try:
        listed = pyogrio.list_layers(path)
    except pyogrio.errors.DataSourceError as error:
        raise DataError(path.name, "打不开，", "它可能已损坏，或不是地图文件。") from error
    return tuple(str(name) for name, kind in listed if kind is not None)


def read_layer(
    path: Path,
    layer: str | None = None,
    assume_crs: str | None = None,
    datum: Datum = Datum.WGS84,
) -> SourceLayer:
    """Read one layer; `assume_crs` speaks for files that do not say what their coordinates are."""
    _must_exist(path)
    table = path.suffix.lower() == ".csv"
    found = _read_csv(path) if table else _read_ogr(path, layer, assume_crs)
    if datum is not Datum.WGS84:
        back = gcj.gcj02_to_wgs84 if datum is Datum.GCJ02 else gcj.bd09_to_wgs84
        shifted = shapely.transform(found.geometries, back)
        note = f"坐标按 {datum} 改正回 WGS 84"
        found = SourceLayer(
            found.name, shifted, found.columns, found.values, found.source, found.crs,
            (*found.notes, note),
        )  # fmt: skip
    return found


def _must_exist(path: Path) -> None:
    if not path.exists():
        raise DataError(str(path), "找不到这个文件，", "请检查路径或网络盘。")


def _read_ogr(path: Path, layer: str | None, assume_crs: str | None) -> SourceLayer:
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError, FieldError

    try:
        meta, _, wkb, data = pyogrio.raw.read(path, layer=layer, force_2d=True)
    except (DataSourceError, DataLayerError, FieldError, ValueError, RuntimeError) as error:
        problem = str(error).splitlines()[0] if str(error) else "格式不对"
        raise DataError(path.name, f"读不出来（{problem}），", "请换一份文件。") from error
    if wkb is None or meta["geometry_type"] is None:
        raise DataError(path.name, "里面没有几何，", "请选带几何的图层。")
    geometries = _geometries(wkb)
    crs, notes = _crs_of(path, meta["crs"], geometries, assume_crs)
    columns = tuple(str(name) for name in meta["fields"])
    return SourceLayer(
        name=layer or path.stem,
        geometries=_to_degrees(path, geometries, crs),
        columns=columns,
        values=tuple(_plain(column) for column in data),
        source=path.name,
        crs=crs,
        notes=notes,
    )


def _geometries(wkb: NDArray[np.object_]) -> NDArray[np.object_]:
    """Geometries from WKB, which is let go piece by piece: both at once would take much memory."""
    found = np.empty(len(wkb), dtype=object)
    # Coordinates that are no numbers are named when the layer is made ready to draw.
    with np.errstate(invalid="ignore"):
        for start in range(0, len(wkb), PIECE):
            piece = slice(start, start + PIECE)
            found[piece] = shapely.from_wkb(wkb[piece], on_invalid="ignore")
            wkb[piece] = None
    return found


def _crs_of(
    path: Path, stated: str | None, geometries: NDArray[np.object_], assumed: str | None
) -> tuple[str, tuple[str, ...]]:
    """The layer's coordinate system: stated, assumed by the user, or evident from its numbers."""
    if stated:
        return stated, ()
    if assumed:
        return assumed, (f"文件没有写明坐标系，按 {assumed} 读取",)
    west, south, east, north = shapely.total_bounds(geometries)
    if not np.isfinite([west, south, east, north]).all():
        return WGS84, ()
    if -180 <= west <= east <= 180 and -90 <= south <= north <= 90:
        return WGS84, ("文件没有写明坐标系，数值像经纬度，按 WGS 84 读取",)
    zone = ZONES.get(int(west // 1_000_000))
    if zone and int(east // 1_000_000) == int(west // 1_000_000):
        return zone, (f"文件没有写明坐标系，东坐标带带号，按 CGCS2000 高斯投影 {zone} 读取",)
    raise DataError(
        path.name, "没有写明坐标系，从数值也看不出来，", "请在导入时指定，如 EPSG:4547。"
    )


def _to_degrees(path: Path, geometries: NDArray[np.object_], crs: str) -> NDArray[np.object_]:
    from pyproj import CRS, Transformer
    from pyproj.exceptions import CRSError, ProjError

    try:
        source = CRS.from_user_input(crs)
        if source.to_epsg() in (4326, 4490):
            return geometries
        change = Transformer.from_crs(source, WGS84, always_xy=True)
    except (CRSError, ProjError) as error:
        raise DataError(
            path.name, f"坐标系 {crs[:60]} 无法识别，", "请在导入时指定，如 EPSG:4547。"
        ) from error

    def degrees(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(change.transform(xy[:, 0], xy[:, 1]))

    moved: NDArray[np.object_] = shapely.transform(geometries, degrees)
    return moved


def _plain(column: NDArray[np.generic]) -> list[Value]:
    """A column's values as plain Python: dates as ISO text, missing numbers as nothing."""
    if column.dtype.kind == "M":
        return [None if np.isnat(v) else str(v) for v in column]
    if column.dtype.kind == "f":
        return [None if v != v else v for v in column.tolist()]
    return [
        v if v is None or isinstance(v, str | int | float | bool) else str(v)
        for v in column.tolist()
    ]


def _read_csv(path: Path) -> SourceLayer:
    """A table with columns of longitude and latitude, in UTF-8 or GB18030."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise DataError(path.name, f"读不出来（{reason(error)}），", "请检查权限。") from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", errors="replace")
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline="")) if any(row)]
    except csv.Error as error:
        raise DataError(path.name, f"不是合法的 CSV（{error}），", "请检查引号。") from error
    if not rows:
        raise DataError(path.name, "是空的，", "请选有内容的表。")
    header = [name.strip() for name in rows[0]]
    lower = [name.lower() for name in header]
    lon = next((lower.index(n) for n in LON_NAMES if n in lower), None)
    lat = next((lower.index(n) for n in LAT_NAMES if n in lower), None)
    if lon is None or lat is None:
        raise DataError(path.name, "没有经纬度列，", "请把列名写成 lon、lat 或 经度、纬度。")
    body = [(row + [""] * len(header))[: len(header)] for row in rows[1:]]
    places = [_place(row[lon], row[lat]) for row in body]
    kept = [i for i, place in enumerate(places) if place is not None]
    lost = len(body) - len(kept)
    points = shapely.points(np.array([places[i] for i in kept], dtype=float).reshape(-1, 2))
    return SourceLayer(
        name=path.stem,
        geometries=np.atleast_1d(points),
        columns=tuple(header),
        values=tuple([body[i][column] for i in kept] for column in range(len(header))),
        source=path.name,
        crs=WGS84,
        notes=(f"{lost} 行没有可用的经纬度，已略过",) if lost else (),
    )


def _place(lon: str, lat: str) -> tuple[float, float] | None:
    try:
        x, y = float(lon), float(lat)
    except ValueError:
        return None
    return (x, y) if -180 <= x <= 180 and -90 <= y <= 90 else None
