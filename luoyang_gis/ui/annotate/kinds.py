"""What the kinds of annotation are called in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from luoyang_gis.workspace.model import AnnotationKind

# So that the words are found by the tool that collects what is to be translated.
KINDS = (
    QT_TRANSLATE_NOOP("AnnotationKind", "文字"),
    QT_TRANSLATE_NOOP("AnnotationKind", "引注"),
    QT_TRANSLATE_NOOP("AnnotationKind", "箭头"),
    QT_TRANSLATE_NOOP("AnnotationKind", "线"),
    QT_TRANSLATE_NOOP("AnnotationKind", "面"),
    QT_TRANSLATE_NOOP("AnnotationKind", "矩形"),
    QT_TRANSLATE_NOOP("AnnotationKind", "圆"),
    QT_TRANSLATE_NOOP("AnnotationKind", "手绘"),
    QT_TRANSLATE_NOOP("AnnotationKind", "编号点"),
)


def kind_name(kind: AnnotationKind) -> str:
    """A kind's name in menus and headings."""
    return QCoreApplication.translate("AnnotationKind", kind.label)
