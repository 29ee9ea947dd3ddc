"""The running program: plan, session, settings, theme and language; windows come and go upon it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QLibraryInfo,
    QLocale,
    QObject,
    Qt,
    QTimer,
    QTranslator,
    Signal,
)
from PySide6.QtWidgets import QApplication

from luoyang_gis.errors import LuoyangError
from luoyang_gis.plan.model import Plan
from luoyang_gis.plan.passages import Library
from luoyang_gis.plan.paths import resources_dir
from luoyang_gis.ui.imports.shown import with_imports
from luoyang_gis.ui.session import Session
from luoyang_gis.ui.settings import Settings
from luoyang_gis.ui.theme import apply_theme
from luoyang_gis.workspace.commands import WorkspaceStore
from luoyang_gis.workspace.keeper import Keeper
from luoyang_gis.workspace.model import initial

if TYPE_CHECKING:
    from luoyang_gis.ui.main_window import MainWindow

THEME_CHOICES = ("system", "light", "dark")
LANGUAGES = ("zh", "en")


class Desk(QObject):
    """What outlives a window."""

    library_changed = Signal()

    def __init__(
        self, app: QApplication, plan: Plan, settings: Settings, workspace: Path | None = None
    ) -> None:
        super().__init__(app)
        self._app = app
        # The workspace file to open at the start.
        self.workspace = workspace
        self.settings = settings
        self.session = Session(plan, self)
        # The plan as it ships; the session's holds the user's actuals, links and statuses too.
        self.bundled = plan
        self.recovery = settings.recovery
        self.store = WorkspaceStore(Keeper.new(initial(plan), self.recovery), plan, parent=self)
        self.store.changed.connect(self._workspace_changed)
        self.theme_choice = settings.choice("look/theme", THEME_CHOICES)
        self.language = settings.choice("look/language", LANGUAGES)
        self._library: Library | None = None
        # Why the documents cannot be read, in one sentence.
        self.library_trouble = ""
        self._translators: list[QTranslator] = []
        self._translate()
        self._follow()
        app.styleHints().colorSchemeChanged.connect(self._follow)
        # The first briefing view is what one sees at the start.
        self.first_scene = next(iter(plan.scenes), None)
        if self.first_scene:
            self.session.show_only(self.first_scene.layers)

    def _workspace_changed(self, what: frozenset[str]) -> None:
        if what & {"actuals", "links", "statuses", "layers"}:
            layers = self.store.workspace.layers
            plan = with_imports(self.store.effective_plan(), layers)
            if plan is not self.session.plan:
                self.session.set_plan(plan, layers)

    # -- the user's copies of the documents ---------------------------------------------------

    @property
    def library(self) -> Library | None:
        """The documents in the user's folder, read when first asked for; None without a folder."""
        folder = self.settings.text("documents/folder")
        if self._library is None and folder and not self.library_trouble:
            self._read_library(Path(folder))
        return self._library

    def _read_library(self, folder: Path) -> None:
        from luoyang_gis.plan.passages import open_library

        try:
            self._library = open_library(self.session.plan, folder)
        except LuoyangError as error:
            self.library_trouble = str(error)

    def set_documents(self, folder: Path) -> None:
        """Read the documents from another folder, now and from now on."""
        self.settings.set("documents/folder", str(folder))
        self._library, self.library_trouble = None, ""
        self.library_changed.emit()

    def choose_documents(self) -> None:
        """Let the user pick the folder."""
        from PySide6.QtWidgets import QFileDialog

        start = self.settings.text("documents/folder")
        title = self.tr("选择存放规划文件的文件夹")
        chosen = QFileDialog.getExistingDirectory(self.window, title, start)
        if chosen:
            self.set_documents(Path(chosen))

    # -- theme ------------------------------------------------------------------------------

    def set_theme(self, choice: str) -> None:
        """Light, dark, or as the system has it."""
        self.theme_choice = choice
        self.settings.set("look/theme", choice)
        self._follow()

    def _follow(self) -> None:
        theme = self.theme_choice
        if theme == "system":
            dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
            theme = "dark" if dark else "light"
        apply_theme(self._app, theme)
        self.session.set_theme(theme)

    # -- language ---------------------------------------------------------------------------

    def set_language(self, language: str) -> None:
        """Speak another language, in a window made anew."""
        if language == self.language:
            return
        self.language = language
        self.settings.set("look/language", language)
        self._translate()
        # The command that asked for it must have returned before its window goes.
        QTimer.singleShot(0, self, self.reopen)

    def _translate(self) -> None:
        for old in self._translators:
            self._app.removeTranslator(old)
        # Qt's own dialogs speak the language too.
        qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        locale = QLocale("zh_CN" if self.language == "zh" else "en_GB")
        wanted = [("qtbase", Path(qt))]
        if self.language != "zh":
            wanted.append(("luoyang", resources_dir() / "i18n"))
        self._translators = []
        for name, folder in wanted:
            translator = QTranslator(self)
            if translator.load(locale, name, "_", str(folder)):
                self._app.installTranslator(translator)
                self._translators.append(translator)
        QLocale.setDefault(locale)
        name = QCoreApplication.translate("Files", "洛阳规划地图")
        self._app.setApplicationDisplayName(name)

    # -- window -----------------------------------------------------------------------------

    def _new_window(self) -> MainWindow:
        from luoyang_gis.ui.main_window import MainWindow

        return MainWindow(self)

    def open(self) -> None:
        """Open the window."""
        self.window = self._new_window()
        if self.first_scene:
            self.window.map.open_at(self.first_scene.extent)
        self.window.show()
        self.window.files.offer_recovery(at_start=True)
        if self.workspace:
            file, self.workspace = self.workspace, None
            self.window.files.open_file(file)

    def reopen(self) -> None:
        """Make the window anew where it stood."""
        camera = self.window.map.view.camera
        old = self.window
        old.remember()
        self.window = self._new_window()
        self.window.map.keep_at(camera)
        self.window.show()
        old.hide()
        old.deleteLater()
