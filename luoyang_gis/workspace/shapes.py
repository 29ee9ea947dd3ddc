"""The geometry of annotations: outlines, handles, hits. Plane work is done in Web Mercator metres,
which is what the screen shows, so that a rectangle is one there; circles are geodesic."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from luoyang_gis.geo.crs import MAX_LATITUDE, RADIUS_M
from luoyang_gis.plan.model import BBox, Geometry
from luoyang_gis.workspace.model import POINT_COUNTS, Annotation, AnnotationKind, LonLat

if TYPE_CHECKING:
    from pyproj import Geod

XY: TypeAlias = tuple[float, float]

CIRCLE_VERTICES = 72


def to_map(at: LonLat) -> XY:
    """Degrees to Web Mercator metres (EPSG:3857): one place, as `geo.crs.to_mercator` does many."""
    lon, lat = at
    lat = max(-MAX_LATITUDE, min(MAX_LATITUDE, lat))
    return (
        math.radians(lon) * RADIUS_M,
        math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) * RADIUS_M,
    )


def to_lonlat(at: XY) -> LonLat:
    """Web Mercator metres to degrees, kept on the map."""
    lon = math.degrees(at[0] / RADIUS_M)
    lat = math.degrees(
        2 * math.atan(math.exp(max(-20.0, min(20.0, at[1] / RADIUS_M)))) - math.pi / 2
    )
    return max(-180.0, min(180.0, lon)), max(-MAX_LATITUDE, min(MAX_LATITUDE, lat))


# -- shape ---------------------------------------------------------------------------------------


def corners(rectangle: Annotation) -> tuple[LonLat, LonLat, LonLat, LonLat]:
    """The corners of a rectangle in turn; the first and third are its points."""
    (ax, ay), (cx, cy) = to_map(rectangle.points[0]), to_map(rectangle.points[1])
    angle = math.radians(rectangle.rotation)
    # The rectangle's own horizontal, turned clockwise.
    ux, uy = math.cos(angle), -math.sin(angle)
    along = (cx - ax) * ux + (cy - ay) * uy
    return (
        rectangle.points[0],
        to_lonlat((ax + along * ux, ay + along * uy)),
        rectangle.points[1],
        to_lonlat((cx - along * ux, cy - along * uy)),
    )


@lru_cache(maxsize=1024)
def circle(centre: LonLat, radius_m: float, vertices: int = CIRCLE_VERTICES) -> tuple[LonLat, ...]:
    """A closed ring, counter-clockwise, at a distance over the ground from a centre."""
    bearings = [-360.0 * i / vertices for i in range(vertices)]
    ends = [_forward(centre, bearing, radius_m) for bearing in bearings]
    return (*ends, ends[0])


def _forward(centre: LonLat, bearing: float, metres: float) -> LonLat:
    lon, lat, _ = _geod().fwd(centre[0], centre[1], bearing, metres)
    # Beyond the antimeridian the ring goes on, so that it stays one.
    return centre[0] + (lon - centre[0] + 180) % 360 - 180, lat


def distance_m(a: LonLat, b: LonLat) -> float:
    """Metres over the ground."""
    return float(_geod().inv(*a, *b)[2])


@lru_cache(maxsize=1)
def _geod() -> Geod:
    from pyproj import Geod  # loaded only where needed

    return Geod(ellps="WGS84")


def outline(a: Annotation) -> tuple[LonLat, ...]:
    """The vertices as drawn: a closed ring of an area, a line's points, or one point.

    A callout's is its leader, from what is spoken of to the text.
    """
    match a.kind:
        case AnnotationKind.POLYGON:
            return (*a.points, a.points[0])
        case AnnotationKind.RECTANGLE:
            first, *rest = corners(a)
            return (first, *rest, first)
        case AnnotationKind.CIRCLE:
            return circle(a.points[0], a.radius_m)
        case _:
            return a.points


def geometry(a: Annotation) -> Geometry:
    """The outline as GeoJSON geometry, for files and web pages."""
    points = outline(a)
    if a.kind.is_area:
        return Geometry("Polygon", (points,))
    if len(points) > 1:
        return Geometry("LineString", points)
    return Geometry("Point", points[0])


def arrow_head(before: XY, tip: XY, size: float) -> tuple[XY, XY, XY]:
    """The triangle at the tip of an arrow, in whatever plane the points are given in."""
    dx, dy = tip[0] - before[0], tip[1] - before[1]
    length = math.hypot(dx, dy)
    ux, uy = (dx / length, dy / length) if length else (1.0, 0.0)
    bx, by = tip[0] - ux * size, tip[1] - uy * size
    half = size * 0.45
    return (tip, (bx - uy * half, by + ux * half), (bx + uy * half, by - ux * half))


def bounds(a: Annotation) -> BBox:
    """West, south, east, north of the outline."""
    points = outline(a)
    lons, lats = [p[0] for p in points], [p[1] for p in points]
    return min(lons), min(lats), max(lons), max(lats)


def middle(points: Iterable[LonLat]) -> LonLat:
    """The middle of the points' box on the map."""
    found = [to_map(p) for p in points]
    xs, ys = [p[0] for p in found], [p[1] for p in found]
    return to_lonlat(((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2))


def simplified(points: Sequence[LonLat], tolerance: float) -> tuple[LonLat, ...]:
    """A freehand line without the points that lie within the tolerance (map metres) of the rest."""
    plane = [to_map(p) for p in points]
    if len(plane) < 3:
        return tuple(points)
    keep = {0, len(plane) - 1}
    spans = [(0, len(plane) - 1)]
    while spans:
        first, last = spans.pop()
        distances = [
            (_to_segment(plane[i], plane[first], plane[last])[0], i) for i in range(first + 1, last)
        ]
        if distances and max(distances)[0] > tolerance:
            index = max(distances)[1]
            keep.add(index)
            spans += [(first, index), (index, last)]
    return tuple(points[i] for i in sorted(keep))


# -- moving --------------------------------------------------------------------------------------


def bounded_shift(points: Iterable[LonLat], dlon: float, dlat: float) -> LonLat:
    """As much of a shift as keeps every point on the map."""
    found = list(points)
    if not found:
        return 0.0, 0.0
    lons, lats = [p[0] for p in found], [p[1] for p in found]
    return (
        max(-180 - min(lons), min(180 - max(lons), dlon)),
        max(-90 - min(lats), min(90 - max(lats), dlat)),
    )


def shifted(a: Annotation, dlon: float, dlat: float) -> Annotation:
    """Moved by degrees."""
    if not (dlon or dlat):
        return a
    points = tuple(
        (max(-180.0, min(180.0, x + dlon)), max(-90.0, min(90.0, y + dlat))) for x, y in a.points
    )
    return replace(a, points=points)


def turned(at: LonLat, degrees: float, centre: LonLat) -> LonLat:
    """A point turned clockwise about another on the map."""
    (x, y), (cx, cy) = to_map(at), to_map(centre)
    angle = math.radians(-degrees)
    dx, dy = x - cx, y - cy
    return to_lonlat(
        (
            cx + dx * math.cos(angle) - dy * math.sin(angle),
            cy + dx * math.sin(angle) + dy * math.cos(angle),
        )
    )


def rotated(a: Annotation, degrees: float, centre: LonLat) -> Annotation:
    """Turned clockwise about a point; texts and rectangles turn themselves as well."""
    points = (
        a.points if a.points == (centre,) else tuple(turned(p, degrees, centre) for p in a.points)
    )
    if a.kind in (AnnotationKind.TEXT, AnnotationKind.RECTANGLE):
        return replace(a, points=points, rotation=(a.rotation + degrees) % 360)
    return replace(a, points=points)


# -- handles -------------------------------------------------------------------------------------


class HandleKind(StrEnum):
    """What dragging a handle does."""

    VERTEX = "vertex"
    # The middle of a segment: dragging it makes a vertex.
    EDGE = "edge"
    CORNER = "corner"
    RADIUS = "radius"
    ROTATE = "rotate"


@dataclass(frozen=True, slots=True)
class Handle:
    """Something to drag on a chosen annotation."""

    kind: HandleKind
    index: int
    at: LonLat


def handles(a: Annotation, reach: float = 0.0) -> tuple[Handle, ...]:
    """An annotation's handles; with a reach (map metres), one to turn texts and rectangles by."""
    match a.kind:
        case AnnotationKind.RECTANGLE:
            found = [Handle(HandleKind.CORNER, i, at) for i, at in enumerate(corners(a))]
        case AnnotationKind.CIRCLE:
            east = _forward(a.points[0], 90.0, a.radius_m)
            found = [
                Handle(HandleKind.VERTEX, 0, a.points[0]),
                Handle(HandleKind.RADIUS, 0, east),
            ]
        case AnnotationKind.FREEHAND:
            found = []
        case _:
            found = [Handle(HandleKind.VERTEX, i, p) for i, p in enumerate(a.points)]
            found += _edges(a)
    if reach and a.kind in (AnnotationKind.TEXT, AnnotationKind.RECTANGLE):
        found.append(_rotation_handle(a, reach))
    return tuple(found)


def _edges(a: Annotation) -> list[Handle]:
    if POINT_COUNTS[a.kind][1] is not None:
        return []
    points = [to_map(p) for p in outline(a)]
    return [
        Handle(HandleKind.EDGE, i, to_lonlat(((p[0] + q[0]) / 2, (p[1] + q[1]) / 2)))
        for i, (p, q) in enumerate(pairwise(points))
    ]


def _rotation_handle(a: Annotation, reach: float) -> Handle:
    centre = to_map(middle(a.points))
    up = reach
    if a.kind is AnnotationKind.RECTANGLE:
        p, q, r, _ = (to_map(c) for c in corners(a))
        # Half the extent across the rectangle's own horizontal, then the reach.
        up += math.dist(q, r) / 2 if p != q else math.dist(p, r) / 2
    angle = math.radians(a.rotation)
    at = to_lonlat((centre[0] + up * math.sin(angle), centre[1] + up * math.cos(angle)))
    return Handle(HandleKind.ROTATE, 0, at)


def dragged(a: Annotation, handle: Handle, to: LonLat) -> Annotation:
    """The annotation as it was when the drag began, with one of its handles elsewhere."""
    match handle.kind:
        case HandleKind.VERTEX:
            points = tuple(to if i == handle.index else p for i, p in enumerate(a.points))
            return replace(a, points=points)
        case HandleKind.EDGE:
            index = handle.index + 1
            return replace(a, points=(*a.points[:index], to, *a.points[index:]))
        case HandleKind.CORNER:
            return replace(a, points=(to, corners(a)[(handle.index + 2) % 4]))
        case HandleKind.RADIUS:
            return replace(a, radius_m=max(1.0, min(5e6, distance_m(a.points[0], to))))
        case HandleKind.ROTATE:
            centre = middle(a.points)
            (x, y), (cx, cy) = to_map(to), to_map(centre)
            return rotated(a, math.degrees(math.atan2(x - cx, y - cy)) - a.rotation, centre)


def without_vertex(a: Annotation, index: int) -> Annotation:
    """Without one of its vertices; unchanged when it has no vertex to spare."""
    fewest, most = POINT_COUNTS[a.kind]
    if most is not None or len(a.points) <= fewest:
        return a
    return replace(a, points=(*a.points[:index], *a.points[index + 1 :]))


# -- hits ----------------------------------------------------------------------------------------


def _to_segment(p: XY, a: XY, b: XY) -> tuple[float, XY]:
    """The distance from a point to a segment, and where on it."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    square = dx * dx + dy * dy
    t = ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / square if square else 0.0
    t = max(0.0, min(1.0, t))
    at = (a[0] + t * dx, a[1] + t * dy)
    return math.dist(p, at), at


def inside(p: XY, ring: Sequence[XY]) -> bool:
    """Whether a point lies in a ring, closed or not (even-odd)."""
    found = False
    for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (ay > p[1]) != (by > p[1]) and p[0] < (bx - ax) * (p[1] - ay) / (by - ay) + ax:
            found = not found
    return found


def hit(a: Annotation, at: LonLat, tolerance: float, box: Sequence[XY] = ()) -> bool:
    """Whether a click (tolerance in map metres) means this annotation.

    An area is hit inside when it is filled, else at its edge; `box` is the ring that its text takes
    up in map metres, which only the painter knows.
    """
    p = to_map(at)
    if box and inside(p, box):
        return True
    line = [to_map(q) for q in outline(a)]
    if len(line) == 1:
        return math.dist(p, line[0]) <= tolerance
    if a.kind.is_area and a.style.fill and inside(p, line):
        return True
    return any(_to_segment(p, b, c)[0] <= tolerance for b, c in pairwise(line))


def topmost(
    annotations: Sequence[Annotation],
    at: LonLat,
    tolerance: float,
    boxes: Mapping[str, Sequence[XY]] | None = None,
) -> Annotation | None:
    """The uppermost annotation under a click."""
    found = boxes or {}
    return next(
        (a for a in reversed(annotations) if hit(a, at, tolerance, found.get(a.id, ()))), None
    )


def within(annotations: Iterable[Annotation], box: BBox) -> tuple[Annotation, ...]:
    """The annotations that lie wholly in a box of degrees: what a rubber band chooses."""
    west, south, east, north = box
    return tuple(
        a
        for a in annotations
        for w, s, e, n in (bounds(a),)
        if w >= west and s >= south and e <= east and n <= north
    )


def straightened(start: LonLat, to: LonLat, step: float = 15.0) -> LonLat:
    """The point at the same distance whose direction is a multiple of the step (Shift held)."""
    (x, y), (cx, cy) = to_map(to), to_map(start)
    length = math.hypot(x - cx, y - cy)
    angle = math.radians(round(math.degrees(math.atan2(y - cy, x - cx)) / step) * step)
    return to_lonlat((cx + length * math.cos(angle), cy + length * math.sin(angle)))
