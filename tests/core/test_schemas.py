"""The published schemas take what the reader takes, as far as JSON Schema can say it."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from briefing.core.card import Card, Library, Model
from briefing.core.dates import PartialDate
from briefing.core.schemas import DIALECT, card_schema, library_schema
from briefing.core.validation import InvalidError, validated

if TYPE_CHECKING:
    from collections.abc import Iterator

TALK = {"title": "One", "speaker": "Ada Morrow", "date": 2001}
HEAD = {"name": "Aldmark", "kind": "country", "region": "North"}
CARD = Draft202012Validator(card_schema())


@pytest.fixture
def card() -> Draft202012Validator:
    return CARD


@pytest.fixture(scope="module")
def library() -> Draft202012Validator:
    return Draft202012Validator(library_schema())


def reads(model: type[Model], data: Any) -> bool:
    try:
        validated(model, data)
    except InvalidError:
        return False
    return True


def keys(schema: Any) -> Iterator[dict[str, Any]]:
    """What is said of each key, at any depth."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {}).values()
        for part in schema.values():
            yield from keys(part)


@pytest.mark.parametrize("schema", [card_schema(), library_schema()], ids=["card", "library"])
def test_a_schema_is_json_of_its_dialect_and_describes_every_key(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(json.loads(json.dumps(schema)))
    assert schema["$schema"] == DIALECT
    described = list(keys(schema))
    assert len(described) >= 15
    for key in described:
        assert key["description"].endswith(".")
        assert "default" not in key
    objects = [schema, *schema["$defs"].values()]
    assert [each for each in objects if each["additionalProperties"] is not False] == []


def test_one_rule_of_two_keys_is_written_twice() -> None:
    talk = library_schema()["$defs"]["Source"]["properties"]
    assert talk["role"]["type"] == talk["kind"]["type"] == ["string", "null"]
    assert talk["speaker"]["type"] == "string"


def test_what_may_be_nothing_offers_no_alternatives(card: Draft202012Validator) -> None:
    assert card.schema["properties"]["location"]["type"] == ["object", "null"]
    change = card.schema["$defs"]["Point"]["properties"]["change"]
    assert change["enum"][-2:] == ["reversed", None]
    empty = dict.fromkeys(("code", "location", "members", "aliases", "see_also", "editions"))
    assert card.is_valid({**HEAD, **empty})
    assert reads(Card, {**HEAD, **empty})


def test_every_character_is_text_to_both_or_to_neither(card: Draft202012Validator) -> None:
    pattern = re.compile(card.schema["$defs"]["Note"]["properties"]["by"]["pattern"])
    every = [*range(0x3100), *range(0xD700, 0xE100), *range(0xFE00, 0x10400), 0x10FFFF]
    for number in every:
        text = f"a{chr(number)}b"
        by = {**HEAD, "notes": [{"date": 2001, "by": text, "text": "x"}]}
        seen = pattern.search(text) is not None
        if seen != reads(Card, by):
            pytest.fail(f"U+{number:04X}")


@given(st.text(alphabet=st.sampled_from(" \t\n\r\u00a0\u2003\u200b\u3000ab\u0085\ufeff")))
def test_blank_and_broken_lines_are_no_names(text: str) -> None:
    assert CARD.is_valid({**HEAD, "name": text}) == reads(Card, {**HEAD, "name": text})


def is_date(text: object) -> bool:
    try:
        PartialDate.parse(text)
    except ValueError:
        return False
    return True


def test_a_date_is_a_day_that_there_is() -> None:
    found = card_schema()["$defs"]["Note"]["properties"]["date"]["anyOf"][0]["pattern"]
    pattern = re.compile(found)
    days = (
        f"{y:04}-{m:02}-{d:02}"
        for y in (1896, 1900, 1999, 2000, 2004)
        for m in range(14)
        for d in range(33)
    )
    months = (f"{y}-{m:02}" for y in ("0000", "0001", "2001", "9999") for m in range(15))
    odd = ("", "0000", "0001", "0004-02-29", "0000-02-29", "200", "20041", "2004-1", "2004-02-25 ")
    for text in (*days, *months, *odd):
        assert (pattern.search(text) is not None) == is_date(text), text
    leap = [date(1897, 1, 1) + timedelta(days=n) for n in range(0, 80_000, 59)]
    assert all(pattern.search(str(day)) for day in leap)


@pytest.mark.parametrize(
    "change",
    [
        {"sources": {"one": {**TALK, "paragraphs": 0}}},
        {"sources": {"one": {**TALK, "sha256": "A" * 64}}},
        {"sources": {"one": {**TALK, "speker": "Ada"}}},
        {"sources": {"one": {"title": "One"}}},
        {"sources": {" ": TALK}},
        {"sources": {"a\nb": TALK}},
        {"sources": {}},
        {"sources": None},
        {"marking": ["Secret"]},
        {"marking": "a\u0007b"},
        {"regions": [""]},
        {"title": "a\nb"},
        {"language": ""},
        {"cards": []},
    ],
)
def test_what_library_yaml_cannot_say_the_schema_refuses(
    library: Draft202012Validator, change: dict[str, Any]
) -> None:
    good = {"title": "Talks", "marking": None, "regions": None, "sources": {"one": TALK}}
    assert reads(Library, good)
    assert library.is_valid(good)
    assert not reads(Library, {**good, **change})
    assert not library.is_valid({**good, **change})


def test_a_key_is_text_wherever_it_stands() -> None:
    # Editors know the key of {lat: 61,5, lon: 5} that has nothing behind it by this alone.
    for schema in (card_schema(), library_schema()):
        for each in (schema, *schema["$defs"].values()):
            assert each["propertyNames"] == {"type": "string"}
    assert card_schema()["properties"]["location"]["propertyNames"] == {"type": "string"}
