"""The symbol definition: what is read, what is refused, what a status changes."""

from __future__ import annotations

import tomllib

import pytest

from luoyang_gis.plan.load import read
from luoyang_gis.plan.symbols import (
    SIZES,
    Palette,
    Shield,
    Symbol,
    Text,
    parse_statuses,
    parse_symbol,
    route_number,
    size_factor,
)

STATUSES = """
[[status]]
label = "规划"
when = ["规划", "谋划"]
dash = [6, 4]
strength = 0.6
form = "hollow"
"""
RULES = """
text = { placement = "line", size = 10, priority = 3 }
[[rule]]
label = "高铁"
when = { kind = ["*高速*"], status = ["规划", "已建成"] }
strokes = [{ color = "hsr", width = 3 }, { color = "paper", width = 1.5, dash = [9, 7] }]
text = { size = 14 }
[[rule]]
label = "车站"
marker = { color = "hsr", icon = "train" }
"""


def symbol(rules: str = RULES) -> Symbol:
    return parse_symbol(tomllib.loads(rules), parse_statuses(tomllib.loads(STATUSES)))


def test_first_matching_rule_draws() -> None:
    found = symbol().rule("高速铁路", "已建成")
    assert found is not None
    assert found.label == "高铁"
    assert found.text == Text("line", size=14, priority=3)
    other = symbol().rule("普速铁路", "已建成")
    assert other is not None
    assert other.label == "车站"
    assert other.text == Text("line", size=10, priority=3)


def test_nothing_draws_what_no_rule_matches() -> None:
    assert Symbol().style("高速铁路", "已建成") is None


def test_status_breaks_lines_drops_ties_and_opens_markers() -> None:
    built = symbol().style("高速铁路", "已建成")
    planned = symbol().style("高速铁路", "规划")
    assert built is not None
    assert planned is not None
    assert [s.dash for s in built.strokes] == [(), (9, 7)]
    assert [s.dash for s in planned.strokes] == [(6, 4)]
    assert planned.strength == 0.6
    sign = symbol().style("车站", "谋划")
    assert sign is not None
    assert sign.marker is not None
    assert sign.marker.form == "hollow"


def test_palette_mixes_with_paper() -> None:
    palette = Palette("light", {"paper": "#ffffff", "hsr": "#000000"})
    assert palette.hex("hsr") == "#000000"
    assert palette.hex("hsr", 0.6) == "#666666"
    assert palette.hex("#123456") == "#123456"


def test_sizes_grow_towards_the_street() -> None:
    assert [size_factor(n) for n, _ in SIZES] == [f for _, f in SIZES]
    factors = [size_factor(n) for n in (5e6, 1e6, 6e5, 3e5, 1e5, 5e4, 2e4, 1e4, 1e3)]
    assert factors == sorted(factors)


def test_shield_carries_the_route_number() -> None:
    assert route_number(("连霍", "G30")) == "G30"
    assert route_number(("G1516 盐洛高速西延", "S92")) == "S92"
    assert route_number(("连霍",)) == ""
    table = tomllib.loads(
        '[[rule]]\nlabel = "路"\nstrokes = [{ color = "a" }]\n'
        'text = { shield = { color = "a", ink = "b", max_scale = 500000 } }'
    )
    text = parse_symbol(table, ()).rules[0].text
    assert text is not None
    assert text.shield == Shield("a", "b", max_scale=500_000)


@pytest.mark.parametrize(
    ("rule", "word"),
    [
        ("strokes = [{ color = 'a', width = 0 }]", "width"),
        ("strokes = [{ color = 'a', dash = [3] }]", "dash"),
        ("strokes = [{ width = 1 }]", "color"),
        ("strokes = [{ color = 'a', cap = 'oval' }]", "oval"),
        ("fill = { color = 'a', opacity = 2 }", "opacity"),
        ("marker = { color = 'a', shape = 'pear' }", "pear"),
        ("glow = 3", "glow"),
        ("text = { placement = 'sky' }", "sky"),
        ("min_scale = 5\nmax_scale = 4", "max_scale"),
    ],
)
def test_bad_symbols_are_refused_in_one_sentence(rule: str, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        symbol(f"[[rule]]\nlabel = '图'\n{rule}")


def test_every_bundled_layer_has_a_symbol() -> None:
    plan = read().plan
    assert all(layer.symbol.rules for layer in plan.layers)
    assert all(rule.label for layer in plan.layers for rule in layer.symbol.rules)
    assert set(plan.palettes["light"]) == set(plan.palettes["dark"])
