"""Lengths and areas on the ellipsoid, and how they are said."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from pyproj import Geod

Floats = NDArray[np.float64]
AreaUnit = Literal["auto", "平方米", "亩", "公顷", "平方公里"]
LengthUnit = Literal["auto", "米", "公里"]

SQUARE_METRES: dict[AreaUnit, float] = {
    "平方米": 1.0,
    "亩": 10_000 / 15,
    "公顷": 10_000.0,
    "平方公里": 1_000_000.0,
}


@cache
def _geod() -> Geod:
    from pyproj import Geod

    return Geod(ellps="GRS80")  # CGCS2000's ellipsoid but for a tenth of a millimetre


def length_m(lonlat: Floats) -> float:
    """The geodesic length of a line through degrees (n, 2)."""
    if len(lonlat) < 2:
        return 0.0
    return float(_geod().line_length(lonlat[:, 0], lonlat[:, 1]))


def area_m2(lonlat: Floats) -> float:
    """The geodesic area inside a ring of degrees (n, 2), closed or not."""
    if len(lonlat) < 3:
        return 0.0
    area, _ = _geod().polygon_area_perimeter(lonlat[:, 0], lonlat[:, 1])
    return abs(float(area))


def perimeter_m(lonlat: Floats) -> float:
    """The geodesic length of a ring, closing edge counted."""
    if len(lonlat) < 2:
        return 0.0
    return length_m(np.vstack((lonlat, lonlat[:1])))


def format_length(metres: float, unit: LengthUnit = "auto") -> str:
    """`850 米`, `12.4 公里`."""
    if unit == "米" or (unit == "auto" and metres < 1000):
        return f"{metres:,.0f} 米" if metres >= 10 else f"{metres:.1f} 米"
    kilometres = metres / 1000
    return f"{kilometres:,.2f} 公里" if kilometres < 10 else f"{kilometres:,.1f} 公里"


def format_area(square_metres: float, unit: AreaUnit = "auto") -> str:
    """In one unit, or in the one that suits with 亩 beside it: `3.20 公顷（48.0 亩）`."""
    if unit != "auto":
        return f"{_figure(square_metres / SQUARE_METRES[unit])} {unit}"
    mu = square_metres / SQUARE_METRES["亩"]
    chosen: AreaUnit
    if square_metres < 10_000:
        chosen = "平方米"
    elif square_metres < 1_000_000:
        chosen = "公顷"
    else:
        chosen = "平方公里"
    said_mu = f"{_figure(mu / 10_000)} 万亩" if mu >= 10_000 else f"{_figure(mu)} 亩"
    return f"{_figure(square_metres / SQUARE_METRES[chosen])} {chosen}（{said_mu}）"


def _figure(value: float) -> str:
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 100 else f"{value:.2f}"
