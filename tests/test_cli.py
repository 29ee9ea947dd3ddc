"""The command line's contract: JSON alone on stdout, sentences on stderr, exit statuses."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from luoyang_gis.cli import FINDINGS, FINE, LISTS, WRONG_USE, main

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
