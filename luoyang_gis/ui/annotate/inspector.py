"""The dock beside the map: tools, and style, text, belonging and arrangement of what is chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from luoyang_gis.ui.annotate.board import TINT, Board
from luoyang_gis.ui.annotate.edit_tool import turnable
from luoyang_gis.ui.annotate.kinds import kind_name
from luoyang_gis.ui.annotate.link import EDIT, tool_name
from luoyang_gis.ui.annotate.swatches import Swatches
from luoyang_gis.ui.flow import FlowLayout
from luoyang_gis.ui.widgets import plain_label
from luoyang_gis.workspace.model import Annotation, AnnotationKind, Dash, Style

TOOLS = (EDIT, *(tool_name(kind) for kind in AnnotationKind))
ARRANGING = (
    "stack-front", "stack-back", "align-left", "align-centre", "align-right", "align-top",
    "align-middle", "align-bottom", "spread-across", "spread-down",
)  # fmt: skip
TEXT_ROWS = 4


class Inspector(QScrollArea):
    """Shows the chosen; without any, how new ones will look."""

    def __init__(
        self, board: Board, actions: Mapping[str, QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._board, self._actions = board, actions
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget(self)
        self._box = QVBoxLayout(body)
        self._box.setContentsMargins(12, 8, 12, 12)
        self._box.setSpacing(8)
        self.setWidget(body)
        self._buttons([f"tool-{name}" for name in TOOLS])
        self._heading = self._label("title")
        self._hint = self._label("soft")
        self._make_text()
        self._make_style()
        self._make_belonging()
        self._arrange_title = self._label("soft", self.tr("排列"))
        self._arrange = self._buttons([*ARRANGING])
        self._box.addStretch()
        board.chosen_changed.connect(self._refresh)
        board.style_changed.connect(self._refresh)
        board.shown_changed.connect(self._refresh_if_still)
        board.session.selection_changed.connect(self._refresh)
        board.session.scene_changed.connect(self._refresh)
        self._refresh()

    # -- making -----------------------------------------------------------------------------

    def _label(self, role: str, text: str = "") -> QLabel:
        label = plain_label(self, role, text)
        self._box.addWidget(label)
        return label

    def _buttons(self, ids: Sequence[str]) -> QWidget:
        row = QWidget(self)
        flow = FlowLayout(row, spacing=2)
        flow.setContentsMargins(0, 0, 0, 0)
        for id_ in ids:
            button = QToolButton(row)
            button.setDefaultAction(self._actions[id_])
            button.setIconSize(QSize(18, 18))
            button.setAccessibleName(self._actions[id_].text())
            flow.addWidget(button)
        self._box.addWidget(row)
        return row

    def _make_text(self) -> None:
        self.text = QPlainTextEdit(self)
        self.text.setPlaceholderText(self.tr("标注文字"))
        self.text.setAccessibleName(self.tr("标注文字"))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(TEXT_ROWS * self.fontMetrics().lineSpacing() + 20)
        self.text.textChanged.connect(self._text_typed)
        self._box.addWidget(self.text)

    def _make_style(self) -> None:
        form = QFormLayout()
        form.setSpacing(8)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form = form
        self.stroke = Swatches(parent=self)
        self.stroke.picked.connect(lambda c: self._restyle(lambda s: replace(s, stroke=c)))
        self.fill = Swatches(self.tr("不填充"), self)
        self.fill.picked.connect(
            lambda c: self._restyle(lambda s: replace(s, fill=c + TINT if c else ""))
        )
        self.solid = QCheckBox(self.tr("不透明填充"), self)
        self.solid.toggled.connect(lambda on: self._restyle(lambda s: _filled(s, on)))
        self.width_ = self._number(0.5, 24, 0.5, self.tr(" 像素"))
        self.width_.valueChanged.connect(
            lambda v: self._restyle(lambda s: replace(s, width=v), "width")
        )
        self.dash = QComboBox(self)
        for dash, text in (
            (Dash.SOLID, self.tr("实线")),
            (Dash.DASH, self.tr("虚线")),
            (Dash.DOT, self.tr("点线")),
        ):
            self.dash.addItem(text, dash)
        self.dash.currentIndexChanged.connect(
            lambda i: self._restyle(lambda s: replace(s, dash=Dash(self.dash.itemData(i))))
        )
        self.text_colour = Swatches(parent=self)
        self.text_colour.picked.connect(
            lambda c: self._restyle(lambda s: replace(s, text_colour=c))
        )
        self.font_size = self._number(9, 120, 1, self.tr(" 像素"))
        self.font_size.valueChanged.connect(
            lambda v: self._restyle(lambda s: replace(s, font_size=v), "font")
        )
        self.bold = QCheckBox(self.tr("加粗"), self)
        self.bold.toggled.connect(lambda on: self._restyle(lambda s: replace(s, bold=on)))
        self.halo = QCheckBox(self.tr("白边"), self)
        self.halo.toggled.connect(lambda on: self._restyle(lambda s: replace(s, halo=on)))
        self.opacity = QSlider(Qt.Orientation.Horizontal, self)
        self.opacity.setRange(10, 100)
        self.opacity.valueChanged.connect(
            lambda v: self._restyle(lambda s: replace(s, opacity=v / 100), "opacity")
        )
        self.rotation = self._number(0, 359, 5, "°")
        self.rotation.setWrapping(True)
        self.rotation.valueChanged.connect(self._turned)
        letters = QWidget(self)
        flow = QHBoxLayout(letters)
        flow.setContentsMargins(0, 0, 0, 0)
        flow.addWidget(self.bold)
        flow.addWidget(self.halo)
        flow.addStretch()
        for text, widget in (
            (self.tr("线色"), self.stroke), (self.tr("线宽"), self.width_),
            (self.tr("线型"), self.dash), (self.tr("填充"), self.fill), ("", self.solid),
            (self.tr("文字色"), self.text_colour), (self.tr("字号"), self.font_size),
            ("", letters), (self.tr("不透明"), self.opacity), (self.tr("旋转"), self.rotation),
        ):  # fmt: skip
            form.addRow(text, widget)
            widget.setAccessibleName(text or widget.accessibleName())
        self._letters = letters
        self._box.addLayout(form)

    def _number(self, low: float, high: float, step: float, unit: str) -> QDoubleSpinBox:
        box = QDoubleSpinBox(self)
        box.setRange(low, high)
        box.setSingleStep(step)
        box.setDecimals(0 if step >= 1 else 1)
        box.setSuffix(unit)
        box.setKeyboardTracking(False)
        # Wheel and arrow keys step; buttons too small to hit would only crowd the field.
        box.setStyleSheet(
            "QDoubleSpinBox::up-button, QDoubleSpinBox::down-button { width: 0; border: 0; }"
        )
        return box

    def _make_belonging(self) -> None:
        self.scope = QComboBox(self)
        self.scope.setAccessibleName(self.tr("属于哪个场景"))
        self.scope.activated.connect(self._assigned)
        self._box.addWidget(self.scope)
        self._attached = self._label("soft")
        row = QHBoxLayout()
        row.setSpacing(8)
        self.attach = QPushButton(self.tr("附到所选要素"), self)
        self.attach.clicked.connect(self._actions["attach"].trigger)
        self.detach = QPushButton(self.tr("解除"), self)
        self.detach.clicked.connect(self._actions["detach"].trigger)
        row.addWidget(self.attach)
        row.addWidget(self.detach)
        row.addStretch()
        self._box.addLayout(row)

    # -- showing ----------------------------------------------------------------------------

    def _refresh_if_still(self) -> None:
        if not self.text.hasFocus():
            self._refresh()

    def _refresh(self) -> None:
        board = self._board
        chosen = board.chosen_annotations
        one = chosen[0] if len(chosen) == 1 else None
        if one:
            self._heading.setText(kind_name(one.kind) + (f" {one.number}" if one.number else ""))
        elif chosen:
            self._heading.setText(self.tr("选中 {count} 个标注").format(count=len(chosen)))
        else:
            kind = kind_name(board.hand) if board.hand else self.tr("标注")
            self._heading.setText(self.tr("新{kind}的样子").format(kind=kind))
        self._hint.setVisible(not chosen)
        self._hint.setText(self.tr("在上面挑一种，到地图上画；按 V 选中已有的标注来改。"))
        self.text.setVisible(one is not None)
        with QSignalBlocker(self.text):
            if one and self.text.toPlainText() != one.text:
                self.text.setPlainText(one.text)
        kinds = board.kinds
        new = board.style(board.hand or AnnotationKind.POLYGON)
        self._show_style(chosen[-1].style if chosen else new)
        area = bool(kinds & {k for k in AnnotationKind if k.is_area or k in _PLATES})
        self._show_rows(area, self.fill, self.solid)
        lined = kinds != {AnnotationKind.TEXT}
        self._show_rows(lined, self.stroke)
        self._show_rows(lined and kinds != {AnnotationKind.MARKER}, self.width_, self.dash)
        self._show_rows(one is not None and turnable(one), self.rotation)
        if one:
            with QSignalBlocker(self.rotation):
                self.rotation.setValue(one.rotation % 360)
        for widget in (self._arrange, self._arrange_title):
            widget.setVisible(bool(chosen))
        self._show_belonging(chosen)

    def _show_rows(self, on: bool, *fields: QWidget) -> None:
        for field in fields:
            self._form.setRowVisible(field, on)

    def _show_style(self, style: Style) -> None:
        blocked = [
            QSignalBlocker(w)
            for w in (self.width_, self.dash, self.font_size, self.bold, self.halo, self.opacity,
                      self.solid)
        ]  # fmt: skip
        self.stroke.show_color(style.stroke)
        self.fill.show_color(style.fill)
        self.text_colour.show_color(style.text_colour)
        self.width_.setValue(style.width)
        self.dash.setCurrentIndex(self.dash.findData(style.dash))
        self.font_size.setValue(style.font_size)
        self.bold.setChecked(style.bold)
        self.halo.setChecked(style.halo)
        self.solid.setChecked(len(style.fill) == 7)
        self.solid.setEnabled(bool(style.fill))
        self.opacity.setValue(round(style.opacity * 100))
        for blocker in blocked:
            blocker.unblock()

    def _show_belonging(self, chosen: Sequence[Annotation]) -> None:
        board = self._board
        scenes = board.workspace.scenes
        with QSignalBlocker(self.scope):
            self.scope.clear()
            self.scope.addItem(self.tr("属于所有场景"), None)
            for scene in scenes:
                # A new annotation belongs to the scene that is shown, or to all.
                if not chosen and scene.id != board.session.scene:
                    continue
                text = self.tr("只属于场景“{title}”").format(title=scene.title)
                self.scope.addItem(text, scene.id)
            owners = {a.scene for a in chosen} if chosen else {board.scope}
            owner = owners.pop() if len(owners) == 1 else None
            self.scope.setCurrentIndex(max(0, self.scope.findData(owner)) if owner else 0)
        features = {a.feature for a in chosen if a.feature}
        names = self.tr("、").join(sorted(board.feature_name(f) for f in features))
        self._attached.setVisible(bool(chosen))
        self._attached.setText(
            self.tr("附在：{names}").format(names=names)
            if names
            else self.tr("没有附在要素上；先用“查看要素”点一个要素，再来附上")
        )
        self.attach.setVisible(bool(chosen))
        self.attach.setEnabled(board.attachable is not None)
        self.detach.setVisible(bool(features))

    # -- doing ------------------------------------------------------------------------------

    def _restyle(self, edit: Callable[[Style], Style], merge: str = "") -> None:
        self._board.restyle(edit, f"style {merge}" if merge else "")

    def _text_typed(self) -> None:
        if len(self._board.chosen) == 1:
            self._board.set_text(self._board.chosen[0], self.text.toPlainText(), merge="typing")

    def _turned(self, degrees: float) -> None:
        if len(self._board.chosen) == 1:
            self._board.turn(self._board.chosen[0], degrees)

    def _assigned(self, index: int) -> None:
        scene = self.scope.itemData(index)
        if self._board.chosen:
            self._board.assign(scene)
        else:
            self._board.everywhere = scene is None


_PLATES = (AnnotationKind.CALLOUT, AnnotationKind.MARKER)


def _filled(style: Style, solid: bool) -> Style:
    return replace(style, fill=style.fill[:7] + ("" if solid else TINT)) if style.fill else style
