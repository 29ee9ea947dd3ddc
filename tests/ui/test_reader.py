"""The reader opens the user's own documents at what is cited, and says what is wrong with them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from luoyang_gis.plan.model import Actual, Kind, Passage, Plan, Target, Theme
from luoyang_gis.plan.passages import DocumentText
from luoyang_gis.ui.desk import Desk
from luoyang_gis.ui.passage_text import marked
from luoyang_gis.ui.reader import Reader
from luoyang_gis.ui.settings import Settings

TEXT = "报告\r\n\r\n到二〇二五年，总量\r\n突破八千亿元。😀今年开工豫西通道，园区收入三百亿元。\r\n"
ANCHORS = {
    "report.1": "总量突破八千亿元",
    "report.2": "开工豫西通道",
    "report.3": "园区收入三百亿元",
    "report.a1": "总量突破八千亿元",
}


@pytest.fixture
def cited(plan: Plan) -> Plan:
    """The small plan with anchors that stand in the text."""

    def passage(record: Target | Actual) -> Passage:
        return Passage("report", "三/（七）", ANCHORS.get(record.id, "没有这一句"))

    return replace(
        plan,
        targets=tuple(replace(t, passage=passage(t)) for t in plan.targets),
        actuals=tuple(replace(a, passage=passage(a)) for a in plan.actuals),
    )


@pytest.fixture
def reader(qapp: QApplication, cited: Plan, settings: Settings, qtbot: QtBot) -> Reader:
    desk = Desk(qapp, cited, settings)
    qtbot.addWidget(widget := Reader(desk))
    desk.setParent(widget)
    widget.resize(360, 500)
    widget.show()
    return widget


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "任意名字.txt").write_text(TEXT, encoding="utf-8", newline="")
    return tmp_path / "docs"


def desk_of(reader: Reader) -> Desk:
    found = reader.findChild(Desk)
    assert isinstance(found, Desk)
    return found


def shown(reader: Reader) -> str:
    mark = reader.text.current
    assert mark is not None
    cursor = reader.text.textCursor()
    cursor.setPosition(mark.start)
    cursor.setPosition(mark.end, QTextCursor.MoveMode.KeepAnchor)
    return "".join(cursor.selectedText().split())


def test_without_a_folder_the_citation_and_what_to_do(reader: Reader) -> None:
    reader.show_record("report.2")
    assert "《报告》三（七）“开工豫西通道”" in reader.note.text()
    assert "文件夹" in reader.note.text()
    assert reader.choose.isVisible()
    assert not reader.text.isVisible()


@pytest.mark.parametrize(("record", "phrase"), list(ANCHORS.items()))
def test_a_citation_opens_at_its_passage(
    reader: Reader, folder: Path, record: str, phrase: str
) -> None:
    desk_of(reader).set_documents(folder)
    reader.show_record(record)
    assert shown(reader) == phrase
    assert reader.text.isVisible()
    assert not reader.choose.isVisible()


def test_a_changed_copy_is_said_so(reader: Reader, folder: Path) -> None:
    desk_of(reader).set_documents(folder)
    reader.show_record("report.a2")
    assert "出入" in reader.note.text()
    assert "找不到这处引文" in reader.note.text()


def test_a_missing_folder_is_said_so(reader: Reader, tmp_path: Path) -> None:
    desk_of(reader).set_documents(tmp_path / "nowhere")
    assert "打不开这个文件夹" in reader.note.text()
    assert reader.choose.isVisible()


def test_a_click_on_a_passage_selects_what_cites_it(
    reader: Reader, folder: Path, qtbot: QtBot
) -> None:
    desk_of(reader).set_documents(folder)
    mark = reader.text.marked.mark_of("report.2")
    assert mark is not None
    cursor = QTextCursor(reader.text.document())
    cursor.setPosition(mark.start + 2)
    place = reader.text.cursorRect(cursor).center()
    qtbot.mouseClick(reader.text.viewport(), Qt.MouseButton.LeftButton, pos=place)
    session = desk_of(reader).session
    assert session.selection.record == "report.2"
    assert session.selection.features == ("rail.hunan-hsr",)


def test_enter_selects_as_a_click_does(reader: Reader, folder: Path, qtbot: QtBot) -> None:
    desk_of(reader).set_documents(folder)
    reader.show_record("report.3")
    desk_of(reader).session.select()
    qtbot.keyClick(reader.text, Qt.Key.Key_Return)
    assert desk_of(reader).session.selection.record == "report.3"


def test_steps_go_from_passage_to_passage(reader: Reader, folder: Path, qtbot: QtBot) -> None:
    desk_of(reader).set_documents(folder)
    reader.show_record("report.1")
    seen = []
    for _ in range(3):
        qtbot.mouseClick(reader._next, Qt.MouseButton.LeftButton)
        seen.append(shown(reader))
    assert seen == ["开工豫西通道", "园区收入三百亿元", "总量突破八千亿元"]


def test_markup_in_a_document_stays_text(reader: Reader, folder: Path) -> None:
    (folder / "任意名字.txt").write_text(TEXT + "<b>粗</b><img src=x>", encoding="utf-8")
    desk_of(reader).set_documents(folder)
    assert "<b>粗</b><img src=x>" in reader.text.toPlainText()


@given(st.lists(st.sampled_from(["😀", "中", "\r\n", " ", "a"]), max_size=30))
def test_marks_stand_where_qt_counts(before: list[str]) -> None:
    text = "".join(before) + "锚 文"
    plan = Plan((), (), (), (), (), (), ())
    passage = Passage("report", "三", "锚文")
    record = Target("report.1", passage, Kind.COMMITMENT, "事", Theme.CITY, "某事")
    found = marked(replace(plan, targets=(record,)), "report", DocumentText(Path("x"), text))
    plain = text.replace("\r\n", "\n")
    mark = found.marks[0]
    units = plain.encode("utf-16-le")
    assert units[2 * mark.start : 2 * mark.end].decode("utf-16-le") == "锚 文"
