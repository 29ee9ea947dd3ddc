"""What the formats are called in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from luoyang_gis.export.registry import Format

# So that the words are found by the tool that collects what is to be translated.
WORDS = (
    QT_TRANSLATE_NOOP("Format", "网页"),
    QT_TRANSLATE_NOOP("Format", "断网也能打开，可点选和搜索"),
    QT_TRANSLATE_NOOP("Format", "PDF 图纸"),
    QT_TRANSLATE_NOOP("Format", "一个场景一页，矢量，可打印"),
    QT_TRANSLATE_NOOP("Format", "图片"),
    QT_TRANSLATE_NOOP("Format", "一个场景的图纸，或只要地图"),
    QT_TRANSLATE_NOOP("Format", "SVG 矢量图"),
    QT_TRANSLATE_NOOP("Format", "一个场景，文字可再编辑"),
    QT_TRANSLATE_NOOP("Format", "PPTX 汇报"),
    QT_TRANSLATE_NOOP("Format", "一个场景一页，带目标表和备注"),
    QT_TRANSLATE_NOOP("Format", "Excel 表格"),
    QT_TRANSLATE_NOOP("Format", "目标、要素、实绩、矛盾"),
    QT_TRANSLATE_NOOP("Format", "CSV 目标表"),
    QT_TRANSLATE_NOOP("Format", "文件名以 .zip 结尾则含全部表"),
    QT_TRANSLATE_NOOP("Format", "图层与目标，给 QGIS 等软件"),
    QT_TRANSLATE_NOOP("Format", "全部要素一个文件，给网页和程序"),
    QT_TRANSLATE_NOOP("Format", "给三维地球软件"),
)


def title_of(format_: Format) -> str:
    """A format's name."""
    return QCoreApplication.translate("Format", format_.title)


def summary_of(format_: Format) -> str:
    """What a format is good for, in one line."""
    return QCoreApplication.translate("Format", format_.summary)
