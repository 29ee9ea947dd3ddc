"""A symbol as a small picture, as the map's own legend draws it."""

from __future__ import annotations

from PySide6.QtGui import QPixmap

from luoyang_gis.canvas.layers import KINDS
from luoyang_gis.canvas.legend import LegendEntry
from luoyang_gis.canvas.legend import swatch as sample
from luoyang_gis.plan.model import Layer
from luoyang_gis.plan.symbols import Palette, Rule

WIDTH, HEIGHT = 24, 16


def swatch(layer: Layer, rule: Rule, palette: Palette, ratio: float) -> QPixmap:
    """One rule of a layer as a sample of what it draws."""
    entry = LegendEntry(layer.id, rule.label, KINDS[layer.geometry], rule, 0)
    image = sample(entry, palette, ratio=ratio, size=(WIDTH, HEIGHT))
    return QPixmap.fromImage(image)
