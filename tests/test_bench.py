"""The measurement's own parts; what it measures is no test's business."""

from __future__ import annotations

import pytest
import shapely

from luoyang_gis.bench import AREA, make_polygons, parse_extents, spread
from luoyang_gis.errors import UsageError


def test_made_polygons_are_valid_apart_and_the_same_each_time() -> None:
    polygons = make_polygons(500)
    assert len(polygons) == 500
    assert shapely.is_valid(polygons).all()
    assert (shapely.get_num_coordinates(polygons) == 25).all()
    assert shapely.area(shapely.union_all(polygons)) == pytest.approx(shapely.area(polygons).sum())
    assert shapely.box(*AREA).contains(shapely.union_all(polygons))
    assert shapely.equals_exact(polygons, make_polygons(500)).all()


def test_extents() -> None:
    assert parse_extents("112,34,113,35;1,2,3,4") == ((112, 34, 113, 35), (1, 2, 3, 4))
    for text in ("", "1,2,3", "3,2,1,4", "a,b,c,d"):
        with pytest.raises(UsageError, match="范围"):
            parse_extents(text)


def test_spread() -> None:
    found = spread([0.001] * 99 + [1.0])
    assert found.median_ms == 1.0
    assert found.p95_ms == 1.0
