"""Symbols for the page: the catalogue's rules with their colours in both themes."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from xml.etree import ElementTree

from luoyang_gis.plan.model import Plan
from luoyang_gis.plan.symbols import SIZES, Palette, Rule, Shield, Stroke, Text

Pair = tuple[str, str]
THEMES = ("light", "dark")


class StyleTable:
    """The distinct rules that are drawn, each told once."""

    def __init__(self, plan: Plan) -> None:
        self._palettes = tuple(Palette(name, plan.palettes.get(name, {})) for name in THEMES)
        self._indexes: dict[Rule, int] = {}
        self._ranks: list[int] = []

    def index(self, rule: Rule | None, rank: int = 0) -> int:
        """The place of a rule in the table; -1 for what is not drawn.

        `rank` is its place in its layer: the first rules are drawn last.
        """
        if rule is None:
            return -1
        if rule not in self._indexes:
            self._indexes[rule] = len(self._indexes)
            self._ranks.append(rank)
        return self._indexes[rule]

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
        rank = self._ranks[self._indexes[rule]]
        found: dict[str, object] = {"scales": _scales(rule), "rank": rank}
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
                "scales": _scales(text.shield),
            }
        return found


def _scales(bounded: Rule | Text | Shield) -> tuple[float, float | None]:
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
    """Our icons are filled paths (even-odd) in a square box."""
    root = ElementTree.parse(path).getroot()  # noqa: S314 - our own bundled icons
    outlines = [e.get("d", "") for e in root.iter("{http://www.w3.org/2000/svg}path")]
    return {"size": float(root.get("viewBox", "0 0 16 16").split()[2]), "path": " ".join(outlines)}
