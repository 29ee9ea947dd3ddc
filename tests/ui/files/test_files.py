"""The workspace file as a planner meets it: save, open, recover, and what is said when it fails."""

from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from luoyang_gis.plan.model import FeatureStatus, Plan
from luoyang_gis.ui.desk import Desk
from luoyang_gis.ui.files.files import Unsaved
from luoyang_gis.ui.files.history import HistoryList
from luoyang_gis.ui.files.log_view import LogView
from luoyang_gis.ui.main_window import MainWindow
from luoyang_gis.ui.settings import Settings
from luoyang_gis.workspace.edits import ledger
from luoyang_gis.workspace.journal import Journal
from luoyang_gis.workspace.keeper import Keeper
from luoyang_gis.workspace.model import UserStatus, Workspace, now


def retitle(window: MainWindow, title: str) -> None:
    store = window.desk.store
    store.do("改标题", replace(store.workspace, title=title))


def choose(monkeypatch: pytest.MonkeyPatch, path: Path | str) -> None:
    """Answer every file dialog with a path."""
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_: (str(path), ""))


def answer(window: MainWindow, monkeypatch: pytest.MonkeyPatch, choice: Unsaved) -> None:
    monkeypatch.setattr(window.files, "ask_unsaved", lambda: choice)


def test_the_title_tells_name_and_changes(window: MainWindow, tmp_path: Path) -> None:
    assert window.windowTitle().startswith("未命名工作区[*]")
    assert not window.isWindowModified()
    retitle(window, "汇报")
    assert window.isWindowModified()
    window.desk.store.save(tmp_path / "二月.gpkg")
    assert window.windowTitle().startswith("二月[*]")
    assert not window.isWindowModified()


def test_saving_asks_for_a_file_once(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    retitle(window, "汇报")
    choose(monkeypatch, tmp_path / "a")
    window.actions_.action["save"].trigger()
    assert (tmp_path / "a.luoyang.gpkg").is_file()
    assert window.windowTitle().startswith("a[*]")
    retitle(window, "再改")
    choose(monkeypatch, tmp_path / "b")
    window.actions_.action["save"].trigger()
    assert not (tmp_path / "b.luoyang.gpkg").exists()
    assert window.desk.settings.recent() == (tmp_path / "a.luoyang.gpkg",)


def test_undo_and_redo_say_what_they_do(window: MainWindow) -> None:
    action = window.actions_.action
    assert not action["undo"].isEnabled()
    retitle(window, "汇报")
    assert action["undo"].text() == "撤销：改标题"
    action["undo"].trigger()
    assert window.desk.store.workspace.title == ""
    assert action["redo"].text() == "重做：改标题"
    action["redo"].trigger()
    assert window.desk.store.workspace.title == "汇报"


def test_the_history_goes_back_to_a_step(window: MainWindow, qtbot: QtBot) -> None:
    retitle(window, "一")
    retitle(window, "二")
    content = window.docks.content("history")
    assert isinstance(content, HistoryList)
    first = content.view.model().index(1, 0)
    content.view.setCurrentIndex(first)
    assert window.desk.store.workspace.title == "一"


def test_unsaved_changes_hold_the_window(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    retitle(window, "汇报")
    answer(window, monkeypatch, Unsaved.STAY)
    assert not window.close()
    choose(monkeypatch, "")
    answer(window, monkeypatch, Unsaved.SAVE)
    assert not window.close()
    choose(monkeypatch, tmp_path / "c.gpkg")
    assert window.close()
    assert (tmp_path / "c.gpkg").is_file()


def test_what_a_dead_program_left_is_offered(
    window: MainWindow, plan: Plan, tmp_path: Path, qtbot: QtBot
) -> None:
    crash(window.desk.recovery, "没来得及保存")
    window.files.offer_recovery()
    assert "没有正常退出" in window.banner.text
    assert "改标题" in window.banner.text
    qtbot.mouseClick(window.banner.buttons[0], Qt.MouseButton.LeftButton)
    assert window.desk.store.workspace.title == "没来得及保存"
    assert window.isWindowModified()
    assert window.banner.text == ""
    window.files.offer_recovery()
    assert window.banner.text == ""


def test_what_is_left_can_be_declined(window: MainWindow, qtbot: QtBot) -> None:
    crash(window.desk.recovery, "不要的")
    window.files.offer_recovery()
    qtbot.mouseClick(window.banner.buttons[1], Qt.MouseButton.LeftButton)
    window.files.offer_recovery()
    assert window.banner.text == ""
    assert window.desk.store.workspace.title == ""


def crash(recovery: Path, title: str) -> None:
    """Leave behind what a program leaves that dies after one action."""
    keeper = Keeper.new(Workspace(), recovery)
    keeper.record("改标题", Workspace(title=title))
    assert keeper._journal is not None
    keeper._journal._close()
    keeper._journal._lock.release()


def test_a_second_window_may_only_read(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "共用.gpkg"
    other = Keeper.new(Workspace(title="共用"), tmp_path / "elsewhere")
    other.save(path)
    assert not window.files.open_file(path)
    assert "已在另一个窗口" in window.banner.text
    qtbot.mouseClick(window.banner.buttons[0], Qt.MouseButton.LeftButton)
    assert window.desk.store.workspace.title == "共用"
    assert "（只读）" in window.windowTitle()
    retitle(window, "我的改动")
    choose(monkeypatch, tmp_path / "我的.gpkg")
    assert window.files.save()
    assert window.windowTitle().startswith("我的[*]")
    other.close()


@pytest.mark.parametrize(
    ("content", "word"), [(b"no workspace", "坏"), (b"", ""), (None, "找不到")]
)
def test_a_file_that_cannot_be_opened_costs_nothing(
    window: MainWindow, tmp_path: Path, content: bytes | None, word: str
) -> None:
    path = tmp_path / "坏.gpkg"
    if content is not None:
        path.write_bytes(content)
    retitle(window, "还在")
    window.files.ask_unsaved = lambda: Unsaved.DROP  # type: ignore[method-assign]
    assert not window.files.open_file(path)
    assert path.name in window.banner.text
    assert word in window.banner.text
    assert window.desk.store.workspace.title == "还在"
    assert content is None or path.read_bytes() == content


def test_a_file_changed_by_others_is_not_overwritten_unasked(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "a.gpkg"
    window.desk.store.save(path)
    theirs = path.read_bytes() + b"theirs"
    path.write_bytes(theirs)
    retitle(window, "我的")
    assert not window.files.save()
    assert path.read_bytes() == theirs
    qtbot.mouseClick(window.banner.buttons[1], Qt.MouseButton.LeftButton)
    assert path.read_bytes() != theirs
    assert not window.isWindowModified()


def test_the_argument_is_opened_at_the_start(
    qapp: QApplication, plan: Plan, settings: Settings, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "给定.gpkg"
    keeper = Keeper.new(Workspace(title="给定"), tmp_path / "elsewhere")
    keeper.save(path)
    keeper.close()
    desk = Desk(qapp, plan, settings, path)
    desk.open()
    qtbot.addWidget(desk.window)
    assert desk.window.windowTitle().startswith("给定[*]")
    desk.store.close()
    desk.deleteLater()


def test_recent_files_are_one_click_away(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "a&b.gpkg"
    window.desk.store.save(path)
    window.desk.settings.add_recent(path)
    window.files.new()
    menu = next(m for m in window.findChildren(QMenu) if m.title() == "最近打开")
    menu.aboutToShow.emit()
    (action,) = menu.actions()
    assert action.text() == "&1  a&&b.gpkg"
    action.trigger()
    assert window.desk.store.path == path


def test_the_log_is_read_searched_and_exported(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = window.desk.store
    status = UserStatus("park.geli", FeatureStatus.BUILT, "张三", now())
    store.do("更正状态", ledger.put_status(store.workspace, status))
    window.files.show_log()
    view = window.findChild(LogView)
    assert isinstance(view, LogView)
    assert view.model.rowCount() == 1
    assert view.model.index(0, 3).data() == "格力产业园"
    view.field.setText("没有这个词")
    assert view.table.model().rowCount() == 0
    choose(monkeypatch, tmp_path / "log.csv")
    window.files.export_log()
    assert "park.geli" in (tmp_path / "log.csv").read_text(encoding="utf-8-sig")
    assert window.session.plan.feature["park.geli"].status is FeatureStatus.BUILT


def test_a_full_disk_is_told_and_work_goes_on(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(Journal, "append", full)
        retitle(window, "一")
    assert "自动保存不起作用" in window.banner.text
    assert window.desk.store.workspace.title == "一"
    retitle(window, "二")
    assert window.banner.text == ""
