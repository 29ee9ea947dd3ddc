"""What tells one workspace from the next: small enough to write down after every action."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from luoyang_gis.workspace.codec import from_json, to_json
from luoyang_gis.workspace.model import (
    Annotation,
    ImportedLayer,
    LogEntry,
    Scene,
    UserActual,
    UserLink,
    UserStatus,
    Workspace,
)

Item: TypeAlias = Annotation | ImportedLayer | LogEntry | Scene | UserActual | UserLink | UserStatus
# Every collection of a workspace and what it holds.
COLLECTIONS: Mapping[str, type[Item]] = {
    "scenes": Scene,
    "annotations": Annotation,
    "layers": ImportedLayer,
    "actuals": UserActual,
    "links": UserLink,
    "statuses": UserStatus,
    "log": LogEntry,
}


@dataclass(frozen=True, slots=True)
class Part:
    """How one collection differs: what is new or other, what is gone, and the order if that
    does not follow."""

    put: tuple[Item, ...] = ()
    drop: tuple[str, ...] = ()
    order: tuple[str, ...] | None = None
    # Imported layers whose features stay as they were: those are too large to repeat.
    same_features: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """How a workspace differs from the one before."""

    parts: Mapping[str, Part] = field(default_factory=dict)
    title: str | None = None

    def __bool__(self) -> bool:
        return bool(self.parts) or self.title is not None

    @property
    def what(self) -> frozenset[str]:
        """The names of the collections that differ, and `title`."""
        return frozenset(self.parts) | ({"title"} if self.title is not None else frozenset())


def items(workspace: Workspace, name: str) -> tuple[Item, ...]:
    """A collection by name."""
    found: tuple[Item, ...] = getattr(workspace, name)
    return found


def between(before: Workspace, after: Workspace) -> Change:
    """The change that leads from one workspace to the other."""
    parts = {
        name: part
        for name in COLLECTIONS
        if (part := _part(items(before, name), items(after, name))) is not None
    }
    return Change(parts, after.title if after.title != before.title else None)


def _part(before: tuple[Item, ...], after: tuple[Item, ...]) -> Part | None:
    if before is after:
        return None
    old = {item.key: item for item in before}
    new = {item.key: item for item in after}
    put: list[Item] = []
    same: list[str] = []
    for key, item in new.items():
        was = old.get(key)
        if was is item or was == item:
            continue
        if (
            isinstance(item, ImportedLayer)
            and isinstance(was, ImportedLayer)
            and item.features is was.features
        ):
            same.append(key)
            item = replace(item, features=())
        put.append(item)
    drop = tuple(key for key in old if key not in new)
    follows = [key for key in old if key in new] + [key for key in new if key not in old]
    order = None if follows == list(new) else tuple(new)
    if not (put or drop or order):
        return None
    return Part(tuple(put), drop, order, tuple(same))


def apply(change: Change, workspace: Workspace) -> Workspace:
    """The workspace after a change; a ValueError where the change does not fit."""
    values: dict[str, object] = {
        name: _applied(part, items(workspace, name)) for name, part in change.parts.items()
    }
    if change.title is not None:
        values["title"] = change.title
    return replace(workspace, **values)  # type: ignore[arg-type]


def _applied(part: Part, before: tuple[Item, ...]) -> tuple[Item, ...]:
    found = {item.key: item for item in before}
    for key in part.drop:
        if found.pop(key, None) is None:
            raise ValueError(f"没有 {key}")
    for item in part.put:
        was = found.get(item.key)
        if isinstance(item, ImportedLayer) and item.key in part.same_features:
            if not isinstance(was, ImportedLayer):
                raise ValueError(f"没有图层 {item.key}")
            item = replace(item, features=was.features)
        found[item.key] = item
    if part.order is None:
        return tuple(found.values())
    if set(part.order) != set(found):
        raise ValueError("次序与内容不符")
    return tuple(found[key] for key in part.order)


def change_to_json(change: Change) -> dict[str, object]:
    """A change as JSON, without what is empty."""
    found: dict[str, object] = {name: dict(_lean(part)) for name, part in change.parts.items()}
    if change.title is not None:
        found["title"] = change.title
    return found


def _lean(part: Part) -> Iterator[tuple[str, object]]:
    for key in ("put", "drop", "order", "same_features"):
        value = getattr(part, key)
        if value or (key == "order" and value is not None):
            yield key, to_json(value)


def change_from_json(value: object) -> Change:
    """A change as it was written down; a ValueError says what is wrong with it."""
    if not isinstance(value, dict):
        raise ValueError("不是一次改动")
    table = dict(value)
    title = table.pop("title", None)
    if title is not None and not isinstance(title, str):
        raise ValueError("标题不是文字")
    unknown = table.keys() - COLLECTIONS.keys()
    if unknown:
        raise ValueError(f"不认识 {'、'.join(sorted(unknown))}")
    return Change({name: _read_part(name, part) for name, part in table.items()}, title)


def _read_part(name: str, value: object) -> Part:
    if not isinstance(value, dict) or not isinstance(value.get("put", []), list):
        raise ValueError(f"{name} 的改动读不懂")
    order = value.get("order")
    return Part(
        put=tuple(from_json(COLLECTIONS[name], item) for item in value.get("put", [])),
        drop=_keys(value.get("drop", [])),
        order=None if order is None else _keys(order),
        same_features=_keys(value.get("same_features", [])),
    )


def _keys(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(key, str) for key in value):
        raise ValueError("编号不是文字")
    return tuple(value)
