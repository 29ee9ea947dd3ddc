"""Tell what this machine lacks for the program to work: fonts, Qt platform, GDAL drivers."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from luoyang_gis.errors import DataError
from luoyang_gis.plan.load import load
from luoyang_gis.plan.paths import layers_dir

CJK_FONTS = ("Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "Source Han Sans SC")
DRIVERS = ("GPKG", "GeoJSON", "ESRI Shapefile", "LIBKML", "DXF")
BROKEN_QT = "6.12.0"


@dataclass(frozen=True, slots=True)
class Check:
    """One look at the machine: whether it is fine, and what to do where it is not."""

    name: str
    ok: bool
    found: str
    remedy: str = ""


def examine() -> Iterator[Check]:
    """Every check, quick ones first."""
    yield _python()
    yield from _packages()
    yield _data()
    yield _qt()
    yield _fonts()
    yield _gdal()
    yield _chromium()


def _python() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    return Check("Python", sys.version_info >= (3, 11), version, "请安装 Python 3.11 或更新的版本")


def _packages() -> Iterator[Check]:
    for name in ("numpy", "shapely", "pyproj", "pyogrio", "geopandas", "folium"):
        present = importlib.util.find_spec(name) is not None
        found = importlib.metadata.version(name) if present else "没有安装"
        yield Check(name, present, found, "请运行 make setup")
    try:
        version = importlib.metadata.version("PySide6-Essentials")
    except importlib.metadata.PackageNotFoundError:
        yield Check("PySide6", False, "没有安装", "请运行 make setup")
    else:
        remedy = f"{BROKEN_QT} 会使解释器崩溃，请改用 6.11.3"
        yield Check("PySide6", version != BROKEN_QT, version, remedy)


def _data() -> Check:
    try:
        plan = load()
    except DataError as error:
        return Check("规划数据", False, str(error), "请运行 luoyang-gis check")
    found = f"{len(plan.features)} 个要素，{len(plan.records)} 条记录（{layers_dir().parent.name}）"
    return Check("规划数据", True, found)


def _probe(code: str, **environment: str) -> tuple[bool, str]:
    """Run a line of Python apart from this process: a missing Qt library aborts the interpreter."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, **environment},
    )
    out = done.stdout.strip() or (done.stderr.strip().splitlines() or [""])[-1]
    return done.returncode == 0, out


def _qt() -> Check:
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if sys.platform.startswith("linux") and not display and not platform:
        platform = "offscreen"
    environment = {"QT_QPA_PLATFORM": platform} if platform else {}
    ok, out = _probe(
        "from PySide6.QtWidgets import QApplication; a = QApplication([]); print(a.platformName())",
        **environment,
    )
    remedy = "请运行 make setup 安装 Qt 所需的系统库（libegl1、libxkbcommon0、libxcb-cursor0 等）"
    return Check("Qt 平台", ok, out, remedy)


def _fonts() -> Check:
    ok, out = _probe(
        "from PySide6.QtGui import QFontDatabase, QGuiApplication; a = QGuiApplication([]);"
        f"have = set(QFontDatabase.families()); print(next((f for f in {CJK_FONTS!r} if f in have), ''))",
        QT_QPA_PLATFORM="offscreen" if sys.platform.startswith("linux") else "",
    )
    remedy = "请安装中文字体，如 Debian 的 fonts-noto-cjk"
    return Check("中文字体", ok and bool(out), out or "没有", remedy)


def _gdal() -> Check:
    ok, out = _probe("import pyogrio; print(','.join(pyogrio.list_drivers()))")
    missing = [d for d in DRIVERS if d not in out.split(",")] if ok else list(DRIVERS)
    found = "齐全" if not missing else f"缺 {'、'.join(missing)}"
    return Check("GDAL 驱动", not missing, found, "请重装 pyogrio 的发行版轮子")


def _chromium() -> Check:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")
    # Only the tests need it, so its absence is told but is no failure.
    return Check("Chromium（仅测试用）", True, path or "没有安装")
