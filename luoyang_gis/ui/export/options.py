"""What can be chosen of a format: what is in it, and how it looks; only what means something shows."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QStandardItemModel
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from luoyang_gis.export.registry import Format
from luoyang_gis.ui.export.checklist import CheckList
from luoyang_gis.ui.export.choices import DPIS, PAPERS, PIXELS, Choices, Scope
from luoyang_gis.ui.export.situation import Situation, basemaps
from luoyang_gis.ui.theme import THEMES

PIXEL_CHOICE = "pixels"
OWN_TILES = ""


class Options(QWidget):
    """The rows of a form; hidden ones keep what was chosen."""

    changed = Signal()

    def __init__(
        self, choices: Choices, situation: Situation, theme: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._choices, self._situation = choices, situation
        self._format: Format | None = None
        self._filling = False
        self.scope = self._combo(self.tr("范围"))
        self.scenes = CheckList(self.tr("要导出的场景"), self)
        self.which = self._combo(self.tr("图层"))
        self.layers = CheckList(self.tr("要导出的图层"), self)
        self.title = QLineEdit(self)
        self.theme = self._combo(self.tr("外观"))
        self.paper = self._combo(self.tr("版面"))
        self.width_ = QLineEdit(self)
        self.height_ = QLineEdit(self)
        self.dpi = self._combo(self.tr("分辨率"))
        self.plain = QCheckBox(self.tr("只要地图"), self)
        self.online = QCheckBox(self.tr("附一个在线底图"), self)
        self.tiles = self._combo(self.tr("在线底图"))
        self.address = QLineEdit(self)
        self.warning = QLabel(self)
        self._lay_out()
        self._fill()
        self.dress(theme)
        self._connect()

    def _combo(self, name: str) -> QComboBox:
        combo = QComboBox(self)
        combo.setAccessibleName(name)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(8)
        return combo

    def _lay_out(self) -> None:
        self._size = QWidget(self)
        size = QHBoxLayout(self._size)
        size.setContentsMargins(0, 0, 0, 0)
        size.setSpacing(6)
        for side, name in ((self.width_, self.tr("宽")), (self.height_, self.tr("高"))):
            side.setValidator(QIntValidator(0, PIXELS[1], side))
            side.setAccessibleName(name)
        size.addWidget(self.width_, 1)
        size.addWidget(QLabel("×", self._size))
        size.addWidget(self.height_, 1)
        size.addWidget(QLabel(self.tr("像素"), self._size))
        self.plain.setToolTip(self.tr("不带标题、图例和来源"))
        self.warning.setWordWrap(True)
        self.warning.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setAccessibleName(self.tr("标题"))
        self.title.setMaxLength(80)
        self.address.setAccessibleName(self.tr("瓦片地址"))
        self.address.setPlaceholderText("https://…/{z}/{x}/{y}.png")
        self._form = form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("范围(&R)"), self.scope)
        form.addRow("", self.scenes)
        form.addRow(self.tr("图层(&L)"), self.which)
        form.addRow("", self.layers)
        form.addRow(self.tr("标题(&T)"), self.title)
        form.addRow(self.tr("外观(&H)"), self.theme)
        form.addRow(self.tr("版面(&P)"), self.paper)
        form.addRow("", self._size)
        form.addRow(self.tr("分辨率(&D)"), self.dpi)
        form.addRow("", self.plain)
        form.addRow("", self.online)
        form.addRow("", self.tiles)
        form.addRow("", self.address)
        form.addRow("", self.warning)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 8, 0)
        box.addLayout(form)
        box.addStretch()

    def _fill(self) -> None:
        c = self._choices
        for name, text in (("light", self.tr("浅色")), ("dark", self.tr("深色"))):
            self.theme.addItem(text, name)
        self.theme.setCurrentIndex(self.theme.findData(c.theme))
        for dpi in DPIS:
            self.dpi.addItem(self.tr("{dpi} dpi").format(dpi=dpi), dpi)
        self.dpi.setCurrentIndex(max(0, self.dpi.findData(c.dpi)))
        self.width_.setText(str(c.size[0]))
        self.height_.setText(str(c.size[1]))
        self.plain.setChecked(c.plain)
        self.online.setChecked(c.online)
        known = basemaps()
        for name, basemap in known:
            self.tiles.addItem(name, basemap.url)
        self.tiles.addItem(self.tr("自己的瓦片地址…"), OWN_TILES)
        at = self.tiles.findData(c.tiles) if c.tiles else 0
        self.tiles.setCurrentIndex(at if at >= 0 else self.tiles.count() - 1)
        if at < 0:
            self.address.setText(c.tiles)

    def _connect(self) -> None:
        for combo in (self.scope, self.which, self.theme, self.paper, self.dpi, self.tiles):
            combo.currentIndexChanged.connect(self._changed)
        for check in (self.plain, self.online):
            check.toggled.connect(self._changed)
        for edit in (self.title, self.address, self.width_, self.height_):
            edit.textEdited.connect(self._changed)
        for ticks in (self.scenes, self.layers):
            ticks.changed.connect(self._changed)

    # -- what is shown ----------------------------------------------------------------------

    def show_format(self, format_: Format) -> None:
        """Offer what a format can do."""
        self._choices = self.choices
        self._format = format_
        self._offer()

    def refresh(self, situation: Situation) -> None:
        """Offer what there is now."""
        self._choices = self.choices
        self._situation = situation
        self._offer()

    def dress(self, theme: str) -> None:
        """Draw in another theme."""
        self.warning.setStyleSheet(f"color: {THEMES[theme].building};")

    def _offer(self) -> None:
        format_ = self._format
        if format_ is None:
            return
        self._filling = True
        c, s = self._choices, self._situation
        self._offer_scopes(format_)
        # Nothing chosen yet: begin with what there is rather than with a complaint.
        scenes = {*c.scenes} & {*s.workspace.scene} or {*s.workspace.scene}
        self.scenes.fill(((x.id, x.title, "") for x in s.workspace.scenes), scenes)
        kept = c.which
        self.which.clear()
        of_scenes = format_.is_sheet or format_.is_paged
        whole = self.tr("各场景自己的图层") if of_scenes else self.tr("全部图层")
        self.which.addItem(whole, "all")
        self.which.addItem(self.tr("只要正在显示的（{n}）").format(n=len(s.visible)), "visible")
        self.which.addItem(self.tr("选定的图层…"), "chosen")
        self.which.setCurrentIndex(self.which.findData(kept))
        groups = {group.id: group.name for group in s.plan.groups}
        bundled = [
            (layer.id, layer.name, name)
            for group, name in groups.items()
            for layer in s.plan.layers
            if layer.group == group
        ]
        brought = [(x.id, x.name, self.tr("导入图层")) for x in s.workspace.layers]
        known = {id_ for id_, *_ in (*bundled, *brought)}
        self.layers.fill((*bundled, *brought), {*c.layers} & known or {*s.visible} & known)
        self._offer_papers(format_)
        self.title.setPlaceholderText(s.title)
        self._filling = False
        self._show_rows()

    def _offer_scopes(self, format_: Format) -> None:
        c, s = self._choices, self._situation
        count = len(s.workspace.scenes)
        self.scope.clear()
        if "scenes" in format_.uses:
            self.scope.addItem(self.tr("全部场景（{n}）").format(n=count), ("scenes", ""))
            self.scope.addItem(self.tr("选定的场景…"), ("chosen", ""))
        elif "scene" in format_.uses:
            for scene in s.workspace.scenes:
                self.scope.addItem(
                    self.tr("场景：{title}").format(title=scene.title), ("scene", scene.id)
                )
        else:
            self.scope.addItem(self.tr("全部要素"), ("scenes", ""))
        if format_.shows_scenes:
            self.scope.addItem(self.tr("当前视图"), ("view", ""))
        self.scope.addItem(self.tr("所选要素（{n}）").format(n=len(s.selection)), ("selection", ""))
        model = self.scope.model()
        if isinstance(model, QStandardItemModel):
            model.item(self.scope.count() - 1).setEnabled(bool(s.selection))
        offered = [self.scope.itemData(row) for row in range(self.scope.count())]
        wished: list[tuple[Scope, str]] = [(c.scope, c.scene if c.scope == "scene" else "")]
        wished += [("scene", c.scene), ("scene", s.scene or "")]
        # A selection that is gone is no scope.
        usable = [x for x in offered if tuple(x) != ("selection", "") or s.selection]
        at = next((offered.index(w) for w in map(tuple, wished) if w in map(tuple, usable)), 0)
        self.scope.setCurrentIndex(at)

    def _offer_papers(self, format_: Format) -> None:
        c = self._choices
        self.paper.clear()
        for paper in PAPERS:
            self.paper.addItem(self.tr("{paper} 横向").format(paper=paper), f"{paper} landscape")
            self.paper.addItem(self.tr("{paper} 纵向").format(paper=paper), f"{paper} portrait")
        if "pixels" in format_.uses:
            self.paper.addItem(self.tr("按像素…"), PIXEL_CHOICE)
        wished = f"{c.paper} {'landscape' if c.landscape else 'portrait'}"
        at = self.paper.findData(PIXEL_CHOICE) if c.pixels else -1
        self.paper.setCurrentIndex(at if at >= 0 else self.paper.findData(wished))

    def _show_rows(self) -> None:
        format_ = self._format
        if format_ is None:
            return
        uses, c = format_.uses, self.choices
        own_layers = c.scope in ("view", "selection")
        layers = "layers" in uses and not own_layers
        online = "basemap" in uses and c.online
        for widget, shown in (
            (self.scenes, "scenes" in uses and c.scope == "chosen"),
            (self.which, layers),
            (self.layers, layers and c.which == "chosen"),
            (self.title, "title" in uses),
            (self.theme, "theme" in uses),
            (self.paper, "paper" in uses),
            (self._size, "pixels" in uses and c.pixels),
            (self.dpi, "pixels" in uses),
            (self.plain, "plain" in uses),
            (self.online, "basemap" in uses),
            (self.tiles, online),
            (self.address, online and self.tiles.currentData() == OWN_TILES),
            (self.warning, online),
        ):
            self._form.setRowVisible(widget, shown)
        self.warning.setText(
            self.tr(
                "▲ 这样导出的网页要联网才看得到底图，看的人的浏览器会向这家服务器请求图片。"
                "断网时其余内容照常可用。"
            )
        )

    def _changed(self) -> None:
        if not self._filling:
            self._show_rows()
            self.changed.emit()

    # -- what is chosen ---------------------------------------------------------------------

    @property
    def choices(self) -> Choices:
        """What is chosen now; what the format has no use for is as it was."""
        c, format_ = self._choices, self._format
        if format_ is None:
            return c
        if self.scope.currentData():
            kind, scene = self.scope.currentData()
            # Data know no scenes: all of it says nothing of them.
            if format_.shows_scenes or kind == "selection" or c.scope == "selection":
                c = replace(c, scope=kind, scene=scene or c.scene)
        if self.which.currentData():
            c = replace(c, which=self.which.currentData())
        if self.scenes.items:
            c = replace(c, scenes=self.scenes.checked)
        if self.layers.items:
            c = replace(c, layers=self.layers.checked)
        paper = str(self.paper.currentData() or "")
        if "pixels" in format_.uses:
            c = replace(c, pixels=paper == PIXEL_CHOICE)
        if format_.is_sheet and paper not in ("", PIXEL_CHOICE):
            name, _, turned = paper.partition(" ")
            c = replace(c, paper="A3" if name == "A3" else "A4", landscape=turned == "landscape")
        return replace(
            c,
            format=format_.name,
            title=self.title.text().strip(),
            theme="dark" if self.theme.currentData() == "dark" else "light",
            size=(int(self.width_.text() or 0), int(self.height_.text() or 0)),
            dpi=int(self.dpi.currentData()),
            plain=self.plain.isChecked(),
            online=self.online.isChecked(),
            tiles=self.tiles.currentData() or self.address.text().strip(),
        )
