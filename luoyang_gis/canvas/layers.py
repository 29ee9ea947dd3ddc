"""A layer made ready to draw: projected, indexed and generalised once, whatever it came from."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import shapely

from luoyang_gis.geo.crs import to_mercator
from luoyang_gis.geo.generalise import generalise_in_slices, level_of, pixel_of
from luoyang_gis.geo.index import Index
from luoyang_gis.geo.shapes import Floats, Ints, ShapeKind, Shapes, build, read_geometries
from luoyang_gis.plan.model import FeatureStatus, GeometryKind, Layer
from luoyang_gis.plan.symbols import Rule, Symbol, default_symbol

Box = tuple[float, float, float, float]
# A layer of fewer vertices is generalised as a whole, whatever part of it is seen.
SMALL = 50_000
LEVELS_KEPT = 3
# Areas of one path lie below each other, so that the rasteriser's rows stay short.
STRIP_PX = 24.0
FEW = 64
NO_STYLE = -1
KIND_NAMES: Mapping[ShapeKind, str] = {"point": "点", "line": "线", "area": "面"}


class Detail:
    """What is derived from a layer's shapes, kept while the layer lives."""

    def __init__(self, shapes: Shapes) -> None:
        self.shapes = shapes
        self.index = Index(shapes)
        # Where areas are named, by place.
        self.anchors: dict[int, tuple[float, float]] = {}
        self._levels: OrderedDict[int, tuple[Ints, Shapes]] = OrderedDict()

    def seen(self, box: Box, resolution: float) -> Generator[None, None, tuple[Ints, Shapes]]:
        """The features that a box touches and their shapes generalised to the pixel, in slices.

        Features come strip by strip, so that those drawn together lie below each other.
        """
        chosen = self.shapes.seen(box)
        level = level_of(resolution)
        if len(self.shapes.xy) > SMALL and 2 * len(chosen) < len(self.shapes):
            chosen = chosen[_in_strips(self.shapes.bounds[chosen], level)]
            return chosen, (yield from generalise_in_slices(self.shapes.subset(chosen), level))
        order, whole = yield from self._level(level)
        if len(chosen) == len(whole):
            return order, whole
        wanted = np.zeros(len(self.shapes), dtype=bool)
        wanted[chosen] = True
        here = np.flatnonzero(wanted[order])
        yield
        return order[here], whole.subset(here)

    def seen_now(self, box: Box, resolution: float) -> tuple[Ints, Shapes]:
        """The same at once."""
        steps = self.seen(box, resolution)
        while True:
            try:
                next(steps)
            except StopIteration as done:
                found: tuple[Ints, Shapes] = done.value
                return found

    def _level(self, level: int) -> Generator[None, None, tuple[Ints, Shapes]]:
        if level not in self._levels:
            whole = yield from generalise_in_slices(self.shapes, level)
            yield
            order = _in_strips(self.shapes.bounds, level)
            yield
            self._levels[level] = order, whole.subset(order)
            yield
            if len(self._levels) > LEVELS_KEPT:
                self._levels.popitem(last=False)
        self._levels.move_to_end(level)
        return self._levels[level]


def _in_strips(bounds: Floats, level: int) -> Ints:
    """An order strip by strip, from the top of each to its foot; few stay as they are."""
    if len(bounds) <= FEW:
        return np.arange(len(bounds))
    strip = np.floor(bounds[:, 0] / (STRIP_PX * pixel_of(level)))
    return np.argsort(strip * 1e9 - bounds[:, 3])


@dataclass(frozen=True, eq=False)
class MapLayer:
    """An ordered set of drawable features of one kind with one symbol definition."""

    id: str
    name: str
    detail: Detail
    ids: Sequence[str]
    names: Sequence[str]
    kinds: Sequence[str]
    statuses: Sequence[str]
    symbol: Symbol
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    opacity: float = 1.0
    min_scale: float = 0.0
    max_scale: float = float("inf")
    # Sentences about features that could not be drawn.
    problems: tuple[str, ...] = ()

    @classmethod
    def from_plan(cls, layer: Layer) -> MapLayer:
        """A layer of the plan."""
        features = layer.features
        counts: list[int] = []
        chunks: list[Floats] = []
        part_lengths: list[int] = []
        outer: list[bool] = []
        for feature in features:
            rings = feature.geometry.rings()
            counts.append(len(rings))
            for ring, is_outer in rings:
                chunk = np.array([p[:2] for p in ring], dtype=np.float64)
                chunks.append(chunk)
                part_lengths.append(len(chunk))
                outer.append(is_outer)
        xy = to_mercator(np.concatenate(chunks)) if chunks else np.empty((0, 2))
        shapes, _ = build(
            KINDS[layer.geometry],
            xy,
            np.concatenate(([0], np.cumsum(part_lengths, dtype=np.int64))),
            np.concatenate(([0], np.cumsum(counts, dtype=np.int64))),
            np.array(outer, dtype=bool),
        )
        return cls(
            id=layer.id,
            name=layer.name,
            detail=Detail(shapes),
            ids=tuple(f.id for f in features),
            names=tuple(f.name for f in features),
            kinds=tuple(f.kind for f in features),
            statuses=tuple(f.status.value for f in features),
            symbol=layer.symbol if layer.symbol.rules else default_symbol(),
            aliases={f.id: f.aliases for f in features if f.aliases},
            opacity=layer.opacity,
            min_scale=layer.min_scale or 0.0,
            max_scale=layer.max_scale or float("inf"),
        )

    @classmethod
    def from_shapes(
        cls,
        id_: str,
        name: str,
        shapes: Shapes,
        *,
        ids: Sequence[str] | None = None,
        names: Sequence[str] | None = None,
        kinds: Sequence[str] | None = None,
        statuses: Sequence[str] | None = None,
        symbol: Symbol | None = None,
        problems: tuple[str, ...] = (),
    ) -> MapLayer:
        """A layer of shapes that are in display metres already."""
        blank = ("",) * len(shapes)
        return cls(
            id=id_,
            name=name,
            detail=Detail(shapes),
            ids=ids if ids is not None else [f"{id_}.{n}" for n in range(1, len(shapes) + 1)],
            names=names if names is not None else blank,
            kinds=kinds if kinds is not None else blank,
            statuses=statuses if statuses is not None else blank,
            symbol=symbol or default_symbol(),
            problems=problems,
        )

    @property
    def shapes(self) -> Shapes:
        """The features' geometry in display metres."""
        return self.detail.shapes

    @property
    def kind(self) -> ShapeKind:
        """What the layer draws."""
        return self.shapes.kind

    def __len__(self) -> int:
        return len(self.shapes)

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Features' places in the layer by id."""
        return {id_: place for place, id_ in enumerate(self.ids)}

    @cached_property
    def _styling(self) -> tuple[tuple[Rule, ...], Ints]:
        by_id = any(rule.ids for rule in self.symbol.rules)
        if not by_id and len({*self.kinds}) == 1 and len({*self.statuses}) == 1:
            # A layer of many features that are all alike, as imported ones are.
            rule = self._rule(self.kinds[0], self.statuses[0], "")
            return (rule,) if rule else (), np.full(len(self), 0 if rule else NO_STYLE)
        places: dict[Rule, int] = {}
        codes: dict[tuple[str, str, str], int] = {}
        style_of = np.empty(len(self), dtype=np.int64)
        for n, (kind, status, id_) in enumerate(
            zip(self.kinds, self.statuses, self.ids, strict=True)
        ):
            key = (kind, status, id_ if by_id else "")
            code = codes.get(key)
            if code is None:
                rule = self._rule(*key)
                code = NO_STYLE if rule is None else places.setdefault(rule, len(places))
                codes[key] = code
            style_of[n] = code
        return tuple(places), style_of

    def _rule(self, kind: str, status: str, id_: str) -> Rule | None:
        return None if status == GONE else self.symbol.style(kind, status, id_)

    @property
    def styles(self) -> tuple[Rule, ...]:
        """The rules that draw the layer, statuses applied."""
        return self._styling[0]

    @property
    def style_of(self) -> Ints:
        """Which style draws each feature; NO_STYLE for none."""
        return self._styling[1]

    def style(self, place: int) -> Rule | None:
        """The rule that draws a feature."""
        code = int(self.style_of[place])
        return None if code == NO_STYLE else self.styles[code]

    def drawn_at(self, scale: float) -> bool:
        """Whether the layer shows at 1:scale."""
        return self.min_scale <= scale <= self.max_scale

    def with_statuses(self, statuses: Mapping[str, FeatureStatus | None]) -> MapLayer:
        """The layer as of another date: some features in another status, None for not there at all."""
        changed = list(self.statuses)
        for id_, status in statuses.items():
            place = self.position.get(id_)
            if place is not None:
                changed[place] = GONE if status is None else status.value
        return self if changed == list(self.statuses) else replace(self, statuses=tuple(changed))

    def with_opacity(self, opacity: float) -> MapLayer:
        """The layer more or less transparent."""
        return replace(self, opacity=opacity)

    def with_symbol(self, symbol: Symbol) -> MapLayer:
        """The layer drawn another way."""
        return replace(self, symbol=symbol)


# The status of a feature that is not there at the date shown.
GONE = "（无）"
KINDS: Mapping[GeometryKind, ShapeKind] = {
    GeometryKind.POINT: "point",
    GeometryKind.LINE: "line",
    GeometryKind.AREA: "area",
}


def layers_from_geometries(
    id_: str,
    name: str,
    geometries: Sequence[shapely.Geometry],
    *,
    crs: str = "EPSG:4326",
    ids: Sequence[str] | None = None,
    names: Sequence[str] | None = None,
    kinds: Sequence[str] | None = None,
    statuses: Sequence[str] | None = None,
    symbol: Symbol | None = None,
) -> tuple[MapLayer, ...]:
    """Layers of an imported file, one for each kind of geometry it holds."""
    reads = read_geometries(geometries, crs)
    found = []
    for read in reads:
        suffix = KIND_NAMES[read.shapes.kind] if len(reads) > 1 else ""
        rows, shapes = read.rows, read.shapes
        known_names = _picked(names, rows)
        known_ids = _picked(ids, rows) or [f"{id_}.{row + 1}" for row in rows.tolist()]
        found.append(
            MapLayer.from_shapes(
                f"{id_}-{read.shapes.kind}" if suffix else id_,
                f"{name}（{suffix}）" if suffix else name,
                shapes,
                ids=known_ids,
                names=known_names,
                kinds=_picked(kinds, rows),
                statuses=_picked(statuses, rows),
                symbol=symbol,
                problems=tuple(
                    f"{name}：第 {row + 1} 个要素{_quoted(names, row)}{text}。"
                    for row, text in read.problems
                ),
            )
        )
    return tuple(found)


def _picked(values: Sequence[str] | None, rows: Ints) -> list[str] | None:
    return None if values is None else [values[row] for row in rows.tolist()]


def _quoted(names: Sequence[str] | None, row: int) -> str:
    return f"“{names[row]}”" if names is not None and names[row] else ""
