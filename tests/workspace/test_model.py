"""The workspace's data, and the plan as the user corrected it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from luoyang_gis.plan.model import (
    Comparator,
    Due,
    FeatureStatus,
    GeometryKind,
    Link,
    Plan,
    Role,
)
from luoyang_gis.plan.progress import TargetStatus, progress
from luoyang_gis.workspace.model import (
    OWN,
    Annotation,
    AnnotationKind,
    Column,
    ImportedLayer,
    Style,
    UserActual,
    UserLink,
    UserStatus,
    Workspace,
    initial,
)

from .conftest import WHEN


def note(id_: str, **changes: object) -> Annotation:
    found = Annotation(
        id_, AnnotationKind.TEXT, ((112.4, 34.6),), "字", created=WHEN, modified=WHEN
    )
    return replace(found, **changes)  # type: ignore[arg-type]


def test_initial_holds_the_plan_s_scenes(plan: Plan) -> None:
    workspace = initial(plan)
    assert [s.title for s in workspace.scenes] == ["总体"]
    assert workspace.scene["overview"].layers == ("places",)


def test_the_shipped_plan_has_eight_scenes_and_nine_sets() -> None:
    from luoyang_gis.plan.load import read

    plan = read().plan
    assert [s.title for s in initial(plan).scenes] == [
        "总体格局", "综合交通", "沿黄生态", "产业园区", "创新布局", "文旅", "都市圈", "2021 重点",
    ]  # fmt: skip
    assert len(plan.layer_sets) == 9
    known = {layer.id for layer in plan.layers}
    assert all(set(s.layers) <= known for s in plan.scenes)
    tags = {tag for layer in plan.layers for tag in layer.tags}
    assert all(set(s.tags) <= tags for s in plan.layer_sets)


def test_an_annotation_belongs_to_one_scene_or_to_all(plan: Plan) -> None:
    start = initial(plan)
    hiding = replace(start.scenes[0], hidden=("third",))
    workspace = replace(
        start,
        scenes=(hiding,),
        annotations=(
            note("all"),
            note("one", scene="overview"),
            note("other", scene="x"),
            note("third"),
        ),
    )
    assert [a.id for a in workspace.annotations_in("overview")] == ["all", "one"]
    assert [a.id for a in workspace.annotations_in(None)] == ["all", "third"]


def test_own_actuals_count_and_are_marked(plan: Plan) -> None:
    actual = UserActual(
        id="own.a0001",
        indicator="地区生产总值",
        due=Due.parse("2025"),
        summary="统计公报",
        source="2025 年统计公报",
        author="张",
        at=WHEN,
        value=8100,
        comparator=Comparator.EQUAL,
        unit="亿元",
    )
    known = Workspace(actuals=(actual,)).apply_to(plan)
    target = known.targets[0]
    found = progress(known, target, Due.parse("2025").end)
    assert found.status is TargetStatus.MET
    assert found.latest is not None
    assert found.latest.passage.document == OWN
    assert known.document[OWN].short == "补录"
    assert known.newest == plan.newest


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (("doc.0001", "place.a", Role.CARRIES), [("doc.0001", "place.a", Role.CARRIES)]),
        (("doc.0001", "place.a", None), []),
        (
            ("doc.0001", "place.b", Role.WITHIN),
            [("doc.0001", "place.a", Role.MEASURES), ("doc.0001", "place.b", Role.WITHIN)],
        ),
        (("gone.0001", "place.b", Role.WITHIN), [("doc.0001", "place.a", Role.MEASURES)]),
        (("doc.0001", "place.gone", Role.WITHIN), [("doc.0001", "place.a", Role.MEASURES)]),
    ],
)
def test_own_links_correct_the_ledger_s(
    plan: Plan,
    own: tuple[str, str, Role | None],
    expected: list[tuple[str, str, Role]],
) -> None:
    record, feature, role = own
    workspace = Workspace(links=(UserLink(record, feature, role, "张", WHEN),))
    assert workspace.apply_to(plan).links == tuple(Link(*e) for e in expected)


def test_own_status_replaces_the_feature_s(plan: Plan) -> None:
    own = UserStatus("place.a", FeatureStatus.BUILDING, "张", WHEN, Due.parse("2021-05"))
    known = Workspace(statuses=(own,)).apply_to(plan)
    assert known.feature["place.a"].status is FeatureStatus.BUILDING
    assert known.feature["place.a"].status_date == Due.parse("2021-05")
    assert known.feature["place.b"] == plan.feature["place.b"]


def test_a_workspace_without_corrections_leaves_the_plan_alone(plan: Plan) -> None:
    assert initial(plan).apply_to(plan) is plan


@pytest.mark.parametrize(
    "wrong",
    [
        {"points": ()},
        {"points": ((112.4, 34.6), (1.0, 2.0))},
        {"points": ((190.0, 34.6),)},
        {"points": ((float("nan"), 34.6),)},
        {"kind": AnnotationKind.CIRCLE},
        {"rotation": float("inf")},
    ],
)
def test_impossible_annotations_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the sentence differs by case
        note("a", **wrong)


@pytest.mark.parametrize(
    "wrong",
    [{"stroke": "red;}"}, {"fill": "<script>"}, {"width": -1.0}, {"opacity": float("nan")}],
)
def test_impossible_styles_are_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the sentence differs by case
        Style(**wrong)  # type: ignore[arg-type]


def test_text_keeps_everything_but_what_no_format_can_hold() -> None:
    text = "<script>alert(1)</script> 👩‍🚒 שלום\t" + "洛" * 5000
    assert note("a", text=text).text == text
    assert note("a", text="一\r\n二\x00三\ud800").text == "一\n二三"


def test_an_imported_layer_has_distinct_columns() -> None:
    with pytest.raises(ValueError, match="重名"):
        ImportedLayer("l", "图层", GeometryKind.POINT, (Column("A"), Column("a")))
