"""The layer dock: briefing sets, a filter, the tree, and what is done with the chosen layer."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QSlider,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from luoyang_gis.ui.icons import icon
from luoyang_gis.ui.layer_tree import LayerTreeModel, Legend, TreeRoles
from luoyang_gis.ui.session import Session
from luoyang_gis.ui.theme import SMALL, THEMES, ui_font
from luoyang_gis.ui.widgets import plain_label

Index = QModelIndex | QPersistentModelIndex
SETS_A_ROW = 3
ROW_HEIGHT = 28


class LayerDelegate(QStyledItemDelegate):
    """Draws a row as ever, its number of features on the right, and softly where it is out of scale."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        size.setHeight(max(ROW_HEIGHT, size.height()))
        return size

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if index.data(TreeRoles.HINT):
            soft = option.palette.color(QPalette.ColorRole.PlaceholderText)
            for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
                option.palette.setColor(role, soft)
        if index.data(TreeRoles.GROUP):
            option.font.setWeight(option.font.Weight.DemiBold)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        count = index.data(TreeRoles.COUNT)
        if count is None:
            super().paint(painter, option, index)
            return
        font = ui_font(SMALL)
        note = str(count)
        painter.save()
        painter.setFont(font)
        width = painter.fontMetrics().horizontalAdvance(note) + 12
        inner = QStyleOptionViewItem(option)
        inner.rect = option.rect.adjusted(0, 0, -width, 0)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(self._tint(option)))
        super().paint(painter, inner, index)
        painter.setPen(option.palette.color(QPalette.ColorRole.PlaceholderText))
        place = QRect(
            option.rect.right() - width, option.rect.top(), width - 6, option.rect.height()
        )
        painter.drawText(
            place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), note
        )
        painter.restore()

    @staticmethod
    def _tint(option: QStyleOptionViewItem) -> str:
        dark = option.palette.color(QPalette.ColorRole.Window).lightness() < 128
        return THEMES["dark" if dark else "light"].tint


class LayerView(QTreeView):
    """The tree; keys move a layer and show it alone."""

    def __init__(self, model: LayerTreeModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(LayerDelegate(self))
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(18)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setExpandsOnDoubleClick(False)
        self._layers = model

    @property
    def layer(self) -> str | None:
        """The chosen layer."""
        found = self.currentIndex().data(TreeRoles.LAYER)
        return found if isinstance(found, str) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Up: True, Qt.Key.Key_Down: False}
        up = moves.get(Qt.Key(event.key()))
        layer = self.layer
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and up is not None and layer:
            self._layers.move(layer, up)
            self.setCurrentIndex(self._layers.layer_index(layer))
            return
        super().keyPressEvent(event)


class LayerPanel(QWidget):
    """Everything about which layers are shown and how."""

    def __init__(self, session: Session, legend: Legend, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.model = LayerTreeModel(session, legend, self)
        self.tree = LayerView(self.model, self)
        self.tree.setAccessibleName(self.tr("图层"))
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(self.tr("筛选图层"))
        self.filter.setAccessibleName(self.tr("按名称筛选图层"))
        self.filter.setClearButtonEnabled(True)
        self.opacity = QSlider(Qt.Orientation.Horizontal, self)
        self.opacity.setRange(0, 100)
        self.opacity.setPageStep(10)
        self.opacity.setAccessibleName(self.tr("不透明度"))
        self._share = QLabel(self)
        self._share.setProperty("role", "soft")
        self._hint = plain_label(self, "soft")
        self._solo = self._button(self.tr("只看这层"), self.solo)
        self._solo.setCheckable(True)
        self._zoom = self._button(self.tr("缩放到这里"), self.zoom)
        self._sets = [
            self._set_button(number, s.name) for number, s in enumerate(session.sets[:9], 1)
        ]
        self.setFocusProxy(self.tree)
        self._lay_out()
        self._connect()
        self._expanded: set[str] = set()
        self._open_shown_groups()
        self._dress()
        self._refresh()

    # -- layout -----------------------------------------------------------------------------

    def _button(self, text: str, act: object) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        if callable(act):
            button.clicked.connect(lambda: act())
        return button

    def _set_button(self, number: int, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(f"{number} {name}")
        button.setCheckable(True)
        button.setToolTip(
            self.tr("只显示“{name}”的图层（按键 {number}）").format(name=name, number=number)
        )
        button.setAccessibleName(
            self.tr("图层组 {number}：{name}").format(number=number, name=name)
        )
        policy = button.sizePolicy()
        policy.setHorizontalPolicy(policy.Policy.Expanding)
        button.setSizePolicy(policy)
        button.setMinimumWidth(40)
        button.clicked.connect(lambda: self.show_set(number))
        return button

    def _lay_out(self) -> None:
        sets = QGridLayout()
        sets.setContentsMargins(8, 8, 8, 0)
        sets.setSpacing(2)
        for place, button in enumerate(self._sets):
            sets.addWidget(button, place // SETS_A_ROW, place % SETS_A_ROW)
        top = QHBoxLayout()
        top.setContentsMargins(8, 6, 8, 6)
        top.addWidget(self.filter)
        foot = QVBoxLayout()
        foot.setContentsMargins(8, 4, 8, 8)
        foot.setSpacing(4)
        row = QHBoxLayout()
        label = QLabel(self.tr("不透明度"), self)
        label.setBuddy(self.opacity)
        row.addWidget(label)
        row.addWidget(self.opacity, 1)
        row.addWidget(self._share)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self._solo)
        buttons.addWidget(self._zoom)
        buttons.addStretch()
        foot.addWidget(self._hint)
        foot.addLayout(row)
        foot.addLayout(buttons)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(sets)
        box.addLayout(top)
        box.addWidget(self.tree, 1)
        box.addLayout(foot)

    def _connect(self) -> None:
        session = self._session
        session.layers_changed.connect(self._refresh)
        session.plan_changed.connect(self._refresh)
        session.theme_changed.connect(self._dress)
        session.day_changed.connect(self.model.refresh_legends)
        self.filter.textChanged.connect(self._filter)
        self.tree.selectionModel().currentChanged.connect(self._refresh)
        self.tree.customContextMenuRequested.connect(self._menu)
        self.tree.doubleClicked.connect(self.zoom)
        self.tree.expanded.connect(lambda i: self._remember(i, True))
        self.tree.collapsed.connect(lambda i: self._remember(i, False))
        self.model.modelAboutToBeReset.connect(self._before_rebuild)
        self.model.rebuilt.connect(self._after_rebuild)
        self.opacity.valueChanged.connect(self._set_opacity)

    # -- what is shown ----------------------------------------------------------------------

    def _open_shown_groups(self) -> None:
        """Groups that show something stand open, the rest are folded away."""
        for row in range(self.model.rowCount()):
            index = self.model.index(row, 0)
            shown = index.data(Qt.ItemDataRole.CheckStateRole) != Qt.CheckState.Unchecked
            self.tree.setExpanded(index, shown)

    def _remember(self, index: QModelIndex, is_open: bool) -> None:
        key = index.data(TreeRoles.GROUP) or index.data(TreeRoles.LAYER)
        if isinstance(key, str) and not self.filter.text():
            (self._expanded.add if is_open else self._expanded.discard)(key)

    def _before_rebuild(self) -> None:
        self._chosen = self.tree.layer

    def _after_rebuild(self) -> None:
        for row in range(self.model.rowCount()):
            group = self.model.index(row, 0)
            self.tree.setExpanded(group, group.data(TreeRoles.GROUP) in self._expanded)
            for below in range(self.model.rowCount(group)):
                layer = self.model.index(below, 0, group)
                if layer.data(TreeRoles.LAYER) in self._expanded:
                    self.tree.expand(layer)
        if self._chosen:
            self.tree.setCurrentIndex(self.model.layer_index(self._chosen))
        self._filter(self.filter.text())
        self._refresh()

    def _filter(self, text: str) -> None:
        wanted = text.strip().lower()
        for row in range(self.model.rowCount()):
            group = self.model.index(row, 0)
            whole = wanted in str(group.data()).lower()
            found = 0
            for below in range(self.model.rowCount(group)):
                layer = self._session.plan.layer[
                    str(self.model.index(below, 0, group).data(TreeRoles.LAYER))
                ]
                words = " ".join((layer.name, *layer.tags)).lower()
                fits = whole or wanted in words
                self.tree.setRowHidden(below, group, not fits)
                found += fits
            self.tree.setRowHidden(row, QModelIndex(), not found)
            if wanted:
                self.tree.setExpanded(group, True)
            else:
                self.tree.setExpanded(group, group.data(TreeRoles.GROUP) in self._expanded)

    def _refresh(self) -> None:
        session = self._session
        layer = self.tree.layer
        self._solo.setEnabled(layer is not None)
        self._zoom.setEnabled(self.tree.currentIndex().isValid())
        self.opacity.setEnabled(layer is not None)
        shown = set(session.visible_layers)
        self._solo.setChecked(layer is not None and shown == {layer})
        share = round(100 * session.layer(layer).opacity) if layer else 100
        self.opacity.blockSignals(True)
        self.opacity.setValue(share)
        self.opacity.blockSignals(False)
        self._share.setText(f"{share}%")
        self._set_hint()
        for button, chosen in zip(self._sets, session.sets, strict=False):
            button.setChecked(shown == chosen.layers)

    def _set_hint(self) -> None:
        hint = self.tree.currentIndex().data(TreeRoles.HINT) or ""
        self._hint.setText(str(hint))
        self._hint.setVisible(bool(hint))

    def _dress(self) -> None:
        colors = THEMES[self._session.theme]
        self._solo.setIcon(icon("solo", colors))
        self._zoom.setIcon(icon("zoom-selection", colors))
        self.model.refresh_legends()

    def set_scale(self, scale: float) -> None:
        """Tell the map's scale."""
        self.model.set_scale(scale)
        self._set_hint()

    # -- what is done -----------------------------------------------------------------------

    def show_set(self, number: int) -> None:
        """Show the layers of a briefing set, counted from 1."""
        sets = self._session.sets
        if 0 < number <= len(sets):
            self._session.show_only(sets[number - 1].layers)
            self._open_shown_groups()
            self._refresh()

    def solo(self) -> None:
        """Show the chosen layer alone; once more brings the others back."""
        if self.tree.layer:
            self._session.solo(self.tree.layer)

    def zoom(self) -> None:
        """Bring the chosen layer, or all of the chosen group, into view."""
        layers = self.model.layers_of(self.tree.currentIndex())
        if layers:
            self._session.extent_requested.emit(layers)

    def _set_opacity(self, share: int) -> None:
        if self.tree.layer:
            self._session.set_opacity(self.tree.layer, share / 100)

    def _rename(self, layer: str) -> None:
        old = self._session.plan.layer[layer].name
        name, sure = QInputDialog.getText(
            self, self.tr("改图层名"), self.tr("图层名"), QLineEdit.EchoMode.Normal, old
        )
        if sure and name.strip():
            self._session.rename_requested.emit(layer, name.strip())

    def _menu(self, at: QPoint) -> None:
        index = self.tree.indexAt(at)
        layers = self.model.layers_of(index)
        if not layers:
            return
        menu = QMenu(self)
        menu.addAction(self.tr("缩放到这里"), self.zoom)
        layer = self.tree.layer
        if layer:
            menu.addAction(self.tr("只看这层"), self.solo)
            menu.addAction(self.tr("上移一层"), lambda: self.model.move(layer, True))
            menu.addAction(self.tr("下移一层"), lambda: self.model.move(layer, False))
            if layer in self._session.imported:
                menu.addSeparator()
                menu.addAction(self.tr("改名…"), lambda: self._rename(layer))
                menu.addAction(
                    self.tr("移除导入图层"), lambda: self._session.removal_requested.emit(layer)
                )
        else:
            menu.addAction(self.tr("只看这组"), lambda: self._session.show_only(layers))
        menu.addSeparator()
        menu.addAction(self.tr("全部显示"), lambda: self._session.show_only(self._session.order))
        menu.addAction(self.tr("全部隐藏"), lambda: self._session.show_only(()))
        menu.exec(self.tree.viewport().mapToGlobal(at))
