"""Annotations are painted where they are, whatever their text, and can be found by a click."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPdfWriter

from luoyang_gis.canvas import annotations as painting
from luoyang_gis.canvas.camera import Camera
from luoyang_gis.workspace import shapes
from luoyang_gis.workspace.model import Annotation, AnnotationKind, LonLat, Style

pytestmark = pytest.mark.usefixtures("qapp")

CAMERA = Camera.fit((112.0, 34.4, 113.0, 34.9), 600, 400)
A, B, C = (112.4, 34.6), (112.6, 34.7), (112.7, 34.6)
POINTS: dict[AnnotationKind, tuple[LonLat, ...]] = {
    AnnotationKind.TEXT: (A,),
    AnnotationKind.CALLOUT: (A, B),
    AnnotationKind.ARROW: (A, B, C),
    AnnotationKind.LINE: (A, B, C),
    AnnotationKind.POLYGON: (A, B, C),
    AnnotationKind.RECTANGLE: (A, B),
    AnnotationKind.CIRCLE: (B,),
    AnnotationKind.FREEHAND: (A, C, B),
    AnnotationKind.MARKER: (C,),
}


def drawn(kind: AnnotationKind, text: str = "", **style: object) -> Annotation:
    return Annotation(
        "a",
        kind,
        POINTS[kind],
        text,
        Style(**{"stroke": "#FF0000", "width": 3.0, **style}),  # type: ignore[arg-type]
        radius_m=5000 if kind is AnnotationKind.CIRCLE else 0,
        number=7,
    )


def painted(*annotations: Annotation, camera: Camera = CAMERA) -> NDArray[np.bool_]:
    """Which pixels are painted."""
    image = QImage(int(camera.width), int(camera.height), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painting.draw(painter, camera, annotations)
    painter.end()
    return alpha(image) > 0


def alpha(image: QImage) -> NDArray[np.uint8]:
    pixels = np.frombuffer(image.constBits(), np.uint8)
    return pixels.reshape(image.height(), image.width(), 4)[..., 3].copy()


@pytest.mark.parametrize("kind", AnnotationKind)
def test_each_kind_is_painted_on_its_outline(kind: AnnotationKind) -> None:
    a = drawn(kind, "字")
    found = painted(a)
    if kind is AnnotationKind.TEXT:
        assert found.any()
        return
    for lon, lat in shapes.outline(a):
        x, y = CAMERA.pixel_of(lon, lat)
        assert found[round(y) - 3 : round(y) + 4, round(x) - 3 : round(x) + 4].any()


def test_what_is_out_of_view_costs_and_paints_nothing() -> None:
    far = Camera.fit((110.0, 33.0, 110.2, 33.1), 600, 400)
    assert not painted(*(drawn(kind, "字") for kind in AnnotationKind), camera=far).any()


def test_a_text_that_begins_out_of_view_is_seen() -> None:
    a = replace(drawn(AnnotationKind.TEXT, "洛" * 20), points=((111.999, 34.6),))
    assert painted(a)[:, :20].any()


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "👩‍🚒🇨🇳",
        "שלום עולם مرحبا with English",
        "洛" * 5000,
        "a" * 5000,
        "\n" * 50,
        " ",
    ],
)
@pytest.mark.parametrize("width", [0.0, 1.0, 240.0])
@pytest.mark.parametrize("kind", [AnnotationKind.TEXT, AnnotationKind.CALLOUT])
def test_any_text_can_be_painted(kind: AnnotationKind, text: str, width: float) -> None:
    a = drawn(kind, text, text_width=width)
    assert painted(a).any() or not text.strip()
    assert painting.boxes(CAMERA, [a])


def test_text_wraps_at_its_width() -> None:
    narrow = painting.block(painting.Letters.of(drawn(AnnotationKind.TEXT, "洛" * 100)))
    broad = painting.block(
        painting.Letters.of(drawn(AnnotationKind.TEXT, "洛" * 100, text_width=0.0))
    )
    assert narrow.width <= 241
    assert broad.layout.lineCount() == 1
    assert narrow.height > 5 * broad.height


def test_a_halo_surrounds_the_letters() -> None:
    bare = painted(drawn(AnnotationKind.TEXT, "洛阳", halo=False)).sum()
    assert painted(drawn(AnnotationKind.TEXT, "洛阳")).sum() > 1.2 * bare


@pytest.mark.parametrize("rotation", [0.0, 90.0])
def test_a_click_on_painted_text_finds_it(rotation: float) -> None:
    a = replace(drawn(AnnotationKind.TEXT, "呼南高铁豫西通道"), rotation=rotation)
    rows, columns = np.nonzero(painted(a))
    boxes = painting.boxes(CAMERA, [a])
    for row, column in list(zip(rows.tolist(), columns.tolist(), strict=True))[::50]:
        at = CAMERA.to_lonlat(column + 0.5, row + 0.5)
        # The halo reaches beyond the letters' own box.
        near = CAMERA.resolution * painting.HALO_PX
        ring = boxes["a"]
        assert shapes.topmost([a], at, near, boxes) is a or _beside(at, ring, near)
    extent = np.ptp(rows) > np.ptp(columns)
    assert extent == (rotation == 90)


def _beside(at: LonLat, ring: tuple[shapes.XY, ...], near: float) -> bool:
    x, y = shapes.to_map(at)
    around = [(x + near * math.cos(t), y + near * math.sin(t)) for t in range(7)]
    return any(shapes.inside(p, ring) for p in around)


def test_a_crowd_is_painted_once_until_something_changes() -> None:
    crowd = tuple(
        replace(drawn(AnnotationKind.MARKER), id=str(i), points=((112.1 + i / 100, 34.6),))
        for i in range(painting.CROWD)
    )
    shown = [crowd]
    overlay = painting.AnnotationOverlay(lambda: shown[0])
    pictures = []
    for now in (crowd, crowd, (*crowd[:-1], replace(crowd[-1], number=8))):
        shown[0] = now
        image = QImage(600, 400, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        painter = QPainter(image)
        overlay(painter, CAMERA)
        painter.end()
        pictures.append(image)
    direct = painted(*crowd)
    assert np.array_equal(alpha(pictures[0]) > 0, direct)
    assert pictures[0] == pictures[1]
    assert pictures[1] != pictures[2]


def test_colours_with_opacity_are_read_as_css_has_them() -> None:
    image = QImage(600, 400, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor("white"))
    painter = QPainter(image)
    a = drawn(AnnotationKind.RECTANGLE, fill="#0000FF80", width=0.0)
    painting.draw(painter, CAMERA, [a])
    painter.end()
    x, y = CAMERA.pixel_of(112.5, 34.65)
    found = image.pixelColor(round(x), round(y))
    assert (found.red(), found.blue()) == (pytest.approx(127, abs=2), 255)


@pytest.mark.parametrize("kind", AnnotationKind)
def test_the_chosen_one_shows_its_handles(kind: AnnotationKind) -> None:
    image = QImage(600, 400, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    a = drawn(kind, "字")
    painting.draw_selection(painter, CAMERA, [a], QColor("#B5304A"))
    painter.end()
    found = alpha(image)
    assert (found > 0).any()
    for handle in shapes.handles(a, painting.handle_reach(CAMERA, a)):
        x, y = CAMERA.pixel_of(*handle.at)
        assert found[round(y), round(x)] == 255


def test_text_stays_text_in_print(tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    from PySide6.QtSvg import QSvgGenerator

    a = drawn(AnnotationKind.TEXT, "Luoyang 2035 <b>")
    svg = QSvgGenerator()
    svg.setFileName(str(tmp_path / "a.svg"))
    svg.setSize(QSize(600, 400))
    pdf = QPdfWriter(str(tmp_path / "a.pdf"))
    pdf.setResolution(96)
    for device in (svg, pdf):
        painter = QPainter(device)
        painting.draw(painter, CAMERA, [a, drawn(AnnotationKind.CIRCLE)])
        painter.end()
    assert "Luoyang 2035 &lt;b&gt;" in (tmp_path / "a.svg").read_text(encoding="utf-8")
    text = pypdf.PdfReader(tmp_path / "a.pdf").pages[0].extract_text()
    assert "Luoyang" in text
