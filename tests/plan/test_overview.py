"""What the panel and the page start with."""

from __future__ import annotations

from luoyang_gis.plan.load import load
from luoyang_gis.plan.overview import HORIZON, city_targets


def test_the_city_starts_with_its_output_and_states_each_figure_once() -> None:
    targets = city_targets(load())
    assert targets[0].indicator == "地区生产总值"
    assert targets[0].value == 8000
    assert targets[0].passage.document == "report-2021"
    keys = [(t.indicator, t.value) for t in targets]
    assert len(set(keys)) == len(keys)
    assert all(t.due and t.due.end.year == HORIZON for t in targets)
