from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.core.commonmark import make_parser
from briefing.core.inline import Run, plain, runs


def test_emphasis_strong_code_and_links_are_understood() -> None:
    assert runs("a *b* **c** `d` [e](https://example.org/f) g") == (
        Run("a "),
        Run("b", emphasis=True),
        Run(" "),
        Run("c", strong=True),
        Run(" "),
        Run("d", code=True),
        Run(" "),
        Run("e", href="https://example.org/f"),
        Run(" g"),
    )


def test_styles_nest() -> None:
    assert runs("*a **b** `c`*") == (
        Run("a ", emphasis=True),
        Run("b", emphasis=True, strong=True),
        Run(" ", emphasis=True),
        Run("c", emphasis=True, code=True),
    )
    assert runs("[a *b*](http://x.org)") == (
        Run("a ", href="http://x.org"),
        Run("b", emphasis=True, href="http://x.org"),
    )


@pytest.mark.parametrize(
    "text",
    [
        *("<b>bold</b>", "<!-- note -->", "a ![picture](https://x.org/p.png) b", "&amp; &copy;"),
        *("# heading", "- item", "1. one", "> quoted", "```", "---", "| a | b |", "~~struck~~"),
        *("https://example.org", "<https://example.org>", "[a]: https://example.org"),
        *("[a](javascript:alert(1))", "[a](file:///etc/passwd)", "[a](//x.org)", "[a](mailto:x@y)"),
        *(
            "[a](https://)",
            "[a](http://[a:])",
            "[a]()",
            "[]( )",
            "[a](<>)",
            "[a][b]",
            "snake_case_word",
            "2 * 3 * 4",
            "* * *",
        ),
    ],
)
def test_all_else_stays_the_characters_that_it_is(text: str) -> None:
    assert runs(text) == (Run(text),)


def test_neighbors_of_one_style_are_one_run() -> None:
    assert runs("[a](http://x.org)[b](http://x.org)") == (Run("ab", href="http://x.org"),)


def test_a_backslash_keeps_a_mark_from_being_one() -> None:
    assert runs(r"\*a\* \[b\]") == (Run("*a* [b]"),)


def test_white_space_folds_but_a_space_that_must_not_break_stays() -> None:
    assert plain("  a \n\n b\t c  ") == "a b c"
    assert plain("5\u00a0million\u202f! ") == "5\u00a0million\u202f!"
    assert runs("") == ()
    assert runs(" \n ") == ()


def test_plain_text_is_without_the_marks() -> None:
    assert plain("a *b* [c](https://x.org) `d*`") == "a b c d*"


def test_within_a_link_to_nowhere_the_rest_is_read() -> None:
    assert runs("[*a* [b](http://x.org)]()") == (
        Run("["),
        Run("a", emphasis=True),
        Run(" "),
        Run("b", href="http://x.org"),
        Run("]()"),
    )


def test_a_picture_within_a_link_stays_text() -> None:
    assert plain("[![a](https://x.org/p.png)](https://y.org)").endswith("![a](https://x.org/p.png)")


@given(st.text("ab1 \n*_`[]()!<>&#-\\é“😀|~", max_size=80))
def test_no_character_that_is_seen_is_lost(text: str) -> None:
    def kept(each: str) -> str:
        return re.sub(r"[\s*_`\\]", "", each)

    assert kept(plain(text)) == kept(text)


@given(st.one_of(st.text(), st.text("ab  \u00a0\n*_`[\\é", max_size=12)))
def test_the_plain_text_is_that_of_the_runs(text: str) -> None:
    assert plain(text) == "".join(run.text for run in runs(text))


@given(st.text())
def test_any_text_gives_runs_that_differ_from_their_neighbors(text: str) -> None:
    found = runs(text)
    assert all(run.text for run in found)
    for one, other in pairwise(found):
        assert Run("", one.emphasis, one.strong, one.code, one.href) != Run(
            "", other.emphasis, other.strong, other.code, other.href
        )


@given(st.from_regex(r"\[[a-z*]{1,5}\]\(<?[ -~]{0,30}>?\)", fullmatch=True))
def test_only_addresses_of_the_web_are_links(text: str) -> None:
    assert all(re.match("https?://.", run.href) for run in runs(text) if run.href)


@pytest.mark.parametrize(
    "piece", ["[", "*", "*a ", "_a ", "![", "`", "[a](", "[a]()", "]()", "<", "**a *b "]
)
def test_marks_without_end_take_no_time(piece: str) -> None:
    start = time.process_time()
    assert runs(piece * 3000)
    assert time.process_time() - start < 1


@given(st.text(st.sampled_from("ab \t\n\u00a0<>&!()]-#.\u0301é~")))
def test_a_text_without_marks_reads_the_same_with_no_parser(text: str) -> None:
    folded = re.sub(r"[^\S\u00a0\u2007\u202f]+", " ", text).strip(" ")
    (block,) = make_parser().parseInline(folded)
    parsed = "".join(token.content for token in block.children or [])
    assert all(token.type == "text" for token in block.children or [])
    assert "".join(run.text for run in runs(text)) == parsed == plain(text)
    assert len(runs(text)) == bool(parsed)
