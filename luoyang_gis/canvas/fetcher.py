"""Fetches tiles: few at a time, cancelled when unseen, cached on disk, patient when a server fails."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtNetwork import (
    QNetworkAccessManager,
    QNetworkDiskCache,
    QNetworkReply,
    QNetworkRequest,
)

from luoyang_gis import __version__
from luoyang_gis.sources.tiles import Tile, TileSource

# Pictures that tile servers send; anything else is no tile.
FORMATS = frozenset({b"png", b"jpeg", b"jpg", b"webp", b"gif"})
# Servers ask to be told who calls.
AGENT = f"luoyang-gis/{__version__}"
Error = QNetworkReply.NetworkError
UNREACHABLE = frozenset(
    {
        Error.ConnectionRefusedError,
        Error.HostNotFoundError,
        Error.TimeoutError,
        Error.TemporaryNetworkFailureError,
        Error.NetworkSessionFailedError,
        Error.UnknownNetworkError,
        Error.ProxyConnectionRefusedError,
        Error.ProxyNotFoundError,
        Error.ProxyTimeoutError,
    }
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a tile server may cost."""

    in_flight: int = 6
    tile_bytes: int = 2 * 2**20
    # Pixels a side, so that a small file cannot unfold into a huge picture.
    tile_side: int = 1024
    redirects: int = 3
    # So long may nothing arrive, and so long may a tile take in all.
    silence_ms: int = 15_000
    deadline_ms: int = 30_000
    cache_bytes: int = 256 * 2**20
    # The wait after a failure doubles from the first to the longest.
    first_wait_s: float = 2.0
    longest_wait_s: float = 120.0
    # So many failures in a row mean the server, not the tile.
    failures: int = 3
    # A tile that the server does not have is asked for again after this.
    absent_s: float = 600.0


class State(Enum):
    """How the fetching goes."""

    READY = auto()
    LOADING = auto()
    # The server does not answer; it will be asked again later.
    WAITING = auto()
    # The server answers, but not to us: most likely the key.
    REFUSED = auto()


class Verdict(Enum):
    """What an answer means for its tile."""

    HERE = auto()
    ABSENT = auto()
    LATER = auto()
    OFFLINE = auto()
    REFUSED = auto()


def decoded(data: QByteArray, limits: Limits) -> QImage | None:
    """A tile's picture; None for what is none, or too large to be one."""
    if data.isEmpty() or data.size() > limits.tile_bytes:
        return None
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if reader.format().data() not in FORMATS or size.isEmpty():
        return None
    if max(size.width(), size.height()) > limits.tile_side:
        return None
    image = reader.read()
    if image.isNull():
        return None
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def verdict(error: QNetworkReply.NetworkError, status: int | None) -> Verdict:
    """What an answer means, whatever it carries."""
    if error is Error.NoError:
        return Verdict.HERE
    if status in (401, 403, 407):
        return Verdict.REFUSED
    if status in (408, 425, 429) or (status is not None and status >= 500):
        return Verdict.LATER
    if status is not None and status >= 400:
        return Verdict.ABSENT
    if error in (Error.TooManyRedirectsError, Error.InsecureRedirectError):
        return Verdict.ABSENT
    return Verdict.OFFLINE if error in UNREACHABLE else Verdict.LATER


class Fetcher(QObject):
    """Brings the tiles that are wanted from one server; nothing is asked before anything is wanted."""

    arrived = Signal(object, QImage)
    state_changed = Signal()

    def __init__(
        self,
        source: TileSource,
        cache: Path,
        limits: Limits | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._source, self._cache = source, cache
        self.limits = limits or Limits()
        self._manager: QNetworkAccessManager | None = None
        # In the order of their importance.
        self._wanted: dict[Tile, None] = {}
        self._running: dict[Tile, QNetworkReply] = {}
        self._too_large: set[Tile] = set()
        self._stale_asked: set[Tile] = set()
        self._absent: dict[Tile, float] = {}
        self._not_before: dict[Tile, float] = {}
        self._tries: dict[Tile, int] = {}
        self._failures = 0
        self._resume = 0.0
        self._refused = False
        self._told = (State.READY, 0)
        self._wake = QTimer(self)
        self._wake.setSingleShot(True)
        self._wake.timeout.connect(self._pump)

    # -- what is asked of it ----------------------------------------------------------------

    @property
    def state(self) -> State:
        """How the fetching goes."""
        if self._paused:
            return State.REFUSED if self._refused else State.WAITING
        return State.LOADING if self._running else State.READY

    @property
    def left(self) -> int:
        """How many tiles are still to come."""
        return len(self._wanted)

    def want(self, tiles: Iterable[Tile]) -> None:
        """Fetch these, the first first; whatever else was on its way is cancelled."""
        now = monotonic()
        self._absent = {tile: until for tile, until in self._absent.items() if until > now}
        self._wanted = dict.fromkeys(t for t in tiles if t not in self._absent)
        self._not_before = {t: s for t, s in self._not_before.items() if t in self._wanted}
        for tile in [t for t in self._running if t not in self._wanted]:
            self._cancel(tile)
        self._stale_asked.clear()
        self._pump()

    def stop(self) -> None:
        """Ask for nothing any more."""
        self.want(())
        self._wake.stop()

    def retry(self) -> None:
        """Ask again at once, as when the user says that the network is back."""
        self._recovered()
        self._not_before.clear()
        # What is still on its way would answer as before.
        for tile in list(self._running):
            self._cancel(tile)
        self._pump()

    # -- asking -----------------------------------------------------------------------------

    @property
    def _paused(self) -> bool:
        return monotonic() < self._resume

    def _pump(self) -> None:
        """Ask for what is wanted and due, as far as there is room."""
        now = monotonic()
        paused = self._paused
        # After a failure one request finds out whether the server is back.
        room = 1 if self._failures >= self.limits.failures and not paused else self.limits.in_flight
        for tile in self._wanted:
            if len(self._running) >= room:
                break
            if tile in self._running:
                continue
            if paused:
                # What was seen before can be shown without the server.
                if tile not in self._stale_asked:
                    self._stale_asked.add(tile)
                    self._ask(tile, only_cache=True)
            elif self._not_before.get(tile, 0.0) <= now:
                self._ask(tile)
        waits = [self._not_before[t] for t in self._wanted if t in self._not_before]
        if self._wanted and not self._running and (paused or waits):
            due = max(self._resume, min(waits, default=0.0))
            self._wake.start(max(1, round(1000 * (due - now)) + 1))
        self._tell()

    def _ask(self, tile: Tile, *, only_cache: bool = False) -> None:
        reply = self._open().get(self._request(tile, only_cache))
        self._running[tile] = reply
        started = monotonic()

        def watch(received: int, total: int) -> None:
            if max(received, total) > self.limits.tile_bytes:
                self._too_large.add(tile)
                reply.abort()
            elif 1000 * (monotonic() - started) > self.limits.deadline_ms:
                reply.abort()

        reply.downloadProgress.connect(watch)
        reply.finished.connect(lambda: self._finished(tile, reply, only_cache))

    def _open(self) -> QNetworkAccessManager:
        if self._manager is None:
            self._manager = QNetworkAccessManager(self)
            self._manager.setTransferTimeout(self.limits.silence_ms)
            cache = QNetworkDiskCache(self._manager)
            cache.setCacheDirectory(str(self._cache))
            cache.setMaximumCacheSize(self.limits.cache_bytes)
            self._manager.setCache(cache)
        return self._manager

    def _request(self, tile: Tile, only_cache: bool) -> QNetworkRequest:
        request = QNetworkRequest(QUrl(self._source.address(tile)))
        what, manual = QNetworkRequest.Attribute, QNetworkRequest.LoadControl.Manual
        load = QNetworkRequest.CacheLoadControl
        request.setAttribute(
            what.CacheLoadControlAttribute, load.AlwaysCache if only_cache else load.PreferCache
        )
        request.setAttribute(
            what.RedirectPolicyAttribute,
            QNetworkRequest.RedirectPolicy.NoLessSafeRedirectPolicy,
        )
        # A map needs neither cookies nor log-ins.
        for control in (
            what.CookieLoadControlAttribute,
            what.CookieSaveControlAttribute,
            what.AuthenticationReuseAttribute,
        ):
            request.setAttribute(control, manual)
        request.setMaximumRedirectsAllowed(self.limits.redirects)
        request.setHeader(QNetworkRequest.KnownHeaders.UserAgentHeader, AGENT)
        return request

    def _cancel(self, tile: Tile) -> None:
        # Taken off the list first: what is cancelled does not count as failed.
        self._running.pop(tile).abort()

    # -- answers ----------------------------------------------------------------------------

    def _finished(self, tile: Tile, reply: QNetworkReply, only_cache: bool) -> None:
        reply.deleteLater()
        if self._running.get(tile) is not reply:
            return
        del self._running[tile]
        status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
        found = verdict(reply.error(), status if isinstance(status, int) else None)
        image = None
        if tile in self._too_large:
            self._too_large.discard(tile)
            found = Verdict.ABSENT
        elif found is Verdict.HERE:
            image = decoded(reply.readAll(), self.limits)
        if only_cache:
            if image is not None:
                self._take(tile, image)
        elif image is not None:
            self._recovered()
            self._take(tile, image)
        elif found in (Verdict.HERE, Verdict.ABSENT):
            # The server is well, only this tile is not to be had.
            self._recovered()
            self._absent[tile] = monotonic() + self.limits.absent_s
            self._wanted.pop(tile, None)
        else:
            self._failed(tile, found)
        self._pump()

    def _recovered(self) -> None:
        self._resume, self._failures, self._refused = 0.0, 0, False

    def _take(self, tile: Tile, image: QImage) -> None:
        self._wanted.pop(tile, None)
        self._not_before.pop(tile, None)
        self._tries.pop(tile, None)
        self.arrived.emit(tile, image)

    def _failed(self, tile: Tile, found: Verdict) -> None:
        """Let the tile wait, and after several failures the server too."""
        now = monotonic()
        if found is Verdict.REFUSED:
            self._refused = True
            self._resume = now + self.limits.longest_wait_s
            return
        tries = self._tries[tile] = self._tries.get(tile, 0) + 1
        self._not_before[tile] = now + self._patience(tries)
        if self._paused:
            return
        self._failures += 1
        if found is Verdict.OFFLINE:
            self._failures = max(self._failures, self.limits.failures)
        if self._failures >= self.limits.failures:
            self._resume = now + self._patience(self._failures - self.limits.failures + 1)
            self._stale_asked.clear()

    def _patience(self, failures: int) -> float:
        wait = self.limits.first_wait_s * 2.0 ** min(failures - 1, 20)
        return min(self.limits.longest_wait_s, wait)

    def _tell(self) -> None:
        known = (self.state, self.left)
        if known != self._told:
            self._told = known
            self.state_changed.emit()
