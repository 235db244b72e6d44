"""Keys in the window: to the changed card, to results, to the letter in the editor."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tests.benchmarks.bench import numbers
from tests.benchmarks.figures import Limit, Row, high_row
from tests.benchmarks.sizes import HUNDRED_KB, LONG_EDITIONS, TWO_MB, Size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.bench import Bench

_FRAME, _TWO_FRAMES, _THREE_FRAMES = 16.0, 33.0, 50.0  # ms
_UNTIL_CHECKED = 200.0  # ms
_KEYS = 300


def change_starter(bench: Bench) -> Iterator[Row]:
    """Changes of card and of stop in the starter library."""
    told = bench.drive("browse", bench.starter, bench.runs(_KEYS)).told
    name = "change of card or stop to painted, starter cards"
    yield _high(name, 6, told["taken"], _FRAME, missed=told["missed"])


def change_long(bench: Bench) -> Iterator[Row]:
    """The same between editions of 100 kB."""
    told = bench.drive("browse", bench.library(LONG_EDITIONS), bench.runs(_KEYS // 3)).told
    name = "change of card or stop to painted, editions of 100 kB"
    yield _high(name, 6, told["taken"], _TWO_FRAMES, missed=told["missed"])


def change_reload(bench: Bench) -> Iterator[Row]:
    """The same in a large library, while it is read anew after a save by another program."""
    size = Size(bench.smaller(10_000))
    library = bench.copy(bench.library(size))
    index = library.parent / "index"
    bench.open_to_rest(library, index)
    told = bench.drive("reload_keys", library, bench.runs(100), index=index, patience=600).told
    name = f"change of card to painted while {size.cards:,} cards are read anew"
    more = f"{told['saves']} saves."
    yield _high(name, 6, told["taken"], _THREE_FRAMES, missed=told["missed"], more=more)


def search(bench: Bench) -> Iterator[Row]:
    """Letters in the search field, to their results."""
    size = Size(bench.smaller(10_000))
    library = bench.library(size)
    index = bench.warm_index(library)
    spent = bench.drive("search", library, bench.runs(_KEYS), index=index, patience=600)
    told = spent.told
    slowest = ", ".join(f"“{words}” {ms:.0f} ms" for words, ms in told["slowest"][:3])
    name = f"key to search results painted, {size.cards:,} cards"
    yield _high(name, 6, told["taken"], _FRAME, missed=told["missed"], more=f"Slowest: {slowest}.")


def editor_key(bench: Bench) -> Iterator[Row]:
    """Letters in the editor, in a card of 2 MB."""
    library = bench.library(TWO_MB)
    told = bench.drive("editor", library, "card-00001", bench.runs(_KEYS), 0).told
    size = f"{told['bytes'] / 1e6:.1f} MB"
    more = f"The editor itself was painted {told['opened']:,.0f} ms after Ctrl+E."
    yield _high(f"key to screen in the editor, {size} card", 5, told["keys"], _FRAME, more=more)


def editor_problems(bench: Bench) -> Iterator[Row]:
    """The last key that makes a problem, until that is shown, in a card of 100 kB."""
    library = bench.library(HUNDRED_KB)
    told = bench.drive("editor", library, "card-00001", 3, bench.runs(30)).told
    size = f"{told['bytes'] / 1e3:.0f} kB"
    more = "With the 100 ms that the editor waits for another key."
    name = f"problems shown after the last key, {size} card"
    yield _high(name, 5, told["problems"], _UNTIL_CHECKED, more=more)


def _high(
    name: str, issue: int, taken: list[float], most: float, *, missed: int = 0, more: str = ""
) -> Row:
    known = numbers(taken)
    middle = f"Median {sorted(known)[len(known) // 2]:.1f} ms." if known else ""
    lost = f"{missed} were not painted in five seconds." if missed else ""
    note = " ".join(filter(None, (middle, more, lost)))
    row = partial(high_row, name, issue, unit="ms", limits=(Limit(most),), note=note)
    return row([] if missed else known)
