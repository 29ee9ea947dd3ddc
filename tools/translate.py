"""The window's English: `python tools/translate.py` collects what is to be said and compiles it.

Texts are written in `resources/i18n/luoyang_en.ts` (by hand or with pyside6-linguist); what has no
English yet is listed and stays Chinese. `--check` changes nothing and fails where anything is missing.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ROOT / "resources" / "i18n" / "luoyang_en.ts"
BIN = Path(sys.executable).parent


def sources() -> list[str]:
    """Every module that speaks to the user through Qt."""
    folders = (ROOT / "luoyang_gis" / "ui", ROOT / "luoyang_gis" / "canvas")
    return [str(p.relative_to(ROOT)) for folder in folders for p in sorted(folder.rglob("*.py"))]


def collect(texts: Path) -> None:
    """Bring a file of texts up to date with the code."""
    languages = ("-source-language", "zh_CN", "-target-language", "en_GB")
    options = ("-no-obsolete", "-locations", "none", *languages)
    call("pyside6-lupdate", *options, *sources(), "-ts", str(texts))


def compile_(texts: Path) -> None:
    """Make the file the program reads."""
    call("pyside6-lrelease", "-silent", str(texts), "-qm", str(texts.with_suffix(".qm")))


def call(tool: str, *arguments: str) -> None:
    """Run one of Qt's tools at the project's root."""
    command = [str(BIN / tool), *arguments]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def untranslated(texts: Path) -> Iterator[str]:
    """What has no English yet."""
    for context in ElementTree.parse(texts).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None or translation.get("type") == "unfinished":
                yield f"{context.findtext('name')}: {message.findtext('source')}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, list what is missing")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / TEXTS.name
        if TEXTS.exists():
            texts.write_bytes(TEXTS.read_bytes())
        collect(texts)
        missing = list(untranslated(texts))
        for line in missing:
            print(line)
        print(f"{len(missing)} without English")
        if options.check:
            return 1 if missing else 0
        TEXTS.parent.mkdir(exist_ok=True)
        TEXTS.write_bytes(texts.read_bytes())
    compile_(TEXTS)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
