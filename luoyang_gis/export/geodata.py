"""Layers as other GIS programs take them: geometry in WGS 84 degrees beside rows of attributes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from luoyang_gis.errors import LuoyangError
from luoyang_gis.export.job import Change, ExportJob
from luoyang_gis.export.tables import Cell, Column, Kind, Table, Tables
from luoyang_gis.export.writing import KEPT
from luoyang_gis.plan.model import GeometryKind, Layer
from luoyang_gis.workspace.model import Annotation, ColumnType, ImportedLayer, Value, clean_text
from luoyang_gis.workspace.shapes import geometry as annotation_geometry

# About a centimetre: finer than any source, and files stay small.
DECIMALS = 7
ANNOTATIONS = "标注"
# Tables that stand beside the layers.
RESERVED = ("目标", "实绩", "关联")
SIGNS = " `~!@#$%^&*()+-={}|[]\\:\";'<>?,./"
KEPT_NAMES = ("gpkg_", "sqlite_", "rtree_")
KIND_TITLES = {GeometryKind.POINT: "点", GeometryKind.LINE: "线", GeometryKind.AREA: "面"}
_FAMILIES = {0: GeometryKind.POINT, 4: GeometryKind.POINT, 1: GeometryKind.LINE,
             2: GeometryKind.LINE, 5: GeometryKind.LINE, 3: GeometryKind.AREA,
             6: GeometryKind.AREA}  # fmt: skip
ANNOTATION_COLUMNS = (
    Column("编号"), Column("种类"), Column("文字"), Column("序号", kind="number"), Column("场景"),
    Column("要素"), Column("半径_米", kind="number"), Column("线色"), Column("线宽", kind="number"),
    Column("填充"),
)  # fmt: skip


class GeodataError(LuoyangError):
    """A library could not write a file; what was there before still is."""

    def __init__(self, path: Path, reason: str) -> None:
        first = reason.splitlines()[0][:120] if reason else "原因不明"
        super().__init__(f"无法写入 {path}：{first}，请换一个位置再试，", KEPT)


@dataclass(frozen=True)
class GeoLayer:
    """A layer: a geometry and a row for each feature."""

    table: Table
    kind: GeometryKind
    geometries: tuple[shapely.Geometry, ...]
    # The bundled layer it comes from, for what its features are linked to.
    layer: Layer | None = None

    @property
    def name(self) -> str:
        """Its name for readers."""
        return self.table.title


@contextmanager
def writing_to(path: Path) -> Iterator[None]:
    """Turn what pyogrio complains of into one sentence."""
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, FieldError

    try:
        yield
    except (DataLayerError, DataSourceError, FeatureError, FieldError, RuntimeError) as error:
        raise GeodataError(path, str(error)) from error


def geo_layers(job: ExportJob, changes: list[Change]) -> list[GeoLayer]:
    """The layers of a job, lowest first, then annotations; names are unique."""
    tables = Tables(job)
    found: list[GeoLayer] = []
    for layer in job.layers:
        geometries = tuple(shapely.geometry.shape(f.geometry) for f in layer.features)
        found.append(GeoLayer(tables.features_of(layer), layer.geometry, geometries, layer))
    for brought in job.imported:
        found += _imported(brought, changes)
    found += _annotations(job)
    return _named_apart(found)


def _imported(layer: ImportedLayer, changes: list[Change]) -> list[GeoLayer]:
    """The layer, or one for each kind of geometry where it mixes them."""
    shapes = list(shapely.from_wkb([f.wkb for f in layer.features], on_invalid="ignore"))
    kinds = [_kind(shape) for shape in shapes]
    if lost := sum(kind is None for kind in kinds):
        changes.append(Change("dropped", f"{layer.name} 的 {lost} 个几何", "为空或读不懂"))
    present = [kind for kind in GeometryKind if kind in kinds]
    columns = tuple(Column(c.name, kind=_column_kind(c.type)) for c in layer.columns)
    found = []
    for kind in present:
        rows = [i for i, each in enumerate(kinds) if each is kind]
        title = layer.name if len(present) == 1 else f"{layer.name}（{KIND_TITLES[kind]}）"
        cells = tuple(tuple(_cell(v) for v in layer.features[i].values) for i in rows)
        rounded = (shapely.transform(shapes[i], lambda xy: np.round(xy, DECIMALS)) for i in rows)
        found.append(GeoLayer(Table(title, columns, cells), kind, tuple(rounded)))
    return found


def _kind(shape: shapely.Geometry | None) -> GeometryKind | None:
    if shape is None or shape.is_empty:
        return None
    return _FAMILIES.get(shapely.get_type_id(shape))


def _column_kind(kind: ColumnType) -> Kind:
    return "number" if kind in (ColumnType.INTEGER, ColumnType.REAL) else "text"


def _cell(value: Value) -> Cell:
    if isinstance(value, bool):
        return "是" if value else "否"
    return float(value) if isinstance(value, int) else value


def _annotations(job: ExportJob) -> list[GeoLayer]:
    notes = job.workspace.annotations
    if job.scene_ids is not None:
        kept = {a.id for s in job.scenes for a in job.workspace.annotations_in(s.id)}
        notes = tuple(a for a in notes if a.id in kept)
    found = []
    for kind in GeometryKind:
        own = [a for a in notes if _kind(_shape(a)) is kind]
        if own:
            rows = tuple(_annotation(job, a) for a in own)
            table = Table(f"{ANNOTATIONS}（{KIND_TITLES[kind]}）", ANNOTATION_COLUMNS, rows)
            found.append(GeoLayer(table, kind, tuple(_shape(a) for a in own)))
    return found


def _shape(a: Annotation) -> shapely.Geometry:
    return shapely.geometry.shape(annotation_geometry(a))


def _annotation(job: ExportJob, a: Annotation) -> tuple[Cell, ...]:
    scene = job.workspace.scene.get(a.scene or "")
    return (
        a.id, a.kind.label, a.text or None, float(a.number) if a.number else None,
        scene.title if scene else None, a.feature, a.radius_m or None,
        a.style.stroke, a.style.width, a.style.fill or None,
    )  # fmt: skip


def _named_apart(layers: list[GeoLayer]) -> list[GeoLayer]:
    """The layers under names that differ, whatever their case."""
    taken = set(RESERVED)
    found = []
    for layer in layers:
        plain = _plain_name(layer.name)
        name, number = plain, 1
        while name.casefold() in taken:
            number += 1
            name = f"{plain} {number}"
        taken.add(name.casefold())
        table = Table(name, layer.table.columns, layer.table.rows)
        found.append(GeoLayer(table, layer.kind, layer.geometries, layer.layer))
    return found


def _plain_name(name: str) -> str:
    """A name that every format takes for a layer: no sign in front, nothing that SQLite keeps."""
    plain = clean_text(name).replace("\n", " ").lstrip(SIGNS)
    return f"图层 {plain}".strip() if not plain or plain.lower().startswith(KEPT_NAMES) else plain
