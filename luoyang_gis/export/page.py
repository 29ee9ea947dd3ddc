"""One page of a map: what it holds, where it stands, and how it is painted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from luoyang_gis.canvas import highlight
from luoyang_gis.canvas.annotations import draw as draw_annotations
from luoyang_gis.canvas.camera import Camera
from luoyang_gis.canvas.labels import draw_labels
from luoyang_gis.canvas.layers import MapLayer
from luoyang_gis.canvas.paint import Ground
from luoyang_gis.canvas.pick import Hit
from luoyang_gis.canvas.renderer import Options, paint_map, smooth
from luoyang_gis.export import furniture
from luoyang_gis.export.job import ExportJob
from luoyang_gis.export.layout import (
    MARGIN,
    SOURCE_MM,
    SWATCH_MM,
    Block,
    Box,
    Contents,
    Layout,
    Paper,
    arrange,
    nice_scale,
    plain,
)
from luoyang_gis.export.legend import KeyBlock, draw_key, in_view, legend_of
from luoyang_gis.export.qt import PX, RIGHT, put
from luoyang_gis.export.views import IMPORTED, View
from luoyang_gis.plan.model import Plan
from luoyang_gis.plan.overview import CITY
from luoyang_gis.plan.symbols import Palette
from luoyang_gis.plan.wording import number

SCHEMATIC = "几何为示意"
# Drawn in the inset, the lowest first.
BORDERS = ("municipality", "counties")
# Of so much of the city no inset need tell where it lies.
WHOLE_SHARE = 0.6
PADDING_PX = 6.0
TITLE_PX, SUBTITLE_PX, HEADING_PX, ENTRY_PX, SOURCE_PX = 25.0, 12.0, 12.0, 11.0, 9.0


@dataclass(frozen=True, slots=True)
class Page:
    """A view laid out on paper."""

    view: View
    layout: Layout
    camera: Camera
    legend: tuple[KeyBlock, ...] = ()
    borders: tuple[MapLayer, ...] = ()
    title: str = ""
    subtitle: str = ""
    made: str = ""


def paper_of(job: ExportJob) -> Paper:
    """The sheet that a job asks for: so many pixels, or standard paper."""
    if job.size:
        return Paper.of_pixels(job.size, job.dpi)
    return Paper.of(job.paper, job.landscape)


def compose(
    job: ExportJob, view: View, paper: Paper, *, bare: bool = False, made: date | None = None
) -> Page:
    """Lay a view out: a sheet with everything, or `bare` without title and sources."""
    if job.plain:
        layout = plain(paper)
        return Page(view, layout, _camera(view, layout.frame, rounded=False))
    title, subtitle = ("", "") if bare else (view.title, _subtitle(job, view))
    margin = 0.0 if bare else MARGIN
    lines = () if bare else ("　",) * 2
    layout = arrange(paper, Contents(title, subtitle, sources=lines, margin=margin))
    camera = _camera(view, layout.frame)
    legend: tuple[KeyBlock, ...] = ()
    borders = _borders(job.plan)
    inset = False
    # What is in view depends on the frame, the frame on the legend, the legend on what is in view.
    for _ in range(4):
        found = legend_of(view, camera)
        apart = bool(borders) and not _shows_most(camera, borders[0])
        if layout.rows and (found, apart) == (legend, inset):
            break
        legend, inset = found, apart
        blocks = tuple(Block(b.title, tuple(k.label for k in b.keys)) for b in legend)
        sources = () if bare else sources_of(job.known, view, camera)
        layout = arrange(paper, Contents(title, subtitle, blocks, inset, sources, margin))
        camera = _camera(view, layout.frame)
    today = made or date.today()
    return Page(
        view, layout, camera, legend, borders if inset else (), title, subtitle,
        f"制图 {today.year}年{today.month}月{today.day}日",
    )  # fmt: skip


def _camera(view: View, frame: Box, *, rounded: bool = True) -> Camera:
    width, height = frame.width * PX, frame.height * PX
    if not rounded:
        return Camera.fit(view.extent, width, height, padding=0)
    found = Camera.fit(view.extent, width, height, padding=PADDING_PX)
    return found.with_scale(nice_scale(found.scale))


def _subtitle(job: ExportJob, view: View) -> str:
    day = view.day
    when = f"时点：{day.year}年{day.month}月{day.day}日" if day else ""
    title = job.workspace.title or job.title
    return "　".join(part for part in (title if title != view.title else "", when) if part)


def _borders(plan: Plan) -> tuple[MapLayer, ...]:
    if CITY not in plan.feature:
        return ()
    home = plan.feature[CITY].layer
    wanted = (home, *(id_ for id_ in BORDERS if id_ != home and id_ in plan.layer))
    return tuple(MapLayer.from_plan(plan.layer[id_]) for id_ in wanted)


def _shows_most(camera: Camera, city: MapLayer) -> bool:
    west, south, east, north = camera.box
    extent = city.shapes.extent
    if extent is None:
        return True
    width = min(east, extent[2]) - max(west, extent[0])
    height = min(north, extent[3]) - max(south, extent[1])
    area = (extent[2] - extent[0]) * (extent[3] - extent[1])
    return width > 0 and height > 0 and width * height > WHOLE_SHARE * area


def sources_of(plan: Plan, view: View, camera: Camera) -> tuple[str, ...]:
    """Which documents speak of what is in view, where its geometry is from, and how exact it is."""
    features = [
        shown.features[place]
        for shown in view.layers
        if shown.features
        for place in in_view(shown.drawn, camera)
    ]
    cited = {
        plan.record[link.record].passage.document
        for f in features
        for link in plan.links_of_feature.get(f.id, ())
        if link.record in plan.record
    }
    documents = "".join(f"《{d.short}》" for d in plan.documents if d.id in cited)
    origins = _distinct(s.source.partition("，见 ")[0] for s in view.layers if s.features)
    brought = _distinct(
        f"{s.drawn.name}（{s.source}）" if s.source else s.drawn.name
        for s in view.layers
        if s.group == IMPORTED
    )
    how = f"（{'；'.join(origins)}）" if origins else ""
    exact = _accuracy([f.accuracy_m for f in features])
    texts = [
        f"依据：{documents}。" if documents else "",
        f"{SCHEMATIC}{how}{exact}，不作测绘与审批依据；坐标系 CGCS2000，Web 墨卡托投影。",
        f"导入图层：{'、'.join(brought)}。" if brought else "",
    ]
    return ("".join(texts),)


def _accuracy(metres: list[float]) -> str:
    if not metres:
        return ""
    low, high = min(metres), max(metres)
    span = number(low) if low == high else f"{number(low)}–{number(high)}"
    return f"，位置误差约 ±{span} 米"


def _distinct(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))


# -- painting ------------------------------------------------------------------------------------


def rect(box: Box) -> QRectF:
    """A box in the painter's units."""
    return QRectF(box.x * PX, box.y * PX, box.width * PX, box.height * PX)


def paint(painter: QPainter, page: Page, palette: Palette, detail: float = 0.25) -> None:
    """Paint a page; the painter's unit is 1/96 inch."""
    smooth(painter)
    layout, camera = page.layout, page.camera
    ground = QColor("#FFFFFF") if palette.name == "light" else QColor(palette.hex("paper"))
    painter.fillRect(QRectF(0, 0, layout.paper.width * PX, layout.paper.height * PX), ground)
    frame = rect(layout.frame)
    _paint_frame(painter, page, frame, palette, detail)
    f = layout.factor
    if layout.coordinates:
        furniture.draw_coordinates(painter, camera, frame, palette, f)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(palette.hex("ink")), 1.1))
        painter.drawRect(frame)
    ink, soft = palette.hex("ink"), palette.hex("ink-soft")
    if layout.title:
        put(painter, page.title, rect(layout.title), TITLE_PX * f, ink, bold=True)
        made = rect(layout.title).adjusted(0, 0.25 * layout.title.height * PX, 0, 0)
        if not layout.subtitle:
            put(painter, page.made, made, SUBTITLE_PX * f, soft, align=RIGHT)
    if layout.subtitle:
        row = rect(layout.subtitle)
        put(painter, page.made, row, SUBTITLE_PX * f, soft, align=RIGHT)
        row.setWidth(row.width() - 50 * PX * f)
        put(painter, page.subtitle, row, SUBTITLE_PX * f, soft)
    _paint_legend(painter, page, palette)
    if layout.inset:
        furniture.draw_inset(painter, camera, [*page.borders], rect(layout.inset), palette, f)
    if layout.scale:
        furniture.draw_scale(painter, camera, rect(layout.scale), palette, f)
    if layout.sources:
        row = rect(layout.sources)
        row.setHeight(SOURCE_MM * f * PX)
        for line in layout.source_lines:
            put(painter, line, row, SOURCE_PX * f, soft)
            row.translate(0, SOURCE_MM * f * PX)


def _paint_frame(
    painter: QPainter, page: Page, frame: QRectF, palette: Palette, detail: float
) -> None:
    camera, view = page.camera, page.view
    painter.save()
    painter.translate(frame.topLeft())
    painter.setClipRect(QRectF(0, 0, camera.width, camera.height), Qt.ClipOperation.IntersectClip)
    paint_map(painter, view.drawn, camera, palette, Options(labels=False), detail=detail)
    hits = [
        Hit(layer, layer.position[id_])
        for layer in view.drawn
        for id_ in view.highlights
        if id_ in layer.position
    ]
    if hits:
        marks = highlight.outline(hits, camera)
        highlight.draw(painter, marks, palette, width=2.0, fill=0.15)
    # On paper nobody can move a highlight off a name, so names come above it.
    ground = Ground(camera, palette, ratio=0.0, detail=detail)
    for _ in draw_labels(painter, view.drawn, ground, whole=True):
        pass
    draw_annotations(painter, camera, view.annotations)
    painter.restore()


def _paint_legend(painter: QPainter, page: Page, palette: Palette) -> None:
    f = page.layout.factor
    ink = palette.hex("ink")
    for row in page.layout.rows:
        block, box = page.legend[row.block], rect(row.box)
        if row.entry < 0:
            put(painter, block.title, box, HEADING_PX * f, ink, bold=True)
            continue
        key = block.keys[row.entry]
        sample = QRectF(box.x(), box.y(), SWATCH_MM * f * PX, box.height())
        draw_key(painter, key, sample.adjusted(0, 1, 0, -1), palette, page.camera.scale)
        box.setLeft(sample.right() + 1.5 * f * PX)
        put(painter, key.label, box, ENTRY_PX * f, ink)
