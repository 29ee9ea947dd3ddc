"""Reading the ledger and the atlas: what is right is read, what is wrong is one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoyang_gis.errors import DataError
from luoyang_gis.plan.files import read_json
from luoyang_gis.plan.load import load, read
from luoyang_gis.plan.validate import unlinked, validate
from tests.plan.conftest import COLUMNS, feature, write_features


def test_small_plan_has_no_findings(plan_root: Path) -> None:
    plan = load(plan_root)
    assert validate(plan) == ()
    assert unlinked(plan) == ()
    assert plan.record["doc.0001"].value == 8000
    assert plan.feature["place.luoyang"].geometry.bbox == (112.45, 34.62, 112.45, 34.62)


def test_byte_order_mark_is_tolerated(plan_root: Path) -> None:
    path = plan_root / "resources" / "targets" / "doc.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load(plan_root).targets[0].id == "doc.0001"


HOSTILE = {
    "truncated": b'{"type":"FeatureCollection","features":[{"type":"Fea',
    "not a number": b'{"type":"FeatureCollection","features":[NaN]}',
    "gbk": "洛阳".encode("gbk"),
    "brackets": b"[" * 2_000_000,
    "empty": b"",
    "wrong kind": b"[1, 2, 3]",
    "latin": "Luòyáng".encode("latin-1"),
    "endless number": b'{"features":[' + b"9" * 5000 + b"]}",
    "null features": b'{"type":"FeatureCollection","features":[null]}',
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_layer_is_one_finding(plan_root: Path, content: bytes) -> None:
    (plan_root / "layers" / "places.geojson").write_bytes(content)
    findings = read(plan_root).findings
    assert len(findings) == 1
    assert findings[0].file == "places.geojson"
    assert "\n" not in str(findings[0])
    with pytest.raises(DataError, match=r"places\.geojson"):
        load(plan_root)


def test_oversized_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as file:
        file.truncate(100 * 2**20)
    with pytest.raises(DataError, match="上限"):
        read_json(path)


GEOMETRIES = {
    "missing": None,
    "no coordinates": {"type": "Point"},
    "text": {"type": "Point", "coordinates": ["112", "34"]},
    "out of range": {"type": "Point", "coordinates": [34.6, 112.4]},
    "infinite": {"type": "Point", "coordinates": [1e999, 34]},
    "beyond every float": {"type": "Point", "coordinates": [10**400, 34]},
    "unknown type": {"type": "Circle", "coordinates": [112, 34]},
    "wrong depth": {"type": "LineString", "coordinates": [112, 34]},
    "one point": {"type": "LineString", "coordinates": [[112, 34]]},
    "open ring": {"type": "Polygon", "coordinates": [[[112, 34], [113, 34], [113, 35], [112, 35]]]},
}


@pytest.mark.parametrize("geometry", GEOMETRIES.values(), ids=GEOMETRIES.keys())
def test_bad_geometry_names_its_feature(plan_root: Path, geometry: object) -> None:
    write_features(plan_root, feature(), feature(id="place.bad", geometry=geometry))
    reading = read(plan_root)
    assert [f.id for f in reading.plan.features] == ["place.luoyang"]
    assert len(reading.findings) == 1


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ("doc.0002,一,锚,target,,地区生产总值,=,八千,,亿元,2025,,综合,摘要,", "不是数"),
        ("doc.0002,一,锚,target,,地区生产总值,=,nan,,亿元,2025,,综合,摘要,", "有限"),
        ("doc.0002,一,锚,target,,地区生产总值,约,1,,亿元,2025,,综合,摘要,", "比较符"),
        ("doc.0002,一,锚,goal,,地区生产总值,=,1,,亿元,2025,,综合,摘要,", "类别"),
        ("doc.0002,一,锚,target,,地区生产总值,=,1,,亿元,2025-13,,综合,摘要,", "日期"),
        ("doc.0002,一,锚,target,,地区生产总值,=,1,,亿元,2025,,天气,摘要,", "主题"),
        ("doc0002,一,锚,target,,地区生产总值,=,1,,亿元,2025,,综合,摘要,", "编号"),
        ("doc.0002,一,锚", "列"),
    ],
)
def test_bad_row_is_one_finding(plan_root: Path, row: str, word: str) -> None:
    path = plan_root / "resources" / "targets" / "doc.csv"
    path.write_text(COLUMNS + row + "\n", encoding="utf-8")
    findings = read(plan_root).findings
    assert len(findings) == 1
    assert word in findings[0].message


def test_missing_column_is_named(plan_root: Path) -> None:
    path = plan_root / "resources" / "links" / "doc.csv"
    path.write_text("record,feature\na,b\n", encoding="utf-8")
    assert "缺少列 role" in read(plan_root).findings[0].message


@given(content=st.binary(max_size=200))
def test_any_bytes_end_in_findings_not_in_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    root = tmp_path_factory.mktemp("plan")
    for name in ("layers/catalog.toml", "resources/documents.toml", "resources/targets/x.csv"):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    assert read(root).plan.features == ()


CATALOGUES = {
    "palette": "[palette]\nday = 1\n",
    "extent of lists": '[[scene]]\nid="s"\ntitle="t"\nlayers=[]\nextent=[[1],[2],[3],[4]]\n',
    "extent of words": '[[scene]]\nid="s"\ntitle="t"\nlayers=[]\nextent=["a","b","c","d"]\n',
    "group without a name": '[[group]]\nid="h"\n',
    "layers that are no tables": "layer = 3\n",
    "endless number": "x = " + "9" * 5000 + "\n",
}


@pytest.mark.parametrize("text", CATALOGUES.values(), ids=CATALOGUES.keys())
def test_hostile_catalogue_is_one_finding(plan_root: Path, text: str) -> None:
    (plan_root / "layers" / "catalog.toml").write_text(text, encoding="utf-8")
    findings = read(plan_root).findings
    assert [f.file for f in findings] == ["catalog.toml"]
    assert "\n" not in str(findings[0])


def test_a_huge_accuracy_names_its_feature(plan_root: Path) -> None:
    write_features(plan_root, feature(accuracy_m=10**400))
    assert [f.message for f in read(plan_root).findings] == ["accuracy_m 的数值过大"]


def test_a_hundred_megabytes_of_brackets_are_refused_unread(plan_root: Path) -> None:
    with (plan_root / "layers" / "places.geojson").open("wb") as file:
        for _ in range(100):
            file.write(b"[" * 2**20)
    findings = read(plan_root).findings
    assert [f.file for f in findings] == ["places.geojson"]
    assert "100 MB，超过 64 MB 的上限" in findings[0].message


@pytest.mark.parametrize("kind", ["targets", "actuals", "links"])
def test_a_repeated_row_is_found(plan_root: Path, kind: str) -> None:
    path = plan_root / "resources" / kind / "doc.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[-1], ""]), encoding="utf-8")
    assert validate(read(plan_root).plan)


def test_a_repeated_feature_is_found(plan_root: Path) -> None:
    write_features(plan_root, feature(), feature())
    assert any(f.record == "place.luoyang" for f in validate(read(plan_root).plan))
