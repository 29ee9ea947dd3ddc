"""A small plan and the pieces of a workspace that tests put together."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from luoyang_gis.plan.model import (
    Actual,
    Comparator,
    Document,
    Due,
    Feature,
    FeatureStatus,
    Geometry,
    GeometryKind,
    Indicator,
    Kind,
    Layer,
    Link,
    Passage,
    Plan,
    Role,
    SceneSpec,
    Target,
    Theme,
)

WHEN = datetime(2021, 3, 1, 8, 30, tzinfo=UTC)


def small_plan() -> Plan:
    """Two places, a target, an actual, a link and a scene."""
    places = tuple(
        Feature(
            id=f"place.{slug}",
            layer="places",
            name=name,
            kind="",
            status=FeatureStatus.PLANNED,
            geometry=Geometry("Point", (lon, lat)),
            basis="示意",
            accuracy_m=500,
        )
        for slug, name, lon, lat in (("a", "甲", 112.4, 34.6), ("b", "乙", 112.5, 34.7))
    )
    return Plan(
        documents=(Document("doc", "文件", "文件", "市政府", date(2021, 2, 7), "报告", "0" * 64),),
        indicators=(Indicator("地区生产总值", "亿元"),),
        targets=(
            Target(
                id="doc.0001",
                passage=Passage("doc", "一", "达到8000亿元"),
                kind=Kind.TARGET,
                indicator="地区生产总值",
                theme=Theme.OVERALL,
                summary="总量八千亿",
                comparator=Comparator.EQUAL,
                value=8000,
                unit="亿元",
                due=Due.parse("2025"),
            ),
        ),
        actuals=(
            Actual(
                id="doc.a0001",
                passage=Passage("doc", "一", "5128.4亿元"),
                kind=Kind.ACTUAL,
                indicator="地区生产总值",
                theme=Theme.OVERALL,
                summary="去年总量",
                value=5128.4,
                unit="亿元",
                due=Due.parse("2020"),
            ),
        ),
        links=(Link("doc.0001", "place.a", Role.MEASURES),),
        groups=(),
        layers=(Layer("places", "地点", "g", GeometryKind.POINT, "place", "p", (), "", places),),
        scenes=(SceneSpec("overview", "总体", ("places",), (111.0, 33.5, 113.0, 35.1)),),
    )


@pytest.fixture
def plan() -> Plan:
    """A plan of two places."""
    return small_plan()
