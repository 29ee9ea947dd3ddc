"""What is chosen in the export dialog, remembered from one time to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from luoyang_gis.export.registry import FORMATS
from luoyang_gis.ui.settings import Settings

Scope = Literal["scenes", "chosen", "scene", "view", "selection"]
Which = Literal["all", "visible", "chosen"]
SCOPES: tuple[Scope, ...] = ("scenes", "chosen", "scene", "view", "selection")
WHICH: tuple[Which, ...] = ("all", "visible", "chosen")
PAPERS = ("A4", "A3")
THEMES = ("light", "dark")
DPIS = (96, 150, 200, 300, 600)
PIXELS = (64, 20_000)


@dataclass(frozen=True, slots=True)
class Choices:
    """What to export, and how."""

    format: str = "html"
    # All scenes, some of them, a single one, what is in view now, or what is selected.
    scope: Scope = "scenes"
    scenes: tuple[str, ...] = ()
    scene: str = ""
    which: Which = "all"
    layers: tuple[str, ...] = ()
    # Empty is the workspace's own.
    title: str = ""
    theme: Literal["light", "dark"] = "light"
    paper: Literal["A4", "A3"] = "A4"
    landscape: bool = True
    # Pixels instead of paper.
    pixels: bool = False
    size: tuple[int, int] = (1600, 1000)
    dpi: int = 150
    plain: bool = False
    # The page offers tiles from the internet.
    online: bool = False
    tiles: str = ""

    @classmethod
    def remembered(cls, settings: Settings) -> Choices:
        """What was chosen last; the title is the workspace's each time."""
        text, choice, flag = settings.text, settings.choice, settings.flag
        first = cls()
        return cls(
            format=choice("export/format", tuple(FORMATS)),
            scope=cast(Scope, choice("export/scope", SCOPES)),
            scenes=tuple(text("export/scenes").split()),
            scene=text("export/scene"),
            which=cast(Which, choice("export/which", WHICH)),
            layers=tuple(text("export/layers").split()),
            theme=cast(Literal["light", "dark"], choice("export/theme", THEMES)),
            paper=cast(Literal["A4", "A3"], choice("export/paper", PAPERS)),
            landscape=flag("export/landscape", default=True),
            pixels=flag("export/pixels"),
            size=(
                _number(text("export/width"), PIXELS, first.size[0]),
                _number(text("export/height"), PIXELS, first.size[1]),
            ),
            dpi=_number(text("export/dpi"), (DPIS[0], DPIS[-1]), first.dpi),
            plain=flag("export/plain"),
            online=flag("export/online"),
            tiles=text("export/tiles"),
        )

    def remember(self, settings: Settings) -> None:
        """Keep it for the next time."""
        for key, value in (
            ("format", self.format),
            ("scope", self.scope),
            ("scenes", " ".join(self.scenes)),
            ("scene", self.scene),
            ("which", self.which),
            ("layers", " ".join(self.layers)),
            ("theme", self.theme),
            ("paper", self.paper),
            ("landscape", self.landscape),
            ("pixels", self.pixels),
            ("width", str(self.size[0])),
            ("height", str(self.size[1])),
            ("dpi", str(self.dpi)),
            ("plain", self.plain),
            ("online", self.online),
            ("tiles", self.tiles),
        ):
            settings.set(f"export/{key}", value)


def _number(text: str, span: tuple[int, int], default: int) -> int:
    if not (text.isascii() and text.isdecimal()):
        return default
    return int(text) if span[0] <= int(text) <= span[1] else default
