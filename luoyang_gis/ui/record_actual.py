"""录入实绩: a form for a figure or a deed that the user knows; it goes to the workspace."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from luoyang_gis.plan.model import Milestone
from luoyang_gis.plan.progress import newness
from luoyang_gis.plan.wording import due_words, headline
from luoyang_gis.ui.session import Session
from luoyang_gis.ui.theme import THEMES
from luoyang_gis.ui.widgets import plain_label
from luoyang_gis.workspace.commands import WorkspaceStore
from luoyang_gis.workspace.edits.ledger import next_actual_id, put_actual
from luoyang_gis.workspace.entry import (
    Entry,
    EntryError,
    doubt,
    names,
    parse_period,
    recorded,
    unit_of,
)
from luoyang_gis.workspace.model import UserActual, now


class ActualForm(QDialog):
    """What, how much, when, from where; what is wrong is said below and the field gets the cursor."""

    def __init__(
        self, session: Session, store: WorkspaceStore, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._store = session, store
        # The doubt that the user has been told and may overrule by saving once more.
        self._doubted: UserActual | None = None
        self.setWindowTitle(self.tr("录入实绩"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.name = QComboBox(self)
        self.value = QLineEdit(self)
        self.unit = QLabel(self)
        self.milestone = QComboBox(self)
        self.period = QLineEdit(self)
        self.read_as = plain_label(self, "soft")
        self.source = QLineEdit(self)
        self.last = plain_label(self, "soft")
        self.problem = plain_label(self, "soft")
        self.buttons = QDialogButtonBox(self)
        self.save = self.buttons.addButton(
            self.tr("存入工作区"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.cancel = self.buttons.addButton(
            self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole
        )
        self._fill()
        self._lay_out()
        self._connect()
        self.name.setCurrentIndex(self.name.findText(name) if name else -1)
        self._named()
        (self.value if unit_of(session.plan, name) is not None else self.name).setFocus()

    def _fill(self) -> None:
        self.name.setEditable(True)
        self.name.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.name.addItems(list(names(self._session.plan)))
        self.name.setMinimumContentsLength(10)
        self.name.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        completer = QCompleter(self.name.model(), self.name)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.name.setCompleter(completer)
        for stage in Milestone:
            self.milestone.addItem(stage.value, stage)
        self.milestone.setCurrentIndex(-1)
        self.value.setPlaceholderText(self.tr("只填数，例如 5128.4"))
        self.period.setPlaceholderText(self.tr("2021、2021-06、2021-06-30、2021-Q3"))
        self.source.setPlaceholderText(self.tr("例如：2021 年统计公报第 2 页"))
        edit = self.name.lineEdit()
        if edit is not None:
            edit.setPlaceholderText(self.tr("键入几个字来找"))

    def _lay_out(self) -> None:
        figure = QHBoxLayout()
        figure.addWidget(self.value, 1)
        figure.addWidget(self.unit)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.addRow(self.tr("指标或项目(&I)"), self.name)
        form.addRow("", self.last)
        form.addRow(self.tr("数值(&V)"), figure)
        form.addRow(self.tr("进展到(&M)"), self.milestone)
        form.addRow(self.tr("时间(&D)"), self.period)
        form.addRow("", self.read_as)
        form.addRow(self.tr("来源(&S)"), self.source)
        for word, row in ((self.tr("数值"), figure), (self.tr("时间"), self.period)):
            label = form.labelForField(row)
            if isinstance(label, QLabel) and row is figure:
                label.setBuddy(self.value)
            (self.value if row is figure else self.period).setAccessibleName(word)
        self.name.setAccessibleName(self.tr("指标或项目"))
        self.milestone.setAccessibleName(self.tr("进展到"))
        self.source.setAccessibleName(self.tr("来源"))
        self._form, self._figure = form, figure
        hint = plain_label(self, "soft")
        hint.setText(self.tr("存进工作区，标为“用户录入”；文件里的数字不会改动。"))
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 12)
        box.setSpacing(8)
        box.addLayout(form)
        box.addWidget(self.problem)
        box.addWidget(hint)
        box.addStretch()
        box.addWidget(self.buttons)
        self.setMinimumWidth(320)
        self.resize(440, self.sizeHint().height())

    def _connect(self) -> None:
        self.save.setDefault(True)
        self.buttons.accepted.connect(self._save)
        self.buttons.rejected.connect(self.reject)
        self.name.currentTextChanged.connect(self._named)
        self.period.textChanged.connect(self._dated)
        for edit in (self.value, self.period, self.source):
            edit.textEdited.connect(lambda: self._tell(""))

    # -- what is typed ----------------------------------------------------------------------

    def _named(self) -> None:
        """Show the unit of an indicator, or the stages of a deed; and what is known so far."""
        plan, name = self._session.plan, self.name.currentText().strip()
        unit = unit_of(plan, name)
        deed = unit is None and name in plan.targets_of
        self._form.setRowVisible(self._figure, not deed)
        self._form.setRowVisible(self.milestone, deed)
        self.unit.setText(unit or "")
        last = max(plan.actuals_of.get(name, ()), key=newness, default=None)
        words = (
            self.tr("最近实绩：%s %s") % (due_words(last.due), headline(last))
            if last and last.due
            else ""
        )
        self.last.setText(words)
        self.last.setVisible(bool(words))
        self._tell("")

    def _dated(self) -> None:
        text = self.period.text()
        try:
            words = self.tr("即 %s") % due_words(parse_period(text, date.today()))
        except EntryError as error:
            words = str(error) if text.strip() else ""
        self.read_as.setText(words)
        self.read_as.setVisible(bool(words))

    def _tell(self, problem: str, color: str = "") -> None:
        self.problem.setText(f"▲ {problem}" if problem else "")
        self.problem.setStyleSheet(f"color: {color};" if color else "")
        self.problem.setVisible(bool(problem))
        if not problem:
            self._doubted = None

    # -- saving -----------------------------------------------------------------------------

    def _save(self) -> None:
        colors = THEMES[self._session.theme]
        try:
            actual = self._entered()
        except EntryError as error:
            self._tell(str(error), colors.late)
            getattr(self, "name" if error.field == "indicator" else error.field).setFocus()
            return
        strange = doubt(self._session.plan, actual)
        if strange and self._doubted is None:
            self._tell(strange + self.tr("没有错就再点一次“存入工作区”。"), colors.building)
            self._doubted = actual
            return
        self._store.do(self.tr("录入实绩"), put_actual(self._store.workspace, actual))
        self._session.message.emit(
            self.tr("已录入：%s %s，可以撤销") % (actual.indicator, headline(actual.record))
        )
        self.accept()

    def _entered(self) -> UserActual:
        stage = self.milestone.currentData()
        entry = Entry(
            self.name.currentText(),
            self.value.text(),
            Milestone(stage) if stage else None,
            self.period.text(),
            self.source.text(),
        )
        store = self._store
        return recorded(
            self._session.plan, entry, next_actual_id(store.workspace), store.user, now()
        )


class Recorder(QObject):
    """Opens the form whenever somebody wants to record an actual, one at a time."""

    def __init__(self, session: Session, store: WorkspaceStore, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._store, self._window = session, store, window
        self.form: ActualForm | None = None
        session.actual_requested.connect(self.open)

    def open(self, name: str) -> None:
        """Open the form, with an indicator or deliverable chosen."""
        if self.form is not None:
            self.form.close()
        form = self.form = ActualForm(self._session, self._store, name, self._window)
        form.finished.connect(self._finished)
        form.show()

    def _finished(self) -> None:
        """A closed form deletes itself: let go of it."""
        self.form = None
