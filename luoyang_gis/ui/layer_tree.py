"""The layers as a tree: groups, layers, and the symbols each layer draws with."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QPixmap

from luoyang_gis.plan.model import Layer
from luoyang_gis.ui.session import Session

Index = QModelIndex | QPersistentModelIndex
MIME = "application/x-luoyang-layers"
# An index's internal id tells its place: 0 a group, g + 1 a layer of group g, and with a layer's
# number in the high half an entry of its legend. So no Python object needs to outlive an index.
SHIFT = 16


class TreeRoles(IntEnum):
    """What an index tells besides its text."""

    LAYER = Qt.ItemDataRole.UserRole + 1  # layer id; None for a group
    COUNT = Qt.ItemDataRole.UserRole + 2  # number of features
    HINT = Qt.ItemDataRole.UserRole + 3  # why nothing of it shows at this scale
    GROUP = Qt.ItemDataRole.UserRole + 4  # group id
    SOLO = Qt.ItemDataRole.UserRole + 5  # whether it is the only layer shown


@dataclass(frozen=True, slots=True)
class Sample:
    """One line of a layer's legend: a symbol and what it stands for."""

    label: str
    picture: QPixmap


@dataclass(frozen=True, slots=True)
class Branch:
    """A group and its layers, the topmost first."""

    id: str
    name: str
    layers: tuple[str, ...]


Legend = Callable[[Layer], Sequence[Sample]]


def branches(session: Session) -> tuple[Branch, ...]:
    """The groups that hold layers, what is drawn on top first."""
    plan = session.plan
    names = {g.id: g.name for g in plan.groups}
    found: dict[str, list[str]] = {}
    for id_ in reversed(session.order):
        found.setdefault(plan.layer[id_].group, []).append(id_)
    return tuple(Branch(g, names.get(g, g), tuple(ids)) for g, ids in found.items())


def reordered(order: Sequence[str], moved: Sequence[str], above: str | None) -> tuple[str, ...]:
    """A drawing order (lowest first) with layers moved right on top of another, or to the bottom."""
    while above in moved:
        place = order.index(above)
        above = order[place - 1] if place else None
    rest = [id_ for id_ in order if id_ not in moved]
    at = rest.index(above) + 1 if above in rest else 0
    kept = [id_ for id_ in order if id_ in moved]
    return (*rest[:at], *kept, *rest[at:])


class LayerTreeModel(QAbstractItemModel):
    """Groups with tri-state checks over layers over their legends."""

    rebuilt = Signal()

    def __init__(self, session: Session, legend: Legend, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._legend = legend
        self._branches = branches(session)
        self._entries: dict[str, tuple[Sample, ...]] = {}
        self._scale = 0.0
        session.layers_changed.connect(self._states_changed)
        session.order_changed.connect(self.rebuild)
        session.plan_changed.connect(self.rebuild)

    # -- structure --------------------------------------------------------------------------

    def rebuild(self) -> None:
        """Read groups, layers and legends anew."""
        self.beginResetModel()
        self._branches = branches(self._session)
        self._entries.clear()
        self.endResetModel()
        self.rebuilt.emit()

    def refresh_legends(self) -> None:
        """Draw the symbols anew, as in another theme or on another day."""
        before = {id_: [e.label for e in entries] for id_, entries in self._entries.items()}
        self._entries.clear()
        if any([e.label for e in self.entries(id_)] != labels for id_, labels in before.items()):
            self.rebuild()
        else:
            self._all_changed([Qt.ItemDataRole.DecorationRole])

    def entries(self, layer: str) -> tuple[Sample, ...]:
        """A layer's legend, drawn when it is first asked for."""
        if layer not in self._entries:
            self._entries[layer] = tuple(self._legend(self._session.plan.layer[layer]))
        return self._entries[layer]

    def index(self, row: int, column: int, parent: Index | None = None) -> QModelIndex:
        if parent is None or not parent.isValid():
            known = 0 <= row < len(self._branches)
            return self.createIndex(row, column, 0) if known and column == 0 else QModelIndex()
        if not 0 <= row < self.rowCount(parent):
            return QModelIndex()
        inside = parent.internalId()
        if inside == 0:
            return self.createIndex(row, column, parent.row() + 1)
        return self.createIndex(row, column, inside | (parent.row() + 1) << SHIFT)

    def parent(self, index: Index | None = None) -> QModelIndex:  # type: ignore[override]
        inside = index.internalId() if index is not None and index.isValid() else 0
        if inside == 0:
            return QModelIndex()
        layer, group = inside >> SHIFT, inside & (1 << SHIFT) - 1
        if layer:
            return self.createIndex(layer - 1, 0, group)
        return self.createIndex(group - 1, 0, 0)

    def rowCount(self, parent: Index | None = None) -> int:
        if parent is None or not parent.isValid():
            return len(self._branches)
        if parent.column() > 0:
            return 0
        inside = parent.internalId()
        if inside == 0:
            return len(self._branches[parent.row()].layers)
        if inside >> SHIFT:
            return 0
        # One symbol stands beside the layer's own name; several are listed below it.
        count = len(self.entries(self._layer_at(parent) or ""))
        return count if count > 1 else 0

    def columnCount(self, parent: Index | None = None) -> int:
        return 1

    def layer_index(self, layer: str) -> QModelIndex:
        """Where a layer stands in the tree."""
        for g, branch in enumerate(self._branches):
            if layer in branch.layers:
                return self.createIndex(branch.layers.index(layer), 0, g + 1)
        return QModelIndex()

    def _layer_at(self, index: Index) -> str | None:
        inside = index.internalId()
        if inside == 0:
            return None
        row = (inside >> SHIFT) - 1 if inside >> SHIFT else index.row()
        return self._branches[(inside & (1 << SHIFT) - 1) - 1].layers[row]

    def layers_of(self, index: Index) -> tuple[str, ...]:
        """The layers an index stands for: its own, or all of its group."""
        if not index.isValid():
            return ()
        layer = self._layer_at(index)
        return (layer,) if layer else self._branches[index.row()].layers

    # -- what is shown ----------------------------------------------------------------------

    def flags(self, index: Index) -> Qt.ItemFlag:
        flag = Qt.ItemFlag
        if not index.isValid():
            return flag.ItemIsDropEnabled
        if index.internalId() >> SHIFT:
            return flag.ItemIsEnabled | flag.ItemNeverHasChildren
        common = flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsUserCheckable
        drop = flag.ItemIsDropEnabled if index.internalId() == 0 else flag.NoItemFlags
        return common | flag.ItemIsDragEnabled | drop

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        layer = self._layer_at(index)
        if layer is None:
            return self._group_data(self._branches[index.row()], role)
        if index.internalId() >> SHIFT:
            entry = self.entries(layer)[index.row()]
            if role == Qt.ItemDataRole.DecorationRole:
                return entry.picture
            texts = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return entry.label if role in texts else None
        return self._layer_data(self._session.plan.layer[layer], role)

    def _group_data(self, branch: Branch, role: int) -> object:
        shown = sum(self._session.layer(id_).visible for id_ in branch.layers)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return branch.name
            case Qt.ItemDataRole.CheckStateRole:
                state = Qt.CheckState
                if shown == len(branch.layers):
                    return state.Checked
                return state.PartiallyChecked if shown else state.Unchecked
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.tr("{name}，{count} 个图层，显示 {shown} 个").format(
                    name=branch.name, count=len(branch.layers), shown=shown
                )
            case TreeRoles.GROUP:
                return branch.id
        return None

    def _layer_data(self, layer: Layer, role: int) -> object:
        state = self._session.layer(layer.id)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return layer.name
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if state.visible else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.DecorationRole:
                entries = self.entries(layer.id)
                return entries[0].picture if len(entries) == 1 else None
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(layer)
            case Qt.ItemDataRole.AccessibleTextRole:
                shown = self.tr("显示") if state.visible else self.tr("不显示")
                return self.tr("{name}，{count} 个要素，{shown}").format(
                    name=layer.name, count=self._session.count(layer.id), shown=shown
                )
            case TreeRoles.LAYER:
                return layer.id
            case TreeRoles.COUNT:
                return self._session.count(layer.id)
            case TreeRoles.HINT:
                return self.hint(layer)
            case TreeRoles.SOLO:
                return self._session.visible_layers == (layer.id,)
        return None

    def _tip(self, layer: Layer) -> str:
        parts = [
            self.tr("{name}：{count} 个要素").format(
                name=layer.name, count=self._session.count(layer.id)
            ),
            self.hint(layer),
            self.tr("来源：{source}").format(source=layer.provenance),
        ]
        return "\n".join(part for part in parts if part)

    def hint(self, layer: Layer) -> str:
        """Why nothing of a layer shows at the present scale; empty where it does."""
        low, high = layer.min_scale or 0.0, layer.max_scale or float("inf")
        if not self._scale or low <= self._scale <= high:
            return ""
        if self._scale > high:
            return self.tr("放大到 1:{scale} 才显示").format(scale=f"{high:,.0f}")
        return self.tr("缩小到 1:{scale} 才显示").format(scale=f"{low:,.0f}")

    def set_scale(self, scale: float) -> None:
        """Tell the map's scale, which decides the hints."""
        before = [self.hint(layer) for layer in self._session.plan.layers]
        self._scale = scale
        if before != [self.hint(layer) for layer in self._session.plan.layers]:
            self._all_changed([TreeRoles.HINT])

    # -- what is changed --------------------------------------------------------------------

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        # Qt hands over the bare number of the state.
        checked = value in (Qt.CheckState.Checked, Qt.CheckState.Checked.value)
        self._session.set_visible(self.layers_of(index), checked)
        return True

    def _states_changed(self, ids: Sequence[str]) -> None:
        # Whether a layer is the only one shown depends on all the others.
        del ids
        self._all_changed([Qt.ItemDataRole.CheckStateRole, TreeRoles.SOLO])

    def _all_changed(self, roles: list[int]) -> None:
        for g, branch in enumerate(self._branches):
            group = self.createIndex(g, 0, 0)
            self.dataChanged.emit(group, group, roles)
            first = self.createIndex(0, 0, g + 1)
            last = self.createIndex(len(branch.layers) - 1, 0, g + 1)
            self.dataChanged.emit(first, last, roles)

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        layers = [id_ for index in indexes for id_ in self.layers_of(index)]
        data.setData(MIME, json.dumps(layers).encode())
        return data

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        moved = self._dragged(data)
        if not moved:
            return False
        plan = self._session.plan
        groups = {plan.layer[id_].group for id_ in moved}
        if not parent.isValid():
            # Between groups only whole groups may be dropped.
            whole = {id_ for b in self._branches if b.id in groups for id_ in b.layers}
            return row >= 0 and whole == set(moved)
        inside = parent.internalId() == 0
        return inside and groups == {self._branches[parent.row()].id}

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        self._session.set_order(
            reordered(self._session.order, self._dragged(data), self._below(row, parent))
        )
        # The model is rebuilt from the new order: the view must not remove rows by itself.
        return False

    def _below(self, row: int, parent: Index) -> str | None:
        """The layer that what is dropped shall lie right on top of; None is the bottom."""
        if parent.isValid():
            layers = self._branches[parent.row()].layers
            row = 0 if row < 0 else row
            if row < len(layers):
                return layers[row]
            return self._topmost(self._branches[parent.row() + 1 :], below=layers)
        return self._topmost(self._branches[row:], below=())

    def _topmost(self, rest: Sequence[Branch], below: Sequence[str]) -> str | None:
        order = self._session.order
        if below:
            # The bottom of a group is right on top of whatever lies under its lowest layer.
            at = min(order.index(id_) for id_ in below)
            return order[at - 1] if at else None
        candidates = [order.index(id_) for branch in rest for id_ in branch.layers]
        return order[max(candidates)] if candidates else None

    def _dragged(self, data: QMimeData) -> tuple[str, ...]:
        try:
            ids = json.loads(bytes(data.data(MIME).data()))
        except ValueError:
            return ()
        if not isinstance(ids, list):
            return ()
        return tuple(id_ for id_ in ids if id_ in self._session.plan.layer)

    def move(self, layer: str, up: bool) -> None:
        """Move a layer one place within its group, as by keyboard."""
        group = self._session.plan.layer[layer].group
        fellows = next(b.layers for b in self._branches if b.id == group)
        at = fellows.index(layer)
        if up and at > 0:
            self._session.set_order(reordered(self._session.order, [layer], fellows[at - 1]))
        elif not up and at < len(fellows) - 1:
            other = fellows[at + 1]
            self._session.set_order(reordered(self._session.order, [other], layer))
