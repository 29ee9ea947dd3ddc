"""Areas that share borders leave no gap and no overlap, and the layers are what their sources say."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
import shapely
from pyproj import Geod
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry

GEOD = Geod(ellps="WGS84")
# One hundred square metres, in square degrees: coordinates are rounded to about a metre.
ROUNDING = 1e-8


@pytest.fixture
def build(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("atlas_build", root / "tools/atlas/build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def areas(root: Path, layer: str) -> dict[str, BaseGeometry]:
    collection = json.loads((root / "layers" / f"{layer}.geojson").read_text(encoding="utf-8"))
    return {f["id"]: shape(f["geometry"]) for f in collection["features"]}


def square_km(geometry: BaseGeometry) -> float:
    return abs(GEOD.geometry_area_perimeter(geometry)[0]) / 1e6


def assert_partition(parts: list[BaseGeometry], whole: BaseGeometry) -> None:
    assert all(part.is_valid for part in parts)
    assert sum(part.area for part in parts) == pytest.approx(whole.area, abs=ROUNDING)
    assert shapely.union_all(parts).symmetric_difference(whole).area < ROUNDING
    for i, a in enumerate(parts):
        assert all(a.intersection(b).area < ROUNDING for b in parts[:i])


def test_the_counties_make_the_municipality(root: Path) -> None:
    counties = areas(root, "counties")
    city = areas(root, "municipality")["city.luoyang"]
    assert len(counties) == 15
    assert_partition(list(counties.values()), city)
    assert city.geom_type == "Polygon"
    assert not city.interiors


def test_the_municipality_has_its_official_size(root: Path) -> None:
    assert square_km(areas(root, "municipality")["city.luoyang"]) == pytest.approx(15230, rel=0.02)


def test_three_parts_make_the_centre(root: Path) -> None:
    centre = areas(root, "centre")
    city = centre.pop("centre.city")
    assert_partition(list(centre.values()), city)


def test_seats_and_clusters_lie_in_their_counties(root: Path) -> None:
    names = {
        f["properties"]["name"]: shape(f["geometry"])
        for f in json.loads((root / "layers/counties.geojson").read_text(encoding="utf-8"))[
            "features"
        ]
    }
    for layer in ("towns", "clusters"):
        text = (root / "layers" / f"{layer}.geojson").read_text(encoding="utf-8")
        for f in json.loads(text)["features"]:
            county = names[f["properties"]["county"]]
            assert county.contains(shape(f["geometry"])), f["id"]


def test_neighbours_touch_and_do_not_overlap(root: Path) -> None:
    city = areas(root, "municipality")["city.luoyang"]
    for id_, area in areas(root, "cities").items():
        assert city.intersection(area).area < ROUNDING, id_
        assert city.boundary.intersection(area.boundary.buffer(1e-5)).length > 0 or id_ in {
            "area.qinyang",
            "area.xian",
            "area.kaifeng",
        }, id_


def test_the_layers_are_up_to_date(root: Path) -> None:
    script = root / "tools" / "atlas" / "build.py"
    done = subprocess.run(
        [sys.executable, str(script), "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_an_arc_that_follows_a_line_joins_its_nodes(build: ModuleType) -> None:
    line = {"id": "river.a", "through": [[0, 0], [1, 0.1], [2, 0]], "smooth": False}
    atlas = build.Atlas(
        points={"n": [0.5, 0.06], "m": [1.5, 0.06]},
        arcs={"follow": ["n", "@river.a:n:m", "m"], "back": ["m", [1.0, 1.0], "n"]},
        features={"river.a": line, "area.a": {"id": "area.a", "arcs": ["follow", "back"]}},
        layer_of={"river.a": "rivers", "area.a": "areas"},
    )
    assert atlas.arc("follow") == [(0.5, 0.06), (1.0, 0.1), (1.5, 0.06)]
    area = atlas.geometry("area.a")
    assert area.is_valid
    assert area.contains(Point(1.0, 0.5))


def test_arcs_that_do_not_meet_are_refused(build: ModuleType) -> None:
    atlas = build.Atlas(
        points={},
        arcs={"a": [[0, 0], [1, 0], [1, 1]], "b": [[1, 2], [0, 1], [0, 0]]},
        features={"area.a": {"id": "area.a", "arcs": ["a", "b"]}},
        layer_of={"area.a": "areas"},
    )
    with pytest.raises(build.SourceError, match="arc b starts at"):
        atlas.geometry("area.a")
