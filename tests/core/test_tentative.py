"""The preview of a card that is being typed: everything that is there, in its place."""

from __future__ import annotations

import yaml
from core_samples import sample_library
from hypothesis import given
from hypothesis import strategies as st

from briefing.core.tentative import MISSING, tentative_card

GOOD = """
name: Georgia
kind: country
region: South Caucasus
editions:
  - source: second
    bottom_line: A line.
    points:
      - {topic: Trade, kind: fact, text: A fact., para: 3}
"""


def made(text: str):
    return tentative_card(yaml.safe_load(text), sample_library())


def test_finished_card_is_itself():
    card = made(GOOD)
    assert card.editions[0].points[0].para == (3,)
    assert card.name == "Georgia"


def test_unknown_kind_stays_as_typed():
    card = made(GOOD.replace("kind: fact", "kind: prediction"))
    assert card.editions[0].points[0].kind == "prediction"
    assert card.editions[0].points[0].text == "A fact."


def test_half_typed_items_keep_their_places():
    card = made(GOOD.replace("points:\n", "points:\n      -\n      - topic: New\n"))
    assert [point.topic for point in card.editions[0].points] == [MISSING, "New", "Trade"]


def test_sources_that_are_not_known_leave_the_statement():
    card = made(GOOD.replace("para: 3", "para: 3, source: nobody"))
    assert card.editions[0].points[0].source is None
    assert card.editions[0].points[0].topic == "Trade"


def test_every_part_of_an_unfinished_card_is_shown():
    card = made("""
name: 12
region: 3.5
members: [DE, 4]
location: {lat: 1.0, lon: 2.0}
editions:
  - source: second
    quotes: [{text: Words, voice: shouted, para: [1, x, 0]}, {text: W, voice: speaker, para: 2}]
    steps: [{actor: A, action: Go, with: B, para: 1}]
notes: [{date: 2026-11-22, by: X, text: Y}, {by: Z}, half]
""")
    quotes = card.editions[0].quotes
    assert (card.name, card.region, card.kind, card.members) == ("12", "3.5", MISSING, ("DE",))
    assert (quotes[0].voice, quotes[0].para, quotes[1].voice) == ("summary", (1,), "speaker")
    assert card.editions[0].steps[0].partner == "B"
    assert card.location is not None
    assert card.notes == ()


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
keys = st.sampled_from(
    ["name", "kind", "editions", "points", "quotes", "steps", "notes", "source", "topic", "para"]
)
data = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=6)
)


@given(data)
def test_no_data_is_too_odd(found):
    card = tentative_card(found, sample_library())
    assert card.name
    assert all(edition.source for edition in card.editions)
