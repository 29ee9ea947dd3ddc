"""The document reader: the user's own copies of the documents, opened at what is cited."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from luoyang_gis.plan.wording import citation
from luoyang_gis.ui.icons import icon
from luoyang_gis.ui.passage_text import Mark, MarkedText, marked
from luoyang_gis.ui.theme import THEMES, Colors
from luoyang_gis.ui.widgets import plain_label

if TYPE_CHECKING:
    from luoyang_gis.ui.desk import Desk

MARGIN = 10


class PassageView(QPlainTextEdit):
    """Plain text with its cited passages tinted and marked in the margin."""

    mark_clicked = Signal(object)  # tuple[str, ...] of record ids

    def __init__(self, colors: Colors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setMouseTracking(True)
        self.setViewportMargins(MARGIN, 0, 0, 0)
        self._colors = colors
        self.marked = MarkedText("", (), frozenset())
        self.current: Mark | None = None
        self._found: tuple[tuple[int, int], ...] = ()
        self._gutter = _Gutter(self)
        self.updateRequest.connect(lambda: self._gutter.update())

    def set_text(self, found: MarkedText) -> None:
        """Show a document."""
        self.marked, self.current, self._found = found, None, ()
        self.setPlainText(found.text)
        self._tint()

    def set_colors(self, colors: Colors) -> None:
        """Dress in another theme."""
        self._colors = colors
        self._tint()

    def go_to(self, mark: Mark) -> None:
        """Bring a passage into the middle and highlight it."""
        self.current = mark
        self._tint()
        cursor = self.textCursor()
        cursor.setPosition(mark.start)
        self.setTextCursor(cursor)
        self.centerCursor()

    def show_found(self, spans: Sequence[tuple[int, int]]) -> None:
        """Underline the places a search found."""
        self._found = tuple(spans)
        self._tint()

    def _tint(self) -> None:
        colors = self._colors
        selections = []
        for mark in self.marked.marks:
            form = QTextCharFormat()
            if mark == self.current:
                form.setBackground(QColor(colors.accent))
                form.setForeground(QColor(colors.on_accent))
            else:
                form.setBackground(QColor(colors.tint))
            selections.append(self._selection(mark.start, mark.end, form))
        for start, end in self._found:
            form = QTextCharFormat()
            form.setFontWeight(QFont.Weight.Bold)
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            form.setUnderlineColor(QColor(colors.accent))
            selections.append(self._selection(start, end, form))
        self.setExtraSelections(selections)
        self._gutter.update()

    def _selection(self, start: int, end: int, form: QTextCharFormat) -> QTextEdit.ExtraSelection:
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        extra = QTextEdit.ExtraSelection()
        extra.cursor, extra.format = cursor, form
        return extra

    def records_at(self, event: QMouseEvent) -> tuple[str, ...]:
        """What cites the text under the mouse."""
        cursor = self.cursorForPosition(event.position().toPoint())
        return self.marked.at(cursor.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = bool(self.records_at(event))
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        # Who selects text to copy it does not click.
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self._tell(self.records_at(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tell(self.marked.at(self.textCursor().position()))
            return
        super().keyPressEvent(event)

    def _tell(self, records: tuple[str, ...]) -> None:
        if records:
            self.mark_clicked.emit(records)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        box = self.contentsRect()
        self._gutter.setGeometry(QRect(box.left(), box.top(), MARGIN, box.height()))

    def paint_gutter(self, painter: QPainter) -> None:
        """A bar beside every line that is cited."""
        offset = self.contentOffset()
        block = self.firstVisibleBlock()
        while block.isValid():
            box = self.blockBoundingGeometry(block).translated(offset)
            if box.top() > self.height():
                return
            start, end = block.position(), block.position() + block.length()
            layout = block.layout()
            for mark in self.marked.marks:
                if mark.start >= end or mark.end <= start:
                    continue
                first = layout.lineForTextPosition(max(0, mark.start - start))
                last = layout.lineForTextPosition(min(mark.end - start, block.length() - 1) - 1)
                if not (first.isValid() and last.isValid()):
                    continue
                top = box.top() + first.y() + 2
                bottom = box.top() + last.y() + last.height() - 2
                color = self._colors.accent if mark == self.current else self._colors.soft
                painter.fillRect(QRect(3, round(top), 3, round(bottom - top)), QColor(color))
            block = block.next()


class _Gutter(QWidget):
    """The margin of a passage view."""

    def __init__(self, view: PassageView) -> None:
        super().__init__(view)
        self._view = view

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._view.paint_gutter(painter)
        painter.end()


class Reader(QWidget):
    """A document's text, or what to do so that it can be read."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._session = desk, desk.session
        self._document = ""
        self._record: str | None = None
        self.setAccessibleName(self.tr("原文"))
        self.documents = QComboBox(self)
        self.documents.setAccessibleName(self.tr("文件"))
        self.documents.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.documents.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._previous = self._button(self.tr("上一处引文"), lambda: self._step(False))
        self._next = self._button(self.tr("下一处引文"), lambda: self._step(True))
        self._folder = self._button(self.tr("选择存放文件的文件夹"), desk.choose_documents)
        self.find_field = QLineEdit(self)
        self.find_field.setPlaceholderText(self.tr("在正文里找，回车找下一处"))
        self.find_field.setAccessibleName(self.tr("在正文里找"))
        self.find_field.setClearButtonEnabled(True)
        self._found = QLabel(self)
        self._found.setProperty("role", "soft")
        self.note = plain_label(self, "soft")
        self.note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text = PassageView(THEMES[self._session.theme], self)
        self.text.setAccessibleName(self.tr("文件正文"))
        self.choose = QPushButton(self.tr("选择文件夹…"), self)
        self.choose.clicked.connect(desk.choose_documents)
        self._lay_out()
        self._connect()
        self._dress()
        self._fill()

    def _button(self, tip: str, act: object) -> QToolButton:
        button = QToolButton(self)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setIconSize(QSize(16, 16))
        if callable(act):
            button.clicked.connect(lambda: act())
        return button

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 8, 8, 4)
        bar.setSpacing(2)
        bar.addWidget(self.documents, 1)
        for button in (self._previous, self._next, self._folder):
            bar.addWidget(button)
        find = QHBoxLayout()
        find.setContentsMargins(8, 0, 8, 4)
        find.addWidget(self.find_field, 1)
        find.addWidget(self._found)
        below = QVBoxLayout()
        below.setContentsMargins(12, 0, 12, 6)
        below.addWidget(self.note)
        below.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(bar)
        box.addLayout(find)
        box.addLayout(below)
        box.addWidget(self.text, 1)
        self._rest = QWidget(self)
        box.addWidget(self._rest, 1)

    def _connect(self) -> None:
        self.documents.activated.connect(lambda: self.show_document(self.documents.currentData()))
        self.find_field.textChanged.connect(lambda: self._find(again=False))
        self.find_field.returnPressed.connect(lambda: self._find(again=True))
        self.text.mark_clicked.connect(self._clicked)
        self._desk.library_changed.connect(self._fill)
        self._session.plan_changed.connect(self._fill)
        self._session.theme_changed.connect(self._dress)

    def _dress(self) -> None:
        colors = THEMES[self._session.theme]
        self._previous.setIcon(icon("previous", colors))
        self._next.setIcon(icon("next", colors))
        self._folder.setIcon(icon("folder", colors))
        self.text.set_colors(colors)

    # -- what is shown ----------------------------------------------------------------------

    def _fill(self) -> None:
        plan = self._session.plan
        with QSignalBlocker(self.documents):
            self.documents.clear()
            for document in plan.documents:
                self.documents.addItem(f"《{document.short}》", document.id)
        known = plan.document
        newest = max(plan.documents, key=lambda d: d.date, default=None)
        shown = self._document if self._document in known else newest.id if newest else ""
        record = self._record
        self.show_document(shown)
        if record is not None:
            self.show_record(record)

    def show_document(self, document: str) -> None:
        """Show a document from its beginning."""
        self._document, self._record = document, None
        with QSignalBlocker(self.documents):
            self.documents.setCurrentIndex(self.documents.findData(document))
        library = self._desk.library
        found = library.texts.get(document) if library else None
        readable = found is not None
        self.text.setVisible(readable)
        self._rest.setVisible(not readable)
        self.choose.setVisible(not readable)
        for widget in (self._previous, self._next, self.find_field):
            widget.setEnabled(readable)
        self._found.clear()
        if found is not None:
            self.text.set_text(marked(self._session.plan, document, found))
        self._say()

    def show_record(self, record: str) -> None:
        """Show the passage that a record cites."""
        found = self._session.plan.record.get(record)
        if found is None:
            return
        if found.passage.document != self._document or not self.text.marked.text:
            self.show_document(found.passage.document)
        self._record = record
        mark = self.text.marked.mark_of(record)
        if mark is not None:
            self.text.go_to(mark)
        self._say()

    def _say(self) -> None:
        """The citation, and whatever is wrong with the user's copy."""
        plan = self._session.plan
        lines = []
        record = plan.record.get(self._record or "")
        if record is not None:
            lines.append(citation(plan, record))
        lines += self._troubles()
        self.note.setText("\n".join(lines))
        self.note.setVisible(bool(lines))

    def _troubles(self) -> list[str]:
        library = self._desk.library
        if library is None:
            return [
                self._desk.library_trouble
                or self.tr(
                    "本程序只存出处，不存原文。选一次存放五份规划文件的文件夹，就能在这里读到引文。"
                )
            ]
        troubles = [
            f"{f.file}：{f.message}" for f in library.findings if f.record == self._document
        ]
        if self._record in self.text.marked.missing:
            troubles.append(self.tr("这份文件里找不到这处引文，可能改动过。"))
        return troubles

    # -- what is done -----------------------------------------------------------------------

    def _step(self, forward: bool) -> None:
        view = self.text
        from_ = view.current.start if view.current else view.textCursor().position()
        mark = view.marked.next_mark(from_, forward)
        if mark is not None:
            view.go_to(mark)
            self._record = mark.records[0]
            self._say()

    def _find(self, again: bool) -> None:
        """Bring the first place, or the next, that holds what is typed into view."""
        wanted = self.find_field.text().strip()
        spans = self.text.marked.spans(wanted)
        self._found.setText(self._counted(len(spans)) if wanted else "")
        self.text.show_found(spans)
        if not spans:
            return
        cursor = self.text.textCursor()
        here = cursor.selectionEnd() if again else 0
        start, end = next((span for span in spans if span[0] >= here), spans[0])
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.text.setTextCursor(cursor)
        self.text.centerCursor()

    def _counted(self, count: int) -> str:
        return self.tr("{count} 处").format(count=count) if count else self.tr("没有")

    def _clicked(self, records: Sequence[str]) -> None:
        if len(records) == 1:
            self._choose(records[0])
            return
        menu = QMenu(self)
        for id_ in records:
            summary = self._session.plan.record[id_].summary.replace("&", "&&")
            menu.addAction(summary, partial(self._choose, id_))
        menu.exec(self.cursor().pos())

    def _choose(self, record: str) -> None:
        self._session.select_record(record)
        self.show_record(record)
