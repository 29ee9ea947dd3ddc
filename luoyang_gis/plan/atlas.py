"""Read `layers/`: the catalogue and one GeoJSON file a layer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from luoyang_gis.errors import DataError
from luoyang_gis.plan.files import read_json, read_toml
from luoyang_gis.plan.findings import Finding
from luoyang_gis.plan.geojson import parse_geometry
from luoyang_gis.plan.model import (
    Due,
    Feature,
    FeatureStatus,
    GeometryKind,
    Group,
    Layer,
    LayerSet,
    SceneSpec,
)
from luoyang_gis.plan.symbols import StatusStyle, parse_statuses, parse_symbol
from luoyang_gis.plan.tables import want, want_strings, want_tables

CATALOG = "catalog.toml"


class Atlas:
    """What `layers/` holds, and what is wrong with it."""

    def __init__(self, folder: Path) -> None:
        self.findings: list[Finding] = []
        self.groups: list[Group] = []
        self.layers: list[Layer] = []
        self.layer_sets: list[LayerSet] = []
        self.scenes: list[SceneSpec] = []
        self.palettes: dict[str, dict[str, str]] = {}
        self.statuses: tuple[StatusStyle, ...] = ()
        try:
            table = read_toml(folder / CATALOG)
        except DataError as error:
            self.findings.append(Finding(CATALOG, "", error.problem))
            return
        self._read_headings(table)
        for number, entry in enumerate(self._tables(table, "layer"), 1):
            self._read_layer(folder, entry, number)

    def _tables(self, table: Mapping[str, object], key: str) -> tuple[Mapping[str, object], ...]:
        try:
            return want_tables(table, key)
        except ValueError as error:
            self.findings.append(Finding(CATALOG, key, str(error)))
            return ()

    def _read_headings(self, table: Mapping[str, object]) -> None:
        palettes = table.get("palette", {})
        for name, colours in palettes.items() if isinstance(palettes, dict) else ():
            if isinstance(colours, dict):
                self.palettes[name] = {k: str(v) for k, v in colours.items()}
            else:
                self.findings.append(Finding(CATALOG, f"palette {name}", "不是颜色表"))
        try:
            self.statuses = parse_statuses(table)
        except ValueError as error:
            self.findings.append(Finding(CATALOG, "status", str(error)))
        for entry in self._tables(table, "group"):
            self._collect(entry, "group", lambda e: self.groups.append(_group(e)))
        for entry in self._tables(table, "set"):
            self._collect(entry, "set", lambda e: self.layer_sets.append(_layer_set(e)))
        for entry in self._tables(table, "scene"):
            self._collect(entry, "scene", lambda e: self.scenes.append(_scene(e)))

    def _collect(self, entry: Mapping[str, object], key: str, add: object) -> None:
        try:
            if callable(add):
                add(entry)
        except ValueError as error:
            name = entry.get("id") or entry.get("name") or "?"
            self.findings.append(Finding(CATALOG, f"{key} {name}", str(error)))

    def _read_layer(self, folder: Path, entry: Mapping[str, object], number: int) -> None:
        record = f"layer {entry.get('id', number)}"
        try:
            id_ = want(entry, "id", str)
            file = want(entry, "file", str, f"{id_}.geojson")
            prefix = want(entry, "prefix", str)
            features = self._read_features(folder / file, id_)
            self.layers.append(
                Layer(
                    id=id_,
                    name=want(entry, "name", str),
                    group=want(entry, "group", str),
                    geometry=GeometryKind(want(entry, "geometry", str)),
                    prefix=prefix,
                    file=file,
                    tags=want_strings(entry, "tags"),
                    provenance=want(entry, "provenance", str, ""),
                    features=features,
                    symbol=parse_symbol(entry, self.statuses),
                    visible=want(entry, "visible", bool, True),
                    opacity=want(entry, "opacity", float, 1.0),
                    min_scale=_scale(entry, "min_scale"),
                    max_scale=_scale(entry, "max_scale"),
                )
            )
        except ValueError as error:
            self.findings.append(Finding(CATALOG, record, str(error)))

    def _read_features(self, path: Path, layer: str) -> tuple[Feature, ...]:
        try:
            collection = read_json(path)
        except DataError as error:
            self.findings.append(Finding(path.name, "", error.problem))
            return ()
        items = collection.get("features") if isinstance(collection, dict) else None
        if not isinstance(items, list):
            self.findings.append(Finding(path.name, "", "不是 GeoJSON 要素集（FeatureCollection）"))
            return ()
        features = []
        for number, item in enumerate(items, 1):
            try:
                features.append(read_feature(item, layer))
            except ValueError as error:
                name = item.get("id", f"第 {number} 个") if isinstance(item, dict) else number
                self.findings.append(Finding(path.name, str(name), str(error)))
        return tuple(features)


def _scale(entry: Mapping[str, object], key: str) -> float | None:
    return want(entry, key, float) if key in entry else None


def _group(entry: Mapping[str, object]) -> Group:
    return Group(want(entry, "id", str), want(entry, "name", str))


def _layer_set(entry: Mapping[str, object]) -> LayerSet:
    return LayerSet(want(entry, "name", str), want_strings(entry, "tags"))


def _scene(entry: Mapping[str, object]) -> SceneSpec:
    extent = entry.get("extent")
    if (
        not isinstance(extent, list)
        or len(extent) != 4
        or not all(type(v) in (int, float) for v in extent)
    ):
        raise ValueError("extent 应是西、南、东、北四个数")
    west, south, east, north = (float(v) for v in extent)
    when = entry.get("date")
    return SceneSpec(
        id=want(entry, "id", str),
        title=want(entry, "title", str),
        layers=want_strings(entry, "layers"),
        extent=(west, south, east, north),
        date=when if isinstance(when, date) else None,
        notes=want(entry, "notes", str, ""),
        highlights=want_strings(entry, "highlights"),
    )


def read_feature(item: object, layer: str) -> Feature:
    """One GeoJSON feature of a bundled layer; a ValueError says what is wrong with it."""
    if not isinstance(item, dict):
        raise ValueError("不是要素")
    properties = item.get("properties")
    if not isinstance(properties, dict):
        raise ValueError("没有属性")
    try:
        status = FeatureStatus(want(properties, "status", str))
    except ValueError as error:
        raise ValueError(f"状态 {properties.get('status')!r} 不在词表中") from error
    return Feature(
        id=want(properties, "id", str),
        layer=layer,
        name=want(properties, "name", str),
        kind=want(properties, "kind", str, ""),
        status=status,
        geometry=parse_geometry(item.get("geometry")),
        basis=want(properties, "basis", str, ""),
        accuracy_m=want(properties, "accuracy_m", float),
        aliases=want_strings(properties, "aliases"),
        status_date=_due(properties, "status_date"),
        opened=_due(properties, "opened"),
        county=want(properties, "county", str, ""),
        note=want(properties, "note", str, ""),
        unlinked=want(properties, "unlinked", str, ""),
    )


def _due(properties: Mapping[str, object], key: str) -> Due | None:
    text = want(properties, key, str, "")
    if not text:
        return None
    try:
        return Due.parse(text)
    except ValueError as error:
        raise ValueError(f"{key} 的日期 {text!r} 读不懂") from error
