"""Each target finds a fault that is planted in what it feeds; without one, it takes its seeds."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefing.core import (
    carets,
    dialect,
    drafts,
    index,
    index_file,
    query,
    reader,
    rules,
    textfile,
    versions,
)
from briefing.core.card import Card
from tests.fuzz import feeding
from tests.fuzz.engine import Meal, Portion
from tests.fuzz.feeding import Finding, smaller
from tests.fuzz.targets import TARGETS
from tests.fuzz.with_hypothesis import feed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Plant = Callable[[pytest.MonkeyPatch], None]

ROOT = Path(__file__).parents[2]


def planted(module: Any, name: str, wrong: Callable[[Any], Any]) -> Plant:
    """A fault: what ``wrong`` makes of a part of the program stands in its place."""
    return lambda patch: patch.setattr(module, name, wrong(getattr(module, name)))


def another_kind(data: Any) -> Any:
    return {**data, "kind": "ship"} if isinstance(data, dict) and "kind" in data else data


def another_name(found: Any) -> Any:
    return replace(found, name=found.name * 2) if isinstance(found, Card) else found


def nothing_left_out(found: query.Query) -> query.Query:
    return found._replace(terms=tuple(term for term in found.terms if not term.excluded))


FAULTS: dict[str, Plant] = {
    "dialect": planted(dialect, "quick_data", lambda real: lambda text: another_kind(real(text))),
    "reader": planted(reader, "accepted", lambda real: lambda *a, **k: another_name(real(*a, **k))),
    "library": planted(rules, "did_you_mean", lambda _: lambda *_: 1 // 0),
    "query": planted(index, "parse_query", lambda real: lambda text: nothing_left_out(real(text))),
    "index": planted(index_file, "FAULTS", lambda _: OSError),
    "drafts": planted(drafts, "set_aside", lambda _: lambda file: file.unlink() or file),
    "versions": planted(
        versions, "_NAME", lambda real: re.compile(real.pattern.replace("9999", "x"))
    ),
    "editing": planted(carets, "span_of", lambda _: lambda outline, _: (0, len(outline.text) + 1)),
    "textfile": planted(textfile, "_filled", lambda _: lambda lines, _: ["\n"] * len(lines)),
}


@pytest.fixture(params=TARGETS)
def meal(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Meal]:
    monkeypatch.setattr(os, "fsync", lambda _: None)  # The command works in memory, too.
    portion = Portion(5000, time.time() + 60, 1)
    found = Meal(request.param, tmp_path / "fed", tmp_path / "kept", portion)
    yield found
    found.feeder.close()


def test_a_target_takes_what_it_is_fed(meal: Meal) -> None:
    for data in meal.feeder.target.seeds()[::9]:
        meal.feeder.one(data)


def test_a_target_finds_a_planted_fault(meal: Meal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeding, "_SHRINKING", 0.1)
    FAULTS[meal.feeder.target.name](monkeypatch)
    with pytest.raises(Finding):
        feed(meal)


def test_what_takes_too_long_is_a_finding(meal: Meal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeding, "SLOWEST", 0.0)
    with pytest.raises(Finding, match=r"took \d"):
        meal.feeder.one(b"name: x")


def test_an_input_is_made_as_small_as_it_fails() -> None:
    assert smaller(b"name: [x]\nkind: {y}\n", lambda data: b"[" in data and b"}" in data) == b"[}"
    assert smaller(b"ab", lambda _: True) == b""
    assert smaller(b"ab", lambda _: True, seconds=-1) == b"ab"


def test_the_command_tells_what_failed_and_keeps_it(tmp_path: Path) -> None:
    plant = (
        "from briefing.core import textfile\ntextfile._utf8 = lambda text: text.encode() + b'x'\n"
    )
    (tmp_path / "sitecustomize.py").write_text(plant)
    command = [sys.executable, "-m", "tests.fuzz", "--with", "hypothesis", "--inputs", "9"]
    done = subprocess.run(
        [*command, "--target", "textfile", "drafts", "--kept", tmp_path / "kept"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    (kept,) = (tmp_path / "kept").iterdir()
    assert f"textfile failed; the input is in {kept}\nTraceback" in done.stdout
    assert "| drafts | hypothesis | 6 |" in done.stdout
    assert "drafts failed" not in done.stdout
