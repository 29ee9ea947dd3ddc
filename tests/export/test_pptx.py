"""Slides, opened again by python-pptx."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pptx
import pytest
from pptx.oxml.ns import qn

from luoyang_gis.export.job import CancelledError, ExportJob
from luoyang_gis.export.layout import Paper
from luoyang_gis.export.page import compose
from luoyang_gis.export.pptx import FONT, target_lines, write_pptx
from luoyang_gis.export.qt import application
from luoyang_gis.export.views import Views
from luoyang_gis.plan.model import Plan
from luoyang_gis.workspace.model import Workspace, initial

# One application for the whole run: an export makes its own only where there is none.
pytestmark = pytest.mark.usefixtures("qapp")


def test_a_slide_a_scene(plan: Plan, workspace: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "汇报.pptx"
    report = write_pptx(ExportJob(plan, workspace, out, title="汇报"))
    assert report.complete, report
    deck = pptx.Presentation(str(out))
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9, rel=1e-3)
    one, two = deck.slides
    assert one.shapes.title.text == "全部图层"
    assert two.shapes.title.text == "只看铁路　时点：2024年12月31日"
    assert one.notes_slide.notes_text_frame.text == "先看全市。"
    assert not two.has_notes_slide
    (table,) = (shape.table for shape in one.shapes if shape.has_table)
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[0] == ["要素", "目标", "时限", "状态"]
    assert cells[1][0] == "呼南高铁"
    assert cells[1][1].startswith("高铁开工")
    assert deck.core_properties.title == "汇报"


def test_everything_lies_on_the_slide_in_the_font_for_chinese(
    plan: Plan, workspace: Workspace, tmp_path: Path
) -> None:
    out = tmp_path / "汇报.pptx"
    write_pptx(ExportJob(plan, workspace, out))
    deck = pptx.Presentation(str(out))
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height
        runs = list(slide._element.iter(qn("a:rPr")))
        assert runs
        assert all(e.find(qn("a:ea")).get("typeface") == FONT for e in runs)


def test_highlights_choose_the_targets(plan: Plan, workspace: Workspace) -> None:
    application()
    scene = replace(workspace.scenes[0], highlights=("city.luoyang",), date=date(2026, 1, 1))
    job = ExportJob(plan, replace(workspace, scenes=(scene,)), Path("unused"))
    (view,) = Views(job).all()
    page = compose(job, view, Paper(200, 150), bare=True)
    (line,) = target_lines(plan, view, page)
    assert line.cells[0] == "洛阳市"
    assert "8000" in line.cells[1]


def test_hostile_texts_are_only_text(plan: Plan, workspace: Workspace, tmp_path: Path) -> None:
    text = "<a:t>&\x07'\"]]></a:t>"
    scene = replace(workspace.scenes[0], title=text, notes=text)
    targets = tuple(replace(t, summary=text) for t in plan.targets)
    out = tmp_path / "汇报.pptx"
    job = ExportJob(replace(plan, targets=targets), replace(workspace, scenes=(scene,)), out)
    assert write_pptx(job).complete
    (slide,) = pptx.Presentation(str(out)).slides
    assert slide.shapes.title.text == text.replace("\x07", "")


def test_cancelling_keeps_the_old_file(plan: Plan, workspace: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "汇报.pptx"
    out.write_text("old")

    def stop(share: float, doing: str) -> None:
        if share >= 0.9:
            raise CancelledError

    with pytest.raises(CancelledError):
        write_pptx(ExportJob(plan, workspace, out, progress=stop))
    assert out.read_text() == "old"
    assert list(tmp_path.iterdir()) == [out]


def test_whole_plan(bundled: Plan, tmp_path: Path) -> None:
    report = write_pptx(ExportJob(bundled, initial(bundled), tmp_path / "汇报.pptx"))
    assert report.complete, report
