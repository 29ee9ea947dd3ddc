"""What is asked of an exporter and what it answers: the same for every format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeAlias

from luoyang_gis.errors import LuoyangError, UsageError
from luoyang_gis.plan.model import Layer, Plan, Record
from luoyang_gis.plan.overview import CITY
from luoyang_gis.workspace.model import ImportedLayer, Scene, Workspace

# Told how far an export has come (0–1) and what it does; raises CancelledError to stop it.
Progress: TypeAlias = Callable[[float, str], None]
# Told with a greater share than this, the new file is in its place: too late to stop.
LAST_STOP = 0.9


class CancelledError(LuoyangError):
    """The user stopped an export."""

    def __init__(self) -> None:
        super().__init__("导出已取消，原有文件没有改动。")


def silent(share: float, doing: str) -> None:
    """A progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Basemap:
    """Tiles from the internet, only where the author asks for them; in WGS 84 or CGCS2000."""

    url: str
    attribution: str = ""
    max_zoom: int = 18


@dataclass(frozen=True)
class ExportJob:
    """What to export, and how; each format uses the options that mean something to it."""

    plan: Plan
    workspace: Workspace
    out: Path
    # Ids of scenes; None means all.
    scene_ids: tuple[str, ...] | None = None
    # Ids of bundled and imported layers; None means all.
    layer_ids: tuple[str, ...] | None = None
    title: str = "洛阳规划地图"
    theme: Literal["light", "dark"] = "light"
    # Pixels of a picture; None is the sheet of paper at `dpi`.
    size: tuple[int, int] | None = None
    dpi: int = 150
    paper: Literal["A4", "A3"] = "A4"
    landscape: bool = True
    # The bare map instead of a sheet with title, legend and sources: for pictures.
    plain: bool = False
    basemap: Basemap | None = None
    progress: Progress = field(default=silent)

    def __post_init__(self) -> None:
        known = {x.id for x in self.plan.layers} | {x.id for x in self.workspace.layers}
        for id_ in self.layer_ids or ():
            if id_ not in known:
                raise UsageError(f"没有编号为 {id_} 的图层，", "用 luoyang-gis list layers 查看。")
        for id_ in self.scene_ids or ():
            if id_ not in self.workspace.scene:
                raise UsageError(f"没有编号为 {id_} 的场景，", "用 luoyang-gis list scenes 查看。")
        if not 36 <= self.dpi <= 1200:
            raise UsageError(f"分辨率 {self.dpi} 不合适，", "请给出 36 至 1200 之间的 dpi。")
        if self.size and not all(64 <= side <= 20_000 for side in self.size):
            width, height = self.size
            raise UsageError(
                f"图片尺寸 {width}x{height} 不合适，", "每边请在 64 至 20000 像素之间。"
            )

    @cached_property
    def known(self) -> Plan:
        """The plan with the user's own actuals, links and statuses."""
        return self.workspace.apply_to(self.plan)

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        """The bundled layers asked for, the lowest first; one that an import replaces is left out."""
        replaced = {layer.replaces for layer in self.workspace.layers}
        return tuple(x for x in self.known.layers if self._wanted(x.id) and x.id not in replaced)

    @cached_property
    def imported(self) -> tuple[ImportedLayer, ...]:
        """The imported layers asked for, the lowest first."""
        return tuple(layer for layer in self.workspace.layers if self._wanted(layer.id))

    @cached_property
    def scenes(self) -> tuple[Scene, ...]:
        """The scenes asked for, in the story's order."""
        wanted = self.scene_ids
        return tuple(s for s in self.workspace.scenes if wanted is None or s.id in wanted)

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """All records; of a choice of layers those linked to them or to the city as a whole."""
        if self.layer_ids is None:
            return self.known.records
        shown = {f.id for layer in self.layers for f in layer.features} | {CITY}
        links = self.known.links_of_record
        return tuple(
            r for r in self.known.records if any(k.feature in shown for k in links.get(r.id, ()))
        )

    def _wanted(self, layer: str) -> bool:
        return self.layer_ids is None or layer in self.layer_ids


@dataclass(frozen=True, slots=True)
class Count:
    """How many of something were asked for, and how many the finished file holds."""

    what: str
    asked: int
    found: int


@dataclass(frozen=True, slots=True)
class Change:
    """Something that the file shows otherwise than asked."""

    kind: Literal["dropped", "simplified", "substituted"]
    what: str
    why: str

    def __str__(self) -> str:
        word = {"dropped": "略去", "simplified": "简化", "substituted": "替换"}[self.kind]
        return f"{word}：{self.what}（{self.why}）"


@dataclass(frozen=True, slots=True)
class ExportReport:
    """The exporter's check of its own file, read back after writing."""

    format: str
    path: Path
    size: int
    seconds: float
    counts: tuple[Count, ...] = ()
    changes: tuple[Change, ...] = ()
    # Addresses outside the file that opening it would ask for.
    external: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether everything asked for is there and nothing reaches outside."""
        return not self.external and all(c.asked == c.found for c in self.counts)

    def json(self) -> dict[str, object]:
        """The documented shape for the command line."""
        return {**asdict(self), "path": str(self.path), "complete": self.complete}

    def lines(self) -> list[str]:
        """The check in words, for the command line and the dialog."""
        found = [f"已写入 {self.path}（{_size(self.size)}，{self.seconds:.2f} 秒）"]
        found += [
            f"{c.what} {c.found}" + ("" if c.asked == c.found else f"，应为 {c.asked}")
            for c in self.counts
        ]
        found += [f"外部引用：{address}" for address in self.external] or ["外部引用 0"]
        found += [str(change) for change in self.changes]
        return found


def _size(size: int) -> str:
    return f"{size / 1024:.0f} KB" if size < 1_000_000 else f"{size / 1024**2:.2f} MB"
