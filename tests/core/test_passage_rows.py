from __future__ import annotations

from typing import Any

import pytest
from core_samples import card, edition, point
from hypothesis import given
from hypothesis import strategies as st

from briefing.core.passage_rows import (
    TAGS_END,
    TAGS_START,
    kind_tag,
    passage_rows,
    region_tag,
    section_tag,
    source_tag,
    stretch_of,
)
from briefing.core.passages import Stretch, stretches
from briefing.core.query import SECTIONS

CARD = card(
    edition(
        "first",
        point("Dues", [3, 4]),
        point("Ice", 10**20, kind="warning", source="second"),
        quotes=[{"text": "so it was", "voice": "summary", "para": 2}],
        steps=[{"actor": "The council", "action": "Dredge", "para": 9}],
    ),
    notes=[{"date": 2010, "by": "A. Reader", "text": "Ask."}],
)
END = "\x1f"
GOOD = END.join(["first", "Key point", "fact", "point-0-0", "first", "3 4"])


def test_a_row_gives_its_passage_back() -> None:
    found = [stretch_of(title, text, rest) for title, text, _, rest in passage_rows(CARD)]
    assert found == list(stretches(CARD))


def test_tags_tell_section_region_source_and_kind() -> None:
    tags = [set(tags.split()) for _, _, tags, _ in passage_rows(CARD)]
    always = {region_tag("North")}
    assert tags[0] == {section_tag("names"), source_tag("")} | always
    of_first = always | {source_tag("first")}
    assert tags[2] == {section_tag("points"), kind_tag("fact")} | of_first
    assert tags[3] == {section_tag("points"), kind_tag("warning")} | of_first
    assert tags[4] == {section_tag("quotes")} | of_first
    assert tags[5] == {section_tag("steps")} | of_first
    assert tags[6] == {section_tag("notes"), source_tag("")} | always


@given(st.text(), st.text())
def test_each_name_has_a_tag_that_stands_for_nothing_else(one: str, other: str) -> None:
    assert (source_tag(one) == source_tag(other)) is (one == other)
    found = {source_tag(one), region_tag(one), *map(section_tag, SECTIONS), kind_tag("fact")}
    assert len(found) == 3 + len(SECTIONS)
    assert all(TAGS_START <= tag < TAGS_END for tag in found)
    assert all(char.isalpha() for tag in found for char in tag)


@pytest.mark.parametrize(
    "rest",
    [
        *(None, 3, b"x", "", "x", GOOD + END, GOOD.replace(END, "", 1)),
        *(GOOD.replace("Key point", "Key"), GOOD.replace("fact", "fiction")),
        *(GOOD.replace("point-0-0", "javascript:"), GOOD.replace("point-0-0", "point")),
        *(GOOD.replace("3 4", "3,4"), GOOD.replace("3 4", "3 "), GOOD.replace("3 4", "-1")),
        GOOD.replace("3 4", "9" * 100_000),
    ],
)
def test_a_row_that_somebody_made_up_is_no_passage(rest: Any) -> None:
    assert stretch_of("a", "b", rest) is None
    assert stretch_of(None, "b", GOOD) is None
    assert stretch_of("a", 3, GOOD) is None


def test_a_row_is_a_passage() -> None:
    wanted = Stretch("first", "Key point", "a", "b", "fact", "point-0-0", "first", (3, 4))
    assert stretch_of("a", "b", GOOD) == wanted
