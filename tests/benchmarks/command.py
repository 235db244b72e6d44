"""The command ``python -m tests.benchmarks``: what to measure, and where the figures go."""

from __future__ import annotations

import json
import os
import platform
import shutil
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks import rows_check, rows_growth, rows_paper, rows_start, rows_window
from tests.benchmarks.bench import Bench
from tests.benchmarks.figures import Row
from tests.benchmarks.processes import FailedError, display
from tests.benchmarks.profiles import print_profiles
from tests.benchmarks.tables import between_markers, markdown, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

BENCHMARKS: Mapping[str, Callable[[Bench], Iterator[Row]]] = {
    "brief": rows_paper.brief,
    "pdf": rows_paper.pdf_command,
    "print-window": rows_paper.print_window,
    "book": rows_paper.book,
    "editor-key": rows_window.editor_key,
    "editor-problems": rows_window.editor_problems,
    "start-20": rows_start.start_starter,
    "start-10000": rows_start.start_large,
    "start-world": rows_start.start_world,
    "first-open": rows_start.first_open,
    "change": rows_window.change_starter,
    "change-long": rows_window.change_long,
    "change-reload": rows_window.change_reload,
    "search": rows_window.search,
    "check": rows_check.check,
    "check-peers": rows_check.check_peers,
    "memory": rows_start.at_rest,
    "growth": rows_growth.growth,
}
README = Path(__file__).with_name("README.md")


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print the table, and give 0; 1 where a benchmark failed, 2 for a wrong use."""
    arguments = _parser().parse_args(argv)
    unknown = [name for name in arguments.only or () if name not in BENCHMARKS]
    if unknown and arguments.profile is None:
        print(f"there is no {unknown[0]}; there are {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    with _bench(arguments) as bench:
        if arguments.profile is not None:
            print_profiles(bench, arguments.profile)
            return 0
        began = time.monotonic()
        names = arguments.only or list(BENCHMARKS)
        measured = _measured(bench, names, arguments.json)
    shown = [row for named in measured.values() for row in named]
    print(f"\n{plain(shown)}\n{_machine()}, {time.monotonic() - began:.0f} s in all")
    if arguments.write_readme:
        _write_readme(_kept(arguments.json, measured), arguments.out)
    return 0 if len(measured) == len(names) else 1


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--only", nargs="+", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--quick", action="store_true", help="smaller libraries, fewer runs")
    parser.add_argument(
        "--json", type=Path, metavar="FILE", help="keep the figures; rows not measured now stay"
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="where the curves go")
    parser.add_argument("--cache", type=Path, metavar="DIR", help="where libraries are kept")
    parser.add_argument(
        "--write-readme", action="store_true", help="put table and curves into README.md"
    )
    parser.add_argument(
        "--profile", nargs="*", metavar="NAME", help="print what the time is spent on instead"
    )
    return parser


@contextmanager
def _bench(arguments: Namespace) -> Iterator[Bench]:
    cache = arguments.cache or Path(tempfile.gettempdir()) / "briefing-benchmarks"
    cache.mkdir(parents=True, exist_ok=True)
    arguments.out = (arguments.out or cache / "out").resolve()
    # Beside the libraries: what is made there can be renamed into the cache.
    scratch = Path(tempfile.mkdtemp(prefix="scratch-", dir=cache))
    try:
        with display() as name:
            yield Bench(cache.resolve(), scratch.resolve(), arguments.out, name, arguments.quick)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _measured(bench: Bench, names: Sequence[str], file: Path | None) -> dict[str, list[Row]]:
    """The rows of each benchmark that did not fail, in the file as soon as they are known."""
    rows: dict[str, list[Row]] = {}
    for name in names:
        began = time.monotonic()
        try:
            rows[name] = list(BENCHMARKS[name](bench))
        except FailedError as error:
            print(f"{name}: {error}", file=sys.stderr)
        print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
        if file is not None:
            _write_json(file, _kept(file, rows))
    return rows


def _kept(file: Path | None, measured: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """What was measured now, and what stands in the file of benchmarks that were not."""
    before: dict[str, Any] = {}
    if file is not None and file.is_file():
        before = json.loads(file.read_text("utf-8"))["benchmarks"]
    known = {name: [Row.from_dict(row) for row in rows] for name, rows in before.items()} | measured
    return {name: known[name] for name in BENCHMARKS if name in known}


def _write_json(file: Path, rows: dict[str, list[Row]]) -> None:
    data = {
        "machine": _machine(),
        "benchmarks": {name: [row.as_dict() for row in each] for name, each in rows.items()},
    }
    file.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _write_readme(rows: dict[str, list[Row]], out: Path) -> None:
    table = markdown([row for each in rows.values() for row in each], f"Measured on {_machine()}.")
    README.write_text(between_markers(README.read_text("utf-8"), table), "utf-8")
    if (out / "growth.png").is_file():
        shutil.copyfile(out / "growth.png", README.with_name("growth.png"))


def _machine() -> str:
    load = os.getloadavg()[0]
    versions = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    day = datetime.now(UTC).date().isoformat()
    return f"{os.cpu_count()} cores, {versions}, {day}, load average {load:.1f}"
