"""The user's own figures and links leave in the ledger's format and are read back by it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from luoyang_gis.plan.files import read_csv
from luoyang_gis.plan.ledger import LINK_COLUMNS, RECORD_COLUMNS, read_actual, read_link
from luoyang_gis.plan.model import Link
from luoyang_gis.workspace import csvio
from luoyang_gis.workspace.audit import logged
from luoyang_gis.workspace.edits import ledger
from luoyang_gis.workspace.model import UserActual, UserLink, Workspace

from .conftest import WHEN
from .strategies import ACTUALS, LINKS


def written(folder: Path, text: str) -> Path:
    path = folder / "own.csv"
    path.write_text(text, encoding="utf-8")
    return path


def folded(actual: UserActual) -> UserActual:
    """An actual whose texts have no white space that a table would lose."""
    texts = {k: "".join(getattr(actual, k).split())[:40] for k in ("summary", "source", "note")}
    return replace(actual, **texts)


@given(st.lists(ACTUALS.map(folded), max_size=4, unique_by=lambda a: a.id))
def test_the_ledger_reads_the_actuals(tmp_path_factory, actuals: list[UserActual]) -> None:  # type: ignore[no-untyped-def]
    workspace = Workspace(actuals=tuple(actuals))
    path = written(tmp_path_factory.mktemp("csv"), csvio.actuals_csv(workspace))
    rows = [read_actual(row) for _, row in read_csv(path, RECORD_COLUMNS)]
    assert rows == [a.record for a in actuals]


@given(st.lists(LINKS, max_size=4, unique_by=lambda x: x.key))
def test_the_ledger_reads_the_links(tmp_path_factory, links: list[UserLink]) -> None:  # type: ignore[no-untyped-def]
    workspace = Workspace(links=tuple(links))
    path = written(tmp_path_factory.mktemp("csv"), csvio.links_csv(workspace))
    rows = [read_link(row) for _, row in read_csv(path, LINK_COLUMNS)]
    assert rows == [Link(x.record, x.feature, x.role) for x in links if x.role]


def test_the_log_is_a_table_that_runs_no_formula() -> None:
    start = Workspace()
    actual = UserActual("own.a0001", "=cmd()", None, "总量\n二", "公报", "张", WHEN, 5200.5)
    log = logged(start, ledger.put_actual(start, actual), "@李", WHEN)
    lines = csvio.log_csv(log).splitlines()
    assert lines[0] == "序号,时间,用户,类别,对象,动作,原值,新值"
    assert len(lines) == 2
    assert ",'@李,实绩,own.a0001,新增,,'=cmd() · " in lines[1]
