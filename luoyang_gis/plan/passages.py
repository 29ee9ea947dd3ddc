"""Find passages in the user's own copies of the documents."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from luoyang_gis.errors import DataError
from luoyang_gis.plan.findings import Finding
from luoyang_gis.plan.model import Document, Plan, Record

ANCHOR_LIMIT = 30
# A copy that holds at least this share of a document's anchors is that document, changed.
RECOGNISED = 0.5


@dataclass(frozen=True)
class DocumentText:
    """The text of one document on disk, searchable with white space folded away."""

    path: Path
    text: str

    @cached_property
    def folded(self) -> str:
        """The text without any white space."""
        return "".join(self.text.split())

    @cached_property
    def _offsets(self) -> tuple[int, ...]:
        return tuple(i for i, char in enumerate(self.text) if not char.isspace())

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the folded text."""
        return hashlib.sha256(self.folded.encode()).hexdigest()

    def find(self, anchor: str) -> tuple[int, int] | None:
        """Start and end in the unfolded text of the anchor's first occurrence."""
        at = self.folded.find(anchor)
        if at < 0 or not anchor:
            return None
        return self._offsets[at], self._offsets[at + len(anchor) - 1] + 1


def fold(text: str) -> str:
    """The text without any white space."""
    return "".join(text.split())


def read_document(path: Path) -> DocumentText:
    """A text file in UTF-8 or GB18030, or the text of a PDF."""
    if path.suffix.lower() == ".pdf":
        return DocumentText(path, _pdf_text(path))
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise DataError(path.name, f"读不出来（{error.strerror}），", "请检查权限。") from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return DocumentText(path, raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise DataError(path.name, "既不是 UTF-8 也不是 GB18030 文本，", "请另存为 UTF-8。")


def _pdf_text(path: Path) -> str:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        text = "\n".join(page.extract_text() for page in PdfReader(path).pages)
    except (PyPdfError, OSError, ValueError, KeyError, RecursionError) as error:
        raise DataError(path.name, f"PDF 打不开（{error}），", "请改用文本文件。") from error
    if not text.strip():
        raise DataError(path.name, "PDF 里没有文字（可能是扫描图），", "请先做文字识别。")
    return text


@dataclass(frozen=True)
class Library:
    """The documents found in a folder, by document id, and what is wrong with them."""

    texts: Mapping[str, DocumentText]
    findings: tuple[Finding, ...]


def open_library(plan: Plan, folder: Path) -> Library:
    """Recognise the plan's documents in a folder, under whatever names they have there."""
    try:
        paths = sorted(p for p in folder.iterdir() if p.suffix.lower() in (".txt", ".md", ".pdf"))
    except OSError as error:
        raise DataError(
            str(folder), f"打不开这个文件夹（{error.strerror}），", "请重新选择文档所在的文件夹。"
        ) from error
    findings: list[Finding] = []
    texts: dict[str, DocumentText] = {}
    unknown: list[DocumentText] = []
    by_fingerprint = {d.fingerprint: d for d in plan.documents}
    for path in paths:
        try:
            text = read_document(path)
        except DataError as error:
            findings.append(Finding(path.name, "", error.problem))
            continue
        document = by_fingerprint.get(text.fingerprint)
        if document:
            texts.setdefault(document.id, text)
        else:
            unknown.append(text)
    for document in plan.documents:
        if document.id in texts:
            continue
        changed = _changed_copy(plan, document, unknown)
        if changed:
            texts[document.id] = changed
            findings.append(
                Finding(changed.path.name, document.id, f"与《{document.short}》的原文有出入")
            )
        else:
            findings.append(
                Finding(
                    folder.name, document.id, f"没有找到《{document.short}》（{document.date}）"
                )
            )
    return Library(texts, tuple(findings))


def _changed_copy(
    plan: Plan, document: Document, unknown: Iterable[DocumentText]
) -> DocumentText | None:
    anchors = [r.passage.anchor for r in plan.records if r.passage.document == document.id]
    if not anchors:
        return None

    def share(text: DocumentText) -> float:
        return sum(a in text.folded for a in anchors) / len(anchors)

    best = max(unknown, key=share, default=None)
    return best if best and share(best) >= RECOGNISED else None


def check_anchors(plan: Plan, library: Library) -> tuple[Finding, ...]:
    """Every anchor must stand exactly once in its document, with the record's figure in it."""
    findings = []
    for record in plan.records:
        text = library.texts.get(record.passage.document)
        if text is None:
            continue
        anchor = record.passage.anchor
        count = text.folded.count(anchor)
        if count != 1:
            how = "找不到" if count == 0 else f"出现 {count} 次"
            findings.append(Finding(text.path.name, record.id, f"锚文“{anchor}”{how}"))
        elif record.value is not None and not figure_stands(record, text.folded):
            findings.append(
                Finding(text.path.name, record.id, f"锚文“{anchor}”旁没有数值 {record.value:g}")
            )
    return tuple(findings)


# What a figure may be converted by on its way from the text into the record's unit.
FACTORS = (1.0, 1e4, 1e8, 1e-4, 1e-8, 1e3, 1e-3, 100.0, 0.01, 0.5, 2.0)
NEAR = 12


def figure_stands(record: Record, folded: str) -> bool:
    """Tell whether the record's figure stands in its anchor or just beside it."""
    from luoyang_gis.plan.numbers import numbers_in

    anchor = record.passage.anchor
    at = folded.find(anchor)
    around = folded[max(0, at - NEAR) : at + len(anchor) + NEAR]
    wanted = [v for v in (record.value, record.value_max) if v is not None]
    found = [n.value for n in numbers_in(around)]
    return all(any(_same(value, number) for number in found) for value in wanted) or any(
        _spelt(value, around) for value in wanted
    )


def _same(value: float, number: float) -> bool:
    return any(abs(value - number * f) <= 1e-6 + 0.002 * abs(value) for f in FACTORS)


def _spelt(value: float, around: str) -> bool:
    """Words that state a figure without a numeral: all of it, none of it, twice as much …"""
    words = {
        100.0: "全部|全覆盖|率先实现|均|所有",
        10.0: "两位数",
        2.0: "翻番|双倍|双",
        1.5: "一个半",
        0.0: "清零|零|无|空白",
    }
    pattern = words.get(value)
    return bool(pattern and re.search(pattern, around))
