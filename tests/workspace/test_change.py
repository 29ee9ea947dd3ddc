"""Changes: what is written down after an action leads from one workspace to the next, and back."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoyang_gis.workspace.audit import logged
from luoyang_gis.workspace.change import (
    apply,
    between,
    change_from_json,
    change_to_json,
)
from luoyang_gis.workspace.codec import from_json, to_json
from luoyang_gis.workspace.edits import layers as imports
from luoyang_gis.workspace.model import Annotation, ImportedLayer, Scene, Workspace

from .conftest import WHEN
from .strategies import annotations, edit, layers, scenes, workspaces


@given(annotations(), scenes(), layers())
def test_everything_survives_json(a: Annotation, scene: Scene, layer: ImportedLayer) -> None:
    for item in (a, scene, layer):
        text = json.dumps(to_json(item))
        assert from_json(type(item), json.loads(text)) == item


@settings(max_examples=60)
@given(workspaces(), st.data())
def test_a_written_change_leads_to_the_next_workspace_and_back(
    start: Workspace, data: st.DataObject
) -> None:
    found = start
    for _ in range(data.draw(st.integers(1, 5))):
        name, after = edit(data, found)
        after = logged(found, after, "张", WHEN)
        for a, b in ((found, after), (after, found)):
            written = json.loads(json.dumps(change_to_json(between(a, b))))
            assert apply(change_from_json(written), a) == b, name
        found = after


@settings(max_examples=60)
@given(workspaces(), st.data())
def test_the_log_only_grows_and_tells_of_every_ledger_edit(
    start: Workspace, data: st.DataObject
) -> None:
    _, edited = edit(data, start)
    after = logged(start, edited, "张", WHEN)
    assert after.log[: len(start.log)] == start.log
    assert [e.number for e in after.log] == list(range(1, len(after.log) + 1))
    undone = logged(after, start, "张", WHEN)
    assert undone.log[: len(after.log)] == after.log
    assert replace(undone, log=()) == replace(start, log=())
    # What was done and what was taken back are told by as many entries.
    done, back = after.log[len(start.log) :], undone.log[len(after.log) :]
    assert [(e.subject, e.before, e.after) for e in done] == [
        (e.subject, e.after, e.before) for e in sorted(back, key=_order(done))
    ]


def _order(done):  # type: ignore[no-untyped-def]
    rank = {(e.what, e.subject): i for i, e in enumerate(done)}
    return lambda e: rank[(e.what, e.subject)]


@given(layers(), st.data())
def test_restyling_a_layer_does_not_repeat_its_features(
    layer: ImportedLayer, data: st.DataObject
) -> None:
    before = imports.add(Workspace(), layer)
    after = imports.change(before, layer.id, lambda x: replace(x, name="另一个名字"))
    written = change_to_json(between(before, after))
    if before != after:
        assert written["layers"]["put"][0]["features"] == []  # type: ignore[index]
    assert apply(change_from_json(json.loads(json.dumps(written))), before) == after


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        {"scenes": 3},
        {"streets": {}},
        {"title": 3},
        {"scenes": {"put": [{"id": "a"}]}},
        {"annotations": {"drop": ["not there"]}},
        {"annotations": {"order": ["not there"]}},
        {"annotations": {"put": [{"id": 3, "kind": "text", "points": [[1, 2]]}]}},
        {"annotations": {"put": [{"id": "a", "kind": "text", "points": [[1, "2"]]}]}},
        {"annotations": {"put": [{"id": "a", "kind": "text", "points": [[1, 2, 3]]}]}},
        {"annotations": {"put": [{"id": "a", "kind": "cube", "points": [[1, 2]]}]}},
    ],
)
def test_a_change_that_does_not_fit_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the sentence differs by case
        apply(change_from_json(wrong), Workspace())
