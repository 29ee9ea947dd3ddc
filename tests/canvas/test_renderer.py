"""Pictures: as right as a plain drawing, cached by layer, the same as vectors; whatever comes in."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from time import perf_counter

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, QSizeF
from PySide6.QtGui import (
    QColor,
    QImage,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QPolygonF,
)
from PySide6.QtSvg import QSvgGenerator
from pytestqt.qtbot import QtBot

from luoyang_gis.canvas import (
    Camera,
    MapLayer,
    Options,
    Renderer,
    layers_from_geometries,
    paint_map,
)
from luoyang_gis.canvas.paths import cut_areas
from luoyang_gis.plan.load import load
from luoyang_gis.plan.symbols import Fill, Hatch, Palette, Stroke
from tests.canvas.conftest import METRES, blobs, layer, symbol

BARE = Options(labels=False)


def pixels(image: QImage) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    flat = image.convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(flat.constBits(), dtype=np.uint8).reshape(
        flat.height(), flat.bytesPerLine() // 4, 4
    )
    return rows[:, : flat.width(), :3].copy()


def plain(geometries: list[shapely.Geometry], camera: Camera) -> QImage:
    """Every polygon drawn by itself, smoothed, with all its vertices; borders above the fills."""
    image = QImage(int(camera.width), int(camera.height), QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    polygons = [
        QPolygonF([QPointF(x, y) for x, y in camera.to_pixels(shapely.get_coordinates(g)).tolist()])
        for g in geometries
    ]
    painter.setPen(QPen(QColor(0, 0, 0, 0)))
    painter.setBrush(QColor("#ff0000"))
    for polygon in polygons:
        painter.drawPolygon(polygon)
    painter.setPen(QPen(QColor("#0000ff"), 1))
    painter.setBrush(QColor(0, 0, 0, 0))
    for polygon in polygons:
        painter.drawPolygon(polygon)
    painter.end()
    return image


@pytest.mark.parametrize(
    ("count", "size", "limit"),
    # What differs lies on the edges, and small areas are all edge: red, blue and white are 255 apart.
    [
        (6, 40.0, 1),
        (100, 12.0, 2),
        (400, 8.0, 4),
        (2_000, 3.0, 10),
        (6_000, 2.0, 20),
        (6_000, 0.9, 10),
    ],
)
def test_picture_is_right(
    qtbot: QtBot, palette: Palette, camera: Camera, count: int, size: float, limit: float
) -> None:
    geometries = blobs(count, size)
    quick = pixels(Renderer(palette).render_to_image([layer(*geometries)], camera, options=BARE))
    right = pixels(plain(geometries, camera))
    gap = np.abs(quick.astype(int) - right.astype(int))
    # The same area is covered: what is not paper, weighed by how much.
    cover_quick, cover_right = (255.0 - p[:, :, 1] for p in (quick, right))
    assert cover_quick.sum() == pytest.approx(cover_right.sum(), rel=0.02 if size > 2 else 0.05)
    assert gap.mean() < limit
    # No feature larger than a pixel is lost.
    for middle in shapely.get_coordinates(shapely.centroid(geometries)):
        x, y = camera.to_pixels(middle).tolist()
        here = cover_quick[max(int(y) - 1, 0) : int(y) + 2, max(int(x) - 1, 0) : int(x) + 2]
        assert here.max() > (60 if size >= 1 else 30)


def test_holes_stay_open_and_overlaps_filled(
    qtbot: QtBot, palette: Palette, camera: Camera
) -> None:
    holed = shapely.Polygon(
        [(50, 50), (250, 50), (250, 250), (50, 250)],
        [[(100, 100), (200, 100), (200, 200), (100, 200)]],
    )
    image = Renderer(palette).render_to_image(
        [layer(holed, shapely.box(220, 120, 350, 180), shapely.box(230, 130, 300, 170))], camera
    )
    colour = {
        (x, y): image.pixelColor(x, 300 - y).name() for x, y in ((150, 150), (75, 75), (240, 150))
    }
    assert colour == {(150, 150): "#ffffff", (75, 75): "#ff0000", (240, 150): "#ff0000"}


def test_areas_that_reach_far_out_are_cut_but_whole_in_view(
    qtbot: QtBot, palette: Palette, camera: Camera
) -> None:
    far = shapely.Polygon(
        [(-9e6, -9e6), (9e6, -9e6), (9e6, 9e6), (-9e6, 9e6)],
        [[(150, 100), (250, 100), (250, 200), (150, 200)]],
    )
    image = Renderer(palette).render_to_image([layer(far)], camera)
    assert image.pixelColor(20, 20).name() == "#ff0000"
    assert image.pixelColor(200, 150).name() == "#ffffff"
    lines = layer(
        shapely.LineString([(-9e6, 150), (9e6, 150)]),
        strokes=(Stroke("blue", 5, dash=(8, 4), cap="flat"),),
    )
    started = perf_counter()
    image = Renderer(palette).render_to_image([lines], camera)
    assert perf_counter() - started < 5
    row = [image.pixelColor(x, 150).name() for x in range(400)]
    assert {"#0000ff", "#ffffff"} <= set(row)


def test_dashes_and_hatches_stay_with_the_map(
    qtbot: QtBot, palette: Palette, camera: Camera
) -> None:
    long = shapely.LineString([(-5000, 150), (5000, 150)])
    dashed = layer(long, id_="a", strokes=(Stroke("blue", 5, dash=(8, 5), cap="flat"),))
    hatched = layer(
        shapely.box(-500, -500, 900, 900), id_="b", fill=None, hatch=Hatch("red", spacing=9)
    )
    for each in (dashed, hatched):
        here = pixels(Renderer(palette).render_to_image([each], camera, options=BARE))
        there = pixels(
            Renderer(palette).render_to_image([each], camera.panned(-40, 20), options=BARE)
        )
        moved = there[20:, :-40].astype(int)
        assert np.abs(moved - here[:-20, 40:].astype(int)).mean() < 2


def test_only_what_changed_is_drawn_again(qtbot: QtBot, palette: Palette, camera: Camera) -> None:
    renderer = Renderer(palette)
    lower, upper = layer(*blobs(50, 20), id_="lower"), layer(shapely.box(0, 0, 90, 90), id_="upper")
    renderer.render_to_image([lower, upper], camera)
    sheets = dict(renderer._sheets)
    renderer.render_to_image([lower], camera)
    image = renderer.render_to_image([lower, upper.with_opacity(0.5)], camera)
    assert renderer._sheets["lower"] is sheets["lower"]
    assert renderer._sheets["upper"] is sheets["upper"]
    assert image.pixelColor(2, 298).name() == "#ff8080"
    renderer.render_to_image([lower.with_symbol(symbol(fill=Fill("blue"))), upper], camera)
    assert renderer._sheets["lower"] is not sheets["lower"]
    assert renderer._sheets["upper"] is sheets["upper"]


def test_high_dpi_pictures_have_more_pixels(qtbot: QtBot, palette: Palette, camera: Camera) -> None:
    image = Renderer(palette).render_to_image(
        [layer(shapely.box(100, 100, 300, 200))], camera, ratio=2
    )
    assert (image.width(), image.height()) == (800, 600)
    assert image.pixelColor(400, 300).name() == "#ff0000"
    assert image.pixelColor(190, 300).name() == "#ffffff"


def test_slices_are_many(qtbot: QtBot, palette: Palette, camera: Camera) -> None:
    steps = Renderer(palette).steps([layer(*blobs(6_000, 2))], camera)
    assert sum(1 for _ in steps) > 80


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("scale", [1_000_000, 300_000, 50_000])
def test_plan_draws_at_every_scale(qtbot: QtBot, theme: str, scale: float) -> None:
    plan = load()
    palette = Palette(theme, plan.palettes[theme])
    layers = [MapLayer.from_plan(each) for each in plan.layers]
    camera = Camera.fit((112.2, 34.4, 112.7, 34.9), 600, 400).with_scale(scale)
    image = Renderer(palette).render_to_image(layers, camera)
    paper = QColor(palette.hex("paper")).getRgb()[:3]
    drawn = (pixels(image)[:, :, ::-1] != paper).any(axis=2).mean()
    assert drawn > 0.05


def test_vectors_come_out_as_vectors(
    qtbot: QtBot, palette: Palette, camera: Camera, tmp_path: Path
) -> None:
    (named,) = layers_from_geometries(
        "n", "n", [shapely.box(100, 100, 300, 200)], crs=METRES, names=["洛阳"]
    )
    palette = Palette("light", {**palette.colors, "hub": "#c6d2df", "hub-edge": "#3f5878"})
    file = tmp_path / "map.svg"
    generator = QSvgGenerator()
    generator.setFileName(str(file))
    generator.setViewBox(QRectF(0, 0, 400, 300))
    painter = QPainter(generator)
    paint_map(painter, [named], camera, palette)
    painter.end()
    text = file.read_text(encoding="utf-8")
    assert "<image" not in text
    assert text.count("<path") >= 3
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(300)
    writer.setPageSize(QPageSize(QSizeF(100, 75), QPageSize.Unit.Millimeter))
    painter = QPainter(writer)
    painter.scale(300 / 96, 300 / 96)
    paint_map(painter, [named], camera, palette)
    painter.end()
    assert buffer.data().startsWith(b"%PDF")


def test_vectors_look_like_pixels(qtbot: QtBot, palette: Palette, camera: Camera) -> None:
    layers = [layer(*blobs(60, 15)), layer(shapely.Point(200, 150), id_="p")]
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_map(painter, layers, camera, palette, BARE)
    painter.end()
    quick = pixels(Renderer(palette).render_to_image(layers, camera, options=BARE))
    assert np.abs(pixels(image).astype(int) - quick.astype(int)).mean() < 6


def test_strange_geometries_are_drawn_or_named(
    qtbot: QtBot, palette: Palette, camera: Camera
) -> None:
    angle = np.linspace(0, 2 * np.pi, 1_000_000)
    huge = shapely.Polygon(np.column_stack((200 + 90 * np.cos(angle), 150 + 90 * np.sin(angle))))
    with np.errstate(invalid="ignore"):
        nan = shapely.Polygon([(0, 0), (10, 0), (np.nan, 10), (0, 0)])
    bow = shapely.Polygon([(0, 0), (50, 50), (50, 0), (0, 50)])
    flat = shapely.Polygon([(5, 5), (5, 5), (5, 5), (5, 5)])
    point = shapely.LineString([(7, 7), (7, 7)])
    layers = layers_from_geometries(
        "odd", "怪", [huge, nan, bow, flat, point, None], crs=METRES, names=list("甲乙丙丁戊己"),
        symbol=symbol(),
    )  # fmt: skip
    assert [p for each in layers for p in each.problems] == [
        "怪：第 2 个要素“乙”坐标缺失或不是有限的数，没有画出。"
    ]
    image = Renderer(palette).render_to_image(layers, camera)
    assert image.pixelColor(200, 150).name() == "#ff0000"
    assert Renderer(palette).render_to_image([], camera).pixelColor(5, 5).name() == "#ffffff"


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(st.tuples(st.floats(-1e8, 1e8), st.floats(-1e8, 1e8)), min_size=3, max_size=12),
        min_size=1,
        max_size=5,
    ),
    st.floats(0.05, 40_000),
)
def test_any_polygon_can_be_drawn_anywhere(
    rings: list[list[tuple[float, float]]], resolution: float
) -> None:
    palette = Palette(
        "light", {"paper": "#ffffff", "red": "#ff0000", "blue": "#0000ff", "ink": "#000000"}
    )
    odd = layer(
        *(shapely.Polygon(ring) for ring in rings), hatch=Hatch("blue"), strokes=(Stroke("red", 3),)
    )
    image = Renderer(palette).render_to_image([odd], Camera(0, 0, resolution, 120, 90))
    assert image.width() == 120


@pytest.mark.parametrize(("count", "size"), [(60, 40.0), (700, 12.0)])
def test_areas_that_overlap_keep_their_order(
    qtbot: QtBot, palette: Palette, camera: Camera, count: int, size: float
) -> None:
    geometries = blobs(count, size)
    np.random.default_rng(3).shuffle(geometries)
    quick = pixels(Renderer(palette).render_to_image([layer(*geometries)], camera, options=BARE))
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor("#0000ff"), 1))
    painter.setBrush(QColor("#ff0000"))
    for each in geometries:
        places = camera.to_pixels(shapely.get_coordinates(each)).tolist()
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in places]))
    painter.end()
    assert np.abs(quick.astype(int) - pixels(image).astype(int)).mean() < 3


def test_overlaps_of_translucent_areas_are_darker_everywhere(
    qtbot: QtBot, palette: Palette, camera: Camera
) -> None:
    steps = [shapely.box(20 * n, 50, 20 * n + 30, 250) for n in range(15)]
    image = Renderer(palette).render_to_image(
        [layer(*steps, fill=Fill("red", 0.5))], camera, options=BARE
    )
    once = {image.pixelColor(20 * n + 15, 150).name() for n in range(1, 15)}
    twice = {image.pixelColor(20 * n + 25, 150).name() for n in range(14)}
    assert (len(once), len(twice)) == (1, 1)
    assert QColor(once.pop()).green() == pytest.approx(128, abs=2)
    assert QColor(twice.pop()).green() == pytest.approx(64, abs=2)


def test_areas_cut_at_the_edge_keep_order_holes_and_turn() -> None:
    box = (0.0, 0.0, 100.0, 100.0)
    far = [(-500, -500), (500, -500), (500, 500), (-500, 500), (-500, -500)]
    hole = [(40, 40), (40, 60), (60, 60), (60, 40), (40, 40)]
    away = [(300, 300), (400, 300), (400, 400), (300, 300)]
    near = [(10, 10), (20, 10), (20, 20), (10, 10)]
    rings = [far, hole, away, near]
    xy = np.array([p for ring in rings for p in ring], dtype=float)
    parts = np.concatenate(([0], np.cumsum([len(r) for r in rings])))
    cut, cut_parts, features = cut_areas(xy, parts, np.array([0, 3, 4]), np.array([0]), box)
    # The ring far away is gone; the feature cut is still the first one.
    assert np.diff(features).tolist() == [2, 1]
    found = [shapely.Polygon(cut[a:b]) for a, b in pairwise(cut_parts.tolist())]
    assert [round(p.area) for p in found] == [10_000, 400, 50]
    assert [p.exterior.is_ccw for p in found] == [True, False, True]
    assert cut.min() >= 0
    assert cut.max() <= 100
