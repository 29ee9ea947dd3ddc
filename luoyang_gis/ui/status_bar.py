"""The line at the bottom: messages, progress, layers, coordinates, scale."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QProgressBar, QStatusBar, QToolButton, QWidget

from luoyang_gis.canvas.furniture import format_scale, parse_scale
from luoyang_gis.errors import UsageError
from luoyang_gis.geo.crs import format_degrees, format_gauss_kruger
from luoyang_gis.ui.map_link import MapLink
from luoyang_gis.ui.session import Session
from luoyang_gis.ui.settings import Settings

MESSAGE_MS = 6000
SCALES = (10_000, 25_000, 50_000, 100_000, 200_000, 300_000, 500_000, 1_000_000, 2_000_000)


class StatusBar(QStatusBar):
    """Listens to map and session."""

    def __init__(
        self, session: Session, map_: MapLink, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._map, self._settings = session, map_, settings
        self._plane = settings.flag("map/plane_coordinates")
        self._at: tuple[float, float] | None = None
        self.setSizeGripEnabled(False)
        self._layers = QLabel(self)
        self._busy = QProgressBar(self)
        self._busy.setRange(0, 100)
        self._busy.setTextVisible(False)
        self._busy.setFixedSize(80, 6)
        self._busy.setAccessibleName(self.tr("绘制进度"))
        self._busy.hide()
        self.coordinates = QToolButton(self)
        self.coordinates.setToolTip(self.tr("光标处的坐标；点一下换成平面坐标或经纬度"))
        self.coordinates.setAutoRaise(True)
        self.coordinates.clicked.connect(self.toggle_coordinates)
        self.scale = QComboBox(self)
        self.scale.setEditable(True)
        self.scale.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.scale.addItems([format_scale(n) for n in SCALES])
        self.scale.setAccessibleName(self.tr("比例尺"))
        self.scale.setToolTip(self.tr("比例尺：可以直接输入，如 1:50000 或 5万"))
        self.scale.setMinimumContentsLength(11)
        self.scale.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for widget in (self._busy, self._layers, self.coordinates, self.scale):
            self.addPermanentWidget(widget)
        self._connect()
        self._count()
        self._show_coordinates()

    def _connect(self) -> None:
        session, map_ = self._session, self._map
        session.message.connect(self._tell)
        session.layers_changed.connect(self._count)
        session.plan_changed.connect(self._count)
        map_.scale_changed.connect(self._show_scale)
        map_.cursor_moved.connect(self._moved)
        map_.cursor_left.connect(self._left)
        map_.progress.connect(self._progress)
        self.scale.activated.connect(self._go)
        edit = self.scale.lineEdit()
        if edit is not None:
            edit.returnPressed.connect(self._go)
            edit.editingFinished.connect(lambda: self._show_scale(self._map.scale))

    def _tell(self, text: str) -> None:
        self.showMessage(text, MESSAGE_MS)

    def _count(self) -> None:
        shown, known = len(self._session.visible_layers), len(self._session.order)
        self._layers.setText(
            self.tr("显示 {shown}/{known} 个图层").format(shown=shown, known=known)
        )

    def _progress(self, share: float) -> None:
        self._busy.setVisible(share < 1)
        self._busy.setValue(round(100 * share))

    # -- coordinates ------------------------------------------------------------------------

    def toggle_coordinates(self) -> None:
        """Switch between degrees and Gauss–Krüger metres."""
        self._plane = not self._plane
        self._settings.set("map/plane_coordinates", self._plane)
        self._show_coordinates()

    def _moved(self, lon: float, lat: float) -> None:
        self._at = (lon, lat)
        self._show_coordinates()

    def _left(self) -> None:
        self._at = None
        self._show_coordinates()

    def _show_coordinates(self) -> None:
        lon, lat = self._at or self._map.view.camera.centre
        if self._plane:
            text = format_gauss_kruger(lon, lat)
        else:
            text = f"{format_degrees(lon, lat)} · CGCS2000"
        where = self.tr("光标") if self._at else self.tr("中心")
        self.coordinates.setText(f"{where} {text}")
        self.coordinates.setAccessibleName(self.tr("坐标：{text}").format(text=text))

    # -- scale ------------------------------------------------------------------------------

    def _show_scale(self, scale: float) -> None:
        edit = self.scale.lineEdit()
        if edit is not None and not (edit.hasFocus() and edit.isModified()):
            with QSignalBlocker(self.scale):
                self.scale.setEditText(format_scale(scale))
        if self._at is None:
            self._show_coordinates()

    def _go(self) -> None:
        if self.scale.currentText() == format_scale(self._map.scale):
            return
        edit = self.scale.lineEdit()
        if edit is not None:
            edit.setModified(False)
        try:
            self._map.set_scale(parse_scale(self.scale.currentText()))
        except UsageError as error:
            self._session.message.emit(str(error))
            self._show_scale(self._map.scale)
