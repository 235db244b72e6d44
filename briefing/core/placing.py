"""Where a new key or item goes in a text, in the indentation that the text has already."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.core.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.core.outline import Node, Outline

_BLANK_LINE = re.compile(r"\n[ \t]*\n")


class NoPlaceError(Exception):
    """Nothing can be put in at the caret; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a text indents, in columns.

    ``dash``: from a key to the dashes of its list; ``gap``: from a dash to what follows it;
    ``step``: from a key to the text below it.
    """

    dash: int = 2
    gap: int = 2
    step: int = 2


@dataclass(frozen=True, slots=True)
class Placed:
    """Edits, and where in the new text that which they put in starts."""

    edits: tuple[Edit, ...]
    start: int


def style_near(outline: Outline, node: Node) -> Style:
    """How the lists nearest to a node are indented: those in it, else those around it."""
    lists = [other for other in outline.nodes if _shows_style(other)]
    if not lists:
        return Style()
    inside = [other for other in lists if node.start <= other.start < node.end and other != node]
    before = [other for other in lists if other.start <= node.start]
    found = (inside or before[-1:] or lists)[0]
    items = outline.children(found)
    dash = outline.column(items[0].start) - outline.column(found.start)
    gap = max(outline.column(items[0].value_start) - outline.column(items[0].start), 2)
    return Style(dash, gap, max(dash, 2))


def below(outline: Outline, node: Node, column: int, lines: str) -> Placed:
    """Lines put in after a node, and after the comments that are indented under ``column``."""
    text, at = outline.text, node.end
    if at == 0 or text[at - 1] != "\n":
        at = outline.lines.after(node.end)
        while at < len(text) and _is_under(text, at, outline.lines.after(at), column):
            at = outline.lines.after(at)
    if at and text[at - 1] != "\n":
        return Placed((Edit(at, at, "\n" + lines),), at + 1)
    return Placed((Edit(at, at, lines + "\n"),), at)


def entry(outline: Outline, mapping: Node, key: str, written: str, order: Sequence[str]) -> Placed:
    """A key with its value put into a mapping, after the keys that stand before it in ``order``.

    ``written`` is all that follows the colon.
    """
    added, siblings = f"{key}:{written}", outline.children(mapping)
    ranks = {name: rank for rank, name in enumerate(order)}
    rank = ranks.get(key, len(order))
    earlier = [one for one in siblings if ranks.get(str(one.loc[-1]), len(order)) < rank]
    if mapping.flow:
        return _in_braces(siblings, mapping, earlier[-1:], added)
    first = siblings[0].start
    column = outline.column(first)
    if not earlier:
        return Placed((Edit(first, first, f"{added}\n" + " " * column),), first)
    placed = below(outline, earlier[-1], column, " " * column + added)
    return Placed(placed.edits, placed.start + column)


def is_spaced(outline: Outline, items: Sequence[Node]) -> bool:
    """Whether blank lines stand between the items of a list."""
    return len(items) > 1 and bool(_BLANK_LINE.search(outline.text, items[0].end, items[1].start))


def _in_braces(
    siblings: Sequence[Node], mapping: Node, earlier: Sequence[Node], added: str
) -> Placed:
    if earlier:
        at = earlier[0].end
        return Placed((Edit(at, at, f", {added}"),), at + 2)
    at = siblings[0].start if siblings else mapping.value_start + 1
    return Placed((Edit(at, at, f"{added}, " if siblings else added),), at)


def _shows_style(node: Node) -> bool:
    """Whether a node is a list of a key, with dashes on lines of their own."""
    return (
        node.kind == "list"
        and not node.flow
        and node.parent is not None
        and node.parent.kind == "mapping"
        and node.value_start < node.end
    )


def _is_under(text: str, start: int, end: int, column: int) -> bool:
    line = text[start:end]
    return bool(line.strip()) and len(line) - len(line.lstrip(" \t")) > column
