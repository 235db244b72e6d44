"""Text fields in other programs' markup: what is styled stays so, and data never becomes markup."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefing.core.inline import Run, merged, plain, runs
from briefing.core.markup import as_html, as_markdown


@pytest.mark.parametrize(
    "text",
    [
        "plain words, non-Western",
        "*a **b** c*",
        "**a *b* c**",
        "*a*, **b**",
        "[a *b*](<https://a.example/?b=1&c=2>)",
        "`a`",
        "``a`b``",
        "`` `a ``",
    ],
)
def test_styles_come_out_as_they_were_typed(text: str) -> None:
    assert as_markdown(runs(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "1999. It was",
        "2) so",
        "- a dash",
        "+ a plus",
        "# a number",
        "> a sign",
        "===",
        "~~~",
        "a | b",
        "<b>bold</b>",
        "&amp;",
        "![a](https://a.example/b.png)",
        "a_b_ 2*3*4 \\*x",
    ],
)
def test_what_looks_like_markup_stays_words(text: str) -> None:
    reader = MarkdownIt("commonmark")
    said = Run(text)
    (opening, inline, closing) = reader.parse(as_markdown([said]))
    assert (opening.type, closing.type) == ("paragraph_open", "paragraph_close")
    assert {token.type for token in inline.children or []} <= {"text", "text_special"}
    assert "".join(token.content for token in inline.children or []) == text
    assert "<" not in as_html([said])


@given(st.text(alphabet="ab *_`[]()\\<&1.-", max_size=24).map(runs))
@example(runs("*[a](https://a.example)b*"))
@example(runs("b`1 ` c"))
def test_markdown_reads_as_the_same_words(found: tuple[Run, ...]) -> None:
    # A text field folds runs of spaces, at the edge of a code span too.
    words = " ".join("".join(run.text for run in found).split())
    assert " ".join(plain(as_markdown(found)).split()) == words


def test_styles_that_markdown_cannot_tell_apart_are_left_out() -> None:
    apart = [Run("a"), Run(" b ", emphasis=True), Run("c*")]
    assert as_markdown(apart) == "a b c\\*"


def test_runs_of_one_style_are_one_stretch() -> None:
    assert merged([Run("a"), Run(""), Run("b"), Run("c", code=True)]) == (
        Run("ab"),
        Run("c", code=True),
    )
    assert as_markdown([Run("a", strong=True), Run("b", strong=True)]) == "**ab**"


def test_html_has_every_style_and_escapes_the_rest() -> None:
    found = [
        Run("a<", emphasis=True, strong=True),
        Run("b&", code=True),
        Run('c"', href="https://a.example/?b=1&c=2"),
    ]
    assert as_html(found) == (
        "<strong><em>a&lt;</em></strong><code>b&amp;</code>"
        '<a href="https://a.example/?b=1&amp;c=2">c&quot;</a>'
    )
