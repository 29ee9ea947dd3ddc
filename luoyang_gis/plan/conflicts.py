"""Where the documents contradict each other or themselves: derived from the ledger, never typed in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from math import inf, prod

from luoyang_gis.plan.model import Actual, Milestone, Plan, Record, Rule, Target
from luoyang_gis.plan.quantities import bounds, factor_between
from luoyang_gis.plan.series import Series, all_series, changes, series_of, stated

# A promise that asks for more growth a year than this, in percent, changes the figure rather than
# carries it on.
LEAP = 25.0
SHARE_UNITS = ("%", "百分点")


class ConflictKind(StrEnum):
    """What is the matter with the figures."""

    CHANGED = "changed"
    DISAGREE = "disagree"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Records that do not fit together, why, and the figures computed to see it."""

    kind: ConflictKind
    message: str
    records: tuple[Record, ...]
    computed: Mapping[str, float] = field(default_factory=dict)
    # Why it is no contradiction after all, where the ledger knows.
    explained: str = ""

    @property
    def id(self) -> str:
        """Kind and records: the same finding has the same id in every run."""
        return f"{self.kind}.{'+'.join(r.id for r in self.records)}"


def conflicts(plan: Plan) -> tuple[Conflict, ...]:
    """Everything that was changed, disagrees or cannot all hold."""
    return (
        *_revised(plan),
        *_figures(plan),
        *_leaps(plan),
        *_postponed(plan),
        *(found for rule in plan.rules for found in _RULES[rule.kind](plan, rule)),
    )


def _short(plan: Plan, record: Record) -> str:
    document = plan.document.get(record.passage.document)
    return f"《{document.short}》" if document else record.passage.document


def _figure(record: Record) -> str:
    if record.value is None:
        return record.indicator
    sign = {"=": "", "–": "", None: ""}.get(record.comparator, record.comparator or "")
    upper = "" if record.value_max is None else f"–{record.value_max:g}"
    return f"{sign}{record.value:g}{upper}{_spaced(record.unit)}"


def _spaced(unit: str) -> str:
    return unit if unit == "%" else f" {unit}"


def _period(record: Record) -> str:
    return f"{record.due.end.year} 年" if record.due else "未定年份"


def _revised(plan: Plan) -> Iterator[Conflict]:
    for revision in plan.revisions:
        earlier, later = plan.record.get(revision.earlier), plan.record.get(revision.later)
        if earlier and later:
            meaning = f"：{revision.meaning}" if revision.meaning else ""
            yield Conflict(
                ConflictKind.CHANGED,
                f"{revision.name}由“{revision.was}”（{_short(plan, earlier)}）"
                f"改为“{revision.now}”（{_short(plan, later)}）{meaning}。",
                (earlier, later),
            )


def _figures(plan: Plan) -> Iterator[Conflict]:
    for series in all_series(plan):
        for change in changes(plan, series):
            told = "，".join(f"{_short(plan, r)}为 {_figure(r)}" for r in change.records)
            yield Conflict(
                ConflictKind.CHANGED if change.later else ConflictKind.DISAGREE,
                f"{series.indicator.name} {change.due.year} 年的数字前后不同：{told}。",
                change.records,
                {r.id: r.value for r in change.records if r.value is not None},
            )


def _leaps(plan: Plan) -> Iterator[Conflict]:
    for series in all_series(plan):
        for step in series.steps(plan, plan.newest):
            growth, latest = step.progress.required_growth, step.progress.latest
            if growth is None or latest is None or growth < LEAP:
                continue
            yield Conflict(
                ConflictKind.CHANGED,
                f"{series.indicator.name}由 {_period(latest)}的 {_figure(latest)}改为 "
                f"{_period(step.target)}的 {_figure(step.target)}，每年须增长 {growth:.1f}%。",
                (latest, step.target),
                {"required_growth": growth, "gap": step.progress.gap or 0.0},
            )


def _postponed(plan: Plan) -> Iterator[Conflict]:
    """The same deed by another day in a later document."""
    for deed, targets in plan.targets_of.items():
        for milestone in (Milestone.APPROVED, Milestone.STARTED, Milestone.DONE):
            dated = sorted(
                (t for t in targets if t.value is None and t.milestone is milestone and t.due),
                key=lambda t: (stated(plan, t), t.id),
            )
            # 年内 and 6 月底前 of one year leave room for each other.
            if not any(a.due.end < b.due.start for a in dated for b in dated if a.due and b.due):
                continue
            told = "，".join(f"{_short(plan, t)}为 {t.due}" for t in dated)
            apart = len({stated(plan, t) for t in dated}) > 1
            yield Conflict(
                ConflictKind.CHANGED if apart else ConflictKind.DISAGREE,
                f"{deed}{milestone}的期限前后不同：{told}。",
                tuple(dated),
            )


def _point(series: Series) -> Actual | None:
    """The newest figure of one period; one for several years together is no starting point."""
    single = [a for a in series.actuals if a.due and a.due.precision != "period"]
    return single[-1] if single else None


def _distinct(plan: Plan, targets: Iterable[Target]) -> Iterator[Target]:
    """One target for every due date and figure: the newest document's."""
    newest = {
        (t.due.end, t.value): t for t in sorted(targets, key=lambda t: stated(plan, t)) if t.due
    }
    return iter(newest.values())


def _room(record: Record) -> tuple[float, float]:
    """The lowest and highest value that a record with a figure leaves room for."""
    if record.value is None or record.comparator is None:
        return -inf, inf
    return bounds(record.comparator, record.value, record.value_max)


def _grown(level: float, rate: float, years: int, unit: str) -> float:
    if unit in SHARE_UNITS:
        return level + rate * years
    return level * (1 + rate / 100) ** years if rate > -100 else 0.0


def _growth(plan: Plan, rule: Rule) -> Iterator[Conflict]:
    levels, rates = series_of(plan, rule.whole), series_of(plan, rule.parts[0])
    start = _point(levels)
    if start is None or start.value is None or start.due is None:
        return
    for target in _distinct(plan, levels.targets):
        for rate in _distinct(plan, rates.targets):
            if target.due is None or rate.due is None or target.value is None or rate.value is None:
                continue
            years = target.due.end.year - start.due.end.year
            if not start.due.end < rate.due.end <= target.due.end or years < 1:
                continue
            unit = levels.indicator.unit
            reached = _grown(start.value, rate.value, years, unit)
            slack = rule.tolerance / 100 * abs(target.value)
            low, high = (
                _grown(start.value, r, years, unit) if abs(r) != inf else r for r in _room(rate)
            )
            target_low, target_high = _room(target)
            # One year's rate binds that year; over more years it is only a pace.
            covered = years == 1 or rate.due.end == target.due.end
            apart = low > target_high + slack or high < target_low - slack
            if not ((covered and apart) or reached < target.value - slack):
                continue
            needed = (
                (target.value - start.value) / years
                if unit in SHARE_UNITS
                else ((target.value / start.value) ** (1 / years) - 1) * 100
            )
            yield Conflict(
                ConflictKind.IMPOSSIBLE if covered and apart else ConflictKind.DISAGREE,
                f"{rule.whole} {_period(start)}为 {_figure(start)}，按{rates.indicator.name}"
                f" {_figure(rate)}推算 {_period(target)}为 {reached:.4g}{_spaced(unit)}，"
                f"与目标 {_figure(target)}不符，要恰好达到须每年 {needed:.2f}"
                f"{_spaced(rates.indicator.unit)}{_note(rule)}。",
                (start, rate, target),
                {"expected": reached, "stated": target.value, "required_rate": needed},
                rule.explained,
            )


def _note(rule: Rule) -> str:
    return f"（{rule.note}）" if rule.note else ""


def _factors(plan: Plan, rule: Rule, whole: Target) -> tuple[Record, ...] | None:
    """For every part of a rule the target of the same day, else the latest actual before it."""
    if whole.due is None:
        return None
    found: list[Record] = []
    for name in rule.parts:
        series = series_of(plan, name)
        same = [t for t in series.targets if t.due and t.due.end == whole.due.end]
        before = [a for a in series.actuals if a.due and a.due.end <= whole.due.end]
        candidates: list[Record] = [*same] or [*before[-1:]]
        if not candidates:
            return None
        # The same document speaks for itself; otherwise the newest statement counts.
        own = [r for r in candidates if r.passage.document == whole.passage.document]
        found.append(max(own or candidates, key=lambda r: (stated(plan, r), r.id)))
    return tuple(found)


def _whole_with_parts(plan: Plan, rule: Rule) -> Iterator[tuple[Target, tuple[Record, ...]]]:
    """Each whole with its parts, once a day: with the document that states most of them."""
    by_day: dict[date, list[tuple[int, date, Target, tuple[Record, ...]]]] = {}
    for target in series_of(plan, rule.whole).targets:
        parts = _factors(plan, rule, target)
        if parts and target.due:
            own = sum(p.passage.document == target.passage.document for p in parts)
            by_day.setdefault(target.due.end, []).append((own, stated(plan, target), target, parts))
    for found in by_day.values():
        _, _, target, parts = max(found, key=lambda f: (f[0], f[1]))
        yield target, parts


def _product(plan: Plan, rule: Rule) -> Iterator[Conflict]:
    for whole, parts in _whole_with_parts(plan, rule):
        # 万元 × 万人: each in the unit of its measure, so that scales multiply as they should.
        scale = prod(_base(p.unit) for p in parts) / _base(whole.unit)
        if whole.value is None:
            continue
        value = prod(p.value or 0.0 for p in parts) * scale
        low = prod(_room(p)[0] for p in parts) * scale
        high = prod(_room(p)[1] for p in parts) * scale
        slack = rule.tolerance / 100 * abs(whole.value)
        whole_low, whole_high = _room(whole)
        strict = low > whole_high + slack or high < whole_low - slack
        if not strict and abs(value - whole.value) <= 0.05 * abs(whole.value) + slack:
            continue
        told = " × ".join(f"{p.indicator} {_figure(p)}" for p in parts)
        yield Conflict(
            ConflictKind.IMPOSSIBLE if strict else ConflictKind.DISAGREE,
            f"{_period(whole)}：{told} = {value:.5g}{_spaced(whole.unit)}，"
            f"与{rule.whole} {_figure(whole)}不符{_note(rule)}。",
            (whole, *parts),
            {"expected": value, "stated": whole.value},
            rule.explained,
        )


def _base(unit: str) -> float:
    """How many of its measure's own unit a unit is: 万元 is 10,000."""
    for plain in ("元", "人", "个"):
        factor = factor_between(unit, plain)
        if factor is not None:
            return factor
    return 1.0


def _parts(plan: Plan, rule: Rule) -> Iterator[Conflict]:
    for whole, parts in _whole_with_parts(plan, rule):
        if not whole.value:
            continue
        shares = [_share(p, p.value or 0.0, whole, whole.value) for p in parts]
        lows = [_share(p, max(_room(p)[0], 0.0), whole, _room(whole)[1]) for p in parts]
        limit = 100 + rule.tolerance
        if sum(shares) <= limit:
            continue
        told = "，".join(
            f"{p.indicator} {_figure(p)}" + ("" if p.unit == "%" else f"（占 {s:.2f}%）")
            for p, s in zip(parts, shares, strict=True)
        )
        yield Conflict(
            ConflictKind.IMPOSSIBLE if sum(lows) > limit else ConflictKind.DISAGREE,
            f"{_period(whole)}{rule.whole} {_figure(whole)}的组成超过整体：{told}，"
            f"合计 {sum(shares):.2f}%{_note(rule)}。",
            (whole, *parts),
            {"sum_percent": sum(shares), "least_percent": sum(lows)},
            rule.explained,
        )


def _share(part: Record, value: float, whole: Target, total: float) -> float:
    """A part in percent of the whole; a share already is."""
    factor = factor_between(part.unit, whole.unit)
    if factor is None:
        return value
    return 0.0 if total == inf else value * factor / total * 100


_RULES = {"growth": _growth, "product": _product, "parts": _parts}
