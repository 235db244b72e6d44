"""What is copied says whose words it is, in each form that it can be pasted as."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from core_samples import LIBRARY, write

from briefing.core.library import CardFolder, open_folder
from briefing.core.quoting import cited_text, is_statement

if TYPE_CHECKING:
    from pathlib import Path

ALDMARK = """\
name: "*Aldmark*"
kind: country
region: North
editions:
  - source: first
    bottom_line: The port **matters**.
    points:
      - {topic: Dues, kind: fact, text: "They `rose`, *slowly*; [see](https://a.example/?b=1&c=2).", para: [3, 4]}
    quotes:
      - {text: so it is, voice: speaker, para: 1, speaker: Others}
      - {text: "so it <was>", voice: summary, para: 2, source: second}
    steps:
      - {actor: The council, action: dredge, with: the crews, para: 4}
      - {actor: A, action: b, with: c, condition: d, why: e, risk: f, para: 3}
  - source: second
    bottom_line: In short.
    changed: All of it.
notes:
  - {date: 2010-02-03, by: A. Reader, text: Ask again.}
"""


@pytest.fixture
def folder(tmp_path: Path) -> CardFolder:
    return open_folder(write(tmp_path / "cards", library=LIBRARY, aldmark=ALDMARK))


@pytest.mark.parametrize(
    ("anchor", "plain"),
    [
        (
            "point-0-0",
            "They rose, slowly; see.\n(Paraphrased from Ada Morrow, The harbors, 14 June 2001, ¶3–4)",
        ),
        ("quote-0-0", "“so it is”\n(Others, in Ada Morrow, The harbors, 14 June 2001, ¶1)"),
        (
            "quote-0-1",
            (
                "so it <was>\n(As reported by the summary of Edwin Hale, The roads, "
                "2005 (month and day not recorded), ¶2)"
            ),
        ),
        (
            "step-0-0",
            (
                "The council: Dredge.\nWith: The crews.\nNot stated: Condition, expected effect, risk\n"
                "(Recommended step, paraphrased from Ada Morrow, The harbors, 14 June 2001, ¶4)"
            ),
        ),
        (
            "step-0-1",
            (
                "A: B.\nWith: C.\nIf: D.\nWhy: E.\nOtherwise: F.\n"
                "(Recommended step, paraphrased from Ada Morrow, The harbors, 14 June 2001, ¶3)"
            ),
        ),
        (
            "bottom-0",
            (
                "The port matters.\n"
                "(Compiler’s reading for Aldmark, of Ada Morrow, The harbors, 14 June 2001)"
            ),
        ),
        (
            "changed-1",
            (
                "All of it.\n(Compiler’s reading of what changed for Aldmark, in Edwin Hale, "
                "The roads, 2005 (month and day not recorded))"
            ),
        ),
        ("note-0", "Ask again.\n(Note by A. Reader on Aldmark, 3 February 2010)"),
    ],
)
def test_plain_text_says_whose_words_it_is(folder: CardFolder, anchor: str, plain: str) -> None:
    assert is_statement(anchor)
    assert cited_text(folder, "aldmark", anchor).plain == plain


def test_markdown_keeps_the_fields_own_markup_and_no_other(folder: CardFolder) -> None:
    point = cited_text(folder, "aldmark", "point-0-0").markdown
    assert point.startswith("They `rose`, *slowly*; [see](<https://a.example/?b=1&c=2>).\n\n(")
    assert cited_text(folder, "aldmark", "quote-0-1").markdown.startswith("so it \\<was\\>\n\n")
    assert "**matters**" in cited_text(folder, "aldmark", "bottom-0").markdown
    assert "Dredge.  \nWith: The crews." in cited_text(folder, "aldmark", "step-0-0").markdown


def test_html_is_escaped(folder: CardFolder) -> None:
    html = cited_text(folder, "aldmark", "point-0-0").html
    assert "<code>rose</code>, <em>slowly</em>" in html
    assert '<a href="https://a.example/?b=1&amp;c=2">see</a>' in html
    assert "so it &lt;was&gt;" in cited_text(folder, "aldmark", "quote-0-1").html
    assert "Dredge.<br>With: " in cited_text(folder, "aldmark", "step-0-0").html


@pytest.mark.parametrize("anchor", ["source-first", "buttons", "", "point-0-0x"])
def test_other_places_are_no_statements(folder: CardFolder, anchor: str) -> None:
    assert not is_statement(anchor)
    with pytest.raises(LookupError):
        cited_text(folder, "aldmark", anchor)


@pytest.mark.parametrize("anchor", ["changed-0", "bottom-7", "note-1", "step-0-9"])
def test_statement_that_is_not_there_is_not_made_up(folder: CardFolder, anchor: str) -> None:
    with pytest.raises(LookupError):
        cited_text(folder, "aldmark", anchor)


def test_source_that_is_not_there_is_named_by_its_id(tmp_path: Path) -> None:
    folder = open_folder(write(tmp_path / "x", library="title: [", aldmark=ALDMARK))
    assert cited_text(folder, "aldmark", "quote-0-0").plain == "“so it is”\n(Others, in first, ¶1)"
