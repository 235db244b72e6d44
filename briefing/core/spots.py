"""What is being typed at a caret, told from the lines around it without reading the whole text.

The lines above say by their indentation what the caret is in; what no line that is less indented
could say is skipped. A line that cannot be read does no harm.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from briefing.core.flow import open_brackets

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEY = r"(?P<key>\"[^\"\n]*\"|'[^'\n]*'|[^\s#:,'\"\[\]{}][^:\n]*?)[ \t]*:(?=\s|$)"
_LINE = re.compile(rf"(?P<indent> *)(?P<dashes>(?:-(?: +|$))*)(?:{_KEY}[ \t]*)?(?P<rest>.*)")
_COMMENT = re.compile(r"(?:^|[ \t])#")
_QUOTED = re.compile(r"\"(?:\\.|[^\"\\])*\"|'[^']*'")
_REST_OF_KEY = re.compile(r"[\w-]*")
_REST_OF_VALUE = re.compile(r"[^\n]*?(?=[ \t]*(?:$|[ \t]#))", re.MULTILINE)
_REST_IN_FLOW = re.compile(r"[^,\[\]{}\n#]*?(?=[ \t]*(?:$|[,\[\]{}#]))", re.MULTILINE)


@dataclass(slots=True)
class Spot:
    """What is being typed: the value of ``key``, or, where that is empty, a key or an item.

    ``path`` is the keys from the top to the mapping or list. From ``start`` to ``end`` is what
    stands there, ``prefix`` that of it which is before the caret. ``present`` are the other keys
    of the mapping. ``bracket`` is that which opens the mapping or list, empty where it has lines
    of its own; ``dashed`` says that what is typed stands in an item that has its dash. ``edition`` is the span
    of the edition around it.
    """

    path: tuple[str, ...]
    key: str
    start: int
    end: int
    prefix: str
    present: set[str] = field(default_factory=set)
    bracket: Literal["", "[", "{"] = ""
    dashed: bool = False
    edition: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    """A line taken apart: where it and its last dash, its key or text, and its value start."""

    start: int
    indent: int
    dash: int | None
    column: int
    key: str
    rest: str
    rest_start: int


def spot_at(text: str, caret: int) -> Spot | None:
    """What is being typed at a caret; None in a comment, and within running text."""
    line_start = text.rfind("\n", 0, caret) + 1
    typed = _apart(text[line_start:caret], line_start)
    if _COMMENT.search(_QUOTED.sub("", text[line_start:caret])):
        return None
    around = _Walk(text, typed)
    if around.in_text:
        return None
    if around.flow_start is None and typed.rest.startswith(("[", "{")):
        around.flow_start = typed.rest_start
        around.path[:0] = [typed.key] if typed.key else []
    path = tuple(reversed(around.path))
    if around.flow_start is not None:
        return _in_flow(text, caret, path, around)
    start = caret - len(typed.rest)
    if typed.key:
        end = _end(_REST_OF_VALUE, text, caret)
        is_text = typed.rest.startswith(("|", ">"))
        value = Spot(path, typed.key, start, end, typed.rest, edition=around.edition)
        return None if is_text else value
    present = around.present | set(_keys_below(text, typed))
    end = _end(_REST_OF_KEY, text, caret)
    dashed, edition = around.in_item, around.edition
    return Spot(path, "", start, end, typed.rest, present, dashed=dashed, edition=edition)


def _in_flow(text: str, caret: int, path: tuple[str, ...], around: _Walk) -> Spot | None:
    """Within [brackets] or {braces} that open at ``around.flow_start``."""
    assert around.flow_start is not None
    opened = open_brackets(text, around.flow_start, caret)
    if not opened:
        return None
    inner = opened[-1]
    keys = tuple(one.key for one in opened[:-1] if one.key)
    rest = _REST_IN_FLOW if inner.key or inner.bracket == "[" else _REST_OF_KEY
    return Spot(
        (*path, *keys),
        inner.key,
        inner.start,
        _end(rest, text, caret),
        text[inner.start : caret],
        set(inner.keys),
        inner.bracket,
        edition=around.edition,
    )


class _Walk:
    """Goes up from a line to the key at the left margin that it stands under.

    Collects the keys on the way, from the inside out, and whatever else holds the line.
    """

    def __init__(self, text: str, typed: _Line) -> None:
        self.path: list[str] = []
        self.present: set[str] = set()
        self.flow_start: int | None = None
        self.in_text = False
        self.in_item = typed.dash is not None
        self.edition: tuple[int, int] | None = None
        self._text, self._typed = text, typed
        self._column, self._dash = typed.column, typed.dash
        self._item_start = typed.start
        self._beside = typed.dash is None  # still among the lines of the innermost mapping
        self._walk()

    def _walk(self) -> None:
        start = self._typed.start
        while start > 0 and not self.in_text:
            end = start - 1
            start = self._text.rfind("\n", 0, end) + 1
            raw = self._text[start:end]
            body = raw.lstrip(" ")
            limit = self._column if self._dash is None else self._dash
            indent = len(raw) - len(body)
            if not body or indent > limit or body[0] in "#\r":
                continue
            if indent == self._dash and body[0] == "-":
                continue  # another item of the list: most lines of a long text end here
            line = _apart(raw, start)
            if self._is_parent(line):
                self._open(line)
            if self._column == 0 and self._dash is None and self.path:
                return

    def _is_parent(self, line: _Line) -> bool:
        """Whether the mapping or list that is looked through stands under a line."""
        if self._dash is not None:
            return bool(line.key) and line.column <= self._dash
        if line.column < self._column:
            return True
        if line.key or line.column == self._column:
            self._sibling(line)
        return False

    def _sibling(self, line: _Line) -> None:
        """A line of the same mapping, or of the one that the line was meant to be part of."""
        if self._beside and line.dash == self._column:
            # The line stands where another item would: none of its keys are there yet.
            self.present.clear()
        elif self._beside:
            self.in_item = line.dash is not None
            self.present |= {line.key} if line.key else set()
        self._at(line)

    def _at(self, line: _Line) -> None:
        self._column, self._dash = line.column, line.dash
        if line.dash is not None:
            self._item_start, self._beside = line.start, False

    def _open(self, line: _Line) -> None:
        """A line under which the others stand: a key, a dash, or a bracket that is open."""
        if line.rest.startswith(("[", "{")):
            self.path, self.present = [], set()
            self.flow_start = line.rest_start
        elif line.rest and not line.rest.startswith("#"):
            # More deeply indented lines go on a text; one without a key is itself of a text.
            self.in_text = bool(line.key)
            return
        if line.key:
            self.path.append(line.key)
            if line.key == "editions" and line.column == 0:
                column = self._typed.column if self._dash is None else self._dash
                end = _end_of_item(self._text, self._typed.start, column)
                self.edition = (self._item_start, end)
        elif not self.path:
            self.in_item = True
        self._beside = False
        self._at(line)


def _keys_below(text: str, typed: _Line) -> Iterator[str]:
    """The keys in the column of a line, down to the end of its mapping."""
    at = text.find("\n", typed.start)
    while at >= 0:
        end = text.find("\n", at + 1)
        line = _apart(text[at + 1 : end if end >= 0 else len(text)], at + 1)
        at = end
        if not line.rest and not line.key and line.dash is None:
            continue
        if line.indent < typed.column or (line.indent == typed.column and line.dash is not None):
            return
        if line.indent == typed.column and line.key:
            yield line.key


def _end_of_item(text: str, start: int, column: int) -> int:
    """Where the next line starts that is not indented under ``column``."""
    after = re.compile(rf"^ {{0,{column}}}(?=[^ #\n])", re.MULTILINE)
    found = after.search(text, text.find("\n", start) + 1 or len(text))
    return found.start() if found else len(text)


def _apart(line: str, start: int) -> _Line:
    found = _LINE.match(line)
    assert found is not None
    dashes = found["dashes"].rstrip()
    indent = len(found["indent"])
    dash = indent + len(dashes) - 1 if dashes else None
    key = (found["key"] or "").strip("'\"")
    return _Line(
        start,
        indent,
        dash,
        found.end("dashes"),
        key,
        found["rest"].rstrip("\r"),
        start + found.start("rest"),
    )


def _end(rest: re.Pattern[str], text: str, caret: int) -> int:
    found = rest.match(text, caret)
    return found.end() if found else caret
