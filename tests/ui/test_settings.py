"""What is remembered survives, and what is spoilt is as if never set."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray

from luoyang_gis.ui.settings import RECENT_LIMIT, Settings


def test_values_survive(tmp_path: Path) -> None:
    file = tmp_path / "s.ini"
    one = Settings(file)
    one.set("a/text", "字")
    one.set("a/flag", True)
    one.set("a/blob", QByteArray(b"\x00\xff"))
    one.save()
    other = Settings(file)
    assert other.text("a/text") == "字"
    assert other.flag("a/flag")
    assert other.blob("a/blob") == QByteArray(b"\x00\xff")
    other.forget("a/text")
    assert other.text("a/text", "没有") == "没有"


@given(st.binary(max_size=300))
def test_a_spoilt_file_is_as_if_there_were_none(tmp_path_factory, data: bytes) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path_factory.mktemp("s") / "s.ini"
    file.write_bytes(data)
    settings = Settings(file)
    assert settings.choice("look/theme", ("system", "dark")) in ("system", "dark")
    assert isinstance(settings.recent(), tuple)
    settings.set("look/theme", "dark")
    assert settings.choice("look/theme", ("system", "dark")) == "dark"


def test_recent_files_are_the_last_that_still_exist(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "s.ini")
    files = [tmp_path / f"工作区 {n}.gpkg" for n in range(RECENT_LIMIT + 2)]
    for file in files:
        file.touch()
        settings.add_recent(file)
    settings.add_recent(files[-2])
    assert settings.recent()[:2] == (files[-2].resolve(), files[-1].resolve())
    assert len(settings.recent()) == RECENT_LIMIT
    files[-2].unlink()
    assert settings.recent()[0] == files[-1].resolve()
