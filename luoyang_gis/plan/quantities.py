"""Figures in Chinese text: a number with its unit, what bounds it, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from luoyang_gis.plan.model import UNITS, Comparator
from luoyang_gis.plan.numbers import SCALES, numbers_in

# What a unit measures, and how many of the measure's own unit it is. Scales (万, 亿) come before it.
_MEASURES: dict[str, tuple[str, float]] = {
    "%": ("share", 1), "‰": ("share", 0.1), "成": ("share", 10), "百分点": ("points", 1),
    "元": ("yuan", 1), "美元": ("dollar", 1), "欧元": ("euro", 1),
    "公里": ("length", 1000), "千米": ("length", 1000), "米": ("length", 1),
    "平方公里": ("area", 1e6), "平方千米": ("area", 1e6), "公顷": ("area", 1e4),
    "平方米": ("area", 1), "亩": ("acreage", 1), "立方米": ("volume", 1), "方": ("volume", 1),
    "吨": ("mass", 2000), "公斤": ("mass", 2), "千克": ("mass", 2), "斤": ("mass", 1),
    "千瓦": ("power", 1000), "千瓦时": ("energy", 1), "兆瓦": ("power", 1e6),
    "小时": ("time", 60), "分钟": ("time", 1), "天": ("days", 1), "日": ("days", 1),
    "年": ("months", 12), "个月": ("months", 1), "月": ("months", 1), "倍": ("times", 1),
    "人次": ("visits", 1), "户次": ("household visits", 1), "人": ("people", 1),
    "名": ("people", 1), "户": ("households", 1), "标箱": ("boxes", 1), "标准箱": ("boxes", 1),
    "岁": ("age", 1), "微克/立方米": ("concentration", 1), "位": ("rank", 1), "名次": ("rank", 1), "册": ("count", 1),
}  # fmt: skip
_COUNTERS = frozenset(
    "家 个 项 座 所 套 条 处 期 批 张 辆 台 件 种 列 支 类 片 街 省 例 镇 村 对 圈 部 步 场 届 次 星级 "
    "连冠 圈层 间 宗 艘 架 栋 份 篇 只 头 盏 块 款 人/项 县 市".split()
)
# Counted things whose counter the text may leave out: 49.9万贫困人口, 超千家.
_COUNTED = frozenset(
    ("count", "people", "visits", "households", "household visits", "boxes", "rank")
)

# Words before the figure, the longest first, and words behind it, that say how it bounds.
_BEFORE = (
    (Comparator.AT_LEAST, r"不低于|不少于|不小于|至少|最少|不下"),
    (Comparator.AT_MOST, r"不超过|不高于|不多于|不大于|控制在|最多|至多"),
    (Comparator.LESS, r"低于|不到|少于|不足|小于"),
    (Comparator.MORE, r"突破|超过|超|高于|大于|多于|逾|跨过|越过"),
    (Comparator.ABOUT, r"接近|将近|大约|(?<![签合契节条公制])约|(?<![附邻最亲临])近"),
)
_BEHIND = (
    (Comparator.AT_LEAST, r"(?:及|或)?以上|之上"),
    (Comparator.AT_MOST, r"(?:及|或)?以内|(?:及|或)?以下|之内"),
    (Comparator.ABOUT, r"左右|上下"),
)
_BEFORE_RES = tuple((c, re.compile(rf"(?:{w})(?:到|至|了)?$")) for c, w in _BEFORE)
_BEHIND_RES = tuple((c, re.compile(rf"(?:{w})")) for c, w in _BEHIND)
_RANGE = re.compile(r"(?:[—–~～\-－―]{1,2}|至|到)")
_SPREAD_FROM = re.compile(r"[由从自]$")

# Figures that the text spells without a numeral: pattern, value, unit, comparator.
_SPELT = tuple(
    (re.compile(pattern), value, unit, comparator)
    for pattern, value, unit, comparator in (
        (r"全覆盖|全面覆盖|应[^，。；]{1,3}尽[^，。；]|全面达标|全部达标|百分之百", 100.0, "%", Comparator.EQUAL),
        (r"零突破", 1.0, "个", Comparator.AT_LEAST),
        (r"清零|零排放|零新增|零增长|零事故|无新增", 0.0, "个", Comparator.EQUAL),
        (r"翻(?:一)?番|倍增|成倍", 2.0, "倍", Comparator.EQUAL),
        (r"翻两番", 4.0, "倍", Comparator.EQUAL),
        (r"两位数", 10.0, "%", Comparator.AT_LEAST),
        (r"(?<=[占过超近])(?:一半|半数)", 50.0, "%", Comparator.EQUAL),
        (r"过半", 50.0, "%", Comparator.MORE),
        (r"一个半月", 1.5, "个月", Comparator.EQUAL),
        (r"半年", 6.0, "个月", Comparator.EQUAL),
    )
)  # fmt: skip

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．％，", "0123456789.%,")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure of a text."""

    value: float
    unit: str
    comparator: Comparator
    start: int
    end: int
    value_max: float | None = None
    # 1/3 and 三分之一 are shares of one, in percent a hundred times as much.
    fraction: bool = False
    # The text says it in words: 翻番, 全覆盖, 清零.
    spelt: bool = False
    # The numeral is Chinese; many of those are names rather than figures: 四大, 三年行动.
    chinese: bool = False

    def values_in(self, unit: str) -> tuple[float, float | None] | None:
        """Value and upper end in another unit; None where the two do not measure the same."""
        factor = factor_between(self.unit, unit, fraction=self.fraction)
        if factor is None and self.spelt and self.value == 0 and _measure(unit):
            factor = 1.0  # nothing is nothing in every unit
        if factor is None:
            return None
        upper = None if self.value_max is None else self.value_max * factor
        return self.value * factor, upper


def _measure(unit: str) -> tuple[str, float] | None:
    """What a unit such as 万人次 measures, and its size in the measure's own unit."""
    factor = 1.0
    while unit:
        if unit in _MEASURES:
            measure, size = _MEASURES[unit]
            return measure, factor * size
        if unit in _COUNTERS:
            return "count", factor
        scale = SCALES.get(unit[0])
        if scale is None:
            return None
        factor *= scale
        unit = unit[1:]
    return "", factor


def factor_between(unit: str, wanted: str, *, fraction: bool = False) -> float | None:
    """By what a value in one unit is multiplied to be one in the other; None if nothing does."""
    have, want = _measure(unit), _measure(wanted)
    if have is None or want is None:
        return None
    if have[0] == "" and want[0] == "share":
        return 100.0 if fraction else None
    if have[0] == want[0] or (have[0] in ("", "count") and want[0] in _COUNTED):
        return have[1] / want[1]
    return None


# A counter is read where it stands behind a numeral; the longer word wins.
_UNIT = re.compile(
    "|".join(
        re.escape(u)
        for u in sorted({*_MEASURES, *_COUNTERS, *UNITS, "个百分点", "个小时"}, key=len, reverse=True)
    )
)  # fmt: skip
_SAME_UNIT = {"个百分点": "百分点", "个小时": "小时", "千米": "公里", "标准箱": "标箱", "日": "天"}


def quantities_in(text: str) -> tuple[Quantity, ...]:
    """Every figure of the text, in order; ranges are one figure."""
    plain = text.translate(_FULL_WIDTH)
    found = [*_numerals(plain), *_spelt(plain)]
    found.sort(key=lambda q: (q.start, -q.end))
    return tuple(_ranges(plain, _apart(found)))


_COMPOUND = re.compile(r"项目|方面|方向|方式|方案|种类|种植|种子|件事|条件|条例")


def _numerals(text: str) -> Iterator[Quantity]:
    for number in numbers_in(text):
        end = number.end
        more = "余" in number.text or "多" in number.text or text[end : end + 1] in ("余", "多")
        if text[end : end + 1] in ("余", "多"):
            end += 1
        match = _UNIT.match(text, end)
        unit = match[0] if match else ""
        if unit in ("项", "方", "种", "件", "条") and _COMPOUND.match(text, end):
            unit = ""  # 613项目 is a name
        end += len(unit)
        if not unit and text[number.start - 1 : number.start] == "第":
            unit = "位"
        if not unit and number.text[-1] in "亿" and not _counted_noun(text, end):
            unit = "元"  # 千亿级, 超万亿: money goes without saying
        comparator = Comparator.MORE if more else _comparator(text, number.start, end)
        yield Quantity(
            number.value,
            _SAME_UNIT.get(unit, unit),
            comparator,
            number.start,
            end,
            fraction="/" in number.text or "分之" in number.text,
            chinese=number.chinese,
        )


def _counted_noun(text: str, at: int) -> bool:
    """Whether something is counted here that is no money: 14亿人口."""
    return text[at : at + 2] in ("人口", "群众", "居民", "网民", "农民", "用户")


def _comparator(text: str, start: int, end: int) -> Comparator:
    for comparator, pattern in _BEHIND_RES:
        if pattern.match(text, end):
            return comparator
    before = text[max(0, start - 6) : start]
    for comparator, pattern in _BEFORE_RES:
        if pattern.search(before):
            return comparator
    return Comparator.EQUAL


def _spelt(text: str) -> Iterator[Quantity]:
    for pattern, value, unit, comparator in _SPELT:
        for match in pattern.finditer(text):
            bound = comparator
            if bound is Comparator.EQUAL:
                bound = _comparator(text, match.start(), match.end())
            yield Quantity(value, unit, bound, match.start(), match.end(), spelt=True)


def _apart(found: Iterable[Quantity]) -> Iterator[Quantity]:
    """Of figures that share characters, a spelt one stands for all of them: 翻一番."""
    kept: list[Quantity] = []
    for quantity in found:
        if kept and quantity.start < kept[-1].end:
            if quantity.spelt and not kept[-1].spelt:
                kept[-1] = quantity
            continue
        kept.append(quantity)
    return iter(kept)


def _ranges(text: str, found: Iterable[Quantity]) -> Iterator[Quantity]:
    low: Quantity | None = None
    for high in found:
        if low is not None and _spans(text, low, high):
            factor = factor_between(low.unit, high.unit) if low.unit else 1.0
            if low.unit == "" and low.value < high.value and high.unit:
                # 2—3万人: the scale stands once, behind the upper end.
                factor = _shared_scale(text, low, high)
            if factor is not None and low.value * factor <= high.value:
                yield replace(
                    high,
                    value=low.value * factor,
                    value_max=high.value,
                    comparator=Comparator.RANGE,
                    start=low.start,
                )
                low = None
                continue
        if low is not None:
            yield low
        low = high
    if low is not None:
        yield low


def _spans(text: str, low: Quantity, high: Quantity) -> bool:
    between = text[low.end : high.start]
    return bool(_RANGE.fullmatch(between)) and not _SPREAD_FROM.search(text[: low.start])


def _shared_scale(text: str, low: Quantity, high: Quantity) -> float:
    factor = 1.0
    if not any(c in SCALES for c in text[low.start : low.end]):
        for char in text[high.start : high.end]:
            factor *= SCALES.get(char, 1) if char in "万亿" else 1
    return factor if low.value * factor <= high.value else 1.0


def bounds(comparator: Comparator, value: float, value_max: float | None) -> tuple[float, float]:
    """The lowest and the highest value that a figure leaves room for; 左右 leaves five percent."""
    match comparator:
        case Comparator.EQUAL:
            return value, value
        case Comparator.AT_LEAST | Comparator.MORE:
            return value, float("inf")
        case Comparator.AT_MOST | Comparator.LESS:
            return float("-inf"), value
        case Comparator.ABOUT:
            return value - 0.05 * abs(value), value + 0.05 * abs(value)
        case Comparator.RANGE:
            return value, value if value_max is None else value_max
