"""A tile server on loopback, as well or as ill behaved as a test needs it."""

from __future__ import annotations

import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
from numpy.typing import NDArray

from luoyang_gis.geo.gcj import wgs84_to_gcj02

Pixels = NDArray[np.uint8]


def png(pixels: Pixels) -> bytes:
    """A picture of (height, width, 3) bytes."""
    height, width, _ = pixels.shape
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def plain(color: tuple[int, int, int], side: int = 256) -> bytes:
    """A picture of one colour."""
    return png(np.full((side, side, 3), color, dtype=np.uint8))


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server says."""

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Cache-Control", "max-age=3600"),)


@dataclass
class TileServer:
    """Answers with `answer(z, x, y)` and counts who asked."""

    port: int = 0
    answer: Callable[[int, int, int], Answer] = lambda z, x, y: Answer(plain((0, 255, 0)))
    # Answers wait for this; a test that wants a slow server clears it.
    go: threading.Event = field(default_factory=threading.Event)
    asked: list[tuple[int, int, int]] = field(default_factory=list)
    busy: int = 0
    busiest: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def template(self) -> str:
        """The address template."""
        return f"http://127.0.0.1:{self.port}/{{z}}/{{x}}/{{y}}"


@contextmanager
def tile_server() -> Iterator[TileServer]:
    """A running server, gone afterwards."""
    state = TileServer()
    state.go.set()

    class Handler(BaseHTTPRequestHandler):
        timeout = 10

        def do_GET(self) -> None:
            z, x, y = (int(part) for part in self.path.strip("/").split("/")[:3])
            with state.lock:
                state.asked.append((z, x, y))
                state.busy += 1
                state.busiest = max(state.busiest, state.busy)
            try:
                state.go.wait(10)
                found = state.answer(z, x, y)
                self.send_response(found.status)
                for name, value in found.headers:
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(found.body)))
                self.end_headers()
                self.wfile.write(found.body)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True
            finally:
                with state.lock:
                    state.busy -= 1

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    state.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield state
    finally:
        state.go.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


def quarters(lon: float, lat: float) -> Callable[[int, int, int], Answer]:
    """A server that draws, where GCJ-02 has a place, red to the east, black to the west, and green
    is added to the north."""
    from luoyang_gis.geo.crs import to_mercator
    from luoyang_gis.sources.tiles import Tile

    (at_x, at_y) = to_mercator(wgs84_to_gcj02(np.array([[lon, lat]])))[0]

    def answer(z: int, x: int, y: int) -> Answer:
        west, _, _, north = Tile(z, x, y).bounds
        size = (Tile(z, x, y).bounds[2] - west) / 256
        columns = west + (np.arange(256) + 0.5) * size
        rows = north - (np.arange(256) + 0.5) * size
        pixels = np.zeros((256, 256, 3), dtype=np.uint8)
        pixels[:, columns > at_x, 0] = 255
        pixels[rows > at_y, :, 1] = 255
        return Answer(png(pixels))

    return answer
