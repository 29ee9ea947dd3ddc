"""About the program, and all its keys at a glance."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from luoyang_gis import __version__
from luoyang_gis.plan.model import Plan
from luoyang_gis.ui.actions import Actions
from luoyang_gis.ui.icons import app_icon
from luoyang_gis.ui.widgets import plain_label


class AboutDialog(QDialog):
    """What this is, what it holds, and how far its geometry can be trusted."""

    def __init__(self, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("关于洛阳规划地图"))
        mark = QLabel(self)
        mark.setPixmap(app_icon().pixmap(64, 64))
        title = QLabel(self.tr("洛阳规划地图 {version}").format(version=__version__), self)
        title.setProperty("role", "title")
        counts = self.tr(
            "{documents} 份规划文件，{targets} 条目标，{actuals} 条实绩，{features} 个要素，{links} 条关联。"
        ).format(
            documents=len(plan.documents),
            targets=len(plan.targets),
            actuals=len(plan.actuals),
            features=len(plan.features),
            links=len(plan.links),
        )
        truth = self.tr(
            "目标与实绩摘自文件，每条都注明出处。图上位置为自行示意数字化，误差见每个要素的说明，"
            "不能代替测绘成果和法定规划图。坐标为 CGCS2000。"
        )
        names = "\n".join(f"《{d.title}》{d.date.year}年" for d in plan.documents)
        rights = self.tr("本程序以 MIT 许可发布；界面使用 Qt（LGPL）。")
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 16)
        box.setSpacing(10)
        box.addWidget(mark)
        box.addWidget(title)
        for text in (counts, truth, names, rights):
            box.addWidget(self._text(text))
        box.addWidget(_close_button(self))
        self.setMinimumWidth(460)

    def _text(self, text: str) -> QLabel:
        label = plain_label(self, text=text)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label


class ShortcutsDialog(QDialog):
    """Every command with a key, menu by menu, and what mouse and keys do on the map."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("快捷键一览"))
        page = QWidget(self)
        self._grid = QGridLayout(page)
        self._grid.setContentsMargins(8, 8, 16, 8)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(6)
        for menu in actions.menus:
            rows = [
                (c.text, QKeySequence(c.keys).toString(QKeySequence.SequenceFormat.NativeText))
                for c in actions.commands
                if c.menu == menu.id and c.keys
            ]
            self._section(menu.title, rows)
        self._section(self.tr("地图"), self._map_rows())
        self._section(self.tr("图层列表"), self._tree_rows())
        area = QScrollArea(self)
        area.setWidget(page)
        area.setWidgetResizable(True)
        box = QVBoxLayout(self)
        box.addWidget(area)
        box.addWidget(_close_button(self))
        self.resize(520, 620)

    def _map_rows(self) -> Sequence[tuple[str, str]]:
        return (
            (self.tr("移动"), self.tr("拖动，或方向键（按住 Shift 更快）")),
            (self.tr("缩放"), self.tr("滚轮，或 + 和 -（按住 Ctrl 滚动更细）")),
            (self.tr("框选放大"), self.tr("按住 Shift 拖动")),
            (self.tr("查看中心处的要素"), self.tr("回车")),
            (self.tr("拿着工具时移动"), self.tr("按住空格拖动")),
            (self.tr("结束测量"), self.tr("双击、右键或回车")),
        )

    def _tree_rows(self) -> Sequence[tuple[str, str]]:
        return (
            (self.tr("显示或隐藏"), self.tr("空格")),
            (self.tr("展开或收起"), self.tr("左右方向键")),
            (self.tr("上移或下移一层"), "Alt+↑ / Alt+↓"),
        )

    def _section(self, title: str, rows: Sequence[tuple[str, str]]) -> None:
        if not rows:
            return
        at = self._grid.rowCount()
        heading = QLabel(title, self)
        heading.setProperty("role", "title")
        heading.setContentsMargins(0, 8, 0, 0)
        self._grid.addWidget(heading, at, 0, 1, 2)
        for offset, (what, keys) in enumerate(rows, 1):
            self._grid.addWidget(QLabel(what, self), at + offset, 0)
            label = QLabel(keys, self)
            label.setProperty("role", "soft")
            self._grid.addWidget(label, at + offset, 1)


def _close_button(dialog: QDialog) -> QDialogButtonBox:
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, dialog)
    buttons.rejected.connect(dialog.reject)
    return buttons
