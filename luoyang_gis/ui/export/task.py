"""Work beside the window: told how far it is, stopped when asked, never outliving the program."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import TypeAlias

from PySide6.QtCore import QCoreApplication, QThread, Signal

from luoyang_gis.errors import LuoyangError
from luoyang_gis.export.job import LAST_STOP, CancelledError, Progress

Work: TypeAlias = Callable[[Progress], object]
BROKEN = "导出没有完成，程序内部出错，原有文件没有改动。"


class Task(QThread):
    """One piece of work in a thread of its own; exactly one of its outcomes is told."""

    progressed = Signal(float, str)
    succeeded = Signal(object)
    failed = Signal(str)
    cancelled = Signal()

    def __init__(self, work: Work) -> None:
        # A dialog that is closed leaves the thread to end by itself.
        app = QCoreApplication.instance()
        super().__init__(app)
        self._work = work
        self._stop = Event()
        self._outcome: Callable[[], None] = lambda: self.failed.emit(BROKEN)
        self.finished.connect(self._tell)
        if app is not None:
            app.aboutToQuit.connect(self.finish)

    def cancel(self) -> None:
        """Stop at the next occasion; too late once the file is in its place."""
        self._stop.set()

    def finish(self) -> None:
        """Stop and wait for it: without the application nothing can be painted."""
        self.cancel()
        self.wait()

    def run(self) -> None:
        try:
            result = self._work(self._progress)
        except CancelledError:
            self._outcome = self.cancelled.emit
        except LuoyangError as error:
            sentence = str(error)
            self._outcome = lambda: self.failed.emit(sentence)
        except MemoryError:
            self._outcome = lambda: self.failed.emit(
                "内存不够，请减小尺寸或分辨率再试，原有文件没有改动。"
            )
        else:
            self._outcome = lambda: self.succeeded.emit(result)

    def _progress(self, share: float, doing: str) -> None:
        if self._stop.is_set() and share <= LAST_STOP:
            raise CancelledError
        self.progressed.emit(share, doing)

    def _tell(self) -> None:
        self._outcome()
        self.deleteLater()
