"""Undo and redo: whatever the edits, the state after undo equals the state before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoyang_gis.plan.model import Role
from luoyang_gis.workspace import gpkg
from luoyang_gis.workspace.commands import WorkspaceStore, same_content
from luoyang_gis.workspace.edits import annotations as notes
from luoyang_gis.workspace.edits import ledger
from luoyang_gis.workspace.journal import unfinished
from luoyang_gis.workspace.keeper import Keeper
from luoyang_gis.workspace.model import Annotation, AnnotationKind, UserLink, Workspace, initial

from .conftest import WHEN, small_plan
from .strategies import edit

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[WorkspaceStore]:
    plan = small_plan()
    found = WorkspaceStore(Keeper.new(initial(plan), tmp_path), plan, "张")
    yield found
    found.close()


def note(id_: str) -> Annotation:
    return Annotation(id_, AnnotationKind.TEXT, ((112.4, 34.6),), id_, created=WHEN, modified=WHEN)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_walk_through_edits_undo_and_redo(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("walk")
    plan = small_plan()
    store = WorkspaceStore(Keeper.new(initial(plan), folder), plan, "张")
    try:
        states, at = [store.workspace], 0
        for _ in range(data.draw(st.integers(1, 12))):
            log = store.workspace.log
            move = data.draw(st.sampled_from(["edit", "edit", "undo", "redo"]))
            if move == "edit":
                before = store.workspace
                name, after = edit(data, before)
                store.do(name, after)
                if not same_content(before, after):
                    states[at + 1 :] = [store.workspace]
                    at += 1
            elif move == "undo" and at:
                store.undo_stack.undo()
                at -= 1
            elif move == "redo" and at + 1 < len(states):
                store.undo_stack.redo()
                at += 1
            assert same_content(store.workspace, states[at])
            assert store.undo_stack.index() == at
            assert store.workspace.log[: len(log)] == log
        while at:
            store.undo_stack.undo()
            at -= 1
            assert same_content(store.workspace, states[at])
    finally:
        store.close()


def test_steps_of_one_drag_are_one_command(store: WorkspaceStore) -> None:
    store.do("添加标注", notes.add(store.workspace, note("a")))
    start = store.workspace
    for _ in range(20):
        store.do("移动标注", notes.move(store.workspace, ["a"], 0.01, 0), merge="move a")
    assert store.undo_stack.count() == 2
    assert store.undo_stack.undoText() == "移动标注"
    store.settle()
    store.do("移动标注", notes.move(store.workspace, ["a"], 0.01, 0), merge="move a")
    store.do("移动标注", notes.move(store.workspace, ["b"], 0.01, 0), merge="move b")
    assert store.undo_stack.count() == 3
    store.undo_stack.undo()
    store.undo_stack.undo()
    assert same_content(store.workspace, start)


def test_a_drag_that_ends_where_it_began_was_none(store: WorkspaceStore) -> None:
    start = store.workspace
    there = notes.add(start, note("a"))
    store.do("添加标注", there, merge="drag")
    store.do("添加标注", start, merge="drag")
    assert store.undo_stack.count() == 0
    assert same_content(store.workspace, start)


def test_what_changes_nothing_is_no_command(store: WorkspaceStore) -> None:
    store.do("删除标注", notes.delete(store.workspace, ["gone"]))
    store.do("不变", replace(store.workspace))
    assert store.undo_stack.count() == 0
    assert not store.dirty


def test_listeners_hear_what_differs(store: WorkspaceStore) -> None:
    heard: list[object] = []
    store.changed.connect(heard.append)
    store.do("添加标注", notes.add(store.workspace, note("a")))
    store.do("改名", replace(store.workspace, title="二"))
    store.undo_stack.undo()
    assert heard == [{"annotations"}, {"title"}, {"title"}]


def test_the_log_tells_of_undo_as_well(store: WorkspaceStore) -> None:
    own = UserLink("doc.0001", "place.a", Role.CARRIES, "张", WHEN)
    store.do("更正关联", ledger.put_link(store.workspace, own))
    store.undo_stack.undo()
    assert [(e.who, e.before, e.after) for e in store.workspace.log] == [
        ("张", "衡量", "承载"),
        ("张", "承载", "衡量"),
    ]
    assert not store.workspace.links
    assert store.effective_plan() is store.plan


def test_dirty_until_saved(store: WorkspaceStore, tmp_path: Path) -> None:
    heard: list[bool] = []
    store.dirty_changed.connect(heard.append)
    store.do("改名", replace(store.workspace, title="二"))
    assert store.dirty
    store.save(tmp_path / "w.gpkg")
    assert not store.dirty
    store.undo_stack.undo()
    assert store.dirty
    store.undo_stack.redo()
    assert not store.dirty
    assert heard == [True, False, True, False]
    assert gpkg.decode(tmp_path, (tmp_path / "w.gpkg").read_bytes()).title == "二"


def test_typing_after_a_save_is_a_new_command(store: WorkspaceStore, tmp_path: Path) -> None:
    store.do("改名", replace(store.workspace, title="一"), merge="title")
    store.save(tmp_path / "w.gpkg")
    store.do("改名", replace(store.workspace, title="二"), merge="title")
    store.undo_stack.undo()
    assert store.workspace.title == "一"
    assert not store.dirty


def test_a_recovered_workspace_is_dirty(store: WorkspaceStore, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    heard: list[object] = []
    store.changed.connect(heard.append)
    store.do("改名", replace(store.workspace, title="一"))
    store.switch(Keeper.new(Workspace(title="恢复的"), other), unsaved=True)
    assert store.dirty
    assert store.workspace.title == "恢复的"
    assert not store.undo_stack.canUndo()
    assert "annotations" in heard[-1]  # type: ignore[operator]


def test_trouble_with_autosave_is_told_once(tmp_path: Path) -> None:
    folder = tmp_path / "recovery"
    folder.write_text("不是文件夹", encoding="utf-8")
    store = WorkspaceStore(Keeper.new(Workspace(), folder), small_plan())
    heard: list[str] = []
    store.trouble_changed.connect(heard.append)
    for title in "一二":
        store.do("改名", replace(store.workspace, title=title))
    folder.unlink()
    store.do("改名", replace(store.workspace, title="三"))
    assert len(heard) == 2
    assert heard[0].startswith("自动保存不起作用")
    assert heard[1] == ""
    store.close()
    assert not unfinished(folder)
