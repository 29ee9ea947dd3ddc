"""The words of the project as frozen data: documents, targets, actuals, features, links, layers, the plan."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Literal, TypeAlias, TypeVar

from luoyang_gis.plan.symbols import Symbol

T = TypeVar("T")
Position: TypeAlias = tuple[float, ...]
Coordinates: TypeAlias = "Position | tuple[Coordinates, ...]"
BBox: TypeAlias = tuple[float, float, float, float]


class Theme(StrEnum):
    """What a target is about."""

    OVERALL = "综合"
    METRO_AREA = "都市圈"
    INDUSTRY = "产业"
    INNOVATION = "创新"
    DEMAND = "内需"
    OPENING = "开放"
    REFORM = "改革"
    RURAL = "乡村"
    CITY = "城建"
    TRANSPORT = "交通"
    CULTURE = "文旅"
    ECOLOGY = "生态"
    WELFARE = "民生"
    GOVERNANCE = "治理"


class Kind(StrEnum):
    """Whether a record promises a number, promises a deed, or tells what was reached."""

    TARGET = "target"
    COMMITMENT = "commitment"
    ACTUAL = "actual"


class Milestone(StrEnum):
    """What shall have happened by the due date."""

    APPROVED = "获批"
    STARTED = "开工"
    ADVANCED = "推进"
    DONE = "建成"
    HELD = "保持"


class Comparator(StrEnum):
    """How a figure bounds what it speaks of."""

    EQUAL = "="
    AT_LEAST = "≥"
    MORE = ">"
    AT_MOST = "≤"
    LESS = "<"
    ABOUT = "≈"
    RANGE = "–"

    def holds(self, actual: float, value: float, value_max: float | None = None) -> bool:
        """Tell whether a measured figure keeps the promise; 达到 is kept by more as well."""
        match self:
            case Comparator.EQUAL | Comparator.AT_LEAST:
                return actual >= value
            case Comparator.MORE:
                return actual > value
            case Comparator.AT_MOST:
                return actual <= value
            case Comparator.LESS:
                return actual < value
            case Comparator.ABOUT:
                return abs(actual - value) <= 0.05 * abs(value)
            case Comparator.RANGE:
                return value <= actual <= (value if value_max is None else value_max)


class Role(StrEnum):
    """What a feature has to do with a target."""

    CARRIES = "承载"
    CROSSES = "途经"
    WITHIN = "位于"
    MEASURES = "衡量"


class FeatureStatus(StrEnum):
    """How far a thing on the map had come at its status date."""

    EXISTING = "现状"
    BUILT = "已建成"
    BUILDING = "在建"
    DECIDED = "计划"
    PREPARING = "前期"
    PLANNED = "规划"
    PROPOSED = "谋划"


class GeometryKind(StrEnum):
    """What a layer draws."""

    POINT = "point"
    LINE = "line"
    AREA = "area"


# Normalised units; a figure in any other unit is a finding.
UNITS = frozenset(
    "元 万元 亿元 亿美元 % 百分点 人 万人 人次 万人次 家 个 项 座 所 间 公里 米 平方公里 万平方米 亩 万亩 "
    "吨 万吨 亿斤 标箱 万标箱 户 万户 套 条 处 天 个月 年 倍 次 位 期 批 名 张 辆 台 件 种 列 支 类 片 街 省 "
    "小时 分钟 万千瓦 万户次 场 届 例 镇 村 对 圈 平方米 册 部 步 星级 人/项 连冠 名次 圈层 岁 微克/立方米".split()
)


_DUE = re.compile(
    r"(?P<y>\d{4})(?:-(?:H(?P<h>[12])|Q(?P<q>[1-4])|(?P<m>\d{2})(?:-(?P<d>\d{2}))?))?"
)


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """A due date or a measured period: its first and last day, and how exactly the text says it."""

    end: date
    start: date
    precision: Literal["day", "month", "quarter", "half", "year", "period"]
    code: str

    @classmethod
    def parse(cls, code: str) -> Due:
        """Read `2025`, `2021-06`, `2021-06-30`, `2021-H1`, `2021-Q3` or `2016/2020`."""
        if "/" in code:
            opening, closing = (cls.parse(part) for part in code.split("/", 1))
            if closing.end < opening.start:
                raise ValueError(code)
            return cls(closing.end, opening.start, "period", code)
        match = _DUE.fullmatch(code)
        if match is None:
            raise ValueError(code)
        year = int(match["y"])
        if match["d"]:
            day = date(year, int(match["m"]), int(match["d"]))
            return cls(day, day, "day", code)
        if match["m"]:
            month = int(match["m"])
            last_day = calendar.monthrange(year, month)[1]
            return cls(date(year, month, last_day), date(year, month, 1), "month", code)
        months = 12
        precision: Literal["quarter", "half", "year"] = "year"
        part = 1
        if match["q"]:
            precision, months, part = "quarter", 3, int(match["q"])
        elif match["h"]:
            precision, months, part = "half", 6, int(match["h"])
        last = months * part
        end = date(year, last, calendar.monthrange(year, last)[1])
        return cls(end, date(year, last - months + 1, 1), precision, code)

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a document: its path and its title."""

    path: str
    title: str


@dataclass(frozen=True, slots=True)
class Document:
    """One planning document: facts about it, never its text."""

    id: str
    title: str
    short: str
    issuer: str
    date: date
    kind: str
    fingerprint: str
    sections: tuple[Section, ...] = ()
    # Says so where the text does not state the date and it is an estimate.
    date_note: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a document: section path and a short phrase that finds it."""

    document: str
    section: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured, in which unit, and which way is better."""

    name: str
    unit: str
    better: Literal["up", "down", "neutral"] = "up"
    theme: Theme = Theme.OVERALL
    aggregate: Literal["level", "rate", "share", "count"] = "level"
    definition: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """One statement of a document that can be checked: a target, a commitment or an actual."""

    id: str
    passage: Passage
    kind: Kind
    indicator: str
    theme: Theme
    summary: str
    milestone: Milestone | None = None
    comparator: Comparator | None = None
    value: float | None = None
    value_max: float | None = None
    unit: str = ""
    due: Due | None = None
    due_text: str = ""
    note: str = ""


class Target(Record):
    """One promise: a number or a deed, by when, and where it stands."""

    __slots__ = ()


class Actual(Record):
    """One figure measured or deed done, with its period."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A feature and a record that speak of the same thing."""

    record: str
    feature: str
    role: Role


@dataclass(frozen=True, slots=True)
class Revision:
    """A later document that renames or redraws what an earlier one had announced."""

    name: str
    was: str
    now: str
    # Ids of the records whose anchors say so.
    earlier: str
    later: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """An identity between indicators: figures that break it cannot all hold.

    growth: `whole` of a later year is `whole` of an earlier one grown by `parts[0]` every year.
    product: `whole` is the product of `parts`.
    parts: `parts`, each as a level or as a share of `whole`, together are at most `whole`.
    """

    kind: Literal["growth", "product", "parts"]
    whole: str
    parts: tuple[str, ...]
    # By how many percent figures may differ before they contradict each other.
    tolerance: float = 0.5
    # What makes the identity hold, said to the reader.
    note: str = ""
    # Why figures that break it are no contradiction after all; they are listed with this reason.
    explained: str = ""


@dataclass(frozen=True, slots=True)
class Geometry:
    """A GeoJSON geometry in WGS 84 degrees, immutable; shapely reads it through its interface."""

    type: str
    coordinates: Coordinates

    @property
    def __geo_interface__(self) -> dict[str, object]:
        return {"type": self.type, "coordinates": self.coordinates}

    def positions(self) -> Iterator[Position]:
        """Every vertex, in order."""
        return _positions(self.coordinates)

    def rings(self) -> tuple[tuple[tuple[Position, ...], bool], ...]:
        """Every point, line or ring as its vertices, and whether it is no hole."""
        members = (
            _children(self.coordinates) if self.type.startswith("Multi") else [self.coordinates]
        )
        return tuple(
            (tuple(_positions(part)), number == 0)
            for member in members
            for number, part in enumerate(
                _children(member) if self.type.endswith("Polygon") else [member]
            )
        )

    @property
    def bbox(self) -> BBox:
        """West, south, east, north."""
        xs, ys = zip(*((p[0], p[1]) for p in self.positions()), strict=True)
        return (min(xs), min(ys), max(xs), max(ys))


def _children(coordinates: Coordinates) -> list[Coordinates]:
    return [part for part in coordinates if isinstance(part, tuple)]


def _positions(coordinates: Coordinates) -> Iterator[Position]:
    parts = _children(coordinates)
    if not parts:
        yield tuple(v for v in coordinates if not isinstance(v, tuple))
    for part in parts:
        yield from _positions(part)


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing on the map."""

    id: str
    layer: str
    name: str
    kind: str
    status: FeatureStatus
    geometry: Geometry
    basis: str
    accuracy_m: float
    aliases: tuple[str, ...] = ()
    status_date: Due | None = None
    opened: Due | None = None
    county: str = ""
    note: str = ""
    unlinked: str = ""


@dataclass(frozen=True, slots=True)
class Layer:
    """An ordered set of features with one symbol definition."""

    id: str
    name: str
    group: str
    geometry: GeometryKind
    prefix: str
    file: str
    tags: tuple[str, ...]
    provenance: str
    features: tuple[Feature, ...]
    symbol: Symbol = field(default_factory=Symbol)
    visible: bool = True
    opacity: float = 1.0
    # Scale denominators between which the layer is drawn; None is unbounded.
    min_scale: float | None = None
    max_scale: float | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A heading of the layer tree."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class LayerSet:
    """A briefing's choice of layers: a rule over tags, so that a new layer joins by itself."""

    name: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SceneSpec:
    """A briefing view that ships with the plan."""

    id: str
    title: str
    layers: tuple[str, ...]
    extent: BBox
    date: date | None = None
    notes: str = ""
    highlights: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """Documents, indicators, targets, actuals, features and links: loaded once, immutable."""

    documents: tuple[Document, ...]
    indicators: tuple[Indicator, ...]
    targets: tuple[Target, ...]
    actuals: tuple[Actual, ...]
    links: tuple[Link, ...]
    groups: tuple[Group, ...]
    layers: tuple[Layer, ...]
    palettes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    layer_sets: tuple[LayerSet, ...] = ()
    scenes: tuple[SceneSpec, ...] = ()
    revisions: tuple[Revision, ...] = ()
    rules: tuple[Rule, ...] = ()

    @cached_property
    def document(self) -> Mapping[str, Document]:
        """Documents by id."""
        return {d.id: d for d in self.documents}

    @cached_property
    def indicator(self) -> Mapping[str, Indicator]:
        """Indicators by name."""
        return {i.name: i for i in self.indicators}

    @cached_property
    def layer(self) -> Mapping[str, Layer]:
        """Layers by id."""
        return {layer.id: layer for layer in self.layers}

    @cached_property
    def feature(self) -> Mapping[str, Feature]:
        """Features by id."""
        return {f.id: f for f in self.features}

    @cached_property
    def features(self) -> tuple[Feature, ...]:
        """All features in layer order."""
        return tuple(f for layer in self.layers for f in layer.features)

    @cached_property
    def records(self) -> tuple[Target | Actual, ...]:
        """Targets, then actuals."""
        return (*self.targets, *self.actuals)

    @cached_property
    def record(self) -> Mapping[str, Target | Actual]:
        """Targets and actuals by id."""
        return {r.id: r for r in self.records}

    @cached_property
    def links_of_feature(self) -> Mapping[str, tuple[Link, ...]]:
        """Links by feature id, in the ledger's order."""
        return _grouped((link.feature, link) for link in self.links)

    @cached_property
    def links_of_record(self) -> Mapping[str, tuple[Link, ...]]:
        """Links by record id, in the ledger's order."""
        return _grouped((link.record, link) for link in self.links)

    @cached_property
    def actuals_of(self) -> Mapping[str, tuple[Actual, ...]]:
        """Actuals by indicator, in the ledger's order."""
        return _grouped((a.indicator, a) for a in self.actuals)

    @cached_property
    def targets_of(self) -> Mapping[str, tuple[Target, ...]]:
        """Targets by indicator or deliverable, in the ledger's order."""
        return _grouped((t.indicator, t) for t in self.targets)

    @cached_property
    def newest(self) -> date:
        """The date of the newest document: statuses are computed as of it unless said otherwise."""
        return max((d.date for d in self.documents), default=date.today())


def _grouped(pairs: Iterable[tuple[str, T]]) -> Mapping[str, tuple[T, ...]]:
    found: dict[str, list[T]] = {}
    for key, item in pairs:
        found.setdefault(key, []).append(item)
    return {key: tuple(items) for key, items in found.items()}
