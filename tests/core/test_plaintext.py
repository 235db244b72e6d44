"""A card as plain text says all that the window says, and in the three voices."""

from __future__ import annotations

from core_samples import card, edition, library, point

from briefing.core.plaintext import card_text, compare_text
from briefing.core.timeline import stops

TALKS = library(first="2001-06-14", second="2005", third="2005")
STOPS = stops(TALKS)
STEP = {"actor": "The *council*", "action": "dredge", "with": "the crews", "para": 4}
CARD = card(
    edition(
        "first",
        point("Dues", [3, 4], text="They **rose**."),
        "Ice",
        quotes=[{"text": "so it is", "voice": "speaker", "para": 1}],
        steps=[STEP, {**STEP, "condition": "Now", "why": "Ships", "risk": "Sand"}],
    ),
    edition(
        "second",
        point("Dues", 2, change="softened"),
        "Roads",
        changed="Less of `it`.",
        quotes=[{"text": "so it was", "voice": "summary", "para": 2, "source": "first"}],
    ),
    edition("third", "Rails"),
    notes=[{"date": "2010-02-03", "by": "A. Reader", "text": "Ask *again*."}],
)


def test_a_stop_says_everything_in_its_voice() -> None:
    text = card_text(CARD, TALKS, STOPS, STOPS[:1])
    assert text.startswith("Aldmark\nNorth · Country\n\nJune 2001: Talk first, Ada Morrow\n====")
    assert "Bottom line (compiler's reading)\n    In short." in text
    assert "What changed" not in text
    assert "- Dues [fact; 2001 ¶3–4]\n    They rose." in text
    assert "- “so it is”\n    Ada Morrow, June 2001 [2001 ¶1]" in text
    assert "1. The council: dredge [2001 ¶4]\n    With: the crews\n" in text
    assert "Not stated: Condition, expected effect, risk" in text
    assert "If: Now\n    Why: Ships\n    Otherwise: Sand\n" in text
    assert "Note, 3 February 2010, A. Reader\n    Ask again." in text
    assert "- Ada Morrow, Talk first, 14 June 2001. ¶1–4" in text


def test_what_changed_stands_below_the_bottom_line() -> None:
    text = card_text(CARD, TALKS, STOPS, STOPS[1:])
    assert "What changed since 2001 (compiler's reading)\n    Less of it.\n" in text
    assert "Softened: Dues\n    New: Roads, Rails\n    Not addressed: Ice" in text
    assert "- Dues [fact; softened; second ¶2]" in text
    assert "- so it was [as reported]\n    Summary of a talk by Ada Morrow, June 2001" in text
    assert "2005: Talk third, Ada Morrow" in text


def test_silence_is_said() -> None:
    alone = card(edition("first"))
    assert "Aldmark has no edition of 2005. It has June 2001." in card_text(
        alone, TALKS, STOPS, STOPS[1:]
    )
    assert "It has no edition at all." in card_text(card(), TALKS, STOPS, STOPS[1:])


def test_compared_topic_by_topic() -> None:
    text = compare_text(CARD, TALKS, STOPS, *STOPS)
    assert "Dues (softened)\n    June 2001: They rose. [fact; 2001 ¶3–4]\n" in text
    assert "    2005: About Dues. [fact; second ¶2]" in text
    assert (
        "Rails (new)\n    Not addressed in June 2001\n    2005: About Rails. [fact; third ¶1]"
        in text
    )
    assert "Ice (not addressed)" in text
    assert text.index("Quotations, June 2001") < text.index("Policy steps, June 2001")
    assert "Quotations, 2005" in text


def test_compared_with_a_stop_of_silence() -> None:
    text = compare_text(card(edition("first", "Dues")), TALKS, STOPS, *STOPS)
    assert "2005: bottom line (compiler's reading)\n    Not addressed in 2005" in text
    assert "Dues (not addressed)" in text


def test_topic_without_a_verdict_has_none() -> None:
    same = card(edition("first", "Dues"), edition("second", "Dues"))
    assert "\nDues\n    June 2001" in compare_text(same, TALKS, STOPS, *STOPS)


def test_source_that_the_library_does_not_know_is_left_out() -> None:
    text = card_text(CARD, library(other="1999"), (), ())
    assert "Sources" not in text
