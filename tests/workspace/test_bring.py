"""Files of other programs become layers of the workspace and travel in its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from luoyang_gis.plan.model import GeometryKind
from luoyang_gis.workspace import gpkg
from luoyang_gis.workspace.bring import imported_layers
from luoyang_gis.workspace.model import Column, ColumnType, Workspace

geopandas = pytest.importorskip("geopandas")


def test_a_mixed_file_becomes_a_layer_of_each_kind(tmp_path: Path) -> None:
    from shapely.geometry import LineString, Point, box

    from luoyang_gis.sources.files import read_layer

    path = tmp_path / "现状.geojson"
    geopandas.GeoDataFrame(
        {"NAME": ["甲", "乙", None, "丁"], "n": [1, 2, 3, 4], "好": [True, False, True, True]},
        geometry=[
            Point(112, 34),
            box(112, 34, 112.1, 34.1),
            LineString([(112, 34), (113, 35)]),
            None,
        ],
        crs=4326,
    ).to_file(path)
    found = imported_layers(read_layer(path))
    assert [(x.name, x.geometry, len(x.features)) for x in found] == [
        ("现状（面）", GeometryKind.AREA, 1),
        ("现状（线）", GeometryKind.LINE, 1),
        ("现状（点）", GeometryKind.POINT, 1),
    ]
    assert found[0].attributes(0) == {"NAME": "乙", "n": 2, "好": False}
    assert found[0].columns[1] == Column("n", ColumnType.INTEGER)
    assert found[0].label_column == "NAME"
    workspace = Workspace(layers=found)
    assert gpkg.decode(path, gpkg.encode(workspace)) == workspace


def test_odd_columns_travel_too(tmp_path: Path) -> None:
    from shapely.geometry import Point

    from luoyang_gis.sources.files import read_layer

    path = tmp_path / "高程.gpkg"
    geopandas.GeoDataFrame(
        {"A": [1.5], "a ": ["x"], "geom_": ["y"]}, geometry=[Point(112, 34, 150.5)], crs=4326
    ).to_file(path)
    (layer,) = imported_layers(read_layer(path))
    workspace = Workspace(layers=(layer,))
    out = tmp_path / "w.gpkg"
    out.write_bytes(gpkg.encode(workspace))
    assert gpkg.decode(out, out.read_bytes()) == workspace
    (name,) = (n for n, kind in geopandas.list_layers(out).to_numpy() if str(n).startswith("图层"))
    assert geopandas.read_file(out, layer=name).geometry.x[0] == 112
