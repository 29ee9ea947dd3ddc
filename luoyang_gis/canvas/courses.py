"""The course that type follows beside a line: smoothed, with a place and a turn for each character."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import atan2, degrees, hypot

import numpy as np

from luoyang_gis.geo.shapes import Floats

# The line is looked at in steps of half a character, and smoothed over so many of them.
STEP = 0.5
WINDOW = 7
# How far type may turn from one character to the next, and in all, in degrees.
BEND, WHOLE_BEND = 24.0, 75.0
# A course much longer than the way from end to end winds too much to be written on.
WINDING = 1.25


@dataclass(frozen=True, slots=True)
class Course:
    """A smooth line to write on."""

    line: Floats

    @property
    def angle(self) -> float:
        """Its direction from end to end, in degrees, clockwise on the screen."""
        dx, dy = (self.line[-1] - self.line[0]).tolist()
        return degrees(atan2(dy, dx))

    def reversed(self) -> Course:
        """The course walked the other way."""
        return Course(self.line[::-1])

    def spots(self, widths: list[float], off: float) -> list[tuple[float, float, float]] | None:
        """Where each character goes and its turn, `off` pixels to the right of the course."""
        step = np.diff(self.line, axis=0)
        length = np.hypot(step[:, 0], step[:, 1])
        run = np.concatenate(([0.0], np.cumsum(length)))
        begin = (run[-1] - sum(widths)) / 2
        if begin < 0:
            return None
        ends = begin + np.concatenate(([0.0], np.cumsum(widths)))
        at = np.concatenate((ends, (ends[:-1] + ends[1:]) / 2))
        x, y = np.interp(at, run, self.line[:, 0]), np.interp(at, run, self.line[:, 1])
        found: list[tuple[float, float, float]] = []
        count = len(widths)
        for n in range(count):
            dx, dy = float(x[n + 1] - x[n]), float(y[n + 1] - y[n])
            norm = hypot(dx, dy)
            if norm < 0.5 * widths[n]:
                return None
            middle_x, middle_y = float(x[count + 1 + n]), float(y[count + 1 + n])
            found.append(
                (
                    middle_x - dy / norm * off,
                    middle_y + dx / norm * off,
                    degrees(atan2(dy, dx)),
                )
            )
        turns = [_turn(a[2], b[2]) for a, b in pairwise(found)]
        crowded = any(
            hypot(b[0] - a[0], b[1] - a[1]) < 0.8 * (one + two) / 2
            for a, b, one, two in zip(found, found[1:], widths, widths[1:], strict=False)
        )
        if (
            crowded
            or max(turns, default=0.0) > BEND
            or _turn(found[0][2], found[-1][2]) > WHOLE_BEND
        ):
            return None
        return found


def course(line: Floats, run: Floats, at: float, length: float, size: float) -> Course | None:
    """The course around a place of a line for type of a length; None where the line is too short."""
    room = length * 0.58 + 2.2 * size
    if at - room < 0 or at + room > run[-1]:
        return None
    # Taken with some more at either end, which the smoothing eats.
    spots = np.arange(at - room, at + room, STEP * size)
    x, y = np.interp(spots, run, line[:, 0]), np.interp(spots, run, line[:, 1])
    if len(spots) < WINDOW + 2:
        return None
    kernel = np.hanning(WINDOW + 2)[1:-1]
    kernel /= kernel.sum()
    smooth = np.column_stack((np.convolve(x, kernel, "valid"), np.convolve(y, kernel, "valid")))
    way = float(np.hypot(*np.diff(smooth, axis=0).T).sum())
    across = float(np.hypot(*(smooth[-1] - smooth[0])))
    return Course(smooth) if way <= WINDING * across and way >= length else None


def _turn(one: float, other: float) -> float:
    return abs((other - one + 180) % 360 - 180)
