"""Where a paragraph's words stand, and which of them stand within quotation marks."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briefing.core.paragraphs import MAX_PARAGRAPHS, Paragraph, TooManyError, paragraphs


def test_paragraphs_are_the_lines_that_are_not_blank() -> None:
    assert [p.text for p in paragraphs("a\n\n \t\nb \r\n  c  d\n")] == ["a", "b", "c d"]


@given(st.text("ab \n\r\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029"))
def test_lines_end_where_they_do_for_python(text: str) -> None:
    lines = [line for line in text.splitlines() if line.strip()]
    assert len(paragraphs(text)) == len(lines)


def test_a_text_of_too_many_paragraphs_is_none() -> None:
    assert len(paragraphs("a\n \n" * MAX_PARAGRAPHS)) == MAX_PARAGRAPHS
    with pytest.raises(TooManyError, match="more than 100,000 paragraphs"):
        paragraphs("a\n" * (MAX_PARAGRAPHS + 1))


def test_a_text_of_too_many_quotation_marks_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.core.paragraphs.MAX_MARKS", 6)
    assert len(paragraphs("“a” „b“\n'\"\"'")) == 2
    with pytest.raises(TooManyError, match="more than 6 quotation marks"):
        paragraphs('“a” „b“\n"""')


@given(st.text('ab“"” ', max_size=30), st.text('ab"', min_size=1, max_size=4))
def test_spoken_words_are_found_where_all_of_them_is_first_spoken(line: str, words: str) -> None:
    paragraph = Paragraph.of(line)
    starts = range(len(paragraph.text) - len(words) + 1)
    held = [
        start
        for start in starts
        if paragraph.text.startswith(words, start)
        and all(paragraph.depth[start : start + len(words)])
    ]
    assert paragraph.find(words, spoken=True) == (held[0] if held else -1)


def test_words_are_looked_for_once_in_each_stretch_that_is_spoken() -> None:
    class Counted(str):
        __slots__ = ()
        asked = 0

        def find(self, *args: object) -> int:
            Counted.asked += 1
            return super().find(*args)  # type: ignore[arg-type]

    paragraph = Paragraph.of("a" * 5000 + " “aa” “b”")
    paragraph.__dict__["text"] = Counted(paragraph.text)
    assert paragraph.find("a" * 2500, spoken=True) == -1
    assert Counted.asked == 2


spoken = st.text("ab ,’'é", min_size=1, max_size=12).filter(str.strip)


@given(spoken, spoken, spoken, st.sampled_from(["“”", '""', "„“", "„”"]), st.data())
def test_what_stands_within_the_marks_is_spoken_and_nothing_else(
    before: str, within: str, after: str, pair: str, data: st.DataObject
) -> None:
    line = f"{before}{pair[0]}{within}{pair[1]}{after}"
    paragraph = Paragraph.of(line)
    start = data.draw(st.integers(0, len(within) - 1))
    part = within[start : data.draw(st.integers(start + 1, len(within)))]
    assume(part.strip())
    assert paragraph.holds(part, spoken=True)
    assert paragraph.holds(part, spoken=False)
    assert paragraph.holds(line, spoken=False)
    assert not paragraph.holds(line, spoken=True)
    assert not paragraph.holds(f"{part}x", spoken=False)


@given(st.text(min_size=1))
def test_each_part_of_a_paragraph_stands_in_it_whatever_its_marks_and_spaces(line: str) -> None:
    assume(line.strip())
    paragraph = Paragraph.of(line)
    assert len(paragraph.text) == len(paragraph.depth)
    wide = line.replace(" ", " \t ").replace("“", '"').replace("”", "„").replace("’", "'")
    assert paragraph.holds(line, spoken=False)
    assert paragraph.holds(wide, spoken=False)


def spoken_words(line: str) -> str:
    """The line with a dot for each character that is not within quotation marks."""
    paragraph = Paragraph.of(line)
    marked = zip(paragraph.verbatim, paragraph.depth, strict=True)
    return "".join(char if depth else "." for char, depth in marked)


@pytest.mark.parametrize(
    ("line", "within"),
    [
        ("a “b” c", "..“b”.."),
        ("a „b“ c „d“ e", "..„b“...„d“.."),
        ("a „b” c", "..„b”.."),
        ("„a“, b “c” d", "„a“....“c”.."),
        ("„a „b“ c", "„a „b“.."),
        ("„a „b“ c“ d", "„a „b“ c“.."),
        ("“a “b” c” d", "“a “b” c”.."),
        ("“a “b” c", "“a “b”.."),
        ("“a „b“ c” d", "“a „b“ c”.."),
        ('a "b" c "d"', '.."b"..."d"'),
        ('“a "b" c” d', '“a "b" c”..'),
        ('"a “b” c" d', '"a “b” c"..'),
        ('“a" b', '“a"..'),
        ('„a" b', '„a"..'),
        ("a ” b “c”", "......“c”"),
        ("a “b c", "..“b c"),
        ("a „b c", "..„b c"),
        ("a b", "..."),
    ],
)
def test_what_stands_within_marks_of_any_kind(line: str, within: str) -> None:
    assert spoken_words(line) == within


def test_depth_counts_the_pairs() -> None:
    assert list(Paragraph.of("a “b “c” d”").depth) == [0, 0, 1, 1, 1, 2, 2, 2, 1, 1, 1]


def test_endless_nesting_has_a_deepest_level() -> None:
    line = "“" * 300 + "a" + "”" * 300
    assert max(Paragraph.of(line).depth) == 255


def test_words_are_found_where_they_stand_in_the_verbatim_text() -> None:
    paragraph = Paragraph.of("it’s  so: “it's so”")
    assert paragraph.find("it's so", spoken=False) == 0
    assert paragraph.find("it is so", spoken=False) == -1
    assert paragraph.find("it's so", spoken=True) == paragraph.verbatim.index("it's so")
    assert paragraph.find("it's  so:", spoken=False) == 0
    assert paragraph.verbatim == "it’s so: “it's so”"
