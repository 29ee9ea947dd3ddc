"""Imported layers among the plan's: in tree and map, picked, with their attributes, undone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import shapely
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from luoyang_gis.canvas.imported import from_import
from luoyang_gis.ui.imports.attributes import shown
from luoyang_gis.ui.layer_panel import LayerPanel
from luoyang_gis.ui.layer_tree import TreeRoles
from luoyang_gis.ui.main_window import MainWindow
from luoyang_gis.ui.target_panel import TargetPanel
from luoyang_gis.workspace.edits import layers as edits
from luoyang_gis.workspace.model import ImportedFeature, ImportedLayer
from tests.ui.imports.conftest import make_import

LEFT = Qt.MouseButton.LeftButton


def click(window: MainWindow, qtbot: QtBot, lon: float, lat: float) -> TargetPanel:
    x, y = window.map.view.camera.pixel_of(lon, lat)
    qtbot.mouseClick(window.map.view, LEFT, pos=QPoint(round(x), round(y)))
    panel = window.docks.content("targets")
    assert isinstance(panel, TargetPanel)
    return panel


def test_it_stands_in_the_tree_with_its_count(window: MainWindow, layer: ImportedLayer) -> None:
    panel = window.docks.content("layers")
    assert isinstance(panel, LayerPanel)
    index = panel.model.layer_index(layer.id)
    assert index.data() == "地块"
    assert index.parent().data() == "导入"
    assert index.data(TreeRoles.COUNT) == 2
    assert "地块.gpkg" in str(index.data(Qt.ItemDataRole.ToolTipRole))


def test_a_click_shows_its_attributes(
    window: MainWindow, layer: ImportedLayer, qtbot: QtBot
) -> None:
    panel = click(window, qtbot, 112.225, 34.725)
    assert window.session.selection.features == ("brought:0",)
    assert panel._title.text() == "甲地块"
    assert "公顷" in panel._facts.text() or "平方公里" in panel._facts.text()
    table = panel.attributes
    assert table.isVisible()
    cells = [[table.item(r, c).text() for c in (0, 1)] for r in range(table.rowCount())]
    assert cells == [["名称", "甲地块"], ["面积", "12.5"]]
    table.copy()
    assert QGuiApplication.clipboard().text() == "名称\t甲地块\n面积\t12.5"
    click(window, qtbot, 112.725, 34.725)
    assert panel._title.text() == "第 2 个要素"
    window.session.select(["park.geli"])
    assert not table.isVisible()


def test_several_features_are_offered(window: MainWindow, layer: ImportedLayer) -> None:
    panel = window.docks.content("targets")
    assert isinstance(panel, TargetPanel)
    window.session.select(["park.geli", "brought:0"])
    texts = [str(row) for row in panel.cards.rows.rows]
    assert len(texts) == 3
    window.session.select_feature("brought:0")
    assert panel.attributes.isVisible()


def test_undo_takes_it_away_and_redo_brings_it_back(
    window: MainWindow, layer: ImportedLayer
) -> None:
    stack = window.desk.store.undo_stack
    stack.undo()
    assert "brought" not in window.session.order
    assert "brought" not in [x.id for x in window.map.view.layers]
    stack.redo()
    assert window.session.order[-1] == "brought"
    assert window.map.view.layers[-1].id == "brought"


def test_a_stand_in_takes_the_place_of_what_it_replaces(window: MainWindow) -> None:
    store, session = window.desk.store, window.session
    store.do("导入图层", edits.add(store.workspace, make_import(replaces="rail")))
    order = session.order
    assert order.index("brought") == order.index("rail") + 1
    assert "rail" not in session.visible_layers
    session.show_only(["rail", "city"])
    assert set(session.visible_layers) == {"city", "brought"}
    traffic = next(s for s in session.sets if s.name == "交通")
    assert "rail" in traffic.layers
    store.undo_stack.undo()
    assert "rail" in session.visible_layers


def test_features_without_sound_coordinates_are_named() -> None:
    layer = make_import()
    with np.errstate(invalid="ignore"):
        bad = shapely.Polygon([(112, 34), (float("nan"), 34.1), (112.1, 34.1), (112, 34)])
    features = (*layer.features, ImportedFeature(shapely.to_wkb(bad), ("坏的", None)))
    drawn = from_import(replace(layer, features=features))
    assert len(drawn) == 3
    assert drawn.ids[2] == "brought:2"
    assert len(drawn.problems) == 1
    assert "第 3 个要素“坏的”" in drawn.problems[0]


def test_a_layer_of_nothing_is_a_layer() -> None:
    layer = make_import()
    empty = (ImportedFeature(shapely.to_wkb(shapely.Polygon()), ("空", None)),)
    assert len(from_import(replace(layer, features=empty))) == 0


def test_values_read_as_they_are() -> None:
    assert [shown(v) for v in (None, True, 3, 0.1, "文")] == ["—", "是", "3", "0.1", "文"]
