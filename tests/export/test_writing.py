"""A file is written whole or not at all."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from luoyang_gis.export.job import CancelledError
from luoyang_gis.export.writing import WriteError, replacing, write_bytes


def test_replaces_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "地图.html"
    path.write_text("old")
    path.chmod(0o640)
    write_bytes(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def spoil(path: Path, error: Exception) -> None:
    """Begin to write, as SQLite would, and fail."""
    with replacing(path) as part:
        assert part.suffix == path.suffix
        part.write_text("half")
        part.with_name(part.name + "-journal").write_text("journal")
        raise error


@pytest.mark.parametrize(
    ("error", "raised"),
    [
        (CancelledError(), CancelledError),
        (OSError(errno.ENOSPC, "full"), WriteError),
        (KeyError(), KeyError),
    ],
)
def test_failure_keeps_the_old_file_and_leaves_nothing(
    tmp_path: Path, error: Exception, raised: type[Exception]
) -> None:
    path = tmp_path / "map.gpkg"
    path.write_text("old")
    with pytest.raises(raised):
        spoil(path, error)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EROFS, "只读"),
        (errno.EACCES, "其他程序"),
    ],
)
def test_says_why_in_one_sentence(tmp_path: Path, number: int, word: str) -> None:
    with pytest.raises(WriteError) as caught:
        spoil(tmp_path / "a.html", OSError(number, "failed"))
    assert word in str(caught.value)
    assert "a.html" in str(caught.value)
    assert str(caught.value).count("。") == 1


def test_missing_folder_and_folder_as_file(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="文件夹不存在"):
        write_bytes(tmp_path / "none" / "a.html", b"")
    with pytest.raises(WriteError, match="这是一个文件夹"):
        write_bytes(tmp_path, b"")
