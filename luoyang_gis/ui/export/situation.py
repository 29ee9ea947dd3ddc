"""What the window shows at the moment, and the job that a choice makes of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from luoyang_gis.errors import UsageError
from luoyang_gis.export.job import Basemap, ExportJob
from luoyang_gis.export.registry import Format
from luoyang_gis.plan.model import BBox, Plan
from luoyang_gis.ui.export.choices import Choices
from luoyang_gis.workspace.model import Scene, Workspace

if TYPE_CHECKING:
    from luoyang_gis.ui.main_window import MainWindow

VIEW = "present-view"
UNTITLED = "洛阳规划地图"
# What is around a selection is seen too, in degrees and as a share of its size.
AROUND, AROUND_SHARE = 0.02, 0.15
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


@dataclass(frozen=True, slots=True)
class Situation:
    """A snapshot: an export is of the moment when it was begun."""

    # The plan as it ships; the workspace brings the user's own to it.
    plan: Plan
    workspace: Workspace
    extent: BBox
    visible: tuple[str, ...]
    opacities: Mapping[str, float] = field(default_factory=dict)
    day: date | None = None
    scene: str | None = None
    selection: tuple[str, ...] = ()

    @classmethod
    def of(cls, window: MainWindow) -> Situation:
        """What a window shows now."""
        session, workspace, view = window.session, window.desk.store.workspace, window.map.view
        own = {layer.id: layer.opacity for layer in session.plan.layers}
        shown = {id_: session.layer(id_).opacity for id_ in session.visible_layers}
        return cls(
            plan=window.desk.bundled,
            workspace=workspace,
            extent=_held(view.camera.bbox),
            visible=session.visible_layers,
            opacities={i: o for i, o in shown.items() if o != own.get(i, o)},
            day=session.day,
            scene=session.scene if session.scene in workspace.scene else None,
            selection=session.selection.features,
        )

    @property
    def title(self) -> str:
        """What an export is called unless the user says otherwise."""
        return self.workspace.title or UNTITLED

    def name(self, id_: str) -> str:
        """A feature's name."""
        feature = self.plan.feature.get(id_)
        return feature.name if feature else id_

    @property
    def around_selection(self) -> BBox:
        """Where what is selected lies, with a rim; what is in view where it has no place."""
        import shapely

        feature = self.plan.feature
        boxes = [feature[id_].geometry.bbox for id_ in self.selection if id_ in feature]
        for layer in self.workspace.layers:
            for row, found in enumerate(layer.features):
                if layer.feature_id(row) in self.selection:
                    west, south, east, north = shapely.from_wkb(found.wkb).bounds
                    boxes.append((west, south, east, north))
        if not boxes:
            return self.extent
        wests, souths, easts, norths = zip(*boxes, strict=True)
        west, south, east, north = min(wests), min(souths), max(easts), max(norths)
        x = max(AROUND, AROUND_SHARE * (east - west))
        y = max(AROUND, AROUND_SHARE * (north - south))
        return _held((west - x, south - y, east + x, north + y))


def _held(box: BBox) -> BBox:
    west, south, east, north = box
    return max(-180.0, west), max(-90.0, south), min(180.0, east), min(90.0, north)


# -- a job of it ---------------------------------------------------------------------------------


def job_of(choices: Choices, format_: Format, situation: Situation, out: Path) -> ExportJob:
    """What an exporter is asked for; a UsageError says what is missing."""
    workspace, plan = situation.workspace, situation.plan
    layers = _layers(choices, situation)
    scenes: tuple[str, ...] | None = None
    if choices.scope == "selection" and not situation.selection:
        raise UsageError("没有选中要素，", "请先在地图上点选，或换一个范围。")
    if format_.shows_scenes:
        if choices.scope in ("view", "selection"):
            scene = _scene(choices, situation)
            workspace, scenes, layers = (
                _with_only(workspace, scene, situation.scene),
                (VIEW,),
                scene.layers,
            )
        else:
            scenes = _scenes(choices, situation)
    elif choices.scope == "selection":
        plan, workspace, layers = *_only(plan, workspace, {*situation.selection}), None
    return ExportJob(
        plan=plan,
        workspace=workspace,
        out=out,
        scene_ids=scenes,
        layer_ids=layers,
        title=choices.title or situation.title,
        theme=choices.theme,
        size=choices.size if choices.pixels and "pixels" in format_.uses else None,
        dpi=choices.dpi if "pixels" in format_.uses else ExportJob.dpi,
        paper=choices.paper,
        landscape=choices.landscape,
        plain=choices.plain and "plain" in format_.uses,
        basemap=_basemap(choices) if choices.online and "basemap" in format_.uses else None,
    )


def _layers(choices: Choices, situation: Situation) -> tuple[str, ...] | None:
    if choices.which == "visible":
        return situation.visible
    if choices.which == "chosen":
        known = {*situation.plan.layer, *situation.workspace.layer}
        if chosen := tuple(id_ for id_ in choices.layers if id_ in known):
            return chosen
        raise UsageError("一个图层也没有选，", "请在列表里勾选要导出的图层。")
    return None


def _scenes(choices: Choices, situation: Situation) -> tuple[str, ...]:
    known = tuple(scene.id for scene in situation.workspace.scenes)
    if not known:
        raise UsageError("工作区里还没有场景，", "请把范围改为“当前视图”。")
    if choices.scope == "scene":
        return (choices.scene,) if choices.scene in known else known[:1]
    if choices.scope == "chosen":
        if chosen := tuple(id_ for id_ in known if id_ in choices.scenes):
            return chosen
        raise UsageError("一个场景也没有选，", "请在列表里勾选要导出的场景。")
    return known


def _scene(choices: Choices, situation: Situation) -> Scene:
    """What is in view, or what is selected, as a scene of its own."""
    shown = situation.workspace.scene.get(situation.scene or "")
    if choices.scope == "view":
        return Scene(
            VIEW, choices.title or situation.title, situation.extent, situation.visible,
            situation.opacities, situation.day,
            notes=shown.notes if shown else "",
            highlights=shown.highlights if shown else (),
        )  # fmt: skip
    names = "、".join(situation.name(id_) for id_ in situation.selection[:3])
    more = "等" if len(situation.selection) > 3 else ""
    feature = situation.plan.feature
    own = dict.fromkeys(
        feature[id_].layer for id_ in situation.selection
        if id_ in feature and feature[id_].layer not in situation.visible
    )  # fmt: skip
    return Scene(
        VIEW, f"{names}{more}", situation.around_selection, (*situation.visible, *own),
        situation.opacities, situation.day, highlights=situation.selection,
    )  # fmt: skip


def _with_only(workspace: Workspace, scene: Scene, present: str | None) -> Workspace:
    """The workspace with one scene, which shows what is drawn in the present one."""
    drawn = tuple(
        replace(a, scene=None if a.scene is None else scene.id)
        for a in workspace.annotations_in(present)
    )
    return replace(workspace, scenes=(scene,), annotations=drawn)


def _only(plan: Plan, workspace: Workspace, wanted: set[str]) -> tuple[Plan, Workspace]:
    """The plan and the imported layers with but these features, and what is said of them."""
    known = workspace.apply_to(plan)
    links = tuple(link for link in known.links if link.feature in wanted)
    records = {link.record for link in links}
    layers = tuple(
        replace(layer, features=kept)
        for layer in known.layers
        if (kept := tuple(f for f in layer.features if f.id in wanted))
    )
    brought = tuple(
        replace(layer, features=rows)
        for layer in workspace.layers
        if (rows := tuple(
            row for n, row in enumerate(layer.features) if layer.feature_id(n) in wanted
        ))
    )  # fmt: skip
    part = replace(
        known, layers=layers, links=links, scenes=(),
        targets=tuple(t for t in known.targets if t.id in records),
        actuals=tuple(a for a in known.actuals if a.id in records),
    )  # fmt: skip
    return part, Workspace(title=workspace.title, layers=brought)


def _basemap(choices: Choices) -> Basemap:
    from luoyang_gis.export.html.page import tile_hosts

    found = next((b for _, b in basemaps() if b.url == choices.tiles), Basemap(choices.tiles))
    tile_hosts(found)
    return found


def basemaps() -> list[tuple[str, Basemap]]:
    """Tile servers that a page may offer: true to place, and asking for no key."""
    from luoyang_gis.sources.tiles import catalogue

    return [
        (source.name, Basemap(source.url, source.attribution, source.max_zoom))
        for source in catalogue()
        # Some templates hold a place for a key.
        if not source.shifted and not source.needs_key and "<" not in source.url
    ]


# -- a file for it -------------------------------------------------------------------------------


def stem_of(choices: Choices, format_: Format, situation: Situation) -> str:
    """A file name without its suffix that says what is in it."""
    title = choices.title or situation.title
    part = ""
    if choices.scope == "view" and format_.shows_scenes:
        part = "当前视图"
    elif choices.scope == "selection" and situation.selection:
        part = situation.name(situation.selection[0])
    elif choices.scope == "scene" and "scene" in format_.uses:
        scenes = situation.workspace.scenes
        scene = situation.workspace.scene.get(choices.scene) or (scenes[0] if scenes else None)
        part = scene.title if scene else ""
    return file_name(f"{title}-{part}" if part and part != title else title)


def file_name(text: str) -> str:
    """A name that every system takes."""
    return _FORBIDDEN.sub("_", text).strip(" ._")[:60].rstrip(" ._") or UNTITLED
