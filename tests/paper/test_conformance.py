"""Every kind of print is PDF/UA-1 and PDF/A-2a: by a validator, and by what it cannot know."""

from __future__ import annotations

import io
import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import page as validator
import pikepdf
import pytest
from paper_samples import CARDS, SVG, UNITED_STATES, WHEN

from briefing.paper.options import PrintOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Look

    Prints = dict[str, Callable[[], Look]]

TITLE = "Foreign policy, 2004 and 2010"
# Said of streams whose length is right, which `lengths_are_right` holds against the bytes.
FALSE = "PDFA2A-STREAM-LENGTH-001"


def _locator(card: Any) -> tuple[str, str]:
    return SVG, f"Map of {card.name}"


@pytest.fixture
def prints(
    printed: Callable[..., Look], tabled: Callable[..., Look], options: Any, make_folder: Any
) -> Prints:
    """Each kind of print by its name, and two of them in scripts of the computer's fonts."""
    plain = PrintOptions(timestamp=WHEN)
    pointed = {"topic": "Words", "kind": "fact", "text": "Some words. " * 60, "para": 1}
    edition = UNITED_STATES["editions"][1]
    long = edition | {"points": [pointed | {"topic": f"T{n}"} for n in range(9)]}
    other = edition | {
        "points": [pointed],
        "bottom_line": "Грузия, საქართველო, Հայաստան, भारत",
        "quotes": [{"text": "مرحبا שלום", "voice": "speaker", "para": 1}],
    }

    def of(edition: Any) -> Any:
        return make_folder({"a": UNITED_STATES | {"editions": [edition]}}, marking="INTERNAL")

    def brief(**more: Any) -> Look:
        asked = replace(plain, **more)
        return printed("united-states", options=asked, locator=_locator)

    compared = options("compare", "2004", "2010", paper="letter")
    cover = (SVG, "Map of the countries")
    return {
        "brief": brief,
        "brief in grey on letter": lambda: brief(greyscale=True, paper="letter"),
        "one page": lambda: printed("a", of=of(long), options=replace(plain, one_page=True)),
        "other scripts": lambda: printed("a", of=of(other), options=plain),
        "compare": lambda: printed("united-states", options=compared, locator=_locator),
        "book": lambda: printed(*CARDS, locator=_locator, cover_map=lambda _: cover),
        "steps": lambda: tabled("steps"),
        "quotes": lambda: tabled("quotes", greyscale=True),
    }


KINDS = (
    "brief",
    "brief in grey on letter",
    "one page",
    "other scripts",
    "compare",
    "book",
    "steps",
    "quotes",
)


@pytest.fixture(params=KINDS)
def look(request: pytest.FixtureRequest, prints: Prints, needs: Callable[..., None]) -> Look:
    if request.param == "other scripts":
        needs("Noto Serif Georgian", "Noto Serif Armenian", "Noto Serif Devanagari")
        needs("Noto Naskh Arabic", "Noto Serif Hebrew")
    return prints[request.param]()


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_a_validator_finds_nothing(look: Look, profile: str) -> None:
    report = validator.validate_pdf_bytes(look.pdf, profile=profile)
    assert report.rules.total > 100
    found = [(each.rule_id, each.message) for each in report.failures]
    assert [each for each in found if each[0] != FALSE] == []
    lengths_are_right(look.pdf)


def test_the_validator_would_find_a_fault(look: Look) -> None:
    del look.document.Root.MarkInfo
    del look.document.Root.Lang
    target = io.BytesIO()
    look.document.save(target)
    for profile in ("ua1", "2a"):
        report = validator.validate_pdf_bytes(target.getvalue(), profile=profile)
        assert {each.rule_id for each in report.failures} - {FALSE}


def lengths_are_right(pdf: bytes) -> None:
    """Every stream is as long as it says: what follows is the word that ends it."""
    found = 0
    for match in re.finditer(rb"\d+ 0 obj\s*<<(.*?)>>\s*stream\r?\n", pdf, re.DOTALL):
        length = re.search(rb"/Length (\d+)", match[1])
        assert length
        after = pdf[match.end() + int(length[1]) :][:12]
        assert re.match(rb"\r?\n?endstream", after), match[0]
        found += 1
    assert found


def test_nothing_had_to_be_given_up(look: Look) -> None:
    assert look.warnings == ()
    with look.document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")


def test_title_and_language_are_said(look: Look) -> None:
    assert bool(look.root.ViewerPreferences.DisplayDocTitle)
    assert TITLE in str(look.document.docinfo["/Title"])
    assert str(look.root.Lang) == "en"


def test_all_is_tagged_and_tabbed_in_its_order(look: Look) -> None:
    assert bool(look.root.MarkInfo.Marked)
    assert look.root.StructTreeRoot.K
    for page in look.document.pages:
        assert "/StructParents" in page
        if "/Annots" in page:
            assert page.Tabs == "/S"


def test_headings_and_bookmarks_skip_no_level(look: Look) -> None:
    kinds = [str(tag.S) for tag in _in_order(look.root.StructTreeRoot.K)]
    levels = [int(kind[2:]) for kind in kinds if re.fullmatch(r"/H\d", kind)]
    assert levels[0] == 1
    assert all(later <= level + 1 for level, later in itertools.pairwise(levels))
    depths = [len(line) - len(line.lstrip()) for line in look.outline]
    assert depths[0] == 0
    assert all(later <= depth + 2 for depth, later in itertools.pairwise(depths))
    assert any(depth == 2 for depth in depths)


def _in_order(node: Any) -> Iterator[pikepdf.Object]:
    """The elements of the structure as they are read out."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _in_order(child)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        if "/K" in node:
            yield from _in_order(node.K)


def test_pictures_are_described(look: Look, request: pytest.FixtureRequest) -> None:
    figures = [tag for tag in look.tags if tag.S == "/Figure"]
    assert all(str(tag.Alt).strip() for tag in figures)
    kind = request.node.callspec.params["look"]
    if kind in ("brief", "compare", "book"):
        said = {str(tag.Alt) for tag in figures}
        assert "Map of United States" in said
        assert ("Map of the countries" in said) == (kind == "book")


def test_every_font_is_embedded(look: Look) -> None:
    fonts = [each for each in look.document.objects if _is(each, "/FontDescriptor")]
    assert fonts
    assert all("/FontFile3" in font or "/FontFile2" in font for font in fonts)
    named = [each for each in look.document.objects if _is(each, "/Font")]
    assert all("/ToUnicode" in font or "/DescendantFonts" not in font for font in named)


def _is(each: Any, kind: str) -> bool:
    return isinstance(each, pikepdf.Dictionary) and each.get("/Type") == kind


def test_a_table_has_its_heads(prints: Prints) -> None:
    for name, columns in (("steps", 9), ("quotes", 6)):
        look = prints[name]()
        heads = [tag for tag in look.tags if tag.S == "/TH"]
        assert len(heads) == columns
        assert {
            str(tag.A[0].Scope if isinstance(tag.A, pikepdf.Array) else tag.A.Scope)
            for tag in heads
        } == {"/Column"}


def test_what_is_left_out_is_read_out_too(prints: Prints) -> None:
    look = prints["one page"]()
    (page,) = look.document.pages
    stack: list[str] = []
    said = []
    for operation in pikepdf.parse_content_stream(page):
        name = str(operation.operator)
        if name in ("BDC", "BMC"):
            stack.append(str(operation.operands[0]))
        elif name == "EMC":
            stack.pop()
        elif name in ("Tj", "TJ"):
            said.append("/Artifact" in stack)
    # Not read out are the marking at the head, and at the foot that, the title and the number.
    assert said.count(True) == 4
    assert "left out to fit one page" in look.text
