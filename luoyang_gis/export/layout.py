"""Where things stand on a map sheet: millimetres of paper, and no painter yet."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal
from unicodedata import east_asian_width

MM_PER_INCH = 25.4
SIZES: dict[str, tuple[float, float]] = {"A4": (297.0, 210.0), "A3": (420.0, 297.0)}
# Line heights and the like, in millimetres on A4; `Sheet.factor` fits them to other papers.
MARGIN, GAP = 8.0, 4.0
TITLE_MM, SUBTITLE_MM = 9.5, 5.0
COORDINATES_MM = 4.2
SCALE_MM, INSET_MM, INSET_MOST_MM = 17.0, 30.0, 40.0
ROW_MM, HEADER_MM, BLOCK_GAP_MM = 4.9, 5.4, 1.6
SWATCH_MM, COLUMN_GAP_MM = 9.5, 3.0
COLUMN_LEAST_MM, COLUMN_MOST_MM = 26.0, 46.0
SIDE_LEAST_MM = 46.0
SOURCE_MM = 3.7
# How wide one full-width character of a legend or source line is.
LEGEND_EM_MM, HEADING_EM_MM, SOURCE_EM_MM = 2.92, 3.3, 2.4
# Ways to fit a legend beside the map, best first: columns, and how close its lines stand.
WAYS = ((1, 1.0), (1, 0.84), (2, 1.0), (2, 0.84), (3, 0.84))
# A portrait sheet gives its legend at most this share of its height.
BAND_SHARE = 0.34


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the sheet, in millimetres from its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height

    def inset(self, by: float) -> Box:
        """The box without a rim."""
        return Box(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet's size in millimetres."""

    width: float
    height: float

    @classmethod
    def of(cls, name: Literal["A4", "A3"], landscape: bool) -> Paper:
        """A standard sheet."""
        long, short = SIZES[name]
        return cls(long, short) if landscape else cls(short, long)

    @classmethod
    def of_pixels(cls, size: tuple[int, int], dpi: int) -> Paper:
        """The sheet that so many pixels cover."""
        return cls(size[0] / dpi * MM_PER_INCH, size[1] / dpi * MM_PER_INCH)

    @property
    def factor(self) -> float:
        """How much larger than on A4 type and furniture stand."""
        long, short = SIZES["A4"]
        return float((self.width * self.height / (long * short)) ** 0.3)


@dataclass(frozen=True, slots=True)
class Block:
    """A heading of the legend with what stands below it."""

    title: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the legend: which block and which of its entries (-1 is the heading), and where."""

    block: int
    entry: int
    box: Box


@dataclass(frozen=True, slots=True)
class Contents:
    """What a sheet has to hold besides its map."""

    title: str = ""
    subtitle: str = ""
    legend: tuple[Block, ...] = ()
    inset: bool = False
    sources: tuple[str, ...] = ()
    # A picture within another page needs no margin of its own.
    margin: float = MARGIN


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of all items; None for what the sheet does without."""

    paper: Paper
    frame: Box
    factor: float = 1.0
    title: Box | None = None
    subtitle: Box | None = None
    scale: Box | None = None
    inset: Box | None = None
    sources: Box | None = None
    source_lines: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    # Legend entries for which there was no room.
    left_out: int = 0
    # Whether coordinates stand around the frame.
    coordinates: bool = True

    @property
    def items(self) -> tuple[Box, ...]:
        """Every item's box, that none may cover another."""
        boxes = (self.frame, self.title, self.subtitle, self.scale, self.inset, self.sources)
        return (*(box for box in boxes if box), *(row.box for row in self.rows))


def ems(text: str) -> float:
    """The width of a text in full-width characters."""
    return sum(1.0 if east_asian_width(c) in "WFA" else 0.56 for c in text)


def wrapped(text: str, width: float) -> list[str]:
    """A text in lines of so many full-width characters; closing marks stay with what they close."""
    lines, line, room = [], "", width
    for char in text:
        room -= ems(char)
        if room < 0 and char not in "，。；：、）》”":
            lines.append(line)
            line, room = "", width - ems(char)
        line += char
    return [*lines, line] if line else lines


def plain(paper: Paper) -> Layout:
    """The bare map, to the very edge."""
    return Layout(paper, Box(0, 0, paper.width, paper.height), paper.factor, coordinates=False)


def arrange(paper: Paper, contents: Contents) -> Layout:
    """A sheet: title above, sources below, the legend beside the map or, on high paper, under it."""
    f = paper.factor
    edge = contents.margin * f
    body = Box(edge, edge, paper.width - 2 * edge, paper.height - 2 * edge)
    found = Layout(paper, body, f)
    top, bottom = body.y, body.bottom
    if contents.title:
        title = Box(body.x, top, body.width, TITLE_MM * f)
        top = title.bottom
        found = replace(found, title=title)
    if contents.subtitle:
        subtitle = Box(body.x, top, body.width, SUBTITLE_MM * f)
        top = subtitle.bottom
        found = replace(found, subtitle=subtitle)
    if contents.sources:
        room = body.width / (SOURCE_EM_MM * f)
        lines = tuple(line for text in contents.sources for line in wrapped(text, room))
        height = len(lines) * SOURCE_MM * f
        sources = Box(body.x, bottom - height, body.width, height)
        bottom = sources.y - 1.5 * f
        found = replace(found, sources=sources, source_lines=lines)
    middle = Box(body.x, top + 1.5 * f, body.width, bottom - top - 1.5 * f)
    if paper.width >= paper.height:
        return _beside(found, middle, contents)
    return _below(found, middle, contents)


def _framed(found: Layout, box: Box) -> Layout:
    return replace(found, frame=box.inset(COORDINATES_MM * found.factor))


def _beside(found: Layout, middle: Box, contents: Contents) -> Layout:
    """The legend in a column to the right of the map, inset and scale at its foot."""
    f = found.factor
    entry = _column(contents.legend, f)
    rim, foot_height = COORDINATES_MM * f, SCALE_MM * f
    least = SIDE_LEAST_MM * f
    for columns, density in WAYS:
        wide = columns > 1 and contents.inset
        width = max(
            columns * entry + (columns - 1) * COLUMN_GAP_MM * f,
            least + (GAP + INSET_MM) * f if wide else least,
        )
        # The map keeps the larger part of the sheet.
        width = min(width, 0.42 * middle.width)
        x, y, floor = middle.right - width, middle.y + rim, middle.bottom - rim
        foot = Box(x, floor - foot_height, width, foot_height)
        ground, inset = foot.y - GAP * f, None
        if contents.inset:
            # Above the scale, or beside it where the column is wide.
            square = min(width - least - GAP * f if wide else width, INSET_MOST_MM * f)
            if not wide:
                inset = Box(x, ground - square, square, square)
            else:
                inset = Box(middle.right - square, floor - square, square, square)
                foot = replace(foot, width=width - square - GAP * f)
            ground = inset.y - GAP * f
        room = Box(x, y, width, ground - y)
        rows, left = _flow(contents.legend, room, columns, f, density)
        if not left:
            break
    framed = _framed(found, Box(middle.x, middle.y, x - GAP * f - middle.x, middle.height))
    return replace(framed, scale=foot, inset=inset, rows=rows, left_out=left)


def _below(found: Layout, middle: Box, contents: Contents) -> Layout:
    """The legend in a band under the map, inset and scale at its right."""
    f = found.factor
    side = SIDE_LEAST_MM * f
    legend_width = middle.width - side - GAP * f
    entry = _column(contents.legend, f)
    columns = max(1, int((legend_width + COLUMN_GAP_MM * f) // (entry + COLUMN_GAP_MM * f)))
    least = SCALE_MM * f + ((INSET_MM + GAP) * f if contents.inset else 0)
    height = least
    most = max(least, BAND_SHARE * middle.height)
    while True:
        band = Box(middle.x, middle.bottom - height, middle.width, height)
        room = Box(band.x, band.y, legend_width, height)
        rows, left = _flow(contents.legend, room, columns, f)
        if not left or height >= most:
            break
        height = min(height + ROW_MM * f, most)
    x = band.right - side
    inset = None
    if contents.inset:
        square = height - (SCALE_MM + GAP) * f
        inset = Box(x, band.y, min(square, side), square)
    foot = Box(x, band.bottom - SCALE_MM * f, side, SCALE_MM * f)
    framed = _framed(
        found, Box(middle.x, middle.y, middle.width, band.y - middle.y - (GAP - 2.5) * f)
    )
    return replace(framed, scale=foot, inset=inset, rows=rows, left_out=left)


def _column(legend: Sequence[Block], factor: float) -> float:
    """How wide a column of the legend is, for its longest label."""
    longest = max((ems(label) for block in legend for label in block.labels), default=0.0)
    heading = max((ems(block.title) for block in legend), default=0.0)
    width = max(SWATCH_MM + 1.5 + longest * LEGEND_EM_MM, heading * HEADING_EM_MM)
    return min(max(width, COLUMN_LEAST_MM), COLUMN_MOST_MM) * factor


def _flow(
    legend: Sequence[Block], room: Box, columns: int, factor: float, density: float = 1.0
) -> tuple[tuple[Row, ...], int]:
    """The legend's lines column by column, and how many entries found no room.

    A heading never stands at the foot of a column with less than two of its entries.
    """
    gap = COLUMN_GAP_MM * factor
    width = (room.width - (columns - 1) * gap) / columns
    row, header = ROW_MM * factor * density, HEADER_MM * factor * density
    rows: list[Row] = []
    column, y = 0, 0.0
    total = sum(len(block.labels) for block in legend)
    placed = 0

    def box(height: float) -> Box:
        return Box(room.x + column * (width + gap), room.y + y, width, height)

    for number, block in enumerate(legend):
        y += BLOCK_GAP_MM * factor * density if y else 0.0
        if y + header + row * min(2, len(block.labels)) > room.height + 1e-6:
            column, y = column + 1, 0.0
        if column == columns or header + row > room.height + 1e-6:
            break
        rows.append(Row(number, -1, box(header)))
        y += header
        for entry in range(len(block.labels)):
            if y + row > room.height + 1e-6:
                column, y = column + 1, 0.0
            if column == columns:
                return tuple(rows), total - placed
            rows.append(Row(number, entry, box(row)))
            placed += 1
            y += row
    return tuple(rows), total - placed


def nice_scale(denominator: float) -> float:
    """The next rounder scale that shows no less."""
    power = 10.0 ** math.floor(math.log10(denominator))
    steps = (
        1,
        1.1,
        1.25,
        1.4,
        1.5,
        1.75,
        2,
        2.25,
        2.5,
        2.75,
        3,
        3.5,
        4,
        4.5,
        5,
        5.5,
        6,
        7,
        8,
        9,
        10,
    )
    return power * next(step for step in steps if step * power >= denominator * 0.999)


def bar_length(metres: float) -> float:
    """The longest round length of a scale bar within so many metres: four equal, even parts."""
    power = 10.0 ** math.floor(math.log10(metres))
    return power * max(step for step in (1, 2, 4, 6, 8) if step * power <= metres)


# Between two lines of a graticule, in minutes.
STEPS = (300, 120, 60, 30, 15, 10, 5, 2, 1, 0.5, 0.25, 0.1)


def graticule(low: float, high: float, lines: int = 4) -> list[float]:
    """Round degrees between two, at least `lines` of them where minutes allow."""
    for step in STEPS:
        first = math.ceil(low * 60 / step - 1e-9)
        last = math.floor(high * 60 / step + 1e-9)
        if last - first + 1 >= lines or step == STEPS[-1]:
            return [n * step / 60 for n in range(first, last + 1)]
    return []


def degrees_text(value: float, letters: str) -> str:
    """`112°30′E`; seconds where there are any."""
    seconds = round(abs(value) * 3600)
    degrees, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    tail = f"{left:02d}″" if left else ""
    return f"{degrees}°{minutes:02d}′{tail}{letters[0] if value >= 0 else letters[1]}"
