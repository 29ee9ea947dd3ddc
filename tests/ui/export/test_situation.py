"""What a choice makes of the moment: the view as a scene, a selection as data of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import shapely
from PySide6.QtWidgets import QApplication

from luoyang_gis.errors import UsageError
from luoyang_gis.export.registry import FORMATS
from luoyang_gis.plan.load import load
from luoyang_gis.plan.model import GeometryKind, Plan
from luoyang_gis.ui.export.choices import Choices
from luoyang_gis.ui.export.situation import VIEW, Situation, basemaps, file_name, job_of, stem_of
from luoyang_gis.workspace.model import (
    Annotation,
    AnnotationKind,
    ImportedFeature,
    ImportedLayer,
    Scene,
    Workspace,
)

RAIL = "rail.hunan-hsr"
EXTENT = (112.0, 34.2, 112.8, 35.1)
WELLS = ImportedLayer(
    "wells", "水井", GeometryKind.POINT,
    features=tuple(ImportedFeature(shapely.to_wkb(shapely.Point(x, 34.6)), ()) for x in (112.1, 112.2)),
)  # fmt: skip


@pytest.fixture
def situation(plan: Plan) -> Situation:
    point = ((112.3, 34.6),)
    workspace = Workspace(
        scenes=(Scene("one", "一", EXTENT, ("rail",)), Scene("two", "二", EXTENT, ("park",))),
        annotations=(
            Annotation("a", AnnotationKind.TEXT, point, "这里", scene="one"),
            Annotation("b", AnnotationKind.TEXT, point, "那里", scene="two"),
            Annotation("c", AnnotationKind.TEXT, point, "处处"),
        ),
        layers=(WELLS,),
    )
    return Situation(plan, workspace, EXTENT, ("city", "park"), {"park": 0.5}, scene="two")


def test_the_view_is_a_scene_with_what_is_drawn_in_it(situation: Situation) -> None:
    choices = Choices(scope="view", title="今天")
    job = job_of(choices, FORMATS["html"], situation, Path("a.html"))
    (scene,) = job.scenes
    assert (scene.id, scene.title, scene.extent) == (VIEW, "今天", EXTENT)
    assert scene.layers == job.layer_ids == ("city", "park")
    assert scene.opacities == {"park": 0.5}
    assert [a.text for a in job.workspace.annotations_in(VIEW)] == ["那里", "处处"]


def test_a_selection_on_a_map_is_seen_whole_and_lifted(situation: Situation) -> None:
    chosen = replace(situation, selection=(RAIL, "wells:0"))
    job = job_of(Choices(scope="selection"), FORMATS["pdf"], chosen, Path("a.pdf"))
    (scene,) = job.scenes
    west, south, east, north = scene.extent
    assert west < 112.1
    assert south < 34.3
    assert east > 112.6
    assert north > 35.0
    assert scene.highlights == (RAIL, "wells:0")
    # Its layer was off.
    assert scene.layers == ("city", "park", "rail")


def test_a_selection_as_data_is_nothing_else(situation: Situation) -> None:
    chosen = replace(situation, selection=(RAIL, "wells:1"))
    job = job_of(Choices(scope="selection"), FORMATS["xlsx"], chosen, Path("a.xlsx"))
    assert [f.id for f in job.known.features] == [RAIL]
    assert [r.id for r in job.records] == ["report.2"]
    assert [len(layer.features) for layer in job.imported] == [1]


@pytest.mark.parametrize("name", [f.name for f in FORMATS.values() if not f.shows_scenes])
def test_every_data_format_writes_a_selection(
    qapp: QApplication, tmp_path: Path, name: str
) -> None:
    plan = load()
    situation = Situation(plan, Workspace(), EXTENT, (), selection=(RAIL,))
    format_ = FORMATS[name]
    out = tmp_path / f"a{format_.suffix}"
    report = format_.write(job_of(Choices(scope="selection"), format_, situation, out))
    assert report.complete
    assert out.stat().st_size


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        (Choices(scope="selection"), "没有选中要素"),
        (Choices(which="chosen"), "一个图层也没有选"),
        (Choices(scope="chosen"), "一个场景也没有选"),
        (Choices(online=True, tiles="nowhere"), "读不懂"),
    ],
)
def test_what_is_missing_is_told(situation: Situation, choices: Choices, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        job_of(choices, FORMATS["html"], situation, Path("a.html"))


def test_without_scenes_the_view_is_advised(situation: Situation) -> None:
    bare = replace(situation, workspace=Workspace())
    with pytest.raises(UsageError, match="当前视图"):
        job_of(Choices(), FORMATS["pdf"], bare, Path("a.pdf"))


def test_basemaps_on_offer_are_true_to_place_and_ask_for_no_key(situation: Situation) -> None:
    for _, basemap in basemaps():
        assert "key" not in basemap.url
        choices = Choices(online=True, tiles=basemap.url)
        job = job_of(choices, FORMATS["html"], situation, Path("a.html"))
        assert job.basemap == basemap
        assert job.basemap.attribution


def test_file_names(situation: Situation) -> None:
    assert file_name('洛阳/都市圈: "十字"?') == "洛阳_都市圈_ _十字"
    assert file_name("...") == "洛阳规划地图"
    scene = Choices(scope="scene", scene="two")
    assert stem_of(scene, FORMATS["png"], situation) == "洛阳规划地图-二"
    assert stem_of(Choices(), FORMATS["html"], situation) == "洛阳规划地图"
