"""What has been written, checked by reading it back, and what can be done with it now."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from luoyang_gis.export.job import ExportReport
from luoyang_gis.ui.export import opening
from luoyang_gis.ui.export.estimate import in_words
from luoyang_gis.ui.theme import THEMES, TITLE, ui_font
from luoyang_gis.ui.widgets import plain_label

COLUMNS = 3


class ResultPage(QWidget):
    """The exporter's report in words."""

    again = Signal()
    done = Signal()

    def __init__(self, theme: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.report: ExportReport | None = None
        self._theme = theme
        self.heading = self._label()
        self.heading.setFont(ui_font(TITLE, bold=True))
        self.place = self._label()
        self.place.setProperty("role", "soft")
        self.problem = self._label()
        self.open = QPushButton(self.tr("打开"), self)
        self.folder = QPushButton(self.tr("在文件夹中显示"), self)
        self.more = QPushButton(self.tr("再导出一份"), self)
        self.close_ = QPushButton(self.tr("关闭"), self)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setStyleSheet("QScrollArea { background: transparent; border: 0; }")
        self._area.viewport().setAutoFillBackground(False)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.open)
        buttons.addWidget(self.folder)
        buttons.addStretch()
        buttons.addWidget(self.more)
        buttons.addWidget(self.close_)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.heading)
        box.addWidget(self.place)
        box.addWidget(self._area, 1)
        box.addWidget(self.problem)
        box.addLayout(buttons)
        self.open.clicked.connect(self._open)
        self.folder.clicked.connect(self._show_folder)
        self.more.clicked.connect(self.again)
        self.close_.clicked.connect(self.done)

    def _label(self, text: str = "") -> QLabel:
        label = plain_label(self, text=text)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def dress(self, theme: str) -> None:
        """Draw in another theme."""
        self._theme = theme
        if self.report:
            self.show_report(self.report)

    def show_report(self, report: ExportReport) -> None:
        """Show what was found in the file."""
        self.report = report
        colors = THEMES[self._theme]
        whole = report.complete
        self.heading.setText(
            self.tr("● 已导出，读回检查无缺漏") if whole else self.tr("▲ 已导出，读回检查有出入")
        )
        self.heading.setStyleSheet(f"color: {colors.met if whole else colors.building};")
        took = self.tr("{size}，{seconds} 秒").format(
            size=in_words(report.size), seconds=f"{report.seconds:.1f}"
        )
        self.place.setText(f"{report.path}\n{took}")
        self.problem.hide()
        self._area.setWidget(self._found(report))
        self.open.setProperty("primary", True)
        self.open.style().polish(self.open)
        self.open.setFocus()

    def _found(self, report: ExportReport) -> QWidget:
        colors = THEMES[self._theme]
        body = QWidget()
        body.setAutoFillBackground(False)
        box = QVBoxLayout(body)
        box.setContentsMargins(0, 0, 8, 0)
        box.setSpacing(8)
        grid = QGridLayout()
        grid.setSpacing(8)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        facts = [(c.what, f"{c.found:,}", c.asked, c.found) for c in report.counts]
        outside = len(report.external)
        facts.append((self.tr("外部引用"), str(outside), 0, outside))
        for number, (what, text, asked, found) in enumerate(facts):
            grid.addWidget(self._fact(what, text, asked, found), *divmod(number, COLUMNS))
        box.addLayout(grid)
        for address in report.external:
            box.addWidget(self._label(self.tr("打开时会请求：{address}").format(address=address)))
        if report.changes:
            title = self._label(self.tr("与所选不同之处"))
            title.setFont(ui_font(bold=True))
            box.addWidget(title)
            for change in report.changes:
                line = self._label(str(change))
                if change.kind == "dropped":
                    line.setStyleSheet(f"color: {colors.building};")
                box.addWidget(line)
        box.addStretch()
        return body

    def _fact(self, what: str, text: str, asked: int, found: int) -> QWidget:
        colors = THEMES[self._theme]
        card = QFrame(self)
        card.setObjectName("fact")
        card.setStyleSheet(
            f"QFrame#fact {{ background: {colors.card}; border: 1px solid {colors.line};"
            " border-radius: 4px; }"
        )
        box = QVBoxLayout(card)
        box.setContentsMargins(12, 8, 12, 8)
        box.setSpacing(2)
        number = self._label(text)
        number.setWordWrap(False)
        number.setFont(ui_font(TITLE, bold=True))
        name = self._label(
            what
            if asked == found
            else self.tr("{what}，应为 {asked}").format(what=what, asked=asked)
        )
        name.setWordWrap(False)
        name.setProperty("role", "soft")
        if asked != found:
            name.setStyleSheet(f"color: {colors.late};")
        box.addWidget(number)
        box.addWidget(name)
        return card

    def _open(self) -> None:
        if self.report and not opening.open_file(self.report.path):
            self._tell(self.tr("系统里没有能打开这种文件的程序，请在文件夹里自己打开。"))

    def _show_folder(self) -> None:
        if self.report and not opening.show_in_folder(self.report.path):
            self._tell(self.tr("打不开文件夹，文件在上面写的位置。"))

    def _tell(self, sentence: str) -> None:
        self.problem.setText(f"▲ {sentence}")
        self.problem.setStyleSheet(f"color: {THEMES[self._theme].building};")
        self.problem.show()
