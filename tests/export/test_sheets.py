"""Pictures and sheets, opened again by other programs."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QImage, QRawFont

from luoyang_gis.cli import main
from luoyang_gis.errors import UsageError
from luoyang_gis.export.job import CancelledError, ExportJob
from luoyang_gis.export.page import compose, paper_of
from luoyang_gis.export.pdf import _mended, plain_characters
from luoyang_gis.export.qt import application, font
from luoyang_gis.export.sheets import preview, write_pdf, write_png, write_svg
from luoyang_gis.export.views import Views
from luoyang_gis.export.writing import WriteError
from luoyang_gis.plan.model import Plan
from luoyang_gis.workspace.model import (
    Annotation,
    AnnotationKind,
    Scene,
    Workspace,
    initial,
)

# One application for the whole run: an export makes its own only where there is none.
pytestmark = pytest.mark.usefixtures("qapp")
SVG = "{http://www.w3.org/2000/svg}"


def output_of(program: str, *arguments: str) -> str:
    """What a poppler tool says of a file."""
    if not shutil.which(program):
        pytest.skip(f"{program} (poppler) is not installed")
    done = subprocess.run([program, *arguments], capture_output=True, check=True)
    return done.stdout.decode()


@pytest.fixture
def chinese(qapp: object) -> None:
    """A machine with a font for Chinese."""
    if not QRawFont.fromFont(font(12)).supportsCharacter("洛"):
        pytest.skip("no font for Chinese is installed")


def test_pdf_has_a_page_a_scene_with_text_and_fonts(
    plan: Plan, workspace: Workspace, tmp_path: Path, chinese: None
) -> None:
    out = tmp_path / "图.pdf"
    report = write_pdf(ExportJob(plan, workspace, out, title="汇报"))
    assert report.complete
    assert {c.what: c.found for c in report.counts}["页"] == 2
    assert "Pages:           2" in output_of("pdfinfo", str(out))
    fonts = output_of("pdffonts", str(out)).splitlines()[2:]
    assert fonts
    assert all(line.split()[-5] == "yes" for line in fonts), fonts
    text = output_of("pdftotext", str(out), "-")
    # 高 as the ideograph, not as the radical that shares its glyph; digits of coordinates too.
    for word in (
        "全部图层",
        "只看铁路",
        "高铁",
        "2024年12月31日",
        "112°30′E",
        "看这里",
        "几何为示意",
    ):
        assert word in text, word


def test_map_labels_stay_text(
    plan: Plan, workspace: Workspace, tmp_path: Path, chinese: None
) -> None:
    out = tmp_path / "图.svg"
    report = write_svg(ExportJob(plan, workspace, out, scene_ids=("one",)))
    assert report.complete
    root = ElementTree.parse(out).getroot()
    texts = [e.text for e in root.iter(f"{SVG}text")]
    for word in ("全部图层", "洛阳市", "二里头", "看这里", "北"):
        assert word in texts, word
    assert root.get("width", "").endswith("mm")


def test_names_stand_above_highlights(
    plan: Plan, workspace: Workspace, tmp_path: Path, chinese: None
) -> None:
    lifted = replace(workspace.scenes[0], highlights=("city.luoyang",))
    out = tmp_path / "图.svg"
    write_svg(ExportJob(plan, replace(workspace, scenes=(lifted,)), out))
    drawing = out.read_text("utf-8")
    # The accent of the highlight is drawn before the name that lies within it.
    assert 0 < drawing.lower().index("#b5304a") < drawing.index(">洛阳市<")


HOSTILE = "<script>alert(1)</script>&'\"]]>{}%s\u2028=1+1"


def test_hostile_texts_are_only_text(plan: Plan, workspace: Workspace, tmp_path: Path) -> None:
    scene = replace(workspace.scenes[0], title=HOSTILE)
    note = replace(workspace.annotations[0], text=HOSTILE)
    spoiled = replace(workspace, scenes=(scene,), annotations=(note,))
    out = tmp_path / "图.svg"
    report = write_svg(ExportJob(plan, spoiled, out))
    assert report.complete
    root = ElementTree.parse(out).getroot()
    assert {e.tag for e in root.iter()} <= {
        f"{SVG}{tag}"
        for tag in ("svg", "title", "desc", "defs", "g", "path", "text", "polyline", "polygon",
                    "rect", "circle", "ellipse", "line", "clipPath", "image")
    }  # fmt: skip
    assert write_pdf(ExportJob(plan, spoiled, tmp_path / "图.pdf")).complete


def test_png_has_the_size_asked_for(plan: Plan, workspace: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "图.png"
    job = ExportJob(plan, workspace, out, size=(801, 500), dpi=100)
    report = write_png(job)
    assert report.complete
    assert (QImage(str(out)).width(), QImage(str(out)).height()) == (801, 500)
    assert any("只看铁路" in str(change) for change in report.changes)
    sheet = write_png(ExportJob(plan, workspace, out, dpi=72, scene_ids=("two",)))
    assert {c.found for c in sheet.counts} == {842, 595}
    assert sheet.changes == ()


def test_plain_picture_is_the_bare_map(plan: Plan, workspace: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "图.png"
    write_png(ExportJob(plan, workspace, out, size=(400, 300), plain=True, scene_ids=("two",)))
    image = QImage(str(out))
    assert image.pixelColor(1, 1).name().upper() == "#F7F5F0"
    assert image.pixelColor(200, 100).name().upper() == "#EBD9D2"


def test_legend_tells_only_what_is_in_view(plan: Plan, workspace: Workspace) -> None:
    application()
    job = ExportJob(plan, workspace, Path("unused"))
    one, two = (compose(job, view, paper_of(job)) for view in Views(job).all())
    assert [k.label for b in one.legend for k in b.keys] == ["市域", "高铁", "设施", "规划"]
    assert [k.label for b in two.legend for k in b.keys][:2] == ["市域", "高铁"]
    corner = replace(workspace.scenes[0], extent=(112.22, 34.70, 112.28, 34.74))
    job = replace(job, workspace=replace(workspace, scenes=(corner,)))
    (near,) = (compose(job, view, paper_of(job)) for view in Views(job).all())
    assert [k.label for b in near.legend for k in b.keys] == ["市域", "设施"]
    assert near.layout.inset is not None
    assert one.layout.inset is None


def test_layers_without_a_scene_are_one_page(plan: Plan, workspace: Workspace) -> None:
    application()
    job = ExportJob(plan, workspace, Path("unused"), layer_ids=("rail",), title="铁路图")
    (view,) = Views(job).all()
    assert view.title == "铁路图"
    assert [shown.drawn.id for shown in view.layers] == ["rail"]
    job = replace(job, scene_ids=("one",))
    views = Views(job)
    assert [shown.drawn.id for shown in views.all()[0].layers] == ["rail"]
    assert any("2 个图层" in str(change) for change in views.changes)


def test_scene_shows_its_day_and_opacity(plan: Plan, workspace: Workspace) -> None:
    scene = Scene(
        "s", "一", (112, 34, 113, 35), ("areas", "rail"), {"areas": 0.5}, date(2024, 1, 1)
    )
    job = ExportJob(plan, Workspace(scenes=(scene,)), Path("unused"))
    areas, rail = Views(job).all()[0].drawn
    assert areas.opacity == 0.5
    assert rail.statuses == ("在建",) or list(rail.statuses) == ["在建"]


def test_preview_keeps_the_papers_shape(plan: Plan, workspace: Workspace, qapp: object) -> None:
    image = preview(ExportJob(plan, workspace, Path("unused")), (500, 500))
    assert (image.width(), image.height()) == (500, 354)


def test_every_kind_of_annotation_is_drawn(
    plan: Plan, workspace: Workspace, tmp_path: Path
) -> None:
    at, end, third = (112.3, 34.6), (112.5, 34.7), (112.5, 34.5)
    points = {
        AnnotationKind.TEXT: (at,), AnnotationKind.MARKER: (at,), AnnotationKind.CIRCLE: (at,),
        AnnotationKind.POLYGON: (at, end, third),
    }  # fmt: skip
    bare = tmp_path / "bare.png"
    job = ExportJob(plan, replace(workspace, annotations=()), bare, size=(300, 200))
    write_png(job)
    for kind in AnnotationKind:
        radius = 2000.0 if kind is AnnotationKind.CIRCLE else 0.0
        note = Annotation("a", kind, points.get(kind, (at, end)), "注", radius_m=radius)
        noted = replace(workspace, annotations=(note,))
        out = tmp_path / f"{kind}.png"
        write_png(replace(job, workspace=noted, out=out))
        assert QImage(str(out)) != QImage(str(bare)), kind


def test_radicals_become_ideographs(chinese: None) -> None:
    known = {**plain_characters(False), 9: 32}
    cmap = (
        b"2 beginbfrange\n<0009> <0009> <2FBC>\n<000B> <000D> [<2F47> <0009> <6D1B> ]\nendbfrange"
    )
    assert 0x2FBC not in known or _mended(cmap, known) == (
        b"2 beginbfrange\n<0009> <0009> <9AD8>\n<000B> <000D> [<65E5> <0020> <6D1B> ]\nendbfrange"
    )


@pytest.mark.parametrize("write", [write_png, write_pdf, write_svg])
def test_cancelling_keeps_the_old_file(
    plan: Plan, workspace: Workspace, tmp_path: Path, write: object
) -> None:
    out = tmp_path / "图"
    out.write_text("old")

    def stop(share: float, doing: str) -> None:
        if share >= 0.9:
            raise CancelledError

    with pytest.raises(CancelledError):
        write(ExportJob(plan, workspace, out, progress=stop))  # type: ignore[operator]
    assert out.read_text() == "old"
    assert list(tmp_path.iterdir()) == [out]


def test_missing_folder_is_one_sentence(plan: Plan, workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="文件夹不存在"):
        write_png(ExportJob(plan, workspace, tmp_path / "none" / "图.png", size=(99, 99)))


def test_strange_sizes_are_refused(plan: Plan, workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="尺寸"):
        ExportJob(plan, workspace, Path("a"), size=(10, 900_000))
    with pytest.raises(UsageError, match="dpi"):
        ExportJob(plan, workspace, Path("a"), dpi=0)


def test_a_picture_beyond_memory_is_told_and_keeps_the_old_file(
    plan: Plan, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "map.png"
    out.write_text("old")
    # No machine holds so many pixels in one piece.
    monkeypatch.setattr("luoyang_gis.export.sheets.pixels", lambda *_: (90_000, 90_000))
    with pytest.raises(UsageError, match="内存放不下"):
        write_png(ExportJob(plan, workspace, out))
    assert out.read_text() == "old"


def test_whole_plan_has_room_for_its_legends(bundled: Plan, qapp: object) -> None:
    for landscape in (True, False):
        job = ExportJob(bundled, initial(bundled), Path("unused"), landscape=landscape)
        for view in Views(job).all():
            assert compose(job, view, paper_of(job)).layout.left_out == 0, view.title


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "图.png"
    asked = ["--scene", "innovation", "--size", "640x400", "--dpi", "96", "--json"]
    assert main(["export", "png", "--out", str(out), *asked]) == 0
    assert '"complete": true' in capsys.readouterr().out
    assert QImage(str(out)).width() == 640
    with pytest.raises(SystemExit):
        main(["export", "png", "--out", str(out), "--size", "big"])
    assert "1600x1000" in capsys.readouterr().err
