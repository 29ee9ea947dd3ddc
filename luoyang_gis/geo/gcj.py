"""GCJ-02 and BD-09, the shifted coordinates of Chinese web maps, there and exactly back."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# The Krasovsky 1940 ellipsoid, on which the shift is defined.
AXIS_M, ECCENTRICITY2 = 6378245.0, 0.00669342162296594323
CHINA = (72.004, 0.8293, 137.8347, 55.8271)
BD_TURN = np.pi * 3000 / 180
ITERATIONS = 12


def wgs84_to_gcj02(lonlat: Floats) -> Floats:
    """Degrees (n, 2) shifted as Gaode and Tencent show them; places abroad are not shifted."""
    degrees = np.asarray(lonlat, dtype=np.float64)
    lon, lat = degrees[..., 0], degrees[..., 1]
    x, y = lon - 105.0, lat - 35.0
    waves = (20 * np.sin(6 * x * np.pi) + 20 * np.sin(2 * x * np.pi)) * 2 / 3
    root = np.sqrt(np.abs(x))
    d_lat = (
        -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + waves
        + (20 * np.sin(y * np.pi) + 40 * np.sin(y * np.pi / 3)) * 2 / 3
        + (160 * np.sin(y * np.pi / 12) + 320 * np.sin(y * np.pi / 30)) * 2 / 3
    )  # fmt: skip
    d_lon = (
        300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + waves
        + (20 * np.sin(x * np.pi) + 40 * np.sin(x * np.pi / 3)) * 2 / 3
        + (150 * np.sin(x * np.pi / 12) + 300 * np.sin(x * np.pi / 30)) * 2 / 3
    )  # fmt: skip
    radians = np.radians(lat)
    magic = 1 - ECCENTRICITY2 * np.sin(radians) ** 2
    metres_lat = AXIS_M * (1 - ECCENTRICITY2) / magic**1.5 * np.pi / 180
    metres_lon = AXIS_M / np.sqrt(magic) * np.cos(radians) * np.pi / 180
    shift = np.stack((d_lon / metres_lon, d_lat / metres_lat), axis=-1)
    west, south, east, north = CHINA
    inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    return np.where(inside[..., None], degrees + shift, degrees)


def gcj02_to_bd09(lonlat: Floats) -> Floats:
    """GCJ-02 degrees to Baidu's."""
    degrees = np.asarray(lonlat, dtype=np.float64)
    x, y = degrees[..., 0], degrees[..., 1]
    radius = np.hypot(x, y) + 0.00002 * np.sin(y * BD_TURN)
    angle = np.arctan2(y, x) + 0.000003 * np.cos(x * BD_TURN)
    return np.stack((radius * np.cos(angle) + 0.0065, radius * np.sin(angle) + 0.006), axis=-1)


def wgs84_to_bd09(lonlat: Floats) -> Floats:
    """WGS 84 degrees to Baidu's."""
    return gcj02_to_bd09(wgs84_to_gcj02(lonlat))


def gcj02_to_wgs84(lonlat: Floats) -> Floats:
    """The WGS 84 degrees that GCJ-02 shows there, to a fraction of a millimetre."""
    return _inverse(wgs84_to_gcj02, lonlat)


def bd09_to_wgs84(lonlat: Floats) -> Floats:
    """The WGS 84 degrees that Baidu shows there."""
    return _inverse(wgs84_to_bd09, lonlat)


def _inverse(shift: Callable[[Floats], Floats], lonlat: Floats) -> Floats:
    """Solve shift(x) = lonlat; the shift varies so slowly that each step wins several digits."""
    wanted = np.asarray(lonlat, dtype=np.float64)
    guess = wanted.copy()
    for _ in range(ITERATIONS):
        guess += wanted - shift(guess)
    return guess
