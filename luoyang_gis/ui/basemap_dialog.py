"""Choose a basemap: from the catalogue, or by one's own address template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSlider,
    QVBoxLayout,
)

from luoyang_gis.canvas.basemap import attribution_note
from luoyang_gis.errors import LuoyangError
from luoyang_gis.sources.files import Datum
from luoyang_gis.sources.tiles import catalogue
from luoyang_gis.ui.basemap import CUSTOM, NAMED, NAMES, Choice
from luoyang_gis.ui.theme import THEMES
from luoyang_gis.ui.widgets import plain_label

if TYPE_CHECKING:
    from luoyang_gis.ui.basemap import BasemapLink
    from luoyang_gis.ui.main_window import MainWindow

ROW_HEIGHT = 30
ID = Qt.ItemDataRole.UserRole


class BasemapDialog(QDialog):
    """A list of servers, and what the chosen one needs to know."""

    def __init__(self, link: BasemapLink, window: MainWindow) -> None:
        super().__init__(window)
        self._link, self._session = link, window.session
        self.setWindowTitle(self.tr("选择底图"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._sources = {s.id: s for s in catalogue() if s.id != NAMES}
        self.list = QListWidget(self)
        self.key = QLineEdit(self)
        self.url = QLineEdit(self)
        self.datum = QComboBox(self)
        self.names = QCheckBox(self.tr("叠加天地图注记"), self)
        self.opacity = QSlider(Qt.Orientation.Horizontal, self)
        self.about = plain_label(self, "soft")
        self.problem = plain_label(self, "soft")
        self.buttons = QDialogButtonBox(self)
        roles = QDialogButtonBox.ButtonRole
        self.show_it = self.buttons.addButton(self.tr("显示底图"), roles.AcceptRole)
        self.hide_it = self.buttons.addButton(self.tr("不要底图"), roles.DestructiveRole)
        self.cancel = self.buttons.addButton(self.tr("关闭"), roles.RejectRole)
        self._fill(link.choice)
        self._lay_out()
        self._connect()
        self._chosen()

    def _fill(self, choice: Choice) -> None:
        for source in self._sources.values():
            self._add(source.id, source.name)
        self._add(CUSTOM, self.tr("自己的瓦片地址…"))
        ids = [self.list.item(row).data(ID) for row in range(self.list.count())]
        self.list.setCurrentRow(ids.index(choice.source) if choice.source in ids else 0)
        self.list.setAccessibleName(self.tr("可用的底图"))
        for datum in Datum:
            self.datum.addItem(datum.value, datum.name)
        self.datum.setCurrentIndex(self.datum.findData(choice.datum))
        self.key.setText(choice.key)
        self.key.setPlaceholderText(self.tr("在天地图控制台申请，浏览器端密钥"))
        self.url.setText(choice.url)
        self.url.setPlaceholderText("https://…/{z}/{x}/{y}.png")
        self.names.setChecked(choice.names)
        self.opacity.setRange(10, 100)
        self.opacity.setValue(choice.opacity)
        for widget, name in (
            (self.key, self.tr("密钥")),
            (self.url, self.tr("地址")),
            (self.datum, self.tr("坐标")),
            (self.opacity, self.tr("不透明度")),
        ):
            widget.setAccessibleName(name)

    def _add(self, id_: str, name: str) -> None:
        item = QListWidgetItem(name, self.list)
        item.setData(ID, id_)
        item.setSizeHint(QSize(0, ROW_HEIGHT))

    def _lay_out(self) -> None:
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(12)
        self._form.setVerticalSpacing(8)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.addRow(self.tr("密钥(&K)"), self.key)
        self._form.addRow(self.tr("地址(&U)"), self.url)
        self._form.addRow(self.tr("坐标(&D)"), self.datum)
        self._form.addRow("", self.names)
        self._form.addRow(self.tr("不透明度(&O)"), self.opacity)
        hint = plain_label(self, "soft")
        hint.setText(self.tr("显示底图时才会联网。看过的瓦片留在本机（最多 256 MB），断网也能看。"))
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 12)
        box.setSpacing(8)
        box.addWidget(self.list, 1)
        box.addWidget(self.about)
        box.addLayout(self._form)
        box.addWidget(self.problem)
        box.addWidget(hint)
        box.addWidget(self.buttons)
        self.setMinimumWidth(360)
        self.resize(440, 540)

    def _connect(self) -> None:
        self.show_it.setDefault(True)
        self.hide_it.setEnabled(self._link.on)
        self.list.currentRowChanged.connect(self._chosen)
        self.list.itemActivated.connect(lambda: self._show())
        self.opacity.valueChanged.connect(self._link.set_opacity)
        self.buttons.accepted.connect(self._show)
        self.hide_it.clicked.connect(self._hide)
        self.buttons.rejected.connect(self._leave)
        for edit in (self.key, self.url):
            edit.textEdited.connect(lambda: self._tell(""))

    @property
    def chosen(self) -> str:
        """The id of the server that is marked."""
        return str(self.list.currentItem().data(ID))

    def _chosen(self) -> None:
        """Show the fields that the marked server needs, and what there is to know of it."""
        source = self._sources.get(self.chosen)
        custom = self.chosen == CUSTOM
        self._form.setRowVisible(self.key, source is not None and source.needs_key)
        self._form.setRowVisible(self.url, custom)
        self._form.setRowVisible(self.datum, custom)
        self._form.setRowVisible(self.names, self.chosen in NAMED)
        colors = THEMES[self._session.theme]
        if source is not None and source.shifted:
            self.about.setText(
                self.tr("▲ {note}：服务器按偏移坐标画图，这里已移回真实位置。").format(
                    note=attribution_note(source)
                )
            )
            self.about.setStyleSheet(f"color: {colors.building};")
        else:
            self.about.setText(f"© {source.attribution}" if source else "")
            self.about.setStyleSheet("")
        self.about.setVisible(bool(self.about.text()))
        self._tell("")

    def _tell(self, problem: str) -> None:
        color = THEMES[self._session.theme].late
        self.problem.setText(f"▲ {problem}" if problem else "")
        self.problem.setStyleSheet(f"color: {color};")
        self.problem.setVisible(bool(problem))

    # -- what is done -----------------------------------------------------------------------

    def _show(self) -> None:
        choice = Choice(
            self.chosen,
            self.url.text().strip(),
            str(self.datum.currentData()),
            self.key.text().strip(),
            self.names.isChecked(),
            self.opacity.value(),
        )
        try:
            self._link.show(choice)
        except LuoyangError as error:
            self._tell(str(error))
            (self.url if self.chosen == CUSTOM else self.key).setFocus()
            return
        self.accept()

    def _hide(self) -> None:
        self._link.hide()
        self.accept()

    def _leave(self) -> None:
        """Nothing was chosen: the opacity is again what it was."""
        self._link.set_opacity(self._link.choice.opacity)
        self.reject()
