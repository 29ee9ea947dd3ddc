"""The one observable state of the desktop: widgets listen to it and never to each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QObject, Signal

from luoyang_gis.plan.model import Plan
from luoyang_gis.ui.imports.shown import Brought
from luoyang_gis.workspace.model import ImportedLayer


@dataclass(frozen=True, slots=True)
class Selection:
    """What the panel shows: features, or a record with its features, or nothing (the city)."""

    features: tuple[str, ...] = ()
    record: str | None = None
    # Everything under the click that chose the features, to choose otherwise from.
    nearby: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.features or self.record)


@dataclass(frozen=True, slots=True)
class LayerState:
    """How one layer is shown."""

    id: str
    visible: bool = True
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class BriefingSet:
    """A choice of layers that one key shows."""

    name: str
    layers: frozenset[str]


class Session(QObject):
    """Selection, layer visibility and order, date, hover and active scene."""

    plan_changed = Signal()
    selection_changed = Signal(object)  # Selection
    # Features to lift on the map while a card is hovered; empty to let go.
    hover_changed = Signal(object)  # tuple[str, ...]
    # Features the map should fly to and flash.
    reveal_requested = Signal(object)  # tuple[str, ...]
    # Layers the map should show whole.
    extent_requested = Signal(object)  # tuple[str, ...]
    passage_requested = Signal(str)  # record id
    # An indicator or deliverable that the user wants to record an actual of.
    link_requested = Signal(str, str)  # record id, feature id or ""
    status_requested = Signal(str)  # feature id
    actual_requested = Signal(str)
    # An imported layer that the user wants to be rid of, or to call otherwise.
    removal_requested = Signal(str)
    rename_requested = Signal(str, str)
    layers_changed = Signal(object)  # ids of the layers whose state changed
    order_changed = Signal()
    day_changed = Signal(object)  # date | None
    scene_changed = Signal(object)  # scene id | None
    theme_changed = Signal(str)  # "light" | "dark"
    message = Signal(str)  # one sentence for the status bar

    def __init__(self, plan: Plan, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self._imported: dict[str, ImportedLayer] = {}
        self._layers = {
            layer.id: LayerState(layer.id, layer.visible, layer.opacity) for layer in plan.layers
        }
        self._order = [layer.id for layer in plan.layers]
        self._selection = Selection()
        self._back: list[Selection] = []
        self._forward: list[Selection] = []
        self._day: date | None = plan.newest
        self._scene: str | None = None
        self._theme = "light"
        self._before_solo: dict[str, LayerState] | None = None

    # -- the plan ---------------------------------------------------------------------------

    @property
    def plan(self) -> Plan:
        """The bundled plan with the user's own actuals and links."""
        return self._plan

    def set_plan(self, plan: Plan, imported: Iterable[ImportedLayer] = ()) -> None:
        """Show another state of the plan, as after the user recorded an actual or brought a layer."""
        self._plan = plan
        before = self._replaced
        self._imported = {layer.id: layer for layer in imported}
        known = {layer.id for layer in plan.layers}
        self._order = [id_ for id_ in self._order if id_ in known]
        self._layers = {id_: state for id_, state in self._layers.items() if id_ in known}
        for layer in plan.layers:
            if layer.id not in self._layers:
                self._layers[layer.id] = LayerState(layer.id, layer.visible, layer.opacity)
                self._order.insert(self._place(layer.id), layer.id)
        for id_ in before.symmetric_difference(self._replaced) & known:
            # A stand-in takes the place of what it replaces, and gives it back.
            visible = id_ not in self._replaced
            self._layers[id_] = replace(self._layers[id_], visible=visible)
        self._before_solo = None
        self.plan_changed.emit()

    def _place(self, layer: str) -> int:
        """Where a new layer comes to lie: right on what it replaces, or on top of all."""
        stands_for = self._imported[layer].replaces if layer in self._imported else None
        return self._order.index(stands_for) + 1 if stands_for in self._order else len(self._order)

    # -- imported layers --------------------------------------------------------------------

    @property
    def imported(self) -> Mapping[str, ImportedLayer]:
        """The layers that the user brought, by id."""
        return self._imported

    @property
    def _replaced(self) -> frozenset[str]:
        """The bundled layers that an imported one stands in for."""
        return frozenset(x.replaces for x in self._imported.values() if x.replaces)

    def brought(self, feature: str) -> Brought | None:
        """A feature of an imported layer, by id."""
        layer, _, row = feature.rpartition(":")
        found = self._imported.get(layer)
        if found is None or not row.isdecimal() or int(row) >= len(found.features):
            return None
        return Brought(found, int(row))

    def count(self, layer: str) -> int:
        """How many features a layer holds."""
        brought = self._imported.get(layer)
        return len(brought.features if brought else self._plan.layer[layer].features)

    # -- selection --------------------------------------------------------------------------

    @property
    def selection(self) -> Selection:
        """What is selected."""
        return self._selection

    def select(
        self,
        features: Iterable[str] = (),
        record: str | None = None,
        nearby: tuple[str, ...] = (),
    ) -> None:
        """Select features, or a record; the former selection can be gone back to."""
        new = Selection(tuple(dict.fromkeys(features)), record, nearby)
        if new == self._selection:
            return
        self._back.append(self._selection)
        self._forward.clear()
        self._show(new)

    def select_record(self, record: str, reveal: bool = True) -> None:
        """Select a target or actual with its features, and show where they are."""
        links = self._plan.links_of_record.get(record, ())
        features = tuple(link.feature for link in links)
        self.select(features, record)
        if reveal and features:
            self.reveal_requested.emit(features)

    def select_feature(self, feature: str, reveal: bool = True) -> None:
        """Select one feature and show where it is."""
        self.select((feature,))
        if reveal:
            self.reveal_requested.emit((feature,))

    @property
    def can_go_back(self) -> bool:
        """Tell whether there is a former selection."""
        return bool(self._back)

    @property
    def can_go_forward(self) -> bool:
        """Tell whether a selection was gone back from."""
        return bool(self._forward)

    def go_back(self) -> None:
        """Return to the former selection."""
        if self._back:
            self._forward.append(self._selection)
            self._show(self._back.pop())

    def go_forward(self) -> None:
        """Return to where one went back from."""
        if self._forward:
            self._back.append(self._selection)
            self._show(self._forward.pop())

    def _show(self, selection: Selection) -> None:
        self._selection = selection
        self.selection_changed.emit(selection)

    def hover(self, features: Sequence[str]) -> None:
        """Lift features on the map for as long as a card is hovered."""
        self.hover_changed.emit(tuple(features))

    # -- layers -----------------------------------------------------------------------------

    @property
    def order(self) -> tuple[str, ...]:
        """Layer ids, the lowest first."""
        return tuple(self._order)

    def layer(self, id_: str) -> LayerState:
        """How a layer is shown."""
        return self._layers[id_]

    @property
    def visible_layers(self) -> tuple[str, ...]:
        """The ids of the layers that are on, the lowest first."""
        return tuple(id_ for id_ in self._order if self._layers[id_].visible)

    def set_visible(self, ids: Iterable[str], visible: bool) -> None:
        """Turn layers on or off."""
        self._before_solo = None
        self._update({id_: replace(self._layers[id_], visible=visible) for id_ in ids})

    def show_only(self, ids: Iterable[str]) -> None:
        """Turn these layers on and all others off."""
        stand_ins = {x.replaces: x.id for x in self._imported.values()}
        wanted = {stand_ins.get(id_, id_) for id_ in ids}
        self._before_solo = None
        self._update({i: replace(state, visible=i in wanted) for i, state in self._layers.items()})

    def solo(self, id_: str) -> None:
        """Show only this layer; once more brings back what was shown."""
        if self._before_solo is not None and self.visible_layers == (id_,):
            before, self._before_solo = self._before_solo, None
            self._update(before)
            return
        before = dict(self._layers)
        self.show_only([id_])
        self._before_solo = before

    @property
    def sets(self) -> tuple[BriefingSet, ...]:
        """The briefing sets: by the plan's rules over tags, or its groups where it has none."""
        plan = self._plan
        if not plan.layer_sets:
            return tuple(
                BriefingSet(g.name, frozenset(x.id for x in plan.layers if x.group == g.id))
                for g in plan.groups
            )
        return tuple(BriefingSet(s.name, self._tagged(s.tags)) for s in plan.layer_sets)

    def _tagged(self, tags: Iterable[str]) -> frozenset[str]:
        """The layers with one of the tags, and the base map."""
        wanted = {*tags, "底图"}
        found = (layer.id for layer in self._plan.layers if wanted & {*layer.tags})
        return frozenset(found) - self._replaced

    def show_set(self, tags: Iterable[str]) -> None:
        """Show the layers of a briefing set."""
        self.show_only(self._tagged(tags))

    def set_opacity(self, id_: str, opacity: float) -> None:
        """Make a layer more or less transparent."""
        self._update({id_: replace(self._layers[id_], opacity=min(1.0, max(0.0, opacity)))})

    def set_order(self, order: Sequence[str]) -> None:
        """Draw the layers in another order, the lowest first."""
        if sorted(order) != sorted(self._order):
            raise ValueError("an order names every layer once")
        if list(order) != self._order:
            self._order = list(order)
            self.order_changed.emit()

    def _update(self, states: dict[str, LayerState]) -> None:
        changed = tuple(i for i, state in states.items() if self._layers[i] != state)
        self._layers.update(states)
        if changed:
            self.layers_changed.emit(changed)

    # -- date, scene, theme -----------------------------------------------------------------

    @property
    def day(self) -> date | None:
        """The date on the timeline; None is “全部”."""
        return self._day

    @property
    def as_of(self) -> date:
        """The date statuses are computed for; with “全部” that of the newest document."""
        return self._day or self._plan.newest

    def set_day(self, day: date | None) -> None:
        """Move the timeline."""
        if day != self._day:
            self._day = day
            self.day_changed.emit(day)

    @property
    def scene(self) -> str | None:
        """The scene shown last, until the view departs from it."""
        return self._scene

    def set_scene(self, scene: str | None) -> None:
        """Name the scene that is shown."""
        if scene != self._scene:
            self._scene = scene
            self.scene_changed.emit(scene)

    @property
    def theme(self) -> str:
        """Light or dark."""
        return self._theme

    def set_theme(self, theme: str) -> None:
        """Switch the colours of interface and map."""
        if theme != self._theme:
            self._theme = theme
            self.theme_changed.emit(theme)
