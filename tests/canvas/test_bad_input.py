"""Whatever comes in: drawn, repaired or refused with a sentence, in the real view."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from luoyang_gis.canvas import Camera, MapLayer, MapView, layers_from_geometries
from luoyang_gis.errors import DataError
from luoyang_gis.plan.symbols import Palette
from tests.canvas.conftest import symbol

HOME = (111.0, 33.0, 114.0, 36.0)


@pytest.fixture
def view(qtbot: QtBot, palette: Palette) -> MapView:
    widget = MapView(palette)
    qtbot.addWidget(widget)
    widget.still = True
    widget.resize(400, 300)
    widget.show()
    widget.zoom_to(HOME, animate=False)
    return widget


def layers(*geometries: shapely.Geometry | None, crs: str = "EPSG:4326") -> tuple[MapLayer, ...]:
    return layers_from_geometries(
        "odd", "怪层", list(geometries), crs=crs, names=[f"第{n}" for n in range(len(geometries))],
        symbol=symbol(),
    )  # fmt: skip


def used(qtbot: QtBot, view: MapView, *shown: MapLayer) -> str:
    """Draw, move, zoom, hover, click, select and zoom to it all; the colour of the middle at first."""
    view.set_layers(shown)
    view.finish()
    middle = view.to_image().pixelColor(200, 150).name()
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 150))
    qtbot.mouseMove(view, QPoint(210, 150))
    for factor in (30.0, 1 / 900):
        view.zoom_at(factor)
        view.pan_by(40, 10)
        view.to_image()
    for each in shown:
        view.select_ids(each.ids)
        view.to_image()
    view.set_selection([])
    view.zoom_to(HOME, animate=False)
    return middle


def bowtie() -> shapely.Geometry:
    return shapely.Polygon([(112, 34), (113, 35), (113, 34), (112, 35)])


def star(count: int) -> shapely.Geometry:
    angle = np.linspace(0, 2 * np.pi, count, endpoint=False)
    reach = 0.8 + 0.1 * np.sin(900 * angle)
    return shapely.Polygon(
        np.column_stack((112.5 + reach * np.cos(angle), 34.5 + reach * np.sin(angle)))
    )


def nested() -> shapely.Geometry:
    box = shapely.box(112, 34, 113, 35)
    inner = shapely.GeometryCollection([box, shapely.Point(111.5, 33.5)])
    return shapely.GeometryCollection([inner, shapely.LineString([(111, 33), (112, 34)])])


GOOD = {
    "one million vertices": (star(1_000_000),),
    "ring crossing itself": (bowtie(), shapely.box(112.4, 34.4, 112.6, 34.6)),
    "hole outside": (
        shapely.Polygon(
            [(112, 34), (113, 34), (113, 35), (112, 35)],
            [[(120, 40), (121, 40), (121, 41)]],
        ),
    ),
    "nested collection": (nested(),),
    "with height": (shapely.force_3d(shapely.box(112, 34, 113, 35), 120.0),),
    "the whole world": (shapely.box(-180, -90, 180, 90),),
    "beside emptiness": (None, shapely.Polygon(), shapely.box(112, 34, 113, 35)),
}


@pytest.mark.parametrize("name", GOOD)
def test_drawn_or_repaired(qtbot: QtBot, view: MapView, name: str) -> None:
    found = layers(*GOOD[name])
    assert not any(each.problems for each in found)
    assert used(qtbot, view, *found) == "#ff0000"


NO_NUMBERS = [(112, 34), (113, 34), (float("nan"), 35), (112, 34)]
ENDLESS = [(112, 34), (113, 34), (float("inf"), 35), (112, 34)]


@pytest.mark.parametrize("ring", [NO_NUMBERS, ENDLESS], ids=["nan", "inf"])
def test_named_and_left_out(qtbot: QtBot, view: MapView, ring: list[tuple[float, float]]) -> None:
    with np.errstate(invalid="ignore"):
        bad = shapely.Polygon(ring)
    found = layers(bad, shapely.box(112, 34, 113, 35))
    assert [p for each in found for p in each.problems] == [
        "怪层：第 1 个要素“第0”坐标缺失或不是有限的数，没有画出。"
    ]
    assert used(qtbot, view, *found) == "#ff0000"


NOTHING = {
    "flat area": (shapely.Polygon([(112, 34)] * 4),),
    "line without length": (shapely.LineString([(112, 34), (112, 34)]),),
    "far away": (shapely.box(-60, -30, -59, -29),),
}


@pytest.mark.parametrize("name", NOTHING)
def test_nothing_to_see_is_no_harm(qtbot: QtBot, view: MapView, name: str) -> None:
    assert used(qtbot, view, *layers(*NOTHING[name])) == "#ffffff"


def test_empty_layers(qtbot: QtBot, view: MapView) -> None:
    assert layers() == ()
    assert layers(None, shapely.Polygon()) == ()
    (full,) = layers(shapely.box(112, 34, 113, 35))
    hollow = MapLayer.from_shapes("hollow", "空", full.shapes.subset(np.empty(0, dtype=np.int64)))
    assert used(qtbot, view, hollow) == "#ffffff"
    assert used(qtbot, view, full, hollow) == "#ff0000"


def test_antimeridian_runs_on(qtbot: QtBot, view: MapView) -> None:
    fiji = shapely.Polygon([(177, -18), (-178, -18), (-178, -16), (177, -16)])
    (found,) = layers(fiji)
    west, _, east, _ = found.shapes.extent or (0, 0, 0, 0)
    # Five degrees wide, not round the world the other way.
    assert east - west == pytest.approx(5 * 111_319.5, rel=1e-3)
    assert used(qtbot, view, found) == "#ffffff"
    view.set_camera(Camera.fit((176, -19, 183, -15), 400, 300))
    assert view.to_image().pixelColor(200, 150).name() == "#ff0000"


def test_heap_of_the_same_area(qtbot: QtBot, view: MapView) -> None:
    found = layers(*[shapely.box(112, 34, 113, 35)] * 2_000)
    assert used(qtbot, view, *found) == "#ff0000"


def test_unknown_crs_is_refused() -> None:
    with pytest.raises(DataError, match="EPSG:999999"):
        layers(shapely.box(112, 34, 113, 35), crs="EPSG:999999")
