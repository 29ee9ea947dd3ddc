"""Every drawing tool, drawn with as a planner does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from luoyang_gis.canvas import annotations as painting
from luoyang_gis.ui.annotate.draw_tools import DrawTool, figures
from luoyang_gis.ui.annotate.link import EDIT
from luoyang_gis.workspace import shapes
from luoyang_gis.workspace.model import Annotation, AnnotationKind
from tests.ui.annotate.conftest import At, Hand

A: At = (112.30, 34.50)
B: At = (112.50, 34.70)
C: At = (112.60, 34.45)
Kind = AnnotationKind
# A pixel of the test's map, and a little.
NEAR = 0.004


def near(found: At, wanted: At) -> bool:
    return found == (pytest.approx(wanted[0], abs=NEAR), pytest.approx(wanted[1], abs=NEAR))


def tool(hand: Hand) -> DrawTool:
    found = hand.window.map.view.tool
    assert isinstance(found, DrawTool)
    return found


def test_a_text_is_typed_where_it_stands(hand: Hand) -> None:
    hand.take(Kind.TEXT)
    hand.click(A)
    assert hand.all == ()
    hand.type("先看这里")
    assert hand.last.kind is Kind.TEXT
    assert hand.last.text == "先看这里"
    assert near(hand.last.points[0], A)
    assert hand.chosen == (hand.last.id,)
    assert hand.window.map.tool == EDIT
    assert hand.undo() == "添加文字"
    assert hand.all == ()


def test_shift_enter_breaks_a_line_and_escape_gives_up(hand: Hand) -> None:
    hand.take(Kind.TEXT)
    hand.click(A)
    field = hand.window.annotate.editor.field
    assert field is not None
    QTest.keyClicks(field, "first")
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    hand.type("second")
    assert hand.last.text == "first\nsecond"
    hand.double_click(A)
    hand.type("other", end=Qt.Key.Key_Escape)
    assert hand.last.text == "first\nsecond"


def test_escape_loses_nothing_that_was_newly_written(hand: Hand) -> None:
    hand.take(Kind.TEXT)
    hand.click(A)
    hand.type("long thought", end=Qt.Key.Key_Escape)
    assert hand.last.text == "long thought"
    hand.undo()
    assert hand.all == ()


def test_a_text_without_letters_is_none(hand: Hand) -> None:
    hand.take(Kind.TEXT)
    hand.click(A)
    hand.type("")
    assert hand.all == ()
    assert not hand.window.desk.store.dirty


def test_a_callout_is_dragged_from_what_it_speaks_of(hand: Hand) -> None:
    hand.take(Kind.CALLOUT)
    hand.drag(A, B)
    hand.type("station")
    assert hand.last.kind is Kind.CALLOUT
    assert near(hand.last.points[0], A)
    assert near(hand.last.points[1], B)


def test_an_arrow_is_dragged_or_clicked(hand: Hand) -> None:
    hand.take(Kind.ARROW)
    hand.drag(A, B)
    assert near(hand.last.points[1], B)
    hand.take(Kind.ARROW)
    hand.click(A, B, C)
    hand.key(Qt.Key.Key_Return)
    assert len(hand.last.points) == 3
    assert len(hand.all) == 2


@pytest.mark.parametrize(("kind", "count"), [(Kind.LINE, 3), (Kind.POLYGON, 3)])
@pytest.mark.parametrize("end", ["enter", "double click", "right click"])
def test_paths_are_clicked_point_by_point(hand: Hand, kind: Kind, count: int, end: str) -> None:
    hand.take(kind)
    hand.click(A, B, C)
    if end == "enter":
        hand.key(Qt.Key.Key_Return)
    elif end == "double click":
        hand.double_click(C)
    else:
        view = hand.window.map.view
        QTest.mouseClick(view, Qt.MouseButton.RightButton, pos=hand.pixel(C))
    assert hand.last.kind is kind
    assert len(hand.last.points) == count
    assert hand.undo() == f"添加{kind.label}"


def test_escape_gives_a_path_up_and_then_the_tool(hand: Hand) -> None:
    hand.window.session.select(["park.geli"])
    hand.take(Kind.LINE)
    hand.click(A, B)
    hand.key(Qt.Key.Key_Escape)
    assert hand.all == ()
    assert tool(hand).points == []
    hand.key(Qt.Key.Key_Escape)
    assert hand.window.map.tool == EDIT
    hand.key(Qt.Key.Key_Escape)
    assert hand.window.map.tool == "identify"


def test_backspace_takes_the_last_point_back(hand: Hand) -> None:
    hand.take(Kind.LINE)
    hand.click(A, B, C)
    hand.key(Qt.Key.Key_Backspace)
    hand.key(Qt.Key.Key_Return)
    assert len(hand.last.points) == 2


def test_too_few_points_make_nothing(hand: Hand) -> None:
    hand.take(Kind.POLYGON)
    hand.click(A, B)
    hand.key(Qt.Key.Key_Return)
    assert hand.all == ()


@pytest.mark.parametrize("clicks", [False, True])
def test_a_rectangle_is_dragged_or_clicked(hand: Hand, clicks: bool) -> None:
    hand.take(Kind.RECTANGLE)
    hand.click(A, B) if clicks else hand.drag(A, B)
    assert near(hand.last.points[0], A)
    assert near(hand.last.points[1], B)


def test_shift_makes_a_square(hand: Hand) -> None:
    hand.take(Kind.RECTANGLE)
    hand.drag(A, B, keys=Qt.KeyboardModifier.ShiftModifier)
    corners = [shapes.to_map(p) for p in hand.last.points]
    wide, high = (abs(corners[1][i] - corners[0][i]) for i in (0, 1))
    assert wide == pytest.approx(high, rel=0.02)


def test_a_circles_radius_is_over_the_ground_and_read_out(hand: Hand) -> None:
    hand.take(Kind.CIRCLE)
    hand.click(A)
    hand.hover(B)
    hand.click(B)
    assert hand.last.radius_m == pytest.approx(shapes.distance_m(A, B), rel=0.02)
    assert "半径" in figures(hand.last)
    assert "公里" in figures(hand.last)


def test_a_freehand_line_keeps_its_bends(hand: Hand) -> None:
    hand.take(Kind.FREEHAND)
    hand.drag(A, B, C)
    assert len(hand.last.points) >= 3
    assert near(hand.last.points[-1], C)
    hand.drag(C, A)
    assert len(hand.all) == 2


def test_markers_count_on(hand: Hand) -> None:
    hand.take(Kind.MARKER)
    hand.click(A, B, C)
    assert [a.number for a in hand.all] == [1, 2, 3]
    hand.undo()
    hand.click(C)
    assert [a.number for a in hand.all] == [1, 2, 3]


def test_a_point_is_caught_by_a_vertex(hand: Hand) -> None:
    hand.board.snapping = True
    vertex: At = (112.4, 34.6)
    aside = hand.window.map.view.camera.to_lonlat(*_shifted(hand, vertex, 5))
    hand.take(Kind.CALLOUT)
    hand.drag(aside, (112.0, 34.2))
    hand.type("line")
    assert hand.last.points[0] == (pytest.approx(vertex[0]), pytest.approx(vertex[1]))
    assert hand.last.feature == "rail.hunan-hsr"


def test_alt_is_not_caught(hand: Hand) -> None:
    hand.board.snapping = True
    aside = hand.window.map.view.camera.to_lonlat(*_shifted(hand, (112.4, 34.6), 5))
    hand.take(Kind.MARKER)
    hand.click(aside, keys=Qt.KeyboardModifier.AltModifier)
    assert hand.last.points[0] != (pytest.approx(112.4), pytest.approx(34.6))
    assert hand.last.feature is None


def test_the_cue_is_seen(hand: Hand) -> None:
    view = hand.window.map.view
    hand.board.snapping = True
    hand.take(Kind.LINE)
    hand.hover((111.9, 34.2))
    before = view.to_image()
    hand.hover(view.camera.to_lonlat(*_shifted(hand, (112.4, 34.6), 5)))
    assert view.to_image() != before


def _shifted(hand: Hand, at: At, pixels: int) -> tuple[float, float]:
    x, y = hand.window.map.view.camera.pixel_of(*at)
    return x + pixels, y


def test_hostile_texts_are_drawn(hand: Hand) -> None:
    for text in ("<script>alert(1)</script>", "🌸👩‍🚀", "字" * 5000, "مرحبا بالعالم", "\ud83d"):
        hand.take(Kind.TEXT)
        hand.click(A)
        field = hand.window.annotate.editor.field
        assert field is not None
        field.setPlainText(text)
        field.end(keep=True)
    painting.boxes(hand.window.map.view.camera, hand.all)
    assert not hand.window.map.view.to_image().isNull()
    assert [len(a.text) for a in hand.all[:3]] == [25, 4, 5000]


def test_a_new_one_belongs_to_the_scene_or_to_all(hand: Hand) -> None:
    hand.take(Kind.MARKER)
    hand.click(A)
    assert hand.last.scene is None
    assert isinstance(hand.last, Annotation)
