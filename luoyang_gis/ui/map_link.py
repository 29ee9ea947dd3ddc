"""Joins the map to the session: each tells the other what was clicked, chosen, hovered or changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from luoyang_gis.canvas.camera import Camera
from luoyang_gis.canvas.furniture import draw_north_arrow, draw_scale_bar
from luoyang_gis.canvas.layers import MapLayer
from luoyang_gis.canvas.legend import legend, swatch
from luoyang_gis.canvas.mapview import MapView
from luoyang_gis.canvas.pick import RANK, Hit
from luoyang_gis.canvas.tools import (
    IdentifyTool,
    MeasureAreaTool,
    MeasureLengthTool,
    SelectTool,
    Tool,
)
from luoyang_gis.plan.model import BBox, Layer
from luoyang_gis.plan.overview import CITY
from luoyang_gis.plan.progress import feature_status
from luoyang_gis.plan.symbols import Palette
from luoyang_gis.ui.imports.shown import DrawnImports
from luoyang_gis.ui.layer_tree import Sample
from luoyang_gis.ui.session import Selection, Session

GROUND_TAG = "底图"
SCALE_STEP = 1.5
IDLE_MS = 20
TOOL_KEYS = (
    Qt.Key.Key_Escape,
    Qt.Key.Key_Backspace,
    Qt.Key.Key_Delete,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
)


class MapLink(QObject):
    """The map view and its ties to the session."""

    scale_changed = Signal(float)
    cursor_moved = Signal(float, float)
    cursor_left = Signal()
    progress = Signal(float)
    tool_changed = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        # Layers of the plan ready to draw, each with what it was made of.
        self._base: dict[str, tuple[Layer, MapLayer]] = {}
        self.imports = DrawnImports()
        self.view = MapView(self._palette(), parent)
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.view.setAccessibleName(self.tr("地图"))
        self.view.setAccessibleDescription(self.tr("方向键移动，加减键缩放，回车查看中心处的要素"))
        self._tools: dict[str, Tool] = {}
        self.tool = "identify"
        # The first picture needs but the layers it shows; the others are projected when idle.
        self._waiting = {*session.order} - {*session.visible_layers}
        self._idle = QTimer(self)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self._prepare_one)
        self._show_layers()
        self.view.home = self._whole()
        # Only when the window is laid out and painted does the map know how large it is.
        self._opening: BBox | None = self.view.home
        self._painted = False
        self.view.installEventFilter(self)
        self.view.add_overlay(self._paint_furniture, 20)
        self._connect()
        if session.selection.features:
            # Another window, in another language perhaps, was there before.
            self._mark(session.selection)

    def _dress(self) -> None:
        self.view.set_palette(self._palette())

    def keep_at(self, camera: Camera) -> None:
        """Open where another window looked."""
        self._opening = None
        self.view.set_camera(camera)

    def open_at(self, extent: BBox) -> None:
        """What shall be in view when the window opens."""
        self._opening = extent

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self._painted:
            self._painted = True
            self._idle.start()
            if self._opening is not None:
                self.view.zoom_to(self._opening, animate=False)
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in TOOL_KEYS
            and self.tool != "identify"
        ):
            # Keys that a tool may want for itself go to it before they are anybody's shortcut.
            event.accept()
        return super().eventFilter(watched, event)

    def _connect(self) -> None:
        session, view = self._session, self.view
        view.clicked.connect(self._clicked)
        view.hovered.connect(self._hovered)
        view.cursor_moved.connect(self.cursor_moved)
        view.cursor_left.connect(self.cursor_left)
        view.render_progress.connect(self.progress)
        view.camera_changed.connect(lambda camera: self.scale_changed.emit(camera.scale))
        session.selection_changed.connect(self._mark)
        session.hover_changed.connect(self._lift)
        session.reveal_requested.connect(self.reveal)
        session.extent_requested.connect(self._show_extent)
        session.layers_changed.connect(self._layers_changed)
        session.order_changed.connect(self._order_changed)
        session.plan_changed.connect(self._plan_changed)
        session.day_changed.connect(self._day_changed)
        session.theme_changed.connect(self._dress)

    # -- layers -----------------------------------------------------------------------------

    def _palette(self) -> Palette:
        theme = self._session.theme
        return Palette(theme, self._session.plan.palettes[theme])

    def _whole(self) -> BBox:
        """The municipality; without it everything there is."""
        plan = self._session.plan
        city = plan.feature.get(CITY)
        boxes = [city.geometry.bbox] if city else [f.geometry.bbox for f in plan.features]
        wests, souths, easts, norths = zip(*boxes, strict=True)
        west, south, east, north = min(wests), min(souths), max(easts), max(norths)
        if east - west < 0.1 or north - south < 0.1:
            return self.view.home
        return (west, south, east, north)

    def _layer(self, layer: Layer) -> MapLayer:
        """A layer as the session has it: its statuses of the day, its opacity."""
        plan, day = self._session.plan, self._session.day
        drawn = self._drawn(layer)
        if day is not None and layer.features:
            drawn = drawn.with_statuses(
                {f.id: feature_status(plan, f.id, day) for f in layer.features}
            )
        opacity = self._session.layer(layer.id).opacity
        return drawn if drawn.opacity == opacity else drawn.with_opacity(opacity)

    def _drawn(self, layer: Layer) -> MapLayer:
        """A layer as it was read."""
        imported = self._session.imported.get(layer.id)
        if imported is not None:
            return self.imports.of(imported)
        known = self._base.get(layer.id)
        if known is None or known[0] is not layer:
            known = self._base[layer.id] = (layer, MapLayer.from_plan(layer))
        return known[1]

    def _show_layers(self) -> None:
        session = self._session
        layers = [session.plan.layer[id_] for id_ in session.order]
        self.view.set_layers(self._layer(x) for x in layers if x.id not in self._waiting)
        self.view.set_visible_layers(session.visible_layers)

    def _catch_up(self) -> None:
        """Make ready the layers that the first picture did not need."""
        if self._waiting:
            self._idle.stop()
            self._waiting.clear()
            self._show_layers()

    def _prepare_one(self) -> None:
        """Project one of the waiting layers in an idle moment; once all are, hand them over."""
        waiting = [id_ for id_ in self._waiting if id_ not in self._base]
        if waiting:
            self._layer(self._session.plan.layer[waiting[0]])
        else:
            self._catch_up()

    def _layers_changed(self, ids: Sequence[str]) -> None:
        self._catch_up()
        drawn = {layer.id: layer for layer in self.view.layers}
        for id_ in ids:
            if drawn[id_].opacity != self._session.layer(id_).opacity:
                self.view.update_layer(self._layer(self._session.plan.layer[id_]))
        self.view.set_visible_layers(self._session.visible_layers)
        self._mark(self._session.selection)

    def _order_changed(self) -> None:
        self._catch_up()
        self._show_layers()

    def _day_changed(self) -> None:
        self._catch_up()
        for drawn in self.view.layers:
            fresh = self._layer(self._session.plan.layer[drawn.id])
            if fresh is not drawn and fresh.statuses != drawn.statuses:
                self.view.update_layer(fresh)

    def _plan_changed(self) -> None:
        self._catch_up()
        self._show_layers()
        self._mark(self._session.selection)

    def all_layers(self) -> tuple[MapLayer, ...]:
        """Every layer as it is drawn, the lowest first, shown or not."""
        self._catch_up()
        return self.view.layers

    def legend(self, layer: Layer) -> list[Sample]:
        """A layer's symbols as pictures, drawn as the map draws them."""
        ratio = max(1.0, self.view.devicePixelRatioF())
        palette = self.view.palette_
        return [
            Sample(entry.label, QPixmap.fromImage(swatch(entry, palette, ratio=ratio)))
            for entry in legend(self._layer(layer))
        ]

    def _paint_furniture(self, painter: QPainter, camera: Camera) -> None:
        """Scale bar and north arrow in the lower corners."""
        palette = self.view.palette_
        draw_scale_bar(painter, camera, palette, QPointF(16, camera.height - 14))
        draw_north_arrow(painter, palette, QPointF(camera.width - 26, 34))

    # -- from the map -----------------------------------------------------------------------

    def _clicked(self, hits: Sequence[Hit]) -> None:
        best = self.best(hits)
        others = tuple(hit.id for hit in hits)
        self._session.select(best, nearby=others if len(others) > len(best) else ())

    def best(self, hits: Sequence[Hit]) -> tuple[str, ...]:
        """What a click means: a point before a line before an area, any of them before the ground."""
        if not hits:
            return ()
        plan = self._session.plan

        def is_ground(hit: Hit) -> bool:
            layer = plan.layer.get(hit.layer.id)
            return layer is not None and GROUND_TAG in layer.tags

        themed = [hit for hit in hits if not is_ground(hit)]
        if not themed:
            return (hits[0].id,)
        rank = min(RANK[hit.layer.kind] for hit in themed)
        return tuple(hit.id for hit in themed if RANK[hit.layer.kind] == rank)

    def identify_centre(self) -> None:
        """Click the middle of the map, as the keyboard does."""
        from luoyang_gis.canvas.pick import identify

        view = self.view
        self._clicked(
            identify(view.visible_layers, view.camera, view.width() / 2, view.height() / 2)
        )

    def _hovered(self, hit: Hit | None) -> None:
        if not self.view.underMouse():
            return
        if hit is None:
            QToolTip.hideText()
            return
        lines = [hit.name, hit.layer.name]
        feature = self._session.plan.feature.get(hit.id)
        if feature:
            status = hit.layer.statuses[hit.place]
            count = len(self._session.plan.links_of_feature.get(hit.id, ()))
            records = self.tr("{count} 条记录").format(count=count)
            lines[1] = " · ".join((hit.layer.name, status, *([records] if count else [])))
        elif brought := self._session.brought(hit.id):
            lines[0] = brought.name
        # Names come from files: never let one be read as markup.
        text = "<br>".join(escape(line) for line in lines)
        QToolTip.showText(QCursor.pos(), f"<p style='white-space:pre'>{text}</p>", self.view)

    # -- from the session -------------------------------------------------------------------

    def _mark(self, selection: Selection) -> None:
        self._catch_up()
        # What is switched off leaves no ghost on the map.
        shown = {layer.id for layer in self.view.visible_layers}
        hits = self.view.hits_of(selection.features)
        self.view.set_selection(hit for hit in hits if hit.layer.id in shown)

    def _lift(self, features: Sequence[str]) -> None:
        self._catch_up()
        self.view.lift(features)

    def reveal(self, features: Iterable[str]) -> None:
        """Fly to features, turn their layers on, and let them flash."""
        self._catch_up()
        ids = tuple(features)
        plan = self._session.plan
        layers = {plan.feature[id_].layer for id_ in ids if id_ in plan.feature}
        hidden = [id_ for id_ in layers if not self._session.layer(id_).visible]
        if hidden:
            self._session.set_visible(hidden, True)
        self.view.zoom_to_hits(self.view.hits_of(ids))
        self.view.flash(ids)

    def _show_extent(self, layers: Sequence[str]) -> None:
        self._catch_up()
        wanted = set(layers)
        boxes = [m.shapes.extent for m in self.view.layers if m.id in wanted and m.shapes.extent]
        if not boxes:
            return
        wests, souths, easts, norths = zip(*boxes, strict=True)
        box = (min(wests), min(souths), max(easts), max(norths))
        self.view.fly_to(Camera.fit_display(box, self.view.width(), self.view.height()))

    # -- commands ---------------------------------------------------------------------------

    @property
    def scale(self) -> float:
        """The denominator of the map's scale."""
        return self.view.camera.scale

    def set_scale(self, denominator: float) -> None:
        """Show the middle at 1:denominator."""
        self.view.set_scale(denominator)

    def show_whole(self) -> None:
        """The whole municipality."""
        self.view.zoom_home()

    def zoom_in(self) -> None:
        """One step closer."""
        self.view.zoom_by(SCALE_STEP)

    def zoom_out(self) -> None:
        """One step back."""
        self.view.zoom_by(1 / SCALE_STEP)

    def view_back(self) -> None:
        """Where one looked before."""
        self.view.back()

    def view_forward(self) -> None:
        """Where one went back from."""
        self.view.forward()

    def use_tool(self, name: str) -> None:
        """Take a tool in hand."""
        if name not in self._tools:
            self._tools[name] = self._make_tool(name)
        self.tool = name
        self.view.set_tool(self._tools[name])
        self.tool_changed.emit(name)

    def add_tool(self, name: str, tool: Tool) -> None:
        """Know a tool of another part of the window."""
        self._tools[name] = tool

    def _make_tool(self, name: str) -> Tool:
        if name == "select":
            tool = SelectTool(self.view)
            tool.selected.connect(lambda hits: self._session.select(hit.id for hit in hits))
            return tool
        if name in ("length", "area"):
            measure = (
                MeasureLengthTool(self.view) if name == "length" else MeasureAreaTool(self.view)
            )
            measure.measured.connect(lambda text, _: self._session.message.emit(text))
            return measure
        return IdentifyTool(self.view)
