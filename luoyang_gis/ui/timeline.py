"""The strip below the map: the date that statuses are computed for, and what stands by then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget

from luoyang_gis.plan.model import FeatureStatus
from luoyang_gis.plan.progress import TargetStatus
from luoyang_gis.plan.standing import Standing, due_by_year, standing, targets_on
from luoyang_gis.ui.flow import FlowLayout
from luoyang_gis.ui.icons import icon
from luoyang_gis.ui.session import Session
from luoyang_gis.ui.theme import THEMES, TITLE, ui_font
from luoyang_gis.ui.time_scale import FIRST, LAST, TimeScale, day_words

PLAY_MS = 1200
REMEMBERED = 64


def next_year_end(day: date) -> date:
    """The end of the day's year, or of the next where the day is that already."""
    end = date(day.year, 12, 31)
    return end if day < end else date(day.year + 1, 12, 31)


def former_year_end(day: date) -> date:
    """The end of the year before."""
    return date(day.year - 1, 12, 31)


class LineLabel(QLabel):
    """A label that likes to be one line, and wraps where there is no room for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 4, metrics.height() + 4)


class Timeline(QWidget):
    """Buttons and date, the scale, and one line of what stands as of the date."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._known: dict[date, Standing] = {}
        self._day_before_all = session.plan.newest
        self.setAccessibleName(self.tr("时间轴"))
        self.scale = TimeScale(THEMES[session.theme], self)
        self.back = self._button("", self.tr("退到上一年末"), self.step_back)
        self.play = self._button(
            "", self.tr("逐年播放（空格）"), lambda: self.set_playing(self.play.isChecked())
        )
        self.play.setCheckable(True)
        self.forward = self._button("", self.tr("进到下一年末"), self.step_forward)
        self.date_label = QLabel(self)
        self.date_label.setFont(ui_font(TITLE, bold=True))
        self.newest = self._button(
            self.tr("文件日期"), self.tr("回到最新文件的日期"), self.go_to_newest
        )
        self.today = self._button(self.tr("今天"), self.tr("状态按今天计算"), self.go_to_today)
        self.all = self._button(
            self.tr("全部"), self.tr("不分时间：画出全部要素"), lambda: self.show_all()
        )
        self.all.setCheckable(True)
        self.scoped = self._button(
            self.tr("随图层"), self.tr("只数可见图层上的要素和目标"), self._scope_changed
        )
        self.scoped.setCheckable(True)
        self.summary = LineLabel(self)
        self.summary.setProperty("role", "soft")
        self._timer = QTimer(self)
        self._timer.setInterval(PLAY_MS)
        self._timer.timeout.connect(self._play_on)
        self._lay_out()
        self._connect()
        self._dress()
        self._plan_changed()

    def _button(self, text: str, tip: str, act: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.clicked.connect(lambda: act())
        return button

    def _lay_out(self) -> None:
        bar = FlowLayout()
        for widget in (
            self.back, self.play, self.forward, self.date_label,
            self.newest, self.today, self.all, self.scoped,
            self.summary,
        ):  # fmt: skip
            bar.addWidget(widget)
        self._bar = bar
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 4, 12, 8)
        box.setSpacing(4)
        box.addLayout(bar)
        box.addWidget(self.scale)

    def _connect(self) -> None:
        session = self._session
        self.scale.picked.connect(self._picked)
        session.day_changed.connect(self._refresh)
        session.plan_changed.connect(self._plan_changed)
        session.layers_changed.connect(self._layers_changed)
        session.theme_changed.connect(self._dress)
        self.scale.play_asked.connect(lambda: self.set_playing(not self.is_playing))

    def _dress(self) -> None:
        colors = THEMES[self._session.theme]
        self.scale.set_colors(colors)
        self.back.setIcon(icon("year-back", colors))
        self.play.setIcon(icon("pause" if self.is_playing else "play", colors))
        self.forward.setIcon(icon("year-forward", colors))

    # -- moving -----------------------------------------------------------------------------

    def _picked(self, day: date) -> None:
        self.set_playing(False)
        self._session.set_day(day)

    def _go(self, day: date) -> None:
        self._session.set_day(min(max(day, date(FIRST, 1, 1)), date(LAST, 12, 31)))

    def step_forward(self) -> None:
        """Move to the end of this year, or of the next."""
        self._go(next_year_end(self._session.as_of))

    def step_back(self) -> None:
        """Move to the end of the year before."""
        self._go(former_year_end(self._session.as_of))

    def go_to_newest(self) -> None:
        """Move to the date of the newest document, where the timeline starts."""
        self.set_playing(False)
        self._session.set_day(self._session.plan.newest)

    def go_to_today(self) -> None:
        """Move to today."""
        self.set_playing(False)
        self._session.set_day(date.today())

    def show_all(self) -> None:
        """All of time; once more goes back to the date before."""
        self.set_playing(False)
        if self._session.day is None:
            self._session.set_day(self._day_before_all)
        else:
            self._day_before_all = self._session.day
            self._session.set_day(None)
        self.all.setChecked(self._session.day is None)

    @property
    def is_playing(self) -> bool:
        """Whether the years go by."""
        return self._timer.isActive()

    def set_playing(self, playing: bool) -> None:
        """Let the years go by, or stop; at the end of time it starts from the beginning."""
        if playing and not self.is_playing:
            if self._session.as_of >= date(LAST, 12, 31):
                self._go(date(FIRST, 12, 31))
            self._timer.start()
        elif not playing:
            self._timer.stop()
        self.play.setChecked(playing)
        self._dress()
        self.play.setAccessibleName(self.tr("停止播放") if playing else self.tr("逐年播放（空格）"))

    def _play_on(self) -> None:
        self.step_forward()
        if self._session.as_of >= date(LAST, 12, 31):
            self.set_playing(False)

    def hideEvent(self, event: QHideEvent) -> None:
        self.set_playing(False)
        super().hideEvent(event)

    # -- what is shown ----------------------------------------------------------------------

    def _scope(self) -> tuple[str, ...] | None:
        return self._session.visible_layers if self.scoped.isChecked() else None

    def _scope_changed(self) -> None:
        self._known.clear()
        targets = targets_on(self._session.plan, self._scope())
        self.scale.set_counts(due_by_year(targets))
        self._refresh()

    def _layers_changed(self) -> None:
        if self.scoped.isChecked():
            self._scope_changed()

    def _plan_changed(self) -> None:
        self.scale.set_marks({self._session.plan.newest: self.tr("最新文件")})
        self._scope_changed()

    def standing(self) -> Standing:
        """What stands as of the timeline's date; dates seen before are remembered."""
        as_of = self._session.as_of
        found = self._known.get(as_of)
        if found is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            found = self._known[as_of] = standing(self._session.plan, as_of, self._scope())
        return found

    def _refresh(self) -> None:
        day = self._session.day
        self.scale.show_day(day)
        self.all.setChecked(day is None)
        as_of = day_words(self._session.as_of)
        self.date_label.setText(as_of if day else self.tr("全部时间"))
        self.date_label.setToolTip(
            self.tr("状态按这一天计算") if day else self.tr("状态按最新文件的日期 %s 计算") % as_of
        )
        found = self.standing()
        counts = [
            (FeatureStatus.BUILT.value, found.of_features[FeatureStatus.BUILT]),
            (FeatureStatus.BUILDING.value, found.of_features[FeatureStatus.BUILDING]),
            (self.tr("到期"), found.due),
            (TargetStatus.UNRECORDED.value, found.of_targets[TargetStatus.UNRECORDED]),
        ]
        if late := found.of_targets[TargetStatus.LATE]:
            counts.append((TargetStatus.LATE.value, late))
        self.summary.setText(" · ".join(f"{word} {n}" for word, n in counts))
        self.summary.setToolTip(
            self.tr(
                "已建成、在建数要素；到期、无实绩、逾期数目标。无实绩：到期后没有记录，不算逾期"
            )
        )
        self._fit()

    def _fit(self) -> None:
        """Docks do not ask a layout how tall it must be for a width: say so."""
        if not self.isVisible():
            # A width it does not have yet would make the whole window taller.
            return
        margins = self.contentsMargins()
        width = max(1, self.width() - 24 - margins.left() - margins.right())
        bar = self._bar.heightForWidth(width)
        self.setMinimumHeight(bar + self.scale.sizeHint().height() + 16)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
