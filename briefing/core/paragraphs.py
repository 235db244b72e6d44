"""The paragraphs of a source text, and which of their words stand within quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from briefing.core.limits import MAX_PARAGRAPHS

QUOTATION_MARKS = '“”„‟"'
_SPACES = re.compile(r"\s+")
_MARK = re.compile(f"[{QUOTATION_MARKS}]")
_EQUAL = str.maketrans({**dict.fromkeys("“”„‟", '"'), **dict.fromkeys("‘’‚‛", "'")})
_SPOKEN = re.compile(rb"[^\0]+")
_LINE = re.compile("[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")  # as str.splitlines() has them
_DEEPEST = 255

MAX_MARKS = 250_000
"""The most quotation marks of a text: one in 32 characters of the longest."""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph, as it stands but for runs of white space, each of which is one space.

    ``depth`` says of each character how many pairs of quotation marks it stands within, the
    marks themselves counted in.
    """

    verbatim: str
    depth: bytes

    @classmethod
    def of(cls, line: str) -> Paragraph:
        """The paragraph that a line of a source text is."""
        folded = _SPACES.sub(" ", line)
        return cls(folded, _depth(folded))

    @cached_property
    def text(self) -> str:
        """The words with all quotation marks made straight, character for character."""
        return same_marks(self.verbatim)

    def find(self, words: str, *, spoken: bool) -> int:
        """Where the words begin, or -1; ``spoken``: only within quotation marks."""
        return self.find_plain(plain_words(words), spoken=spoken)

    def find_plain(self, wanted: str, *, spoken: bool) -> int:
        """The same of ``plain_words``, which need not be made again for each paragraph."""
        if not spoken:
            return self.text.find(wanted)
        # What is spoken all through stands between two places that are not.
        places = (self.text.find(wanted, *said.span()) for said in _SPOKEN.finditer(self.depth))
        return next((place for place in places if place >= 0), -1)

    def holds(self, words: str, *, spoken: bool) -> bool:
        """Whether the words stand here; ``spoken``: within quotation marks."""
        return self.find(words, spoken=spoken) >= 0


class TooManyError(ValueError):
    """A text has more of something than a source has; as text, it says of what."""


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a source text: its non-blank lines, headings counted.

    Raises TooManyError: each paragraph and each mark takes a hundred times its size in memory.
    """
    if sum(map(text.count, QUOTATION_MARKS)) > MAX_MARKS:
        raise TooManyError(f"more than {MAX_MARKS:,} quotation marks")
    stripped = (found.group().strip() for found in _LINE.finditer(text))
    lines = list(islice(filter(None, stripped), MAX_PARAGRAPHS + 1))
    if len(lines) > MAX_PARAGRAPHS:
        raise TooManyError(f"more than {MAX_PARAGRAPHS:,} paragraphs")
    return tuple(map(Paragraph.of, lines))


def plain_words(words: str) -> str:
    """Words as they are looked for: marks made straight, and runs of white space one space."""
    return " ".join(same_marks(words).split())


def same_marks(text: str) -> str:
    """The text with typographic quotation marks made straight, character for character."""
    return text.translate(_EQUAL)


def _depth(line: str) -> bytes:
    """How deep each character stands in quotation marks.

    “English”, „German“, „Polish” and "straight" marks are understood, and those within others.
    Where they do not pair, a mark that would open a quotation within one is taken for a slip,
    or else all that follows would count as spoken.
    """
    marks = [(found.start(), found.group()) for found in _MARK.finditer(line)]
    depths = _nested(marks)
    if depths is None:
        depths = _flat(marks)
    made = bytearray(len(line))
    ends = [place for place, _ in marks[1:]] + [len(line)]
    for (place, _), (at, after), end in zip(marks, depths, ends, strict=False):
        made[place] = min(at, _DEEPEST)
        made[place + 1 : end] = bytes([min(after, _DEEPEST)]) * (end - place - 1)
    return bytes(made)


def _nested(marks: list[tuple[int, str]]) -> list[tuple[int, int]] | None:
    """The depth at each mark and after it; None where a quotation is left open."""
    opened: list[str] = []
    depths: list[tuple[int, int]] = []
    for _, mark in marks:
        before = len(opened)
        if opened and _closes(mark, opened[-1]):
            opened.pop()
        elif mark != "”":
            opened.append(mark)
        depths.append((max(before, len(opened)), len(opened)))
    return None if opened else depths


def _flat(marks: list[tuple[int, str]]) -> list[tuple[int, int]]:
    """The same without quotations in quotations."""
    opened = ""
    depths: list[tuple[int, int]] = []
    for _, mark in marks:
        before = bool(opened)
        if opened and (mark in '”"' or _closes(mark, opened)):
            opened = ""
        elif mark != "”":
            opened = opened or mark
        depths.append((int(before or bool(opened)), int(bool(opened))))
    return depths


def _closes(mark: str, opening: str) -> bool:
    """Whether a mark ends the quotation that another began: ” any but a straight one, “ only „."""
    if opening == '"':
        return mark == '"'
    return mark == "”" or (mark == "“" and opening in "„‟")
