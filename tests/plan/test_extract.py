"""Proposals from sentences of our own: a city that does not exist, in the prose of such plans."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoyang_gis.plan.agreement import compare, likeness
from luoyang_gis.plan.deeds import deeds_in
from luoyang_gis.plan.extract import Candidate, extract
from luoyang_gis.plan.load import load
from luoyang_gis.plan.model import Kind, Milestone, Plan
from luoyang_gis.plan.outline import sentences
from luoyang_gis.plan.passages import ANCHOR_LIMIT, DocumentText, fold, read_document

PLAN = """甲州市国民经济和社会发展第十四个五年规划纲要

第一章 发展基础

“十三五”时期，全市地区生产总值年均增长7.2%，2020年达到3215.6亿元。甲州至乙县高速公路建成通车。

第二章 主要目标

到2025年，全市地区生产总值力争达到5000亿元以上，年均增长8%左右；森林覆盖率稳定在42%以上。

指标 2020年 2025年 属性
1.地区生产总值（亿元） 3215.6 5000 预期性
2.森林覆盖率（%） 41.2 ≥42 约束性

第三章 重点任务

第一节 完善交通网络

开工建设甲丁高铁、甲州机场二期工程，力争2024年6月底前通车运营市域铁路S1线。新增充电桩
8000个以上，推动丙河大桥、丁山隧道等项目早日开工。

（一）加强生态保护。争创国家森林城市。
"""

REPORT = """# 政府工作报告
——2022年1月20日
## 一、2021年工作回顾
全市一般公共预算收入达到210.5亿元、增长9.3%。甲州港一期建成投用。乙县入选国家乡村振兴示范县。
## 二、2022年重点工作
新建改扩建学校12所，引进龙头企业2—3家。年底前建成市文化馆、市档案馆。“七一”前城东立交竣工通车。
城镇登记失业率控制在4%以内。坚持以习近平新时代中国特色社会主义思想为指导，全面贯彻党的基本路线。
"""


@pytest.fixture
def plan(plan_root: Path) -> Plan:
    return load(plan_root)


def proposed(plan: Plan, text: str) -> dict[str, Candidate]:
    return {c.record.indicator: c for c in extract(plan, DocumentText(Path("a.txt"), text))}


def test_five_year_plan(plan: Plan) -> None:
    found = extract(plan, DocumentText(Path("a.txt"), PLAN), name="甲州")
    figures = {
        (str(c.record.due), c.record.kind, c.record.value, c.record.comparator)
        for c in found
        if c.record.indicator == "地区生产总值"
    }
    assert ("2025", Kind.TARGET, 5000.0, "≥") in figures
    assert ("2020", Kind.ACTUAL, 3215.6, "=") in figures
    assert ("2025", Kind.TARGET, 5000.0, "=") in figures  # from the table
    by_name = {c.record.indicator: c.record for c in found}
    assert by_name["甲丁高铁"].milestone is Milestone.STARTED
    assert by_name["丙河大桥"].milestone is Milestone.STARTED
    assert by_name["市域铁路S1线"].due is not None
    assert by_name["市域铁路S1线"].due.code == "2024-06-30"
    assert by_name["国家森林城市"].milestone is Milestone.APPROVED
    assert by_name["国家森林城市"].due is not None
    assert by_name["国家森林城市"].due.code == "2025"
    assert by_name["甲州至乙县高速公路"].kind is Kind.ACTUAL
    assert by_name["甲丁高铁"].passage.section == "第三章/第一节"
    assert by_name["甲丁高铁"].id.startswith("甲州.")


def test_annual_report(plan: Plan) -> None:
    found = proposed(plan, REPORT)
    income = found["一般公共预算收入"].record
    assert (income.kind, income.value, income.unit, str(income.due)) == (
        Kind.ACTUAL, 210.5, "亿元", "2021",
    )  # fmt: skip
    assert found["甲州港一期"].record.kind is Kind.ACTUAL
    assert found["乙县国家乡村振兴示范县"].record.milestone is Milestone.APPROVED
    assert str(found["市文化馆"].record.due) == "2022-12-31"
    assert str(found["市档案馆"].record.due) == "2022-12-31"
    overpass = found["城东立交"].record
    assert (str(overpass.due), overpass.due_text) == ("2022-06-30", "“七一”前")
    assert found["城镇登记失业率"].record.comparator == "≤"
    ranges = [c.record for c in found.values() if c.record.comparator == "–"]
    assert [(r.value, r.value_max, str(r.due)) for r in ranges] == [(2, 3, "2022")]
    assert not any("思想" in name or "路线" in name for name in found)


@pytest.mark.parametrize("text", [PLAN, REPORT])
def test_anchors_stand_once_and_hold_the_figure(plan: Plan, text: str) -> None:
    folded = fold(text)
    for candidate in extract(plan, DocumentText(Path("a.txt"), text)):
        anchor = candidate.record.passage.anchor
        assert len(anchor) <= ANCHOR_LIMIT
        assert folded.count(anchor) == 1
        if candidate.record.value is not None and candidate.record.value.is_integer():
            assert f"{candidate.record.value:.0f}" in anchor or not anchor.isascii()


def test_features_named_in_the_sentence(plan: Plan) -> None:
    found = proposed(plan, "二、2022年重点工作\n开工建设洛阳东站枢纽。")
    assert [c.features for c in found.values()] == [("place.luoyang",)]


def deeds(text: str) -> list[tuple[str, str]]:
    return [(d.name, d.milestone) for d in deeds_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("开工建设东湖水厂、西湖水厂", [("东湖水厂", "开工"), ("西湖水厂", "开工")]),
        ("加快甲至乙、丙至丁等高速建设", [("甲至乙高速", "推进"), ("丙至丁高速", "推进")]),
        ("确保城北体育馆等9个场馆建成投用", [("城北体育馆", "建成")]),
        ("推动城际铁路尽快获批", [("城际铁路", "获批")]),
        ("丙县被评为全国卫生县城", [("丙县全国卫生县城", "获批")]),
        ("图书馆主体完工", [("图书馆", "推进")]),
        ("甲江大桥、乙江大桥全线贯通", [("甲江大桥", "建成"), ("乙江大桥", "建成")]),
        ("实施“千企升级”行动", [("“千企升级”行动", "推进")]),
        ("打造市场化、法治化营商环境", [("市场化、法治化营商环境", "推进")]),
        ("构建布局合理、安全高效的交通网络", [("交通网络", "推进")]),
        ("与乙大学共建产业研究院", [("产业研究院", "推进")]),
    ],
)
def test_deeds(text: str, expected: list[tuple[str, str]]) -> None:
    assert deeds(text) == expected


def test_outline_of_a_mixed_document() -> None:
    text = "# 报告\n## 一、回顾\n（一）抓项目。成效明显，\n开工12个。培育新兴产业。建成甲厂。\n■ 开放\n——建设口岸 ——办好展会\n"
    found = sentences(text)
    assert "".join(s.text for s in found) == fold(text)
    paths = {s.text: s.path for s in found}
    assert paths["成效明显，开工12个。"] == "一/（一）"
    assert paths["建成甲厂。"] == "一/（一）/培育新兴产业"
    assert paths["——建设口岸"].endswith("开放")
    assert paths["——办好展会"].endswith("开放")


@given(st.text(alphabet="一、（）#■—。，；\n 甲建成12个亿元年%“”《》到2025", max_size=80))
def test_sentences_are_the_text(text: str) -> None:
    folded = fold(text)
    for sentence in sentences(text):
        assert folded[sentence.start : sentence.start + len(sentence.text)] == sentence.text


@given(
    text=st.text(
        alphabet="建成开工甲乙、和等12个亿元%，。；“”（）年底前到2025·的 \n实施项目", max_size=60
    )
)
def test_any_text_yields_valid_proposals(plan_root_once: Path, text: str) -> None:
    plan = load(plan_root_once)
    for candidate in extract(plan, DocumentText(Path("a.txt"), text), threshold=0.0):
        assert 0 <= candidate.confidence <= 1
        assert candidate.record.indicator
        assert len(candidate.record.passage.anchor) <= ANCHOR_LIMIT


@pytest.fixture(scope="module")
def plan_root_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The empty plan: proposals need no ledger."""
    root = tmp_path_factory.mktemp("empty")
    (root / "resources").mkdir()
    (root / "layers").mkdir()
    for name in ("resources/documents.toml", "resources/indicators.toml", "layers/catalog.toml"):
        (root / name).write_text("", encoding="utf-8")
    return root


def test_gb18030_reads_the_same(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(REPORT.encode("gb18030"))
    (tmp_path / "b.txt").write_bytes(REPORT.encode("utf-8-sig"))
    first, second = (extract(plan, read_document(tmp_path / n)) for n in ("a.txt", "b.txt"))
    assert first == second
    assert first


def test_agreement_pairs_one_to_one(plan: Plan) -> None:
    text = DocumentText(Path("a.txt"), REPORT)
    found = extract(plan, text)
    same = compare(text.folded, [c.record for c in found], found)
    assert (same.recall, same.precision) == (1.0, 1.0)
    half = compare(text.folded, [c.record for c in found[:4]], found)
    assert half.recall == 1.0
    assert half.precision == pytest.approx(4 / len(found))
    none = compare(text.folded, [c.record for c in found[:4]], ())
    assert (none.recall, len(none.missed)) == (0.0, 4)


def test_likeness() -> None:
    assert likeness("“城市大脑”", "城市大脑项目") == 1
    assert likeness("东湖水厂", "西山电站") == 0
    assert 0 < likeness("城东大桥扩建", "城东桥") < 1
