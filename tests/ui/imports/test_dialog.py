"""From a file to a layer on the map: chosen or dropped, looked at, brought, or refused in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from luoyang_gis.geo.gcj import wgs84_to_gcj02
from luoyang_gis.plan.model import GeometryKind
from luoyang_gis.sources.files import Datum
from luoyang_gis.ui.imports.dialog import ImportDialog
from luoyang_gis.ui.main_window import MainWindow
from luoyang_gis.workspace.gpkg import is_workspace

LEFT = Qt.MouseButton.LeftButton
SQUARE = shapely.box(112.2, 34.7, 112.25, 34.75)


def write(
    path: Path,
    geometries: Sequence[shapely.Geometry] = (SQUARE,),
    layer: str = "地块",
    crs: str = "EPSG:4490",
    kind: str = "Polygon",
) -> Path:
    """A file as another program writes it, its features numbered."""
    names = np.array([f"{n}号" for n in range(1, len(geometries) + 1)], dtype=object)
    pyogrio.raw.write(
        path,
        geometry=shapely.to_wkb(np.array(geometries, dtype=object)),
        field_data=[names],
        fields=["名称"],
        geometry_type=kind,
        crs=crs,
        layer=layer,
        append=path.exists(),
        encoding="UTF-8",
    )
    return path


def opened(window: MainWindow, qtbot: QtBot, *paths: Path) -> ImportDialog:
    window.imports.open_files(paths)
    return waited(window, qtbot)


def waited(window: MainWindow, qtbot: QtBot) -> ImportDialog:
    dialog = window.imports.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.found is not None or dialog.problem.isVisible())
    return dialog


def test_a_file_is_looked_at_then_brought_and_undone(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = write(tmp_path / "现状.gpkg", [SQUARE, shapely.box(112.7, 34.7, 112.75, 34.75)])
    dialog = opened(window, qtbot, path)
    assert "面 2" in dialog.facts.text()
    assert "东经 112.2000°" in dialog.facts.text()
    assert dialog.label.currentText() == "名称"
    assert not dialog.crs.isEnabled()
    before = dialog.preview.grab().toImage()
    dialog.preview.show_layers((), None)
    assert dialog.preview.grab().toImage() != before
    dialog.name.setText("现状用地")
    qtbot.mouseClick(dialog.bring, LEFT)
    (layer,) = window.desk.store.workspace.layers
    assert (layer.name, layer.geometry, len(layer.features)) == (
        "现状用地",
        GeometryKind.AREA,
        2,
    )
    assert layer.id in window.session.visible_layers
    drawn = window.map.view.layers[-1]
    assert list(drawn.names) == ["1号", "2号"]
    assert window.map.view.camera.bbox[0] > 112.0
    assert window.imports.dialog is None
    window.desk.store.undo_stack.undo()
    assert window.desk.store.workspace.layers == ()


def test_one_of_several_layers_is_chosen(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = write(tmp_path / "多层.gpkg")
    write(path, [shapely.Point(112.4, 34.6)], layer="站点", kind="Point")
    dialog = opened(window, qtbot, path)
    assert [dialog.layer.itemText(n) for n in range(dialog.layer.count())] == ["地块", "站点"]
    dialog.layer.setCurrentText("站点")
    dialog.layer.activated.emit(1)
    waited(window, qtbot)
    assert dialog.name.text() == "站点"
    assert "点 1" in dialog.facts.text()


def test_shifted_coordinates_are_put_right(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    shifted = shapely.transform(SQUARE, wgs84_to_gcj02)
    dialog = opened(window, qtbot, write(tmp_path / "高德.geojson", [shifted], crs="EPSG:4326"))
    assert dialog.found is not None
    assert dialog.found.extent is not None
    assert dialog.found.extent[0] == pytest.approx(112.206, abs=0.002)
    dialog.datum.setCurrentIndex(dialog.datum.findData(Datum.GCJ02))
    dialog.datum.activated.emit(1)
    waited(window, qtbot)
    assert dialog.found.extent == pytest.approx(SQUARE.bounds, abs=1e-6)
    assert "GCJ-02" in dialog.notes.text()


def test_a_file_without_a_coordinate_system_can_be_told(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    place = shapely.box(600_000, 3_830_000, 601_000, 3_831_000)
    path = write(tmp_path / "测量.shp", [place], "测量", "EPSG:4546")
    path.with_suffix(".prj").unlink()
    dialog = opened(window, qtbot, path)
    assert "没有写明坐标系" in dialog.problem.text()
    assert not dialog.bring.isEnabled()
    dialog.crs.setEditText("EPSG:4546")
    qtbot.keyClick(dialog.crs, Qt.Key.Key_Return)
    waited(window, qtbot)
    assert dialog.found is not None
    assert dialog.found.extent is not None
    assert dialog.found.extent[0] == pytest.approx(112.09, abs=0.02)
    assert dialog.bring.isEnabled()


def test_what_lies_elsewhere_is_warned_of(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    far = shapely.box(116.3, 39.8, 116.4, 39.9)
    dialog = opened(window, qtbot, write(tmp_path / "北京.gpkg", [far]))
    assert "洛阳市域之外" in dialog.notes.text()


def test_it_may_stand_in_for_a_bundled_layer_of_its_kind(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    line = shapely.LineString([(112.2, 34.3), (112.6, 35.0)])
    path = write(tmp_path / "线路.gpkg", [line], kind="LineString")
    dialog = opened(window, qtbot, path)
    choices = [dialog.replaces.itemData(n) for n in range(dialog.replaces.count())]
    assert choices == [None, "rail"]
    dialog.replaces.setCurrentIndex(1)
    qtbot.mouseClick(dialog.bring, LEFT)
    assert window.desk.store.workspace.layers[0].replaces == "rail"
    assert "rail" not in window.session.visible_layers


def test_unsound_features_are_listed(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    with np.errstate(invalid="ignore"):
        bad = shapely.LineString([(112, 34), (float("nan"), 35)])
    good = shapely.LineString([(112, 34), (112.5, 34.5)])
    path = write(tmp_path / "坏.gpkg", [good, bad], kind="LineString")
    dialog = opened(window, qtbot, path)
    assert [dialog.problems.item(n).text() for n in range(dialog.problems.count())] == [
        "地块：第 2 个要素“2号”坐标缺失或不是有限的数，没有画出。"
    ]
    assert dialog.bring.isEnabled()


BAD = {
    "坏.gpkg": b"SQLite format 3\0 and then nothing of the kind",
    "坏.geojson": b'{"type": "FeatureCollection", "features": [',
    "空.csv": b"",
    "没有.csv": "编号,名称\n1,甲\n".encode(),
    "坏.shp": b"\0" * 40,
    "坏.zip": b"PK\3\4 no archive",
    "空.geojson": b'{"type": "FeatureCollection", "features": []}',
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_in_one_sentence(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(BAD[name])
    dialog = opened(window, qtbot, path)
    text = dialog.problem.text()
    assert text.startswith(f"▲ {name}：")
    assert text.endswith("。")
    assert "\n" not in text
    assert not dialog.bring.isEnabled()


def test_files_are_dropped_on_the_map_one_after_the_other(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    first, second = write(tmp_path / "一.gpkg"), write(tmp_path / "二.geojson", crs="EPSG:4326")
    other = tmp_path / "说明.docx"
    other.touch()
    drop(window, first, second, other)
    dialog = waited(window, qtbot)
    assert dialog.file.text() == "一.gpkg"
    qtbot.mouseClick(dialog.bring, LEFT)
    dialog = waited(window, qtbot)
    assert dialog.file.text() == "二.geojson"
    qtbot.mouseClick(dialog.cancel, LEFT)
    assert len(window.desk.store.workspace.layers) == 1


def test_a_dropped_workspace_is_opened(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "工作区.gpkg"
    window.desk.store.save(path)
    assert is_workspace(path)
    assert not is_workspace(write(tmp_path / "别的.gpkg"))
    window.files.new()
    drop(window, path)
    assert window.desk.store.path == path
    assert window.imports.dialog is None


def drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    place = QPointF(100, 100)
    enter = QDragEnterEvent(place.toPoint(), copy, data, LEFT, none)
    QApplication.sendEvent(window.map.view, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window.map.view, QDropEvent(place, copy, data, LEFT, none))


def test_an_imported_layer_is_renamed_and_removed(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened(window, qtbot, write(tmp_path / "现状.gpkg"))
    qtbot.mouseClick(dialog.bring, LEFT)
    (layer,) = window.desk.store.workspace.layers
    shapes = window.map.view.layers[-1].shapes
    window.session.rename_requested.emit(layer.id, "新名")
    assert window.session.plan.layer[layer.id].name == "新名"
    assert window.map.view.layers[-1].shapes is shapes
    window.session.removal_requested.emit(layer.id)
    assert layer.id not in window.session.order
    window.desk.store.undo_stack.undo()
    assert window.session.plan.layer[layer.id].name == "新名"
