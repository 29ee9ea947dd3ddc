"""Where an area is named: in the widest part of it."""

from __future__ import annotations

import shapely

from luoyang_gis.canvas.camera import Box
from luoyang_gis.canvas.layers import Detail

# Of the size of an area, the detail by which its middle is sought.
FINENESS = 0.01
# An area that fills this share of the view is named there, even where its middle is out of sight.
FILLING = 0.25


def anchor_of(detail: Detail, place: int, view: Box) -> tuple[float, float]:
    """The middle of an area in display metres; of its visible part where it fills the view."""
    middle = detail.anchors.get(place)
    if middle is None:
        middle = _middle(_simple(detail, place))
        detail.anchors[place] = middle
    west, south, east, north = view
    if west <= middle[0] <= east and south <= middle[1] <= north:
        return middle
    bounds = detail.shapes.bounds[place]
    width = min(east, bounds[2]) - max(west, bounds[0])
    height = min(north, bounds[3]) - max(south, bounds[1])
    if width * height < FILLING * (east - west) * (north - south):
        return middle
    part = shapely.clip_by_rect(_simple(detail, place), west, south, east, north)
    return middle if part.is_empty else _middle(part)


def _simple(detail: Detail, place: int) -> shapely.Geometry:
    area = detail.shapes.geometry(place)
    west, south, east, north = detail.shapes.bounds[place]
    return shapely.simplify(area, FINENESS * max(east - west, north - south))


def _middle(area: shapely.Geometry) -> tuple[float, float]:
    areas = [part for part in shapely.get_parts(area) if shapely.area(part) > 0]
    if not areas:
        middle = shapely.centroid(area)
        return float(middle.x), float(middle.y)
    largest = max(areas, key=shapely.area)
    west, south, east, north = shapely.bounds(largest)
    spoke = shapely.maximum_inscribed_circle(largest, FINENESS * max(east - west, north - south))
    x, y = shapely.get_coordinates(spoke)[0].tolist()
    return x, y
