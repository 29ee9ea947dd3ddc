"""The user's actuals and links in the ledger's own format (docs/data.md), and the log as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from luoyang_gis.plan.ledger import LINK_COLUMNS, RECORD_COLUMNS
from luoyang_gis.plan.model import Record
from luoyang_gis.workspace.model import Workspace

LOG_COLUMNS = ("序号", "时间", "用户", "类别", "对象", "动作", "原值", "新值")
# What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@")


def actuals_csv(workspace: Workspace) -> str:
    """The user's actuals; put into `resources/actuals/`, the ledger reads them."""
    return _table(RECORD_COLUMNS, (_record_row(a.record) for a in workspace.actuals))


def links_csv(workspace: Workspace) -> str:
    """The links that the user added or corrected; those they removed are in the log only."""
    rows = (
        (link.record, link.feature, link.role.value)
        for link in workspace.links
        if link.role is not None
    )
    return _table(LINK_COLUMNS, rows)


def log_csv(workspace: Workspace) -> str:
    """The log, safe to open in a spreadsheet."""
    rows = (
        (
            str(entry.number),
            entry.at.astimezone().strftime("%Y-%m-%d %H:%M:%S"),
            *map(_text, (entry.who, entry.what, entry.subject)),
            entry.action,
            *map(_text, (entry.before, entry.after)),
        )
        for entry in workspace.log
    )
    return _table(LOG_COLUMNS, rows)


def _text(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _record_row(record: Record) -> Sequence[str]:
    return (
        record.id,
        record.passage.section,
        record.passage.anchor,
        record.kind.value,
        record.milestone.value if record.milestone else "",
        record.indicator,
        record.comparator.value if record.comparator else "",
        _number(record.value),
        _number(record.value_max),
        record.unit,
        record.due.code if record.due else "",
        record.due_text,
        record.theme.value,
        record.summary,
        record.note,
    )


def _number(value: float | None) -> str:
    return "" if value is None else repr(float(value)).removesuffix(".0")


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """One record a line, whatever the texts hold."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([" ".join(cell.split()) for cell in row] for row in rows)
    return file.getvalue()
