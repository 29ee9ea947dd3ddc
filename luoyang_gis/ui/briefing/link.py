"""The briefing commands of the window; opens the briefing and closes it with the window."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from luoyang_gis.ui.actions import Command

if TYPE_CHECKING:
    from luoyang_gis.ui.briefing.window import BriefingWindow
    from luoyang_gis.ui.main_window import MainWindow


class BriefingLink(QObject):
    """Holds the one briefing there can be."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.open: BriefingWindow | None = None

    def commands(self) -> Iterator[Command]:
        """What the briefing menu begins with."""
        story = self._window.story
        # fmt: off
        yield Command("present", self.tr("从头汇报"), self.from_start, "present", "present", "F5",
                      self.tr("全屏放映各个场景；翻页笔、方向键翻页，Esc 结束"),
                      enabled=lambda: bool(story.scenes), section=True)
        yield Command("present-here", self.tr("从当前场景汇报"), self.from_here, "present", "", "Shift+F5",
                      enabled=lambda: bool(story.scenes))
        # fmt: on

    def from_start(self) -> None:
        """Begin with the first scene."""
        if self._window.story.scenes:
            self._begin(self._window.story.scenes[0].id)

    def from_here(self) -> None:
        """Begin with the scene that is shown."""
        current = self._window.story.current
        if current is None:
            self.from_start()
        else:
            self._begin(current.id)

    def _begin(self, scene: str) -> None:
        if self.open is not None:
            return
        from luoyang_gis.ui.briefing.window import BriefingWindow

        self.open = BriefingWindow(self._window)
        self.open.closed.connect(self._closed)
        self.open.begin(scene)

    def _closed(self) -> None:
        self.open = None

    def stop(self) -> None:
        """End the briefing, if there is one."""
        if self.open is not None:
            self.open.end()
