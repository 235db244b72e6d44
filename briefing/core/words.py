"""The words of a printed page that no card holds: labels, lists in words, what is not stated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.core.dates import PartialDate
from briefing.core.inline import Run, runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from briefing.core.card import Library, Source, Step
    from briefing.core.timeline import Stop

_NOT_STATED = (
    ("partner", "with whom"),
    ("condition", "condition"),
    ("why", "expected effect"),
    ("risk", "risk"),
)
_FIELDS = (("partner", "With"), ("condition", "If"), ("why", "Why"), ("risk", "Otherwise"))
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:-[a-z]{4})?(?:-([a-z]{2}))?(?:-|\Z)", re.IGNORECASE)
_RUNNING = 56
CHECKED = "Checked against the\u00a0source"
"""Said of a quote that stands in its source letter for letter; never a lone last word on a line."""

_CLOSING = "”’\"')]»"
_ENDS = tuple(".!?…。！？؟۔")


def stop_label(stops: Sequence[Stop], stop: Stop) -> str:
    """The shortest date that tells the stop from the others: ``2004``, else ``Feb 2004``."""
    dates = [other.date for other in stops]
    for form in ("year", "short"):
        label = str(getattr(stop.date, form))
        if [str(getattr(date, form)) for date in dates].count(label) == 1:
            return label
    return stop.date.long


def stop_date(stops: Sequence[Stop], stop: Stop) -> str:
    """A stop on a button or in a table: ``Feb 2004``, with the day where another is the same."""
    short = stop.date.short
    same = [other for other in stops if other.date.short == short]
    return short if len(same) <= 1 else stop.date.long


def stop_heading(stops: Sequence[Stop], stop: Stop) -> str:
    """The month and year of a stop, with the day where another stop shares the month."""
    heading = stop.date.month_and_year
    same = [other for other in stops if other.date.month_and_year == heading]
    return heading if len(same) == 1 else stop.date.long


def listed(words: Sequence[str]) -> str:
    """Words as a list in running text: ``2004, 2007 and 2010``."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def shortened(text: str) -> str:
    """The text cut to what a running head has room for."""
    return text if len(text) <= _RUNNING else f"{text[: _RUNNING - 1].rstrip()}…"


def counted(number: int, word: str) -> str:
    """A number and its noun: ``1 card``, ``2 cards``."""
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def talk_title(source: Source) -> str:
    """The source's title as a label, without the compiler's brackets around it."""
    title = source.title
    if title.startswith("[") and title.endswith("]"):
        return title[1:-1]
    return title


def talk_line(source: Source) -> str:
    """A source in one line: its title, who spoke and who moderated."""
    title = talk_title(source)
    stop = "" if title.endswith(_ENDS) else "."
    return f"{title}{stop} {given_by(source)}"


def given_by(source: Source) -> str:
    """Who spoke and who moderated: ``Dmitri Trenin, moderated by Rose Gottemoeller``."""
    moderated = f", moderated by {source.moderator}" if source.moderator else ""
    return f"{source.speaker}{moderated}"


def talk_of(library: Library, stops: Sequence[Stop], stop: Stop) -> str:
    """What a stop is called in a sentence: ``the February 2004 talk``."""
    kinds = [library.sources[source].kind or "" for source in stop.sources]
    noun = "talk" if all(kind.startswith("talk") for kind in kinds) else "source"
    plural = "s" if len(kinds) > 1 else ""
    return f"the {stop_heading(stops, stop)} {noun}{plural}"


def day_label(date: PartialDate) -> str:
    """A note's date: ``22 Nov 2026``."""
    return f"{date.day} {date.short}" if date.day else date.short


def moment(when: datetime) -> str:
    """A time on the user's own clock: ``22 Nov 2026, 15:33``."""
    local = when.astimezone()
    day = day_label(PartialDate(local.year, local.month, local.day))
    return f"{day}, {local:%H:%M}"


def not_stated(step: Step) -> str:
    """What the source leaves out of a step: ``Condition, risk``, or nothing."""
    return _sentence_case(
        ", ".join(words for key, words in _NOT_STATED if getattr(step, key) is None)
    )


def step_fields(step: Step) -> tuple[tuple[str, str], ...]:
    """The label and text of each part of a step that the source states."""
    return tuple(
        (label, value) for key, label in _FIELDS if (value := getattr(step, key)) is not None
    )


def as_sentence(text: str) -> tuple[Run, ...]:
    """The runs of an action as a sentence: a capital first, and a full stop last."""
    found = runs(text)
    if not found:
        return found
    first, *rest = found
    text = _sentence_case(first.text)
    found = (Run(text, first.emphasis, first.strong, first.code, first.href), *rest)
    return found if found[-1].text.rstrip(_CLOSING).endswith(_ENDS) else (*found, Run("."))


def language_of(tag: str) -> tuple[str, str | None]:
    """The language and, where the tag has one, the region of a BCP 47 tag.

    The code for an undetermined language stands in for what is no such tag (ISO 639-2 ``und``).
    """
    match = _LANGUAGE.match(tag)
    if match is None:
        return "und", None
    language, region = match.groups()
    return language.lower(), region.upper() if region else None


def joined(lists: Iterable[Sequence[Run]]) -> tuple[Run, ...]:
    """Several texts as one, with commas between."""
    together: list[Run] = []
    for found in lists:
        together += [Run(", "), *found] if together else found
    return tuple(together)


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]
