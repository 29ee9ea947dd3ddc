"""How large a file will be: measured on a small part of it, written where nobody looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import log
from pathlib import Path
from tempfile import TemporaryDirectory

from luoyang_gis.export.job import ExportJob
from luoyang_gis.export.registry import Format

# Two coarse pictures tell how the size grows with the resolution.
COARSE = (40, 80)
# Pages differ by ten times, so that only with very many a part may stand for all.
MOST_PAGES = 12


def estimate(format_: Format, job: ExportJob) -> int:
    """Bytes, roughly: pictures from coarse ones, very many pages from some, everything else as it is."""
    with TemporaryDirectory(prefix="luoyang-gis-") as folder:
        out = Path(folder) / f"sample{format_.suffix}"

        def size(part: ExportJob) -> int:
            return format_.write(replace(part, out=out)).size

        if "pixels" in format_.uses and job.dpi > COARSE[1]:
            return _grown(size, job)
        if format_.is_paged and job.scene_ids:
            few = _typical(job)
            return round(size(replace(job, scene_ids=few)) * len(job.scene_ids) / len(few))
        return size(job)


def _typical(job: ExportJob) -> tuple[str, ...]:
    """Scenes that stand for all, evenly spread."""
    ids = [scene.id for scene in job.scenes]
    few = min(len(ids), MOST_PAGES)
    return tuple(ids[n * len(ids) // few] for n in range(few))


def _grown(size: Callable[[ExportJob], int], job: ExportJob) -> int:
    """The size of a picture that is as much finer as asked."""

    def at(dpi: int) -> int:
        if job.size is None:
            return size(replace(job, dpi=dpi))
        width, height = (max(64, round(side * dpi / job.dpi)) for side in job.size)
        return size(replace(job, dpi=dpi, size=(width, height)))

    low, high = at(COARSE[0]), at(COARSE[1])
    power = log(high / low) / log(COARSE[1] / COARSE[0])
    return round(high * (job.dpi / COARSE[1]) ** power)


def in_words(size: int) -> str:
    """A size as one says it."""
    if size < 1024 * 1000:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024**2:.1f} MB"
