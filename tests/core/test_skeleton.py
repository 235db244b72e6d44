from __future__ import annotations

import re

import pytest
import yaml
from core_samples import sample_library
from hypothesis import given
from hypothesis import strategies as st

from briefing.core.card import Library
from briefing.core.reader import read_card
from briefing.core.rules import check_card
from briefing.core.scalars import INVISIBLE
from briefing.core.skeleton import card_id, skeleton

names = st.text(min_size=1).filter(
    lambda text: bool(text.strip()) and not INVISIBLE.search(text) and not set("\r\n") & set(text)
)
awkward = st.sampled_from(
    [
        *(
            "on",
            "NO",
            "true",
            "~",
            "null",
            "1984",
            "1e3",
            "0o17",
            ".inf",
            "12:30:00",
            "- a",
            "a: b",
        ),
        *(
            "a #b",
            "#a",
            "'a'",
            '"a"',
            "a\\b",
            "*a",
            "&a",
            "!a",
            "%a",
            "@a",
            "`a",
            "a:",
            " a ",
            "a\tb",
        ),
        *(
            "Côte d’Ivoire",
            "U.S. (all)",
            "奥地利",
            "a\u00a0b",
            "a\u202eb",
            "{x}",
            "{{",
            "<<",
            "=",
            "?",
        ),
    ]
)


@given(st.one_of(names, awkward))
def test_a_new_card_reads_back_with_its_name(name: str) -> None:
    library = sample_library()
    reading = read_card(skeleton(name, library).encode(), "x")
    found = [*reading.problems, *check_card(reading.document, library)]
    assert [problem.rule for problem in found] == ["no-edition"]
    assert reading.value is not None
    assert (reading.value.name, reading.value.region) == (name, "North")


@given(st.text())
def test_any_other_name_gives_a_file_whose_problem_is_told(name: str) -> None:
    reading = read_card(skeleton(name, sample_library()).encode(), "x")
    assert reading.value is not None or reading.problems


def test_the_code_and_the_region_are_those_asked_for() -> None:
    text = skeleton("Norway", sample_library(), code="NO", region="No: where")
    card = read_card(text.encode(), "x").value
    assert card is not None
    assert (card.code, card.region) == ("NO", "No: where")


def test_plain_names_are_not_quoted() -> None:
    text = skeleton("Côte d’Ivoire", sample_library())
    assert "name: Côte d’Ivoire\n" in text
    assert "- source: first\n" in text


def test_a_library_without_regions_or_sources_still_gives_a_card() -> None:
    bare = Library(title="x", sources={})
    card = read_card(skeleton("Norway", bare).encode(), "x").value
    assert card is not None
    assert card.region == "Other"


def test_every_line_of_the_skeleton_can_be_put_to_use() -> None:
    text = skeleton("Norway", sample_library())
    used = re.sub(r"^# (?! )(?!A briefing)", "", text, flags=re.MULTILINE)
    used = re.sub(r"^#   ", "  ", used, flags=re.MULTILINE).replace("editions: []", "editions:")
    used = used.replace("# location", "location").replace("code: XX", "code: NO")
    reading = read_card(used.encode(), "x")
    assert [str(problem) for problem in reading.problems] == []
    card = reading.value
    assert card is not None
    assert reading.document.data.keys() >= {"code", "location", "members", "editions", "notes"}
    (edition,) = card.editions
    assert edition.source == "first"
    assert (len(edition.points), len(edition.quotes), len(edition.steps)) == (1, 1, 1)
    assert yaml.safe_load(text)["editions"] == []


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Georgia", "georgia"),
        ("Côte d’Ivoire", "cote-d-ivoire"),
        ("  U.S. (all)  ", "u-s-all"),
        ("Straße", "strasse"),
        ("Россия", "россия"),
        ("대한민국", "대한민국"),
        ("snake_case", "snake-case"),
        ("../../etc/passwd", "etc-passwd"),
        ("ﬁn", "fin"),
        ("…", ""),
    ],
)
def test_an_id_is_a_name_that_any_disk_takes(name: str, wanted: str) -> None:
    assert card_id(name) == wanted


@given(st.text())
def test_an_id_never_leaves_its_folder(name: str) -> None:
    found = card_id(name)
    assert re.fullmatch(r"([^\W_]+(-[^\W_]+)*)?", found)
    assert card_id(found) == found
