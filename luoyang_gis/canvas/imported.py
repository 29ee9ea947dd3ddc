"""Layers that the user brought, ready to draw."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import shapely

from luoyang_gis.canvas.layers import MapLayer, layers_from_geometries
from luoyang_gis.geo.shapes import ShapeKind, build
from luoyang_gis.plan.model import GeometryKind
from luoyang_gis.plan.symbols import Symbol, Text, default_symbol, parse_symbol
from luoyang_gis.workspace.model import ImportedLayer

SHAPE_KINDS: dict[GeometryKind, ShapeKind] = {
    GeometryKind.POINT: "point",
    GeometryKind.LINE: "line",
    GeometryKind.AREA: "area",
}


def imported_symbol(layer: ImportedLayer) -> Symbol:
    """The layer's own symbol; a plain one of its kind where it has none that can be read."""
    try:
        symbol = parse_symbol(layer.symbol, ())
    except ValueError:
        symbol = Symbol()
    if symbol.rules:
        return symbol
    plain = default_symbol().rules[0]
    text = replace(plain.text or Text("point"), placement=SHAPE_KINDS[layer.geometry])
    return Symbol((replace(plain, text=text if layer.label_column else None),))


def imported_names(layer: ImportedLayer) -> list[str]:
    """Each feature's name: its value in the label column, empty where there is none."""
    columns = [column.name for column in layer.columns]
    if layer.label_column not in columns:
        return [""] * len(layer.features)
    place = columns.index(layer.label_column)
    values = (feature.values[place] for feature in layer.features)
    return ["" if value is None else str(value) for value in values]


def from_import(layer: ImportedLayer) -> MapLayer:
    """An imported layer: its features have the ids that annotations know them by."""
    wkb = [feature.wkb for feature in layer.features]
    with np.errstate(invalid="ignore"):
        geometries = shapely.from_wkb(wkb, on_invalid="ignore")
    found = layers_from_geometries(
        layer.id,
        layer.name,
        geometries,
        ids=[layer.feature_id(row) for row in range(len(layer.features))],
        names=imported_names(layer),
        symbol=imported_symbol(layer),
    )
    wanted = SHAPE_KINDS[layer.geometry]
    drawn = next((x for x in found if x.kind == wanted), None)
    if drawn is None:
        none = np.zeros(1, dtype=np.int64)
        shapes, _ = build(wanted, np.empty((0, 2)), none, none, np.empty(0, dtype=bool))
        drawn = MapLayer.from_shapes(layer.id, layer.name, shapes)
    return replace(drawn, id=layer.id, name=layer.name, opacity=layer.opacity)
