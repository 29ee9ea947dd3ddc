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
    """A format: its names on the command line and in the dialog, and what writes it."""

    name: str
    title: str
    # What it is good for, in half a line.
    summary: str
    suffix: str
    # `module:function`, taking an ExportJob and returning an ExportReport.
    function: str
    # What a user may choose of a job: `scenes` or `scene` (several or one), `layers`, `title`,
    # `theme`, `paper`, `pixels` (size and dpi), `plain`, `basemap`.
    uses: frozenset[str]

    @property
    def shows_scenes(self) -> bool:
        """Whether it shows the map of a scene, rather than the data behind it."""
        return bool({"scene", "scenes"} & self.uses)

    @property
    def is_sheet(self) -> bool:
        """Whether it is a map laid out on paper."""
        return "paper" in self.uses

    @property
    def is_paged(self) -> bool:
        """Whether every scene is a page of its own."""
        return "scenes" in self.uses and self.name != "html"

    @property
    def suffixes(self) -> tuple[str, ...]:
        """How its files may end, the usual way first."""
        return (self.suffix, ".zip") if self.name == "csv" else (self.suffix,)

    def write(self, job: ExportJob) -> ExportReport:
        """Write the file and check it."""
        module, name = self.function.split(":")
        return cast("Callable[[ExportJob], ExportReport]", getattr(import_module(module), name))(
            job
        )


# Name, title, summary, what writes it, what it uses; the name is the suffix as well.
_KNOWN = (
    ("html", "网页", "断网也能打开，可点选和搜索",
     "html:write_html", "scenes layers title theme basemap"),
    ("pdf", "PDF 图纸", "一个场景一页，矢量，可打印",
     "sheets:write_pdf", "scenes layers title theme paper"),
    ("png", "图片", "一个场景的图纸，或只要地图",
     "sheets:write_png", "scene layers theme paper pixels plain"),
    ("svg", "SVG 矢量图", "一个场景，文字可再编辑",
     "sheets:write_svg", "scene layers theme paper plain"),
    ("pptx", "PPTX 汇报", "一个场景一页，带目标表和备注",
     "pptx:write_pptx", "scenes layers title theme"),
    ("xlsx", "Excel 表格", "目标、要素、实绩、矛盾",
     "xlsx:write_xlsx", "layers title"),
    ("csv", "CSV 目标表", "文件名以 .zip 结尾则含全部表",
     "csv:write_csv", "layers"),
    ("gpkg", "GeoPackage", "图层与目标，给 QGIS 等软件",
     "gpkg:write_gpkg", "layers"),
    ("geojson", "GeoJSON", "全部要素一个文件，给网页和程序",
     "geojson:write_geojson", "layers title"),
    ("kml", "KML", "给三维地球软件",
     "kml:write_kml", "layers title"),
)  # fmt: skip
FORMATS: Mapping[str, Format] = {
    name: Format(
        name, title, summary, f".{name}", f"luoyang_gis.export.{function}", frozenset(uses.split())
    )
    for name, title, summary, function, uses in _KNOWN
}
