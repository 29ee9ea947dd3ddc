"""A small chart of one indicator: what it shows, in words, and where everything stands in a frame."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication, QPointF, QRectF

from luoyang_gis.plan.model import Indicator, Plan, Record, Target, Theme
from luoyang_gis.plan.progress import TargetStatus
from luoyang_gis.plan.series import Series, Step, all_series, stated
from luoyang_gis.plan.wording import (
    citation,
    due_label,
    due_words,
    gap_words,
    headline,
    progress_words,
    trend_words,
)

# Above this part of the largest figure the axis may start elsewhere than at nought.
FAR_FROM_NOUGHT = 0.4


@dataclass(frozen=True)
class Chart:
    """One indicator as of a date."""

    series: Series
    steps: tuple[Step, ...]
    # The target the words speak of: the next that is due, else the last.
    lead: Step | None
    words: tuple[str, ...]
    as_of: date

    @property
    def indicator(self) -> Indicator:
        """What is measured."""
        return self.series.indicator

    @property
    def main(self) -> Record:
        """The record that stands for the chart: its leading target, else its newest figure."""
        return self.lead.target if self.lead else self.series.points[-1][1]

    @property
    def text(self) -> str:
        """The chart for who cannot see it."""
        points = "；".join(f"{due_label(r)} {headline(r)}" for _, r in self.series.points)
        head = f"{self.indicator.name}（{self.indicator.unit}，{self.indicator.theme}）"
        return "\n".join((head, *self.words, points))


def charts_of(plan: Plan, as_of: date) -> Iterator[Chart]:
    """Charts of all indicators with something to compare, by theme, then in the ledger's order."""
    themes = list(Theme)
    worth = [s for s in all_series(plan) if _worth_drawing(s)]
    worth.sort(key=lambda s: themes.index(s.indicator.theme))
    for series in worth:
        yield chart_of(plan, series, as_of)


def _worth_drawing(series: Series) -> bool:
    """Two figures of different days, or a target and an actual."""
    return len({day for day, _ in series.points}) > 1


def chart_of(plan: Plan, series: Series, as_of: date) -> Chart:
    """The chart of one series."""
    steps = series.steps(plan, as_of)
    lead = _lead(plan, steps, as_of)
    words = []
    if lead:
        words.append(gap_words(series.indicator, lead.target, lead.progress))
    single = [a for a in series.actuals if a.due and a.due.precision != "period"]
    if len(single) > 1:
        words.append(trend_words(single[0], single[-1]))
    elif not lead and series.actuals:
        last = series.actuals[-1]
        text = QCoreApplication.translate("Charts", "{when}实绩 {figure}")
        figure = headline(last)
        words.append(text.format(when=due_words(last.due), figure=figure) if last.due else figure)
    return Chart(series, steps, lead, tuple(w for w in words if w), as_of)


def _lead(plan: Plan, steps: Sequence[Step], as_of: date) -> Step | None:
    dated = [(step.target.due.end, step) for step in steps if step.target.due]
    if not dated:
        return None
    coming = [pair for pair in dated if pair[0] >= as_of]
    day = coming[0][0] if coming else dated[-1][0]
    # Of one day the newest document speaks.
    same = [step for end, step in dated if end == day]
    return max(same, key=lambda step: stated(plan, step.target))


@dataclass(frozen=True, slots=True)
class Mark:
    """A record in the frame: where its figure stands, from when it counts, how it is drawn."""

    record: Record
    at: QPointF
    # Left end of a figure for several years together.
    start: float | None
    target: bool
    status: TargetStatus | None
    known: bool


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart laid out in a frame."""

    marks: tuple[Mark, ...]
    line: tuple[QPointF, ...]
    # The required path: from the latest actual to the leading target.
    path: tuple[QPointF, QPointF] | None
    ticks: tuple[tuple[float, int], ...]
    as_of: float | None
    frame: QRectF

    def mark_at(self, point: QPointF, reach: float = 9.0) -> Mark | None:
        """The mark under a point, the nearest one."""
        near = [(m, (m.at - point).manhattanLength()) for m in self.marks]
        found = min(near, key=lambda pair: pair[1], default=None)
        return found[0] if found and found[1] <= reach else None


def laid_out(chart: Chart, frame: QRectF) -> Plot:
    """The chart's marks and lines within a frame."""
    points = chart.series.points
    first = min(r.due.start.year for _, r in points if r.due)
    last = max(day.year for day, _ in points)
    # A year's figure stands at its end, where its tick is.
    left, right = date(first - 1, 12, 31), date(last, 12, 31)
    low, high = _range(r for _, r in points)

    def x_of(day: date) -> float:
        share = (day - left).days / max(1, (right - left).days)
        return float(frame.left() + share * frame.width())

    def y_of(value: float) -> float:
        return float(frame.bottom() - (value - low) / (high - low) * frame.height())

    status = {step.target.id: step.progress.status for step in chart.steps}
    marks = tuple(
        Mark(
            record,
            QPointF(x_of(day), y_of(record.value or 0.0)),
            x_of(record.due.start) if record.due and record.due.precision == "period" else None,
            isinstance(record, Target),
            status.get(record.id),
            isinstance(record, Target) or day <= chart.as_of,
        )
        for day, record in points
    )
    line = tuple(m.at for m in marks if not m.target and m.start is None)
    return Plot(
        marks,
        line,
        _path(chart, marks),
        tuple((x_of(date(y, 12, 31)), y) for y in range(first, last + 1)),
        x_of(chart.as_of) if left <= chart.as_of <= right else None,
        frame,
    )


def _range(records: Iterable[Record]) -> tuple[float, float]:
    values = [v for r in records for v in (r.value, r.value_max) if v is not None]
    low, high = min(values), max(values)
    if 0 <= low < FAR_FROM_NOUGHT * high:
        low = 0.0
    room = (high - low) * 0.12 or abs(high) * 0.2 or 1.0
    return (low if low == 0 and high > 0 else low - room), high + room


def _path(chart: Chart, marks: Sequence[Mark]) -> tuple[QPointF, QPointF] | None:
    if chart.lead is None or chart.lead.progress.latest is None:
        return None
    if chart.indicator.aggregate == "count":
        # What is done in one year is no step on the way to what is done in the next.
        return None
    places = {m.record.id: m.at for m in marks}
    start = places.get(chart.lead.progress.latest.id)
    end = places.get(chart.lead.target.id)
    if start is None or end is None or end.x() <= start.x():
        return None
    return start, end


def mark_words(plan: Plan, chart: Chart, mark: Mark) -> str:
    """A mark for its tool tip: figure, date, progress and citation."""
    record = mark.record
    lines = [f"{due_label(record)} {headline(record)} · {record.summary}"]
    found = next((s.progress for s in chart.steps if s.target.id == record.id), None)
    if found:
        lines.append(f"{found.status} · {progress_words(found)}")
    lines.append(citation(plan, record))
    return "\n".join(lines)
