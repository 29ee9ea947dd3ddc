"""The presenter's window: notes, what comes next, the clock and the time that has passed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from time import monotonic

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from luoyang_gis.ui.scenes.story import Story
from luoyang_gis.ui.scenes.thumbnails import Thumbnails, fitted
from luoyang_gis.ui.theme import ui_font
from luoyang_gis.workspace.model import Scene

NOTES_PX, TITLE_PX, CLOCK_PX, SOFT_PX = 22, 26, 32, 15
PICTURE = QSize(320, 200)
TICK_MS = 500


def elapsed_words(seconds: float) -> str:
    """`07:05`, `1:02:03`."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute:02}:{second:02}"


class PresenterWindow(QWidget):
    """Keys do here what they do on the big screen."""

    def __init__(
        self, story: Story, thumbnails: Thumbnails, press: Callable[[QKeyEvent], bool]
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setWindowTitle(self.tr("讲稿"))
        self.resize(960, 600)
        self._story, self._thumbnails, self._press = story, thumbnails, press
        self._began = monotonic()
        self.title = self._label(TITLE_PX, bold=True)
        self.place = self._label(SOFT_PX)
        self.notes = QPlainTextEdit(self)
        self.notes.setReadOnly(True)
        self.notes.setFont(ui_font(NOTES_PX))
        self.notes.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.notes.setPlaceholderText(self.tr("这个场景没有讲稿"))
        self._next_word = self._label(SOFT_PX)
        self._next_word.setText(self.tr("下一个"))
        self._picture = QLabel(self)
        self._picture.setFixedSize(PICTURE)
        self.next_title = self._label(TITLE_PX - 6, bold=True)
        self.clock = self._label(CLOCK_PX, bold=True)
        self.elapsed = self._label(CLOCK_PX, bold=True)
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        thumbnails.ready.connect(self.refresh)
        self.refresh()
        self._tick()

    def _label(self, pixels: int, bold: bool = False) -> QLabel:
        label = QLabel(self)
        label.setFont(ui_font(pixels, bold))
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    def _button(self, text: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: act())
        return button

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.place)
        left.addWidget(self.title)
        left.addWidget(self.notes, 1)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self._next_word)
        right.addWidget(self._picture)
        right.addWidget(self.next_title)
        right.addStretch()
        for text, label in ((self.tr("现在"), self.clock), (self.tr("已讲"), self.elapsed)):
            row = QHBoxLayout()
            word = self._label(SOFT_PX)
            word.setText(text)
            row.addWidget(word)
            row.addStretch()
            row.addWidget(label)
            right.addLayout(row)
        right.addWidget(self._button(self.tr("从零计时"), self.restart))
        turn = QHBoxLayout()
        turn.addWidget(self._button(self.tr("‹ 上一个"), lambda: self._story.step(-1)))
        turn.addWidget(self._button(self.tr("下一个 ›"), lambda: self._story.step(1)))
        right.addLayout(turn)
        box = QHBoxLayout(self)
        box.setContentsMargins(24, 16, 24, 16)
        box.setSpacing(24)
        box.addLayout(left, 1)
        box.addLayout(right)

    def restart(self) -> None:
        """Count from now on."""
        self._began = monotonic()
        self._tick()

    def _tick(self) -> None:
        self.clock.setText(datetime.now().astimezone().strftime("%H:%M:%S"))
        self.elapsed.setText(elapsed_words(monotonic() - self._began))

    def refresh(self) -> None:
        """Show the notes of the present scene and what follows."""
        scenes, place = self._story.scenes, self._story.place
        current = scenes[place] if 0 <= place < len(scenes) else None
        self.place.setText(f"{place + 1} / {len(scenes)}")
        self.title.setText(current.title if current else "")
        notes = current.notes.strip() if current else ""
        if notes != self.notes.toPlainText():
            self.notes.setPlainText(notes)
        after = scenes[place + 1] if place + 1 < len(scenes) else None
        self.next_title.setText(after.title if after else self.tr("讲完了"))
        self._show_picture(after)

    def _show_picture(self, scene: Scene | None) -> None:
        picture = self._thumbnails.picture(scene) if scene else None
        if picture is None:
            self._picture.clear()
        else:
            self._picture.setPixmap(fitted(picture, PICTURE, self.devicePixelRatioF()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._press(event):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._timer.stop()
        super().closeEvent(event)
