"""Edits of annotations, scenes, layers and the user's ledger."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from luoyang_gis.errors import LuoyangError
from luoyang_gis.plan.model import FeatureStatus, Plan, Role
from luoyang_gis.workspace import shapes
from luoyang_gis.workspace.audit import logged
from luoyang_gis.workspace.edits import annotations as notes
from luoyang_gis.workspace.edits import ledger
from luoyang_gis.workspace.edits import scenes as views
from luoyang_gis.workspace.model import (
    Annotation,
    AnnotationKind,
    Scene,
    UserActual,
    UserLink,
    UserStatus,
    Workspace,
)

from .conftest import WHEN

EXTENT = (111.0, 33.0, 113.0, 35.0)


def note(id_: str, lon: float = 112.0, lat: float = 34.0, **changes: object) -> Annotation:
    found = Annotation(id_, AnnotationKind.TEXT, ((lon, lat),), id_, created=WHEN, modified=WHEN)
    return replace(found, **changes)  # type: ignore[arg-type]


def ids(workspace: Workspace) -> list[str]:
    return [a.id for a in workspace.annotations]


@pytest.fixture
def four() -> Workspace:
    return notes.add(Workspace(), *(note(c, 112 + i * i / 10) for i, c in enumerate("abcd")))


def test_what_changes_nothing_is_the_same_workspace(four: Workspace) -> None:
    assert notes.move(four, ["a"], 0, 0) is four
    assert notes.delete(four, ["z"]) is four
    assert notes.set_text(four, ["a"], "a") is four
    assert notes.restack(four, ["d"], notes.Stack.FRONT) is four
    assert notes.align(four, ["a"], notes.Edge.LEFT) is four
    assert views.rename(four, "z", "t") is four


def test_an_edited_annotation_says_when(four: Workspace) -> None:
    moved = notes.move(four, ["b"], 0.1, 0.2)
    assert moved.annotation["b"].modified > WHEN
    assert moved.annotation["b"].created == WHEN
    assert moved.annotation["a"] is four.annotation["a"]


def test_moving_stops_at_the_edge_of_the_world_for_all_together(four: Workspace) -> None:
    moved = notes.move(four, "abcd", 500, 0)
    lons = [a.points[0][0] for a in moved.annotations]
    assert max(lons) == 180
    assert lons[1] - lons[0] == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        (notes.Stack.FRONT, "acbd"),
        (notes.Stack.BACK, "bdac"),
        (notes.Stack.FORWARD, "acbd"),
        (notes.Stack.BACKWARD, "badc"),
    ],
)
def test_stacking_keeps_the_order_among_the_chosen(
    four: Workspace, to: notes.Stack, expected: str
) -> None:
    assert ids(notes.restack(four, ["b", "d"], to)) == list(expected)


@pytest.mark.parametrize("edge", notes.Edge)
def test_aligning(edge: notes.Edge) -> None:
    boxes = [
        note("a", kind=AnnotationKind.RECTANGLE, points=((112.0, 34.0), (112.2, 34.1))),
        note("b", kind=AnnotationKind.LINE, points=((112.5, 34.5), (112.6, 34.9))),
    ]
    found = notes.align(notes.add(Workspace(), *boxes), "ab", edge)
    a, b = (shapes.bounds(x) for x in found.annotations)
    index = {"left": 0, "bottom": 1, "right": 2, "top": 3}.get(edge.value)
    if index is not None:
        assert a[index] == pytest.approx(b[index])
    elif edge is notes.Edge.CENTRE:
        assert a[0] + a[2] == pytest.approx(b[0] + b[2])
    else:
        assert a[1] + a[3] == pytest.approx(b[1] + b[3])


def test_distributing_keeps_the_outermost(four: Workspace) -> None:
    found = notes.distribute(four, "abcd")
    lons = [a.points[0][0] for a in found.annotations]
    assert lons == pytest.approx([112.0, 112.3, 112.6, 112.9])


def test_copies_lie_aside_and_on_top(four: Workspace) -> None:
    found, copies = notes.duplicate(four, ["b"])
    assert ids(found) == [*"abcd", *copies]
    assert found.annotation[copies[0]].points != four.annotation["b"].points
    assert found.annotation[copies[0]].text == "b"


def test_the_clipboard_carries_annotations_between_scenes(four: Workspace) -> None:
    start = views.add(four, Scene("s", "场景", EXTENT))
    found, pasted = notes.paste(start, notes.copy(start, ["c", "a"]), "s")
    assert [found.annotation[i].text for i in pasted] == ["a", "c"]
    assert all(found.annotation[i].scene == "s" for i in pasted)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "剪贴板里的一句话",
        "[]",
        json.dumps({"type": notes.CLIPBOARD}),
        json.dumps({"type": notes.CLIPBOARD, "annotations": [{"id": "a"}]}),
        json.dumps({"type": notes.CLIPBOARD, "annotations": 3}),
        "[" * 100_000,
    ],
)
def test_a_foreign_clipboard_is_refused_in_one_sentence(four: Workspace, text: str) -> None:
    with pytest.raises(LuoyangError, match="剪贴板"):
        notes.paste(four, text)


def test_markers_are_numbered_by_scene() -> None:
    start = views.add(Workspace(), Scene("s", "场景", EXTENT))
    marker = note("m", kind=AnnotationKind.MARKER, number=4, scene="s")
    found = notes.add(start, marker)
    assert notes.next_number(found, "s") == 5
    assert notes.next_number(found, None) == 1


def test_scenes_are_ordered_copied_and_deleted_with_what_is_theirs() -> None:
    start = Workspace()
    for id_ in "abc":
        start = views.add(start, Scene(id_, id_, EXTENT))
    start = notes.add(start, note("own", scene="a"), note("all"))
    assert [s.id for s in views.move(start, "c", 0).scenes] == ["c", "a", "b"]
    copied, copy = views.duplicate(start, "a")
    assert [s.title for s in copied.scenes] == ["a", "a（副本）", "b", "c"]
    assert [a.text for a in copied.annotations_in(copy)] == ["all", "own"]
    gone = views.delete(copied, "a")
    assert [a.text for a in gone.annotations] == ["all", "own"]
    assert "own" not in gone.annotation


def test_a_scene_keeps_its_id() -> None:
    start = views.add(Workspace(), Scene("a", "甲", EXTENT))
    found = views.change(start, "a", lambda s: Scene("other", "乙", s.extent))
    assert found.scene["a"].title == "乙"


def actual(id_: str, value: float) -> UserActual:
    return UserActual(id_, "地区生产总值", None, "总量", "公报", "张", WHEN, value, unit="亿元")


def test_ids_of_actuals_are_never_used_again() -> None:
    first = ledger.next_actual_id(Workspace())
    assert first == "own.a0001"
    recorded = logged(Workspace(), ledger.put_actual(Workspace(), actual(first, 1)), "张", WHEN)
    gone = logged(recorded, ledger.delete_actual(recorded, first), "张", WHEN)
    assert not gone.actuals
    assert ledger.next_actual_id(gone) == "own.a0002"


def test_deleting_an_actual_takes_its_links_along() -> None:
    start = ledger.put_actual(Workspace(), actual("own.a0001", 1))
    start = ledger.put_link(start, UserLink("own.a0001", "place.a", Role.MEASURES, "张", WHEN))
    assert ledger.delete_actual(start, "own.a0001") == Workspace()


def test_the_log_says_who_changed_what_from_what_to_what(plan: Plan) -> None:
    start = Workspace()
    steps = (
        lambda w: ledger.put_link(w, UserLink("doc.0001", "place.a", Role.CARRIES, "张", WHEN)),
        lambda w: ledger.put_link(w, UserLink("doc.0001", "place.a", None, "张", WHEN, "误")),
        lambda w: ledger.reset_link(w, "doc.0001", "place.a"),
        lambda w: ledger.put_status(w, UserStatus("place.b", FeatureStatus.BUILDING, "张", WHEN)),
        lambda w: ledger.put_actual(w, actual("own.a0001", 5200)),
        lambda w: ledger.put_actual(w, actual("own.a0001", 5250)),
    )
    for step in steps:
        start = logged(start, step(start), "张", WHEN, plan)
    assert [(e.what, e.subject, e.action, e.before, e.after) for e in start.log] == [
        ("关联", "doc.0001 → place.a", "更改", "衡量", "承载"),
        ("关联", "doc.0001 → place.a", "更改", "承载", "无关联（误）"),
        ("关联", "doc.0001 → place.a", "更改", "无关联（误）", "衡量"),
        ("状态", "place.b", "更改", "规划", "在建"),
        ("实绩", "own.a0001", "新增", "", "地区生产总值 · =5200亿元 · 综合 · 总量 · 来源：公报"),
        (
            "实绩",
            "own.a0001",
            "更改",
            "地区生产总值 · =5200亿元 · 综合 · 总量 · 来源：公报",
            "地区生产总值 · =5250亿元 · 综合 · 总量 · 来源：公报",
        ),
    ]
    assert {e.who for e in start.log} == {"张"}
