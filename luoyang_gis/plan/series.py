"""The figures of one indicator in the order of time: what was reached, what is promised, how far it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from luoyang_gis.plan.model import Actual, Indicator, Kind, Plan, Record, Target
from luoyang_gis.plan.progress import Progress, progress
from luoyang_gis.plan.quantities import bounds

# Figures this many percent apart are different figures, not one that was rounded.
ROUNDING = 0.5


@dataclass(frozen=True, slots=True)
class Step:
    """A promised figure and how far it is from the latest measured one."""

    target: Target
    progress: Progress


@dataclass(frozen=True, slots=True)
class Change:
    """Statements about one indicator and period that do not give the same figure, oldest first."""

    indicator: Indicator
    due: date
    records: tuple[Record, ...]
    # A later document changes the figure; otherwise documents of one day, or one document, disagree.
    later: bool


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator's actuals and targets with figures, each in the order of time."""

    indicator: Indicator
    actuals: tuple[Actual, ...]
    targets: tuple[Target, ...]

    @property
    def points(self) -> tuple[tuple[date, Record], ...]:
        """Measured, then promised figures with the last day of their period."""
        records: tuple[Record, ...] = (*self.actuals, *self.targets)
        return tuple((r.due.end, r) for r in records if r.due)

    def steps(self, plan: Plan, as_of: date) -> tuple[Step, ...]:
        """Gap and required yearly growth of every target, as of a date."""
        return tuple(Step(t, progress(plan, t, as_of)) for t in self.targets)


def series_of(plan: Plan, name: str) -> Series:
    """The series of an indicator; the KeyError of an unknown name is the caller's mistake."""

    def when(record: Record) -> tuple[date, date, str]:
        due = record.due.end if record.due else date.max
        return due, stated(plan, record), record.id

    return Series(
        plan.indicator[name],
        tuple(sorted((a for a in plan.actuals_of.get(name, ()) if a.value is not None), key=when)),
        tuple(sorted((t for t in plan.targets_of.get(name, ()) if t.value is not None), key=when)),
    )


def all_series(plan: Plan) -> Iterator[Series]:
    """The series of every indicator that has figures, in the indicators' order."""
    for indicator in plan.indicators:
        series = series_of(plan, indicator.name)
        if series.actuals or series.targets:
            yield series


def stated(plan: Plan, record: Record) -> date:
    """The day of the document that a record stands in."""
    document = plan.document.get(record.passage.document)
    return document.date if document else date.min


def changes(plan: Plan, series: Series) -> Iterator[Change]:
    """Where statements about the same period differ."""
    for records in (series.targets, series.actuals):
        dated: list[Record] = [r for r in records if r.due]
        for due, group in groupby(dated, key=lambda r: (r.due.start, r.due.end) if r.due else None):
            same = tuple(group)
            if due is None or not any(differ(a, b) for a in same for b in same):
                continue
            days = {stated(plan, r) for r in same}
            yield Change(series.indicator, due[1], same, later=len(days) > 1)


def differ(first: Record, second: Record) -> bool:
    """Two promises differ by their figures; two measurements only if they leave no room for both."""
    if first.value is None or second.value is None:
        return False
    room = ROUNDING / 100 * max(abs(first.value), abs(second.value))
    if first.kind is Kind.ACTUAL and first.comparator and second.comparator:
        low, high = bounds(first.comparator, first.value, first.value_max)
        other_low, other_high = bounds(second.comparator, second.value, second.value_max)
        return other_low > high + room or low > other_high + room
    uppers = (first.value_max or first.value, second.value_max or second.value)
    return abs(first.value - second.value) > room or abs(uppers[0] - uppers[1]) > room
