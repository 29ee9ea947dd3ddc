"""After Qt has written a PDF: bookmarks, and characters that can be searched and copied."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtGui import QRawFont

from luoyang_gis.export.qt import font

if TYPE_CHECKING:
    from pypdf.generic import DictionaryObject

# Radicals and compatibility forms share their glyphs with plain ideographs; Qt's reverse map takes
# whichever comes first, so that 高 would be copied as U+2FBC.
DOUBLES = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00))
IDEOGRAPHS = range(0x4E00, 0xA000)
# Of a line `<first> <last> characters` only the characters are looked at.
_RANGE = re.compile(rb"(?m)^(<[0-9A-Fa-f]{4}> <[0-9A-Fa-f]{4}> )(.+)$")
_CODE = re.compile(rb"<([0-9A-Fa-f]{4})>")


@cache
def plain_characters(bold: bool) -> Mapping[int, int]:
    """The ideograph that each double of the sheet's font looks like."""
    raw = QRawFont.fromFont(font(12, bold))

    def glyphs(codes: Sequence[int]) -> Iterable[tuple[int, int]]:
        found = raw.glyphIndexesForString("".join(map(chr, codes)))
        return zip(found, codes, strict=True)

    ideograph = {glyph: code for glyph, code in glyphs(IDEOGRAPHS) if glyph}
    return {
        code: ideograph[glyph]
        for span in DOUBLES
        for glyph, code in glyphs(span)
        if glyph in ideograph
    }


def summary(data: bytes) -> tuple[int, int, int, int]:
    """How many pages, bookmarks, fonts and embedded fonts a file has, read anew."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    fonts: dict[str, bool] = {}
    for page in reader.pages:
        for face in _part(_part(page, "/Resources"), "/Font"):
            used = _part(_part(_part(page, "/Resources"), "/Font"), face)
            inner = used
            if "/DescendantFonts" in used:
                inner = used["/DescendantFonts"][0].get_object()  # type: ignore[index]
            about = _part(inner, "/FontDescriptor")
            kept = any(key in about for key in ("/FontFile", "/FontFile2", "/FontFile3"))
            fonts[str(used["/BaseFont"])] = kept
    return len(reader.pages), len(reader.outline), len(fonts), sum(fonts.values())


def _part(whole: DictionaryObject, key: str) -> DictionaryObject:
    """A dictionary within a dictionary; an empty one where there is none."""
    from pypdf.generic import DictionaryObject

    found = whole[key].get_object() if key in whole else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def finish(data: bytes, bookmarks: Sequence[str]) -> bytes:
    """The same pages with a bookmark for each and a sound map from glyphs to characters."""
    from pypdf import PdfWriter
    from pypdf.generic import DictionaryObject, StreamObject

    # A space is drawn with the tab's glyph.
    known = {0x09: 0x20, **plain_characters(True), **plain_characters(False)}
    writer = PdfWriter(clone_from=io.BytesIO(data))
    for found in writer._objects:
        if isinstance(found, DictionaryObject) and "/ToUnicode" in found:
            stream = found["/ToUnicode"].get_object()
            if isinstance(stream, StreamObject):
                stream.set_data(_mended(stream.get_data(), known))
    for number, title in enumerate(bookmarks):
        writer.add_outline_item(title=title, page_number=number)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _mended(cmap: bytes, known: Mapping[int, int]) -> bytes:
    def plain(match: re.Match[bytes]) -> bytes:
        code = int(match[1], 16)
        return b"<%04X>" % known.get(code, code)

    return _RANGE.sub(lambda line: line[1] + _CODE.sub(plain, line[2]), cmap)
