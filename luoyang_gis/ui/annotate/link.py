"""The annotate commands of the window, and what joins board, tools, editor and map."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QMenu

from luoyang_gis.canvas.tools import MapEvent
from luoyang_gis.errors import LuoyangError
from luoyang_gis.ui.actions import Command
from luoyang_gis.ui.annotate.board import Board
from luoyang_gis.ui.annotate.draw_tools import STICKY, DrawTool
from luoyang_gis.ui.annotate.edit_tool import EditTool
from luoyang_gis.ui.annotate.kinds import kind_name
from luoyang_gis.ui.annotate.text_editor import TextEditor
from luoyang_gis.workspace.edits import annotations as edits
from luoyang_gis.workspace.model import AnnotationKind

if TYPE_CHECKING:
    from luoyang_gis.ui.main_window import MainWindow

EDIT = "annotate-edit"
KEYS = {
    AnnotationKind.TEXT: "T", AnnotationKind.CALLOUT: "C", AnnotationKind.ARROW: "W",
    AnnotationKind.LINE: "N", AnnotationKind.POLYGON: "P", AnnotationKind.RECTANGLE: "R",
    AnnotationKind.CIRCLE: "O", AnnotationKind.FREEHAND: "F", AnnotationKind.MARKER: "M",
}  # fmt: skip
CONTEXT = (
    "annotation-text", "copy", "duplicate", "delete", "", "stack-front", "stack-back", "",
    "attach", "detach",
)  # fmt: skip


def tool_name(kind: AnnotationKind) -> str:
    """The name by which the map knows the tool of a kind."""
    return f"annotate-{kind}"


class AnnotateLink(QObject):
    """Offers the commands and changes tools as a hand would."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.board = Board(window.session, window.desk.store, window.map.view, self)
        self.editor = TextEditor(self.board)
        self.edit_tool = EditTool(self.board)
        self.edit_tool.menu_requested.connect(self._menu)
        window.map.add_tool(EDIT, self.edit_tool)
        for kind in AnnotationKind:
            window.map.add_tool(tool_name(kind), DrawTool(self.board, kind))
        self.board.drawn.connect(self._drawn)

    def commands(self) -> Iterator[Command]:
        """What the annotate menu and the edit menu offer."""
        board, window = self.board, self._window

        def chosen(fewest: int = 1) -> bool:
            return len(board.chosen) >= fewest

        some = partial(chosen, 1)
        # fmt: off
        yield Command("cut", self.tr("剪切标注"), self.cut, "edit", "", "Ctrl+X", enabled=some,
                      section=True, on_map=True)
        yield Command("copy", self.tr("复制标注"), self.copy, "edit", "copy", "Ctrl+C", enabled=some,
                      on_map=True)
        yield Command("paste", self.tr("粘贴标注"), self.paste, "edit", "", "Ctrl+V", on_map=True)
        yield Command("duplicate", self.tr("再制一份"), board.duplicate, "edit", "", "Ctrl+D",
                      self.tr("把选中的标注在旁边再放一份"), enabled=some, on_map=True)
        yield Command("delete", self.tr("删除标注"), board.delete, "edit", "delete", "Del", enabled=some,
                      on_map=True)
        yield Command("choose-all", self.tr("全选标注"), self.choose_all, "edit", "", "Ctrl+A",
                      on_map=True)
        yield Command(f"tool-{EDIT}", self.tr("选择和修改标注"), partial(self.use, EDIT), "annotate",
                      "annotate", "V", toolbar=True, on=lambda: window.map.tool == EDIT, group="tool",
                      section=True)
        for kind in AnnotationKind:
            name = tool_name(kind)
            yield Command(f"tool-{name}", kind_name(kind), partial(self.use, name), "annotate",
                          kind.value, KEYS[kind], group="tool",
                          on=partial(lambda n: window.map.tool == n, name))
        yield Command("snap", self.tr("吸附到要素"), self.toggle_snapping, "annotate", "snap", "",
                      self.tr("画的点落到附近要素的顶点和边上；按住 Alt 暂时不吸附"),
                      on=lambda: board.snapping, section=True)
        yield Command("annotation-text", self.tr("改文字…"), self.type_text, "annotate", "text", "F2",
                      enabled=lambda: len(board.chosen) == 1, section=True)
        yield Command("attach", self.tr("附到所选要素"), lambda: board.attach(board.attachable),
                      "annotate", "attach",
                      enabled=lambda: some() and board.attachable is not None)
        yield Command("detach", self.tr("解除关联要素"), lambda: board.attach(None), "annotate", "",
                      enabled=lambda: any(a.feature for a in board.chosen_annotations))
        for to, id_, text, symbol, keys in (
            (edits.Stack.FRONT, "stack-front", self.tr("移到最前"), "front", "Ctrl+Shift+]"),
            (edits.Stack.FORWARD, "stack-forward", self.tr("上移一层"), "", "Ctrl+]"),
            (edits.Stack.BACKWARD, "stack-backward", self.tr("下移一层"), "", "Ctrl+["),
            (edits.Stack.BACK, "stack-back", self.tr("移到最后"), "rear", "Ctrl+Shift+["),
        ):
            yield Command(id_, text, partial(board.restack, to), "arrange", symbol, keys,
                          enabled=some)
        for edge, text, symbol in (
            (edits.Edge.LEFT, self.tr("左对齐"), "align-left"),
            (edits.Edge.CENTRE, self.tr("水平居中"), "align-centre"),
            (edits.Edge.RIGHT, self.tr("右对齐"), "align-right"),
            (edits.Edge.TOP, self.tr("上对齐"), "align-top"),
            (edits.Edge.MIDDLE, self.tr("垂直居中"), "align-middle"),
            (edits.Edge.BOTTOM, self.tr("下对齐"), "align-bottom"),
        ):
            yield Command(symbol, text, partial(board.align, edge), "arrange", symbol,
                          enabled=partial(chosen, 2), section=edge is edits.Edge.LEFT)
        yield Command("spread-across", self.tr("水平等距"), partial(board.distribute, False), "arrange",
                      "spread-across", enabled=partial(chosen, 3), section=True)
        yield Command("spread-down", self.tr("垂直等距"), partial(board.distribute, True), "arrange",
                      "spread-down", enabled=partial(chosen, 3))
        # fmt: on

    # -- tools ------------------------------------------------------------------------------

    def use(self, name: str) -> None:
        """Take an annotate tool in hand, its inspector beside the map."""
        docks = self._window.docks
        if not docks.in_front("annotate"):
            docks.show("annotate")
        self._window.map.use_tool(name)
        self._window.map.view.setFocus()

    def _drawn(self, id_: str) -> None:
        """Choose what was drawn, so that it can be changed at once; a series goes on."""
        window = self._window
        if not id_:
            at_edit = window.map.tool == EDIT
            window.map.use_tool("identify" if at_edit else EDIT)
            return
        if self.board.workspace.annotation[id_].kind in STICKY:
            return
        if window.map.tool != EDIT:
            window.map.use_tool(EDIT)
        self.board.choose([id_])

    def toggle_snapping(self) -> None:
        """Let drawn points be caught by features, or not."""
        self.board.snapping = not self.board.snapping

    def type_text(self) -> None:
        """Type the text of the chosen on the map."""
        for chosen in self.board.chosen_annotations[:1]:
            self.board.text_requested.emit(chosen, False)

    def choose_all(self) -> None:
        """Choose all annotations that are seen."""
        self._window.map.use_tool(EDIT)
        self.board.choose_all()

    def _menu(self, event: MapEvent) -> None:
        actions = self._window.actions_
        actions.refresh()
        menu = QMenu(self._window)
        for id_ in CONTEXT if self.board.chosen else ("paste", "choose-all"):
            if id_:
                menu.addAction(actions.action[id_])
            else:
                menu.addSeparator()
        menu.popup(QCursor.pos())
        menu.aboutToHide.connect(menu.deleteLater)

    # -- clipboard --------------------------------------------------------------------------

    def copy(self) -> None:
        """Put the chosen on the clipboard."""
        board = self.board
        QGuiApplication.clipboard().setText(edits.copy(board.workspace, board.chosen))
        count = len(board.chosen)
        board.session.message.emit(self.tr("已复制 {count} 个标注").format(count=count))

    def cut(self) -> None:
        """Put the chosen on the clipboard and take them off the map."""
        self.copy()
        self.board.delete()

    def paste(self) -> None:
        """Put the clipboard's annotations into this scene."""
        board = self.board
        text = QGuiApplication.clipboard().text()
        try:
            after, ids = edits.paste(board.workspace, text, board.scope)
        except LuoyangError as error:
            board.session.message.emit(str(error))
            return
        board.store.do(self.tr("粘贴标注"), after)
        self._window.map.use_tool(EDIT)
        board.choose(ids)
