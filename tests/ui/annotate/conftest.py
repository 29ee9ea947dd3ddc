"""A hand on the map: presses, drags and clicks at places in degrees."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from luoyang_gis.ui.annotate.board import Board
from luoyang_gis.ui.annotate.link import tool_name
from luoyang_gis.ui.main_window import MainWindow
from luoyang_gis.workspace.model import Annotation, AnnotationKind

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
At = tuple[float, float]


def move(widget: QWidget, at: QPoint) -> None:
    """Move the mouse; QTest would move the real one too, which tells of it when it likes."""
    none = Qt.MouseButton.NoButton
    place, screen = QPointF(at), QPointF(widget.mapToGlobal(at))
    QApplication.sendEvent(
        widget, QMouseEvent(QEvent.Type.MouseMove, place, screen, none, none, NONE)
    )


@dataclass
class Hand:
    """What a user does with mouse and keys on the map."""

    window: MainWindow

    def pixel(self, at: At) -> QPoint:
        x, y = self.window.map.view.camera.pixel_of(*at)
        return QPoint(round(x), round(y))

    def take(self, kind: AnnotationKind) -> None:
        self.window.actions_.action[f"tool-{tool_name(kind)}"].trigger()

    def edit(self) -> None:
        self.window.actions_.action["tool-annotate-edit"].trigger()

    def hover(self, at: At) -> None:
        move(self.window.map.view, self.pixel(at))

    def click(self, *places: At, keys: Qt.KeyboardModifier = NONE) -> None:
        for at in places:
            move(self.window.map.view, self.pixel(at))
            QTest.mouseClick(self.window.map.view, LEFT, keys, self.pixel(at))

    def double_click(self, at: At) -> None:
        QTest.mouseDClick(self.window.map.view, LEFT, NONE, self.pixel(at))

    def drag(self, *places: At, keys: Qt.KeyboardModifier = NONE) -> None:
        view = self.window.map.view
        first, *rest = (self.pixel(at) for at in places)
        QTest.mousePress(view, LEFT, keys, first)
        for at in rest:
            # A hand moves in steps.
            move(view, (first + at) / 2)
            move(view, at)
        QTest.mouseRelease(view, LEFT, keys, rest[-1])

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.window.map.view, key, keys)

    def type(self, text: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
        field = self.window.annotate.editor.field
        assert field is not None
        # As an input method commits it.
        field.insertPlainText(text)
        QTest.keyClick(field, end)

    @property
    def all(self) -> tuple[Annotation, ...]:
        return self.window.desk.store.workspace.annotations

    @property
    def last(self) -> Annotation:
        return self.all[-1]

    @property
    def board(self) -> Board:
        return self.window.annotate.board

    @property
    def chosen(self) -> tuple[str, ...]:
        return self.board.chosen

    def undo(self) -> str:
        """Undo the last action; its name."""
        name = self.window.desk.store.undo_stack.undoText()
        self.window.actions_.action["undo"].trigger()
        return name


@pytest.fixture
def hand(window: MainWindow) -> Hand:
    """A hand on a map without snapping, which the tests on snapping turn on."""
    window.activateWindow()
    found = Hand(window)
    found.board.snapping = False
    return found
