from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from paper_samples import BELARUS, LIBRARY, UNITED_STATES

from briefing.core.tables import table_rows
from briefing.paper.briefs import NothingToPrintError
from briefing.paper.tables import make_table_pdf, table_data

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Look

    from briefing.core.library import CardFolder
    from briefing.paper.typeset import Typesetter

    Tabled = Callable[..., Look]
    Make = Callable[..., CardFolder]


def _with_steps(*steps: dict[str, Any]) -> dict[str, Any]:
    edition = {"source": "talk-2010", "bottom_line": "So.", "steps": list(steps)}
    return BELARUS | {"editions": [edition]}


def test_every_step_with_what_is_not_stated(tabled: Tabled) -> None:
    table = tabled("steps")
    assert table.warnings == ()
    assert "Policy steps 3 policy steps · Foreign policy, 2004 and 2010" in table.text
    assert "Actor Action With Condition Why Risk Country Stop Source" in table.text
    assert "Russia build trust Neighbors Soft power A thaw A chill United States 2010" in table.text
    assert (
        "Washington accept Russia not stated not stated not stated not stated"
        " United States Feb 2004 2004 ¶9" in table.text
    )


def test_the_voices_of_quotes_are_told_apart(tabled: Tabled) -> None:
    table = tabled("quotes")
    assert "Quotes 2 quotes" in table.text
    assert "“is here to stay” Verbatim Dmitri Trenin" in table.text
    assert "Threatened by the West AS REPORTED Dmitri Trenin" in table.text
    assert "“Threatened" not in table.text
    assert any(font.endswith("-It") for font in table.fonts)


def test_the_rows_stand_in_the_order_given_and_are_counted_of_all(
    tabled: Tabled, folder: CardFolder
) -> None:
    last, _, first = table_rows(folder, "steps")
    table = tabled("steps", rows=(first, last))
    assert "2 of 3 policy steps" in table.text
    assert table.text.index("accept Russia") < table.text.index("Take the lead")
    assert "build trust" not in table.text


def test_a_step_of_several_cards_names_them_all(tabled: Tabled, make_folder: Make) -> None:
    other = UNITED_STATES | {"name": "Canada"}
    table = tabled("steps", of=make_folder({"united-states": UNITED_STATES, "canada": other}))
    assert table.text.count("Canada; United States") == 3


def test_the_sources_of_the_rows_are_listed_with_their_paragraphs(
    tabled: Tabled, folder: CardFolder
) -> None:
    text = tabled("steps").text
    assert "Sources Dmitri Trenin, [New tendencies], 25 February 2004." in text
    assert "¶18, ¶20" in text.partition("What next?")[2]
    newest = table_rows(folder, "steps")[:1]
    assert "New tendencies" not in tabled("steps", rows=newest).text


def test_the_pdf_is_tagged_archival_and_a_table(tabled: Tabled) -> None:
    table = tabled("steps")
    assert bool(table.root.MarkInfo.Marked)
    assert bool(table.root.ViewerPreferences.DisplayDocTitle)
    assert str(table.root.Lang) == "en"
    title = "Policy steps: Foreign policy, 2004 and 2010"
    assert str(table.document.docinfo["/Title"]) == title
    with table.document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
    kinds = [str(tag.S) for tag in table.tags]
    assert (kinds.count("/Table"), kinds.count("/TH"), kinds.count("/TD")) == (1, 9, 27)
    assert table.outline == ["Policy steps", "  Sources"]


@pytest.mark.parametrize(("paper", "size"), [("a4", (841.89, 595.28)), ("letter", (792.0, 612.0))])
def test_the_paper_lies_on_its_side(tabled: Tabled, paper: str, size: tuple[float, float]) -> None:
    for page in pypdfium2.PdfDocument(tabled("quotes", paper=paper).pdf):
        assert all(
            math.isclose(*pair, abs_tol=0.1) for pair in zip(page.get_size(), size, strict=True)
        )


def test_the_head_of_the_table_and_the_running_lines_are_on_every_page(
    tabled: Tabled, make_folder: Make
) -> None:
    step = {"actor": "Russia", "action": "Act " + "again and " * 12, "para": 1}
    steps = [step | {"action": f"Step {n}: {step['action']}"} for n in range(60)]
    table = tabled("steps", of=make_folder({"a": _with_steps(*steps)}, marking="INTERNAL USE"))
    pages = len(table.pages)
    assert pages > 3
    for number, page in enumerate(table.pages, 1):
        assert page.count("INTERNAL USE") == 2
        assert "Policy steps, 2010 INTERNAL USE Page" in page
        assert f"Page {number} of {pages}" in page
        if "Step" in page:
            assert "Actor Action With" in page
    assert table.pages[1].startswith("Policy steps INTERNAL USE Foreign policy, 2004 and 2010")
    assert not table.pages[0].startswith("Policy steps INTERNAL")
    assert len(re.findall(r"Step \d+:", table.text)) == 60
    # A heading that is repeated is told once to a screen reader.
    assert [str(tag.S) for tag in table.tags].count("/TH") == 9


def test_a_row_longer_than_a_page_runs_on(tabled: Tabled, make_folder: Make) -> None:
    words = " ".join(f"word{number}" for number in range(2000))
    step = {"actor": "Russia", "action": words, "para": 1}
    table = tabled("steps", of=make_folder({"a": _with_steps(step)}))
    assert len(table.pages) > 2
    assert "word0 " in table.text
    assert "word1999" in table.text


@pytest.mark.parametrize("word", ["Nichtangriffsverhandlungen" * 4, "x" * 400, "Administrations"])
def test_no_word_runs_into_the_next_column(tabled: Tabled, make_folder: Make, word: str) -> None:
    step = {"actor": word, "action": "Act", "with": word, "para": 1}
    table = tabled("steps", of=make_folder({"a": _with_steps(step)}))
    page = pypdfium2.PdfDocument(table.pdf)[0]
    text = page.get_textpage()
    found = text.search("Act", match_case=True, match_whole_word=True).get_next()
    assert found
    left, *_ = text.get_charbox(found[0])
    edges = [
        text.get_charbox(place)[2]
        for place in range(text.count_chars())
        if text.get_text_range(place, 1) in word
        and text.get_charbox(place)[0] < left
        # Only what is on the height of the rows, below the head of the table.
        and text.get_charbox(place)[1] < text.get_charbox(found[0])[3]
    ]
    assert edges
    assert max(edges) < left


def test_text_is_never_markup(tabled: Tabled, make_folder: Make) -> None:
    step = {
        "actor": "#panic() $x$ <b>",
        "action": "= head `code` *strong* https://x.org",
        "para": 1,
    }
    text = tabled("steps", of=make_folder({"a": _with_steps(step)})).text
    assert "#panic() $x$ <b>" in text
    assert "= head code strong" in text


def test_a_character_of_no_font_names_the_lines_to_look_in(
    tabled: Tabled, make_folder: Make
) -> None:
    step = {"actor": "A\u0378b", "action": "Act", "para": 1}
    card = _with_steps(step)
    table = tabled("steps", of=make_folder({"a": card, "b": card | {"name": "Other"}}))
    assert table.warnings == (
        "a.yaml:1; b.yaml:1: no font on this computer has (U+0378); [U+0378] is printed in its place.",
    )


def test_many_stops_are_told_by_the_first_and_the_last(make_folder: Make) -> None:
    talk = {"title": "T", "speaker": "S"}
    sources = {f"talk-{year}": talk | {"date": year} for year in range(2001, 2007)}
    step = {"actor": "A", "action": "act", "para": 1}
    editions = [{"source": name, "bottom_line": "So.", "steps": [step]} for name in sources]
    of = make_folder({"a": BELARUS | {"editions": editions}}, sources=LIBRARY["sources"] | sources)

    def foot(count: int) -> str:
        rows = table_rows(of, "steps")[:count]
        return str(table_data(of, "steps", rows, "a4", greyscale=False)["foot"])

    assert foot(6) == "Policy steps, 6 editions, 2001 to 2006"
    assert foot(4) == "Policy steps, 2003, 2004, 2005 and 2006"


def test_grey_and_the_date_are_as_asked(tabled: Tabled, typesetter: Typesetter) -> None:
    def colored(look: Look) -> bool:
        image = pypdfium2.PdfDocument(look.pdf)[0].render(scale=1).to_pil().convert("RGB")
        found = image.getcolors(1 << 20)
        assert found
        return any(max(color) - min(color) > 40 for _, color in found)

    assert colored(tabled("steps"))
    assert not colored(tabled("steps", greyscale=True))
    assert tabled("steps", timestamp=None).pdf == tabled("steps", timestamp=None).pdf
    assert b"20261122" in tabled("steps").pdf


def test_no_rows_are_nothing_to_print(folder: CardFolder, typesetter: Typesetter) -> None:
    with pytest.raises(NothingToPrintError, match="no policy step was chosen"):
        make_table_pdf(folder, "steps", (), typesetter)
