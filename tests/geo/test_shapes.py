"""Flat shapes: what is read, oriented, repaired and refused; generalising and finding."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from luoyang_gis.geo.generalise import generalise, level_of
from luoyang_gis.geo.index import Index
from luoyang_gis.geo.shapes import Shapes, read_geometries, ring_areas

SQUARE = shapely.box(0, 0, 100, 100)
HOLED = shapely.Polygon(
    [(0, 0), (100, 0), (100, 100), (0, 100)], [[(20, 20), (80, 20), (80, 80), (20, 80)]]
)
METRES = "EPSG:3857"


def areas(*geometries: shapely.Geometry) -> Shapes:
    (read,) = read_geometries(list(geometries), METRES)
    return read.shapes


def test_rings_turn_left_and_holes_right() -> None:
    for given_ in (HOLED, shapely.reverse(HOLED)):
        shapes = areas(given_)
        outer, hole = ring_areas(shapes.xy, shapes.parts)
        assert outer == pytest.approx(20_000)
        assert hole == pytest.approx(-7_200)


def test_multi_and_single_geometries_mix() -> None:
    multi = shapely.MultiPolygon([shapely.box(200, 0, 300, 100), HOLED])
    shapes = areas(SQUARE, multi)
    assert np.diff(shapes.features).tolist() == [1, 3]
    assert shapes.extent == (0, 0, 300, 100)
    assert shapes.geometry(1).area == pytest.approx(multi.area)


def test_kinds_are_sorted_apart_with_their_rows() -> None:
    mixed = [
        shapely.Point(1, 1),
        SQUARE,
        None,
        shapely.LineString([(0, 0), (5, 5)]),
        shapely.Polygon(),
        shapely.GeometryCollection([shapely.Point(2, 2), SQUARE]),
        shapely.LinearRing([(0, 0), (1, 0), (1, 1)]),
    ]
    reads = {read.shapes.kind: read for read in read_geometries(mixed, METRES)}
    assert reads["point"].rows.tolist() == [0, 5]
    assert reads["line"].rows.tolist() == [3, 6]
    assert reads["area"].rows.tolist() == [1, 5]


def test_nothing_and_empty_geometries_give_no_shapes() -> None:
    assert read_geometries([], METRES) == ()
    assert read_geometries([None, shapely.Point()], METRES) == ()


def test_unsound_coordinates_are_named_and_left_out() -> None:
    with np.errstate(invalid="ignore"):
        bad = shapely.LineString([(0, 0), (np.nan, 5), (9, 9)])
    good = shapely.LineString([(0, 0), (9, 9)])
    (read,) = read_geometries([good, bad, good], METRES)
    assert [row for row, _ in read.problems] == [1]
    assert np.diff(read.shapes.features).tolist() == [1, 0, 1]
    assert read.shapes.seen((-1, -1, 10, 10)).tolist() == [0, 2]
    assert Index(read.shapes).near(5, 5, 1) == [(0, 0.0), (2, 0.0)]


def test_antimeridian_is_run_over() -> None:
    line = shapely.LineString([(179, 10), (-179, 12)])
    other = shapely.LineString([(-100, 10), (-90, 12)])
    (read,) = read_geometries([line, other], "EPSG:4326")
    width = read.shapes.bounds[:, 2] - read.shapes.bounds[:, 0]
    assert width[0] == pytest.approx(2 * 111_319.49, rel=1e-4)
    assert width[1] == pytest.approx(10 * 111_319.49, rel=1e-4)


def circle(radius: float, vertices: int, x: float = 0.0) -> shapely.Polygon:
    angle = np.linspace(0, 2 * np.pi, vertices, endpoint=False)
    return shapely.Polygon(np.column_stack((x + radius * np.cos(angle), radius * np.sin(angle))))


@given(st.floats(1.0, 200.0), st.integers(3, 300), st.floats(0.5, 100.0))
def test_generalising_keeps_area_and_place(radius: float, vertices: int, pixel: float) -> None:
    shapes = areas(circle(radius * pixel, vertices), SQUARE)
    coarse = generalise(shapes, level_of(pixel))
    assert len(coarse.xy) <= len(shapes.xy)
    assert len(coarse) == len(shapes)
    before, after = (shapely.area(s.geometry(0)) for s in (shapes, coarse))
    assert after == pytest.approx(before, rel=0.02)
    far = shapely.hausdorff_distance(shapes.geometry(0), coarse.geometry(0))
    assert far <= 1.0 * pixel


def test_generalising_leaves_no_ring_behind() -> None:
    tiny = [circle(0.01, 24, float(n)) for n in range(50)]
    coarse = generalise(areas(*tiny), level_of(100.0))
    assert (np.diff(coarse.parts) >= 4).all()
    assert len(coarse) == 50


def test_lines_keep_their_ends_and_stay_near() -> None:
    wave = np.column_stack((np.arange(2000.0), np.sin(np.arange(2000.0) / 300) * 50))
    (read,) = read_geometries([shapely.LineString(wave)], METRES)
    coarse = generalise(read.shapes, level_of(4.0))
    assert len(coarse.xy) < 200
    assert np.array_equal(coarse.xy[[0, -1]], wave[[0, -1]])
    assert shapely.hausdorff_distance(read.shapes.geometry(0), coarse.geometry(0)) < 4.0


def test_index_finds_inside_edge_and_hole() -> None:
    index = Index(areas(HOLED, SQUARE))
    assert index.near(10, 10, 0.5) == [(0, 0.0), (1, 0.0)]
    assert [f for f, _ in index.near(50, 50, 0.5)] == [1]
    assert index.near(103, 50, 5) == [(0, 3.0), (1, 3.0)]
    assert index.near(103, 50, 2) == []


def test_rectangle_touches_exactly() -> None:
    triangle = shapely.Polygon([(0, 0), (100, 0), (0, 100)])
    index = Index(areas(triangle, shapely.box(80, 80, 90, 90)))
    assert index.within((70, 70, 100, 100)).tolist() == [1]
    assert index.within((-10, -10, 200, 200)).tolist() == [0, 1]
    assert index.within((40, 40, 45, 45)).tolist() == [0]


def test_a_million_vertices_are_brought_down() -> None:
    shapes = areas(circle(50_000, 1_000_000))
    coarse = generalise(shapes, level_of(100.0))
    assert len(coarse.xy) < 20_000
    assert coarse.geometry(0).area == pytest.approx(shapes.geometry(0).area, rel=0.001)
