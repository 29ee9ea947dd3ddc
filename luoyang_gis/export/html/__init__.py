"""The map as one self-contained HTML file that asks the network for nothing."""

from __future__ import annotations

from time import perf_counter

from luoyang_gis.export.html.check import read_page
from luoyang_gis.export.html.page import render
from luoyang_gis.export.html.payload import PayloadBuilder
from luoyang_gis.export.job import Change, Count, ExportJob, ExportReport
from luoyang_gis.export.writing import write_bytes
from luoyang_gis.plan.model import BBox

__all__ = ["write_html"]

LUOYANG: BBox = (111.13, 33.58, 112.98, 35.10)


def write_html(job: ExportJob) -> ExportReport:
    """Write the page, read it back and tell what it holds."""
    start = perf_counter()
    payload = PayloadBuilder(job).build()
    job.progress(0.8, "生成网页")
    bounds = job.scenes[0].extent if job.scenes else LUOYANG
    page = render(job.title, job.theme, job.basemap, payload.document, payload.blocks, bounds)
    job.progress(0.9, "写入文件")
    write_bytes(job.out, page.encode())
    seconds = perf_counter() - start
    job.progress(0.95, "检查文件")
    contents = read_page(job.out)
    tiles = (job.basemap.url,) if job.basemap else ()
    asked_for = tuple(
        Change("substituted", f"在线底图 {url}", "由作者打开，离线时只见底色") for url in tiles
    )
    return ExportReport(
        format="html",
        path=job.out,
        size=job.out.stat().st_size,
        seconds=round(seconds, 3),
        counts=tuple(
            Count(what, asked, contents.counts[what]) for what, asked in payload.counts.items()
        ),
        changes=(*payload.changes, *asked_for),
        external=tuple(a for a in contents.external if a not in tiles),
    )
