"""How much of the plan is on the map: targets without features, and features without targets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, replace

from luoyang_gis.plan.model import Layer, Plan, Target, Theme


@dataclass(frozen=True, slots=True)
class Coverage:
    """What of one kind is linked, what is not, and what says why it need not be; all as ids."""

    name: str
    linked: tuple[str, ...]
    missing: tuple[str, ...]
    excused: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """How many should be linked."""
        return len(self.linked) + len(self.missing)

    @property
    def share(self) -> float | None:
        """The part of them that is; None where there is nothing to link."""
        return len(self.linked) / self.total if self.total else None


def targets_by_theme(plan: Plan) -> tuple[Coverage, ...]:
    """Targets with and without features, by theme."""
    return _targets(plan, [(theme, str(theme)) for theme in Theme], lambda t: t.theme)


def targets_by_document(plan: Plan) -> tuple[Coverage, ...]:
    """Targets with and without features, by document."""
    names = [(d.id, d.short) for d in plan.documents]
    return _targets(plan, names, lambda t: t.passage.document)


def features_by_layer(plan: Plan) -> tuple[Coverage, ...]:
    """Features with and without targets, by layer."""
    return tuple(_features(plan, layer.name, (layer,)) for layer in plan.layers)


def features_by_theme(plan: Plan) -> tuple[Coverage, ...]:
    """Features with and without targets, by the themes their layers are tagged with."""
    found = [
        _features(plan, str(theme), (layer for layer in plan.layers if theme in layer.tags))
        for theme in Theme
    ]
    return tuple(row for row in found if row.total or row.excused)


def features_by_document(plan: Plan) -> tuple[Coverage, ...]:
    """Which features each document speaks of."""
    wanted = [f.id for f in plan.features if not f.unlinked]
    return tuple(
        _split(document.short, wanted, _spoken_of(plan, document.id)) for document in plan.documents
    )


DIMENSIONS: Mapping[str, Callable[[Plan], tuple[Coverage, ...]]] = {
    "目标 · 按主题": targets_by_theme,
    "目标 · 按文件": targets_by_document,
    "要素 · 按图层": features_by_layer,
    "要素 · 按主题": features_by_theme,
    "要素 · 按文件": features_by_document,
}


def total(rows: Iterable[Coverage]) -> Coverage:
    """All rows as one, each thing counted once; linked anywhere is linked."""
    kept = tuple(rows)
    linked = dict.fromkeys(id_ for row in kept for id_ in row.linked)
    missing = dict.fromkeys(id_ for row in kept for id_ in row.missing if id_ not in linked)
    excused = dict.fromkeys(id_ for row in kept for id_ in row.excused)
    return Coverage("合计", tuple(linked), tuple(missing), tuple(excused))


def _targets(
    plan: Plan, names: Iterable[tuple[str, str]], key: Callable[[Target], str]
) -> tuple[Coverage, ...]:
    found: dict[str, list[str]] = {}
    for target in plan.targets:
        found.setdefault(key(target), []).append(target.id)
    linked = plan.links_of_record.keys()
    return tuple(_split(name, found[id_], linked) for id_, name in names if id_ in found)


def _features(plan: Plan, name: str, layers: Iterable[Layer]) -> Coverage:
    """What a target or an actual hangs on is linked; a mere backdrop says so and is excused."""
    features = [f for layer in layers for f in layer.features]
    linked = plan.links_of_feature.keys()
    excused = tuple(f.id for f in features if f.unlinked and f.id not in linked)
    asked = [f.id for f in features if f.id in linked or not f.unlinked]
    return replace(_split(name, asked, linked), excused=excused)


def _spoken_of(plan: Plan, document: str) -> set[str]:
    return {
        link.feature
        for link in plan.links
        if link.record in plan.record and plan.record[link.record].passage.document == document
    }


def _split(name: str, ids: Iterable[str], linked: Set[str]) -> Coverage:
    kept: tuple[list[str], list[str]] = ([], [])
    for id_ in ids:
        kept[0 if id_ in linked else 1].append(id_)
    return Coverage(name, tuple(kept[0]), tuple(kept[1]))
