"""A text that is being edited as its preview shows it: the card so far, and what is faulty in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.core.card import Card, Library
from briefing.core.card_part import part_of
from briefing.core.carets import anchor_at, loc_of_anchor, span_of
from briefing.core.checking import check_text
from briefing.core.fixes import fixes
from briefing.core.library import MANIFEST
from briefing.core.quotes import verified_quotes
from briefing.core.tentative import tentative_card

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.core.card_part import CardPart
    from briefing.core.checking import Checked
    from briefing.core.edits import Change
    from briefing.core.problem import Problem
    from briefing.core.quotes import Verified
    from briefing.core.shelf import Shelf
    from briefing.core.surroundings import Surroundings
    from briefing.core.timeline import Stop

_WORDS = {
    "quote-not-found": "not in the source",
    "quote-not-spoken": "not in quotation marks",
    "empty-value": "incomplete",
    "missing-key": "incomplete",
}
_OTHER = "problem"


@dataclass(frozen=True)
class Proof:
    """What a text is, and how it can be shown while it is not finished.

    ``card`` is the card as far as it can be told, None where the text does not parse or is no
    card; ``reason`` says why. ``flags`` are short words for faulty statements, by their anchors,
    ``verified`` the quotes that stand in the sources at hand.
    """

    checked: Checked
    card: Card | None
    flags: dict[str, str]
    reason: str = ""
    verified: Verified = frozenset()

    @property
    def name(self) -> str | None:
        """The card's name, None where there is no card to show."""
        return self.card.name if self.card else None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong, in the order of the places."""
        return self.checked.problems

    def anchor_at(self, offset: int) -> tuple[str, str]:
        """The source's id and the anchor on the card's page of what stands at a caret."""
        return anchor_at(self.checked.outline, offset)

    def place_of(self, source: str, anchor: str) -> int | None:
        """Where what has an anchor on the page of a source's stop begins; None for no such thing."""
        loc = loc_of_anchor(self.checked.document.data, source, anchor)
        return span_of(self.checked.outline, loc)[0] if loc else None

    def part(self, stop: Stop, near: str) -> CardPart | None:
        """What a preview shows at a stop, around the statement of that anchor."""
        return part_of(self.card, stop, near, self.verified) if self.card else None

    def fixes(
        self, problem: Problem, surroundings: Surroundings, shelf: Shelf | None
    ) -> tuple[Change, ...]:
        """The quick fixes for one of the problems, best first."""
        return fixes(self.checked.document.text, problem, surroundings, shelf, self.checked)


def proof(text: str, path: Path, folder: Surroundings, shelf: Shelf | None = None) -> Proof:
    """Check a text as ``check_text`` does, and make of it what a preview can show."""
    return proof_of(check_text(text, path, folder, shelf), path, folder, shelf)


def proof_of(checked: Checked, path: Path, folder: Surroundings, shelf: Shelf | None) -> Proof:
    """What a preview can show of a text that was checked."""
    if path.name == MANIFEST or isinstance(checked.card, Library):
        return Proof(checked, None, {})
    if not checked.document.readable or not isinstance(checked.document.data, dict):
        first = checked.problems[0] if checked.problems else None
        return Proof(checked, None, {}, f"Line {first.line} cannot be read" if first else "Empty")
    card = checked.card or tentative_card(checked.document.data, folder.library)
    verified = verified_quotes(folder.library, [card], shelf)
    return Proof(checked, card, _flags(checked), verified=verified)


def _flags(checked: Checked) -> dict[str, str]:
    flags: dict[str, str] = {}
    outline = checked.outline  # made here, off the window's thread, whether it is needed or not
    for problem in checked.problems:
        if problem.is_error:
            offset = outline.lines.offset(problem.line, problem.column)
            _, anchor = anchor_at(outline, offset)
            if anchor:
                flags.setdefault(anchor, _word(problem.rule, problem.message))
    return flags


def _word(rule: str, message: str) -> str:
    if rule == "unknown-value" and message.startswith("`kind`"):
        return "unknown kind"
    return _WORDS.get(rule, _OTHER)
