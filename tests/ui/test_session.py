"""The shared state of the desktop."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from luoyang_gis.plan.model import (
    Feature,
    FeatureStatus,
    Geometry,
    GeometryKind,
    Kind,
    Layer,
    Link,
    Passage,
    Plan,
    Role,
    Target,
    Theme,
)
from luoyang_gis.ui.session import Selection, Session


def layer(id_: str, *tags: str) -> Layer:
    feature = Feature(
        f"{id_}.a",
        id_,
        id_,
        "",
        FeatureStatus.EXISTING,
        Geometry("Point", (112.4, 34.6)),
        "示意",
        9,
    )
    return Layer(id_, id_, "g", GeometryKind.POINT, id_, f"{id_}.geojson", tags, "", (feature,))


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    target = Target("d.1", Passage("d", "一", "锚"), Kind.COMMITMENT, "桥", Theme.CITY, "修桥")
    layers = (layer("base", "底图"), layer("rail", "交通"), layer("park", "产业"))
    links = (Link("d.1", "rail.a", Role.CARRIES),)
    return Session(Plan((), (), (target,), (), links, (), layers))


def test_selection_history(session: Session) -> None:
    session.select(["rail.a"])
    session.select_record("d.1")
    session.go_back()
    assert session.selection == Selection(("rail.a",))
    session.go_forward()
    assert session.selection == Selection(("rail.a",), "d.1")
    session.go_back()
    session.select(["park.a"])
    assert not session.can_go_forward


def test_selecting_a_record_reveals_its_features(session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.reveal_requested) as told:
        session.select_record("d.1")
    assert told.args == [("rail.a",)]


def test_solo_and_back(session: Session) -> None:
    session.set_visible(["park"], False)
    before = session.visible_layers
    session.solo("rail")
    assert session.visible_layers == ("rail",)
    session.solo("rail")
    assert session.visible_layers == before


def test_sets_are_rules_over_tags_and_keep_the_base_map(session: Session) -> None:
    session.show_set(["交通"])
    assert session.visible_layers == ("base", "rail")


def test_only_changes_are_told(session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.layers_changed) as told:
        session.show_only(["base", "rail"])
    assert told.args == [("park",)]
    with qtbot.assertNotEmitted(session.layers_changed):
        session.show_only(["base", "rail"])


def test_order_names_every_layer(session: Session) -> None:
    with pytest.raises(ValueError, match="every layer"):
        session.set_order(["rail"])
    session.set_order(["rail", "park", "base"])
    assert session.order == ("rail", "park", "base")


def test_statuses_are_computed_as_of_the_timeline(session: Session) -> None:
    session.set_day(date(2025, 6, 1))
    assert session.as_of == date(2025, 6, 1)
    session.set_day(None)
    assert session.as_of == session.plan.newest
