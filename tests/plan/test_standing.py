"""The whole plan as of a date."""

from __future__ import annotations

from datetime import date

from luoyang_gis.plan.load import load
from luoyang_gis.plan.model import Theme
from luoyang_gis.plan.progress import TargetStatus
from luoyang_gis.plan.standing import due_by_year, standing, targets_on


def test_every_feature_and_target_stands_somewhere() -> None:
    plan = load()
    found = standing(plan, plan.newest)
    assert sum(found.of_features.values()) == len(plan.features)
    assert sum(found.of_targets.values()) == len(plan.targets)
    assert sum(sum(c.values()) for c in found.by_theme.values()) == len(plan.targets)
    assert list(found.by_theme) == [t for t in Theme if t in found.by_theme]


def test_later_more_is_due() -> None:
    plan = load()
    dues = [standing(plan, date(year, 12, 31)).due for year in (2020, 2021, 2025, 2035)]
    assert dues == sorted(dues)
    assert dues[0] < dues[1] < dues[2]


def test_nothing_is_late_for_want_of_a_record() -> None:
    plan = load()
    found = standing(plan, date(2035, 12, 31))
    late = [state for _, state in found.targets if state.status is TargetStatus.LATE]
    assert all(state.latest is not None for state in late)
    assert found.of_targets[TargetStatus.UNRECORDED] > found.of_targets[TargetStatus.LATE]


def test_layers_narrow_what_is_counted() -> None:
    plan = load()
    layer = max(plan.layers, key=lambda layer: len(layer.features))
    found = standing(plan, plan.newest, [layer.id])
    assert set(found.features) == {f.id for f in layer.features}
    linked = {k.record for f in layer.features for k in plan.links_of_feature.get(f.id, ())}
    assert {t.id for t in targets_on(plan, [layer.id])} == linked & {t.id for t in plan.targets}


def test_due_by_year_counts_what_has_a_date() -> None:
    plan = load()
    assert due_by_year(plan.targets).total() == sum(1 for t in plan.targets if t.due)
