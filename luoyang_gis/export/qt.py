"""What painting without a window needs: an application object and type for Chinese."""

from __future__ import annotations

import sys

from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QImage, QPainter

from luoyang_gis.canvas.text import FAMILIES, LOCAL_FORMS

# The painter's unit, 1/96 inch, in a millimetre.
PX = 96 / 25.4
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


def application() -> QGuiApplication:
    """The running application, or one that needs no screen."""
    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    # On the other systems the native platform is always there and knows the fonts.
    arguments = ["-platform", "offscreen"] if sys.platform == "linux" else []
    made = QGuiApplication(["luoyang-gis", *arguments])
    made.setFont(font(13))
    return made


def font(pixels: float, bold: bool = False) -> QFont:
    """A font of a size in 1/96 inch."""
    made = QFont()
    made.setFamilies(FAMILIES)
    made.setPixelSize(max(5, round(pixels)))
    made.setBold(bold)
    made.setFeature(LOCAL_FORMS, 0)
    return made


def put(
    painter: QPainter,
    text: str,
    box: QRectF,
    pixels: float,
    color: str,
    *,
    bold: bool = False,
    align: Qt.AlignmentFlag = LEFT,
) -> bool:
    """Set one line of text into a box; tells whether it had to be shortened."""
    face = font(pixels, bold)
    shown = QFontMetricsF(face).elidedText(text, Qt.TextElideMode.ElideRight, box.width() + 0.5)
    painter.setFont(face)
    painter.setPen(QColor(color))
    painter.drawText(box, align | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip, shown)
    return shown != text


def buffer() -> QBuffer:
    """A file in memory, open for writing."""
    made = QBuffer()
    made.open(QIODevice.OpenModeFlag.WriteOnly)
    return made


def png(image: QImage) -> bytes:
    """A picture as a PNG file."""
    device = buffer()
    image.save(device, "PNG")  # type: ignore[call-overload]
    return bytes(device.data().data())
