"""What a user types to record an actual, read with care: numbers, periods, and what is wrong with them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from luoyang_gis.errors import LuoyangError
from luoyang_gis.plan.model import Comparator, Due, Milestone, Plan, Theme
from luoyang_gis.plan.progress import newness
from luoyang_gis.plan.wording import headline
from luoyang_gis.workspace.model import UserActual, clean_text

EARLIEST = 2000
SOURCE_LIMIT = 200
# A figure so many times the last one is more likely in another unit.
STRANGE = 10.0
_PERIODS = (
    (re.compile(r"(\d{4})年?"), "{}"),
    (re.compile(r"(\d{4})[-年./](\d{1,2})月?"), "{}-{:0>2}"),
    (re.compile(r"(\d{4})[-年./](\d{1,2})[-月./](\d{1,2})日?"), "{}-{:0>2}-{:0>2}"),
    (re.compile(r"(\d{4})[-年]?(?:q|第)?([1-4])(?:季度|季)"), "{}-Q{}"),
    (re.compile(r"(\d{4})-?q([1-4])"), "{}-Q{}"),
    (re.compile(r"(\d{4})-?h([12])"), "{}-H{}"),
    (re.compile(r"(\d{4})[-/—–~至到](\d{4})年?"), "{}/{}"),
)
_WORDS = {"上半年": "h1", "下半年": "h2", "一季度": "1季度", "二季度": "2季度", "三季度": "3季度", "四季度": "4季度"}  # fmt: skip


class EntryError(LuoyangError):
    """A field that cannot be taken as it is, and what to do about it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Entry:
    """What the user typed."""

    indicator: str
    value: str = ""
    milestone: Milestone | None = None
    period: str = ""
    source: str = ""
    note: str = ""


def parse_number(text: str) -> float:
    """A number as people type it: full-width digits and thousands separators are welcome."""
    plain = unicodedata.normalize("NFKC", text).strip().replace(" ", "").replace("−", "-")
    if not plain:
        raise EntryError("value", "请填数值。")
    if re.fullmatch(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", plain):
        plain = plain.replace(",", "")
    if not re.fullmatch(r"[+-]?(?:\d{1,15}(?:\.\d{0,10})?|\.\d{1,10})", plain):
        raise EntryError("value", f"“{text.strip()[:20]}”不是数字，只填数，不带单位，例如 5128.4。")
    return float(plain)


def parse_period(text: str, today: date) -> Due:
    """A period as people type it: 2021、2021年6月、2021-06-30、2021年上半年、2021-Q3、2016-2020."""
    plain = unicodedata.normalize("NFKC", text).strip().replace(" ", "").lower()
    if not plain:
        raise EntryError("period", "请填这个数是哪一年（或哪一天）的，例如 2021 或 2021-06-30。")
    for word, code in _WORDS.items():
        plain = plain.replace(f"年第{word}", code).replace(f"年{word}", code).replace(word, code)
    for pattern, form in _PERIODS:
        if match := pattern.fullmatch(plain):
            return _known(form.format(*match.groups()), text, today)
    raise EntryError(
        "period",
        f"看不懂时间“{text.strip()[:20]}”，请写成 2021、2021-06、2021-06-30、2021-Q3 或 2021-H1。",
    )


def _known(code: str, text: str, today: date) -> Due:
    try:
        due = Due.parse(code)
    except ValueError:
        raise EntryError("period", f"没有“{text.strip()[:20]}”这个时间，请核对月和日。") from None
    if due.start.year < EARLIEST:
        raise EntryError("period", f"时间早于 {EARLIEST} 年，请核对年份。")
    if due.start > today:
        raise EntryError("period", "这个时间还没有到；实绩只记已经发生的。")
    return due


def names(plan: Plan) -> tuple[str, ...]:
    """What an actual can be recorded of: indicators, then deliverables that are promised."""
    deeds = (t.indicator for t in plan.targets if t.value is None)
    return tuple(dict.fromkeys((*(i.name for i in plan.indicators), *deeds)))


def unit_of(plan: Plan, name: str) -> str | None:
    """The unit a figure must be in; None where a deed is recorded, not a figure."""
    indicator = plan.indicator.get(name)
    return indicator.unit if indicator else None


def recorded(
    plan: Plan, entry: Entry, id_: str, author: str, at: datetime, today: date | None = None
) -> UserActual:
    """The actual that was typed; an EntryError names the first field that cannot be taken."""
    name = entry.indicator.strip()
    if not name:
        raise EntryError("indicator", "请先选一个指标或项目。")
    indicator = plan.indicator.get(name)
    if indicator is None and name not in plan.targets_of:
        raise EntryError("indicator", f"没有“{name[:30]}”这个指标或项目，请从列表里选。")
    value = parse_number(entry.value) if indicator else None
    if indicator is None and entry.milestone is None:
        raise EntryError("milestone", "请选它进展到了哪一步。")
    due = parse_period(entry.period, today or date.today())
    source = clean_text(entry.source).strip()
    if not source:
        raise EntryError("source", "请写明来源，例如“2021 年统计公报第 2 页”。")
    if len(source) > SOURCE_LIMIT:
        raise EntryError("source", f"来源请在 {SOURCE_LIMIT} 字以内，现有 {len(source)} 字。")
    targets = plan.targets_of.get(name, ())
    theme = indicator.theme if indicator else targets[0].theme if targets else Theme.OVERALL
    return UserActual(
        id=id_,
        indicator=name,
        due=due,
        summary=name if indicator else f"{name}{entry.milestone or ''}",
        source=source,
        author=author,
        at=at,
        value=value,
        comparator=Comparator.EQUAL if value is not None else None,
        unit=indicator.unit if indicator else "",
        theme=theme,
        milestone=None if indicator else entry.milestone,
        note=clean_text(entry.note).strip(),
    )


def doubt(plan: Plan, actual: UserActual) -> str:
    """What looks strange about an actual without being wrong; empty where nothing does."""
    known = [
        a
        for a in plan.actuals_of.get(actual.indicator, ())
        if a.id != actual.id and a.value is not None and a.due is not None
    ]
    same = next((a for a in known if a.due == actual.due and a.value == actual.value), None)
    if same:
        return f"同一时间已有相同的实绩 {headline(same)}。"
    last = max(known, key=newness, default=None)
    if last is None or not last.value or not actual.value or last.due is None:
        return ""
    ratio = abs(actual.value / last.value)
    if ratio > STRANGE or ratio < 1 / STRANGE:
        when = last.due.end.year
        return f"和 {when} 年的 {headline(last)}相差十倍以上，请核对单位。"
    return ""
