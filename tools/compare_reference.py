"""Print how far the layers lie from reference geodata: `python tools/compare_reference.py DIR [feature-prefix]`."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from luoyang_gis.errors import LuoyangError
from luoyang_gis.geo.reference import reference_report

LAYERS = Path(__file__).parent.parent / "layers"


@dataclass(frozen=True)
class Shape:
    """A GeoJSON geometry as it stands in the file."""

    __geo_interface__: dict[str, object]


@dataclass(frozen=True)
class Drawn:
    """What a comparison needs of a feature."""

    id: str
    name: str
    aliases: tuple[str, ...]
    geometry: Shape


def drawn(prefix: str) -> list[Drawn]:
    """The features of all layers whose id begins with the prefix."""
    return [
        Drawn(f["id"], p["name"], tuple(p.get("aliases", ())), Shape(f["geometry"]))
        for path in sorted(LAYERS.glob("*.geojson"))
        for f in json.loads(path.read_text(encoding="utf-8"))["features"]
        if f["id"].startswith(prefix)
        for p in [f["properties"]]
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("prefix", nargs="?", default="")
    options = parser.parse_args()
    try:
        report = reference_report(drawn(options.prefix), options.directory)
    except LuoyangError as error:
        print(error, file=sys.stderr)
        return 2
    for c in report:
        area = "" if c.area_percent is None else f"{c.area_percent:+.1f} %"
        print(
            f"{c.feature:32} {c.kind:5} {c.mean_m:8.0f} {c.max_m:8.0f} m {area:>9}  "
            f"{c.reference_file}: {c.reference_name}"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
