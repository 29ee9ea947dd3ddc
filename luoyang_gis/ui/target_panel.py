"""The panel beside the map: what is selected, and what the documents promise for it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from luoyang_gis.plan.model import Feature
from luoyang_gis.plan.overview import CITY
from luoyang_gis.plan.wording import due_words
from luoyang_gis.ui.cards import CardList
from luoyang_gis.ui.imports.attributes import AttributeTable
from luoyang_gis.ui.imports.shown import Brought
from luoyang_gis.ui.panel_rows import (
    HeadingRow,
    Row,
    chooser_rows,
    city_rows,
    feature_rows,
    record_detail_rows,
)
from luoyang_gis.ui.session import Selection, Session
from luoyang_gis.ui.theme import THEMES, feature_color
from luoyang_gis.ui.widgets import plain_label


class TargetPanel(QWidget):
    """A header with the feature's facts, and its targets as cards."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setAccessibleName(self.tr("目标面板"))
        self._back = self._button("‹", self.tr("后退到上一个选择"), session.go_back)
        self._forward = self._button("›", self.tr("前进到下一个选择"), session.go_forward)
        self._city = self._button(self.tr("全市"), self.tr("看全市的目标"), self._show_city)
        self._correct = self._button(
            self.tr("更正"), self.tr("更正这个要素的状态"), self._correct_status
        )
        self._where = self._button(self.tr("定位"), self.tr("在地图上飞到这里"), self._reveal)
        self._nearby = self._button("", self.tr("改选这里的其他要素"), self._choose_nearby)
        self._title = self._label("title")
        self._status = self._label("")
        self._facts = self._label("soft")
        self._note = self._label("soft")
        self._empty = self._label("hint")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.cards = CardList(session.plan, THEMES[session.theme], self)
        self.cards.setAccessibleName(self.tr("目标卡片"))
        self.setFocusProxy(self.cards)
        self.attributes = AttributeTable(self)
        self._lay_out()
        self._connect()
        self._refresh()

    def _button(self, text: str, tip: str, act: object) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        if callable(act):
            button.clicked.connect(lambda: act())
        return button

    def _label(self, role: str) -> QLabel:
        label = plain_label(self, role)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(4)
        for button in (self._back, self._forward):
            bar.addWidget(button)
        bar.addWidget(self._nearby)
        bar.addStretch()
        bar.addWidget(self._correct)
        bar.addWidget(self._where)
        bar.addWidget(self._city)
        head = QVBoxLayout()
        head.setContentsMargins(12, 8, 12, 8)
        head.setSpacing(4)
        head.addLayout(bar)
        for label in (self._title, self._status, self._facts, self._note):
            head.addWidget(label)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(self._empty)
        box.addWidget(self.cards, 1)
        box.addWidget(self.attributes, 1)
        self._box = box

    def add_below(self, widget: QWidget) -> None:
        """Show something of another part below the cards."""
        self._box.addWidget(widget)

    def _connect(self) -> None:
        session = self._session
        session.selection_changed.connect(self._refresh)
        session.plan_changed.connect(self._refresh)
        session.day_changed.connect(self._refresh)
        session.theme_changed.connect(self._dress)
        self.cards.record_activated.connect(self._reveal_record)
        self.cards.record_opened.connect(session.select_record)
        self.cards.feature_activated.connect(session.select_feature)
        self.cards.citation_clicked.connect(session.passage_requested)
        self.cards.hovered.connect(session.hover)
        self.cards.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.cards.customContextMenuRequested.connect(self._menu)
        copy = QShortcut(QKeySequence.StandardKey.Copy, self.cards)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self.copy_card)

    # -- what is shown ----------------------------------------------------------------------

    def _refresh(self) -> None:
        session = self._session
        selection = session.selection
        self._back.setEnabled(session.can_go_back)
        self._forward.setEnabled(session.can_go_forward)
        self._where.setEnabled(bool(selection.features))
        single = len(selection.features) == 1 and selection.record is None
        self._correct.setVisible(single and selection.features[0] in session.plan.feature)
        self._city.setEnabled(CITY in session.plan.feature)
        others = len(selection.nearby) - len(selection.features)
        self._nearby.setVisible(others > 0)
        self._nearby.setText(self.tr("这里还有 {count} 个").format(count=others))
        self.attributes.hide()
        rows = self._rows_of(selection)
        self.cards.set_rows(session.plan, rows)
        self.cards.setVisible(bool(rows))
        self._empty.setVisible(not rows and self.attributes.isHidden())

    def _rows_of(self, selection: Selection) -> list[Row]:
        plan, as_of = self._session.plan, self._session.as_of
        if selection.record in plan.record:
            record = plan.record[str(selection.record)]
            self._head(record.indicator, self.tr("一条记录和它落在图上的地方"))
            return list(record_detail_rows(plan, record, as_of))
        features = [f for f in selection.features if f in plan.feature]
        brought = [b for f in selection.features if (b := self._session.brought(f))]
        if len(features) + len(brought) > 1:
            self._head(self.tr("多个要素"), "")
            return list(chooser_rows(plan, features, brought))
        if brought:
            return self._brought(brought[0])
        if features:
            return self._feature(plan.feature[features[0]])
        self._head(self.tr("洛阳市"), self.tr("点一个要素，看它背着哪些目标"))
        rows = list(city_rows(plan, as_of))
        self._empty.setText(self.tr("点一个要素，看它背着哪些目标"))
        return rows

    def _feature(self, feature: Feature) -> list[Row]:
        plan = self._session.plan
        layer = plan.layer[feature.layer].name
        when = self.tr("（%s）") % due_words(feature.status_date) if feature.status_date else ""
        self._head(feature.name, f"{layer} · {feature.status}{when}")
        color = feature_color(THEMES[self._session.theme], feature.status)
        self._status.setStyleSheet(f"color: {color}; font-weight: 600;")
        place = f"{feature.county} · " if feature.county else ""
        accuracy = self.tr("位置误差约 %d 米。") % round(feature.accuracy_m)
        self._set(self._facts, f"{place}{accuracy}{feature.basis}")
        also = (
            self.tr("又名：%s。") % self.tr("、").join(feature.aliases) if feature.aliases else ""
        )
        self._set(self._note, f"{also}{feature.note}")
        rows = list(feature_rows(plan, feature.id, self._session.as_of))
        if not any(not isinstance(row, HeadingRow) for row in rows):
            why = feature.unlinked or self.tr("文件里没有针对它的目标")
            self._empty.setText(self.tr("%s。\n“全市”里是洛阳市的总目标。") % why)
        return rows

    def _brought(self, feature: Brought) -> list[Row]:
        """What the user's own file says of a feature."""
        layer = feature.layer
        self._head(feature.name, self.tr("导入图层 · {name}").format(name=layer.name))
        self._set(
            self._facts,
            self.tr("来自 {source}，第 {number} 个要素{size}").format(
                source=layer.source, number=feature.row + 1, size=feature.size
            ),
        )
        self.attributes.show_values(feature.attributes)
        self.attributes.show()
        return []

    def _head(self, title: str, status: str) -> None:
        self._title.setText(title)
        self._status.setStyleSheet("")
        self._set(self._status, status)
        self._set(self._facts, "")
        self._set(self._note, "")

    @staticmethod
    def _set(label: QLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))

    def _dress(self, theme: str) -> None:
        self.cards.set_colors(THEMES[theme])
        self._refresh()

    # -- what is done -----------------------------------------------------------------------

    def _choose_nearby(self) -> None:
        """Offer everything that lies under the last click."""
        self._session.select(self._session.selection.nearby)

    def _show_city(self) -> None:
        self._session.select([CITY])

    def _reveal(self) -> None:
        features = self._session.selection.features
        if features:
            self._session.reveal_requested.emit(features)

    def _correct_status(self) -> None:
        self._session.status_requested.emit(self._session.selection.features[0])

    def _reveal_record(self, record: str) -> None:
        """A click on a card shows its features; the panel stays where it is."""
        links = self._session.plan.links_of_record.get(record, ())
        features = tuple(link.feature for link in links)
        if features:
            self._session.reveal_requested.emit(features)

    def copy_card(self) -> None:
        """Put the current card with its citation on the clipboard."""
        text = self.cards.current_text()
        if text:
            QGuiApplication.clipboard().setText(text)
            self._session.message.emit(self.tr("已复制，含出处"))

    def _menu(self, at: QPoint) -> None:
        record = self.cards.current_record()
        if record is None:
            return
        menu = QMenu(self)
        menu.addAction(self.tr("复制（含出处）"), self.copy_card)
        menu.addAction(self.tr("打开原文"), lambda: self._session.passage_requested.emit(record))
        menu.addAction(self.tr("只看这一条"), lambda: self._session.select_record(record))
        name = self._session.plan.record[record].indicator
        menu.addAction(self.tr("录入实绩…"), lambda: self._session.actual_requested.emit(name))
        features = self._session.selection.features
        chosen = features[0] if len(features) == 1 else ""
        menu.addAction(
            self.tr("更正关联…"), lambda: self._session.link_requested.emit(record, chosen)
        )
        menu.exec(self.cards.viewport().mapToGlobal(at))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self.cards.cards.forget()
        super().changeEvent(event)
