"""Names on the map: which win, where they go, that they never touch and stay put."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pytest
import shapely
from pytestqt.qtbot import QtBot

from luoyang_gis.canvas import Camera, MapLayer, layers_from_geometries
from luoyang_gis.canvas.labels import Label, Placer
from luoyang_gis.canvas.paint import Ground
from luoyang_gis.canvas.text import broken
from luoyang_gis.plan.load import load
from luoyang_gis.plan.symbols import Marker, Palette, Rule, Stroke, Symbol, Text
from tests.canvas.conftest import METRES


def named(
    geometries: Sequence[shapely.Geometry], names: Sequence[str], text: Text, id_: str = "l"
) -> MapLayer:
    symbol = Symbol((Rule("a", strokes=(Stroke("red", 2),), marker=Marker("red"), text=text),))
    (made,) = layers_from_geometries(id_, id_, geometries, crs=METRES, names=names, symbol=symbol)
    return made


def place(
    layers: Sequence[MapLayer], camera: Camera, palette: Palette, *, whole: bool = False
) -> list[Label]:
    placer = Placer(Ground(camera, palette), whole=whole)
    return [label for label in placer.place(layers) if label is not None]


def boxes(label: Label) -> Iterator[tuple[float, float, float, float]]:
    for piece in label.pieces:
        wide = max(len(line) for line in piece.lines) * label.face[0] * 0.9
        high = len(piece.lines) * label.face[0] * 0.9
        if piece.angle:
            wide = high = label.face[0] * 0.9
        yield (piece.x - wide / 2, piece.y - high / 2, piece.x + wide / 2, piece.y + high / 2)


def apart(labels: list[Label]) -> bool:
    taken: list[tuple[float, float, float, float]] = []
    for label in labels:
        own = list(boxes(label))
        for left, top, right, bottom in own:
            for a, b, c, d in taken:
                if left < c and right > a and top < d and bottom > b:
                    return False
        taken += own
    return True


def test_higher_priority_wins_the_place(qtbot: QtBot, palette: Palette, camera: Camera) -> None:
    spots = [shapely.Point(200, 150)] * 9
    low = named(spots, [f"低处的地名{n}" for n in range(9)], Text("point", priority=1), "low")
    high = named(spots[:1], ["高处的地名"], Text("point", priority=70), "high")
    labels = place([high, low], camera, palette)
    assert labels[0].pieces[0].lines == ("高处的地名",)
    assert 1 < len(labels) < 10
    assert apart(labels)


def test_points_are_named_beside_their_marker(
    qtbot: QtBot, palette: Palette, camera: Camera
) -> None:
    (label,) = place([named([shapely.Point(200, 150)], ["洛阳站"], Text("point"))], camera, palette)
    (box,) = boxes(label)
    assert box[0] > 204
    (left,) = place(
        [named([shapely.Point(395, 150)], ["洛阳站"], Text("point"))], camera, palette, whole=True
    )
    assert next(boxes(left))[2] < 395


def test_areas_are_named_inside(qtbot: QtBot, palette: Palette, camera: Camera) -> None:
    # The middle of the box around a horseshoe lies outside of it.
    shoe = shapely.Polygon([(20, 20), (380, 20), (380, 280), (300, 280), (300, 90), (20, 90)])
    (label,) = place([named([shoe], ["马蹄"], Text("area"))], camera, palette)
    x, y = camera.to_map(label.pieces[0].x, label.pieces[0].y)
    assert shapely.contains_xy(shoe, x, y)


def test_areas_are_named_in_their_visible_part(
    qtbot: QtBot, palette: Palette, camera: Camera
) -> None:
    broad = shapely.box(-9000, 40, 390, 260)
    (label,) = place([named([broad], ["大片"], Text("area"))], camera, palette)
    assert 0 < label.pieces[0].x < 400


@pytest.mark.parametrize(
    ("line", "upright"),
    [
        ([(20, 150), (380, 160)], True),
        ([(380, 160), (20, 150)], True),
        ([(200, 20), (210, 280)], False),
        ([(210, 280), (200, 20)], False),
    ],
)
def test_lines_read_from_the_left_or_from_the_top(
    qtbot: QtBot, palette: Palette, camera: Camera, line: list[tuple[float, float]], upright: bool
) -> None:
    (label,) = place(
        [named([shapely.LineString(line)], ["陇海铁路"], Text("line"))], camera, palette
    )
    assert [piece.lines[0] for piece in label.pieces] == list("陇海铁路")
    along = [piece.x if upright else piece.y for piece in label.pieces]
    assert along == sorted(along)
    assert all(abs(piece.angle) < 30 for piece in label.pieces)


def test_no_type_on_hairpins(qtbot: QtBot, palette: Palette, camera: Camera) -> None:
    zigzag = shapely.LineString([(20 + 4 * n, 150 + 30 * (n % 2)) for n in range(80)])
    assert place([named([zigzag], ["之字形的路"], Text("line"))], camera, palette) == []


def test_names_repeat_along_long_lines(qtbot: QtBot, palette: Palette) -> None:
    camera = Camera(0, 0, 1.0, 2600, 300)
    long = shapely.LineString([(-1300, 0), (1300, 20)])
    labels = place([named([long], ["黄河"], Text("line"))], camera, palette)
    assert 3 <= len(labels) <= 5
    places = sorted(label.pieces[0].x for label in labels)
    assert (np.diff(places) > 300).all()


def test_nothing_is_cut_at_the_edge_of_exports(qtbot: QtBot) -> None:
    plan = load()
    layers = [MapLayer.from_plan(each) for each in plan.layers]
    palette = Palette("light", plan.palettes["light"])
    camera = Camera.fit((112.2, 34.4, 112.7, 34.9), 900, 600)
    labels = place(layers, camera, palette, whole=True)
    assert len(labels) > 20
    for label in labels:
        for left, top, right, bottom in boxes(label):
            assert left >= 0
            assert top >= 0
            assert right <= 900
            assert bottom <= 600


@pytest.mark.parametrize("scale", [1_000_000, 300_000, 50_000])
def test_names_of_the_plan_never_touch(qtbot: QtBot, scale: float) -> None:
    plan = load()
    layers = [MapLayer.from_plan(each) for each in plan.layers]
    palette = Palette("light", plan.palettes["light"])
    camera = Camera.fit((112.2, 34.4, 112.7, 34.9), 1200, 800).with_scale(scale)
    labels = place(layers, camera, palette)
    assert len(labels) > 15
    assert apart(labels)


def test_names_stay_put_while_panning(qtbot: QtBot) -> None:
    plan = load()
    layers = [MapLayer.from_plan(each) for each in plan.layers]
    palette = Palette("light", plan.palettes["light"])
    camera = Camera.fit((112.2, 34.4, 112.7, 34.9), 1200, 800).with_scale(200_000)
    moved = camera.panned(-30, 12)
    here = {
        (label.id, round(p.x), round(p.y))
        for label in place(layers, camera, palette)
        for p in label.pieces
    }
    there = {
        (label.id, round(p.x + 30), round(p.y - 12))
        for label in place(layers, moved, palette)
        for p in label.pieces
    }
    inner = {(i, x, y) for i, x, y in here if 120 < x < 1080 and 120 < y < 680}
    same = sum(
        any((i, x + dx, y + dy) in there for dx in (-1, 0, 1) for dy in (-1, 0, 1))
        for i, x, y in inner
    )
    assert same / len(inner) > 0.9


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("洛阳站", ("洛阳站",)),
        ("洛阳龙门站综合交通枢纽", ("洛阳龙门站综", "合交通枢纽")),
        ("东方红国际陆港（二期）", ("东方红国际陆港", "（二期）")),
    ],
)
def test_long_names_are_set_in_two_lines(name: str, lines: tuple[str, ...]) -> None:
    assert broken(name) == lines
    assert "".join(broken(name)) == name
