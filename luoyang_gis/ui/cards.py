"""Cards: a list view whose rows are headings, features and target cards, painted, not widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from luoyang_gis.plan.model import Plan, Record
from luoyang_gis.plan.wording import (
    KIND_NAMES,
    copy_text,
    due_label,
    figure,
    progress_words,
    section_words,
)
from luoyang_gis.ui.panel_rows import FeatureRow, HeadingRow, RecordRow, Row
from luoyang_gis.ui.theme import (
    BODY,
    FIGURE,
    SMALL,
    TARGET_MARKS,
    THEMES,
    TITLE,
    Colors,
    feature_color,
    target_color,
    ui_font,
)
from luoyang_gis.workspace.model import OWN

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
MARGIN, PAD, GAP, RADIUS = 8, 12, 6, 6
BATCH = 60
WRAP = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere


class Roles(IntEnum):
    """What a row's index tells besides its text."""

    ROW = Qt.ItemDataRole.UserRole + 1


class RowModel(QAbstractListModel):
    """The rows of a panel; the text of a row is what a screen reader reads and what is copied."""

    def __init__(self, plan: Plan, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self._rows: tuple[Row, ...] = ()

    def set_rows(self, plan: Plan, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._plan = plan
        self._rows = tuple(rows)
        self.endResetModel()

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown."""
        return self._rows

    @property
    def plan(self) -> Plan:
        """The plan the rows are of."""
        return self._plan

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self._rows[index.row()], HeadingRow):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Roles.ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row_text(self._plan, row)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, RecordRow):
            return row.record.note or None
        return None


def row_text(plan: Plan, row: Row) -> str:
    """A row as plain text."""
    match row:
        case HeadingRow():
            words = translate("Rows", "{heading}：{detail}")
            return words.format(heading=row.text, detail=row.detail) if row.detail else row.text
        case FeatureRow():
            role = translate("Rows", "（{role}）").format(role=row.role) if row.role else ""
            return f"{row.feature.name}{role} · {_of(row)}"
        case RecordRow():
            status = row.progress.status if row.progress else actual_label(row.record)
            return copy_text(plan, row.record, status)


def _of(row: FeatureRow) -> str:
    """A feature's layer and status; an imported one has none."""
    return " · ".join(part for part in (row.layer, row.feature.status) if part)


def actual_label(record: Record) -> str:
    """What kind of actual a record is: the documents' or the user's."""
    if record.passage.document == OWN:
        return translate("Rows", "用户录入")
    return KIND_NAMES[record.kind]


@dataclass(frozen=True, slots=True)
class Piece:
    """One text of a card: where, how and in which colour."""

    rect: QRect
    text: str
    font: QFont
    color: str
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    chip: str = ""


@dataclass(frozen=True, slots=True)
class CardLayout:
    """Where everything of a row stands, within its width."""

    height: int
    pieces: tuple[Piece, ...]
    bar: QRect | None = None
    share: float = 0.0
    citation: QRect | None = None
    edge: str = ""
    framed: bool = True


class _Column:
    """Places texts below one another."""

    def __init__(self, width: int, left: int, top: int) -> None:
        self.left, self.y, self.width = left, top, width
        self.pieces: list[Piece] = []

    def text(self, text: str, font: QFont, color: str, gap: int = GAP) -> QRect:
        bounds = QFontMetrics(font).boundingRect(
            QRect(0, 0, max(40, self.width), 10_000), int(WRAP), text
        )
        height = max(bounds.height(), round(font.pixelSize() * 1.5))
        rect = QRect(self.left, self.y, self.width, height)
        self.pieces.append(Piece(rect, text, font, color))
        self.y += height + gap
        return rect


class CardDelegate(QStyledItemDelegate):
    """Measures and paints the rows; a click on a citation is told apart from one on the card."""

    citation_clicked = Signal(str)  # record id

    def __init__(self, colors: Colors, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._colors = colors
        self._scale = 1.0
        self._layouts: dict[tuple[int, int], CardLayout] = {}

    def set_colors(self, colors: Colors) -> None:
        """Dress in another theme."""
        self._colors = colors
        self.forget()

    def set_scale(self, scale: float) -> None:
        """Set everything larger, for an audience."""
        self._scale = scale
        self.forget()

    def _font(self, pixels: int, bold: bool = False) -> QFont:
        return ui_font(self._px(pixels), bold)

    def _px(self, pixels: float) -> int:
        return round(pixels * self._scale)

    def forget(self) -> None:
        """Measure anew, after the rows, the width or the theme changed."""
        self._layouts.clear()

    def layout(self, index: Index, width: int) -> CardLayout:
        """The row's layout for a width."""
        key = (index.row(), width)
        if key not in self._layouts:
            row = index.data(Roles.ROW)
            model = index.model()
            plan = model.plan if isinstance(model, RowModel) else None
            self._layouts[key] = self._measure(row, plan, width)
        return self._layouts[key]

    def _measure(self, row: Row, plan: Plan | None, width: int) -> CardLayout:
        match row:
            case HeadingRow():
                column = _Column(width - 2 * PAD, PAD, 10)
                column.text(row.text, self._font(SMALL, bold=True), self._colors.soft, 2)
                if row.detail:
                    column.text(row.detail, self._font(BODY), self._colors.text, 2)
                return CardLayout(column.y, tuple(column.pieces), framed=False)
            case FeatureRow():
                return self._measure_feature(row, width)
            case _:
                return self._measure_record(row, plan, width)

    def _measure_feature(self, row: FeatureRow, width: int) -> CardLayout:
        c = self._colors
        column = _Column(width - 2 * (MARGIN + PAD), MARGIN + PAD, 4 + 8)
        column.text(row.feature.name, self._font(BODY, bold=True), c.text, 2)
        role = f"{row.role} · " if row.role else ""
        text = f"{role}{_of(row)}"
        column.text(text, self._font(SMALL), c.soft, 8)
        edge = feature_color(c, row.feature.status)
        return CardLayout(column.y + 4, tuple(column.pieces), edge=edge)

    def _measure_record(self, row: RecordRow, plan: Plan | None, width: int) -> CardLayout:
        c = self._colors
        record, found = row.record, row.progress
        left = MARGIN + PAD
        column = _Column(width - 2 * left, left, 4 + PAD)
        edge = target_color(c, found.status) if found else c.built
        self._chips(column, row, edge)
        if record.value is None:
            column.text(record.indicator, self._font(TITLE, bold=True), c.text, 2)
        else:
            self._figure(column, row)
        column.text(record.summary, self._font(BODY), c.text)
        bar = None
        share = found.share if found else None
        if share is not None:
            bar = QRect(left, column.y, column.width, 6)
            column.y += 6 + 4
        if found and found.latest:
            own = found.latest.passage.document == OWN
            words = progress_words(found) + (translate("Rows", "（用户录入）") if own else "")
            column.text(words, self._font(SMALL), c.soft)
        if record.passage.document == OWN:
            source = translate("Rows", "来源：{source}").format(source=record.passage.anchor)
            column.text(source, self._font(SMALL), c.soft, 0)
            return CardLayout(column.y + PAD + 4, tuple(column.pieces), edge=edge)
        document = plan.document.get(record.passage.document) if plan else None
        name = document.short if document else record.passage.document
        text = f"《{name}》{section_words(record)}"
        cited = column.text(text, self._font(SMALL), c.accent, 0)
        return CardLayout(
            column.y + PAD + 4, tuple(column.pieces), bar, min(1.0, share or 0.0), cited, edge
        )

    def _chips(self, column: _Column, row: RecordRow, edge: str) -> None:
        """The due date as a chip on the left, the status with its mark on the right."""
        c = self._colors
        font = self._font(SMALL)
        metrics = QFontMetrics(font)
        record = row.record
        tall = self._px(22)
        due = due_label(record)
        role = f" · {row.role}" if row.role else ""
        if row.progress:
            status = f"{TARGET_MARKS[row.progress.status]} {row.progress.status}"
        else:
            mark = "✎" if record.passage.document == OWN else "✓"
            status = f"{mark} {actual_label(record)}"
        right = metrics.horizontalAdvance(status) + 4
        room = max(40, column.width - right - 8)
        label = metrics.elidedText(due + role, Qt.TextElideMode.ElideRight, room - 16)
        chip = QRect(column.left, column.y, metrics.horizontalAdvance(label) + 16, tall)
        align = Qt.AlignmentFlag
        column.pieces.append(Piece(chip, label, font, c.text, align.AlignCenter, c.window))
        place = QRect(column.left + column.width - right, column.y, right, tall)
        column.pieces.append(Piece(place, status, font, edge, align.AlignRight))
        column.y += tall + GAP

    def _figure(self, column: _Column, row: RecordRow) -> None:
        """The figure large, its unit small beside it, the indicator below."""
        c = self._colors
        record = row.record
        big, small = self._font(FIGURE, bold=True), self._font(SMALL)
        value = figure(record)
        width = QFontMetrics(big).horizontalAdvance(value)
        height = self._px(FIGURE * 1.4)
        lower = self._px(7)
        column.pieces.append(
            Piece(QRect(column.left, column.y, width + 2, height), value, big, c.text)
        )
        unit = QRect(
            column.left + width + 5, column.y + lower, column.width - width - 5, height - lower
        )
        column.pieces.append(Piece(unit, record.unit, small, c.soft))
        column.y += height
        column.text(record.indicator, self._font(SMALL), c.soft, 2)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        return QSize(width, self.layout(index, width).height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        layout = self.layout(index, option.rect.width())
        c = self._colors
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(option.rect.topLeft())
        if layout.framed:
            frame = QRect(MARGIN, 4, option.rect.width() - 2 * MARGIN, layout.height - 8)
            hovered = bool(state & QStyle.StateFlag.State_MouseOver)
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            focused = bool(state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(QPen(QColor(c.accent if chosen or focused else c.line), 1))
            painter.setBrush(QColor(c.tint if chosen else c.hover if hovered else c.card))
            painter.drawRoundedRect(frame, RADIUS, RADIUS)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(layout.edge))
            painter.drawRoundedRect(
                QRect(frame.left(), frame.top() + 6, 3, frame.height() - 12), 1, 1
            )
        for piece in layout.pieces:
            if piece.chip:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(piece.chip))
                painter.drawRoundedRect(piece.rect, 4, 4)
            painter.setPen(QColor(piece.color))
            painter.setFont(piece.font)
            painter.drawText(piece.rect, int(piece.align) | int(WRAP), piece.text)
        if layout.bar is not None:
            self._paint_bar(painter, layout.bar, layout.share, layout.edge)
        painter.restore()

    def _paint_bar(self, painter: QPainter, bar: QRect, share: float, color: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._colors.line))
        painter.drawRoundedRect(bar, 3, 3)
        painter.setBrush(QColor(color))
        painter.drawRoundedRect(
            QRect(bar.left(), bar.top(), round(bar.width() * share), bar.height()), 3, 3
        )

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            row = index.data(Roles.ROW)
            cited = self.layout(index, option.rect.width()).citation
            point = event.position().toPoint() - option.rect.topLeft()
            if isinstance(row, RecordRow) and cited is not None and cited.contains(point):
                self.citation_clicked.emit(row.record.id)
                return True
        return False


class CardList(QListView):
    """A list of cards that tells what is clicked, opened and hovered."""

    record_activated = Signal(str)
    record_opened = Signal(str)
    feature_activated = Signal(str)
    citation_clicked = Signal(str)
    hovered = Signal(object)  # tuple[str, ...] of feature ids

    def __init__(self, plan: Plan, colors: Colors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowModel(plan, self)
        self.cards = CardDelegate(colors, self)
        self.setModel(self.rows)
        self.setItemDelegate(self.cards)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        # A thousand cards are measured as they come into view, not before the first is shown.
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(BATCH)
        self.setMinimumWidth(240)
        self._citation = False
        self._lifted: tuple[str, ...] = ()
        self.cards.citation_clicked.connect(self._cited)
        self.clicked.connect(self._clicked)
        self.activated.connect(self._opened)
        self.entered.connect(self._entered)

    def set_rows(self, plan: Plan, rows: Sequence[Row]) -> None:
        """Show other rows, from the top."""
        self.cards.forget()
        self.rows.set_rows(plan, rows)
        self.scrollToTop()

    def set_colors(self, colors: Colors) -> None:
        """Dress in another theme."""
        self.cards.set_colors(colors)
        self.viewport().update()

    def set_scale(self, scale: float) -> None:
        """Set the cards larger, for an audience."""
        self.cards.set_scale(scale)
        self.scheduleDelayedItemsLayout()

    def dress(self, theme: str) -> None:
        """Follow the session's theme; a method, so that the tie ends with the list."""
        self.set_colors(THEMES[theme])

    def current_text(self) -> str:
        """The current row as text, ready to paste."""
        return str(self.currentIndex().data() or "")

    def current_record(self) -> str | None:
        """The id of the current card's record."""
        row = self.currentIndex().data(Roles.ROW)
        return row.record.id if isinstance(row, RecordRow) else None

    def card_center(self, position: int) -> QPoint:
        """Where a row's middle is in the viewport, as a test or a tour needs it."""
        return self.visualRect(self.rows.index(position, 0)).center()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self.cards.forget()
            self.scheduleDelayedItemsLayout()
        super().resizeEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._lift(())
        super().leaveEvent(event)

    def _cited(self, record: str) -> None:
        self._citation = True
        self.citation_clicked.emit(record)

    def _clicked(self, index: QModelIndex) -> None:
        # The release that opened a citation is not a click on its card as well.
        if self._citation:
            self._citation = False
            return
        row = index.data(Roles.ROW)
        if isinstance(row, RecordRow):
            self.record_activated.emit(row.record.id)
        elif isinstance(row, FeatureRow):
            self.feature_activated.emit(row.feature.id)

    def _opened(self, index: QModelIndex) -> None:
        row = index.data(Roles.ROW)
        if isinstance(row, RecordRow):
            self.record_opened.emit(row.record.id)
        elif isinstance(row, FeatureRow):
            self.feature_activated.emit(row.feature.id)

    def _entered(self, index: QModelIndex) -> None:
        row = index.data(Roles.ROW)
        if isinstance(row, RecordRow):
            self._lift(row.features)
        elif isinstance(row, FeatureRow):
            self._lift((row.feature.id,))
        else:
            self._lift(())

    def _lift(self, features: tuple[str, ...]) -> None:
        if features != self._lifted:
            self._lifted = features
            self.hovered.emit(features)
