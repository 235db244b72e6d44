"""A card as Markdown says all that the window says, and no text of it becomes markup."""

from __future__ import annotations

from core_samples import card, edition, library, point
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefing.core.card_markdown import card_markdown, compare_markdown
from briefing.core.timeline import stops

TALKS = library(first="2001-06-14", second="2005", third="2005")
STOPS = stops(TALKS)
STEP = {"actor": "The *council*", "action": "dredge", "with": "the crews", "para": 4}
CARD = card(
    edition(
        "first",
        point("Dues", [3, 4], text="They **rose**."),
        "Ice",
        quotes=[{"text": "so it is", "voice": "speaker", "para": 1}],
        steps=[STEP, {**STEP, "actor": "X", "condition": "Now", "why": "Ships", "risk": "Sand"}],
    ),
    edition(
        "second",
        point("Dues", 2, change="softened"),
        "Roads",
        changed="Less of `it`.",
        quotes=[{"text": "so it was", "voice": "summary", "para": 2, "source": "first"}],
    ),
    edition("third", "Rails"),
    notes=[{"date": "2010-02-03", "by": "A. Reader", "text": "Ask *again*."}],
)


def test_a_stop_says_everything_in_its_voice() -> None:
    text = card_markdown(CARD, TALKS, STOPS, STOPS[:1])
    assert text.startswith(
        "# Aldmark\n\nNorth · Country\n\n## June 2001\n\nTalk first. Ada Morrow\n"
    )
    assert "### Bottom line (compiler’s reading)\n\nIn short.\n" in text
    assert "What changed" not in text
    assert "- **Dues** \\[fact; 2001 ¶3–4\\]  \n  They **rose**.\n" in text
    assert "> “so it is”  \n> Ada Morrow, June 2001 \\[2001 ¶1\\]\n" in text
    assert "1. The *council* Dredge. \\[2001 ¶4\\]\n    - **With:** the crews\n" in text
    assert "    - Not stated: condition, expected effect, risk\n\n2. **X** Dredge." in text
    assert "    - **If:** Now\n    - **Why:** Ships\n    - **Otherwise:** Sand\n\n" in text
    assert "## Notes\n\nAsk *again*.  \nA. Reader, 3 February 2010\n" in text
    assert "- Ada Morrow, Talk first, 14 June 2001. ¶1–4" in text


def test_what_changed_stands_below_the_bottom_line() -> None:
    text = card_markdown(CARD, TALKS, STOPS, STOPS[1:])
    assert "### What changed since 2001 (compiler’s reading)\n\nLess of `it`.\n" in text
    assert "- **Softened:** Dues\n- **New:** Roads, Rails\n- **Not addressed:** Ice\n" in text
    assert "- **Dues** \\[fact; softened; second ¶2\\]" in text
    assert "> so it was  \n> Summary of a talk by Ada Morrow, June 2001 \\[as reported; " in text
    assert text.count("*None recommended in 2005*") == 2


def test_verdicts_stand_where_no_one_says_what_changed() -> None:
    other = card(edition("first", "Ice"), edition("second", "Roads"))
    text = card_markdown(other, TALKS, STOPS, STOPS[1:])
    assert "(compiler’s reading)\n\n- **New:** Roads\n" in text


def test_words_on_what_changed_stand_where_there_is_no_verdict() -> None:
    other = card(edition("first", "Ice"), edition("second", "Ice", changed="All of it."))
    text = card_markdown(other, TALKS, STOPS, STOPS[1:])
    assert "What changed since 2001 (compiler’s reading)\n\nAll of it.\n\n### Key points" in text


def test_silence_is_said() -> None:
    alone = card(edition("first"))
    text = card_markdown(alone, TALKS, STOPS, STOPS[1:])
    assert "## 2005\n\nAldmark does not come up in the 2005 sources. The card has 2001." in text
    assert "The card has no edition." in card_markdown(card(), TALKS, STOPS, STOPS[:1])
    assert "Sources" not in card_markdown(card(), TALKS, STOPS, ())
    assert "Key points" not in card_markdown(card(edition("first")), TALKS, STOPS, STOPS[:1])


def test_two_stops_line_topics_up() -> None:
    text = compare_markdown(CARD, TALKS, STOPS, *STOPS)
    assert "## June 2001 and 2005 compared\n" in text
    assert "### Dues (softened)\n\n**June 2001:** They **rose**. \\[fact; 2001 ¶3–4\\]\n" in text
    assert "### Roads (new)\n\n**June 2001:** *not addressed*\n" in text
    assert "### Quotations, 2005\n" in text
    assert "### Policy steps, June 2001\n" in text


def test_against_a_stop_without_an_edition_nothing_is_new() -> None:
    text = compare_markdown(card(edition("second", "Roads")), TALKS, STOPS, *STOPS)
    assert "**June 2001:** Aldmark does not come up in the June 2001 source." in text
    assert "### Roads\n" in text


def blocks_of(text):
    """The blocks of Markdown as a reader sees them, and the kinds of what stands in them."""
    found = MarkdownIt("commonmark").parse(text)
    inside = {child.type for token in found for child in token.children or []}
    return [(token.type, token.tag, token.level) for token in found], inside


def everywhere(text):
    """A card that says the same text in every field, each on topics of their own."""
    fields = {"with": text, "condition": text, "why": text, "risk": text}
    one = {
        "quotes": [{"text": text, "voice": voice, "speaker": text, "para": 1} for voice in VOICES],
        "steps": [{"actor": text, "action": text, "para": 1, **fields}],
        "bottom_line": text,
    }
    return card(
        edition("first", point(text, 1, text=text), **one),
        edition("second", point(text, 1, text=text, change="kept"), **one | {"changed": text}),
        name=text,
        region=text,
        notes=[{"date": "2010", "by": text, "text": text}],
    )


VOICES = ("speaker", "summary")
HOSTILE = st.text(alphabet="a #*_`[]()<>!|~&\\-+=1.:>\"'/", min_size=1, max_size=30).filter(
    str.strip
)


@given(HOSTILE)
@example("a ##")
@example("#")
@example("1. a")
@example("<script>alert(1)</script>")
@example("[a](javascript:alert(1))")
@example("![a](https://a.example/x.png)")
@example("- - -")
def test_hostile_text_never_becomes_markup(text: str) -> None:
    allowed = {"text", "text_special", "hardbreak", "softbreak", "code_inline"}
    allowed |= {f"{kind}_{end}" for kind in ("em", "strong", "link") for end in ("open", "close")}
    for write, shown in ((card_markdown, (STOPS,)), (compare_markdown, STOPS)):
        blocks, inside = blocks_of(write(everywhere(text), TALKS, STOPS, *shown))
        tame, _ = blocks_of(write(everywhere("word"), TALKS, STOPS, *shown))
        assert blocks == tame
        assert inside <= allowed
