"""The dashboard's pages; each draws itself anew only when it is seen."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QPoint, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from luoyang_gis.plan.conflicts import conflicts
from luoyang_gis.plan.coverage import DIMENSIONS, Coverage, total
from luoyang_gis.plan.model import Plan, Theme
from luoyang_gis.plan.progress import TargetStatus
from luoyang_gis.plan.standing import Standing, standing
from luoyang_gis.ui.dashboard.chart import Chart, charts_of
from luoyang_gis.ui.dashboard.charts import ChartList
from luoyang_gis.ui.dashboard.coverage import CoverageTable
from luoyang_gis.ui.dashboard.rows import conflict_rows, due_rows, missing_rows, themed_rows
from luoyang_gis.ui.dashboard.theme_bars import ORDER, ThemeBars
from luoyang_gis.ui.flow import FlowLayout
from luoyang_gis.ui.linked_cards import LinkedCards
from luoyang_gis.ui.session import Session
from luoyang_gis.ui.theme import TARGET_MARKS, THEMES
from luoyang_gis.ui.widgets import plain_label

translate = QCoreApplication.translate
# So that the words are found by the tool that collects what is to be translated.
WAYS_TO_COUNT = (
    QT_TRANSLATE_NOOP("CoveragePage", "目标 · 按主题"),
    QT_TRANSLATE_NOOP("CoveragePage", "目标 · 按文件"),
    QT_TRANSLATE_NOOP("CoveragePage", "要素 · 按图层"),
    QT_TRANSLATE_NOOP("CoveragePage", "要素 · 按主题"),
    QT_TRANSLATE_NOOP("CoveragePage", "要素 · 按文件"),
)


class Page(QWidget):
    """One tab: `refresh` shows the session's plan as of its date."""

    def __init__(self, session: Session, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.title = title
        self.setAccessibleName(title)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 4, 0, 0)
        self._box.setSpacing(4)

    def refresh(self) -> None:
        """Show the plan as it is now."""

    def _label(self, text: str, role: str = "soft") -> QLabel:
        label = plain_label(self, role, text)
        label.setContentsMargins(12, 0, 12, 0)
        return label

    def _plain(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setProperty("role", "soft")
        return label

    def _standing(self) -> Standing:
        return standing(self._session.plan, self._session.as_of)

    def _bar(self, *widgets: QWidget) -> None:
        bar = FlowLayout(spacing=8)
        bar.setContentsMargins(12, 4, 12, 4)
        for widget in widgets:
            bar.addWidget(widget)
        self._box.addLayout(bar)


class ThemeBox(QComboBox):
    """All themes or one of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("按主题筛选"))
        self.addItem(self.tr("全部主题"), None)
        for theme in Theme:
            self.addItem(theme.value, theme)

    @property
    def theme(self) -> Theme | None:
        """The theme that is chosen."""
        value = self.currentData()
        return Theme(value) if value else None


class IndicatorsPage(Page):
    """Small multiples of what is measured and promised."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, translate("Dashboard", "指标"), parent)
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(self.tr("筛选指标"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setAccessibleName(self.tr("筛选指标"))
        self.filter.setMinimumWidth(120)
        self.themes = ThemeBox(self)
        self.charts = ChartList(session.plan, THEMES[session.theme], self)
        self.charts.setAccessibleName(self.tr("指标小图"))
        self._empty = self._label(self.tr("没有这样的指标，换个词试试"), "hint")
        self._bar(self.filter, self.themes)
        legend = (self.tr("● 实绩"), self.tr("◇ 目标"), self.tr("┄ 达标所需"))
        self._bar(*(self._plain(words) for words in legend))
        self._box.addWidget(self._empty)
        self._box.addWidget(self.charts, 1)
        self._all: tuple[Chart, ...] = ()
        self.filter.textChanged.connect(self._filter)
        self.themes.currentIndexChanged.connect(self._filter)
        self.charts.record_activated.connect(session.select_record)
        self.charts.hovered.connect(self._lift)
        self.charts.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.charts.customContextMenuRequested.connect(self._menu)
        session.theme_changed.connect(self._dress)

    def _dress(self, theme: str) -> None:
        self.charts.set_colors(THEMES[theme])

    def refresh(self) -> None:
        self._all = tuple(charts_of(self._session.plan, self._session.as_of))
        self._filter()

    def _filter(self) -> None:
        word, theme = self.filter.text().strip().casefold(), self.themes.theme
        shown = [
            c
            for c in self._all
            if (theme is None or c.indicator.theme == theme)
            and any(word in n.casefold() for n in (c.indicator.name, *c.indicator.aliases))
        ]
        self.charts.set_charts(self._session.plan, shown)
        self.charts.setVisible(bool(shown))
        self._empty.setVisible(not shown)

    def _lift(self, chart: Chart | None) -> None:
        records = (r.id for _, r in chart.series.points) if chart else ()
        self._session.hover(tuple(dict.fromkeys(_features(self._session.plan, records))))

    def _menu(self, at: QPoint) -> None:
        index = self.charts.indexAt(at)
        if not index.isValid():
            return
        self.charts.setCurrentIndex(index)
        chart = self.charts.current_chart()
        if chart is None:
            return
        session, record, name = self._session, chart.main.id, chart.indicator.name
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("到图上和卡片"), lambda: session.select_record(record))
        menu.addAction(self.tr("打开原文"), lambda: session.passage_requested.emit(record))
        menu.addAction(self.tr("录入实绩…"), lambda: session.actual_requested.emit(name))
        menu.popup(self.charts.viewport().mapToGlobal(at))


def _features(plan: Plan, records: Iterable[str]) -> Iterable[str]:
    for record in records:
        for link in plan.links_of_record.get(record, ()):
            yield link.feature


class ProgressPage(Page):
    """Statuses by theme, and the targets behind each part of a bar."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, translate("Dashboard", "进度"), parent)
        self.bars = ThemeBars(THEMES[session.theme], self)
        self.cards = LinkedCards(session, self)
        self.cards.setAccessibleName(self.tr("所选主题的目标"))
        self._chosen: tuple[Theme | None, TargetStatus | None] = (None, None)
        self._bar(*(self._plain(f"{TARGET_MARKS[status]} {status}") for status in ORDER))
        self._box.addWidget(_split(self.bars, self.cards, self), 1)
        self.bars.chosen.connect(self._choose)
        session.theme_changed.connect(self._dress)

    def _dress(self, theme: str) -> None:
        self.bars.set_colors(THEMES[theme])

    def refresh(self) -> None:
        self.bars.themes.set_counts(self._standing().by_theme)
        self._list()

    def _choose(self, theme: Theme | None, status: TargetStatus | None) -> None:
        self._chosen = (theme, status)
        self._list()

    def _list(self) -> None:
        rows = themed_rows(self._session.plan, self._standing(), *self._chosen)
        self.cards.show_rows(tuple(rows))


class DuePage(Page):
    """Overdue and due next."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, translate("Dashboard", "到期"), parent)
        self.themes = ThemeBox(self)
        self.cards = LinkedCards(session, self)
        self.cards.setAccessibleName(self.tr("到期的目标"))
        self._empty = self._label(self.tr("没有标明日期的目标"), "hint")
        self._bar(self.themes)
        self._box.addWidget(self._empty)
        self._box.addWidget(self.cards, 1)
        self.themes.currentIndexChanged.connect(self.refresh)

    def refresh(self) -> None:
        rows = tuple(due_rows(self._session.plan, self._standing(), self.themes.theme))
        self.cards.show_rows(rows)
        self.cards.setVisible(bool(rows))
        self._empty.setVisible(not rows)


class ConflictsPage(Page):
    """Where the documents do not fit together, with the passages of both sides."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, translate("Dashboard", "冲突"), parent)
        self.cards = LinkedCards(session, self)
        self.cards.setAccessibleName(self.tr("文件之间的冲突"))
        self._empty = self._label(self.tr("没有发现互相矛盾的数字"), "hint")
        note = self.tr("由台账推算，不是结论。点卡片到图上，点出处看原文")
        self._box.addWidget(self._label(note))
        self._box.addWidget(self._empty)
        self._box.addWidget(self.cards, 1)

    def refresh(self) -> None:
        plan = self._session.plan
        rows = tuple(conflict_rows(plan, conflicts(plan), self._session.as_of))
        self.cards.show_rows(rows)
        self.cards.setVisible(bool(rows))
        self._empty.setVisible(not rows)


class CoveragePage(Page):
    """落图率: what is on the map, and a list of what is not."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, translate("Dashboard", "落图率"), parent)
        self.dimension = QComboBox(self)
        self.dimension.setAccessibleName(self.tr("按什么统计"))
        for name in DIMENSIONS:
            self.dimension.addItem(translate("CoveragePage", name), name)
        self.table = CoverageTable(THEMES[session.theme], self)
        self.cards = LinkedCards(session, self)
        self.cards.setAccessibleName(self.tr("未关联的目标或要素"))
        self._bar(self.dimension)
        self._box.addWidget(_split(self.table, self.cards, self), 1)
        self.dimension.currentIndexChanged.connect(self.refresh)
        self.table.chosen.connect(self._list)
        session.theme_changed.connect(self._dress)

    def _dress(self, theme: str) -> None:
        self.table.set_colors(THEMES[theme])

    def refresh(self) -> None:
        row = max(0, self.table.currentIndex().row())
        rows = DIMENSIONS[self.dimension.currentData()](self._session.plan)
        self.table.coverage.set_rows((total(rows), *rows))
        self.table.selectRow(min(row, len(rows)))

    def _list(self, row: Coverage) -> None:
        targets = self.dimension.currentData().startswith("目标")
        words = self.tr("没有落图的目标") if targets else self.tr("没有目标的要素")
        title = f"{row.name} · {words}"
        rows = missing_rows(self._session.plan, title, row.missing, self._session.as_of)
        self.cards.show_rows(tuple(rows))


def _split(upper: QWidget, lower: QWidget, parent: QWidget) -> QSplitter:
    splitter = QSplitter(Qt.Orientation.Vertical, parent)
    splitter.setChildrenCollapsible(False)
    for widget in (upper, lower):
        widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        splitter.addWidget(widget)
    splitter.setSizes([320, 320])
    return splitter
