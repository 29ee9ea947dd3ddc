"""Draw a picture of each layer group into docs/images/atlas: `python tools/atlas_pictures.py`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PySide6.QtGui import QGuiApplication, QImage  # noqa: E402

from luoyang_gis.canvas import Camera, MapLayer, Renderer  # noqa: E402
from luoyang_gis.plan.load import load  # noqa: E402
from luoyang_gis.plan.model import BBox  # noqa: E402
from luoyang_gis.plan.symbols import Palette  # noqa: E402

OUT = ROOT / "docs" / "images" / "atlas"
SIZE = (960, 720)
BASE = ("municipality", "counties", "rivers", "water")
REGION: BBox = (110.9, 33.4, 113.9, 35.5)
CITY: BBox = (111.1, 33.55, 113.0, 35.1)
TOWN: BBox = (112.25, 34.53, 112.72, 34.76)
EXTENTS = {
    "metro-area": REGION,
    "innovation": TOWN,
    "metro": TOWN,
    "hub": TOWN,
    "project": TOWN,
    "road": (112.1, 34.4, 112.9, 34.95),
}


def main() -> int:
    app = QGuiApplication.instance() or QGuiApplication([])
    plan = load()
    OUT.mkdir(parents=True, exist_ok=True)
    renderer = Renderer(Palette("light", plan.palettes["light"]))
    for group in plan.groups:
        own = [layer.id for layer in plan.layers if layer.group == group.id]
        layers = [MapLayer.from_plan(x) for x in plan.layers if x.id in own or x.id in BASE]
        camera = Camera.fit(EXTENTS.get(group.id, CITY), *SIZE)
        image = renderer.render_to_image(layers, camera)
        path = OUT / f"{group.id}.png"
        image.convertToFormat(QImage.Format.Format_RGB888).save(str(path), quality=0)
        print(f"{group.name}: {path.relative_to(ROOT)}, {path.stat().st_size // 1024} KB")
    app.quit()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
