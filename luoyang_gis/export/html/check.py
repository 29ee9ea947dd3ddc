"""Read an exported page back: what it holds, and what it would ask the network for."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path

_CSS_URL = re.compile(r"(?:url\(|@import\s+)\s*['\"]?([^'\")\s;]+)")
_LOADING = {"src", "href", "srcset", "data", "poster", "action", "formaction", "background"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: dict[str, object] = {}
        self.addresses: list[str] = []
        self._open: dict[str, str | None] | None = None
        self._style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += [value for key, value in attrs if key in _LOADING and value]
        for key, value in attrs:
            if key == "style" and value:
                self.addresses += _CSS_URL.findall(value)
        given = dict(attrs)
        self._style = tag == "style"
        if tag == "script" and (given.get("id") or "").startswith("data-"):
            self._open = given

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the parser's own signature
        self._open = None
        self._style = False

    def handle_data(self, data: str) -> None:
        if self._style:
            self.addresses += _CSS_URL.findall(data)
        if self._open is not None:
            packed = self._open.get("data-encoding") == "gzip"
            text = gzip.decompress(base64.b64decode(data)).decode() if packed else data
            name = (self._open["id"] or "").removeprefix("data-")
            self.blocks[name] = json.loads(text)


@dataclass(frozen=True)
class PageContents:
    """What an exported page holds."""

    blocks: Mapping[str, object]
    external: tuple[str, ...]

    @cached_property
    def document(self) -> dict[str, object]:
        """The main document."""
        return _table(self.blocks.get("plan"))

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many of each thing the page shows."""
        features = _table(self.document.get("features"))
        names = _rows(features.get("columns"))
        rows = _rows(features.get("rows"))
        label = names.index("label")
        imported = [_table(v) for k, v in self.blocks.items() if k.startswith("layer-")]
        labels = sum(bool(_rows(row)[label]) for row in rows)
        drawn = 0
        for entry in _rows(self.document.get("layers")):
            if shapes := _table(entry).get("shapes"):
                drawn += len(_rows(_table(shapes).get("features")))
        for block in imported:
            drawn += len(_rows(_table(block.get("shapes")).get("features")))
            column = block.get("label")
            if isinstance(column, int) and column >= 0:
                values = (_rows(v)[column] for v in _rows(block.get("values")))
                labels += sum(v not in (None, "") for v in values)
        return {
            "图层": len(_rows(self.document.get("layers"))),
            "要素": drawn,
            "标签": labels,
            "卡片": len(_rows(_table(self.document.get("records")).get("rows"))),
            "场景": len(_rows(self.document.get("scenes"))),
            "标注": len(_rows(self.document.get("annotations"))),
        }


def read_page(path: Path) -> PageContents:
    """What the file holds, by a reading that shares nothing with the writing."""
    reader = _Reader()
    reader.feed(path.read_text("utf-8"))
    reader.close()
    outside = [a for a in reader.addresses if not a.startswith(("data:", "#"))]
    document = _table(reader.blocks.get("plan"))
    if tiles := _table(document.get("basemap")).get("url"):
        outside.append(str(tiles))
    return PageContents(reader.blocks, tuple(dict.fromkeys(outside)))


def _table(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _rows(value: object) -> list[object]:
    return value if isinstance(value, list) else []
