"""The user's copies of the documents: recognised by content, every figure found at its anchor."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from luoyang_gis.errors import DataError
from luoyang_gis.plan.load import load
from luoyang_gis.plan.model import Plan
from luoyang_gis.plan.passages import (
    DocumentText,
    check_anchors,
    figure_stands,
    open_library,
    read_document,
)

TEXT = "一、主要目标\n全市生产总值达到 5128.4 亿元；到2025年生产总值达到8000\n亿元，改造小巷20条。"


@pytest.fixture
def plan(plan_root: Path) -> Plan:
    small = load(plan_root)
    document = replace(small.documents[0], fingerprint=DocumentText(plan_root, TEXT).fingerprint)
    return replace(small, documents=(document,))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "texts").mkdir()
    return tmp_path / "texts"


@pytest.mark.parametrize("name", ["a.txt", "工作报告", "scan.dat"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_recognised_under_any_name(plan: Plan, folder: Path, name: str, encoding: str) -> None:
    (folder / name).write_bytes(TEXT.replace("。", "。\r\n\r\n").encode(encoding))
    library = open_library(plan, folder)
    assert library.findings == ()
    assert check_anchors(plan, library) == ()


def test_other_files_are_passed_over(plan: Plan, folder: Path) -> None:
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (folder / "sub").mkdir()
    assert open_library(plan, folder).findings == ()


def test_a_changed_copy_is_said_so_and_its_anchors_named(plan: Plan, folder: Path) -> None:
    (folder / "a.txt").write_text(TEXT.replace("5128.4", "5182.4"), encoding="utf-8")
    library = open_library(plan, folder)
    assert [f.record for f in library.findings] == ["doc"]
    assert "出入" in library.findings[0].message
    assert [f.record for f in check_anchors(plan, library)] == ["doc.a0001"]


def test_a_missing_document_is_named(plan: Plan, folder: Path) -> None:
    assert "没有找到" in open_library(plan, folder).findings[0].message


def test_binary_text_is_one_sentence(folder: Path) -> None:
    path = folder / "a.txt"
    path.write_bytes(b"\0\1\2\3")
    with pytest.raises(DataError, match=r"a\.txt"):
        read_document(path)


@pytest.mark.parametrize(
    "content", [b"%PDF-1.4\nnothing", b"%PDF", b"%PDF-1.7\n" + b"1 0 obj<<" * 99]
)
def test_broken_pdf_is_one_sentence(folder: Path, content: bytes) -> None:
    path = folder / "a.pdf"
    path.write_bytes(content)
    with pytest.raises(DataError, match=r"a\.pdf"):
        read_document(path)


def test_a_find_returns_the_place_in_the_unfolded_text() -> None:
    text = DocumentText(Path("a.txt"), TEXT)
    found = text.find("达到8000亿元")
    assert found is not None
    assert TEXT[slice(*found)] == "达到8000\n亿元"


def stands(plan: Plan, anchor: str, value: float, unit: str, upper: float | None = None) -> bool:
    passage = replace(plan.targets[0].passage, anchor=anchor)
    record = replace(plan.targets[0], passage=passage, value=value, value_max=upper, unit=unit)
    return figure_stands(record, "".join((TEXT + "入库2—3家，占比超过1/3，全部清零。").split()))


@pytest.mark.parametrize(
    ("anchor", "value", "unit", "upper"),
    [
        ("达到8000亿元", 8000, "亿元", None),
        ("达到8000亿元", 0.8e8, "万元", None),
        ("入库2—3家", 2, "家", 3),
        ("占比超过1/3", 33.33, "%", None),
        ("全部清零", 0, "家", None),
        ("改造小巷", 20, "条", None),
    ],
)
def test_figure_stands(
    plan: Plan, anchor: str, value: float, unit: str, upper: float | None
) -> None:
    assert stands(plan, anchor, value, unit, upper)


@pytest.mark.parametrize(
    ("anchor", "value", "unit", "upper"),
    [
        ("达到8000亿元", 8001, "亿元", None),
        ("达到8000亿元", 8000, "万元", None),
        ("达到8000亿元", 8000, "%", None),
        ("达到8000亿元", 800, "亿元", None),
        ("达到8000亿元", 2025, "亿元", None),
        ("入库2—3家", 2, "家", 4),
        ("一、主要目标", 5128.4, "亿元", None),
        ("入库2—3家", 20, "家", None),
        ("达到8000亿元", 20, "条", None),
    ],
)
def test_figure_does_not_stand(
    plan: Plan, anchor: str, value: float, unit: str, upper: float | None
) -> None:
    assert not stands(plan, anchor, value, unit, upper)
