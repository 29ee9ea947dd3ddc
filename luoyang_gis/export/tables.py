"""The plan as tables with Chinese headings: what spreadsheets, CSV files and GIS layers share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from luoyang_gis.export.job import ExportJob
from luoyang_gis.plan.conflicts import Conflict, conflicts
from luoyang_gis.plan.model import Actual, Feature, Layer, Link, Plan, Record, Target
from luoyang_gis.plan.progress import progress
from luoyang_gis.plan.wording import (
    CONFLICT_NAMES,
    KIND_NAMES,
    citation,
    due_label,
    headline,
    progress_words,
    section_words,
)
from luoyang_gis.workspace.model import OWN

Cell: TypeAlias = str | float | date | None
Kind: TypeAlias = Literal["text", "number", "percent", "date"]
LEDGER, BY_USER = "台账", "补录"
# Where a record's origin stands in its row: tables mark what the user added.
ORIGIN = "来源"


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, what stands below it, and how wide it is in characters."""

    title: str
    width: float = 12
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def column(self, title: str) -> list[Cell]:
        """The cells below a heading."""
        place = [c.title for c in self.columns].index(title)
        return [row[place] for row in self.rows]


class Tables:
    """Makes the tables of a job."""

    def __init__(self, job: ExportJob) -> None:
        self._job = job
        self._plan = job.known
        self._layers = {layer.id: layer.name for layer in job.layers}
        self._shown = {f.id for layer in job.layers for f in layer.features}

    @property
    def targets(self) -> Table:
        """Every promise with its progress, features and citation."""
        plan = self._plan
        columns = (
            Column("编号", 18), Column("文件", 16), Column("主题", 8), Column("类型", 8),
            Column("指标", 24), Column("目标", 20), Column("比较", 6),
            Column("数值", 11, "number"), Column("上限", 9, "number"), Column("单位", 9),
            Column("节点", 8), Column("时限", 14), Column("截止日期", 12, "date"),
            Column("状态", 9), Column("最近实绩", 20), Column("实绩数值", 11, "number"),
            Column("实绩截至", 12, "date"), Column("完成比例", 9, "percent"),
            Column("差距", 11, "number"), Column("年均须增", 9, "percent"), Column("进展", 30),
            Column("摘要", 44), Column("要素", 34), Column("依据", 48), Column("备注", 24),
        )  # fmt: skip
        targets = [r for r in self._job.records if isinstance(r, Target)]
        return Table("目标", columns, tuple(self._target(plan, t) for t in targets))

    def _target(self, plan: Plan, t: Target) -> tuple[Cell, ...]:
        found = progress(plan, t, plan.newest)
        latest = found.latest
        growth = found.required_growth
        return (
            t.id, _document(plan, t), t.theme.value, KIND_NAMES[t.kind], t.indicator, headline(t),
            t.comparator.value if t.comparator else None, t.value, t.value_max, t.unit or None,
            t.milestone.value if t.milestone else None, due_label(t), t.due.end if t.due else None,
            found.status.value, headline(latest) if latest else None,
            latest.value if latest else None, latest.due.end if latest and latest.due else None,
            found.share, found.gap, None if growth is None else growth / 100,
            progress_words(found) if latest else None, t.summary, self._features_of(t),
            citation(plan, t), t.note or None,
        )  # fmt: skip

    @property
    def actuals(self) -> Table:
        """Every figure measured or deed done; the user's own are marked."""
        plan = self._plan
        columns = (
            Column("编号", 18), Column(ORIGIN, 8), Column("文件", 16), Column("主题", 8),
            Column("指标", 24), Column("实绩", 20), Column("比较", 6),
            Column("数值", 11, "number"), Column("上限", 9, "number"), Column("单位", 9),
            Column("节点", 8), Column("时期", 14), Column("截至日期", 12, "date"),
            Column("摘要", 44), Column("要素", 34), Column("依据", 48), Column("录入", 18),
            Column("备注", 24),
        )  # fmt: skip
        actuals = [r for r in self._job.records if isinstance(r, Actual)]
        return Table("实绩", columns, tuple(self._actual(plan, a) for a in actuals))

    def _actual(self, plan: Plan, a: Actual) -> tuple[Cell, ...]:
        own = self._job.workspace.actual.get(a.id)
        by = f"{own.author} {own.at.astimezone():%Y-%m-%d}" if own else None
        return (
            a.id, BY_USER if a.passage.document == OWN else LEDGER, _document(plan, a),
            a.theme.value, a.indicator, headline(a), a.comparator.value if a.comparator else None,
            a.value, a.value_max, a.unit or None, a.milestone.value if a.milestone else None,
            due_label(a), a.due.end if a.due else None, a.summary, self._features_of(a),
            (own.source or None) if own else citation(plan, a), by, a.note or None,
        )  # fmt: skip

    @property
    def features(self) -> Table:
        """Everything on the layers asked for."""
        rows = [self._feature(layer, f) for layer in self._job.layers for f in layer.features]
        return Table("要素", FEATURE_COLUMNS, tuple(rows))

    def features_of(self, layer: Layer) -> Table:
        """The features of one layer."""
        rows = tuple(self._feature(layer, f) for f in layer.features)
        return Table(layer.name, FEATURE_COLUMNS, rows)

    def _feature(self, layer: Layer, f: Feature) -> tuple[Cell, ...]:
        plan = self._plan
        records = self.records_of(f)
        targets = [r for r in records if isinstance(r, Target)]
        actuals = [r for r in records if isinstance(r, Actual)]
        west, south, east, north = f.geometry.bbox
        own = f.id in self._job.workspace.status
        return (
            f.id, f.name, _joined(f.aliases), layer.name, _group(plan, layer), f.kind or None,
            f.status.value, f.status_date.end if f.status_date else None,
            BY_USER if own else LEDGER, f.accuracy_m, f.basis, f.county or None,
            float(len(targets)), float(len(actuals)),
            _joined((_promise(t) for t in targets), "；"),
            _joined((_promise(a) for a in actuals), "；"),
            round((west + east) / 2, 5), round((south + north) / 2, 5), f.note or None,
        )  # fmt: skip

    @property
    def links(self) -> Table:
        """Which record speaks of which feature."""
        columns = (
            Column("记录", 18), Column("类型", 8), Column("指标", 24), Column("要素", 26),
            Column("名称", 24), Column("图层", 14), Column("角色", 8), Column(ORIGIN, 8),
        )  # fmt: skip
        kept = {r.id for r in self._job.records}
        rows = [
            self._link(link)
            for link in self._plan.links
            if link.record in kept and link.feature in self._shown
        ]
        return Table("关联", columns, tuple(rows))

    def _link(self, link: Link) -> tuple[Cell, ...]:
        record, feature = self._plan.record[link.record], self._plan.feature[link.feature]
        own = f"{link.record} → {link.feature}" in self._job.workspace.link
        return (
            record.id, KIND_NAMES[record.kind], record.indicator, feature.id, feature.name,
            self._layers.get(feature.layer), link.role.value, BY_USER if own else LEDGER,
        )  # fmt: skip

    @property
    def conflicts(self) -> Table:
        """Where the documents contradict each other or themselves."""
        columns = (
            Column("种类", 14), Column("说明", 60), Column("解释", 40), Column("记录", 30),
            Column("出处", 70), Column("计算", 30),
        )  # fmt: skip
        rows = tuple(self._conflict(c) for c in conflicts(self._plan))
        return Table("矛盾", columns, rows)

    def _conflict(self, c: Conflict) -> tuple[Cell, ...]:
        return (
            CONFLICT_NAMES[c.kind], c.message, c.explained or None,
            _joined(r.id for r in c.records),
            _joined((citation(self._plan, r) for r in c.records), "\n"),
            _joined((f"{name} = {value:.4g}" for name, value in c.computed.items()), "\n"),
        )  # fmt: skip

    def records_of(self, f: Feature) -> list[Record]:
        """What is promised and reached there."""
        links = self._plan.links_of_feature.get(f.id, ())
        return [self._plan.record[k.record] for k in links if k.record in self._plan.record]

    def _features_of(self, record: Record) -> str | None:
        names = (
            f"{self._plan.feature[k.feature].name}（{k.role}）"
            for k in self._plan.links_of_record.get(record.id, ())
            if k.feature in self._plan.feature
        )
        return _joined(names)


FEATURE_COLUMNS = (
    Column("编号", 26), Column("名称", 26), Column("别名", 20), Column("图层", 14),
    Column("分组", 14), Column("类别", 12), Column("状态", 9), Column("状态时间", 12, "date"),
    Column("状态来源", 9), Column("精度_米", 9, "number"), Column("几何依据", 34),
    Column("区县", 12), Column("目标数", 8, "number"), Column("实绩数", 8, "number"),
    Column("目标", 60), Column("实绩", 50), Column("经度", 10, "number"),
    Column("纬度", 10, "number"), Column("备注", 24),
)  # fmt: skip


def _promise(record: Record) -> str:
    """A record in a few words: when, what."""
    return f"{due_label(record)}：{record.summary}"


def _document(plan: Plan, record: Record) -> str:
    document = plan.document.get(record.passage.document)
    name = document.short if document else record.passage.document
    return f"{name} {section_words(record)}".strip()


def _group(plan: Plan, layer: Layer) -> str:
    return next((g.name for g in plan.groups if g.id == layer.group), layer.group)


def _joined(texts: Iterable[str], by: str = "、") -> str | None:
    return by.join(texts) or None
