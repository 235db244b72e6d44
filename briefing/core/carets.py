"""From a caret to what it stands in, from there to the card's page, and the same ways back."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import unquote

from briefing.core.outline import Outline

if TYPE_CHECKING:
    from briefing.core.dialect import Loc
    from briefing.core.outline import Node
    from briefing.core.problem import Problem

Part = Literal["item", "key", "value"]

_WORD = re.compile(r"[^\s:,\[\]{}]+")
_LISTS = {"points": "point", "quotes": "quote", "steps": "step"}
_NOWHERE = 1_000_000  # more editions than a card of the greatest size can hold
_KEYS = {kind: key for key, kind in _LISTS.items()}
_FIELDS = {"bottom": "bottom_line", "changed": "changed"}


def loc_at(text: str | Outline, offset: int) -> Loc:
    """The way to what stands at a caret: the innermost key or item that the caret is in.

    A caret in a blank line belongs to what stands above it; in a comment, to what the comment is
    indented under. Where the text cannot be read, the nearest thing that can be told.
    """
    node = node_at(_outline(text), offset)
    return node.loc if node else ()


def span_of(text: str | Outline, loc: Loc, part: Part = "value") -> tuple[int, int]:
    """The offsets of a value, of its key (a list item's dash), or of both together.

    Where there is nothing at ``loc``, those of the nearest value that would hold it.
    """
    outline = _outline(text)
    for length in range(len(loc), -1, -1):
        node = outline.get(loc[:length])
        if node is not None:
            return _span(node, part)
    return 0, 0


def problem_span(text: str | Outline, problem: Problem) -> tuple[int, int]:
    """What to underline: the key or the value at a problem's place, on its first line."""
    outline = _outline(text)
    start = outline.lines.offset(problem.line, problem.column)
    end = _end_of_word(outline.text, start)
    for node in reversed(outline.nodes[: _first_after(outline, start)]):
        if start in (node.start, node.value_start) and start < node.end:
            is_key = start == node.start != node.value_start
            end = node.key_end if is_key else node.end
            break
    first_line = outline.text[start : max(end, start)].split("\n", 1)[0].rstrip()
    return start, min(start + max(len(first_line), 1), len(outline.text))


def item_at(text: str | Outline, offset: int) -> Loc | None:
    """The way to the point, quote, step, note or edition that a caret is in; else None."""
    match loc_at(text, offset):
        case ("editions", int(edition), "points" | "quotes" | "steps" as key, int(index), *_):
            return "editions", edition, key, index
        case ("editions" | "notes" as key, int(index), *_):
            return key, index
    return None


def anchor_at(text: str | Outline, offset: int) -> tuple[str, str]:
    """The source's id and the anchor on the card's page of what stands at a caret.

    The id is empty for what belongs to no edition, the anchor for what has none of its own: then
    the page need not move.
    """
    outline = _outline(text)
    match loc_at(outline, offset):
        case ("notes", int(index), *_):
            return "", f"note-{index}"
        case ("editions", int(number), *rest):
            source = outline.get(("editions", number, "source"))
            return source.value if source else "", _anchor(number, rest)
    return "", ""


def loc_of_anchor(data: Any, source_id: str, anchor: str) -> Loc:
    """The way to what has an anchor on the page of a source's stop: the reverse of anchor_at.

    ``data`` is the card as plain data; where it no longer has that, the nearest thing that would
    hold it. An entry in the list of sources leads to the edition of that source.
    """
    kind, _, rest = anchor.partition("-")
    if kind == "source":
        return _existing(data, ("editions", _edition(data, unquote(rest), _NOWHERE), "source"))
    numbers = [int(number) for number in rest.split("-") if number.isdecimal()]
    if not numbers:
        return ()
    if kind == "note":
        return _existing(data, ("notes", numbers[0]))
    edition = _edition(data, source_id, numbers[0])
    if kind in _FIELDS:
        return _existing(data, ("editions", edition, _FIELDS[kind]))
    if kind in _KEYS and len(numbers) > 1:
        return _existing(data, ("editions", edition, _KEYS[kind], numbers[1]))
    return ()


def node_at(outline: Outline, offset: int) -> Node | None:
    """The innermost key or item that a caret is in, None in a text that holds nothing."""
    line_start = outline.lines.start(offset)
    line = outline.text[line_start : outline.lines.after(offset)]
    indent = len(line) - len(line.lstrip()) if line.strip() else None
    offset = max(offset, line_start + (indent or 0))
    place = _first_after(outline, offset)
    node = outline.nodes[max(place - 1, 0)] if outline.nodes else None
    while node is not None and node.parent is not None and _is_past(outline, node, offset, indent):
        node = node.parent
    return node


def _is_past(outline: Outline, node: Node, offset: int, indent: int | None) -> bool:
    """Whether a place after a node does not belong to it, for all that can be told.

    ``indent`` is that of the place's line, None where the line is blank.
    """
    assert node.parent is not None
    if offset <= node.end:
        return False
    if node.parent.flow and offset > node.parent.end:
        return True
    if indent is None or node.end >= outline.lines.start(offset):
        return False
    # A comment, or a line that could not be read: it goes with what it is indented under.
    column = outline.column(node.start)
    return column > indent or (column == indent and node.parent.kind == "mapping")


def _anchor(number: int, rest: list[str | int]) -> str:
    match rest:
        case ("points" | "quotes" | "steps" as key, int(index), *_):
            return f"{_LISTS[key]}-{number}-{index}"
        case ("changed", *_):
            return f"changed-{number}"
    return f"bottom-{number}"


def _first_after(outline: Outline, offset: int) -> int:
    return bisect_right(outline.nodes, offset, key=lambda node: node.start)


def _end_of_word(text: str, start: int) -> int:
    word = _WORD.match(text, start)
    return word.end() if word else start


def _span(node: Node, part: Part) -> tuple[int, int]:
    if part == "key":
        return node.start, node.key_end
    return (node.start if part == "item" else node.value_start), node.end


def _edition(data: Any, source_id: str, number: int) -> int:
    """The place in the card of the edition of a source; ``number`` where that one is it."""
    found = data.get("editions") if isinstance(data, dict) else None
    editions = found if isinstance(found, list) else []
    same = [
        index
        for index, edition in enumerate(editions)
        if isinstance(edition, dict) and edition.get("source") == source_id
    ]
    return number if number in same or not same else same[0]


def _existing(data: Any, loc: Loc) -> Loc:
    """As much of the way as the data has."""
    for length, part in enumerate(loc):
        if isinstance(data, list) and isinstance(part, int):
            data = dict(enumerate(data))
        if not isinstance(data, dict) or part not in data:
            return loc[:length]
        data = data[part]
    return loc


def _outline(text: str | Outline) -> Outline:
    return text if isinstance(text, Outline) else Outline(text)
