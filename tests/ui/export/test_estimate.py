"""The estimate is near what is written; what is looked at leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from luoyang_gis.export.job import ExportJob
from luoyang_gis.export.registry import FORMATS
from luoyang_gis.plan.load import load
from luoyang_gis.ui.export.estimate import estimate, in_words
from luoyang_gis.workspace.model import initial


@pytest.mark.parametrize(
    ("name", "scenes"),
    [("html", None), ("png", ("overview",)), ("pdf", ("overview", "transport")), ("csv", None)],
)
def test_near_what_is_written(
    qapp: QApplication, tmp_path: Path, name: str, scenes: tuple[str, ...] | None
) -> None:
    plan = load()
    job = ExportJob(plan, initial(plan), tmp_path / f"a{FORMATS[name].suffix}", scene_ids=scenes)
    found = estimate(FORMATS[name], job)
    assert list(tmp_path.iterdir()) == []
    assert found == pytest.approx(FORMATS[name].write(job).size, rel=0.4)


def test_sizes_in_words() -> None:
    assert in_words(10) == "1 KB"
    assert in_words(250_000) == "244 KB"
    assert in_words(4_400_000) == "4.2 MB"
