"""Build `layers/*.geojson` from the authored sources beside this file.

A source `<layer>.toml` holds `[[feature]]` tables: the feature's properties (docs/data.md) and one geometry:

    at = "洛阳龙门" | [lon, lat]                     a point
    through = ["控制点", [lon, lat], "@other-line:a:b"]   a line; `smooth = false` keeps it angular
    lines = [[...], [...]]                          several lines
    ring = [[lon, lat], ...]                        an area; `smooth = true` rounds it
    rings = [[...], [...]]                          several areas
    arcs = ["arc-a", "-arc-b"]                      an area from shared arcs (`arcs.toml`), "-" reverses
    union = ["county.a", "county.b"]                the areas of other features
    buffer = "green.corridor", buffer_m = 1500      a band around a line feature
    circle_m = 800 (with at)                        a disc

Control points stand in `points.toml` (name = [lon, lat]). `python tools/atlas/build.py [layer ...]` writes the
named layers, or all; `--check` only tells whether the written files are up to date.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import (
    LineString,
    MultiLineString,
    MultiPolygon,
    Point,
    Polygon,
    mapping,
    shape,
)
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring, unary_union

HERE = Path(__file__).parent
LAYERS = HERE.parent.parent / "layers"
PROPERTIES = (
    "id", "name", "aliases", "kind", "status", "status_date", "opened",
    "basis", "accuracy_m", "county", "note", "unlinked",
)  # fmt: skip
GEOMETRY_KEYS = {
    "at", "through", "lines", "ring", "rings", "arcs", "arc_rings", "union", "buffer", "buffer_m",
    "circle_m", "smooth", "holes",
}  # fmt: skip
# One degree of latitude, and of longitude at 34.5° N, in metres: enough for drawing curves and bands.
M_LAT = 110_940.0
M_LON = 91_850.0


class SourceError(Exception):
    """A source cannot be built; the message names the record."""


@dataclass
class Atlas:
    """All sources, and the geometries built from them so far."""

    points: dict[str, list[float]]
    arcs: dict[str, list[str | list[float]]]
    features: dict[str, dict[str, Any]]
    layer_of: dict[str, str]
    built: dict[str, BaseGeometry] = field(default_factory=dict)

    def position(self, item: str | Sequence[float]) -> tuple[float, float]:
        if isinstance(item, str):
            if item not in self.points:
                raise SourceError(f"no control point named {item}")
            item = self.points[item]
        return float(item[0]), float(item[1])

    def path(self, items: Iterable[Any], smooth: bool) -> list[tuple[float, float]]:
        """The line through control points; "@id:a:b" follows another line from near a to near b."""
        pieces: list[list[tuple[float, float]]] = [[]]
        kept: list[bool] = [smooth]
        for item in items:
            if isinstance(item, str) and item.startswith("@"):
                follow = self._along(item)
                pieces.append(follow)
                kept.append(False)
                pieces.append([])
                kept.append(smooth)
            else:
                pieces[-1].append(self.position(item))
        # A free piece joins what it lies between, so that curves meet the followed line.
        for k, piece in enumerate(pieces):
            if k % 2 == 0 and piece:
                if k > 0:
                    piece.insert(0, pieces[k - 1][-1])
                if k + 1 < len(pieces):
                    piece.append(pieces[k + 1][0])
        line: list[tuple[float, float]] = []
        for piece, curved in zip(pieces, kept, strict=True):
            part = curve(piece) if curved and len(piece) > 2 else piece
            line.extend(p for p in part if not line or p != line[-1])
        return line

    def _along(self, item: str) -> list[tuple[float, float]]:
        other, start, end = item[1:].split(":")
        base = self.geometry(other)
        if not isinstance(base, LineString):
            raise SourceError(f"{item}: {other} is not one line")
        a, b = (base.project(Point(self._place(text))) for text in (start, end))
        return [(x, y) for x, y, *_ in substring(base, a, b).coords]

    def _place(self, text: str) -> tuple[float, float]:
        if text in self.points:
            return self.position(text)
        try:
            lon, lat = text.split(",")
            return float(lon), float(lat)
        except ValueError:
            raise SourceError(f"no control point named {text}") from None

    def arc(self, key: str) -> list[tuple[float, float]]:
        """The points of an arc, from node to node."""
        if key not in self.arcs:
            raise SourceError(f"no arc named {key}")
        items = self.arcs[key]
        follows = [isinstance(item, str) and item.startswith("@") for item in items]
        line = self.path(items, smooth=False)
        # A node stands beside the line that its arc follows: it takes the place of the line's end.
        if follows[-2]:
            del line[-2]
        if follows[1]:
            del line[1]
        return line

    def ring_of_arcs(self, names: Sequence[str]) -> list[tuple[float, float]]:
        ring: list[tuple[float, float]] = []
        for name in names:
            arc = self.arc(name.removeprefix("-"))
            if name.startswith("-"):
                arc.reverse()
            if ring and ring[-1] != arc[0]:
                raise SourceError(f"arc {name} starts at {arc[0]}, the ring had come to {ring[-1]}")
            ring.extend(arc if not ring else arc[1:])
        if ring[0] != ring[-1]:
            raise SourceError(f"arcs {list(names)} do not close")
        return ring

    def geometry(self, id_: str) -> BaseGeometry:
        if id_ not in self.built:
            if id_ not in self.features:
                raise SourceError(f"no feature {id_}")
            try:
                self.built[id_] = shapely.set_precision(
                    self._make(self.features[id_]), 1e-5, mode="pointwise"
                )
            except (SourceError, ValueError, KeyError, TypeError) as error:
                raise SourceError(f"{id_}: {error}") from error
        return self.built[id_]

    def _make(self, f: dict[str, Any]) -> BaseGeometry:
        if "circle_m" in f:
            return metric(Point(self.position(f["at"])), lambda g: g.buffer(f["circle_m"], 16))
        if "at" in f:
            return Point(self.position(f["at"]))
        if "through" in f:
            return LineString(self.path(f["through"], f.get("smooth", True)))
        if "lines" in f:
            return MultiLineString([self.path(p, f.get("smooth", True)) for p in f["lines"]])
        if "ring" in f or "rings" in f:
            rings = [f["ring"]] if "ring" in f else f["rings"]
            areas = [Polygon(self._ring(r, f.get("smooth", False))) for r in rings]
            return areas[0] if len(areas) == 1 else MultiPolygon(areas)
        if "arcs" in f:
            holes = [self.ring_of_arcs(h) for h in f.get("holes", [])]
            return Polygon(self.ring_of_arcs(f["arcs"]), holes)
        if "arc_rings" in f:
            return MultiPolygon([Polygon(self.ring_of_arcs(r)) for r in f["arc_rings"]])
        if "union" in f:
            return unary_union([self.geometry(i) for i in f["union"]])
        if "buffer" in f:
            base = self.geometry(f["buffer"])
            return metric(base, lambda g: g.buffer(f["buffer_m"], 6, cap_style="flat").simplify(60))
        raise SourceError("no geometry")

    def _ring(self, items: Sequence[Any], smooth: bool) -> list[tuple[float, float]]:
        ring = [self.position(p) for p in items]
        if ring[0] == ring[-1]:
            ring.pop()
        return curve(ring, closed=True) if smooth else [*ring, ring[0]]


def metric(geometry: BaseGeometry, work: Any) -> BaseGeometry:
    """Do metric work on a geometry in degrees, on a plane true enough for Luoyang."""
    scale = math.cos(math.radians(geometry.centroid.y)) * 111_320.0
    flat = shapely.transform(geometry, lambda xy: xy * (scale, M_LAT))
    return shapely.transform(work(flat), lambda xy: xy / (scale, M_LAT))


def curve(
    points: Sequence[tuple[float, float]], closed: bool = False, step_m: float = 400.0
) -> list[tuple[float, float]]:
    """A centripetal Catmull–Rom curve through the points: no overshoot, passes through each."""
    xy = [(x * M_LON, y * M_LAT) for x, y in points]
    if closed:
        xy = [xy[-1], *xy, xy[0], xy[1]]
    else:
        xy = [_beyond(xy[0], xy[1]), *xy, _beyond(xy[-1], xy[-2])]
    out: list[tuple[float, float]] = []
    for p0, p1, p2, p3 in zip(xy, xy[1:], xy[2:], xy[3:], strict=False):
        out.append(p1)
        length = math.dist(p1, p2)
        t1 = math.dist(p0, p1) ** 0.5 or 1e-9
        t2 = t1 + (length**0.5 or 1e-9)
        t3 = t2 + (math.dist(p2, p3) ** 0.5 or 1e-9)
        pieces = min(24, max(1, round(length / step_m)))
        out.extend(
            _at(p0, p1, p2, p3, t1, t2, t3, t1 + (t2 - t1) * k / pieces) for k in range(1, pieces)
        )
    out.append(xy[-2])
    return [(round(x / M_LON, 5), round(y / M_LAT, 5)) for x, y in out]


def _beyond(end: tuple[float, float], inner: tuple[float, float]) -> tuple[float, float]:
    return 2 * end[0] - inner[0], 2 * end[1] - inner[1]


def _at(
    p0: Any, p1: Any, p2: Any, p3: Any, t1: float, t2: float, t3: float, t: float
) -> tuple[float, float]:
    def mix(a: Any, b: Any, ta: float, tb: float) -> tuple[float, float]:
        w = (t - ta) / (tb - ta)
        return a[0] + (b[0] - a[0]) * w, a[1] + (b[1] - a[1]) * w

    a1, a2, a3 = mix(p0, p1, 0.0, t1), mix(p1, p2, t1, t2), mix(p2, p3, t2, t3)
    return mix(mix(a1, a2, 0.0, t2), mix(a2, a3, t1, t3), t1, t2)


def load() -> Atlas:
    """Read every source beside this file."""
    points: dict[str, list[float]] = {}
    arcs: dict[str, list[str | list[float]]] = {}
    features: dict[str, dict[str, Any]] = {}
    layer_of: dict[str, str] = {}
    for path in sorted(HERE.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        for name, place in table.get("points", {}).items():
            if points.setdefault(name, place) != place:
                raise SourceError(f"{path.name}: control point {name} is placed twice, differently")
        for name, arc in table.get("arcs", {}).items():
            if arcs.setdefault(name, arc) is not arc:
                raise SourceError(f"{path.name}: arc {name} is drawn twice")
        for f in table.get("feature", []):
            unknown = set(f) - set(PROPERTIES) - GEOMETRY_KEYS
            if unknown:
                raise SourceError(f"{path.name}: {f.get('id')}: unknown keys {sorted(unknown)}")
            if features.setdefault(f["id"], f) is not f:
                raise SourceError(f"{path.name}: {f['id']} is defined twice")
            layer_of[f["id"]] = path.stem
    return Atlas(points, arcs, features, layer_of)


def rounded(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [rounded(v) for v in value]
    return round(value, 5)


def layer_text(atlas: Atlas, layer: str) -> str:
    """The GeoJSON of one layer, one feature a line."""
    lines = []
    for id_, f in atlas.features.items():
        if atlas.layer_of[id_] != layer:
            continue
        geometry = (
            shapely.geometry.polygon.orient(g)
            if isinstance(g := atlas.geometry(id_), Polygon)
            else g
        )
        if not shape(mapping(geometry)).is_valid:
            raise SourceError(f"{id_}: {shapely.is_valid_reason(geometry)}")
        shown = mapping(geometry)
        record = {
            "type": "Feature",
            "id": id_,
            "properties": {key: f[key] for key in PROPERTIES if key in f},
            "geometry": {"type": shown["type"], "coordinates": rounded(shown["coordinates"])},
        }
        lines.append(json.dumps(record, ensure_ascii=False, separators=(",", ":")))
    body = ",\n".join(lines)
    return f'{{"type":"FeatureCollection","name":"{layer}","features":[\n{body}\n]}}\n'


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("layers", nargs="*")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; tell what is out of date"
    )
    options = parser.parse_args()
    try:
        atlas = load()
        names = options.layers or sorted(set(atlas.layer_of.values()))
        texts = {name: layer_text(atlas, name) for name in names}
    except (SourceError, tomllib.TOMLDecodeError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    stale = []
    for name, text in texts.items():
        path = LAYERS / f"{name}.geojson"
        if options.check:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                stale.append(name)
        else:
            path.write_text(text, encoding="utf-8")
            print(f"{name}: {text.count(chr(10)) - 2} features, {len(text) // 1024} KB")
    for name in stale:
        print(
            f"layers/{name}.geojson is out of date: run python tools/atlas/build.py",
            file=sys.stderr,
        )
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
