"""English on demand: the window is made anew, and every translation fits its text."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from pytestqt.qtbot import QtBot

from luoyang_gis.export.registry import FORMATS
from luoyang_gis.plan.coverage import DIMENSIONS
from luoyang_gis.plan.search import Subject
from luoyang_gis.ui.desk import Desk
from luoyang_gis.workspace.model import AnnotationKind

HOLES = re.compile(r"\{\w+\}|%[sd]")


def translations(root: Path) -> list[tuple[str, str, str]]:
    tree = ElementTree.parse(root / "resources" / "i18n" / "luoyang_en.ts").getroot()
    return [
        (str(c.findtext("name")), str(m.findtext("source")), m.findtext("translation") or "")
        for c in tree.iter("context")
        for m in c.iter("message")
    ]


def test_the_window_speaks_english_and_chinese_again(desk: Desk, qtbot: QtBot) -> None:
    desk.open()
    first = desk.window
    qtbot.waitExposed(first)
    assert first.docks.dock["layers"].windowTitle() == "图层"
    camera = first.map.view.camera
    desk.session.select(["rail.hunan-hsr"])
    desk.set_language("en")
    qtbot.waitUntil(lambda: desk.window is not first)
    english = desk.window
    qtbot.waitExposed(english)
    assert english.docks.dock["layers"].windowTitle() == "Layers"
    assert english.actions_.action["quit"].text() == "Quit"
    assert desk.session.selection.features == ("rail.hunan-hsr",)
    assert english.map.view.camera.centre == pytest.approx(camera.centre, abs=0.01)
    desk.set_language("zh")
    qtbot.waitUntil(lambda: desk.window is not english)
    qtbot.addWidget(desk.window)
    assert desk.window.docks.dock["layers"].windowTitle() == "图层"
    # Nothing of the windows that went listens any more.
    desk.set_theme("dark")
    desk.session.set_visible(["rail"], False)
    desk.set_theme("light")


def test_translations_keep_what_is_filled_in(root: Path) -> None:
    for context, source, english in translations(root):
        if english:
            assert sorted(HOLES.findall(source)) == sorted(HOLES.findall(english)), context


def test_what_the_program_reads_is_what_was_written(root: Path) -> None:
    translator = QTranslator()
    assert translator.load(str(root / "resources" / "i18n" / "luoyang_en.qm"))
    for context, source, english in translations(root):
        if english:
            assert translator.translate(context, source) == english


def test_words_kept_outside_the_window_have_english(root: Path) -> None:
    known = {(context, source) for context, source, english in translations(root) if english}
    words = [
        *(("AnnotationKind", kind.label) for kind in AnnotationKind),
        *(("CoveragePage", name) for name in DIMENSIONS),
        *(("Format", f.title) for f in FORMATS.values() if not f.title.isascii()),
        *(("Format", f.summary) for f in FORMATS.values()),
        *(("Subject", subject.value) for subject in Subject),
    ]
    assert not [word for word in words if word not in known]
