"""Add, move, shape, style, stack, align and copy annotations."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from luoyang_gis.errors import LuoyangError
from luoyang_gis.workspace import shapes
from luoyang_gis.workspace.codec import from_json, to_json
from luoyang_gis.workspace.model import (
    Annotation,
    AnnotationKind,
    LonLat,
    Style,
    Workspace,
    new_id,
    now,
)

CLIPBOARD = "luoyang-gis/annotations"
CLIPBOARD_LIMIT = 16 * 1024 * 1024
# How far a copy lies from its original, in degrees: about 150 m.
NUDGE = (0.0015, -0.0012)


def add(workspace: Workspace, *added: Annotation) -> Workspace:
    """With more annotations, on top."""
    if not added:
        return workspace
    keys = [a.id for a in (*workspace.annotations, *added)]
    if len(set(keys)) < len(keys):
        raise ValueError("标注编号重复")
    return replace(workspace, annotations=(*workspace.annotations, *added))


def delete(workspace: Workspace, ids: Collection[str]) -> Workspace:
    """Without these annotations."""
    kept = tuple(a for a in workspace.annotations if a.id not in ids)
    return _with(workspace, kept)


def _with(workspace: Workspace, annotations: tuple[Annotation, ...]) -> Workspace:
    same = len(annotations) == len(workspace.annotations) and all(
        a is b for a, b in zip(annotations, workspace.annotations, strict=True)
    )
    return workspace if same else replace(workspace, annotations=annotations)


def change(
    workspace: Workspace,
    ids: Collection[str],
    edit: Callable[[Annotation], Annotation],
    at: datetime | None = None,
) -> Workspace:
    """With these annotations edited; those that come out equal keep their date."""
    when = at or now()

    def edited(old: Annotation) -> Annotation:
        if old.id not in ids:
            return old
        new = edit(old)
        return old if new == old else replace(new, modified=when)

    return _with(workspace, tuple(edited(a) for a in workspace.annotations))


def put(workspace: Workspace, *changed: Annotation, at: datetime | None = None) -> Workspace:
    """With annotations in the place of those of the same id: what a tool hands back."""
    new = {a.id: a for a in changed}
    return change(workspace, new.keys(), lambda old: new[old.id], at)


def move(
    workspace: Workspace, ids: Collection[str], dlon: float, dlat: float, at: datetime | None = None
) -> Workspace:
    """Moved by degrees, together, never beyond the world's edge."""
    chosen = _chosen(workspace, ids)
    if not chosen:
        return workspace
    dlon, dlat = shapes.bounded_shift([p for a in chosen for p in a.points], dlon, dlat)
    return change(workspace, ids, lambda a: shapes.shifted(a, dlon, dlat), at)


def rotate(
    workspace: Workspace, ids: Collection[str], degrees: float, at: datetime | None = None
) -> Workspace:
    """Turned clockwise about their common middle; one alone about its own."""
    chosen = _chosen(workspace, ids)
    if not chosen:
        return workspace
    centre = shapes.middle([p for a in chosen for p in a.points])
    return change(workspace, ids, lambda a: shapes.rotated(a, degrees, centre), at)


def set_text(
    workspace: Workspace, ids: Collection[str], text: str, at: datetime | None = None
) -> Workspace:
    """With another text."""
    return change(workspace, ids, lambda a: replace(a, text=text), at)


def restyle(
    workspace: Workspace,
    ids: Collection[str],
    edit: Callable[[Style], Style],
    at: datetime | None = None,
) -> Workspace:
    """With another style, e.g. `lambda s: replace(s, width=3)`."""
    return change(workspace, ids, lambda a: replace(a, style=edit(a.style)), at)


def attach(
    workspace: Workspace, ids: Collection[str], feature: str | None, at: datetime | None = None
) -> Workspace:
    """Attached to a feature, or to none."""
    return change(workspace, ids, lambda a: replace(a, feature=feature), at)


def assign(
    workspace: Workspace, ids: Collection[str], scene: str | None, at: datetime | None = None
) -> Workspace:
    """Shown in one scene only, or in all."""
    if scene is not None and scene not in workspace.scene:
        raise ValueError(f"没有场景 {scene}")
    return change(workspace, ids, lambda a: replace(a, scene=scene), at)


def next_number(workspace: Workspace, scene: str | None) -> int:
    """The number of the next marker of a scene."""
    used = [a.number for a in workspace.annotations_in(scene) if a.kind is AnnotationKind.MARKER]
    return max(used, default=0) + 1


def duplicate(
    workspace: Workspace, ids: Collection[str], at: datetime | None = None
) -> tuple[Workspace, tuple[str, ...]]:
    """With copies of these, a little aside and on top; and the copies' ids."""
    copies = _copies(_chosen(workspace, ids), NUDGE, at)
    return add(workspace, *copies), tuple(a.id for a in copies)


def _copies(
    annotations: Iterable[Annotation], offset: LonLat, at: datetime | None
) -> tuple[Annotation, ...]:
    when = at or now()
    found = tuple(annotations)
    dlon, dlat = shapes.bounded_shift([p for a in found for p in a.points], *offset)
    return tuple(
        replace(shapes.shifted(a, dlon, dlat), id=new_id(), created=when, modified=when)
        for a in found
    )


def copy(workspace: Workspace, ids: Collection[str]) -> str:
    """These annotations as text for the clipboard."""
    chosen = [to_json(a) for a in _chosen(workspace, ids)]
    return json.dumps({"type": CLIPBOARD, "annotations": chosen}, ensure_ascii=False)


def paste(
    workspace: Workspace,
    text: str,
    scene: str | None = None,
    offset: LonLat = NUDGE,
    at: datetime | None = None,
) -> tuple[Workspace, tuple[str, ...]]:
    """With the clipboard's annotations on top, in a scene or in all; and their ids."""
    try:
        if len(text) > CLIPBOARD_LIMIT:
            raise ValueError("太大")
        table = json.loads(text)
        if not isinstance(table, dict) or table.get("type") != CLIPBOARD:
            raise ValueError("不是标注")
        read = [from_json(Annotation, item) for item in table["annotations"]]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise LuoyangError("剪贴板里不是标注，", "请先在地图上复制标注再粘贴。") from error
    pasted = _copies((replace(a, scene=scene) for a in read), offset, at)
    return add(workspace, *pasted), tuple(a.id for a in pasted)


def _chosen(workspace: Workspace, ids: Collection[str]) -> tuple[Annotation, ...]:
    return tuple(a for a in workspace.annotations if a.id in ids)


class Stack(StrEnum):
    """Where to in the stack."""

    FRONT = "front"
    FORWARD = "forward"
    BACKWARD = "backward"
    BACK = "back"


def restack(workspace: Workspace, ids: Collection[str], to: Stack) -> Workspace:
    """Moved up or down in the stack, keeping their own order."""
    order = list(workspace.annotations)
    chosen = [a for a in order if a.id in ids]
    others = [a for a in order if a.id not in ids]
    match to:
        case Stack.FRONT:
            order = others + chosen
        case Stack.BACK:
            order = chosen + others
        case Stack.FORWARD:
            for i in range(len(order) - 2, -1, -1):
                if order[i].id in ids and order[i + 1].id not in ids:
                    order[i], order[i + 1] = order[i + 1], order[i]
        case Stack.BACKWARD:
            for i in range(1, len(order)):
                if order[i].id in ids and order[i - 1].id not in ids:
                    order[i], order[i - 1] = order[i - 1], order[i]
    return _with(workspace, tuple(order))


class Edge(StrEnum):
    """What to align by."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"


def align(
    workspace: Workspace, ids: Collection[str], edge: Edge, at: datetime | None = None
) -> Workspace:
    """Moved so that their edges or middles lie on one line."""
    boxes = {a.id: shapes.bounds(a) for a in _chosen(workspace, ids)}
    if len(boxes) < 2:
        return workspace
    west = min(b[0] for b in boxes.values())
    south = min(b[1] for b in boxes.values())
    east = max(b[2] for b in boxes.values())
    north = max(b[3] for b in boxes.values())

    def shifted(a: Annotation) -> Annotation:
        w, s, e, n = boxes[a.id]
        dlon, dlat = {
            Edge.LEFT: (west - w, 0.0),
            Edge.CENTRE: ((west + east - w - e) / 2, 0.0),
            Edge.RIGHT: (east - e, 0.0),
            Edge.BOTTOM: (0.0, south - s),
            Edge.MIDDLE: (0.0, (south + north - s - n) / 2),
            Edge.TOP: (0.0, north - n),
        }[edge]
        return shapes.shifted(a, *shapes.bounded_shift(a.points, dlon, dlat))

    return change(workspace, boxes.keys(), shifted, at)


def distribute(
    workspace: Workspace, ids: Collection[str], vertical: bool = False, at: datetime | None = None
) -> Workspace:
    """Moved so that their middles lie at equal distances; the outermost stay."""
    axis = 1 if vertical else 0
    middles = {
        a.id: (box[axis] + box[axis + 2]) / 2
        for a in _chosen(workspace, ids)
        for box in (shapes.bounds(a),)
    }
    if len(middles) < 3:
        return workspace
    order = sorted(middles, key=lambda id_: middles[id_])
    first, last = middles[order[0]], middles[order[-1]]
    step = (last - first) / (len(order) - 1)
    delta = {id_: first + i * step - middles[id_] for i, id_ in enumerate(order)}

    def shifted(a: Annotation) -> Annotation:
        wanted = (0.0, delta[a.id]) if vertical else (delta[a.id], 0.0)
        return shapes.shifted(a, *shapes.bounded_shift(a.points, *wanted))

    return change(workspace, order[1:-1], shifted, at)
