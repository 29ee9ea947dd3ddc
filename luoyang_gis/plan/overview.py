"""The city at a glance: its own figures for the end of the five-year plan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from luoyang_gis.plan.model import Plan, Target, Theme

CITY = "city.luoyang"
HORIZON = 2025
_THEMES = {theme: place for place, theme in enumerate(Theme)}


def city_targets(plan: Plan) -> tuple[Target, ...]:
    """The city's numeric targets for the horizon, general ones first, each figure once.

    Several documents repeat the main goals; the newest that states a figure speaks for it.
    """
    dates = {d.id: d.date for d in plan.documents}
    stated: dict[tuple[str, float | None], Target] = {}
    for link in plan.links_of_feature.get(CITY, ()):
        record = plan.record.get(link.record)
        if not isinstance(record, Target) or record.value is None or record.due is None:
            continue
        if record.due.end.year != HORIZON:
            continue
        key = (record.indicator, record.value)
        rival = stated.get(key)
        if rival is None or _date(dates, rival) < _date(dates, record):
            stated[key] = record
    return tuple(sorted(stated.values(), key=lambda t: _rank(plan, t)))


def _date(dates: Mapping[str, date], target: Target) -> str:
    return str(dates.get(target.passage.document, ""))


def _rank(plan: Plan, target: Target) -> tuple[int, int, int, str]:
    """By theme; within it what has been measured before what has not, levels before the rest."""
    indicator = plan.indicator.get(target.indicator)
    measured = target.indicator in plan.actuals_of
    level = indicator is not None and indicator.aggregate == "level"
    return (_THEMES[target.theme], not measured, not level, target.id)
