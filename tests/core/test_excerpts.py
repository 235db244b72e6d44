"""Selected words become a quote whose voice is right and which stands where it was taken from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.core.excerpts import quote_values
from briefing.core.paragraphs import Paragraph

LINE = "She said that “the ice left early,” and „all“ that “rose — as I “told” you — twice”."


def taken(selected: str, line: str = LINE) -> tuple[str, str] | None:
    start = line.index(selected)
    found = quote_values([Paragraph.of(line)], "talk", 1, start, start + len(selected))
    return (found["voice"], found["text"]) if found else None


@pytest.mark.parametrize(
    ("selected", "voice", "text"),
    [
        ("the ice left", "speaker", "the ice left"),
        (" the ice left ", "summary", "the ice left"),
        ("“the ice left early,”", "speaker", "the ice left early,"),
        (" “the ice left early,” ", "speaker", "the ice left early,"),
        ("“the ice", "speaker", "the ice"),
        ("early,”", "speaker", "early,"),
        ("„all“", "speaker", "all"),
        ("said that “the ice", "summary", "said that “the ice"),
        ("“the ice left early,” and „all“", "summary", "“the ice left early,” and „all“"),
        ("as I “told” you", "speaker", "as I “told” you"),
        ("as I “told”", "speaker", "as I “told”"),
        ("“told” you — twice", "speaker", "“told” you — twice"),
        ("“told”", "speaker", "told"),
        ("“rose — as I “told” you — twice”", "speaker", "rose — as I “told” you — twice"),
        ("“rose — as I “told”", "speaker", "rose — as I “told”"),
        ("She said", "summary", "She said"),
    ],
)
def test_the_voice_and_the_words(selected: str, voice: str, text: str) -> None:
    if selected.startswith(" the ice"):
        line = LINE.replace("“the ice left", "the ice left")
        assert taken(selected, line) == (voice, text)
    else:
        assert taken(selected) == (voice, text)


@pytest.mark.parametrize("selected", ["", " ", "—", "“", "”."])
def test_no_word_is_no_quote(selected: str) -> None:
    assert taken(selected) is None


def test_offsets_beyond_the_paragraph_end_with_it() -> None:
    read = [Paragraph.of("A heading"), Paragraph.of("A word")]
    assert quote_values(read, "talk", 2, -5, 99) == {
        "text": "A word",
        "voice": "summary",
        "para": 2,
        "source": "talk",
    }
    assert quote_values(read, "talk", 2, 4, 2) is None
    assert quote_values(read, "talk", 3, 0, 9) is None
    assert quote_values(read, "talk", 0, 0, 9) is None


@given(st.text('ab “”„"’—.', min_size=1, max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_what_is_taken_stands_there_in_that_voice(line: str, start: int, end: int) -> None:
    paragraph = Paragraph.of(line)
    found = quote_values([paragraph], "talk", 1, start, end)
    if found is not None:
        assert paragraph.holds(found["text"], spoken=found["voice"] == "speaker")
        assert found["text"] in paragraph.verbatim[start:end]
        assert found["text"] == found["text"].strip()
