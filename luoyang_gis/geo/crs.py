"""Coordinate systems: the display's EPSG:3857, Gauss–Krüger zones, and any other through pyproj."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from luoyang_gis.errors import DataError

if TYPE_CHECKING:
    from pyproj import Transformer

Floats = NDArray[np.float64]

RADIUS_M = 6378137.0
HALF_WORLD_M = np.pi * RADIUS_M
# Where the square of the Mercator world ends.
MAX_LATITUDE = 85.05112877980659
DISPLAY_CRS = "EPSG:3857"
# All CGCS2000, WGS 84 and ITRF degrees are one for a map: they differ by centimetres.
GEOGRAPHIC = frozenset({"EPSG:4326", "EPSG:4490", "OGC:CRS84", "OGC:CRS84H", "EPSG:4979"})
# CGCS2000 / 3-degree Gauss–Krüger with central meridian 75°E; one code more every three degrees.
FIRST_ZONE_CODE, FIRST_MERIDIAN, LAST_MERIDIAN = 4534, 75, 135


def to_mercator(lonlat: Floats) -> Floats:
    """Degrees (n, 2) to metres of EPSG:3857; the poles are drawn at the edge of the world."""
    degrees = np.asarray(lonlat, dtype=np.float64)
    metres = np.empty_like(degrees, order="F")
    np.multiply(degrees[..., 0], HALF_WORLD_M / 180, out=metres[..., 0])
    # In place, for a layer may have millions of vertices.
    north = metres[..., 1]
    np.clip(degrees[..., 1], -MAX_LATITUDE, MAX_LATITUDE, out=north)
    np.radians(north, out=north)
    np.sin(north, out=north)
    np.arctanh(north, out=north)
    north *= RADIUS_M
    return metres


def to_lonlat(metres: Floats) -> Floats:
    """Metres of EPSG:3857 (n, 2) to degrees."""
    plane = np.asarray(metres, dtype=np.float64)
    degrees = np.empty_like(plane)
    degrees[..., 0] = plane[..., 0] * (180 / HALF_WORLD_M)
    degrees[..., 1] = np.degrees(np.arcsin(np.tanh(plane[..., 1] / RADIUS_M)))
    return degrees


def display_from(xy: Floats, crs: str) -> Floats:
    """Coordinates of any CRS to the display's metres; a DataError names a CRS nobody knows."""
    code = crs.upper()
    if code in GEOGRAPHIC:
        return to_mercator(xy)
    if code == DISPLAY_CRS:
        return np.array(xy, dtype=np.float64)
    degrees = np.column_stack(_transformer(crs, "EPSG:4326").transform(xy[:, 0], xy[:, 1]))
    return to_mercator(degrees)


def zone_of(lon: float) -> tuple[int, int]:
    """The EPSG code and central meridian of the CGCS2000 3-degree zone a longitude lies in."""
    meridian = int(min(max(3 * np.floor(lon / 3 + 0.5), FIRST_MERIDIAN), LAST_MERIDIAN))
    return FIRST_ZONE_CODE + (meridian - FIRST_MERIDIAN) // 3, meridian


def gauss_kruger(lon: float, lat: float) -> tuple[int, float, float]:
    """EPSG code, northing (X) and easting (Y) in the CGCS2000 3-degree zone of the place."""
    code, _ = zone_of(lon)
    east, north = _transformer("EPSG:4490", f"EPSG:{code}").transform(lon, lat)
    return code, float(north), float(east)


def format_degrees(lon: float, lat: float) -> str:
    """`112.4500°E 34.6200°N`, some ten metres exact."""
    return f"{abs(lon):.4f}°{'E' if lon >= 0 else 'W'} {abs(lat):.4f}°{'N' if lat >= 0 else 'S'}"


def format_gauss_kruger(lon: float, lat: float) -> str:
    """`X 3832108 Y 637055 · CM 111°（EPSG:4546）`, in surveyors' naming: X runs north."""
    code, north, east = gauss_kruger(lon, lat)
    return f"X {north:.0f} Y {east:.0f} · CM {zone_of(lon)[1]}°（EPSG:{code}）"


@cache
def _transformer(source: str, target: str) -> Transformer:
    from pyproj import Transformer
    from pyproj.exceptions import CRSError

    try:
        return Transformer.from_crs(source, target, always_xy=True)
    except CRSError as error:
        raise DataError(
            "坐标系", f"无法识别“{source[:60]}”，", "请在导入时改选正确的坐标系（如 EPSG:4490）。"
        ) from error
