"""The annotations as the window shows them: which are seen, which are chosen, what new ones look like."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal

from luoyang_gis.canvas import annotations as painting
from luoyang_gis.canvas.camera import Camera
from luoyang_gis.canvas.mapview import MapView
from luoyang_gis.canvas.tools import MapEvent, Tool
from luoyang_gis.ui.annotate.kinds import kind_name
from luoyang_gis.ui.session import Session
from luoyang_gis.workspace import shapes
from luoyang_gis.workspace.commands import WorkspaceStore
from luoyang_gis.workspace.edits import annotations as edits
from luoyang_gis.workspace.model import Annotation, AnnotationKind, LonLat, Style, Workspace
from luoyang_gis.workspace.snap import Snap, SnapIndex

SNAP_PX = 9.0
CLICK_PX = 6.0
# Above the labels, below the marks of selected features.
LEVEL = 20
# What colours are offered: peony red, amber, leaf, water, iris, and greys; legible on the map.
SWATCHES = (
    "#B5304A", "#D9822B", "#C9A227", "#3E7D4F", "#1F7A8C", "#1F5FA8", "#7046A8", "#23282F",
    "#7A756E", "#FFFFFF",
)  # fmt: skip
TINT = "40"
RED = SWATCHES[0]
STARTING: Mapping[AnnotationKind, Style] = {
    **dict.fromkeys(AnnotationKind, Style()),
    **{
        kind: Style(fill=RED + TINT)
        for kind in (AnnotationKind.POLYGON, AnnotationKind.RECTANGLE, AnnotationKind.CIRCLE)
    },
    AnnotationKind.TEXT: Style(font_size=18, bold=True),
    AnnotationKind.ARROW: Style(width=4),
    AnnotationKind.LINE: Style(width=3),
    AnnotationKind.FREEHAND: Style(width=3),
}


class BoardTool(Tool):
    """A tool on annotations."""

    def __init__(self, board: Board) -> None:
        super().__init__(board.view)
        self.board = board


class Board(QObject):
    """Listens to workspace and session; tools and panels work through it."""

    chosen_changed = Signal(object)  # tuple of ids
    # What is seen differs: another scene, an edit, a drag.
    shown_changed = Signal()
    # Styles of new annotations differ.
    style_changed = Signal()
    # An annotation whose text shall be typed on the map; True: it is not yet in the workspace.
    text_requested = Signal(object, bool)
    # An annotation was drawn: its id.
    drawn = Signal(str)

    def __init__(
        self, session: Session, store: WorkspaceStore, view: MapView, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.session, self.store, self.view = session, store, view
        self.chosen: tuple[str, ...] = ()
        self.snapping = True
        # What the drawing tool in hand draws.
        self.hand: AnnotationKind | None = None
        # New annotations belong to every scene, not to the one that is shown.
        self.everywhere = False
        self._styles = dict(STARTING)
        self._preview: dict[str, Annotation] = {}
        self._typing: str | None = None
        self._shown: tuple[Annotation, ...] | None = None
        self._boxes: tuple[Camera, tuple[Annotation, ...], dict[str, tuple[shapes.XY, ...]]] | None
        self._boxes = None
        self._snaps: SnapIndex | None = None
        # What rests is painted apart from what is dragged, so that a crowd is drawn but once.
        self._resting: tuple[Annotation, ...] | None = None
        view.add_overlay(painting.AnnotationOverlay(self._at_rest), LEVEL)
        view.add_overlay(painting.AnnotationOverlay(self._in_motion), LEVEL + 1)
        store.changed.connect(self._store_changed)
        session.scene_changed.connect(self._scene_changed)
        session.layers_changed.connect(self._forget_snaps)
        session.plan_changed.connect(self._forget_snaps)

    # -- what is seen -----------------------------------------------------------------------

    @property
    def workspace(self) -> Workspace:
        """The open workspace."""
        return self.store.workspace

    def shown(self) -> tuple[Annotation, ...]:
        """What the scene shows, lowest first, as far as a drag has come."""
        if self._shown is None:
            self._shown = tuple(
                self._preview.get(a.id, a)
                for a in self.workspace.annotations_in(self.session.scene)
                if a.id != self._typing
            )
        return self._shown

    def _at_rest(self) -> tuple[Annotation, ...]:
        if self._resting is None:
            self._resting = tuple(a for a in self.shown() if a.id not in self._preview)
        return self._resting

    def _in_motion(self) -> tuple[Annotation, ...]:
        return tuple(self._preview.values())

    def preview(self, changed: Iterable[Annotation] = ()) -> None:
        """Show annotations as a drag would leave them; without any, as they are."""
        before = self._preview.keys()
        self._preview = {a.id: a for a in changed}
        resting = self._resting if self._preview.keys() == before else None
        self._refresh()
        self._resting = resting

    def hide_for_typing(self, id_: str | None) -> None:
        """Leave out the annotation whose text is being typed over it."""
        self._typing = id_
        self._refresh()

    def _refresh(self) -> None:
        self._shown = self._resting = None
        self.view.update()
        self.shown_changed.emit()

    def _store_changed(self, what: frozenset[str]) -> None:
        if what & {"annotations", "scenes"}:
            self._refresh()
            self._drop_gone()

    def _scene_changed(self) -> None:
        self._refresh()
        self._drop_gone()

    def _drop_gone(self) -> None:
        here = {a.id for a in self.shown()}
        left = tuple(i for i in self.chosen if i in here or i == self._typing)
        if left != self.chosen:
            self.choose(left)
        else:
            self.chosen_changed.emit(self.chosen)

    # -- choosing ---------------------------------------------------------------------------

    def choose(self, ids: Iterable[str] = ()) -> None:
        """Choose annotations; edits made before are no longer merged with those to come."""
        new = tuple(dict.fromkeys(ids))
        if new != self.chosen:
            self.store.settle()
            self.chosen = new
            self.chosen_changed.emit(new)
            self.view.update()

    @property
    def chosen_annotations(self) -> tuple[Annotation, ...]:
        """The chosen, as they are seen."""
        ids, scene = set(self.chosen), self.session.scene
        here = self.workspace.annotations_in(scene) if ids else ()
        return tuple(self._preview.get(a.id, a) for a in here if a.id in ids)

    def at(self, event: MapEvent) -> Annotation | None:
        """The uppermost annotation under the mouse."""
        camera, shown = self.view.camera, self.shown()
        if self._boxes is None or self._boxes[0] != camera or self._boxes[1] is not shown:
            self._boxes = (camera, shown, painting.boxes(camera, shown))
        tolerance = CLICK_PX * camera.resolution
        return shapes.topmost(shown, (event.lon, event.lat), tolerance, self._boxes[2])

    # -- snapping ---------------------------------------------------------------------------

    def snap(self, event: MapEvent) -> tuple[LonLat, Snap | None]:
        """Where the mouse means: at a vertex or edge nearby, unless Alt is held."""
        here = (event.lon, event.lat)
        if not self.snapping or event.modifiers & Qt.KeyboardModifier.AltModifier:
            return here, None
        if self._snaps is None:
            plan = self.session.plan
            self._snaps = SnapIndex(
                (f.id, f.geometry)
                for id_ in self.session.visible_layers
                if id_ in plan.layer
                for f in plan.layer[id_].features
            )
        found = self._snaps.find(here, SNAP_PX * self.view.camera.resolution)
        return (found.at, found) if found else (here, None)

    def _forget_snaps(self) -> None:
        self._snaps = None

    def feature_name(self, id_: str) -> str:
        """A feature's name, the id where it has none."""
        found = self.session.plan.feature.get(id_)
        return found.name if found else id_

    # -- styles -----------------------------------------------------------------------------

    def style(self, kind: AnnotationKind) -> Style:
        """How a new annotation looks."""
        return self._styles[kind]

    @property
    def kinds(self) -> set[AnnotationKind]:
        """The kinds whose style is spoken of: of the chosen, else of the tool in hand, else all."""
        chosen = {a.kind for a in self.chosen_annotations}
        return chosen or ({self.hand} if self.hand else set(AnnotationKind))

    def take(self, kind: AnnotationKind | None) -> None:
        """A tool for a kind was taken in hand, or laid down."""
        self.hand = kind
        self.style_changed.emit()

    def restyle(self, edit: Callable[[Style], Style], merge: str = "") -> None:
        """Change the style of the chosen, and of new ones of their kinds; of all where none is."""
        for kind in self.kinds:
            self._styles[kind] = edit(self._styles[kind])
        if self.chosen:
            after = edits.restyle(self.workspace, self.chosen, edit)
            self.store.do(self.tr("改样式"), after, merge)
        self.style_changed.emit()

    # -- edits ------------------------------------------------------------------------------

    @property
    def scope(self) -> str | None:
        """The scene that new annotations belong to; None is all."""
        return None if self.everywhere else self.session.scene

    def add(self, annotation: Annotation) -> None:
        """Put a new annotation on top."""
        name = self.tr("添加{kind}").format(kind=kind_name(annotation.kind))
        self.store.do(name, edits.add(self.workspace, annotation))
        self.drawn.emit(annotation.id)

    def put(self, name: str, changed: Sequence[Annotation]) -> None:
        """Take over what a drag has made of annotations."""
        self._preview = {}
        self.store.do(name, edits.put(self.workspace, *changed))
        self._refresh()

    def nudge(self, dx: float, dy: float) -> None:
        """Move the chosen by pixels, right and down; a run of nudges is one action."""
        chosen = self.chosen_annotations
        if not chosen:
            return
        camera = self.view.camera
        lon, lat = shapes.middle([p for a in chosen for p in a.points])
        x, y = camera.pixel_of(lon, lat)
        to_lon, to_lat = camera.to_lonlat(x + dx, y + dy)
        after = edits.move(self.workspace, self.chosen, to_lon - lon, to_lat - lat)
        self.store.do(self.tr("移动标注"), after, merge="nudge")

    def set_text(self, id_: str, text: str, merge: str = "") -> None:
        """Give an annotation another text."""
        after = edits.set_text(self.workspace, [id_], text)
        self.store.do(self.tr("改文字"), after, merge)

    def turn(self, id_: str, degrees: float) -> None:
        """Turn a text, callout or rectangle to an angle."""
        found = self.workspace.annotation[id_]
        if found.kind is AnnotationKind.RECTANGLE:
            turned = shapes.rotated(found, degrees - found.rotation, shapes.middle(found.points))
        else:
            turned = replace(found, rotation=degrees % 360)
        self.store.do(self.tr("旋转标注"), edits.put(self.workspace, turned), merge="turn")

    def delete(self) -> None:
        """Remove the chosen."""
        self.store.do(self.tr("删除标注"), edits.delete(self.workspace, self.chosen))

    def duplicate(self) -> None:
        """Copy the chosen a little aside, and choose the copies."""
        after, ids = edits.duplicate(self.workspace, self.chosen)
        self.store.do(self.tr("复制标注"), after)
        self.choose(ids)

    def choose_all(self) -> None:
        """Choose all that are seen."""
        self.choose(a.id for a in self.shown())

    def restack(self, to: edits.Stack) -> None:
        """Move the chosen up or down in the stack."""
        self.store.do(self.tr("改叠放次序"), edits.restack(self.workspace, self.chosen, to))

    def align(self, edge: edits.Edge) -> None:
        """Align the chosen."""
        self.store.do(self.tr("对齐标注"), edits.align(self.workspace, self.chosen, edge))

    def distribute(self, vertical: bool) -> None:
        """Set the chosen at equal distances."""
        self.store.do(self.tr("分布标注"), edits.distribute(self.workspace, self.chosen, vertical))

    @property
    def attachable(self) -> str | None:
        """The one feature that is selected."""
        features = self.session.selection.features
        return features[0] if len(features) == 1 else None

    def attach(self, feature: str | None) -> None:
        """Attach the chosen to a feature, or to none."""
        name = self.tr("附到要素") if feature else self.tr("解除关联要素")
        self.store.do(name, edits.attach(self.workspace, self.chosen, feature))

    def assign(self, scene: str | None) -> None:
        """Show the chosen in one scene only, or in all."""
        name = self.tr("归入场景") if scene else self.tr("归入所有场景")
        self.store.do(name, edits.assign(self.workspace, self.chosen, scene))
