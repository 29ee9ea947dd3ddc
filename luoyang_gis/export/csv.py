"""Tables as CSV that a spreadsheet opens rightly: the targets, or all of them in a `.zip`."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from pathlib import Path
from time import perf_counter

from luoyang_gis.export.job import Count, ExportJob, ExportReport
from luoyang_gis.export.tables import Cell, Table, Tables
from luoyang_gis.export.writing import write_bytes

# Without it spreadsheets take UTF-8 for something else.
BOM = "\ufeff"
# What a spreadsheet would take for a formula, even after white space.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_csv(job: ExportJob) -> ExportReport:
    """Write the targets; into a file named `.zip` also actuals, features and links."""
    start = perf_counter()
    job.progress(0.1, "整理表格")
    made = Tables(job)
    tables = [made.targets]
    packed = job.out.suffix.lower() == ".zip"
    if packed:
        tables += [made.actuals, made.features, made.links]
    job.progress(0.9, "写入文件")
    write_bytes(job.out, _zipped(tables) if packed else table_csv(tables[0]).encode())
    seconds = perf_counter() - start
    found = read_counts(job.out)
    return ExportReport(
        format="csv",
        path=job.out,
        size=job.out.stat().st_size,
        seconds=round(seconds, 3),
        counts=tuple(
            Count(f"{table.title}（行）", len(table.rows), found.get(table.title, found.get("", 0)))
            for table in tables
        ),
    )


def table_csv(table: Table) -> str:
    """A table as text, header first."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(column.title for column in table.columns)
    writer.writerows([_text(cell) for cell in row] for row in table.rows)
    return BOM + file.getvalue()


def _text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA) else cell
        case date():
            return cell.isoformat()
        case _:
            return f"{cell:.10g}"


def _zipped(tables: list[Table]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in tables:
            archive.writestr(f"{table.title}.csv", table_csv(table))
    return file.getvalue()


def read_counts(path: Path) -> dict[str, int]:
    """How many rows below the header each table of a file has; a lone table has no name."""
    data = path.read_bytes()
    texts = {"": data}
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            texts = {Path(name).stem: archive.read(name) for name in archive.namelist()}
    return {
        name: sum(1 for _ in csv.reader(io.StringIO(text.decode("utf-8-sig"), newline=""))) - 1
        for name, text in texts.items()
    }
