"""Outlines, handles, hits and snapping."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoyang_gis.plan.model import Geometry
from luoyang_gis.workspace import shapes
from luoyang_gis.workspace.model import Annotation, AnnotationKind, LonLat, Style
from luoyang_gis.workspace.snap import SnapIndex

from .strategies import POSITIONS, annotations


def drawn(kind: AnnotationKind, *points: LonLat, **changes: object) -> Annotation:
    radius = 5000.0 if kind is AnnotationKind.CIRCLE else 0.0
    return replace(Annotation("a", kind, points, radius_m=radius), **changes)  # type: ignore[arg-type]


def near(a: LonLat, b: LonLat) -> bool:
    return math.dist(shapes.to_map(a), shapes.to_map(b)) < 0.01


@given(POSITIONS)
def test_map_metres_there_and_back(at: LonLat) -> None:
    assert near(shapes.to_lonlat(shapes.to_map(at)), at)


def test_map_metres_agree_with_pyproj() -> None:
    from pyproj import Transformer

    project = Transformer.from_crs(4326, 3857, always_xy=True).transform
    assert shapes.to_map((112.45, 34.62)) == pytest.approx(project(112.45, 34.62))


@given(POSITIONS, st.floats(1, 100_000))
def test_every_vertex_of_a_circle_lies_at_its_radius(centre: LonLat, radius: float) -> None:
    ring = shapes.circle(centre, radius)
    assert ring[0] == ring[-1]
    for vertex in ring[::9]:
        assert shapes.distance_m(centre, vertex) == pytest.approx(radius, rel=1e-6, abs=1e-3)


@given(POSITIONS, POSITIONS, st.floats(-360, 360))
def test_a_rectangle_has_right_angles_on_the_map(a: LonLat, c: LonLat, degrees: float) -> None:
    rectangle = drawn(AnnotationKind.RECTANGLE, a, c, rotation=degrees)
    p, q, r, s = (shapes.to_map(x) for x in shapes.corners(rectangle))
    size = math.dist(p, r)
    dot = (q[0] - p[0]) * (s[0] - p[0]) + (q[1] - p[1]) * (s[1] - p[1])
    assert abs(dot) <= 1e-6 * size * size + 0.01
    assert math.dist(q, s) == pytest.approx(size, rel=1e-6, abs=0.01)


@given(annotations())
def test_outlines_fit_their_geometry(a: Annotation) -> None:
    found = shapes.geometry(a)
    west, south, east, north = shapes.bounds(a)
    assert found.bbox == (west, south, east, north)
    if a.kind.is_area:
        assert shapes.outline(a)[0] == shapes.outline(a)[-1]


@given(annotations(), st.floats(-180, 180))
def test_turning_back_restores(a: Annotation, degrees: float) -> None:
    centre = shapes.middle(a.points)
    back = shapes.rotated(shapes.rotated(a, degrees, centre), -degrees, centre)
    assert all(near(p, q) for p, q in zip(back.points, a.points, strict=True))
    assert math.isclose((back.rotation - a.rotation + 180) % 360, 180, abs_tol=1e-6)


def test_turning_is_clockwise() -> None:
    north, east = (112.0, 34.1), (112.1, 34.0)
    turned = shapes.turned(north, 90, (112.0, 34.0))
    assert turned[0] > 112.1
    assert turned[1] == pytest.approx(34.0, abs=1e-4)
    assert shapes.turned(east, 90, (112.0, 34.0))[1] < 34


def test_a_turned_rectangle_keeps_its_shape() -> None:
    flat = drawn(AnnotationKind.RECTANGLE, (112.0, 34.0), (112.4, 34.1))
    turned = shapes.rotated(flat, 30, shapes.middle(flat.points))
    before, after = ([shapes.to_map(c) for c in shapes.corners(x)] for x in (flat, turned))
    for i in range(4):
        j = (i + 1) % 4
        assert math.dist(after[i], after[j]) == pytest.approx(math.dist(before[i], before[j]))


@given(annotations(), POSITIONS)
def test_a_dragged_handle_goes_where_it_is_dragged(a: Annotation, to: LonLat) -> None:
    for handle in shapes.handles(a):
        after = shapes.dragged(a, handle, to)
        if handle.kind is shapes.HandleKind.RADIUS:
            assert after.radius_m == pytest.approx(
                max(1.0, shapes.distance_m(a.points[0], to)), rel=1e-6
            )
        else:
            assert any(near(p, to) for p in shapes.outline(after) + after.points)
        if handle.kind is shapes.HandleKind.CORNER:
            opposite = shapes.corners(a)[(handle.index + 2) % 4]
            assert any(near(c, opposite) for c in shapes.corners(after))


@pytest.mark.parametrize("kind", [AnnotationKind.TEXT, AnnotationKind.RECTANGLE])
def test_the_turning_handle_turns(kind: AnnotationKind) -> None:
    points = ((112.0, 34.0),) if kind is AnnotationKind.TEXT else ((112.0, 34.0), (112.2, 34.1))
    a = drawn(kind, *points)
    handle = shapes.handles(a, reach=2000)[-1]
    assert handle.kind is shapes.HandleKind.ROTATE
    assert handle.at[1] > max(p[1] for p in points)
    centre = shapes.middle(points)
    after = shapes.dragged(a, handle, (centre[0] + 1, centre[1]))
    assert after.rotation == pytest.approx(90, abs=0.01)


def test_edges_grow_and_lose_vertices() -> None:
    triangle = drawn(AnnotationKind.POLYGON, (112.0, 34.0), (112.2, 34.0), (112.1, 34.2))
    edge = [h for h in shapes.handles(triangle) if h.kind is shapes.HandleKind.EDGE][-1]
    square = shapes.dragged(triangle, edge, (112.0, 34.3))
    assert square.points == (*triangle.points, (112.0, 34.3))
    assert shapes.without_vertex(square, 3) == triangle
    assert shapes.without_vertex(triangle, 0) == triangle


def test_hits() -> None:
    ring = ((112.0, 34.0), (112.2, 34.0), (112.2, 34.2), (112.0, 34.2))
    empty = drawn(AnnotationKind.POLYGON, *ring)
    full = replace(empty, id="full", style=Style(fill="#FF0000"))
    centre, edge, outside = (112.1, 34.1), (112.2, 34.1), (112.3, 34.1)
    assert not shapes.hit(empty, centre, 100)
    assert shapes.hit(empty, edge, 100)
    assert shapes.hit(full, centre, 100)
    assert not shapes.hit(full, outside, 100)
    assert shapes.topmost([full, empty], centre, 100) is full
    text = drawn(AnnotationKind.TEXT, outside, id="t")
    box = [shapes.to_map(p) for p in ((112.05, 34.05), (112.15, 34.05), (112.15, 34.15))]
    assert shapes.topmost([full, text], (112.14, 34.06), 1, {"t": box}) is text
    assert shapes.topmost([full, text], outside, 1) is text


def test_a_rubber_band_takes_what_lies_wholly_inside() -> None:
    a = drawn(AnnotationKind.LINE, (112.0, 34.0), (112.1, 34.1))
    b = drawn(AnnotationKind.LINE, (112.0, 34.0), (112.5, 34.1))
    assert shapes.within([a, b], (111.9, 33.9, 112.2, 34.2)) == (a,)


@given(st.lists(POSITIONS, min_size=2, max_size=40), st.floats(1, 50_000))
def test_a_simplified_line_keeps_its_ends_and_its_course(
    points: list[LonLat], tolerance: float
) -> None:
    found = shapes.simplified(points, tolerance)
    assert (found[0], found[-1]) == (points[0], points[-1])
    line = drawn(AnnotationKind.LINE, *found)
    assert all(shapes.hit(line, p, tolerance + 0.01) for p in points)


def test_straightened_directions() -> None:
    to = shapes.straightened((112.0, 34.0), (112.5, 34.01))
    assert to[1] == pytest.approx(34.0)
    assert to[0] > 112.49


def test_arrow_heads_point_forward() -> None:
    tip, left, right = shapes.arrow_head((0, 0), (10, 0), 4)
    assert tip == (10, 0)
    assert (left[0], right[0]) == (6, 6)
    assert left[1] == -right[1] != 0
    assert shapes.arrow_head((1, 1), (1, 1), 4)[0] == (1, 1)


def test_snapping_prefers_vertices_to_edges() -> None:
    road = Geometry("LineString", ((112.0, 34.0), (112.2, 34.0)))
    park = Geometry("Polygon", (((112.3, 34.0), (112.4, 34.0), (112.4, 34.1), (112.3, 34.0)),))
    stop = Geometry("Point", (112.1, 34.05))
    index = SnapIndex([("road", road), ("park", park), ("stop", stop)])
    vertex = index.find((112.201, 34.001), 500)
    assert vertex is not None
    assert (vertex.kind, vertex.feature) == ("vertex", "road")
    assert near(vertex.at, (112.2, 34.0))
    edge = index.find((112.1, 34.002), 500)
    assert edge is not None
    assert (edge.kind, edge.feature) == ("edge", "road")
    assert near(edge.at, (112.1, 34.0))
    point = index.find((112.1, 34.049), 500)
    assert point is not None
    assert (point.kind, point.feature) == ("vertex", "stop")
    assert index.find((112.25, 34.3), 500) is None
    assert SnapIndex([]).find((112.0, 34.0), 500) is None
