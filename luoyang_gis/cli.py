"""Every job of the program without a window."""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from luoyang_gis import __version__
from luoyang_gis.errors import LuoyangError, UsageError, reason
from luoyang_gis.export.registry import FORMATS
from luoyang_gis.plan import report
from luoyang_gis.plan.findings import Finding
from luoyang_gis.plan.load import load, read
from luoyang_gis.plan.model import Plan
from luoyang_gis.plan.validate import unlinked, validate
from luoyang_gis.usage import WRONG_USE, Parser, day, names, one_line, share, size

if TYPE_CHECKING:
    from luoyang_gis.plan.conflicts import Conflict
    from luoyang_gis.workspace.model import Workspace

FINE, FINDINGS = 0, 1
INTERRUPTED = 130


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="luoyang-gis", description="洛阳规划地图：把地图和规划文件的目标连在一起")
    parser.add_argument(
        "--version", action="version", version=f"luoyang-gis {__version__}", help="显示版本"
    )
    parser.epilog = "不带命令就打开窗口；后面可以跟一个工作区文件（.gpkg）。"
    commands = parser.add_subparsers(dest="command", metavar="命令", parser_class=Parser)

    check = commands.add_parser("check", help="检查规划数据、几何与关联")
    with_what = check.add_mutually_exclusive_group()
    with_what.add_argument(
        "--documents", type=Path, metavar="DIR", help="在这些文件里找出每一处锚文"
    )
    with_what.add_argument("--reference", type=Path, metavar="DIR", help="与独立的参考数据比较几何")
    check.add_argument("--json", action="store_true")
    check.set_defaults(run=_check)

    listing = commands.add_parser("list", help="列出文件、指标、目标、要素等")
    listing.add_argument("what", choices=tuple(LISTS), metavar="|".join(LISTS))
    listing.add_argument("--as-of", type=day, metavar="DATE", help="按这一天计算状态")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=_list)

    show = commands.add_parser("show", help="一个要素或目标及其全部关联")
    show.add_argument("id", metavar="ID")
    show.add_argument("--as-of", type=day, metavar="DATE", help="按这一天计算状态")
    show.add_argument("--json", action="store_true")
    show.set_defaults(run=_show)

    extract = commands.add_parser("extract", help="从一份新文件里提出候选的目标与实绩")
    extract.add_argument("file", type=Path, metavar="FILE", help="文本（UTF-8、GB18030）或 PDF")
    extract.add_argument(
        "--name", default="new", metavar="ID", help="候选编号的前缀，即新文件的编号"
    )
    extract.add_argument("--least", type=share, metavar="0-1", help="只列把握不低于此的候选")
    shape = extract.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true")
    shape.add_argument("--csv", action="store_true", help="按账本的列输出，供表格软件核对")
    shape.add_argument("--compare", action="store_true", help="已入账的文件：与账本比较查全、查准")
    extract.set_defaults(run=_extract)

    export = commands.add_parser("export", help="导出网页、图纸、表格与地理数据")
    export.add_argument("format", choices=tuple(FORMATS), metavar="|".join(FORMATS))
    export.add_argument("--out", type=Path, required=True, metavar="FILE", help="写到这个文件")
    export.add_argument("--workspace", type=Path, metavar="FILE", help="用这个工作区的场景与标注")
    export.add_argument("--scene", metavar="ID", help="只导出这个场景")
    export.add_argument("--layers", type=names, metavar="a,b", help="只导出这些图层")
    export.add_argument("--basemap", metavar="URL", help="网页里可打开的在线底图，{z}/{x}/{y}")
    export.add_argument("--title", help="总标题")
    export.add_argument("--size", type=size, metavar="1600x1000", help="图片的像素，代替纸张")
    export.add_argument("--dpi", type=int, default=150, help="图片每英寸的像素，默认 150")
    export.add_argument("--paper", choices=("A4", "A3"), default="A4", help="纸张，默认 A4")
    export.add_argument("--portrait", action="store_true", help="纸张竖放")
    export.add_argument("--plain", action="store_true", help="只要地图，不要标题、图例与来源")
    export.add_argument("--json", action="store_true")
    export.set_defaults(run=_export)

    bench = commands.add_parser("bench", help="测量启动、重绘、平移、点选与导出")
    bench.add_argument("--data", type=Path, metavar="FILE", help="用这个文件代替自造的十万个面")
    bench.add_argument("--extents", metavar="w,s,e,n;…", help="要重绘的范围（度）")
    bench.add_argument("--runs", type=int, default=5, metavar="N", help="每项重复几次取中位数")
    bench.add_argument("--json", action="store_true")
    bench.set_defaults(run=_bench)

    doctor = commands.add_parser("doctor", help="检查本机缺少什么")
    doctor.add_argument("--json", action="store_true")
    doctor.set_defaults(run=_doctor)
    return parser


def _say(line: str = "") -> None:
    print(line)


def _warn(line: str) -> None:
    sys.stderr.write(one_line(line))


def _print_json(value: object) -> None:
    # Where the output is not in UTF-8, escapes keep it the same document.
    escaped = (sys.stdout.encoding or "").lower() not in ("utf-8", "utf8")
    json.dump(value, sys.stdout, ensure_ascii=escaped, indent=1, allow_nan=False)
    _say()


def _check(options: argparse.Namespace) -> int:
    reading = read()
    findings = [*reading.findings, *validate(reading.plan)]
    if options.documents:
        from luoyang_gis.plan.passages import check_anchors, open_library

        library = open_library(reading.plan, options.documents)
        findings += [*library.findings, *check_anchors(reading.plan, library)]
    plan = reading.plan
    if options.reference:
        return _compare(plan, options)
    if options.json:
        _print_json([asdict(f) for f in findings])
    else:
        for finding in findings:
            _say(str(finding))
        _say(
            f"{len(plan.documents)} 份文件，{len(plan.targets)} 条目标，{len(plan.actuals)} 条实绩，"
            f"{len(plan.layers)} 个图层，{len(plan.features)} 个要素，{len(plan.links)} 条关联："
            + (f"发现 {len(findings)} 处问题" if findings else "没有问题")
        )
    return FINDINGS if findings else FINE


def _compare(plan: Plan, options: argparse.Namespace) -> int:
    """Print how far each comparable feature lies from independent data; a figure, not a verdict."""
    from luoyang_gis.geo.reference import reference_report

    rows = reference_report(plan.features, options.reference)
    if options.json:
        _print_json([asdict(row) for row in rows])
        return FINE
    for row in rows:
        area = "" if row.area_percent is None else f"  面积差 {row.area_percent:+.1f}%"
        _say(
            f"{row.feature}  {row.reference_name}（{row.reference_file}）"
            f"  平均 {row.mean_m:.0f} 米  最大 {row.max_m:.0f} 米{area}"
        )
    return FINE


Rows = tuple[list[report.Json], Callable[[report.Json], str]]


def _line(*keys: str) -> Callable[[report.Json], str]:
    """A human line of a record: the named values, blanks for what is missing."""

    def join(row: report.Json) -> str:
        return "  ".join(str(row[k]) for k in keys if row.get(k) not in (None, ""))

    return join


def _figure_line(row: report.Json) -> str:
    value = row["value"]
    figure = f"{row['comparator']}{value:g}{row['unit']}" if isinstance(value, float) else ""
    return "  ".join(
        str(v) for v in (row["id"], row["due"] or "—", row["indicator"], figure, row["status"]) if v
    )


def _findings_rows(findings: Iterable[Finding]) -> list[report.Json]:
    return [asdict(f) for f in findings]


def _conflicts(plan: Plan) -> Iterable[Conflict]:
    from luoyang_gis.plan.conflicts import conflicts

    return conflicts(plan)


LISTS: Mapping[str, Callable[[Plan, date], Rows]] = {
    "documents": lambda p, _: (
        [report.document_json(d) for d in p.documents],
        _line("id", "date", "title"),
    ),
    "indicators": lambda p, _: (
        [report.indicator_json(p, i) for i in p.indicators],
        _line("name", "unit", "theme"),
    ),
    "targets": lambda p, day: ([report.target_json(p, t, day) for t in p.targets], _figure_line),
    "actuals": lambda p, _: ([report.actual_json(p, a) for a in p.actuals], _figure_line),
    "features": lambda p, _: (
        [report.feature_json(p, f) for f in p.features],
        _line("id", "name", "layer", "status"),
    ),
    "links": lambda p, _: ([report.link_json(k) for k in p.links], _line("record", "role", "feature")),
    "layers": lambda p, _: ([report.layer_json(x) for x in p.layers], _line("id", "name", "features")),
    "scenes": lambda p, _: ([report.scene_json(s) for s in p.scenes], _line("id", "title")),
    "conflicts": lambda p, _: (
        [report.conflict_json(c) for c in _conflicts(p)],
        _line("kind", "message", "explained"),
    ),
    "unlinked": lambda p, _: (_findings_rows(unlinked(p)), _line("file", "record", "message")),
}  # fmt: skip


def _list(options: argparse.Namespace) -> int:
    plan = load()
    rows, line = LISTS[options.what](plan, options.as_of or plan.newest)
    if options.json:
        _print_json(rows)
    else:
        for row in rows:
            _say(line(row))
    return FINE


def _show(options: argparse.Namespace) -> int:
    plan = load()
    as_of = options.as_of or plan.newest
    if options.id in plan.feature:
        shown = dict(report.feature_json(plan, plan.feature[options.id]))
        ids = [link.record for link in plan.links_of_feature.get(options.id, ())]
        shown["records"] = [_record_row(plan, i, as_of) for i in ids]
        related = shown["records"]
    elif options.id in plan.record:
        shown = dict(_record_row(plan, options.id, as_of))
        links = plan.links_of_record.get(options.id, ())
        shown["linked"] = [
            {**report.link_json(k), "name": plan.feature[k.feature].name} for k in links
        ]
        related = shown["linked"]
    else:
        raise UsageError(
            f"没有编号为“{options.id}”的要素或目标，", "用 luoyang-gis list 查看编号。"
        )
    if options.json:
        _print_json(shown)
        return FINE
    for key, value in shown.items():
        if key not in ("geometry", "records", "linked", "progress") and value not in (None, [], {}):
            _say(f"{key:14} {value}")
    for row in related if isinstance(related, list) else []:
        _say(
            "  · "
            + " ".join(
                str(row.get(k, "")) for k in ("id", "feature", "name", "role", "summary")
            ).strip()
        )
    return FINE


def _record_row(plan: Plan, id_: str, as_of: date) -> report.Json:
    from luoyang_gis.plan.model import Target

    record = plan.record[id_]
    if isinstance(record, Target):
        return report.target_json(plan, record, as_of)
    return report.actual_json(plan, record)


def _export(options: argparse.Namespace) -> int:
    from luoyang_gis.export.job import Basemap, ExportJob

    plan = load()
    workspace = _made(options.workspace, plan)
    job = ExportJob(
        plan=plan,
        workspace=workspace,
        out=options.out,
        basemap=Basemap(options.basemap) if options.basemap else None,
        scene_ids=(options.scene,) if options.scene else None,
        layer_ids=options.layers,
        title=options.title or workspace.title or ExportJob.title,
        size=options.size,
        dpi=options.dpi,
        paper=options.paper,
        landscape=not options.portrait,
        plain=options.plain,
    )
    found = FORMATS[options.format].write(job)
    if options.json:
        _print_json(found.json())
    else:
        for line in found.lines():
            _say(line)
    return FINE if found.complete else FINDINGS


def _extract(options: argparse.Namespace) -> int:
    from luoyang_gis.plan.agreement import agreement_with_ledger
    from luoyang_gis.plan.extract import THRESHOLD, extract
    from luoyang_gis.plan.ledger import RECORD_COLUMNS
    from luoyang_gis.plan.passages import read_document

    plan = load()
    text = read_document(options.file)
    least = THRESHOLD if options.least is None else options.least
    candidates = extract(plan, text, name=options.name, threshold=least)
    if not candidates:
        _warn(
            f"{options.file} 里没有找到候选的目标或实绩，请确认它是文件正文，或用 --least 放宽把握。"
        )
    if options.json:
        _print_json([report.candidate_json(plan, c) for c in candidates])
    elif options.csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(RECORD_COLUMNS)
        writer.writerows(report.candidate_row(c) for c in candidates)
    elif options.compare:
        found = agreement_with_ledger(plan, text, candidates)
        for record in found.missed:
            _say(f"漏  {record.id}  {record.indicator}  {record.passage.anchor}")
        for candidate in found.surplus:
            _say(f"多  {_figure_line(report.candidate_json(plan, candidate))}")
        _say(f"查全 {found.recall:.1%}，查准 {found.precision:.1%}")
    else:
        for candidate in candidates:
            row = report.candidate_json(plan, candidate)
            _say(f"{candidate.confidence:.2f}  {_figure_line(row)}  〔{row['anchor']}〕")
    return FINE


def _made(path: Path | None, plan: Plan) -> Workspace:
    """The workspace in a file, or what everybody starts from."""
    if path is None:
        from luoyang_gis.workspace.model import initial

        return initial(plan)
    from luoyang_gis.workspace import disk, gpkg

    return gpkg.decode(path, disk.read(path))


def _bench(options: argparse.Namespace) -> int:
    from luoyang_gis import bench

    extents = bench.parse_extents(options.extents) if options.extents else None
    report = bench.measure(load(), options.data, extents, max(1, options.runs))
    if options.json:
        _say(bench.as_json(report))
    else:
        for line in bench.lines(report):
            _say(line)
    return FINE


def _doctor(options: argparse.Namespace) -> int:
    from luoyang_gis.doctor import examine

    checks = list(examine())
    if options.json:
        _print_json([asdict(c) for c in checks])
    else:
        for check in checks:
            mark = "好" if check.ok else "缺"
            remedy = "" if check.ok else f"：{check.remedy}"
            _say(f"[{mark}] {check.name}  {check.found}{remedy}")
    return FINE if all(c.ok for c in checks) else FINDINGS


WORKSPACE_SUFFIX = ".gpkg"


def _workspace(arguments: Sequence[str]) -> Path | None:
    """The one argument, where it is a workspace to open and no command."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        return None
    path = Path(arguments[0])
    return path if path.suffix.lower() == WORKSPACE_SUFFIX or path.is_file() else None


def _open_window(workspace: Path | None) -> int:
    from luoyang_gis.ui.app import run

    return run(workspace)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; without one, the desktop app."""
    _forgive_encoding()
    given = sys.argv[1:] if arguments is None else arguments
    workspace = _workspace(given)
    parser = _parser()
    options = parser.parse_args([] if workspace else given)
    try:
        if options.command is None:
            return _open_window(workspace)
        run: Callable[[argparse.Namespace], int] = options.run
        status = run(options)
        # Here, and not when the interpreter ends, a reader that has gone can still be forgiven.
        sys.stdout.flush()
        return status
    except UsageError as error:
        _warn(str(error))
        return WRONG_USE
    except LuoyangError as error:
        _warn(str(error))
        return FINDINGS
    except KeyboardInterrupt:
        _warn("已按要求中断。")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone, as `| head` does; that is no failure.
        _discard_output()
        return FINE
    except OSError as error:
        # What concerns a file has been told by name where it happened; what is left is our output.
        _warn(f"结果写不出去（{reason(error)}），请检查输出所在的磁盘。")
        _discard_output()
        return FINDINGS


def _discard_output() -> None:
    """Let the interpreter's last flush succeed."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _forgive_encoding() -> None:
    """A terminal without Chinese shows escapes instead of a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


if __name__ == "__main__":
    raise SystemExit(main())
