"""Measure what the workspace costs: autosave with 1,000 annotations, opening and saving 50 MB.

python tools/measure_workspace.py [--json]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import struct
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from luoyang_gis.plan.load import load
from luoyang_gis.plan.model import GeometryKind
from luoyang_gis.workspace import disk, gpkg
from luoyang_gis.workspace.edits import annotations as notes
from luoyang_gis.workspace.journal import unfinished
from luoyang_gis.workspace.keeper import Keeper
from luoyang_gis.workspace.model import (
    Annotation,
    AnnotationKind,
    Column,
    ColumnType,
    ImportedFeature,
    ImportedLayer,
    Workspace,
    initial,
)

NOTES = 1000
MEGABYTES = 50
ROUNDS = 200


def annotations(count: int) -> tuple[Annotation, ...]:
    """Texts, lines and areas across the city, seeded."""
    chance = random.Random(1)

    def place() -> tuple[float, float]:
        return chance.uniform(111.2, 112.9), chance.uniform(33.6, 35.0)

    kinds = (AnnotationKind.TEXT, AnnotationKind.ARROW, AnnotationKind.POLYGON)
    return tuple(
        Annotation(
            f"{i}", kinds[i % 3], tuple(place() for _ in range((1, 2, 12)[i % 3])), "标注文字" * 5
        )
        for i in range(count)
    )


def plots(megabytes: int) -> ImportedLayer:
    """Polygons of 24 vertices with four columns, as many as fill a file of that size."""
    chance = random.Random(2)
    rows = []
    for i in range(megabytes * 2**20 // 530):
        x, y = chance.uniform(111.2, 112.9), chance.uniform(33.6, 35.0)
        ring = [(x + chance.uniform(0, 0.01), y + chance.uniform(0, 0.01)) for _ in range(24)]
        flat = [v for p in (*ring, ring[0]) for v in p]
        wkb = struct.pack(f"<BIII{len(flat)}d", 1, 3, 1, 25, *flat)
        rows.append(
            ImportedFeature(wkb, (f"地块 {i}", i, i / 7, "工业用地，规划，容积率不详，备注若干"))
        )
    columns = (
        Column("名称"),
        Column("编号", ColumnType.INTEGER),
        Column("面积", ColumnType.REAL),
        Column("备注"),
    )
    return ImportedLayer("plots", "地块", GeometryKind.AREA, columns, tuple(rows))


def timed(deed: Callable[[], object], rounds: int = 1) -> dict[str, float]:
    """Milliseconds: median and 95th percentile."""
    found = []
    for _ in range(rounds):
        start = time.perf_counter()
        deed()
        found.append((time.perf_counter() - start) * 1000)
    found.sort()
    return {
        "median_ms": round(statistics.median(found), 2),
        "p95_ms": round(found[int(0.95 * (len(found) - 1))], 2),
    }


def measure(folder: Path) -> dict[str, object]:
    """All figures, with files in a folder of the disk to be measured."""
    from PySide6.QtCore import QCoreApplication

    from luoyang_gis.workspace.commands import WorkspaceStore

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QCoreApplication.instance() or QCoreApplication([])
    plan = load()
    found: dict[str, object] = {}

    start = notes.add(initial(plan), *annotations(NOTES))
    keeper = Keeper.new(start, folder / "small")
    store = WorkspaceStore(keeper, plan, "measure")
    turn = iter(range(10**6))

    def move_one() -> None:
        id_ = str(next(turn) * 7 % NOTES)
        store.do("移动标注", notes.move(store.workspace, [id_], 0.001, 0.001))

    found["edit_and_journal_1000_annotations"] = timed(move_one, ROUNDS)
    found["move_all_1000_annotations"] = timed(
        lambda: store.do(
            "移动标注", notes.move(store.workspace, store.workspace.annotation, 1e-4, 0)
        ),
        20,
    )

    def move_and_sync() -> None:
        move_one()
        keeper.sync()

    found["edit_journal_and_fsync"] = timed(move_and_sync, ROUNDS)
    found["undo_and_journal"] = timed(store.undo_stack.undo, ROUNDS)
    path = folder / "small.gpkg"
    found["save_1000_annotations"] = timed(lambda: store.save(path), 5)
    found["small_file_kb"] = round(path.stat().st_size / 1024)
    store.close()

    big = folder / "big.gpkg"
    disk.write(big, gpkg.encode(Workspace(scenes=start.scenes, layers=(plots(MEGABYTES),))))
    found["big_file_mb"] = round(big.stat().st_size / 2**20, 1)

    def open_big() -> None:
        Keeper.open(big, folder / "recovery").close()

    found["open_big"] = timed(open_big, 5)
    keeper = Keeper.open(big, folder / "recovery")
    found["save_big"] = timed(keeper.save, 5)
    layer = keeper.workspace.layers[0]
    found["big_features"] = len(layer.features)
    keeper.record("添加标注", notes.add(keeper.workspace, *annotations(1)))
    found["edit_and_journal_in_big"] = timed(
        lambda: keeper.record("移动标注", notes.move(keeper.workspace, ["0"], 0.001, 0)), ROUNDS
    )
    keeper.close()
    assert not unfinished(folder / "recovery")
    del app
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure what the workspace costs")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        found = measure(Path(folder))
    if options.json:
        print(json.dumps(found, indent=1))
        return
    for name, value in found.items():
        print(f"{name:36} {value}")


if __name__ == "__main__":
    main()
