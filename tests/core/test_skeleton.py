from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING

import pytest
import yaml
from core_samples import sample_library
from hypothesis import example, given
from hypothesis import strategies as st

from briefing.core.card import Library
from briefing.core.file_names import fault_of
from briefing.core.reader import read_card, read_library
from briefing.core.rules import check_card
from briefing.core.scalars import INVISIBLE
from briefing.core.skeleton import NewSource, card_id, library_skeleton, modeline, skeleton

if TYPE_CHECKING:
    from pathlib import Path

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
        ("Con", "con-card"),
        ("LPT¹", "lpt1-card"),
        ("Congo", "congo"),
    ],
)
def test_an_id_is_a_name_that_any_disk_takes(name: str, wanted: str) -> None:
    assert card_id(name) == wanted


@given(st.text())
def test_an_id_never_leaves_its_folder(name: str) -> None:
    found = card_id(name)
    assert re.fullmatch(r"([^\W_]+(-[^\W_]+)*)?", found)
    assert not found or fault_of(found) in {"", fault_of("library"), fault_of("x" * 300)}
    assert card_id(found) == found


@given(st.one_of(names, awkward), st.one_of(names, awkward))
@example("A talk", "0E")
def test_a_new_library_reads_back(title: str, speaker: str) -> None:
    text = library_skeleton(title, [NewSource(title, speaker, "2004-02-25")])
    reading = read_library(text.encode(), "x")
    assert [str(problem) for problem in reading.problems] == []
    assert reading.value is not None
    (source,) = reading.value.sources.values()
    assert (reading.value.title, source.title, source.speaker) == (title, title, speaker)
    assert str(source.date) == "2004-02-25"


def test_sources_are_named_after_who_spoke_and_when() -> None:
    talks = [
        NewSource("One", "Ada Morrow", "2001-06"),
        NewSource("Two", "Ada Morrow", "2001"),
        NewSource("Three", "…", "2001"),
        NewSource("Four", "Edwin Hale", "last year"),
        NewSource("Five", "Bo Morrow", "2001"),
    ]
    text = library_skeleton("Talks", talks)
    assert list(yaml.safe_load(text)["sources"]) == [
        "morrow-2001",
        "morrow-2001-2",
        "source-2001",
        "hale",
        "morrow-2001-3",
    ]
    assert [problem.rule for problem in read_library(text.encode(), "x").problems] == ["bad-date"]


def test_a_new_library_without_sources_has_one_to_fill_in() -> None:
    library = read_library(library_skeleton("Talks").encode(), "x").value
    assert library is not None
    (source,) = library.sources.values()
    assert (source.title, source.speaker) == ("[Title of the talk]", "[Speaker]")


def test_every_line_of_a_new_library_can_be_put_to_use() -> None:
    used = re.sub(r"^( *)# (?!A library)", r"\1", library_skeleton("Talks"), flags=re.MULTILINE)
    used = used.replace("sha256: …", "sha256: " + "0a" * 32)
    reading = read_library(used.encode(), "x")
    assert [str(problem) for problem in reading.problems] == []
    assert reading.value is not None
    (source,) = reading.value.sources.values()
    assert [field.name for field in fields(source) if getattr(source, field.name) is None] == []
    assert reading.value.about == "…"


def test_a_new_card_leads_editors_to_the_schema_where_there_is_one(tmp_path: Path) -> None:
    assert modeline(tmp_path) == ""
    (tmp_path / "card.schema.json").write_text("{}")
    assert modeline(tmp_path) == "# yaml-language-server: $schema=card.schema.json\n"
    text = modeline(tmp_path) + skeleton("Norway", sample_library())
    assert text.splitlines()[1].startswith("# A briefing card.")
    assert read_card(text.encode(), "x").problems == ()
