"""The exported page in a real browser without any network."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader
from pyproj import Geod

from luoyang_gis.export.html import write_html
from luoyang_gis.export.job import Basemap, ExportJob
from luoyang_gis.plan.model import GeometryKind, Plan
from luoyang_gis.workspace.model import (
    Column,
    ImportedFeature,
    ImportedLayer,
    Scene,
    Workspace,
    initial,
)
from tests.export.conftest import POINT, Opened
from tests.export.test_html import squares

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.chromium
Open = Callable[..., Opened]

# Where a place in degrees stands in the window.
PIXEL = """([lon, lat]) => {
  const box = document.getElementById('map').getBoundingClientRect();
  const {scale, ox, oy} = JSON.parse(document.body.dataset.view);
  const s = Math.sin(lat * Math.PI / 180);
  const x = 256 * (lon / 360 + 0.5) * scale - ox;
  const y = 256 * (0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI)) * scale - oy;
  return [box.left + x, box.top + y];
}"""
# The colour of the plan's canvas under a point of the window.
COLOUR = """([x, y]) => {
  const canvas = document.querySelector('#map canvas');
  const box = canvas.getBoundingClientRect();
  const at = (v, from, size, pixels) => Math.round((v - from) / size * pixels);
  return [...canvas.getContext('2d').getImageData(
    at(x, box.left, box.width, canvas.width), at(y, box.top, box.height, canvas.height), 1, 1).data];
}"""


def pixel(page: Page, lon: float, lat: float) -> tuple[float, float]:
    """Where a place stands in the window."""
    x, y = page.evaluate(PIXEL, [lon, lat])
    return x, y


def colour(page: Page, lon: float, lat: float) -> list[int]:
    """What is drawn at a place, after the next painting."""
    page.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    found: list[int] = page.evaluate(COLOUR, list(pixel(page, lon, lat)))
    return found


@pytest.fixture
def atlas(plan: Plan, workspace: Workspace, tmp_path: Path, open_page: Open) -> Opened:
    """The small plan, opened."""
    out = tmp_path / "map.html"
    write_html(ExportJob(plan, workspace, out))
    return open_page(out)


def test_nothing_is_asked_for_and_nothing_complained_of(
    bundled: Plan, tmp_path: Path, open_page: Open
) -> None:
    out = tmp_path / "plan.html"
    write_html(ExportJob(bundled, initial(bundled), out))
    opened = open_page(out)
    page = opened.page
    assert page.title() == "洛阳规划地图"
    for _ in range(len(bundled.scenes)):
        page.keyboard.press("ArrowRight")
    assert page.locator("#scene-title").inner_text() == bundled.scenes[-1].title
    assert page.locator(".card").count() > 5
    assert opened.requests == []
    assert opened.complaints == []


def test_click_on_a_feature_shows_its_card_and_the_card_leads_back(atlas: Opened) -> None:
    page = atlas.page
    page.mouse.click(*pixel(page, 112.4, 34.62))
    panel = page.locator("#panel")
    assert panel.locator("h2").first.inner_text() == "呼南高铁"
    card = panel.locator(".card")
    assert "高铁开工" in card.inner_text()
    assert "一（二）" in card.inner_text()
    assert "承载" in card.inner_text()
    card.get_by_role("button", name="高铁开工").click()
    assert panel.locator("h2").first.inner_text() == "高铁"
    page.wait_for_selector("canvas.pulse", state="attached")
    panel.get_by_role("button", name="呼南高铁").click()
    assert panel.locator("h2").first.inner_text() == "呼南高铁"
    page.keyboard.press("Escape")
    assert "2025 年目标 1" in panel.inner_text()
    assert "64%" in panel.get_by_role("progressbar").get_attribute("aria-label")
    assert atlas.complaints == []


def test_switching_a_layer_off_takes_it_away(atlas: Opened) -> None:
    page = atlas.page
    inside = (112.6, 34.55)
    assert colour(page, *inside)[3] == 255
    page.get_by_label("市域", exact=True).uncheck()
    assert colour(page, *inside) == [0, 0, 0, 0]
    page.get_by_label("组：全部图层").check()
    assert colour(page, *inside)[3] == 255
    page.get_by_label("市域：图例、透明度与要素").click()
    page.get_by_label("市域 不透明度").fill("50")
    assert 100 < colour(page, *inside)[3] < 150


@pytest.mark.parametrize("words", ["二里头", "elt", "erlit", "里头"])
def test_search_finds_by_chinese_and_pinyin(atlas: Opened, words: str) -> None:
    page = atlas.page
    page.keyboard.press("/")
    page.keyboard.type(words)
    assert page.locator("#found [role=option]").first.inner_text().split("\n")[1] == "二里头"
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").first.inner_text() == "二里头"


def test_scenes_as_a_story(
    plan: Plan, workspace: Workspace, tmp_path: Path, open_page: Open
) -> None:
    out = tmp_path / "map.html"
    write_html(ExportJob(plan, workspace, out))
    page = open_page(out, "#scene=two").page
    title = page.locator("#scene-title")
    assert title.inner_text() == "只看铁路"
    assert page.locator("#time-now").inner_text() == "2024 年底"
    assert not page.get_by_label("设施", exact=True).is_checked()
    page.keyboard.press("ArrowLeft")
    assert title.inner_text() == "全部图层"
    assert page.locator("#scene-notes").inner_text() == "先看全市。"
    assert page.get_by_label("设施", exact=True).is_checked()
    assert page.url.endswith("#scene=one")
    page.get_by_label("下一个场景").click()
    assert title.inner_text() == "只看铁路"
    page.evaluate("location.hash = '#scene=one'")
    page.wait_for_function("document.getElementById('scene-title').textContent === '全部图层'")


def test_timeline_tells_statuses_of_the_day(atlas: Opened) -> None:
    page = atlas.page
    page.mouse.click(*pixel(page, 112.4, 34.62))
    head = page.locator("#panel .head")
    assert "前期" in head.inner_text()
    stop = page.evaluate(
        "JSON.parse(document.getElementById('data-plan').textContent).stops.findIndex(s => s[1] === '2023')"
    )
    page.locator("#time").fill(str(stop))
    assert page.locator("#time-now").inner_text() == "2023 年底"
    assert "在建" in head.inner_text()
    page.get_by_role("button", name="2023 年到期的目标").click()
    assert page.locator("#panel h2").first.inner_text() == "2023 年到期 1 条"
    page.get_by_role("button", name="文件日期").click()
    assert page.locator("#time-now").inner_text() == "2021-02-07"


def test_measures_as_the_ellipsoid_does(atlas: Opened) -> None:
    page = atlas.page
    corners = [(112.2, 34.55), (112.6, 34.55), (112.6, 34.75)]
    page.get_by_role("button", name="量距离和面积").click()
    for corner in corners:
        page.mouse.click(*pixel(page, *corner))
    words = page.locator("#measured-words").inner_text()
    area, _ = Geod(ellps="GRS80").polygon_area_perimeter(*zip(*corners, strict=True))
    length = Geod(ellps="GRS80").line_length(*zip(*corners, strict=True))
    kilometres = float(words.split("长 ")[1].split(" 公里")[0])
    square = float(words.split("围合面积 ")[1].split(" 平方公里")[0])
    # A click is a pixel of about 60 m.
    assert kilometres == pytest.approx(length / 1000, abs=0.3)
    assert square == pytest.approx(abs(area) / 1e6, rel=0.01)
    page.keyboard.press("Escape")
    assert page.locator("#measured").is_hidden()


def test_prints_a_page_for_each_scene(atlas: Opened) -> None:
    for options in ({"prefer_css_page_size": True}, {"format": "A4", "landscape": True}):
        pdf = PdfReader(io.BytesIO(atlas.page.pdf(print_background=True, **options)))
        assert len(pdf.pages) == 2
        for sheet, title in zip(pdf.pages, ("全部图层", "只看铁路"), strict=True):
            text = sheet.extract_text()
            assert title in text
            assert "图例" in text
            assert "资料来源" in text
        box = pdf.pages[0].mediabox
        assert (box.width, box.height) == pytest.approx((842, 595), abs=2)


def test_prints_on_a3(plan: Plan, workspace: Workspace, tmp_path: Path, open_page: Open) -> None:
    out = tmp_path / "map.html"
    write_html(ExportJob(plan, workspace, out, paper="A3"))
    pdf = PdfReader(io.BytesIO(open_page(out).page.pdf(prefer_css_page_size=True)))
    box = pdf.pages[0].mediabox
    assert len(pdf.pages) == 2
    assert (box.width, box.height) == pytest.approx((1191, 842), abs=2)


def test_fits_a_phone(bundled: Plan, tmp_path: Path, open_page: Open) -> None:
    out = tmp_path / "plan.html"
    write_html(ExportJob(bundled, initial(bundled), out))
    page = open_page(out, width=375, height=800).page
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    panel = page.locator("#right")
    assert not panel.is_visible()
    page.locator("#tabs").get_by_role("button", name="目标").click()
    assert panel.is_visible()
    box = panel.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 375
    wide = page.evaluate(
        "[...document.querySelectorAll('#panel *')].filter(e => e.getBoundingClientRect().right > 376).length"
    )
    assert wide == 0


def test_keyboard_reaches_features_and_everything_has_a_name(atlas: Opened) -> None:
    page = atlas.page
    page.locator("#map").focus()
    page.keyboard.press("Enter")
    assert page.locator("#panel .head h2").inner_text() == "洛阳市"
    nameless = page.evaluate("""[...document.querySelectorAll('button, input, select')]
      .filter(e => e.checkVisibility() && !e.getAttribute('aria-label') && !e.textContent.trim() && !e.labels?.length)
      .map(e => e.outerHTML)""")
    assert nameless == []
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))


def test_dark_follows_the_button(atlas: Opened) -> None:
    page = atlas.page
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="深色").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before


def test_basemap_waits_for_the_reader(
    plan: Plan, workspace: Workspace, tmp_path: Path, open_page: Open
) -> None:
    out = tmp_path / "map.html"
    tiles = Basemap("https://tiles.example/{z}/{x}/{y}.png", "<b>某地图</b>")
    write_html(ExportJob(plan, workspace, out, basemap=tiles))
    opened = open_page(out)
    assert opened.requests == []
    opened.page.get_by_role("button", name="在线底图").click()
    opened.page.wait_for_timeout(200)
    assert opened.requests
    assert all(r.startswith("https://tiles.example/") for r in opened.requests)
    assert opened.page.locator("#attribution").inner_text() == "<b>某地图</b>"


def test_twenty_thousand_imported_polygons(plan: Plan, tmp_path: Path, open_page: Open) -> None:
    out = tmp_path / "map.html"
    near = Scene("near", "近看", (112.5, 34.45, 112.6, 34.55), ("areas", "imported.1"))
    write_html(ExportJob(plan, Workspace(layers=(squares(20_000),), scenes=(near,)), out))
    opened = open_page(out)
    page = opened.page
    assert page.get_by_label("地块", exact=True).is_checked()
    # The middle of the square in row 30, column 100.
    page.mouse.click(*pixel(page, 112.0 + 0.8 / 142 * 100.3, 34.4 + 0.5 / 142 * 30.3))
    assert page.locator("#panel .head h2").inner_text() == f"地块{30 * 142 + 100}"
    page.mouse.move(600, 400)
    page.mouse.down()
    page.mouse.move(420, 300, steps=5)
    page.mouse.up()
    assert opened.complaints == []


PAYLOADS = (
    "<script>window.hacked=1</script>",
    '"><img src=x onerror="window.hacked=1">',
    "javascript:window.hacked=1",
    "</script><script>window.hacked=1</script>",
    "${window.hacked=1}{{ 7*7 }}{% raw %}",
    "a\u2028window.hacked=1\u2029b<!--<script>",
    "<svg onload=window.hacked=1>&lt;b&gt;",
)
POISON = "".join(PAYLOADS)


def poisoned(value: Any, keep: frozenset[str]) -> Any:
    """A copy with poison after every text but ids and what else must stay as it is."""
    if isinstance(value, Enum) or value is None:
        return value
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(poisoned(v, keep) for v in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changes = {}
    for f in fields(value):
        now = getattr(value, f.name)
        if isinstance(now, str) and not isinstance(now, Enum):
            if f.name not in keep:
                changes[f.name] = now + POISON
        elif isinstance(now, tuple):
            changes[f.name] = tuple(
                v + POISON if type(v) is str and f.name not in keep else poisoned(v, keep)
                for v in now
            )
        elif is_dataclass(now):
            changes[f.name] = poisoned(now, keep)
    return replace(value, **changes)


# What refers to something else, is drawn with, or is checked to be of a form; never shown as text.
KEPT = frozenset(
    "id layer layers group feature record document code precision fingerprint better aggregate geometry symbol"
    " type placement color colors file scene highlights hidden stroke fill text_colour indicator city kinds"
    " ids statuses dash cap form shape icon basemap status due start end coordinates points statuses_ when".split()
)


def test_no_text_is_ever_executed(
    plan: Plan, workspace: Workspace, tmp_path: Path, open_page: Open
) -> None:
    bad = poisoned(plan, KEPT)
    bad = replace(
        bad,
        indicators=tuple(replace(i, name=i.name + POISON) for i in bad.indicators),
        targets=tuple(replace(t, indicator=t.indicator + POISON) for t in bad.targets),
        actuals=tuple(replace(a, indicator=a.indicator + POISON) for a in bad.actuals),
    )
    made = poisoned(workspace, KEPT)
    made = replace(
        made,
        annotations=tuple(replace(a, feature="site.erlitou") for a in made.annotations),
        layers=(
            ImportedLayer(
                POISON, "导入" + POISON, GeometryKind.POINT, (Column("名" + POISON),),
                (ImportedFeature(_wkb(), (POISON,)),), source=POISON, label_column="名" + POISON,
            ),
        ),
    )  # fmt: skip
    made = replace(
        made,
        scenes=tuple(replace(s, id=s.id + POISON, layers=(*s.layers, POISON)) for s in made.scenes),
    )
    made = replace(made, annotations=tuple(replace(a, scene=None) for a in made.annotations))
    out = tmp_path / "map<img src=x onerror=alert(1)>.html"
    report = write_html(ExportJob(bad, made, out, title="标题" + POISON))
    assert report.complete
    opened = open_page(out)
    page = opened.page
    for name in (bad.features[0].name, bad.features[2].name):
        page.locator("#search").fill(name[:3])
        page.keyboard.press("Enter")
        assert page.locator("#panel h2").first.text_content() == name.replace("\n", "")
        for button in page.locator("#panel .card h3 button").all()[:2]:
            if button.is_visible():
                button.click()
    page.locator("#search").fill("script")
    page.keyboard.press("Escape")
    page.mouse.move(*pixel(page, POINT.coordinates[0], POINT.coordinates[1]))
    page.keyboard.press("ArrowRight")
    for unfold in page.locator(".unfold").all():
        unfold.click()
    page.locator("#panel .citation .link").first.click()
    page.pdf()
    assert page.evaluate("window.hacked") is None
    assert page.locator("img, svg[onload], #panel script").count() == 0
    assert opened.complaints == []
    assert opened.requests == []


def _wkb() -> bytes:
    import shapely

    return bytes(shapely.to_wkb(shapely.Point(112.3, 34.6)))
