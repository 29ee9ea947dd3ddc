"""The browse dock: all targets by document, theme, year and indicator, and a search over them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from luoyang_gis.plan.model import Theme
from luoyang_gis.plan.search import Subject
from luoyang_gis.ui.browse_rows import ACTUALS, TARGETS, UNDATED, Filters, counts, listed, rows
from luoyang_gis.ui.cards import CardList
from luoyang_gis.ui.finder import Finder
from luoyang_gis.ui.session import Session
from luoyang_gis.ui.theme import THEMES

# So long after the last key the list follows what was typed.
TYPING_MS = 80
Choice = tuple[str, str]


class Browse(QWidget):
    """A search field, filters that combine, and the cards that pass them."""

    def __init__(self, session: Session, finder: Finder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._finder = session, finder
        self.filters = Filters()
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("在目标里搜索：汉字、拼音、首字母"))
        self.search.setAccessibleName(self.tr("在目标里搜索"))
        self.search.setClearButtonEnabled(True)
        self.boxes = {
            "place": self._box("place", self.tr("文件与章节")),
            "theme": self._box("theme", self.tr("主题")),
            "year": self._box("year", self.tr("到期年份")),
            "indicator": self._box("indicator", self.tr("指标或事项")),
            "kind": self._box("kind", self.tr("类型")),
        }
        self.order = QComboBox(self)
        self.order.addItems([self.tr("按章节"), self.tr("按期限")])
        self.order.setAccessibleName(self.tr("排列"))
        self._count = QLabel(self)
        self._count.setProperty("role", "soft")
        self._clear = QToolButton(self)
        self._clear.setText(self.tr("清除"))
        self._clear.setToolTip(self.tr("清除搜索和全部筛选"))
        self.cards = CardList(session.plan, THEMES[session.theme], self)
        self.cards.setAccessibleName(self.tr("搜索和筛选的结果"))
        self._none = QLabel(self.tr("没有符合的记录。放宽一项筛选，或点“清除”。"), self)
        self._none.setProperty("role", "hint")
        self._none.setWordWrap(True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._lay_out()
        self._connect()
        self.refresh()

    def _box(self, name: str, label: str) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(label)
        box.setToolTip(label)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(4)
        box.setMaxVisibleItems(18)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box.activated.connect(lambda: self._chosen(name))
        return box

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(4)
        grid.addWidget(self.search, 0, 0, 1, 2)
        grid.addWidget(self.boxes["place"], 1, 0, 1, 2)
        grid.addWidget(self.boxes["theme"], 2, 0)
        grid.addWidget(self.boxes["year"], 2, 1)
        grid.addWidget(self.boxes["indicator"], 3, 0)
        grid.addWidget(self.boxes["kind"], 3, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._count, 1)
        foot.addWidget(self.order)
        foot.addWidget(self._clear)
        head = QVBoxLayout()
        head.setContentsMargins(8, 8, 8, 6)
        head.setSpacing(4)
        head.addLayout(grid)
        head.addLayout(foot)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(self._none)
        box.addWidget(self.cards, 1)
        self.setFocusProxy(self.search)

    def _connect(self) -> None:
        session = self._session
        self._typing.timeout.connect(self.refresh)
        self.search.textChanged.connect(lambda: self._typing.start())
        self.order.activated.connect(self.refresh)
        self._clear.clicked.connect(self.clear)
        session.plan_changed.connect(self.refresh)
        session.day_changed.connect(self.refresh)
        session.theme_changed.connect(self.cards.dress)
        self.cards.record_activated.connect(session.select_record)
        self.cards.record_opened.connect(session.select_record)
        self.cards.feature_activated.connect(session.select_feature)
        self.cards.citation_clicked.connect(session.passage_requested)
        self.cards.hovered.connect(session.hover)

    # -- what is listed ---------------------------------------------------------------------

    def refresh(self) -> None:
        """List anew what passes."""
        self._typing.stop()
        plan = self._session.plan
        hits = self._found()
        found = None if hits is None else {id_ for _, id_ in hits}
        records = listed(plan, self.filters, found)
        features = [id_ for subject, id_ in hits or () if subject is Subject.FEATURE]
        shown = list(
            rows(plan, records, self._session.as_of, self.order.currentIndex() == 1, features)
        )
        self.cards.set_rows(plan, shown)
        self.cards.setVisible(bool(shown))
        self._none.setVisible(not shown)
        self._count.setText(self.tr("{count} 条").format(count=len(records)))
        self._clear.setEnabled(not self.filters.empty or bool(self.search.text()))
        self._fill(counts(plan, self.filters, found))

    def _found(self) -> list[tuple[Subject, str]] | None:
        """What the search finds, best first; None while nothing is searched for."""
        text = self.search.text().strip()
        if not text:
            return None
        hits = self._finder.find(text, limit=len(self._finder.index.entries))
        return [(hit.entry.subject, hit.entry.id) for hit in hits]

    def _fill(self, known: dict[str, Counter[str]]) -> None:
        themes = [(t.value, t.value) for t in Theme]
        years = [(y, self._year(y)) for y in sorted(known["year"])]
        ranked = sorted(known["indicator"].items(), key=lambda item: (-item[1], item[0]))
        kinds = ((TARGETS, self.tr("目标")), (ACTUALS, self.tr("实绩")))
        choices: dict[str, tuple[str, Iterable[Choice]]] = {
            "place": (self.tr("全部文件"), self._places()),
            "theme": (self.tr("全部主题"), themes),
            "year": (self.tr("全部年份"), years),
            "indicator": (self.tr("全部指标与事项"), [(name, name) for name, _ in ranked]),
            "kind": (self.tr("目标与实绩"), kinds),
        }
        for name, (everything, items) in choices.items():
            chosen = str(getattr(self.filters, name))
            kept = [item for item in items if known[name][item[0]] or item[0] == chosen]
            self._fill_box(self.boxes[name], everything, kept, known[name], chosen)

    def _year(self, year: str) -> str:
        return self.tr("未定期限") if year == UNDATED else self.tr("{year}年").format(year=year)

    def _places(self) -> Iterable[Choice]:
        for document in self._session.plan.documents:
            yield document.id, f"《{document.short}》"
            for section in document.sections:
                depth = section.path.count("/") + 1
                yield f"{document.id}/{section.path}", f"{'　' * depth}{section.title}"

    @staticmethod
    def _fill_box(
        box: QComboBox, everything: str, items: Sequence[Choice], known: Counter[str], chosen: str
    ) -> None:
        with QSignalBlocker(box):
            box.clear()
            box.addItem(everything, "")
            for value, text in items:
                box.addItem(f"{text}  {known[value]}", value)
            box.setCurrentIndex(max(0, box.findData(chosen)))

    # -- what is done -----------------------------------------------------------------------

    def _chosen(self, name: str) -> None:
        self.show_filters(replace(self.filters, **{name: str(self.boxes[name].currentData())}))

    def show_filters(self, filters: Filters) -> None:
        """List what passes other filters."""
        self.filters = filters
        self.refresh()

    def clear(self) -> None:
        """Start over with everything."""
        self.search.clear()
        self.order.setCurrentIndex(0)
        self.show_filters(Filters())
