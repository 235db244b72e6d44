"""The part of a long card that a preview shows: what stands near the caret, at its true places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from core_samples import sample_library

from briefing.core.card_part import MOST, part_of
from briefing.core.tentative import tentative_card
from briefing.core.timeline import stops

if TYPE_CHECKING:
    from briefing.core.card import Card

FIRST, SECOND = stops(sample_library())


def card_of(points: int, text: str = "Grows.", quotes: int = 0) -> Card:
    said = [{"topic": f"T{n}", "kind": "fact", "text": text, "para": 1} for n in range(points)]
    quoted = [{"text": f"Words {n}", "voice": "speaker", "para": 1} for n in range(quotes)]
    editions = [
        {"source": "first", "bottom_line": "Old.", "points": said[:1]},
        {"source": "second", "bottom_line": "New.", "points": said, "quotes": quoted},
    ]
    data = {"name": "X", "kind": "country", "region": "North", "editions": editions}
    return tentative_card(data, sample_library())


def test_short_card_is_shown_whole() -> None:
    card = card_of(MOST)
    part = part_of(card, SECOND, "")
    assert part.is_whole
    assert part.card is card


@pytest.mark.parametrize(("near", "first"), [("", 0), ("point-1-500", 488), ("point-1-999", 976)])
def test_long_card_is_cut_around_the_caret(near: str, first: int) -> None:
    part = part_of(card_of(1000), SECOND, near)
    points = part.card.editions[1].points
    assert [point.topic for point in points] == [f"T{n}" for n in range(first, first + MOST)]
    assert part.true("point-1-0") == f"point-1-{first}"
    assert part.shown(f"point-1-{first + 3}") == "point-1-3"
    assert part.true("bottom-1") == "bottom-1"


def test_what_is_left_out_does_not_look_like_silence() -> None:
    part = part_of(card_of(1000), SECOND, "point-1-500")
    assert part.card.editions[0].source not in FIRST.sources


def test_endless_text_is_cut() -> None:
    part = part_of(card_of(1, "word " * 100_000), SECOND, "")
    assert len(part.card.editions[1].points[0].text) < 5000
    assert not part.is_whole


def test_only_quotes_that_are_shown_are_told_to_be_verified() -> None:
    card = card_of(1, quotes=100)
    verified = frozenset(("second", quote) for quote in card.editions[1].quotes)
    part = part_of(card, SECOND, "quote-1-50", verified)
    assert part.verified == {("second", quote) for quote in card.editions[1].quotes[38:62]}
    assert part_of(card_of(1, quotes=3), SECOND, "", verified).verified == verified
