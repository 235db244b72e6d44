"""``briefing check`` against the bare loader, and against what else checks YAML."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from tests.benchmarks.figures import Limit, Peer, Row, median_row
from tests.benchmarks.processes import interleaved, run
from tests.benchmarks.sizes import Size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.bench import Bench

_LOADER = "C loader"
_SCHEMA, _LINT = "check-jsonschema", "yamllint"
_RULES = (
    "{extends: default, rules: {line-length: disable, document-start: disable, "
    "indentation: {indent-sequences: whatever}}}"
)


def check(bench: Bench) -> Iterator[Row]:
    """The whole command on 10,000 cards, with nothing kept of an earlier run."""
    size = Size(bench.smaller(10_000))
    library = bench.library(size)
    ours, loads = interleaved(
        [
            lambda: run(bench.briefing("check", library), bench.environment()).wall,
            lambda: bench.drive("load", library).told["seconds"],
        ],
        runs=bench.runs(5),
        budget=bench.budget(60),
        warm=False,
    )
    yield median_row(
        f"briefing check, {size.cards:,} cards",
        6,
        ours,
        "s",
        peers=(Peer.of(_LOADER, loads),),
        limits=(Limit(factor=1.2, of=_LOADER),),
        note="The whole process with nothing kept from before; the loader alone, on one core.",
    )


def check_peers(bench: Bench) -> Iterator[Row]:
    """The same files through check-jsonschema, by the product's own schema, and yamllint."""
    size = Size(bench.smaller(1_000))
    library = bench.library(size)
    files = sorted(library.glob("card-*.yaml"))
    environment = bench.environment()
    schema = bench.scratch / "card.schema.json"
    schema.write_text(run(bench.briefing("schema"), environment).said, "utf-8")
    python = sys.executable
    ours, schemas, lints = interleaved(
        [
            lambda: run(bench.briefing("check", library), bench.environment()).wall,
            partial(
                _wall,
                [python, "-m", "check_jsonschema", "--schemafile", schema, *files],
                environment,
            ),
            partial(_wall, [python, "-m", "yamllint", "-d", _RULES, library], environment),
        ],
        runs=bench.runs(3),
        budget=bench.budget(50),
        warm=False,
    )
    yield median_row(
        f"briefing check, {size.cards:,} cards, against other checkers",
        6,
        ours,
        "s",
        peers=(Peer.of(_SCHEMA, schemas), Peer.of(_LINT, lints)),
        limits=(Limit(factor=0.1, of=_SCHEMA), Limit(factor=0.1, of=_LINT)),
        note="Whole processes on the same files, start of Python included.",
    )


def _wall(command: list[object], environment: dict[str, str]) -> float:
    return run(command, environment, patience=300).wall
