"""Symbols for the page: the catalogue's rules with their colours in both themes."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from xml.etree import ElementTree

from luoyang_gis.plan.model import Plan
from luoyang_gis.plan.symbols import SIZES, Palette, Rule, Stroke, Text

Pair = tuple[str, str]
THEMES = ("light", "dark")


class StyleTable:
    """The distinct rules that are drawn, each told once."""

    def __init__(self, plan: Plan) -> None:
        self._palettes = tuple(Palette(name, plan.palettes.get(name, {})) for name in THEMES)
        self._indexes: dict[Rule, int] = {}

    def index(self, rule: Rule | None) -> int:
        """The place of a rule in the table; -1 for what is not drawn."""
        return -1 if rule is None else self._indexes.setdefault(rule, len(self._indexes))

    def pair(self, color: str, strength: float = 1.0) -> Pair:
        """A colour in the light and the dark theme."""
        light, dark = (p.hex(color, strength) if p.colors else color for p in self._palettes)
        return (light, dark)

    @cached_property
    def icons(self) -> frozenset[str]:
        """The icons that the rules name."""
        return frozenset(r.marker.icon for r in self._indexes if r.marker and r.marker.icon)

    def json(self) -> list[dict[str, object]]:
        """The table as the page reads it; what is absent is not drawn."""
        return [self._rule(rule) for rule in self._indexes]

    def _rule(self, rule: Rule) -> dict[str, object]:
        found: dict[str, object] = {"scales": _scales(rule)}
        if rule.strokes:
            found["strokes"] = [self._stroke(s, rule.strength) for s in rule.strokes]
        if fill := rule.fill:
            found["fill"] = {"color": self.pair(fill.color), "opacity": round(fill.opacity, 3)}
        if hatch := rule.hatch:
            found["hatch"] = {
                "color": self.pair(hatch.color, rule.strength),
                "angle": hatch.angle,
                "spacing": hatch.spacing,
                "width": hatch.width,
            }
        if marker := rule.marker:
            found["marker"] = {
                "color": self.pair(marker.color, rule.strength),
                "shape": marker.shape,
                "size": marker.size,
                "icon": marker.icon,
                "form": marker.form,
            }
        if rule.text:
            found["text"] = self._text(rule.text)
        return found

    def _stroke(self, stroke: Stroke, strength: float) -> dict[str, object]:
        return {
            "color": self.pair(stroke.color, strength),
            "width": stroke.width,
            "dash": stroke.dash,
            "cap": "butt" if stroke.cap == "flat" else stroke.cap,
            "offset": stroke.offset,
        }

    def _text(self, text: Text) -> dict[str, object]:
        found: dict[str, object] = {
            "placement": text.placement,
            "size": text.size,
            "color": self.pair(text.color),
            "bold": text.bold,
            "italic": text.italic,
            "priority": text.priority,
            "scales": _scales(text),
        }
        if text.shield:
            found["shield"] = {
                "color": self.pair(text.shield.color),
                "ink": self.pair(text.shield.ink),
            }
        return found


def _scales(bounded: Rule | Text) -> tuple[float, float | None]:
    high = None if math.isinf(bounded.max_scale) else bounded.max_scale
    return (bounded.min_scale, high)


def sizes_json() -> list[tuple[float, float]]:
    """How symbols grow with the scale: the table of `size_factor`."""
    return list(SIZES)


def icons_json(folder: Path, names: Iterable[str]) -> dict[str, object]:
    """The marker icons as their paths; one that is missing is left out."""
    return {
        name: icon
        for name in sorted(names)
        if (path := folder / f"{name}.svg").is_file() and (icon := _icon(path))
    }


def _icon(path: Path) -> dict[str, object]:
    root = ElementTree.parse(path).getroot()  # noqa: S314 - our own bundled icons
    shapes = [
        {
            "d": d,
            "fill": _inherited(root, e, "fill", "black") != "none",
            "stroke": _width(root, e),
        }
        for e in root.iter()
        if (d := _path_data(e))
    ]
    return {"box": [float(v) for v in root.get("viewBox", "0 0 24 24").split()], "shapes": shapes}


def _inherited(root: ElementTree.Element, e: ElementTree.Element, key: str, default: str) -> str:
    return e.get(key) or root.get(key) or default


def _width(root: ElementTree.Element, e: ElementTree.Element) -> float:
    if _inherited(root, e, "stroke", "none") == "none":
        return 0.0
    return float(_inherited(root, e, "stroke-width", "1"))


def _path_data(e: ElementTree.Element) -> str:
    """The outline of an SVG shape as path data."""

    def value(key: str) -> float:
        return float(e.get(key, "0"))

    match e.tag.rpartition("}")[2]:
        case "path":
            return e.get("d", "")
        case "circle" | "ellipse":
            rx, ry = value("r") or value("rx"), value("r") or value("ry")
            x, y = value("cx"), value("cy")
            return f"M{x - rx} {y}a{rx} {ry} 0 1 0 {2 * rx} 0a{rx} {ry} 0 1 0 {-2 * rx} 0z"
        case "rect":
            return (
                f"M{value('x')} {value('y')}h{value('width')}v{value('height')}h{-value('width')}z"
            )
        case "line":
            return f"M{value('x1')} {value('y1')}L{value('x2')} {value('y2')}"
        case "polyline" | "polygon" as tag:
            return f"M{e.get('points', '')}" + ("z" if tag == "polygon" else "")
    return ""
