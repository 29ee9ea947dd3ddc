"""Propose records from a new planning document: what a planner checks instead of typing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from luoyang_gis.plan.context import Context, Contexts, document_context
from luoyang_gis.plan.dates import Deadline, dates_in
from luoyang_gis.plan.deeds import Deed, deeds_in
from luoyang_gis.plan.figures import Figure, Guesser, figures_in
from luoyang_gis.plan.model import (
    Actual,
    Comparator,
    Due,
    Kind,
    Milestone,
    Passage,
    Plan,
    Record,
    Target,
    Theme,
)
from luoyang_gis.plan.outline import Sentence, sentences
from luoyang_gis.plan.passages import ANCHOR_LIMIT, DocumentText
from luoyang_gis.plan.quantities import factor_between, quantities_in
from luoyang_gis.plan.sureness import confidence, is_work

# Proposals below this are more often wrong than right.
THRESHOLD = 0.45
# What is shorter says nothing, what runs on for longer without a full stop is no prose.
SHORTEST, LONGEST = 4, 2000
# How many sentences before and after are company; how many facts in a hundred characters are common
# there, and up to how many count.
NEIGHBOURS = 15
COMMON, MOST = 2.5, 4.5
_PAST = re.compile(r"了|已(?!经?在)|目前|去年|上年|同比|以来|先后|日前|近年|这些年|成功")
_PROMISE = re.compile(r"要|将|力争|确保|争取|到20\d\d年|年底前|下一步|加快|推动|实现")
# Creed, thanks, lessons and complaints promise nothing, whatever else the sentence says.
_RHETORIC = re.compile(
    r"指导思想|只要我们|深感|得益于|感谢|致以|启示|归功于|短板和不足|还存在|不够|仍需|仍面临|回顾过去|让我们|各位代表！?$|"
    r"提高站位|凝聚共识|昂扬|同志们|心得|体会|清醒地?认识"
)
# Of these only the clause that holds them.
_CREED = re.compile(
    r"习近平|总书记|党的十|马克思|毛泽东|高举|旗帜鲜明|党中央|为指导|总体要求|为(?:主题|主线|根本)|[两三四]个(?:全面|维护)"
)
_PUNCTUATION = str.maketrans(";:()?!", "；：（）？！")
_THEMES = (
    (Theme.METRO_AREA, "都市圈 联动 合作带 一体化 区域协同"),
    (Theme.TRANSPORT, "交通 高速 铁路 高铁 机场 地铁 轨道 公路 快速通道 航线 枢纽 班列"),
    (Theme.INNOVATION, "创新 科技 研发 实验室 专利 高新技术 人才 双创"),
    (Theme.OPENING, "开放 自贸 综保 外贸 进出口 外资 跨境 招商 口岸"),
    (Theme.REFORM, "改革 营商环境 放管服 国企 权限 混改"),
    (Theme.RURAL, "乡村 农村 农业 粮食 脱贫 农民 耕地 贫困 村"),
    (Theme.CULTURE, "文化 旅游 文旅 博物馆 遗址 文物 景区 书房"),
    (Theme.ECOLOGY, "生态 环境 绿化 污染 森林 湿地 大气 水质 河 矿山 排放 节能"),
    (Theme.DEMAND, "消费 投资 内需 零售"),
    (Theme.CITY, "城市 城区 老旧小区 供热 停车 城镇化 游园 立交 棚户区"),
    (Theme.WELFARE, "民生 就业 教育 学校 医院 医疗 养老 社会保障 健康 幼儿园 疫情 居民收入"),
    (Theme.GOVERNANCE, "治理 政府 法治 安全生产 平安 信访 廉政 作风 党建"),
    (Theme.INDUSTRY, "产业 制造 企业 工业 集群 园区"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposed record with the features its sentence names."""

    record: Target | Actual
    features: tuple[str, ...]
    confidence: float
    # What speaks for and against a deed, and how many more facts than common stand around it.
    traits: tuple[str, ...] = ()
    company: float = 0.0


def extract(
    plan: Plan, text: DocumentText, *, name: str = "new", threshold: float = THRESHOLD
) -> tuple[Candidate, ...]:
    """Candidate records of a document, in the order of its text."""
    folded = text.folded
    anchors = _Anchors(folded)
    places = _Places(plan)
    guesser = Guesser(plan.indicators)
    contexts = Contexts(*document_context(folded))
    found: list[tuple[int, tuple[Candidate, ...]]] = []
    columns: tuple[str, ...] = ()
    for sentence in sentences(text.text):
        if not SHORTEST <= len(sentence.text) <= LONGEST:
            continue
        context = contexts.of(sentence)
        if sentence.cells:
            columns = sentence.cells if is_head(sentence.cells) else columns
            rows = tuple(_row(guesser, sentence, columns, context, anchors, name))
            found.append((len(sentence.text), rows))
            continue
        named = places.named(sentence.text)
        proposed = tuple(_sentence(guesser, sentence, context, anchors, name))
        if named:
            proposed = tuple(replace(c, features=named) for c in proposed)
        found.append((len(sentence.text), proposed))
    candidates = [c for c in _in_company(found) if c.confidence >= threshold]
    return tuple(_numbered(_once(candidates), name))


def is_head(cells: Sequence[str]) -> bool:
    """Whether a line of a table names the years of its columns."""
    return sum(bool(re.fullmatch(r"20\d\d年?.{0,4}", c)) for c in cells) >= 2


def _row(
    guesser: Guesser,
    sentence: Sentence,
    columns: Sequence[str],
    context: Context,
    anchors: _Anchors,
    name: str,
) -> Iterator[Candidate]:
    """The figures of a table's line under the years of its head: 地区生产总值（亿元） 3215 5000."""
    label = re.match(
        r"(?:\d+[.．、])?(?P<what>.+?)(?:[（(](?P<unit>[^（）()]+)[)）])?$", sentence.cells[0]
    )
    if label is None or is_head(sentence.cells):
        return
    at = len(sentence.cells[0])
    for column, cell in zip(columns[1:], sentence.cells[1:], strict=False):
        start, at = at, at + len(cell)
        year = re.match(r"20\d\d", column)
        quantities = quantities_in(_SIGNS.sub("", cell) + (label["unit"] or ""))
        if year is None or len(quantities) != 1:
            continue
        sign = cell[0] if cell[0] in "≥≤" else "="
        quantity = replace(quantities[0], comparator=Comparator(sign))
        values = quantity.values_in(label["unit"] or "")
        if values is None:
            continue
        kind = Kind.ACTUAL if int(year[0]) < context.year else Kind.TARGET
        figure = Figure(
            label["what"], quantity, values[0], values[1], label["unit"] or "",
            start, at, 0, at, 0.85,
        )  # fmt: skip
        own = replace(context, kind=kind, due=Due.parse(year[0]))
        yield _figure(guesser, sentence, figure, (), kind, own, anchors, name)


_SIGNS = re.compile(r"^[≥≤＞＜><]")


def _in_company(found: Sequence[tuple[int, tuple[Candidate, ...]]]) -> Iterator[Candidate]:
    """Facts keep company: a vague deed among figures and named things is more often one, too."""
    certain = [sum(is_fact(c.record) for c in candidates) for _, candidates in found]
    for at, (_, candidates) in enumerate(found):
        window = slice(max(0, at - NEIGHBOURS), at + NEIGHBOURS + 1)
        length = sum(n for n, _ in found[window])
        density = 100 * sum(certain[window]) / max(length, 1)
        company = min(density, MOST) - COMMON
        for candidate in candidates:
            if candidate.record.value is None:
                sure = confidence(candidate.traits, company)
                candidate = replace(candidate, confidence=sure, company=company)
            yield candidate


def is_fact(record: Record) -> bool:
    """Whether a record is a figure, a deed finished, begun or approved, or about a work."""
    told = record.milestone in (Milestone.DONE, Milestone.STARTED, Milestone.APPROVED)
    return record.value is not None or told or is_work(record.indicator)


def _once(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Without the repeated calls to push on with one and the same thing."""
    seen: set[tuple[Kind, str, str]] = set()
    kept: list[Candidate] = []
    for candidate in candidates:
        record = candidate.record
        key = (record.kind, str(record.due), re.sub(r"[“”]", "", record.indicator))
        if record.value is None and record.milestone in (Milestone.ADVANCED, Milestone.HELD):
            if key in seen:
                continue
            seen.add(key)
        kept.append(candidate)
    return kept


def _sentence(
    guesser: Guesser, sentence: Sentence, context: Context, anchors: _Anchors, name: str
) -> Iterator[Candidate]:
    sentence = replace(sentence, text=_full_width(sentence.text))
    text = sentence.text
    dates, figures, deeds = _read(text, context.year)
    kind = _kind(text, context, dates)
    if kind is Kind.ACTUAL and context.kind is not Kind.ACTUAL:
        context = replace(context, kind=kind, due=None)
    for figure in figures:
        yield _figure(guesser, sentence, figure, dates, kind, context, anchors, name)
    if _RHETORIC.search(text):
        return
    for deed in deeds:
        creed = _CREED.search(text, deed.clause_start, deed.clause_end)
        if not creed and not _told_by_figure(text, deed, figures):
            yield _deed(sentence, deed, dates, kind, context, anchors, name)


@lru_cache(maxsize=4096)
def _read(
    text: str, year: int
) -> tuple[tuple[Deadline, ...], tuple[Figure, ...], tuple[Deed, ...]]:
    """What a sentence holds, wherever it stands; large files repeat many of theirs."""
    dates = dates_in(text, year)
    return dates, tuple(figures_in(text, dates)), tuple(deeds_in(text, dates))


def _told_by_figure(text: str, deed: Deed, figures: Sequence[Figure]) -> bool:
    """Whether a figure's record already says what the deed would: 新建停车场50个."""
    for figure in figures:
        if figure.name == deed.name and figure.clause_start == deed.clause_start:
            return True  # 15分钟“就医圈”“养老圈”
        if deed.start <= figure.start < deed.end:
            counted = factor_between(figure.unit, "个") is not None
            # 宏兴60万吨三苯项目 is a thing as well as a figure.
            if counted or figure.start - deed.start < 4 or deed.end - figure.end < 3:
                return True
        elif figure.start == deed.end and deed.clause_start <= figure.start < deed.clause_end:
            return not text[deed.end :].startswith("等")
    return False


def _full_width(text: str) -> str:
    """The sentence with Chinese punctuation throughout; commas within numerals stay."""
    return _SEPARATING_COMMA.sub("，", text).translate(_PUNCTUATION)


# No part of a numeral such as 1,234.
_SEPARATING_COMMA = re.compile(r",(?!(?<=\d,)\d{3})")


def _kind(text: str, context: Context, dates: Sequence[Deadline]) -> Kind:
    if context.kind is Kind.ACTUAL:
        return Kind.ACTUAL
    if any(d.due.end.year < context.year for d in dates) and not any(
        d.due.end.year >= context.year for d in dates
    ):
        return Kind.ACTUAL
    if context.due is None and _PAST.search(text) and not _PROMISE.search(text):
        return Kind.ACTUAL
    return Kind.TARGET


def _due(
    dates: Sequence[Deadline], start: int, context: Context, text: str
) -> tuple[Due | None, str]:
    """The nearest date before a place in its sentence; a semicolon ends its reach."""
    for deadline in reversed(dates):
        if deadline.start <= start and "；" not in text[deadline.end : start]:
            if re.search(r"较$|比$|自$|截至?$", text[: deadline.start][-2:]):
                continue
            due = deadline.due
            if context.kind is Kind.TARGET and due.precision == "period":
                due = Due.parse(str(due.end.year))
            return due, deadline.wording
    return context.due, ""


def _figure(
    guesser: Guesser,
    sentence: Sentence,
    figure: Figure,
    dates: Sequence[Deadline],
    kind: Kind,
    context: Context,
    anchors: _Anchors,
    name: str,
) -> Candidate:
    text = sentence.text
    around = text[max(0, figure.start - 24) : figure.end + 14]
    indicator = guesser.indicator(figure, around)
    value, upper, unit = figure.value, figure.value_max, figure.unit
    if indicator:
        factor = factor_between(unit, indicator.unit)
        if factor is not None:
            value, unit = round(value * factor, 6), indicator.unit
            upper = None if upper is None else round(upper * factor, 6)
    due, wording = _due(dates, figure.start, context, text)
    label = indicator.name if indicator else figure.name or "（待定）"
    fields: Mapping[str, object] = {
        "indicator": label,
        "theme": indicator.theme if indicator else guess_theme(sentence, figure.name),
        "summary": f"{label} {figure.quantity.comparator}{value:g}{unit}",
        "milestone": _figure_milestone(text[figure.clause_start : figure.clause_end]),
        "comparator": figure.quantity.comparator,
        "value": value,
        "value_max": upper,
        "unit": unit,
        "due": due,
        "due_text": wording,
    }
    anchor = anchors.around(sentence.start, figure.clause_start, figure.start, figure.end)
    return _candidate(kind, Passage(name, sentence.path, anchor), fields, figure.confidence)


def _figure_milestone(clause: str) -> Milestone | None:
    for milestone, pattern in (
        (Milestone.STARTED, "开工"),
        (Milestone.APPROVED, "获批|创建|入选|荣获|评为|争创"),
        (Milestone.DONE, "建成|新建|改造|完成|投用|竣工|打造|全覆盖|新增泊位"),
        (Milestone.HELD, "保持|稳定在|清零|守住"),
    ):
        if re.search(pattern, clause):
            return milestone
    return None


def _deed(
    sentence: Sentence,
    deed: Deed,
    dates: Sequence[Deadline],
    kind: Kind,
    context: Context,
    anchors: _Anchors,
    name: str,
) -> Candidate:
    # 大桥年底前通车: the date may follow its thing.
    after = next((d for d in dates if deed.end <= d.start < deed.clause_end), None)
    before = any(deed.clause_start <= d.start < deed.start for d in dates)
    at = after.start if after and not before else deed.start
    due, wording = _due(dates, at, context, sentence.text)
    fields: Mapping[str, object] = {
        "indicator": deed.name,
        "theme": guess_theme(sentence, deed.name),
        "summary": f"{deed.name}：{deed.milestone}",
        "milestone": deed.milestone,
        "due": due,
        "due_text": wording,
    }
    anchor = anchors.around(sentence.start, deed.clause_start, deed.start, deed.end)
    kind = Kind.COMMITMENT if kind is Kind.TARGET else kind
    traits = (*deed.traits, "heading") if sentence.heading else deed.traits
    return _candidate(kind, Passage(name, sentence.path, anchor), fields, 0.0, traits)


def _candidate(
    kind: Kind,
    passage: Passage,
    fields: Mapping[str, object],
    sure: float,
    traits: tuple[str, ...] = (),
) -> Candidate:
    record_type = Actual if kind is Kind.ACTUAL else Target
    record = record_type(id="", passage=passage, kind=kind, **fields)  # type: ignore[arg-type]
    return Candidate(record, (), sure, traits)


def _numbered(candidates: Sequence[Candidate], name: str) -> Iterator[Candidate]:
    targets = actuals = 0
    for candidate in candidates:
        if isinstance(candidate.record, Actual):
            actuals += 1
            id_ = f"{name}.a{actuals:04}"
        else:
            targets += 1
            id_ = f"{name}.{targets:04}"
        yield replace(candidate, record=replace(candidate.record, id=id_))


class _Anchors:
    """Finds short fragments that occur once in a text."""

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self.single = _single(folded)

    def around(self, sentence: int, clause: int, start: int, end: int) -> str:
        """A fragment of at most 30 characters that holds a span, from its clause on where it fits."""
        first, last = sentence + start, min(sentence + end, sentence + start + ANCHOR_LIMIT)
        opening = max(sentence + clause, last - ANCHOR_LIMIT)
        leftmost, rightmost = (
            max(0, last - ANCHOR_LIMIT),
            min(len(self.folded), first + ANCHOR_LIMIT),
        )
        # Where the widest fragment occurs again, so does every narrower one.
        if self.once(leftmost, last):
            for left in (min(opening, first), *range(first, leftmost - 1, -1)):
                if self.once(left, last):
                    return self.folded[left:last]
        if self.once(first, rightmost):
            for right in range(last, rightmost + 1):
                if self.once(first, right):
                    return self.folded[first:right]
        return self.folded[first:last]

    def once(self, left: int, right: int) -> bool:
        """Whether a fragment occurs only here."""
        if any(self.single[left : max(left, right - SEED + 1)]):
            return True
        fragment = self.folded[left:right]
        return self.folded.find(fragment) == left and self.folded.find(fragment, left + 1) < 0


# Fragments as long as this are looked up rather than searched for.
SEED = 8


def _single(folded: str) -> bytes:
    """For every place of the text, whether the fragment of seed length that starts there occurs once."""
    import numpy as np

    if len(folded) < SEED:
        return b""
    codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    length = len(codes) - SEED + 1
    hashes = np.zeros(length, dtype=np.uint64)
    for at in range(SEED):
        hashes = hashes * np.uint64(0x9E3779B97F4A7C15) + codes[at : at + length]
    _, where, counts = np.unique(hashes, return_inverse=True, return_counts=True)
    return bytes((counts[where] == 1).astype(np.uint8))


class _Places:
    """Feature ids by name and alias; what two features are called names none."""

    def __init__(self, plan: Plan) -> None:
        names: dict[str, set[str]] = {}
        for feature in plan.features:
            for name in (feature.name, *feature.aliases):
                if len(name) >= 2:
                    names.setdefault(name, set()).add(feature.id)
        self.by_opening: dict[str, list[tuple[str, str]]] = {}
        for name in sorted(names, key=len, reverse=True):
            if len(names[name]) == 1:
                opening = self.by_opening.setdefault(name[:2], [])
                opening.append((name, next(iter(names[name]))))

    def named(self, text: str) -> tuple[str, ...]:
        """The features a sentence names; within a longer name a shorter one does not count."""
        found: list[tuple[int, int, str]] = []
        for at in range(len(text) - 1):
            for name, id_ in self.by_opening.get(text[at : at + 2], ()):
                if text.startswith(name, at):
                    found.append((at, at + len(name), id_))
                    break
        kept: list[tuple[int, int, str]] = []
        for start, end, id_ in sorted(found, key=lambda f: (f[0] - f[1], f[0])):
            if not any(a < end and start < b for a, b, _ in kept):
                kept.append((start, end, id_))
        return tuple(dict.fromkeys(id_ for _, _, id_ in sorted(kept)))


def guess_theme(sentence: Sentence, name: str) -> Theme:
    """The theme whose words the name holds, else its sentence, else its headings."""
    for words in (name, sentence.text, "".join(sentence.headings)):
        theme = _theme(words)
        if theme:
            return theme
    return Theme.OVERALL


@lru_cache(maxsize=1024)
def _theme(words: str) -> Theme | None:
    found = Counter(theme for key, theme in _THEME_WORDS if key in words)
    return next((t for t, n in found.items() if n == max(found.values())), None)


_THEME_WORDS = tuple((key, theme) for theme, keys in _THEMES for key in keys.split())
