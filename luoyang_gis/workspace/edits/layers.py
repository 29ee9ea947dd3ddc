"""Add, change, order and remove imported layers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from luoyang_gis.workspace.model import ImportedLayer, Workspace


def add(workspace: Workspace, layer: ImportedLayer) -> Workspace:
    """With one layer more, on top."""
    if layer.id in workspace.layer:
        raise ValueError("图层编号重复")
    return replace(workspace, layers=(*workspace.layers, layer))


def change(
    workspace: Workspace, id_: str, edit: Callable[[ImportedLayer], ImportedLayer]
) -> Workspace:
    """With a layer edited, e.g. `lambda x: replace(x, opacity=0.5)`; it keeps its id."""
    old = workspace.layer.get(id_)
    if old is None:
        return workspace
    new = replace(edit(old), id=id_)
    if new == old:
        return workspace
    return replace(workspace, layers=tuple(new if x.id == id_ else x for x in workspace.layers))


def reorder(workspace: Workspace, ids: Sequence[str]) -> Workspace:
    """In another order; layers that are not named come last."""
    rank = {id_: i for i, id_ in enumerate(ids)}
    order = tuple(sorted(workspace.layers, key=lambda x: rank.get(x.id, len(rank))))
    same = all(a is b for a, b in zip(order, workspace.layers, strict=True))
    return workspace if same else replace(workspace, layers=order)


def delete(workspace: Workspace, id_: str) -> Workspace:
    """Without a layer."""
    if id_ not in workspace.layer:
        return workspace
    return replace(workspace, layers=tuple(x for x in workspace.layers if x.id != id_))
