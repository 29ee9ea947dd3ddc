"""Record actuals, correct links, set statuses; the log follows by itself (see `audit`)."""

from __future__ import annotations

from dataclasses import replace

from luoyang_gis.workspace.model import OWN, UserActual, UserLink, UserStatus, Workspace, link_key


def next_actual_id(workspace: Workspace) -> str:
    """An id that no actual of this workspace has or had."""
    prefix = f"{OWN}.a"
    used = [a.id for a in workspace.actuals] + [entry.subject for entry in workspace.log]
    numbers = [int(id_[len(prefix) :]) for id_ in used if _numbered(id_, prefix)]
    return f"{prefix}{max(numbers, default=0) + 1:04}"


def _numbered(id_: str, prefix: str) -> bool:
    tail = id_.removeprefix(prefix)
    return tail != id_ and tail.isascii() and tail.isdigit()


def put_actual(workspace: Workspace, actual: UserActual) -> Workspace:
    """With an actual recorded, or corrected where there is one with its id."""
    found = dict(workspace.actual)
    if found.get(actual.id) == actual:
        return workspace
    found[actual.id] = actual
    return replace(workspace, actuals=tuple(found.values()))


def delete_actual(workspace: Workspace, id_: str) -> Workspace:
    """Without one of the user's actuals, and without the links to it."""
    if id_ not in workspace.actual:
        return workspace
    links = tuple(link for link in workspace.links if link.record != id_)
    return replace(
        workspace,
        actuals=tuple(a for a in workspace.actuals if a.id != id_),
        links=workspace.links if len(links) == len(workspace.links) else links,
    )


def put_link(workspace: Workspace, link: UserLink) -> Workspace:
    """With a link added or corrected; a role of None says that there is none."""
    found = dict(workspace.link)
    if found.get(link.key) == link:
        return workspace
    found[link.key] = link
    return replace(workspace, links=tuple(found.values()))


def reset_link(workspace: Workspace, record: str, feature: str) -> Workspace:
    """As the ledger has it."""
    key = link_key(record, feature)
    if key not in workspace.link:
        return workspace
    return replace(workspace, links=tuple(x for x in workspace.links if x.key != key))


def put_status(workspace: Workspace, status: UserStatus) -> Workspace:
    """With a feature's status as the user knows it."""
    found = dict(workspace.status)
    if found.get(status.feature) == status:
        return workspace
    found[status.feature] = status
    return replace(workspace, statuses=tuple(found.values()))


def reset_status(workspace: Workspace, feature: str) -> Workspace:
    """As the atlas has it."""
    if feature not in workspace.status:
        return workspace
    return replace(workspace, statuses=tuple(s for s in workspace.statuses if s.feature != feature))
