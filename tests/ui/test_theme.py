"""Text is legible in both themes: at least 4.5 to 1 against whatever it stands on."""

from __future__ import annotations

import pytest

from luoyang_gis.ui.theme import THEMES

GROUNDS = ("window", "surface", "card", "hover", "tint")
INKS = ("text", "soft", "accent", "built", "building", "decided", "planned", "late", "met")


def luminance(code: str) -> float:
    channels = (int(code[i : i + 2], 16) / 255 for i in (1, 3, 5))
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", INKS)
def test_words_are_legible(theme: str, ground: str, ink: str) -> None:
    colors = THEMES[theme]
    assert contrast(getattr(colors, ink), getattr(colors, ground)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_words_on_the_accent_are_legible(theme: str) -> None:
    assert contrast(THEMES[theme].on_accent, THEMES[theme].accent) >= 4.5
