"""Type an annotation's text where it stands: Enter ends, Shift+Enter breaks the line, Esc takes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

from luoyang_gis.canvas import annotations as painting
from luoyang_gis.ui.annotate.board import Board
from luoyang_gis.workspace.model import Annotation

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
NARROWEST, MARGIN = 160, 8


class TextField(QPlainTextEdit):
    """A field on the map that grows with its text."""

    def __init__(self, board: Board, a: Annotation, done: Callable[[bool], None]) -> None:
        super().__init__(board.view)
        self._board, self._a, self._done = board, a, done
        self._ended = False
        self.setAccessibleName(self.tr("标注文字"))
        self.setPlaceholderText(self.tr("输入文字，回车结束"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.setPlainText(a.text)
        self.setFont(painting.Letters.of(a).font)
        self.selectAll()
        self.textChanged.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        view = self._board.view
        lines = self.toPlainText().split("\n")
        style = self._a.style
        widest = max(metrics.horizontalAdvance(line) for line in lines)
        wrap = style.text_width or view.width()
        width = int(max(NARROWEST, min(widest + 32, wrap + 32)))
        inner = max(1, width - 32)
        rows = sum(max(1, -(-metrics.horizontalAdvance(line) // inner)) for line in lines)
        height = min(view.height() // 2, (rows + 1) * metrics.lineSpacing() + 12)
        x, y = view.camera.pixel_of(*self._a.points[-1])
        box = QRect(round(x - width / 2), round(y - height / 2), width, height)
        box.moveLeft(max(MARGIN, min(box.left(), view.width() - width - MARGIN)))
        box.moveTop(max(MARGIN, min(box.top(), view.height() - height - MARGIN)))
        self.setGeometry(box)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Escape, *ENTER)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_Escape:
            self.end(keep=False)
        elif event.key() in ENTER and not shift:
            self.end(keep=True)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # A menu or another program takes the focus for a moment only.
        if event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        ):
            self.end(keep=True)

    def end(self, keep: bool) -> None:
        """Close the field; keep what was typed, or not."""
        if not self._ended:
            self._ended = True
            self._done(keep)


class TextEditor(QObject):
    """Opens the field for what the board asks and puts the text into the workspace."""

    def __init__(self, board: Board) -> None:
        super().__init__(board)
        self._board = board
        self.field: TextField | None = None
        board.text_requested.connect(self.open)
        board.view.camera_changed.connect(self.close)
        board.session.scene_changed.connect(self.close)

    def open(self, a: Annotation, new: bool) -> None:
        """Begin to type."""
        self.close()
        board = self._board
        field = TextField(board, a, lambda keep: self._end(a, new, keep))
        self.field = field
        board.hide_for_typing(a.id)
        field.show()
        field.setFocus()

    def close(self) -> None:
        """Keep what was typed, if the field is open."""
        if self.field is not None:
            self.field.end(keep=True)

    def _end(self, a: Annotation, new: bool, keep: bool) -> None:
        field, self.field = self.field, None
        if field is None:
            return
        # Esc takes a change back; what was newly written is kept, and undo removes it.
        text = field.toPlainText().strip() if keep or new else a.text
        field.hide()
        field.deleteLater()
        board = self._board
        board.hide_for_typing(None)
        board.view.setFocus()
        if new:
            # A text without letters would be a thing that nobody can see or choose.
            if text:
                board.add(replace(a, text=text))
        elif text != a.text and a.id in board.workspace.annotation:
            board.set_text(a.id, text)
