from __future__ import annotations

import json
from dataclasses import FrozenInstanceError

import pytest
from core_samples import card, edition, point
from jsonschema import Draft202012Validator

from briefing.core.card import CHANGES, Library
from briefing.core.schemas import card_schema
from briefing.core.validation import validated


def test_a_value_never_changes_once_read() -> None:
    read = card(edition("first", "Dues"))
    with pytest.raises(FrozenInstanceError):
        read.name = "Norrey"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        read.editions[0].points[0].text = "x"  # type: ignore[misc]


def test_one_paragraph_and_a_list_of_one_are_the_same() -> None:
    one, listed = card(edition("first", point("A", 3))), card(edition("first", point("A", [3])))
    assert one == listed
    assert one.editions[0].points[0].para == (3,)


def test_a_step_is_taken_with_its_partner() -> None:
    step = {"actor": "The council", "action": "Dredge", "with": "The guild", "para": 1}
    assert card(edition("first", steps=[step])).editions[0].steps[0].partner == "The guild"


def test_a_library_has_a_language_and_no_marking_unless_it_says_so() -> None:
    source = {"title": "Talk", "speaker": "Ada Morrow", "date": 2001}
    library = validated(Library, {"title": "T", "marking": None, "sources": {"a": source}})
    assert (library.language, library.marking, library.regions) == ("en", "", ())


def test_the_changes_are_those_of_the_format() -> None:
    assert CHANGES == ("kept", "developed", "softened", "hardened", "reversed")


def test_the_schema_is_json_and_describes_every_key() -> None:
    schema = json.loads(json.dumps(card_schema()))
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert {"with"} <= schema["$defs"]["Step"]["properties"].keys()
    models = [schema, *(each for each in schema["$defs"].values() if "properties" in each)]
    assert len(models) >= 6
    for model in models:
        assert model["additionalProperties"] is False
        for key in model["properties"].values():
            assert key["description"]


def test_the_schema_takes_what_the_reader_takes() -> None:
    schema = Draft202012Validator(card_schema())
    head = {"name": "A", "kind": "country", "region": "R"}
    assert schema.is_valid({**head, "aliases": None, "editions": None, "code": None})
    assert schema.is_valid({**head, "notes": [{"date": 2010, "by": "A", "text": "x"}]})
    assert not schema.is_valid({**head, "notes": [{"date": 99999, "by": "A", "text": "x"}]})
    assert not schema.is_valid({**head, "aliases": "x"})
