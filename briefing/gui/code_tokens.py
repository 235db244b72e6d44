"""What the pieces of a line of YAML are, with no more of the grammar than colours and keys need.

A line is told apart knowing only the state in which the one before it ended, so that a change
costs the lines it touches and nothing else.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

START = 0
"""The state in which a text begins."""


class Role(Enum):
    """What a piece of a line is."""

    KEY = "key"
    CHOICE = "choice"  # the value of a key that has few
    FACT = "fact"  # a number, a date or the id of a source
    QUIET = "quiet"  # punctuation
    COMMENT = "comment"
    PLAIN = "plain"  # any other value
    QUOTED = "quoted"  # a value in quotation marks
    TEXT = "text"  # a line of a block of text


class Token(NamedTuple):
    """A piece of a line, from ``start`` up to ``end``, in the units of the line itself."""

    start: int
    end: int
    role: Role


_CHOICES = frozenset({"kind", "voice", "change"})
_NORMAL, _BLOCK, _SINGLE, _DOUBLE = range(4)
_DEEPEST = 63

# Most lines, told without taking them apart: nothing opens, or quotes and a bracket that also
# close, before a comment or none; and a key whose value is a block of text.
_SIMPLE = r"[^\"'\[\]{}|>#]*(?:\"[^\"'\[\]{}|>#\\,:]*\"[^\"'\[\]{}|>#]*)*"
_BRACKET = rf"\[{_SIMPLE}\]|\{{{_SIMPLE}(?:\[{_SIMPLE}\]{_SIMPLE})*\}}"
_UNCHANGED = re.compile(rf"{_SIMPLE}(?:(?:{_BRACKET})[ \t]*)?(?:(?<![^ \t])#.*)?\Z").match
_TEXT_KEY = re.compile(r"( *(?:- +)*)[\w-]+:[ ]+[|>][-+]?\Z").match
_INDENT = re.compile(r"[ \t]*").match
_NUMBER = re.compile(r"[-+]?(?:\d[\d_]*(?:\.\d*)?(?:[eE][-+]?\d+)?|\d{4}-\d\d(?:-\d\d)?)").fullmatch
_DASH = re.compile(r"-(?=[ \t]|\Z)").match
_HEADER = re.compile(r"[|>][-+1-9]*(?=[ \t]*(?:[ \t]#.*)?\Z)").match
_COLON = re.compile(r":(?=[ \t,\[\]{}]|\Z)").match
_PLAIN = re.compile(r"(?:[^ \t:#]|:(?=[^ \t])|(?<=[^ \t])#|[ \t]+(?=[^ \t#:]|:[^ \t]))+").match
_FLOW = re.compile(
    r"(?:[^ \t:#,\[\]{}]|:(?=[^ \t,\[\]{}])|(?<=[^ \t])#|[ \t]+(?=[^ \t#:,\[\]{}]|:[^ \t,\[\]{}]))+"
).match
_CLOSING = {
    _SINGLE: re.compile(r"[^']*(?:''[^']*)*'").match,
    _DOUBLE: re.compile(r'[^"\\]*(?:\\.[^"\\]*)*"').match,
}


def in_text(state: int) -> bool:
    """Whether a line that begins in ``state`` goes on with a block of text or a quoted value."""
    return state & 3 != _NORMAL


def is_text(line: str, state: int) -> bool:
    """Whether a line that begins in ``state`` is one of a text, and not the first after it."""
    return in_text(state) and (state & 3 != _BLOCK or _holds(line, state))


def in_brackets(state: int) -> bool:
    """Whether a list or mapping in brackets is open."""
    return bool(state >> 2 & _DEEPEST)


def state_after(line: str, state: int) -> int:
    """The state in which a line ends that begins in ``state``."""
    if state & 3 == _BLOCK:
        if _holds(line, state):
            return state
        state = _NORMAL
    if state == _NORMAL:
        if _UNCHANGED(line):
            return _NORMAL
        text = _TEXT_KEY(line)
        if text:
            return _BLOCK | (text.end(1) + 1) << 8
    return tokenize(line, state)[1]


def tokenize(line: str, state: int = START) -> tuple[list[Token], int]:
    """The pieces of a line that begins in ``state``, and the state in which it ends."""
    if state & 3 == _BLOCK:
        if is_text(line, state):
            blank = _INDENT(line)
            start = blank.end() if blank else 0
            return ([Token(start, len(line), Role.TEXT)] if start < len(line) else []), state
        state = _NORMAL
    scan = _Scan(line, state)
    scan.run()
    return scan.tokens, scan.state


def _holds(line: str, state: int) -> bool:
    """Whether a block of text that began further left goes on in this line."""
    stripped = line.lstrip(" ")
    return not stripped.strip() or len(line) - len(stripped) >= state >> 8


class _Scan:
    """One pass over one line."""

    def __init__(self, line: str, state: int) -> None:
        self._line = line
        self._mode = state & 3
        self._depth = state >> 2 & _DEEPEST
        self._at = 0
        self._column = 0  # of the innermost key or dash: a block of text stands further right
        self._key = ""
        self._header = False
        self.tokens: list[Token] = []

    @property
    def state(self) -> int:
        """The state after the line."""
        if self._header:
            return _BLOCK | (self._column + 1) << 8
        return self._mode | min(self._depth, _DEEPEST) << 2

    def run(self) -> None:
        """Tell the whole line apart."""
        if self._mode != _NORMAL:
            self._quoted(0)
        while self._at < len(self._line):
            char = self._line[self._at]
            if char in " \t":
                self._at += 1
            elif char == "#" and (not self._at or self._line[self._at - 1] in " \t"):
                self._take(len(self._line), Role.COMMENT)
            else:
                self._piece(char)

    def _piece(self, char: str) -> None:
        at = self._at
        if char in "[{":
            self._depth += 1
            self._take(at + 1, Role.QUIET)
        elif char in "]}," and self._depth:
            self._depth -= char != ","
            self._take(at + 1, Role.QUIET)
        elif char in "'\"":
            self._mode = _SINGLE if char == "'" else _DOUBLE
            self._quoted(1)
        elif not self._depth and not self._key and _DASH(self._line, at):
            self._column = at
            self._take(at + 1, Role.QUIET)
        elif _COLON(self._line, at):
            self._take(at + 1, Role.QUIET)
        elif not self._depth and (header := _HEADER(self._line, at)):
            self._header = True
            self._take(header.end(), Role.QUIET)
        else:
            self._plain()

    def _plain(self) -> None:
        read = (_FLOW if self._depth else _PLAIN)(self._line, self._at)
        end = read.end() if read else self._at + 1
        if self._names_a_key(end):
            return
        value = self._line[self._at : end]
        if self._key in _CHOICES:
            role = Role.CHOICE
        elif self._key == "source" or _NUMBER(value):
            role = Role.FACT
        else:
            role = Role.PLAIN
        self._take(end, role)

    def _quoted(self, opening: int) -> None:
        close = _CLOSING[self._mode](self._line, self._at + opening)
        end = close.end() if close else len(self._line)
        if close:
            self._mode = _NORMAL
            if self._names_a_key(end):
                return
        if end > self._at:
            self._take(end, Role.QUOTED)

    def _names_a_key(self, end: int) -> bool:
        """Take what ends there as a key, where a colon follows."""
        colon = end
        while colon < len(self._line) and self._line[colon] in " \t":
            colon += 1
        if not _COLON(self._line, colon):
            return False
        self._key = self._line[self._at : end]
        self._column = self._at
        self._take(end, Role.KEY)
        return True

    def _take(self, end: int, role: Role) -> None:
        self.tokens.append(Token(self._at, end, role))
        self._at = end
