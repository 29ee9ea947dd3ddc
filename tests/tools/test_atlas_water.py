"""The corridors are as long as the documents say, and waters meet where they should."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pyproj import Geod
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry

ROOT = Path(__file__).parents[2]
GEOD = Geod(ellps="WGS84")


def features(layer: str) -> dict[str, dict[str, Any]]:
    text = (ROOT / "layers" / f"{layer}.geojson").read_text(encoding="utf-8")
    return {f["id"]: f for f in json.loads(text)["features"]}


def geometry(layer: str, id_: str) -> BaseGeometry:
    return shape(features(layer)[id_]["geometry"])


@pytest.mark.parametrize(
    ("id_", "km"),
    [("green.huanghe-corridor", 287.5), ("green.tourism-road", 287.5), ("green.ledao", 86.0)],
)
def test_corridor_is_as_long_as_the_report_says(id_: str, km: float) -> None:
    length = GEOD.geometry_length(geometry("green-corridors", id_)) / 1000
    assert length == pytest.approx(km, rel=0.03)


def test_corridor_does_not_cross_itself() -> None:
    assert geometry("green-corridors", "green.huanghe-corridor").is_simple


@pytest.mark.parametrize("tributary", ["river.luohe", "river.yihe"])
def test_rivers_join_into_the_yiluo(tributary: str) -> None:
    mouth = Point(geometry("rivers", tributary).coords[-1])
    assert mouth.distance(Point(geometry("rivers", "river.yiluohe").coords[0])) < 1e-5


@pytest.mark.parametrize(
    ("river", "mouth_of"),
    [
        ("river.huanghe", "river.yiluohe"),
        ("river.luohe", "river.chanhe"),
        ("river.luohe", "river.jianhe"),
    ],
)
def test_tributary_ends_in_its_river(river: str, mouth_of: str) -> None:
    mouth = Point(geometry("rivers", mouth_of).coords[-1])
    assert geometry("rivers", river).distance(mouth) < 0.003


@pytest.mark.parametrize(
    ("reservoir", "river"),
    [
        ("water.xiaolangdi", "river.huanghe"),
        ("water.xixiayuan", "river.huanghe"),
        ("water.guxian", "river.luohe"),
        ("water.luhun", "river.yihe"),
        ("water.qianping", "river.beiruhe"),
    ],
)
def test_reservoir_lies_on_its_river_with_the_dam_at_its_shore(reservoir: str, river: str) -> None:
    water = geometry("water", reservoir)
    assert water.intersects(geometry("rivers", river))
    dam = geometry("eco-sites", f"ecosite.{reservoir.removeprefix('water.')}-dam")
    assert water.boundary.distance(dam) < 1e-4


@pytest.mark.parametrize("layer", ["rivers", "water", "wetlands", "green-corridors", "eco-zones"])
def test_every_feature_says_how_it_came_about(layer: str) -> None:
    for id_, feature in features(layer).items():
        properties = feature["properties"]
        assert properties["basis"], id_
        assert properties["accuracy_m"] > 0, id_
