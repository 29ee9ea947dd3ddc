"""Map sheets and pictures: PNG, PDF with one scene a page, SVG; and their preview."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Literal
from xml.etree import ElementTree

from PySide6.QtCore import QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from luoyang_gis import __version__
from luoyang_gis.errors import UsageError
from luoyang_gis.export import pdf
from luoyang_gis.export.job import Change, Count, ExportJob, ExportReport
from luoyang_gis.export.layout import Paper
from luoyang_gis.export.page import Page, compose, paint, paper_of
from luoyang_gis.export.qt import PX, application, buffer, png
from luoyang_gis.export.views import View, Views
from luoyang_gis.export.writing import write_bytes
from luoyang_gis.plan.symbols import Palette

FORMAT = QImage.Format.Format_ARGB32_Premultiplied
CREATOR = f"洛阳规划地图 {__version__}"
# Units of an inch in PDF; strokes and type are placed as exactly.
PDF_DPI = 1200
# The finest thing worth drawing on paper, in 1/96 inch.
PRINT_DETAIL = 0.25
PNG_END = b"IEND\xaeB`\x82"
SVG_TEXT = "{http://www.w3.org/2000/svg}text"


def write_png(job: ExportJob) -> ExportReport:
    """One scene as a picture: a sheet, or the bare map where the job says `plain`."""

    def content(pages: list[Page], palette: Palette) -> bytes:
        return png(picture(pages[0], palette, job.dpi, job.size))

    def counts(data: bytes, pages: list[Page]) -> list[Count]:
        # The header alone: Qt refuses to decode a picture of more than 256 MB.
        found = struct.unpack(">II", data[16:24]) if data.endswith(PNG_END) else (0, 0)
        asked = pixels(pages[0].layout.paper, job.dpi, job.size)
        return [
            Count("宽（像素）", asked[0], found[0]),
            Count("高（像素）", asked[1], found[1]),
        ]

    return _write(job, "png", content, counts)


def write_svg(job: ExportJob) -> ExportReport:
    """One scene as a drawing whose texts stay texts."""

    def content(pages: list[Page], palette: Palette) -> bytes:
        return _svg(pages[0], palette)

    def counts(data: bytes, pages: list[Page]) -> list[Count]:
        root = ElementTree.fromstring(data)  # noqa: S314 - our own file, just written
        text = _squeezed("".join(e.text or "" for e in root.iter(SVG_TEXT)))
        return _found_texts(pages[0], text)

    return _write(job, "svg", content, counts)


def write_pdf(job: ExportJob) -> ExportReport:
    """Every scene on a page of its own, with bookmarks; vectors, and type embedded."""

    def content(pages: list[Page], palette: Palette) -> bytes:
        data = _pdf(job, pages, palette)
        return pdf.finish(data, [page.view.title for page in pages])

    def counts(data: bytes, pages: list[Page]) -> list[Count]:
        found, bookmarks, fonts, embedded = pdf.summary(data)
        asked = len(pages)
        return [
            Count("页", asked, found),
            Count("书签", asked, bookmarks),
            Count("嵌入字体", fonts, embedded),
        ]

    return _write(job, "pdf", content, counts, several=True)


def preview(job: ExportJob, size: tuple[int, int]) -> QImage:
    """The first page as it will be printed, as large as fits into so many pixels."""
    application()
    views = Views(job)
    page = compose(job, views.one(), paper_of(job))
    paper = page.layout.paper
    dpi = 25.4 * min(size[0] / paper.width, size[1] / paper.height)
    return picture(page, views.palette, dpi)


# -- pages to pictures ---------------------------------------------------------------------------


def pages_of(job: ExportJob, views: list[View]) -> list[Page]:
    """The views laid out; progress is told to the job."""
    paper = paper_of(job)
    pages = []
    for number, view in enumerate(views):
        job.progress(0.1 + 0.2 * number / len(views), f"排版 {view.title}")
        pages.append(compose(job, view, paper))
    return pages


def pixels(paper: Paper, dpi: float, size: tuple[int, int] | None = None) -> tuple[int, int]:
    """How many pixels a sheet has."""
    if size:
        return size
    return max(1, round(paper.width * dpi / 25.4)), max(1, round(paper.height * dpi / 25.4))


def picture(
    page: Page, palette: Palette, dpi: float, size: tuple[int, int] | None = None
) -> QImage:
    """A page as pixels."""
    width, height = pixels(page.layout.paper, dpi, size)
    image = QImage(width, height, FORMAT)
    if image.isNull():
        raise UsageError(f"图片 {width}x{height} 太大，内存放不下，", "请减小尺寸或分辨率。")
    image.setDotsPerMeterX(round(dpi / 0.0254))
    image.setDotsPerMeterY(round(dpi / 0.0254))
    image.setText("Title", page.title or page.view.title)
    image.setText("Software", CREATOR)
    painter = QPainter(image)
    painter.scale(dpi / 96, dpi / 96)
    paint(painter, page, palette, detail=96 / dpi)
    painter.end()
    return image


def _svg(page: Page, palette: Palette) -> bytes:
    device = buffer()
    # Only 1.1 clips: the map must not run over its frame.
    drawing = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    paper = page.layout.paper
    drawing.setOutputDevice(device)
    drawing.setResolution(96)
    drawing.setSize(QSize(round(paper.width * PX), round(paper.height * PX)))
    drawing.setViewBox(QRectF(0, 0, paper.width * PX, paper.height * PX))
    drawing.setTitle(page.view.title)
    drawing.setDescription(CREATOR)
    painter = QPainter(drawing)
    paint(painter, page, palette, PRINT_DETAIL)
    painter.end()
    return bytes(device.data().data())


def _pdf(job: ExportJob, pages: list[Page], palette: Palette) -> bytes:
    device = buffer()
    writer = QPdfWriter(device)
    writer.setResolution(PDF_DPI)
    writer.setTitle(pages[0].view.title if len(pages) == 1 else job.title)
    writer.setCreator(CREATOR)
    paper = pages[0].layout.paper
    size = QPageSize(
        QSizeF(paper.width, paper.height), QPageSize.Unit.Millimeter, "",
        QPageSize.SizeMatchPolicy.ExactMatch,
    )  # fmt: skip
    writer.setPageLayout(
        QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    )  # fmt: skip
    painter = QPainter(writer)
    painter.scale(PDF_DPI / 96, PDF_DPI / 96)
    for number, page in enumerate(pages):
        job.progress(0.3 + 0.5 * number / len(pages), f"绘制 {page.view.title}")
        if number:
            writer.newPage()
        paint(painter, page, palette, PRINT_DETAIL)
    painter.end()
    return bytes(device.data().data())


# -- writing and checking ------------------------------------------------------------------------


def _write(
    job: ExportJob,
    format_: Literal["png", "svg", "pdf"],
    content: Callable[[list[Page], Palette], bytes],
    counts: Callable[[bytes, list[Page]], list[Count]],
    *,
    several: bool = False,
) -> ExportReport:
    start = perf_counter()
    application()
    job.progress(0.0, "整理图层")
    views = Views(job)
    pages = pages_of(job, views.all() if several else [views.one()])
    job.progress(0.3, "绘制")
    data = content(pages, views.palette)
    job.progress(0.9, "写入文件")
    write_bytes(job.out, data)
    seconds = perf_counter() - start
    job.progress(0.95, "检查文件")
    read = Path(job.out).read_bytes()
    return ExportReport(
        format=format_,
        path=job.out,
        size=len(read),
        seconds=round(seconds, 3),
        counts=tuple(counts(read, pages)),
        changes=(*views.changes, *_changes(pages)),
    )


def _found_texts(page: Page, text: str) -> list[Count]:
    """How many of the titles and legend entries can be read as text."""
    labels = [page.legend[r.block].keys[r.entry].label for r in page.layout.rows if r.entry >= 0]
    # A long label is shortened to its column: its beginning tells.
    read = sum(_squeezed(label)[:6] in text for label in labels)
    titles = [_squeezed(page.title)[:12]] if page.title else []
    return [
        Count("标题", len(titles), sum(title in text for title in titles)),
        Count("图例项", len(labels), read),
    ]


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _changes(pages: list[Page]) -> list[Change]:
    found = []
    for page in pages:
        if left := page.layout.left_out:
            what = f"“{page.view.title}”的 {left} 个图例项"
            found.append(Change("dropped", what, "纸面放不下，可改用 A3 或减少图层"))
    return found
