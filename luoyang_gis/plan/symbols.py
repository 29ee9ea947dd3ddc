"""How a layer is drawn: one definition for the screen, legends, HTML, SVG and PDF.

Sizes are logical pixels at 96 dpi and 1:300,000; `size_factor` grows them towards the street.
Colours are names of a palette, or `#rrggbb`. What the keys of `catalog.toml` mean: docs/data.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cache
from itertools import pairwise
from math import log
from typing import Literal, TypeVar

from luoyang_gis.plan.tables import want, want_strings, want_tables

Cap = Literal["flat", "round", "square"]
Form = Literal["solid", "half", "hollow"]
Placement = Literal["point", "line", "area"]
Choice = TypeVar("Choice", bound=str)

CAPS: tuple[Cap, ...] = ("flat", "round", "square")
FORMS: tuple[Form, ...] = ("solid", "half", "hollow")
PLACEMENTS: tuple[Placement, ...] = ("point", "line", "area")
SHAPES = ("circle", "square", "diamond", "triangle", "hexagon", "none")
PAPER = "paper"
HEX = re.compile(r"#[0-9a-fA-F]{6}")
ROUTE = re.compile(r"[GSX]\d+")

# How much larger symbols are drawn at a scale (denominator, factor), between them by the logarithm.
SIZES = ((1_000_000.0, 0.72), (300_000.0, 1.0), (50_000.0, 1.5), (10_000.0, 2.0))

# Strokes of this width or less are as thin at every scale.
HAIRLINE = 1.0


def size_factor(denominator: float) -> float:
    """How much larger than at 1:300,000 widths and markers are drawn at 1:denominator."""
    if denominator >= SIZES[0][0]:
        return SIZES[0][1]
    for (coarse, small), (fine, large) in pairwise(SIZES):
        if denominator >= fine:
            share = log(coarse / denominator) / log(coarse / fine)
            return small + share * (large - small)
    return SIZES[-1][1]


def stroke_width(width: float, factor: float) -> float:
    """The width of a stroke at a size factor; hairlines stay hairlines."""
    return width if width <= HAIRLINE else max(HAIRLINE, width * factor)


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme by name."""

    name: str
    colors: Mapping[str, str]

    def hex(self, color: str, strength: float = 1.0) -> str:
        """`#rrggbb` of a colour, mixed with the paper where it shall be weaker."""
        code = color if color.startswith("#") else self.colors[color]
        if strength >= 1:
            return code
        paper = self.colors[PAPER]
        mixed = (
            round(strength * int(code[i : i + 2], 16) + (1 - strength) * int(paper[i : i + 2], 16))
            for i in (1, 3, 5)
        )
        return "#" + "".join(f"{v:02x}" for v in mixed)


@dataclass(frozen=True, slots=True)
class Stroke:
    """One pass of a pen along a line or border."""

    color: str
    width: float = 1.0
    dash: tuple[float, ...] = ()
    cap: Cap = "round"
    # To the right of the line's direction.
    offset: float = 0.0


@dataclass(frozen=True, slots=True)
class Fill:
    """The colour of an area."""

    color: str
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Hatch:
    """Parallel lines over an area."""

    color: str
    angle: float = 45.0
    spacing: float = 6.0
    width: float = 0.8


@dataclass(frozen=True, slots=True)
class Marker:
    """The sign of a point: a shape, and an icon of `resources/icons/markers/` upon it."""

    color: str
    shape: str = "circle"
    size: float = 8.0
    icon: str = ""
    form: Form = "solid"


@dataclass(frozen=True, slots=True)
class Shield:
    """The plate that carries a route's number, where it has one."""

    color: str
    ink: str
    min_scale: float = 0.0
    max_scale: float = float("inf")


@dataclass(frozen=True, slots=True)
class Text:
    """How a feature is named on the map; a higher priority wins the place."""

    placement: Placement
    size: float = 11.0
    color: str = "ink"
    bold: bool = False
    italic: bool = False
    priority: int = 0
    shield: Shield | None = None
    min_scale: float = 0.0
    max_scale: float = float("inf")


@dataclass(frozen=True, slots=True)
class Rule:
    """What draws the features of some kinds; a layer's first rule that matches is used."""

    label: str = ""
    kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    fill: Fill | None = None
    hatch: Hatch | None = None
    marker: Marker | None = None
    text: Text | None = None
    # Scale denominators between which the rule draws.
    min_scale: float = 0.0
    max_scale: float = float("inf")
    # How strong the colours are against the paper; below 1 for what is not there yet.
    strength: float = 1.0

    def matches(self, kind: str, status: str, id_: str) -> bool:
        """Whether the rule draws a feature; patterns may hold `*`."""
        return all(
            not patterns or any(fnmatchcase(value, p) for p in patterns)
            for patterns, value in ((self.kinds, kind), (self.statuses, status), (self.ids, id_))
        )

    def colors(self) -> Iterator[str]:
        """Every colour the rule names."""
        yield from (s.color for s in self.strokes)
        yield from (part.color for part in (self.fill, self.hatch, self.marker) if part)
        if self.text:
            yield self.text.color
            if self.text.shield:
                yield from (self.text.shield.color, self.text.shield.ink)


@dataclass(frozen=True, slots=True)
class StatusStyle:
    """What a status does to every symbol: broken lines, weaker colour, another form of marker."""

    label: str
    statuses: tuple[str, ...]
    dash: tuple[float, ...] = ()
    strength: float = 1.0
    form: Form = "solid"

    def apply(self, rule: Rule) -> Rule:
        """The rule as a feature of this status is drawn."""
        strokes = rule.strokes
        if self.dash and strokes:
            # Ties and the like would fight with the dash that tells the status.
            plain = tuple(s for s in strokes if not s.dash) or strokes[:1]
            strokes = tuple(replace(s, dash=self.dash, cap="flat") for s in plain)
        return replace(
            rule,
            strokes=strokes,
            fill=rule.fill and replace(rule.fill, opacity=rule.fill.opacity * self.strength),
            marker=rule.marker and replace(rule.marker, form=self.form),
            strength=rule.strength * self.strength,
        )


@dataclass(frozen=True)
class Symbol:
    """The symbol definition of one layer: its rules and the table of statuses."""

    rules: tuple[Rule, ...] = ()
    statuses: tuple[StatusStyle, ...] = ()

    def rule(self, kind: str, status: str, id_: str = "") -> Rule | None:
        """The first rule that matches, as it stands in the catalogue."""
        return next((r for r in self.rules if r.matches(kind, status, id_)), None)

    def status(self, status: str) -> StatusStyle | None:
        """What the status does to a symbol; None for what simply stands there."""
        return next((s for s in self.statuses if status in s.statuses), None)

    def style(self, kind: str, status: str, id_: str = "") -> Rule | None:
        """The rule for a feature with its status applied; None where nothing draws it."""
        rule = self.rule(kind, status, id_)
        return None if rule is None else _styled(rule, self.status(status))


@cache
def _styled(rule: Rule, style: StatusStyle | None) -> Rule:
    return rule if style is None else style.apply(rule)


def default_symbol() -> Symbol:
    """For a layer that defines none, such as an imported file: a sober area, line or dot."""
    return Symbol(
        (
            Rule(
                fill=Fill("hub"),
                strokes=(Stroke("hub-edge"),),
                marker=Marker("hub-edge", size=6),
                text=Text("point", max_scale=100_000.0),
            ),
        )
    )


def route_number(aliases: Iterable[str]) -> str:
    """The number that a road's shield carries, none where no alias is one."""
    return next((a for a in aliases if ROUTE.fullmatch(a)), "")


def parse_statuses(table: Mapping[str, object]) -> tuple[StatusStyle, ...]:
    """The catalogue's `[[status]]` tables; a ValueError says what is wrong."""
    return tuple(_status(entry) for entry in want_tables(table, "status"))


def _status(entry: Mapping[str, object]) -> StatusStyle:
    _known(entry, "label", "when", "dash", "strength", "form")
    return StatusStyle(
        label=want(entry, "label", str),
        statuses=want_strings(entry, "when"),
        dash=_numbers(entry, "dash"),
        strength=_share(entry, "strength"),
        form=_choice(entry, "form", FORMS, "solid"),
    )


def parse_symbol(entry: Mapping[str, object], statuses: tuple[StatusStyle, ...]) -> Symbol:
    """The rules of a `[[layer]]` table; its `text` is what the rules' texts start from."""
    base = want(entry, "text", dict, {})
    return Symbol(tuple(_rule(r, base) for r in want_tables(entry, "rule")), statuses)


def _rule(entry: Mapping[str, object], base: Mapping[str, object]) -> Rule:
    _known(
        entry, "label", "when", "strokes", "fill", "hatch", "marker", "text", "min_scale", "max_scale"
    )  # fmt: skip
    when = want(entry, "when", dict, {})
    _known(when, "kind", "status", "id")
    low, high = _scales(entry)
    return Rule(
        label=want(entry, "label", str),
        kinds=want_strings(when, "kind"),
        statuses=want_strings(when, "status"),
        ids=want_strings(when, "id"),
        strokes=tuple(_stroke(s) for s in want_tables(entry, "strokes")),
        fill=_fill(want(entry, "fill", dict)) if "fill" in entry else None,
        hatch=_hatch(want(entry, "hatch", dict)) if "hatch" in entry else None,
        marker=_marker(want(entry, "marker", dict)) if "marker" in entry else None,
        text=_text({**base, **want(entry, "text", dict, {})}),
        min_scale=low,
        max_scale=high,
    )


def _stroke(entry: Mapping[str, object]) -> Stroke:
    _known(entry, "color", "width", "dash", "cap", "offset")
    return Stroke(
        color=want(entry, "color", str),
        width=_positive(entry, "width", 1.0),
        dash=_numbers(entry, "dash"),
        cap=_choice(entry, "cap", CAPS, "flat" if "dash" in entry else "round"),
        offset=want(entry, "offset", float, 0.0),
    )


def _fill(entry: Mapping[str, object]) -> Fill:
    _known(entry, "color", "opacity")
    return Fill(want(entry, "color", str), _share(entry, "opacity"))


def _hatch(entry: Mapping[str, object]) -> Hatch:
    _known(entry, "color", "angle", "spacing", "width")
    return Hatch(
        color=want(entry, "color", str),
        angle=want(entry, "angle", float, 45.0),
        spacing=_positive(entry, "spacing", 6.0),
        width=_positive(entry, "width", 0.8),
    )


def _marker(entry: Mapping[str, object]) -> Marker:
    _known(entry, "color", "shape", "size", "icon")
    return Marker(
        color=want(entry, "color", str),
        shape=_choice(entry, "shape", SHAPES, "circle"),
        size=_positive(entry, "size", 8.0),
        icon=want(entry, "icon", str, ""),
    )


def _text(entry: Mapping[str, object]) -> Text | None:
    if not entry or entry.get("show") is False:
        return None
    _known(
        entry, "show", "placement", "size", "color", "bold", "italic", "priority", "shield",
        "min_scale", "max_scale",
    )  # fmt: skip
    low, high = _scales(entry)
    return Text(
        placement=_choice(entry, "placement", PLACEMENTS, "point"),
        size=_positive(entry, "size", 11.0),
        color=want(entry, "color", str, "ink"),
        bold=want(entry, "bold", bool, False),
        italic=want(entry, "italic", bool, False),
        priority=want(entry, "priority", int, 0),
        shield=_shield(want(entry, "shield", dict)) if "shield" in entry else None,
        min_scale=low,
        max_scale=high,
    )


def _shield(entry: Mapping[str, object]) -> Shield:
    _known(entry, "color", "ink", "min_scale", "max_scale")
    low, high = _scales(entry)
    return Shield(want(entry, "color", str), want(entry, "ink", str), low, high)


def _scales(entry: Mapping[str, object]) -> tuple[float, float]:
    low = want(entry, "min_scale", float, 0.0)
    high = want(entry, "max_scale", float, float("inf"))
    if not 0 <= low < high:
        raise ValueError("min_scale 应小于 max_scale（都是比例尺分母）")
    return low, high


def _known(entry: Mapping[str, object], *keys: str) -> None:
    unknown = [key for key in entry if key not in keys]
    if unknown:
        raise ValueError(f"符号定义里没有“{unknown[0]}”这一项，可用的是 {'、'.join(keys)}")


def _numbers(entry: Mapping[str, object], key: str) -> tuple[float, ...]:
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(
        isinstance(v, int | float) and not isinstance(v, bool) and v > 0 for v in value
    ):
        raise ValueError(f"{key} 应是正数的列表")
    if len(value) % 2:
        raise ValueError(f"{key} 应成对：一段画、一段空")
    return tuple(float(v) for v in value)


def _positive(entry: Mapping[str, object], key: str, default: float) -> float:
    value = want(entry, key, float, default)
    if not 0 < value < 1000:
        raise ValueError(f"{key} 应大于 0，现为 {value}")
    return value


def _share(entry: Mapping[str, object], key: str) -> float:
    value = want(entry, key, float, 1.0)
    if not 0 <= value <= 1:
        raise ValueError(f"{key} 应在 0 与 1 之间，现为 {value}")
    return value


def _choice(
    entry: Mapping[str, object], key: str, choices: tuple[Choice, ...], default: Choice
) -> Choice:
    value = want(entry, key, str, str(default))
    for choice in choices:
        if choice == value:
            return choice
    raise ValueError(f"{key} 的值“{value}”不在 {'、'.join(choices)} 之中")
