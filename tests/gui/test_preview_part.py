"""The preview of a long card: what stands near the caret, at its true places."""

from __future__ import annotations

import pytest

from briefing.core.tentative import tentative_card
from briefing.gui.preview_part import MOST, part_of


def card_of(small, points, text="Grows."):
    said = [{"topic": f"T{n}", "kind": "fact", "text": text, "para": 1} for n in range(points)]
    editions = [
        {"source": "talk-2004", "bottom_line": "Old.", "points": said[:1]},
        {"source": "talk-2010", "bottom_line": "New.", "points": said},
    ]
    data = {"name": "X", "kind": "country", "region": "Europe", "editions": editions}
    return tentative_card(data, small.library)


def test_short_card_is_shown_whole(small):
    card = card_of(small, MOST)
    part = part_of(card, small.stops[-1], "")
    assert part.is_whole
    assert part.card is card


@pytest.mark.parametrize(("near", "first"), [("", 0), ("point-1-500", 488), ("point-1-999", 976)])
def test_long_card_is_cut_around_the_caret(small, near, first):
    part = part_of(card_of(small, 1000), small.stops[-1], near)
    points = part.card.editions[1].points
    assert [point.topic for point in points] == [f"T{n}" for n in range(first, first + MOST)]
    assert part.true("point-1-0") == f"point-1-{first}"
    assert part.shown(f"point-1-{first + 3}") == "point-1-3"
    assert part.true("bottom-1") == "bottom-1"


def test_what_is_left_out_does_not_look_like_silence(small):
    part = part_of(card_of(small, 1000), small.stops[-1], "point-1-500")
    assert part.card.editions[0].source not in small.stops[0].sources


def test_endless_text_is_cut(small):
    part = part_of(card_of(small, 1, "word " * 100_000), small.stops[-1], "")
    assert len(part.card.editions[1].points[0].text) < 5000
    assert not part.is_whole
