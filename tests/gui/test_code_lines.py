import pytest

from briefing.gui.code_lines import (
    home_column,
    indented,
    line_break,
    outdented,
    spaces_back,
    with_comments_toggled,
)
from briefing.gui.code_tokens import START, state_after


def enter(text):
    """The text after Enter at the | in it, with the caret again as |."""
    before, after = text.split("|")
    *lines, head = before.split("\n")
    state = START
    for line in lines:
        state = state_after(line, state)
    tail, newline, rest = after.partition("\n")
    gone, eaten, put = line_break(head, tail, state)
    head = head[: len(head) - gone] + put
    return "\n".join([*lines, head]) + "|" + tail[eaten:] + newline + rest


@pytest.mark.parametrize(
    ("text", "then"),
    [
        ("name: X|", "name: X\n|"),
        ("  kind: fact|", "  kind: fact\n  |"),
        ("  - topic: X|", "  - topic: X\n    |"),
        ("  -   topic: X|", "  -   topic: X\n      |"),
        ("  - GE|", "  - GE\n  - |"),
        ("  - GE # Georgia|", "  - GE # Georgia\n  - |"),
        ("  - {topic: X, para: 3}|", "  - {topic: X, para: 3}\n  - |"),
        ("  - {topic: X,|", "  - {topic: X,\n      |"),
        ("  - - a|", "  - - a\n    - |"),
        ("  - |", "  |"),
        ("  -|", "  |"),
        ("  - | topic: X", "  - \n  - |topic: X"),
        ("editions:|", "editions:\n  |"),
        ("editions: # all|", "editions: # all\n  |"),
        ("    text: >-|", "    text: >-\n      |"),
        ("  - text: |", "  - text: \n      |"),
        ("  - text: >- # folded|", "  - text: >- # folded\n      |"),
        ("  - >-|", "  - >-\n    |"),
        ('text: "one|', 'text: "one\n  |'),
        ("text: one |two", "text: one \n  |two"),
        ("text: one | # two", "text: one \n|# two"),
        ("see_also: [a,|", "see_also: [a,\n  |"),
        ("see_also: [a,\n    b,|", "see_also: [a,\n    b,\n    |"),
        ("text: >-\n  - one|", "text: >-\n  - one\n  |"),
        ("text: >-\n  one:|", "text: >-\n  one:\n  |"),
        ("  text: >-\n    one\n  points:|", "  text: >-\n    one\n  points:\n    |"),
        ("text: >-\n  one\n  |", "text: >-\n  one\n\n  |"),
        ("  # kind: |", "  # kind: \n  |"),
        ("    |", "\n    |"),
        ("  |  kind: fact", "\n  |  kind: fact"),
        ("|name: X", "\n|name: X"),
        ("just words|", "just words\n|"),
    ],
)
def test_enter_goes_on_as_an_analyst_expects(text, then):
    assert enter(text) == then


def test_backspace_takes_a_level_in_the_indent_and_a_character_elsewhere():
    assert [spaces_back(" " * n) for n in range(6)] == [1, 1, 2, 1, 2, 1]
    assert spaces_back("  - ") == 1


def test_lines_go_in_and_out_by_a_level():
    assert [indented(line) for line in ("a", "  a", "", "  ")] == ["  a", "    a", "", "  "]
    assert [outdented(line) for line in ("a", " a", "   a", "\ta")] == ["a", "a", " a", "a"]


def test_comments_keep_the_indent_and_come_off_again():
    lines = ["  - topic: X", "    kind: fact", "", "    # old"]
    commented = ["  # - topic: X", "  #   kind: fact", "", "  #   # old"]
    assert with_comments_toggled(lines) == commented
    assert with_comments_toggled(commented) == lines
    assert with_comments_toggled(["  #tight", "# x"]) == ["  tight", "x"]
    assert with_comments_toggled([""]) == [""]


def test_home_goes_to_the_words_and_then_to_the_edge():
    assert [home_column("  ab", column) for column in (4, 2, 0)] == [2, 0, 2]
