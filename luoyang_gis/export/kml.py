"""Layers as KML for globes: a folder each, drawn in the map's colours, targets in the balloons."""

from __future__ import annotations

from html import escape
from time import perf_counter
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

import shapely

from luoyang_gis.export.geodata import GeoLayer, geo_layers
from luoyang_gis.export.job import Change, Count, ExportJob, ExportReport
from luoyang_gis.export.tables import Cell
from luoyang_gis.export.writing import write_bytes
from luoyang_gis.plan.model import Feature, GeometryKind
from luoyang_gis.plan.symbols import Palette, Rule
from luoyang_gis.workspace.model import clean_text

KML = "http://www.opengis.net/kml/2.2"
# What a placemark is called by, the first that its layer has.
NAMES = ("名称", "文字", "name", "NAME", "Name")
# Columns that a reader of a balloon does not need.
UNTOLD = ("编号", "图层", "经度", "纬度", "目标数", "实绩数")
OTHER = "#3F6FB5"


def write_kml(job: ExportJob) -> ExportReport:
    """Write the file, read it back and count."""
    start = perf_counter()
    changes: list[Change] = []
    job.progress(0.1, "整理图层")
    layers = geo_layers(job, changes)
    palette = Palette("light", job.plan.palettes.get("light", {}))
    root = Element("kml", xmlns=KML)
    document = SubElement(root, "Document")
    _text(document, "name", job.title)
    for number, layer in enumerate(layers):
        job.progress(0.2 + 0.6 * number / len(layers), f"写图层 {layer.name}")
        _folder(document, layer, palette)
    job.progress(0.9, "写入文件")
    write_bytes(job.out, ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))
    seconds = perf_counter() - start
    job.progress(0.95, "检查文件")
    found = ElementTree.parse(job.out).getroot()  # noqa: S314 - our own file, just written
    tag = f"{{{KML}}}"
    return ExportReport(
        format="kml",
        path=job.out,
        size=job.out.stat().st_size,
        seconds=round(seconds, 3),
        counts=(
            Count("图层", len(layers), sum(1 for _ in found.iter(f"{tag}Folder"))),
            Count("要素", sum(len(x.geometries) for x in layers),
                  sum(1 for _ in found.iter(f"{tag}Placemark"))),
        ),
        changes=tuple(changes),
    )  # fmt: skip


def _folder(document: Element, layer: GeoLayer, palette: Palette) -> None:
    folder = SubElement(document, "Folder")
    _text(folder, "name", layer.name)
    titles = [column.title for column in layer.table.columns]
    name = next((titles.index(n) for n in NAMES if n in titles), None)
    features = layer.layer.features if layer.layer else ()
    for place, (shape, row) in enumerate(zip(layer.geometries, layer.table.rows, strict=True)):
        mark = SubElement(folder, "Placemark")
        if features:
            mark.set("id", features[place].id)
        _text(mark, "name", str(row[name] or "") if name is not None else "")
        _text(mark, "description", _balloon(titles, row))
        rule = _rule(layer, features[place]) if features else None
        _style(mark, rule, palette, layer.kind)
        _geometry(mark, shape)


def _balloon(titles: list[str], row: tuple[Cell, ...]) -> str:
    """The row as HTML, which is what globes take a description for: so every text is escaped."""
    told = zip(titles, row, strict=True)
    return "<br>".join(
        f"<b>{escape(title)}</b>：{_told(cell)}"
        for title, cell in told
        if cell is not None and title not in UNTOLD
    )


def _told(cell: Cell) -> str:
    text = f"{cell:g}" if isinstance(cell, float) else str(cell)
    return escape(text).replace("；", "；<br>")


def _rule(layer: GeoLayer, feature: Feature) -> Rule | None:
    if layer.layer is None:
        return None
    return layer.layer.symbol.style(feature.kind, feature.status.value, feature.id)


def _style(mark: Element, rule: Rule | None, palette: Palette, kind: GeometryKind) -> None:
    strength = rule.strength if rule else 1.0
    stroke = rule.strokes[0] if rule and rule.strokes else None
    color = palette.hex(stroke.color) if stroke else OTHER
    style = SubElement(mark, "Style")
    if kind is GeometryKind.POINT:
        icon = SubElement(style, "IconStyle")
        marker = rule.marker if rule else None
        _text(icon, "color", _color(palette.hex(marker.color) if marker else OTHER, strength))
        return
    line = SubElement(style, "LineStyle")
    _text(line, "color", _color(color, strength))
    _text(line, "width", f"{stroke.width if stroke else 1.5:g}")
    if kind is GeometryKind.AREA:
        fill = rule.fill if rule else None
        area = SubElement(style, "PolyStyle")
        shade = palette.hex(fill.color) if fill else color
        _text(area, "color", _color(shade, fill.opacity if fill else 0.15))


def _color(code: str, opacity: float) -> str:
    """KML's order: opacity, blue, green, red."""
    return f"{round(255 * opacity):02x}{code[5:7]}{code[3:5]}{code[1:3]}".lower()


def _geometry(parent: Element, shape: shapely.Geometry) -> None:
    if shape.geom_type.startswith(("Multi", "GeometryCollection")):
        several = SubElement(parent, "MultiGeometry")
        for part in shape.geoms:
            _geometry(several, part)
    elif shape.geom_type == "Polygon":
        polygon = SubElement(parent, "Polygon")
        _ring(SubElement(polygon, "outerBoundaryIs"), shape.exterior)
        for hole in shape.interiors:
            _ring(SubElement(polygon, "innerBoundaryIs"), hole)
    else:
        tag = "Point" if shape.geom_type == "Point" else "LineString"
        _coordinates(SubElement(parent, tag), shape)


def _ring(parent: Element, ring: shapely.LinearRing) -> None:
    _coordinates(SubElement(parent, "LinearRing"), ring)


def _coordinates(parent: Element, shape: shapely.Geometry) -> None:
    xy = shapely.get_coordinates(shape).tolist()
    _text(parent, "coordinates", " ".join(f"{x},{y}" for x, y in xy))


def _text(parent: Element, tag: str, text: str) -> None:
    # XML cannot hold control characters at all.
    SubElement(parent, tag).text = clean_text(text)
