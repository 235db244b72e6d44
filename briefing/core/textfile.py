"""A file's bytes as text for an editor, and back, each line that was left alone to the byte."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from briefing.core.dialect import parse
from briefing.core.matching import Run, common_prefix, common_suffix, matching

if TYPE_CHECKING:
    from briefing.core.problem import Problem

_BOM = b"\xef\xbb\xbf"
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class TextFile:
    r"""A text whose line ends are ``\n``, and what it takes to write it back as it was.

    ``problem`` is set where the bytes are not UTF-8: it says where, and what to do. Such a
    file can be shown, with U+FFFD in the place of each byte that is no text, but not saved.
    ``ends`` are the line ends in their order (``\n``, ``\r\n`` or ``\r``), one for each
    ``\n`` of the text.
    """

    text: str
    bom: bool = False
    ends: tuple[str, ...] = field(default=(), repr=False)
    problem: Problem | None = None

    @classmethod
    def read(cls, raw: bytes, path: str = "") -> TextFile:
        """The text of a file's bytes; ``path`` is what a problem is reported under."""
        bom, bare, problem = raw.startswith(_BOM), raw.removeprefix(_BOM), None
        try:
            text = bare.decode()
        except UnicodeDecodeError:
            (problem,) = parse(raw, path).problems
            text = bare.decode(errors="replace")
        if "\r" not in text:
            return cls(text, bom, ("\n",) * text.count("\n"), problem)
        ends = tuple(_LINE_END.findall(text))
        return cls(_LINE_END.sub("\n", text), bom, ends, problem)

    def encode(self, text: str) -> bytes:
        r"""The bytes to save for what ``text`` was edited into.

        Every line end that was not touched stays as it was; one that is new is like the one
        before it, else like the one after it, and ``\n`` in a file that has none. Lone
        surrogates, which are no characters, become U+FFFD. Raises ValueError for a file with
        a problem: what was no text cannot be written back.
        """
        if self.problem:
            raise ValueError(f"{self.problem.message}; such a file is not saved")
        if "\r" in text:
            text = _LINE_END.sub("\n", text)
        kinds = set(self.ends)
        if len(kinds) < 2:  # noqa: PLR2004
            written = text.replace("\n", kinds.pop() if kinds else "\n")
        else:
            lines = text.split("\n")
            ends = _filled(lines, self._kept_ends(text))
            written = "".join(chain.from_iterable(zip(lines, ends, strict=True)))
        return (_BOM if self.bom else b"") + _utf8(written)

    def _kept_ends(self, new: str) -> list[str | None]:
        """The line ends of the edited text, None for those that are new and for the last line."""
        old = self.text
        before = common_prefix(old, new)
        after = common_suffix(old, new, min(len(old), len(new)) - before)
        # Whole lines only: half a line is no line that was left alone.
        before = old.rfind("\n", 0, before) + 1
        start = old.find("\n", len(old) - after) + 1
        after = len(old) - start if start else 0
        first = old.count("\n", 0, before)
        last = old.count("\n", len(old) - after)
        ends = [*self.ends[first : len(self.ends) - last], None]
        old_lines = old[before : len(old) - after].split("\n")
        new_lines = new[before : len(new) - after].split("\n")
        if not after:
            return [*self.ends[:first], *_middle(old_lines, new_lines, ends)]
        middle = _middle(old_lines[:-1], new_lines[:-1], ends)
        return [*self.ends[:first], *middle, *self.ends[len(self.ends) - last :], None]


def _middle(old: list[str], new: list[str], ends: list[str | None]) -> list[str | None]:
    """The line ends for the lines that were edited, from those that stood there."""
    found: list[str | None] = [None] * len(new)
    runs = matching(old, new)
    bounds = [Run(0, 0, 0), *runs, Run(len(old), len(new), 0)]
    for run in runs:
        found[run.new : run.new + run.length] = ends[run.old : run.old + run.length]
    for run, following in pairwise(bounds):
        # A line that was edited, not put in, keeps its end.
        at, at_new = run.old + run.length, run.new + run.length
        count = min(following.old - at, following.new - at_new)
        found[at_new : at_new + count] = ends[at : at + count]
    return found


def _filled(lines: list[str], ends: list[str | None]) -> list[str]:
    """The line ends, the new ones taking that of their neighbor; none for the last line."""
    nearest = next((end for end in ends if end), "\n")
    filled = []
    for line, end in zip(lines, ends, strict=True):
        # After a carriage return, a line feed would be part of one line end, not another.
        if line or end != "\n" or nearest != "\r":
            nearest = end or nearest
        filled.append(nearest)
    filled[-1] = ""
    return filled


def _utf8(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()
