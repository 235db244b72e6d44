"""A stop at which a card has no edition, as a page: silence is shown, and the way on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.core import words
from briefing.core.inline import plain
from briefing.core.timeline import editions_at, nearest_stop, stops_of, stops_with
from briefing.gui.page_grid import Row, Section, document
from briefing.gui.page_html import (
    BUTTON_GAP,
    BUTTON_HEIGHT,
    Button,
    Page,
    escape,
    heading,
    paragraph,
    rich,
    to_card,
    to_stop,
)

if TYPE_CHECKING:
    from briefing.core.card import Card
    from briefing.core.library import CardFolder
    from briefing.core.timeline import Stop
    from briefing.gui.page_html import Look


def empty_page(folder: CardFolder, card: Card, stop: Stop, look: Look, hint: str = "") -> Page:
    """The card at a stop at which it has no edition.

    Its buttons lead to the nearest edition and to a related card that has one at this stop;
    ``hint`` stands below them, such as the keys that do the same.
    """
    near = nearest_stop(card, folder.stops, stop)
    related = _related(folder, card, stop)
    buttons = []
    if near:
        label = words.stop_label(folder.stops, near)
        is_later = folder.stops.index(near) > folder.stops.index(stop)
        show = f"Show {label} edition"
        buttons.append(Button(f"{show} →" if is_later else f"← {show}", to_stop(near.sources[0])))
    if related:
        name = plain(folder.cards[related].name)
        buttons.append(Button(f"Open {name}, {stop.date.short}", to_card(related)))
    date = words.stop_heading(folder.stops, stop)
    talk = words.talk_of(folder.library, folder.stops, stop).replace(date, _unbroken(date))
    title = heading(2, "page", f"{rich(card.name)} does not come up in {escape(talk)}.")
    said = paragraph("deck", _sentence(folder, card, stop, related))
    below = paragraph("hint", escape(hint)) if hint else ""
    body = title + said + _room_for_buttons(look, len(buttons)) + below
    first = Row(body, head="No edition", size=24)
    sections = [Section((first,), ruled=False), *_nearest(folder, card, near)]
    return Page(document(look, sections), look.column, tuple(buttons))


def _related(folder: CardFolder, card: Card, stop: Stop) -> str:
    """The first related card that has an edition at the stop, or nothing."""
    known = (file for card_id in card.see_also if (file := folder.get(card_id)))
    return next((file.id for file in known if stops_with(file.sources, (stop,))), "")


def _sentence(folder: CardFolder, card: Card, stop: Stop, related: str) -> str:
    labels = [words.stop_label(folder.stops, other) for other in stops_of(card, folder.stops)]
    if not labels:
        said = "The card has no edition yet."
    elif len(labels) == 1:
        said = f"There is nothing to show for this stop. The card has one edition, {labels[0]}."
    else:
        said = f"There is nothing to show for this stop. The card has editions for {words.listed(labels)}."
    if related:
        label = words.stop_label(folder.stops, stop)
        return f"{escape(said)} The {escape(label)} edition of {rich(folder.cards[related].name)} may help."
    return escape(said)


def _room_for_buttons(look: Look, count: int) -> str:
    """An empty paragraph as high as the buttons, which are in a column where it is narrow."""
    if not count:
        return ""
    rows = count if look.narrow else 1
    height = look.px(rows * BUTTON_HEIGHT + (rows - 1) * BUTTON_GAP)
    return (
        f'<p class="gap" id="buttons" style="margin-top:{look.px(20)}px">&nbsp;</p>'
        f'<p class="gap" style="margin-top:{height + look.px(6)}px">&nbsp;</p>'
    )


def _nearest(folder: CardFolder, card: Card, near: Stop | None) -> list[Section]:
    """The bottom line of the nearest edition, to see whether it is worth going there."""
    rows = []
    for edition in editions_at(card, near) if near else ():
        source = folder.library.sources[edition.source]
        line = paragraph("body", rich(edition.bottom_line))
        head = f"Bottom line {_unbroken('in ' + escape(source.date.month_and_year))}"
        rows.append(Row(line, head=head, aside="Compiler’s reading"))
    return [Section(rows)] if rows else []


def _unbroken(text: str) -> str:
    """Words that stay on one line."""
    return text.replace(" ", "\u00a0")
