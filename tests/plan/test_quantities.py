"""Figures in Chinese text: values, units, bounds, ranges; and how units turn into each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoyang_gis.plan.model import UNITS
from luoyang_gis.plan.quantities import factor_between, quantities_in


@pytest.mark.parametrize(
    ("text", "unit", "value", "comparator"),
    [
        ("总产值达到1234.5亿元", "亿元", 1234.5, "="),
        ("比重超过1/4", "%", 25, ">"),
        ("完成率达到百分之九十五", "%", 95, "="),
        ("三分之二以上的村", "%", 200 / 3, "≥"),
        ("失业率控制在5.5%以内", "%", 5.5, "≤"),
        ("涨幅控制在3%左右", "%", 3, "≈"),
        ("提高近2个百分点", "百分点", 2, "≈"),
        ("新建30余座桥", "座", 30, ">"),
        ("1,000多个网点", "个", 1000, ">"),
        ("捐款4200余万元", "万元", 4200, ">"),
        ("不少于8万人次", "万人次", 8, "≥"),
        ("不到一个半月", "个月", 1.5, "<"),
        ("规模超万亿的基地", "亿元", 10_000, ">"),
        ("2千亿级集群", "亿元", 2000, "="),
        ("百万吨乙烯", "万吨", 100, "="),
        ("城区人口约350万人", "万人", 350, "≈"),
        ("集体签约3家企业", "家", 3, "="),
        ("较期初翻一番", "倍", 2, "="),
        ("保持两位数增长", "%", 10, "≥"),
        ("新增耕地２０万亩", "万亩", 20, "="),
        ("道路12千米", "公里", 12, "="),
    ],
)
def test_one_figure(text: str, unit: str, value: float, comparator: str) -> None:
    found = quantities_in(text)
    assert len(found) == 1
    values = found[0].values_in(unit)
    assert values is not None
    assert values[0] == pytest.approx(value)
    assert found[0].comparator == comparator


@pytest.mark.parametrize(
    ("text", "unit", "low", "high"),
    [
        ("引进2—3家", "家", 2, 3),
        ("增长5%至8%", "%", 5, 8),
        ("2～3万人", "万人", 2, 3),
        ("投资80亿元到100亿元", "亿元", 80, 100),
    ],
)
def test_a_range_is_one_figure(text: str, unit: str, low: float, high: float) -> None:
    (found,) = quantities_in(text)
    assert found.comparator == "–"
    assert found.values_in(unit) == pytest.approx((low, high))


def test_from_one_figure_to_another_is_no_range() -> None:
    assert [q.value for q in quantities_in("由52.7%到60%")] == [52.7, 60]


def test_several_figures_of_a_sentence() -> None:
    found = quantities_in("改造片区88个、83929户，建设安置房44758套")
    assert [(q.value, q.unit) for q in found] == [(88, "个"), (83929, "户"), (44758, "套")]


def test_signing_is_not_about() -> None:
    assert quantities_in("签约80个项目")[0].comparator == "="


COUNTS = ("家", "个", "座", "公里", "亩", "%", "亿元", "万人次", "万标箱", "平方公里")


@given(
    st.integers(min_value=1, max_value=9_999_999),
    st.sampled_from(COUNTS),
    st.sampled_from(["不低于{}", "{}以上", "超过{}", "{}左右", "{}以内", "{}", "约{}", "不到{}"]),
)
def test_every_spelling_reads_back(number: int, unit: str, phrase: str) -> None:
    signs = {"不低于{}": "≥", "{}以上": "≥", "超过{}": ">", "{}左右": "≈", "{}以内": "≤"}
    signs |= {"约{}": "≈", "不到{}": "<"}
    (found,) = quantities_in("全市达到" + phrase.format(f"{number}{unit}") + "，成效明显")
    values = found.values_in(unit)
    assert values is not None
    assert values[0] == pytest.approx(number)
    assert found.comparator == signs.get(phrase, "=")


@given(st.text(alphabet="零一二三十百千万亿0123456789.,/%个亿元第—至超约以上分之 ", max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    for quantity in quantities_in(text):
        assert 0 <= quantity.start < quantity.end <= len(text)


@given(st.sampled_from(sorted(UNITS)), st.sampled_from(sorted(UNITS)))
def test_conversion_has_its_inverse(unit: str, other: str) -> None:
    there, back = factor_between(unit, other), factor_between(other, unit)
    if there is not None and back is not None:
        assert there * back == pytest.approx(1)


@pytest.mark.parametrize("unit", sorted(UNITS))
def test_every_unit_of_the_ledger_is_known(unit: str) -> None:
    assert factor_between(unit, unit) == 1


@pytest.mark.parametrize(
    ("unit", "other"), [("亿元", "%"), ("万人", "个"), ("%", "百分点"), ("公里", "平方公里"), ("亿美元", "亿元")]
)  # fmt: skip
def test_what_does_not_measure_the_same(unit: str, other: str) -> None:
    assert factor_between(unit, other) is None
