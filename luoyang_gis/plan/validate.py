"""Check a plan as a whole: every dangling reference, duplicate, bad unit or shape, all at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from luoyang_gis.plan.findings import Finding
from luoyang_gis.plan.model import (
    UNITS,
    Actual,
    Feature,
    GeometryKind,
    Kind,
    Layer,
    Plan,
    Record,
)
from luoyang_gis.plan.passages import ANCHOR_LIMIT
from luoyang_gis.plan.symbols import HEX, PAPER

# Luoyang's metropolitan area with the cities its axes lead to (west, south, east, north).
AREA = (106.0, 32.5, 115.5, 39.0)
YEARS = range(2000, 2101)
ID = re.compile(r"[a-z0-9]+\.[a-z0-9]+(?:-[a-z0-9]+)*")
SUMMARY_LIMIT = 60
_SHAPES = {
    GeometryKind.POINT: ("Point", "MultiPoint"),
    GeometryKind.LINE: ("LineString", "MultiLineString"),
    GeometryKind.AREA: ("Polygon", "MultiPolygon"),
}


def validate(plan: Plan) -> tuple[Finding, ...]:
    """All findings, in the order of the files."""
    return (
        *_documents(plan),
        *_indicators(plan),
        *_records(plan),
        *_revisions(plan),
        *_rules(plan),
        *_links(plan),
        *_palettes(plan),
        *_layers(plan),
        *_features(plan),
        *_scenes(plan),
    )


def _duplicates(file: str, word: str, keys: Iterable[str]) -> Iterator[Finding]:
    for key, count in Counter(keys).items():
        if count > 1:
            yield Finding(file, key, f"{word}出现了 {count} 次")


def _documents(plan: Plan) -> Iterator[Finding]:
    file = "documents.toml"
    yield from _duplicates(file, "文件编号", (d.id for d in plan.documents))
    for document in plan.documents:
        if not document.title.strip() or not document.issuer.strip():
            yield Finding(file, document.id, "标题或发文机关为空")
        if not re.fullmatch(r"[0-9a-f]{64}", document.fingerprint):
            yield Finding(file, document.id, "指纹不是 64 位十六进制数")
        for key, count in Counter(s.path for s in document.sections).items():
            if count > 1:
                yield Finding(file, document.id, f"章节“{key}”出现了 {count} 次")


def _indicators(plan: Plan) -> Iterator[Finding]:
    file = "indicators.toml"
    yield from _duplicates(file, "指标", (i.name for i in plan.indicators))
    for indicator in plan.indicators:
        if not indicator.name.strip():
            yield Finding(file, "?", "指标名为空")
        if indicator.unit not in UNITS:
            yield Finding(file, indicator.name, f"单位“{indicator.unit}”不在词表中")


def _records(plan: Plan) -> Iterator[Finding]:
    yield from _duplicates("targets/、actuals/", "编号", (r.id for r in plan.records))
    sections = {d.id: {s.path for s in d.sections} for d in plan.documents}
    for record in plan.records:
        folder = "actuals" if isinstance(record, Actual) else "targets"
        file = f"{folder}/{record.passage.document}.csv"
        for message in _record(plan, record, sections):
            yield Finding(file, record.id, message)


def _record(plan: Plan, record: Record, sections: dict[str, set[str]]) -> Iterator[str]:
    passage = record.passage
    if passage.document not in sections:
        yield f"文件“{passage.document}”不在 documents.toml 中"
    elif passage.section not in sections[passage.document]:
        yield f"章节“{passage.section}”不在文件的章节树中"
    if not passage.anchor or len(passage.anchor) > ANCHOR_LIMIT:
        yield f"锚文应有 1 至 {ANCHOR_LIMIT} 个字，现有 {len(passage.anchor)} 个"
    if not record.indicator:
        yield "指标为空"
    if not record.summary or len(record.summary) > SUMMARY_LIMIT:
        yield f"摘要应有 1 至 {SUMMARY_LIMIT} 个字"
    if isinstance(record, Actual) != (record.kind is Kind.ACTUAL):
        yield f"类别 {record.kind} 放错了文件夹"
    yield from _figure(plan, record)
    if record.due and not (record.due.start.year in YEARS and record.due.end.year in YEARS):
        yield f"日期 {record.due} 不合情理"


def _figure(plan: Plan, record: Record) -> Iterator[str]:
    if record.value is None:
        if record.kind is Kind.TARGET:
            yield "目标没有数值（没有数值的承诺应是 commitment）"
        if record.comparator or record.unit:
            yield "没有数值却有比较符或单位"
        return
    if record.kind is Kind.COMMITMENT:
        yield "承诺带有数值（带数值的应是 target）"
    if record.comparator is None:
        yield "有数值却没有比较符"
    if record.unit not in UNITS:
        yield f"单位“{record.unit}”不在词表中"
    indicator = plan.indicator.get(record.indicator)
    if indicator is None:
        yield f"指标“{record.indicator}”不在 indicators.toml 中"
    elif indicator.unit != record.unit:
        yield f"单位“{record.unit}”与指标“{indicator.name}”的单位“{indicator.unit}”不同"
    if record.value_max is not None and record.value_max < record.value:
        yield "区间上限小于下限"


def _revisions(plan: Plan) -> Iterator[Finding]:
    file = "revisions.toml"
    yield from _duplicates(file, "修订", (f"{r.was} → {r.now}" for r in plan.revisions))
    for revision in plan.revisions:
        name = f"{revision.was} → {revision.now}"
        for id_, words in ((revision.earlier, revision.was), (revision.later, revision.now)):
            record = plan.record.get(id_)
            if record is None:
                yield Finding(file, name, f"没有记录“{id_}”")
            elif words not in record.passage.anchor:
                yield Finding(file, name, f"记录 {id_} 的锚文里没有“{words}”")


def _rules(plan: Plan) -> Iterator[Finding]:
    file = "rules.toml"
    for rule in plan.rules:
        name = f"{rule.kind} {rule.whole}"
        for indicator in (rule.whole, *rule.parts):
            if indicator not in plan.indicator:
                yield Finding(file, name, f"指标“{indicator}”不在 indicators.toml 中")
        if not rule.parts or (rule.kind == "growth" and len(rule.parts) != 1):
            yield Finding(file, name, "parts 应列出指标，growth 只列一个")
        if rule.tolerance < 0:
            yield Finding(file, name, "tolerance 不能小于 0")


def _links(plan: Plan) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for link in plan.links:
        file = f"links/{link.record.partition('.')[0]}.csv"
        if link.record not in plan.record:
            yield Finding(file, f"{link.record} → {link.feature}", "没有这条目标或实绩")
        if link.feature not in plan.feature:
            yield Finding(file, f"{link.record} → {link.feature}", "没有这个要素")
        if (link.record, link.feature) in seen:
            yield Finding(file, f"{link.record} → {link.feature}", "关联重复")
        seen.add((link.record, link.feature))


def _layers(plan: Plan) -> Iterator[Finding]:
    file = "catalog.toml"
    yield from _duplicates(file, "图层编号", (layer.id for layer in plan.layers))
    yield from _duplicates(file, "编号前缀", (layer.prefix for layer in plan.layers))
    groups = {g.id for g in plan.groups}
    for layer in plan.layers:
        if layer.group not in groups:
            yield Finding(file, f"layer {layer.id}", f"没有图层组“{layer.group}”")
        if not layer.name.strip():
            yield Finding(file, f"layer {layer.id}", "图层名为空")
        if not 0 <= layer.opacity <= 1:
            yield Finding(file, f"layer {layer.id}", "不透明度应在 0 与 1 之间")
        for message in _symbol(plan, layer):
            yield Finding(file, f"layer {layer.id}", message)


def _symbol(plan: Plan, layer: Layer) -> Iterator[str]:
    colors = {c for rule in layer.symbol.rules for c in rule.colors()}
    for color in sorted(c for c in colors if not HEX.fullmatch(c)):
        for name, palette in plan.palettes.items():
            if color not in palette:
                yield f"调色板 {name} 里没有颜色“{color}”"
    for rule in layer.symbol.rules:
        if not (rule.strokes or rule.fill or rule.hatch or rule.marker):
            yield f"图例“{rule.label}”什么也不画"
        if rule.marker and layer.geometry is not GeometryKind.POINT:
            yield f"图例“{rule.label}”在非点图层上用了 marker"
        if (rule.fill or rule.hatch) and layer.geometry is not GeometryKind.AREA:
            yield f"图例“{rule.label}”在非面图层上用了填充"
    if layer.symbol.rules:
        for feature in layer.features:
            if layer.symbol.rule(feature.kind, feature.status, feature.id) is None:
                yield f"要素 {feature.id} 没有符号（类型“{feature.kind}”，状态“{feature.status}”）"


def _palettes(plan: Plan) -> Iterator[Finding]:
    for name, palette in plan.palettes.items():
        for color, code in palette.items():
            if not HEX.fullmatch(code):
                yield Finding("catalog.toml", f"palette.{name}", f"颜色 {color} 应写成 #RRGGBB")
        if PAPER not in palette:
            yield Finding("catalog.toml", f"palette.{name}", f"缺少底色 {PAPER}")


def _features(plan: Plan) -> Iterator[Finding]:
    yield from _duplicates("layers/", "要素编号", (f.id for f in plan.features))
    for layer in plan.layers:
        for feature in layer.features:
            for message in _feature(layer, feature):
                yield Finding(layer.file, feature.id, message)


def _feature(layer: Layer, feature: Feature) -> Iterator[str]:
    if not ID.fullmatch(feature.id):
        yield "编号应是“前缀.小写短名”"
    elif feature.id.partition(".")[0] != layer.prefix:
        yield f"编号前缀应是 {layer.prefix}"
    if not feature.name.strip():
        yield "名称为空"
    if not feature.basis.strip():
        yield "没有说明几何依据"
    if feature.accuracy_m <= 0:
        yield "精度应大于 0 米"
    if feature.geometry.type not in _SHAPES[layer.geometry]:
        yield f"几何类型 {feature.geometry.type} 与图层（{layer.geometry}）不符"
    west, south, east, north = feature.geometry.bbox
    if west < AREA[0] or south < AREA[1] or east > AREA[2] or north > AREA[3]:
        yield "几何超出洛阳都市圈范围"
    if layer.geometry is GeometryKind.AREA:
        yield from _invalid_area(feature)


def _invalid_area(feature: Feature) -> Iterator[str]:
    import shapely
    from shapely.geometry import shape

    area = shape(feature.geometry)
    if not area.is_valid:
        yield f"面不合法：{shapely.is_valid_reason(area)}"


def _scenes(plan: Plan) -> Iterator[Finding]:
    file = "catalog.toml"
    yield from _duplicates(file, "场景编号", (s.id for s in plan.scenes))
    for scene in plan.scenes:
        for id_ in scene.layers:
            if id_ not in plan.layer:
                yield Finding(file, f"scene {scene.id}", f"没有图层“{id_}”")
        for id_ in scene.highlights:
            if id_ not in plan.feature:
                yield Finding(file, f"scene {scene.id}", f"没有要素“{id_}”")


def unlinked(plan: Plan) -> tuple[Finding, ...]:
    """Records without a feature, and features without a record that do not say why."""
    lone_records = (
        Finding(
            f"{'actuals' if isinstance(r, Actual) else 'targets'}/{r.passage.document}.csv",
            r.id,
            "没有关联要素",
        )
        for r in plan.records
        if r.id not in plan.links_of_record
    )
    lone_features = (
        Finding(plan.layer[f.layer].file, f.id, f"“{f.name}”没有关联目标")
        for f in plan.features
        if f.id not in plan.links_of_feature and not f.unlinked
    )
    return (*lone_records, *lone_features)
