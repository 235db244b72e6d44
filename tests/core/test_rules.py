from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from core_samples import CARD, LIBRARY, marks

from briefing.core.dialect import parse
from briefing.core.problem import MOST, Problem
from briefing.core.reader import read_library
from briefing.core.rules import check_card, dangling

if TYPE_CHECKING:
    from briefing.core.card import Library


def known(text: str = LIBRARY) -> Library:
    reading = read_library(text.encode(), "library.yaml")
    assert reading.value is not None
    return reading.value


def check(text: str, library: Library | None) -> list[Problem]:
    return check_card(parse(text.encode(), "x"), library)


def test_without_its_library_a_card_is_not_asked_for_sources_and_regions() -> None:
    text = CARD.replace("first", "fist").replace("North", "Nowhere")
    assert marks(check(text, known())) == ["3:9 unknown-region", "5:13 unknown-source"]
    assert check(text, None) == []


def test_a_library_that_lists_no_regions_asks_for_none() -> None:
    library = known(LIBRARY.replace("regions: [North, South]\n", ""))
    assert check(CARD.replace("North", "Anywhere"), library) == []


def test_a_file_that_is_no_mapping_is_left_to_the_reader() -> None:
    assert check("- a\n", known()) == []
    assert check("", known()) == []


EDITIONS = """\
name: Aldmark
kind: country
region: North
editions:
  - source: first
    bottom_line: One.
    points:
      - {topic: Dues, kind: fact, text: Up., para: 1}
  - source: second
    bottom_line: Two.
    changed: The dues.
    points:
      - {topic: Dues, kind: fact, text: Down., para: 1, change: reversed}
"""


def test_a_change_of_what_the_edition_before_says_is_right() -> None:
    assert check(EDITIONS, known()) == []


def test_the_edition_before_is_the_one_before_by_date() -> None:
    turned = LIBRARY.replace("2001-06-14", "2010")
    assert [problem.message for problem in check(EDITIONS, known(turned))] == [
        "`changed` on the first edition, which has none before it",
        "there is no edition before this one",
    ]


def test_of_a_source_that_is_not_known_no_order_is_guessed() -> None:
    assert marks(check(EDITIONS.replace("second", "third"), known())) == ["9:13 unknown-source"]


def test_sources_of_one_day_are_one_edition_before() -> None:
    library = known(LIBRARY + "  third: {title: T, speaker: S, date: 2001-06-14}\n")
    both = EDITIONS.replace(
        "  - source: second",
        "  - {source: third, bottom_line: Short.}\n  - source: second",
    )
    assert check(both, library) == []


def test_points_that_cannot_be_read_do_not_hide_the_others() -> None:
    text = EDITIONS.replace("Dues, kind: fact, text: Up.", "[Dues], kind: fact, text: Up.")
    assert marks(check(text, known())) == ["13:65 change-without-before"]


def test_what_is_no_text_is_left_to_the_reader() -> None:
    text = "editions:\n" + "- {source: 7, points: [{topic: 7}, {topic: 7}, x]}\n" * 2
    assert check(text, known()) == []


def test_the_topic_of_a_change_is_compared_with_those_before() -> None:
    (near,) = check(
        EDITIONS.replace("Dues, kind: fact, text: Down", "Due, kind: fact, text: x"), known()
    )
    assert near.hint == "did you mean `Dues`?"
    (new,) = check(
        EDITIONS.replace("Dues, kind: fact, text: Down", "Ice, kind: fact, text: x"), known()
    )
    assert new.hint == "remove `change`: the topic is new"


def test_a_quote_of_25_words_may_stand_and_one_of_26_is_warned_of() -> None:
    quote = "    quotes:\n      - {text: WORDS, voice: VOICE, para: 1}\n"

    def quoting(words: int, voice: str) -> list[Problem]:
        text = CARD + quote.replace("WORDS", "a " * words).replace("VOICE", voice)
        return check(text, known())

    assert quoting(25, "summary") == []
    (problem,) = quoting(26, "summary")
    assert (problem.severity, problem.message) == ("warning", "26 words in the summary's voice")
    assert quoting(26, "speaker") == []


def test_a_paragraph_is_looked_for_in_the_source_that_is_named() -> None:
    item = "    points:\n      - {topic: T, kind: fact, text: x, para: 5, source: second}\n"
    assert check(CARD + item, known()) == []
    (problem,) = check(CARD + item.replace(", source: second", ""), known())
    assert problem.message == "`first` has 4 paragraphs, not 5"


def test_a_see_also_that_leads_nowhere_is_warned_of() -> None:
    document = parse((CARD + "see_also: [norrey, norey, 7, aldmark]\n").encode(), "x")
    found = dangling(document, {"aldmark", "norrey"})
    assert marks(found) == ["7:20 dangling"]
    assert (found[0].severity, found[0].hint) == ("warning", "did you mean `norrey`?")
    assert dangling(parse(b"see_also: [x]", "x"), ["aldmark"])[0].hint.startswith("add that card")
    assert dangling(parse(b"see_also: x", "x"), []) == []


@pytest.mark.parametrize(
    "text",
    [
        CARD + "    points:\n      - {para: [" + "99, " * 20_000 + "]}\n",
        "editions:\n" + "- {source: first, changed: x}\n" * 8_000,
        "editions:\n" + "- {source: first, points: [{topic: t, change: kept}]}\n" * 4_000,
        EDITIONS + "".join(f"      - {{topic: t{n}, change: kept}}\n" for n in range(8_000)),
    ],
)
def test_more_problems_than_anyone_reads_are_cut_off(text: str) -> None:
    document = parse(text.encode(), "x")
    document.place(())
    start = time.process_time()
    found = check_card(document, known())
    assert time.process_time() - start < 2
    assert len(found) == MOST + 1
    assert [problem.rule for problem in found].count("too-many") == 1


def test_the_nearest_name_is_looked_for_in_good_time() -> None:
    names = [f"{number:03}{'abcdefghijklmnopqrst' * 2}" for number in range(290)]
    talks = "".join(f"  x{name}: {{title: T, speaker: S, date: 2005}}\n" for name in names)
    wrong = "".join(
        f"      - {{topic: {name}, kind: fact, text: T, para: 1, source: y{name}}}\n"
        for name in names * 3
    )
    start = time.process_time()
    problems = check(CARD + "    points:\n" + wrong, known(LIBRARY + talks))
    assert time.process_time() - start < 2
    told = [problem.hint for problem in problems if problem.rule == "unknown-source"]
    assert told[0] == f"did you mean `x{names[0]}`?"
    assert told[-1].startswith("use one of `first`, `second`, ")


def test_the_words_of_a_quote_are_counted_as_far_as_anyone_would() -> None:
    quote = "    quotes:\n      - {{text: {words}, voice: summary, para: 1}}\n"
    told = [check(CARD + quote.format(words="w " * many), None)[0] for many in (26, 1001, 90_000)]
    assert [problem.message.split(" words")[0] for problem in told] == [
        "26",
        *["more than 1,000"] * 2,
    ]
