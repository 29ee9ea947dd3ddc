"""Opening, saving and recovering: whatever goes wrong ends in a sentence, and nothing is lost."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from luoyang_gis.errors import LuoyangError
from luoyang_gis.workspace import gpkg
from luoyang_gis.workspace.disk import (
    ChangedOnDiskError,
    DamagedError,
    FileError,
    NewerVersionError,
    OpenElsewhereError,
)
from luoyang_gis.workspace.journal import discard, unfinished
from luoyang_gis.workspace.keeper import Keeper
from luoyang_gis.workspace.lock import HeldError, Lock
from luoyang_gis.workspace.model import Workspace

from .test_gpkg import sample, with_format

posix = pytest.mark.skipif(os.name == "nt", reason="uses limits and users of POSIX")


class Desk:
    """A folder with a saved workspace, and every keeper opened in a test."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "工作区.gpkg"
        self.recovery = folder / "recovery"
        self.path.write_bytes(gpkg.encode(sample()))
        self._open: list[Keeper] = []

    def open(self, **options: bool) -> Keeper:
        return self.note(Keeper.open(self.path, self.recovery, **options))

    def new(self) -> Keeper:
        return self.note(Keeper.new(Workspace(title="新"), self.recovery))

    def note(self, keeper: Keeper) -> Keeper:
        self._open.append(keeper)
        return keeper

    def die(self, keeper: Keeper) -> None:
        """What the system does to a killed program: its locks go, its files stay."""
        journal, lock = keeper._journal, keeper._lock
        assert journal is not None
        for held in (journal._lock, lock):
            if held:
                os.close(held._fd)
                held._fd = -1
        journal._close()
        keeper._journal = keeper._lock = None

    def close(self) -> None:
        for keeper in self._open:
            keeper.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    found = Desk(tmp_path)
    yield found
    found.close()


def retitled(keeper: Keeper, title: str) -> None:
    keeper.record("改名", replace(keeper.workspace, title=title))


def test_open_edit_save_open(desk: Desk) -> None:
    keeper = desk.open()
    assert keeper.workspace == sample()
    retitled(keeper, "二")
    keeper.save()
    keeper.close()
    assert desk.open().workspace.title == "二"


def test_closing_leaves_only_the_file(desk: Desk) -> None:
    keeper = desk.open()
    retitled(keeper, "二")
    keeper.close()
    assert {p.name for p in desk.path.parent.iterdir()} == {desk.path.name, "recovery"}
    assert not list(desk.recovery.iterdir())
    assert not unfinished(desk.recovery)
    assert gpkg.decode(desk.path, desk.path.read_bytes()) == sample()


def test_a_dead_program_s_actions_are_offered(desk: Desk) -> None:
    keeper = desk.open()
    retitled(keeper, "二")
    retitled(keeper, "三")
    desk.die(keeper)
    (left,) = unfinished(desk.recovery)
    assert (left.path, left.actions, left.last) == (desk.path, 2, "改名")
    recovered = desk.note(Keeper.recover(left, desk.recovery))
    assert recovered.workspace.title == "三"
    recovered.save()
    assert gpkg.decode(desk.path, desk.path.read_bytes()).title == "三"
    assert not unfinished(desk.recovery)


def test_a_living_program_s_actions_are_not_offered(desk: Desk) -> None:
    retitled(desk.open(), "二")
    assert not unfinished(desk.recovery)


def test_a_program_that_died_without_edits_left_nothing(desk: Desk) -> None:
    desk.die(desk.open())
    assert not unfinished(desk.recovery)
    assert not list(desk.recovery.iterdir())


def test_what_was_never_saved_is_offered_again_and_again(desk: Desk) -> None:
    keeper = desk.new()
    retitled(keeper, "没存过")
    desk.die(keeper)
    for _ in range(3):
        (left,) = unfinished(desk.recovery)
        assert left.path is None
        keeper = Keeper.recover(left, desk.recovery)
        assert keeper.workspace.title == "没存过"
        desk.die(keeper)
    discard(unfinished(desk.recovery)[0])
    assert not unfinished(desk.recovery)


def test_a_torn_last_line_costs_the_last_action_only(desk: Desk) -> None:
    keeper = desk.open()
    retitled(keeper, "二")
    retitled(keeper, "三")
    desk.die(keeper)
    (journal,) = desk.recovery.glob("*/journal-*")
    whole = journal.read_bytes()
    start = whole.rstrip(b"\n").rindex(b"\n") + 1
    for length in range(start, len(whole)):
        journal.write_bytes(whole[:length])
        (left,) = unfinished(desk.recovery)
        assert left.load().title == "二"
    for rubbish in (b"\0" * 512, b"deadbeef {}\n", b"\xff\xfe\n"):
        journal.write_bytes(whole + rubbish)
        assert unfinished(desk.recovery)[0].load().title == "三"


def test_saving_starts_the_journal_anew(desk: Desk) -> None:
    keeper = desk.open()
    for n in range(50):
        retitled(keeper, f"{n}")
    keeper.save()
    (journal,) = desk.recovery.glob("*/journal-*")
    assert len(journal.read_bytes().splitlines()) == 1
    retitled(keeper, "之后")
    desk.die(keeper)
    (left,) = unfinished(desk.recovery)
    assert left.actions == 1
    assert left.load().title == "之后"


def test_dying_right_after_the_file_was_written_is_no_conflict(desk: Desk) -> None:
    keeper = desk.open()
    retitled(keeper, "二")
    desk.path.write_bytes(gpkg.encode(keeper.workspace))
    desk.die(keeper)
    (left,) = unfinished(desk.recovery)
    recovered = desk.note(Keeper.recover(left, desk.recovery))
    assert not recovered.changed_on_disk()
    recovered.save()


def test_one_file_opens_once(desk: Desk) -> None:
    keeper = desk.open()
    with pytest.raises(OpenElsewhereError, match="已在另一个窗口或电脑上打开，使用者："):
        desk.open()
    reader = desk.open(read_only=True)
    with pytest.raises(FileError, match="只读"):
        reader.save()
    keeper.close()
    desk.open()


def test_the_lock_of_a_dead_process_is_taken(desk: Desk) -> None:
    code = """
        import os, sys
        from pathlib import Path
        from luoyang_gis.workspace.keeper import Keeper
        Keeper.open(Path(sys.argv[1]), Path(sys.argv[2]))
        os._exit(9)
    """
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), str(desk.path), str(desk.recovery)],
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert run.returncode == 9
    assert list(desk.path.parent.glob(".~lock.*"))
    desk.open()


def test_the_lock_of_another_machine_needs_a_decision(desk: Desk) -> None:
    lock = desk.path.with_name(f".~lock.{desk.path.name}")
    holder = {"user": "李", "host": "另一台", "pid": 1, "since": "2021-03-01T00:00:00+00:00"}
    lock.write_text(json.dumps(holder), encoding="utf-8")
    with pytest.raises(OpenElsewhereError, match="李（另一台"):
        desk.open()
    desk.open(force=True)
    assert json.loads(lock.read_text(encoding="utf-8"))["host"] == socket.gethostname()


def test_a_senseless_lock_file_is_taken(desk: Desk) -> None:
    desk.path.with_name(f".~lock.{desk.path.name}").write_bytes(b"\xff{}")
    desk.open()


def test_releasing_twice_does_not_take_the_next_one_s_lock(tmp_path: Path) -> None:
    first = Lock.take(tmp_path / "l")
    first.release()
    second = Lock.take(tmp_path / "l")
    first.release()
    with pytest.raises(HeldError):
        Lock.take(tmp_path / "l")
    second.release()


def test_a_file_changed_by_others_is_not_overwritten_unasked(desk: Desk) -> None:
    keeper = desk.open()
    retitled(keeper, "我的")
    other = gpkg.encode(replace(sample(), title="别人的"))
    desk.path.write_bytes(other)
    with pytest.raises(ChangedOnDiskError, match="又被别的程序改过"):
        keeper.save()
    assert desk.path.read_bytes() == other
    keeper.save(overwrite=True)
    assert gpkg.decode(desk.path, desk.path.read_bytes()).title == "我的"
    keeper.save()


def test_a_file_with_another_program_s_open_edits_is_left_alone(desk: Desk) -> None:
    wal = desk.path.with_name(f"{desk.path.name}-wal")
    wal.write_bytes(b"x")
    with pytest.raises(OpenElsewhereError, match="QGIS"):
        desk.open()
    wal.unlink()
    keeper = desk.open()
    wal.write_bytes(b"x")
    with pytest.raises(OpenElsewhereError, match="QGIS"):
        keeper.save()


def test_saving_elsewhere_moves_there(desk: Desk, tmp_path: Path) -> None:
    keeper = desk.open()
    retitled(keeper, "另存")
    other = tmp_path / "另一份.gpkg"
    keeper.save(other)
    assert keeper.path == other
    assert gpkg.decode(desk.path, desk.path.read_bytes()) == sample()
    desk.open()
    with pytest.raises(OpenElsewhereError):
        Keeper.open(other, desk.recovery)


def test_saving_over_a_file_that_is_open_elsewhere_is_refused(desk: Desk) -> None:
    desk.open()
    keeper = desk.new()
    with pytest.raises(OpenElsewhereError):
        keeper.save(desk.path)
    assert keeper.path is None
    assert gpkg.decode(desk.path, desk.path.read_bytes()) == sample()


def newer(data: bytes) -> bytes:
    return with_format(data, str(gpkg.FORMAT + 1))


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (newer, NewerVersionError),
        (lambda data: data[:5000], DamagedError),
        (lambda data: data[:20000] + b"\0" * 20000 + data[40000:], DamagedError),
        (lambda data: b"", DamagedError),
    ],
)
def test_a_file_that_cannot_be_read_stays_untouched(
    desk: Desk, spoil: Callable[[bytes], bytes], error: type[LuoyangError]
) -> None:
    spoilt = spoil(desk.path.read_bytes())
    desk.path.write_bytes(spoilt)
    with pytest.raises(error) as told:
        desk.open()
    assert str(told.value).startswith("工作区.gpkg：")
    assert str(told.value).count("。") == 1
    assert desk.path.read_bytes() == spoilt
    assert not list(desk.path.parent.glob(".*"))


def test_a_missing_file_or_folder_has_its_sentence(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(FileError, match="找不到"):
        Keeper.open(tmp_path / "没有.gpkg", desk.recovery)
    with pytest.raises(FileError, match="网络盘"):
        Keeper.open(tmp_path / "断开的盘" / "w.gpkg", desk.recovery)


def test_a_vanished_drive_loses_nothing(desk: Desk, tmp_path: Path) -> None:
    drive = tmp_path / "盘"
    drive.mkdir()
    keeper = desk.new()
    keeper.save(drive / "w.gpkg")
    retitled(keeper, "二")
    drive.rename(tmp_path / "拔掉的盘")
    with pytest.raises(FileError, match="网络盘已断开"):
        keeper.save()
    keeper.save(tmp_path / "本机.gpkg")
    assert gpkg.decode(tmp_path, (tmp_path / "本机.gpkg").read_bytes()).title == "二"


def test_a_read_only_file_is_not_replaced(desk: Desk, tmp_path: Path) -> None:
    keeper = desk.open()
    retitled(keeper, "二")
    desk.path.chmod(0o444)
    with pytest.raises(FileError, match="只读"):
        keeper.save()
    assert gpkg.decode(desk.path, desk.path.read_bytes()) == sample()
    keeper.save(tmp_path / "另存.gpkg")


def in_a_child(code: str, *arguments: object) -> str:
    """Run code in a process of its own, that it may limit."""
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


@posix
def test_a_full_disk_keeps_the_old_file_and_the_actions(desk: Desk) -> None:
    before = desk.path.read_bytes()
    said = in_a_child(
        """
        import os, resource, sys
        from dataclasses import replace
        from pathlib import Path
        from luoyang_gis.errors import LuoyangError
        from luoyang_gis.workspace.keeper import Keeper
        keeper = Keeper.open(Path(sys.argv[1]), Path(sys.argv[2]))
        keeper.record("改名", replace(keeper.workspace, title="二"))
        # A limit on the size of files is as near to a full disk as a test may come.
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
        try:
            keeper.save()
        except LuoyangError as error:
            print(error)
        keeper.record("改名", replace(keeper.workspace, title="三"))
        print(keeper.trouble)
        sys.stdout.flush()
        os._exit(0)
        """,
        desk.path,
        desk.recovery,
    )
    assert (
        said
        == "工作区.gpkg：保存失败，磁盘已满或超出配额，请腾出空间或另存到别的磁盘，原文件未动。"
    )
    assert desk.path.read_bytes() == before
    assert not list(desk.path.parent.glob(".*.saving"))
    assert unfinished(desk.recovery)[0].load().title == "三"


@posix
def test_a_read_only_folder_opens_for_reading() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "w.gpkg").write_bytes(gpkg.encode(sample()))
        (folder / "own").mkdir()
        (folder / "own").chmod(0o777)
        folder.chmod(0o555)
        said = in_a_child(
            """
            import os, sys
            from pathlib import Path
            import pyproj
            from luoyang_gis.errors import LuoyangError
            from luoyang_gis.workspace.keeper import Keeper
            if os.getuid() == 0:
                # Permissions mean nothing to root.
                os.setuid(65534)
            folder = Path(sys.argv[1])
            keeper = Keeper.open(folder / "w.gpkg", folder / "own")
            print(keeper.read_only, keeper.workspace.title)
            for path in (None, folder / "另存.gpkg"):
                try:
                    keeper.save(path)
                except LuoyangError as error:
                    print(error)
            keeper.close()
            """,
            folder,
        )
        folder.chmod(0o755)
    opened, same, elsewhere = said.splitlines()
    assert opened == "True 汇报稿"
    assert "只读方式打开" in same
    assert "是只读的" in elsewhere


def test_edits_go_on_where_no_journal_can_be_kept(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "recovery").write_text("不是文件夹", encoding="utf-8")
    keeper = desk.open()
    assert keeper.trouble.startswith("自动保存不起作用")
    retitled(keeper, "二")
    keeper.sync()
    keeper.save()
    assert gpkg.decode(desk.path, desk.path.read_bytes()).title == "二"
    (tmp_path / "recovery").unlink()
    retitled(keeper, "三")
    assert not keeper.trouble
    desk.die(keeper)
    assert unfinished(desk.recovery)[0].load().title == "三"


def test_a_recovered_file_that_is_open_elsewhere_is_recovered_without_it(desk: Desk) -> None:
    keeper = desk.open()
    retitled(keeper, "二")
    desk.die(keeper)
    desk.open()
    (left,) = unfinished(desk.recovery)
    recovered = desk.note(Keeper.recover(left, desk.recovery))
    assert recovered.path is None
    assert recovered.workspace.title == "二"
