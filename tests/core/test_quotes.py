from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from core_samples import CARD, write

from briefing.core.library import open_folder
from briefing.core.problem import MOST
from briefing.core.quotes import (
    QuoteCheck,
    check_card,
    check_quotes,
    check_sources,
    uncited,
    verified_quotes,
)
from briefing.core.reader import read_card, read_library
from briefing.core.shelf import Shelf

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """\
The harbors

She said that “the ice left early” and that the  port's dues “rose — as I “told” you — twice”.
He noted: "we waited" and left.
A slip “opens here and “again, then ends” and more words.
"""

LIBRARY = """\
title: A talk
sources:
  talk:
    title: The harbors
    speaker: Ada Morrow
    date: 2001
    paragraphs: 4
    sha256: {sha256}
"""


NOT_SPOKEN = (
    "8:15: error quote-not-spoken: ¶2 of `talk` does not put these words in quotation marks "
    "(set `voice: summary`, or quote the marked words only)"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "talk.txt").write_bytes(TEXT.encode())
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    return write(tmp_path / "cards", library=LIBRARY.format(sha256=digest))


def checked(folder: Path, *quotes: tuple[str, str, object]) -> QuoteCheck:
    """Check a card with quotes given as text, voice and para."""
    items = "".join(
        f"      - text: >-\n          {text}\n        voice: {voice}\n        para: {para}\n"
        for text, voice, para in quotes
    )
    write(folder, aldmark=CARD.replace("first", "talk") + "    quotes:\n" + items)
    return check_quotes(open_folder(folder), Shelf(folder.with_name("texts")))


@pytest.mark.parametrize(
    ("text", "voice", "para"),
    [
        ("the ice left early", "speaker", 2),
        ("“the ice left early”", "speaker", 2),
        ("the ice\n          left   early", "speaker", 2),
        ("the port’s dues", "summary", 2),
        ("that the port's dues", "summary", 2),
        ('rose — as I "told" you — twice', "speaker", 2),
        ("as I", "speaker", 2),
        ("we waited", "speaker", 3),
        ("He noted: “we waited” and left.", "summary", 3),
        ("opens here and “again, then ends", "speaker", 4),
        ("the ice left early", "speaker", "[1, 2]"),
        ("The harbors", "summary", 1),
    ],
)
def test_a_quote_that_stands(folder: Path, text: str, voice: str, para: object) -> None:
    assert checked(folder, (text, voice, para)) == QuoteCheck(1, 1, ())


@pytest.mark.parametrize(
    ("text", "voice", "para", "said"),
    [
        (
            *("the ice came early", "summary", 2),
            "8:15: error quote-not-found: ¶2 of `talk` does not say this (copy it letter for letter)",
        ),
        (
            *("The ice left early", "summary", "[1, 2]"),
            "8:15: error quote-not-found: ¶1–2 of `talk` does not say this (copy it letter for letter)",
        ),
        (
            *("we waited", "speaker", 2),
            "11:15: error quote-not-found: ¶2 of `talk` does not say this (it stands in ¶3)",
        ),
        (
            *("we waited", "speaker", 99),
            "11:15: error quote-not-found: ¶99 of `talk` does not say this (it stands in ¶3)",
        ),
        (
            *("the port's dues", "speaker", 2),
            NOT_SPOKEN,
        ),
        (
            *("early” and that the", "speaker", 2),
            NOT_SPOKEN,
        ),
        (
            *("and more words", "speaker", 4),
            NOT_SPOKEN.replace("¶2", "¶4"),
        ),
    ],
)
def test_a_quote_that_does_not_stand(
    folder: Path, text: str, voice: str, para: object, said: str
) -> None:
    # A paragraph out of range breaks the card itself; the library then counts none.
    if para == 99:
        library = folder / "library.yaml"
        library.write_text(library.read_text().replace("    paragraphs: 4\n", ""))
    result = checked(folder, (text, voice, para))
    assert (result.checked, result.verified) == (1, 0)
    assert [str(problem) for problem in result.problems] == [f"{folder}/aldmark.yaml:{said}"]


def test_of_many_paragraphs_that_hold_the_words_the_first_are_told(folder: Path) -> None:
    (folder.with_name("texts") / "talk.txt").write_text("No.\n" + "Yes.\n" * 40)
    library = folder / "library.yaml"
    library.write_text(library.read_text().replace("    paragraphs: 4\n", ""))
    result = checked(folder, ("Yes", "summary", 1), ("Nay", "summary", list(range(1, 60, 2))))
    yes, nay = [problem for problem in result.problems if problem.rule == "quote-not-found"]
    assert nay.message.endswith("¶37, ¶39, … of `talk` does not say this")
    assert yes.message == "¶1 of `talk` does not say this"
    assert yes.hint == "it stands in ¶2–21, …"


def test_of_many_quotes_that_do_not_stand_the_first_are_told(folder: Path) -> None:
    quotes = [("nobody said this", "summary", 2)] * (MOST + 2)
    result = checked(folder, ("we waited", "speaker", 3), *quotes)
    rules = [problem.rule for problem in result.problems]
    assert (rules.count("quote-not-found"), rules.count("too-many")) == (MOST, 1)
    assert (result.checked, result.verified) == (MOST + 3, 1)
    assert len(card_problems(folder, *quotes)) == MOST + 1


def test_of_many_texts_that_are_missing_the_first_are_told(folder: Path) -> None:
    talks = "".join(f"  t{n}: {{title: T, speaker: S, date: 2005}}\n" for n in range(MOST + 2))
    declared(folder, "sources:\n", f"sources:\n{talks}")
    rules = [problem.rule for problem in checked(folder).problems]
    assert (rules.count("text-missing"), rules.count("too-many")) == (MOST, 1)


def test_each_quote_is_counted_once(folder: Path) -> None:
    result = checked(
        folder,
        ("the ice left early", "speaker", 2),
        ("nobody said this", "summary", 2),
        ("we waited", "speaker", 3),
    )
    assert (result.checked, result.verified, len(result.problems)) == (3, 2, 1)
    assert result.problems[0].line == 12


def declared(folder: Path, old: str, new: str) -> None:
    path = folder / "library.yaml"
    path.write_text(path.read_text().replace(old, new))


def test_another_text_than_the_declared_one_is_told_at_its_digest(folder: Path) -> None:
    text = folder.with_name("texts") / "talk.txt"
    text.write_bytes(TEXT.replace("left", "went").encode())
    result = checked(folder, ("we waited", "speaker", 3))
    (problem,) = result.problems
    assert (problem.rule, problem.line, problem.column) == ("text-changed", 8, 13)
    assert hashlib.sha256(text.read_bytes()).hexdigest() in problem.hint
    assert result.verified == 1


def test_a_text_without_a_digest_is_told_with_the_line_to_add(folder: Path) -> None:
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    declared(folder, f"    sha256: {digest}\n", "")
    (problem,) = checked(folder, ("we waited", "speaker", 3)).problems
    assert (problem.rule, problem.line, problem.column) == ("text-undeclared", 3, 3)
    assert problem.hint == f"add `sha256: {digest}`"


def test_another_number_of_paragraphs_is_told(folder: Path) -> None:
    declared(folder, "paragraphs: 4", "paragraphs: 7")
    (problem,) = checked(folder, ("we waited", "speaker", 3)).problems
    assert (problem.rule, problem.line, problem.column) == ("paragraph-count", 7, 17)
    assert problem.message == "the text has 4 paragraphs"
    (folder.with_name("texts") / "talk.txt").write_text("We waited.\n")
    problems = checked(folder, ("We waited", "summary", 1)).problems
    assert problems[0].message == "the text has 1 paragraph"


def test_without_its_text_no_quote_passes_for_checked(folder: Path) -> None:
    text = folder.with_name("texts") / "talk.txt"
    text.unlink()
    result = checked(folder, ("we waited", "speaker", 3))
    assert (result.checked, result.verified) == (1, 0)
    assert [problem.rule for problem in result.problems] == ["quote-unchecked", "text-missing"]
    assert str(text) in result.problems[1].hint
    text.write_bytes("Åland".encode("latin-1"))
    unchecked, unread = checked(folder, ("x", "summary", 1)).problems
    assert unchecked.message == "not checked: the text of `talk` cannot be read"
    assert unread.message == "the text of `talk` cannot be read: it is not UTF-8"
    assert unread.hint == "save it as UTF-8"


def test_a_text_with_a_byte_order_mark_is_read_without_it(folder: Path) -> None:
    raw = b"\xef\xbb\xbf" + TEXT.encode()
    (folder.with_name("texts") / "talk.txt").write_bytes(raw)
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    declared(folder, digest, hashlib.sha256(raw).hexdigest())
    assert checked(folder, ("The harbors", "summary", 1)).problems == ()


def test_a_quote_from_another_source_is_looked_for_there(folder: Path) -> None:
    declared(folder, "sources:\n", "sources:\n  other: {title: T, speaker: S, date: 2005}\n")
    other = folder.with_name("texts") / "other.txt"
    other.write_text("Nothing of the kind.\n")
    assert checked(folder, ("we waited", "speaker", "3\n        source: other")).verified == 0
    assert checked(folder, ("of the kind", "summary", "1\n        source: other")).verified == 1


def test_broken_cards_are_left_to_their_own_problems(folder: Path) -> None:
    write(folder, broken="name: [")
    assert checked(folder, ("we waited", "speaker", 3)) == QuoteCheck(1, 1, ())


def test_the_paragraphs_that_no_card_cites(folder: Path) -> None:
    checked(folder, ("the ice left early", "speaker", "[2, 4]"))
    assert uncited(open_folder(folder)) == (("talk", 1, 1), ("talk", 3, 3))
    declared(folder, "    paragraphs: 4\n", "")
    assert uncited(open_folder(folder)) == ()


def test_uncited_paragraphs_are_kept_as_runs_however_many(folder: Path) -> None:
    checked(folder, ("the ice left early", "speaker", 2), ("we waited", "speaker", 3))
    declared(folder, "paragraphs: 4", "paragraphs: 100000")
    runs = uncited(open_folder(folder))
    assert runs == (("talk", 1, 1), ("talk", 4, 100_000))
    assert [run.length for run in runs] == [1, 99_997]


def card_problems(folder: Path, *quotes: tuple[str, str, object]) -> list[str]:
    """What the check of one file alone says of a card with these quotes."""
    checked(folder, *quotes)
    path = folder / "aldmark.yaml"
    reading = read_card(path.read_bytes(), str(path))
    assert reading.value is not None
    shelf = Shelf(folder.with_name("texts"))
    return [str(problem) for problem in check_card(reading.value, reading.document, shelf)]


def test_one_card_alone_is_told_the_same(folder: Path) -> None:
    quotes = (("the ice left early", "speaker", 2), ("the ice came early", "summary", 2))
    whole = checked(folder, *quotes)
    assert card_problems(folder, *quotes) == [str(problem) for problem in whole.problems]
    assert len(whole.problems) == 1


def test_one_card_alone_is_not_blamed_for_a_text_that_is_not_at_hand(folder: Path) -> None:
    (folder.with_name("texts") / "talk.txt").unlink()
    assert card_problems(folder, ("we waited", "speaker", 3)) == []


def test_the_manifest_alone_is_told_of_its_texts(folder: Path) -> None:
    declared(folder, "paragraphs: 4", "paragraphs: 7")
    path = folder / "library.yaml"
    reading = read_library(path.read_bytes(), str(path))
    assert reading.value is not None
    shelf = Shelf(folder.with_name("texts"))
    (problem,) = check_sources(reading.value, reading.document, shelf)
    assert (problem.rule, problem.line, problem.column) == ("paragraph-count", 7, 17)


def test_a_library_that_declares_no_source_is_held_against_none(folder: Path) -> None:
    (folder / "library.yaml").write_text("title: [")
    result = check_quotes(open_folder(folder), Shelf(folder.with_name("texts")))
    assert result == QuoteCheck(0, 0, ())


def verified_texts(folder: Path) -> set[tuple[str, str]]:
    opened = open_folder(folder)
    shelf = Shelf(folder.with_name("texts"))
    found = verified_quotes(opened.library, opened.cards.values(), shelf)
    return {(source, quote.text) for source, quote in found}


def test_verified_are_the_quotes_that_stand_and_no_others(folder: Path) -> None:
    checked(
        folder,
        ("the ice left early", "speaker", 2),
        ("nobody said this", "summary", 2),
        ("we waited", "speaker", 1),
        ("the port's dues", "speaker", 2),
    )
    assert verified_texts(folder) == {("talk", "the ice left early")}


def test_nothing_is_verified_without_texts_or_by_another_text(folder: Path) -> None:
    checked(folder, ("we waited", "speaker", 3))
    opened = open_folder(folder)
    assert verified_quotes(opened.library, opened.cards.values(), None) == frozenset()
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    declared(folder, digest, "a" * 64)
    assert verified_texts(folder) == set()
    declared(folder, f"    sha256: {'a' * 64}\n", "")
    assert verified_texts(folder) == {("talk", "we waited")}
    (folder.with_name("texts") / "talk.txt").unlink()
    assert verified_texts(folder) == set()
