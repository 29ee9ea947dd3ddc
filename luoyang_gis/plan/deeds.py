"""Promised and accomplished deeds in Chinese sentences: what shall be done, to what, how far."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from luoyang_gis.plan.dates import Deadline
from luoyang_gis.plan.model import Milestone
from luoyang_gis.plan.sureness import CONCRETE, QUOTED, traits
from luoyang_gis.plan.verbs import (
    BEHIND,
    BEHIND_NOMINAL,
    CHAIN,
    MORE,
    PLAIN,
    PUSHING,
    VERBS,
    milestone_behind,
)

_OPENING = re.compile(
    r"^(?:[一二三四五六七八九十]+(?:是|要)|第[一二三四五六七八九十]+(?=[，,、])|同时|并且|并|其中|此外|另外|特别是|下一步|首先|"
    r"我们|我市|全市|预计|今年|要|[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+、|\d{1,2}[.．、](?!\d)|#+|\*+|[—－-]{1,2}|[■●•◆▪])+[，,]?"
)
_FRAME = re.compile(
    r"以(?P<object>[^，,]{3,30}?)为(?:重点|目标|抓手|牵引|载体|突破口|统领|龙头|引领|契机|支撑|主要载体|突破|主线|依托|示范|核心)"
)
_WINNING = re.compile(
    r"^(?P<subject>[^，,]{2,24}?)(?:成功|被|均|已|正式|先后|双双|再次|首次|连续[两三四五六七]年)*"
    r"(?P<verb>入选|入围|荣获|荣膺|荣登|获评|蝉联|摘得|斩获|夺得|上榜|(?:被|获)(?:评为|授予|命名为?|认定为?|列为|确定为)|评为|晋升|晋级|"
    r"纳入|列入|跻身|进入|获(?![批得取突准])|创建为?|争创|申报|创成|升格为?|通过(?=[^，]*(?:验收|评审|评估)))"
    r"(?P<object>[^，,]{2,30})$"
)
# 把甲建成乙, 将丙打造为丁; 把戊作为重中之重.
_TAKING = re.compile(
    r"^(?:坚持|始终|牢固|真正|继续|切实)*(?:把|将)(?P<thing>[^，,]{2,24}?)(?P<verb>建设?成为?|打造[成为]|培育[成为]|作为|摆在|放在|纳入|列入)(?P<end>[^，,]{2,30})$"
)
# Where officials went and what they looked at is under way.
_VISIT = re.compile(
    r"(?:察看|考察|调研|走访|视察|参观|来到)了?(?P<object>[^，]{3,60}?)(?:等)?(?:项目)?(?:建设|现场|情况|工程|进展|推进|一线)*$"
    r"|^在(?P<site>[^，]{3,20}?)(?:项目|施工|建设)*现场$"
)
# Predicates that report how far something has come, without a verb of doing.
_STATE = re.compile(
    r"(?:取得|呈现|迎来|获得)[^，]{0,10}(?:成效|进展|胜利|突破|成果)$|成效(?:显著|明显)$|成果丰硕$|初具[^，]{0,3}$|(?:基本|初步|全面)(?:确立|建立|构建|成型)$|"
    r"(?:开工)?在即$|即将到来$|呼之欲出$|落实落细$|落地落实$|落地落细$|批量生产$|(?:日益|逐步|更加|不断|持续|日趋|进一步)(?:完善|健全|成熟)$|"
    r"(?:全面|加快|加速|有序|扎实)(?:启动|推进|铺开|提速|展开)$|(?:全部|提前|圆满|超额)*到位$|在全[国省][^，]{0,4}推广$|"
    r"走在[^，]{0,10}前列$|成为[^，]{2,12}$|转入[^，]{0,10}施工$|大幅下降$|具备[^，]{2,8}条件$"
)
# An indicator that is promised to move without saying by how much.
_TREND = re.compile(
    r"(?P<subject>[^，]*?(?:率|比重|强度|增速|收入|浓度|[首外][位向]度|指标|排名|位次|质量|影响力|美誉度|指数|总量|占比|依存度))"
    r"(?:建设|均|都|继续|持续|稳定|稳|在[^，]{2,12}|[^，、]{0,2})?(?:(?:明显|显著|大幅|稳步|逐年|不断|全面)(?:提高|提升|改善|增强|下降|降低|优化)|"
    r"(?:高于|低于|优于|快于)[^，\d]{2,14}|走在[^，]{2,10}|[稳位]?居[^，\d]{2,10}(?:前列|方阵|前茅)|保持在?[^，\d]{2,12}|基本?同步[^，]{0,4}|前移|进位|"
    r"(?:和|与)[^，]{2,10}同步)$"
)
_TAIL = re.compile(
    r"(?:等?(?:重大|重点|一批)?(?:工作|建设|落地|见效|实施|发展|提升|前期工作|力度|任务|进程|步伐|优势))$"
)
_SEPARATORS = frozenset("，,；;：:。！？")


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed of a sentence: the thing, how far it shall come, and where both stand in the text."""

    name: str
    milestone: Milestone
    verb: str
    # Span of the thing, and of the clause it was found in.
    start: int
    end: int
    clause_start: int
    clause_end: int
    # What speaks for and against the reading.
    traits: tuple[str, ...]


def clauses(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of the parts between commas; what quotes and brackets hold stays together."""
    start = depth = 0
    for at, char in enumerate(text):
        if char in "“（《(":
            depth += 1
        elif char in "”）》)":
            depth = max(0, depth - 1)
        if char not in _SEPARATORS or (depth and char not in "。；！？"):
            continue
        if not (char == "," and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()):
            if at > start:
                yield start, at
            start, depth = at + 1, 0 if char in "。；！？" else depth
    if start < len(text):
        yield start, len(text)


def deeds_in(text: str, dates: Sequence[Deadline] = ()) -> Iterator[Deed]:
    """Every deed of a sentence, one for each thing of a list; dates are no part of a name."""
    for start, end in clauses(text):
        opening = next(
            (d.end for d in dates if start <= d.start <= start + 1 and d.end < end), start
        )
        within = {d.end: d.start for d in dates if opening < d.start and d.end < end}
        yield from _Clause(text, opening, end, within).deeds()


@dataclass(frozen=True, slots=True)
class _Clause:
    """Reads the deeds of one clause; the span is the part of the text that it covers."""

    text: str
    start: int
    end: int
    # Where dates within the clause start, by their ends.
    dates: Mapping[int, int]

    def deeds(self) -> Iterator[Deed]:
        """What is done here: lists behind a verb, titles won, states that things have reached."""
        start = self.start
        frame = _FRAME.search(self.text, start, self.end)
        if frame:
            if _thing(frame["object"]):
                yield from self.listed(*frame.span("object"), Milestone.ADVANCED, "以")
            start = frame.end()
        for pattern in (_OPENING, _BESIDE):
            opening = pattern.match(self.text[start : self.end])
            if opening:
                start += opening.end()
        clause = self.text[start : self.end]
        taking = _TAKING.match(clause)
        if taking:
            yield from self.taken(start, taking)
            return
        body, verbs = _verbs(clause)
        if body and not CHAIN.match(clause) and body >= _told_from(clause):
            body, verbs = 0, []  # 甲、乙联动发展加快落地: what stands before is the thing
        winning = _WINNING.match(clause)
        if winning and (
            body == 0 or (clause.startswith(winning["subject"]) and not CHAIN.match(clause))
        ):
            yield from self.won(start, winning)
        elif verbs and len(clause) - body >= 2:
            yield from self.object(start + body, verbs)
        else:
            yield from self.reached(start, clause)

    def reached(self, start: int, clause: str) -> Iterator[Deed]:
        """A clause that has no verb before its thing: 大桥全线贯通, 空气质量明显改善."""
        visit = _VISIT.search(clause)
        if visit:
            first, last = visit.span("object" if visit["object"] else "site")
            yield from self.listed(start + first, start + last, Milestone.ADVANCED, "察看")
            return
        trend = _TREND.match(clause)
        if trend:
            yield from self.listed(start, start + trend.end("subject"), Milestone.HELD, "")
            return
        behind = BEHIND.search(clause) or BEHIND_NOMINAL.search(clause)
        if behind and behind.start() >= 2:
            told = milestone_behind(behind[0])
            last = behind.end() if behind.groupdict().get("bare") else behind.start()
            verb = behind["verb"] or behind["bare"]
            yield from self.listed(start, self.undated(start + last), told, verb)
            return
        state = _STATE.search(clause)
        if state and state.start() >= 2:
            yield from self.listed(start, start + state.start(), Milestone.ADVANCED, state[0])

    def taken(self, start: int, match: re.Match[str]) -> Iterator[Deed]:
        """把甲建成乙 promises the second thing, 把丙作为重点 the first."""
        verb = match["verb"]
        group = "thing" if verb in ("作为", "摆在", "放在", "纳入", "列入") else "end"
        told = Milestone.DONE if verb.startswith("建") else Milestone.ADVANCED
        told = Milestone.APPROVED if verb in ("纳入", "列入") else told
        first, last = match.span(group)
        yield from self.listed(start + first, start + last, told, verb)

    def won(self, start: int, winning: re.Match[str]) -> Iterator[Deed]:
        """Titles won: one for every winner, or for every title of one winner."""
        subject, title = winning.span("subject"), winning.span("object")
        winners = list(_items(self.text, start + subject[0], start + subject[1]))
        titles = list(_items(self.text, start + title[0], start + title[1]))
        for first, last in winners:
            for title_first, title_last in titles:
                winner, won = self.text[first:last], self.text[title_first:title_last]
                name = _name(winner + won if len(winners) > 1 or len(titles) == 1 else won)
                span = (first, last) if len(winners) > 1 else (title_first, title_last)
                yield self.deed(name, winner + won, winning["verb"], Milestone.APPROVED, span)

    def object(self, start: int, verbs: list[str]) -> Iterator[Deed]:
        """The things behind the verbs; a verb behind the things says how far they shall come."""
        verb = next((v for v in reversed(verbs) if v not in PUSHING), verbs[-1])
        milestone, end = VERBS[verb], self.end
        behind = BEHIND.search(self.text[start:end])
        if behind and behind.start() >= 2:
            told = milestone_behind(behind[0])
            if told is not Milestone.ADVANCED or milestone is Milestone.HELD or verb == "实现":
                milestone, verb = told, behind["verb"]
            end = self.undated(start + behind.start())
        moved = BEHIND_NOMINAL.search(self.text[start:end])
        if moved and moved.start() >= 2 and not moved["bare"]:
            end = start + moved.start()
        if end - start >= 2:
            yield from self.listed(start, end, milestone, verb)

    def undated(self, end: int) -> int:
        """Where the things end if a date follows them: 大桥年底前通车."""
        return self.dates.get(end, end)

    def listed(self, start: int, end: int, milestone: Milestone, verb: str) -> Iterator[Deed]:
        """One deed for each thing of a list such as A、B和C等项目."""
        items = list(_items(self.text, start, end))
        head = _head(self.text, items)
        for first, last in items:
            words = self.text[first:last]
            # A等9个博物馆: the nine are a figure, A is a thing.
            closed = re.search(r"等(?=[约近超]?\d|.{2,14}$)", words)
            if closed and closed.start() >= 2:
                last = first + closed.start()
            own = CHAIN.match(self.text[first:last])
            if own and first > start and last - first - own.end() >= 2:
                # 建好平台、拓展通道: every item has a verb of its own.
                verb, milestone, first = own["verb"], VERBS[own["verb"]], first + own.end()
            behind = BEHIND.search(self.text[first:last])
            told = milestone
            if behind and behind.start() >= 2 and len(items) > 1:
                # 甲厂竣工、乙路通车: every item has come so far of its own.
                told, last = milestone_behind(behind[0]), first + behind.start()
            name = _name(self.text[first:last])
            if len(name) < 2:
                continue
            named = len(name) > 4 and (len(items) == 1 or CONCRETE.search(name))
            if head and not name.endswith(head) and not named:
                name += head
            yield self.deed(name, self.text[first:last], verb, told, (first, last), len(items))

    def deed(
        self,
        name: str,
        words: str,
        verb: str,
        milestone: Milestone,
        span: tuple[int, int],
        listed: int = 1,
    ) -> Deed:
        """A deed of this clause."""
        told = tuple(traits(name, words, verb, milestone, listed))
        return Deed(name, milestone, verb, *span, self.start, self.end, told)


# 与中科院共建…: with whom it is done comes before the verb.
_BESIDE = re.compile(
    r"(?:与|同|会同|联合|携手|联手)[^，]{2,14}?(?=共建|共同|合作|联合|打造|建设|推进)"
)


def _told_from(clause: str) -> int:
    """Where the words begin that tell how far the clause's thing has come; its end if there are none."""
    starts = [m.start() for p in (BEHIND, _STATE) if (m := p.search(clause)) and m.start() >= 2]
    return min(starts, default=len(clause))


def _verbs(clause: str) -> tuple[int, list[str]]:
    """Where the object begins, and the verbs before it; a short subject may come first."""
    first = CHAIN.match(clause)
    if first is None:
        ends = [
            m.start()
            for p in (BEHIND, BEHIND_NOMINAL, _STATE, _TREND)
            if (m := p.search(clause)) and m.start()
        ]
        for match in CHAIN.finditer(clause, 0, min(ends, default=len(clause))):
            lead = clause[match.start() : match.start("verb")]
            opened = _AFTER_ADVERBIAL.search(clause[: match.start()])
            if lead or match["verb"] in PLAIN or opened:
                first = match
                break
    if first is None:
        return 0, []
    verbs, at = [first["verb"]], first.end()
    while True:
        more = MORE.match(clause, at)
        if more is None or more.end() >= len(clause) - 1:
            return at, verbs
        verbs.append(more["verb"])
        at = more.end()


# What may stand before a verb: 要…, 年内…, 结合实际….
_AFTER_ADVERBIAL = re.compile(
    r"(?:要|将|应|来|地|在|内|前|上|中|为|对|年|底|月)$|^(?:结合|根据|按照|依据|通过|针对|借鉴|比照|参照|采取)[^，]{2,12}$"
)


def _head(text: str, items: list[tuple[int, int]]) -> str:
    """The noun that a list shares: 洛济、洛汝等快速通道, 甲、乙、丙产业带."""
    last = text[slice(*items[-1])]
    match = re.search(
        r"等(?:重点|关键)?(?:领域|方面)?(?:[约近超]?\d+余?[个家座处条项所]|[一二三四五六七八九十]+[大个家座条项])?(?P<head>.{2,14})$",
        last,
    )
    if match:
        # 等项目 and 等工程 say nothing of the thing's name.
        general = re.fullmatch(r"(?:重大|重点|一批|标志性|系列)?(?:项目|工程|任务)", match["head"])
        return "" if general else match["head"]
    lengths = {b - a for a, b in items[:-1]}
    if len(lengths) == 1 and not any(CONCRETE.search(text[a:b]) for a, b in items[:-1]):
        (length,) = lengths
        if length <= 4 and len(last) > length + 2 and CONCRETE.search(last):
            return last[length:]
    return ""


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the things of a list stand; lists of attributes (市场化、法治化) are one thing."""
    cuts = [start]
    depth = 0
    for at in range(start, end):
        char = text[at]
        if char in "“（《(":
            depth += 1
        elif char in "”）》)":
            depth = max(0, depth - 1)
        if depth == 0 and (char == "、" or text[at : at + 2] == "”“"):
            cuts.append(at + 1)
        elif depth == 0 and text[at : at + 3] in ("”和“", "”及“"):
            cuts.append(at + 2)
    spans = [
        (a, b - (b != end and text[b - 1] == "、"))
        for a, b in zip(cuts, [*cuts[1:], end], strict=False)
    ]
    spans = [(a, b) for a, b in spans if b > a]
    # “甲”“乙”两大工程: the last noun counts the things, it is none of them.
    counting = _COUNTED.search(text, spans[-1][0], end) if len(spans) > 1 else None
    if counting:
        spans[-1] = (spans[-1][0], counting.start())
        end = counting.start()
    if len(spans) > 1:
        last = spans[-1]
        generic = _GENERIC_HEAD.search(text, last[0], end)
        if generic:
            # 大学生、退役军人等重点群体: the field is the thing, its members are examples.
            yield generic.start() + 1, end
            return
        if all(_attribute(text[a:b]) for a, b in spans[:-1]):
            yield start, end
            return
        described = re.match(r"[^的等]{2,24}的(?=.{3})", text[last[0] : last[1]])
        if described and not any(CONCRETE.search(text[a:b]) for a, b in spans[:-1]):
            # 功能完善、衔接顺畅的交通网络 is one network.
            yield last[0] + described.end(), last[1]
            return
    for a, b in spans:
        yield from _joined(text, a, b)


_COUNTED = re.compile(
    r"(?<=[”》])等?[一二三四五六七八九十两\d]+[大个项条](?:重点|专项|重大)?[一-龥]{1,4}$"
)
# Heads under which a list names fields rather than things.
_GENERIC_HEAD = re.compile(
    r"等[^，、]{0,6}(?:领域|方面|部位|环节|作用|链条|群体|设施|业态|效应|要素|问题|关系|内容|形式|方式|途径|阶段)(?!.{0,4}(?:改革|工程|项目|试点|中心|工作|开放|治理))"
)


def _attribute(item: str) -> bool:
    return len(item) <= 1 or (len(item) <= 4 and item.endswith(("化", "型", "性")))


def _joined(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A和B are two things where both end in a noun that names a thing of its own."""
    match = re.search(r"以及|[和及与]", text[start:end])
    while match:
        left, right = text[start : start + match.start()], text[start + match.end() : end]
        quoted = left.count("“") != left.count("”") or left.count("（") != left.count("）")
        if not quoted and len(left) >= 3 and len(right) >= 3 and _thing(left) and _thing(right):
            yield start, start + match.start()
            start += match.end()
            match = re.search(r"以及|[和及与]", text[start:end])
        else:
            following = re.search(r"以及|[和及与]", text[start + match.end() : end])
            if following is None:
                break
            break
    yield start, end


def _thing(words: str) -> bool:
    return bool(CONCRETE.search(re.sub(r"(?:等|建设|发展)+$", "", words)) or QUOTED.search(words))


def _name(words: str) -> str:
    """The thing without what surrounds it."""
    words = re.sub(r"^(?:一批|一系列|更多|各类|各项|全市|我市|好|了|新一轮的?|再)", "", words)
    words = re.sub(r"等(?=.{2,14}$)", "", words)
    words = re.sub(r"等$", "", words)
    previous = ""
    while previous != words and len(words) > 4:
        previous = words
        words = _TAIL.sub("", words)
    return words.strip("的，、")
