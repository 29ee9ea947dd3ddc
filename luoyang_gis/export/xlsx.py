"""The plan as a workbook: targets, features, actuals, conflicts; texts are never formulas."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import xlsxwriter

from luoyang_gis.export.job import Change, Count, ExportJob, ExportReport
from luoyang_gis.export.tables import BY_USER, ORIGIN, Cell, Column, Kind, Table, Tables
from luoyang_gis.export.writing import write_bytes
from luoyang_gis.plan.progress import TargetStatus

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

# What a cell of a workbook holds at most.
CELL_LIMIT = 32_767
SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NUMBER_FORMATS: dict[Kind, str] = {
    "number": "#,##0.####;-#,##0.####;0", "percent": "0.0%", "date": "yyyy-mm-dd", "text": "@",
}  # fmt: skip
HEADER = {
    "bold": True, "font_color": "#FFFFFF", "bg_color": "#5B6470", "valign": "vcenter",
    "text_wrap": True, "border": 1, "border_color": "#DEDBD5",
}  # fmt: skip
BODY = {
    "valign": "top", "text_wrap": True, "border": 1, "border_color": "#E6E3DE",
    "font_name": "Microsoft YaHei", "font_size": 10,
}  # fmt: skip
OWN_FILL = "#FFF4D6"
STATUS_COLORS = {
    TargetStatus.MET: "#2C6E49",
    TargetStatus.LATE: "#B3261E",
    TargetStatus.OPEN: "#1F5FA8",
}


def write_xlsx(job: ExportJob) -> ExportReport:
    """Write the workbook, read it back and count its rows."""
    start = perf_counter()
    job.progress(0.1, "整理表格")
    made = Tables(job)
    tables = [made.targets, made.features, made.actuals, made.conflicts]
    job.progress(0.5, "写表格")
    data, changes = _workbook(job, tables)
    job.progress(0.9, "写入文件")
    write_bytes(job.out, data)
    seconds = perf_counter() - start
    job.progress(0.95, "检查文件")
    rows, formulas = read_rows(job.out)
    return ExportReport(
        format="xlsx",
        path=job.out,
        size=job.out.stat().st_size,
        seconds=round(seconds, 3),
        counts=(
            *(Count(f"{t.title}（行）", len(t.rows), rows.get(t.title, 0)) for t in tables),
            Count("公式", 0, formulas),
        ),
        changes=tuple(changes),
    )


def _workbook(job: ExportJob, tables: list[Table]) -> tuple[bytes, list[Change]]:
    file = io.BytesIO()
    changes: list[Change] = []
    book = xlsxwriter.Workbook(
        file,
        {
            "in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )  # fmt: skip
    book.set_properties({"title": job.title, "comments": f"截至 {job.known.newest}"})
    for table in tables:
        _sheet(book, table, changes)
    book.close()
    return file.getvalue(), changes


def _sheet(book: Workbook, table: Table, changes: list[Change]) -> None:
    sheet = book.add_worksheet(table.title)
    header = book.add_format({**BODY, **HEADER})
    plain = {kind: book.add_format({**BODY, "num_format": f}) for kind, f in NUMBER_FORMATS.items()}
    own = {
        kind: book.add_format({**BODY, "num_format": f, "bg_color": OWN_FILL})
        for kind, f in NUMBER_FORMATS.items()
    }
    sheet.set_row(0, 24)
    for x, column in enumerate(table.columns):
        sheet.set_column(x, x, column.width)
        sheet.write_string(0, x, column.title, header)
    titles = [column.title for column in table.columns]
    origin = titles.index(ORIGIN) if ORIGIN in titles else None
    for y, row in enumerate(table.rows, start=1):
        marked = origin is not None and row[origin] == BY_USER
        formats = own if marked else plain
        for x, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            _write(sheet, y, x, column, cell, formats[column.kind], changes)
    last = max(len(table.rows), 1)
    sheet.autofilter(0, 0, last, len(titles) - 1)
    # The header and what names a row stay in view.
    sheet.freeze_panes(1, 2 if titles[0] == "编号" else 1)
    if "状态" in titles and table.title == "目标":
        _color_statuses(book, sheet, titles.index("状态"), last)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&C&P / &N")


def _color_statuses(book: Workbook, sheet: Worksheet, x: int, last: int) -> None:
    for status, color in STATUS_COLORS.items():
        rule = {
            "type": "cell", "criteria": "==", "value": f'"{status.value}"',
            "format": book.add_format({"font_color": color, "bold": True}),
        }  # fmt: skip
        sheet.conditional_format(1, x, last, x, rule)


def _write(
    sheet: Worksheet,
    y: int,
    x: int,
    column: Column,
    cell: Cell,
    look: Format,
    changes: list[Change],
) -> None:
    if cell is None:
        sheet.write_blank(y, x, None, look)
    elif isinstance(cell, str):
        if len(cell) > CELL_LIMIT:
            what = f"第 {y + 1} 行的{column.title}"
            changes.append(Change("simplified", what, f"单元格最多 {CELL_LIMIT} 字"))
        sheet.write_string(y, x, cell[:CELL_LIMIT], look)
    elif isinstance(cell, date):
        sheet.write_datetime(y, x, cell, look)
    else:
        sheet.write_number(y, x, cell, look)


def read_rows(path: Path) -> tuple[dict[str, int], int]:
    """How many rows below its header each sheet has, and how many cells hold formulas."""
    with zipfile.ZipFile(path) as book:
        names = [
            sheet.get("name", "")
            for sheet in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(  # noqa: S314 - our own
                f"{SPREADSHEET}sheet"
            )
        ]
        rows, formulas = {}, 0
        for number, name in enumerate(names, start=1):
            root = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))  # noqa: S314
            rows[name] = max(0, sum(1 for _ in root.iter(f"{SPREADSHEET}row")) - 1)
            formulas += sum(1 for _ in root.iter(f"{SPREADSHEET}f"))
    return rows, formulas
