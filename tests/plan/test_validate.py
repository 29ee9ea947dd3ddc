"""The validator reports everything at once, each with file and record."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from luoyang_gis.plan.load import load
from luoyang_gis.plan.model import FeatureStatus, Geometry, Link, Plan, Role
from luoyang_gis.plan.symbols import Fill, Rule, Symbol
from luoyang_gis.plan.validate import unlinked, validate


@pytest.fixture
def plan(plan_root: Path) -> Plan:
    return load(plan_root)


def spoil_feature(plan: Plan, **changes: object) -> Plan:
    layer = plan.layers[0]
    features = tuple(replace(f, **changes) for f in layer.features)  # type: ignore[arg-type]
    return replace(plan, layers=(replace(layer, features=features),))


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"name": " "}, "名称为空"),
        ({"basis": ""}, "几何依据"),
        ({"id": "town.luoyang"}, "前缀"),
        ({"id": "place.Luo Yang"}, "编号"),
        ({"accuracy_m": 0.0}, "精度"),
        ({"geometry": Geometry("Point", (0.0, 0.0))}, "超出"),
        ({"geometry": Geometry("LineString", ((112.0, 34.0), (113.0, 34.0)))}, "不符"),
    ],
)
def test_feature_findings(plan: Plan, changes: dict[str, object], word: str) -> None:
    messages = [f for f in validate(spoil_feature(plan, **changes)) if f.file == "places.geojson"]
    assert any(word in f.message for f in messages)


def test_several_findings_come_together(plan: Plan) -> None:
    target = plan.targets[0]
    bad = replace(
        target, unit="斤", passage=replace(target.passage, section="九", anchor="长" * 31)
    )
    link = Link("doc.9999", "place.nowhere", Role.CARRIES)
    found = validate(replace(plan, targets=(target, target, bad), links=(*plan.links, link, link)))
    text = "\n".join(map(str, found))
    for word in (
        "出现了 3 次",
        "单位“斤”",
        "章节“九”",
        "锚文应有",
        "没有这条目标",
        "没有这个要素",
        "关联重复",
    ):
        assert word in text
    assert all(f.file and f.record for f in found)


def test_unlinked_lists_both_kinds_unless_explained(plan: Plan) -> None:
    lone = replace(plan, links=())
    assert {f.record for f in unlinked(lone)} == {"doc.0001", "doc.a0001", "place.luoyang"}
    explained = replace(spoil_feature(plan, unlinked="背景参照"), links=())
    assert {f.record for f in unlinked(explained)} == {"doc.0001", "doc.a0001"}


def test_invalid_area_is_told(plan: Plan) -> None:
    bow = ((112.0, 34.0), (113.0, 35.0), (113.0, 34.0), (112.0, 35.0), (112.0, 34.0))
    spoilt = spoil_feature(
        plan, geometry=Geometry("Polygon", (bow,)), status=FeatureStatus.EXISTING
    )
    layer = replace(spoilt.layers[0], geometry=type(spoilt.layers[0].geometry)("area"))
    assert any("面不合法" in f.message for f in validate(replace(spoilt, layers=(layer,))))


def test_bad_symbols_are_told(plan: Plan) -> None:
    layer = plan.layers[0]
    symbol = Symbol((Rule("空"), Rule("面", kinds=("没有",), fill=Fill("nocolor"))))
    palettes = {"light": {"paper": "#ffffff", "odd": "red"}, "dark": {}}
    spoilt = replace(plan, layers=(replace(layer, symbol=symbol),), palettes=palettes)
    text = "\n".join(map(str, validate(spoilt)))
    for word in ("nocolor", "什么也不画", "填充", "#RRGGBB", "缺少底色"):
        assert word in text
    unmatched = replace(layer, symbol=Symbol((Rule("面", kinds=("没有",)),)))
    assert any("没有符号" in f.message for f in validate(replace(plan, layers=(unmatched,))))
