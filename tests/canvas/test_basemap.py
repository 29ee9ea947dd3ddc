"""Tiles below the layers, from a server that behaves or does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from luoyang_gis.canvas import Camera, MapView
from luoyang_gis.canvas.basemap import Basemap
from luoyang_gis.canvas.fetcher import Limits, State, decoded
from luoyang_gis.plan.symbols import Palette
from luoyang_gis.sources.files import Datum
from luoyang_gis.sources.tiles import from_template
from tests.canvas.tile_server import Answer, TileServer, plain, quarters, tile_server

LUOYANG = (112.45, 34.62)
GREEN, RED = (0, 255, 0), (255, 0, 0)
PAPER = "#ffffff"
QUICK = Limits(silence_ms=2000, deadline_ms=5000, first_wait_s=0.05, longest_wait_s=0.2)
Make = Callable[..., Basemap]


@pytest.fixture
def server() -> Iterator[TileServer]:
    with tile_server() as found:
        yield found


@pytest.fixture
def view(qtbot: QtBot, palette: Palette) -> MapView:
    widget = MapView(palette)
    qtbot.addWidget(widget)
    widget.still = True
    widget.resize(400, 300)
    widget.show()
    widget.set_camera(Camera.fit((112.4, 34.58, 112.5, 34.66), 400, 300).moved_to(*LUOYANG))
    widget.finish()
    return widget


@pytest.fixture
def make(view: MapView, server: TileServer, tmp_path: Path) -> Iterator[Make]:
    made: list[Basemap] = []

    def build(datum: Datum = Datum.WGS84, **options: object) -> Basemap:
        options.setdefault("limits", QUICK)
        source = from_template(server.template, datum=datum)
        made.append(Basemap(view, source, tmp_path / "tiles", **options))  # type: ignore[arg-type]
        return made[-1]

    yield build
    for basemap in made:
        basemap.close()


def colour(view: MapView, x: int, y: int) -> str:
    return view.to_image().pixelColor(x, y).name()


def test_tiles_fill_the_view_and_nothing_is_asked_when_off(
    qtbot: QtBot, view: MapView, server: TileServer, make: Make
) -> None:
    view.pan_by(40, 0)
    qtbot.wait(30)
    assert server.asked == []
    basemap = make()
    qtbot.waitUntil(lambda: all(colour(view, x, 150) == "#00ff00" for x in (5, 200, 395)))
    qtbot.waitUntil(lambda: basemap.state is State.READY)
    assert server.busiest <= QUICK.in_flight
    assert len(set(server.asked)) == len(server.asked)
    basemap.close()
    asked = len(server.asked)
    view.pan_by(900, 0)
    qtbot.wait(120)
    assert len(server.asked) == asked
    assert colour(view, 200, 150) == PAPER


def test_a_tile_known_on_disk_is_not_asked_for_again(
    qtbot: QtBot, view: MapView, server: TileServer, make: Make
) -> None:
    first = make()
    qtbot.waitUntil(lambda: first.complete)
    first.close()
    asked = len(server.asked)
    second = make()
    qtbot.waitUntil(lambda: colour(view, 200, 150) == "#00ff00")
    qtbot.waitUntil(lambda: second.fetcher.left == 0)
    assert len(server.asked) == asked


def test_what_was_seen_shows_without_the_server(
    qtbot: QtBot, view: MapView, server: TileServer, make: Make
) -> None:
    # Stale from the beginning: with the server there it would be asked again.
    stale = (("Expires", "Thu, 01 Jan 2015 00:00:00 GMT"),)
    server.answer = lambda z, x, y: Answer(plain(GREEN), headers=stale)
    first = make()
    qtbot.waitUntil(lambda: first.complete)
    first.close()
    server.answer = lambda z, x, y: Answer(status=503)
    asked = len(server.asked)
    second = make(limits=replace(QUICK, first_wait_s=60, longest_wait_s=60))
    qtbot.waitUntil(lambda: colour(view, 200, 150) == "#00ff00")
    assert len(server.asked) > asked
    assert second.state is State.WAITING


def test_a_shifted_server_is_drawn_where_things_are(
    qtbot: QtBot, view: MapView, server: TileServer, make: Make
) -> None:
    server.answer = quarters(*LUOYANG)
    basemap = make(Datum.GCJ02)
    qtbot.waitUntil(lambda: basemap.complete)
    image = view.to_image()
    # Pixels are checked across the middle, where the place truly is: 585 m would be 15 of them.
    assert view.camera.ground_resolution < 40
    assert [image.pixelColor(x, 250).name() for x in (197, 203)] == ["#000000", "#ff0000"]
    assert [image.pixelColor(300, y).name() for y in (147, 153)] == ["#ffff00", "#ff0000"]
    assert basemap.attribution.endswith("GCJ-02，已改正位置")


def test_coarser_tiles_stand_in_while_the_server_is_slow(
    qtbot: QtBot, view: MapView, server: TileServer, make: Make
) -> None:
    basemap = make()
    qtbot.waitUntil(lambda: basemap.complete)
    server.go.clear()
    server.answer = lambda z, x, y: Answer(plain(RED))
    view.zoom_at(4.0)
    qtbot.waitUntil(lambda: basemap.state is State.LOADING)
    qtbot.wait(100)
    assert colour(view, 200, 150) == "#00ff00"
    server.go.set()
    qtbot.waitUntil(lambda: colour(view, 200, 150) == "#ff0000")


def test_what_is_no_longer_seen_is_cancelled(
    qtbot: QtBot, view: MapView, server: TileServer, make: Make
) -> None:
    server.go.clear()
    basemap = make()
    qtbot.waitUntil(lambda: len(server.asked) == QUICK.in_flight)
    view.set_camera(view.camera.moved_to(116.4, 39.9))
    qtbot.waitUntil(lambda: len(server.asked) == 2 * QUICK.in_flight)
    left = set(server.asked[: QUICK.in_flight])
    server.go.set()
    qtbot.waitUntil(lambda: basemap.fetcher.left == 0)
    assert basemap.state is State.READY
    assert not left & set(server.asked[QUICK.in_flight :])
    assert not left & {(t.z, t.x, t.y) for t in basemap._known}


def test_a_failing_server_is_asked_less_and_less_and_then_recovers(
    qtbot: QtBot, view: MapView, server: TileServer, make: Make
) -> None:
    server.answer = lambda z, x, y: Answer(status=500)
    basemap = make(limits=replace(QUICK, first_wait_s=0.2, longest_wait_s=0.4))
    qtbot.waitUntil(lambda: basemap.state is State.WAITING)
    qtbot.wait(100)
    # What was on its way when the server was given up may still have been answered.
    assert len(server.asked) <= 2 * QUICK.in_flight
    assert colour(view, 200, 150) == PAPER
    server.answer = lambda z, x, y: Answer(plain(GREEN))
    qtbot.waitUntil(lambda: colour(view, 200, 150) == "#00ff00")
    qtbot.waitUntil(lambda: basemap.state is State.READY)


def test_a_server_that_is_not_there_is_waited_for(
    qtbot: QtBot, view: MapView, server: TileServer, tmp_path: Path
) -> None:
    # Nobody listens on port 1.
    source = from_template(server.template.replace(str(server.port), "1"))
    basemap = Basemap(view, source, tmp_path, limits=QUICK)
    qtbot.waitUntil(lambda: basemap.state is State.WAITING)
    assert colour(view, 200, 150) == PAPER
    basemap.close()


def test_refusal_is_told_apart(qtbot: QtBot, server: TileServer, make: Make) -> None:
    server.answer = lambda z, x, y: Answer(status=403)
    basemap = make(limits=replace(QUICK, longest_wait_s=60))
    qtbot.waitUntil(lambda: basemap.state is State.REFUSED)
    server.answer = lambda z, x, y: Answer(plain(GREEN))
    basemap.fetcher.retry()
    qtbot.waitUntil(lambda: basemap.fetcher.left == 0)
    assert basemap.state is State.READY


LOOP = (("Location", "/9/9/9"),)
UNUSABLE = {
    "not there": Answer(status=404),
    "empty": Answer(status=204),
    "no picture": Answer(b"<html>Welcome to the hotel, please log in</html>"),
    "cut off": Answer(plain(RED)[:60]),
    "drawing": Answer(b'<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"/>'),
    "huge": Answer(plain(RED) + b"\0" * QUICK.tile_bytes),
    "huge when unfolded": Answer(plain(RED, 2048)),
    "redirected for ever": Answer(status=302, headers=LOOP),
}


@pytest.mark.parametrize("answer", UNUSABLE.values(), ids=UNUSABLE)
def test_what_is_no_tile_is_left_out_and_not_asked_for_again(
    qtbot: QtBot, view: MapView, server: TileServer, make: Make, answer: Answer
) -> None:
    server.answer = lambda z, x, y: answer
    basemap = make()
    qtbot.waitUntil(lambda: basemap.complete)
    assert basemap.state is State.READY
    assert colour(view, 200, 150) == PAPER
    asked = [tile for tile in server.asked if tile != (9, 9, 9)]
    view.pan_by(1, 0)
    qtbot.wait(120)
    assert [tile for tile in server.asked if tile != (9, 9, 9)] == asked
    # Each tile was followed a bounded number of times.
    assert server.asked.count((9, 9, 9)) <= len(asked) * (QUICK.redirects + 1)


def test_one_lost_tile_does_not_keep_the_others_waiting(
    qtbot: QtBot, view: MapView, server: TileServer, make: Make
) -> None:
    lost: list[tuple[int, int, int]] = []

    def answer(z: int, x: int, y: int) -> Answer:
        if not lost:
            lost.append((z, x, y))
        return Answer(status=500) if lost == [(z, x, y)] else Answer(plain(GREEN))

    server.answer = answer
    basemap = make()
    qtbot.waitUntil(lambda: bool(lost) and basemap.fetcher.left == 1)
    qtbot.waitUntil(lambda: server.asked.count(lost[0]) > 2)
    lost[:] = [(0, 0, 0)]
    qtbot.waitUntil(lambda: basemap.fetcher.left == 0)


def test_opacity_lets_the_paper_through(
    qtbot: QtBot, view: MapView, server: TileServer, make: Make
) -> None:
    server.answer = lambda z, x, y: Answer(plain((0, 0, 0)))
    basemap = make(opacity=0.5)
    qtbot.waitUntil(lambda: basemap.complete)
    qtbot.waitUntil(lambda: colour(view, 200, 100) != PAPER)
    assert view.to_image().pixelColor(200, 100).red() == pytest.approx(128, abs=2)
    basemap.opacity = 1.0
    assert colour(view, 200, 100) == "#000000"


def test_attribution_stands_on_the_map(qtbot: QtBot, view: MapView, make: Make) -> None:
    corner = (300, 280, 100, 20)
    before = view.to_image().copy(*corner)
    basemap = make()
    assert "127.0.0.1" in basemap.attribution
    assert view.to_image().copy(*corner) != before


def test_neighbours_leave_no_seam(
    qtbot: QtBot, view: MapView, server: TileServer, make: Make
) -> None:
    for datum in (Datum.WGS84, Datum.GCJ02):
        basemap = make(datum)
        qtbot.waitUntil(lambda: basemap.complete)  # noqa: B023
        image = view.to_image().convertToFormat(QImage.Format.Format_RGB32)
        pixels = np.frombuffer(image.constBits(), dtype=np.uint32).reshape(300, 400)
        assert set(np.unique(pixels[:270]).tolist()) == {0xFF00FF00}
        basemap.close()


def test_decoding_keeps_its_bounds() -> None:
    limits = Limits()
    image = decoded(QByteArray(plain(GREEN)), limits)
    assert image is not None
    assert image.pixelColor(9, 9).name() == "#00ff00"
    assert decoded(QByteArray(), limits) is None
    assert decoded(QByteArray(plain(GREEN)), replace(limits, tile_bytes=10)) is None
