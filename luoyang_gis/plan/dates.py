"""Dates and deadlines in Chinese text, read with the document's year as context."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from luoyang_gis.plan.model import Due
from luoyang_gis.plan.numbers import parse_chinese

# “七一”前 ends on the day before; feasts that move with the moon are given by their usual month.
_FEASTS = {
    "元旦": "12-31", "春节": "01", "五一": "04-30", "劳动节": "04-30", "六一": "05-31",
    "七一": "06-30", "建党节": "06-30", "八一": "07-31", "十一": "09-30", "国庆节": "09-30",
    "国庆": "09-30", "中秋节": "09", "牡丹文化节": "03-31",
}  # fmt: skip
_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = r"(?P<y>\d{4}|[一二][〇零一二三四五六七八九]{3})年"
_RELATIVE = {
    "今年": 0,
    "本年": 0,
    "年内": 0,
    "全年": 0,
    "当年": 0,
    "明年": 1,
    "后年": 2,
    "去年": -1,
}
# The fourteenth plan runs from 2021 to 2025.
_PLAN_FIRST = {n: 2021 + 5 * (i - 14) for i, n in enumerate("零一二三四五六七八九十", 10)}

_Match: TypeAlias = "re.Match[str]"
_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[_Match, int], str | None]], ...]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date as a text states it."""

    due: Due
    text: str
    start: int
    end: int

    @property
    def wording(self) -> str:
        """The text's own words where they say more than the date does."""
        plain = re.fullmatch(
            r"(?:到|至|在|于)?\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|全年|今年|去年", self.text
        )
        return "" if plain else self.text


# Every pattern below needs one of these.
_SIGN = re.compile("[年月季节前五纪半]")


def dates_in(text: str, year: int) -> tuple[Deadline, ...]:
    """Every date of the text, in order; `year` is the one that 今年 and 年底 speak of."""
    found: list[Deadline] = []
    if not _SIGN.search(text):
        return ()
    for pattern, read in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < other.end and other.start < end for other in found):
                continue
            code = read(match, year)
            if code is None:
                continue
            try:
                due = Due.parse(code)
            except ValueError:
                continue
            found.append(Deadline(due, match[0], start, end))
    return tuple(sorted(found, key=lambda d: d.start))


def _number(text: str) -> int:
    return int(text) if text.isdigit() else parse_chinese(text)


def _of_year(match: _Match, year: int) -> int:
    stated = match.groupdict().get("y")
    if stated:
        return _number(stated)
    return year + _RELATIVE.get(match.groupdict().get("rel") or "", 0)


def _day(match: _Match, year: int) -> str:
    return f"{_of_year(match, year)}-{_number(match['m']):02}-{_number(match['d']):02}"


def _month(match: _Match, year: int) -> str | None:
    year, month = _of_year(match, year), _number(match["m"])
    if not 1 <= month <= 12:
        return None
    if match["end"]:
        return f"{year}-{month:02}-{calendar.monthrange(year, month)[1]}"
    if match["before"]:
        # Before June is by the end of May.
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        return f"{year}-{month:02}-{calendar.monthrange(year, month)[1]}"
    return f"{year}-{month:02}"


def _span(match: _Match, _: int) -> str:
    return f"{match['a']}/{match['b']}"


def _plan(match: _Match, _: int) -> str:
    first = _PLAN_FIRST[match["n"]]
    return str(first + 4) if match["end"] else f"{first}/{first + 4}"


def _quarter(match: _Match, year: int) -> str:
    return f"{_of_year(match, year)}-Q{_number(match['q'])}"


def _half(match: _Match, year: int) -> str:
    return f"{_of_year(match, year)}-H{1 if match['h'] == '上' else 2}"


def _year_end(match: _Match, year: int) -> str:
    return f"{_of_year(match, year)}-12-31"


def _feast(match: _Match, year: int) -> str:
    return f"{_of_year(match, year)}-{_FEASTS[match['feast']]}"


def _coming(match: _Match, year: int) -> str:
    return str(year + _number(match["n"]) - 1)


def _past(match: _Match, year: int) -> str:
    return f"{year - _number(match['n'])}/{year - 1}"


_ANY_YEAR = rf"(?:{_YEAR}|(?P<rel>今年|明年|后年|去年|当年|本年))"
# The more a pattern says, the earlier it is tried.
_PATTERNS = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (rf"(?:{_ANY_YEAR})?(?P<m>{_N})月(?P<d>{_N})日(?:之?前)?", _day),
        (r"(?P<a>20\d\d)年?(?:[—–\-~～至到－]{1,2})(?P<b>20\d\d)年", _span),
        (
            rf"(?:到|至)?(?:{_ANY_YEAR})?(?P<m>{_N})月(?!\d)(?:份|初|上旬|中旬)?(?P<end>底|末|下旬)?(?P<before>之?前|以前)?",
            _month,
        ),
        (rf"(?:{_ANY_YEAR})?第?(?P<q>[一二三四1-4])季度(?:末|底)?(?:之?前)?", _quarter),
        (rf"(?:{_ANY_YEAR})?(?P<h>[上下])半年", _half),
        (rf"(?:到|至)?(?:{_YEAR}|(?P<rel>今年|明年|去年))年?(?:底|末)(?:之?前|以前)?", _year_end),
        (r"(?P<rel>明年|今年|去年)?(?:到|至)?年(?:底|末|终)(?:之?前|以前)?", _year_end),
        (rf"“?(?P<feast>{'|'.join(sorted(_FEASTS, key=len, reverse=True))})”?(?:节)?之?前", _feast),
        (r"“?十(?P<n>[一二三四五六七八九])五”?(?!”?[^，。、]{0,4}(?:工程|项目|专项))(?:规划)?(?P<end>末|期末|时期末|收官)?(?:时期|期间)?", _plan),
        (rf"(?:未来|今后)(?P<n>{_N})年", _coming),
        (rf"(?P<n>{_N})年(?:之|以)?内", _coming),
        (rf"(?:过去|这|近)(?P<n>{_N})年", _past),
        (rf"(?P<n>{_N})年来", _past),
        (r"(?:到|至)?(?:本|21|二十一)世纪中叶", lambda _match, _year: "2050"),
        (rf"(?:到|至|在|于)?{_YEAR}(?!度)(?:之?前|以前)?", lambda m, y: str(_of_year(m, y))),
        (r"(?P<rel>今年|本年|年内|全年|当年|明年|后年|去年)", lambda m, y: str(_of_year(m, y))),
    )
)  # fmt: skip
