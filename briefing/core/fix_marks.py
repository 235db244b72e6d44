"""Quick fixes for marks that cards do without: tabs, anchors, aliases, tags, what nobody can see."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.core.edits import Change, Edit
from briefing.core.faults import replaced
from briefing.core.scalars import INVISIBLE
from briefing.core.syntax import tab_indents
from briefing.core.writing import scalar, single_quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.core.faults import Fault
    from briefing.core.outline import Node

_INDENT = re.compile(r"[ \t]*")
_MARK = re.compile(r"[&!*][^\s,\[\]{}]*")
_AS_SPACE = {"\u2028", "\u2029", "\x85", "\x0b", "\x0c"}
_MOST_INVISIBLE = 1000


def tab(fault: Fault) -> Iterator[Change]:
    """Spaces for the tabs of the line, then for all that indent; as wide as makes sense of them."""
    places = [*tab_indents(fault.text), fault.offset]
    starts = list(dict.fromkeys(fault.outline.lines.start(place) for place in places))
    own = fault.outline.lines.start(fault.offset)
    for title, chosen in (("Turn the tab into spaces", [own]), ("Turn all tabs", starts)):
        if title.endswith("tabs") and len(starts) == 1:
            return
        words = title if chosen == [own] else "Turn all tabs of indentations into spaces"
        for width in (*_widths(fault, min(starts)), 2, 4, 8):
            yield Change(words, tuple(_spaces(fault.text, start, width) for start in chosen))


def anchor(fault: Fault) -> Iterator[Change]:
    """The text in quotation marks, or the anchor taken away."""
    name = fault.named[0][1:]
    is_used = bool(re.search(rf"\*{re.escape(name)}\b", fault.text))
    yield from _without_mark(fault, mark_first=is_used)


def tag(fault: Fault) -> Iterator[Change]:
    """The text in quotation marks, or the tag taken away."""
    yield from _without_mark(fault, mark_first=fault.text.startswith("!!", fault.offset))


def alias(fault: Fault) -> Iterator[Change]:
    """The value written out, or the text in quotation marks."""
    written = _MARK.match(fault.text, fault.offset)
    assert written is not None
    name = written.group()[1:]
    origin = re.search(rf"&{re.escape(name)} +(?=[^\s|>])", fault.text)
    for node in fault.outline.nodes:
        if origin is not None and node.value_start == origin.start() and node.kind == "scalar":
            copied = fault.text[origin.end() : node.end]
            if "\n" not in copied:
                edit = Edit(fault.offset, written.end(), copied)
                yield Change("Write the value out", (edit,))
    edit = Edit(fault.offset, written.end(), f'"{written.group()}"')
    yield Change("Put it in quotation marks", (edit,))


def documents(fault: Fault) -> Iterator[Change]:
    """The line that begins another document taken away."""
    start, end = fault.line
    after = min(end + 1, len(fault.text))
    yield Change("Remove the line", (Edit(start, after, ""),), (start, start))
    previous = fault.outline.lines.start(max(start - 1, 0))
    if fault.text[previous:start].strip() == "...":
        yield Change("Remove the lines", (Edit(previous, after, ""),), (previous, previous))


def control_character(fault: Fault) -> Iterator[Change]:
    """The text without what cannot be seen; a line separator becomes a space."""
    found = list(INVISIBLE.finditer(fault.text))
    if 0 < len(found) <= _MOST_INVISIBLE:
        edits = tuple(
            Edit(one.start(), one.end(), " " if one.group() in _AS_SPACE else "") for one in found
        )
        yield Change("Remove it" if len(found) == 1 else "Remove all invisible characters", edits)
    node = fault.node
    value = fault.data(node) if node and not found else None
    if node is not None and isinstance(value, str):
        in_flow = node.parent is not None and node.parent.flow
        yield replaced(node, scalar(INVISIBLE.sub("", value), flow=in_flow), "Remove it")


def _without_mark(fault: Fault, *, mark_first: bool) -> Iterator[Change]:
    mark = _MARK.match(fault.text, fault.offset)
    assert mark is not None
    end = mark.end() + len(fault.text[mark.end() :]) - len(fault.text[mark.end() :].lstrip(" "))
    taken = Change(f"Remove {mark.group()}", (Edit(fault.offset, end, ""),))
    quoting = list(_quoting(fault, fault.node))
    yield from (taken, *quoting) if mark_first else (*quoting, taken)


def _quoting(fault: Fault, node: Node | None) -> Iterator[Change]:
    if node is not None and node.kind == "scalar" and "\n" not in fault.written(node):
        written = fault.written(node)
        fit = f'"{written}"' if '"' not in written and "\\" not in written else None
        yield replaced(node, fit or single_quoted(written), "Put it in quotation marks")


def _widths(fault: Fault, start: int) -> list[int]:
    """Widths of a tab with which its line lines up with a line above."""
    indent = _INDENT.match(fault.text, start)
    assert indent is not None
    tabs = max(indent.group().count("\t"), 1)
    above = [fault.outline.column(one.start) for one in fault.outline.nodes if one.start < start]
    columns = dict.fromkeys(reversed(above[-40:]))
    spaces = indent.group().count(" ")
    return [(column - spaces) // tabs for column in columns if column > spaces]


def _spaces(text: str, start: int, width: int) -> Edit:
    """The white space that begins a line, or follows its dash, with a tab as so many spaces."""
    found = re.compile(r"[ \t-]*").match(text, start)
    assert found is not None
    return Edit(start, found.end(), found.group().replace("\t", " " * max(width, 1)))
