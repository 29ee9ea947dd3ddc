"""Distances to a reference are metric, symmetric where they should be, and matched by name."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod
from shapely.affinity import translate
from shapely.geometry import LineString, Point, Polygon, box, mapping

from luoyang_gis.errors import DataError
from luoyang_gis.geo.reference import compare, reference_names, reference_report, stem

GEOD = Geod(ellps="WGS84")
degrees_east = st.floats(111.0, 113.0)
degrees_north = st.floats(33.6, 35.2)
spots = st.builds(Point, degrees_east, degrees_north)


@dataclass(frozen=True)
class Drawn:
    id: str
    name: str
    geometry: Any
    aliases: tuple[str, ...] = ()


def write(folder: Path, stem_: str, *features: tuple[dict[str, Any], Any]) -> None:
    records = [
        {"type": "Feature", "properties": properties, "geometry": mapping(geometry)}
        for properties, geometry in features
    ]
    text = json.dumps({"type": "FeatureCollection", "features": records}, ensure_ascii=False)
    (folder / f"{stem_}.geojson").write_text(text, encoding="utf-8")


@given(spots, spots)
def test_points_are_as_far_apart_as_on_the_ellipsoid(a: Point, b: Point) -> None:
    result = compare(a, b)
    assert result is not None
    true = GEOD.inv(a.x, a.y, b.x, b.y)[2]
    assert result[1] == pytest.approx(true, rel=2e-4, abs=0.1)


@given(st.lists(st.tuples(degrees_east, degrees_north), min_size=2, max_size=8, unique=True))
def test_a_line_lies_on_itself(points: list[tuple[float, float]]) -> None:
    line = LineString(points)
    if line.length < 1e-4:
        return
    result = compare(line, line)
    assert result is not None
    assert result[0] == "line"
    assert result[2] < 0.01


@given(degrees_east, degrees_north, st.floats(-0.01, 0.01), st.floats(-0.01, 0.01))
def test_a_shifted_area_keeps_its_size(x: float, y: float, dx: float, dy: float) -> None:
    area = box(x, y, x + 0.2, y + 0.15)
    moved = translate(area, dx, dy)
    result = compare(moved, area)
    assert result is not None
    kind, mean, most, percent = result
    assert kind == "area"
    assert mean <= most <= GEOD.inv(x, y, x + dx, y + dy)[2] * 1.01 + 1
    # Only the narrowing of the meridians changes it.
    assert percent == pytest.approx(0.0, abs=0.05)


def test_a_larger_area_is_above_zero() -> None:
    result = compare(box(112, 34, 112.2, 34.2), box(112, 34, 112.2, 34.1))
    assert result is not None
    assert result[3] == pytest.approx(100.0, abs=0.2)


def test_lines_are_compared_only_where_both_run() -> None:
    ours = LineString([(111, 34.5), (114, 34.5)])
    theirs = LineString([(112, 34.51), (112.5, 34.51)])
    result = compare(ours, theirs)
    assert result is not None
    assert result[1] == pytest.approx(1109, abs=15)
    assert result[2] == pytest.approx(1109, abs=15)


def test_lines_without_a_common_stretch_are_not_compared() -> None:
    assert (
        compare(LineString([(111, 34), (111.1, 34)]), LineString([(113, 34), (113.1, 34)])) is None
    )


def test_a_wall_is_compared_with_the_edge_of_an_area() -> None:
    result = compare(box(112, 34, 112.1, 34.1), LineString([(112.02, 34.101), (112.08, 34.101)]))
    assert result is not None
    assert result[0] == "line"
    assert result[1] == pytest.approx(111, abs=3)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("孟津县", "孟津"),
        ("瀍河回族区", "瀍河"),
        ("洛阳站", "洛阳"),
        ("洛阳地铁1号线", "地铁1号线"),
        ("小浪底水利枢纽大坝", "小浪底"),
        ("嵩县", "嵩县"),
    ],
)
def test_stems(name: str, expected: str) -> None:
    assert stem(name) == expected


def test_a_gauge_stands_for_its_river() -> None:
    assert set(reference_names({"name": "宜阳", "river": "洛河"})) == {"洛河"}
    assert "应天门" in set(reference_names({"name": "隋唐洛阳城·应天门"}))
    assert "郑西段" in set(reference_names({"name": "徐兰高速铁路（郑西段）"}))


def test_a_name_beats_an_alias_and_files_keep_to_their_layers(tmp_path: Path) -> None:
    old, new = box(112, 34.7, 112.5, 34.9), box(112, 34.7, 112.7, 34.9)
    write(tmp_path, "counties", ({"name": "孟津县"}, old), ({"name": "孟津区"}, new))
    write(tmp_path, "stations", ({"name": "孟津站"}, Point(112.4, 34.8)))
    county = Drawn("county.mengjin", "孟津县", old, ("孟津区",))
    town = Drawn("town.mengjin", "孟津", Point(112.4, 34.8))
    report = reference_report([county, town], tmp_path)
    assert [(c.feature, c.reference_name) for c in report] == [("county.mengjin", "孟津县")]
    assert report[0].area_percent == pytest.approx(0.0, abs=1e-6)


def test_coarse_references_are_left_out(tmp_path: Path) -> None:
    line = LineString([(112, 34), (113, 34)])
    write(tmp_path, "rivers", ({"name": "伊河", "accuracy_m": 8000}, line))
    assert reference_report([Drawn("river.yi", "伊河", line)], tmp_path) == ()


def test_rivers_meet_their_gauges(tmp_path: Path) -> None:
    write(tmp_path, "rivers", ({"name": "宜阳", "river": "洛河"}, Point(112.5, 34.01)))
    (c,) = reference_report(
        [Drawn("river.luo", "洛河", LineString([(112, 34), (113, 34)]))], tmp_path
    )
    assert (c.kind, c.reference_file) == ("point", "rivers.geojson")
    assert c.max_m == pytest.approx(1109, abs=15)


def test_what_cannot_be_read_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="找不到参照数据文件夹"):
        reference_report([], tmp_path / "none")
    (tmp_path / "counties.geojson").write_text('{"features": [{}]}', encoding="utf-8")
    with pytest.raises(DataError, match=r"counties\.geojson"):
        reference_report([], tmp_path)


def test_areas_with_parts_and_holes() -> None:
    ring = Polygon(
        [(112, 34), (112.2, 34), (112.2, 34.2), (112, 34.2)],
        [[(112.05, 34.05), (112.1, 34.05), (112.1, 34.1)]],
    )
    both = shapely.union_all([ring, box(112.5, 34, 112.6, 34.1)])
    result = compare(both, both)
    assert result is not None
    assert result[1:] == pytest.approx((0.0, 0.0, 0.0), abs=1e-3)
