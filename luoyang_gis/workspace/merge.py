"""The plan as the user knows it: the ledger with their own actuals, links and statuses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from luoyang_gis.plan.model import Document, Feature, Layer, Link, Plan, Section
from luoyang_gis.workspace.model import OWN, OWN_SECTION, link_key

if TYPE_CHECKING:
    from luoyang_gis.workspace.model import Workspace


def merged(workspace: Workspace, plan: Plan) -> Plan:
    """The plan with what the user added or corrected; the same plan where they did neither."""
    if not (workspace.actuals or workspace.links or workspace.statuses):
        return plan
    changes: dict[str, object] = {}
    if workspace.actuals:
        changes["documents"] = (*plan.documents, _own_document(plan))
        changes["actuals"] = (*plan.actuals, *(a.record for a in workspace.actuals))
    if workspace.links:
        changes["links"] = _links(workspace, plan)
    if workspace.statuses:
        changes["layers"] = tuple(_layer(workspace, layer) for layer in plan.layers)
    return replace(plan, **changes)  # type: ignore[arg-type]


def _own_document(plan: Plan) -> Document:
    """What the user's actuals cite; dated as the newest document, so that no status moves by it."""
    return Document(
        id=OWN,
        title="本工作区补录",
        short="补录",
        issuer="本工作区",
        date=plan.newest,
        kind="补录",
        fingerprint="0" * 64,
        sections=(Section(OWN_SECTION, OWN_SECTION),),
    )


def _links(workspace: Workspace, plan: Plan) -> tuple[Link, ...]:
    """The ledger's links, corrected, then those that are the user's alone.

    A link to what this plan does not hold stays in the workspace and out of the plan.
    """
    found: list[Link] = []
    corrected: set[str] = set()
    for link in plan.links:
        key = link_key(link.record, link.feature)
        own = workspace.link.get(key)
        if own is None:
            found.append(link)
            continue
        if own.role is not None and key not in corrected:
            found.append(Link(link.record, link.feature, own.role))
        corrected.add(key)
    found += [
        Link(own.record, own.feature, own.role)
        for own in workspace.links
        if own.role is not None
        and own.key not in corrected
        and own.feature in plan.feature
        and (own.record in plan.record or own.record in workspace.actual)
    ]
    return tuple(found)


def _layer(workspace: Workspace, layer: Layer) -> Layer:
    if not any(f.id in workspace.status for f in layer.features):
        return layer
    return replace(layer, features=tuple(_feature(workspace, f) for f in layer.features))


def _feature(workspace: Workspace, feature: Feature) -> Feature:
    own = workspace.status.get(feature.id)
    if own is None:
        return feature
    return replace(feature, status=own.status, status_date=own.status_date or feature.status_date)
