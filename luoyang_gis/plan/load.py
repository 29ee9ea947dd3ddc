"""Load the plan: the ledger and the atlas, once, immutable."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from luoyang_gis.errors import DataError
from luoyang_gis.plan.atlas import Atlas
from luoyang_gis.plan.findings import Finding
from luoyang_gis.plan.ledger import Ledger
from luoyang_gis.plan.model import Plan
from luoyang_gis.plan.paths import layers_dir, resources_dir


@dataclass(frozen=True)
class Reading:
    """A plan as far as it could be read, and what could not."""

    plan: Plan
    findings: tuple[Finding, ...]


def read(root: Path | None = None) -> Reading:
    """Read everything that can be read, and list the rest."""
    ledger = Ledger(resources_dir(root))
    atlas = Atlas(layers_dir(root))
    plan = Plan(
        documents=tuple(ledger.documents),
        indicators=tuple(ledger.indicators),
        targets=tuple(ledger.targets),
        actuals=tuple(ledger.actuals),
        links=tuple(ledger.links),
        groups=tuple(atlas.groups),
        layers=tuple(atlas.layers),
        palettes=atlas.palettes,
        layer_sets=tuple(atlas.layer_sets),
        scenes=tuple(atlas.scenes),
        revisions=tuple(ledger.revisions),
        rules=tuple(ledger.rules),
    )
    return Reading(plan, (*ledger.findings, *atlas.findings))


def load(root: Path | None = None) -> Plan:
    """The plan, whole; a DataError names the first record that cannot be read."""
    reading = read(root)
    if reading.findings:
        more = len(reading.findings) - 1
        tail = f"（另有 {more} 处，用 luoyang-gis check 查看）" if more else ""
        first = reading.findings[0]
        raise DataError(first.file, f"{first.record} {first.message}".strip(), tail)
    return reading.plan
