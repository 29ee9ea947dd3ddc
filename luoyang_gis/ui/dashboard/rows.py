"""What the dashboard lists: overdue and due next, conflicts, what is missing from the map; plain data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from PySide6.QtCore import QCoreApplication

from luoyang_gis.plan.conflicts import Conflict
from luoyang_gis.plan.model import Plan, Target, Theme
from luoyang_gis.plan.progress import Progress, TargetStatus
from luoyang_gis.plan.standing import Standing
from luoyang_gis.plan.wording import CONFLICT_NAMES
from luoyang_gis.ui.panel_rows import HeadingRow, RecordRow, Row, feature_row, record_row

NEXT_DAYS = 365
translate = QCoreApplication.translate


def target_rows(plan: Plan, targets: Iterable[tuple[Target, Progress]]) -> Iterator[RecordRow]:
    """Cards of targets whose progress is known."""
    for target, found in targets:
        links = plan.links_of_record.get(target.id, ())
        yield RecordRow(target, found, None, tuple(link.feature for link in links))


def due_rows(plan: Plan, found: Standing, theme: Theme | None) -> Iterator[Row]:
    """Overdue, due without a record, due within a year, and later: the nearest day first."""
    dated = [
        (t.due.end, t, state)
        for t, state in found.targets
        if t.due and (theme is None or t.theme == theme)
    ]
    dated.sort(key=lambda entry: (abs((entry[0] - found.as_of).days), entry[1].id))
    late: list[tuple[Target, Progress]] = []
    unrecorded: list[tuple[Target, Progress]] = []
    soon: list[tuple[Target, Progress]] = []
    later: list[tuple[Target, Progress]] = []
    for end, target, state in dated:
        match state.status:
            case TargetStatus.LATE:
                late.append((target, state))
            case TargetStatus.UNRECORDED:
                unrecorded.append((target, state))
            case TargetStatus.OPEN:
                days = (end - found.as_of).days
                (soon if days <= NEXT_DAYS else later).append((target, state))
            case _:
                pass
    for words, targets in (
        (translate("DashboardRows", "逾期：实绩没有达到"), late),
        (translate("DashboardRows", "一年内到期"), soon),
        (translate("DashboardRows", "已到期、无实绩：没有记录，不算逾期"), unrecorded),
        (translate("DashboardRows", "以后到期"), later),
    ):
        if targets:
            yield HeadingRow(f"{words} {len(targets)}")
            yield from target_rows(plan, targets)


def themed_rows(
    plan: Plan, found: Standing, theme: Theme | None, status: TargetStatus | None
) -> Iterator[Row]:
    """The targets of a theme, of one status or of all."""
    chosen = [
        (t, state)
        for t, state in found.targets
        if (theme is None or t.theme == theme) and (status is None or state.status is status)
    ]
    chosen.sort(key=lambda pair: (pair[0].due.end if pair[0].due else date.max, pair[0].id))
    name = theme.value if theme else translate("DashboardRows", "全部主题")
    which = status.value if status else translate("DashboardRows", "全部")
    yield HeadingRow(f"{name} · {which} {len(chosen)}")
    yield from target_rows(plan, chosen)


def conflict_rows(plan: Plan, found: Iterable[Conflict], as_of: date) -> Iterator[Row]:
    """Every conflict with the records on both sides; those explained come last."""
    ordered = sorted(found, key=lambda c: bool(c.explained))
    for number, conflict in enumerate(ordered, 1):
        explained = translate("DashboardRows", "已说明")
        word = explained if conflict.explained else CONFLICT_NAMES[conflict.kind]
        note = translate("DashboardRows", "说明：{note}").format(note=conflict.explained)
        why = f"\n{note}" if conflict.explained else ""
        yield HeadingRow(f"{number} · {word}", conflict.message + why)
        yield from (record_row(plan, plan.record[r.id], as_of) for r in conflict.records)


def missing_rows(plan: Plan, title: str, ids: Iterable[str], as_of: date) -> Iterator[Row]:
    """Records or features by id."""
    kept = list(ids)
    yield HeadingRow(
        f"{title} {len(kept)}", "" if kept else translate("DashboardRows", "这里一个不缺。")
    )
    for id_ in kept:
        if id_ in plan.record:
            yield record_row(plan, plan.record[id_], as_of)
        elif id_ in plan.feature:
            yield feature_row(plan, id_)
