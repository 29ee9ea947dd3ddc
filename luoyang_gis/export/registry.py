"""The formats that the program writes: one line each, loaded only when used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from luoyang_gis.export.job import ExportJob, ExportReport


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name on the command line, its title in the dialog, and what writes it."""

    name: str
    title: str
    suffix: str
    # `module:function`, taking an ExportJob and returning an ExportReport.
    function: str

    def write(self, job: ExportJob) -> ExportReport:
        """Write the file and check it."""
        module, name = self.function.split(":")
        return cast("Callable[[ExportJob], ExportReport]", getattr(import_module(module), name))(
            job
        )


FORMATS: Mapping[str, Format] = {
    f.name: f
    for f in (
        Format(
            "html", "网页（一个文件，可离线打开）", ".html", "luoyang_gis.export.html:write_html"
        ),
        Format(
            "png", "图片（一个场景的图纸或地图）", ".png", "luoyang_gis.export.sheets:write_png"
        ),
        Format("pdf", "PDF 图纸（一个场景一页）", ".pdf", "luoyang_gis.export.sheets:write_pdf"),
        Format("svg", "SVG 矢量图（一个场景）", ".svg", "luoyang_gis.export.sheets:write_svg"),
    )
}
