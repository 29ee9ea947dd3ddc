"""GeoPackage geometry blobs: a header before well-known binary."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from luoyang_gis.plan.model import Geometry
from luoyang_gis.workspace.model import LonLat

SRS = 4326
_POINT, _LINE, _POLYGON = 1, 2, 3
# Bytes of the envelope by the header's envelope code.
_ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
# Little-endian, no envelope, not empty, WGS 84.
_PLAIN = struct.pack("<2sBBi", b"GP", 0, 0b1, SRS)


def wrap(wkb: bytes) -> bytes:
    """Well-known binary as a blob."""
    return _PLAIN + wkb


def unwrap(blob: object) -> bytes:
    """The well-known binary of a blob; a ValueError where it is none."""
    if not isinstance(blob, bytes) or len(blob) < 8 or blob[:2] != b"GP":
        raise ValueError("几何列里不是几何")
    code = (blob[3] >> 1) & 0b111
    if code not in _ENVELOPES:
        raise ValueError("几何的外框读不懂")
    return blob[8 + _ENVELOPES[code] :]


def blob(geometry: Geometry) -> bytes:
    """An annotation's outline as a blob with its envelope."""
    west, south, east, north = geometry.bbox
    head = struct.pack("<2sBBi4d", b"GP", 0, 0b11, SRS, west, east, south, north)
    positions = [(p[0], p[1]) for p in geometry.positions()]
    match geometry.type:
        case "Point":
            return head + struct.pack("<BI", 1, _POINT) + _pack(positions)
        case "LineString":
            return head + struct.pack("<BII", 1, _LINE, len(positions)) + _pack(positions)
        case "Polygon":
            return head + struct.pack("<BIII", 1, _POLYGON, 1, len(positions)) + _pack(positions)
    raise ValueError(f"标注没有几何类型 {geometry.type}")


def _pack(positions: Sequence[LonLat]) -> bytes:
    return struct.pack(f"<{2 * len(positions)}d", *(v for p in positions for v in p))


def points(value: object) -> tuple[LonLat, ...]:
    """The positions of a blob's point, line or outer ring; heights are left out."""
    wkb = unwrap(value)
    try:
        order = "<" if wkb[0] else ">"
        (code,) = struct.unpack_from(f"{order}I", wkb, 1)
        size = {0: 2, 1: 3, 2: 3, 3: 4}[code // 1000]
        at, count = 5, 1
        for _ in range({_POINT: 0, _LINE: 1, _POLYGON: 2}[code % 1000]):
            (count,) = struct.unpack_from(f"{order}I", wkb, at)
            at += 4
        if count * size * 8 > len(wkb):
            raise ValueError("几何不完整")
        flat = struct.unpack_from(f"{order}{count * size}d", wkb, at)
    except (IndexError, KeyError, struct.error) as error:
        raise ValueError("几何读不懂") from error
    return tuple((flat[i], flat[i + 1]) for i in range(0, len(flat), size))
