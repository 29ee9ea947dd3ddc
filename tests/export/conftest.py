"""A small plan and workspace for exporters, and one browser for all tests that open a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from luoyang_gis.plan.load import load
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
from luoyang_gis.plan.symbols import Fill, Marker, Rule, StatusStyle, Stroke, Symbol, Text
from luoyang_gis.workspace.model import Annotation, AnnotationKind, Scene, Workspace

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = Path("/usr/bin/chromium")
STATUSES = (
    StatusStyle("在建", ("在建",), (14.0, 4.0), form="half"),
    StatusStyle("规划", ("计划", "前期", "规划", "谋划"), (6.0, 4.0), 0.6, "hollow"),
)
COLORS = ("paper", "ink", "ink-soft", "hub", "hub-edge")
WEST, SOUTH, EAST, NORTH = 112.0, 34.4, 112.8, 34.9


def feature(layer: str, id_: str, name: str, geometry: Geometry, **more: object) -> Feature:
    """A feature with all that a test does not care about filled in."""
    given = {
        "kind": "",
        "status": FeatureStatus.BUILT,
        "basis": "示意",
        "accuracy_m": 100.0,
        **more,
    }
    return Feature(id=id_, layer=layer, name=name, geometry=geometry, **given)  # type: ignore[arg-type]


def layer(id_: str, name: str, kind: GeometryKind, rule: Rule, *features: Feature) -> Layer:
    """A layer of one rule."""
    symbol = Symbol((rule,), STATUSES)
    return Layer(id_, name, "g", kind, id_, f"{id_}.geojson", ("底图",), "自绘", features, symbol)


AREA = Geometry(
    "Polygon", (((112.1, 34.5), (112.7, 34.5), (112.7, 34.8), (112.1, 34.8), (112.1, 34.5)),)
)
LINE = Geometry("LineString", ((112.05, 34.45), (112.4, 34.62), (112.75, 34.86)))
POINT = Geometry("Point", (112.25, 34.72))


@pytest.fixture
def plan() -> Plan:
    """One layer of each kind, two targets and an actual, one document."""
    passage = Passage("doc", "一/（二）", "地区生产总值达到8000亿元")
    return Plan(
        documents=(
            Document("doc", "一份文件", "文件", "市政府", date(2021, 2, 7), "报告", "0" * 64,
                     (Section("一", "目标"),)),
        ),
        indicators=(Indicator("地区生产总值", "亿元"),),
        targets=(
            Target("doc.0001", passage, Kind.TARGET, "地区生产总值", Theme.OVERALL, "总量八千亿",
                   None, Comparator.EQUAL, 8000.0, None, "亿元", Due.parse("2025")),
            Target("doc.0002", passage, Kind.COMMITMENT, "高铁", Theme.TRANSPORT, "高铁开工",
                   Milestone.STARTED, due=Due.parse("2023")),
        ),
        actuals=(
            Actual("doc.a001", passage, Kind.ACTUAL, "地区生产总值", Theme.OVERALL, "去年总量",
                   None, Comparator.EQUAL, 5128.4, None, "亿元", Due.parse("2020")),
        ),
        links=(
            Link("doc.0001", "city.luoyang", Role.MEASURES),
            Link("doc.a001", "city.luoyang", Role.MEASURES),
            Link("doc.0002", "rail.hsr", Role.CARRIES),
        ),
        groups=(Group("g", "组"),),
        layers=(
            layer("areas", "市域", GeometryKind.AREA,
                  Rule("市域", fill=Fill("#EBD9D2"), strokes=(Stroke("#6F6862", 2.0),),
                       text=Text("area", 14.0, bold=True, priority=90)),
                  feature("areas", "city.luoyang", "洛阳市", AREA)),
            layer("rail", "铁路", GeometryKind.LINE,
                  Rule("高铁", strokes=(Stroke("#000000", 4.0), Stroke("#FFFFFF", 2.0, (6.0, 6.0), "flat")),
                       text=Text("line", 12.0)),
                  feature("rail", "rail.hsr", "呼南高铁", LINE, status=FeatureStatus.PREPARING,
                          aliases=("豫西通道",))),
            layer("sites", "设施", GeometryKind.POINT,
                  Rule("设施", marker=Marker("#B5532F", "square", 10.0), text=Text("point")),
                  feature("sites", "site.erlitou", "二里头", POINT)),
        ),
        palettes={
            "light": dict(zip(COLORS, ("#F7F5F0", "#2E2B28", "#6B655E", "#C6D2DF", "#3F5878"), strict=True)),
            "dark": dict(zip(COLORS, ("#1C2024", "#ECE9E2", "#A9A49B", "#384757", "#9DB9DA"), strict=True)),
        },
    )  # fmt: skip


@pytest.fixture
def workspace() -> Workspace:
    """Two scenes, an annotation of the first and one of both."""
    extent = (WEST, SOUTH, EAST, NORTH)
    return Workspace(
        title="汇报",
        scenes=(
            Scene("one", "全部图层", extent, ("areas", "rail", "sites"), notes="先看全市。"),
            Scene("two", "只看铁路", extent, ("areas", "rail"), date=date(2024, 12, 31)),
        ),
        annotations=(
            Annotation("a1", AnnotationKind.CALLOUT, ((112.25, 34.72), (112.3, 34.78)), "看这里",
                       scene="one"),
            Annotation("a2", AnnotationKind.CIRCLE, ((112.5, 34.6),), radius_m=3000.0),
        ),
    )  # fmt: skip


@pytest.fixture(scope="session")
def bundled() -> Plan:
    """The plan that ships with the program."""
    return load()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium that can resolve no host."""
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=str(CHROMIUM),
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--host-resolver-rules=MAP * ~NOTFOUND",
            ],
        )
        yield opened
        opened.close()


@dataclass
class Opened:
    """A page in the browser, and what it complained about or asked for."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Opened]]:
    """Open an exported file as a reader would; motion is off so that nothing need be waited for."""
    contexts = []

    def open_(path: Path, fragment: str = "", width: int = 1280, height: int = 800) -> Opened:
        context = browser.new_context(
            viewport={"width": width, "height": height}, reduced_motion="reduce"
        )
        contexts.append(context)
        opened = Opened(context.new_page())
        page = opened.page
        page.on("console", lambda m: opened.complaints.append(f"{m.type}: {m.text}"))
        page.on("pageerror", lambda e: opened.complaints.append(str(e)))
        page.on("dialog", lambda d: opened.complaints.append(f"dialog: {d.message}") or d.dismiss())
        page.on("request", lambda r: opened.requests.append(r.url))
        page.goto(path.as_uri() + fragment)
        page.wait_for_selector("body.ready")
        # The file itself was asked for; data addresses stay inside it.
        assert opened.requests.pop(0).partition("#")[0] == path.as_uri()
        opened.requests[:] = [r for r in opened.requests if not r.startswith("data:")]
        return opened

    yield open_
    for context in contexts:
        context.close()
