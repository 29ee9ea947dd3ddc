"""The layer tree: checks, order, opacity, filter, hints."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from luoyang_gis.plan.model import Layer
from luoyang_gis.ui.layer_panel import LayerPanel
from luoyang_gis.ui.layer_tree import LayerTreeModel, Sample, TreeRoles, reordered
from luoyang_gis.ui.session import Session

CHECK = Qt.ItemDataRole.CheckStateRole
State = Qt.CheckState


def legend(layer: Layer) -> list[Sample]:
    """Two symbols for the parks, one for the rest."""
    names = ("已建成", "在建") if layer.id == "park" else (layer.name,)
    return [Sample(name, QPixmap(24, 16)) for name in names]


@pytest.fixture
def model(session: Session, qtbot: QtBot) -> LayerTreeModel:
    del qtbot
    return LayerTreeModel(session, legend, session)


@pytest.fixture
def panel(session: Session, qtbot: QtBot) -> LayerPanel:
    widget = LayerPanel(session, legend)
    widget.resize(280, 700)
    qtbot.addWidget(widget)
    widget.show()
    return widget


def names(model: LayerTreeModel, parent: QModelIndex | None = None) -> list[str]:
    parent = parent or QModelIndex()
    return [str(model.index(r, 0, parent).data()) for r in range(model.rowCount(parent))]


def test_the_model_keeps_qts_rules(model: LayerTreeModel, session: Session) -> None:
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, session
    )
    session.set_visible(["rail"], False)
    session.set_order(["park", "rail", "city"])
    session.set_plan(session.plan)
    assert tester.model() is model


def test_what_is_drawn_on_top_stands_on_top(model: LayerTreeModel) -> None:
    assert names(model) == ["产业", "交通", "底图"]
    parks = model.index(0, 0)
    assert names(model, parks) == ["park层"]
    assert names(model, model.index(0, 0, parks)) == ["已建成", "在建"]
    # One symbol stands beside the name and needs no line of its own.
    assert names(model, model.layer_index("rail")) == []
    assert isinstance(model.layer_index("rail").data(Qt.ItemDataRole.DecorationRole), QPixmap)
    assert model.layer_index("park").data(TreeRoles.COUNT) == 2


def test_a_groups_check_follows_its_layers(session: Session, qtbot: QtBot) -> None:
    from dataclasses import replace

    layers = tuple(replace(x, group="base") for x in session.plan.layers)
    session.set_plan(replace(session.plan, layers=layers))
    model = LayerTreeModel(session, legend, session)
    group = model.index(0, 0)
    assert group.data(CHECK) is State.Checked
    session.set_visible(["rail"], False)
    assert group.data(CHECK) is State.PartiallyChecked
    assert model.setData(group, State.Checked.value, CHECK)
    assert session.visible_layers == ("city", "rail", "park")
    assert model.setData(group, State.Unchecked.value, CHECK)
    assert session.visible_layers == ()
    assert group.data(CHECK) is State.Unchecked


@given(
    order=st.permutations(["a", "b", "c", "d", "e"]),
    moved=st.sets(st.sampled_from("abcde"), min_size=1, max_size=4),
    above=st.one_of(st.none(), st.sampled_from("abcde")),
)
def test_reordering_loses_nothing(order: list[str], moved: set[str], above: str | None) -> None:
    after = reordered(order, sorted(moved), above)
    assert sorted(after) == sorted(order)
    rest = [i for i in order if i not in moved]
    assert [i for i in after if i not in moved] == rest
    if above is not None and above not in moved:
        assert after.index(above) + 1 == min(after.index(i) for i in moved)


def test_dragging_a_group_takes_its_layers_along(model: LayerTreeModel, session: Session) -> None:
    data = model.mimeData([model.index(2, 0)])
    action = Qt.DropAction.MoveAction
    assert model.canDropMimeData(data, action, 0, 0, QModelIndex())
    model.dropMimeData(data, action, 0, 0, QModelIndex())
    assert session.order == ("rail", "park", "city")
    assert names(model) == ["底图", "产业", "交通"]


def test_a_layer_stays_in_its_group(model: LayerTreeModel) -> None:
    data = model.mimeData([model.layer_index("rail")])
    assert not model.canDropMimeData(data, Qt.DropAction.MoveAction, 0, 0, model.index(0, 0))


def test_out_of_scale_is_said(session: Session, qtbot: QtBot) -> None:
    from dataclasses import replace

    layers = tuple(replace(x, max_scale=100_000.0) for x in session.plan.layers)
    session.set_plan(replace(session.plan, layers=layers))
    model = LayerTreeModel(session, legend, session)
    model.set_scale(50_000)
    assert model.layer_index("rail").data(TreeRoles.HINT) == ""
    model.set_scale(300_000)
    assert model.layer_index("rail").data(TreeRoles.HINT) == "放大到 1:100,000 才显示"


def test_the_filter_hides_what_does_not_fit(panel: LayerPanel, qtbot: QtBot) -> None:
    qtbot.keyClicks(panel.filter, "rail")
    shown = [
        r for r in range(panel.model.rowCount()) if not panel.tree.isRowHidden(r, QModelIndex())
    ]
    assert [str(panel.model.index(r, 0).data()) for r in shown] == ["交通"]
    panel.filter.clear()
    assert not any(panel.tree.isRowHidden(r, QModelIndex()) for r in range(3))


def test_opacity_solo_and_zoom_are_of_the_chosen_layer(
    panel: LayerPanel, session: Session, qtbot: QtBot
) -> None:
    assert not panel.opacity.isEnabled()
    panel.tree.setCurrentIndex(panel.model.layer_index("rail"))
    panel.opacity.setValue(40)
    assert session.layer("rail").opacity == pytest.approx(0.4)
    panel.solo()
    assert session.visible_layers == ("rail",)
    panel.solo()
    assert session.visible_layers == ("city", "rail", "park")
    with qtbot.waitSignal(session.extent_requested) as told:
        panel.zoom()
    assert told.args == [("rail",)]


def test_keys_check_and_move(panel: LayerPanel, session: Session, qtbot: QtBot) -> None:
    panel.tree.expandAll()
    panel.tree.setCurrentIndex(panel.model.layer_index("rail"))
    panel.tree.setFocus()
    qtbot.keyClick(panel.tree, Qt.Key.Key_Space)
    assert not session.layer("rail").visible
    qtbot.keyClick(panel.tree, Qt.Key.Key_Up)
    assert panel.tree.layer is None


def test_sets_are_buttons(panel: LayerPanel, session: Session, qtbot: QtBot) -> None:
    button = panel._sets[1]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert session.visible_layers == ("rail",)
    assert button.isChecked()
    session.set_visible(["park"], True)
    assert not button.isChecked()


def test_nothing_is_cut_when_narrow(panel: LayerPanel) -> None:
    panel.resize(240, 600)
    for button in panel._sets:
        needed = button.fontMetrics().horizontalAdvance(button.text())
        assert button.width() >= needed
        assert button.geometry().right() <= panel.width()
