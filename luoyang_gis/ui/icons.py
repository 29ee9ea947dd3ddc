"""The program's own icons: line drawings that take the theme's colour and stay crisp at any scale."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from luoyang_gis.plan.paths import resources_dir
from luoyang_gis.ui.theme import Colors

SIZE = 20


@cache
def _source(name: str) -> str:
    return (resources_dir() / "icons" / "ui" / f"{name}.svg").read_text(encoding="utf-8")


def icon(name: str, colors: Colors) -> QIcon:
    """An icon in a theme's colours: soft when disabled, accented when on."""
    found = QIcon()
    mode, state = QIcon.Mode, QIcon.State
    for color, m, s in (
        (colors.text, mode.Normal, state.Off),
        (colors.accent, mode.Normal, state.On),
        (colors.line, mode.Disabled, state.Off),
    ):
        renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", color).encode()))
        for ratio in _ratios():
            found.addPixmap(_drawn(renderer, SIZE, ratio), m, s)
    return found


def app_icon() -> QIcon:
    """The program's mark."""
    source = (resources_dir() / "icons" / "luoyang-gis.svg").read_bytes()
    renderer = QSvgRenderer(QByteArray(source))
    found = QIcon()
    for size in (16, 32, 64, 128):
        found.addPixmap(_drawn(renderer, size, 1.0))
    return found


def pixmap(name: str, color: str, size: int = SIZE) -> QPixmap:
    """An icon as a picture in one colour, for the finest screen there is."""
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", color).encode()))
    return _drawn(renderer, size, max(_ratios()))


def _ratios() -> tuple[float, ...]:
    return tuple(sorted({1.0, *(s.devicePixelRatio() for s in QGuiApplication.screens())}))


def _drawn(renderer: QSvgRenderer, size: int, ratio: float) -> QPixmap:
    picture = QPixmap(QSize(size, size) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture
