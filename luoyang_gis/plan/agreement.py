"""How well proposed records agree with a ledger: recall and precision, counted honestly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import isclose

from luoyang_gis.errors import UsageError
from luoyang_gis.plan.extract import Candidate
from luoyang_gis.plan.model import Plan, Record
from luoyang_gis.plan.passages import DocumentText
from luoyang_gis.plan.quantities import factor_between

# Names agree that share this much of their pairs of characters.
SAME_NAME = 0.5


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a comparison found; the pairs are one to one."""

    pairs: tuple[tuple[Record, Candidate], ...]
    missed: tuple[Record, ...]
    surplus: tuple[Candidate, ...]

    @property
    def recall(self) -> float:
        """The share of the ledger's records that were proposed."""
        total = len(self.pairs) + len(self.missed)
        return len(self.pairs) / total if total else 1.0

    @property
    def precision(self) -> float:
        """The share of the proposals that the ledger holds."""
        total = len(self.pairs) + len(self.surplus)
        return len(self.pairs) / total if total else 1.0


def agreement_with_ledger(
    plan: Plan, text: DocumentText, candidates: Sequence[Candidate]
) -> Agreement:
    """Compare what was proposed for a document of the plan with the ledger's records of it."""
    document = next((d for d in plan.documents if d.fingerprint == text.fingerprint), None)
    if document is None:
        raise UsageError(f"{text.path.name} 不是已入账的文件，", "没有可比较的账本记录。")
    records = [r for r in plan.records if r.passage.document == document.id]
    return compare(text.folded, records, candidates)


def compare(folded: str, records: Sequence[Record], candidates: Sequence[Candidate]) -> Agreement:
    """Pair records with candidates: anchors overlap in the text, and figure or thing agree."""
    spans = [_span(folded, c.record.passage.anchor) for c in candidates]
    free = set(range(len(candidates)))
    pairs: list[tuple[Record, Candidate]] = []
    missed: list[Record] = []
    for record in records:
        start, end = _span(folded, record.passage.anchor)
        fitting = [
            i
            for i in free
            if spans[i][0] < end and start < spans[i][1] and _agree(record, candidates[i].record)
        ]
        if not fitting:
            missed.append(record)
            continue
        best = max(
            fitting, key=lambda i: (likeness(record.indicator, candidates[i].record.indicator), -i)
        )
        free.discard(best)
        pairs.append((record, candidates[best]))
    surplus = tuple(c for i, c in enumerate(candidates) if i in free)
    return Agreement(tuple(pairs), tuple(missed), surplus)


def _span(folded: str, anchor: str) -> tuple[int, int]:
    at = folded.find(anchor)
    return at, at + len(anchor)


def _agree(record: Record, candidate: Record) -> bool:
    if (record.value is None) != (candidate.value is None):
        return False
    if record.value is None or candidate.value is None:
        return likeness(record.indicator, candidate.indicator) >= SAME_NAME
    if record.value == candidate.value == 0:
        return True
    factor = factor_between(candidate.unit, record.unit)
    return factor is not None and isclose(record.value, candidate.value * factor, rel_tol=2e-4)


def likeness(name: str, other: str) -> float:
    """1 where one name holds the other, else how many pairs of characters they share."""
    name, other = (re.sub(r"[“”‘’《》（）()、，\s]", "", n) for n in (name, other))
    if not name or not other:
        return 0.0
    if name in other or other in name:
        return 1.0
    pairs = {name[i : i + 2] for i in range(len(name) - 1)}
    others = {other[i : i + 2] for i in range(len(other) - 1)}
    return 2 * len(pairs & others) / (len(pairs) + len(others)) if pairs or others else 0.0
