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
_CLAUSE_END = re.compile(r"[，,；;：:。！？!?]")


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a comparison found. The pairs are one to one: that is the strict count.

    The lenient one also takes as found what a proposal covers that serves another record already
    (one 洛平、洛三联动 for two records), and as right what splits a clause otherwise than the ledger.
    """

    pairs: tuple[tuple[Record, Candidate], ...]
    missed: tuple[Record, ...]
    surplus: tuple[Candidate, ...]
    # Of the missed and of the surplus, what the lenient count does not hold against the reading.
    covered: tuple[Record, ...] = ()
    split: tuple[Candidate, ...] = ()

    @property
    def recall(self) -> float:
        """The share of the ledger's records that were proposed, each by a proposal of its own."""
        return _share(len(self.pairs), len(self.missed))

    @property
    def precision(self) -> float:
        """The share of the proposals that have a record of their own."""
        return _share(len(self.pairs), len(self.surplus))

    @property
    def lenient_recall(self) -> float:
        """The share of the ledger's records that some proposal covers."""
        return _share(len(self.pairs) + len(self.covered), len(self.missed) - len(self.covered))

    @property
    def lenient_precision(self) -> float:
        """The share of the proposals that speak of what some record of the clause speaks of."""
        return _share(len(self.pairs) + len(self.split), len(self.surplus) - len(self.split))


def _share(right: int, wrong: int) -> float:
    return right / (right + wrong) if right + wrong else 1.0


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
    """Pair as many records with candidates as agree: they share a clause, and figure or thing."""
    places = [_clauses(folded, c.record.passage.anchor) for c in candidates]
    fitting: list[list[int]] = []
    near: list[list[int]] = []
    for record in records:
        start, end = _clauses(folded, record.passage.anchor)
        beside = [i for i, (a, b) in enumerate(places) if a < end and start < b]
        agreeing = [i for i in beside if _agree(record, candidates[i].record)]
        agreeing.sort(key=lambda i: -likeness(record.indicator, candidates[i].record.indicator))
        fitting.append(agreeing)
        near.append([i for i in beside if _speak_of_one(record, candidates[i].record)])
    owner = _matching(fitting)
    taken = {r: c for c, r in owner.items()}
    told = {i for covering in near for i in covering}
    surplus = [i for i in range(len(candidates)) if i not in owner]
    missed = [r for r in range(len(records)) if r not in taken]
    return Agreement(
        tuple((r, candidates[taken[n]]) for n, r in enumerate(records) if n in taken),
        tuple(records[n] for n in missed),
        tuple(candidates[i] for i in surplus),
        tuple(records[n] for n in missed if near[n]),
        tuple(candidates[i] for i in surplus if i in told),
    )


def _matching(fitting: Sequence[Sequence[int]]) -> dict[int, int]:
    """A largest one-to-one choice among what fits each record: the record of every candidate chosen."""
    owner: dict[int, int] = {}

    def place(record: int, tried: set[int]) -> bool:
        for candidate in fitting[record]:
            if candidate not in tried:
                tried.add(candidate)
                if candidate not in owner or place(owner[candidate], tried):
                    owner[candidate] = record
                    return True
        return False

    for record in range(len(fitting)):
        place(record, set())
    return owner


def _clauses(folded: str, anchor: str) -> tuple[int, int]:
    """The clauses that an anchor lies in, from comma to comma."""
    start = folded.find(anchor)
    if start < 0:
        return -1, -1
    inner = len(anchor) - len(anchor.lstrip("，,；;：:。！？!?"))
    before = max(
        (m.end() for m in _CLAUSE_END.finditer(folded, max(0, start - 80), start)), default=start
    )
    last = start + len(anchor.rstrip("，,；;：:。！？!?"))
    after = _CLAUSE_END.search(folded, last, last + 80)
    return before if not inner else start + inner, after.start() if after else last


def _agree(record: Record, candidate: Record) -> bool:
    if (record.value is None) != (candidate.value is None):
        return False
    if record.value is None or candidate.value is None:
        return likeness(record.indicator, candidate.indicator) >= SAME_NAME
    if record.value == candidate.value == 0:
        return True
    factor = factor_between(candidate.unit, record.unit)
    return factor is not None and isclose(record.value, candidate.value * factor, rel_tol=2e-4)


def _speak_of_one(record: Record, candidate: Record) -> bool:
    """Whether the shorter of two names is told by the longer; figures must still agree."""
    if record.value is not None and candidate.value is not None:
        return _agree(record, candidate)
    if candidate.value is not None:
        return False  # a figure that the ledger does not hold
    return _shared(record.indicator, candidate.indicator) >= SAME_NAME


def _shared(name: str, other: str) -> float:
    """Which share of the shorter name's pairs of characters the longer one has."""
    pairs, others = _pairs(_plain(name)), _pairs(_plain(other))
    return len(pairs & others) / max(min(len(pairs), len(others)), 1)


def likeness(name: str, other: str) -> float:
    """1 where one name holds the other, else how many pairs of characters they share."""
    name, other = _plain(name), _plain(other)
    if not name or not other:
        return 0.0
    if name in other or other in name:
        return 1.0
    pairs, others = _pairs(name), _pairs(other)
    return 2 * len(pairs & others) / (len(pairs) + len(others)) if pairs or others else 0.0


def _plain(name: str) -> str:
    return re.sub(r"[“”‘’《》（）()、，\s]", "", name)


def _pairs(name: str) -> set[str]:
    return {name[i : i + 2] for i in range(len(name) - 1)}
