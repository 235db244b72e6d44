"""What became of each topic from one stop to another, by what the card says and no guess."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from briefing.core.timeline import editions_at, stop_before

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.core.card import Card, Point
    from briefing.core.timeline import Stop

Verdict = Literal["reversed", "hardened", "softened", "developed", "kept", "new", "not addressed"]

VERDICTS: tuple[Verdict, ...] = (
    "reversed",
    "hardened",
    "softened",
    "developed",
    "kept",
    "new",
    "not addressed",
)
"""Every verdict, in the order in which they are listed."""


class TopicRow(NamedTuple):
    """One topic at two stops. ``verdict`` is None where the card gives none.

    A point that is missing on one side is None: silence, never "unchanged".
    """

    topic: str
    before: Point | None
    after: Point | None
    verdict: Verdict | None


def points_at(card: Card, stop: Stop) -> dict[str, Point]:
    """The points of the card at a stop, by topic, in their order."""
    return {point.topic: point for edition in editions_at(card, stop) for point in edition.points}


def compare_topics(
    card: Card, available: Sequence[Stop], older: Stop, newer: Stop
) -> tuple[TopicRow, ...]:
    """The topics of two stops: those in both, then the new ones, then those not addressed.

    A ``change`` that the card gives speaks of the edition just before; between stops that
    are further apart it is not shown.
    """
    before, after = points_at(card, older), points_at(card, newer)
    adjacent = stop_before(card, available, newer) == older
    both = [topic for topic in after if topic in before]
    new = [topic for topic in after if topic not in before]
    gone = [topic for topic in before if topic not in after]
    return (
        *(
            TopicRow(topic, before[topic], after[topic], after[topic].change if adjacent else None)
            for topic in both
        ),
        *(TopicRow(topic, None, after[topic], "new") for topic in new),
        *(TopicRow(topic, before[topic], None, "not addressed") for topic in gone),
    )


def changes_at(card: Card, available: Sequence[Stop], stop: Stop) -> tuple[TopicRow, ...]:
    """The topics of a stop against the card's stop before; empty where there is none before."""
    before = stop_before(card, available, stop)
    if before is None or not editions_at(card, stop):
        return ()
    return compare_topics(card, available, before, stop)


def by_verdict(rows: Sequence[TopicRow]) -> Iterator[tuple[Verdict, tuple[str, ...]]]:
    """Each verdict that occurs with its topics, in the order of VERDICTS."""
    for verdict in VERDICTS:
        topics = tuple(row.topic for row in rows if row.verdict == verdict)
        if topics:
            yield verdict, topics
