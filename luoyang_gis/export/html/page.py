"""The page around the map: folium's map with Leaflet inlined, our own template, and a strict policy."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

import folium
from branca.element import Figure
from folium.template import Template

from luoyang_gis.errors import UsageError
from luoyang_gis.export.job import Basemap
from luoyang_gis.plan.paths import resources_dir

# Where a block is smaller than this, unpacking it would cost more than it saves.
WORTH_PACKING = 200_000
STYLES = ("base.css", "panels.css", "print.css")
SCRIPTS = (
    "data.js", "symbols.js", "geometry.js", "labels.js", "annotations.js", "renderer.js", "state.js",
    "cards.js", "layers.js", "search.js", "story.js", "tools.js", "print.js", "app.js",
)  # fmt: skip

_LEAFLET_IMAGE = re.compile(r"url\(images/([\w-]+\.png)\)")
_OUTDATED = re.compile(r"\s*behavior: url\(#default#VML\);")
_SOURCE_MAP = re.compile(r"\n//# sourceMappingURL=.*\s*$")


def templates() -> Path:
    """The folder of the page's own pieces."""
    return resources_dir() / "templates" / "html"


def leaflet() -> Path:
    """Leaflet's files, as its pinned package ships them."""
    from xstatic.pkg import leaflet as package

    return Path(package.BASE_DIR)


def leaflet_script() -> str:
    """Leaflet itself, without the reference to its source map."""
    return _SOURCE_MAP.sub("", (leaflet() / "leaflet.js").read_text("utf-8"))


def leaflet_styles() -> str:
    """Leaflet's style sheet with its images inside."""

    def inline(match: re.Match[str]) -> str:
        image = (leaflet() / "images" / match[1]).read_bytes()
        return f"url(data:image/png;base64,{base64.b64encode(image).decode()})"

    sheet = (leaflet() / "leaflet.css").read_text("utf-8")
    return _LEAFLET_IMAGE.sub(inline, _OUTDATED.sub("", sheet))


def page_script() -> str:
    """The page's own program: its parts in one closure."""
    parts = "\n".join((templates() / name).read_text("utf-8") for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}\n}})();'


def page_styles() -> str:
    """The page's own style sheets in one."""
    return "\n".join((templates() / name).read_text("utf-8") for name in STYLES)


def embed_json(value: object) -> str:
    """JSON that no HTML parser can mistake for markup."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def source_hash(text: str) -> str:
    """How a policy names an inline script or style sheet."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


class DataBlock:
    """Data inside the page: a script element that is not run, packed where it pays."""

    def __init__(self, id_: str, value: object) -> None:
        self.text = embed_json(value)
        self.id = id_
        self.encoding = "json"
        if len(self.text) > WORTH_PACKING and id_ != "plan":
            self.encoding = "gzip"
            packed = gzip.compress(self.text.encode(), 6, mtime=0)
            self.text = base64.b64encode(packed).decode()

    def render(self) -> str:
        """The element; its text holds no markup."""
        kind = "application/json" if self.encoding == "json" else "text/plain"
        return (
            f'<script type="{kind}" id="data-{self.id}" data-encoding="{self.encoding}">'
            f"{self.text}</script>"
        )


class AtlasFigure(Figure):
    """The HTML document: policy first, then data, then scripts by their hashes."""

    _template = Template((templates() / "page.html").read_text("utf-8"))

    def __init__(self, title: str, theme: str, basemap: Basemap | None) -> None:
        super().__init__(title=title)
        self.theme = theme
        self.styles = [leaflet_styles(), page_styles()]
        self.scripts = [leaflet_script(), page_script()]
        self.blocks: list[DataBlock] = []
        self.leaflet_version = version("XStatic-Leaflet").rsplit(".", 1)[0]
        self.leaflet_license = (templates() / "leaflet-license.txt").read_text("utf-8").strip()
        self.policy = policy(self.scripts, self.styles, tile_hosts(basemap) if basemap else ())


class AtlasMap(folium.Map):
    """folium's map without any file from elsewhere; the page's program makes it from its options."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - folium's own attribute
    default_css: list[tuple[str, str]] = []  # noqa: RUF012
    _template = Template(
        "{% macro html(this, kwargs) %}"
        '<div id="map" class="folium-map" tabindex="0" role="application"></div>'
        "{% endmacro %}"
    )

    def settings(self) -> Mapping[str, object]:
        """What Leaflet's map is made with."""
        # folium keeps Python's spelling until it renders.
        options = {_camel(key): value for key, value in self.options.items()}
        return {**options, "center": self.location}


def _camel(name: str) -> str:
    head, *tail = name.split("_")
    return head + "".join(word.capitalize() for word in tail)


def policy(scripts: Iterable[str], styles: Iterable[str], images: Iterable[str]) -> str:
    """The Content-Security-Policy: nothing from outside but the tiles the author asked for."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(source_hash, scripts))}",
            f"style-src {' '.join(map(source_hash, styles))}",
            " ".join(("img-src data: blob:", *images)),
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def tile_hosts(basemap: Basemap) -> tuple[str, ...]:
    """The hosts that a tile address stands for, for the policy; a UsageError for a strange one."""
    match = re.fullmatch(r"https?://(?:\{s\}\.)?[A-Za-z0-9.-]+(?::\d+)?/[^\s;,'\"<>]*", basemap.url)
    if match is None or not all(part in basemap.url for part in ("{x}", "{y}", "{z}")):
        raise UsageError(
            f"底图地址 {basemap.url} 读不懂，",
            "应形如 https://主机/{{z}}/{{x}}/{{y}}.png。".format(),
        )
    split = urlsplit(basemap.url.replace("{s}", "*"))
    return (f"{split.scheme}://{split.netloc}",)


def render(
    title: str,
    theme: str,
    basemap: Basemap | None,
    document: Mapping[str, object],
    blocks: Iterable[Mapping[str, object]],
    bounds: tuple[float, float, float, float],
) -> str:
    """The whole page as text."""
    west, south, east, north = bounds
    figure = AtlasFigure(title, theme, basemap)
    atlas = AtlasMap(
        location=[(south + north) / 2, (west + east) / 2],
        tiles=None,
        zoom_start=9,
        min_zoom=6,
        max_zoom=17,
        prefer_canvas=True,
        zoom_control=False,
        zoom_snap=0.25,
        zoom_delta=0.5,
        wheel_px_per_zoom_level=120,
        keyboard=False,
        attribution_control=False,
    )
    figure.add_child(atlas)
    figure.blocks = [
        DataBlock("settings", {**atlas.settings(), "bounds": bounds}),
        DataBlock("plan", document),
        *(DataBlock(f"layer-{i}", block) for i, block in enumerate(blocks)),
    ]
    return str(figure.render())
