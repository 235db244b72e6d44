"""Quick fixes for what the library and the source texts know: names, verdicts and quotes."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from briefing.core.edits import Change, Edit
from briefing.core.faults import removed, replaced
from briefing.core.library import MANIFEST
from briefing.core.placing import entry, style_near
from briefing.core.rules import LONGEST_SUMMARY_QUOTE
from briefing.core.skeleton import skeleton
from briefing.core.writing import Prose, scalar, value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.core.faults import Fault
    from briefing.core.outline import Node

_SHA256 = re.compile(r"[0-9a-f]{64}")
_DECLARED = re.compile(r"[0-9a-f]{64}|(?<=paragraphs: )\d+")
_MOST_NAMES = 3


def unknown_source(fault: Fault) -> Iterator[Change]:
    """A source of the library, the nearest first."""
    yield from _names(fault, fault.folder.library.sources)


def unknown_region(fault: Fault) -> Iterator[Change]:
    """A region of the library, the nearest first."""
    yield from _names(fault, fault.folder.library.regions)


def dangling(fault: Fault) -> Iterator[Change]:
    """The card that was meant, or the item taken away."""
    node = fault.node
    if node is None:
        return
    ids = [file.id for file in fault.folder.files]
    named = [
        file.id for file in fault.folder.files if file.name.casefold() == node.value.casefold()
    ]
    near = get_close_matches(node.value, ids, n=_MOST_NAMES, cutoff=0.6)
    for card_id in dict.fromkeys([*named, *near]):
        yield replaced(node, scalar(card_id, flow=_in_flow(node)), f"Change to `{card_id}`")
    yield from removed(fault, node, "Remove it")


def change_without_before(fault: Fault) -> Iterator[Change]:
    """The topic as the edition before has it, or the verdict taken away."""
    node = fault.node
    if node is None or node.parent is None:
        return
    topic = fault.outline.get((*node.parent.loc, "topic"))
    meant = re.findall(r"did you mean `([^`…]*)`\?", fault.problem.hint)
    if topic is not None and meant:
        written = scalar(meant[0], flow=node.parent.flow)
        yield replaced(topic, written, f"Rename the topic to `{meant[0]}`")
    yield from removed(fault, node, "Remove `change`")


def long_quote(fault: Fault) -> Iterator[Change]:
    """The speaker's voice where the source puts the words in quotation marks; else fewer words."""
    node = fault.node
    text = fault.data(node) if node else None
    if node is None or not isinstance(text, str):
        return
    if _is_spoken(fault, node, text):
        yield from _set_voice(fault, node, "speaker")
    words = text.split()[:LONGEST_SUMMARY_QUOTE]
    title = f"Keep the first {LONGEST_SUMMARY_QUOTE} words"
    yield _words(fault, node, " ".join(words), title)


def quote_not_spoken(fault: Fault) -> Iterator[Change]:
    """The summary's voice."""
    if fault.node is not None:
        yield from _set_voice(fault, fault.node, "summary")


def quote_not_found(fault: Fault) -> Iterator[Change]:
    """The paragraph in which the words stand, or the nearest wording of the source."""
    yield from para_of_quote(fault)
    node = fault.node
    item = node.parent if node is not None else None
    found = fault.data(item) if item is not None else None
    if fault.shelf is None or node is None or not isinstance(found, dict):
        return
    source_id, paras, text = _source_of(fault, item), found.get("para"), found.get("text")
    if isinstance(text, str) and node.loc[-1] == "text":
        listed = [one for one in (paras if isinstance(paras, list) else [paras]) if one]
        nearest = fault.shelf.nearest(source_id, listed, text)
        if nearest is not None:
            change = _words(fault, node, nearest.text, "Use the nearest wording of the source")
            para = fault.outline.get((*node.loc[:-1], "para"))
            moved = () if nearest.para in listed or para is None else _number(para, nearest.para)
            yield Change(
                change.title, (*change.edits, *moved), change.select if not moved else None
            )


def para_of_quote(fault: Fault) -> Iterator[Change]:
    """The number of a paragraph that holds the quote's words."""
    node = fault.node
    item = fault.outline.get(_item_loc(node)) if node is not None else None
    found = fault.data(item) if item is not None else None
    if fault.shelf is None or node is None or not isinstance(found, dict) or "voice" not in found:
        return
    para = fault.outline.get((*_item_loc(node), "para"))
    text = fault.shelf.paragraphs(_source_of(fault, item)) or ()
    for number, paragraph in enumerate(text, 1):
        words, spoken = found.get("text"), found["voice"] == "speaker"
        if isinstance(words, str) and para is not None and paragraph.holds(words, spoken=spoken):
            yield Change(f"Change to ¶{number}", _number(para, number))


def undeclared(fault: Fault) -> Iterator[Change]:
    """The text at hand declared as the one that the quotes were checked against."""
    source = fault.keyed
    digest = _SHA256.search(fault.problem.hint)
    if source is not None and digest is not None and source.kind == "mapping":
        placed = entry(
            fault.outline, source, "sha256", f" {digest.group()}", list(fault.known(source))
        )
        yield Change("Add `sha256`", placed.edits)


def declared(fault: Fault) -> Iterator[Change]:
    """What is declared of the text as the text at hand has it."""
    found = _DECLARED.search(fault.problem.hint)
    if fault.node is not None and found is not None:
        yield replaced(fault.node, found.group(), f"Declare {found.group()[:12]}")


def empty_file(fault: Fault) -> Iterator[Change]:
    """A card to fill in; comments that stand there stay."""
    if fault.path.name == MANIFEST:
        return
    text = fault.text if not fault.text or fault.text.endswith("\n") else fault.text + "\n"
    name = fault.path.stem.replace("-", " ").title()
    added = text[len(fault.text) :] + skeleton(name, fault.folder.library)
    yield Change("Start a card", (Edit(len(fault.text), len(fault.text), added),))


def _names(fault: Fault, known: Iterable[str]) -> Iterator[Change]:
    node, names = fault.node, list(known)
    if node is None:
        return
    folded = {name.casefold(): name for name in names}
    near = get_close_matches(node.value.casefold(), folded, n=_MOST_NAMES, cutoff=0.6)
    for name in dict.fromkeys([*(folded[one] for one in near), *names]):
        yield replaced(node, scalar(name, flow=_in_flow(node)), f"Change to `{name}`")


def _words(fault: Fault, node: Node, words: str, title: str) -> Change:
    """Other words in the place of a text, on lines below ``>-`` where they are long."""
    in_flow = _in_flow(node)
    column = fault.outline.column(node.value_start)
    key = fault.outline.column(node.start)
    indent = key + style_near(fault.outline, node).step
    return replaced(node, value(Prose(words), column, indent, flow=in_flow), title)


def _set_voice(fault: Fault, node: Node, voice: str) -> Iterator[Change]:
    found = fault.outline.get((*node.loc[:-1], "voice"))
    if found is not None:
        yield replaced(found, voice, f"Set `voice: {voice}`")


def _is_spoken(fault: Fault, node: Node, text: str) -> bool:
    item = fault.outline.get(node.loc[:-1])
    if fault.shelf is None or item is None:
        return False
    found = fault.shelf.paragraphs(_source_of(fault, item)) or ()
    return any(paragraph.holds(text, spoken=True) for paragraph in found)


def _source_of(fault: Fault, item: Node | None) -> str:
    """The id of the source that an item cites: its own, or its edition's."""
    if item is None:
        return ""
    for loc in ((*item.loc, "source"), (*item.loc[:2], "source")):
        found = fault.outline.get(loc)
        if found is not None and found.value:
            return found.value
    return ""


def _item_loc(node: Node) -> tuple[str | int, ...]:
    """The way to the quote that a value is of."""
    return node.loc[:4]


def _number(para: Node, number: int) -> tuple[Edit, ...]:
    if para.value_start == para.end:
        return (Edit(para.end, para.end, f" {number}"),)
    return (Edit(para.value_start, para.end, str(number)),)


def _in_flow(node: Node) -> bool:
    return node.parent is not None and node.parent.flow
