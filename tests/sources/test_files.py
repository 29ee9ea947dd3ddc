"""Files of other programs are read at their right place, or refused with a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely
from pyproj import Transformer

from luoyang_gis.errors import DataError
from luoyang_gis.geo.gcj import wgs84_to_gcj02
from luoyang_gis.sources.files import Datum, layer_names, read_layer

PLACE = (112.45, 34.62)


def write(
    path: Path, geometry: shapely.Geometry, crs: str | None, layer: str | None = None
) -> Path:
    pyogrio.raw.write(
        path,
        geometry=shapely.to_wkb(np.array([geometry, None], dtype=object)),
        field_data=[np.array(["洛阳", None], dtype=object), np.array([1.5, np.nan])],
        fields=["name", "value"],
        geometry_type=geometry.geom_type,
        crs=crs,
        layer=layer,
        # FlatGeobuf keeps no features without geometry beside its index.
        **({"SPATIAL_INDEX": "NO"} if path.suffix == ".fgb" else {}),
    )
    return path


@pytest.mark.parametrize("name", ["a.gpkg", "a.geojson", "a.fgb"])
def test_formats(tmp_path: Path, name: str) -> None:
    read = read_layer(write(tmp_path / name, shapely.Point(PLACE), "EPSG:4326"))
    points = [g for g in read.geometries if g is not None and not g.is_empty]
    assert shapely.get_coordinates(points) == pytest.approx(np.array([PLACE]))
    assert "洛阳" in read.values[read.columns.index("name")]
    assert None in read.values[read.columns.index("value")]


def test_gauss_kruger_lands_in_luoyang(tmp_path: Path) -> None:
    x, y = Transformer.from_crs("EPSG:4490", "EPSG:4546", always_xy=True).transform(*PLACE)
    path = write(tmp_path / "gk.gpkg", shapely.Point(x, y), "EPSG:4546")
    assert shapely.get_coordinates(read_layer(path).geometries)[0] == pytest.approx(PLACE, abs=1e-7)


def test_survey_numbers_with_a_zone_are_recognised(tmp_path: Path) -> None:
    x, y = Transformer.from_crs("EPSG:4490", "EPSG:4525", always_xy=True).transform(*PLACE)
    with pytest.warns(UserWarning, match="crs"):
        path = write(tmp_path / "gk.gpkg", shapely.Point(x, y), None)
    read = read_layer(path)
    assert shapely.get_coordinates(read.geometries)[0] == pytest.approx(PLACE, abs=1e-7)
    assert "带号" in read.notes[0]


def test_unknown_numbers_are_refused_until_a_crs_is_given(tmp_path: Path) -> None:
    x, y = Transformer.from_crs("EPSG:4490", "EPSG:4546", always_xy=True).transform(*PLACE)
    with pytest.warns(UserWarning, match="crs"):
        path = write(tmp_path / "gk.gpkg", shapely.Point(x, y), None)
    with pytest.raises(DataError, match="坐标系"):
        read_layer(path)
    read = read_layer(path, assume_crs="EPSG:4546")
    assert shapely.get_coordinates(read.geometries)[0] == pytest.approx(PLACE, abs=1e-7)


def test_a_nonsense_crs_is_one_sentence(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="crs"):
        path = write(tmp_path / "a.gpkg", shapely.Point(1e6, 1e6), None)
    with pytest.raises(DataError, match="无法识别"):
        read_layer(path, assume_crs="EPSG:99999999")


def test_shifted_degrees_are_brought_back(tmp_path: Path) -> None:
    shifted = wgs84_to_gcj02(np.array([PLACE]))[0]
    path = write(tmp_path / "a.geojson", shapely.Point(*shifted), "EPSG:4326")
    read = read_layer(path, datum=Datum.GCJ02)
    assert shapely.get_coordinates(read.geometries)[0] == pytest.approx(PLACE, abs=1e-6)
    assert "GCJ-02" in read.notes[-1]


def test_a_file_of_several_layers(tmp_path: Path) -> None:
    path = tmp_path / "two.gpkg"
    write(path, shapely.Point(PLACE), "EPSG:4326", layer="甲")
    pyogrio.raw.write(
        path,
        geometry=shapely.to_wkb(np.array([shapely.Point(0, 0)], dtype=object)),
        field_data=[],
        fields=[],
        geometry_type="Point",
        crs="EPSG:4326",
        layer="乙",
        append=True,
    )
    assert layer_names(path) == ("甲", "乙")
    assert len(read_layer(path, "乙")) == 1


def test_csv_in_two_encodings(tmp_path: Path) -> None:
    text = "名称,经度,纬度\n洛阳,112.45,34.62\n不知,,\n"
    for encoding in ("utf-8-sig", "gb18030"):
        path = tmp_path / "a.csv"
        path.write_text(text, encoding=encoding)
        read = read_layer(path)
        assert read.row(0) == ("洛阳", "112.45", "34.62")
        assert len(read) == 1
        assert "1 行" in read.notes[0]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.gpkg", b"not a database"),
        ("a.geojson", b'{"type":"FeatureCollection","features":[{"ty'),
        ("a.shp", b"\x00" * 20),
        ("a.csv", b""),
        ("a.csv", "名称,数\n甲,1\n".encode()),
        ("a.kml", b"<kml><Placemark></kml>"),
    ],
)
def test_what_is_broken_is_one_sentence(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DataError) as caught:
        read_layer(path)
    assert "\n" not in str(caught.value)
    assert name in str(caught.value)


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="找不到"):
        layer_names(tmp_path / "none.gpkg")


def test_three_dimensions_are_flattened(tmp_path: Path) -> None:
    path = tmp_path / "z.geojson"
    feature = {
        "type": "Feature",
        "properties": {},
        "geometry": {"type": "Point", "coordinates": [*PLACE, 140]},
    }
    path.write_text(
        json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8"
    )
    assert not read_layer(path).geometries[0].has_z
