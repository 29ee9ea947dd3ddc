"""Measure the program on this machine: start-up, redraw, pan, toggle, identify, export, memory."""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from luoyang_gis.errors import UsageError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from luoyang_gis.canvas import Camera, MapLayer
    from luoyang_gis.geo.shapes import Shapes
    from luoyang_gis.plan.model import BBox, Plan

SIZE = (1600, 1000)
POLYGONS, VERTICES, SEED = 100_000, 24, 20210207
# Where the made-up polygons lie, and the parts of it that are drawn: all, a tenth, a hundredth.
AREA: BBox = (111.0, 33.5, 113.5, 35.2)
EXTENTS: tuple[BBox, ...] = (
    AREA,
    (111.8, 34.0, 112.53, 34.49),
    (112.1, 34.2, 112.365, 34.378),
)


@dataclass(frozen=True, slots=True)
class Redraw:
    """Drawing one extent from nothing but the loaded geometry, and once more when known."""

    extent: BBox
    median_s: float
    features: int
    again_s: float
    runs_s: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """Medians and the slowest one in twenty."""

    median_ms: float
    p95_ms: float
    runs: int


@dataclass(frozen=True, slots=True)
class Report:
    """Everything measured."""

    polygons: int
    vertices: int
    load_s: float
    redraw: tuple[Redraw, ...]
    pan: Spread
    zoom: Spread
    # Until the change is seen, and until names have settled around it.
    toggle: Spread
    toggle_settled: Spread
    identify: Spread
    start_s: float
    export_html_s: float
    export_html_mb: float
    peak_memory_mb: float | None
    platform: str


def spread(seconds: Sequence[float]) -> Spread:
    """The spread of some timings."""
    return Spread(
        round(1000 * statistics.median(seconds), 2),
        round(1000 * float(np.percentile(seconds, 95)), 2),
        len(seconds),
    )


def make_polygons(count: int = POLYGONS, vertices: int = VERTICES) -> NDArray[np.object_]:
    """Seeded rounded polygons on a jittered grid, apart from one another as parcels are."""
    import shapely

    rng = np.random.default_rng(SEED)
    west, south, east, north = AREA
    columns = round((count * (east - west) / (north - south)) ** 0.5)
    rows = -(-count // columns)
    cell_x, cell_y = (east - west) / columns, (north - south) / rows
    place = np.arange(count)
    centre_x = west + (place % columns + 0.5 + rng.uniform(-0.1, 0.1, count)) * cell_x
    centre_y = south + (place // columns + 0.5 + rng.uniform(-0.1, 0.1, count)) * cell_y
    angle = np.linspace(0, 2 * np.pi, vertices, endpoint=False)
    turn = rng.uniform(0, np.pi, count)
    polygons = np.empty(count, dtype=object)
    # Piece by piece, lest making them takes the memory that drawing them is measured by.
    for start in range(0, count, 10_000):
        here = slice(start, min(start + 10_000, count))
        stretch = 1 + 0.2 * np.cos(2 * angle + turn[here, None])
        radius = 0.32 * stretch * rng.uniform(0.95, 1.03, stretch.shape)
        x = centre_x[here, None] + radius * cell_x * np.cos(angle)
        y = centre_y[here, None] + radius * cell_y * np.sin(angle)
        rings = np.stack((x, y), axis=-1)
        polygons[here] = shapely.polygons(np.concatenate((rings, rings[:, :1]), axis=1))
    return polygons


def parse_extents(text: str) -> tuple[BBox, ...]:
    """Read `w,s,e,n;w,s,e,n` in degrees."""
    found = []
    for part in text.split(";"):
        try:
            west, south, east, north = (float(v) for v in part.split(","))
        except ValueError as error:
            raise UsageError(f"范围“{part}”读不懂，", "请写成 西,南,东,北（度）。") from error
        if not (west < east and south < north):
            raise UsageError(f"范围“{part}”是空的，", "请写成 西,南,东,北（度）。")
        found.append((west, south, east, north))
    return tuple(found)


def timed(work: Callable[[], object]) -> float:
    """How many seconds a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure(plan: Plan, data: Path | None, extents: tuple[BBox, ...] | None, runs: int) -> Report:
    """Run everything; needs a Qt application of its own."""
    from PySide6.QtWidgets import QApplication

    from luoyang_gis.canvas import MapLayer

    app = QApplication.instance() or QApplication([])
    start = time.perf_counter()
    layers = _load(data)
    load_s = time.perf_counter() - start
    extents = extents or (EXTENTS if data is None else (_bounds(layers),))
    plan_layers = [MapLayer.from_plan(layer) for layer in plan.layers]
    redraws = tuple(_redraw(plan, layers, extent, runs) for extent in extents)
    pan, zoom, toggle, settled = _interact(plan, [*plan_layers, *layers], extents[0])
    app.processEvents()
    html_s, html_mb = _export(plan)
    return Report(
        polygons=sum(len(layer) for layer in layers),
        vertices=sum(len(layer.shapes.xy) for layer in layers),
        load_s=round(load_s, 3),
        redraw=redraws,
        pan=pan,
        zoom=zoom,
        toggle=toggle,
        toggle_settled=settled,
        identify=_identify(layers, extents[-1]),
        start_s=_start(),
        export_html_s=html_s,
        export_html_mb=html_mb,
        peak_memory_mb=_peak_memory(data),
        platform=f"{sys.platform} {os.environ.get('QT_QPA_PLATFORM', '')} {os.cpu_count()} cores",
    )


def _load(data: Path | None) -> tuple[MapLayer, ...]:
    from luoyang_gis.canvas import layers_from_geometries

    if data is None:
        return layers_from_geometries("bench", "测试", make_polygons().tolist())
    from luoyang_gis.sources.files import layer_names, read_layer

    found: list[MapLayer] = []
    for name in layer_names(data):
        read = read_layer(data, name)
        found += layers_from_geometries(f"bench-{name}", name, read.geometries.tolist())
    if not any(layer.shapes.extent for layer in found):
        raise UsageError(f"{data.name} 里没有可画的图层，", "请换一份文件。")
    return tuple(found)


def _bounds(layers: Sequence[MapLayer]) -> BBox:
    from luoyang_gis.geo.crs import to_lonlat

    boxes = np.array([e for layer in layers if (e := layer.shapes.extent)])
    corners = np.array([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)])
    (west, south), (east, north) = to_lonlat(corners).tolist()
    return (west, south, east, north)


def _camera(extent: BBox) -> Camera:
    from luoyang_gis.canvas import Camera

    return Camera.fit(extent, *SIZE, padding=0)


def _redraw(plan: Plan, layers: Sequence[MapLayer], extent: BBox, runs: int) -> Redraw:
    from luoyang_gis.canvas import MapLayer, Options, Renderer
    from luoyang_gis.plan.symbols import Palette

    camera = _camera(extent)
    palette = Palette("light", plan.palettes["light"])
    options = Options(labels=False)
    first, again = [], []
    for _ in range(runs):
        # A layer made anew has no index, no generalised levels and no picture yet.
        fresh = [MapLayer.from_shapes(x.id, x.name, _copy(x.shapes)) for x in layers]
        renderer = Renderer(palette)
        draw = partial(renderer.render_to_image, fresh, camera, options=options)
        first.append(timed(draw))
        renderer.clear()
        again.append(timed(draw))
    seen = sum(len(layer.shapes.seen(camera.box)) for layer in layers)
    return Redraw(
        extent,
        round(statistics.median(first), 4),
        seen,
        round(statistics.median(again), 4),
        tuple(round(seconds, 4) for seconds in first),
    )


def _copy(shapes: Shapes) -> Shapes:
    """The same shapes without anything derived from them."""
    from dataclasses import replace

    return replace(shapes)


def _interact(
    plan: Plan, layers: Sequence[MapLayer], extent: BBox
) -> tuple[Spread, Spread, Spread, Spread]:
    """Frames while panning and zooming, and toggling each plan layer, in a real view."""
    from PySide6.QtCore import QCoreApplication

    from luoyang_gis.canvas import MapView
    from luoyang_gis.plan.symbols import Palette

    view = MapView(Palette("light", plan.palettes["light"]))
    view.resize(*SIZE)
    view.set_layers(layers)
    view.show()
    view.zoom_to(extent, animate=False)
    view.finish()

    def frame(move: Callable[[], object]) -> float:
        def work() -> None:
            move()
            QCoreApplication.processEvents()
            view.repaint()

        return timed(work)

    pans = [frame(lambda: view.pan_by(9, 5)) for _ in range(60)]
    pans += [frame(lambda: view.pan_by(-9, -5)) for _ in range(60)]
    zooms = [frame(lambda: view.zoom_at(1.04, 700, 400)) for _ in range(30)]
    zooms += [frame(lambda: view.zoom_at(1 / 1.04, 700, 400)) for _ in range(30)]
    view.zoom_to(extent, animate=False)
    view.finish()
    changes: list[None] = []
    view.picture_changed.connect(lambda: changes.append(None))
    toggles, settled = [], []
    for layer in plan.layers:
        for shown in (False, True):
            changes.clear()
            start = time.perf_counter()
            view.set_layer_visible(layer.id, shown)
            while not changes:
                QCoreApplication.processEvents()
            view.repaint()
            toggles.append(time.perf_counter() - start)
            view.finish()
            view.repaint()
            settled.append(time.perf_counter() - start)
    view.close()
    return spread(pans), spread(zooms), spread(toggles), spread(settled)


def _identify(layers: Sequence[MapLayer], extent: BBox) -> Spread:
    from luoyang_gis.canvas import identify

    camera = _camera(extent)
    rng = np.random.default_rng(SEED)
    places = rng.uniform((0, 0), SIZE, (200, 2)).tolist()
    # The first look builds the index.
    identify(layers, camera, 1, 1)
    return spread([timed(partial(identify, layers, camera, x, y)) for x, y in places])


def _export(plan: Plan) -> tuple[float, float]:
    from luoyang_gis.export.job import ExportJob
    from luoyang_gis.export.registry import FORMATS
    from luoyang_gis.workspace.model import initial

    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "map.html"
        job = ExportJob(plan, initial(plan), out)
        seconds = timed(lambda: FORMATS["html"].write(job))
        return round(seconds, 3), round(out.stat().st_size / 2**20, 3)


def _start() -> float:
    """From the start of a process to the end of one that quits at its first painted map.

    Starts as an installed program does, its bytecode compiled: the first one, which compiles it into
    a folder of its own, is not counted.
    """
    from luoyang_gis.ui.app import QUIT_WHEN_PAINTED

    with tempfile.TemporaryDirectory() as folder:
        around = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        around = {"QT_QPA_PLATFORM": "offscreen", **around, QUIT_WHEN_PAINTED: "1"}
        around["PYTHONPYCACHEPREFIX"] = folder

        def once() -> float:
            return timed(
                lambda: subprocess.run(
                    [sys.executable, "-m", "luoyang_gis"],
                    check=True,
                    capture_output=True,
                    timeout=120,
                    env=around,
                )
            )

        once()
        return round(statistics.median(once() for _ in range(5)), 3)


def _peak_memory(data: Path | None) -> float | None:
    """The most memory that a process of its own holds with the polygons loaded and drawn."""
    code = (
        "import sys; from pathlib import Path; from luoyang_gis import bench;"
        "bench.draw_once(Path(sys.argv[1]) if sys.argv[1:] else None);"
        "print(bench.own_peak_mb() or '')"
    )
    arguments = [str(data)] if data else []
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    told = done.stdout.strip()
    return round(float(told.splitlines()[-1]), 1) if told else None


def own_peak_mb() -> float | None:
    """The most memory that this process ever held, None where the system does not tell."""
    status = Path("/proc/self/status")
    if status.exists():
        # Unlike getrusage, this leaves out the process that started this one.
        found = re.search(r"VmHWM:\s*(\d+) kB", status.read_text())
        return int(found[1]) / 1024 if found else None
    try:
        import resource
    except ImportError:
        return None
    scale = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale / 2**20


def draw_once(data: Path | None) -> None:
    """Load and draw everything once, as the memory measurement needs it."""
    from PySide6.QtGui import QGuiApplication

    from luoyang_gis.canvas import Options, Renderer
    from luoyang_gis.plan.load import load
    from luoyang_gis.plan.symbols import Palette

    app = QGuiApplication([])
    layers = _load(data)
    palette = Palette("light", load().palettes["light"])
    camera = _camera(_bounds(layers))
    Renderer(palette).render_to_image(layers, camera, options=Options(labels=False))
    app.quit()


def lines(report: Report) -> Iterator[str]:
    """The report for a person."""
    yield f"{report.polygons:,} 个要素，{report.vertices:,} 个顶点，读入 {report.load_s:.2f} 秒"
    for redraw in report.redraw:
        box = ",".join(f"{v:g}" for v in redraw.extent)
        yield (
            f"重绘 {box}：{redraw.features:,} 个要素，"
            f"首次 {redraw.median_s * 1000:.0f} 毫秒，再次 {redraw.again_s * 1000:.0f} 毫秒"
        )
    for name, value in (
        ("平移一帧", report.pan),
        ("缩放一帧", report.zoom),
        ("开关图层到看见", report.toggle),
        ("开关图层到注记就位", report.toggle_settled),
        ("点选", report.identify),
    ):
        yield f"{name}：中位 {value.median_ms:.2f} 毫秒，p95 {value.p95_ms:.2f} 毫秒（{value.runs} 次）"
    yield f"启动到第一张图：{report.start_s:.2f} 秒"
    yield f"导出 HTML：{report.export_html_s:.2f} 秒，{report.export_html_mb:.2f} MB"
    if report.peak_memory_mb is not None:
        yield f"内存峰值：{report.peak_memory_mb:.0f} MB"


def as_json(report: Report) -> str:
    """The report for a script."""
    return json.dumps(asdict(report), ensure_ascii=False, indent=1)
