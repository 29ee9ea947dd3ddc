"""Fit the weights of `plan/sureness.py` to the ledger, and try them on documents they were not fitted to.

    python tools/fit_sureness.py DIR

DIR holds the user's own copies of the documents, under any names. Prints the weights to be written into the
module, and for each document how well deeds are ranked by weights fitted without it: the chance that a deed the
ledger holds stands above one that it does not.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from luoyang_gis.plan.agreement import compare
from luoyang_gis.plan.extract import Candidate, extract
from luoyang_gis.plan.load import read
from luoyang_gis.plan.passages import open_library

Vector = NDArray[np.float64]
# How strongly weights are held towards nothing; the one of every deed hardly is.
HELD, HELD_BASE = 3.0, 0.1


def main(arguments: Sequence[str]) -> int:
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    plan = read().plan
    library = open_library(plan, Path(arguments[0]))
    deeds: list[tuple[str, Candidate, bool]] = []
    for document in plan.documents:
        text = library.texts[document.id]
        found = extract(plan, text, threshold=0.0)
        records = [r for r in plan.records if r.passage.document == document.id]
        agreement = compare(text.folded, records, found)
        right = {c.record.id for _, c in agreement.pairs} | {c.record.id for c in agreement.split}
        deeds += [(document.short, c, c.record.id in right) for c in found if c.traits]
    names = sorted({t for _, c, _ in deeds for t in c.traits} | {"company"})
    table = np.array([_row(c, names) for _, c, _ in deeds])
    held = np.array([float(right) for *_, right in deeds])
    weights = _fit(table, held, names)
    for name, weight in zip(names, weights, strict=True):
        print(f'    "{name}": {weight:.1f},')
    print("\n| document | deeds | held by the ledger | ranked, fitted with it | without it |")
    print("| --- | ---: | ---: | ---: | ---: |")
    of = np.array([short for short, *_ in deeds])
    for short in dict.fromkeys(of.tolist()):
        own = of == short
        without = _fit(table[~own], held[~own], names)
        ranks = (_ranked(table[own] @ w, held[own]) for w in (weights, without))
        shares = " | ".join(f"{r:.2f}" for r in ranks)
        print(f"| {short} | {own.sum()} | {held[own].mean():.0%} | {shares} |")
    return 0


def _row(candidate: Candidate, names: Sequence[str]) -> list[float]:
    return [candidate.company if n == "company" else float(n in candidate.traits) for n in names]


def _fit(table: Vector, held: Vector, names: Sequence[str]) -> Vector:
    """Logistic regression with a ridge, by Newton's method."""
    ridge = np.array([HELD_BASE if n == "any" else HELD for n in names])
    weights = np.zeros(len(names))
    for _ in range(30):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (held - chance) - ridge * weights
        curve = (table.T * (chance * (1 - chance))) @ table + np.diag(ridge)
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def _ranked(scores: Vector, held: Vector) -> float:
    """The chance that a held deed scores above one that is not."""
    right, wrong = scores[held > 0], scores[held == 0]
    above = (right[:, None] > wrong).mean() + (right[:, None] == wrong).mean() / 2
    return float(above)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
