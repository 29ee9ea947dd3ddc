"""The whole plan as of a date: what stands, what is promised by then, what nobody has recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from luoyang_gis.plan.model import FeatureStatus, Plan, Target, Theme
from luoyang_gis.plan.progress import Progress, TargetStatus, feature_status, progress


@dataclass(frozen=True)
class Standing:
    """The status of every feature and target in view, as of a date."""

    as_of: date
    features: Mapping[str, FeatureStatus]
    targets: tuple[tuple[Target, Progress], ...]

    @cached_property
    def of_features(self) -> Counter[FeatureStatus]:
        """How many features have each status."""
        return Counter(self.features.values())

    @cached_property
    def of_targets(self) -> Counter[TargetStatus]:
        """How many targets have each status."""
        return Counter(found.status for _, found in self.targets)

    @cached_property
    def due(self) -> int:
        """How many targets were promised by the date."""
        return sum(1 for t, _ in self.targets if t.due is not None and t.due.end <= self.as_of)

    @cached_property
    def by_theme(self) -> Mapping[Theme, Counter[TargetStatus]]:
        """How many targets of each theme have each status, in the themes' order."""
        found: dict[Theme, Counter[TargetStatus]] = {theme: Counter() for theme in Theme}
        for target, state in self.targets:
            found[target.theme][state.status] += 1
        return {theme: counts for theme, counts in found.items() if counts}


def standing(plan: Plan, as_of: date, layers: Collection[str] | None = None) -> Standing:
    """Where everything stands as of a date; with layers, only what is on them."""
    features = {
        feature.id: feature_status(plan, feature.id, as_of)
        for layer in plan.layers
        if layers is None or layer.id in layers
        for feature in layer.features
    }
    targets = targets_on(plan, layers)
    return Standing(as_of, features, tuple((t, progress(plan, t, as_of)) for t in targets))


def targets_on(plan: Plan, layers: Collection[str] | None) -> tuple[Target, ...]:
    """The targets whose features lie on one of the layers; all of them without a choice of layers."""
    if layers is None:
        return plan.targets
    there = {
        link.record
        for layer in plan.layers
        if layer.id in layers
        for feature in layer.features
        for link in plan.links_of_feature.get(feature.id, ())
    }
    return tuple(t for t in plan.targets if t.id in there)


def due_by_year(targets: Iterable[Target]) -> Counter[int]:
    """How many targets fall due in each year."""
    return Counter(t.due.end.year for t in targets if t.due is not None)
