"""Each file of the corpus gives the problems that it says it gives, and no others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from core_samples import marks
from jsonschema import Draft202012Validator

from briefing.core.card import Card, Library
from briefing.core.dialect import parse
from briefing.core.reader import Reading, read_card, read_library
from briefing.core.rules import check_card
from briefing.core.schemas import card_schema

if TYPE_CHECKING:
    from briefing.core.problem import Problem

CORPUS = Path(__file__).parents[1] / "corpus"
GOOD = sorted((CORPUS / "good").glob("*.yaml"))
BAD = sorted((CORPUS / "bad").glob("*.yaml"))
MARK = "# expect: "

SHAPE = {
    *("missing-key", "unknown-key", "unknown-value", "wrong-type", "bad-para", "bad-value"),
    *("empty-value", "bad-date", "line-break", "out-of-range"),
}
NOT_OF_THE_SCHEMA = {
    "para-float",  # JSON knows no difference between 3 and 3.0
    "type-name-infinity",  # a number that JSON has no word for
}


def name_of(path: Path) -> str:
    return path.stem


@pytest.fixture(scope="module")
def library() -> Library:
    reading = read_library((CORPUS / "library.yaml").read_bytes(), "library.yaml")
    assert reading.problems == ()
    assert reading.value is not None
    return reading.value


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    Draft202012Validator.check_schema(card_schema())
    return Draft202012Validator(card_schema())


def read(path: Path, library: Library) -> tuple[Reading[Card] | Reading[Library], list[Problem]]:
    """The file as what it is, with all its problems in the order of their places."""
    if path.name.startswith("library-"):
        talks = read_library(path.read_bytes(), path.name)
        return talks, list(talks.problems)
    reading = read_card(path.read_bytes(), path.name)
    return reading, sorted({*reading.problems, *check_card(reading.document, library)})


def expected(path: Path) -> list[str]:
    beside = path.with_name(path.name + ".expect")
    if beside.exists():
        return beside.read_text("ascii").splitlines()
    lines = path.read_text("utf-8").splitlines()
    return [line.removeprefix(MARK) for line in lines if line.startswith(MARK)]


def test_the_corpus_is_there() -> None:
    assert len(GOOD) >= 12
    assert len(BAD) >= 60
    assert {path.name for path in (CORPUS / "bad").glob("*.expect")} < {
        f"{path.name}.expect" for path in BAD
    }


@pytest.mark.parametrize("path", GOOD, ids=name_of)
def test_a_good_card_has_no_problem(
    path: Path, library: Library, schema: Draft202012Validator
) -> None:
    reading, problems = read(path, library)
    assert [str(problem) for problem in problems] == []
    assert isinstance(reading.value, Card)
    assert [error.message for error in schema.iter_errors(reading.document.data)] == []


@pytest.mark.parametrize("path", BAD, ids=name_of)
def test_a_bad_file_gives_what_it_says(path: Path, library: Library) -> None:
    reading, problems = read(path, library)
    assert marks(problems) == expected(path)
    assert problems
    errors = [problem for problem in problems if problem.is_error and problem.rule in SHAPE]
    assert not (errors and reading.value)


@pytest.mark.parametrize("path", BAD, ids=name_of)
def test_a_message_is_in_plain_words_with_a_hint(path: Path, library: Library) -> None:
    for problem in read(path, library)[1]:
        said = str(problem)
        assert len(said) < 350
        assert said.isprintable()
        assert problem.hint
        for jargon in ("Input should", "scalar", "node", "token", "indicator", "None", "not YAML"):
            assert jargon not in said


def of_wrong_shape() -> list[Path]:
    """The cards whose shape alone is wrong; what the schema cannot know is left out."""
    found = []
    for path in BAD:
        rules = {mark.split()[1] for mark in expected(path)}
        is_card = not path.name.startswith("library-")
        if is_card and rules & SHAPE and parse(path.read_bytes(), path.name).readable:
            found.append(path)
    return [path for path in found if path.stem not in NOT_OF_THE_SCHEMA]


@pytest.mark.parametrize("path", of_wrong_shape(), ids=name_of)
def test_the_schema_rejects_a_wrong_shape(path: Path, schema: Draft202012Validator) -> None:
    assert not schema.is_valid(parse(path.read_bytes(), path.name).data)


def test_the_good_cards_say_what_was_typed(library: Library) -> None:
    cards = {path.stem: read(path, library)[0].value for path in GOOD}
    words = cards["words-not-booleans"]
    assert isinstance(words, Card)
    assert (words.name, words.code, words.see_also) == ("NO", "NO", ("no",))
    assert words.aliases == (
        *("on", "off", "yes", "no", "y", "n", "Off", "true", "~", "null"),
        *("1_000", "12:30:00", "0x", "1.2.3", "2004-02-25"),
    )
    quoted = cards["quoted"]
    assert isinstance(quoted, Card)
    assert quoted.name == 'It\'s "Aldmark"'
    assert quoted.aliases[2] == 'Ald\tmark Å \\ "'
    assert quoted.editions[0].bottom_line == "A long line, folded by hand."
    notes = cards["notes"]
    assert isinstance(notes, Card)
    assert [str(note.date) for note in notes.notes] == ["2010", "2010-02", "2012-02-29", "1999"]
    paragraphs = cards["paragraphs"]
    assert isinstance(paragraphs, Card)
    assert [point.para for point in paragraphs.editions[0].points] == [
        *((1,), (1, 12), (2, 3), (20,), (4000,)),
    ]
    empty = cards["empty-keys"]
    assert isinstance(empty, Card)
    assert (empty.aliases, empty.code, empty.editions[0].points) == ((), None, ())
    text = cards["block-text"]
    assert isinstance(text, Card)
    assert "\tA tab" in text.editions[0].bottom_line
    endings = [cards[name] for name in ("crlf", "carriage-returns", "byte-order-mark")]
    assert endings[0] == endings[1] == endings[2]
