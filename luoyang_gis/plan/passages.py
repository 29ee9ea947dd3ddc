"""Find passages in the user's own copies of the documents."""

from __future__ import annotations

import hashlib
import logging
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import isclose
from pathlib import Path

from luoyang_gis.errors import DataError, reason
from luoyang_gis.plan.files import MAX_BYTES, size_of
from luoyang_gis.plan.findings import Finding
from luoyang_gis.plan.model import Document, Plan, Record
from luoyang_gis.plan.quantities import Quantity, factor_between, quantities_in

ANCHOR_LIMIT = 30
TEXT_SUFFIXES = (".txt", ".md", ".pdf")
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
    """A text file in UTF-8, GB18030 or marked UTF-16, or the text of a PDF."""
    try:
        size = size_of(path)
        if size > MAX_BYTES:
            raise DataError(
                path.name, f"文件有 {size // 2**20} MB，不像一份规划文件，", "请检查是否选错。"
            )
        raw = path.read_bytes()
    except OSError as error:
        raise DataError(
            path.name, f"读不出来（{reason(error)}），", "请检查路径和权限。"
        ) from error
    if raw.startswith(b"%PDF"):
        return DocumentText(path, _pdf_text(path))
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) and len(raw) % 2 == 0:
        return DocumentText(path, raw.decode("utf-16", errors="replace"))
    if b"\0" in raw:
        raise DataError(path.name, "不是文本文件，", "请另存为 UTF-8 文本或 PDF。")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return DocumentText(path, raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise DataError(path.name, "既不是 UTF-8 也不是 GB18030 文本，", "请另存为 UTF-8。")


# PDF fonts that share glyphs between characters and radicals give back the radical: ⽣ for 生.
_RADICALS = {
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)},
    **dict(
        zip(
            map(ord, "⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻢⻣⻥⻦⻨⻩⻬⻮⻰⻳"),
            "民虎西见角贝车长门青页风飞马骨鱼鸟麦黄齐齿龙龟",
            strict=True,
        )
    ),
}


def _pdf_text(path: Path) -> str:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    # The library tells its log what we tell the user; without a handler that would reach stderr.
    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    try:
        text = "\n".join(page.extract_text() for page in PdfReader(path).pages)
    except (PyPdfError, OSError, ValueError, KeyError, RecursionError) as error:
        raise DataError(path.name, f"PDF 打不开（{error}），", "请改用文本文件。") from error
    text = text.translate(_RADICALS)
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
        paths = sorted(p for p in folder.iterdir() if p.is_file() and not p.name.startswith("."))
    except OSError as error:
        raise DataError(
            str(folder), f"打不开这个文件夹（{reason(error)}），", "请重新选择文档所在的文件夹。"
        ) from error
    findings: list[Finding] = []
    texts: dict[str, DocumentText] = {}
    unknown: list[DocumentText] = []
    by_fingerprint = {d.fingerprint: d for d in plan.documents}
    for path in paths:
        try:
            text = read_document(path)
        except DataError as error:
            # Other files may lie in the folder; only what should be a text is worth a word.
            if path.suffix.lower() in TEXT_SUFFIXES:
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
                    folder.resolve().name,
                    document.id,
                    f"没有找到《{document.short}》（{document.date}）",
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


# How far beside its anchor a figure may stand.
NEAR = 3
# How much of the text is read around an anchor, so that no figure is cut at the seam.
AROUND = 40
# A share that the text gives as a fraction is rounded in the record: 1/3 is 33.33 %.
ROUNDING = 2e-4


def figure_stands(record: Record, folded: str) -> bool:
    """Tell whether the record's figure, in a unit that measures the same, stands at its anchor."""
    if record.value is None:
        return True
    anchor = record.passage.anchor
    at = folded.find(anchor)
    opening = max(0, at - AROUND)
    first, last = at - opening, at + len(anchor) - opening
    around = folded[opening : at + len(anchor) + AROUND]
    measured = [q for q in quantities_in(around) if q.values_in(record.unit) is not None]
    within = [q for q in measured if q.end > first and q.start < last]
    # What stands beside the anchor counts only if the anchor holds no figure of the kind, and
    # the same thing is counted: 改造小巷20条，做好40个试点.
    beside = [
        q
        for q in measured
        if first - NEAR < q.end <= first or last <= q.start < last + NEAR
        if not (q.unit and factor_between(q.unit, "个")) or record.unit == q.unit
    ]
    if any(_states(record, q) for q in within or beside):
        return True
    return _spelt(record, around[max(0, first - NEAR) : last + NEAR])


def _states(record: Record, quantity: Quantity) -> bool:
    values = quantity.values_in(record.unit)
    if values is None or record.value is None:
        return False
    tolerance = ROUNDING if quantity.fraction else 1e-9
    return isclose(record.value, values[0], rel_tol=tolerance) and (
        record.value_max is None
        or (values[1] is not None and isclose(record.value_max, values[1], rel_tol=tolerance))
    )


# Words that state a figure only for whoever knows what is counted; too loose to propose records by.
_WORDS = {
    (100.0, "%"): "全部|所有|全面|全达标|均",
    (50.0, "%"): "一半|半数",
    (2.0, "倍"): "双",
    (10.0, "%"): "两位数",
}


def _spelt(record: Record, around: str) -> bool:
    if record.value == 0:
        return bool(re.search("零|无|空白|不发生", around))
    words = _WORDS.get((record.value or 0.0, record.unit))
    return bool(words and re.search(words, around))
