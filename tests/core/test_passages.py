from __future__ import annotations

from core_samples import card, edition, library, point

from briefing.core.passages import Passage, passages

TALKS = library(first="2001-06-14", second="2005")
CARD = card(
    edition(
        "first",
        point("*Dues*", [3, 4], text="They **rose**."),
        changed="All of `it`.",
        quotes=[
            {"text": "so *it* is", "voice": "speaker", "para": 1},
            {"text": "so it was", "voice": "summary", "para": 2, "source": "second"},
        ],
        steps=[
            {"actor": "The *council*", "action": "Dredge", "risk": "Ships **leave**", "para": 9}
        ],
    ),
    edition("second", point("Ice", 1)),
    name="Aldmark",
    code="SE",
    aliases=["Old Aldmark"],
    notes=[{"date": 2010, "by": "A. Reader", "text": "Ask *again*."}],
)


def test_every_stretch_of_a_card_can_be_found_where_it_stands() -> None:
    assert list(passages("aldmark", CARD, TALKS)) == [
        Passage("aldmark", "", "Name", "Aldmark", "Aldmark, Old Aldmark, SE"),
        Passage("aldmark", "first", "Bottom line", "", "In short.", anchor="bottom-0"),
        Passage("aldmark", "first", "What changed", "", "All of it.", anchor="changed-0"),
        Passage(
            *("aldmark", "first", "Key point", "Dues", "They rose.", "fact"),
            *("2001 ¶3–4", "point-0-0"),
        ),
        Passage(
            *("aldmark", "first", "Quotation", "", "so it is", "", "2001 ¶1", "quote-0-0"),
        ),
        Passage(
            *("aldmark", "first", "Quotation", "", "so it was", "as reported"),
            *("2005 ¶2", "quote-0-1"),
        ),
        Passage(
            *(
                "aldmark",
                "first",
                "Policy step",
                "The council",
                "Dredge. Otherwise: Ships leave.",
                "",
            ),
            *("2001 ¶9", "step-0-0"),
        ),
        Passage("aldmark", "second", "Bottom line", "", "In short.", anchor="bottom-1"),
        Passage(
            *("aldmark", "second", "Key point", "Ice", "About Ice.", "fact", "2005 ¶1"),
            "point-1-0",
        ),
        Passage("aldmark", "", "Note", "A. Reader", "Ask again.", anchor="note-0"),
    ]


def test_all_parts_of_a_step_can_be_found() -> None:
    step = {"actor": "A", "action": "b", "with": "c", "condition": "d", "why": "e", "risk": "f"}
    found = passages("x", card(edition("first", steps=[{**step, "para": 1}])), TALKS)
    assert [p.text for p in found if p.where == "Policy step"] == [
        "B. With: C. If: D. Why: E. Otherwise: F."
    ]


def test_a_card_of_a_name_alone_is_found_by_it() -> None:
    assert [p.text for p in passages("x", card(), TALKS)] == ["Aldmark"]
