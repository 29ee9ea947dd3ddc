"""Measure `extract` on the documents of the ledger and print docs/extraction.md.

    python tools/measure_extraction.py DIR > docs/extraction.md

DIR holds the user's own copies of the documents, under any names.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from luoyang_gis.plan.agreement import Agreement, compare
from luoyang_gis.plan.extract import THRESHOLD, Candidate, extract
from luoyang_gis.plan.load import read
from luoyang_gis.plan.model import Plan, Record
from luoyang_gis.plan.passages import DocumentText, open_library

THRESHOLDS = (0.2, 0.3, 0.4, THRESHOLD, 0.5, 0.6, 0.7, 0.8)

INTRODUCTION = """# Proposing records from a new document

`luoyang-gis extract FILE` reads a planning document (UTF-8 or GB18030 text, or a PDF that holds text) and
proposes the records that a planner would otherwise type: figures with their bounds, units and due dates, and
named deeds with their milestones. `--json` prints them with the keys of `list targets --json` and a `confidence`;
`--csv` prints them in the ledger's columns, to be checked in a spreadsheet and saved as
`resources/targets/<document>.csv` and `resources/actuals/<document>.csv`; `--compare` lists what differs from the
ledger for a document that is in it; `--least 0.7` shows only what is surer.

## How it works

| module | job |
| --- | --- |
| `plan/outline.py` | sentences with their section path: markdown, 一、, （一）, ■, headings run into a paragraph, lines of tables |
| `plan/context.py` | what a chapter's heading says about past or promise, and to which year |
| `plan/dates.py` | deadlines: 年底前, 上半年, “七一”前, 6月底前, 到2025年, “十四五”末 |
| `plan/quantities.py` | numbers with unit and bound: 突破, 不低于, 左右, 控制在…以内, ranges, 翻番, 全覆盖 |
| `plan/figures.py` | which numbers are figures rather than names, and of what |
| `plan/verbs.py` | the verbs of such prose by what they promise, and what leads and follows them |
| `plan/deeds.py` | deeds: things behind a verb, states reached, titles won, lists split into one deed each |
| `plan/sureness.py` | how sure a deed is: two dozen traits of its wording, weighed |
| `plan/extract.py` | puts it together; anchors, themes, place names, confidence |
| `plan/agreement.py` | compares proposals with the ledger |

The rules know the language of planning prose and no names. A deed's confidence is the chance that the ledger holds
it: a logistic weighing of traits of the wording (what the verb promises, what kind of noun the thing ends in,
whether it is quoted, vague or abstract), of headings, and of how many facts stand around it.

**In-sample.** The lists of words were extended and the weights were fitted with the documents below in view, so
expect less on others. `python tools/fit_sureness.py DIR` fits the weights anew and prints how well the deeds of each
document are ranked by weights fitted without it; for the words there is no such test. The passages of invented
cities in `tests/plan/test_extract_elsewhere.py` show that no name is needed.

## Measured

This page is printed by a command, from the ledger and the documents as they are:

```
python tools/measure_extraction.py DIR > docs/extraction.md
```

Both counts ask that proposal and record share a clause of the text, from comma to comma.

- **Strict**: the figure agrees (the same value in the same measure) or, for deeds, one name holds the other or they
  share half of their pairs of characters; every record and every proposal is matched at most once, in the largest
  possible choice of pairs. Recall is the share of the ledger's records that were proposed; precision is the share
  of the proposals that the ledger holds.
- **Lenient**: besides, a record is found if some proposal speaks of it that serves another record already, and a proposal
  is right if it splits a clause otherwise than the ledger: the shorter name shares half of its pairs with the longer
  one. A figure still needs its value. What the ledger does not hold at all stays wrong.
"""


def main(arguments: Sequence[str]) -> int:
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    plan = read().plan
    library = open_library(plan, Path(arguments[0]))
    for finding in library.findings:
        print(finding, file=sys.stderr)
    print(INTRODUCTION)
    texts = {d.short: library.texts[d.id] for d in plan.documents if d.id in library.texts}
    found = {short: _agreement(plan, text) for short, text in texts.items()}
    _table("document", list(found.items()))
    print("\nWhere both agree that there is a record, its columns agree in these shares:\n")
    _columns([pair for a in found.values() for pair in a.pairs])
    print("\nAll documents, by the least confidence shown:\n")
    rows = [
        (f"{least:g}", _sum(_agreement(plan, t, least) for t in texts.values()))
        for least in THRESHOLDS
    ]
    _table("least", rows)
    print(READING)
    return 0


READING = """
## How to read it

Figures are found reliably; what is left out is mostly spelt in a way of its own (“双倍增”, a rank in two
places at once), and what is proposed in vain is mostly a true figure that the ledger does not count.

Deeds are a matter of judgement: whether “加强政务公开” is a promise somebody can be held to, the ledger itself decides
differently from chapter to chapter. The annual report, a list of tasks, is proposed well. Speeches, circulars and
news hold few promises among many calls, and much of what is proposed there is to be struck out: sort by
`confidence` and begin at the top. The default threshold is where recall and precision meet; who would rather strike
out than overlook asks for `--least 0.2`, which leaves little unproposed that the reading can find at all.
"""


def _agreement(plan: Plan, text: DocumentText, least: float = THRESHOLD) -> Agreement:
    document = next(d for d in plan.documents if d.fingerprint == text.fingerprint)
    records = [r for r in plan.records if r.passage.document == document.id]
    return compare(text.folded, records, extract(plan, text, threshold=least))


def _sum(agreements: Iterable[Agreement]) -> Agreement:
    all_of = list(agreements)
    return Agreement(
        tuple(p for a in all_of for p in a.pairs),
        tuple(r for a in all_of for r in a.missed),
        tuple(c for a in all_of for c in a.surplus),
        tuple(r for a in all_of for r in a.covered),
        tuple(c for a in all_of for c in a.split),
    )


def _only(agreement: Agreement, figures: bool) -> Agreement:
    """The part of an agreement about figures, or about deeds."""

    def records(of: Iterable[Record]) -> tuple[Record, ...]:
        return tuple(r for r in of if (r.value is not None) == figures)

    def candidates(of: Iterable[Candidate]) -> tuple[Candidate, ...]:
        return tuple(c for c in of if (c.record.value is not None) == figures)

    return Agreement(
        tuple(p for p in agreement.pairs if (p[0].value is not None) == figures),
        records(agreement.missed),
        candidates(agreement.surplus),
        records(agreement.covered),
        candidates(agreement.split),
    )


def _table(head: str, rows: Sequence[tuple[str, Agreement]]) -> None:
    print(f"| {head} | records | proposed | recall | precision | lenient: recall | precision | figures: recall | precision | deeds: recall | precision |")  # fmt: skip
    print("| --- |" + " ---: |" * 10)
    total = [("all", _sum(a for _, a in rows))] if head == "document" else []
    for name, agreement in [*rows, *total]:
        cells = [name, str(len(agreement.pairs) + len(agreement.missed))]
        cells.append(str(len(agreement.pairs) + len(agreement.surplus)))
        cells += [f"{agreement.recall:.1%}", f"{agreement.precision:.1%}"]
        cells += [f"{agreement.lenient_recall:.1%}", f"{agreement.lenient_precision:.1%}"]
        for part in (_only(agreement, True), _only(agreement, False)):
            cells += [f"{part.recall:.1%}", f"{part.precision:.1%}"]
        print("| " + " | ".join(cells) + " |")


def _columns(pairs: Sequence[tuple[Record, Candidate]]) -> None:
    figures = [(r, c.record) for r, c in pairs if r.value is not None]
    deeds = [(r, c.record) for r, c in pairs if r.value is None]
    both = figures + deeds
    shares: tuple[tuple[str, Sequence[tuple[Record, Record]], Callable[[Record], object]], ...] = (
        ("kind", both, lambda r: r.kind),
        ("due", both, lambda r: r.due),
        ("comparator (figures)", figures, lambda r: r.comparator),
        ("indicator guessed (figures)", figures, lambda r: r.indicator),
        ("milestone (deeds)", deeds, lambda r: r.milestone),
        ("theme", both, lambda r: r.theme),
    )
    print("| column | agree | of |")
    print("| --- | ---: | ---: |")
    for name, compared, column in shares:
        same = sum(column(a) == column(b) for a, b in compared)
        print(f"| {name} | {same / max(len(compared), 1):.1%} | {len(compared)} |")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
