"""New, open, save and recover: what happens to the workspace file, told in one sentence each time."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox

from luoyang_gis.errors import LuoyangError
from luoyang_gis.ui.actions import Command
from luoyang_gis.ui.files.banner import Banner, Notice
from luoyang_gis.workspace.csvio import actuals_csv, links_csv, log_csv
from luoyang_gis.workspace.disk import ChangedOnDiskError, OpenElsewhereError
from luoyang_gis.workspace.disk import write as write_whole
from luoyang_gis.workspace.gpkg import SUFFIX
from luoyang_gis.workspace.journal import Unfinished, discard, unfinished
from luoyang_gis.workspace.keeper import Keeper
from luoyang_gis.workspace.model import Workspace, initial

if TYPE_CHECKING:
    from luoyang_gis.ui.main_window import MainWindow


# By this ending a desktop knows a workspace among other GeoPackages, and opens it with us.
OURS = f".luoyang{SUFFIX}"


class Unsaved(enum.Enum):
    """What to do with changes that are in no file yet."""

    SAVE = enum.auto()
    DROP = enum.auto()
    STAY = enum.auto()


class Files(QObject):
    """The window's side of the workspace store."""

    def __init__(self, window: MainWindow, banner: Banner) -> None:
        super().__init__(window)
        self._window, self._desk, self.banner = window, window.desk, banner
        self.store = window.desk.store
        self._trouble: Notice | None = None
        self._left: list[Unfinished] = []
        self.store.file_changed.connect(self._show_title)
        self.store.dirty_changed.connect(self._show_title)
        self.store.trouble_changed.connect(self._tell_trouble)
        self._show_title()
        self._tell_trouble(self.store.trouble)

    def commands(self) -> Iterator[Command]:
        """What the file menu offers."""
        # fmt: off
        yield Command("new", self.tr("新建工作区"), self.new, "file", "new", "Ctrl+N",
                      self.tr("从自带的八个场景重新开始"))
        yield Command("open", self.tr("打开工作区…"), self.open, "file", "open", "Ctrl+O",
                      self.tr("打开 .gpkg 工作区文件"))
        yield Command("save", self.tr("保存"), self.save, "file", "save", "Ctrl+S",
                      self.tr("保存场景、标注和补录"), section=True)
        yield Command("save-as", self.tr("另存为…"), self.save_as, "file", "", "Ctrl+Shift+S")
        yield Command("recover", self.tr("恢复未保存的改动…"), self.offer_recovery, "file",
                      tip=self.tr("找出上次没有正常退出时留下的改动"))
        yield Command("log", self.tr("留痕记录…"), self.show_log, "file", "document",
                      tip=self.tr("谁在什么时候改了哪条实绩、关联或状态"), section=True)
        yield Command("export-actuals", self.tr("导出补录实绩 CSV…"), self.export_actuals, "file",
                      enabled=lambda: bool(self.store.workspace.actuals))
        yield Command("export-links", self.tr("导出补录关联 CSV…"), self.export_links, "file",
                      enabled=lambda: bool(self.store.workspace.links))
        # fmt: on

    # -- title ------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """The workspace's name as the title says it."""
        if self.store.path:
            return self.store.path.name.removesuffix(SUFFIX).removesuffix(".luoyang")
        return self.store.workspace.title or self.tr("未命名工作区")

    def _show_title(self) -> None:
        only = self.tr("（只读）") if self.store.read_only else ""
        program = self.tr("洛阳规划地图")
        self._window.setWindowTitle(f"{self.name}{only}[*] — {program}")
        self._window.setWindowModified(self.store.dirty)

    def _tell_trouble(self, sentence: str) -> None:
        self.banner.withdraw(self._trouble)
        self._trouble = None
        if sentence:
            self._trouble = self._warn(sentence, (self.tr("另存为…"), self.save_as))

    def _warn(self, sentence: object, *choices: tuple[str, Callable[[], object]]) -> Notice:
        return self.banner.tell(str(sentence), choices, warning=True)

    def _say(self, sentence: str) -> None:
        self._window.session.message.emit(sentence)

    # -- leaving ----------------------------------------------------------------------------

    def ask_unsaved(self) -> Unsaved:
        """Ask what shall become of the changes."""
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("保存改动？"))
        box.setText(self.tr("“{name}”有改动还没有保存。").format(name=self.name))
        box.setInformativeText(self.tr("不保存的话，这些改动就没有了。"))
        save = box.addButton(self.tr("保存"), QMessageBox.ButtonRole.AcceptRole)
        drop = box.addButton(self.tr("不保存"), QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton(self.tr("取消"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(save)
        box.setEscapeButton(stay)
        box.exec()
        if box.clickedButton() is save:
            return Unsaved.SAVE
        return Unsaved.DROP if box.clickedButton() is drop else Unsaved.STAY

    def may_leave(self) -> bool:
        """Whether this workspace may be closed: nothing unsaved, or the user has decided."""
        if not self.store.dirty:
            return True
        match self.ask_unsaved():
            case Unsaved.SAVE:
                return self.save()
            case Unsaved.DROP:
                return True
            case Unsaved.STAY:
                return False

    # -- new and open -----------------------------------------------------------------------

    def _fresh(self) -> Keeper:
        return Keeper.new(initial(self._desk.bundled), self._desk.recovery)

    def new(self) -> None:
        """Start from the scenes that ship with the plan."""
        if self.may_leave():
            self.store.switch(self._fresh())

    def open(self) -> None:
        """Ask for a file and open it."""
        folder = str(self.store.path.parent) if self.store.path else ""
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("打开工作区"), folder, self._filter
        )
        if chosen:
            self.open_file(Path(chosen))

    @property
    def _filter(self) -> str:
        return self.tr("工作区 (*{suffix})").format(suffix=SUFFIX)

    def open_file(self, path: Path, *, force: bool = False, read_only: bool = False) -> bool:
        """Open a file; what is in the way is told and nothing is lost."""
        if self.store.path and path.absolute() == self.store.path:
            self._say(self.tr("“{name}”已经打开").format(name=path.name))
            return True
        if not self.may_leave():
            return False
        try:
            keeper = Keeper.open(path, self._desk.recovery, force=force, read_only=read_only)
        except OpenElsewhereError as error:
            self._warn(
                error,
                (self.tr("只读打开"), lambda: self.open_file(path, read_only=True)),
                (self.tr("那边已关闭，仍要打开"), lambda: self.open_file(path, force=True)),
            )
            return False
        except LuoyangError as error:
            self._warn(error, (self.tr("打开别的…"), self.open))
            return False
        self.store.switch(keeper)
        self._desk.settings.add_recent(path)
        if keeper.read_only:
            self._warn(
                self.tr("“{name}”以只读方式打开：可以看和改，保存时请另存为别的文件。").format(
                    name=path.name
                ),
                (self.tr("另存为…"), self.save_as),
            )
        return True

    def add_recent_menu(self, menu: QMenu, before: str) -> None:
        """Put the files opened lately into the file menu."""
        recent = QMenu(self.tr("最近打开"), menu)
        menu.insertMenu(self._window.actions_.action[before], recent)
        recent.aboutToShow.connect(lambda: self._fill_recent(recent))
        menu.aboutToShow.connect(
            lambda: recent.menuAction().setEnabled(bool(self._desk.settings.recent()))
        )

    def _fill_recent(self, menu: QMenu) -> None:
        menu.clear()
        for number, file in enumerate(self._desk.settings.recent(), 1):
            # An ampersand in a name is no mnemonic.
            text = f"&{number}  {file.name}".replace("&", "&&").replace("&&", "&", 1)
            action = menu.addAction(text)
            action.setToolTip(str(file))
            action.triggered.connect(lambda _=False, f=file: self.open_file(f))

    # -- save -------------------------------------------------------------------------------

    def save(self) -> bool:
        """Save to the file it has, or ask for one."""
        if self.store.path is None or self.store.read_only:
            return self.save_as()
        return self._write(None)

    def save_as(self) -> bool:
        """Ask for a file and save there."""
        folder = self.store.path.parent if self.store.path else Path.home()
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("另存为"), str(folder / f"{self.name}{OURS}"), self._filter
        )
        if not chosen:
            return False
        path = Path(chosen)
        return self._write(path if path.suffix == SUFFIX else path.with_name(path.name + OURS))

    def _write(self, path: Path | None, overwrite: bool = False) -> bool:
        save_as = (self.tr("另存为…"), self.save_as)
        try:
            self.store.save(path, overwrite)
        except ChangedOnDiskError as error:
            self._warn(
                error, save_as, (self.tr("覆盖它"), lambda: self._write(path, overwrite=True))
            )
            return False
        except LuoyangError as error:
            self._warn(error, save_as)
            return False
        if self.store.path:
            self._desk.settings.add_recent(self.store.path)
            self._say(self.tr("已保存到 {name}").format(name=self.store.path.name))
        self._show_title()
        return True

    # -- recovery ---------------------------------------------------------------------------

    def offer_recovery(self, at_start: bool = False) -> None:
        """Offer what a program that died left behind, the newest first."""
        self._left = list(unfinished(self._desk.recovery))
        if not self._left and not at_start:
            self._say(self.tr("没有需要恢复的改动"))
        self._offer_next()

    def _offer_next(self) -> None:
        if not self._left:
            return
        left = self._left[0]
        name = left.path.name if left.path else self.tr("未命名工作区")
        when = _clock(left.at)
        last = self.tr("，最后一步是“{last}”").format(last=left.last) if left.last else ""
        more = ""
        if len(self._left) > 1:
            more = self.tr("另有 {count} 份。").format(count=len(self._left) - 1)
        text = self.tr("上次没有正常退出，“{name}”{when} 的改动还在{last}。{more}").format(
            name=name, when=when, last=last, more=more
        )
        self.banner.tell(
            text,
            (
                (self.tr("恢复"), lambda: self.recover(left)),
                (self.tr("不要了"), lambda: self._discard(left)),
            ),
        )

    def recover(self, left: Unfinished) -> None:
        """Take up what a dead program left; it is unsaved until the user saves it."""
        if not self.may_leave():
            self._offer_next()
            return
        if left.path and left.path == self.store.path:
            # Our own lock on its file would keep it from becoming ours.
            self.store.switch(self._fresh())
        try:
            keeper = Keeper.recover(left, self._desk.recovery)
        except LuoyangError as error:
            self._warn(error)
        else:
            self.store.switch(keeper, unsaved=True)
            self._show_title()
            self._say(self.tr("已恢复，保存之后才算数"))
        self._left = [x for x in self._left if x is not left]
        self._offer_next()

    def _discard(self, left: Unfinished) -> None:
        try:
            discard(left)
        except LuoyangError as error:
            self._warn(error)
        self._left = [x for x in self._left if x is not left]
        self._offer_next()

    # -- what leaves ------------------------------------------------------------------------

    def show_log(self) -> None:
        """The log of who changed what."""
        from luoyang_gis.ui.files.log_view import LogView

        LogView(self.store, self.export_log, self._window).show()

    def export_log(self) -> None:
        """The log as a table for a spreadsheet."""
        # The mark at the start tells spreadsheets that it is UTF-8.
        self._export(self.tr("留痕记录"), log_csv, "utf-8-sig")

    def export_actuals(self) -> None:
        """The user's figures in the ledger's own format."""
        self._export(self.tr("补录实绩"), actuals_csv, "utf-8")

    def export_links(self) -> None:
        """The user's links in the ledger's own format."""
        self._export(self.tr("补录关联"), links_csv, "utf-8")

    def _export(self, what: str, make: Callable[[Workspace], str], encoding: str) -> None:
        folder = self.store.path.parent if self.store.path else Path.home()
        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("导出{what}").format(what=what),
            str(folder / f"{self.name}-{what}.csv"),
            self.tr("表格 (*.csv)"),
        )
        if not chosen:
            return
        path = Path(chosen)
        try:
            write_whole(path, make(self.store.workspace).encode(encoding))
        except LuoyangError as error:
            self._warn(error)
        else:
            self._say(self.tr("已导出到 {name}").format(name=path.name))


def _clock(at: datetime) -> str:
    """A moment as one says it: today by the hour, else with the date."""
    local, today = at.astimezone(), datetime.now().astimezone()
    if local.date() == today.date():
        return QCoreApplication.translate("Files", "今天 {time}").format(time=f"{local:%H:%M}")
    words = QCoreApplication.translate("Files", "{month}月{day}日 {time}")
    return words.format(month=local.month, day=local.day, time=f"{local:%H:%M}")
