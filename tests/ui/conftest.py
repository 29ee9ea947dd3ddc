"""A small plan and a session on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from luoyang_gis.plan.model import (
    Actual,
    Comparator,
    Document,
    Due,
    Feature,
    FeatureStatus,
    Geometry,
    GeometryKind,
    Group,
    Indicator,
    Kind,
    Layer,
    Link,
    Milestone,
    Passage,
    Plan,
    Role,
    Section,
    Target,
    Theme,
)
from luoyang_gis.ui.desk import Desk
from luoyang_gis.ui.main_window import MainWindow
from luoyang_gis.ui.session import Session
from luoyang_gis.ui.settings import Settings

# The colours of the plain symbol that layers without one are drawn with.
PALETTES = {
    "light": {
        "paper": "#F7F5F0",
        "ink": "#2E2B28",
        "ink-soft": "#6B655E",
        "hub": "#C6D2DF",
        "hub-edge": "#3F5878",
    },
    "dark": {
        "paper": "#1C2024",
        "ink": "#ECE9E2",
        "ink-soft": "#A9A49B",
        "hub": "#384757",
        "hub-edge": "#9DB9DA",
    },
}


def make_layer(id_: str, group: str, *features: Feature, tags: tuple[str, ...] = ()) -> Layer:
    kind = GeometryKind.LINE if "Line" in features[0].geometry.type else GeometryKind.POINT
    return Layer(id_, f"{id_}层", group, kind, id_, f"{id_}.geojson", tags, "自绘", features)


def make_feature(id_: str, name: str, x: float, y: float, status: str = "现状") -> Feature:
    layer = id_.partition(".")[0]
    point = Geometry("Point", (x, y))
    return Feature(id_, layer, name, "", FeatureStatus(status), point, "示意", 500)


@pytest.fixture
def plan() -> Plan:
    """Three layers, four features, three targets, two actuals."""
    city = make_feature("city.luoyang", "洛阳市", 112.45, 34.62)
    park = make_feature("park.geli", "格力产业园", 112.50, 34.60, "在建")
    line = Geometry("LineString", ((112.2, 34.3), (112.4, 34.6), (112.6, 35.0)))
    rail = Feature(
        "rail.hunan-hsr", "rail", "呼南高铁豫西通道", "高速铁路", FeatureStatus.PREPARING, line,
        "示意", 5000, ("呼南高铁",),
    )  # fmt: skip
    other = make_feature("park.yinlong", "银隆产业园", 112.50, 34.60, "已建成")
    p = Passage("report", "三/（七）", "锚文")
    targets = (
        Target("report.1", p, Kind.TARGET, "地区生产总值", Theme.OVERALL, "总量八千亿", None,
               Comparator.EQUAL, 8000.0, None, "亿元", Due.parse("2025")),
        Target("report.2", p, Kind.COMMITMENT, "呼南高铁豫西通道", Theme.TRANSPORT, "争取开工",
               Milestone.STARTED, due=Due.parse("2021")),
        Target("report.3", p, Kind.TARGET, "园区营业收入", Theme.INDUSTRY, "收入三百亿", None,
               Comparator.AT_LEAST, 300.0, None, "亿元", Due.parse("2021")),
    )  # fmt: skip
    actuals = (
        Actual("report.a1", p, Kind.ACTUAL, "地区生产总值", Theme.OVERALL, "去年总量", None,
               Comparator.EQUAL, 5128.4, None, "亿元", Due.parse("2020")),
        Actual("report.a2", p, Kind.ACTUAL, "园区营业收入", Theme.INDUSTRY, "去年收入", None,
               Comparator.EQUAL, 210.0, None, "亿元", Due.parse("2020")),
    )  # fmt: skip
    links = (
        Link("report.1", "city.luoyang", Role.MEASURES),
        Link("report.a1", "city.luoyang", Role.MEASURES),
        Link("report.2", "rail.hunan-hsr", Role.CARRIES),
        Link("report.3", "park.geli", Role.CARRIES),
        Link("report.3", "park.yinlong", Role.CARRIES),
        Link("report.a2", "park.geli", Role.MEASURES),
    )
    return Plan(
        documents=(
            Document("report", "政府工作报告", "报告", "市政府", date(2021, 2, 7), "报告", "0" * 64,
                     (Section("三", "重点工作"), Section("三/（七）", "城市"))),
        ),
        indicators=(Indicator("地区生产总值", "亿元"), Indicator("园区营业收入", "亿元")),
        targets=targets,
        actuals=actuals,
        links=links,
        groups=(Group("base", "底图"), Group("traffic", "交通"), Group("industry", "产业")),
        palettes=PALETTES,
        layers=(
            make_layer("city", "base", city, tags=("底图",)),
            make_layer("rail", "traffic", rail, tags=("交通",)),
            make_layer("park", "industry", park, other, tags=("产业",)),
        ),
    )  # fmt: skip


@pytest.fixture
def session(qtbot: QtBot, plan: Plan) -> Session:
    """A session on the small plan."""
    return Session(plan)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of nobody else."""
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def desk(qapp: QApplication, plan: Plan, settings: Settings) -> Iterator[Desk]:
    """A desk with the small plan."""
    found = Desk(qapp, plan, settings)
    yield found
    found.store.close()
    found.deleteLater()


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> MainWindow:
    """The window as it opens, its map drawn."""
    desk.open()
    found = desk.window
    # What a test left unsaved shall not ask.
    qtbot.addWidget(found, before_close_func=lambda w: desk.store.undo_stack.setClean())
    found.resize(1280, 800)
    found.map.view.still = True
    qtbot.waitExposed(found)
    found.map.show_whole()
    found.map.view.finish()
    return found
