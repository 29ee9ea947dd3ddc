"""Every command of the window, declared once: menus, toolbar, shortcuts and palette come from here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from luoyang_gis.ui.icons import icon
from luoyang_gis.ui.theme import Colors

if TYPE_CHECKING:
    from luoyang_gis.ui.main_window import MainWindow


@dataclass(frozen=True, slots=True)
class Command:
    """One command; `on` makes it a switch, and `group` one choice of several."""

    id: str
    text: str
    run: Callable[[], object]
    menu: str
    icon: str = ""
    keys: str = ""
    tip: str = ""
    toolbar: bool = False
    on: Callable[[], bool] | None = None
    enabled: Callable[[], bool] | None = None
    group: str = ""
    # A line above it in its menu and on the toolbar.
    section: bool = False
    # Its keys count only while the map has the focus.
    on_map: bool = False


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu; one within another stands where its first command does."""

    id: str
    title: str
    inside: str = ""


def _equal(read: Callable[[], object], value: object) -> Callable[[], bool]:
    """Whether what is read is the value, asked later."""
    return lambda: read() == value


class Actions(QObject):
    """The commands as Qt actions."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._groups: dict[str, QActionGroup] = {}
        self.menus = self._menus()
        self.commands = tuple(self._commands(window))
        self.action = {c.id: self._make(c) for c in self.commands}

    # -- the table --------------------------------------------------------------------------

    def _menus(self) -> tuple[Menu, ...]:
        return (
            Menu("file", self.tr("文件")),
            Menu("edit", self.tr("编辑")),
            Menu("view", self.tr("视图")),
            Menu("panels", self.tr("面板"), inside="view"),
            Menu("basemap", self.tr("底图"), inside="view"),
            Menu("theme", self.tr("外观"), inside="view"),
            Menu("language", self.tr("语言"), inside="view"),
            Menu("layers", self.tr("图层")),
            Menu("annotate", self.tr("标注")),
            Menu("arrange", self.tr("排列"), inside="annotate"),
            Menu("present", self.tr("汇报")),
            Menu("plan", self.tr("规划")),
            Menu("tools", self.tr("工具")),
            Menu("help", self.tr("帮助")),
        )

    def _commands(self, w: MainWindow) -> Iterator[Command]:
        s = w.session
        yield from w.files.commands()
        yield from w.imports.commands()
        yield from w.exports.commands()
        yield from w.history.commands()
        # fmt: off
        yield Command("palette", self.tr("搜索与命令…"), w.open_palette, "plan", "search", "Ctrl+K",
                      self.tr("搜索地名、目标、文件和命令"))
        yield Command("back", self.tr("后退"), s.go_back, "plan", "back", "Alt+Left",
                      self.tr("回到上一个选择"), enabled=lambda: s.can_go_back, section=True)
        yield Command("forward", self.tr("前进"), s.go_forward, "plan", "forward", "Alt+Right",
                      self.tr("回到下一个选择"), enabled=lambda: s.can_go_forward)
        yield Command("city", self.tr("全市目标"), w.show_city, "plan", "city", "Ctrl+Home",
                      self.tr("看洛阳市的总目标"))
        yield Command("reveal", self.tr("定位到所选"), w.reveal_selection, "plan", "zoom-selection", "L",
                      self.tr("在地图上飞到所选要素"), enabled=lambda: bool(s.selection.features))
        yield Command("deselect", self.tr("取消选择"), s.select, "plan", "", "Esc",
                      enabled=lambda: bool(s.selection))
        yield Command("browse", self.tr("浏览全部目标"), w.browse, "plan", "browse", "Ctrl+F",
                      self.tr("按文件、主题、年份和指标查找目标"), section=True)
        yield Command("documents", self.tr("文件所在的文件夹…"), w.desk.choose_documents, "plan", "folder", "",
                      self.tr("选一次存放五份规划文件的文件夹，引文就能打开原文"))

        yield Command("whole", self.tr("全市范围"), w.map.show_whole, "view", "home", "Home",
                      self.tr("把整个市域放进窗口"), toolbar=True)
        yield Command("zoom-in", self.tr("放大"), w.map.zoom_in, "view", "zoom-in", "+", toolbar=True)
        yield Command("zoom-out", self.tr("缩小"), w.map.zoom_out, "view", "zoom-out", "-", toolbar=True)
        yield Command("view-back", self.tr("上一个视野"), w.map.view_back, "view", "back", "Backspace",
                      self.tr("回到刚才看的地方"), toolbar=True)
        yield Command("view-forward", self.tr("下一个视野"), w.map.view_forward, "view", "forward",
                      "Shift+Backspace", self.tr("再往前看"), toolbar=True)
        yield from w.basemap.commands()
        yield from w.docks.commands()
        yield Command("next-pane", self.tr("到下一个面板"), w.docks.next_pane, "panels", "", "F6",
                      self.tr("让键盘到下一个面板或地图"), section=True)
        yield Command("reset-layout", self.tr("恢复默认布局"), w.reset_layout, "panels", "reset")
        for name, text, symbol in (("system", self.tr("跟随系统"), "system"), ("light", self.tr("浅色"), "sun"),
                                   ("dark", self.tr("深色"), "moon")):
            yield Command(f"theme-{name}", text, partial(w.desk.set_theme, name), "theme", symbol,
                          on=_equal(lambda: w.desk.theme_choice, name), group="theme")
        for name, text in (("zh", "中文"), ("en", "English")):
            yield Command(f"language-{name}", text, partial(w.desk.set_language, name), "language",
                          on=_equal(lambda: w.desk.language, name), group="language")
        yield Command("fullscreen", self.tr("全屏"), w.toggle_full_screen, "view", "fullscreen", "F11",
                      on=w.isFullScreen, section=True)

        for number, chosen in enumerate(s.sets[:9], 1):
            yield Command(f"set-{number}", self.tr("只看：{name}").format(name=chosen.name),
                          partial(s.show_only, chosen.layers), "layers", keys=str(number),
                          on=_equal(lambda: frozenset(s.visible_layers), chosen.layers))
        yield Command("all-layers", self.tr("显示全部图层"), lambda: s.show_only(s.order), "layers", "eye",
                      "0", section=True)
        yield Command("no-layers", self.tr("隐藏全部图层"), lambda: s.show_only(()), "layers", "eye-off")

        for name, text, symbol, keys in (
            ("identify", self.tr("查看要素"), "identify", "Q"), ("select", self.tr("框选"), "select", "S"),
            ("length", self.tr("量距离"), "length", "D"),
            ("area", self.tr("量面积"), "area", "A"),
        ):
            yield Command(f"tool-{name}", text, partial(w.map.use_tool, name), "tools", symbol, keys,
                          toolbar=True, on=_equal(lambda: w.map.tool, name), group="tool",
                          section=name == "identify")

        # fmt: on
        yield from w.annotate.commands()
        yield from w.briefing.commands()
        yield from w.story.commands()
        # fmt: off
        yield Command("shortcuts", self.tr("快捷键一览"), w.show_shortcuts, "help", "keyboard", "F1")
        yield Command("about", self.tr("关于洛阳规划地图"), w.show_about, "help", "info", section=True)
        yield Command("quit", self.tr("退出"), w.close, "file", "quit", "Ctrl+Q", section=True)

        # fmt: on

    # -- Qt's side --------------------------------------------------------------------------

    def _make(self, command: Command) -> QAction:
        action = QAction(command.text, self._window)
        action.setObjectName(command.id)
        keys = QKeySequence(command.keys)
        if command.keys:
            action.setShortcut(keys)
        tip = command.tip or command.text
        shown = keys.toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(self.tr("{tip}（{keys}）").format(tip=tip, keys=shown) if shown else tip)
        action.setStatusTip(command.tip)
        if command.on is not None:
            action.setCheckable(True)
        if command.group:
            group = self._groups.setdefault(command.group, QActionGroup(self))
            group.addAction(action)
        action.triggered.connect(lambda: self.run(command.id))
        # Reachable by key wherever the focus is, menus shown or not.
        context = Qt.ShortcutContext
        action.setShortcutContext(
            context.WidgetShortcut if command.on_map else context.WindowShortcut
        )
        (self._window.map.view if command.on_map else self._window).addAction(action)
        return action

    def run(self, id_: str) -> None:
        """Do a command by its id, as the palette does."""
        command = next(c for c in self.commands if c.id == id_)
        if self.action[id_].isEnabled():
            command.run()
        self.refresh()

    def refresh(self) -> None:
        """Tick and grey what the state of things asks for."""
        for command in self.commands:
            action = self.action[command.id]
            if command.on is not None:
                action.setChecked(command.on())
            if command.enabled is not None:
                action.setEnabled(command.enabled())

    def dress(self, colors: Colors) -> None:
        """Draw the icons in another theme."""
        for command in self.commands:
            if command.icon:
                self.action[command.id].setIcon(icon(command.icon, colors))
