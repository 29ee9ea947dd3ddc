"""The camera: there and back, zooming about a pixel, true scale."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoyang_gis.canvas import Camera
from luoyang_gis.canvas.history import History

LUOYANG = (111.1, 33.5, 113.0, 35.1)
PIXEL = st.floats(0, 1000)


@given(PIXEL, PIXEL, st.floats(0.2, 5))
def test_zoom_holds_the_place_under_the_pixel(px: float, py: float, factor: float) -> None:
    camera = Camera.fit(LUOYANG, 1600, 1000)
    before = camera.to_lonlat(px, py)
    after = camera.zoomed(factor, px, py).to_lonlat(px, py)
    assert after == pytest.approx(before, abs=1e-9)


@given(PIXEL, PIXEL)
def test_pixel_to_map_and_back(px: float, py: float) -> None:
    camera = Camera.fit(LUOYANG, 1600, 1000)
    assert camera.pixel_of(*camera.to_lonlat(px, py)) == pytest.approx((px, py), abs=1e-5)


def test_fit_shows_the_box_whole() -> None:
    west, south, east, north = Camera.fit(LUOYANG, 1600, 1000).bbox
    assert west <= 111.1
    assert south <= 33.5
    assert east >= 113.0
    assert north >= 35.1


def test_scale_is_true_at_the_centre() -> None:
    from pyproj import Geod

    camera = Camera.fit(LUOYANG, 1600, 1000).with_scale(50_000)
    assert camera.scale == pytest.approx(50_000)
    left, right = camera.to_lonlat(700, 500), camera.to_lonlat(900, 500)
    metres = Geod(ellps="WGS84").inv(*left, *right)[2]
    paper = 200 / 96 * 0.0254
    assert metres / paper == pytest.approx(50_000, rel=0.003)


def test_pan_moves_the_picture_with_the_hand() -> None:
    camera = Camera.fit(LUOYANG, 1600, 1000)
    lon, lat = camera.to_lonlat(400, 400)
    assert camera.panned(30, -20).pixel_of(lon, lat) == pytest.approx((430, 380))


def test_flight_begins_and_ends_where_it_should() -> None:
    here = Camera.fit(LUOYANG, 1600, 1000)
    there = here.moved_to(112.45, 34.62).with_scale(20_000)
    for share, camera in ((0, here), (1, there)):
        at = here.towards(there, share)
        assert (at.x, at.y, at.resolution) == pytest.approx((camera.x, camera.y, camera.resolution))
    sizes = [here.towards(there, s).resolution for s in np.linspace(0, 1, 9)]
    assert sizes == sorted(sizes, reverse=True)


def test_history_goes_back_forward_and_forgets() -> None:
    first = Camera(0, 0, 10, 100, 100)
    history = History()
    assert history.back() is None
    for camera in (first, first, first.panned(50, 0), first.panned(90, 0)):
        history.visit(camera)
    assert history.back() == first.panned(50, 0)
    assert history.back() == first
    assert not history.can_back
    assert history.forward() == first.panned(50, 0)
    history.visit(first.zoomed(2))
    assert not history.can_forward
    assert history.back() == first.panned(50, 0)
