"""Numbers in Chinese text: Arabic, Chinese numerals, mixed, fractions, percentages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
# The characters that multiply a numeral or a unit.
SCALES = _SMALL | _LARGE

_ARABIC = r"\d+(?:,\d{3})*(?:\.\d+)?"
_CHINESE = "[零〇一二两三四五六七八九十百千万亿]+"
_NUMBER = re.compile(
    rf"(?P<top>{_ARABIC})/(?P<bottom>\d+)(?!\d*[年月日])"
    rf"|(?P<arabic>{_ARABIC})余?多?(?P<scale>[百千万亿]+)?"
    rf"|(?P<den>{_CHINESE})分之(?P<num>{_ARABIC}|{_CHINESE})"
    rf"|(?P<chinese>{_CHINESE})"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: its value, and where it stands."""

    value: float
    start: int
    end: int
    text: str
    # Written in Chinese numerals throughout; many such are part of a name.
    chinese: bool = False


def parse_chinese(text: str) -> int:
    """The value of a Chinese numeral such as 三千二百零五万; a ValueError where it is none."""
    total = section = digit = 0
    pending = False
    for char in text:
        if char in _DIGITS:
            # 二〇三五 spells a number digit by digit.
            digit = digit * 10 + _DIGITS[char] if pending and digit else _DIGITS[char]
            pending = True
        elif char in _SMALL:
            section += (digit if pending else 1) * _SMALL[char]
            digit, pending = 0, False
        elif char in _LARGE:
            whole = section + digit
            if char == "亿":
                total = (total + (whole or (0 if total else 1))) * _LARGE[char]
            else:
                total += (whole or 1) * _LARGE[char]
            section = digit = 0
            pending = False
        else:
            raise ValueError(text)
    return total + section + digit


def numbers_in(text: str) -> Iterator[Number]:
    """Every number of the text, in order."""
    for match in _NUMBER.finditer(text):
        if match["top"]:
            bottom = int(match["bottom"])
            if bottom == 0:
                continue
            value = float(match["top"].replace(",", "")) / bottom
        elif match["arabic"]:
            value = float(match["arabic"].replace(",", ""))
            for char in match["scale"] or "":
                value *= SCALES[char]
            value = round(value, 9)  # 5128.4亿 is 512840000000, in floats as well
        elif match["den"]:
            bottom = parse_chinese(match["den"])
            if bottom == 0:
                continue
            top = match["num"]
            value = (float(top) if top[0].isdigit() else parse_chinese(top)) / bottom
        else:
            value = float(parse_chinese(match["chinese"]))
        chinese = bool(match["chinese"] or match["den"])
        yield Number(value, match.start(), match.end(), match[0], chinese)
