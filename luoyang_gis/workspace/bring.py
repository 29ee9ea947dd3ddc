"""What a reader of files found, as layers of the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoyang_gis.plan.model import GeometryKind
from luoyang_gis.workspace.imported import storable
from luoyang_gis.workspace.model import (
    Column,
    ColumnType,
    ImportedFeature,
    ImportedLayer,
    Value,
    clean_text,
    new_id,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from luoyang_gis.sources.files import SourceLayer

# Shapely's type ids by what they draw.
_KINDS = {
    GeometryKind.AREA: ("面", (3, 6)),
    GeometryKind.LINE: ("线", (1, 2, 5)),
    GeometryKind.POINT: ("点", (0, 4)),
}


def imported_layers(source: SourceLayer) -> tuple[ImportedLayer, ...]:
    """One layer for each kind of geometry that the source holds; what is empty stays behind."""
    import shapely

    types = shapely.get_type_id(source.geometries)
    present = {
        kind: [i for i, code in enumerate(types.tolist()) if code in codes]
        for kind, (_, codes) in _KINDS.items()
    }
    found = [(kind, rows) for kind, rows in present.items() if rows]
    columns = _columns(source)
    layers = []
    for kind, rows in found:
        label = f"{source.name}（{_KINDS[kind][0]}）" if len(found) > 1 else source.name
        # GeoPackage and every reader understand ISO's variant.
        wkb = shapely.to_wkb(source.geometries[rows], flavor="iso")
        layers.append(
            ImportedLayer(
                id=new_id(),
                name=label,
                geometry=kind,
                columns=columns,
                features=tuple(
                    ImportedFeature(bytes(geometry), tuple(map(storable, source.row(i))))
                    for geometry, i in zip(wkb, rows, strict=True)
                ),
                source=source.source,
                crs=source.crs,
                label_column=_label_column(columns),
            )
        )
    return tuple(layers)


def _columns(source: SourceLayer) -> tuple[Column, ...]:
    """The columns under distinct names."""
    found: list[Column] = []
    taken: set[str] = set()
    for name, values in zip(source.columns, source.values, strict=True):
        base = clean_text(name, 120).strip() or "列"
        distinct, number = base, 1
        while distinct.casefold() in taken:
            number += 1
            distinct = f"{base}_{number}"
        taken.add(distinct.casefold())
        found.append(Column(distinct, _type(values)))
    return tuple(found)


def _type(values: Sequence[Value]) -> ColumnType:
    kinds = {type(value) for value in values if value is not None}
    if kinds == {bool}:
        return ColumnType.BOOLEAN
    if kinds == {int}:
        return ColumnType.INTEGER
    if kinds and kinds <= {int, float}:
        return ColumnType.REAL
    return ColumnType.TEXT


def _label_column(columns: Iterable[Column]) -> str:
    """The column that most likely holds names."""
    names = [column.name for column in columns if column.type is ColumnType.TEXT]
    known = ("名称", "name", "地名", "mc", "标题", "title")
    return next((n for word in known for n in names if n.casefold() == word), "")
