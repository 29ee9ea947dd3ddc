"""What the browse panel lists for its filters; plain data, so that it is tested without a window."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from luoyang_gis.plan.model import Actual, Due, Plan, Target
from luoyang_gis.plan.wording import section_words
from luoyang_gis.ui.panel_rows import (
    HeadingRow,
    Row,
    due_order,
    feature_row,
    record_row,
    translate,
)

AnyRecord = Target | Actual
# What stands for “no date” among the years.
UNDATED = "—"
TARGETS, ACTUALS = "target", "actual"
MOST_FEATURES = 4


@dataclass(frozen=True, slots=True)
class Filters:
    """What shall be listed; an empty text stands for everything."""

    # A document's id, or with a section's path `report-2021/三/（七）`.
    place: str = ""
    theme: str = ""
    year: str = ""
    indicator: str = ""
    kind: str = TARGETS

    @property
    def empty(self) -> bool:
        """Whether nothing is left out but what is left out at first."""
        return self == Filters()


def year_of(due: Due | None) -> str:
    """The year something is due in, as the filter names it."""
    return str(due.end.year) if due else UNDATED


def _in_place(record: AnyRecord, place: str) -> bool:
    where = f"{record.passage.document}/{record.passage.section}"
    return where == place or where.startswith(f"{place}/")


# How each filter decides on a record.
TESTS: dict[str, Callable[[AnyRecord, str], bool]] = {
    "place": _in_place,
    "theme": lambda record, theme: record.theme == theme,
    "year": lambda record, year: year_of(record.due) == year,
    "indicator": lambda record, indicator: record.indicator == indicator,
    "kind": lambda record, kind: isinstance(record, Actual) == (kind == ACTUALS),
}


def fits(record: AnyRecord, filters: Filters) -> bool:
    """Whether a record passes every filter."""
    return all(
        test(record, wanted) for name, test in TESTS.items() if (wanted := getattr(filters, name))
    )


def listed(plan: Plan, filters: Filters, found: set[str] | None = None) -> list[AnyRecord]:
    """The records that pass, in the order of the documents; `found` narrows them to search hits."""
    return [
        r for r in plan.records if fits(r, filters) and (found is None or _is_found(plan, r, found))
    ]


def _is_found(plan: Plan, record: AnyRecord, found: set[str]) -> bool:
    """Whether a search found the record itself, its indicator, or a feature it is linked to."""
    return (
        record.id in found
        or record.indicator in found
        or any(link.feature in found for link in plan.links_of_record.get(record.id, ()))
    )


def counts(plan: Plan, filters: Filters, found: set[str] | None = None) -> dict[str, Counter[str]]:
    """How many records each choice of each filter would list, the other filters staying."""
    result: dict[str, Counter[str]] = {}
    for name in (f.name for f in fields(Filters)):
        counter: Counter[str] = Counter()
        for record in listed(plan, replace(filters, **{name: ""}), found):
            counter.update(_values(record, name))
        result[name] = counter
    return result


def _values(record: AnyRecord, name: str) -> Iterable[str]:
    match name:
        case "place":
            parts = record.passage.section.split("/")
            heads = [record.passage.document]
            for part in parts:
                heads.append(f"{heads[-1]}/{part}")
            return heads
        case "theme":
            return (record.theme.value,)
        case "year":
            return (year_of(record.due),)
        case "indicator":
            return (record.indicator,) if record.indicator else ()
        case _:
            return (ACTUALS if isinstance(record, Actual) else TARGETS,)


def rows(
    plan: Plan,
    records: Sequence[AnyRecord],
    as_of: date,
    by_due: bool,
    features: Sequence[str] = (),
) -> Iterator[Row]:
    """The cards under headings, by section or by date; found features first."""
    if features:
        if len(features) > MOST_FEATURES:
            words = translate("Rows", "要素 {count}（前 {shown} 个）")
        else:
            words = translate("Rows", "要素 {count}")
        yield HeadingRow(words.format(count=len(features), shown=MOST_FEATURES))
        yield from (feature_row(plan, id_) for id_ in features[:MOST_FEATURES])
    heading = ""
    ordered = sorted(records, key=lambda r: due_order(r, as_of)) if by_due else records
    for record in ordered:
        text = _due_heading(record) if by_due else _section_heading(plan, record)
        if text != heading:
            heading = text
            yield HeadingRow(heading)
        yield record_row(plan, record, as_of)


def _due_heading(record: AnyRecord) -> str:
    if record.due is None:
        return translate("Rows", "未定期限")
    return translate("Rows", "{year}年").format(year=record.due.end.year)


def _section_heading(plan: Plan, record: AnyRecord) -> str:
    document = plan.document.get(record.passage.document)
    name = document.short if document else record.passage.document
    return f"《{name}》{section_words(record)}"
