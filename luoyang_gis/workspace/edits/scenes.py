"""Capture, update, order, copy and delete scenes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from luoyang_gis.workspace.model import Scene, Workspace, new_id


def add(workspace: Workspace, scene: Scene, after: str | None = None) -> Workspace:
    """With one scene more, after another or at the end."""
    if scene.id in workspace.scene:
        raise ValueError("场景编号重复")
    order = list(workspace.scenes)
    index = next((i + 1 for i, s in enumerate(order) if s.id == after), len(order))
    order.insert(index, scene)
    return replace(workspace, scenes=tuple(order))


def change(workspace: Workspace, id_: str, edit: Callable[[Scene], Scene]) -> Workspace:
    """With a scene edited, e.g. `lambda s: replace(s, title="…")`; it keeps its id."""
    old = workspace.scene.get(id_)
    if old is None:
        return workspace
    new = replace(edit(old), id=id_)
    if new == old:
        return workspace
    return replace(workspace, scenes=tuple(new if s.id == id_ else s for s in workspace.scenes))


def rename(workspace: Workspace, id_: str, title: str) -> Workspace:
    """With another title."""
    return change(workspace, id_, lambda s: replace(s, title=title))


def move(workspace: Workspace, id_: str, index: int) -> Workspace:
    """At another place in the story."""
    scene = workspace.scene.get(id_)
    if scene is None:
        return workspace
    order = [s for s in workspace.scenes if s.id != id_]
    order.insert(max(0, min(index, len(order))), scene)
    return reorder(workspace, [s.id for s in order])


def reorder(workspace: Workspace, ids: Sequence[str]) -> Workspace:
    """In another order; scenes that are not named come last."""
    rank = {id_: i for i, id_ in enumerate(ids)}
    order = tuple(sorted(workspace.scenes, key=lambda s: rank.get(s.id, len(rank))))
    return workspace if order == workspace.scenes else replace(workspace, scenes=order)


def duplicate(workspace: Workspace, id_: str) -> tuple[Workspace, str]:
    """With a copy of a scene and of its own annotations behind it; and the copy's id."""
    copy = replace(workspace.scene[id_], id=new_id())
    copy = replace(copy, title=f"{copy.title}（副本）")
    own = tuple(
        replace(a, id=new_id(), scene=copy.id) for a in workspace.annotations if a.scene == id_
    )
    found = add(workspace, copy, after=id_)
    return replace(found, annotations=(*found.annotations, *own)), copy.id


def delete(workspace: Workspace, id_: str) -> Workspace:
    """Without a scene and the annotations that belong to it alone."""
    if id_ not in workspace.scene:
        return workspace
    kept = tuple(a for a in workspace.annotations if a.scene != id_)
    return replace(
        workspace,
        scenes=tuple(s for s in workspace.scenes if s.id != id_),
        annotations=workspace.annotations if len(kept) == len(workspace.annotations) else kept,
    )
