"""Names on the map: placed by priority without collisions, along lines, inside areas, beside points."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor, hypot

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter

from luoyang_gis.canvas import text as type_
from luoyang_gis.canvas.anchors import anchor_of
from luoyang_gis.canvas.courses import course as type_course
from luoyang_gis.canvas.layers import NO_STYLE, MapLayer
from luoyang_gis.canvas.paint import Ground, marker_factor
from luoyang_gis.geo.shapes import Floats, Shapes
from luoyang_gis.plan.symbols import Rule, Text, route_number, stroke_width

Face = tuple[int, bool, bool]
Box = tuple[float, float, float, float]

CELL_PX = 96.0
GAP_PX = 3.0
# A name is repeated along its line so often, and never nearer than this.
REPEAT_PX = 640.0
SHIELD_REPEAT_PX = 420.0
SAME_NAME_PX = 260.0
# Where along its stretch a name is tried, in shares of the stretch.
SHARES = (0.0, -0.15, 0.15, -0.3, 0.3, -0.42, 0.42)
# Steeper than this, characters stand upright one below the other.
STEEP = 52.0
# Names of this priority may cover markers.
OVER_MARKERS = 60
# More features of a layer than this in view are not named at all.
MOST_NAMES = 1_500
# Where a point's name goes, best first: the side, in halves of its size.
SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A feature that asks for a name."""

    layer: MapLayer
    place: int
    rule: Rule
    text: Text
    lines: Floats
    parts: tuple[int, ...]
    size: float


@dataclass(frozen=True, slots=True)
class Piece:
    """Type set about a place, turned by an angle."""

    lines: tuple[str, ...]
    x: float
    y: float
    angle: float = 0.0


# Type as it would be set, and the room it would take.
Try = tuple[tuple[Piece, ...], list[Box]]


@dataclass(frozen=True, slots=True)
class Label:
    """A name that has found its place."""

    id: str
    rule: Rule
    text: Text
    face: Face
    pieces: tuple[Piece, ...]
    # Whether the text is a route number on its plate.
    plate: bool = False


def _said_at(text: Text, scale: float) -> bool:
    shield = text.shield
    return text.min_scale <= scale <= text.max_scale or (
        shield is not None and shield.min_scale <= scale <= shield.max_scale
    )


class Room:
    """Which pixels are taken."""

    def __init__(self, frame: Box | None) -> None:
        self._frame = frame
        self._cells: dict[tuple[int, int], list[Box]] = {}

    def free(self, boxes: Sequence[Box]) -> bool:
        """Whether all boxes lie within the frame and touch nothing."""
        for box in boxes:
            if self._frame and not (
                box[0] >= self._frame[0]
                and box[1] >= self._frame[1]
                and box[2] <= self._frame[2]
                and box[3] <= self._frame[3]
            ):
                return False
            for cell in _cells(box):
                for other in self._cells.get(cell, ()):
                    if (
                        box[0] < other[2]
                        and box[2] > other[0]
                        and box[1] < other[3]
                        and box[3] > other[1]
                    ):
                        return False
        return True

    def take(self, boxes: Sequence[Box]) -> None:
        """Occupy boxes."""
        for box in boxes:
            for cell in _cells(box):
                self._cells.setdefault(cell, []).append(box)


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(floor(box[0] / CELL_PX), floor(box[2] / CELL_PX) + 1):
        for row in range(floor(box[1] / CELL_PX), floor(box[3] / CELL_PX) + 1):
            yield column, row


class Placer:
    """Finds room for the names of a view."""

    def __init__(self, ground: Ground, *, whole: bool) -> None:
        self.ground = ground
        camera = ground.camera
        frame = (2.0, 2.0, camera.width - 2, camera.height - 2) if whole else None
        self.view = (-40.0, -40.0, camera.width + 40, camera.height + 40)
        self._names = Room(frame)
        self._markers = Room(None)
        self._said: dict[str, list[tuple[float, float]]] = {}

    def place(self, layers: Sequence[MapLayer]) -> Iterator[Label | None]:
        """The labels of layers (the lowest first), best first; None where there was no room."""
        candidates: list[tuple[int, int, float, Candidate]] = []
        for height, layer in enumerate(layers):
            if layer.drawn_at(self.ground.camera.scale):
                for candidate in self._candidates(layer):
                    key = (-candidate.text.priority, -height, -candidate.size)
                    candidates.append((*key, candidate))
                yield None
        candidates.sort(key=lambda item: item[:3])
        for *_, candidate in candidates:
            yield from self._labels(candidate)

    def _candidates(self, layer: MapLayer) -> Iterator[Candidate]:
        camera = self.ground.camera
        scale = camera.scale
        named = [
            rule.min_scale <= scale <= rule.max_scale
            and rule.text is not None
            and _said_at(rule.text, scale)
            for rule in layer.styles
        ]
        if layer.kind == "point":
            self._note_markers(layer)
        if not any(named):
            return
        if len(layer.shapes.seen(self.ground.box)) > MOST_NAMES:
            return
        resolution = camera.resolution * self.ground.detail
        chosen, shapes = layer.detail.seen_now(self.ground.box, resolution)
        pixels = camera.to_pixels(shapes.xy)
        for n, place in enumerate(chosen.tolist()):
            code = int(layer.style_of[place])
            if code == NO_STYLE or not named[code] or not layer.names[place]:
                continue
            rule = layer.styles[code]
            if rule.text is not None:
                yield _candidate(layer, place, rule, rule.text, shapes, n, pixels)

    def _note_markers(self, layer: MapLayer) -> None:
        camera = self.ground.camera
        seen = layer.shapes.seen(self.ground.box)
        if len(seen) > MOST_NAMES:
            return
        for place in seen.tolist():
            rule = layer.style(place)
            if rule and rule.marker and rule.min_scale <= camera.scale <= rule.max_scale:
                half = rule.marker.size * marker_factor(self.ground.factor) / 2
                for line in layer.shapes.lines(place):
                    x, y = camera.to_pixels(line)[0].tolist()
                    self._markers.take([(x - half, y - half, x + half, y + half)])

    def _labels(self, candidate: Candidate) -> Iterator[Label | None]:
        text = candidate.text
        layer = candidate.layer
        id_ = layer.ids[candidate.place]
        face = (type_.font_size(text, self.ground.factor), text.bold, text.italic)
        scale = self.ground.camera.scale
        name, number = layer.names[candidate.place], ""
        if text.shield and text.shield.min_scale <= scale <= text.shield.max_scale:
            number = route_number(layer.aliases.get(id_, ()))
        if number:
            name = number
            tries = self._along(candidate, number, face, plate=True)
        elif not text.min_scale <= scale <= text.max_scale:
            return
        elif layer.kind == "line":
            tries = self._along(candidate, name, face, plate=False)
        elif layer.kind == "area":
            tries = self._inside(candidate, name, face)
        else:
            tries = self._beside(candidate, name, face)
        done = False
        for attempt in tries:
            for pieces, boxes in attempt:
                if self._fits(name, boxes, text.priority):
                    self._names.take(boxes)
                    self._said.setdefault(name, []).append(_middle(boxes))
                    yield Label(id_, candidate.rule, text, face, pieces, bool(number))
                    done = True
                    break
        if not done:
            yield None

    def _fits(self, name: str, boxes: Sequence[Box], priority: int) -> bool:
        x, y = _middle(boxes)
        left, top, right, bottom = self.view
        return (
            left <= x <= right
            and top <= y <= bottom
            and all(hypot(x - a, y - b) > SAME_NAME_PX for a, b in self._said.get(name, ()))
            and self._names.free(boxes)
            and (priority >= OVER_MARKERS or self._markers.free(boxes))
        )

    def _beside(
        self, candidate: Candidate, name: str, face: Face, reach: tuple[float, float] | None = None
    ) -> Iterator[Iterator[Try]]:
        """Around a point, one chance for each side."""
        lines = type_.broken(name)
        width, height = _block(lines, face)
        marker = candidate.rule.marker
        half = marker.size * marker_factor(self.ground.factor) / 2 if marker else 0.0
        reach_x, reach_y = reach or (half, half)
        x, y = self._anchor(candidate)

        def sides() -> Iterator[Try]:
            for side_x, side_y in SIDES:
                push = 0.8 if side_x and side_y else 1.0
                at_x = x + side_x * (reach_x * push + GAP_PX + width / 2)
                at_y = y + side_y * (reach_y * push + GAP_PX * 0.5 + height / 2)
                yield (Piece(lines, at_x, at_y),), [_around(at_x, at_y, width, height)]

        yield sides()

    def _inside(self, candidate: Candidate, name: str, face: Face) -> Iterator[Iterator[Try]]:
        """In the middle of an area, or beside it where it is too small."""
        low, high = candidate.lines.min(axis=0), candidate.lines.max(axis=0)
        room_x, room_y = (high - low).tolist()
        lines: tuple[str, ...] = (name,)
        width, height = _block(lines, face)
        if width > 0.9 * room_x:
            lines = type_.broken(name)
            width, height = _block(lines, face)
        if width > 1.25 * room_x or height > 1.1 * room_y:
            marker_like = (room_x / 2, room_y / 2)
            if room_x < 60 and room_y < 60:
                yield from self._beside(candidate, name, face, marker_like)
            return
        x, y = self._anchor(candidate)

        def spots() -> Iterator[Try]:
            for dx, dy in (
                (0.0, 0.0),
                (0.0, -0.8),
                (0.0, 0.8),
                (0.0, -1.7),
                (0.0, 1.7),
                (-0.5, 0.0),
                (0.5, 0.0),
            ):
                at_x, at_y = x + dx * width, y + dy * height
                if low[0] <= at_x <= high[0] and low[1] <= at_y <= high[1]:
                    yield (Piece(lines, at_x, at_y),), [_around(at_x, at_y, width, height)]

        yield spots()

    def _anchor(self, candidate: Candidate) -> tuple[float, float]:
        """The middle of a feature; of its visible part where the middle is out of sight."""
        camera = self.ground.camera
        if candidate.layer.kind != "area":
            x, y = candidate.lines[0].tolist()
            return x, y
        anchor = anchor_of(candidate.layer.detail, candidate.place, camera.box)
        x, y = camera.to_pixels(np.array(anchor)).tolist()
        return x, y

    def _along(
        self, candidate: Candidate, name: str, face: Face, *, plate: bool
    ) -> Iterator[Iterator[Try]]:
        """Along a line: a few chances for each stretch of it."""
        stops = (*candidate.parts, len(candidate.lines))
        for first, last in pairwise(stops):
            line = candidate.lines[first:last]
            steps = np.hypot(*np.diff(line, axis=0).T)
            run = np.concatenate(([0.0], np.cumsum(steps)))
            total = float(run[-1])
            need = 2 * face[0] if plate else type_.advance(name, *face) + 8
            if total < need:
                continue
            every = SHIELD_REPEAT_PX if plate else REPEAT_PX
            count = max(1, round(total / every))
            for n in range(count):
                middle = (n + 0.5) / count * total
                spots = [middle + share * total / count for share in SHARES]
                yield self._stretch(candidate, name, face, line, run, spots, plate)

    def _stretch(
        self,
        candidate: Candidate,
        name: str,
        face: Face,
        line: Floats,
        run: Floats,
        spots: list[float],
        plate: bool,
    ) -> Iterator[Try]:
        left, top, right, bottom = self.view
        for at in spots:
            x, y = float(np.interp(at, run, line[:, 0])), float(np.interp(at, run, line[:, 1]))
            if not (left <= x <= right and top <= y <= bottom):
                continue
            if plate:
                width, height = type_.plate_size(name, face)
                yield (Piece((name,), x, y),), [_around(x, y, width, height)]
            else:
                yield from self._set_along(candidate, name, face, line, run, at)

    def _set_along(
        self, candidate: Candidate, name: str, face: Face, line: Floats, run: Floats, at: float
    ) -> Iterator[Try]:
        """Characters one by one on either side of a line, whose wiggles they do not follow."""
        course = type_course(line, run, at, type_.advance(name, *face), face[0])
        if course is None:
            return
        steep = STEEP < abs(course.angle) < 180 - STEEP
        backwards = course.angle < 0 if steep else abs(course.angle) > 90
        if backwards:
            course = course.reversed()
        widths = [face[0] * 1.08 if steep else type_.advance(c, *face) + 0.6 for c in name]
        width = max(
            (stroke_width(s.width, self.ground.factor) for s in candidate.rule.strokes), default=0.0
        )
        off = width / 2 + face[0] * 0.62 + 1.0
        reach = face[0] * 0.56
        for side in (-1, 1):
            spots = course.spots(widths, side * off)
            if spots is not None:
                pieces = tuple(
                    Piece((char,), x, y, angle - 90 if steep else angle)
                    for char, (x, y, angle) in zip(name, spots, strict=True)
                )
                yield pieces, [(p.x - reach, p.y - reach, p.x + reach, p.y + reach) for p in pieces]


def _candidate(
    layer: MapLayer, place: int, rule: Rule, text: Text, shapes: Shapes, n: int, pixels: Floats
) -> Candidate:
    first, last = shapes.features[n], shapes.features[n + 1]
    stops = shapes.parts[first : last + 1]
    lines = pixels[stops[0] : stops[-1]]
    size = float(np.prod(np.ptp(lines, axis=0) + 1)) if len(lines) > 1 else 0.0
    return Candidate(layer, place, rule, text, lines, tuple((stops[:-1] - stops[0]).tolist()), size)


def _block(lines: tuple[str, ...], face: Face) -> tuple[float, float]:
    width = max(type_.advance(line, *face) for line in lines)
    return width, face[0] * type_.LINE_HEIGHT * len(lines)


def _around(x: float, y: float, width: float, height: float) -> Box:
    return (x - width / 2 - 1, y - height / 2, x + width / 2 + 1, y + height / 2)


def _middle(boxes: Sequence[Box]) -> tuple[float, float]:
    return (
        sum(b[0] + b[2] for b in boxes) / 2 / len(boxes),
        sum(b[1] + b[3] for b in boxes) / 2 / len(boxes),
    )


def draw_label(painter: QPainter, label: Label, ground: Ground) -> None:
    """Draw a label: from sprites in pictures, as outlines where vectors come out."""
    palette, shield = ground.palette, label.text.shield
    if label.plate and shield:
        piece = label.pieces[0]
        painter.save()
        painter.translate(round(piece.x), round(piece.y))
        plate = QColor(palette.hex(shield.color, max(label.rule.strength, 0.8)))
        ink = QColor(palette.hex(shield.ink))
        type_.draw_plate(painter, piece.lines[0], label.face, plate, ink)
        painter.restore()
        return
    ink_name, paper = palette.hex(label.text.color), palette.hex("paper")
    # All halos first, lest one bites into the next character.
    for color, halo in ((paper, True), (ink_name, False)):
        for piece in label.pieces:
            if ground.ratio:
                image = type_.sprite(
                    piece.lines, label.face, color, halo, round(piece.angle), ground.ratio
                )
                corner_x = round(piece.x * ground.ratio - image.width() / 2)
                corner_y = round(piece.y * ground.ratio - image.height() / 2)
                painter.drawImage(QPointF(corner_x / ground.ratio, corner_y / ground.ratio), image)
                continue
            painter.save()
            painter.translate(piece.x, piece.y)
            painter.rotate(piece.angle)
            type_.draw_lines(painter, piece.lines, label.face, QColor(color), halo)
            painter.restore()


def draw_labels(
    painter: QPainter, layers: Sequence[MapLayer], ground: Ground, *, whole: bool
) -> Generator[None, None, None]:
    """Place and draw the names of a view, in slices."""
    placed: list[Label] = []
    for label in Placer(ground, whole=whole).place(layers):
        if label is not None:
            placed.append(label)
        yield
    # The most important on top.
    for label in reversed(placed):
        draw_label(painter, label, ground)
        yield
