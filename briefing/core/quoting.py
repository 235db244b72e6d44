"""A statement with its citation, ready to be pasted elsewhere: as text, Markdown and HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefing.core.card import Quote, Step
from briefing.core.citations import date_in_words, paragraphs_label
from briefing.core.inline import Run, plain, runs
from briefing.core.markup import as_html, as_markdown
from briefing.core.words import as_sentence, not_stated, step_fields

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.core.card import Card, Edition, Note, Point
    from briefing.core.library import CardFolder

_ANCHOR = re.compile(r"(point|quote|step|bottom|changed|note)-(\d+)(?:-(\d+))?\Z")
_READINGS = {"bottom": "reading for {}, of ", "changed": "reading of what changed for {}, in "}

Line = tuple[Run, ...]


class CitedText(NamedTuple):
    """The same words three times, so that whatever is pasted into takes what it can show."""

    plain: str
    markdown: str
    html: str


def is_statement(anchor: str) -> bool:
    """Whether a place on a card's page is a statement that can be copied with its citation."""
    return _ANCHOR.match(anchor) is not None


def cited_text(folder: CardFolder, card_id: str, anchor: str) -> CitedText:
    """The statement at a place of a card's page, with its citation.

    Verbatim words stand in quotation marks; all else says whose words it is. Raises KeyError
    for a card that is not there and LookupError for a place that is no statement.
    """
    found = _ANCHOR.match(anchor)
    if found is None:
        raise LookupError(f"{anchor} is no statement")
    kind, number, index = found[1], int(found[2]), int(found[3] or 0)
    card = folder.cards[card_id]
    if kind == "note":
        return _note(card, card.notes[number])
    edition = card.editions[number]
    if kind in ("bottom", "changed"):
        return _reading(folder, card, edition, kind)
    items: Sequence[Point | Quote | Step] = getattr(edition, f"{kind}s")
    return _statement(folder, edition, items[index])


def _statement(folder: CardFolder, edition: Edition, item: Point | Quote | Step) -> CitedText:
    lines, role = _lines(item)
    source = item.source or edition.source
    speaker = item.speaker if isinstance(item, Quote) and item.voice == "speaker" else None
    talk = _talk(folder, source, speaker)
    return _rendered(lines, f"{role}{talk}, {paragraphs_label(item.para)}")


def _lines(item: Point | Quote | Step) -> tuple[list[Line], str]:
    """What a statement says, line by line, and whose words it is."""
    if isinstance(item, Step):
        action = (Run(f"{plain(item.actor)}: "), *as_sentence(item.action))
        fields = [(Run(f"{label}: "), *as_sentence(text)) for label, text in step_fields(item)]
        absent = not_stated(item)
        silence = [(Run(f"Not stated: {absent}"),)] if absent else []
        return [action, *fields, *silence], "Recommended step, paraphrased from "
    if isinstance(item, Quote):
        if item.voice == "speaker":
            return [(Run("“"), *runs(item.text), Run("”"))], ""
        return [runs(item.text)], "As reported by the summary of "
    return [runs(item.text)], "Paraphrased from "


def _reading(folder: CardFolder, card: Card, edition: Edition, kind: str) -> CitedText:
    text = edition.bottom_line if kind == "bottom" else edition.changed
    if text is None:
        raise LookupError("the edition does not say what changed")
    role = _READINGS[kind].format(plain(card.name))
    return _rendered([runs(text)], f"Compiler’s {role}{_talk(folder, edition.source, None)}")


def _note(card: Card, note: Note) -> CitedText:
    about = f"Note by {note.by} on {plain(card.name)}, {note.date.long}"
    return _rendered([runs(note.text)], about)


def _talk(folder: CardFolder, source_id: str, speaker: str | None) -> str:
    """The source as cited. Whoever else is quoted stands before it: ``Rose Gottemoeller, in …``."""
    source = folder.library.sources.get(source_id)
    if source is None:
        talk = source_id
    else:
        talk = f"{source.speaker}, {source.title}, {date_in_words(source)}"
        speaker = None if speaker == source.speaker else speaker
    return f"{speaker}, in {talk}" if speaker else talk


def _rendered(lines: Sequence[Line], citation: str) -> CitedText:
    cited = (Run(f"({' '.join(citation.split())})"),)
    text = "\n".join("".join(run.text for run in line) for line in (*lines, cited))
    # Two spaces before the end of a line break it. Source: CommonMark 0.31, hard line breaks.
    marked = "  \n".join(as_markdown(line) for line in lines)
    html = "<br>".join(as_html(line) for line in lines)
    return CitedText(
        text, f"{marked}\n\n{as_markdown(cited)}", f"<p>{html}</p><p>{as_html(cited)}</p>"
    )
