"""Imported layers, and the window that shows them."""

from __future__ import annotations

import pytest
import shapely

from luoyang_gis.plan.model import GeometryKind
from luoyang_gis.ui.main_window import MainWindow
from luoyang_gis.workspace.edits import layers as edits
from luoyang_gis.workspace.model import Column, ColumnType, ImportedFeature, ImportedLayer
from tests.ui.conftest import desk, plan, session, settings, window

__all__ = ["desk", "plan", "session", "settings", "window"]


def make_import(id_: str = "brought", replaces: str | None = None) -> ImportedLayer:
    """Two squares, one with a name."""
    squares = (shapely.box(112.2, 34.7, 112.25, 34.75), shapely.box(112.7, 34.7, 112.75, 34.75))
    rows = (("甲地块", 12.5), (None, None))
    return ImportedLayer(
        id_,
        "地块",
        GeometryKind.AREA,
        (Column("名称"), Column("面积", ColumnType.REAL)),
        tuple(
            ImportedFeature(shapely.to_wkb(g, flavor="iso"), values)
            for g, values in zip(squares, rows, strict=True)
        ),
        source="地块.gpkg",
        label_column="名称",
        replaces=replaces,
    )


@pytest.fixture
def layer(window: MainWindow) -> ImportedLayer:
    """A layer brought into the window's workspace."""
    found = make_import()
    store = window.desk.store
    store.do("导入图层", edits.add(store.workspace, found))
    window.map.view.finish()
    return found
