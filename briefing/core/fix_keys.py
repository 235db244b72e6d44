"""Quick fixes for keys: mistyped, missing, standing twice, or in a place that is not theirs."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from briefing.core.card import Edition
from briefing.core.edits import Change, Edit
from briefing.core.faults import commented, removed, renamed
from briefing.core.inserts import insert
from briefing.core.placing import NoPlaceError, entry, style_near
from briefing.core.shape import choices, fields
from briefing.core.writing import Prose, scalar, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.core.faults import Fault
    from briefing.core.outline import Node

_MEANT = {"paragraph": "para", "paragraphs": "para", "page": "para", "partner": "with"}
_PROSE = ("text", "bottom_line")


def unknown_key(fault: Fault, node: Node) -> Iterator[Change]:
    """The key that was meant; or the entry as a comment."""
    assert node.parent is not None
    key = str(node.loc[-1])
    present = {one.loc[-1] for one in fault.outline.children(node.parent)}
    free = [name for name in fault.known(node.parent) if name not in present]
    folded = "".join(char for char in key.casefold() if char.isprintable())
    first = folded.partition(" ")[0]
    meant = [_MEANT[folded]] if _MEANT.get(folded) in free else []
    near = get_close_matches(folded, free, n=3, cutoff=0.6)
    words = [word for word in free if first == word]
    for name in dict.fromkeys([*meant, *words, *near]):
        yield renamed(fault, node, name, f"Rename to `{name}`")
    yield from out_of_place(fault, node)


def missing_key(fault: Fault) -> Iterator[Change]:
    """The key, where a card has it, with a value to fill in."""
    key = fault.named[-1]
    places = (one for one in fault.outline.nodes if one.value_start == fault.offset)
    mapping = next((one for one in places if key in fault.known(one)), None)
    if mapping is None:
        return
    written = _blank(fault, mapping, key)
    placed = entry(fault.outline, mapping, key, f" {written}", list(fault.known(mapping)))
    start = placed.start + len(key) + 2
    typed = written.removeprefix(">-\n").lstrip(" ").strip("\"'")
    end = start + len(written) - int(written == '""')
    yield Change(f"Add `{key}`", placed.edits, (end - len(typed), end))


def duplicate_key(fault: Fault, second: Node) -> Iterator[Change]:
    """One of the two taken away."""
    yield from removed(fault, second, "Remove this one")
    first = fault.outline.get(second.loc) or second
    yield from removed(fault, first, f"Remove the first `{second.loc[-1]}`")


def bad_key(fault: Fault) -> Iterator[Change]:
    """The key as text; or a decimal point where a comma made a key of the decimals."""
    before = fault.text[: fault.offset]
    stripped = before.rstrip(" ")
    if stripped[-1:] == "," and stripped[-2:-1].isdigit():
        at = len(stripped) - 1
        yield Change("Write a decimal point", (Edit(at, fault.offset, "."),))
    node = fault.keyed
    if node is not None:
        key = fault.text[node.start : node.key_end]
        edit = Edit(node.start, node.key_end, f'"{key}"')
        yield Change("Put the key in quotation marks", (edit,))


def merge_key(fault: Fault, node: Node) -> Iterator[Change]:
    """The keys written out."""
    assert node.parent is not None
    if node.kind != "mapping" or not node.flow:
        return
    column = fault.outline.column(node.start)
    between = ", " if node.parent.flow else "\n" + " " * column
    inside = fault.outline.children(node)
    written = between.join(fault.text[one.start : one.end] for one in inside)
    yield Change("Write the keys out", (Edit(node.start, node.end, written),))


def out_of_place(fault: Fault, node: Node) -> Iterator[Change]:
    """What stands where it means nothing, as a comment: its words may be of use elsewhere."""
    assert node.parent is not None
    if node.parent.flow:
        yield from removed(fault, node, f"Remove `{node.loc[-1]}`")
    else:
        yield commented(fault, node.start, node.end, "Make it a comment")


def no_edition(fault: Fault) -> Iterator[Change]:
    """An edition to fill in."""
    try:
        change = insert(fault.text, fault.offset, "edition", fault.folder)
    except NoPlaceError:
        return
    yield change


def _blank(fault: Fault, mapping: Node, key: str) -> str:
    """A value to start from: the first that can be, or nothing."""
    field = fault.known(mapping)[key]
    words = choices(field)
    found: Any = words[0] if words else ""
    if fault.known(mapping).keys() == fields(Edition).keys() and key == "source":
        found = next(iter(fault.folder.library.sources), "")
    if key == "region":
        found = next(iter((*fault.folder.library.regions, *fault.folder.regions)), "")
    if key in _PROSE:
        found = Prose()
    if mapping.flow:
        return scalar(found if isinstance(found, str) else "", flow=True)
    first = fault.outline.children(mapping)[0]
    column = fault.outline.column(first.start)
    indent = column + style_near(fault.outline, mapping).step
    return value(found, column + len(key) + 2, indent)
