"""留痕: log entries follow from what differs, so that no edit, undo or redo can forget one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from luoyang_gis.plan.model import Plan
from luoyang_gis.workspace.model import (
    LogEntry,
    UserActual,
    UserLink,
    UserStatus,
    Workspace,
    link_key,
)

ACTUAL, LINK, STATUS = "实绩", "关联", "状态"


def logged(
    before: Workspace, after: Workspace, who: str, at: datetime, plan: Plan | None = None
) -> Workspace:
    """The later workspace with the earlier one's log and an entry for each thing that changed.

    The plan tells what a corrected link or status was before the user spoke of it.
    """
    entries: list[LogEntry] = []
    for what, old, new, describe in (
        (ACTUAL, before.actual, after.actual, _actual_text),
        (LINK, before.link, after.link, _link_text(plan)),
        (STATUS, before.status, after.status, _status_text(plan)),
    ):
        for key in _union(old, new):
            was, is_ = describe(key, old.get(key)), describe(key, new.get(key))
            if was != is_:
                number = len(before.log) + len(entries) + 1
                action = "新增" if not was else "删除" if not is_ else "更改"
                entries.append(LogEntry(number, at, who, what, key, action, was, is_))
    log = (*before.log, *entries) if entries else before.log
    return after if after.log is log else replace(after, log=log)


def _union(old: Mapping[str, object], new: Mapping[str, object]) -> Iterable[str]:
    if old is new:
        return ()
    return [key for key in {**old, **new} if old.get(key) is not new.get(key)]


def _actual_text(_key: str, item: object) -> str:
    if not isinstance(item, UserActual):
        return ""
    figure = "" if item.value is None else f"{item.comparator or '='}{item.value:.10g}"
    if item.value_max is not None:
        figure += f"–{item.value_max:.10g}"
    parts = (
        item.indicator,
        str(item.due or ""),
        figure + item.unit,
        item.milestone or "",
        item.theme,
        item.summary,
        f"来源：{item.source}" if item.source else "",
        item.note,
    )
    return " · ".join(part for part in parts if part)


def _noted(text: str, note: str) -> str:
    return f"{text}（{note}）" if note else text


def _link_text(plan: Plan | None) -> Callable[[str, object], str]:
    def describe(key: str, item: object) -> str:
        if isinstance(item, UserLink):
            return _noted(item.role.value if item.role else "无关联", item.note)
        record, _, _ = key.partition(" ")
        known = plan.links_of_record.get(record, ()) if plan else ()
        return next((k.role.value for k in known if link_key(record, k.feature) == key), "")

    return describe


def _status_text(plan: Plan | None) -> Callable[[str, object], str]:
    def describe(key: str, item: object) -> str:
        if isinstance(item, UserStatus):
            when = f" {item.status_date}" if item.status_date else ""
            return _noted(f"{item.status.value}{when}", item.note)
        known = plan.feature.get(key) if plan else None
        if known is None:
            return ""
        return f"{known.status.value} {known.status_date or ''}".strip()

    return describe
