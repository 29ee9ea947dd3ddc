"""Read a file in the background: everything that takes long, before the user decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Thread
from typing import Final

import numpy as np
import shapely
import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Signal

from luoyang_gis.canvas.imported import from_import
from luoyang_gis.canvas.layers import MapLayer
from luoyang_gis.errors import DataError, LuoyangError
from luoyang_gis.plan.model import BBox, GeometryKind
from luoyang_gis.sources.files import Datum, layer_names, read_layer
from luoyang_gis.workspace.bring import imported_layers
from luoyang_gis.workspace.model import ImportedLayer

# Enough to see where a layer lies.
PREVIEWED: Final = 2_000
# Areas let the map below shine through.
AREA_OPACITY: Final = 0.75
Tell = Callable[[float, str], None]
translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Request:
    """Which layer of which file, and what its coordinates mean."""

    path: Path
    layer: str | None = None
    # Speaks for files that do not say what their coordinates are; empty to find out.
    crs: str = ""
    datum: Datum = Datum.WGS84


@dataclass(frozen=True)
class Found:
    """What a file holds, ready to become layers of the workspace."""

    request: Request
    names: tuple[str, ...]
    name: str
    layers: tuple[ImportedLayer, ...]
    drawn: tuple[MapLayer, ...]
    # A part of the features, to look at.
    sample: tuple[MapLayer, ...]
    extent: BBox | None
    crs: str
    # Whether the file itself says what its coordinates are.
    stated: bool
    notes: tuple[str, ...]
    problems: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many features there are to bring."""
        return sum(len(layer.features) for layer in self.layers)


def read(request: Request, tell: Tell) -> Found:
    """Read a layer and make it ready to draw; a LuoyangError is one sentence for the user."""
    tell(0.05, translate("Reading", "打开文件"))
    names = layer_names(request.path)
    if not names:
        raise DataError(request.path.name, "里面没有带几何的图层，", "请选别的文件。")
    name = request.layer if request.layer in names else names[0]
    tell(0.1, translate("Reading", "读取要素"))
    source = read_layer(request.path, name, request.crs or None, request.datum)
    notes = list(source.notes)
    tell(0.5, translate("Reading", "整理属性"))
    layers = tuple(
        replace(x, opacity=AREA_OPACITY) if x.geometry is GeometryKind.AREA else x
        for x in imported_layers(source)
    )
    if not layers:
        raise DataError(request.path.name, f"“{name}”里没有可画的几何，", "请选别的图层。")
    lost = len(source) - sum(len(x.features) for x in layers)
    if lost:
        words = translate("Reading", "{count} 个要素没有几何，或是多种几何的混合，已略过")
        notes.append(words.format(count=lost))
    tell(0.75, translate("Reading", "准备绘制"))
    drawn = tuple(from_import(layer) for layer in layers)
    return Found(
        request=request,
        names=names,
        name=name,
        layers=layers,
        drawn=drawn,
        sample=tuple(_sample(x) for x in drawn),
        extent=_extent(source.geometries),
        crs=source.crs,
        stated=not any("没有写明坐标系" in note for note in source.notes),
        notes=tuple(notes),
        problems=tuple(problem for x in drawn for problem in x.problems),
    )


def _sample(layer: MapLayer) -> MapLayer:
    if len(layer) <= PREVIEWED:
        return layer
    # At random: every so many-th would show stripes that the file does not have.
    chosen = np.sort(np.random.default_rng(0).choice(len(layer), PREVIEWED, replace=False))
    return MapLayer.from_shapes(
        layer.id, layer.name, layer.shapes.subset(chosen), symbol=layer.symbol
    )


def _extent(geometries: np.ndarray) -> BBox | None:
    bounds = shapely.bounds(geometries)
    bounds = bounds[np.isfinite(bounds).all(axis=1)]
    if not len(bounds):
        return None
    west, south = bounds[:, :2].min(axis=0).tolist()
    east, north = bounds[:, 2:].max(axis=0).tolist()
    return (west, south, east, north)


class Reading(QObject):
    """Reads one request at a time in a thread; of those that come meanwhile the last is read next."""

    progressed = Signal(float, str)
    done = Signal(object)
    failed = Signal(str)
    # From the thread: what was found, or the sentence why nothing was.
    _ended = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: Thread | None = None
        self._next: Request | None = None
        self._wanted = False
        self._ended.connect(self._end)

    @property
    def busy(self) -> bool:
        """Whether something is being read."""
        return self._thread is not None

    def start(self, request: Request) -> None:
        """Read a file; what is being read already is then of no interest any more."""
        self._wanted = True
        if self._thread is not None:
            self._next = request
            return
        self._thread = Thread(target=self._run, args=(request,), name="import", daemon=True)
        self._thread.start()

    def cancel(self) -> None:
        """Have no interest in what is being read."""
        self._wanted, self._next = False, None

    def wait(self) -> None:
        """Stay until the thread is through, as before the program ends."""
        if self._thread is not None:
            self._thread.join()

    def _run(self, request: Request) -> None:
        found: Found | None = None
        sentence = translate("Reading", "读取没有完成，请换一份文件或分成几份再试。")
        try:
            found = read(request, self._tell)
        except LuoyangError as error:
            sentence = str(error)
        except MemoryError:
            words = translate("Reading", "{file}：太大，内存不够，请分成几份再导入。")
            sentence = words.format(file=request.path.name)
        finally:
            if shiboken6.isValid(self):
                self._ended.emit(found, sentence)

    def _tell(self, share: float, doing: str) -> None:
        if shiboken6.isValid(self):
            self.progressed.emit(share, doing)

    def _end(self, found: Found | None, sentence: str) -> None:
        self._thread = None
        request, self._next = self._next, None
        if request is not None:
            self.start(request)
        elif not self._wanted:
            return
        elif found is None:
            self.failed.emit(sentence)
        else:
            self.done.emit(found)
