"""The exported page as a file: what it holds, and that it holds on to nothing outside."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from luoyang_gis.cli import main
from luoyang_gis.errors import UsageError
from luoyang_gis.export.html import write_html
from luoyang_gis.export.html.check import read_page
from luoyang_gis.export.html.geometry import DECIMALS, EncodedLayer, encode
from luoyang_gis.export.html.page import embed_json, source_hash, tile_hosts
from luoyang_gis.export.job import Basemap, CancelledError, Count, ExportJob
from luoyang_gis.plan.model import GeometryKind, Plan
from luoyang_gis.workspace.gpkg import encode as encode_workspace
from luoyang_gis.workspace.model import (
    Column,
    ImportedFeature,
    ImportedLayer,
    Workspace,
    initial,
)


def squares(count: int, label: str = "名称") -> ImportedLayer:
    """An imported layer of small squares in rows."""
    side = int(count**0.5) + 1
    x = 112.0 + 0.8 / side * (np.arange(count) % side)
    y = 34.4 + 0.5 / side * (np.arange(count) // side)
    boxes = shapely.box(x, y, x + 0.5 / side, y + 0.3 / side)
    rows = tuple(
        ImportedFeature(wkb, (f"地块{i}", i)) for i, wkb in enumerate(shapely.to_wkb(boxes))
    )
    columns = (Column(label), Column("面积"))
    return ImportedLayer("imported.1", "地块", GeometryKind.AREA, columns, rows, label_column=label)


def test_reports_what_it_wrote(plan: Plan, workspace: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "地图.html"
    report = write_html(ExportJob(plan, workspace, out))
    assert report.complete
    assert report.counts == (
        Count("图层", 3, 3), Count("要素", 3, 3), Count("标签", 3, 3),
        Count("卡片", 3, 3), Count("场景", 2, 2), Count("标注", 2, 2),
    )  # fmt: skip
    assert report.size == out.stat().st_size
    assert report.changes == ()


def test_whole_plan_is_small_and_complete(bundled: Plan, tmp_path: Path) -> None:
    report = write_html(ExportJob(bundled, initial(bundled), tmp_path / "plan.html"))
    assert report.complete
    assert report.size <= 1_500_000
    assert {c.what: c.found for c in report.counts}["要素"] == len(bundled.features)


def test_policy_names_every_script_and_style(
    plan: Plan, workspace: Workspace, tmp_path: Path
) -> None:
    out = tmp_path / "map.html"
    write_html(ExportJob(plan, workspace, out))
    page = out.read_text("utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    scripts = re.findall(r"<script>(.*?)</script>", page, re.S)
    styles = re.findall(r"<style>(.*?)</style>", page, re.S)
    assert len(scripts) == 2
    assert len(styles) == 2
    assert all(source_hash(text) in policy[1] for text in (*scripts, *styles))
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    assert "http" not in policy[1]
    assert not re.search(r"<[^>]+\son\w+=", re.sub(r"<script.*?</script>", "", page, flags=re.S))
    assert "This page holds Leaflet 1.9.3" in page
    assert "BSD 2-Clause License" in page


def test_a_choice_of_layers_leaves_out_the_rest_and_says_so(
    plan: Plan, workspace: Workspace, tmp_path: Path
) -> None:
    job = ExportJob(plan, workspace, tmp_path / "m.html", ("two",), ("rail",))
    report = write_html(job)
    assert report.complete
    document = read_page(job.out).document
    assert [scene["id"] for scene in document["scenes"]] == ["two"]  # type: ignore[attr-defined,index]
    assert {(c.kind, c.what) for c in report.changes} == {("dropped", "场景“只看铁路”的 1 个图层")}
    without_city = ExportJob(replace(plan, links=plan.links[2:]), workspace, job.out, (), ("rail",))
    changes = write_html(without_city).changes
    assert [c.what for c in changes] == ["2 条目标与实绩"]


def test_unknown_scene_or_layer_is_refused(
    plan: Plan, workspace: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="nowhere"):
        ExportJob(plan, workspace, tmp_path / "m.html", layer_ids=("nowhere",))
    with pytest.raises(UsageError, match="never"):
        ExportJob(plan, workspace, tmp_path / "m.html", scene_ids=("never",))


def test_cancelling_keeps_the_old_file(plan: Plan, workspace: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "m.html"
    out.write_text("old")

    def stop(share: float, doing: str) -> None:
        if share > 0.8:
            raise CancelledError

    with pytest.raises(CancelledError):
        write_html(ExportJob(plan, workspace, out, progress=stop))
    assert out.read_text() == "old"
    assert list(tmp_path.iterdir()) == [out]


def test_imported_layers_are_packed_and_counted(plan: Plan, tmp_path: Path) -> None:
    workspace = Workspace(layers=(squares(5000),))
    report = write_html(ExportJob(plan, workspace, tmp_path / "m.html"))
    assert report.complete
    assert Count("要素", 5003, 5003) in report.counts
    assert Count("标签", 5003, 5003) in report.counts
    page = (tmp_path / "m.html").read_text("utf-8")
    assert 'id="data-layer-0" data-encoding="gzip"' in page
    assert report.size < 600_000


def test_a_replaced_layer_is_not_shown_twice(plan: Plan, tmp_path: Path) -> None:
    workspace = Workspace(layers=(replace(squares(4), replaces="areas"),))
    job = ExportJob(plan, workspace, tmp_path / "m.html")
    write_html(job)
    layers = read_page(job.out).document["layers"]
    assert [x["id"] for x in layers] == ["rail", "sites", "imported.1"]  # type: ignore[attr-defined]


def test_a_wrong_symbol_of_an_import_is_replaced_and_told(plan: Plan, tmp_path: Path) -> None:
    layer = replace(squares(4), symbol={"rule": [{"colour": "red"}]})
    report = write_html(ExportJob(plan, Workspace(layers=(layer,)), tmp_path / "m.html"))
    assert [c.kind for c in report.changes] == ["substituted"]


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://tiles.example/{z}/{x}/{y}.png", "https://tiles.example"),
        ("https://{s}.tiles.example:8443/{z}/{x}/{y}.png?k=1", "https://*.tiles.example:8443"),
    ],
)
def test_basemap_widens_the_policy_to_its_host_only(
    plan: Plan, workspace: Workspace, tmp_path: Path, url: str, host: str
) -> None:
    out = tmp_path / "m.html"
    report = write_html(ExportJob(plan, workspace, out, basemap=Basemap(url, "某地图")))
    assert f"img-src data: blob: {host};" in out.read_text("utf-8")
    assert report.complete
    assert "在线底图" in report.changes[0].what


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "https://a.example/{x}", "https://a b/{x}{y}{z}", "file:///{x}/{y}/{z}",
     "https://a.example/{z}/{x}/{y}; script-src *"],
)  # fmt: skip
def test_strange_basemaps_are_refused(url: str) -> None:
    with pytest.raises(UsageError):
        tile_hosts(Basemap(url))


def test_check_sees_what_is_missing_or_outside(
    plan: Plan, workspace: Workspace, tmp_path: Path
) -> None:
    out = tmp_path / "m.html"
    write_html(ExportJob(plan, workspace, out))
    spoilt = out.read_text("utf-8").replace(
        '<link rel="icon" href="data:,">', '<img src="https://x.example/a.png">'
    )
    spoilt = spoilt.replace("</style>", "@import 'https://y.example/b.css';</style>", 1)
    out.write_text(spoilt, "utf-8")
    assert set(read_page(out).external) == {"https://x.example/a.png", "https://y.example/b.css"}


@given(st.text())
def test_embedded_json_is_never_markup(text: str) -> None:
    embedded = embed_json({"t": text})
    assert not set("<>&\u2028\u2029") & set(embedded)
    assert json.loads(embedded) == {"t": text}


def decoded(layer: EncodedLayer, runs: list[list[int]]) -> list[np.ndarray]:
    """Vertices in degrees, as the page makes them."""
    return [
        (np.cumsum(np.reshape(run, (-1, 2)), axis=0) + layer.origin) / 10**DECIMALS for run in runs
    ]


degrees = st.tuples(st.floats(-179, 179, allow_nan=False), st.floats(-84, 84, allow_nan=False))


@given(st.lists(st.lists(degrees, min_size=2, max_size=8), min_size=1, max_size=5))
def test_lines_survive_encoding_to_a_metre(lines: list[list[tuple[float, float]]]) -> None:
    encoded = encode([shapely.LineString(line) for line in lines], GeometryKind.LINE)
    assert len(encoded.features) == len(lines)
    for line, runs in zip(lines, encoded.features, strict=True):
        (found,) = decoded(encoded, runs)  # type: ignore[arg-type]
        assert len(found) >= 2
        for end in (0, -1):
            assert np.abs(found[end] - line[end]).max() <= 0.51 * 10**-DECIMALS
        assert shapely.LineString(line).hausdorff_distance(shapely.LineString(found)) < 2e-5


def test_holes_parts_and_strangers() -> None:
    ring = shapely.box(0, 0, 4, 4).exterior
    hole = shapely.box(1, 1, 2, 2).exterior
    both = shapely.MultiPolygon([shapely.Polygon(ring, [hole]), shapely.box(6, 6, 7, 7)])
    mixed = shapely.GeometryCollection([shapely.Point(1, 1), shapely.GeometryCollection([both])])
    found = encode([both, mixed, shapely.Point(1, 1), shapely.Polygon()], GeometryKind.AREA)
    shapes = [[len(rings) for rings in feature] for feature in found.features]
    assert shapes == [[2, 1], [2, 1], [], []]
    tiny = encode([shapely.box(0, 0, 1e-7, 1e-7)], GeometryKind.AREA)
    assert len(tiny.features[0][0][0]) == 10  # type: ignore[index,arg-type]


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "m.html"
    assert main(["export", "html", "--out", str(out), "--scene", "transport", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["complete"]
    assert found["external"] == []
    assert {"what": "场景", "asked": 1, "found": 1} in found["counts"]
    assert main(["export", "html", "--out", str(tmp_path / "none" / "m.html")]) == 1
    assert "文件夹不存在" in capsys.readouterr().err
    assert main(["export", "html", "--out", str(out), "--layers", "nowhere"]) == 2


def test_command_line_takes_a_workspace(
    workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "汇报.gpkg"
    file.write_bytes(encode_workspace(workspace))
    out = tmp_path / "m.html"
    assert main(["export", "html", "--out", str(out), "--workspace", str(file)]) == 0
    assert "标注 2" in capsys.readouterr().out
    assert main(["export", "html", "--out", str(out), "--workspace", str(out)]) == 1
    assert "不是工作区文件" in capsys.readouterr().err


def test_same_plan_same_file(plan: Plan, workspace: Workspace, tmp_path: Path) -> None:
    first, second = (tmp_path / name for name in ("a.html", "b.html"))
    for out in (first, second):
        write_html(ExportJob(plan, workspace, out))
    assert first.read_bytes() == second.read_bytes()
