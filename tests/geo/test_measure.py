"""Geodesic figures and how they are said."""

from __future__ import annotations

import numpy as np
import pytest

from luoyang_gis.geo.measure import (
    area_m2,
    format_area,
    format_length,
    length_m,
    perimeter_m,
)

# One degree each way at Luoyang's latitude.
CELL = np.array([[112.0, 34.0], [113.0, 34.0], [113.0, 35.0], [112.0, 35.0]])


def test_geodesic_length_and_area() -> None:
    assert length_m(CELL[1:3]) == pytest.approx(110_922, abs=20)
    assert perimeter_m(CELL) == pytest.approx(length_m(np.vstack((CELL, CELL[:1]))))
    assert area_m2(CELL) == pytest.approx(10_190e6, rel=0.005)
    assert area_m2(CELL[::-1]) == pytest.approx(area_m2(CELL))


def test_too_few_vertices_measure_nothing() -> None:
    assert length_m(CELL[:1]) == 0
    assert area_m2(CELL[:2]) == 0
    assert perimeter_m(CELL[:1]) == 0


@pytest.mark.parametrize(
    ("metres", "text"),
    [(5.25, "5.2 米"), (850.4, "850 米"), (1234, "1.23 公里"), (287_500, "287.5 公里")],
)
def test_lengths_are_said(metres: float, text: str) -> None:
    assert format_length(metres) == text


def test_units_can_be_chosen() -> None:
    assert format_length(1234, "米") == "1,234 米"
    assert format_area(10_000, "亩") == "15.00 亩"
    assert format_area(1e6, "公顷") == "100.0 公顷"


@pytest.mark.parametrize(
    ("square_metres", "text"),
    [
        (600, "600.0 平方米（0.90 亩）"),
        (32_000, "3.20 公顷（48.00 亩）"),
        (15_230e6, "15,230 平方公里（2,284 万亩）"),
    ],
)
def test_areas_are_said_with_mu(square_metres: float, text: str) -> None:
    assert format_area(square_metres) == text
