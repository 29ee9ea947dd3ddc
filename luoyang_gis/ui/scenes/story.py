"""The scenes of the workspace as a story: show one, capture the present view, change and order them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from luoyang_gis.canvas.camera import Camera
from luoyang_gis.canvas.motion import glides
from luoyang_gis.ui.actions import Command
from luoyang_gis.ui.session import Selection, Session
from luoyang_gis.workspace.edits import scenes as edits
from luoyang_gis.workspace.model import Scene, new_id

if TYPE_CHECKING:
    from luoyang_gis.ui.main_window import MainWindow

# Longer than other flights: the audience shall see where it goes.
FLIGHT_MS = 800


@dataclass(frozen=True, slots=True)
class View:
    """Everything that showing a scene may change, to come back to."""

    camera: Camera
    layers: tuple[str, ...]
    opacities: Mapping[str, float]
    day: date | None
    scene: str | None
    selection: Selection


class Story(QObject):
    """Shows scenes and edits them, every edit an action that can be undone."""

    shown = Signal(str)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._session: Session = window.session
        self._view = window.map.view
        self.store = window.desk.store
        self.store.changed.connect(self._store_changed)

    def commands(self) -> Iterator[Command]:
        """What the briefing menu offers on scenes."""
        # fmt: off
        yield Command("scene-capture", self.tr("把当前视野存为场景"), self.capture, "present", "capture",
                      "Ctrl+Shift+C", self.tr("记下图层、范围、日期和选中的要素"), section=True)
        yield Command("scene-update", self.tr("用当前视野更新场景"), self.update, "present", "update",
                      tip=self.tr("标题和备注不变"), enabled=lambda: self.current is not None)
        yield Command("scene-next", self.tr("下一个场景"), lambda: self.step(1), "present", "next",
                      "Ctrl+PgDown", enabled=lambda: bool(self.scenes), section=True)
        yield Command("scene-previous", self.tr("上一个场景"), lambda: self.step(-1), "present",
                      "previous", "Ctrl+PgUp", enabled=lambda: bool(self.scenes))
        yield Command("scene-leave", self.tr("离开场景"), lambda: self._session.set_scene(None),
                      "present", tip=self.tr("只看属于所有场景的标注，视野不变"),
                      enabled=lambda: self.current is not None)
        # fmt: on

    @property
    def scenes(self) -> tuple[Scene, ...]:
        """The scenes in their order."""
        return self.store.workspace.scenes

    @property
    def current(self) -> Scene | None:
        """The scene that is shown."""
        id_ = self._session.scene
        return self.store.workspace.scene.get(id_) if id_ else None

    @property
    def place(self) -> int:
        """The place of the scene that is shown; -1 where none is."""
        current = self.current
        return self.scenes.index(current) if current else -1

    def _store_changed(self, what: frozenset[str]) -> None:
        if "scenes" in what and self._session.scene and self.current is None:
            self._session.set_scene(None)

    # -- showing ----------------------------------------------------------------------------

    def show(self, id_: str) -> None:
        """Fly to a scene; layers, date and highlights follow."""
        scene = self.store.workspace.scene.get(id_)
        if scene is None:
            return
        session, view = self._session, self._view
        session.set_scene(id_)
        plain = {layer.id: layer.opacity for layer in session.plan.layers}
        for layer, opacity in (plain | dict(scene.opacities)).items():
            if layer in plain and session.layer(layer).opacity != opacity:
                session.set_opacity(layer, opacity)
        session.show_only(scene.layers)
        session.set_day(scene.date)
        known = [f for f in scene.highlights if f in session.plan.feature]
        session.select(known)
        self.frame(scene, FLIGHT_MS if glides(view) else 0)
        if known:
            view.flash(known)
        self.shown.emit(id_)

    def frame(self, scene: Scene, duration_ms: int) -> None:
        """Put a scene's extent into the view, flying there or at once."""
        view = self._view
        goal = Camera.fit(scene.extent, view.width(), view.height(), 0)
        if duration_ms:
            view.fly_to(goal, duration_ms)
        else:
            view.stop()
            view.set_camera(goal)

    def step(self, by: int) -> None:
        """Show the next scene or the one before; at the ends nothing happens."""
        place = self.place + by if self.place >= 0 else (0 if by > 0 else len(self.scenes) - 1)
        if 0 <= place < len(self.scenes):
            self.show(self.scenes[place].id)

    def remember(self) -> View:
        """The present view, to come back to."""
        session = self._session
        return View(
            self._view.camera,
            session.visible_layers,
            {id_: session.layer(id_).opacity for id_ in session.order},
            session.day,
            session.scene,
            session.selection,
        )

    def come_back(self, to: View) -> None:
        """Make everything as it was remembered."""
        session = self._session
        for layer, opacity in to.opacities.items():
            session.set_opacity(layer, opacity)
        session.show_only(to.layers)
        session.set_day(to.day)
        session.set_scene(to.scene)
        session.select(to.selection.features, to.selection.record, to.selection.nearby)
        view = self._view
        view.stop()
        view.set_camera(to.camera.resized(view.width(), view.height()))

    # -- editing ----------------------------------------------------------------------------

    def _seen(self, id_: str, title: str) -> Scene:
        session = self._session
        plan = session.plan
        return Scene(
            id=id_,
            title=title,
            extent=self._view.camera.bbox,
            layers=session.visible_layers,
            opacities={
                id_: session.layer(id_).opacity
                for id_ in session.visible_layers
                if id_ in plan.layer and session.layer(id_).opacity != plan.layer[id_].opacity
            },
            date=session.day,
            highlights=tuple(f for f in session.selection.features if f in plan.feature),
        )

    def capture(self) -> str:
        """Make a scene of the present view, behind the one that is shown; its id."""
        used = {s.title for s in self.scenes}
        number = len(self.scenes) + 1
        while (title := self.tr("场景 {number}").format(number=number)) in used:
            number += 1
        scene = self._seen(new_id(), title)
        after = edits.add(self.store.workspace, scene, after=self._session.scene)
        self.store.do(self.tr("新增场景"), after)
        self._session.set_scene(scene.id)
        return scene.id

    def update(self) -> None:
        """Let the shown scene be the present view; title and notes stay."""
        current = self.current
        if current is None:
            return
        seen = self._seen(current.id, current.title)
        kept = replace(seen, notes=current.notes, hidden=current.hidden, basemap=current.basemap)
        after = edits.change(self.store.workspace, current.id, lambda _: kept)
        self.store.do(self.tr("更新场景"), after)

    def rename(self, id_: str, title: str) -> None:
        """Give a scene another title; an empty one is none."""
        if title.strip():
            after = edits.rename(self.store.workspace, id_, title.strip())
            self.store.do(self.tr("改场景标题"), after)

    def set_notes(self, id_: str, notes: str) -> None:
        """Give a scene other speaker notes; the typing is one action."""
        after = edits.change(self.store.workspace, id_, lambda s: replace(s, notes=notes))
        self.store.do(self.tr("改讲稿"), after, merge=f"notes {id_}")

    def duplicate(self, id_: str) -> str:
        """Copy a scene with its own annotations; the copy's id."""
        after, copy = edits.duplicate(self.store.workspace, id_)
        self.store.do(self.tr("再制场景"), after)
        return copy

    def delete(self, id_: str) -> None:
        """Remove a scene and the annotations that are its own."""
        self.store.do(self.tr("删除场景"), edits.delete(self.store.workspace, id_))

    def reorder(self, ids: Sequence[str]) -> None:
        """Tell the story in another order."""
        self.store.do(self.tr("调整场景次序"), edits.reorder(self.store.workspace, ids))
