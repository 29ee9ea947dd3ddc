"""Read text, TOML, CSV and JSON files; whatever is wrong with one ends in a single sentence."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import stat
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from luoyang_gis.errors import DataError, reason

# A bundled file of this size is no longer one that people review; a hostile one is refused unread.
MAX_BYTES = 64 * 1024 * 1024


def size_of(path: Path) -> int:
    """The size of a regular file; a folder, pipe or device is an OSError: it may never end."""
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "不是普通文件")
    return status.st_size


def read_text(path: Path) -> str:
    """The file's text in UTF-8, with or without a byte order mark."""
    try:
        size = size_of(path)
        if size > MAX_BYTES:
            raise DataError(
                path.name,
                f"文件有 {size // 2**20} MB，超过 {MAX_BYTES // 2**20} MB 的上限，",
                "请拆分或简化后再用。",
            )
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(
            path.name, f"第 {error.start + 1} 字节处不是 UTF-8 编码，", "请另存为 UTF-8。"
        ) from error
    except FileNotFoundError as error:
        raise DataError(path.name, f"找不到这个文件（{path.parent}），", "请检查路径。") from error
    except OSError as error:
        raise DataError(
            path.name, f"读不出来（{reason(error)}），", "请检查权限或磁盘。"
        ) from error


def read_toml(path: Path) -> dict[str, object]:
    """A TOML table."""
    try:
        return tomllib.loads(read_text(path))
    except (ValueError, RecursionError) as error:
        raise DataError(path.name, f"不是合法的 TOML（{error}），", "请改正该处语法。") from error


def read_json(path: Path) -> object:
    """A JSON document without NaN or infinities."""
    try:
        return json.loads(read_text(path), parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise DataError(
            path.name,
            f"第 {error.lineno} 行第 {error.colno} 列起不是合法的 JSON，",
            "文件可能被截断，请重新取得。",
        ) from error
    except RecursionError as error:
        raise DataError(path.name, "括号嵌套过深，", "这不是一份地图数据。") from error
    except ValueError as error:
        # A number of thousands of digits is refused by the interpreter itself, in its own words.
        problem = str(error) if isinstance(error, _NotFiniteError) else "有一个数长得离谱"
        raise DataError(path.name, f"{problem}，", "请改为有限的数值。") from error


class _NotFiniteError(ValueError):
    """JSON has no NaN and no infinity."""


def _refuse_constant(name: str) -> float:
    raise _NotFiniteError(f"含有 {name}")


def read_csv(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Each record with its line number; the header must name every column."""
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        missing = [name for name in columns if name not in header]
        if missing:
            raise DataError(path.name, f"缺少列 {'、'.join(missing)}，", "请补全表头。")
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                raise DataError(
                    path.name,
                    f"第 {reader.line_num} 行有 {len(cells)} 列，表头有 {len(header)} 列，",
                    "请检查逗号和引号。",
                )
            yield reader.line_num, dict(zip(header, (cell.strip() for cell in cells), strict=True))
    except csv.Error as error:
        raise DataError(
            path.name, f"第 {reader.line_num} 行不是合法的 CSV（{error}），", "请检查引号。"
        ) from error
