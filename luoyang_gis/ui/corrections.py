"""更正: the user's own word on what a record has to do with a feature, and on how far a feature has come."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QVBoxLayout,
    QWidget,
)

from luoyang_gis.plan.model import FeatureStatus, Role
from luoyang_gis.plan.wording import copy_text
from luoyang_gis.ui.session import Session
from luoyang_gis.ui.widgets import plain_label
from luoyang_gis.workspace.commands import WorkspaceStore
from luoyang_gis.workspace.edits.ledger import put_link, put_status, reset_link, reset_status
from luoyang_gis.workspace.model import UserLink, UserStatus, now


class _Form(QDialog):
    """A few choices with 确定, 取消 and 还原自带; what is chosen goes to the workspace."""

    def __init__(self, store: WorkspaceStore, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._store = store
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.about = plain_label(self, "soft")
        self.fields = QFormLayout()
        buttons = QDialogButtonBox.StandardButton
        box = QDialogButtonBox(buttons.Ok | buttons.Cancel | buttons.Reset, self)
        box.button(buttons.Ok).setText(self.tr("确定"))
        box.button(buttons.Cancel).setText(self.tr("取消"))
        box.button(buttons.Reset).setText(self.tr("还原自带"))
        box.accepted.connect(self._save)
        box.rejected.connect(self.reject)
        box.button(buttons.Reset).clicked.connect(self._reset)
        layout = QVBoxLayout(self)
        layout.addWidget(self.about)
        layout.addLayout(self.fields)
        layout.addWidget(box)
        self.setMinimumWidth(420)

    def _save(self) -> None:
        self.save()
        self.accept()

    def _reset(self) -> None:
        self.reset()
        self.accept()

    def save(self) -> None:
        """Take the choice over into the workspace."""

    def reset(self) -> None:
        """Let the bundled plan speak again."""


class LinkForm(_Form):
    """Which feature a record speaks of, and in which role; 没有关系 takes a link away."""

    def __init__(
        self,
        session: Session,
        store: WorkspaceStore,
        record: str,
        feature: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(store, "", parent)
        self.setWindowTitle(self.tr("更正关联"))
        plan = session.plan
        self._record = record
        self.about.setText(copy_text(plan, plan.record[record], "").splitlines()[0])
        self.feature = QComboBox(self)
        for item in plan.features:
            self.feature.addItem(f"{item.name}（{plan.layer[item.layer].name}）", item.id)
        self.feature.setEditable(True)
        self.feature.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.feature.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.feature.setCompleter(completer)
        self.role = QComboBox(self)
        for role in Role:
            self.role.addItem(str(role), str(role))
        self.role.addItem(self.tr("没有关系"), None)
        self.fields.addRow(self.tr("要素"), self.feature)
        self.fields.addRow(self.tr("角色"), self.role)
        roles = {k.feature: k.role for k in plan.links_of_record.get(record, ())}
        start = feature or next(iter(roles), "")
        if start:
            self.feature.setCurrentIndex(self.feature.findData(start))
            self.role.setCurrentIndex(
                max(0, self.role.findText(str(roles.get(start, Role.CARRIES))))
            )

    def save(self) -> None:
        feature = self.feature.currentData()
        if feature is None:
            return
        # Qt hands an enumeration back as plain text.
        role = self.role.currentData()
        named = Role(role) if role else None
        link = UserLink(self._record, feature, named, self._store.user, now())
        self._store.do(self.tr("更正关联"), put_link(self._store.workspace, link))

    def reset(self) -> None:
        feature = self.feature.currentData()
        if feature is not None:
            name = self.tr("还原关联")
            self._store.do(name, reset_link(self._store.workspace, self._record, feature))


class StatusForm(_Form):
    """How far a feature has come, by the user's knowledge."""

    def __init__(
        self, session: Session, store: WorkspaceStore, feature: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(store, "", parent)
        self.setWindowTitle(self.tr("更正状态"))
        self._feature = feature
        self.about.setText(session.plan.feature[feature].name)
        self.status = QComboBox(self)
        for status in FeatureStatus:
            self.status.addItem(str(status), str(status))
        self.status.setCurrentIndex(self.status.findText(str(session.plan.feature[feature].status)))
        self.fields.addRow(self.tr("状态"), self.status)

    def save(self) -> None:
        chosen = FeatureStatus(self.status.currentData())
        status = UserStatus(self._feature, chosen, self._store.user, now())
        self._store.do(self.tr("更正状态"), put_status(self._store.workspace, status))

    def reset(self) -> None:
        self._store.do(self.tr("还原状态"), reset_status(self._store.workspace, self._feature))


class Corrections(QObject):
    """Opens the forms whenever somebody asks to correct a link or a status."""

    def __init__(self, session: Session, store: WorkspaceStore, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._store, self._window = session, store, window
        session.link_requested.connect(self.link)
        session.status_requested.connect(self.status)

    def link(self, record: str, feature: str) -> LinkForm:
        """Open the form for a record, with a feature chosen."""
        form = LinkForm(self._session, self._store, record, feature, self._window)
        form.show()
        return form

    def status(self, feature: str) -> StatusForm:
        """Open the form for a feature."""
        form = StatusForm(self._session, self._store, feature, self._window)
        form.show()
        return form
