"""The plan as JSON-ready dictionaries: the command line's documented, stable shapes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from luoyang_gis.plan.model import (
    Actual,
    Document,
    Feature,
    Indicator,
    Layer,
    Link,
    Plan,
    Record,
    SceneSpec,
    Target,
)
from luoyang_gis.plan.progress import Progress, progress

if TYPE_CHECKING:
    from luoyang_gis.plan.conflicts import Conflict
    from luoyang_gis.plan.extract import Candidate

Json = Mapping[str, object]


def document_json(document: Document) -> Json:
    """A document with its section tree."""
    return {
        "id": document.id,
        "title": document.title,
        "short": document.short,
        "issuer": document.issuer,
        "date": document.date.isoformat(),
        "kind": document.kind,
        "fingerprint": document.fingerprint,
        "sections": [{"path": s.path, "title": s.title} for s in document.sections],
    }


def indicator_json(plan: Plan, indicator: Indicator) -> Json:
    """An indicator with the ids of its targets and actuals."""
    return {
        "name": indicator.name,
        "unit": indicator.unit,
        "better": indicator.better,
        "aggregate": indicator.aggregate,
        "theme": indicator.theme,
        "definition": indicator.definition,
        "aliases": list(indicator.aliases),
        "targets": [t.id for t in plan.targets_of.get(indicator.name, ())],
        "actuals": [a.id for a in plan.actuals_of.get(indicator.name, ())],
    }


def _record_json(plan: Plan, record: Record, status: str) -> dict[str, object]:
    links = plan.links_of_record.get(record.id, ())
    return {
        "id": record.id,
        "document": record.passage.document,
        "section": record.passage.section,
        "anchor": record.passage.anchor,
        "indicator": record.indicator,
        "comparator": record.comparator,
        "value": record.value,
        "value_max": record.value_max,
        "unit": record.unit or None,
        "due": record.due.code if record.due else None,
        "due_date": record.due.end.isoformat() if record.due else None,
        "due_precision": record.due.precision if record.due else None,
        "due_text": record.due_text or None,
        "kind": record.kind,
        "milestone": record.milestone,
        "theme": record.theme,
        "summary": record.summary,
        "note": record.note or None,
        "status": status,
        "features": [link.feature for link in links],
        "roles": {link.feature: link.role for link in links},
    }


def actual_json(plan: Plan, actual: Actual) -> Json:
    """An actual; its `due` is the period measured."""
    return _record_json(plan, actual, "实绩")


def candidate_json(plan: Plan, candidate: Candidate) -> Json:
    """A proposed record in the shape of a record, with the features named and how sure it is."""
    return {
        **_record_json(plan, candidate.record, "待核"),
        "features": list(candidate.features),
        "roles": {},
        "confidence": candidate.confidence,
    }


def candidate_row(candidate: Candidate) -> tuple[str, ...]:
    """A proposed record as a line of the ledger's CSV, the columns in the ledger's order."""
    record = candidate.record
    numbers = ["" if v is None else f"{v:.10g}" for v in (record.value, record.value_max)]
    note = f"提取，把握 {candidate.confidence:.2f}"
    return (
        record.id, record.passage.section, record.passage.anchor, record.kind,
        record.milestone or "", record.indicator, record.comparator or "", *numbers, record.unit,
        record.due.code if record.due else "", record.due_text, record.theme, record.summary, note,
    )  # fmt: skip


def progress_json(found: Progress) -> Json:
    """How far along a target is."""
    return {
        "status": found.status,
        "latest": found.latest.id if found.latest else None,
        "share": _short(found.share),
        "gap": _short(found.gap),
        "required_growth": _short(found.required_growth),
    }


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def target_json(plan: Plan, target: Target, as_of: date) -> Json:
    """A target with its status as of a date."""
    found = progress(plan, target, as_of)
    return {**_record_json(plan, target, found.status), "progress": progress_json(found)}


def feature_json(plan: Plan, feature: Feature) -> Json:
    """A feature with its geometry and the ids of what is promised and reached there."""
    records = [plan.record[k.record] for k in plan.links_of_feature.get(feature.id, ())]
    return {
        "id": feature.id,
        "name": feature.name,
        "aliases": list(feature.aliases),
        "layer": feature.layer,
        "kind": feature.kind,
        "status": feature.status,
        "status_date": feature.status_date.code if feature.status_date else None,
        "accuracy_m": feature.accuracy_m,
        "basis": feature.basis,
        "county": feature.county or None,
        "note": feature.note or None,
        "targets": [r.id for r in records if isinstance(r, Target)],
        "actuals": [r.id for r in records if isinstance(r, Actual)],
        "bbox": list(feature.geometry.bbox),
        "geometry": feature.geometry.__geo_interface__,
    }


def link_json(link: Link) -> Json:
    """A link."""
    return {"record": link.record, "feature": link.feature, "role": link.role}


def conflict_json(conflict: Conflict) -> Json:
    """Records that do not fit together, with the passage of each."""
    return {
        "id": conflict.id,
        "kind": conflict.kind,
        "message": conflict.message,
        "explained": conflict.explained or None,
        "records": [r.id for r in conflict.records],
        "passages": [
            {
                "record": r.id,
                "document": r.passage.document,
                "section": r.passage.section,
                "anchor": r.passage.anchor,
            }
            for r in conflict.records
        ],
        "computed": {key: _short(value) for key, value in conflict.computed.items()},
    }


def layer_json(layer: Layer) -> Json:
    """A layer without its features."""
    return {
        "id": layer.id,
        "name": layer.name,
        "group": layer.group,
        "geometry": layer.geometry,
        "prefix": layer.prefix,
        "file": layer.file,
        "tags": list(layer.tags),
        "features": len(layer.features),
        "provenance": layer.provenance,
    }


def scene_json(scene: SceneSpec) -> Json:
    """A briefing view that ships with the plan."""
    return {
        "id": scene.id,
        "title": scene.title,
        "layers": list(scene.layers),
        "extent": list(scene.extent),
        "date": scene.date.isoformat() if scene.date else None,
        "notes": scene.notes,
        "highlights": list(scene.highlights),
    }
