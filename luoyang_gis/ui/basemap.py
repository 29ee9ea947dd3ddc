"""底图: tiles of a server below the map, chosen by the user; without a choice no network is touched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QTimer
from PySide6.QtWidgets import QToolButton

from luoyang_gis.errors import LuoyangError, UsageError
from luoyang_gis.ui.actions import Command
from luoyang_gis.ui.settings import Settings

if TYPE_CHECKING:
    from luoyang_gis.canvas.basemap import Basemap
    from luoyang_gis.sources.tiles import TileSource
    from luoyang_gis.ui.main_window import MainWindow

CUSTOM = "custom"
# The names that belong upon the national service's other two maps.
NAMES, NAMED = "tianditu-cva", ("tianditu-vec", "tianditu-img")
DATUMS = ("WGS84", "GCJ02", "BD09")
NAMES_Z = -9


@dataclass(frozen=True, slots=True)
class Choice:
    """Which basemap, and how; kept in the settings."""

    source: str = ""
    url: str = ""
    datum: str = DATUMS[0]
    key: str = ""
    names: bool = True
    opacity: int = 100

    @classmethod
    def remembered(cls, settings: Settings) -> Choice:
        """What was chosen last."""
        opacity = settings.text("basemap/opacity", "100")
        return cls(
            settings.text("basemap/source"),
            settings.text("basemap/url"),
            settings.choice("basemap/datum", DATUMS),
            settings.text("basemap/key"),
            settings.flag("basemap/names", default=True),
            min(100, int(opacity)) if opacity.isdecimal() else 100,
        )

    def remember(self, settings: Settings) -> None:
        """Keep it for the next start."""
        settings.set("basemap/source", self.source)
        settings.set("basemap/url", self.url)
        settings.set("basemap/datum", self.datum)
        settings.set("basemap/key", self.key)
        settings.set("basemap/names", self.names)
        settings.set("basemap/opacity", str(self.opacity))

    def sources(self) -> tuple[TileSource, ...]:
        """What is to be fetched, the lowest first; a LuoyangError says what is missing."""
        from luoyang_gis.sources.files import Datum
        from luoyang_gis.sources.tiles import catalogue, from_template, with_key

        if self.source == CUSTOM:
            return (from_template(self.url, datum=Datum[self.datum]),)
        known = {source.id: source for source in catalogue()}
        if self.source not in known:
            raise UsageError("还没有选底图，", "请先在“选择底图…”里选一个。")
        wanted = [known[self.source]]
        if self.names and self.source in NAMED:
            wanted.append(known[NAMES])
        return tuple(with_key(s, self.key) if s.needs_key else s for s in wanted)


class BasemapLink(QObject):
    """Shows the chosen basemap in the window's map, or none."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._settings = window, window.desk.settings
        self.choice = Choice.remembered(self._settings)
        self._shown: list[Basemap] = []
        # Stands in the status line while a basemap is on.
        self.status = QToolButton(window)
        self.status.setAutoRaise(True)
        self.status.clicked.connect(self.choose)
        self.status.hide()
        if self._settings.flag("basemap/on"):
            QTimer.singleShot(0, self, self._show_again)

    def commands(self) -> Iterator[Command]:
        """What the view menu offers."""
        yield Command("basemap", self.tr("显示底图"), self.toggle, "basemap", "basemap", "B",
                      self.tr("在图层下面铺在线底图；打开后才会联网"), on=lambda: self.on)  # fmt: skip
        yield Command("basemap-choose", self.tr("选择底图…"), self.choose, "basemap",
                      tip=self.tr("天地图、OpenStreetMap、高德等，或自己的瓦片地址"))  # fmt: skip

    # -- use --------------------------------------------------------------------------------

    @property
    def on(self) -> bool:
        """Whether a basemap is shown."""
        return bool(self._shown)

    @property
    def shown(self) -> tuple[Basemap, ...]:
        """The basemaps shown, the lowest first."""
        return tuple(self._shown)

    def toggle(self) -> None:
        """Show the chosen basemap or none; without a choice ask for one."""
        if self.on:
            self.hide()
        elif not self.choice.source:
            self.choose()
        else:
            try:
                self.show(self.choice)
            except LuoyangError as error:
                self._window.session.message.emit(str(error))
                self.choose()

    def choose(self) -> None:
        """Open the dialog."""
        from luoyang_gis.ui.basemap_dialog import BasemapDialog

        BasemapDialog(self, self._window).show()

    def show(self, choice: Choice) -> None:
        """Show a basemap from now on; a LuoyangError leaves everything as it was."""
        from luoyang_gis.canvas.basemap import GROUND_Z, Basemap

        sources = choice.sources()
        self._close()
        view = self._window.map.view
        for number, source in enumerate(sources):
            basemap = Basemap(
                view,
                source,
                self._cache,
                opacity=choice.opacity / 100,
                z=NAMES_Z if number else GROUND_Z,
                # Both come from the same house.
                credited=not number,
            )
            basemap.state_changed.connect(self._tell)
            self._shown.append(basemap)
        self.choice = choice
        choice.remember(self._settings)
        self._settings.set("basemap/on", True)
        self._tell()

    def hide(self) -> None:
        """Show none, and touch the network no more."""
        self._close()
        self._settings.set("basemap/on", False)
        self._tell()

    def retry(self) -> None:
        """Ask the servers again at once."""
        for basemap in self._shown:
            basemap.fetcher.retry()

    def set_opacity(self, percent: int) -> None:
        """Let the paper shine through, at once where a basemap is on."""
        for basemap in self._shown:
            basemap.opacity = percent / 100

    # -- inside -----------------------------------------------------------------------------

    @property
    def _cache(self) -> Path:
        place = QStandardPaths.StandardLocation.GenericCacheLocation
        return Path(QStandardPaths.writableLocation(place)) / "luoyang-gis" / "tiles"

    def _show_again(self) -> None:
        try:
            self.show(self.choice)
        except LuoyangError:
            # What was remembered is no longer usable: start without, as at the first start.
            self.hide()

    def _close(self) -> None:
        for basemap in self._shown:
            basemap.close()
        self._shown.clear()

    def _tell(self) -> None:
        """One short line for the status bar; no dialog ever."""
        if self.status.isVisible() != self.on:
            self.status.setVisible(self.on)
            self._window.actions_.refresh()
        if not self.on:
            return
        from luoyang_gis.canvas.fetcher import State

        states = {basemap.state for basemap in self._shown}
        left = sum(basemap.fetcher.left for basemap in self._shown)
        name = self._shown[0].source.name
        if State.REFUSED in states:
            text = self.tr("底图：服务器拒绝，请查密钥")
        elif State.WAITING in states:
            text = self.tr("底图：暂时连不上，会再试")
        elif State.LOADING in states:
            text = self.tr("底图：还差 {count} 块").format(count=left)
        else:
            text = self.tr("底图：{name}").format(name=name)
        self.status.setText(text)
        self.status.setToolTip(
            self.tr("{credit}；点一下换底图").format(credit=self._shown[0].attribution)
        )
