"""导入图层: what a file holds, what its coordinates mean, and what shall become of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from luoyang_gis.plan.model import BBox, GeometryKind, Layer
from luoyang_gis.sources.files import Datum
from luoyang_gis.ui.imports.preview import Preview
from luoyang_gis.ui.imports.reading import Found, Reading, Request
from luoyang_gis.ui.session import Session
from luoyang_gis.ui.theme import THEMES
from luoyang_gis.ui.widgets import plain_label
from luoyang_gis.workspace.model import ColumnType, ImportedLayer

if TYPE_CHECKING:
    from luoyang_gis.ui.map_link import MapLink

# What surveyors of the city are most likely to hand over.
SYSTEMS = (
    ("EPSG:4490", QT_TRANSLATE_NOOP("ImportDialog", "CGCS2000 经纬度")),
    ("EPSG:4546", QT_TRANSLATE_NOOP("ImportDialog", "CGCS2000 3 度带，中央经线 111°")),
    ("EPSG:4547", QT_TRANSLATE_NOOP("ImportDialog", "CGCS2000 3 度带，中央经线 114°")),
    ("EPSG:4525", QT_TRANSLATE_NOOP("ImportDialog", "CGCS2000 3 度带，带号 37")),
    ("EPSG:4526", QT_TRANSLATE_NOOP("ImportDialog", "CGCS2000 3 度带，带号 38")),
    ("EPSG:4326", QT_TRANSLATE_NOOP("ImportDialog", "WGS 84 经纬度")),
    ("EPSG:3857", QT_TRANSLATE_NOOP("ImportDialog", "Web 墨卡托")),
)
KIND_WORDS = {
    GeometryKind.POINT: QT_TRANSLATE_NOOP("ImportDialog", "点"),
    GeometryKind.LINE: QT_TRANSLATE_NOOP("ImportDialog", "线"),
    GeometryKind.AREA: QT_TRANSLATE_NOOP("ImportDialog", "面"),
}
MOST_PROBLEMS = 500


def extent_words(extent: BBox) -> str:
    """A box of degrees as one reads it."""
    west, south, east, north = extent
    words = QCoreApplication.translate("ImportDialog", "东经 {east}，北纬 {north}")
    return words.format(east=f"{west:.4f}°–{east:.4f}°", north=f"{south:.4f}°–{north:.4f}°")


def apart(one: BBox, other: BBox) -> bool:
    """Whether two boxes have nothing in common."""
    return one[0] > other[2] or one[2] < other[0] or one[1] > other[3] or one[3] < other[1]


class ImportDialog(QDialog):
    """Reads the file at once and again whenever its reading is changed; nothing else is touched."""

    choose_requested = Signal()
    # The layers as the user wants them, and what was read.
    accepted_layers = Signal(object, object)

    def __init__(
        self, session: Session, map_: MapLink, reading: Reading, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._reading, self._home = session, reading, map_.view.home
        self.found: Found | None = None
        self._request: Request | None = None
        self.setWindowTitle(self.tr("导入图层"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.file = QLabel(self)
        self.file.setTextFormat(Qt.TextFormat.PlainText)
        self.other = QPushButton(self.tr("换文件…"), self)
        self.layer = QComboBox(self)
        self.crs = QComboBox(self)
        self.datum = QComboBox(self)
        self.name = QLineEdit(self)
        self.label = QComboBox(self)
        self.replaces = QComboBox(self)
        ground = [x for x in map_.view.layers if x.id in _ground(session)]
        self.preview = Preview(map_.view.palette_, ground, self._home)
        self.facts = plain_label(self)
        self.notes = plain_label(self, "soft")
        self.problem = plain_label(self)
        self.problems = QListWidget(self)
        self.progress = QProgressBar(self)
        self.buttons = QDialogButtonBox(self)
        self.bring = self.buttons.addButton(self.tr("导入"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.cancel = self.buttons.addButton(
            self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole
        )
        self._fill()
        self._lay_out()
        self._connect()

    def _fill(self) -> None:
        self.crs.setEditable(True)
        self.crs.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.crs.addItem(self.tr("按文件"), "")
        for code, words in SYSTEMS:
            self.crs.addItem(f"{code} {self.tr(str(words))}", code)
        for datum in Datum:
            self.datum.addItem(datum.value, datum)
        for combo in (self.layer, self.crs, self.datum, self.label, self.replaces):
            combo.setMinimumContentsLength(12)
            combo.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        self.progress.setRange(0, 100)
        self.problems.setAccessibleName(self.tr("有问题的要素"))
        self.problems.setMaximumHeight(88)
        for widget in (self.progress, self.problems, self.notes, self.problem):
            widget.hide()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.file, 1)
        top.addWidget(self.other)
        self._form = form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for text, widget in (
            (self.tr("文件里的图层(&L)"), self.layer),
            (self.tr("坐标系(&C)"), self.crs),
            (self.tr("经纬度是(&D)"), self.datum),
            (self.tr("图层名(&N)"), self.name),
            (self.tr("标注用(&T)"), self.label),
            (self.tr("代替内置图层(&R)"), self.replaces),
        ):
            form.addRow(text, widget)
            widget.setAccessibleName(text.partition("(")[0])
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 12)
        box.setSpacing(8)
        box.addLayout(top)
        box.addWidget(self.progress)
        box.addWidget(self.problem)
        box.addLayout(form)
        box.addWidget(self.preview, 1)
        box.addWidget(self.facts)
        box.addWidget(self.notes)
        box.addWidget(self.problems)
        box.addWidget(self.buttons)
        self.setMinimumWidth(380)
        self.resize(480, 620)

    def _connect(self) -> None:
        self.bring.setDefault(True)
        self.bring.setEnabled(False)
        # Return in a field must not ask for another file.
        self.other.setAutoDefault(False)
        self.other.clicked.connect(self.choose_requested)
        self.layer.activated.connect(self._read_again)
        self.datum.activated.connect(self._read_again)
        self.crs.activated.connect(self._read_again)
        edit = self.crs.lineEdit()
        if edit is not None:
            edit.returnPressed.connect(self._read_again)
        self._reading.progressed.connect(self._progressed)
        self._reading.done.connect(self._done)
        self._reading.failed.connect(self._failed)
        self.buttons.accepted.connect(self._bring)
        self.buttons.rejected.connect(self.reject)
        self.finished.connect(self._reading.cancel)

    # -- reading ----------------------------------------------------------------------------

    def open_file(self, path: Path) -> None:
        """Read a file from its beginning."""
        self.file.setText(path.name)
        self.file.setToolTip(str(path))
        self.layer.clear()
        self.name.clear()
        self._read(Request(path))

    def _read(self, request: Request) -> None:
        self._request = request
        self.found = None
        self.bring.setEnabled(False)
        self.problem.hide()
        self.progress.setValue(0)
        self.progress.show()
        self._reading.start(request)

    def _read_again(self) -> None:
        """Read the same file as the fields have it now."""
        if self._request is None:
            return
        typed = self.crs.currentText().strip()
        index = self.crs.findText(typed)
        request = Request(
            self._request.path,
            self.layer.currentText() or None,
            str(self.crs.itemData(index)) if index >= 0 else typed,
            Datum(self.datum.currentData()),
        )
        if request != self._request:
            if request.layer != self._request.layer:
                self.name.clear()
            self._read(request)

    def _progressed(self, share: float, doing: str) -> None:
        self.progress.setValue(round(100 * share))
        self.progress.setFormat(f"{doing}…")

    def _failed(self, sentence: str) -> None:
        self.progress.hide()
        self.preview.show_layers((), None)
        self.facts.clear()
        for widget in (self.notes, self.problems):
            widget.hide()
        self._say(sentence)

    def _say(self, sentence: str) -> None:
        self.problem.setText(f"▲ {sentence}")
        self.problem.setStyleSheet(f"color: {THEMES[self._session.theme].late};")
        self.problem.show()

    def _done(self, found: Found) -> None:
        self.progress.hide()
        self.found = found
        with QSignalBlocker(self.layer):
            self.layer.clear()
            self.layer.addItems(list(found.names))
            self.layer.setCurrentText(found.name)
        self.crs.setItemText(0, self._crs_words(found))
        # A file that says what its coordinates are is believed.
        self.crs.setEnabled(not found.stated or bool(found.request.crs))
        if not self.name.text():
            self.name.setText(found.layers[0].name if len(found.layers) == 1 else found.name)
        self._offer_columns(found)
        self._offer_replaced(found)
        self._show_facts(found)
        self.preview.show_layers(found.sample, found.extent)
        self.bring.setEnabled(True)

    def _crs_words(self, found: Found) -> str:
        if not found.stated:
            return self.tr("自动判断")
        return self.tr("按文件：{crs}").format(crs=" ".join(found.crs.split())[:40])

    def _offer_columns(self, found: Found) -> None:
        layer = found.layers[0]
        self.label.clear()
        self.label.addItem(self.tr("不标注"), "")
        for column in layer.columns:
            if column.type is not ColumnType.BOOLEAN:
                self.label.addItem(column.name, column.name)
        self.label.setCurrentIndex(max(0, self.label.findData(layer.label_column)))

    def _offer_replaced(self, found: Found) -> None:
        """Only a single layer can stand in, and only for one of its kind."""
        kinds = {layer.geometry for layer in found.layers}
        wanted = self.replaces.currentData()
        self.replaces.clear()
        self.replaces.addItem(self.tr("不代替，另加一层"), None)
        for bundled in _bundled(self._session):
            if kinds == {bundled.geometry}:
                self.replaces.addItem(bundled.name, bundled.id)
        self.replaces.setCurrentIndex(max(0, self.replaces.findData(wanted)))

    def _show_facts(self, found: Found) -> None:
        kinds = self.tr("、").join(
            f"{self.tr(str(KIND_WORDS[x.geometry]))} {len(x.features):,}" for x in found.layers
        )
        columns = self.tr("{count} 列属性").format(count=len(found.layers[0].columns))
        where = f"\n{extent_words(found.extent)}" if found.extent else ""
        self.facts.setText(
            self.tr("{kinds}，{columns}").format(kinds=kinds, columns=columns) + where
        )
        notes = [f"{note}。" for note in found.notes]
        if found.extent and apart(found.extent, self._home):
            notes.insert(0, self.tr("▲ 全部要素在洛阳市域之外：坐标系或经纬度的含义可能不对。"))
        self.notes.setText("\n".join(notes))
        self.notes.setVisible(bool(notes))
        self.problems.clear()
        self.problems.addItems(list(found.problems[:MOST_PROBLEMS]))
        more = len(found.problems) - MOST_PROBLEMS
        if more > 0:
            self.problems.addItem(self.tr("另有 {count} 个。").format(count=more))
        self.problems.setVisible(bool(found.problems))

    # -- bringing ---------------------------------------------------------------------------

    def _bring(self) -> None:
        if self.found is None:
            return
        self.accepted_layers.emit(self.chosen(self.found), self.found)
        self.accept()

    def chosen(self, found: Found) -> tuple[ImportedLayer, ...]:
        """The layers under the name, label and place that the user gave."""
        name = self.name.text().strip() or found.name
        several = len(found.layers) > 1
        column = str(self.label.currentData() or "")
        replaces = self.replaces.currentData()
        return tuple(
            replace(
                layer,
                name=self._kind_of(name, layer) if several else name,
                label_column=column,
                replaces=str(replaces) if replaces else None,
            )
            for layer in found.layers
        )

    def _kind_of(self, name: str, layer: ImportedLayer) -> str:
        """A layer's name when its file holds several kinds."""
        kind = self.tr(str(KIND_WORDS[layer.geometry]))
        return self.tr("{name}（{kind}）").format(name=name, kind=kind)


def _bundled(session: Session) -> list[Layer]:
    """The plan's own layers as the tree lists them, without those that have a stand-in."""
    taken = {layer.replaces for layer in session.imported.values()}
    layers = [session.plan.layer[id_] for id_ in reversed(session.order)]
    return [x for x in layers if x.id not in session.imported and x.id not in taken]


def _ground(session: Session) -> set[str]:
    """The layers that a small map is oriented by."""
    return {x.id for x in session.plan.layers if "底图" in x.tags and x.id not in session.imported}
