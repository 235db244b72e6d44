from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.core.terminal import line, lines


@given(st.text())
def test_nothing_steers_a_terminal(text: str) -> None:
    shown = line(text)
    assert not any(char < " " or "\x7f" <= char <= "\x9f" for char in shown)
    assert not any("\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069" for char in shown)
    shown.encode()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x07", "\\x1b[31mred\\x07"),
        ("\x9b31m", "\\x9b31m"),
        ("two\nlines\r\t", "two\\nlines\\r\\t"),
        ("gpj.\u202exe", "gpj.\\u202exe"),
        ("caf\udce9", "caf\\udce9"),
        ("nearly\u00a0so: می\u200cخواهم, 👩\u200d👧, عربي\u200f!", None),
    ],
)
def test_what_steers_is_escaped_and_what_writing_needs_stays(text: str, shown: str | None) -> None:
    assert line(text) == (text if shown is None else shown)


def test_line_ends_stay_where_they_are_wanted() -> None:
    assert lines("a\x1b\nb\r\n") == "a\\x1b\nb\\r\n"
