"""Random annotations, scenes, layers, ledger entries and edits."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from luoyang_gis.plan.model import Comparator, Due, FeatureStatus, GeometryKind, Role, Theme
from luoyang_gis.workspace.edits import annotations as notes
from luoyang_gis.workspace.edits import layers as imports
from luoyang_gis.workspace.edits import ledger
from luoyang_gis.workspace.edits import scenes as views
from luoyang_gis.workspace.model import (
    POINT_COUNTS,
    Annotation,
    AnnotationKind,
    Column,
    ColumnType,
    Dash,
    ImportedFeature,
    ImportedLayer,
    Scene,
    Style,
    UserActual,
    UserLink,
    UserStatus,
    Workspace,
)

TEXTS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "<script>alert('洛')</script>",
            "👩‍🚒🧑🏽‍🌾🇨🇳",
            "שלום עולם مرحبا",
            "洛" * 5000,
            '"引号" \'; DROP TABLE scenes; --',
            "=1+1",
            "两行\n三\t格",
        ]
    ),
)
MOMENTS = st.integers(0, 10**9).map(
    lambda s: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(seconds=s)
)
POSITIONS = st.tuples(st.floats(108, 116), st.floats(32, 37))
COLOURS = st.from_regex(r"#[0-9A-F]{6}([0-9A-F]{2})?", fullmatch=True)
IDS = st.uuids().map(lambda u: u.hex)
STYLES = st.builds(
    Style,
    stroke=COLOURS,
    width=st.floats(0, 20),
    dash=st.sampled_from(Dash),
    fill=st.one_of(st.just(""), COLOURS),
    opacity=st.floats(0, 1),
    text_colour=COLOURS,
    font_size=st.floats(6, 72),
    bold=st.booleans(),
    text_width=st.floats(0, 900),
    halo=st.booleans(),
)


@st.composite
def annotations(draw: st.DrawFn, scene: str | None = None) -> Annotation:
    kind = draw(st.sampled_from(AnnotationKind))
    fewest, most = POINT_COUNTS[kind]
    return Annotation(
        id=draw(IDS),
        kind=kind,
        points=tuple(draw(st.lists(POSITIONS, min_size=fewest, max_size=most or 8))),
        text=draw(TEXTS),
        style=draw(STYLES),
        rotation=draw(st.floats(-360, 360)),
        radius_m=draw(st.floats(1, 50_000)) if kind is AnnotationKind.CIRCLE else 0.0,
        number=draw(st.integers(0, 99)),
        scene=scene,
        feature=draw(st.sampled_from([None, "place.a", "place.b"])),
        created=draw(MOMENTS),
        modified=draw(MOMENTS),
    )


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    west, south = draw(st.floats(108, 112)), draw(st.floats(32, 34))
    return Scene(
        id=draw(IDS),
        title=draw(TEXTS),
        extent=(west, south, west + 1, south + 1),
        layers=tuple(draw(st.lists(st.sampled_from(["places", "roads", "rivers"]), unique=True))),
        opacities=draw(st.dictionaries(st.just("places"), st.floats(0, 1))),
        date=draw(st.one_of(st.none(), st.dates())),
        notes=draw(TEXTS),
        highlights=tuple(draw(st.lists(st.sampled_from(["place.a", "place.b"]), max_size=2))),
    )


def point_wkb(lon: float, lat: float) -> bytes:
    """A point as well-known binary."""
    return struct.pack("<BIdd", 1, 1, lon, lat)


@st.composite
def layers(draw: st.DrawFn) -> ImportedLayer:
    columns = (
        Column(draw(st.sampled_from(["名称", 'a "b"', "fid", "geom", "select"])), ColumnType.TEXT),
        Column("n", ColumnType.INTEGER),
        Column("x", ColumnType.REAL),
        Column("真", ColumnType.BOOLEAN),
    )
    values = st.tuples(
        st.one_of(st.none(), TEXTS.map(lambda t: t.replace("\0", ""))),
        st.one_of(st.none(), st.integers(-(2**53), 2**53)),
        st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False)),
        st.one_of(st.none(), st.booleans()),
    )
    rows = st.builds(lambda at, row: ImportedFeature(point_wkb(*at), row), POSITIONS, values)
    return ImportedLayer(
        id=draw(IDS),
        name=draw(TEXTS),
        geometry=GeometryKind.POINT,
        columns=columns,
        features=tuple(draw(st.lists(rows, max_size=4))),
        source=draw(st.text(max_size=10)),
        symbol=draw(st.sampled_from([{}, {"fill": "#A9CBE0", "size": 3}])),
        visible=draw(st.booleans()),
        opacity=draw(st.floats(0, 1)),
        imported=draw(MOMENTS),
    )


ACTUALS = st.builds(
    UserActual,
    id=st.integers(1, 5).map(lambda n: f"own.a{n:04}"),
    indicator=st.just("地区生产总值"),
    due=st.sampled_from([None, Due.parse("2021"), Due.parse("2021-H1"), Due.parse("2016/2020")]),
    summary=TEXTS,
    source=st.text(max_size=10),
    author=st.sampled_from(["张", "李"]),
    at=MOMENTS,
    value=st.one_of(st.none(), st.floats(0, 1e9)),
    comparator=st.sampled_from([None, *Comparator]),
    unit=st.sampled_from(["", "亿元"]),
    theme=st.sampled_from(Theme),
)
LINKS = st.builds(
    UserLink,
    record=st.sampled_from(["doc.0001", "doc.a0001", "own.a0001"]),
    feature=st.sampled_from(["place.a", "place.b"]),
    role=st.sampled_from([None, *Role]),
    author=st.just("张"),
    at=MOMENTS,
    note=st.text(max_size=5),
)
STATUSES = st.builds(
    UserStatus,
    feature=st.sampled_from(["place.a", "place.b"]),
    status=st.sampled_from(FeatureStatus),
    author=st.just("李"),
    at=MOMENTS,
    status_date=st.sampled_from([None, Due.parse("2021-05")]),
)

Edit = Callable[[Workspace], Workspace]


def some(data: st.DataObject, ids: list[str]) -> list[str]:
    """A few of the ids."""
    return data.draw(st.lists(st.sampled_from(ids), unique=True, max_size=4)) if ids else []


def edit(data: st.DataObject, w: Workspace) -> tuple[str, Workspace]:
    """One random edit: its name and what comes of it."""
    ids = some(data, [a.id for a in w.annotations])
    scene = data.draw(st.sampled_from([None, *w.scene]))
    layer = data.draw(st.sampled_from([None, *w.layer]))
    degrees = st.floats(-200, 200)
    edits: dict[str, Callable[[], Workspace]] = {
        "add": lambda: notes.add(w, data.draw(annotations(scene))),
        "delete": lambda: notes.delete(w, ids),
        "move": lambda: notes.move(w, ids, data.draw(degrees), data.draw(degrees)),
        "rotate": lambda: notes.rotate(w, ids, data.draw(degrees)),
        "text": lambda: notes.set_text(w, ids, data.draw(TEXTS)),
        "style": lambda: notes.restyle(w, ids, lambda s: replace(s, width=data.draw(st.floats(0, 9)))),
        "attach": lambda: notes.attach(w, ids, "place.a"),
        "assign": lambda: notes.assign(w, ids, scene),
        "duplicate": lambda: notes.duplicate(w, ids)[0],
        "paste": lambda: notes.paste(w, notes.copy(w, ids), scene)[0],
        "stack": lambda: notes.restack(w, ids, data.draw(st.sampled_from(notes.Stack))),
        "align": lambda: notes.align(w, ids, data.draw(st.sampled_from(notes.Edge))),
        "distribute": lambda: notes.distribute(w, ids, data.draw(st.booleans())),
        "scene": lambda: views.add(w, data.draw(scenes()), scene),
        "scene title": lambda: views.rename(w, scene or "", data.draw(TEXTS)),
        "scene order": lambda: views.move(w, scene or "", data.draw(st.integers(-1, 9))),
        "scene copy": lambda: views.duplicate(w, scene)[0] if scene else w,
        "scene gone": lambda: views.delete(w, scene or ""),
        "import": lambda: imports.add(w, data.draw(layers())),
        "layer": lambda: imports.change(w, layer or "", lambda x: replace(x, visible=not x.visible)),
        "layer order": lambda: imports.reorder(w, [layer or ""]),
        "layer gone": lambda: imports.delete(w, layer or ""),
        "actual": lambda: ledger.put_actual(w, data.draw(ACTUALS)),
        "actual gone": lambda: ledger.delete_actual(w, "own.a0001"),
        "link": lambda: ledger.put_link(w, data.draw(LINKS)),
        "link reset": lambda: ledger.reset_link(w, "doc.0001", "place.a"),
        "status": lambda: ledger.put_status(w, data.draw(STATUSES)),
        "status reset": lambda: ledger.reset_status(w, "place.a"),
        "title": lambda: replace(w, title=data.draw(st.text(max_size=10))),
    }  # fmt: skip
    name = data.draw(st.sampled_from(sorted(edits)))
    return name, edits[name]()


@st.composite
def workspaces(draw: st.DrawFn) -> Workspace:
    """A workspace with a little of everything, logged."""
    from luoyang_gis.workspace.audit import logged

    shown = draw(st.lists(scenes(), max_size=2, unique_by=lambda s: s.id))
    place = draw(st.sampled_from([None, *(s.id for s in shown)]))
    found = Workspace(
        title=draw(st.text(max_size=10)),
        scenes=tuple(shown),
        annotations=tuple(draw(st.lists(annotations(place), max_size=4, unique_by=lambda a: a.id))),
        layers=tuple(draw(st.lists(layers(), max_size=2, unique_by=lambda x: x.id))),
        actuals=tuple(draw(st.lists(ACTUALS, max_size=2, unique_by=lambda a: a.id))),
        links=tuple(draw(st.lists(LINKS, max_size=2, unique_by=lambda x: x.key))),
        statuses=tuple(draw(st.lists(STATUSES, max_size=2, unique_by=lambda s: s.key))),
    )
    return logged(Workspace(), found, "张", draw(MOMENTS))
