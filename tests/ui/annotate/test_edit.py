"""Choose, move, reshape, turn, copy, stack and align, with mouse and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from luoyang_gis.canvas import annotations as painting
from luoyang_gis.ui.annotate.attached import AttachedNotes
from luoyang_gis.ui.annotate.inspector import Inspector
from luoyang_gis.ui.annotate.link import EDIT
from luoyang_gis.workspace import shapes
from luoyang_gis.workspace.edits import annotations as edits
from luoyang_gis.workspace.model import Annotation, AnnotationKind, Style
from tests.ui.annotate.conftest import At, Hand, move

Kind = AnnotationKind
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
A: At = (112.20, 34.50)
B: At = (112.40, 34.50)
C: At = (112.60, 34.40)
EMPTY: At = (111.7, 34.0)


def note(id_: str, at: At, text: str = "note") -> Annotation:
    return Annotation(id_, Kind.TEXT, (at,), text)


@pytest.fixture
def notes(hand: Hand) -> Hand:
    """Three texts and the edit tool in hand."""
    added = (note("a", A), note("b", B), note("c", C))
    hand.board.store.do("添加", edits.add(hand.board.workspace, *added))
    hand.edit()
    return hand


def place(hand: Hand, id_: str) -> At:
    return hand.board.workspace.annotation[id_].points[0]


def test_a_click_chooses_and_shift_adds(notes: Hand) -> None:
    notes.click(A)
    assert notes.chosen == ("a",)
    notes.click(B, keys=SHIFT)
    assert notes.chosen == ("a", "b")
    notes.click(A, keys=SHIFT)
    assert notes.chosen == ("b",)
    notes.click(EMPTY)
    assert notes.chosen == ()


def test_a_rubber_band_chooses_what_lies_in_it(notes: Hand) -> None:
    notes.drag((112.1, 34.6), (112.5, 34.45))
    assert notes.chosen == ("a", "b")


def test_a_drag_moves_all_chosen_in_one_action(notes: Hand) -> None:
    notes.drag((112.1, 34.6), (112.5, 34.45))
    notes.drag(A, (112.30, 34.60))
    assert place(notes, "a") == (pytest.approx(112.30, abs=0.004), pytest.approx(34.60, abs=0.004))
    assert place(notes, "b") == (pytest.approx(112.50, abs=0.004), pytest.approx(34.60, abs=0.004))
    assert notes.undo() == "移动标注"
    assert place(notes, "a") == A
    assert place(notes, "b") == B


def test_escape_gives_a_drag_up(notes: Hand) -> None:
    view = notes.window.map.view
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=notes.pixel(A))
    move(view, notes.pixel(C))
    assert notes.board.shown()[0].points[0] != A
    notes.key(Qt.Key.Key_Escape)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=notes.pixel(C))
    assert place(notes, "a") == A
    assert notes.board.shown()[0].points[0] == A


def grip(hand: Hand, kind: shapes.HandleKind, index: int = 0) -> At:
    (a,) = hand.board.chosen_annotations
    found = shapes.handles(a, painting.handle_reach(hand.window.map.view.camera, a))
    return next(h.at for h in found if (h.kind, h.index) == (kind, index))


def add(hand: Hand, a: Annotation) -> None:
    hand.board.store.do("添加", edits.add(hand.board.workspace, a))
    hand.edit()
    hand.board.choose([a.id])


def test_vertices_are_dragged_added_and_removed(hand: Hand) -> None:
    add(hand, Annotation("l", Kind.LINE, (A, B, C)))
    hand.drag(grip(hand, shapes.HandleKind.VERTEX, 1), (112.4, 34.8))
    assert hand.last.points[1] == (pytest.approx(112.4, abs=0.004), pytest.approx(34.8, abs=0.004))
    hand.drag(grip(hand, shapes.HandleKind.EDGE, 0), (112.2, 34.8))
    assert len(hand.last.points) == 4
    hand.click(grip(hand, shapes.HandleKind.VERTEX, 1), keys=ALT)
    assert len(hand.last.points) == 3
    assert hand.undo() == "删除顶点"
    assert hand.undo() == "改形状"


def test_a_circle_grows_by_its_handle(hand: Hand) -> None:
    add(hand, Annotation("o", Kind.CIRCLE, (B,), radius_m=10_000))
    hand.drag(grip(hand, shapes.HandleKind.RADIUS), (112.7, 34.5))
    assert hand.last.radius_m == pytest.approx(shapes.distance_m(B, (112.7, 34.5)), rel=0.02)


def test_a_rectangle_keeps_the_corner_that_stays(hand: Hand) -> None:
    add(hand, Annotation("r", Kind.RECTANGLE, (A, (112.5, 34.7))))
    hand.drag(grip(hand, shapes.HandleKind.CORNER, 2), (112.7, 34.8))
    assert set(hand.last.points) >= {A}


def test_a_text_turns_by_its_handle(hand: Hand) -> None:
    add(hand, note("t", B))
    hand.drag(grip(hand, shapes.HandleKind.ROTATE), (112.6, 34.5))
    assert hand.last.rotation == pytest.approx(90, abs=3)
    assert hand.undo() == "旋转标注"
    hand.drag(grip(hand, shapes.HandleKind.ROTATE), (112.6, 34.51), keys=SHIFT)
    assert hand.last.rotation % 15 == 0


def test_keys_nudge_copy_and_delete(notes: Hand) -> None:
    notes.click(A)
    x, y = notes.window.map.view.camera.pixel_of(*A)
    for _ in range(3):
        notes.key(Qt.Key.Key_Right)
    notes.key(Qt.Key.Key_Down, SHIFT)
    moved = notes.window.map.view.camera.pixel_of(*place(notes, "a"))
    assert moved == (pytest.approx(x + 3, abs=0.1), pytest.approx(y + 10, abs=0.1))
    assert notes.undo() == "移动标注"
    assert place(notes, "a") == A
    notes.key(Qt.Key.Key_D, CONTROL)
    assert len(notes.all) == 4
    assert notes.chosen == (notes.last.id,)
    notes.key(Qt.Key.Key_Delete)
    assert len(notes.all) == 3


def test_copy_and_paste_go_by_the_clipboard(notes: Hand) -> None:
    notes.key(Qt.Key.Key_A, CONTROL)
    assert notes.chosen == ("a", "b", "c")
    notes.key(Qt.Key.Key_C, CONTROL)
    notes.key(Qt.Key.Key_V, CONTROL)
    assert len(notes.all) == 6
    notes.key(Qt.Key.Key_X, CONTROL)
    assert len(notes.all) == 3


def test_a_strange_clipboard_is_told(notes: Hand) -> None:
    told: list[str] = []
    notes.window.session.message.connect(told.append)
    QGuiApplication.clipboard().setText("no annotations")
    notes.key(Qt.Key.Key_V, CONTROL)
    assert len(notes.all) == 3
    assert "剪贴板里不是标注" in told[-1]


def test_stack_align_and_distribute_from_the_menu(notes: Hand) -> None:
    act = notes.window.actions_.action
    notes.click(A)
    act["stack-front"].trigger()
    assert [a.id for a in notes.all] == ["b", "c", "a"]
    assert not act["align-top"].isEnabled()
    notes.board.choose_all()
    act["align-top"].trigger()
    assert len({round(a.points[0][1], 9) for a in notes.all}) == 1
    act["spread-across"].trigger()
    xs = sorted(a.points[0][0] for a in notes.all)
    assert xs[1] - xs[0] == pytest.approx(xs[2] - xs[1])


def test_a_double_click_edits_the_text(notes: Hand) -> None:
    notes.double_click(A)
    notes.type("new words")
    assert notes.board.workspace.annotation["a"].text == "new words"
    assert notes.undo() == "改文字"


def test_the_inspector_styles_the_chosen_and_the_next(notes: Hand) -> None:
    inspector = notes.window.docks.content("annotate")
    assert isinstance(inspector, Inspector)
    notes.board.choose(["a", "b"])
    QTest.mouseClick(inspector.text_colour.chips[4], Qt.MouseButton.LeftButton)
    colour = inspector.text_colour.chips[4].color
    found = notes.board.workspace.annotation
    assert found["a"].style.text_colour == found["b"].style.text_colour == colour
    assert found["c"].style.text_colour == Style().text_colour
    inspector.font_size.setValue(30)
    inspector.font_size.setValue(31)
    assert notes.undo() == "改样式"
    assert notes.board.workspace.annotation["a"].style.font_size == Style().font_size
    assert notes.board.style(Kind.TEXT).text_colour == colour


def test_the_inspector_changes_the_text_in_one_action(notes: Hand) -> None:
    inspector = notes.window.docks.content("annotate")
    assert isinstance(inspector, Inspector)
    notes.click(A)
    inspector.text.setPlainText("")
    for letter in ("新", "新词"):
        inspector.text.setPlainText(letter)
    assert notes.board.workspace.annotation["a"].text == "新词"
    assert notes.undo() == "改文字"
    assert notes.board.workspace.annotation["a"].text == "note"


def test_attached_ones_are_listed_with_their_feature(notes: Hand) -> None:
    window = notes.window
    window.session.select(["park.geli"])
    window.docks.show("targets")
    found = window.findChild(AttachedNotes)
    assert isinstance(found, AttachedNotes)
    assert found.isHidden()
    notes.board.choose(["a"])
    window.actions_.action["attach"].trigger()
    assert notes.board.workspace.annotation["a"].feature == "park.geli"
    assert not found.isHidden()
    assert found.list.item(0).text() == "note"
    notes.board.choose(["a"])
    window.actions_.action["detach"].trigger()
    assert found.isHidden()


def test_another_tool_lets_go(notes: Hand) -> None:
    notes.click(A)
    notes.window.actions_.action["tool-identify"].trigger()
    assert notes.chosen == ()
    assert notes.window.map.tool != EDIT


def test_a_style_is_set_for_what_the_tool_in_hand_draws(hand: Hand) -> None:
    inspector = hand.window.docks.content("annotate")
    assert isinstance(inspector, Inspector)
    hand.take(Kind.LINE)
    inspector.width_.setValue(9)
    assert hand.board.style(Kind.LINE).width == 9
    assert hand.board.style(Kind.ARROW).width != 9
    hand.click(A, B)
    hand.key(Qt.Key.Key_Return)
    assert hand.last.style.width == 9


def test_what_rests_stays_painted_while_another_moves(notes: Hand) -> None:
    view = notes.window.map.view
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=notes.pixel(A))
    move(view, notes.pixel(C))
    resting, moving = notes.board._at_rest(), notes.board._in_motion()
    assert [a.id for a in resting] == ["b", "c"]
    assert [a.id for a in moving] == ["a"]
    move(view, notes.pixel(B))
    assert notes.board._at_rest() is resting
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=notes.pixel(B))
    assert [a.id for a in notes.board._at_rest()] == ["a", "b", "c"]
