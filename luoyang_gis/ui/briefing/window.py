"""The map on the whole screen: keys and remotes turn the scenes, Esc gives the window back as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QScreen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from luoyang_gis.canvas.pick import Hit
from luoyang_gis.ui.briefing.legend import BriefingLegend
from luoyang_gis.ui.briefing.plates import CardPlate, ControlBar, Curtain, TitlePlate
from luoyang_gis.ui.briefing.presenter import PresenterWindow
from luoyang_gis.ui.briefing.tool import BriefingTool, Mode

if TYPE_CHECKING:
    from luoyang_gis.ui.main_window import MainWindow

EDGE = 24
TOOL = "briefing"
Key = Qt.Key
NEXT = (Key.Key_Right, Key.Key_Down, Key.Key_PageDown, Key.Key_Space, Key.Key_N, Key.Key_Return)
BACK = (Key.Key_Left, Key.Key_Up, Key.Key_PageUp, Key.Key_Backspace, Key.Key_P)
# With these a key is a command of the window, and means nothing here.
COMBINED = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
BLACK = (Key.Key_B, Key.Key_Period)


class BriefingWindow(QWidget):
    """Borrows the map from the main window and gives it back."""

    closed = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setWindowTitle(self.tr("汇报"))
        self._window, self._story, self._map = window, window.story, window.map
        self._session = window.session
        self._before = window.story.remember()
        self._tool_before = window.map.tool
        self._ended = False
        view = window.map.view
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(view)
        self.tool = BriefingTool(view)
        self.tool.clicked.connect(self._clicked)
        self.tool.mode_changed.connect(self._show_mode)
        window.map.add_tool(TOOL, self.tool)
        window.map.use_tool(TOOL)
        self.title = TitlePlate(self._session, view)
        self.legend = BriefingLegend(self._session, window.map, view)
        self.cards = CardPlate(self._session, view)
        self.bar = ControlBar(self._session, view)
        self.curtain = Curtain(view)
        self.presenter: PresenterWindow | None = None
        self._fill_bar()
        view.installEventFilter(self)
        self._story.shown.connect(self._scene_shown)
        self.legend.show()
        self.title.show()

    def _fill_bar(self) -> None:
        bar = self.bar
        bar.add("previous", self.tr("上一个场景（←）"), "back", lambda: self.step(-1))
        bar.add_place()
        bar.add("next", self.tr("下一个场景（→）"), "forward", lambda: self.step(1))
        bar.add("laser", self.tr("激光笔（L）"), "laser", lambda: self.tool.set_mode(Mode.LASER))
        bar.add("ink", self.tr("画笔，不留痕迹（I）"), "pen", lambda: self.tool.set_mode(Mode.INK))
        bar.add("wipe", self.tr("擦掉笔迹（E）"), "delete", self.tool.wipe)
        bar.add("legend", self.tr("图例（H）"), "layers", self.toggle_legend)
        bar.add("presenter", self.tr("讲稿窗口（V）"), "presenter", self.toggle_presenter)
        bar.add("end", self.tr("结束汇报（Esc）"), "close", self.end)
        for id_ in ("laser", "ink"):
            bar.buttons[id_].setCheckable(True)
        bar.dress()

    # -- beginning and ending ---------------------------------------------------------------

    def begin(self, scene: str) -> None:
        """Fill the screen and show a scene; with a second screen, the notes go to the first."""
        own, other = self._screens()
        self.setGeometry((other or own).geometry())
        self.showFullScreen()
        if other is not None:
            self.toggle_presenter()
        self._map.view.setFocus()
        self._story.show(scene)

    def _screens(self) -> tuple[QScreen, QScreen | None]:
        own = self._window.screen()
        return own, next((s for s in QGuiApplication.screens() if s is not own), None)

    def end(self) -> None:
        """Give the window back as it was."""
        if self._ended:
            return
        self._ended = True
        view = self._map.view
        view.removeEventFilter(self)
        self._story.shown.disconnect(self._scene_shown)
        if self.presenter is not None:
            self.presenter.close()
            self.presenter.deleteLater()
        for plate in (self.title, self.legend, self.cards, self.bar, self.curtain):
            plate.hide()
            plate.deleteLater()
        self._map.use_tool(self._tool_before)
        self._window.map_box.addWidget(view, 1)
        view.show()
        self._story.come_back(self._before)
        self.hide()
        self.closed.emit()
        view.setFocus()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.end()
        super().closeEvent(event)

    # -- scenes -----------------------------------------------------------------------------

    def step(self, by: int) -> None:
        """Turn to the next scene or the one before."""
        self.curtain.hide()
        self._story.step(by)

    def _scene_shown(self, id_: str) -> None:
        scene = self._story.store.workspace.scene.get(id_)
        if scene is None:
            return
        self.curtain.hide()
        self.cards.hide()
        # What was drawn belongs to the scene before.
        self.tool.wipe()
        place, count = self._story.place, len(self._story.scenes)
        view = self._map.view
        self.title.show_scene(scene, place, count, view.width() - 2 * EDGE)
        self.legend.show_scene(scene, view.height() - 96 - 5 * EDGE)
        self.bar.place.setText(f"{place + 1} / {count}")
        self._arrange(view.size())
        if self.presenter is not None:
            self.presenter.refresh()

    def _arrange(self, size: QSize) -> None:
        self.title.move(EDGE, EDGE)
        # Above the scale bar.
        self.legend.move(EDGE, size.height() - self.legend.height() - 2 * EDGE)
        self.cards.place(size)
        self.bar.adjustSize()
        self.bar.move(
            (size.width() - self.bar.width()) // 2, size.height() - self.bar.height() - EDGE
        )
        if self.curtain.isVisible():
            self.curtain.drop(size)

    # -- cards ------------------------------------------------------------------------------

    def _clicked(self, hits: list[Hit]) -> None:
        if hits:
            self._map.view.clicked.emit(hits)
            self.cards.place(self._map.view.size())
            self.cards.show()
            self.cards.raise_()
        else:
            self._close_cards()

    def _close_cards(self) -> None:
        self.cards.hide()
        scene = self._story.current
        known = self._session.plan.feature
        self._session.select(f for f in (scene.highlights if scene else ()) if f in known)

    # -- keys and mouse ---------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(event, QKeyEvent) and kind == QEvent.Type.ShortcutOverride:
            # No command of the window means anything here.
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and kind == QEvent.Type.KeyPress:
            return self.press(event)
        if kind == QEvent.Type.MouseMove and self.tool.mode is Mode.HAND:
            self.bar.wake()
        elif kind == QEvent.Type.Resize and self._story.current:
            # Once the view has taken its new size.
            QTimer.singleShot(0, self, self._scene_resized)
        return super().eventFilter(watched, event)

    def _scene_resized(self) -> None:
        view, scene = self._map.view, self._story.current
        if self._ended:
            return
        if scene is not None:
            self._story.frame(scene, 0)
            self.legend.show_scene(scene, view.height() - 96 - 5 * EDGE)
        self._arrange(view.size())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.press(event):
            super().keyPressEvent(event)

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key means, from whichever of the two windows it comes."""
        if event.modifiers() & COMBINED:
            return True
        key = Qt.Key(event.key())
        acts = {
            Key.Key_Escape: self._step_out,
            Key.Key_Home: lambda: self._show_at(0),
            Key.Key_End: lambda: self._show_at(-1),
            Key.Key_L: lambda: self.tool.set_mode(Mode.LASER),
            Key.Key_I: lambda: self.tool.set_mode(Mode.INK),
            Key.Key_E: self.tool.wipe,
            Key.Key_H: self.toggle_legend,
            Key.Key_V: self.toggle_presenter,
            Key.Key_0: self._all_layers,
            **dict.fromkeys(NEXT, lambda: self.step(1)),
            **dict.fromkeys(BACK, lambda: self.step(-1)),
            **dict.fromkeys(BLACK, self.toggle_black),
        }
        if key in acts:
            acts[key]()
            return True
        return self.legend.toggle(key.value - Key.Key_0.value)

    def _step_out(self) -> None:
        """Lay down what is in hand, close the card; with neither, end."""
        if self.curtain.isVisible():
            self.curtain.hide()
        elif self.tool.mode is not Mode.HAND or self.tool.ink:
            self.tool.wipe()
            if self.tool.mode is not Mode.HAND:
                self.tool.set_mode(Mode.HAND)
        elif self.cards.isVisible():
            self._close_cards()
        else:
            self.end()

    def _show_at(self, place: int) -> None:
        if self._story.scenes:
            self._story.show(self._story.scenes[place].id)

    def _all_layers(self) -> None:
        scene = self._story.current
        if scene is not None:
            self._session.show_only(scene.layers)

    def toggle_black(self) -> None:
        """Draw the curtain, or lift it."""
        if self.curtain.isVisible():
            self.curtain.hide()
        else:
            self.curtain.drop(self._map.view.size())

    def toggle_legend(self) -> None:
        """Hide legend and title, or show them."""
        shown = self.legend.isHidden()
        self.legend.setVisible(shown)
        self.title.setVisible(shown)

    def toggle_presenter(self) -> None:
        """Open the presenter's window, or close it."""
        if self.presenter is not None:
            self.presenter.close()
            self.presenter.deleteLater()
            self.presenter = None
            return
        self.presenter = PresenterWindow(self._story, self._window.thumbnails, self.press)
        own, other = self._screens()
        if other is not None:
            self.presenter.setGeometry(own.availableGeometry())
        self.presenter.show()

    def _show_mode(self) -> None:
        self.bar.buttons["laser"].setChecked(self.tool.mode is Mode.LASER)
        self.bar.buttons["ink"].setChecked(self.tool.mode is Mode.INK)
