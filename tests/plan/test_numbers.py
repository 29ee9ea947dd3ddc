"""Numbers in Chinese text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoyang_gis.plan.numbers import numbers_in, parse_chinese


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("达到5128.4亿元", [512_840_000_000]),
        ("4200余万元", [42_000_000]),
        ("超过1/3", [1 / 3]),
        ("三分之一", [1 / 3]),
        ("五千二百万", [52_000_000]),
        ("88个、83929户", [88, 83929]),
        ("二〇三五", [2035]),
        ("十二万三千", [123_000]),
        ("1,000多个", [1000]),
        ("没有数", []),
    ],
)
def test_values(text: str, values: list[float]) -> None:
    assert [n.value for n in numbers_in(text)] == pytest.approx(values)


DIGITS = "零一二三四五六七八九"


def spell(number: int) -> str:
    """The Chinese numeral of a number below a hundred million, written plainly."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        gap = "零" if 0 < low < 1000 else ""
        return spell(high) + "万" + (gap + spell(low) if low else "")
    out = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            out += DIGITS[digit] + name
        elif out and number and not out.endswith("零"):
            out += "零"
    return out


@given(st.integers(min_value=1, max_value=99_999_999))
def test_numerals_read_back(number: int) -> None:
    assert parse_chinese(spell(number)) == number
