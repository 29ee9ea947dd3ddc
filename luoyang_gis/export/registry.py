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


# Name, title and what writes it; the name is the suffix as well.
_KNOWN = (
    ("html", "网页（一个文件，可离线打开）", "html:write_html"),
    ("png", "图片（一个场景的图纸或地图）", "sheets:write_png"),
    ("pdf", "PDF 图纸（一个场景一页）", "sheets:write_pdf"),
    ("svg", "SVG 矢量图（一个场景）", "sheets:write_svg"),
    ("pptx", "PPTX 汇报（一个场景一页）", "pptx:write_pptx"),
    ("xlsx", "Excel 表格（目标、要素、实绩、矛盾）", "xlsx:write_xlsx"),
    ("csv", "CSV 目标表（存为 .zip 则含全部表）", "csv:write_csv"),
    ("gpkg", "GeoPackage（QGIS 等）", "gpkg:write_gpkg"),
    ("geojson", "GeoJSON", "geojson:write_geojson"),
    ("kml", "KML（三维地球）", "kml:write_kml"),
)
FORMATS: Mapping[str, Format] = {
    name: Format(name, title, f".{name}", f"luoyang_gis.export.{function}")
    for name, title, function in _KNOWN
}
