from __future__ import annotations

import math
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from paper_samples import BELARUS, CARDS, WHEN

from briefing.core.timeline import find_stop
from briefing.paper.briefs import last_saved
from briefing.paper.options import PrintOptions

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Look

    from briefing.core.library import CardFolder

    Printed = Callable[..., Look]
    Make = Callable[..., Any]


def test_the_pdf_is_tagged_titled_and_in_a_language(printed: Printed) -> None:
    brief = printed("united-states")
    assert str(brief.root.Lang) == "en"
    assert bool(brief.root.MarkInfo.Marked)
    assert bool(brief.root.ViewerPreferences.DisplayDocTitle)
    title = "United States: Foreign policy, 2004 and 2010"
    assert str(brief.document.docinfo["/Title"]) == title
    with brief.document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")


def test_headings_and_bookmarks_skip_no_level(printed: Printed) -> None:
    brief = printed("united-states")
    assert brief.outline == [
        "United States",
        "  2010",
        "    Bottom line",
        "    What changed since 2004",
        "    Key points",
        "    Quotations",
        "    Recommended policy steps",
        "  February 2004",
        "    Bottom line",
        "    Key points",
        "    Quotations",
        "    Recommended policy steps",
        "  Notes",
        "  Sources",
    ]
    kinds = [str(tag.S) for tag in brief.tags]
    assert {"/H1", "/H2", "/H3", "/H4"} <= set(kinds)
    assert kinds.count("/H4") == 4


@pytest.mark.parametrize(("paper", "size"), [("a4", (595.28, 841.89)), ("letter", (612.0, 792.0))])
def test_paper_sizes(printed: Printed, paper: Any, size: tuple[float, float]) -> None:
    brief = printed("united-states", options=PrintOptions(paper=paper, timestamp=WHEN))
    for page in pypdfium2.PdfDocument(brief.pdf):
        assert all(
            math.isclose(*pair, abs_tol=0.1) for pair in zip(page.get_size(), size, strict=True)
        )


def test_only_the_bundled_fonts_and_all_embedded(printed: Printed, make_folder: Make) -> None:
    name = "Ελλάδα, Россия and Türkiye"
    brief = printed("a", of=make_folder({"a": BELARUS | {"name": name}}))
    assert name in brief.text
    assert brief.fonts
    assert all(font.startswith(("SourceSerifPro", "SourceSansPro")) for font in brief.fonts)
    fonts = [
        f for f in brief.document.objects if getattr(f, "get", dict)("/Type") == "/FontDescriptor"
    ]
    assert all("/FontFile3" in font or "/FontFile2" in font for font in fonts)


def test_same_cards_and_options_same_bytes(printed: Printed, folder: CardFolder) -> None:
    assert printed("united-states").pdf == printed("united-states").pdf
    unset = PrintOptions()
    assert printed("belarus", options=unset).pdf == printed("belarus", options=unset).pdf
    newest = max(file.stamp[2] for file in folder.files) // 10**9
    assert last_saved(folder, list(CARDS)).timestamp() == newest
    assert last_saved(folder, []).timestamp() == 0


def test_grey_has_no_color_at_all(printed: Printed) -> None:
    def colored(options: PrintOptions) -> bool:
        (page,) = pypdfium2.PdfDocument(printed("belarus", options=options).pdf)
        image = page.render(scale=1).to_pil().convert("RGB")
        found = image.getcolors(1 << 20)
        assert found
        return any(max(color) - min(color) > 40 for _, color in found)

    color = PrintOptions(timestamp=WHEN)
    assert colored(color)
    assert not colored(replace(color, greyscale=True))


def test_the_marking_stands_at_head_and_foot_of_every_page(
    printed: Printed, make_folder: Make
) -> None:
    of = make_folder(marking="INTERNAL USE")
    for ids in (("united-states",), tuple(CARDS)):
        book = printed(*ids, of=of)
        assert [page.count("INTERNAL USE") for page in book.pages] == [2] * len(book.pages)
    assert "INTERNAL" not in printed("united-states", of=make_folder()).text


def test_a_long_marking_is_printed_whole(printed: Printed, make_folder: Make) -> None:
    marking = " ".join(f"handling{number}" for number in range(30))
    brief = printed("united-states", of=make_folder(marking=marking))
    assert [page.count(marking) for page in brief.pages] == [2] * len(brief.pages)


def test_pages_are_numbered(printed: Printed) -> None:
    brief = printed("united-states")
    for number, page in enumerate(brief.pages, 1):
        assert (
            f"Country brief, editions of 2004 and 2010 Page {number} of {len(brief.pages)}" in page
        )
    assert not brief.pages[0].startswith("United States Foreign policy")
    assert brief.pages[1].startswith("United States Foreign policy, 2004 and 2010")


@pytest.mark.parametrize(
    ("tag", "shown"),
    [("en-US", "en-US"), ("zh-Hant-tw", "zh-TW"), ("ru", "ru"), ("klingon", "und"), ("i-x", "und")],
)
def test_the_language_is_the_librarys(
    printed: Printed, make_folder: Make, tag: str, shown: str
) -> None:
    assert str(printed("belarus", of=make_folder(language=tag)).root.Lang) == shown


def test_options_that_make_no_sense_are_refused(folder: CardFolder) -> None:
    older, newer = (find_stop(folder.stops, stop) for stop in ("2004", "2010"))
    with pytest.raises(ValueError, match="takes 2 stops"):
        PrintOptions("compare", (older,))
    with pytest.raises(ValueError, match="older stop comes first"):
        PrintOptions("compare", (newer, older))
    with pytest.raises(ValueError, match="time zone"):
        PrintOptions(timestamp=datetime(2026, 1, 1))  # noqa: DTZ001
