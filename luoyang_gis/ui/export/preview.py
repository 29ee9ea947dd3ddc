"""What the file will look like, or what it will hold, before it is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from luoyang_gis.errors import LuoyangError
from luoyang_gis.export.job import ExportJob, Progress
from luoyang_gis.export.registry import Format
from luoyang_gis.ui.export.estimate import estimate
from luoyang_gis.ui.export.task import Task
from luoyang_gis.ui.theme import BODY, SMALL, THEMES, Colors, ui_font

PAUSE_MS = 250
# Width to height; the share of the height for the title; that of the width beside the map.
BROWSER = (1.5, 0.07, 0.26)
SLIDE = (16 / 9, 0.16, 0.37)


@dataclass(frozen=True, slots=True)
class Glance:
    """A picture of the first page, where there is one, and the size of the file; 0 is unknown."""

    picture: QImage | None = None
    size: int = 0


def glance(format_: Format, job: ExportJob, size: tuple[int, int]) -> Glance:
    """Look at a job before it is done."""
    picture = None
    if format_.shows_scenes:
        first = replace(job, scene_ids=job.scene_ids[:1] if job.scene_ids else None)
        picture = _sheet(first, size) if format_.is_sheet else _mock(format_, first, size)
    job.progress(0.5, QCoreApplication.translate("Preview", "估计大小"))
    try:
        found = estimate(format_, job)
    except LuoyangError:
        # The export itself will say what is wrong.
        job.progress(0.5, QCoreApplication.translate("Preview", "估计大小"))
        found = 0
    return Glance(picture, found)


def _sheet(job: ExportJob, size: tuple[int, int]) -> QImage:
    from luoyang_gis.export.sheets import preview

    return preview(job, size)


def _mock(format_: Format, job: ExportJob, size: tuple[int, int]) -> QImage:
    """A page in a browser or a slide, roughly: a title, the first scene's map, cards beside it."""
    from luoyang_gis.export.sheets import preview

    ratio, bar_share, panel_share = SLIDE if format_.is_paged else BROWSER
    colors = THEMES["light" if format_.is_paged else job.theme]
    width = min(size[0], round(size[1] * ratio))
    height = round(width / ratio)
    bar, panel = round(bar_share * height), round(panel_share * width)
    room = (width - panel, height - bar)
    # Half as large again as on a screen: names are to be guessed at, not to be read.
    scaled = (max(64, round(room[0] * 1.5)), max(64, round(room[1] * 1.5)))
    shown = preview(replace(job, plain=True, size=scaled, dpi=96), scaled)
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(colors.surface))
    painter = QPainter(image)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    painter.drawImage(QRectF(0, bar, *room), shown)
    scene = job.scenes[0].title if job.scenes else ""
    title = scene if format_.is_paged else job.title
    painter.setFont(ui_font(max(8, round(height * 0.035)), bold=True))
    painter.setPen(QColor(colors.text))
    left = 0.02 * width
    title = painter.fontMetrics().elidedText(
        title, Qt.TextElideMode.ElideRight, round(width - 2 * left)
    )
    painter.drawText(QRectF(left, 0, width - 2 * left, bar), Qt.AlignmentFlag.AlignVCenter, title)
    _mock_cards(painter, QRectF(room[0], bar, panel, room[1]), colors)
    painter.setPen(QPen(QColor(colors.line), 1))
    painter.drawLine(0, bar, width, bar)
    painter.drawLine(room[0], bar, room[0], height)
    painter.end()
    return image


def _mock_cards(painter: QPainter, panel: QRectF, colors: Colors) -> None:
    """Cards without words."""
    painter.save()
    painter.setClipRect(panel)
    gap = panel.height() * 0.02
    tall = panel.height() / 3.4
    for number in range(4):
        card = QRectF(
            panel.left() + gap,
            panel.top() + gap + number * (tall + gap),
            panel.width() - 2 * gap,
            tall,
        )
        painter.setPen(QPen(QColor(colors.line), 1))
        painter.setBrush(QColor(colors.card))
        painter.drawRoundedRect(card, 3, 3)
        inner = card.adjusted(gap, gap, -gap, -gap)
        painter.fillRect(
            QRectF(inner.left(), inner.top(), inner.width() * 0.4, gap * 1.2), QColor(colors.accent)
        )
        for line in (2.4, 4.2, 6.0):
            painter.fillRect(
                QRectF(inner.left(), inner.top() + line * gap, inner.width(), gap * 0.6),
                QColor(colors.line),
            )
    painter.restore()


class Glances(QObject):
    """Looks at the newest job only, beside the window; older looks are given up."""

    found = Signal(object)  # Glance
    failed = Signal(str)

    def __init__(
        self, make: Callable[[], tuple[Format, ExportJob, QSize]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._make = make
        self._task: Task | None = None
        self._again = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._begin)

    @property
    def busy(self) -> bool:
        """Whether there is something to come."""
        return self._task is not None or self._pause.isActive()

    def ask(self) -> None:
        """Look once the user has paused."""
        if self._task is not None:
            self._task.cancel()
        self._pause.start()

    def stop(self) -> None:
        """Look no more."""
        self._pause.stop()
        self._again = False
        if self._task is not None:
            self._task.cancel()

    def _begin(self) -> None:
        if self._task is not None:
            self._again = True
            return
        try:
            format_, job, size = self._make()
        except LuoyangError:
            # Said where it is chosen.
            return

        def look(progress: Progress) -> Glance:
            return glance(format_, replace(job, progress=progress), (size.width(), size.height()))

        task = self._task = Task(look)
        task.succeeded.connect(self._seen)
        task.failed.connect(self._not_seen)
        task.cancelled.connect(self._ended)
        task.start()

    def _seen(self, glance_: object) -> None:
        fresh = not (self._again or self._pause.isActive())
        self._ended()
        if fresh:
            self.found.emit(glance_)

    def _not_seen(self, sentence: str) -> None:
        self._ended()
        self.failed.emit(sentence)

    def _ended(self) -> None:
        self._task = None
        if self._again:
            self._again = False
            self._pause.start()


class PreviewPane(QWidget):
    """A page on a table; before there is one, or where there is none, words."""

    resized = Signal()

    def __init__(self, theme: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._picture: QImage | None = None
        self._words = ""
        self._stale = False
        self.setMinimumSize(190, 200)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("预览"))

    @property
    def picture(self) -> QImage | None:
        """What is shown."""
        return self._picture

    @property
    def pixels(self) -> QSize:
        """How many of the screen's own pixels a picture may have."""
        return (self.size() - QSize(24, 24)) * self.devicePixelRatioF()

    def show_picture(self, picture: QImage) -> None:
        """Show a page."""
        self._picture, self._words, self._stale = picture, "", False
        self.update()

    def show_words(self, words: str) -> None:
        """Show words instead."""
        self._picture, self._words, self._stale = None, words, False
        self.update()

    def fade(self) -> None:
        """What is shown is no longer true; the new one comes soon."""
        self._stale = True
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, 320)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = THEMES[self.theme]
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.line))
        painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        if self._picture is None:
            painter.setPen(QColor(colors.text if self._words else colors.soft))
            painter.setFont(ui_font(BODY if self._words else SMALL))
            room = QRectF(self.rect()).adjusted(24, 16, -24, -16)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, flags, self._words or self.tr("正在生成预览…"))
            return
        if self._stale:
            painter.setOpacity(0.45)
        table = self.rect().adjusted(12, 12, -12, -12)
        fitted = self._picture.size()
        fitted.scale(table.size(), Qt.AspectRatioMode.KeepAspectRatio)
        page = QRectF(
            table.x() + (table.width() - fitted.width()) / 2,
            table.y() + (table.height() - fitted.height()) / 2,
            fitted.width(),
            fitted.height(),
        )
        painter.drawImage(page, self._picture)
        painter.setPen(QPen(QColor(colors.soft), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(page)
