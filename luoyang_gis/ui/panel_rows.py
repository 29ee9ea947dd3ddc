"""What the target panel lists for a selection; plain data, so that it is tested without a window."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication

from luoyang_gis.plan.model import Actual, Feature, Link, Plan, Record, Role, Target
from luoyang_gis.plan.overview import HORIZON, city_targets
from luoyang_gis.plan.progress import Progress, progress
from luoyang_gis.ui.imports.shown import Brought

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """A heading above a run of rows, with what there is to say of them."""

    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class FeatureRow:
    """A feature to go to, with what it has to do with the selection."""

    feature: Feature | Brought
    layer: str
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A card: a record with its progress and its role for the selected feature."""

    record: Target | Actual
    progress: Progress | None
    role: Role | None
    features: tuple[str, ...]


Row = HeadingRow | FeatureRow | RecordRow


def record_row(
    plan: Plan, record: Target | Actual, as_of: date, role: Role | None = None
) -> RecordRow:
    """The card of a record as of a date."""
    found = progress(plan, record, as_of) if isinstance(record, Target) else None
    features = tuple(link.feature for link in plan.links_of_record.get(record.id, ()))
    return RecordRow(record, found, role, features)


def feature_rows(plan: Plan, feature: str, as_of: date) -> Iterator[Row]:
    """A feature's targets, nearest due date first, then its actuals, newest first."""
    links = plan.links_of_feature.get(feature, ())
    yield from _record_rows(plan, links, as_of)


def _record_rows(plan: Plan, links: Iterable[Link], as_of: date) -> Iterator[Row]:
    targets: list[tuple[Target, Role]] = []
    actuals: list[tuple[Actual, Role]] = []
    for link in links:
        record = plan.record.get(link.record)
        if isinstance(record, Target):
            targets.append((record, link.role))
        elif isinstance(record, Actual):
            actuals.append((record, link.role))
    targets.sort(key=lambda pair: due_order(pair[0], as_of))
    actuals.sort(key=lambda pair: due_order(pair[0], as_of))
    if targets:
        yield HeadingRow(translate("Rows", "目标 {count}").format(count=len(targets)))
        yield from (record_row(plan, target, as_of, role) for target, role in targets)
    if actuals:
        yield HeadingRow(translate("Rows", "实绩 {count}").format(count=len(actuals)))
        yield from (record_row(plan, actual, as_of, role) for actual, role in actuals)


def due_order(record: Record, as_of: date) -> tuple[int, int, str]:
    """What is due next comes first, then what is past (latest first), then what has no date."""
    if record.due is None:
        return (2, 0, record.id)
    days = (record.due.end - as_of).days
    return (0, days, record.id) if days >= 0 else (1, -days, record.id)


def record_detail_rows(plan: Plan, record: Target | Actual, as_of: date) -> Iterator[Row]:
    """A record's card, the features it speaks of, and the rest of its indicator's series."""
    yield record_row(plan, record, as_of)
    links = plan.links_of_record.get(record.id, ())
    if links:
        yield HeadingRow(translate("Rows", "关联要素 {count}").format(count=len(links)))
        yield from (
            feature_row(plan, k.feature, k.role) for k in links if k.feature in plan.feature
        )
    same: tuple[Target | Actual, ...] = (
        *plan.targets_of.get(record.indicator, ()),
        *plan.actuals_of.get(record.indicator, ()),
    )
    series = [r for r in same if r.id != record.id]
    if series:
        series.sort(key=lambda r: r.due.end if r.due else date.max)
        yield HeadingRow(translate("Rows", "同一指标的其他记录 {count}").format(count=len(series)))
        yield from (record_row(plan, r, as_of) for r in series)


def feature_row(plan: Plan, feature: str, role: Role | None = None) -> FeatureRow:
    """A feature with its layer's name."""
    found = plan.feature[feature]
    return FeatureRow(found, plan.layer[found.layer].name, role)


def chooser_rows(
    plan: Plan, features: Iterable[str], brought: Iterable[Brought] = ()
) -> Iterator[Row]:
    """Several features under one click, to choose from; imported ones come last."""
    rows = [feature_row(plan, i) for i in features if i in plan.feature]
    rows += [FeatureRow(feature, feature.layer.name) for feature in brought]
    yield HeadingRow(translate("Rows", "这里有 {count} 个要素，请选一个").format(count=len(rows)))
    yield from rows


def city_rows(plan: Plan, as_of: date) -> Iterator[Row]:
    """The city's own figures for the end of the five-year plan: what the panel starts with."""
    targets = city_targets(plan)
    if targets:
        yield HeadingRow(
            translate("Rows", "全市 {year} 年目标 {count}").format(year=HORIZON, count=len(targets))
        )
        yield from (record_row(plan, target, as_of, Role.MEASURES) for target in targets)
