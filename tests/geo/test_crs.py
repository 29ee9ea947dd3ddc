"""Projection to the display, Gauss–Krüger zones, shifted datums: there and back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoyang_gis.errors import DataError
from luoyang_gis.geo import crs, gcj

LON = st.floats(73, 135)
LAT = st.floats(3, 54)


@given(LON, LAT)
def test_mercator_and_back(lon: float, lat: float) -> None:
    degrees = np.array([[lon, lat]])
    assert np.allclose(crs.to_lonlat(crs.to_mercator(degrees)), degrees, atol=1e-9)


def test_mercator_agrees_with_proj() -> None:
    from pyproj import Transformer

    degrees = np.array([[112.45, 34.62], [-70.0, -33.0], [0.0, 85.0]])
    x, y = Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True).transform(*degrees.T)
    assert np.allclose(crs.to_mercator(degrees), np.column_stack((x, y)), atol=1e-4)


def test_poles_stay_finite() -> None:
    assert np.isfinite(crs.to_mercator(np.array([[0.0, 90.0], [0.0, -90.0]]))).all()


@pytest.mark.parametrize(
    ("lon", "code", "meridian"),
    [
        (111.0, 4546, 111),
        (112.49, 4546, 111),
        (112.51, 4547, 114),
        (60.0, 4534, 75),
        (170.0, 4554, 135),
    ],
)
def test_zone_by_longitude(lon: float, code: int, meridian: int) -> None:
    assert crs.zone_of(lon) == (code, meridian)


def test_zone_codes_are_what_proj_calls_them() -> None:
    from pyproj import CRS

    for lon in range(75, 136, 3):
        code, meridian = crs.zone_of(float(lon))
        name = CRS.from_epsg(code).name
        assert name == f"CGCS2000 / 3-degree Gauss-Kruger CM {meridian}E"


def test_gauss_kruger_reads_north_and_east() -> None:
    code, north, east = crs.gauss_kruger(112.4, 34.62)
    assert code == 4546
    assert north == pytest.approx(3_833_000, abs=2_000)
    assert east == pytest.approx(628_400, abs=1_000)
    assert crs.format_gauss_kruger(112.4, 34.62).endswith("CM 111°（EPSG:4546）")
    assert crs.format_degrees(112.45, 34.62) == "112.4500°E 34.6200°N"
    assert crs.format_degrees(-1.0, -2.0) == "1.0000°W 2.0000°S"


def test_other_crs_are_projected_and_unknown_ones_refused() -> None:
    degrees = np.array([[112.45, 34.62]])
    shown = crs.to_mercator(degrees)
    assert np.allclose(crs.display_from(degrees, "EPSG:4490"), shown)
    assert np.allclose(crs.display_from(shown, "EPSG:3857"), shown)
    _, north, east = crs.gauss_kruger(112.4, 34.62)
    assert np.allclose(
        crs.display_from(np.array([[east, north]]), "EPSG:4546"),
        crs.to_mercator(np.array([[112.4, 34.62]])),
        atol=0.01,
    )
    with pytest.raises(DataError, match="EPSG:999999"):
        crs.display_from(degrees, "EPSG:999999")


@given(LON, LAT)
def test_shifted_datums_come_back_exactly(lon: float, lat: float) -> None:
    place = np.array([lon, lat])
    assert np.allclose(gcj.gcj02_to_wgs84(gcj.wgs84_to_gcj02(place)), place, atol=1e-9)
    assert np.allclose(gcj.bd09_to_wgs84(gcj.wgs84_to_bd09(place)), place, atol=1e-9)


def test_shift_at_luoyang_is_what_surveyors_know() -> None:
    from pyproj import Geod

    place = np.array([112.45, 34.62])
    geod = Geod(ellps="WGS84")
    gcj_off = geod.inv(*place, *gcj.wgs84_to_gcj02(place))[2]
    bd_off = geod.inv(*place, *gcj.wgs84_to_bd09(place))[2]
    assert gcj_off == pytest.approx(585, abs=40)
    assert bd_off == pytest.approx(1299, abs=80)


def test_abroad_nothing_is_shifted() -> None:
    place = np.array([2.35, 48.85])
    assert np.array_equal(gcj.wgs84_to_gcj02(place), place)
