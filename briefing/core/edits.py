"""A change to a text as data: what is replaced where, told apart from carrying it out."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, order=True, slots=True)
class Edit:
    r"""Put ``text`` in the place of the characters from ``start`` up to ``end``.

    Offsets are characters from 0 into a text whose line ends are ``\n``. Where ``start`` is
    ``end``, the text is put in and nothing taken away.
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """Edits that are made in one step, such as a quick fix, and what a menu calls them.

    ``select`` is the selection afterwards, as offsets into the new text; two equal ones are a
    caret. None leaves the caret where it stands. ``stops`` are the places in the new text that
    are to be filled in, in their order.
    """

    title: str
    edits: tuple[Edit, ...]
    select: tuple[int, int] | None = None
    stops: tuple[tuple[int, int], ...] = ()


def applied(text: str, edits: Iterable[Edit]) -> str:
    """``text`` with the edits made, in whatever order they come.

    Insertions at one place go in by the order of their texts. Raises ValueError where an edit
    lies outside the text or two overlap: made one after the other, they would garble it.
    """
    ordered = sorted(edits)
    for edit in ordered:
        if not 0 <= edit.start <= edit.end <= len(text):
            raise ValueError(f"{edit} lies outside a text of {len(text)} characters")
    for before, after in pairwise(ordered):
        if after.start < before.end:
            raise ValueError(f"{before} and {after} overlap")
    parts, at = [], 0
    for edit in ordered:
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, text[at:]])
