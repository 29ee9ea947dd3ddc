"""The panels around the map, declared in one table; each is built when it is first seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QTabBar,
    QToolButton,
    QWidget,
)

from luoyang_gis.ui.actions import Command
from luoyang_gis.ui.icons import icon
from luoyang_gis.ui.theme import Colors

if TYPE_CHECKING:
    from luoyang_gis.ui.main_window import MainWindow

LEFT = Qt.DockWidgetArea.LeftDockWidgetArea
RIGHT = Qt.DockWidgetArea.RightDockWidgetArea
BOTTOM = Qt.DockWidgetArea.BottomDockWidgetArea
SIZES = {LEFT: 280, RIGHT: 360, BOTTOM: 120}
NARROWEST = 240


@dataclass(frozen=True, slots=True)
class Panel:
    """One dock: where it starts, and how its content is made."""

    id: str
    title: str
    area: Qt.DockWidgetArea
    icon: str
    keys: str
    make: Callable[[MainWindow], QWidget]
    # Narrower than this its content is no pleasure to read.
    width: int = 0
    # Shown at the first start; of several in one area the first is in front.
    shown: bool = True


class Docks(QObject):
    """All docks of the window."""

    # Some dock came into sight or went.
    settled = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.panels = self._table()
        self.dock: dict[str, QDockWidget] = {}
        self._titles: dict[str, DockTitle] = {}
        self._content: dict[str, QWidget] = {}
        # Tabs carry the names already: where there are tabs, the titles give up their room.
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(0)
        self._settle.timeout.connect(self.settle)
        for panel in self.panels:
            self._add(panel)
        self._settle.stop()

    def fold_titles(self) -> None:
        """Give up the titles where tabs carry the names."""
        for id_, title in self._titles.items():
            dock = self.dock[id_]
            title.fold(not dock.isFloating() and bool(self._window.tabifiedDockWidgets(dock)))

    def _table(self) -> tuple[Panel, ...]:
        return (
            Panel("layers", self.tr("图层"), LEFT, "layers", "Ctrl+1", _layers),
            Panel("scenes", self.tr("场景"), LEFT, "scenes", "Ctrl+8", _scenes),
            Panel("browse", self.tr("浏览"), LEFT, "browse", "Ctrl+2", _browse),
            Panel("reader", self.tr("原文"), LEFT, "document", "Ctrl+5", _reader, 360),
            Panel("targets", self.tr("目标"), RIGHT, "targets", "Ctrl+3", _targets),
            Panel(
                "dashboard",
                self.tr("看板"),
                LEFT,
                "dashboard",
                "Ctrl+6",
                _dashboard,
                440,
                shown=False,
            ),
            Panel("annotate", self.tr("标注"), RIGHT, "annotate", "Ctrl+7", _annotate, shown=False),
            Panel("history", self.tr("历史"), RIGHT, "history", "", _history, shown=False),
            Panel("timeline", self.tr("时间轴"), BOTTOM, "timeline", "Ctrl+4", _timeline),
        )

    # -- making -----------------------------------------------------------------------------

    def _add(self, panel: Panel) -> None:
        dock = QDockWidget(panel.title, self._window)
        dock.setObjectName(f"dock-{panel.id}")
        title = DockTitle(dock)
        dock.setTitleBarWidget(title)
        dock.setMinimumWidth(NARROWEST if panel.area != BOTTOM else 0)
        self.dock[panel.id], self._titles[panel.id] = dock, title
        self._window.addDockWidget(panel.area, dock)
        for signal in (dock.visibilityChanged, dock.topLevelChanged, dock.dockLocationChanged):
            signal.connect(self._settle.start)

    def _build(self, panel: Panel) -> QWidget:
        if panel.id not in self._content:
            content = panel.make(self._window)
            self._content[panel.id] = content
            self.dock[panel.id].setWidget(content)
        return self._content[panel.id]

    def content(self, id_: str) -> QWidget:
        """What a dock holds, built now if it was not yet seen."""
        return self._build(next(p for p in self.panels if p.id == id_))

    def arrange(self) -> None:
        """Put every dock where it belongs at the first start."""
        window = self._window
        fronts: dict[Qt.DockWidgetArea, QDockWidget] = {}
        for panel in self.panels:
            dock = self.dock[panel.id]
            dock.setFloating(False)
            window.addDockWidget(panel.area, dock)
            if panel.area in fronts:
                window.tabifyDockWidget(fronts[panel.area], dock)
            elif panel.shown:
                fronts[panel.area] = dock
            dock.setVisible(panel.shown)
        for dock in fronts.values():
            dock.raise_()
        for panel in self.panels:
            if self.dock[panel.id] in fronts.values():
                self._build(panel)

    def build(self, ids: Iterable[str]) -> None:
        """Fill docks before the window is first painted."""
        for panel in self.panels:
            if panel.id in ids:
                self._build(panel)

    def fronts(self) -> tuple[str, ...]:
        """The docks that are seen."""
        return tuple(panel.id for panel in self.panels if self.in_front(panel.id))

    def size(self) -> None:
        """Give the docks their first sizes; to be called when the window has its own."""
        for area, size in SIZES.items():
            docks = [self.dock[p.id] for p in self.panels if p.area == area and p.shown]
            if docks:
                way = Qt.Orientation.Vertical if area == BOTTOM else Qt.Orientation.Horizontal
                self._window.resizeDocks(docks[:1], [size], way)

    def settle(self) -> None:
        """Fold the titles of tabbed docks, and fill those that have come into sight."""
        self.fold_titles()
        self.build(self.fronts())
        self.settled.emit()

    # -- use --------------------------------------------------------------------------------

    def show(self, id_: str) -> QWidget:
        """Bring a dock to the front and hand out its content."""
        dock = self.dock[id_]
        dock.show()
        dock.raise_()
        least = next(p.width for p in self.panels if p.id == id_)
        if not dock.isFloating() and dock.width() < least:
            self._window.resizeDocks([dock], [least], Qt.Orientation.Horizontal)
        return self.content(id_)

    def in_front(self, id_: str) -> bool:
        """Whether a dock is seen, not hidden nor under another tab."""
        dock = self.dock[id_]
        if not dock.isVisible():
            return False
        if dock.isFloating() or not self._window.tabifiedDockWidgets(dock):
            return True
        # Qt tells only by the tabs which dock of several is in front.
        return any(
            bar.tabText(bar.currentIndex()) == dock.windowTitle()
            for bar in self._window.findChildren(QTabBar)
        )

    def next_pane(self) -> None:
        """Give the keyboard to the next panel that is seen, or to the map after the last."""
        panes = [self._window.map.view, *(self._content[i] for i in self.fronts())]
        focused = QApplication.focusWidget()
        at = next((n for n, p in enumerate(panes) if _within(focused, p)), -1)
        _focus(panes[(at + 1) % len(panes)])

    def toggle(self, id_: str) -> None:
        """Hide a dock that is seen, show one that is not."""
        if self.in_front(id_):
            self.dock[id_].hide()
        else:
            _focus(self.show(id_))

    def commands(self) -> Iterator[Command]:
        """A switch for every dock."""
        for panel in self.panels:
            yield Command(
                f"dock-{panel.id}", panel.title, partial(self.toggle, panel.id), "panels",
                panel.icon, panel.keys, on=self.dock[panel.id].isVisible,
            )  # fmt: skip

    def dress(self, colors: Colors) -> None:
        """Draw the title bars in another theme."""
        for title in self._titles.values():
            title.dress(colors)


def _within(widget: QWidget | None, pane: QWidget) -> bool:
    return widget is not None and (widget is pane or pane.isAncestorOf(widget))


def _focus(pane: QWidget) -> None:
    """Focus a panel, or the first thing in it that takes keys."""
    if pane.focusProxy() is None and pane.focusPolicy() == Qt.FocusPolicy.NoFocus:
        pane = next(
            (
                child
                for child in pane.findChildren(QWidget)
                if child.isVisible()
                and child.isEnabled()
                and child.focusPolicy() & Qt.FocusPolicy.TabFocus
            ),
            pane,
        )
    pane.setFocus(Qt.FocusReason.ShortcutFocusReason)


class DockTitle(QWidget):
    """A thin title bar: the name, and buttons to float and to close."""

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__(dock)
        label = QLabel(dock.windowTitle(), self)
        label.setProperty("role", "soft")
        self._float = self._button(
            self.tr("单独成窗"), lambda: dock.setFloating(not dock.isFloating())
        )
        self._close = self._button(self.tr("隐藏面板"), dock.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 4, 0)
        row.setSpacing(0)
        row.addWidget(label)
        row.addStretch()
        row.addWidget(self._float)
        row.addWidget(self._close)
        self._folded = False

    def fold(self, folded: bool) -> None:
        """Take no room, or that of a line."""
        if folded != self._folded:
            self._folded = folded
            for child in self.findChildren(QWidget):
                child.setVisible(not folded)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(0, 0) if self._folded else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0) if self._folded else super().minimumSizeHint()

    def _button(self, tip: str, act: Callable[[], object]) -> QToolButton:
        button = QToolButton(self)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setProperty("role", "slim")
        button.setIconSize(QSize(14, 14))
        button.clicked.connect(lambda: act())
        return button

    def dress(self, colors: Colors) -> None:
        """Draw the icons in another theme."""
        self._float.setIcon(icon("float", colors))
        self._close.setIcon(icon("close", colors))


def _layers(window: MainWindow) -> QWidget:
    from luoyang_gis.ui.layer_panel import LayerPanel

    panel = LayerPanel(window.session, window.map.legend, window)
    panel.set_scale(window.map.scale)
    window.map.scale_changed.connect(panel.set_scale)
    return panel


def _browse(window: MainWindow) -> QWidget:
    from luoyang_gis.ui.browse import Browse

    return Browse(window.session, window.finder, window)


def _reader(window: MainWindow) -> QWidget:
    from luoyang_gis.ui.reader import Reader

    return Reader(window.desk, window)


def _targets(window: MainWindow) -> QWidget:
    from luoyang_gis.ui.annotate.attached import AttachedNotes
    from luoyang_gis.ui.target_panel import TargetPanel

    panel = TargetPanel(window.session, window)
    panel.add_below(AttachedNotes(window.annotate.board, panel))
    return panel


def _dashboard(window: MainWindow) -> QWidget:
    from luoyang_gis.ui.dashboard import Dashboard

    return Dashboard(window.session, window)


def _scenes(window: MainWindow) -> QWidget:
    from luoyang_gis.ui.scenes.panel import ScenesPanel

    present = window.actions_.action["present"]
    return ScenesPanel(window.session, window.story, window.thumbnails, present, window)


def _annotate(window: MainWindow) -> QWidget:
    from luoyang_gis.ui.annotate.inspector import Inspector

    return Inspector(window.annotate.board, window.actions_.action, window)


def _history(window: MainWindow) -> QWidget:
    from luoyang_gis.ui.files.history import HistoryList

    return HistoryList(window.desk.store, window)


def _timeline(window: MainWindow) -> QWidget:
    from luoyang_gis.ui.timeline import Timeline

    return Timeline(window.session, window)
