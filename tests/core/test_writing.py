from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.core.dialect import parse
from briefing.core.scalars import INVISIBLE
from briefing.core.writing import Prose, folded, reads_as, scalar, value

texts = st.one_of(
    st.text(),
    st.text(alphabet="ab:#,[]{}'\"\\-?&*!%@`|> 1.~\u00a0"),
).filter(lambda text: not INVISIBLE.search(text))


@given(texts)
def test_a_text_is_read_back_from_one_line(text: str) -> None:
    for flow in (False, True):
        written = scalar(text, flow=flow)
        assert "\n" not in written
        document = parse(f"{{a: {written}}}".encode() if flow else f"a: {written}\n".encode(), "x")
        assert document.problems == ()
        assert document.data == {"a": text}


@given(texts, st.integers(0, 60))
def test_prose_is_read_back_from_any_column(text: str, column: int) -> None:
    pad = " " * column
    written = value(Prose(text), column, column + 2)
    document = parse(f"a:\n{pad} b: {written}\n{pad} c: 1\n".encode(), "x")
    assert document.problems == ()
    assert document.data == {"a": {"b": text, "c": 1}}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Aldmark", "Aldmark"),
        ("Iran, and others", "Iran, and others"),
        ("it’s a 'b'", "it’s a 'b'"),
        ("12:30", '"12:30"'),
        ("2010", '"2010"'),
        ("no", "no"),
        ("true", '"true"'),
        ("a: b", '"a: b"'),
        ("a:", '"a:"'),
        ("a #b", '"a #b"'),
        ("a#b", "a#b"),
        (' "a"', "' \"a\"'"),
        ("'a' \"b\"", "'''a'' \"b\"'"),
        ("a\tb", '"a\\tb"'),
        ("a\u202eb", '"a\\U0000202eb"'),
        ("a\u00a0b", "a\u00a0b"),
        ("", '""'),
    ],
)
def test_quotation_marks_stand_only_where_they_must(text: str, written: str) -> None:
    found = scalar(text)
    assert found.lower() == written.lower() or (text == "12:30" and found == text)


def test_brackets_need_marks_around_commas() -> None:
    assert scalar("Iran, and others", flow=True) == '"Iran, and others"'


def test_a_colon_before_a_question_mark_is_quoted_where_the_parser_would_stop_at_it() -> None:
    assert scalar("Quo vadis:?") == "Quo vadis:?"
    assert scalar("Quo vadis:?", flow=True) == '"Quo vadis:?"'
    assert parse(b"[" + scalar("a:?b", flow=True).encode() + b"]", "").data == ["a:?b"]
    assert value(["a", "b, c", 3], 0, 0) == '[a, "b, c", 3]'
    assert value((3, 4), 0, 0) == "[3, 4]"
    assert value("", 0, 0) == ""
    assert value("", 0, 0, flow=True) == '""'
    assert value(7, 0, 0) == "7"


def test_long_text_is_folded_and_text_that_folding_would_change_is_not() -> None:
    long = "word " * 30 + "end"
    written = value(Prose(long), 10, 4)
    assert written.startswith(">-\n    word word")
    assert max(map(len, written.splitlines())) <= 88
    assert value(Prose("short"), 10, 4) == "short"
    assert value(Prose(""), 10, 4) == ">-\n    "
    assert value(Prose(long), 10, 4, flow=True) == long
    assert folded("a \n b", 4) is None
    assert value(Prose("a  b " * 30), 10, 4).startswith('"')
    assert folded("x" * 200, 70) == ">-\n" + " " * 70 + "x" * 200


def test_what_is_read_is_compared_with_what_was_meant() -> None:
    assert reads_as("3", 3)
    assert not reads_as("3", "3")
    assert not reads_as("[", "[")
