"""The library that comes with the program keeps to its own format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from briefing.core.index import SearchIndex
from briefing.core.library import CardFolder, open_folder
from briefing.core.schemas import card_schema

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def shipped(starter: Path) -> CardFolder:
    return open_folder(starter)


def test_it_has_no_problem(shipped: CardFolder) -> None:
    assert [str(problem) for problem in shipped.all_problems] == []


def test_it_has_all_its_cards_and_editions(shipped: CardFolder) -> None:
    assert len(shipped.cards) == len(shipped.files) == 20
    assert sum(len(card.editions) for card in shipped.cards.values()) == 26
    assert [str(stop.date) for stop in shipped.stops] == ["2004-02-25", "2010"]
    assert set(shipped.regions) == set(shipped.library.regions)


def test_each_card_stands_under_the_schema_that_is_published(shipped: CardFolder) -> None:
    schema = Draft202012Validator(card_schema())
    for file in shipped.files:
        assert [error.message for error in schema.iter_errors(file.document().data)] == []


def test_each_card_is_found_by_its_name_and_its_aliases(shipped: CardFolder) -> None:
    with SearchIndex(shipped) as index:
        for card_id, card in shipped.cards.items():
            for name in (card.name, *card.aliases):
                assert card_id in {hit.passage.card for hit in index.search(f'"{name}"')}, name
