"""The measurement's own parts; what it measures is no test's business."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely
from pytestqt.qtbot import QtBot

from luoyang_gis.bench import (
    AREA,
    _bounds,
    _load,
    _redraw,
    make_polygons,
    own_peak_mb,
    parse_extents,
    spread,
)
from luoyang_gis.errors import UsageError
from luoyang_gis.plan.load import load


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


def write(path: Path, geometries: list[shapely.Geometry], crs: str | None, kind: str) -> Path:
    with warnings.catch_warnings():
        # A file that does not say what its coordinates are is among those tried.
        warnings.simplefilter("ignore", UserWarning)
        pyogrio.raw.write(
            path, shapely.to_wkb(np.array(geometries, dtype=object)), [], fields=[],
            geometry_type=kind, crs=crs,
        )  # fmt: skip
    return path


SQUARE = shapely.box(112, 34, 112.5, 34.5)
FILES = {
    "degrees": ([SQUARE], "EPSG:4490", "Polygon"),
    "gauss": ([shapely.box(592_000, 3_763_000, 638_000, 3_819_000)], "EPSG:4546", "Polygon"),
    "no-crs": ([SQUARE], None, "Polygon"),
    "lines": ([shapely.LineString([(112, 34), (112.5, 34.5)])], "EPSG:4326", "LineString"),
    "points": ([shapely.Point(112, 34), shapely.Point(112.5, 34.5)], "EPSG:4326", "Point"),
    "mixed": ([SQUARE, shapely.Point(112, 34), shapely.Point()], "EPSG:4326", "Unknown"),
}


@pytest.mark.parametrize("name", FILES)
def test_any_file_is_redrawn_by_degrees(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    layers = _load(write(tmp_path / f"{name}.gpkg", *FILES[name]))
    assert _bounds(layers) == pytest.approx((112, 34, 112.5, 34.5), abs=0.02)
    plan = load()
    here = _redraw(plan, layers, (112.1, 34.1, 112.4, 34.4), 2)
    assert here.features == (0 if name == "points" else 1)
    assert len(here.runs_s) == 2
    assert here.median_s > 0
    assert _redraw(plan, layers, (100, 30, 101, 31), 1).features == 0


def test_files_without_anything_to_draw_are_refused(tmp_path: Path) -> None:
    empty = write(tmp_path / "empty.gpkg", [], "EPSG:4326", "Polygon")
    hollow = write(tmp_path / "hollow.gpkg", [shapely.Polygon()], "EPSG:4326", "Polygon")
    for path in (empty, hollow):
        with pytest.raises(UsageError, match=path.name):
            _load(path)


def test_peak_memory_is_this_process_own() -> None:
    peak = own_peak_mb()
    assert peak is None or 10 < peak < 20_000
