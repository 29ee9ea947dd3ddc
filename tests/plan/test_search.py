"""Search by Chinese, pinyin, initials, and with a slip."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoyang_gis.plan.search import Entry, SearchIndex, Subject, spelling, spelt

NAMES = ("龙门大道", "二里头遗址", "呼南高铁豫西通道", "洛阳龙门站", "洛渑产业带", "重渡沟")


@pytest.fixture
def index() -> SearchIndex:
    entries = [Entry(Subject.FEATURE, f"f.{i}", name) for i, name in enumerate(NAMES)]
    entries.append(Entry(Subject.TARGET, "t.1", "总量达八千亿", names=("地区生产总值",)))
    return SearchIndex(entries)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("lmdd", "龙门大道"),
        ("elt", "二里头遗址"),
        ("erlitou", "二里头遗址"),
        ("ErLiTou", "二里头遗址"),
        ("hunan", "呼南高铁豫西通道"),
        ("gaotie", "呼南高铁豫西通道"),
        ("hngt", "呼南高铁豫西通道"),
        ("龙门大道", "龙门大道"),
        ("龙门站", "洛阳龙门站"),
        ("二里投", "二里头遗址"),
        ("erlitao", "二里头遗址"),
        ("chongdugou", "重渡沟"),
        ("zhongdugou", "重渡沟"),
        ("gdp", ""),
        ("生产总值", "总量达八千亿"),
        ("高铁 豫西", "呼南高铁豫西通道"),
    ],
)
def test_first_hit(index: SearchIndex, query: str, first: str) -> None:
    hits = index.find(query)
    assert (hits[0].entry.title if hits else "") == first


def test_nothing_asked_nothing_found(index: SearchIndex) -> None:
    assert index.find("  ") == []


@given(st.text(max_size=12))
def test_any_query_is_answered(query: str) -> None:
    SearchIndex([Entry(Subject.FEATURE, "f", n) for n in NAMES]).find(query)


@given(st.sampled_from(NAMES), st.data())
def test_every_name_is_found_by_mixed_pinyin(name: str, data: st.DataObject) -> None:
    typed = "".join(
        reading if data.draw(st.booleans()) else reading[0]
        for reading in (readings[0] for readings in spelling(name))
    )
    assert spelt(typed, spelling(name)) == 0
