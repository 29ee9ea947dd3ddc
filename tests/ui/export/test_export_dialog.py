"""The export dialog as a user works it: choose, write, see what came of it; nothing half-written."""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from luoyang_gis.export.job import CancelledError, ExportJob, ExportReport
from luoyang_gis.export.registry import FORMATS, Format
from luoyang_gis.ui.export import opening
from luoyang_gis.ui.export.dialog import ExportDialog
from luoyang_gis.ui.main_window import MainWindow
from luoyang_gis.ui.settings import Settings
from luoyang_gis.workspace.model import Scene

LEFT = Qt.MouseButton.LeftButton
EXTENT = (112.0, 34.2, 112.8, 35.1)


@pytest.fixture
def home(settings: Settings, tmp_path: Path) -> Path:
    """The folder that exports go to."""
    folder = tmp_path / "成果"
    folder.mkdir()
    settings.set("export/folder", str(folder))
    return folder


@pytest.fixture
def dialog(window: MainWindow, home: Path, qtbot: QtBot) -> ExportDialog:
    """The dialog, opened by its key, its preview ready."""
    workspace = window.desk.store.workspace
    scenes = (
        Scene("one", "产业", EXTENT, ("city", "park")),
        Scene("two", "交通", EXTENT, ("city", "rail")),
    )
    window.desk.store.do("场景", replace(workspace, scenes=scenes))
    window.actions_.action["export"].trigger()
    found = window.exports.dialog
    assert found is not None
    settled(found, qtbot)
    return found


def settled(dialog: ExportDialog, qtbot: QtBot) -> None:
    """Wait until what is chosen has been looked at."""
    qtbot.wait(1)
    qtbot.waitUntil(lambda: dialog.task is None and not dialog.glances.busy, timeout=30_000)


def put(edit: QLineEdit, text: str) -> None:
    """Paste a text, as Chinese cannot be typed by a test."""
    QGuiApplication.clipboard().setText(text)
    edit.selectAll()
    edit.paste()


def pick(dialog: ExportDialog, format_: str, out: Path) -> None:
    """Choose a format and name a file."""
    dialog.cards.choose(format_)
    put(dialog.path, str(out))


def export(dialog: ExportDialog, qtbot: QtBot) -> None:
    """Press the button and wait for the end."""
    qtbot.mouseClick(dialog.start, LEFT)
    settled(dialog, qtbot)


@pytest.mark.parametrize("name", list(FORMATS))
def test_every_format_is_written_checked_and_shown(
    dialog: ExportDialog, home: Path, qtbot: QtBot, name: str
) -> None:
    out = home / f"地图{FORMATS[name].suffix}"
    pick(dialog, name, out)
    assert dialog.out == out
    export(dialog, qtbot)
    assert dialog.outcome.isVisible(), dialog.problem.text()
    assert dialog.outcome.report is not None
    assert dialog.outcome.report.path == out
    assert dialog.outcome.report.complete
    assert dialog.outcome.report.size == out.stat().st_size > 0
    assert list(home.iterdir()) == [out]


def test_the_finished_file_is_opened_and_shown(
    dialog: ExportDialog, home: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, Path]] = []
    monkeypatch.setattr(opening, "open_file", lambda p: asked.append(("open", p)) or False)
    monkeypatch.setattr(opening, "show_in_folder", lambda p: asked.append(("folder", p)) or True)
    out = home / "地图.html"
    pick(dialog, "html", out)
    export(dialog, qtbot)
    qtbot.mouseClick(dialog.outcome.folder, LEFT)
    assert not dialog.outcome.problem.isVisible()
    qtbot.mouseClick(dialog.outcome.open, LEFT)
    assert asked == [("folder", out), ("open", out)]
    assert dialog.outcome.problem.text().count("。") == 1
    qtbot.mouseClick(dialog.outcome.more, LEFT)
    assert dialog.start.isVisible()
    assert "会被替换" in dialog.note.text()
    settled(dialog, qtbot)


def test_preview_and_size_are_seen_before(dialog: ExportDialog, home: Path, qtbot: QtBot) -> None:
    dialog.cards.choose("pdf")
    settled(dialog, qtbot)
    picture = dialog.preview.picture
    assert isinstance(picture, QImage)
    assert picture.width() / picture.height() == pytest.approx(297 / 210, rel=0.02)
    assert "共 2 页" in dialog.size_.text()
    assert "约" in dialog.size_.text()
    dialog.options.paper.setCurrentIndex(dialog.options.paper.findData("A4 portrait"))
    settled(dialog, qtbot)
    picture = dialog.preview.picture
    assert picture is not None
    assert picture.width() < picture.height()
    # Looking leaves nothing behind.
    assert list(home.iterdir()) == []


def held_up(monkeypatch: pytest.MonkeyPatch, dialog: ExportDialog) -> None:
    """Let every export of a scene's page be stopped while it is under way."""
    write = Format.write

    def slow(self: Format, job: ExportJob) -> ExportReport:
        def progress(share: float, doing: str) -> None:
            if "sample" not in job.out.name:
                dialog.task and dialog.task.cancel()
            job.progress(share, doing)

        return write(self, replace(job, progress=progress))

    monkeypatch.setattr(Format, "write", slow)


@pytest.mark.parametrize("name", list(FORMATS))
def test_a_cancelled_export_leaves_nothing_and_keeps_the_old_file(
    dialog: ExportDialog, home: Path, qtbot: QtBot, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    held_up(monkeypatch, dialog)
    out = home / f"旧{FORMATS[name].suffix}"
    pick(dialog, name, out)
    export(dialog, qtbot)
    assert "没有留下文件" in dialog.note.text()
    assert list(home.iterdir()) == []
    out.write_text("old")
    export(dialog, qtbot)
    assert "没有改动" in dialog.note.text()
    assert dialog.start.isVisible()
    assert out.read_text() == "old"
    assert list(home.iterdir()) == [out]


@pytest.mark.parametrize("name", list(FORMATS))
def test_wherever_it_is_stopped_the_file_is_whole_or_the_old_one(
    dialog: ExportDialog, home: Path, name: str
) -> None:
    """What the task promises: stopped up to the last occasion, or finished."""
    from luoyang_gis.export.job import LAST_STOP

    out = home / f"旧{FORMATS[name].suffix}"
    dialog.cards.choose(name)
    dialog.path.setText(str(out))
    job = dialog._asked()
    shares: list[float] = []
    FORMATS[name].write(replace(job, progress=lambda share, _: shares.append(share)))
    assert shares == sorted(shares)
    stops = [n for n, share in enumerate(shares) if share <= LAST_STOP]
    for stop in (stops[0], stops[-1]):
        out.write_text("old")
        told: list[float] = []

        def progress(share: float, _: str, stop: int = stop, told: list[float] = told) -> None:
            told.append(share)
            if len(told) == stop + 1:
                raise CancelledError

        with pytest.raises(CancelledError):
            FORMATS[name].write(replace(job, progress=progress))
        assert out.read_text() == "old"
        assert list(home.iterdir()) == [out]


def full(path: Path, *_: object, **__: object) -> int:
    with path.open("wb") as file:
        file.write(b"half")
    raise OSError(errno.ENOSPC, "No space left on device")


def locked(path: Path, *_: object) -> Path:
    raise PermissionError(errno.EACCES, "Permission denied")


def read_only(path: Path, *_: object, **__: object) -> None:
    raise OSError(errno.EROFS, "Read-only file system")


@pytest.mark.parametrize(
    ("method", "broken", "words"),
    [
        ("write_bytes", full, "磁盘已满"),
        ("replace", locked, "正被其他程序打开"),
        ("touch", read_only, "只读"),
    ],
)
@pytest.mark.parametrize("name", ["html", "pdf"])
def test_a_disk_that_fails_is_told_in_one_sentence(
    dialog: ExportDialog,
    home: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    method: str,
    broken: Callable[..., object],
    words: str,
) -> None:
    out = home / f"旧{FORMATS[name].suffix}"
    out.write_text("old")
    pick(dialog, name, out)
    settled(dialog, qtbot)
    with monkeypatch.context() as patched:
        patched.setattr(Path, method, broken)
        export(dialog, qtbot)
    assert words in dialog.problem.text()
    assert dialog.problem.text().count("。") == 1
    assert dialog.start.isVisible()
    assert out.read_text() == "old"
    assert list(home.iterdir()) == [out]
    # Once the disk is well again, the same button serves.
    export(dialog, qtbot)
    assert dialog.outcome.isVisible()


def test_a_folder_that_is_missing_is_told(dialog: ExportDialog, home: Path, qtbot: QtBot) -> None:
    pick(dialog, "html", home / "没有" / "图.html")
    export(dialog, qtbot)
    assert "文件夹不存在" in dialog.problem.text()
    assert list(home.iterdir()) == []


def test_only_what_means_something_is_offered(dialog: ExportDialog, qtbot: QtBot) -> None:
    options = dialog.options
    dialog.cards.choose("html")
    assert options.online.isVisible()
    assert not options.paper.isVisible()
    assert not options.warning.isVisible()
    options.online.click()
    assert options.tiles.isVisible()
    assert "联网" in options.warning.text()
    assert options.warning.isVisible()
    dialog.cards.choose("png")
    assert not options.online.isVisible()
    assert options.dpi.isVisible()
    assert not options.title.isVisible()
    options.paper.setCurrentIndex(options.paper.count() - 1)
    assert options.width_.isVisible()
    put(options.width_, "12")
    assert "12x1000" in dialog.problem.text()
    assert not dialog.start.isEnabled()
    put(options.width_, "640")
    assert not dialog.problem.isVisible()
    settled(dialog, qtbot)


def test_an_own_address_must_be_one(dialog: ExportDialog, qtbot: QtBot) -> None:
    options = dialog.options
    dialog.cards.choose("html")
    options.online.click()
    options.tiles.setCurrentIndex(options.tiles.count() - 1)
    qtbot.keyClicks(options.address, "tiles")
    assert "读不懂" in dialog.problem.text()
    assert not dialog.start.isEnabled()
    options.address.clear()
    qtbot.keyClicks(options.address, "https://tiles.example/{z}/{x}/{y}.png")
    assert not dialog.problem.isVisible()
    assert dialog.start.isEnabled()
    settled(dialog, qtbot)


def test_chosen_scenes_and_layers(
    dialog: ExportDialog, window: MainWindow, home: Path, qtbot: QtBot
) -> None:
    options = dialog.options
    out = home / "图.html"
    pick(dialog, "html", out)
    options.scope.setCurrentIndex(options.scope.findText("选定的场景…"))
    # It begins with all of them; with none there is nothing to export.
    assert len(options.scenes.checked) == 2
    assert not dialog.problem.isVisible()
    options.scenes.check_all(False)
    assert "一个场景也没有选" in dialog.problem.text()
    assert not dialog.start.isEnabled()
    options.scenes.items[1].setCheckState(Qt.CheckState.Checked)
    options.which.setCurrentIndex(options.which.findData("chosen"))
    assert options.layers.checked == window.session.visible_layers
    options.layers.check_all(False)
    assert "一个图层也没有选" in dialog.problem.text()
    names = [item.text() for item in options.layers.items]
    assert names == ["city层", "rail层", "park层"]
    for row in (0, 1):
        options.layers.items[row].setCheckState(Qt.CheckState.Checked)
    export(dialog, qtbot)
    report = dialog.outcome.report
    assert report is not None
    found = {count.what: count.found for count in report.counts}
    assert (found["场景"], found["图层"], found["要素"]) == (1, 2, 2)


def test_what_is_selected(
    dialog: ExportDialog, window: MainWindow, home: Path, qtbot: QtBot
) -> None:
    scope = dialog.options.scope
    dialog.cards.choose("html")
    assert scope.itemText(scope.count() - 1) == "所选要素（0）"
    window.session.select(["park.geli"])
    assert scope.itemText(scope.count() - 1) == "所选要素（1）"
    scope.setCurrentIndex(scope.count() - 1)
    assert dialog.path.text() == str(home / "洛阳规划地图-格力产业园.html")
    export(dialog, qtbot)
    assert dialog.outcome.isVisible()
    # What is no longer selected cannot be exported: all scenes are offered again.
    dialog.outcome.more.click()
    window.session.select()
    assert scope.currentText() == "全部场景（2）"
    settled(dialog, qtbot)


def test_the_present_view(
    dialog: ExportDialog, window: MainWindow, home: Path, qtbot: QtBot
) -> None:
    window.session.show_only(["rail"])
    dialog.cards.choose("html")
    scope = dialog.options.scope
    scope.setCurrentIndex(scope.findText("当前视图"))
    assert not dialog.options.which.isVisible()
    export(dialog, qtbot)
    report = dialog.outcome.report
    assert report is not None
    found = {count.what: count.found for count in report.counts}
    assert (found["场景"], found["图层"], found["要素"]) == (1, 1, 1)
    assert report.path == home / "洛阳规划地图-当前视图.html"


def test_choices_are_remembered(
    dialog: ExportDialog, window: MainWindow, home: Path, qtbot: QtBot
) -> None:
    dialog.cards.choose("png")
    options = dialog.options
    options.theme.setCurrentIndex(options.theme.findData("dark"))
    options.paper.setCurrentIndex(options.paper.findData("A3 portrait"))
    options.dpi.setCurrentIndex(options.dpi.findData(96))
    options.plain.click()
    options.scope.setCurrentIndex(options.scope.findText("场景：交通"))
    export(dialog, qtbot)
    assert dialog.outcome.isVisible()
    again = window.exports._make()
    chosen = again.options.choices
    assert (chosen.format, chosen.theme, chosen.paper, chosen.landscape) == (
        "png", "dark", "A3", False,
    )  # fmt: skip
    assert (chosen.dpi, chosen.plain, chosen.scope, chosen.scene) == (96, True, "scene", "two")
    assert again.path.text() == str(home / "洛阳规划地图-交通.png")
    assert "已经存在" in again.note.text()


def test_the_name_follows_until_one_is_typed(
    dialog: ExportDialog, home: Path, qtbot: QtBot
) -> None:
    dialog.cards.choose("html")
    put(dialog.options.title, "洛阳:都市圈")
    assert dialog.path.text() == str(home / "洛阳_都市圈.html")
    put(dialog.path, str(home / "汇报"))
    assert dialog.out == home / "汇报.html"
    dialog.cards.choose("pdf")
    assert dialog.out == home / "汇报.pdf"
    put(dialog.path, " ")
    assert "文件名" in dialog.problem.text()
    assert not dialog.start.isEnabled()
    dialog.path.setFocus()
    dialog.options.title.setFocus()
    assert dialog.out == home / "洛阳_都市圈.pdf"
    settled(dialog, qtbot)


def test_browsing_chooses_the_file(
    dialog: ExportDialog, home: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = str(home / "别处")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (chosen, ""))
    dialog.cards.choose("svg")
    qtbot.mouseClick(dialog.browse, LEFT)
    assert dialog.path.text() == f"{chosen}.svg"
    settled(dialog, qtbot)


def test_the_window_goes_on_while_it_is_written(
    dialog: ExportDialog, window: MainWindow, home: Path, qtbot: QtBot
) -> None:
    pick(dialog, "pdf", home / "图.pdf")
    told: list[str] = []
    qtbot.mouseClick(dialog.start, LEFT)
    assert dialog.task is not None
    dialog.task.progressed.connect(lambda share, doing: told.append(doing))
    assert dialog.bar.isVisible()
    assert not dialog.cards.isEnabled()
    # Another click while it runs begins nothing.
    task = dialog.task
    dialog._start()
    assert dialog.task is task
    window.session.show_only(["rail"])
    settled(dialog, qtbot)
    assert "写入文件" in told
    assert dialog.outcome.isVisible()


def test_closing_while_it_is_written_stops_it_first(
    dialog: ExportDialog, home: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    held_up(monkeypatch, dialog)
    pick(dialog, "pdf", home / "图.pdf")
    qtbot.mouseClick(dialog.start, LEFT)
    dialog.close()
    settled(dialog, qtbot)
    assert "已停止" in dialog.note.text()
    assert list(home.iterdir()) == []
    dialog.close()
    assert not dialog.isVisible()


# -- quick ones ----------------------------------------------------------------------------------


def test_the_view_is_saved_as_a_picture(
    window: MainWindow, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(home / "视图"), ""))
    size = window.map.view.size() * window.map.view.devicePixelRatioF()
    window.actions_.action["export-view"].trigger()
    picture = QImage(str(home / "视图.png"))
    assert picture.size() == size
    assert "视图.png" in window.banner.text


def test_a_view_that_cannot_be_saved_is_told(
    window: MainWindow, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = home / "视图.png"
    out.write_text("old")
    monkeypatch.setattr(Path, "write_bytes", full)
    assert not window.exports.write_view(out)
    assert "磁盘已满" in window.banner.text
    assert out.read_text() == "old"
    assert list(home.iterdir()) == [out]


def test_the_map_is_copied(window: MainWindow) -> None:
    window.actions_.action["copy-map"].trigger()
    copied = QGuiApplication.clipboard().image()
    assert copied.size() == window.map.view.size() * window.map.view.devicePixelRatioF()
    # Something is drawn on it.
    assert copied != QImage(copied.size(), copied.format())
