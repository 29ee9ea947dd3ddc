"""Recording an actual: typed, checked, kept in the workspace, marked as the user's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from luoyang_gis.plan.model import Milestone
from luoyang_gis.ui.cards import CardList, actual_label
from luoyang_gis.ui.panel_rows import record_row
from luoyang_gis.ui.record_actual import ActualForm, Recorder
from luoyang_gis.ui.session import Session
from luoyang_gis.ui.theme import LIGHT
from luoyang_gis.workspace.commands import WorkspaceStore
from luoyang_gis.workspace.keeper import Keeper
from luoyang_gis.workspace.model import Workspace


@pytest.fixture
def store(session: Session, tmp_path: Path) -> Iterator[WorkspaceStore]:
    keeper = Keeper.new(Workspace(), tmp_path / "recovery")
    found = WorkspaceStore(keeper, session.plan, "张三")
    found.changed.connect(lambda: session.set_plan(found.effective_plan()))
    yield found
    found.close()


@pytest.fixture
def form(session: Session, store: WorkspaceStore, qtbot: QtBot) -> ActualForm:
    widget = ActualForm(session, store, "地区生产总值")
    widget.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(widget)
    widget.show()
    return widget


def save(form: ActualForm, qtbot: QtBot) -> None:
    qtbot.mouseClick(form.save, Qt.MouseButton.LeftButton)


def fill(form: ActualForm, value: str, period: str, source: str) -> None:
    form.value.setText(value)
    form.period.setText(period)
    form.source.setText(source)


def test_a_figure_goes_to_the_workspace(
    form: ActualForm, session: Session, store: WorkspaceStore, qtbot: QtBot
) -> None:
    ledger = store.plan.actuals
    assert form.unit.text() == "亿元"
    assert form.last.text() == "最近实绩：2020年 5128.4 亿元"
    fill(form, "5447.1", "2021", "2021 年统计公报")
    assert form.read_as.text() == "即 2021年"
    save(form, qtbot)
    assert not form.isVisible()
    (actual,) = store.workspace.actuals
    assert (actual.value, actual.unit, actual.author) == (5447.1, "亿元", "张三")
    assert session.plan.record[actual.id].value == 5447.1
    assert store.plan.actuals == ledger
    assert store.workspace.log[-1].who == "张三"


def test_it_can_be_undone(
    form: ActualForm, session: Session, store: WorkspaceStore, qtbot: QtBot
) -> None:
    fill(form, "5447.1", "2021", "公报")
    save(form, qtbot)
    assert store.undo_stack.undoText() == "录入实绩"
    store.undo_stack.undo()
    assert not store.workspace.actuals
    assert session.plan.actuals == store.plan.actuals


@pytest.mark.parametrize(
    ("value", "period", "source", "word", "field"),
    [
        ("", "2021", "公报", "请填数值", "value"),
        ("很多", "2021", "公报", "不是数字", "value"),
        ("5447", "去年", "公报", "看不懂时间", "period"),
        ("5447", "2021", "", "请写明来源", "source"),
    ],
)
def test_a_mistake_is_named_and_gets_the_cursor(
    form: ActualForm, store: WorkspaceStore, qtbot: QtBot,
    value: str, period: str, source: str, word: str, field: str,
) -> None:  # fmt: skip
    qtbot.waitExposed(form)
    fill(form, value, period, source)
    save(form, qtbot)
    assert word in form.problem.text()
    assert form.focusWidget() is getattr(form, field)
    assert not store.workspace.actuals


def test_a_strange_figure_is_asked_about_once(
    form: ActualForm, store: WorkspaceStore, qtbot: QtBot
) -> None:
    fill(form, "54471000", "2021", "公报")
    save(form, qtbot)
    assert "请核对单位" in form.problem.text()
    assert not store.workspace.actuals
    save(form, qtbot)
    assert len(store.workspace.actuals) == 1


def test_another_strange_figure_is_asked_about_again(
    form: ActualForm, store: WorkspaceStore, qtbot: QtBot
) -> None:
    fill(form, "54471000", "2021", "公报")
    save(form, qtbot)
    form.value.clear()
    qtbot.keyClicks(form.value, "64471000")
    save(form, qtbot)
    assert "请核对单位" in form.problem.text()
    assert not store.workspace.actuals


def test_a_deed_is_recorded_by_its_stage(
    form: ActualForm, store: WorkspaceStore, qtbot: QtBot
) -> None:
    form.name.setCurrentText("呼南高铁豫西通道")
    assert form.milestone.isVisible()
    assert not form.value.isVisible()
    form.milestone.setCurrentText("开工")
    form.period.setText("2021-06-30")
    form.source.setText("现场")
    save(form, qtbot)
    (actual,) = store.workspace.actuals
    assert actual.milestone is Milestone.STARTED
    assert actual.value is None


def test_names_are_found_by_any_part(form: ActualForm) -> None:
    completer = form.name.completer()
    assert completer is not None
    completer.setCompletionPrefix("营业")
    assert completer.currentCompletion() == "园区营业收入"


def test_enter_saves_and_escape_leaves(
    form: ActualForm, store: WorkspaceStore, qtbot: QtBot
) -> None:
    fill(form, "5447.1", "2021", "公报")
    qtbot.keyClick(form.source, Qt.Key.Key_Return)
    assert len(store.workspace.actuals) == 1
    form.show()
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert not form.isVisible()


def test_cards_mark_it_as_the_users(
    form: ActualForm, session: Session, store: WorkspaceStore, qtbot: QtBot
) -> None:
    fill(form, "5447.1", "2021", "2021 年统计公报")
    save(form, qtbot)
    (own,) = store.workspace.actuals
    plan = session.plan
    assert actual_label(plan.record[own.id]) == "用户录入"
    assert actual_label(plan.record["report.a1"]) == "实绩"
    cards = CardList(plan, LIGHT)
    qtbot.addWidget(cards)
    rows = [record_row(plan, plan.record[i], own.due.end) for i in (own.id, "report.1") if own.due]
    cards.set_rows(plan, rows)
    said = [
        " ".join(p.text for p in cards.cards.layout(cards.rows.index(i, 0), 320).pieces)
        for i in (0, 1)
    ]
    assert "✎ 用户录入" in said[0]
    assert "来源：2021 年统计公报" in said[0]
    assert "（用户录入）" in said[1]


def test_one_form_at_a_time(session: Session, store: WorkspaceStore, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    recorder = Recorder(session, store, window)
    session.actual_requested.emit("园区营业收入")
    first = recorder.form
    assert first is not None
    assert first.name.currentText() == "园区营业收入"
    with qtbot.waitSignal(first.destroyed):
        session.actual_requested.emit("")
    assert recorder.form is not None
    assert recorder.form.name.currentText() == ""
    recorder.form.close()


def test_nothing_is_cut_when_narrow(form: ActualForm, qtbot: QtBot) -> None:
    form.resize(320, 600)
    fill(form, "很多", "2021", "")
    save(form, qtbot)
    for child in (form.value, form.period, form.source, form.save, form.cancel, form.problem):
        place = child.mapTo(form, QPoint(0, 0))
        assert place.x() >= 0
        assert place.x() + child.width() <= form.width()
    assert form.problem.height() >= form.problem.heightForWidth(form.problem.width())
