"""Frozen dataclasses to JSON values and back, driven by their type hints."""

from __future__ import annotations

import base64
import binascii
import types
from collections.abc import Callable, Hashable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import TypeAlias, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from luoyang_gis.plan.model import Due
from luoyang_gis.workspace.model import ImportedFeature

T = TypeVar("T")
Json: TypeAlias = object
_SCALARS: tuple[type, ...] = (str, bool, int, float, type(None))


def to_json(value: object) -> Json:
    """The JSON value of anything a workspace holds; defaults are written, so that they may change."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, _SCALARS):
        return value
    if isinstance(value, Due):
        return value.code
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, ImportedFeature):
        return [base64.b64encode(value.wkb).decode("ascii"), *value.values]
    if isinstance(value, (tuple, list)):
        return [to_json(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_json(getattr(value, f.name)) for f in fields(value)}
    raise TypeError(f"{type(value).__name__} has no JSON form")


def from_json(kind: type[T], value: Json) -> T:
    """The dataclass that a JSON value describes; a ValueError says what is wrong with it."""
    return cast(T, decoder(cast(Hashable, kind))(value))


@cache
def decoder(hint: Hashable) -> Callable[[Json], object]:
    """What turns a JSON value into a value of the type."""
    if hint is object:
        return lambda value: value
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _union(get_args(hint))
    if origin is tuple:
        return _tuple(get_args(hint))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(decoder(get_args(hint)[1]))
    if hint is ImportedFeature:
        return _feature
    if hint is Due:
        return lambda value: Due.parse(_is(str, value))
    if hint is datetime or hint is date:
        return lambda value: hint.fromisoformat(_is(str, value))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return lambda value: hint(_is(str, value))
    if hint is float:
        return _float
    if hint in (str, int, bool):
        return lambda value: _is(cast(type, hint), value)
    if isinstance(hint, type) and is_dataclass(hint):
        return _dataclass(hint)
    raise TypeError(f"{hint!r} has no JSON form")


def _is(kind: type[T], value: Json) -> T:
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise ValueError(f"{str(value)[:40]!r} 不是 {kind.__name__}")
    return value


def _float(value: Json) -> float:
    return float(value) if type(value) is int else _is(float, value)


def _union(members: tuple[object, ...]) -> Callable[[Json], object]:
    concrete = [decoder(m) for m in members if m is not type(None)]
    if len(concrete) > 1:
        # Only plain values come in several types; they are what JSON made them.
        return lambda value: value
    (read,) = concrete
    return lambda value: None if value is None else read(value)


def _tuple(members: tuple[object, ...]) -> Callable[[Json], object]:
    if len(members) == 2 and members[1] is Ellipsis:
        read = decoder(members[0])
        return lambda value: tuple(read(item) for item in _is(list, value))
    reads = [decoder(m) for m in members]

    def fixed(value: Json) -> object:
        items = _is(list, value)
        if len(items) != len(reads):
            raise ValueError(f"应有 {len(reads)} 个值，现有 {len(items)} 个")
        return tuple(read(item) for read, item in zip(reads, items, strict=True))

    return fixed


def _mapping(read: Callable[[Json], object]) -> Callable[[Json], object]:
    return lambda value: {key: read(item) for key, item in _is(dict, value).items()}


def _feature(value: Json) -> ImportedFeature:
    wkb, *values = _is(list, value)
    try:
        return ImportedFeature(base64.b64decode(wkb), tuple(values))
    except (binascii.Error, TypeError) as error:
        raise ValueError("几何不是 base64 编码") from error


def _dataclass(kind: type) -> Callable[[Json], object]:
    hints = get_type_hints(kind)
    reads = {f.name: decoder(hints[f.name]) for f in fields(kind)}
    required = {
        f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING
    }

    def read(value: Json) -> object:
        table = _is(dict, value)
        missing = required - table.keys()
        if missing:
            raise ValueError(f"缺少 {'、'.join(sorted(missing))}")
        return kind(**{name: reads[name](table[name]) for name in reads if name in table})

    return read
