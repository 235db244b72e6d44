"""What the parser says in words of its own; the corpus holds the messages that files give."""

from __future__ import annotations

from yaml.error import Mark, MarkedYAMLError

from briefing.core.syntax import complaint, tab_indents


def mark(index: int) -> Mark:
    return Mark("", index, 0, index, None, None)


def test_an_error_that_is_not_known_is_passed_on() -> None:
    error = MarkedYAMLError(problem="the moon is full", problem_mark=mark(2))
    said = complaint(error, "abcdef")
    assert said.message == "this is not YAML: the moon is full"
    assert (said.index, said.rule) == (2, "yaml-syntax")


def test_an_error_without_a_place_is_at_the_start() -> None:
    assert complaint(MarkedYAMLError(problem="the moon is full"), "abc").index == 0
    alone = MarkedYAMLError(context="scanning an alias", problem_mark=mark(1))
    assert complaint(alone, "abc").index == 1


def test_the_place_of_what_opened_is_named_rather_than_the_end() -> None:
    error = MarkedYAMLError(
        context="while scanning a quoted scalar",
        context_mark=mark(6),
        problem="found unexpected end of stream",
        problem_mark=mark(400),
    )
    assert complaint(error, "name: 'abc").index == 6


def test_at_the_end_of_the_text_no_character_is_asked() -> None:
    error = MarkedYAMLError(
        context="while parsing a block mapping",
        problem="did not find expected key",
        problem_mark=mark(0),
    )
    assert complaint(error, "").message.startswith("this line does not line up")


def test_tabs_that_indent_are_told_from_tabs_that_are_text() -> None:
    text = "a: |\n  x\n\tb: c\n"
    assert list(tab_indents(text)) == [text.index("\t")]
    assert list(tab_indents("a: 'x\n\ty'\nb: >\n  x\n  \ty\n")) == []
    assert list(tab_indents("a: 'x\n\ty'\n\tb: x\n")) == [10]
    assert list(tab_indents("a: b\r\tc: d\r  \t\te: f")) == [5, 13]
    assert list(tab_indents("a:\tb\t# c\n\t\n")) == []
