"""What a search found, as a page: by card, each passage with its words marked."""

from __future__ import annotations

from itertools import chain, groupby
from typing import TYPE_CHECKING

from briefing.core import words
from briefing.gui.page_grid import Row, Section, Side, document
from briefing.gui.page_html import Page, badge, escape, heading, link, paragraph, rich

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.core.index import Hit
    from briefing.core.library import CardFolder
    from briefing.gui.page_html import Look

    Spans = Sequence[tuple[int, int]]

_IN_ORDER = (
    *("Name", "Bottom line", "What changed", "Key point"),
    *("Quotation", "Policy step", "Note"),
)  # as on a card
_SECTIONS = {section: place for place, section in enumerate(_IN_ORDER)}
_LONGEST = 320  # characters of a passage that are shown
_LEAD = 80  # of them before the first hit


def arranged(folder: CardFolder, hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Hits as the page shows them: cards found by name first, then the card with the most.

    Within a card the newest edition is first.
    """
    by_card: dict[str, list[Hit]] = {}
    for hit in hits:
        by_card.setdefault(hit.card, []).append(hit)
    order = folder.places
    named = {hit.card for found in by_card.values() for hit in found if hit.stretch.where == "Name"}
    cards = sorted(
        by_card, key=lambda one: (one not in named, -len(by_card[one]), order.get(one, 0))
    )
    age = {source: -place for place, stop in enumerate(folder.stops) for source in stop.sources}

    def key(hit: Hit) -> tuple[bool, float, int, int]:
        source, where, _, _, _, anchor, _, _ = hit.stretch
        index = anchor.rpartition("-")[2]
        at = int(index) if index.isdecimal() else 0
        return where == "Note", age.get(source, -999), _SECTIONS[where], at

    return tuple(hit for card_id in cards for hit in sorted(by_card[card_id], key=key))


def found_in_words(hits: Sequence[Hit]) -> str:
    """The heading over results: ``10 passages in 5 cards``."""
    if not hits:
        return "No passages"
    cards = len({hit.card for hit in hits})
    return f"{words.counted(len(hits), 'passage')} in {words.counted(cards, 'card')}"


def search_page(folder: CardFolder, hits: Sequence[Hit], look: Look, *, asked: bool = True) -> Page:
    """Hits that are ``arranged``, or that there are none; nothing at all where none was asked for.

    The passage at index 3 has the anchor ``hit-3``, and its links lead to ``hit:3``.
    """
    if not asked:
        return Page(document(look, []), look.column)
    if not hits:
        nothing = paragraph("said", "Nothing in this library matches. Try fewer or other words.")
        row = Row(nothing, head="No passages")
        return Page(document(look, [Section((row,), ruled=False)]), look.column)
    return Page(document(look, _sections(folder, hits), top=14), look.column)


def _sections(folder: CardFolder, hits: Sequence[Hit]) -> Iterator[Section]:
    """A section for each card, made when it is asked for, as are its rows."""
    numbered = enumerate(hits)
    for card_id, group in groupby(numbered, key=lambda item: item[1].card):
        found = list(group)
        file = folder.get(card_id)
        name = file.name if file else card_id
        count = words.counted(len(found), "passage")
        title = Row(heading(2, "group", rich(name)), aside=count, size=20)
        rows = (_row(folder, hit, index) for index, hit in found)
        yield Section(chain((title,), rows), ruled=found[0][0] > 0, close=True)


def _row(folder: CardFolder, hit: Hit, index: int) -> Row:
    passage = hit.passage
    source = folder.library.sources.get(passage.source)
    place = source.date.short if source else passage.source or "Card"
    title = (
        f'<span class="name">{_marked(passage.title, hit.title_spans)}.</span> '
        if passage.title
        else ""
    )
    text = paragraph("body", title + _snippet(passage.text, hit.text_spans), f"hit-{index}")
    meta = []
    if passage.kind:
        meta.append(badge(passage.kind))
    if passage.reference:
        meta.append(link(f"hit:{index}", escape(passage.reference)))
    side = Side(escape(place), escape(passage.where))
    return Row(text, tuple(meta), side=side, between=14)


def _snippet(text: str, spans: Spans) -> str:
    """The part of a long passage around its first hit, with the hits marked."""
    if len(text) <= _LONGEST:
        return _marked(text, spans)
    first = spans[0][0] if spans else 0
    start = text.rfind(" ", 0, max(0, first - _LEAD)) + 1 if first > _LEAD else 0
    # A passage without spaces is cut where it has to be.
    start = max(start, first - 2 * _LEAD)
    end = min(len(text), start + _LONGEST)
    inside = [(max(one, start) - start, min(two, end) - start) for one, two in spans]
    kept = [(one, two) for one, two in inside if one < two]
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return before + _marked(text[start:end], kept) + after


def _joined(text: str, spans: Spans) -> list[tuple[int, int]]:
    """The spans, those with nothing but a space between them as one."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        touches = bool(joined) and text[joined[-1][1] : start].isspace()
        joined.append((joined.pop()[0] if touches else start, end))
    return joined


def _marked(text: str, spans: Spans) -> str:
    """Text as HTML with the hits tinted and semibold, words of one phrase under one tint."""
    parts, at = [], 0
    for start, end in _joined(text, spans):
        parts += [escape(text[at:start]), f'<span class="hit">{escape(text[start:end])}</span>']
        at = end
    return "".join((*parts, escape(text[at:])))
