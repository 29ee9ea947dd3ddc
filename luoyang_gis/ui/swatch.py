"""A symbol as a small picture, drawn by the map's own painter."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from luoyang_gis.canvas.layers import MapLayer
from luoyang_gis.canvas.paint import draw_layer, swatch_ground
from luoyang_gis.canvas.renderer import smooth
from luoyang_gis.geo.crs import to_lonlat
from luoyang_gis.plan.model import (
    Coordinates,
    Feature,
    FeatureStatus,
    Geometry,
    GeometryKind,
    Layer,
)
from luoyang_gis.plan.symbols import Palette, Rule, Symbol

WIDTH, HEIGHT = 24, 16


def swatch(layer: Layer, rule: Rule, palette: Palette, ratio: float) -> QPixmap:
    """One rule of a layer as a sample of what it draws."""
    picture = QPixmap(QSize(WIDTH, HEIGHT) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    always = replace(rule, kinds=(), statuses=(), ids=(), min_scale=0.0, max_scale=float("inf"))
    sample = replace(
        layer,
        features=(_sample(layer, rule),),
        symbol=Symbol((always,), layer.symbol.statuses),
        min_scale=None,
        max_scale=None,
    )
    painter = QPainter(picture)
    smooth(painter)
    ground = swatch_ground(palette, WIDTH, HEIGHT, ratio)
    for _ in draw_layer(painter, MapLayer.from_plan(sample), ground):
        pass
    painter.end()
    return picture


def _sample(layer: Layer, rule: Rule) -> Feature:
    status = rule.statuses[0] if rule.statuses else FeatureStatus.EXISTING.value
    return Feature(
        "sample", layer.id, rule.label, "", FeatureStatus(status), _shape(layer.geometry), "", 0
    )


def _shape(kind: GeometryKind) -> Geometry:
    w, h = WIDTH, HEIGHT
    if kind is GeometryKind.POINT:
        return Geometry("Point", _degrees((w / 2, h / 2))[0])
    if kind is GeometryKind.LINE:
        return Geometry("LineString", _degrees((1, h - 4), (w * 0.4, h * 0.4), (w - 1, 4)))
    ring = _degrees((2, 2), (w - 2, 2), (w - 2, h - 2), (2, h - 2), (2, 2))
    return Geometry("Polygon", (ring,))


def _degrees(*pixels: tuple[float, float]) -> tuple[Coordinates, ...]:
    """Where pixels of the swatch lie; there a pixel is a metre, and y runs down."""
    import numpy as np

    plane = np.array([(x, -y) for x, y in pixels])
    return tuple((float(lon), float(lat)) for lon, lat in to_lonlat(plane))
