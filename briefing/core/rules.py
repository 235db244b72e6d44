"""What the models alone cannot say: the rules of a whole card, and of a card in its library.

The rules read plain data, so that a card with one slip is still told of its other problems.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from briefing.core.problem import MOST, Problem, Severity, did_you_mean, quoted
from briefing.core.words import counted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from briefing.core.card import Library
    from briefing.core.dates import PartialDate
    from briefing.core.dialect import Document, Loc

LONGEST_SUMMARY_QUOTE = 25
"""Words that a quote in the summary's own voice may have before a warning."""

_MOST_COUNTED = 1000  # words of a quote
_MOST_NEAR = 20
"""Problems of a file for which the nearest known name is looked for: that takes long, and a file
with more such problems has them all for one reason."""

Place = tuple["Loc", dict[str, Any]]


def check_card(document: Document, library: Library | None) -> list[Problem]:
    """Every breach of the rules in a card's file, in the order of the file.

    Without a library, what depends on its sources and regions is not asked.
    """
    if not isinstance(document.data, dict):
        return []
    checker = _Checker(document, library)
    try:
        checker.check()
    except _EnoughError:
        message, hint = f"more than {MOST:,} problems", "mend these first"
        more = Problem(document.path, 1, 1, "error", "too-many", message, hint)
        checker.problems.append(more)
    return sorted(checker.problems)


def dangling(document: Document, card_ids: Collection[str]) -> list[Problem]:
    """A warning for each see_also that names no card of the library."""
    checker = _Checker(document, None)
    for number, card_id in enumerate(_list(document.data, "see_also")[:MOST]):
        if isinstance(card_id, str) and card_id not in card_ids:
            near = checker.near(card_id, card_ids)
            hint = near if near.startswith("did") else "add that card, or remove the line"
            message = f"there is no card {quoted(card_id)}"
            checker.report(("see_also", number), "dangling", message, hint, severity="warning")
    return checker.problems


class _EnoughError(Exception):
    """As many problems are found as are reported."""


class _Checker:
    """Walks one card's plain data and collects problems at their places."""

    def __init__(self, document: Document, library: Library | None) -> None:
        self.problems: list[Problem] = []
        self._document = document
        self._library = library
        self._sought = 0

    def check(self) -> None:
        data = self._document.data
        editions = list(_mappings(data, ("editions",)))
        if not editions and not _list(data, "editions"):
            message = "this card has no edition"
            self.report((), "no-edition", message, "add one below `editions:`", severity="warning")
        self._one_edition_a_source(editions)
        for loc, edition in editions:
            self._topics_once(loc, edition)
            self._short_summary_quotes(loc, edition)
        if self._library is not None:
            self._region(data, self._library)
            self._sources(editions, self._library)
            self._changes(editions, self._library)

    def report(
        self,
        loc: Loc,
        rule: str,
        message: str,
        hint: str,
        *,
        severity: Severity = "error",
        key: bool = False,
    ) -> None:
        if len(self.problems) >= MOST:
            raise _EnoughError
        place = self._document.place(loc, key=key)
        self.problems.append(Problem(self._document.path, *place, severity, rule, message, hint))

    def near(self, word: str, known: Collection[str]) -> str:
        """A hint for a word that is not known, as ``did_you_mean`` gives it."""
        self._sought += 1
        return did_you_mean(word if self._sought <= _MOST_NEAR else "", known)

    def _one_edition_a_source(self, editions: list[Place]) -> None:
        seen = set()
        for loc, edition in editions:
            source = edition.get("source")
            if isinstance(source, str):
                if source in seen:
                    message = f"a second edition of {quoted(source)}"
                    hint = "a card has at most one edition a source; join the two"
                    self.report((*loc, "source"), "duplicate-edition", message, hint)
                seen.add(source)

    def _topics_once(self, loc: Loc, edition: dict[str, Any]) -> None:
        seen = set()
        for point_loc, point in _mappings(edition, ("points",), loc):
            topic = point.get("topic")
            if isinstance(topic, str):
                if topic in seen:
                    message = f"the topic {quoted(topic)} stands twice in this edition"
                    hint = "join the two points, or rename one"
                    self.report((*point_loc, "topic"), "duplicate-topic", message, hint)
                seen.add(topic)

    def _short_summary_quotes(self, loc: Loc, edition: dict[str, Any]) -> None:
        for quote_loc, quote in _mappings(edition, ("quotes",), loc):
            text = quote.get("text")
            if quote.get("voice") == "summary" and isinstance(text, str):
                words = len(text.split(maxsplit=_MOST_COUNTED))
                if words > LONGEST_SUMMARY_QUOTE:
                    many = f"more than {_MOST_COUNTED:,}" if words > _MOST_COUNTED else words
                    message = f"{many} words in the summary's voice"
                    hint = f"quote at most {LONGEST_SUMMARY_QUOTE}"
                    place = (*quote_loc, "text")
                    self.report(place, "long-quote", message, hint, severity="warning")

    def _region(self, data: dict[str, Any], library: Library) -> None:
        region = data.get("region")
        if not library.regions or not isinstance(region, str) or not region.strip():
            return
        if region not in library.regions:
            message = f"{quoted(region)} is not among the regions of library.yaml"
            hint = self.near(region, library.regions)
            self.report(("region",), "unknown-region", message, hint, severity="warning")

    def _sources(self, editions: list[Place], library: Library) -> None:
        for loc, edition in editions:
            self._known_source(loc, edition, library)
            for kind in ("points", "quotes", "steps"):
                for item_loc, item in _mappings(edition, (kind,), loc):
                    self._known_source(item_loc, item, library)
                    source = item.get("source") or edition.get("source")
                    self._paragraphs(item_loc, item, source, library)

    def _known_source(self, loc: Loc, item: dict[str, Any], library: Library) -> None:
        source = item.get("source")
        if isinstance(source, str) and source.strip() and source not in library.sources:
            message = f"library.yaml has no source {quoted(source)}"
            hint = self.near(source, library.sources)
            self.report((*loc, "source"), "unknown-source", message, hint)

    def _paragraphs(self, loc: Loc, item: dict[str, Any], source: Any, library: Library) -> None:
        known = library.sources.get(source) if isinstance(source, str) else None
        if known is None or known.paragraphs is None:
            return
        para = item.get("para")
        numbers = para if isinstance(para, list) else [para]
        for index, number in enumerate(numbers):
            if type(number) is int and number > known.paragraphs:
                place = (*loc, "para", index) if numbers is para else (*loc, "para")
                message = (
                    f"{quoted(source)} has {counted(known.paragraphs, 'paragraph')}, not {number}"
                )
                self.report(place, "para-range", message, "check the number in the source")

    def _changes(self, editions: list[Place], library: Library) -> None:
        topics: dict[PartialDate, set[str]] = {}
        for _, edition in editions:
            date = _date(edition, library)
            if date is not None:
                topics.setdefault(date, set()).update(_topics(edition))
        dates = sorted(topics, key=lambda date: date.sort_key)
        before = {date: topics[earlier] for earlier, date in pairwise(dates)}
        for loc, edition in editions:
            date = _date(edition, library)
            if date is not None:
                self._changed_first(loc, edition, before.get(date))
                self._changes_since(loc, edition, before.get(date))

    def _changed_first(self, loc: Loc, edition: dict[str, Any], before: set[str] | None) -> None:
        if before is None and isinstance(edition.get("changed"), str):
            message = "`changed` on the first edition, which has none before it"
            place, hint = (*loc, "changed"), "move it to a later edition"
            self.report(place, "changed-first", message, hint, severity="warning", key=True)

    def _changes_since(self, loc: Loc, edition: dict[str, Any], before: set[str] | None) -> None:
        for point_loc, point in _mappings(edition, ("points",), loc):
            topic = point.get("topic")
            if point.get("change") is None or not isinstance(topic, str) or topic in (before or ()):
                continue
            message = f"the edition before has no topic {quoted(topic)}"
            near = self.near(topic, before or ())
            hint = near if near.startswith("did") else "remove `change`: the topic is new"
            if before is None:
                message, hint = "there is no edition before this one", "remove `change`"
            self.report((*point_loc, "change"), "change-without-before", message, hint)


def _date(edition: dict[str, Any], library: Library) -> PartialDate | None:
    """The date of the edition's source, or None where the library does not know it."""
    source = edition.get("source")
    known = library.sources.get(source) if isinstance(source, str) else None
    return known.date if known else None


def _topics(edition: dict[str, Any]) -> Iterator[str]:
    for _, point in _mappings(edition, ("points",)):
        if isinstance(point.get("topic"), str):
            yield point["topic"]


def _list(data: Any, key: str) -> list[Any]:
    value = data.get(key) if isinstance(data, dict) else None
    return value if isinstance(value, list) else []


def _mappings(data: Any, loc: tuple[str], base: Loc = ()) -> Iterator[Place]:
    """The mappings in the list at a key, each with its way from the top."""
    for index, item in enumerate(_list(data, loc[0])):
        if isinstance(item, dict):
            yield (*base, *loc, index), item
