"""The views one has been to, to go back and forward through."""

from __future__ import annotations

from luoyang_gis.canvas.camera import Camera

LONGEST = 100


class History:
    """A line of cameras and a place in it."""

    def __init__(self) -> None:
        self._visited: list[Camera] = []
        self._at = -1

    def visit(self, camera: Camera) -> None:
        """Note a view; what lay ahead is forgotten."""
        if self._at >= 0 and _same(self._visited[self._at], camera):
            return
        self._visited = [*self._visited[: self._at + 1], camera][-LONGEST:]
        self._at = len(self._visited) - 1

    @property
    def can_back(self) -> bool:
        """Whether there is a view before."""
        return self._at > 0

    @property
    def can_forward(self) -> bool:
        """Whether there is a view ahead."""
        return self._at < len(self._visited) - 1

    def back(self) -> Camera | None:
        """Step back."""
        if not self.can_back:
            return None
        self._at -= 1
        return self._visited[self._at]

    def forward(self) -> Camera | None:
        """Step forward."""
        if not self.can_forward:
            return None
        self._at += 1
        return self._visited[self._at]


def _same(one: Camera, other: Camera) -> bool:
    """Whether two views differ by less than a pixel, whatever their size."""
    near = 1.5 * other.resolution
    return (
        abs(one.x - other.x) < near
        and abs(one.y - other.y) < near
        and abs(one.resolution / other.resolution - 1) < 1e-3
    )
