"""Tiles: addresses, coverage, and the right place for servers that draw shifted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoyang_gis.errors import UsageError
from luoyang_gis.geo.crs import to_mercator
from luoyang_gis.geo.gcj import wgs84_to_gcj02
from luoyang_gis.sources.files import Datum
from luoyang_gis.sources.tiles import (
    Tile,
    TileSource,
    catalogue,
    corners_of,
    from_template,
    tiles_of,
    with_key,
    zoom_for,
)

PLAIN = from_template("https://tiles.example/{z}/{x}/{y}.png")
SHIFTED = from_template("https://tiles.example/{z}/{x}/{y}.png", datum=Datum.GCJ02)


def test_catalogue_is_told_apart_and_credited() -> None:
    sources = catalogue()
    assert len({s.id for s in sources}) == len(sources) >= 6
    assert all(s.attribution for s in sources)
    assert {s.id for s in sources if s.shifted} == {"gaode", "tencent"}
    addresses = [s.address(Tile(10, 831, 406)) for s in sources]
    # A place-holder left over, or a key that nobody has, would fail only in the user's hands.
    assert not any(mark in address for address in addresses for mark in "{}<> ")


def test_rows_from_the_south() -> None:
    tms = TileSource("t", "t", "{z}/{x}/{y}", "t", flipped=True)
    assert tms.address(Tile(3, 5, 1)) == "3/5/6"


def test_keys_are_put_in_and_checked() -> None:
    source = next(s for s in catalogue() if s.id == "tianditu-vec")
    assert "tk=0123456789abcdef" in with_key(source, "0123456789abcdef").address(Tile(1, 0, 0))
    with pytest.raises(UsageError, match="密钥"):
        with_key(source, "../etc")


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a/{z}/{x}/{y}",
        "tiles",
        "https://a/{z}/{x}",
        "https://a/{z}/{x}/{y}/{0}",
        "https:///{x}{y}{z}",
    ],
)
def test_bad_templates_are_one_sentence(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        from_template(url)
    assert "\n" not in str(caught.value)


places = st.tuples(st.floats(111.2, 113.0), st.floats(33.6, 35.1))


@given(places, st.integers(3, 17), st.sampled_from([PLAIN, SHIFTED]))
def test_every_place_lies_in_a_tile_of_its_view(
    place: tuple[float, float], zoom: int, source: TileSource
) -> None:
    x, y = to_mercator(np.array([place]))[0]
    resolution = 2 * 20_037_508.34 / (256 * 2**zoom)
    box = (x - 300 * resolution, y - 200 * resolution, x + 300 * resolution, y + 200 * resolution)
    assert zoom_for(resolution, source) == min(zoom, source.max_zoom)
    quads = [corners_of(t, source) for t in tiles_of(box, zoom, source)]
    # A shifted tile is bent by less than this.
    slack = 3.0
    assert any(
        q[0][0] - slack <= x <= q[1][0] + slack and q[2][1] - slack <= y <= q[0][1] + slack
        for q in quads
    )


def test_a_shifted_server_is_drawn_at_its_right_place() -> None:
    """The pixel that a GCJ-02 server paints a place at must land on the true place."""
    place = np.array([[112.45, 34.62]])
    drawn_x, drawn_y = to_mercator(wgs84_to_gcj02(place))[0]
    true_x, true_y = to_mercator(place)[0]
    size = 2 * 20_037_508.342789244 / 2**16
    tile = Tile(
        16,
        int((drawn_x + 20_037_508.342789244) // size),
        int((20_037_508.342789244 - drawn_y) // size),
    )
    west, south, east, north = tile.bounds
    u, v = (drawn_x - west) / (east - west), (north - drawn_y) / (north - south)
    nw, ne, se, sw = (np.array(c) for c in corners_of(tile, SHIFTED))
    landed = (nw * (1 - u) + ne * u) * (1 - v) + (sw * (1 - u) + se * u) * v
    assert np.hypot(*(landed - (true_x, true_y))) < 0.5
    assert np.hypot(drawn_x - true_x, drawn_y - true_y) > 500


def test_a_view_of_too_many_tiles_asks_for_none() -> None:
    world = 20_037_508.0
    assert tiles_of((-world, -world, world, world), 12, PLAIN) == []
