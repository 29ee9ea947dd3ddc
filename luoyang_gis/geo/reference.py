"""Compare features with independent geodata: how far apart, and how different in size.

A reference directory holds GeoJSON files; what lies in them is matched by name or alias and measured on a
plane around the pair, so that all figures are metres and true areas. The reference is a yardstick only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from luoyang_gis.errors import DataError

Floats = NDArray[np.float64]
STEP_M = 100.0
# A coarser yardstick than this says nothing about us (chords between stations and the like).
COARSEST_M = 2500.0

# Which features a reference file speaks of, by id prefix; a file not named here is tried on all.
PREFIXES: Mapping[str, tuple[str, ...]] = {
    "airports": ("hub", "hubarea"),
    "counties": ("county",),
    "heritage": ("heritage", "culture"),
    "luoyang_boundary": ("city",),
    "metro": ("metro", "metrostop"),
    "neighbours": ("area",),
    "places": ("town",),
    "railways": ("rail",),
    "reservoirs": ("water",),
    "rivers": ("river",),
    "stations": ("station",),
    "yellow_river": ("river",),
}
# Endings that two sources may set differently on one name, longest first.
ENDINGS = (
    "水利枢纽大坝", "水利枢纽", "高速铁路", "遗址范围", "国际机场", "高速线", "火车站", "水库", "大坝", "高铁",
    "铁路", "遗址", "机场", "回族区", "站", "区", "市", "县", "镇", "段",
)  # fmt: skip
_NOTE = re.compile(r"[（(]([^）)]*)[）)]")


class Shape(Protocol):
    """Anything shapely can read."""

    @property
    def __geo_interface__(self) -> dict[str, object]: ...


class Named(Protocol):
    """What a comparison needs to know of a feature (`plan.model.Feature` fits)."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...
    @property
    def geometry(self) -> Shape: ...


@dataclass(frozen=True, slots=True)
class Comparison:
    """One feature against one reference feature; `area_percent` is ours above theirs, for areas."""

    feature: str
    reference_file: str
    reference_name: str
    kind: Literal["point", "line", "area"]
    mean_m: float
    max_m: float
    area_percent: float | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """One feature of a reference file."""

    file: str
    name: str
    names: frozenset[str]
    geometry: BaseGeometry

    @property
    def stems(self) -> frozenset[str]:
        return frozenset(map(stem, self.names))


def reference_report(features: Iterable[Named], directory: Path) -> tuple[Comparison, ...]:
    """Compare every feature that the reference knows by name, in the order of the features."""
    references = read_references(directory)
    found: list[Comparison] = []
    for feature in features:
        ours: BaseGeometry | None = None
        for candidates in references.values():
            matched = match(feature, candidates)
            if matched and ours is None:
                ours = shapely.geometry.shape(feature.geometry)
            for reference in matched:
                assert ours is not None
                result = compare(ours, reference.geometry)
                if result is not None:
                    kind, mean, most, area = result
                    found.append(
                        Comparison(
                            feature.id, reference.file, reference.name, kind, mean, most, area
                        )
                    )
    return tuple(found)


def read_references(directory: Path) -> dict[str, tuple[Reference, ...]]:
    """All usable reference features by file stem."""
    if not directory.is_dir():
        raise DataError(
            str(directory), "找不到参照数据文件夹，", "请指定存放 GeoJSON 参照文件的文件夹。"
        )
    return {
        path.stem: tuple(_read(path))
        for path in sorted(directory.glob("*.geojson"))
    }  # fmt: skip


def _read(path: Path) -> Iterator[Reference]:
    try:
        collection = json.loads(path.read_text(encoding="utf-8"))
        for record in collection["features"]:
            properties = record["properties"]
            if float(properties.get("accuracy_m") or 0) > COARSEST_M:
                continue
            names = frozenset(reference_names(properties))
            yield Reference(
                path.name,
                str(properties["name"]),
                names,
                shapely.geometry.shape(record["geometry"]),
            )
    except (OSError, ValueError, KeyError, TypeError, shapely.errors.ShapelyError) as error:
        raise DataError(
            path.name, f"不是可用的 GeoJSON（{error}），", "请更换或移走该文件。"
        ) from error


def reference_names(properties: Mapping[str, object]) -> Iterator[str]:
    """What a reference feature may be called: a gauge on a river stands for the river."""
    river = properties.get("river")
    if river:
        yield str(river)
        return
    for key in ("name", "osm_name"):
        text = str(properties.get(key) or "")
        if not text:
            continue
        yield text
        plain = _NOTE.sub("", text).strip()
        if plain:
            yield plain
            yield plain.rsplit("·", 1)[-1]
        yield from (note for note in _NOTE.findall(text) if note.endswith("段"))


def stem(name: str) -> str:
    """A name without the ending that sources set differently: 孟津县 → 孟津, 洛阳地铁1号线 → 地铁1号线."""
    name = name.removeprefix("洛阳") if name.startswith("洛阳地铁") else name
    for ending in ENDINGS:
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            return name.removesuffix(ending)
    return name


def match(feature: Named, references: Iterable[Reference]) -> list[Reference]:
    """The reference features that bear the feature's name; failing that its alias, then their stems."""
    prefix = feature.id.partition(".")[0]
    candidates = [
        r for r in references if prefix in PREFIXES.get(Path(r.file).stem, (prefix,))
    ]  # fmt: skip
    if not candidates:
        return []
    by_name = [
        [r for r in candidates if names & r.names]
        for names in ({feature.name}, set(feature.aliases))
    ]
    by_stem = [
        [r for r in candidates if set(map(stem, names)) & r.stems]
        for names in ([feature.name], feature.aliases)
    ]
    return next((found for found in (*by_name, *by_stem) if found), [])


def compare(
    ours: BaseGeometry, theirs: BaseGeometry
) -> tuple[Literal["point", "line", "area"], float, float, float | None] | None:
    """Kind, mean and greatest distance in metres and, for areas, the difference in per cent.

    None where the two cannot be compared: they share no stretch, or ours is a line and theirs an area.
    """
    to_plane = Transformer.from_crs("EPSG:4326", _plane(theirs), always_xy=True)
    # GeoJSON's edges are straight in degrees: a long one must bend on the plane.
    ours, theirs = (
        shapely.transform(shapely.segmentize(g, 0.02), _projected(to_plane)) for g in (ours, theirs)
    )
    ours_is, theirs_is = shapely.get_dimensions(ours), shapely.get_dimensions(theirs)
    if 0 in (ours_is, theirs_is):
        distance = float(shapely.distance(ours, theirs))
        return "point", distance, distance, None
    if (ours_is, theirs_is) == (1, 2):
        return None
    if theirs_is == 1:
        # A line against an area is a line against its edge, as far as the reference speaks of it.
        edge = shapely.boundary(ours) if ours_is == 2 else ours
        spread = _spread(edge, theirs, both_ways=ours_is == 1)
        return None if spread is None else ("line", *spread, None)
    spread = _spread(shapely.boundary(ours), shapely.boundary(theirs))
    if spread is None or not theirs.area:
        return None
    return "area", *spread, 100.0 * (ours.area - theirs.area) / theirs.area


def _plane(geometry: BaseGeometry) -> str:
    centre = shapely.centroid(geometry)
    return f"+proj=laea +lat_0={centre.y:.4f} +lon_0={centre.x:.4f} +ellps=WGS84 +units=m"


def _projected(transformer: Transformer) -> Callable[[Floats], Floats]:
    def project(xy: Floats) -> Floats:
        x, y = transformer.transform(xy[:, 0], xy[:, 1])
        return np.stack((x, y), axis=1)

    return project


def _spread(
    ours: BaseGeometry, theirs: BaseGeometry, both_ways: bool = True
) -> tuple[float, float] | None:
    """Mean and greatest distance between two lines, along the stretch that both cover."""
    ways = [_distances(theirs, ours)]
    if both_ways:
        ways.append(_distances(ours, theirs))
    ways = [w for w in ways if w.size]
    if not ways:
        return None
    return max(float(w.mean()) for w in ways), max(float(w.max()) for w in ways)


def _distances(line: BaseGeometry, other: BaseGeometry) -> Floats:
    """Distances from samples of a line to another, without those that lie beyond the other's ends."""
    samples = shapely.points(np.vstack([_samples(part) for part in shapely.get_parts(line)]))
    away: Floats = np.asarray(shapely.distance(samples, other), dtype=np.float64)
    merged = shapely.line_merge(other) if shapely.get_num_geometries(other) > 1 else other
    ends = shapely.boundary(merged)
    if shapely.is_empty(ends):
        return away
    # Beyond an end the end itself is what is nearest.
    beyond = np.asarray(shapely.distance(samples, ends)) <= away + 1e-6
    return away[~beyond | (away < 1.0)]


def _samples(line: BaseGeometry) -> Floats:
    count = max(1, int(line.length // STEP_M))
    along = np.linspace(0.0, line.length, count + 1)
    return np.asarray(shapely.get_coordinates(shapely.line_interpolate_point(line, along)))
