"""What a document and its headings say where a sentence says nothing: past or promise, and which year."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from luoyang_gis.plan.dates import dates_in
from luoyang_gis.plan.model import Due, Kind
from luoyang_gis.plan.outline import Sentence

_LOOKS_BACK = re.compile(
    r"回顾|成就|成绩|总结|去年|上年|过去|取得(?!新)|发展基础|发展环境|现状|完成情况"
)
# Within a chapter of promises only this looks back: （一）推动改革取得更大成绩 promises.
_SURELY_BACK = re.compile(r"回顾|总结|去年工作|上年工作|发展基础|现状|完成情况|执行情况")
_LOOKS_AHEAD = re.compile(r"目标|任务|重点工作|安排|部署|规划|打算|今后|未来|展望|举措|建议|远景")
_YEAR_IN_TITLE = re.compile(r"(20\d\d)年")
_PLAN_IN_TITLE = re.compile(r"“?十([一二三四五六七八九])五”?")


@dataclass(frozen=True, slots=True)
class Context:
    """What the chapter says where a sentence says nothing."""

    kind: Kind
    due: Due | None
    # The year that 今年 and 年底 speak of.
    year: int


def document_date(folded: str) -> date | None:
    """The day a document bears: after its title or before its end, else the first one."""
    found = re.findall(r"(20\d\d)年(\d{1,2})月(\d{1,2})日", folded)
    days = []
    for year, month, day in found:
        try:
            days.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return days[0] if days else None


def document_context(folded: str) -> tuple[int, Due | None]:
    """The year a document speaks from, and the year that all of it aims at, if it is such a plan."""
    title = folded[:200]
    plan = re.search(
        r"第十([一二三四五六七八九])个五年规划|“?十([一二三四五六七八九])五”?[^，。]{0,12}规划",
        title,
    )
    written = document_date(folded)
    if plan:
        (period,) = dates_in(f"十{plan[1] or plan[2]}五时期", 2000)[:1]
        if written is None or abs(written.year - period.due.start.year) <= 1:
            return period.due.start.year, Due.parse(str(period.due.end.year))
    if written:
        return written.year, None
    years = Counter(int(y) for y in re.findall(r"(20\d\d)年", folded))
    # Goals speak of years to come; the document is of the earliest year that it names often.
    often = [y for y, n in years.items() if n * 3 >= max(years.values())]
    return min(often, default=date.today().year), None


class Contexts:
    """Follows the headings: what looks back, what looks ahead, and to which year."""

    def __init__(self, year: int, aim: Due | None) -> None:
        self.year = year
        self.known: dict[tuple[str, ...], Context] = {}
        self.base = self.last = Context(Kind.TARGET, aim, year)
        self.span: Due | None = None
        self.carried: Due | None = None
        self.path: tuple[str, ...] = ()

    def of(self, sentence: Sentence) -> Context:
        """The context of a sentence; 到2025年 reaches across semicolons to its full stop."""
        context = self._of(sentence)
        dates = [d for d in dates_in(sentence.text, context.year) if d.due.precision == "year"]
        if context.kind is Kind.TARGET and self.carried:
            context = replace(context, due=self.carried)
        if not sentence.text.endswith(("；", ";")):
            self.carried = None
        elif dates and dates[-1].text.startswith(("到", "至")):
            self.carried = dates[-1].due
        return context

    def _of(self, sentence: Sentence) -> Context:
        top = sentence.headings[:1]
        if top not in self.known:
            self.known[top] = self._read(top[0] if top else "")
        context = self.known[top]
        for title in sentence.headings[1:]:
            back = _SURELY_BACK if context.kind is Kind.TARGET and context.due else _LOOKS_BACK
            if re.search(r"20\d\d年.{0,4}(?:工作|目标|任务|安排)", title) or back.search(title):
                context = self._read(title, context)
        self.last = context
        return self._spanning(sentence, context)

    def _read(self, title: str, above: Context | None = None) -> Context:
        base = above or self.last
        year, plan = _YEAR_IN_TITLE.search(title), _PLAN_IN_TITLE.search(title)
        if _LOOKS_BACK.search(title):
            past = int(year[1]) if year else self.year - 1
            return Context(Kind.ACTUAL, Due.parse(str(past)), past)
        if not (year or _LOOKS_AHEAD.search(title)):
            # After the retrospect comes the plan, unless a heading says otherwise.
            return base if above or base.kind is Kind.TARGET or not self.base.due else self.base
        if plan:
            dates = dates_in(plan[0] + "末", self.year)
            return Context(Kind.TARGET, dates[0].due if dates else None, self.year)
        if year and int(year[1]) >= self.year:
            return Context(Kind.TARGET, Due.parse(year[1]), int(year[1]))
        return Context(
            Kind.TARGET, base.due if base.kind is Kind.TARGET else self.base.due, self.year
        )

    def _spanning(self, sentence: Sentence, context: Context) -> Context:
        """五年来 … 这五年 hold on until the chapter ends or a year is named."""
        if sentence.headings != self.path:
            self.path, self.span = sentence.headings, None
        if context.kind is not Kind.ACTUAL:
            return context
        if re.search(
            r"^.{0,12}(?:五年(?:奋斗|来|成就)|这五年|过去五年|“?十[一二三四]五”?(?:规划(?!纲要|建议|[编草])|时期|期间|以来))",
            sentence.text,
        ):
            last = context.due.end.year if context.due else context.year
            self.span = Due.parse(f"{last - 4}/{last}")
        return replace(context, due=self.span) if self.span else context
