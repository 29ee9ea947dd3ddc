"""A planner's five questions on the real plan, each answered in two or three clicks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QTabBar
from pytestqt.qtbot import QtBot

from luoyang_gis.plan.load import load
from luoyang_gis.plan.model import Plan, Target
from luoyang_gis.plan.overview import CITY
from luoyang_gis.ui.browse import Browse
from luoyang_gis.ui.desk import Desk
from luoyang_gis.ui.layer_panel import LayerPanel
from luoyang_gis.ui.main_window import MainWindow
from luoyang_gis.ui.palette import CommandPalette
from luoyang_gis.ui.panel_rows import FeatureRow, RecordRow
from luoyang_gis.ui.reader import Reader
from luoyang_gis.ui.settings import Settings
from luoyang_gis.ui.target_panel import TargetPanel

LEFT = Qt.MouseButton.LeftButton
RAIL = "rail.hunan-hsr"


@pytest.fixture(scope="module")
def real() -> Plan:
    """The plan as it ships."""
    return load()


@pytest.fixture
def window(
    qapp: QApplication, real: Plan, settings: Settings, qtbot: QtBot
) -> Iterator[MainWindow]:
    desk = Desk(qapp, real, settings)
    desk.open()
    found = desk.window
    qtbot.addWidget(found)
    found.resize(1400, 900)
    qtbot.waitExposed(found)
    found.map.view.still = True
    found.map.show_whole()
    yield found
    desk.deleteLater()


def tab(window: MainWindow, qtbot: QtBot, title: str) -> None:
    """One click on a panel's tab."""
    for bar in window.findChildren(QTabBar):
        for n in range(bar.count()):
            if bar.tabText(n) == title:
                qtbot.mouseClick(bar, LEFT, pos=bar.tabRect(n).center())
                qtbot.waitUntil(lambda: window.docks.in_front(_id_of(window, title)))
                return
    pytest.fail(f"no tab {title}")


def _id_of(window: MainWindow, title: str) -> str:
    return next(p.id for p in window.docks.panels if p.title == title)


def records(window: MainWindow) -> list[RecordRow]:
    panel = window.docks.content("targets")
    assert isinstance(panel, TargetPanel)
    return [row for row in panel.cards.rows.rows if isinstance(row, RecordRow)]


def test_which_targets_hang_on_the_railway(window: MainWindow, qtbot: QtBot, real: Plan) -> None:
    panel = window.docks.content("layers")
    assert isinstance(panel, LayerPanel)
    qtbot.mouseClick(panel._sets[1], LEFT)  # 1: 交通
    camera = window.map.view.camera
    inside = [
        QPoint(round(x), round(y))
        for lon, lat, *_ in real.feature[RAIL].geometry.positions()
        for x, y in [camera.pixel_of(lon, lat)]
        if 0 < x < camera.width and 0 < y < camera.height
    ]
    qtbot.mouseClick(window.map.view, LEFT, pos=inside[len(inside) // 3])  # 2: the line
    assert RAIL in window.session.selection.features
    if len(window.session.selection.features) > 1:  # 3: it shares its course with others
        targets = window.docks.content("targets")
        assert isinstance(targets, TargetPanel)
        rows = targets.cards.rows.rows
        at = next(
            n for n, r in enumerate(rows) if isinstance(r, FeatureRow) and r.feature.id == RAIL
        )
        qtbot.mouseClick(targets.cards.viewport(), LEFT, pos=targets.cards.card_center(at))
    assert window.session.selection.features == (RAIL,)
    linked = {k.record for k in real.links_of_feature[RAIL]}
    assert {row.record.id for row in records(window)} == linked


def test_the_same_by_keys_alone(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.findChild(CommandPalette)
    assert isinstance(palette, CommandPalette)
    qtbot.keyClicks(palette.field, "hngt")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.session.selection.features == (RAIL,)
    assert records(window)


def test_what_is_due_in_2021_in_yibin(window: MainWindow, qtbot: QtBot, real: Plan) -> None:
    tab(window, qtbot, "浏览")  # 1
    browse = window.docks.content("browse")
    assert isinstance(browse, Browse)
    browse.search.setText("伊滨")
    browse.refresh()
    box = browse.boxes["year"]  # 2 and 3: open the box, choose the year
    box.setCurrentIndex(box.findData("2021"))
    box.activated.emit(box.currentIndex())
    found = [r.record for r in browse.cards.rows.rows if isinstance(r, RecordRow)]
    assert len(found) >= 10
    assert all(r.due is not None and r.due.end.year == 2021 for r in found)

    def speaks_of_it(target: Target) -> bool:
        return "伊滨" in target.summary and target.due is not None and target.due.end.year == 2021

    assert {t.id for t in real.targets if speaks_of_it(t)} <= {r.id for r in found}


def test_only_ecology_and_the_yellow_river(window: MainWindow, qtbot: QtBot, real: Plan) -> None:
    panel = window.docks.content("layers")
    assert isinstance(panel, LayerPanel)
    qtbot.mouseClick(panel._sets[2], LEFT)  # 1: 生态
    wanted = {x.id for x in real.layers if {"底图", "生态"} & {*x.tags}}
    assert set(window.session.visible_layers) == wanted
    before = window.map.scale
    river = next(f for f in real.features if f.name == "黄河")
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.findChild(CommandPalette)
    assert isinstance(palette, CommandPalette)
    palette.field.setText("黄河")
    assert palette.model.hits[0].entry.id == river.id
    qtbot.mouseClick(  # 2
        palette.list.viewport(),
        LEFT,
        pos=palette.list.visualRect(palette.model.index(0, 0)).center(),
    )
    assert window.map.scale < before
    west, south, east, north = river.geometry.bbox
    w, s, e, n = window.map.view.camera.bbox
    assert w <= west
    assert s <= south
    assert e >= east
    assert n >= north


def test_where_the_report_mentions_xiaolangdi(
    window: MainWindow, qtbot: QtBot, documents_dir: Path
) -> None:
    window.desk.set_documents(documents_dir)
    tab(window, qtbot, "原文")  # 1
    reader = window.docks.content("reader")
    assert isinstance(reader, Reader)
    assert reader.documents.currentText() == "《2021 年政府工作报告》"
    reader.find_field.setText("小浪底")
    assert reader.text.textCursor().selectedText() == "小浪底"
    first = reader.text.textCursor().position()
    qtbot.keyClick(reader.find_field, Qt.Key.Key_Return)
    assert reader.text.textCursor().selectedText() == "小浪底"
    assert reader.text.textCursor().position() > first


def test_how_far_gdp_is_from_2025(window: MainWindow) -> None:
    first = records(window)[0]  # no click at all
    assert first.record.indicator == "地区生产总值"
    assert first.record.value == 8000
    assert first.progress is not None
    assert first.progress.latest is not None
    assert first.progress.latest.value == pytest.approx(5128.4)
    assert first.progress.required_growth == pytest.approx(9.3, abs=0.1)


def test_the_citys_targets_are_one_click_from_anywhere(window: MainWindow, qtbot: QtBot) -> None:
    window.session.select([RAIL])
    panel = window.docks.content("targets")
    assert isinstance(panel, TargetPanel)
    qtbot.mouseClick(panel._city, LEFT)
    assert window.session.selection.features == (CITY,)


def test_the_palette_finds_erlitou(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.findChild(CommandPalette)
    assert isinstance(palette, CommandPalette)
    qtbot.keyClicks(palette.field, "elt")
    assert palette.model.hits[0].entry.title.startswith("二里头")


def test_the_keyboard_reaches_every_pane(window: MainWindow, qtbot: QtBot) -> None:
    seen = set()
    window.activateWindow()
    window.map.view.setFocus()
    for _ in range(4):
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F6)
        focused = QApplication.focusWidget()
        for id_ in window.docks.fronts():
            content = window.docks.content(id_)
            if focused is not None and (focused is content or content.isAncestorOf(focused)):
                seen.add(id_)
    assert seen >= {"layers", "targets", "timeline"}
    assert window.map.view.hasFocus()


def test_every_widget_that_takes_focus_has_a_name(window: MainWindow) -> None:
    from PySide6.QtWidgets import (
        QAbstractItemView,
        QAbstractSlider,
        QComboBox,
        QLineEdit,
        QScrollBar,
        QToolButton,
        QWidget,
    )

    kinds = (QToolButton, QComboBox, QLineEdit, QAbstractSlider, QAbstractItemView)
    nameless = [
        f"{type(w).__name__} in {type(w.parent()).__name__}"
        for w in window.findChildren(QWidget)
        if isinstance(w, kinds)
        and not isinstance(w, QScrollBar)
        and w.isVisible()
        and w.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (w.accessibleName() or getattr(w, "text", str)())
    ]
    assert nameless == []
