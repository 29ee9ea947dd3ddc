"""A small, complete plan on disk that tests may spoil."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

DOCUMENTS = """
[[document]]
id = "doc"
title = "一份文件"
short = "文件"
issuer = "市政府"
date = 2021-02-07
kind = "政府工作报告"
fingerprint = "{fingerprint}"
[[document.section]]
path = "一"
title = "主要目标"
"""

INDICATORS = """
[[indicator]]
name = "地区生产总值"
unit = "亿元"
"""

COLUMNS = (
    "id,section,anchor,kind,milestone,indicator,comparator,value,value_max,unit,due,due_text,"
    "theme,summary,note\n"
)

CATALOG = """
[[group]]
id = "g"
name = "组"
[[layer]]
id = "places"
name = "地点"
group = "g"
geometry = "point"
prefix = "place"
tags = ["城镇"]
"""


def feature(**changes: object) -> dict[str, object]:
    """A valid feature with some properties or the geometry replaced."""
    geometry = changes.pop("geometry", {"type": "Point", "coordinates": [112.45, 34.62]})
    properties: dict[str, object] = {
        "id": "place.luoyang",
        "name": "洛阳",
        "status": "现状",
        "basis": "示意",
        "accuracy_m": 500,
    }
    properties.update(changes)
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def write_features(root: Path, *features: object) -> None:
    """Write the one layer of the small plan."""
    text = json.dumps({"type": "FeatureCollection", "features": list(features)})
    # JSON has no infinity, but a number too large for a float is read as one.
    text = text.replace("Infinity", "1e999")
    (root / "layers" / "places.geojson").write_text(text, encoding="utf-8")


@pytest.fixture
def plan_root(tmp_path: Path) -> Path:
    """The folder of a small plan without findings."""
    resources = tmp_path / "resources"
    layers = tmp_path / "layers"
    for folder in (layers, *(resources / n for n in ("targets", "actuals", "links"))):
        folder.mkdir(parents=True)
    (resources / "documents.toml").write_text(
        DOCUMENTS.replace("{fingerprint}", "0" * 64), encoding="utf-8"
    )
    (resources / "indicators.toml").write_text(INDICATORS, encoding="utf-8")
    (resources / "targets" / "doc.csv").write_text(
        COLUMNS
        + "doc.0001,一,达到8000亿元,target,,地区生产总值,=,8000,,亿元,2025,,综合,总量八千亿,\n",
        encoding="utf-8",
    )
    (resources / "actuals" / "doc.csv").write_text(
        COLUMNS
        + "doc.a0001,一,达到5128.4亿元,actual,,地区生产总值,=,5128.4,,亿元,2020,,综合,去年总量,\n",
        encoding="utf-8",
    )
    (resources / "links" / "doc.csv").write_text(
        "record,feature,role\ndoc.0001,place.luoyang,衡量\ndoc.a0001,place.luoyang,衡量\n",
        encoding="utf-8",
    )
    (layers / "catalog.toml").write_text(CATALOG, encoding="utf-8")
    write_features(tmp_path, feature())
    return tmp_path
