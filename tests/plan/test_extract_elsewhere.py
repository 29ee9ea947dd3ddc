"""Proposals from other kinds of documents and of cities that do not exist, and from files that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from luoyang_gis.errors import DataError
from luoyang_gis.plan.extract import Candidate, extract
from luoyang_gis.plan.load import load
from luoyang_gis.plan.model import Kind, Milestone, Plan, Record
from luoyang_gis.plan.passages import DocumentText, read_document

# A port city's report: lists with their results behind them, headings that are whole sentences.
PORT = """云浦市政府工作报告
——2023年1月12日在云浦市第九届人民代表大会第三次会议上

一、2022年工作回顾

全市地区生产总值增长4.3%、突破2600亿元，城镇新增就业3.2万人，万元地区生产总值能耗下降2.6%。
云浦港三期码头、北岸集疏运铁路建成投用，滨海大道全线通车，跨湾通道主体工程封顶。
云浦海洋公园、渔人街区获评国家4A级旅游景区，沙湾县荣获全国双拥模范县。
海工装备产业园等120余个项目落地建设，第三水厂扩容提升加快推进。

二、2023年重点任务

（一）坚持实体为本，推动产业升级取得新的更大进展

开工建设深水航道二期、冷链物流中心，确保东岸隧道、南站枢纽年底前建成通车。
牢固树立过紧日子的思想，坚定信心，凝聚共识，以更加昂扬的姿态奋勇前进。
新增规上工业企业60家以上，工业投资增长１２％左右，港口货物吞吐量达到1.8亿吨。
"""

# An inland city's five-year plan with bare headings and bullets, broken into lines as a PDF is.
INLAND = """青岩市国民经济和社会发展第十四个五年规划纲要

第四章 建设山地交通强市

构建对外通道

到2025年，高速公路通车里程达到620公里，实现县县通高速全
覆盖，铁路网密度居全省前3位。

——加快青岩至石门高铁、青岩机场改扩建工程建设。
——规划建设木河大桥、花垭口隧道等重点项目。
——把青岩高铁站打造成区域综合枢纽。

专栏3 交通重点指标
指标 2020年 2025年
高速公路通车里程（公里） 410 620
普通国省道二级以上比例（%） 55.5 ≥70
"""

# A district's action plan: numbered measures in one sentence each, dates by month and quarter.
DISTRICT = """临江区公共服务提升三年行动计划（2024—2026年）

1.扩大学位供给。2024年9月底前建成启用江北实验小学、育才幼儿园，三年新增学位6000个。
2.完善医疗网络。推动区人民医院新院区2025年上半年开工，争创全国健康促进区。
3.改善居住条件。实施“暖巢行动”，改造老旧小区45个，惠及居民2.1万户；完成湖滨路、学府路雨污分流工程。
4.加强组织领导。各部门要提高站位，强化意识，压实责任，形成齐抓共管的工作格局。
"""


@pytest.fixture
def plan(plan_root: Path) -> Plan:
    return load(plan_root)


def read(plan: Plan, text: str) -> tuple[Candidate, ...]:
    return extract(plan, DocumentText(Path("a.txt"), text))


def deeds(found: tuple[Candidate, ...]) -> dict[str, Record]:
    return {c.record.indicator: c.record for c in found if c.record.value is None}


def figures(found: tuple[Candidate, ...]) -> set[tuple[float | None, str, str, str]]:
    return {
        (c.record.value, c.record.unit, str(c.record.comparator), str(c.record.due))
        for c in found
        if c.record.value is not None
    }


def test_port_city(plan: Plan) -> None:
    found = read(plan, PORT)
    done = deeds(found)
    for name in ("云浦港三期码头", "北岸集疏运铁路", "滨海大道"):
        assert (done[name].kind, done[name].milestone) == (Kind.ACTUAL, Milestone.DONE)
    assert done["跨湾通道"].milestone is Milestone.ADVANCED
    assert "海工装备产业园" in done
    assert any(n.startswith("第三水厂") for n in done)
    assert any("沙湾县" in n and "双拥模范县" in n for n in done)
    assert any("渔人街区" in n and done[n].milestone is Milestone.APPROVED for n in done)
    assert done["深水航道二期"].milestone is Milestone.STARTED
    assert done["冷链物流中心"].kind is Kind.COMMITMENT
    assert str(done["南站枢纽"].due) == "2023-12-31"
    assert {
        (4.3, "%", "=", "2022"),
        (2600, "亿元", ">", "2022"),
        (3.2, "万人", "=", "2022"),
        (2.6, "%", "=", "2022"),
        (60, "家", "≥", "2023"),
        (12, "%", "≈", "2023"),
        (18000, "万吨", "=", "2023"),
    } <= figures(found)
    # 万元 in 万元地区生产总值能耗 is a measure, no sum.
    assert not any(unit == "万元" for _, unit, _, _ in figures(found))
    assert not any("思想" in n or "信心" in n or "共识" in n for n in done)


def test_inland_city(plan: Plan) -> None:
    found = read(plan, INLAND)
    planned = deeds(found)
    for name in ("青岩至石门高铁", "青岩机场改扩建工程", "木河大桥", "花垭口隧道", "区域综合枢纽"):
        assert planned[name].kind is Kind.COMMITMENT
        assert str(planned[name].due) == "2025"
    assert {
        (620, "公里", "=", "2025"),
        (410, "公里", "=", "2020"),
        (70, "%", "≥", "2025"),
    } <= figures(found)
    assert (100, "%", "=", "2025") in figures(found)
    assert planned["木河大桥"].passage.section.endswith("构建对外通道")


def test_district(plan: Plan) -> None:
    found = read(plan, DISTRICT)
    planned = deeds(found)
    assert str(planned["江北实验小学"].due) == "2024-09-30"
    assert planned["育才幼儿园"].milestone is Milestone.DONE
    assert planned["区人民医院新院区"].milestone is Milestone.STARTED
    assert str(planned["区人民医院新院区"].due) == "2025-H1"
    assert planned["全国健康促进区"].milestone is Milestone.APPROVED
    assert "“暖巢行动”" in planned
    assert {"湖滨路雨污分流工程", "学府路雨污分流工程"} & set(planned)
    values = {(v, unit) for v, unit, _, _ in figures(found)}
    assert {(6000, "个"), (45, "个"), (2.1, "万户")} <= values
    assert not any("站位" in n or "意识" in n or "格局" in n for n in planned)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n \n",
        "亿" * 50_000,
        "——" * 20_000,
        "“" * 50_000,
        "建成甲路、" * 10_000,
        "1234567890 " * 5_000,
    ],
)
def test_what_is_no_prose_yields_nothing(plan: Plan, text: str) -> None:
    assert read(plan, text) == ()


def test_repeated_text_still_has_short_anchors(plan: Plan) -> None:
    for candidate in read(plan, DISTRICT * 20):
        assert 0 < len(candidate.record.passage.anchor) <= 30


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_encodings(plan: Plan, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(PORT.encode(encoding))
    assert [c.record for c in extract(plan, read_document(path))] == [
        c.record for c in read(plan, PORT)
    ]


def test_binary_junk_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(bytes(range(256)) * 40)
    with pytest.raises(DataError, match="不是文本文件"):
        read_document(path)
