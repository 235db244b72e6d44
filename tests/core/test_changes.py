from __future__ import annotations

import pytest
from core_samples import card, edition, library, point

from briefing.core.changes import (
    VERDICTS,
    TopicRow,
    by_verdict,
    changes_at,
    compare_topics,
    points_at,
)
from briefing.core.timeline import stops

STOPS = stops(library(a="2001", b="2005", c="2010", d="2010"))
A, B, C = STOPS

CARD = card(
    edition("a", "Dues", "Ice", "Ferry"),
    edition("b", point("Ferry", change="kept"), point("Dues", change="softened"), "Rail"),
    edition("c", point("Dues", change="reversed"), "Ice"),
    edition("d", "Ferry"),
)


def rows(found: tuple[TopicRow, ...]) -> list[tuple[str, bool, bool, str | None]]:
    return [(r.topic, r.before is not None, r.after is not None, r.verdict) for r in found]


def test_topics_in_both_come_first_in_the_order_of_the_newer_then_new_then_gone() -> None:
    assert rows(compare_topics(CARD, STOPS, A, B)) == [
        ("Ferry", True, True, "kept"),
        ("Dues", True, True, "softened"),
        ("Rail", False, True, "new"),
        ("Ice", True, False, "not addressed"),
    ]


def test_between_stops_farther_apart_no_verdict_is_borrowed() -> None:
    assert rows(compare_topics(CARD, STOPS, A, C)) == [
        ("Dues", True, True, None),
        ("Ice", True, True, None),
        ("Ferry", True, True, None),
    ]


def test_a_topic_in_both_without_a_word_on_it_is_not_called_unchanged() -> None:
    silent = card(edition("a", "Dues"), edition("b", "Dues"))
    (row,) = changes_at(silent, STOPS, B)
    assert row.verdict is None


def test_each_side_of_a_row_is_its_own_point() -> None:
    row = compare_topics(CARD, STOPS, A, B)[1]
    assert row.before is CARD.editions[0].points[0]
    assert row.after is CARD.editions[1].points[1]


def test_the_editions_of_one_stop_are_taken_together() -> None:
    assert list(points_at(CARD, C)) == ["Dues", "Ice", "Ferry"]
    assert points_at(card(), A) == {}


def test_changes_are_against_the_cards_own_stop_before() -> None:
    assert changes_at(CARD, STOPS, B) == compare_topics(CARD, STOPS, A, B)
    assert changes_at(CARD, STOPS, A) == ()
    skips = card(edition("a", "Dues"), edition("c", point("Dues", change="hardened")))
    assert rows(changes_at(skips, STOPS, C)) == [("Dues", True, True, "hardened")]
    assert changes_at(skips, STOPS, B) == ()


@pytest.mark.parametrize("pair", [(A, B), (B, C), (A, C), (C, A), (B, A)])
def test_no_topic_is_lost_or_told_twice(pair: tuple[object, object]) -> None:
    older, newer = pair
    found = compare_topics(CARD, STOPS, older, newer)  # type: ignore[arg-type]
    topics = [row.topic for row in found]
    assert len(topics) == len(set(topics))
    wanted = points_at(CARD, older) | points_at(CARD, newer)  # type: ignore[arg-type]
    assert set(topics) == set(wanted)


def test_verdicts_are_gathered_in_their_order_and_empty_ones_left_out() -> None:
    found = list(by_verdict(changes_at(CARD, STOPS, B)))
    assert found == [
        ("softened", ("Dues",)),
        ("kept", ("Ferry",)),
        ("new", ("Rail",)),
        ("not addressed", ("Ice",)),
    ]
    assert [verdict for verdict, _ in found] == [v for v in VERDICTS if v in dict(found)]
    assert list(by_verdict(())) == []
