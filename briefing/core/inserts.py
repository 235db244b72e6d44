"""Puts a point, quote, step, change, note or edition into a card's text, well formed and in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from briefing.core.card import CHANGES, Card, Edition, Point
from briefing.core.carets import item_at, loc_at
from briefing.core.edits import Change, Edit
from briefing.core.new_items import LIST_OF, NewItem, new_item
from briefing.core.outline import Outline
from briefing.core.placing import NoPlaceError, Placed, below, entry, is_spaced, style_near
from briefing.core.shape import fields
from briefing.core.writing import Prose, scalar, value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing.core.dialect import Loc
    from briefing.core.new_items import ItemKind, Written
    from briefing.core.outline import Node
    from briefing.core.surroundings import Surroundings

Kind = Literal["point", "quote", "step", "change", "note", "edition"]

KINDS: tuple[Kind, ...] = ("point", "quote", "step", "change", "note", "edition")

_NOTHING: Mapping[str, Any] = {}
_CARD_KEYS = tuple(fields(Card))
_EDITION_KEYS = tuple(fields(Edition))
_POINT_KEYS = tuple(fields(Point))


def insert(
    text: str,
    caret: int,
    kind: Kind,
    folder: Surroundings,
    values: Mapping[str, Any] = _NOTHING,
) -> Change:
    """What puts a new item into a card's text.

    It goes after the item of its kind that the caret is in, or else to the end of the list of
    the edition that the caret is in.

    ``values`` fills fields by their names in the format; the first of the others is selected
    afterwards. Of a change, the one value is ``change`` or, where the caret is in no point,
    ``changed``. Where the caret is in no edition, the item goes to the edition of its source, or
    to the last one. Raises NoPlaceError where no place can be told, and ValueError for a field
    that the item does not have.
    """
    outline = Outline(text)
    if not outline.nodes or outline.nodes[0].kind != "mapping":
        raise NoPlaceError("there is no card here yet; start with a line such as `name: Georgia`")
    if kind == "change":
        return _change(outline, caret, values)
    if kind == "note":
        return _into_list(outline, (), kind, _number(outline, caret, ("notes",)), values)
    if kind == "edition":
        free = _unused_source(outline, folder)
        number = _number(outline, caret, ("editions",))
        return _into_list(outline, (), kind, number, values, source=free)
    edition = _edition(outline, caret, values)
    own = outline.get((*edition, "source"))
    if own is not None and values.get("source") == own.value:
        values = {key: found for key, found in values.items() if key != "source"}
    number = _number(outline, caret, (*edition, LIST_OF[kind]))
    return _into_list(outline, edition, kind, number, values)


def _into_list(
    outline: Outline,
    parent_loc: Loc,
    kind: ItemKind,
    after: int | None,
    values: Mapping[str, Any],
    **defaults: Any,
) -> Change:
    """The item put into the list below a mapping, after the item ``after`` or at the end."""
    item, key = new_item(kind, values, **defaults), LIST_OF[kind]
    parent, found = outline.get(parent_loc), outline.get((*parent_loc, key))
    if parent is None or parent.kind != "mapping":
        raise NoPlaceError("the edition here holds no keys yet; give it a source first")
    items = outline.children(found) if found is not None and found.kind == "list" else []
    if found is None:
        placed, written = _new_list(outline, parent, key, item)
    elif items:
        last = len(items) - 1
        number = last if after is None else min(after, last)  # a key that stands twice has more
        placed, written = _after_item(outline, found, items, number, item)
    else:
        placed, written = _first_item(outline, parent, found, item)
    title = f"Insert {'an' if kind == 'edition' else 'a'} {kind}"
    stops = tuple((placed.start + start, placed.start + end) for start, end in written.stops)
    return Change(title, placed.edits, stops[written.first], stops)


def _after_item(
    outline: Outline, found: Node, items: list[Node], number: int, item: NewItem
) -> tuple[Placed, Written]:
    before = items[number]
    if found.flow:
        written = item.braces()
        return Placed((Edit(before.end, before.end, ", " + written.text),), before.end + 2), written
    column = outline.column(before.start)
    style = style_near(outline, found)
    written = item.block(column, style.gap, style.step)
    gap = "\n" if is_spaced(outline, items) else ""
    placed = below(outline, before, column, gap + " " * column + written.text)
    return Placed(placed.edits, placed.start + len(gap) + column), written


def _new_list(outline: Outline, parent: Node, key: str, item: NewItem) -> tuple[Placed, Written]:
    order = _EDITION_KEYS if parent.loc else _CARD_KEYS
    if parent.flow:
        written = item.braces()
        placed = entry(outline, parent, key, f" [{written.text}]", order)
        return Placed(placed.edits, placed.start + len(key) + 3), written
    if not outline.children(parent):
        raise NoPlaceError("no key here can be read yet; mend that first")
    style = style_near(outline, parent)
    column = outline.column(outline.children(parent)[0].start) + style.dash
    written = item.block(column, style.gap, style.step)
    placed = entry(outline, parent, key, "\n" + " " * column + written.text, order)
    return Placed(placed.edits, placed.start + len(key) + 2 + column), written


def _first_item(
    outline: Outline, parent: Node, found: Node, item: NewItem
) -> tuple[Placed, Written]:
    """Into a key with an empty list or nothing behind it."""
    text, key = outline.text, str(found.loc[-1])
    colon = text.index(":", found.key_end) + 1
    behind = text[found.end : outline.lines.after(found.end)].split("#")[0].strip()
    is_nothing = found.kind == "scalar" and found.value in ("", "~", "null")
    is_empty = found.kind == "list" or is_nothing
    if not is_empty or (behind and not parent.flow):
        raise NoPlaceError(f"`{key}` holds something that is not a list; mend that first")
    if parent.flow:
        written = item.braces()
        edit = Edit(colon, found.end, f" [{written.text}]")
        return Placed((edit,), colon + 2), written
    style = style_near(outline, parent)
    column = outline.column(found.start) + style.dash
    written = item.block(column, style.gap, style.step)
    placed = below(outline, found, column, " " * column + written.text)
    removed = Edit(colon, found.end, "")
    edits = (removed, *placed.edits) if removed.start < removed.end else placed.edits
    start = placed.start + column - (removed.end - removed.start)
    return Placed(edits, start), written


def _change(outline: Outline, caret: int, values: Mapping[str, Any]) -> Change:
    """A verdict on the point at the caret, or what changed since the edition before."""
    item = item_at(outline, caret)
    if item is None or item[0] != "editions":
        raise NoPlaceError("a change belongs to a point or an edition; put the caret in one")
    is_point = item[2:3] == ("points",)
    loc, key = (item, "change") if is_point else (item[:2], "changed")
    found, mapping = outline.get((*loc, key)), outline.get(loc)
    if found is not None:
        return Change("Go to the change", (), (found.value_start, found.end))
    siblings = outline.children(mapping) if mapping is not None else []
    if mapping is None or mapping.kind != "mapping" or not (siblings or mapping.flow):
        raise NoPlaceError("this cannot be read yet; mend the line with the problem first")
    column = outline.column((siblings or [mapping])[0].start)
    if is_point:
        written = scalar(str(values.get("change", CHANGES[0])), flow=mapping.flow)
    else:
        prose = Prose(str(values.get("changed", "")))
        indent = column + style_near(outline, mapping).step
        written = value(prose, column + len(key) + 2, indent, flow=mapping.flow)
    order = _POINT_KEYS if is_point else _EDITION_KEYS
    placed = entry(outline, mapping, key, f" {written}", order)
    start = placed.start + len(key) + 2
    body = len(written) - len(written.removeprefix(">-\n").lstrip(" "))
    return Change("Insert a change", placed.edits, (start + body, start + len(written)))


def _edition(outline: Outline, caret: int, values: Mapping[str, Any]) -> Loc:
    """The way to the edition for an item: the caret's, unless another one is of the source."""
    editions = outline.get(("editions",))
    found = outline.children(editions) if editions is not None else []
    if not found or editions is None or editions.kind != "list":
        raise NoPlaceError("this card has no edition yet; insert one first")
    loc = loc_at(outline, caret)
    here = loc[:2] if loc[:1] == ("editions",) and len(loc) > 1 else None
    source = values.get("source")
    of_source = [one.loc for one in found if _source_of(outline, one) == source]
    if source is None or not of_source or here in of_source:
        return here or found[-1].loc
    return of_source[0]


def _number(outline: Outline, caret: int, list_loc: Loc) -> int | None:
    """Which item of a list the caret is in, if any."""
    loc = loc_at(outline, caret)
    size = len(list_loc)
    item = loc[size] if loc[:size] == list_loc and len(loc) > size else None
    return item if isinstance(item, int) else None  # A key: what stands there is no list yet.


def _source_of(outline: Outline, edition: Node) -> str | None:
    source = outline.get((*edition.loc, "source"))
    return source.value if source else None


def _unused_source(outline: Outline, folder: Surroundings) -> str:
    """The first source of the library that the card has no edition of, in the order of dates."""
    used = {node.value for node in outline.nodes if node.loc[2:] == ("source",)}
    return next((one for stop in folder.stops for one in stop.sources if one not in used), "")
