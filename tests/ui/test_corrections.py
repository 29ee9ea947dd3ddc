"""Correcting a link or a status: it shows at once, stands in the log, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from luoyang_gis.plan.model import FeatureStatus, Role
from luoyang_gis.ui.corrections import LinkForm, StatusForm
from luoyang_gis.ui.session import Session
from luoyang_gis.ui.target_panel import TargetPanel
from luoyang_gis.workspace.commands import WorkspaceStore
from luoyang_gis.workspace.keeper import Keeper
from luoyang_gis.workspace.model import Workspace


@pytest.fixture
def store(session: Session, tmp_path: Path) -> Iterator[WorkspaceStore]:
    found = WorkspaceStore(Keeper.new(Workspace(), tmp_path / "recovery"), session.plan, "张三")
    found.changed.connect(lambda: session.set_plan(found.effective_plan()))
    yield found
    found.close()


def press(form: LinkForm | StatusForm, button: QDialogButtonBox.StandardButton) -> None:
    box = form.findChild(QDialogButtonBox)
    assert box is not None
    box.button(button).click()


def features_of(session: Session, record: str) -> dict[str, Role]:
    return {k.feature: k.role for k in session.plan.links_of_record.get(record, ())}


def test_a_link_is_added_changed_taken_away_and_restored(
    session: Session, store: WorkspaceStore, qtbot: QtBot
) -> None:
    form = LinkForm(session, store, "report.2", "park.geli")
    qtbot.addWidget(form)
    form.role.setCurrentText("位于")
    press(form, QDialogButtonBox.StandardButton.Ok)
    assert features_of(session, "report.2")["park.geli"] is Role.WITHIN
    assert [entry.who for entry in store.workspace.log] == ["张三"]
    form = LinkForm(session, store, "report.2", "rail.hunan-hsr")
    qtbot.addWidget(form)
    assert form.role.currentText() == "承载"
    form.role.setCurrentText("没有关系")
    press(form, QDialogButtonBox.StandardButton.Ok)
    assert "rail.hunan-hsr" not in features_of(session, "report.2")
    store.undo_stack.undo()
    assert features_of(session, "report.2")["rail.hunan-hsr"] is Role.CARRIES
    form = LinkForm(session, store, "report.2", "park.geli")
    qtbot.addWidget(form)
    press(form, QDialogButtonBox.StandardButton.Reset)
    assert "park.geli" not in features_of(session, "report.2")


def test_a_status_is_corrected_from_the_panel(
    session: Session, store: WorkspaceStore, qtbot: QtBot
) -> None:
    panel = TargetPanel(session)
    qtbot.addWidget(panel)
    session.select(["park.geli"])
    with qtbot.waitSignal(session.status_requested) as told:
        panel._correct.click()
    assert told.args == ["park.geli"]
    form = StatusForm(session, store, "park.geli")
    qtbot.addWidget(form)
    assert form.status.currentText() == "在建"
    form.status.setCurrentText("已建成")
    press(form, QDialogButtonBox.StandardButton.Ok)
    assert session.plan.feature["park.geli"].status is FeatureStatus.BUILT
    form = StatusForm(session, store, "park.geli")
    qtbot.addWidget(form)
    press(form, QDialogButtonBox.StandardButton.Reset)
    assert session.plan.feature["park.geli"].status is FeatureStatus.BUILDING
