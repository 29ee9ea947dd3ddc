"""What a user makes: scenes, annotations, imported layers, own actuals, links and statuses; all frozen."""

from __future__ import annotations

import math
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple, TypeAlias

from luoyang_gis.plan.model import (
    Actual,
    BBox,
    Comparator,
    Due,
    FeatureStatus,
    GeometryKind,
    Kind,
    Milestone,
    Passage,
    Plan,
    Role,
    SceneSpec,
    Theme,
)

LonLat: TypeAlias = tuple[float, float]
Value: TypeAlias = bool | int | float | str | None

# The document that a user's own actuals cite: whatever cites it is theirs, not the ledger's.
OWN = "own"
OWN_SECTION = "补录"

TEXT_LIMIT = 20_000
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}(?:[0-9A-Fa-f]{2})?")
# What XML, SQLite's other readers and fonts choke on; line breaks and tabs stay.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")


def now() -> datetime:
    """The present moment, to the second, in UTC."""
    return datetime.now(UTC).replace(microsecond=0)


def new_id() -> str:
    """An id that no other program makes."""
    return uuid.uuid4().hex


def clean_text(text: str, limit: int = TEXT_LIMIT) -> str:
    """Text that every format can hold: anything but control characters and halves of characters."""
    return _UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", text))[:limit]


class AnnotationKind(StrEnum):
    """What an annotation is, and so what its points mean."""

    TEXT = "text"  # 1 point: the anchor
    CALLOUT = "callout"  # 2 points: what is spoken of, where the text stands
    ARROW = "arrow"  # 2 or more: the last is the tip
    LINE = "line"  # 2 or more
    POLYGON = "polygon"  # 3 or more, not closed
    RECTANGLE = "rectangle"  # 2: opposite corners, turned by `rotation`
    CIRCLE = "circle"  # 1: the centre, with `radius_m`
    FREEHAND = "freehand"  # 2 or more
    MARKER = "marker"  # 1, with `number`

    @property
    def label(self) -> str:
        """Its name in menus and in the log."""
        return _KIND_LABELS[self]

    @property
    def is_area(self) -> bool:
        """Whether it can be filled."""
        return self in (AnnotationKind.POLYGON, AnnotationKind.RECTANGLE, AnnotationKind.CIRCLE)


_KIND_LABELS = {
    AnnotationKind.TEXT: "文字",
    AnnotationKind.CALLOUT: "引注",
    AnnotationKind.ARROW: "箭头",
    AnnotationKind.LINE: "线",
    AnnotationKind.POLYGON: "面",
    AnnotationKind.RECTANGLE: "矩形",
    AnnotationKind.CIRCLE: "圆",
    AnnotationKind.FREEHAND: "手绘",
    AnnotationKind.MARKER: "编号点",
}
# The fewest and most points of each kind; None is unbounded.
POINT_COUNTS: Mapping[AnnotationKind, tuple[int, int | None]] = {
    AnnotationKind.TEXT: (1, 1),
    AnnotationKind.CALLOUT: (2, 2),
    AnnotationKind.ARROW: (2, None),
    AnnotationKind.LINE: (2, None),
    AnnotationKind.POLYGON: (3, None),
    AnnotationKind.RECTANGLE: (2, 2),
    AnnotationKind.CIRCLE: (1, 1),
    AnnotationKind.FREEHAND: (2, None),
    AnnotationKind.MARKER: (1, 1),
}


class Dash(StrEnum):
    """How a stroke is broken."""

    SOLID = "solid"
    DASH = "dash"
    DOT = "dot"


@dataclass(frozen=True, slots=True)
class Style:
    """How an annotation looks; lengths in pixels at 96 dpi, colours `#rrggbb` or `#rrggbbaa`."""

    stroke: str = "#B5304A"
    width: float = 2.0
    dash: Dash = Dash.SOLID
    # Empty is no fill.
    fill: str = ""
    opacity: float = 1.0
    text_colour: str = "#23282F"
    font_size: float = 15.0
    bold: bool = False
    # Text wraps at this width; 0 wraps at line breaks only.
    text_width: float = 240.0
    halo: bool = True

    def __post_init__(self) -> None:
        for colour in (self.stroke, self.text_colour, self.fill or self.stroke):
            if not _COLOUR.fullmatch(colour):
                raise ValueError(f"颜色 {colour!r} 应写作 #rrggbb")
        _in_range("线宽", self.width, 0, 200)
        _in_range("不透明度", self.opacity, 0, 1)
        _in_range("字号", self.font_size, 1, 500)
        _in_range("文字宽度", self.text_width, 0, 10_000)


def _in_range(word: str, value: float, low: float, high: float) -> None:
    if not (math.isfinite(value) and low <= value <= high):
        raise ValueError(f"{word} {value} 应在 {low} 与 {high} 之间")


@dataclass(frozen=True, slots=True)
class Annotation:
    """Something drawn on the map; its place in the workspace's tuple is its place in the stack."""

    id: str
    kind: AnnotationKind
    points: tuple[LonLat, ...]
    text: str = ""
    style: Style = field(default_factory=Style)
    # Degrees clockwise on the screen; of text, callouts and rectangles.
    rotation: float = 0.0
    radius_m: float = 0.0
    number: int = 0
    # None: in every scene.
    scene: str | None = None
    # The feature it speaks of, of the plan or an imported layer.
    feature: str | None = None
    created: datetime = field(default_factory=now)
    modified: datetime = field(default_factory=now)

    def __post_init__(self) -> None:
        fewest, most = POINT_COUNTS[self.kind]
        if len(self.points) < fewest or (most is not None and len(self.points) > most):
            raise ValueError(f"{self.kind.label}的点数 {len(self.points)} 不对")
        for lon, lat in self.points:
            if not (-180 <= lon <= 180 and -90 <= lat <= 90):
                raise ValueError(f"坐标 ({lon}, {lat}) 超出经纬度范围")
        _in_range("旋转角", self.rotation, -360, 360)
        _in_range("半径", self.radius_m, 0, 5_000_000)
        if self.kind is AnnotationKind.CIRCLE and self.radius_m <= 0:
            raise ValueError("圆的半径应大于 0")
        object.__setattr__(self, "text", clean_text(self.text))

    @property
    def key(self) -> str:
        """What it is found by."""
        return self.id


@dataclass(frozen=True, slots=True)
class Scene:
    """One briefing view."""

    id: str
    title: str
    extent: BBox
    layers: tuple[str, ...] = ()
    # Only of layers that differ from their own opacity.
    opacities: Mapping[str, float] = field(default_factory=dict)
    # The day on the timeline; None shows everything.
    date: date | None = None
    notes: str = ""
    highlights: tuple[str, ...] = ()
    # Annotations that this scene does not show though they belong to all.
    hidden: tuple[str, ...] = ()
    basemap: str = ""

    def __post_init__(self) -> None:
        west, south, east, north = self.extent
        if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
            raise ValueError(f"场景范围 {self.extent} 不对")
        object.__setattr__(self, "title", clean_text(self.title, 200))
        object.__setattr__(self, "notes", clean_text(self.notes))

    @property
    def key(self) -> str:
        """What it is found by."""
        return self.id

    @classmethod
    def of(cls, spec: SceneSpec) -> Scene:
        """A scene that ships with the plan, now the user's to change."""
        return cls(
            id=spec.id,
            title=spec.title,
            extent=spec.extent,
            layers=spec.layers,
            date=spec.date,
            notes=spec.notes,
            highlights=spec.highlights,
        )


class ColumnType(StrEnum):
    """What a column of an imported layer holds."""

    BOOLEAN = "boolean"
    INTEGER = "integer"
    REAL = "real"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an imported layer."""

    name: str
    type: ColumnType = ColumnType.TEXT


class ImportedFeature(NamedTuple):
    """A row of an imported layer: its geometry in WGS 84 degrees and its values, column by column."""

    wkb: bytes
    values: tuple[Value, ...]


@dataclass(frozen=True)
class ImportedLayer:
    """A layer that the user brought; its features travel in the workspace file."""

    id: str
    name: str
    geometry: GeometryKind
    columns: tuple[Column, ...] = ()
    features: tuple[ImportedFeature, ...] = ()
    # Where it came from, as a person would say it: a path, a service, a clipboard.
    source: str = ""
    # The coordinate system it was in; the features here are in EPSG:4326.
    crs: str = "EPSG:4326"
    label_column: str = ""
    symbol: Mapping[str, object] = field(default_factory=dict)
    visible: bool = True
    opacity: float = 1.0
    # The bundled layer that it stands in for.
    replaces: str | None = None
    imported: datetime = field(default_factory=now)

    def __post_init__(self) -> None:
        _in_range("不透明度", self.opacity, 0, 1)
        names = [column.name.casefold() for column in self.columns]
        if len(set(names)) < len(names) or not all(names):
            raise ValueError(f"图层“{self.name}”有空的或重名的列")
        object.__setattr__(self, "name", clean_text(self.name, 200))

    @property
    def key(self) -> str:
        """What it is found by."""
        return self.id

    def feature_id(self, row: int) -> str:
        """The id by which annotations and links point at a row."""
        return f"{self.id}:{row}"

    def attributes(self, row: int) -> dict[str, Value]:
        """A row's values by column name."""
        names = (column.name for column in self.columns)
        return dict(zip(names, self.features[row].values, strict=True))


@dataclass(frozen=True, slots=True)
class UserActual:
    """A figure measured or a deed done that the user recorded."""

    id: str
    indicator: str
    due: Due | None
    summary: str
    source: str
    author: str
    at: datetime
    value: float | None = None
    value_max: float | None = None
    comparator: Comparator | None = None
    unit: str = ""
    theme: Theme = Theme.OVERALL
    milestone: Milestone | None = None
    note: str = ""

    @property
    def key(self) -> str:
        """What it is found by."""
        return self.id

    @property
    def record(self) -> Actual:
        """The same as an actual of the plan."""
        anchor = (self.source or self.summary or self.indicator)[:30]
        return Actual(
            id=self.id,
            passage=Passage(OWN, OWN_SECTION, anchor),
            kind=Kind.ACTUAL,
            indicator=self.indicator,
            theme=self.theme,
            summary=self.summary or self.indicator,
            milestone=self.milestone,
            comparator=self.comparator,
            value=self.value,
            value_max=self.value_max,
            unit=self.unit,
            due=self.due,
            note=self.note,
        )


@dataclass(frozen=True, slots=True)
class UserLink:
    """What the user says of a record and a feature; without a role: that they have nothing to do."""

    record: str
    feature: str
    role: Role | None
    author: str
    at: datetime
    note: str = ""

    @property
    def key(self) -> str:
        """What it is found by."""
        return link_key(self.record, self.feature)


def link_key(record: str, feature: str) -> str:
    """The key of what a user says of a record and a feature."""
    return f"{record} → {feature}"


@dataclass(frozen=True, slots=True)
class UserStatus:
    """How far a feature has come, by the user's knowledge."""

    feature: str
    status: FeatureStatus
    author: str
    at: datetime
    status_date: Due | None = None
    note: str = ""

    @property
    def key(self) -> str:
        """What it is found by."""
        return self.feature


@dataclass(frozen=True, slots=True)
class LogEntry:
    """留痕: who changed which actual, link or status, when, from what to what."""

    number: int
    at: datetime
    who: str
    what: str
    subject: str
    action: str
    before: str
    after: str

    @property
    def key(self) -> str:
        """What it is found by."""
        return str(self.number)


@dataclass(frozen=True)
class Workspace:
    """Everything a user has made, at one moment; an edit makes another."""

    title: str = ""
    scenes: tuple[Scene, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    layers: tuple[ImportedLayer, ...] = ()
    actuals: tuple[UserActual, ...] = ()
    links: tuple[UserLink, ...] = ()
    statuses: tuple[UserStatus, ...] = ()
    # Only ever grows: undoing an edit is an entry of its own.
    log: tuple[LogEntry, ...] = ()

    @cached_property
    def scene(self) -> Mapping[str, Scene]:
        """Scenes by id."""
        return {s.id: s for s in self.scenes}

    @cached_property
    def annotation(self) -> Mapping[str, Annotation]:
        """Annotations by id."""
        return {a.id: a for a in self.annotations}

    @cached_property
    def layer(self) -> Mapping[str, ImportedLayer]:
        """Imported layers by id."""
        return {layer.id: layer for layer in self.layers}

    @cached_property
    def actual(self) -> Mapping[str, UserActual]:
        """The user's actuals by id."""
        return {a.id: a for a in self.actuals}

    @cached_property
    def link(self) -> Mapping[str, UserLink]:
        """The user's links by `link_key`."""
        return {link.key: link for link in self.links}

    @cached_property
    def status(self) -> Mapping[str, UserStatus]:
        """The user's statuses by feature."""
        return {s.feature: s for s in self.statuses}

    def annotations_in(self, scene: str | None) -> tuple[Annotation, ...]:
        """What a scene shows, lowest first; without a scene, what belongs to all of them."""
        shown = self.scene.get(scene) if scene else None
        hidden = shown.hidden if shown else ()
        return tuple(a for a in self.annotations if a.scene in (None, scene) and a.id not in hidden)

    def annotations_of(self, feature: str) -> tuple[Annotation, ...]:
        """The annotations attached to a feature."""
        return tuple(a for a in self.annotations if a.feature == feature)

    def apply_to(self, plan: Plan) -> Plan:
        """The plan with the user's actuals, links and statuses; what is theirs cites `OWN` or is
        found here in `link` and `status`."""
        from luoyang_gis.workspace.merge import merged

        return merged(self, plan)


def initial(plan: Plan) -> Workspace:
    """What a user starts from: the scenes that ship with the plan."""
    return Workspace(scenes=tuple(Scene.of(spec) for spec in plan.scenes))
