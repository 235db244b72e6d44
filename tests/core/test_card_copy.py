"""A card made of another: new head, the same body to the letter."""

from __future__ import annotations

from core_samples import CARD
from hypothesis import given
from hypothesis import strategies as st

from briefing.core.card_copy import copied
from briefing.core.reader import read_card

HEAD, _, BODY = CARD.partition("region: North\n")


def test_name_code_and_region_are_replaced_and_nothing_else():
    text = CARD.replace("kind:", "code: AL  # ISO\nkind:")
    made = copied(text, "Norrey", "NO", "South")
    assert made == text.replace("Aldmark", "Norrey").replace("AL ", "NO ").replace("North", "South")


def test_code_of_the_other_country_goes():
    text = CARD.replace("kind:", "code: AL  # ISO\nkind:")
    assert copied(text, "Norrey") == CARD.replace("Aldmark", "Norrey")


def test_keys_that_are_not_there_are_not_made_up():
    assert copied("kind: country\n", "Norrey", "NO", "South") == "kind: country\n"


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1))
def test_any_name_is_written_so_that_it_reads_back(name):
    card = read_card(copied(CARD, name).encode(), "x").value
    assert card is not None
    assert card.name == name
    assert copied(CARD, name).endswith(BODY)
