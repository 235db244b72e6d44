"""A statement with its citation, ready to be pasted elsewhere: as text, Markdown and HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from briefing.core.card import Quote, Step
from briefing.core.citations import date_in_words, paragraphs_label
from briefing.core.inline import Run, runs
from briefing.core.words import as_sentence, not_stated, step_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.core.card import Card, Edition, Note, Point
    from briefing.core.library import CardFolder

_ANCHOR = re.compile(r"(point|quote|step|bottom|changed|note)-(\d+)(?:-(\d+))?\Z")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#+|~&!-])")

Lines = list[tuple[str, tuple[Run, ...]]]
"""What is said, line by line: a label or nothing, and the text."""


@dataclass(frozen=True, slots=True)
class CitedText:
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
        return _note(card.notes[number])
    edition = card.editions[number]
    if kind in ("bottom", "changed"):
        return _reading(folder, card, edition, kind)
    items: Sequence[Point | Quote | Step] = getattr(edition, f"{kind}s")
    return _statement(folder, edition, items[index])


def _statement(folder: CardFolder, edition: Edition, item: Point | Quote | Step) -> CitedText:
    lines, role = _lines(item)
    source = item.source or edition.source
    talk = _talk(folder, source, item.speaker if isinstance(item, Quote) else None)
    return _rendered(lines, f"{role}{talk}, {paragraphs_label(item.para)}")


def _lines(item: Point | Quote | Step) -> tuple[Lines, str]:
    """What a statement says, and whose words it is."""
    if isinstance(item, Step):
        action = (Run(f"{_text(runs(item.actor))}: "), *as_sentence(item.action))
        fields = [(label, as_sentence(text)) for label, text in step_fields(item)]
        absent = not_stated(item)
        silence = [("Not stated", (Run(absent),))] if absent else []
        return [("", action), *fields, *silence], "Recommended step, paraphrased from "
    if isinstance(item, Quote):
        words = runs(item.text)
        if item.voice == "speaker":
            return [("", (Run("“"), *words, Run("”")))], ""
        return [("", words)], "As reported by the summary of "
    return [("", runs(item.text))], "Paraphrased from "


def _reading(folder: CardFolder, card: Card, edition: Edition, kind: str) -> CitedText:
    text = edition.bottom_line if kind == "bottom" else edition.changed or ""
    name = _text(runs(card.name))
    role = f"Compiler’s reading for {name}, of "
    return _rendered([("", runs(text))], f"{role}{_talk(folder, edition.source, None)}")


def _note(note: Note) -> CitedText:
    return _rendered([("", runs(note.text))], f"Note by {note.by}, {note.date.long}")


def _talk(folder: CardFolder, source_id: str, speaker: str | None) -> str:
    source = folder.library.sources.get(source_id)
    if source is None:
        return source_id
    return f"{speaker or source.speaker}, {source.title}, {date_in_words(source)}"


def _rendered(lines: Lines, citation: str) -> CitedText:
    said = [(f"{label}: " if label else "", text) for label, text in lines]
    plain = "\n".join(f"{label}{_text(text)}" for label, text in said)
    marked = "  \n".join(f"{_escaped(label)}{_markdown(text)}" for label, text in said)
    html = "<br>".join(f"{escape(label)}{_html(text)}" for label, text in said)
    return CitedText(
        f"{plain}\n({citation})",
        f"{marked}\n\n({_escaped(citation)})",
        f"<p>{html}</p><p>({escape(citation)})</p>",
    )


def _text(found: Iterable[Run]) -> str:
    return "".join(run.text for run in found)


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)


def _markdown(found: Iterable[Run]) -> str:
    return "".join(_marked(run) for run in found)


def _marked(run: Run) -> str:
    text = f"`{run.text}`" if run.code and "`" not in run.text else _escaped(run.text)
    text = f"*{text}*" if run.emphasis else text
    text = f"**{text}**" if run.strong else text
    return f"[{text}](<{run.href}>)" if run.href else text


def _html(found: Iterable[Run]) -> str:
    return "".join(_tagged(run) for run in found)


def _tagged(run: Run) -> str:
    text = escape(run.text)
    for wanted, tag in ((run.code, "code"), (run.emphasis, "em"), (run.strong, "strong")):
        text = f"<{tag}>{text}</{tag}>" if wanted else text
    return f'<a href="{escape(run.href)}">{text}</a>' if run.href else text
