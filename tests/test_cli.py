"""The command line's contract: JSON alone on stdout, sentences on stderr, exit statuses."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from luoyang_gis.cli import FINDINGS, FINE, LISTS, main
from luoyang_gis.usage import WRONG_USE

TARGET_KEYS = {
    "id", "document", "section", "anchor", "indicator", "comparator", "value", "unit", "due",
    "kind", "theme", "summary", "status", "features",
}  # fmt: skip
FEATURE_KEYS = {
    "id", "name", "aliases", "layer", "status", "accuracy_m", "basis", "targets", "bbox", "geometry",
}  # fmt: skip


@pytest.mark.parametrize("what", LISTS)
def test_every_list_is_json(what: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", what, "--json"]) == FINE
    out = capsys.readouterr()
    assert isinstance(json.loads(out.out), list)
    assert out.err == ""


def test_documented_keys(capsys: pytest.CaptureFixture[str]) -> None:
    main(["list", "targets", "--json"])
    targets = json.loads(capsys.readouterr().out)
    main(["list", "features", "--json"])
    features = json.loads(capsys.readouterr().out)
    assert all(t.keys() >= TARGET_KEYS for t in targets)
    assert all(f.keys() >= FEATURE_KEYS for f in features)


def test_plain_lists_are_one_line_a_record(capsys: pytest.CaptureFixture[str]) -> None:
    main(["list", "layers", "--json"])
    count = len(json.loads(capsys.readouterr().out))
    main(["list", "layers"])
    assert len(capsys.readouterr().out.splitlines()) == count


def test_the_bundled_plan_has_no_findings(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == FINE, capsys.readouterr().out


def test_every_anchor_is_found(documents_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--documents", str(documents_dir)]) == FINE, capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["list", "nothing"], WRONG_USE),
        (["list", "targets", "--as-of", "gestern"], WRONG_USE),
        (["show", "rail.nowhere"], WRONG_USE),
        (["dance"], WRONG_USE),
        (["check", "--documents", "no/such/folder"], FINDINGS),
    ],
)
def test_wrong_use_is_one_sentence(arguments: list[str], status: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "luoyang_gis", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == status
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_listing_does_not_import_the_heavy_libraries() -> None:
    code = (
        "import sys; from luoyang_gis.cli import main; main(['list', 'layers']);"
        "print(sorted({'PySide6', 'geopandas', 'folium', 'pandas', 'shapely'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_output_cut_short_by_head_is_no_failure() -> None:
    done = subprocess.run(
        f"{sys.executable} -m luoyang_gis list targets | head -1",
        shell=True,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""


def test_conflicts_name_both_passages(capsys: pytest.CaptureFixture[str]) -> None:
    main(["list", "conflicts", "--json"])
    rows = json.loads(capsys.readouterr().out)
    assert {r["kind"] for r in rows} == {"changed", "disagree", "impossible"}
    for row in rows:
        assert row["message"].endswith("。")
        assert [p["record"] for p in row["passages"]] == row["records"]
        assert all(p["document"] and p["anchor"] for p in row["passages"])


def test_extract_proposes_in_the_shape_of_targets(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "next.txt"
    path.write_text(
        "2022年1月10日\n二、2022年重点工作\n新建公园12个，建成投用城北医院。\n", encoding="gb18030"
    )
    assert main(["extract", str(path), "--json"]) == FINE
    rows = json.loads(capsys.readouterr().out)
    assert [(r["value"], r["due"]) for r in rows] == [(12, "2022"), (None, "2022")]
    assert all(r.keys() >= {*TARGET_KEYS, "confidence"} for r in rows)
    assert main(["extract", str(path), "--csv"]) == FINE
    assert capsys.readouterr().out.count("\n") == 3
    assert main(["extract", str(path), "--compare"]) == WRONG_USE
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    capsys.readouterr()
    assert main(["extract", str(empty)]) == FINE
    said = capsys.readouterr()
    assert not said.out
    assert said.err.count("。") == 1
    assert str(empty) in said.err
    assert main(["extract", str(tmp_path / "none.txt")]) == FINDINGS


HELPS = "，用 luoyang-gis "


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["dance"], "没有“dance”这一项，可选的是 check、list、"),
        (["list"], "缺少 documents|indicators|"),
        (["list", "roads"], "没有“roads”这一项，可选的是 documents、"),
        (["list", "layers", "more"], "多出了不认识的参数 more"),
        (["list", "layers", "--json=yes"], "--json 不带值，请去掉 “yes”"),
        (["list", "targets", "--as-of", "2025-13-01"], "--as-of：日期“2025-13-01”应写作"),
        (["show"], "缺少 ID"),
        (["export", "docx", "--out", "a"], "没有“docx”这一项，可选的是 html、"),
        (["export", "png"], "缺少 --out"),
        (["export", "png", "--out"], "--out 后面缺少值"),
        (["export", "png", "--out", "a", "--size", "big"], "--size：尺寸“big”应写作"),
        (["export", "png", "--out", "a", "--size", f"9x{'9' * 5000}"], "--size：尺寸“9x9"),
        (["export", "png", "--out", "a", "--dpi", "1e9"], "--dpi 的值“1e9”不是整数"),
        (["export", "png", "--out", "a", "--layers", ","], "--layers：一个名字也没有"),
        # A shortened option would change its meaning with the next option of that beginning.
        (["export", "png", "--out", "a", "--siz", "9x9"], "多出了不认识的参数 --siz 9x9"),
        (["extract", "a", "--csv", "--json"], "--json 不能与 --csv 一起用"),
        (["extract", "a", "--least", "nan"], "--least：“nan”应是 0 至 1 之间的数"),
        (["check", "--documents", "a", "--reference", "b"], "--reference 不能与 --documents"),
        (["show", "a\nb"], "没有编号为“a b”的要素"),
    ],
)
def test_wrong_use_is_told_in_chinese(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        status = main(arguments)
    except SystemExit as end:
        status = end.code  # type: ignore[assignment]
    told = capsys.readouterr()
    assert status == WRONG_USE
    assert told.out == ""
    assert told.err.startswith(sentence)
    assert HELPS in told.err
    assert told.err.count("\n") == 1
    assert not re.search(r"argument|invalid|expected|required", told.err)


@pytest.mark.parametrize("command", [[], ["list"], ["export"]])
def test_help_is_chinese(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([*command, "--help"])
    assert end.value.code == FINE
    told = capsys.readouterr().out
    assert told.startswith("用法：luoyang-gis")
    assert not re.search(r"usage|options|arguments|show this", told)


BAD_TEXTS = {
    "binary": (b"\0\1\2" * 99, "不是文本文件"),
    "broken PDF": (b"%PDF-1.4 and no more", "PDF 打不开"),
    "neither encoding": (b"\xff\xfea", "既不是"),
}


@pytest.mark.parametrize(("content", "word"), BAD_TEXTS.values(), ids=BAD_TEXTS.keys())
def test_extract_of_what_is_no_document(tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "next.txt"
    path.write_bytes(content)
    # In a process of its own: libraries must not talk on stderr beside us.
    done = _run("extract", str(path), "--json")
    assert (done.returncode, done.stdout) == (FINDINGS, "")
    assert word in done.stderr
    assert done.stderr.count("\n") == 1


def test_what_is_no_file_or_folder_is_named_in_chinese(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "file.txt"
    file.write_text("洛阳", encoding="utf-8")
    for arguments, word in (
        (["extract", str(tmp_path)], "是文件夹"),
        (["extract", str(tmp_path / "none.txt")], "没有这个文件"),
        (["check", "--documents", str(file)], "不是文件夹"),
        (["export", "csv", "--out", str(tmp_path)], "是一个文件夹"),
        (["export", "csv", "--out", str(tmp_path / "none" / "a.csv")], "文件夹不存在"),
        (["export", "csv", "--out", "a.csv", "--workspace", str(tmp_path)], "是文件夹"),
    ):
        assert main(arguments) == FINDINGS
        told = capsys.readouterr()
        assert told.out == ""
        assert word in told.err
        assert told.err.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="没有 /dev/zero 的系统")
def test_a_file_without_end_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", "/dev/zero"]) == FINDINGS
    assert "不是普通文件" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="没有 /dev/full 的系统")
def test_a_full_disk_behind_the_output_is_one_sentence() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "luoyang_gis", "list", "targets", "--json"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == FINDINGS
    assert done.stderr == "结果写不出去（磁盘已满），请检查输出所在的磁盘。\n"


def test_output_that_knows_no_chinese_gets_the_same_document(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["list", "layers", "--json"])
    expected = json.loads(capsys.readouterr().out)
    done = _run("list", "layers", "--json", encoding="ascii")
    assert (done.returncode, done.stderr) == (FINE, "")
    assert json.loads(done.stdout) == expected
    assert _run("list", "layers", encoding="ascii").returncode == FINE


def test_main_py_is_the_same_command_line() -> None:
    script = Path(__file__).parent.parent / "main.py"
    done = subprocess.run(
        [sys.executable, script, "dance"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (WRONG_USE, "")
    assert done.stderr.startswith("没有“dance”")


def test_status_follows_the_day_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    def overdue(day: str) -> int:
        assert main(["list", "targets", "--as-of", day, "--json"]) == FINE
        return sum(t["status"] == "逾期" for t in json.loads(capsys.readouterr().out))

    assert overdue("0001-01-01") == 0
    assert overdue("2025-12-31") < overdue("9999-12-31")


def _run(*arguments: str, encoding: str = "utf-8") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "luoyang_gis", *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONIOENCODING": encoding},
    )


def test_a_picture_beyond_what_qt_reads_back_is_still_checked(
    qapp: QApplication, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    picture = ["export", "png", "--out", str(tmp_path / "wide.png"), "--size", "9000x7600"]
    assert main([*picture, "--layers", "municipality", "--plain", "--json"]) == FINE
    told = capfd.readouterr()
    counts = json.loads(told.out)["counts"]
    assert [c["found"] for c in counts[:2]] == [9000, 7600]
    assert "allocation" not in told.err
