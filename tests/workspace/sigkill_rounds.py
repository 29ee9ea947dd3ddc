"""Forks a program that edits and saves without rest, kills it, and looks at what it left.

Run as a script: FOLDER ROUNDS SEED; prints one JSON document. It imports no Qt, so that a fork is
a matter of milliseconds and the kills fall into edits and saves, not into start-up.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from luoyang_gis.plan.model import Role
from luoyang_gis.workspace import disk, gpkg
from luoyang_gis.workspace.audit import logged
from luoyang_gis.workspace.edits import annotations as notes
from luoyang_gis.workspace.edits import ledger
from luoyang_gis.workspace.journal import discard, unfinished
from luoyang_gis.workspace.keeper import Keeper
from luoyang_gis.workspace.model import Annotation, AnnotationKind, UserLink, Workspace

WHEN = datetime(2021, 3, 1, tzinfo=UTC)
ROLES = tuple(Role)


def step(before: Workspace, n: int) -> Workspace:
    """The n-th action; the title counts them, so that a workspace tells how far it came."""
    ids = list(before.annotation)
    match n % 5:
        case 0 if len(ids) > 40:
            after = notes.delete(before, ids[:8])
        case 1 if ids:
            after = notes.move(before, ids[-3:], 0.001, 0.001, WHEN)
        case 2:
            link = UserLink("doc.0001", f"place.{n % 7}", ROLES[n % len(ROLES)], "张", WHEN)
            after = ledger.put_link(before, link)
        case 3 if ids:
            after = notes.restack(before, ids[:2], notes.Stack.FRONT)
        case _:
            note = Annotation(
                f"{n:06}", AnnotationKind.TEXT, ((112.4, 34.6),), f"第 {n} 步" * 20,
                created=WHEN, modified=WHEN,
            )  # fmt: skip
            after = notes.add(before, note)
    return logged(before, replace(after, title=str(n)), "张", WHEN)


class Expected:
    """What the workspace is after n actions."""

    def __init__(self) -> None:
        self._states = [Workspace(title="0")]

    def after(self, n: int) -> Workspace:
        while len(self._states) <= n:
            self._states.append(step(self._states[-1], len(self._states)))
        return self._states[n]


def work(path: Path, recovery: Path, seed: int, tell: int) -> None:
    """Recover or open, then edit and save until killed."""
    chance = random.Random(seed)
    left = unfinished(recovery)
    if left:
        keeper = Keeper.recover(left[0], recovery)
        for other in left[1:]:
            discard(other)
    elif path.exists():
        keeper = Keeper.open(path, recovery)
    else:
        keeper = Keeper.new(Workspace(title="0"), recovery)
    n = int(keeper.workspace.title)
    while True:
        n += 1
        after = step(keeper.workspace, n)
        os.write(tell, b"a %d\n" % n)
        keeper.record("编辑", after)
        if keeper.trouble:
            os.write(tell, f"! {keeper.trouble}\n".encode())
        os.write(tell, b"A %d\n" % n)
        if chance.random() < 0.1:
            keeper.sync()
        if chance.random() < 0.1:
            os.write(tell, b"s %d\n" % n)
            keeper.save(path)
            os.write(tell, b"S %d\n" % n)


def told(pipe: int) -> list[tuple[str, str]]:
    """Everything the dead program had time to say."""
    with os.fdopen(pipe, encoding="utf-8") as file:
        return [(line[0], line[2:].strip()) for line in file]


def main(folder: Path, rounds: int, seed: int) -> dict[str, object]:
    path, recovery = folder / "w.gpkg", folder / "recovery"
    recovery.mkdir()
    chance = random.Random(seed)
    expected = Expected()
    acted = saved = in_action = in_save = in_start = 0
    findings: list[str] = []
    for round_ in range(rounds):
        reading, writing = os.pipe()
        pid = os.fork()
        if not pid:
            os.close(reading)
            try:
                work(path, recovery, seed + round_, writing)
            except Exception as error:  # noqa: BLE001 - a dead child must say why
                os.write(writing, f"! {type(error).__name__} {error}\n".encode())
            os._exit(1)
        os.close(writing)
        time.sleep(chance.uniform(0.005, 0.15))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        said = told(reading)
        findings += [f"round {round_}: {text}" for kind, text in said if kind == "!"]
        in_start += not said
        in_action += bool(said) and said[-1][0] == "a"
        in_save += bool(said) and said[-1][0] == "s"
        acted = max([acted, *(int(text) for kind, text in said if kind == "A")])
        saved = max([saved, *(int(text) for kind, text in said if kind == "S")])
        reached = [0]
        if path.exists():
            found = gpkg.decode(path, disk.read(path))
            reached.append(int(found.title))
            if found != expected.after(reached[-1]):
                findings.append(f"round {round_}: the file differs from action {reached[-1]}")
            if reached[-1] < saved:
                findings.append(f"round {round_}: the file is at {reached[-1]}, {saved} was saved")
        for left in unfinished(recovery):
            found = left.load()
            reached.append(int(found.title))
            if found != expected.after(reached[-1]):
                findings.append(f"round {round_}: what is left differs from action {reached[-1]}")
        if not acted <= max(reached) <= acted + 1:
            findings.append(f"round {round_}: {acted} actions done, {max(reached)} found")
        acted = max(reached)
    return {
        "kills": rounds,
        "actions": acted,
        "saved": saved,
        "killed_in_start": in_start,
        "killed_in_action": in_action,
        "killed_in_save": in_save,
        "findings": findings,
    }


if __name__ == "__main__":
    print(
        json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])), ensure_ascii=False)
    )
