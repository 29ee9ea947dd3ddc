"""Tile servers: where a tile's picture is fetched from and where on the map it belongs; no network here."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlsplit

import numpy as np

from luoyang_gis.errors import UsageError
from luoyang_gis.geo import gcj
from luoyang_gis.geo.crs import to_lonlat, to_mercator
from luoyang_gis.sources.files import Datum

# Half the width of the Web Mercator world, in metres.
WORLD: Final = 20_037_508.342789244
TILE: Final = 256
# A view that would need more tiles than this is not worth the server's time.
MOST_TILES: Final = 400
Corners = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class TileSource:
    """A tile server: its address template, zooms, datum and the attribution it asks for."""

    id: str
    name: str
    url: str
    attribution: str
    max_zoom: int = 18
    min_zoom: int = 0
    datum: Datum = Datum.WGS84
    subdomains: str = ""
    # Rows counted from the south, as TMS does.
    flipped: bool = False
    needs_key: bool = False
    key: str = ""

    def address(self, tile: Tile) -> str:
        """Where the tile's picture is."""
        y = 2**tile.z - 1 - tile.y if self.flipped else tile.y
        letter = ""
        if self.subdomains:
            letter = self.subdomains[(tile.x + tile.y) % len(self.subdomains)]
        return self.url.format_map(
            {"x": tile.x, "y": y, "z": tile.z, "s": letter, "r": "", "key": self.key}
        )

    @property
    def shifted(self) -> bool:
        """Tell whether the server draws in the shifted coordinates of Chinese web maps."""
        return self.datum is not Datum.WGS84


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """A square of the Web Mercator pyramid."""

    z: int
    x: int
    y: int

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north in the server's own Web Mercator metres."""
        size = 2 * WORLD / 2**self.z
        west, north = -WORLD + self.x * size, WORLD - self.y * size
        return west, north - size, west + size, north

    @property
    def parent(self) -> Tile | None:
        """The tile that shows the same place more coarsely."""
        return Tile(self.z - 1, self.x // 2, self.y // 2) if self.z else None


def tianditu(id_: str, name: str, layer: str) -> TileSource:
    """A layer of 天地图, the national map service; it draws in CGCS2000 and needs the user's key."""
    query = (
        "SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles"
        f"&LAYER={layer}&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}&tk={{key}}"
    )
    return TileSource(
        id_, name, f"https://t{{s}}.tianditu.gov.cn/{layer}_w/wmts?{query}", "天地图",
        subdomains="01234567", needs_key=True,
    )  # fmt: skip


def catalogue() -> tuple[TileSource, ...]:
    """The tile servers on offer; none is used until the user chooses it."""
    return (
        tianditu("tianditu-vec", "天地图·电子地图", "vec"),
        tianditu("tianditu-cva", "天地图·注记", "cva"),
        tianditu("tianditu-img", "天地图·影像", "img"),
        *_from_xyzservices(),
        # Not in that catalogue with their datum: these two draw in GCJ-02.
        TileSource(
            "gaode", "高德地图（GCJ-02）",
            "https://webrd0{s}.is.autonavi.com/appmaptile?lang=zh_cn&size=1&scale=1&style=8&x={x}&y={y}&z={z}",
            "高德地图", datum=Datum.GCJ02, subdomains="1234",
        ),
        TileSource(
            "tencent", "腾讯地图（GCJ-02）",
            "https://rt{s}.map.gtimg.com/realtimerender?z={z}&x={x}&y={y}&type=vector&style=0",
            "腾讯地图", datum=Datum.GCJ02, subdomains="0123", flipped=True,
        ),
    )  # fmt: skip


CHOSEN: Final[Mapping[str, tuple[str, str]]] = {
    "OpenStreetMap.Mapnik": ("osm", "OpenStreetMap"),
    "OpenTopoMap": ("opentopomap", "OpenTopoMap 地形"),
    "Esri.WorldImagery": ("esri-imagery", "Esri 影像"),
}


def _from_xyzservices() -> Iterator[TileSource]:
    import xyzservices.providers as xyz

    for provider in xyz.flatten().values():
        if provider.name in CHOSEN:
            id_, name = CHOSEN[provider.name]
            url = provider.url
            for key in set(re.findall(r"{(\w+)}", url)) - {"x", "y", "z", "s", "r"}:
                url = url.replace(f"{{{key}}}", str(provider.get(key, "")))
            yield TileSource(
                id_, name, url, provider.attribution,
                max_zoom=int(provider.get("max_zoom", 18)),
                subdomains="".join(provider.get("subdomains", "abc")) if "{s}" in url else "",
            )  # fmt: skip


def from_template(url: str, name: str = "", datum: Datum = Datum.WGS84) -> TileSource:
    """A tile server that the user names by its address template."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"底图地址“{url[:80]}”不是网址，", "请写成 https://…/{z}/{x}/{y}.png。")
    fields = set(re.findall(r"{(\w*)}", url))
    missing = {"x", "y", "z"} - fields
    if missing or fields - {"x", "y", "z", "s"}:
        raise UsageError(
            f"底图地址“{url[:80]}”里的占位不对，", "请恰好写 {z}、{x}、{y}（可加 {s}）。"
        )
    subdomains = "abc" if "s" in fields else ""
    return TileSource(
        "custom",
        name or parts.hostname,
        url,
        parts.hostname,
        20,
        datum=datum,
        subdomains=subdomains,
    )


def with_key(source: TileSource, key: str) -> TileSource:
    """The source with the user's own key."""
    if not re.fullmatch(r"[0-9A-Za-z_-]{8,128}", key):
        raise UsageError("密钥应是 8 至 128 位的字母和数字，", "请从服务商的控制台复制。")
    return replace(source, key=key)


def zoom_for(resolution: float, source: TileSource) -> int:
    """The zoom whose pixels are closest to a map resolution (metres a pixel, Web Mercator)."""
    wanted = math.log2(2 * WORLD / (TILE * max(resolution, 1e-6)))
    return min(source.max_zoom, max(source.min_zoom, round(wanted)))


def tiles_of(box: tuple[float, float, float, float], zoom: int, source: TileSource) -> list[Tile]:
    """The tiles that cover a box of true Web Mercator metres, from the middle outwards."""
    west, south, east, north = _as_drawn(box, source) if source.shifted else box
    size = 2 * WORLD / 2**zoom
    last: int = 2**zoom - 1

    def clamp(value: float) -> int:
        return min(last, max(0, math.floor(value)))

    columns = range(clamp((west + WORLD) / size), clamp((east + WORLD) / size) + 1)
    rows = range(clamp((WORLD - north) / size), clamp((WORLD - south) / size) + 1)
    if len(columns) * len(rows) > MOST_TILES:
        return []
    middle_x = (columns.start + columns.stop - 1) / 2
    middle_y = (rows.start + rows.stop - 1) / 2
    found = [Tile(zoom, x, y) for x in columns for y in rows]
    found.sort(key=lambda t: (t.x - middle_x) ** 2 + (t.y - middle_y) ** 2)
    return found


def _as_drawn(
    box: tuple[float, float, float, float], source: TileSource
) -> tuple[float, float, float, float]:
    """A true box where a shifted server draws it."""
    west, south, east, north = box
    corners = np.array([(west, south), (west, north), (east, south), (east, north)])
    shift = gcj.wgs84_to_gcj02 if source.datum is Datum.GCJ02 else gcj.wgs84_to_bd09
    drawn = to_mercator(shift(to_lonlat(corners)))
    (x0, y0), (x1, y1) = drawn.min(axis=0), drawn.max(axis=0)
    return float(x0), float(y0), float(x1), float(y1)


def corners_of(tile: Tile, source: TileSource) -> Corners:
    """Where a tile's four corners truly lie, in Web Mercator metres: NW, NE, SE, SW."""
    west, south, east, north = tile.bounds
    corners = np.array([(west, north), (east, north), (east, south), (west, south)])
    if source.shifted:
        back = gcj.gcj02_to_wgs84 if source.datum is Datum.GCJ02 else gcj.bd09_to_wgs84
        corners = to_mercator(back(to_lonlat(corners)))
    return tuple((float(x), float(y)) for x, y in corners)
