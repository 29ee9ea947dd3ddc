"""All layers as one GeoJSON file (RFC 7946); each feature carries its targets and actuals."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from time import perf_counter

import shapely

from luoyang_gis.export.geodata import GeoLayer, geo_layers
from luoyang_gis.export.job import Change, Count, ExportJob, ExportReport
from luoyang_gis.export.tables import Cell, Tables
from luoyang_gis.export.writing import write_bytes
from luoyang_gis.plan.model import Record, Target
from luoyang_gis.plan.progress import progress
from luoyang_gis.plan.wording import citation, due_label, headline

LAYER = "图层"
LISTS = {"目标": True, "实绩": False}


def write_geojson(job: ExportJob) -> ExportReport:
    """Write one feature a line, read the file back and count."""
    start = perf_counter()
    changes: list[Change] = []
    job.progress(0.1, "整理图层")
    layers = geo_layers(job, changes)
    lines = []
    for number, layer in enumerate(layers):
        job.progress(0.2 + 0.6 * number / len(layers), f"写图层 {layer.name}")
        lines += [_dumped(feature) for feature in _features(job, layer)]
    head = f'{{"type":"FeatureCollection","name":{_dumped(job.title)},"features":[\n'
    job.progress(0.9, "写入文件")
    write_bytes(job.out, (head + ",\n".join(lines) + "\n]}\n").encode())
    seconds = perf_counter() - start
    job.progress(0.95, "检查文件")
    with job.out.open(encoding="utf-8") as file:
        found = json.load(file)["features"]
    return ExportReport(
        format="geojson",
        path=job.out,
        size=job.out.stat().st_size,
        seconds=round(seconds, 3),
        counts=(
            Count("图层", len(layers), len({f["properties"][LAYER] for f in found})),
            Count("要素", sum(len(x.geometries) for x in layers), len(found)),
        ),
        changes=tuple(changes),
    )


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _features(job: ExportJob, layer: GeoLayer) -> Iterator[dict[str, object]]:
    titles = [column.title for column in layer.table.columns]
    tables = Tables(job)
    bundled = layer.layer.features if layer.layer else ()
    for place, (shape, row) in enumerate(zip(layer.geometries, layer.table.rows, strict=True)):
        properties = {title: _value(cell) for title, cell in zip(titles, row, strict=True)}
        properties[LAYER] = layer.name
        found: dict[str, object] = {"type": "Feature"}
        if bundled:
            feature = bundled[place]
            found["id"] = feature.id
            records = tables.records_of(feature)
            for title, targets in LISTS.items():
                chosen = [r for r in records if isinstance(r, Target) is targets]
                properties[title] = [_record(job, r) for r in chosen]
        outward = shapely.orient_polygons(shape)
        yield {
            **found,
            "properties": properties,
            "geometry": outward.__geo_interface__,
        }


def _record(job: ExportJob, record: Record) -> dict[str, object]:
    plan = job.known
    told: dict[str, object] = {
        "编号": record.id, "指标": record.indicator, "数值": record.value, "单位": record.unit or None,
        "内容": headline(record), "时限": due_label(record), "摘要": record.summary,
        "依据": citation(plan, record),
    }  # fmt: skip
    if isinstance(record, Target):
        told["状态"] = progress(plan, record, plan.newest).status.value
    return told


def _value(cell: Cell) -> object:
    return cell.isoformat() if isinstance(cell, date) else cell
