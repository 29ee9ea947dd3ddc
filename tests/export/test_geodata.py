"""Layers for other GIS programs, opened again through GDAL."""

from __future__ import annotations

import errno
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely

from luoyang_gis.errors import UsageError
from luoyang_gis.export.geodata import GeodataError, writing_to
from luoyang_gis.export.geojson import write_geojson
from luoyang_gis.export.gpkg import SYNC, write_gpkg
from luoyang_gis.export.job import CancelledError, ExportJob
from luoyang_gis.export.kml import write_kml
from luoyang_gis.export.writing import WriteError
from luoyang_gis.plan.model import GeometryKind, Plan
from luoyang_gis.workspace.model import (
    Column,
    ColumnType,
    ImportedFeature,
    ImportedLayer,
    Workspace,
    initial,
)

HOSTILE = "<img src=x onerror=alert(1)>&'\";--]]>\x07"


@pytest.fixture
def mixed() -> ImportedLayer:
    """An import that holds a point, an area and a broken geometry."""
    shapes = [shapely.Point(112.123456789, 34.5), shapely.box(112.2, 34.5, 112.3, 34.6)]
    features = [
        ImportedFeature(shapely.to_wkb(shape), (f"第{i}块", i, i * 0.5, bool(i)))
        for i, shape in enumerate(shapes)
    ]
    features.append(ImportedFeature(b"broken", ("坏", None, None, None)))
    columns = (
        Column("名称"), Column("fid", ColumnType.INTEGER), Column("面积", ColumnType.REAL),
        Column("在建", ColumnType.BOOLEAN),
    )  # fmt: skip
    return ImportedLayer("i1", "市域", GeometryKind.AREA, columns, tuple(features))


def test_geopackage_opens_with_chinese_layers(
    plan: Plan, workspace: Workspace, mixed: ImportedLayer, tmp_path: Path
) -> None:
    out = tmp_path / "图层.gpkg"
    report = write_gpkg(ExportJob(plan, replace(workspace, layers=(mixed,)), out))
    assert report.complete, report
    assert any("1 个几何" in str(change) for change in report.changes)
    names = dict(pyogrio.list_layers(out).tolist())
    assert set(names) == {
        "市域", "铁路", "设施", "市域（点）", "市域（面）", "标注（线）", "标注（面）",
        "目标", "实绩", "关联",
    }  # fmt: skip
    assert names["目标"] is None
    assert names["铁路"] == "MultiLineString"
    rail = pyogrio.read_dataframe(out, layer="铁路")
    assert rail.crs.to_epsg() == 4326
    assert rail.loc[0, "名称"] == "呼南高铁"
    assert rail.loc[0, "状态"] == "前期"
    assert rail.loc[0, "精度_米"] == 100
    assert rail.loc[0, "目标"] == "2023年：高铁开工"
    assert rail.geometry[0].geoms[0].coords[0] == (112.05, 34.45)
    targets = pyogrio.read_dataframe(out, layer="目标")
    assert list(targets["数值"].fillna(0)) == [8000, 0]
    assert str(targets.loc[0, "截止日期"])[:10] == "2025-12-31"
    points = pyogrio.read_dataframe(out, layer="市域（点）")
    assert points.loc[0, "fid_"] == 0
    assert pyogrio.get_gdal_config_option(SYNC) is None


def test_same_names_get_numbers(plan: Plan, mixed: ImportedLayer, tmp_path: Path) -> None:
    area = replace(mixed, features=mixed.features[1:2])
    out = tmp_path / "图层.gpkg"
    assert write_gpkg(ExportJob(plan, Workspace(layers=(area,)), out)).complete
    assert "市域 2" in [name for name, _ in pyogrio.list_layers(out)]


@pytest.mark.parametrize("name", ["目标", "(旧) 规划", "gpkg_contents", "'\";--", "a\nb"])
def test_any_name_will_do(plan: Plan, mixed: ImportedLayer, tmp_path: Path, name: str) -> None:
    area = replace(mixed, name=name, features=mixed.features[1:2])
    out = tmp_path / "图层.gpkg"
    assert write_gpkg(ExportJob(plan, Workspace(layers=(area,)), out)).complete
    assert len(pyogrio.list_layers(out)) == 7


def test_geojson_carries_targets(plan: Plan, workspace: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "图层.geojson"
    assert write_geojson(ExportJob(plan, workspace, out)).complete
    found = json.loads(out.read_text("utf-8"))["features"]
    rail = next(f for f in found if f.get("id") == "rail.hsr")
    (target,) = rail["properties"]["目标"]
    assert target["编号"] == "doc.0002"
    assert target["依据"].startswith("《文件》")
    frame = pyogrio.read_dataframe(out)
    assert set(frame["图层"]) == {"市域", "铁路", "设施", "标注（线）", "标注（面）"}
    area = next(f for f in found if f["geometry"]["type"] == "Polygon")
    assert shapely.LinearRing(area["geometry"]["coordinates"][0]).is_ccw


def test_kml_opens(plan: Plan, workspace: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "图层.kml"
    assert write_kml(ExportJob(plan, workspace, out)).complete
    names = [name for name, _ in pyogrio.list_layers(out)]
    assert names == ["市域", "铁路", "设施", "标注（线）", "标注（面）"]
    rail = pyogrio.read_dataframe(out, layer="铁路")
    assert rail.loc[0, "Name"] == "呼南高铁"
    assert "高铁开工" in rail.loc[0, "description"]
    np.testing.assert_allclose(rail.total_bounds, [112.05, 34.45, 112.75, 34.86])


def test_hostile_texts_are_only_text(
    plan: Plan, workspace: Workspace, mixed: ImportedLayer, tmp_path: Path
) -> None:
    layers = tuple(
        replace(
            layer,
            name=HOSTILE,
            features=tuple(replace(f, name=HOSTILE, note=HOSTILE) for f in layer.features),
        )
        for layer in plan.layers
    )
    spoiled = replace(plan, layers=layers)
    job = ExportJob(spoiled, replace(workspace, layers=(mixed,)), tmp_path / "a.kml")
    assert write_kml(job).complete
    text = job.out.read_text("utf-8")
    # In a balloon's HTML the text is escaped once more than in the XML around it.
    assert "<img" not in text
    assert "&amp;lt;img" in text
    assert write_geojson(replace(job, out=tmp_path / "a.geojson")).complete
    assert write_gpkg(replace(job, out=tmp_path / "a.gpkg")).complete


def test_scene_chooses_its_annotations(plan: Plan, workspace: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "a.gpkg"
    write_gpkg(ExportJob(plan, workspace, out, scene_ids=("two",)))
    assert "标注（线）" not in [name for name, _ in pyogrio.list_layers(out)]


@pytest.mark.parametrize("write", [write_gpkg, write_geojson, write_kml])
def test_a_failed_export_keeps_the_old_file(
    plan: Plan, workspace: Workspace, tmp_path: Path, write: object
) -> None:
    out = tmp_path / "图层.gpkg"
    out.write_text("old")

    def stop(share: float, doing: str) -> None:
        if share >= 0.9:
            raise CancelledError

    with pytest.raises(CancelledError):
        write(ExportJob(plan, workspace, out, progress=stop))  # type: ignore[operator]
    assert out.read_text() == "old"
    with pytest.raises(WriteError, match="文件夹不存在"):
        write(ExportJob(plan, workspace, tmp_path / "none" / "a.gpkg"))  # type: ignore[operator]
    assert list(tmp_path.iterdir()) == [out]


def test_a_full_disk_is_one_sentence(
    plan: Plan, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("pyogrio.raw.write", full)
    with pytest.raises(WriteError, match="磁盘已满"):
        write_gpkg(ExportJob(plan, workspace, tmp_path / "a.gpkg"))
    assert list(tmp_path.iterdir()) == []


def test_what_gdal_complains_of_is_one_sentence(tmp_path: Path) -> None:
    def complain() -> None:
        with writing_to(tmp_path / "图.gpkg"):
            raise pyogrio.errors.DataSourceError("disk I/O error\nmore")

    with pytest.raises(GeodataError, match=r"图\.gpkg：disk I/O error") as caught:
        complain()
    assert str(caught.value).count("。") == 1


def test_a_geopackage_is_called_one(plan: Plan, workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.gpkg 结尾"):
        write_gpkg(ExportJob(plan, workspace, tmp_path / "图层"))


def test_whole_plan(bundled: Plan, tmp_path: Path) -> None:
    out = tmp_path / "plan.gpkg"
    assert write_gpkg(ExportJob(bundled, initial(bundled), out)).complete
    roads = pyogrio.read_dataframe(out, layer="高速公路")
    assert len(roads) == len(bundled.layer["motorways"].features)
    assert roads["目标数"].sum() > 0
