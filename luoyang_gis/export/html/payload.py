"""What the page knows: the plan, the workspace and their symbols as one JSON document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from luoyang_gis import __version__
from luoyang_gis.export.html.geometry import encode, from_plan, from_wkb
from luoyang_gis.export.html.styles import StyleTable, icons_json, sizes_json
from luoyang_gis.export.job import Change, ExportJob
from luoyang_gis.plan.model import (
    Feature,
    FeatureStatus,
    Layer,
    Record,
    Role,
    Target,
)
from luoyang_gis.plan.overview import CITY, HORIZON, city_targets
from luoyang_gis.plan.paths import resources_dir
from luoyang_gis.plan.progress import TargetStatus, feature_status, progress
from luoyang_gis.plan.search import spelling
from luoyang_gis.plan.symbols import (
    PAPER,
    Rule,
    Symbol,
    Text,
    default_symbol,
    parse_symbol,
    route_number,
)
from luoyang_gis.plan.wording import (
    KIND_NAMES,
    due_label,
    figure,
    headline,
    progress_words,
    section_words,
)
from luoyang_gis.workspace.model import Annotation, ImportedLayer, Scene
from luoyang_gis.workspace.shapes import outline

YEARS = range(2016, 2036)

STATUSES = tuple(FeatureStatus)
TARGET_STATUSES = tuple(TargetStatus)
ROLES = tuple(Role)

FEATURE_COLUMNS = (
    "id", "name", "label", "route", "kind", "aliases", "basis", "accuracy", "county", "note", "since", "runs",
    "links",
)  # fmt: skip
RECORD_COLUMNS = (
    "id", "document", "section", "anchor", "kind", "indicator", "headline", "figure", "unit", "when",
    "due", "theme", "summary", "note", "milestone", "runs",
)  # fmt: skip


@dataclass(frozen=True)
class Payload:
    """The main document, the blocks of imported layers, and what they hold otherwise than asked."""

    document: Mapping[str, object]
    blocks: tuple[Mapping[str, object], ...]
    changes: tuple[Change, ...]
    counts: Mapping[str, int]


class PayloadBuilder:
    """Gathers what the page shows of a job."""

    def __init__(self, job: ExportJob) -> None:
        self._job = job
        self._plan = job.known
        self._styles = StyleTable(self._plan)
        self._changes: list[Change] = []
        self._labels = 0

    @cached_property
    def _stops(self) -> tuple[date, ...]:
        """The days of the timeline: the ends of the years, the newest document's and the scenes'."""
        days = {date(year, 12, 31) for year in YEARS} | {self._plan.newest}
        return tuple(sorted(days | {s.date for s in self._job.scenes if s.date}))

    @cached_property
    def _records(self) -> tuple[Record, ...]:
        """The records of the job; those left out are told."""
        kept = self._job.records
        if left := len(self._plan.records) - len(kept):
            self._drop(f"{left} 条目标与实绩", "与所选图层没有关联")
        return kept

    def build(self) -> Payload:
        """The whole payload; progress is told to the job."""
        job = self._job
        job.progress(0.1, "整理目标")
        records = {r.id: i for i, r in enumerate(self._records)}
        rows = [self._record(r) for r in self._records]
        job.progress(0.3, "整理图层")
        layers: list[Mapping[str, object]] = []
        features: list[list[object]] = []
        for layer in job.layers:
            first = len(features)
            features += [self._feature(layer, f, records) for f in layer.features]
            layers.append(self._layer(layer, first))
        blocks: list[Mapping[str, object]] = []
        for imported in job.imported:
            job.progress(0.5, f"整理 {imported.name}")
            entry, block = self._imported(imported, len(blocks))
            layers.append(entry)
            blocks.append(block)
        job.progress(0.7, "整理场景")
        scenes = [self._scene(scene) for scene in job.scenes]
        annotations = [self._annotation(a) for a in job.workspace.annotations]
        plan = self._plan
        document = {
            "title": job.title,
            "version": __version__,
            "theme": job.theme,
            "paper": job.paper,
            "basemap": self._basemap(),
            "stops": [[day.isoformat(), self._stop_label(day)] for day in self._stops],
            "stop": self._stops.index(plan.newest),
            "years": [YEARS[0], YEARS[-1]],
            "statuses": STATUSES,
            "targetStatuses": TARGET_STATUSES,
            "roles": ROLES,
            "documents": [
                {"short": d.short, "title": d.title, "issuer": d.issuer, "date": d.date.isoformat()}
                for d in plan.documents
            ],
            "records": {"columns": RECORD_COLUMNS, "rows": rows},
            "groups": self._groups(layers),
            "layers": layers,
            "features": {"columns": FEATURE_COLUMNS, "rows": features},
            "city": CITY,
            "horizon": HORIZON,
            "goals": [records[t.id] for t in city_targets(plan) if t.id in records],
            "styles": self._styles.json(),
            "sizes": sizes_json(),
            "icons": icons_json(resources_dir() / "icons" / "markers", self._styles.icons),
            "colors": {name: self._styles.pair(name) for name in (PAPER, "ink", "ink-soft")},
            "statusLegend": self._status_legend(),
            "scenes": scenes,
            "annotations": annotations,
            "shared": self._shown_annotations(None),
            "pinyin": self._pinyin(),
        }
        imported_features = sum(len(x.features) for x in job.imported)
        counts = {
            "图层": len(layers),
            "要素": len(features) + imported_features,
            "标签": self._labels,
            "卡片": len(rows),
            "场景": len(scenes),
            "标注": len(annotations),
        }
        return Payload(document, tuple(blocks), tuple(self._changes), counts)

    # -- records ----------------------------------------------------------------------------

    def _record(self, record: Record) -> list[object]:
        documents = [d.id for d in self._plan.documents]
        document = record.passage.document
        return [
            record.id,
            documents.index(document) if document in documents else -1,
            section_words(record),
            record.passage.anchor,
            KIND_NAMES[record.kind],
            record.indicator,
            headline(record),
            figure(record),
            record.unit,
            due_label(record),
            record.due.end.isoformat() if record.due else "",
            record.theme,
            record.summary,
            record.note,
            record.milestone or "",
            self._progress_runs(record) if isinstance(record, Target) else [],
        ]

    def _progress_runs(self, target: Target) -> list[list[object]]:
        """The target's status, share and latest figure from each stop on where they change."""
        turning = [target.due.end] if target.due else []
        turning += [a.due.end for a in self._plan.actuals_of.get(target.indicator, ()) if a.due]
        runs: list[list[object]] = []
        known: tuple[bool, ...] | None = None
        for stop, day in enumerate(self._stops):
            state = tuple(test for t in turning for test in (t < day, t <= day))
            if state == known:
                continue
            known = state
            found = progress(self._plan, target, day)
            words = progress_words(found) if found.latest else ""
            share = None if found.share is None else round(found.share, 3)
            run: list[object] = [TARGET_STATUSES.index(found.status), share, words]
            if not runs or runs[-1][1:] != run:
                runs.append([stop, *run])
        return runs

    # -- layers and features ----------------------------------------------------------------

    def _layer(self, layer: Layer, first: int) -> Mapping[str, object]:
        encoded = encode(from_plan(f.geometry for f in layer.features), layer.geometry)
        used = [layer.symbol.rule(f.kind, f.status, f.id) for f in layer.features]
        return {
            "id": layer.id,
            "name": layer.name,
            "group": layer.group,
            "geometry": layer.geometry,
            "visible": layer.visible,
            "opacity": layer.opacity,
            "scales": [layer.min_scale or 0, layer.max_scale],
            "source": layer.provenance,
            "first": first,
            "count": len(layer.features),
            "shapes": encoded.json(),
            "legend": self._legend(rule for rule in layer.symbol.rules if rule in used),
        }

    def _legend(self, rules: Iterable[Rule]) -> list[tuple[str, int]]:
        labelled = {rule.label: rule for rule in reversed(list(rules)) if rule.label}
        return [(name, self._styles.index(r)) for name, r in reversed(labelled.items())]

    def _feature(self, layer: Layer, f: Feature, records: Mapping[str, int]) -> list[object]:
        links = [
            (records[k.record], ROLES.index(k.role))
            for k in self._plan.links_of_feature.get(f.id, ())
            if k.record in records
        ]
        rule = layer.symbol.rule(f.kind, f.status, f.id)
        label = f.name if rule and rule.text else ""
        self._labels += bool(label)
        if rule is None:
            self._drop(f"{f.name} 的符号", "catalog.toml 没有适合它的规则")
        return [
            f.id,
            f.name,
            label,
            route_number(f.aliases),
            f.kind,
            f.aliases,
            f.basis,
            f.accuracy_m,
            f.county,
            f.note,
            str(f.status_date or ""),
            self._status_runs(layer.symbol, f),
            links,
        ]

    def _status_runs(self, symbol: Symbol, f: Feature) -> list[tuple[int, int, int]]:
        """The feature's status and style from each stop on where they change."""
        runs: list[tuple[int, int, int]] = []
        for stop, day in enumerate(self._stops):
            status = feature_status(self._plan, f.id, day)
            number = STATUSES.index(status)
            if not runs or runs[-1][1] != number:
                rule = symbol.rule(f.kind, status, f.id)
                rank = symbol.rules.index(rule) if rule else 0
                style = self._styles.index(symbol.style(f.kind, status, f.id), rank)
                runs.append((stop, number, style))
        return runs

    def _imported(
        self, layer: ImportedLayer, block: int
    ) -> tuple[Mapping[str, object], Mapping[str, object]]:
        encoded = encode(from_wkb([f.wkb for f in layer.features]), layer.geometry)
        if encoded.dropped:
            self._changes.append(
                Change("simplified", layer.name, f"略去 {encoded.dropped} 个小于 1 米的细节顶点")
            )
        if empty := sum(not f for f in encoded.features):
            self._drop(f"{layer.name} 的 {empty} 个几何", "为空或与图层类型不符")
        names = [column.name for column in layer.columns]
        label = names.index(layer.label_column) if layer.label_column in names else -1
        if label >= 0:
            self._labels += sum(f.values[label] not in (None, "") for f in layer.features)
        rule = self._imported_rule(layer, label >= 0)
        entry = {
            "id": layer.id,
            "name": layer.name,
            "group": "",
            "geometry": layer.geometry,
            "visible": layer.visible,
            "opacity": layer.opacity,
            "scales": [0, None],
            "source": layer.source,
            "count": len(layer.features),
            "block": block,
            "style": self._styles.index(rule),
            "legend": [(layer.name, self._styles.index(rule))],
        }
        return entry, {
            "columns": names,
            "label": label,
            "values": [f.values for f in layer.features],
            "shapes": encoded.json(),
        }

    def _imported_rule(self, layer: ImportedLayer, labelled: bool) -> Rule:
        """The layer's own symbol, or a plain one of its kind."""
        statuses = next((x.symbol.statuses for x in self._plan.layers), ())
        try:
            symbol = parse_symbol(layer.symbol, statuses)
        except ValueError as error:
            self._changes.append(Change("substituted", f"{layer.name} 的符号", str(error)))
            symbol = Symbol()
        if symbol.rules:
            return symbol.rules[0]
        plain = default_symbol().rules[0]
        text = replace(plain.text or Text("point"), placement=layer.geometry.value)
        return replace(plain, label=layer.name, text=text if labelled else None)

    def _groups(self, layers: Sequence[Mapping[str, object]]) -> list[Mapping[str, str]]:
        used = {layer["group"] for layer in layers}
        groups = [(g.id, g.name) for g in self._plan.groups if g.id in used]
        groups += [("", "导入图层")] if "" in used else []
        return [{"id": id_, "name": name} for id_, name in groups]

    def _status_legend(self) -> list[Mapping[str, object]]:
        found = next((x.symbol.statuses for x in self._plan.layers if x.symbol.statuses), ())
        return [
            {"label": s.label, "statuses": s.statuses, "dash": s.dash, "form": s.form}
            for s in found
        ]

    # -- what the user made -----------------------------------------------------------------

    def _scene(self, scene: Scene) -> Mapping[str, object]:
        shown = {x.id for x in self._job.layers} | {x.id for x in self._job.imported}
        if missing := [i for i in scene.layers if i not in shown]:
            self._drop(f"场景“{scene.title}”的 {len(missing)} 个图层", "不在导出的图层之中")
        return {
            "id": scene.id,
            "title": scene.title,
            "notes": scene.notes.strip(),
            "layers": [i for i in scene.layers if i in shown],
            "opacities": scene.opacities,
            "extent": [round(v, 5) for v in scene.extent],
            "stop": self._stops.index(scene.date) if scene.date else None,
            "highlights": scene.highlights,
            "annotations": self._shown_annotations(scene.id),
        }

    def _shown_annotations(self, scene: str | None) -> list[int]:
        places = {a.id: i for i, a in enumerate(self._job.workspace.annotations)}
        return [places[a.id] for a in self._job.workspace.annotations_in(scene)]

    def _annotation(self, a: Annotation) -> Mapping[str, object]:
        style = a.style
        return {
            "kind": a.kind,
            "points": [[round(x, 5), round(y, 5)] for x, y in outline(a)],
            "text": a.text,
            "rotation": a.rotation,
            "number": a.number,
            "feature": a.feature,
            "stroke": style.stroke,
            "width": style.width,
            "dash": style.dash,
            "fill": style.fill,
            "opacity": style.opacity,
            "color": style.text_colour,
            "size": style.font_size,
            "bold": style.bold,
            "wrap": style.text_width,
            "halo": style.halo,
        }

    def _basemap(self) -> Mapping[str, object] | None:
        if (tiles := self._job.basemap) is None:
            return None
        return {"url": tiles.url, "attribution": tiles.attribution, "maxZoom": tiles.max_zoom}

    def _stop_label(self, day: date) -> str:
        return str(day.year) if (day.month, day.day) == (12, 31) else day.isoformat()

    def _pinyin(self) -> Mapping[str, Sequence[str]]:
        """How each character of the names that can be searched may be typed."""
        texts = {x.name for x in self._job.layers} | {x.name for x in self._job.imported}
        for layer in self._job.layers:
            texts.update(name for f in layer.features for name in (f.name, *f.aliases))
        for record in self._records:
            texts.update((record.summary, record.indicator))
        texts.update(s.title for s in self._job.scenes)
        texts.update(name for d in self._plan.documents for name in (d.title, d.short))
        characters = sorted({c for text in texts for c in text if "\u3400" <= c <= "\u9fff"})
        return {c: spelling(c)[0] for c in characters}

    def _drop(self, what: str, why: str) -> None:
        self._changes.append(Change("dropped", what, why))
