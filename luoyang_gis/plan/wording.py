"""How records are put into words for a reader: figures, dates, citations."""

from __future__ import annotations

from luoyang_gis.plan.conflicts import ConflictKind
from luoyang_gis.plan.model import Actual, Comparator, Due, Indicator, Kind, Plan, Record, Target
from luoyang_gis.plan.progress import Progress, TargetStatus

_PREFIX = {
    Comparator.EQUAL: "",
    Comparator.AT_LEAST: "≥ ",
    Comparator.MORE: "> ",
    Comparator.AT_MOST: "≤ ",
    Comparator.LESS: "< ",
    Comparator.ABOUT: "约 ",
    Comparator.RANGE: "",
}
CONFLICT_NAMES = {
    ConflictKind.CHANGED: "前后不同",
    ConflictKind.DISAGREE: "互相不符",
    ConflictKind.IMPOSSIBLE: "不能同时成立",
}
KIND_NAMES = {Kind.TARGET: "目标", Kind.COMMITMENT: "承诺", Kind.ACTUAL: "实绩"}


def number(value: float) -> str:
    """A number as planners write it: no needless zeros, no thousands separators."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def figure(record: Record) -> str:
    """The record's figure without its unit, such as `≥ 8000` or `1–2`; empty for a deed."""
    if record.value is None:
        return ""
    prefix = _PREFIX[record.comparator] if record.comparator else ""
    span = f"–{number(record.value_max)}" if record.value_max is not None else ""
    return f"{prefix}{number(record.value)}{span}"


def amount(value: float, unit: str) -> str:
    """A number with its unit: a percent sign stands close, a word stands apart."""
    return f"{number(value)}{unit}" if unit == "%" else f"{number(value)} {unit}".strip()


def headline(record: Record) -> str:
    """What the record says at a glance: its figure with unit, or its deed."""
    if record.value is None:
        return str(record.milestone or KIND_NAMES[record.kind])
    return f"{figure(record)}{'' if record.unit == '%' else ' '}{record.unit}".strip()


def due_words(due: Due) -> str:
    """A date or period in Chinese, as exactly as it is known."""
    end = due.end
    match due.precision:
        case "day":
            return f"{end.year}年{end.month}月{end.day}日"
        case "month":
            return f"{end.year}年{end.month}月"
        case "quarter":
            return f"{end.year}年第{(end.month + 2) // 3}季度"
        case "half":
            return f"{end.year}年{'上' if end.month == 6 else '下'}半年"
        case "year":
            return f"{end.year}年"
        case "period":
            return f"{due.start.year}–{end.year}年"


def due_label(record: Record) -> str:
    """When, in the document's own words where they say more than the date."""
    if record.due is None:
        return record.due_text or "未定期限"
    if record.due_text:
        return f"{record.due.end.year}年{record.due_text}"
    return due_words(record.due)


def citation(plan: Plan, record: Record) -> str:
    """Document, section and anchor, as one line."""
    document = plan.document.get(record.passage.document)
    name = document.short if document else record.passage.document
    return f"《{name}》{section_words(record)}“{record.passage.anchor}”"


def section_words(record: Record) -> str:
    """The section path for a reader: `三（七）提升城市功能品质`, `一 · 功能定位`."""
    words = ""
    for part in record.passage.section.split("/"):
        joined = words.endswith("）") or part.startswith("（") or not words
        words += part if joined else f" · {part}"
    return words


def progress_words(found: Progress) -> str:
    """The latest figure against the promise, and what is still to do, as one line."""
    latest = found.latest
    if latest is None:
        return "暂无实绩"
    when = due_words(latest.due) if latest.due else ""
    if latest.value is None:
        return f"{when}：{latest.summary}" if when else latest.summary
    parts = [f"{when}实绩 {amount(latest.value, latest.unit)}".strip()]
    if found.share is not None:
        parts.append(f"完成 {found.share:.0%}")
    if found.required_growth is not None and found.required_growth > 0:
        parts.append(f"年均还需增长 {number(found.required_growth)}%")
    return "，".join(parts)


def keeps(target: Target, value: float) -> bool:
    """Tell whether a figure would keep the promise."""
    if target.value is None or target.comparator is None:
        return False
    return target.comparator.holds(value, target.value, target.value_max)


def gap_words(indicator: Indicator, target: Target, found: Progress) -> str:
    """How far the latest figure is from a promised one, and the pace that leads there."""
    promised = f"{due_label(target)}目标 {headline(target)}"
    if found.status is TargetStatus.MET:
        return f"{promised}，已达成"
    if found.gap is None or found.latest is None or found.latest.value is None:
        return f"{promised}，暂无实绩"
    latest = f"{due_words(found.latest.due)} " if found.latest.due else ""
    latest += headline(found.latest)
    if keeps(target, found.latest.value):
        return f"{promised}，{latest}已合目标"
    if indicator.aggregate == "count":
        # What was done in another year is no part of what is to be done in this one.
        return f"{promised}（{latest}）"
    verb = "还差" if found.gap > 0 else "还须降低"
    unit = "个百分点" if indicator.unit == "%" else indicator.unit
    space = " " if promised.endswith("%") else ""
    words = f"距{promised}{space}{verb} {amount(abs(found.gap), unit)}"
    if found.required_growth is not None and found.gap > 0:
        words += f"，年均须增长 {number(found.required_growth)}%"
    return words


def trend_words(first: Record, last: Record) -> str:
    """From the first figure to the last, with the growth a year where it makes sense."""
    if first.value is None or last.value is None or first.due is None or last.due is None:
        return ""
    words = f"{due_words(first.due)} {headline(first)} → {due_words(last.due)} {headline(last)}"
    years = last.due.end.year - first.due.end.year
    if (
        years > 0
        and first.value > 0
        and last.value > 0
        and last.unit not in ("%", "百分点", "位", "名次")
    ):
        growth = ((last.value / first.value) ** (1 / years) - 1) * 100
        words += f"，年均 {growth:+.1f}%"
    return words


def copy_text(plan: Plan, record: Target | Actual, status: str) -> str:
    """A card as text with its citation, ready to paste."""
    lines = [
        f"{record.summary}（{KIND_NAMES[record.kind]}，{status}）",
        f"{record.indicator}：{headline(record)}",
        f"时限：{due_label(record)}",
        f"依据：{citation(plan, record)}",
    ]
    names = [
        f"{plan.feature[k.feature].name}（{k.role}）"
        for k in plan.links_of_record.get(record.id, ())
        if k.feature in plan.feature
    ]
    if names:
        lines.insert(3, f"落图：{'、'.join(names)}")
    return "\n".join(lines)
