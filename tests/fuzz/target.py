"""What a target of fuzzing is: a part of the program that takes bytes, and what must hold then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from hypothesis.strategies import SearchStrategy

    Take = Callable[[bytes], None]


@dataclass(frozen=True)
class Target:
    """A part of the program that takes bytes.

    ``start`` gets an empty folder and gives what takes an input, and raises where the program does
    anything but what it should. ``seeds`` are inputs to begin with, ``inputs`` a strategy for more.
    ``share`` is the part of a number of inputs that it gets beside the others; of a time, all get
    the same.
    """

    name: str
    start: Callable[[Path], Take]
    seeds: Callable[[], Sequence[bytes]]
    inputs: SearchStrategy[bytes]
    share: int


def in_memory(take: Take) -> Callable[[Path], Take]:
    """The start of a target that needs no folder."""
    return lambda _: take
