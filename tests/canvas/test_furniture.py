"""Legend, scale bar, scale figures, north arrow."""

from __future__ import annotations

import pytest
import shapely
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from luoyang_gis.canvas import (
    Camera,
    MapLayer,
    draw_north_arrow,
    draw_scale_bar,
    format_scale,
    legend,
    legend_of,
    parse_scale,
    swatch,
)
from luoyang_gis.canvas.furniture import bar_length
from luoyang_gis.errors import UsageError
from luoyang_gis.plan.load import load
from luoyang_gis.plan.symbols import Palette
from tests.canvas.conftest import layer


@pytest.mark.parametrize(
    ("text", "denominator"),
    [("1:50000", 50_000), ("1：5万", 50_000), ("50,000", 50_000), (" 1 : 1.5万 ", 15_000)],
)
def test_scale_is_read_as_people_type_it(text: str, denominator: float) -> None:
    assert parse_scale(text) == denominator


@pytest.mark.parametrize("text", ["", "很大", "1:0", "1:-5", "1:9", "-1", "1e5", "1:99999999999"])
def test_other_scales_are_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(UsageError, match="比例尺"):
        parse_scale(text)


def test_scale_is_written_round() -> None:
    assert format_scale(300_123.4) == "1:300,000"
    assert format_scale(50_000) == "1:50,000"
    assert parse_scale(format_scale(123_456)) == 123_000


def test_bar_is_round_and_true() -> None:
    camera = Camera.fit((111.1, 33.5, 113.0, 35.1), 1600, 1000)
    for denominator in (1_000_000, 300_000, 50_000, 777):
        metres, pixels = bar_length(camera.with_scale(denominator), 140)
        assert 50 < pixels <= 140
        assert float(f"{metres:e}".split("e")[0]) in (1, 2, 5)
        assert metres / (pixels / 96 * 0.0254) == pytest.approx(denominator)


def test_furniture_leaves_ink_where_it_says(qtbot: QtBot, palette: Palette, camera: Camera) -> None:
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill("#ffffff")
    painter = QPainter(image)
    bar = draw_scale_bar(painter, camera, palette, QPointF(20, 180))
    arrow = draw_north_arrow(painter, palette, QPointF(250, 60))
    painter.end()
    ink = {
        (x, y) for x in range(300) for y in range(200) if image.pixelColor(x, y).lightness() < 100
    }
    assert ink
    assert all(
        bar.adjusted(-2, -2, 2, 2).contains(x, y) or arrow.adjusted(-2, -2, 2, 2).contains(x, y)
        for x, y in ink
    )


def test_legend_lists_what_is_used_by_status(qtbot: QtBot) -> None:
    plan = load()
    rails = MapLayer.from_plan(plan.layer["railways"])
    labels = [entry.label for entry in legend(rails)]
    assert labels[:3] == ["高铁主骨架（规划）", "高速铁路", "高速铁路（规划）"]
    assert sum(entry.count for entry in legend(rails)) == len(rails)
    towns = MapLayer.from_plan(plan.layer["towns"])
    assert legend(towns, 1_000_000) == ()
    assert next(e.layer for e in legend_of([rails, towns], 100_000)) == "towns"


def test_every_symbol_of_the_plan_has_a_sample_in_both_themes(qtbot: QtBot) -> None:
    plan = load()
    layers = [MapLayer.from_plan(each) for each in plan.layers]
    for name, colors in plan.palettes.items():
        palette = Palette(name, colors)
        for entry in legend_of(layers):
            image = swatch(entry, palette, ratio=2)
            assert any(
                image.pixelColor(x, y).alpha() > 100
                for x in range(0, image.width(), 2)
                for y in range(image.height())
            ), entry.label


def test_statuses_differ_by_more_than_colour(qtbot: QtBot, palette: Palette) -> None:
    plan = load()
    rails = MapLayer.from_plan(plan.layer["railways"])
    dashes = {e.label: tuple(s.dash for s in e.rule.strokes) for e in legend(rails)}
    assert dashes["普速铁路"] != dashes["普速铁路（规划）"]
    assert layer(shapely.Point(1, 1)).styles[0].marker is not None
