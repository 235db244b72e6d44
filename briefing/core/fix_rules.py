"""Quick fixes for what the library and the source texts know: names, verdicts and quotes."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from briefing.core.edits import Change, Edit
from briefing.core.faults import removed, replaced
from briefing.core.library import MANIFEST
from briefing.core.paragraphs import plain_words
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
_TO_EDITION, _TO_ITEM = 2, 4  # parts of the way to a value


def unknown_source(fault: Fault, node: Node) -> Iterator[Change]:
    """A source of the library, the nearest first."""
    yield from _names(node, fault.folder.library.sources)


def unknown_region(fault: Fault, node: Node) -> Iterator[Change]:
    """A region of the library, the nearest first."""
    yield from _names(node, fault.folder.library.regions)


def dangling(fault: Fault, node: Node) -> Iterator[Change]:
    """The card that was meant, or the item taken away."""
    ids = [file.id for file in fault.folder.files]
    named = [
        file.id for file in fault.folder.files if file.name.casefold() == node.value.casefold()
    ]
    near = get_close_matches(node.value, ids, n=_MOST_NAMES, cutoff=0.6)
    for card_id in dict.fromkeys([*named, *near]):
        yield replaced(node, scalar(card_id, flow=_in_flow(node)), f"Change to `{card_id}`")
    yield from removed(fault, node, "Remove it")


def change_without_before(fault: Fault, node: Node) -> Iterator[Change]:
    """The topic as the edition before has it, or the verdict taken away."""
    assert node.parent is not None
    topic = fault.outline.get((*node.parent.loc, "topic"))
    meant = re.findall(r"did you mean `([^`…]*)`\?", fault.problem.hint)
    if topic is not None and meant:
        written = scalar(meant[0], flow=node.parent.flow)
        yield replaced(topic, written, f"Rename the topic to `{meant[0]}`")
    yield from removed(fault, node, "Remove `change`")


def long_quote(fault: Fault, node: Node) -> Iterator[Change]:
    """The speaker's voice where the source puts the words in quotation marks; else fewer words."""
    text = str(fault.data(node))
    if _is_spoken(fault, node, text):
        yield from _set_voice(fault, node, "speaker")
    words = text.split()[:LONGEST_SUMMARY_QUOTE]
    title = f"Keep the first {LONGEST_SUMMARY_QUOTE} words"
    yield _words(fault, node, " ".join(words), title)


def quote_not_spoken(fault: Fault, node: Node) -> Iterator[Change]:
    """The summary's voice."""
    yield from _set_voice(fault, node, "summary")


def quote_not_found(fault: Fault, node: Node) -> Iterator[Change]:
    """The paragraph in which the words stand, or the nearest wording of the source."""
    yield from para_of_quote(fault, node)
    quote = _quote(fault, node)
    if fault.shelf is None or quote is None or node.loc[-1] != "text":
        return
    paras = quote["para"] if isinstance(quote["para"], list) else [quote["para"]]
    nearest = fault.shelf.nearest(_source_of(fault, node), paras, quote["text"])
    para = fault.outline.get((*node.loc[:-1], "para"))
    if nearest is not None and para is not None:
        title = "Use the nearest wording of the source"
        change = _words(fault, node, nearest.text, title)
        moved = () if nearest.para in paras else replaced(para, str(nearest.para), title).edits
        yield Change(title, (*change.edits, *moved))


def para_of_quote(fault: Fault, node: Node) -> Iterator[Change]:
    """The number of a paragraph that holds the quote's words."""
    quote = _quote(fault, node)
    para = fault.outline.get((*node.loc[:_TO_ITEM], "para"))
    if fault.shelf is None or quote is None or para is None:
        return
    spoken = quote["voice"] == "speaker"
    text = fault.shelf.paragraphs(_source_of(fault, node)) or ()
    words = plain_words(str(quote["text"]))
    for number, paragraph in enumerate(text, 1):
        if paragraph.find_plain(words, spoken=spoken) >= 0:
            yield replaced(para, str(number), f"Change to ¶{number}")


def undeclared(fault: Fault, node: Node) -> Iterator[Change]:
    """The text at hand declared as the one that the quotes were checked against."""
    for digest in _SHA256.findall(fault.problem.hint):
        keys = list(fault.known(node))
        placed = entry(fault.outline, node, "sha256", f" {digest}", keys)
        yield Change("Add `sha256`", placed.edits)


def declared(fault: Fault, node: Node) -> Iterator[Change]:
    """What is declared of the text as the text at hand has it."""
    for found in _DECLARED.findall(fault.problem.hint):
        yield replaced(node, found, f"Declare {found[:12]}")


def empty_file(fault: Fault) -> Iterator[Change]:
    """A card to fill in; comments that stand there stay."""
    if fault.path.name == MANIFEST:
        return
    text = fault.text if not fault.text or fault.text.endswith("\n") else fault.text + "\n"
    name = fault.path.stem.replace("-", " ").title()
    added = text[len(fault.text) :] + skeleton(name, fault.folder.library)
    yield Change("Start a card", (Edit(len(fault.text), len(fault.text), added),))


def _names(node: Node, known: Iterable[str]) -> Iterator[Change]:
    names = list(known)
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
    yield replaced(found or node, voice, f"Set `voice: {voice}`")


def _is_spoken(fault: Fault, node: Node, text: str) -> bool:
    found = fault.shelf.paragraphs(_source_of(fault, node)) if fault.shelf else None
    return any(paragraph.holds(text, spoken=True) for paragraph in found or ())


def _source_of(fault: Fault, node: Node) -> str:
    """The id of the source that an item cites: its own, or its edition's."""
    own = fault.outline.get((*node.loc[:_TO_ITEM], "source"))
    found = own or fault.outline.get((*node.loc[:_TO_EDITION], "source"))
    return found.value if found else ""


def _quote(fault: Fault, node: Node) -> dict[str, Any] | None:
    """The quote that a value is of, where it has all that a check of it needs."""
    item = fault.outline.get(node.loc[:_TO_ITEM])
    found = fault.data(item) if item is not None else None
    if not isinstance(found, dict) or not found.keys() >= {"text", "voice", "para"}:
        return None
    return found


def _in_flow(node: Node) -> bool:
    return node.parent is not None and node.parent.flow
