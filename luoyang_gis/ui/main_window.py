"""The window: the map in the middle, panels around it, commands above, a status line below."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QMenu,
    QSizePolicy,
    QTabWidget,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from luoyang_gis.plan.overview import CITY
from luoyang_gis.plan.search import Entry, Subject
from luoyang_gis.ui.actions import Actions
from luoyang_gis.ui.annotate.link import AnnotateLink
from luoyang_gis.ui.basemap import BasemapLink
from luoyang_gis.ui.briefing.link import BriefingLink
from luoyang_gis.ui.browse_rows import Filters
from luoyang_gis.ui.corrections import Corrections
from luoyang_gis.ui.docks import LEFT, RIGHT, Docks
from luoyang_gis.ui.export.exports import Exports
from luoyang_gis.ui.files.banner import Banner
from luoyang_gis.ui.files.files import Files
from luoyang_gis.ui.files.history import UndoLink
from luoyang_gis.ui.finder import Finder
from luoyang_gis.ui.imports.link import ImportLink
from luoyang_gis.ui.map_link import MapLink
from luoyang_gis.ui.record_actual import Recorder
from luoyang_gis.ui.scenes.story import Story
from luoyang_gis.ui.scenes.thumbnails import Thumbnails
from luoyang_gis.ui.status_bar import StatusBar
from luoyang_gis.ui.theme import THEMES
from luoyang_gis.ui.widgets import SearchField

if TYPE_CHECKING:
    from luoyang_gis.ui.desk import Desk

# Raised when docks are added or renamed, so that an old arrangement is not forced upon them.
LAYOUT_VERSION = 2
# So long after the start nobody waits for the map any more.
IDLE_AFTER_MS = 1500
FIRST_SIZE = QSize(1280, 800)


class MainWindow(QMainWindow):
    """Holds the parts together; what they share is in the desk's session."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.session = desk, desk.session
        options = QMainWindow.DockOption
        # With grouped dragging a tab can be pulled out of its row.
        self.setDockOptions(
            options.AnimatedDocks
            | options.AllowTabbedDocks
            | options.AllowNestedDocks
            | options.GroupedDragging
        )
        self.setTabPosition(LEFT | RIGHT, QTabWidget.TabPosition.North)
        self.map = MapLink(self.session, self)
        self.banner = Banner(self)
        self.files = Files(self, self.banner)
        self.exports = Exports(self)
        self.history = UndoLink(desk.store, self)
        self.annotate = AnnotateLink(self)
        self.story = Story(self)
        self.thumbnails = Thumbnails(self.session, desk.store, self.map)
        self.briefing = BriefingLink(self)
        self.setCentralWidget(self._framed_map())
        self.basemap = BasemapLink(self)
        self.imports = ImportLink(self)
        self.recorder = Recorder(self.session, desk.store, self)
        self.corrections = Corrections(self.session, desk.store, self)
        self.docks = Docks(self)
        self.actions_ = Actions(self)
        self.finder = Finder(self.session, self._own_entries, self._open_entry, self)
        self._fill_menus()
        self._fill_toolbar()
        self.setStatusBar(StatusBar(self.session, self.map, desk.settings, self))
        self.statusBar().insertPermanentWidget(0, self.basemap.status)
        self._connect()
        self._dress()
        self._restore()
        self.actions_.refresh()
        QTimer.singleShot(IDLE_AFTER_MS, self.finder, self.finder.prepare_when_idle)

    def _connect(self) -> None:
        session, refresh = self.session, self.actions_.refresh
        self.history.follow(self.actions_.action)
        self.desk.store.changed.connect(refresh)
        self.desk.store.changed.connect(self._scenes_changed)
        self.annotate.board.chosen_changed.connect(refresh)
        for signal in (
            session.selection_changed,
            session.layers_changed,
            session.theme_changed,
            session.scene_changed,
            self.map.tool_changed,
        ):
            signal.connect(refresh)
        session.theme_changed.connect(self._dress)
        session.passage_requested.connect(self.open_passage)
        self.docks.settled.connect(refresh)

    def _framed_map(self) -> QWidget:
        """The map below what there is to say."""
        frame = QWidget(self)
        self.map_box = QVBoxLayout(frame)
        self.map_box.setContentsMargins(0, 0, 0, 0)
        self.map_box.setSpacing(0)
        self.map_box.addWidget(self.banner)
        self.map_box.addWidget(self.map.view, 1)
        return frame

    # -- layout -----------------------------------------------------------------------------

    def _fill_menus(self) -> None:
        actions = self.actions_
        menus: dict[str, QMenu] = {}
        for menu in actions.menus:
            menus[menu.id] = QMenu(menu.title, self)
            if not menu.inside:
                self.menuBar().addMenu(menus[menu.id])
        placed: set[str] = set()
        inside = {m.id: m.inside for m in actions.menus if m.inside}
        for command in actions.commands:
            parent = inside.get(command.menu)
            if parent and command.menu not in placed:
                menus[parent].addMenu(menus[command.menu])
                placed.add(command.menu)
            if command.section and not menus[command.menu].isEmpty():
                menus[command.menu].addSeparator()
            menus[command.menu].addAction(actions.action[command.id])
        self.files.add_recent_menu(menus["file"], before="save")
        for shown in menus.values():
            shown.aboutToShow.connect(actions.refresh)

    def _fill_toolbar(self) -> None:
        bar = QToolBar(self.tr("工具栏"), self)
        bar.setObjectName("toolbar")
        bar.setMovable(False)
        bar.setIconSize(QSize(20, 20))
        self._search = SearchField(self)
        self._search.clicked.connect(self.open_palette)
        bar.addWidget(self._search)
        for command in self.actions_.commands:
            if command.toolbar:
                if command.section:
                    bar.addSeparator()
                bar.addAction(self.actions_.action[command.id])
        spacer = QWidget(bar)
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(spacer)
        # What the work is for stands apart, in words.
        titles = {menu.id: menu.title for menu in self.actions_.menus}
        self.actions_.action["present"].setIconText(titles["present"])
        for id_ in ("present", "export"):
            button = QToolButton(bar)
            button.setDefaultAction(self.actions_.action[id_])
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            bar.addWidget(button)
        self.addToolBar(bar)

    def _restore(self) -> None:
        settings = self.desk.settings
        self.resize(self._fitting(FIRST_SIZE))
        geometry = settings.blob("window/geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)
        state = settings.blob("window/state")
        self._fresh = state is None or not self.restoreState(state, LAYOUT_VERSION)
        if self._fresh:
            self.docks.arrange()
        else:
            self.docks.build(settings.text("window/fronts").split())

    def _fitting(self, size: QSize) -> QSize:
        screen = QGuiApplication.primaryScreen()
        return size.boundedTo(screen.availableSize()) if screen else size

    def reset_layout(self) -> None:
        """Put all panels back where they were at the first start."""
        self.docks.arrange()
        self.docks.settle()
        self.docks.size()

    def remember(self) -> None:
        """Write the arrangement down."""
        settings = self.desk.settings
        settings.set("window/geometry", self.saveGeometry())
        settings.set("window/state", self.saveState(LAYOUT_VERSION))
        settings.set("window/fronts", " ".join(self.docks.fronts()))
        settings.save()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self.docks.fold_titles()
        if self._fresh:
            # Only a window with a size of its own gives its docks theirs.
            self._fresh = False
            self.docks.size()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.briefing.stop()
        if not self.files.may_leave():
            event.ignore()
            return
        self.desk.store.close()
        self.remember()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.WindowStateChange and hasattr(self, "actions_"):
            self.actions_.refresh()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.map.view.hasFocus():
            self.map.identify_centre()
            return
        super().keyPressEvent(event)

    def _dress(self) -> None:
        colors = THEMES[self.session.theme]
        self.actions_.dress(colors)
        self.docks.dress(colors)
        self.banner.dress(colors)
        self._search.dress(colors)

    # -- commands ---------------------------------------------------------------------------

    def open_palette(self) -> None:
        """Search everything."""
        from luoyang_gis.ui.palette import CommandPalette

        CommandPalette(self.finder, self.session.theme, self).open_over(self)

    def _own_entries(self) -> Iterable[Entry]:
        """What can be found besides the plan: the workspace's scenes, and the commands."""
        for scene in self.story.scenes:
            yield Entry(
                Subject.SCENE,
                scene.id,
                scene.title,
                scene.notes.partition("\n")[0],
                (),
                scene.notes,
            )
        menus = {menu.id: menu.title for menu in self.actions_.menus}
        for command in self.actions_.commands:
            if command.id != "palette":
                text = self.actions_.action[command.id].text()
                keys = f"　{command.keys}" if command.keys else ""
                yield Entry(Subject.COMMAND, command.id, text, f"{menus[command.menu]}{keys}")

    def _scenes_changed(self, what: frozenset[str]) -> None:
        if "scenes" in what:
            self.finder.forget()

    def _open_entry(self, entry: Entry) -> None:
        """Go to something that was found."""
        session = self.session
        match entry.subject:
            case Subject.FEATURE:
                self.docks.show("targets")
                session.select_feature(entry.id)
            case Subject.TARGET | Subject.ACTUAL:
                self.docks.show("targets")
                session.select_record(entry.id)
            case Subject.LAYER:
                session.set_visible([entry.id], True)
                session.extent_requested.emit((entry.id,))
            case Subject.DOCUMENT:
                self.open_document(entry.id)
            case Subject.INDICATOR:
                self.browse(Filters(indicator=entry.id, kind=""))
            case Subject.SCENE:
                self.story.show(entry.id)
            case Subject.COMMAND:
                self.actions_.run(entry.id)

    def open_passage(self, record: str) -> None:
        """Open the document at what a record cites."""
        from luoyang_gis.ui.reader import Reader

        reader = self.docks.show("reader")
        if isinstance(reader, Reader):
            reader.show_record(record)

    def open_document(self, document: str) -> None:
        """Open a document from its beginning."""
        from luoyang_gis.ui.reader import Reader

        reader = self.docks.show("reader")
        if isinstance(reader, Reader):
            reader.show_document(document)

    def browse(self, filters: Filters | None = None) -> None:
        """Go to the list of all targets, with filters set."""
        from luoyang_gis.ui.browse import Browse

        panel = self.docks.show("browse")
        if isinstance(panel, Browse):
            if filters is not None:
                panel.search.clear()
                panel.show_filters(filters)
            panel.search.setFocus()

    def show_city(self) -> None:
        """The targets of the city as a whole."""
        self.docks.show("targets")
        self.session.select([CITY])

    def reveal_selection(self) -> None:
        """Fly to what is selected."""
        if self.session.selection.features:
            self.session.reveal_requested.emit(self.session.selection.features)

    def toggle_full_screen(self) -> None:
        """Fill the screen, or be a window again."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def show_shortcuts(self) -> None:
        """All keys at a glance."""
        from luoyang_gis.ui.help import ShortcutsDialog

        ShortcutsDialog(self.actions_, self).exec()

    def show_about(self) -> None:
        """What this program is."""
        from luoyang_gis.ui.help import AboutDialog

        AboutDialog(self.session.plan, self).exec()
