"""Take typed values out of parsed TOML and JSON tables; a wrong type is a ValueError in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")


def want(table: Mapping[str, object], key: str, kind: type[T], default: T | None = None) -> T:
    """The value of a key, checked; without a default the key must be there."""
    value = table.get(key, default)
    if value is None:
        raise ValueError(f"缺少 {key}")
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        try:
            value = float(value)
        except OverflowError as error:
            raise ValueError(f"{key} 的数值过大") from error
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise ValueError(f"{key} 的值 {value!r} 类型不对")
    return value


def want_strings(table: Mapping[str, object], key: str) -> tuple[str, ...]:
    """A list of strings; none where the key is absent."""
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError(f"{key} 应是文字列表")
    return tuple(value)


def want_tables(table: Mapping[str, object], key: str) -> tuple[Mapping[str, object], ...]:
    """A list of tables; none where the key is absent."""
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise ValueError(f"{key} 应是表的列表")
    return tuple(value)
