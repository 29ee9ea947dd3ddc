"""The workspace file: nothing changes on the way through it, and strangers can open it."""

from __future__ import annotations

import contextlib
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from luoyang_gis.plan.model import GeometryKind
from luoyang_gis.workspace import gpkg
from luoyang_gis.workspace.disk import DamagedError, FileError, NewerVersionError
from luoyang_gis.workspace.edits import annotations as notes
from luoyang_gis.workspace.model import (
    Annotation,
    AnnotationKind,
    Column,
    ColumnType,
    ImportedFeature,
    ImportedLayer,
    Scene,
    Style,
    Workspace,
)

from .conftest import WHEN
from .strategies import point_wkb, workspaces

HERE = Path("工作区.gpkg")


def sample() -> Workspace:
    """One annotation of each kind, a scene and an imported layer."""
    a, b, c = (112.4, 34.6), (112.5, 34.7), (112.6, 34.6)
    shapes = {
        AnnotationKind.TEXT: (a,),
        AnnotationKind.CALLOUT: (a, b),
        AnnotationKind.ARROW: (a, b, c),
        AnnotationKind.LINE: (a, b, c),
        AnnotationKind.POLYGON: (a, b, c),
        AnnotationKind.RECTANGLE: (a, b),
        AnnotationKind.CIRCLE: (b,),
        AnnotationKind.FREEHAND: (a, c, b),
        AnnotationKind.MARKER: (c,),
    }
    drawn = tuple(
        Annotation(
            id=f"note-{kind}",
            kind=kind,
            points=points,
            text=f"<script>alert(1)</script> {kind.label} 👩‍🚒 שלום",
            style=Style(fill="#FFCC0080"),
            radius_m=3000 if kind is AnnotationKind.CIRCLE else 0,
            number=number,
            scene="s" if number % 2 else None,
            created=WHEN,
            modified=WHEN,
        )
        for number, (kind, points) in enumerate(shapes.items())
    )
    layer = ImportedLayer(
        id="layer-1",
        name='地块 "一"; DROP',
        geometry=GeometryKind.POINT,
        columns=(Column("名称"), Column("n", ColumnType.INTEGER), Column("fid")),
        features=(
            ImportedFeature(point_wkb(*a), ("甲", 3, "x")),
            ImportedFeature(point_wkb(*b), (None, None, "y")),
        ),
        source="地块.shp",
        crs="EPSG:4546",
        imported=WHEN,
    )
    return Workspace(
        title="汇报稿",
        scenes=(Scene("s", "场景一", (112.0, 34.0, 113.0, 35.0), notes="备注"),),
        annotations=drawn,
        layers=(layer,),
    )


@settings(max_examples=60)
@given(workspaces())
def test_everything_survives_the_file(workspace: Workspace) -> None:
    assert gpkg.decode(HERE, gpkg.encode(workspace)) == workspace


def test_a_stranger_opens_it_as_layers(tmp_path: Path) -> None:
    pyogrio = pytest.importorskip("pyogrio")
    geopandas = pytest.importorskip("geopandas")
    path = tmp_path / "工作区.gpkg"
    path.write_bytes(gpkg.encode(sample()))
    listed = {str(name): kind for name, kind in pyogrio.list_layers(path)}
    assert listed["annotation_points"] == "Point"
    assert listed["annotation_lines"] == "LineString"
    assert listed["annotation_areas"] == "Polygon"
    assert listed["luoyang_scenes"] is None
    areas = geopandas.read_file(path, layer="annotation_areas")
    assert areas.crs.to_epsg() == 4326
    assert list(areas["kind"]) == ["polygon", "rectangle", "circle"]
    assert areas["text"][0].startswith("<script>")
    assert areas.geometry.is_valid.all()
    circle = areas[areas["kind"] == "circle"].to_crs(32649).geometry.iloc[0]
    assert circle.area == pytest.approx(3.14159 * 3000**2, rel=0.01)
    (name,) = (n for n in listed if n.startswith("图层_"))
    plots = geopandas.read_file(path, layer=name)
    assert list(plots["名称"].fillna("空")) == ["甲", "空"]
    assert list(plots.geometry.x) == [112.4, 112.5]
    assert geopandas.read_file(path, layer="luoyang_scenes")["title"][0] == "场景一"


def test_what_a_stranger_drew_and_moved_is_taken_over(tmp_path: Path) -> None:
    pyogrio = pytest.importorskip("pyogrio")
    geopandas = pytest.importorskip("geopandas")
    from shapely.geometry import Point

    path = tmp_path / "工作区.gpkg"
    path.write_bytes(gpkg.encode(sample()))
    drawn = geopandas.GeoDataFrame(
        {"text": ["QGIS 里写的"]}, geometry=[Point(112.45, 34.65)], crs=4326
    )
    pyogrio.write_dataframe(drawn, path, layer="annotation_points", append=True)
    with closing(sqlite3.connect(path)) as db:
        db.execute("ALTER TABLE 图层_地块__一___DROP ADD COLUMN 面积 REAL")
        db.execute("UPDATE 图层_地块__一___DROP SET 面积 = 2.5 WHERE fid = 1")
        db.commit()
    found = gpkg.decode(path, path.read_bytes())
    assert found.annotations[:-1] == sample().annotations
    assert found.annotations[-1].text == "QGIS 里写的"
    assert found.annotations[-1].points == ((112.45, 34.65),)
    assert found.annotations[-1].id
    assert found.layers[0].attributes(0) == {"名称": "甲", "n": 3, "fid": "x", "面积": 2.5}


def test_values_that_files_cannot_hold_do_not_stop_a_save() -> None:
    layer = ImportedLayer(
        "l", "l", GeometryKind.POINT, (Column("v"),), imported=WHEN,
        features=tuple(
            ImportedFeature(point_wkb(112, 34), (value,))
            for value in (10**30, 10**400, "半\ud800字", "字")
        ),
    )  # fmt: skip
    found = gpkg.decode(HERE, gpkg.encode(Workspace(layers=(layer,))))
    values = [f.values[0] for f in found.layers[0].features]
    assert values[2:] == ["半字", "字"]
    assert len(values) == 4


def test_a_file_of_another_program_is_refused(tmp_path: Path) -> None:
    geopandas = pytest.importorskip("geopandas")
    from shapely.geometry import Point

    path = tmp_path / "别的.gpkg"
    geopandas.GeoDataFrame({"a": [1]}, geometry=[Point(1, 2)], crs=4326).to_file(path)
    with pytest.raises(FileError, match="不是洛阳规划地图的工作区"):
        gpkg.decode(path, path.read_bytes())


@pytest.mark.parametrize("data", [b"", b"hello", b"SQLite format 3\0" + b"\0" * 200])
def test_what_is_no_database_is_refused(data: bytes) -> None:
    with pytest.raises(DamagedError):
        gpkg.decode(HERE, data)


def with_format(data: bytes, number: str) -> bytes:
    with closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(data)
        db.execute("UPDATE luoyang_workspace SET value = ? WHERE key = 'format'", (number,))
        db.commit()
        return db.serialize()


def test_a_newer_file_is_refused() -> None:
    data = with_format(gpkg.encode(sample()), str(gpkg.FORMAT + 1))
    with pytest.raises(NewerVersionError, match="升级程序"):
        gpkg.decode(HERE, data)


def test_an_older_file_is_migrated_step_by_step() -> None:
    steps: list[int] = []

    def retitle(db: sqlite3.Connection) -> None:
        steps.append(1)
        db.execute("UPDATE luoyang_scenes SET title = title || '（旧）'")

    data = gpkg.encode(sample())
    found = gpkg.decode(
        HERE,
        data,
        {gpkg.FORMAT: retitle, gpkg.FORMAT + 1: lambda _: steps.append(2)},
        gpkg.FORMAT + 2,
    )
    assert steps == [1, 2]
    assert found.scenes[0].title == "场景一（旧）"
    assert gpkg.decode(HERE, data).scenes[0].title == "场景一"


@pytest.mark.parametrize("number", ["", "x", "0", "-3"])
def test_a_senseless_version_is_damage(number: str) -> None:
    with pytest.raises(DamagedError):
        gpkg.decode(HERE, with_format(gpkg.encode(sample()), number))


def test_every_shortened_file_is_refused_or_whole() -> None:
    data = gpkg.encode(sample())
    for length in range(0, len(data), 4096 + 512):
        with pytest.raises(FileError):
            gpkg.decode(HERE, data[:length])


def test_a_flipped_byte_never_ends_in_a_traceback() -> None:
    data = gpkg.encode(sample())
    refused = []
    for at in range(0, len(data), 997):
        spoilt = data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]
        with contextlib.suppress(FileError):
            gpkg.decode(HERE, spoilt)
            continue
        refused.append(at)
    assert refused


@pytest.mark.parametrize("path", sorted(Path(__file__).parent.glob("files/*.gpkg")))
def test_files_of_every_format_open(path: Path) -> None:
    assert gpkg.decode(path, path.read_bytes()) == sample()


def test_there_is_a_file_of_every_format() -> None:
    kept = {p.stem for p in Path(__file__).parent.glob("files/*.gpkg")}
    assert kept == {f"format-{n}" for n in range(1, gpkg.FORMAT + 1)}


def test_a_file_left_in_wal_mode_opens(tmp_path: Path) -> None:
    path = tmp_path / "w.gpkg"
    path.write_bytes(gpkg.encode(sample()))
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("UPDATE luoyang_scenes SET title = '改过'")
        db.commit()
    assert gpkg.decode(path, path.read_bytes()).scenes[0].title == "改过"


def test_the_stack_survives_across_geometry_types() -> None:
    start = sample()
    turned = notes.restack(start, ["note-text"], notes.Stack.FRONT)
    found = gpkg.decode(HERE, gpkg.encode(turned))
    assert [a.id for a in found.annotations] == [a.id for a in turned.annotations]
    assert found == replace(start, annotations=(*start.annotations[1:], start.annotations[0]))
