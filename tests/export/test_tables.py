"""Tables, opened again by other programs; texts that look like formulas stay texts."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoyang_gis.export.csv import BOM, FORMULA, table_csv, write_csv
from luoyang_gis.export.job import CancelledError, ExportJob
from luoyang_gis.export.tables import Column, Table, Tables
from luoyang_gis.export.writing import WriteError
from luoyang_gis.export.xlsx import CELL_LIMIT, write_xlsx
from luoyang_gis.plan.model import Due, Plan
from luoyang_gis.workspace.model import UserActual, Workspace, initial

PAYLOADS = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "<script>alert(1)</script>", "a\nb")


@pytest.fixture
def measured(workspace: Workspace) -> Workspace:
    """A workspace in which the user recorded a figure."""
    at = datetime(2026, 1, 2, tzinfo=UTC)
    own = UserActual(
        "own.1", "地区生产总值", Due.parse("2021"), "快报", "统计快报", "张三", at, 5447.1, unit="亿元"
    )  # fmt: skip
    return replace(workspace, actuals=(own,))


def test_workbook_has_numbers_dates_filters(
    plan: Plan, measured: Workspace, tmp_path: Path
) -> None:
    out = tmp_path / "表.xlsx"
    report = write_xlsx(ExportJob(plan, measured, out, title="汇报"))
    assert report.complete
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["目标", "要素", "实绩", "矛盾"]
    assert book.properties.title == "汇报"
    sheet = book["目标"]
    heads = [cell.value for cell in sheet[1]]
    first = dict(zip(heads, (cell.value for cell in sheet[2]), strict=True))
    assert first["数值"] == 8000
    assert first["截止日期"] == datetime(2025, 12, 31)
    assert first["最近实绩"] == "5128.4 亿元"
    assert first["完成比例"] == pytest.approx(5128.4 / 8000)
    assert first["要素"] == "洛阳市（衡量）"
    assert first["依据"].startswith("《文件》一")
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, len(heads)).column_letter}3"
    assert all(sheet.column_dimensions[c.column_letter].width > 5 for c in sheet[1])


def test_the_users_own_figures_are_marked(plan: Plan, measured: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "表.xlsx"
    write_xlsx(ExportJob(plan, measured, out))
    sheet = openpyxl.load_workbook(out)["实绩"]
    heads = [cell.value for cell in sheet[1]]
    rows = [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=2)]
    marked = {row["编号"].value: row["编号"].fill.fgColor.rgb for row in rows}
    assert marked["own.1"] != marked["doc.a001"]
    own = next(row for row in rows if row["编号"].value == "own.1")
    assert (own["来源"].value, own["依据"].value) == ("补录", "统计快报")
    assert own["录入"].value.startswith("张三")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_becomes_a_formula(
    plan: Plan, workspace: Workspace, tmp_path: Path, payload: str
) -> None:
    targets = tuple(replace(t, summary=payload, note=payload) for t in plan.targets)
    spoiled = replace(plan, targets=targets)
    out = tmp_path / "表.xlsx"
    assert write_xlsx(ExportJob(spoiled, workspace, out)).complete
    sheet = openpyxl.load_workbook(out)["目标"]
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert sum(cell.value == payload for cell in cells) == 4
    file = tmp_path / "表.csv"
    write_csv(ExportJob(spoiled, workspace, file))
    rows = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"), newline="")))
    for row in rows[1:]:
        assert not any(cell.startswith(FORMULA) and not _is_number(cell) for cell in row)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


@given(st.lists(st.lists(st.text(max_size=12), min_size=2, max_size=2), max_size=5))
def test_csv_gives_every_text_back(rows: list[list[str]]) -> None:
    columns = (Column("一"), Column("二"))
    text = table_csv(Table("表", columns, tuple(tuple(row) for row in rows)))
    assert text.startswith(BOM)
    back = list(csv.reader(io.StringIO(text[1:], newline="")))[1:]
    for row, found in zip(rows, back, strict=True):
        for cell, again in zip(row, found, strict=True):
            assert again in (cell, f"'{cell}")
            assert not again.lstrip(" ").startswith(FORMULA)


def test_a_text_too_long_for_a_cell_is_cut_and_told(
    plan: Plan, workspace: Workspace, tmp_path: Path
) -> None:
    target = replace(plan.targets[0], note="长" * (CELL_LIMIT + 1))
    job = ExportJob(replace(plan, targets=(target,)), workspace, tmp_path / "表.xlsx")
    report = write_xlsx(job)
    assert any("备注" in str(change) for change in report.changes)


def test_a_choice_of_layers(plan: Plan, workspace: Workspace) -> None:
    tables = Tables(ExportJob(plan, workspace, Path("unused"), layer_ids=("rail",)))
    assert tables.features.column("编号") == ["rail.hsr"]
    # The city's own targets belong to every choice.
    assert tables.targets.column("编号") == ["doc.0001", "doc.0002"]
    assert tables.links.column("要素") == ["rail.hsr"]
    assert tables.features.column("目标") == ["2023年：高铁开工"]


def test_zip_holds_all_tables(plan: Plan, workspace: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "表.zip"
    assert write_csv(ExportJob(plan, workspace, out)).complete
    with zipfile.ZipFile(out) as archive:
        assert archive.namelist() == ["目标.csv", "实绩.csv", "要素.csv", "关联.csv"]
        assert archive.read("目标.csv").startswith(BOM.encode())


def test_whole_plan(bundled: Plan, tmp_path: Path) -> None:
    out = tmp_path / "表.xlsx"
    assert write_xlsx(ExportJob(bundled, initial(bundled), out)).complete
    book = openpyxl.load_workbook(out, read_only=True)
    found = {sheet.title: sheet.max_row - 1 for sheet in book.worksheets}
    assert found["目标"] == len(bundled.targets)
    assert found["要素"] == len(bundled.features)
    assert found["矛盾"] > 0
    book.close()


@pytest.mark.parametrize("write", [write_xlsx, write_csv])
def test_a_failed_export_keeps_the_old_file(
    plan: Plan, workspace: Workspace, tmp_path: Path, write: object
) -> None:
    out = tmp_path / "表"
    out.write_text("old")

    def stop(share: float, doing: str) -> None:
        if share >= 0.9:
            raise CancelledError

    with pytest.raises(CancelledError):
        write(ExportJob(plan, workspace, out, progress=stop))  # type: ignore[operator]
    assert out.read_text() == "old"
    with pytest.raises(WriteError, match="文件夹不存在"):
        write(ExportJob(plan, workspace, tmp_path / "none" / "表"))  # type: ignore[operator]
    assert list(tmp_path.iterdir()) == [out]


def test_dates_are_dates(plan: Plan, workspace: Workspace) -> None:
    assert Tables(ExportJob(plan, workspace, Path("unused"))).targets.column("截止日期") == [
        date(2025, 12, 31), date(2023, 12, 31),
    ]  # fmt: skip
