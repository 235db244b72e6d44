"""Where everything in a card's text stands, as far as that can be told while it is being typed.

A line that YAML cannot read is left out of the reading, and the rest of the text is placed as if
that line were mended: what is typed at one place does not make the others forgotten.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import yaml

from briefing.core.lines import Lines
from briefing.core.quick_yaml import MAX_LEVELS
from briefing.core.scalars import INVISIBLE
from briefing.core.syntax import complaint

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.core.dialect import Loc

Kind = Literal["scalar", "mapping", "list"]

_MENDED = 12  # lines that are left out before the rest of a text is given up
_LARGE, _MENDED_IN_LARGE = 300_000, 3
_VALUE = re.compile(r"(?:- +)*(?:[^\s:#'\"\[{][^:#\n]*):(?=[ \t])[ \t]*(\S.*)")
_INDENT = re.compile(r"[ \t]*")


@dataclass(slots=True)
class Node:
    """A value of the text with its key or dash. All places are offsets in characters.

    ``start`` is where the key or the dash starts, ``key_end`` where it ends; for the whole text
    and for items of a list in [brackets], both are where the value starts. ``end`` leaves out
    white space and comments that follow, except line ends that are part of a text (``|+``).
    """

    loc: Loc
    start: int
    key_end: int
    value_start: int
    end: int
    kind: Kind
    flow: bool
    value: str
    parent: Node | None


class Outline:
    """The places of all keys, items and values of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = Lines(text)
        self.nodes: list[Node] = []
        self.whole = False
        self._read()
        self._by_loc: dict[Loc, Node] = {}
        for node in self.nodes:
            self._by_loc.setdefault(node.loc, node)

    def get(self, loc: Loc) -> Node | None:
        """The value at ``loc``, or None. Of keys that stand twice, the first one's."""
        return self._by_loc.get(loc)

    def children(self, node: Node) -> list[Node]:
        """The entries or items of a value, in the order of the text."""
        return [other for other in self.nodes if other.parent is node]

    def column(self, offset: int) -> int:
        """Characters between an offset and the start of its line."""
        return offset - self.lines.start(offset)

    def _read(self) -> None:
        readable = INVISIBLE.sub(" ", self.text).replace("\t", " ")
        tries = _MENDED if len(self.text) < _LARGE else _MENDED_IN_LARGE
        for _ in range(tries):
            reading = _Reading(readable, self.lines)
            try:
                reading.read()
            except yaml.MarkedYAMLError as error:
                # A later try starts anew; what the last one got to is kept.
                self.nodes = reading.closed()
                readable = _without(readable, complaint(error, readable).index, self.lines)
                continue
            self.nodes = reading.closed()
            self.whole = True
            return


def _without(text: str, index: int, lines: Lines) -> str:
    """The text, no longer or shorter, without the value of the line at fault, or the line."""
    start, end = lines.start(index), lines.after(index)
    line = text[start:end].rstrip("\r\n")
    indent = _INDENT.match(line)
    assert indent is not None
    value = _VALUE.match(line, indent.end())
    cut = value.start(1) if value else 0
    if not line.strip():
        return _without(text, start - 1, lines) if start else text
    return text[: start + cut] + " " * (len(line) - cut) + text[start + len(line) :]


class _Stopped(Exception):  # noqa: N818
    """What follows has no place in a card."""


class _Reading:
    """One pass over a text."""

    def __init__(self, text: str, lines: Lines) -> None:
        self.nodes: list[Node] = []
        self._text = text
        self._lines = lines
        self._open: list[Node] = []
        self._counts: list[int] = []
        self._key: Any = None

    def read(self) -> None:
        """Read the whole text. Raises yaml.MarkedYAMLError."""
        next_event: Callable[[], Any] = yaml.CBaseLoader(self._text).get_event
        documents = 0
        while True:
            event = next_event()
            kind = type(event)
            if kind is yaml.ScalarEvent or kind is yaml.AliasEvent:
                self._scalar(event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                try:
                    self._start(event, "mapping" if kind is yaml.MappingStartEvent else "list")
                except _Stopped:
                    return
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._end(event)
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    return
            elif kind is yaml.StreamEndEvent:
                return

    def closed(self) -> list[Node]:
        """The nodes, those still open ended by what they hold."""
        while self._open:
            self._end(None)
        return self.nodes

    def _waits_for_key(self) -> bool:
        return bool(self._open) and self._open[-1].kind == "mapping" and self._key is None

    def _scalar(self, event: Any) -> None:
        if self._waits_for_key():
            self._key = event
            return
        value = getattr(event, "value", "")
        node = self._add(event, "scalar", value, flow=False)
        start, end = event.start_mark.index, event.end_mark.index
        written = self._text[start:end]
        if getattr(event, "style", None) in ("|", ">"):
            head = written.split("\n", 1)[0].split("#")[0]
            if "+" not in head:
                end = start + len(written.rstrip())
        node.end = end
        if node.value_start == node.end and self._open:
            node.value_start = node.end = max(node.end, node.key_end)
        if node.parent is not None:
            node.parent.end = max(node.parent.end, node.end)

    def _start(self, event: Any, kind: Kind) -> None:
        if self._waits_for_key() or len(self._open) >= MAX_LEVELS:
            raise _Stopped
        self._open.append(self._add(event, kind, "", flow=bool(event.flow_style)))
        self._counts.append(0)

    def _end(self, event: Any) -> None:
        node = self._open.pop()
        self._counts.pop()
        self._key = None
        if node.flow and event is not None:
            node.end = event.end_mark.index
        if node.parent is not None:
            node.parent.end = max(node.parent.end, node.end)

    def _add(self, event: Any, kind: Kind, value: str, *, flow: bool) -> Node:
        index = event.start_mark.index
        parent = self._open[-1] if self._open else None
        if parent is None:
            node = Node((), index, index, index, index, kind, flow, value, None)
        elif parent.kind == "mapping":
            key, self._key = self._key, None
            name = getattr(key, "value", "")
            start, end = key.start_mark.index, key.end_mark.index
            node = Node((*parent.loc, name), start, end, index, index, kind, flow, value, parent)
        else:
            loc = (*parent.loc, self._counts[-1])
            self._counts[-1] += 1
            start = index if parent.flow else self._dash(parent, index)
            end = index if parent.flow else start + 1
            node = Node(loc, start, end, index, index, kind, flow, value, parent)
        self.nodes.append(node)
        return node

    def _dash(self, parent: Node, index: int) -> int:
        """Where the dash of an item stands: in the column of the first, in its line or above."""
        column = parent.value_start - self._lines.start(parent.value_start)
        start = self._lines.start(index)
        while start > parent.value_start and self._text[start + column : start + column + 1] != "-":
            start = self._lines.start(start - 1)
        return max(start + column, parent.value_start) if start + column <= index else index
