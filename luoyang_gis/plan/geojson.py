"""GeoJSON geometries, checked vertex by vertex."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from luoyang_gis.plan.model import Coordinates, Geometry

# How deep the coordinates of each type are nested, counted from a position.
DEPTHS = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}


def parse_geometry(value: object) -> Geometry:
    """A geometry with finite coordinates in range; a ValueError says what is wrong."""
    if not isinstance(value, Mapping):
        raise ValueError("没有几何")
    kind = value.get("type")
    if not isinstance(kind, str) or kind not in DEPTHS:
        raise ValueError(f"几何类型 {kind!r} 不受支持")
    coordinates = _nested(value.get("coordinates"), DEPTHS[kind])
    if kind != "MultiPoint":
        _check_shape(kind, coordinates)
    return Geometry(kind, coordinates)


def _nested(value: object, depth: int) -> Coordinates:
    if not isinstance(value, list) or not value:
        raise ValueError("坐标缺失或为空")
    if depth:
        return tuple(_nested(part, depth - 1) for part in value)
    if len(value) < 2 or not all(type(v) in (int, float) for v in value):
        raise ValueError(f"坐标 {value!r} 不是一对数")
    x, y = value[0], value[1]
    # An integer needs no such test, and one beyond every float would not survive it.
    if any(isinstance(v, float) and not math.isfinite(v) for v in (x, y)):
        raise ValueError("坐标不是有限的数")
    if not (-180 <= x <= 180 and -90 <= y <= 90):
        raise ValueError(f"坐标 ({str(x)[:24]}, {str(y)[:24]}) 超出经纬度范围")
    return (x, y)


def _check_shape(kind: str, coordinates: Coordinates) -> None:
    for line in _lines(coordinates, DEPTHS[kind] - 1):
        if len(line) < 2:
            raise ValueError("线至少要有两个点")
        if kind.endswith("Polygon") and (len(line) < 4 or line[0] != line[-1]):
            raise ValueError("面的边界没有闭合")


def _lines(coordinates: Coordinates, depth: int) -> Iterator[tuple[object, ...]]:
    """The lists of positions in coordinates that nest `depth` levels above them."""
    if depth == 0:
        yield coordinates
    elif depth > 0:
        for part in coordinates:
            if isinstance(part, tuple):
                yield from _lines(part, depth - 1)
