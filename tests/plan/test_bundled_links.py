"""The join between the bundled ledger and the bundled atlas: each promise hangs where it belongs."""

from __future__ import annotations

import csv
from itertools import pairwise

import pytest

from luoyang_gis.plan.load import load
from luoyang_gis.plan.model import Link, Plan, Role, Target
from luoyang_gis.plan.paths import resources_dir
from luoyang_gis.plan.validate import unlinked

CITY = "city.luoyang"
# Deliverable or indicator: the feature that it is about, one for each kind of place.
PLACES = {
    "呼南高铁豫西通道": "rail.hunan-hsr",
    "地铁1号线": "metro.line1",
    "新安至伊川高速": "motorway.xinyi",
    "“大西环”": "fastroad.daxihuan",
    "唐寺门立交": "overpass.tangsimen",
    "洛阳综合保税区": "hubarea.bonded",
    "周山科创谷": "innov.zhoushan",
    "隋唐大运河文化博物馆": "culture.canal-museum",
    "洛阳肿瘤医院": "civic.tumour",
    "前坪水库灌区": "ecosite.qianping-irrigation",
    "邙山渠水系项目": "river.mangshan-canal",
    "沿黄生态廊道长度": "green.huanghe-corridor",
    "六大产业园营业收入": "park.rail",
    "机场旅客吞吐量": "hub.beijiao-airport",
}
# Record: the feature it is about, and one of like name that it is not about.
MISTAKABLE = {
    "report-2021.2143": ("culture.daimeishan", "heritage.geopark"),
    "report-2021.1207": ("hub.dongfanghong-port-2", "hub.dongfanghong-port"),
    "report-2021.2083": ("hub.airport-phase3", "hub.airport-phase2"),
    "report-2021.2233": ("civic.lypt-2", "civic.lypt"),
    "report-2021.2137": ("culture.erlitou-museum", "heritage.erlitou"),
    "report-2021.1023": ("rail.luoji", "fastroad.luojiyuan"),
    "report-2021.1037": ("belt.luoji", "rail.luoji"),
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    """The plan as it ships."""
    return load()


def report_targets(plan: Plan) -> list[Target]:
    """The targets of the newest report."""
    return [t for t in plan.targets if t.passage.document == "report-2021"]


def carriers(links: tuple[Link, ...]) -> set[str]:
    """The features that are, carry or are measured by a promise."""
    return {link.feature for link in links if link.role in (Role.CARRIES, Role.MEASURES)}


def test_nothing_is_left_alone_unsaid(plan: Plan) -> None:
    assert unlinked(plan) == ()


def test_no_feature_excuses_itself_in_vain(plan: Plan) -> None:
    assert [f.id for f in plan.features if f.unlinked and f.id in plan.links_of_feature] == []


def test_links_meet_records_and_features_once(plan: Plan) -> None:
    assert {link.record for link in plan.links} <= set(plan.record)
    assert {link.feature for link in plan.links} <= set(plan.feature)
    assert len({(link.record, link.feature) for link in plan.links}) == len(plan.links)


def test_files_are_sorted_by_record_and_feature() -> None:
    for path in sorted((resources_dir() / "links").glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [(row["record"], row["feature"]) for row in csv.DictReader(file)]
        assert all(a < b for a, b in pairwise(rows)), path.name


@pytest.mark.parametrize(("name", "feature"), PLACES.items(), ids=PLACES.values())
def test_named_promises_hang_on_their_place(plan: Plan, name: str, feature: str) -> None:
    named = [t for t in report_targets(plan) if t.indicator == name]
    assert named
    for target in named:
        assert feature in carriers(plan.links_of_record[target.id])


@pytest.mark.parametrize(("record", "pair"), MISTAKABLE.items(), ids=MISTAKABLE)
def test_neighbours_of_like_name_are_told_apart(
    plan: Plan, record: str, pair: tuple[str, str]
) -> None:
    linked = {link.feature for link in plan.links_of_record[record]}
    assert pair[0] in linked
    assert pair[1] not in linked


def test_a_deliverable_hangs_on_the_feature_of_its_name(plan: Plan) -> None:
    by_name: dict[str, set[str]] = {}
    for feature in plan.features:
        by_name.setdefault(feature.name, set()).add(feature.id)
    lost = [
        record.id
        for record in plan.records
        if (same := by_name.get(record.indicator))
        and not same & {link.feature for link in plan.links_of_record[record.id]}
    ]
    assert lost == []


def test_city_figures_measure_the_city(plan: Plan) -> None:
    for name in ("地区生产总值", "居民收入增速", "社会消费品零售总额", "完成造林面积"):
        for target in report_targets(plan):
            if target.indicator == name:
                (link,) = plan.links_of_record[target.id]
                assert (link.feature, link.role) == (CITY, Role.MEASURES)


def test_nothing_passes_through_the_whole_city(plan: Plan) -> None:
    assert all(link.role is not Role.CROSSES for link in plan.links_of_feature[CITY])


def test_plain_figures_of_the_city_are_not_located_in_it(plan: Plan) -> None:
    for target in report_targets(plan):
        links = plan.links_of_record[target.id]
        if target.value is not None and [link.feature for link in links] == [CITY]:
            assert links[0].role is Role.MEASURES, target.id
