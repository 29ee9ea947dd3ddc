"""How far along a promise is, as of a date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from luoyang_gis.plan.model import Actual, Comparator, FeatureStatus, Kind, Milestone, Plan, Target


class TargetStatus(StrEnum):
    """Where a target stands; a promise past its date is late only when a figure says so."""

    MET = "已达成"
    OPEN = "进行中"
    LATE = "逾期"
    UNRECORDED = "无实绩"
    UNDATED = "无期限"


@dataclass(frozen=True, slots=True)
class Progress:
    """A target's status, the latest figure for it, and what is still to do."""

    status: TargetStatus
    latest: Actual | None = None
    # Share of the promised figure that the latest actual has reached; None where it makes no sense.
    share: float | None = None
    gap: float | None = None
    # Growth a year, in percent, that leads from the latest actual to the target in time.
    required_growth: float | None = None


def progress(plan: Plan, target: Target, as_of: date) -> Progress:
    """The progress of a target as of a date, from what had been recorded by then."""
    latest = latest_actual(plan, target, as_of)
    counted = latest if latest and _counts(plan, target, latest) else None
    met = counted is not None and _keeps(plan, target, counted)
    if met:
        status = TargetStatus.MET
    elif target.due is None:
        status = TargetStatus.UNDATED
    elif as_of <= target.due.end:
        status = TargetStatus.OPEN
    else:
        # A figure tells nothing of a promise that was made without one.
        measured = target.value is not None and counted is not None
        status = TargetStatus.LATE if measured else TargetStatus.UNRECORDED
    if target.value is None or latest is None or latest.value is None:
        return Progress(status, latest)
    return Progress(
        status,
        latest,
        share=_share(plan, target, latest.value),
        gap=target.value - latest.value,
        required_growth=_required_growth(plan, target, latest),
    )


def latest_actual(plan: Plan, target: Target, as_of: date) -> Actual | None:
    """The newest actual of the target's indicator that was known on the date."""
    known = [
        a
        for a in plan.actuals_of.get(target.indicator, ())
        if (a.due is None or a.due.end <= as_of) and _speaks_of(target, a)
    ]
    return max(known, key=newness, default=None)


def newness(actual: Actual) -> tuple[date, date, bool, str]:
    """Later first; of one end the shorter period, then the exact figure, as “5128.4” before “over 5000”."""
    if actual.due is None:
        return (date.min, date.min, False, actual.id)
    exact = actual.comparator is Comparator.EQUAL
    return (actual.due.end, actual.due.start, exact, actual.id)


def _speaks_of(target: Target, actual: Actual) -> bool:
    """A number answers a number; any news of a deliverable answers a commitment."""
    return target.kind is Kind.COMMITMENT or actual.value is not None


# What a commitment takes to be kept: that something goes on is news, but keeps no promise.
_KEPT_BY: Mapping[Milestone | None, frozenset[Milestone]] = {
    None: frozenset({Milestone.DONE}),
    Milestone.APPROVED: frozenset({Milestone.APPROVED, Milestone.DONE}),
    Milestone.ADVANCED: frozenset({Milestone.STARTED, Milestone.DONE}),
    Milestone.STARTED: frozenset({Milestone.STARTED, Milestone.DONE}),
    Milestone.DONE: frozenset({Milestone.DONE}),
    Milestone.HELD: frozenset({Milestone.HELD, Milestone.DONE}),
}


def _keeps(plan: Plan, target: Target, actual: Actual) -> bool:
    """Tell whether what was reached is what was promised."""
    if target.value is None or actual.value is None or target.comparator is None:
        return actual.milestone in _KEPT_BY[target.milestone]
    indicator = plan.indicator.get(target.indicator)
    if target.comparator is Comparator.EQUAL and indicator and indicator.better == "down":
        return actual.value <= target.value
    return target.comparator.holds(actual.value, target.value, target.value_max)


def _counts(plan: Plan, target: Target, actual: Actual) -> bool:
    """An actual fulfils a promise only when it was measured after the promise, for its period."""
    if actual.due is None:
        return False
    document = plan.document.get(target.passage.document)
    later = document is None or actual.due.end > document.date
    indicator = plan.indicator.get(target.indicator)
    if indicator and indicator.aggregate in ("rate", "count") and target.due:
        return actual.due.end >= target.due.start and actual.due.start <= target.due.end
    return later


def _share(plan: Plan, target: Target, actual: float) -> float | None:
    indicator = plan.indicator.get(target.indicator)
    if not target.value or (indicator and indicator.better != "up") or actual < 0:
        return None
    return actual / target.value


def _required_growth(plan: Plan, target: Target, actual: Actual) -> float | None:
    indicator = plan.indicator.get(target.indicator)
    if indicator is None or indicator.aggregate != "level" or indicator.unit in ("%", "百分点"):
        return None
    if not (target.value and actual.value and target.due and actual.due):
        return None
    years = target.due.end.year - actual.due.end.year
    if years <= 0 or actual.value <= 0 or target.value <= 0:
        return None
    return float(((target.value / actual.value) ** (1 / years) - 1) * 100)


def feature_status(plan: Plan, feature_id: str, as_of: date) -> FeatureStatus:
    """What stands, is being built or is promised at a date, from the documents alone.

    Before its status date a feature is shown as known then; after it, as its promises say.
    """
    feature = plan.feature[feature_id]
    status = feature.status
    if status in (FeatureStatus.EXISTING, FeatureStatus.BUILT):
        if feature.opened and as_of < feature.opened.start:
            return FeatureStatus.BUILDING
        return status
    order = [
        FeatureStatus.PROPOSED,
        FeatureStatus.PLANNED,
        FeatureStatus.PREPARING,
        FeatureStatus.DECIDED,
        FeatureStatus.BUILDING,
        FeatureStatus.BUILT,
    ]
    best = order.index(status)
    for link in plan.links_of_feature.get(feature_id, ()):
        record = plan.record.get(link.record)
        if record is None or record.due is None or record.due.end > as_of:
            continue
        if record.milestone is Milestone.STARTED:
            best = max(best, order.index(FeatureStatus.BUILDING))
        elif record.milestone is Milestone.DONE and link.role.value == "承载":
            best = max(best, order.index(FeatureStatus.BUILT))
    return order[best]
