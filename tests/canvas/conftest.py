"""Small layers and a palette for drawing."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from luoyang_gis.canvas import Camera, MapLayer, layers_from_geometries
from luoyang_gis.plan.symbols import Fill, Marker, Palette, Rule, Stroke, Symbol

PALETTE = Palette(
    "light", {"paper": "#ffffff", "ink": "#000000", "red": "#ff0000", "blue": "#0000ff"}
)
METRES = "EPSG:3857"


@pytest.fixture
def palette() -> Palette:
    return PALETTE


@pytest.fixture
def camera() -> Camera:
    """A metre a pixel, the origin at the lower left corner."""
    return Camera(200, 150, 1.0, 400, 300)


def symbol(**parts: object) -> Symbol:
    chosen: dict[str, object] = {
        "fill": Fill("red"),
        "strokes": (Stroke("blue"),),
        "marker": Marker("red", size=10),
    }
    chosen.update(parts)
    return Symbol((Rule("all", **chosen),))  # type: ignore[arg-type]


def layer(*geometries: shapely.Geometry, id_: str = "l", **parts: object) -> MapLayer:
    (made,) = layers_from_geometries(id_, id_, list(geometries), crs=METRES, symbol=symbol(**parts))
    return made


def blobs(
    count: int, size: float, seed: int = 1, *, width: float = 400, height: float = 300
) -> list[shapely.Geometry]:
    """Uneven polygons of 24 vertices on a grid."""
    rng = np.random.default_rng(seed)
    columns = int(np.ceil(np.sqrt(count * width / height)))
    rows = int(np.ceil(count / columns))
    angle = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    found = []
    for n in range(count):
        x = (n % columns + 0.5) * width / columns
        y = (n // columns + 0.5) * height / rows
        radius = size * rng.uniform(0.7, 1.0, 24)
        found.append(
            shapely.Polygon(
                np.column_stack((x + radius * np.cos(angle), y + radius * np.sin(angle)))
            )
        )
    return found
