"""What each page of an export shows: a scene, or the layers asked for, ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import shapely

from luoyang_gis.canvas.layers import MapLayer, layers_from_geometries
from luoyang_gis.export.job import Change, ExportJob
from luoyang_gis.plan.model import BBox, Feature, Layer
from luoyang_gis.plan.progress import feature_status
from luoyang_gis.plan.symbols import Palette, Symbol, parse_symbol
from luoyang_gis.workspace.model import Annotation, ImportedLayer, Scene

IMPORTED = "导入图层"
LUOYANG: BBox = (111.13, 33.58, 112.98, 35.10)


@dataclass(frozen=True, slots=True)
class Shown:
    """A layer as it is drawn, and what a legend and a list of sources say of it."""

    drawn: MapLayer
    group: str
    source: str
    # The plan's features; none of an imported layer.
    features: tuple[Feature, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """One page: what is in view and what is said of it."""

    id: str
    title: str
    notes: str
    extent: BBox
    day: date | None
    layers: tuple[Shown, ...]
    annotations: tuple[Annotation, ...] = ()
    highlights: tuple[str, ...] = ()

    @property
    def drawn(self) -> list[MapLayer]:
        """The layers to draw, the lowest first."""
        return [shown.drawn for shown in self.layers]


class Views:
    """Makes the pages of a job; layers are projected once for all of them."""

    def __init__(self, job: ExportJob) -> None:
        self._job = job
        self._plan = job.known
        self._groups = {g.id: g.name for g in self._plan.groups}
        self.changes: list[Change] = []
        self._base = {layer.id: MapLayer.from_plan(layer) for layer in job.layers}
        self._brought = {layer.id: self._imported(layer) for layer in job.imported}

    @property
    def palette(self) -> Palette:
        """The colours of the job's theme."""
        return Palette(self._job.theme, self._plan.palettes.get(self._job.theme, {}))

    def all(self) -> list[View]:
        """A page for each scene; a choice of layers without a scene is one page of its own."""
        job = self._job
        if job.scenes and (job.scene_ids is not None or job.layer_ids is None):
            return [self._of_scene(scene) for scene in job.scenes]
        return [self._of_layers()]

    def one(self) -> View:
        """The first page, for formats that hold a single one; the others are told as dropped."""
        found = self.all()
        if len(found) > 1:
            others = "、".join(f"“{view.title}”" for view in found[1:])
            self.changes.append(
                Change("dropped", f"场景{others}", "一个图片文件只放一个场景，可用 --scene 选择")
            )
        return found[0]

    def _of_scene(self, scene: Scene) -> View:
        shown = [self._bundled(x, scene) for x in self._job.layers if x.id in scene.layers]
        for brought in self._job.imported:
            if brought.id in scene.layers or brought.replaces in scene.layers:
                shown += self._brought[brought.id]
        self._tell_missing(scene)
        return View(
            scene.id,
            scene.title or self._job.title,
            scene.notes.strip(),
            scene.extent,
            scene.date,
            tuple(shown),
            self._job.workspace.annotations_in(scene.id),
            scene.highlights,
        )

    def _of_layers(self) -> View:
        job = self._job
        every = job.layer_ids is not None
        shown = [self._bundled(layer, None) for layer in job.layers if every or layer.visible]
        for brought in job.imported:
            if every or brought.visible:
                shown += self._brought[brought.id]
        extent = job.workspace.scenes[0].extent if job.workspace.scenes else LUOYANG
        annotations = job.workspace.annotations_in(None)
        return View("", job.title, "", extent, None, tuple(shown), annotations)

    def _tell_missing(self, scene: Scene) -> None:
        here = {layer.id for layer in self._job.layers}
        for brought in self._job.imported:
            here |= {brought.id, brought.replaces or brought.id}
        if missing := [id_ for id_ in scene.layers if id_ not in here]:
            what = f"场景“{scene.title}”的 {len(missing)} 个图层"
            self.changes.append(Change("dropped", what, "不在导出的图层之中"))

    def _bundled(self, layer: Layer, scene: Scene | None) -> Shown:
        drawn = self._base[layer.id]
        if scene and scene.date:
            day = scene.date
            drawn = drawn.with_statuses(
                {f.id: feature_status(self._plan, f.id, day) for f in layer.features}
            )
        if scene and layer.id in scene.opacities:
            drawn = drawn.with_opacity(scene.opacities[layer.id])
        return Shown(
            drawn, self._groups.get(layer.group, layer.group), layer.provenance, layer.features
        )

    def _imported(self, layer: ImportedLayer) -> list[Shown]:
        names = [column.name for column in layer.columns]
        label = names.index(layer.label_column) if layer.label_column in names else -1
        texts = [str(f.values[label] or "") if label >= 0 else "" for f in layer.features]
        geometries = list(shapely.from_wkb([f.wkb for f in layer.features], on_invalid="ignore"))
        drawn = layers_from_geometries(
            layer.id,
            layer.name,
            geometries,
            ids=[layer.feature_id(row) for row in range(len(layer.features))],
            names=texts,
            symbol=self._symbol(layer),
        )
        self.changes += [Change("dropped", layer.name, p) for d in drawn for p in d.problems]
        return [Shown(d.with_opacity(layer.opacity), IMPORTED, layer.source) for d in drawn]

    def _symbol(self, layer: ImportedLayer) -> Symbol | None:
        """The layer's own symbol; None for a plain one of its kind."""
        statuses = next((x.symbol.statuses for x in self._plan.layers), ())
        try:
            symbol = parse_symbol(layer.symbol, statuses)
        except ValueError as error:
            self.changes.append(Change("substituted", f"{layer.name} 的符号", str(error)))
            return None
        return symbol if symbol.rules else None
