"""How much of the plan is on the map."""

from __future__ import annotations

from dataclasses import replace

import pytest

from luoyang_gis.plan.coverage import (
    DIMENSIONS,
    features_by_document,
    features_by_layer,
    targets_by_document,
    targets_by_theme,
    total,
)
from luoyang_gis.plan.load import load
from luoyang_gis.plan.model import Link, Plan, Role


@pytest.fixture(scope="module")
def plan() -> Plan:
    """The bundled plan with one link only."""
    bundled = load()
    lone = next(f for f in bundled.features if not f.unlinked)
    links = (Link(bundled.targets[0].id, lone.id, Role.CARRIES),)
    return replace(bundled, links=links)


def test_every_target_is_counted_once(plan: Plan) -> None:
    for rows in (targets_by_theme(plan), targets_by_document(plan)):
        ids = [id_ for row in rows for id_ in (*row.linked, *row.missing)]
        assert sorted(ids) == sorted(t.id for t in plan.targets)
        assert [id_ for row in rows for id_ in row.linked] == [plan.targets[0].id]


def test_a_backdrop_is_excused(plan: Plan) -> None:
    every = total(features_by_layer(plan))
    assert set(every.excused) == {f.id for f in plan.features if f.unlinked}
    assert every.linked == (plan.links[0].feature,)
    assert every.total + len(every.excused) == len(plan.features)


def test_a_document_speaks_of_the_features_of_its_records(plan: Plan) -> None:
    rows = {row.name: row.linked for row in features_by_document(plan)}
    document = plan.document[plan.targets[0].passage.document]
    assert rows.pop(document.short) == (plan.links[0].feature,)
    assert not any(rows.values())


@pytest.mark.parametrize("name", DIMENSIONS)
def test_shares_are_shares(plan: Plan, name: str) -> None:
    for row in DIMENSIONS[name](plan):
        assert row.share is None or 0 <= row.share <= 1
