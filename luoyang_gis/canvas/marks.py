"""What is marked on the map: selected, hovered and flashing features."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QPainter, QPainterPath

from luoyang_gis.canvas import highlight
from luoyang_gis.canvas.camera import Camera
from luoyang_gis.canvas.motion import Pulse
from luoyang_gis.canvas.pick import Hit
from luoyang_gis.plan.symbols import Palette

Outline = dict[str, QPainterPath]


class Marks:
    """Remembers which features are marked, and their outlines in the view they were last seen in."""

    def __init__(self, changed: Callable[[], None], parent: QObject) -> None:
        self.selection: list[Hit] = []
        self._hover: Hit | None = None
        self._lifted: list[Hit] = []
        self._flashing: list[Hit] = []
        self._pulse = Pulse(changed, parent)
        self._outlines: dict[str, tuple[Camera, Outline]] = {}

    def select(self, hits: Iterable[Hit]) -> None:
        """Mark features as selected."""
        self.selection = list(hits)
        self._outlines.pop("selection", None)

    def hover(self, hit: Hit | None) -> bool:
        """Mark the feature under the mouse; False where it was marked already."""
        if (hit and (hit.layer, hit.place)) == (
            self._hover and (self._hover.layer, self._hover.place)
        ):
            return False
        self._hover = hit
        self._outlines.pop("hover", None)
        return True

    def lift(self, hits: list[Hit]) -> None:
        """Mark what something beside the map speaks of."""
        self._lifted = hits
        self._outlines.pop("lift", None)

    def flash(self, hits: list[Hit], *, still: bool) -> None:
        """Let features pulse twice, or not where motion shall be reduced."""
        self._flashing = hits
        self._outlines.pop("flash", None)
        if not still:
            self._pulse.start()

    def renew(self, selection: list[Hit]) -> None:
        """The layers have changed: keep what is selected in them."""
        self.selection = selection
        self._hover = None
        self._lifted = []
        self._flashing = []
        self._outlines.clear()

    def paint(self, painter: QPainter, camera: Camera, palette: Palette) -> None:
        """Draw all marks."""
        if self.selection:
            outline = self._outline("selection", self.selection, camera)
            highlight.draw(painter, outline, palette, width=3.0, fill=0.14)
        if self._hover is not None:
            outline = self._outline("hover", [self._hover], camera)
            highlight.draw(painter, outline, palette, width=2.0, fill=0.06)
        if self._lifted:
            outline = self._outline("lift", self._lifted, camera)
            highlight.draw(painter, outline, palette, width=2.5, fill=0.1)
        strength = self._pulse.strength
        if self._flashing and strength > 0:
            outline = self._outline("flash", self._flashing, camera)
            width, fill = 2.5 + 6 * strength, 0.3 * strength
            highlight.draw(painter, outline, palette, width=width, fill=fill)

    def _outline(self, name: str, hits: Sequence[Hit], camera: Camera) -> Outline:
        known = self._outlines.get(name)
        if known is None or known[0] != camera:
            known = (camera, highlight.outline(hits, camera))
            self._outlines[name] = known
        return known[1]
