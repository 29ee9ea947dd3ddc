"""The export dialog: a format, what is in it, how it will look, where it goes; then what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from luoyang_gis.errors import LuoyangError, UsageError
from luoyang_gis.export.job import ExportJob, ExportReport, Progress
from luoyang_gis.export.registry import Format
from luoyang_gis.ui.export.cards import FormatCards
from luoyang_gis.ui.export.choices import Choices
from luoyang_gis.ui.export.estimate import in_words
from luoyang_gis.ui.export.names import title_of
from luoyang_gis.ui.export.options import Options
from luoyang_gis.ui.export.preview import Glance, Glances, PreviewPane
from luoyang_gis.ui.export.result import ResultPage
from luoyang_gis.ui.export.situation import Situation, job_of, stem_of
from luoyang_gis.ui.export.task import Task
from luoyang_gis.ui.settings import Settings
from luoyang_gis.ui.theme import THEMES
from luoyang_gis.ui.widgets import plain_label

FIRST_SIZE = QSize(1000, 640)
LEAST_SIZE = QSize(760, 480)
OPTIONS_WIDTH = 276


class ExportDialog(QDialog):
    """Beside the window, which goes on working; an export is of the moment it was begun."""

    def __init__(
        self,
        look: Callable[[], Situation],
        settings: Settings,
        folder: Path,
        theme: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("导出"))
        self._look, self._settings, self._theme = look, settings, theme
        self._folder = folder
        self._situation = look()
        self._job: ExportJob | None = None
        self.task: Task | None = None
        choices = Choices.remembered(settings)
        # A file name that the user typed is kept; else it follows what is chosen.
        self._named = False
        self.cards = FormatCards(theme, self)
        self.options = Options(choices, self._situation, theme, self)
        self.preview = PreviewPane(theme, self)
        self.glances = Glances(self._glanced_at, self)
        self.outcome = ResultPage(theme, self)
        self.path = QLineEdit(self)
        self.browse = QPushButton(self.tr("浏览…"), self)
        self.note = plain_label(self, "soft")
        self.problem = plain_label(self)
        self.size_ = plain_label(self, "soft")
        self.bar = QProgressBar(self)
        self.doing = plain_label(self, "soft")
        self.start = QPushButton(self.tr("导出"), self)
        self.cancel = QPushButton(self.tr("取消"), self)
        self._pages = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self.cards.choose(choices.format)
        self._dress()
        self._show_running(False)
        self._settle_size()

    # -- layout -----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        area = QScrollArea(self)
        area.setWidget(self.options)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFixedWidth(OPTIONS_WIDTH)
        # It lies on the dialog, not in a box of its own.
        area.setStyleSheet("QScrollArea { background: transparent; border: 0; }")
        area.viewport().setAutoFillBackground(False)
        self.options.setAutoFillBackground(False)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(self.preview, 1)
        right.addWidget(self.size_)
        self._choose = QWidget(self)
        columns = QHBoxLayout(self._choose)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(16)
        columns.addWidget(self.cards)
        columns.addWidget(area)
        columns.addLayout(right, 1)
        target = QHBoxLayout()
        target.setSpacing(8)
        label = QLabel(self.tr("保存到(&S)"), self)
        label.setBuddy(self.path)
        self.path.setAccessibleName(self.tr("保存到"))
        target.addWidget(label)
        target.addWidget(self.path, 1)
        target.addWidget(self.browse)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        told = QVBoxLayout()
        told.setSpacing(4)
        told.addStretch()
        for widget in (self.note, self.problem, self.bar, self.doing):
            told.addWidget(widget)
        told.addStretch()
        foot.addLayout(told, 1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.start)
        form = QWidget(self)
        box = QVBoxLayout(form)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self._choose, 1)
        box.addLayout(target)
        box.addLayout(foot)
        self._pages.addWidget(form)
        self._pages.addWidget(self.outcome)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 12)
        outer.addWidget(self._pages)
        self.start.setDefault(True)

    def _settle_size(self) -> None:
        screen = QGuiApplication.primaryScreen()
        room = screen.availableSize() - QSize(32, 64) if screen else FIRST_SIZE
        self.setMinimumSize(LEAST_SIZE.boundedTo(room))
        self.resize(FIRST_SIZE.boundedTo(room))

    def _connect(self) -> None:
        self.cards.chosen.connect(self._format_chosen)
        self.options.changed.connect(self._changed)
        self.path.textEdited.connect(self._typed)
        self.path.editingFinished.connect(self._left_path)
        self.browse.clicked.connect(self._browse)
        self.start.clicked.connect(self._start)
        self.cancel.clicked.connect(self.reject)
        self.glances.found.connect(self._glanced)
        self.glances.failed.connect(self._not_glanced)
        self.outcome.again.connect(self._again)
        self.outcome.done.connect(self.reject)

    def dress(self, theme: str) -> None:
        """Draw in another theme."""
        self._theme = theme
        self.preview.theme = theme
        self.preview.update()
        self.cards.dress(theme)
        self.options.dress(theme)
        self.outcome.dress(theme)
        self._dress()

    def _dress(self) -> None:
        colors = THEMES[self._theme]
        self.problem.setStyleSheet(f"color: {colors.late};")
        self.bar.setStyleSheet(
            f"QProgressBar {{ background: {colors.line}; border: 0; border-radius: 3px; }}"
            f"QProgressBar::chunk {{ background: {colors.accent}; border-radius: 3px; }}"
        )

    # -- what is chosen ---------------------------------------------------------------------

    @property
    def format(self) -> Format:
        """The chosen format."""
        return self.cards.format

    @property
    def out(self) -> Path:
        """Where the file goes; with a suffix of the format's, whatever was typed."""
        path = Path(self.path.text().strip()).expanduser()
        if path.suffix.lower() in self.format.suffixes:
            return path
        return path.with_name(f"{path.name}{self.format.suffix}") if path.name else path

    def follow(self) -> None:
        """The window shows something else: offer that."""
        if self.isVisible() and self.task is None and self._pages.currentIndex() == 0:
            self._situation = self._look()
            self.options.refresh(self._situation)
            self._changed()

    def _format_chosen(self) -> None:
        before = self.path.text().strip()
        self.options.show_format(self.format)
        if self._named and before:
            self.path.setText(str(Path(before).with_suffix(self.format.suffix)))
        self._changed()

    def _changed(self) -> None:
        if not self._named:
            stem = stem_of(self.options.choices, self.format, self._situation)
            self.path.setText(str(self._folder / f"{stem}{self.format.suffix}"))
        self._tell("")
        try:
            self._job = self._asked()
        except LuoyangError as error:
            self._job = None
            self._tell(str(error))
            self.glances.stop()
            self.preview.show_words(self.tr("还不能预览"))
            self.size_.setText("")
        else:
            self.preview.fade()
            self.size_.setText(self.tr("正在估计大小…"))
            if self.isVisible():
                self.glances.ask()
            if not self.format.shows_scenes:
                self.preview.show_words(self._holding(self._job))
        self._check_target()

    def _asked(self) -> ExportJob:
        if not self.path.text().strip():
            raise UsageError("还没有写文件名，", "请写上，或用“浏览…”选一个位置。")
        return job_of(self.options.choices, self.format, self._situation, self.out)

    def _holding(self, job: ExportJob) -> str:
        counts = [len(x.features) for x in job.layers] + [len(x.features) for x in job.imported]
        lines = [
            self.tr("图层　{n:,} 个").format(n=len(counts)),
            self.tr("要素　{n:,} 个").format(n=sum(counts)),
            self.tr("目标与实绩　{n:,} 条").format(n=len(job.records)),
        ]
        return self.tr("将写入") + "\n\n" + "\n".join(lines)

    def _typed(self) -> None:
        self._named = True
        self._changed()

    def _left_path(self) -> None:
        """An empty field gets its name back."""
        if not self.path.text().strip():
            self._named = False
            self._changed()

    def _check_target(self) -> None:
        out = self.out
        self.start.setEnabled(self._job is not None)
        exists = bool(self.path.text().strip()) and out.is_file()
        self.note.setText(
            self.tr("“{name}”已经存在，会被替换。").format(name=out.name) if exists else ""
        )
        self.note.setVisible(exists and not self.problem.text())

    def _browse(self) -> None:
        format_ = self.format
        endings = " ".join(f"*{suffix}" for suffix in format_.suffixes)
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("导出到"), str(self.out), f"{title_of(format_)} ({endings})"
        )
        if chosen:
            self.path.setText(chosen)
            self.path.setText(str(self.out))
            self._folder = self.out.parent
            self._named = True
            self._changed()

    def _tell(self, problem: str) -> None:
        self.problem.setText(f"▲ {problem}" if problem else "")
        self.problem.setVisible(bool(problem))

    # -- preview ----------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # What it shows may have changed while it was away; its size is known a moment later.
        QTimer.singleShot(0, self, self.follow)

    def _glanced_at(self) -> tuple[Format, ExportJob, QSize]:
        if self._job is None:
            raise UsageError("还不能预览。")
        return self.format, replace(self._job), self.preview.pixels

    def _glanced(self, glance: Glance) -> None:
        if self._job is None:
            return
        if glance.picture is not None:
            self.preview.show_picture(glance.picture)
        words = self._count_words(len(self._job.scene_ids or ()))
        if glance.size:
            words.append(self.tr("约 {size}").format(size=in_words(glance.size)))
        self.size_.setText("　·　".join(words))

    def _count_words(self, scenes: int) -> list[str]:
        """How many pages or scenes there will be, and what the picture is of them."""
        if not self.format.shows_scenes:
            return []
        words = [] if self.format.is_sheet else [self.tr("示意")]
        if self.format.is_paged and scenes > 1:
            words.append(self.tr("共 {n} 页，这是第 1 页").format(n=scenes))
        elif "scenes" in self.format.uses and scenes > 1:
            words.append(self.tr("共 {n} 个场景").format(n=scenes))
        return words

    def _not_glanced(self, sentence: str) -> None:
        self.preview.show_words(sentence)
        self.size_.setText("")

    # -- the export -------------------------------------------------------------------------

    def _start(self) -> None:
        if self.task is not None:
            return
        self._situation = self._look()
        try:
            job = self._asked()
        except LuoyangError as error:
            self._tell(str(error))
            return
        self.glances.stop()
        self.options.choices.remember(self._settings)
        self._settings.set("export/folder", str(job.out.parent))
        self._settings.save()
        format_ = self.format

        def work(progress: Progress) -> ExportReport:
            return format_.write(replace(job, progress=progress))

        task = self.task = Task(work)
        task.progressed.connect(self._progressed)
        task.succeeded.connect(self._succeeded)
        task.failed.connect(self._failed)
        task.cancelled.connect(self._cancelled)
        self._show_running(True)
        task.start()

    def _show_running(self, running: bool) -> None:
        self._choose.setEnabled(not running)
        self.path.setEnabled(not running)
        self.browse.setEnabled(not running)
        self.bar.setVisible(running)
        self.doing.setVisible(running)
        self.bar.setValue(0)
        self.doing.setText(self.tr("正在开始") if running else "")
        self.cancel.setText(self.tr("停止") if running else self.tr("取消"))
        self.cancel.setEnabled(True)
        self.start.setVisible(not running)
        if running:
            self._tell("")
            self.note.hide()

    def _progressed(self, share: float, doing: str) -> None:
        self.bar.setValue(round(100 * share))
        self.doing.setText(doing)

    def _ended(self) -> None:
        self.task = None
        self._show_running(False)
        self._check_target()

    def _succeeded(self, report: ExportReport) -> None:
        self._ended()
        self.outcome.show_report(report)
        self._pages.setCurrentWidget(self.outcome)

    def _failed(self, sentence: str) -> None:
        self._ended()
        self._tell(sentence)
        self.note.hide()

    def _cancelled(self) -> None:
        self._ended()
        kept = self.tr("，原来的文件没有改动") if self.out.is_file() else self.tr("，没有留下文件")
        self.note.setText(self.tr("已停止{kept}。").format(kept=kept))
        self.note.show()

    def _again(self) -> None:
        self._pages.setCurrentIndex(0)
        self.follow()

    # -- leaving ----------------------------------------------------------------------------

    def reject(self) -> None:
        """Stop the export and stay to tell of it, or leave."""
        if self.task is not None:
            self.task.cancel()
            self.cancel.setEnabled(False)
            self.doing.setText(self.tr("正在停止"))
            return
        self.glances.stop()
        self._pages.setCurrentIndex(0)
        super().reject()
