"""A briefing as slides: the map, the scene's title and notes, and what is promised there."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from time import perf_counter
from typing import TYPE_CHECKING

import pptx
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from luoyang_gis.export.job import Change, Count, ExportJob, ExportReport
from luoyang_gis.export.layout import Paper, ems
from luoyang_gis.export.legend import in_view
from luoyang_gis.export.page import Page, compose, sources_of
from luoyang_gis.export.qt import application, png
from luoyang_gis.export.sheets import picture
from luoyang_gis.export.views import View, Views
from luoyang_gis.export.writing import write_bytes
from luoyang_gis.plan.model import Plan, Role, Target
from luoyang_gis.plan.overview import CITY
from luoyang_gis.plan.progress import TargetStatus, progress
from luoyang_gis.plan.wording import due_label, headline
from luoyang_gis.workspace.model import clean_text

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide
    from pptx.table import Table, _Cell
    from pptx.text.text import TextFrame

FONT = "Microsoft YaHei"
# Inches of a 16:9 slide.
WIDTH, HEIGHT, EDGE = 13.333, 7.5, 0.45
TITLE_HEIGHT, FOOT_HEIGHT = 0.75, 0.32
MAP_WIDTH, TABLE_WIDTH = 8.1, 4.08
COLUMNS = (("要素", 0.95), ("目标", 1.83), ("时限", 0.68), ("状态", 0.62))
TITLE_PT, CELL_PT, FOOT_PT = 26.0, 9.0, 8.0
LINE_INCH, CELL_PADDING = CELL_PT * 1.3 / 72, 0.08
PICTURE_DPI = 160
TITLE_ONLY = 5
INK, SOFT, BAND = "24211F", "65605A", "F2F1EE"
STATUS_COLORS = {
    TargetStatus.MET: "2C6E49",
    TargetStatus.LATE: "B3261E",
    TargetStatus.OPEN: "1F5FA8",
}


@dataclass(frozen=True, slots=True)
class TargetLine:
    """One line of a slide's table."""

    cells: tuple[str, str, str, str]
    status: TargetStatus


def write_pptx(job: ExportJob) -> ExportReport:
    """Write the slides, read them back and count."""
    start = perf_counter()
    application()
    job.progress(0.0, "整理图层")
    views = Views(job)
    pages = views.all()
    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    deck.core_properties.title = clean_text(job.title)
    deck.core_properties.language = "zh-CN"
    changes: list[Change] = []
    tables = 0
    for number, view in enumerate(pages):
        job.progress(0.1 + 0.75 * number / len(pages), f"绘制 {view.title}")
        tables += _slide(deck, job, view, views, changes)
    file = io.BytesIO()
    deck.save(file)
    job.progress(0.9, "写入文件")
    write_bytes(job.out, file.getvalue())
    seconds = perf_counter() - start
    job.progress(0.95, "检查文件")
    found = pptx.Presentation(str(job.out))
    slides = list(found.slides)
    notes = sum(bool(view.notes) for view in pages)
    return ExportReport(
        format="pptx",
        path=job.out,
        size=job.out.stat().st_size,
        seconds=round(seconds, 3),
        counts=(
            Count("页", len(pages), len(slides)),
            Count("标题", len(pages), sum(bool(s.shapes.title) for s in slides)),
            Count(
                "地图",
                len(pages),
                sum(x.shape_type == MSO_SHAPE_TYPE.PICTURE for s in slides for x in s.shapes),
            ),
            Count("目标表", tables, sum(x.has_table for s in slides for x in s.shapes)),
            Count("备注", notes, sum(s.has_notes_slide for s in slides)),
        ),
        changes=(*views.changes, *changes),
    )


def _slide(
    deck: Presentation, job: ExportJob, view: View, views: Views, changes: list[Change]
) -> int:
    """Add a slide; tells how many tables it holds."""
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    _title(slide, view)
    top = EDGE + TITLE_HEIGHT
    height = HEIGHT - top - FOOT_HEIGHT - EDGE
    # Whether there is a table is known only with what is in view, which hangs on the width.
    page = _page(job, view, MAP_WIDTH, height)
    lines = list(target_lines(job.known, view, page))
    if not lines:
        page = _page(job, view, WIDTH - 2 * EDGE, height)
    image = png(picture(page, views.palette, PICTURE_DPI))
    width = page.layout.paper.width / 25.4
    shot = slide.shapes.add_picture(
        io.BytesIO(image),
        Inches(EDGE), Inches(top), Inches(width), Inches(height),
    )  # fmt: skip
    shot.name = "地图"
    shot._element.nvPicPr.cNvPr.set("descr", clean_text(f"地图：{view.title}"))
    if lines:
        _table(slide, lines, top, height, changes, view)
    foot = slide.shapes.add_textbox(
        Inches(EDGE), Inches(HEIGHT - EDGE - FOOT_HEIGHT + 0.08), Inches(WIDTH - 2 * EDGE), Inches(FOOT_HEIGHT)
    )  # fmt: skip
    foot.text_frame.word_wrap = True
    _set(foot.text_frame, "".join(sources_of(job.known, view, page.camera)), FOOT_PT, SOFT)
    if view.notes:
        slide.notes_slide.notes_text_frame.text = clean_text(view.notes)
    if left := page.layout.left_out:
        changes.append(Change("dropped", f"“{view.title}”的 {left} 个图例项", "版面放不下"))
    return 1 if lines else 0


def _page(job: ExportJob, view: View, width: float, height: float) -> Page:
    return compose(job, view, Paper(width * 25.4, height * 25.4), bare=True)


def _title(slide: Slide, view: View) -> None:
    title = slide.shapes.title
    if title is None:
        return
    title.left, title.top = Inches(EDGE), Inches(EDGE - 0.12)
    title.width, title.height = Inches(WIDTH - 2 * EDGE), Inches(TITLE_HEIGHT - 0.05)
    day = view.day
    _set(title.text_frame, view.title, TITLE_PT, INK, bold=True)
    if day:
        when = f"　时点：{day.year}年{day.month}月{day.day}日"
        _run(title.text_frame, when, 12.0, SOFT)


def target_lines(plan: Plan, view: View, page: Page) -> Iterator[TargetLine]:
    """What is promised of the features that the scene lifts out, or else of those in view, in time."""
    as_of = view.day or plan.newest
    found: dict[str, tuple[Target, str]] = {}
    for id_ in _spoken_of(view, page):
        for link in plan.links_of_feature.get(id_, ()):
            record = plan.record.get(link.record)
            if isinstance(record, Target) and (view.highlights or link.role is Role.CARRIES):
                found.setdefault(record.id, (record, plan.feature[id_].name))
    # First what is still ahead, the nearest first; then what is past, then what has no date.
    for target, name in sorted(found.values(), key=lambda pair: _when(pair[0], as_of)):
        status = progress(plan, target, as_of).status
        said = headline(target)
        summary = target.summary if said in target.summary else f"{target.summary}（{said}）"
        yield TargetLine((name, summary, due_label(target), status.value), status)


def _spoken_of(view: View, page: Page) -> Iterable[str]:
    if view.highlights:
        return view.highlights
    return [
        shown.drawn.ids[place]
        for shown in reversed(view.layers)
        if shown.features
        for place in in_view(shown.drawn, page.camera)
        if shown.drawn.ids[place] != CITY
    ]


def _when(target: Target, as_of: date) -> tuple[int, int, str]:
    if target.due is None:
        return (2, 0, target.id)
    days = (target.due.end - as_of).days
    return (0, days, target.id) if days >= 0 else (1, -days, target.id)


# -- the table ------------------------------------------------------------------------------------


def _table(
    slide: Slide,
    lines: list[TargetLine],
    top: float,
    height: float,
    changes: list[Change],
    view: View,
) -> None:
    shown, used = [], LINE_INCH + CELL_PADDING
    for line in lines:
        need = _row_height(line)
        if used + need > height:
            break
        shown.append(line)
        used += need
    if left := len(lines) - len(shown):
        what = f"“{view.title}”的 {left} 条目标"
        changes.append(Change("dropped", what, f"目标表只放得下时限最近的 {len(shown)} 条"))
    frame = slide.shapes.add_table(
        len(shown) + 1, len(COLUMNS), Inches(WIDTH - EDGE - TABLE_WIDTH), Inches(top),
        Inches(TABLE_WIDTH), Inches(used),
    )  # fmt: skip
    frame.name = "目标表"
    table: Table = frame.table
    table.horz_banding = False
    for place, (heading, width) in enumerate(COLUMNS):
        table.columns[place].width = Inches(width)
        _fill(table.cell(0, place), heading, "FFFFFF", "5B6470", bold=True)
    table.rows[0].height = Inches(LINE_INCH + CELL_PADDING)
    for row, line in enumerate(shown, start=1):
        table.rows[row].height = Inches(_row_height(line))
        for place, text in enumerate(line.cells):
            status = place == len(COLUMNS) - 1
            color = STATUS_COLORS.get(line.status, SOFT) if status else INK
            ground = BAND if row % 2 == 0 else "FFFFFF"
            _fill(table.cell(row, place), text, color, ground, bold=status)


def _row_height(line: TargetLine) -> float:
    """How high a row grows by the cell that takes the most lines."""
    rows = max(
        math.ceil(ems(text) / ((width - 0.1) * 72 / CELL_PT)) if text else 1
        for text, (_, width) in zip(line.cells, COLUMNS, strict=True)
    )
    return rows * LINE_INCH + CELL_PADDING


def _fill(cell: _Cell, text: str, color: str, ground: str, *, bold: bool = False) -> None:

    cell.margin_left = cell.margin_right = Inches(0.05)
    cell.margin_top = cell.margin_bottom = Inches(CELL_PADDING / 2)
    cell.vertical_anchor = MSO_ANCHOR.TOP
    cell.fill.solid()  # type: ignore[no-untyped-call]
    cell.fill.fore_color.rgb = _color(ground)
    _set(cell.text_frame, text, CELL_PT, color, bold=bold)


def _set(frame: TextFrame, text: str, points: float, color: str, *, bold: bool = False) -> None:

    frame.clear()  # type: ignore[no-untyped-call]
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    _run(frame, text, points, color, bold=bold)


def _run(frame: TextFrame, text: str, points: float, color: str, *, bold: bool = False) -> None:
    """Text in the font for Chinese: PowerPoint takes it from `ea`, not from `latin`."""

    run = frame.paragraphs[0].add_run()
    run.text = clean_text(text)
    run.font.size, run.font.bold = Pt(points), bold
    run.font.color.rgb = _color(color)
    run.font.name = FONT
    properties = run._r.get_or_add_rPr()
    properties.set("lang", "zh-CN")
    latin = properties.find(qn("a:latin"))
    for tag in ("a:cs", "a:ea"):
        face = properties.makeelement(qn(tag), {"typeface": FONT})
        latin.addnext(face)


def _color(code: str) -> RGBColor:
    return RGBColor(*bytes.fromhex(code))  # type: ignore[no-untyped-call]
