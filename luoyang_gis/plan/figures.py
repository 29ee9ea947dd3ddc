"""Promised and measured figures in Chinese sentences: which numbers are any, and what of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from luoyang_gis.plan.dates import Deadline
from luoyang_gis.plan.deeds import clauses
from luoyang_gis.plan.model import UNITS, Comparator, Indicator
from luoyang_gis.plan.quantities import Quantity, factor_between, quantities_in

# Units of time are figures only where a span is what is promised.
_TIME = frozenset("年 月 天 日 个月".split())
_SPANS = re.compile(r"(?:增加|减少|缩短|压缩|不到|不超过|提前|达到|用时|仅用)[^，。；]{0,6}$")
_RANKED = re.compile(r"(?:居|列|位|名|跃|进|升至|排|省|国|市|区|第|平原|冠)[^，。；]{0,6}$")
_ORDINAL = re.compile(r"第$")
_LOOSE_COUNTERS = frozenset("个 项 条 件 家 所 座 处".split())
_PEOPLE = re.compile(
    r"(?:群众|人口|贫困|医护|农民|居民|党员|职工|学生|劳动力|大学生|干部|市民|[一-龥]{0,4}儿女)"
)
# What leads from a subject to its figure.
_LINK = re.compile(
    r"(?:(?:分别|均|都|已|将|力争|争取|确保|预计|要|实现|完成|达到|达|为|至|到|提高|增加|增长|下降|降低|提升|突破|超过|超|高于|低于|"
    r"不低于|不少于|控制在|稳定在|保持在|保持|占|约|近|跨越|迈过|跃升|跃上|站上|增|再|累计|总计|共|新增|同比|左右|以上|大于|逾|不超过|接近)+)$"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a sentence: what it is a figure of, its bounds, and where it stands."""

    name: str
    quantity: Quantity
    value: float
    value_max: float | None
    unit: str
    start: int
    end: int
    clause_start: int
    clause_end: int
    confidence: float


def figures_in(text: str, dates: Sequence[Deadline]) -> Iterator[Figure]:
    """Every figure of a sentence that promises or reports something."""
    quantities = [
        q
        for q in map(partial(_great, text), _bounded(text, quantities_in(text)))
        if not _is_name(text, q, dates)
    ]
    spans = list(clauses(text))
    subject = ""
    shared: tuple[str, ...] = ()
    for number, quantity in enumerate(quantities):
        start, end = next(((a, b) for a, b in spans if a <= quantity.start < b), (0, len(text)))
        after = _after_dates(text, start, quantity.start, dates)
        name = _name(text, after, quantity, end)
        if len(name) < 2 or re.fullmatch(r"(?:同比|年均|累计|其中)*(?:增长|下降)?", name):
            name = subject + name
        elif not shared:
            subject = re.sub(r"(?:增长|达到|下降).*$", "", name.split("、")[-1])
        if quantity.unit == "%" and _GROWTH.search(text[after : quantity.start]):
            name += "增速"
        names = _subjects(name, text[start : quantity.start])
        if quantity.unit in ("分钟", "小时") and name.startswith("“"):
            names = tuple(re.findall(r"“[^”]+”", name)) or names  # 15分钟“就医圈”“养老圈”
        if "分别" in text[start : quantity.start] and len(names) > 1:
            # 甲率、乙率分别达到45%、44%: to each its own.
            names, shared = names[:1], names[1:]
        elif shared and text[quantities[number - 1].end : quantity.start] in ("、", "和"):
            names, shared = shared[:1], shared[1:]
        else:
            shared = ()
        value, upper, unit = _written(text, quantity)
        for each in names:
            yield Figure(
                each, quantity, value, upper, unit, quantity.start, quantity.end, start, end,
                _confidence(quantity, each),
            )  # fmt: skip


def _after_dates(text: str, start: int, end: int, dates: Sequence[Deadline]) -> int:
    """Where the words about a figure begin: behind a date, unless the date is what it is compared with."""
    for deadline in reversed(dates):
        compared = re.search(r"[较比由自]$", text[start : deadline.start])
        if start <= deadline.start and deadline.end <= end and not compared:
            return deadline.end
    return start


_GROWTH = re.compile(r"增长(?:率)?(?:[^，、；\d]{0,5})$")


def _subjects(name: str, before: str) -> tuple[str, ...]:
    """Several things of which one figure is said: A、B均翻番, 人数和收入占全省比重."""
    share = re.match(r"(?P<one>.{2,14}?)和(?P<two>.{2,8}?)(?P<rest>占.{2,8})$", name)
    if share:
        return share["one"] + share["rest"], share["two"] + share["rest"]
    items = re.sub(r"(?:均|都|分别)?(?:较.{2,10})?$", "", name).split("、")
    if len(items) > 1 and re.search(r"均|都|分别|保持", before) and all(len(i) >= 2 for i in items):
        return tuple(items)
    return (items[-1] or name,)


def _bounded(text: str, quantities: Iterable[Quantity]) -> Iterator[Quantity]:
    """突破4000亿元、5000亿元: the bound holds for the whole list."""
    before: Quantity | None = None
    for quantity in quantities:
        if (
            before is not None
            and quantity.comparator is Comparator.EQUAL
            and before.comparator is Comparator.MORE
            and text[before.end : quantity.start] in ("、", "和")
            and quantity.unit == before.unit
        ):
            quantity = replace(quantity, comparator=before.comparator)
        yield quantity
        before = quantity


_GREAT = re.compile(
    r"大(?=(?:[^，。；、：“”\d]{0,6}(?:中心|产业|体系|工程|行动|平台|基地|园区|集群|任务|专项|板块))(?:[，。；、：和]|近|$))"
)


def _great(text: str, quantity: Quantity) -> Quantity:
    """四大创新中心 counts four centres; 六大产业园营业收入 counts nothing."""
    match = _GREAT.match(text, quantity.end)
    if quantity.unit or match is None or quantity.value < 2:
        return quantity
    return replace(quantity, unit="个", end=match.end(), chinese=False)


def _is_name(text: str, quantity: Quantity, dates: Sequence[Deadline]) -> bool:
    """Whether the number is part of a date, a name, an ordinal or a manner of speaking."""
    start, end = quantity.start, quantity.end
    if any(start < d.end and d.start < end for d in dates):
        return True
    if quantity.unit == "连冠":
        return False
    if _quoted(text, start):
        return True
    before, behind = text[max(0, start - 12) : start], text[end : end + 4]
    if quantity.unit in ("位", "名次") or _ORDINAL.search(before):
        if quantity.unit not in ("", "位", "名次", "名"):
            return True
        return not _RANKED.search(before.removesuffix("第")) or not re.match(
            r"[位名，。、；和以攀升跃]|$", behind
        )
    if text[start:end].strip(quantity.unit) in _BARE and re.match(_PER, text[end:]):
        return True
    if quantity.spelt:
        return bool(re.match(r"计划|行动|工程|工作", behind))
    if start <= 2 and re.match(r"[.．、]", behind):
        return True  # the number of a list
    if re.search(r"[A-Za-z.+\-/]$", before) or re.match(r"[A-Za-z+]|号(?!召)", behind):
        return True
    if before.endswith("连续") and quantity.unit in ("年", "届"):
        return False
    if quantity.unit in _TIME or (quantity.unit in ("小时", "分钟") and quantity.chinese):
        return not _SPANS.search(before) or bool(re.match(r"(?:行动|计划|攻坚|过渡)", behind))
    if not quantity.unit:
        if quantity.fraction:
            return False
        scaled = any(c in "万亿" for c in text[start:end])
        people = _PEOPLE.match(text[end : end + 6]) or re.search("人口|旅客|游客|人数", before)
        return not (scaled and people)
    if quantity.chinese:
        return _is_speech(text, quantity)
    return quantity.unit in ("级", "星级")


def _is_speech(text: str, quantity: Quantity) -> bool:
    """Whether a Chinese numeral counts nothing: 一批, 四个自信, 百亿级企业."""
    behind = text[quantity.end : quantity.end + 14]
    if quantity.unit in ("元", "亩", "吨", "人", "户", "名"):
        # 千亿级 企业, 亿元以上项目: a class of things rather than a sum; 规模超万亿 is a sum.
        return bool(re.match(r"级|(?:及?以上)?(?:[重大工业招商]*)(?:企业|项目)", behind)) or (
            quantity.value < 10
        )
    if quantity.unit in ("%", "倍", "百分点", "公里", "平方公里", "连冠"):
        return False
    if quantity.value >= 100 and quantity.comparator is not Comparator.EQUAL:
        return bool(re.match("级", behind))  # 企业超千家
    if quantity.value < 2 or quantity.unit not in _LOOSE_COUNTERS:
        return quantity.unit != "届" or not text[: quantity.start].endswith("连续")
    noun = re.match(r"[^，。；、：“”]{2,10}?(?=[，。；、：“”]|$)", behind)
    return not (noun and _COUNTABLE.search(noun[0])) or bool(
        re.search(r"(?:这|哪|各|从|做到|的|牢牢把握好?)$", text[: quantity.start])
    )


# 万元地区生产总值能耗, 每万人: a measure rather than a sum.
_BARE = ("万", "千", "百", "亿")
_PER = re.compile(r"(?:地区|国内)?生产总值|GDP|产值|增加值|工业|人口?(?:拥有|发明|口|均)")
_COUNTABLE = re.compile(
    r"(?:举措|措施|机制|工程|项目|活动|实事|计划|行动|中心|政策|任务|试点|平台|标准|园区|基地|企业)$"
)


def _quoted(text: str, at: int) -> bool:
    """Whether a place of the text stands between quotation marks that belong together."""
    opening = max(text.rfind("“", 0, at), text.rfind("《", 0, at), text.rfind("‘", 0, at))
    if opening < 0 or at - opening > 26:
        return False
    closing = max(text.rfind("”", 0, at), text.rfind("》", 0, at))
    end = re.search(r"[”》’]", text[at : at + 26])
    # A quoted sentence is no name.
    return closing < opening and end is not None and "，" not in text[opening : at + end.start()]


def _name(text: str, start: int, quantity: Quantity, end: int) -> str:
    """What a figure is a figure of: the words before it, or behind it where it counts things."""
    before = text[start : quantity.start]
    last_number = max(
        (m.end() for m in re.finditer(r"\d[\d.,]*[^\d、，和及]{0,6}[、和及，]", before)), default=0
    )
    before = before[last_number:]
    subject = _LINK.sub("", before)
    behind = re.match(
        r"(?:(?:及|或)?以上|以内|以下|左右|多|余)?的?(?P<noun>[^，。；、：\d]{2,40}?)"
        r"(?=[，。；、：\d]|等?全面|开工|建成|竣工|投用|落地|全部|达到|占|顺利|实现|完成|$)",
        text[quantity.end : min(end, quantity.end + 30)],
    )
    counted = quantity.unit in ("分钟", "小时") or (
        quantity.unit and factor_between(quantity.unit, "个") is not None
    )
    noun = behind["noun"] if behind else ""
    if counted and noun and not re.match(r"(?:以|左|并|和|及|达|全|比|同)", noun):
        verb = re.search(
            r"(?:新增|新建|改造|建成|培育|打造|引进|签约|提升|完成|实施|整治|建设|创建|新建改扩建|开工|退城搬迁)[^，]{0,4}$",
            before,
        )
        return (verb[0] if verb else "") + noun
    return re.sub(r"^(?:全市|我市|全年|确保|力争|争取)+", "", subject.strip("的、，为等"))


def _written(text: str, quantity: Quantity) -> tuple[float, float | None, str]:
    """Value and unit as the text scales them: 2.5万标箱, 5128.4亿元."""
    unit = quantity.unit
    if quantity.fraction and not unit:
        unit = "%"
    if not unit:
        unit = "人"
    span = text[quantity.start : quantity.end]
    for scale in ("亿", "万"):
        if scale in span and scale + unit in UNITS:
            unit = scale + unit
            break
        if scale in span and "万" + unit in UNITS:
            unit = "万" + unit
            break
    else:
        if unit == "平方米":
            unit = "万平方米"
    values = quantity.values_in(unit)
    if values is None:
        return quantity.value, quantity.value_max, unit
    low, high = values
    return _tidy(low), None if high is None else _tidy(high), unit


def _tidy(value: float) -> float:
    return round(value, 2) if value != round(value, 4) else round(value, 4)


def _confidence(quantity: Quantity, name: str) -> float:
    score = 0.75
    if quantity.chinese or quantity.spelt:
        score -= 0.15
    if quantity.comparator is not Comparator.EQUAL:
        score += 0.1
    if quantity.unit in ("%", "百分点", "元", "公里", "亩"):
        score += 0.1
    if len(name) < 2:
        score -= 0.2
    return round(min(score, 0.95), 2)


# What words beyond an indicator's name take from its likeness.
FOREIGN = 0.6


class Guesser:
    """Knows the indicators of a plan by their words."""

    def __init__(self, indicators: Sequence[Indicator]) -> None:
        self.known = [(i, [_Words.of(n) for n in (i.name, *i.aliases)]) for i in indicators]
        self.by_pair: dict[str, set[int]] = {}
        for at, (_, names) in enumerate(self.known):
            for pair in {p for n in names for p in n.bare}:
                self.by_pair.setdefault(pair, set()).add(at)
        self.measures: dict[tuple[str, str], bool] = {}

    def indicator(self, figure: Figure, around: str) -> Indicator | None:
        """The one of the same measure whose name or alias best fits the words of a figure."""
        own, beside = _pairs(figure.name), _pairs(around)
        core = _FILLING.sub("", figure.name)
        core_pairs = _pairs(core)
        best, best_score = None, 0.0
        near = {at for pair in own | beside for at in self.by_pair.get(pair, ())}
        for at in sorted(near):
            indicator, names = self.known[at]
            if not self._measures(figure.unit, indicator.unit):
                continue
            # What is said beyond the indicator's name is about something else: 单位生产总值能耗.
            foreign = 1 - max(_share(core_pairs, n.whole) for n in names) if core_pairs else 0.5
            for name in names:
                score = 0.55 * _share(name.bare, own) + 0.45 * _share(name.bare, beside)
                score += 0.02 * min(name.length, 10) * (score > 0.6) - FOREIGN * foreign
                if score > best_score:
                    best, best_score = indicator, score
        return best if best_score >= 0.55 else None

    def _measures(self, unit: str, other: str) -> bool:
        known = self.measures.get((unit, other))
        if known is None:
            # 45个小区 are no 45户: whatever is counted, households and people are told apart.
            known = factor_between(unit, other) is not None
            known = known and factor_between(other, unit) is not None
            self.measures[unit, other] = known
        return known


@dataclass(frozen=True, slots=True)
class _Words:
    """An indicator's name as pairs of characters, without and with the words that may go with it."""

    bare: frozenset[str]
    whole: frozenset[str]
    length: int

    @classmethod
    def of(cls, name: str) -> _Words:
        bare = re.sub(r"(?:数|数量|额|里程|面积|总量)$", "", name)
        bare = bare if len(bare) >= 3 else name
        return cls(_pairs(bare), _pairs(name + "增速增长"), len(bare))


_FILLING = re.compile(
    r"^(?:确保|力争|争取|实现|完成|全年|全市|年均|我市|累计|其中|预计|办理|开展|推动|加快|推进|实施|同比|达到|保持)+|(?:同比|年均|累计|保持|均)?(?:增长|达到?|为)*$"
)


def _pairs(words: str) -> frozenset[str]:
    return frozenset(words[i : i + 2] for i in range(len(words) - 1))


def _share(pairs: frozenset[str], others: frozenset[str]) -> float:
    """Which share of some pairs of characters others hold."""
    return len(pairs & others) / len(pairs) if pairs else 0.0
