"""What a key does to lines of YAML, worked out on their text alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefing.gui.code_tokens import Role, Token, in_brackets, in_text, is_text, tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence

LEVEL = 2
"""Spaces of one level of indent."""

_DASHES = re.compile(r"(?:- +)*(?:-\Z)?")
_COMMENT = re.compile(r"( *)# ?")


class Break(NamedTuple):
    """What Enter does: characters that go before and after the caret, and the text put in."""

    before: int
    after: int
    text: str


def line_break(before: str, after: str, state: int) -> Break:
    """What Enter does between the two halves of a line that begins in ``state``.

    The new line keeps the indent, is a level deeper under a key that waits for its value or
    whose value goes on, stands under the first key of a list's item or begins the next item. A
    dash with nothing behind it is taken back.
    """
    indent = before[: len(before) - len(before.lstrip(" "))]
    body = before[len(indent) :]
    spaces = len(after) - len(after.lstrip(" "))
    if not body.strip():
        # The indent moves on, so that no blank line holds spaces that nobody sees.
        return Break(len(before), 0, f"\n{before}")
    if is_text(before, state) or in_brackets(state) or body.startswith("#"):
        return Break(0, spaces, f"\n{indent}")
    if body.strip() == "-" and not after.strip():
        return Break(len(body), spaces, "")
    return Break(0, spaces, "\n" + _next_indent(indent, before, after, state))


def _next_indent(indent: str, before: str, after: str, state: int) -> str:
    dashes = _DASHES.match(before, len(indent))
    marks = dashes.group() if dashes else ""
    tokens, ends_in = tokenize(before, state)
    said = [token for token in tokens if token.role is not Role.COMMENT]
    key = _key(before, said)
    goes_on = in_text(ends_in) or in_brackets(ends_in)
    if key is not None:
        rest = after.strip()
        waits = before[: said[-1].end].endswith(":")
        deeper = waits or goes_on or (bool(rest) and not rest.startswith("#"))
        return " " * (key + (LEVEL if deeper else 0))
    if marks and not goes_on:
        last = marks.rstrip(" ").rfind("-")
        return indent + " " * last + (marks[last:] if marks.endswith(" ") else "- ")
    return indent + " " * (len(marks) + (LEVEL if in_brackets(ends_in) else 0))


def _key(line: str, tokens: Sequence[Token]) -> int | None:
    """The column of a line's key, not counting those in brackets; the last of several."""
    found = None
    for start, _, role in tokens:
        if role is Role.QUIET and line[start] in "[{":
            break
        if role is Role.KEY:
            found = start
    return found


def spaces_back(before: str) -> int:
    """How many characters Backspace takes away: one, or in the indent as much as one level."""
    if not before or before.strip(" "):
        return 1
    return (len(before) - 1) % LEVEL + 1


def indented(line: str) -> str:
    """A line one level deeper; a blank one stays blank."""
    return " " * LEVEL + line if line.strip() else line


def outdented(line: str) -> str:
    """A line one level less deep, as far as it can be."""
    if line.startswith("\t"):
        return line[1:]
    return line[min(LEVEL, len(line) - len(line.lstrip(" "))) :]


def with_comments_toggled(lines: Sequence[str]) -> list[str]:
    """The lines as comments at their common indent, or as lines where all are comments."""
    full = [line for line in lines if line.strip()]
    if full and all(_COMMENT.match(line) for line in full):
        return [_COMMENT.sub(r"\1", line, count=1) for line in lines]
    column = min((len(line) - len(line.lstrip(" ")) for line in full), default=0)
    return [f"{line[:column]}# {line[column:]}" if line.strip() else line for line in lines]


def home_column(line: str, column: int) -> int:
    """Where Home leads: to what the line begins with or, from there, to its very beginning."""
    first = len(line) - len(line.lstrip(" "))
    return 0 if column == first else first
