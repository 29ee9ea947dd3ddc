"""Imported layers as the window knows them: among the plan's layers, on the map, feature by feature."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from luoyang_gis.canvas.imported import from_import, imported_names, imported_symbol
from luoyang_gis.canvas.layers import MapLayer
from luoyang_gis.plan.model import GeometryKind, Group, Layer, Plan
from luoyang_gis.workspace.model import ImportedLayer, Value

if TYPE_CHECKING:
    from shapely import LinearRing, Polygon

GROUP = Group("imported", "导入")


@dataclass(frozen=True, slots=True)
class Brought:
    """A feature of an imported layer; the documents say nothing of it, so it has no status."""

    layer: ImportedLayer
    row: int

    @property
    def id(self) -> str:
        """What the map and annotations know it by."""
        return self.layer.feature_id(self.row)

    @property
    def name(self) -> str:
        """Its value in the label column, or its number."""
        value = self.attributes.get(self.layer.label_column)
        words = QCoreApplication.translate("Brought", "第 {number} 个要素")
        return str(value) if value not in (None, "") else words.format(number=self.row + 1)

    @property
    def attributes(self) -> dict[str, Value]:
        """Its values by column."""
        return self.layer.attributes(self.row)

    @property
    def size(self) -> str:
        """Its area or length on the ground, in words; nothing of a point."""
        import shapely

        from luoyang_gis.geo.measure import area_m2, format_area, format_length, length_m

        parts = shapely.get_parts(shapely.from_wkb(self.layer.features[self.row].wkb))
        if self.layer.geometry is GeometryKind.LINE:
            metres = sum(length_m(shapely.get_coordinates(part)) for part in parts)
            words = QCoreApplication.translate("Brought", "，长 {length}")
            return words.format(length=format_length(metres))
        if self.layer.geometry is GeometryKind.AREA:
            rings = ((ring, number) for part in parts for number, ring in enumerate(_rings(part)))
            area = sum((-1 if n else 1) * area_m2(shapely.get_coordinates(r)) for r, n in rings)
            words = QCoreApplication.translate("Brought", "，面积 {area}")
            return words.format(area=format_area(max(0.0, area)))
        return ""

    @property
    def status(self) -> None:
        """Nothing is known of how far it has come."""
        return


def _rings(part: Polygon) -> Iterator[LinearRing]:
    """The outer ring of a polygon, then its holes."""
    yield part.exterior
    yield from part.interiors


def with_imports(plan: Plan, layers: Sequence[ImportedLayer]) -> Plan:
    """The plan with a heading for each imported layer; their features stay in the workspace."""
    if not layers:
        return plan
    return replace(
        plan,
        groups=(*plan.groups, GROUP),
        layers=(*plan.layers, *(_heading(plan, layer) for layer in layers)),
    )


def _heading(plan: Plan, layer: ImportedLayer) -> Layer:
    replaced = plan.layer.get(layer.replaces or "")
    return Layer(
        id=layer.id,
        name=layer.name,
        group=GROUP.id,
        geometry=layer.geometry,
        prefix=layer.id,
        file="",
        # It joins the briefing sets of what it stands in for.
        tags=("导入", *(replaced.tags if replaced else ())),
        provenance=f"导入自 {layer.source}（{layer.crs}）",
        features=(),
        visible=layer.visible,
        opacity=layer.opacity,
    )


class DrawnImports:
    """Imported layers ready to draw; making them so takes too long to do it twice."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[ImportedLayer, MapLayer]] = {}

    def adopt(self, layer: ImportedLayer, drawn: MapLayer) -> None:
        """Take over what was made ready in the background."""
        self._known[layer.id] = (layer, drawn)

    def forget(self) -> None:
        """Let go of all, as when another workspace is opened."""
        self._known.clear()

    def of(self, layer: ImportedLayer) -> MapLayer:
        """A layer ready to draw."""
        known = self._known.get(layer.id)
        if known is not None and known[0] is layer:
            return known[1]
        if known is not None and known[0].features is layer.features:
            drawn = _dressed(known[1], layer)
        else:
            drawn = from_import(layer)
        self.adopt(layer, drawn)
        return drawn


def _dressed(drawn: MapLayer, layer: ImportedLayer) -> MapLayer:
    """The same shapes under another name, with other labels or another symbol."""
    names = imported_names(layer)
    rows = (int(id_.rpartition(":")[2]) for id_ in drawn.ids)
    return replace(
        drawn,
        name=layer.name,
        names=[names[row] for row in rows],
        symbol=imported_symbol(layer),
        opacity=layer.opacity,
    )
