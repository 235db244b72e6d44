from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
import typst
from paper_samples import BELARUS, SVG, WHEN

from briefing.core.inline import Run
from briefing.paper import glyphs, texts, typeset
from briefing.paper.book import book_data
from briefing.paper.options import PrintOptions
from briefing.paper.typeset import TypesetError, Typesetter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Look

    from briefing.core.library import CardFolder

    Printed = Callable[..., Look]
    Make = Callable[..., Any]


def _typst_error(message: str, diagnostic: str) -> typst.TypstError:
    error = typst.TypstError(message, diagnostic)
    error.message, error.diagnostic = message, diagnostic
    return error


def _saying(text: str) -> dict[str, Any]:
    point = {"topic": "Words", "kind": "fact", "text": text, "para": 1}
    edition = {"source": "talk-2010", "bottom_line": "So.", "points": [point]}
    return BELARUS | {"editions": [edition]}


@pytest.mark.parametrize("text", ["საქართველო", "Հայաստան", "हिन्दी"], ids=["ka", "hy", "hi"])
def test_other_scripts_take_the_computers_fonts(
    printed: Printed, make_folder: Make, text: str
) -> None:
    brief = printed("a", of=make_folder({"a": _saying(text)}))
    assert brief.warnings == ()
    assert text in brief.text
    assert any(not font.startswith("Source") for font in brief.fonts)


def test_a_script_without_a_font_is_named_or_a_font_is_found(
    printed: Printed, make_folder: Make
) -> None:
    brief = printed("a", of=make_folder({"a": _saying("中文")}))
    spelled = "[U+4E2D][U+6587]" in brief.text
    assert spelled or "中文" in brief.text
    assert len(brief.warnings) == (2 if spelled else 0)


def test_right_to_left_text_comes_out(printed: Printed, make_folder: Make) -> None:
    brief = printed("a", of=make_folder({"a": _saying("שלום עולם مرحبا")}, language="he"))
    assert brief.warnings == ()
    for letter in "שלום":
        assert letter in brief.text
    assert str(brief.root.Lang) == "he"


def test_a_character_of_no_font_is_named_and_seen(printed: Printed, make_folder: Make) -> None:
    brief = printed("b", "a", of=make_folder({"a": _saying("A\u0378b \ue9ff"), "b": BELARUS}))
    assert "A[U+0378]b [U+E9FF]" in brief.text
    assert brief.warnings == (
        (
            "a.yaml:1: no font on this computer has (U+0378) and (U+E9FF); "
            "[U+0378] and the like are printed in their places."
        ),
    )
    assert bool(brief.root.MarkInfo.Marked)


def test_a_character_of_the_librarys_own_is_named_too(printed: Printed, make_folder: Make) -> None:
    of = make_folder({"a": BELARUS, "b": BELARUS}, about="About \u0378.")
    (warning,) = printed("a", "b", of=of).warnings
    assert warning.startswith("library.yaml:1: no font")


def test_control_characters_are_cleaned(folder: CardFolder, typesetter: Typesetter) -> None:
    data = book_data(folder, ["belarus"], PrintOptions())
    text = "a\x00b\x07c\ufeffd\ufffee\ud800f\ufdd0g\th\u2028i"
    data["cards"][0]["editions"][0]["points"][0]["text"] = [{"text": text}]
    made = typesetter.typeset(data, WHEN)
    assert made.warnings == ()
    assert texts.cleaned(text) == "abcdefg h i"
    assert texts.cleaned("plain") == "plain"


def test_fonts_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(
        TypesetError,
        match="Source Serif Pro is not there; install the Python package font-source-serif-pro",
    ):
        Typesetter([tmp_path])


def test_content_that_typst_refuses_is_one_clear_error(
    folder: CardFolder, typesetter: Typesetter
) -> None:
    data = book_data(folder, ["belarus"], PrintOptions(), lambda _: ("<svg", "broken"))
    with pytest.raises(TypesetError, match=r"the PDF could not be made: .*SVG"):
        typesetter.typeset(data, WHEN)


def test_other_errors_of_typst_are_the_same_one(
    folder: CardFolder, typesetter: Typesetter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("no such thing")

    monkeypatch.setattr(typst, "compile_with_warnings", fail)
    with pytest.raises(TypesetError, match="no such thing"):
        typesetter.typeset(book_data(folder, ["belarus"], PrintOptions()), WHEN)


def test_typst_that_panics_is_the_same_one_and_an_interruption_is_none(
    folder: CardFolder, typesetter: Typesetter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def give_up(*_: object, **__: object) -> None:
        raise raised.pop()("no way on")

    class PanicException(BaseException):
        pass

    monkeypatch.setattr(typst, "compile_with_warnings", give_up)
    data = book_data(folder, ["belarus"], PrintOptions())
    raised: list[type[BaseException]] = [KeyboardInterrupt, PanicException]
    for told in (TypesetError, KeyboardInterrupt):
        with pytest.raises(told, match="no way on"):
            typesetter.typeset(data, WHEN)


@pytest.mark.parametrize(
    "text", ["\u0915\u094d" * 139, "a\u200d" * 16385, "e\u0301\u0300" * 200 + "\u0301" * 400]
)
def test_what_joins_without_end_is_set_all_the_same(
    make_folder: Any, typesetter: Typesetter, text: str
) -> None:
    folder = make_folder({"a": json.dumps({**BELARUS, "name": f"A {text}"})})
    assert typesetter.typeset(book_data(folder, ["a"], PrintOptions()), WHEN).pdf


def test_what_joins_as_letters_do_is_left_alone() -> None:
    for text in ("\u0939\u093f\u0928\u094d\u0926\u0940 " * 40, "e\u0301" * 200, "\U0001f469" * 200):
        assert texts.cleaned(text) == text


@pytest.mark.parametrize(
    ("refused", "warned"),
    [(1, "accessible (PDF/UA-1) but not archival (PDF/A)"), (2, "neither accessible")],
)
def test_a_pdf_that_misses_a_standard_says_so(
    folder: CardFolder,
    typesetter: Typesetter,
    monkeypatch: pytest.MonkeyPatch,
    refused: int,
    warned: str,
) -> None:
    real, calls = typst.compile_with_warnings, []

    def refuse(*args: Any, **more: Any) -> Any:
        calls.append(more["pdf_standards"])
        if len(calls) <= refused:
            raise _typst_error("PDF/A-2a error: not so", "error: not so")
        return real(*args, **more)

    monkeypatch.setattr(typst, "compile_with_warnings", refuse)
    made = typesetter.typeset(book_data(folder, ["belarus"], PrintOptions()), WHEN)
    assert made.pdf.startswith(b"%PDF")
    assert warned in made.warnings[0]
    asked = [["a-2a", "ua-1"], ["ua-1"], []][: refused + 1]
    assert calls == (asked if refused == 1 else [*asked[:-1], ["ua-1"], []])


def test_what_cannot_be_spelled_out_is_an_error(
    folder: CardFolder, typesetter: Typesetter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacking(*_: object, **__: object) -> None:
        raise _typst_error("PDF/UA-1", 'the text `"x"` could not be displayed')

    monkeypatch.setattr(typst, "compile_with_warnings", lacking)
    with pytest.raises(TypesetError, match="no font could be found for 'x'"):
        typesetter.typeset(book_data(folder, ["belarus"], PrintOptions()), WHEN)


def test_the_missing_are_read_from_what_typst_says() -> None:
    said = (
        r'the text `"\u{301}"` could not be displayed with font `"Source Serif Pro"`'
        r'the text `"\"\\\n"` could not be displayed with font `"Source Serif Pro"`'
        r'the text contains the disallowed codepoint `"\u{feff}"`'
    )
    assert glyphs.missing_texts(said) == ('"\\\n', "\u0301", "\ufeff")
    assert glyphs.named("😀") == "😀 (U+1F600 GRINNING FACE)"


def test_threads_may_share_a_typesetter(folder: CardFolder, typesetter: Typesetter) -> None:
    options = PrintOptions()

    def make(card_id: str) -> bytes:
        return typesetter.typeset(book_data(folder, [card_id], options), WHEN).pdf

    ids = ["belarus", "united-states", "baltic-states"] * 3
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(make, ids)) == [make(card_id) for card_id in ids]


def test_the_templates_ask_for_nothing_from_outside() -> None:
    templates = list(typeset._TEMPLATES.glob("*.typ"))
    assert templates
    for template in templates:
        text = template.read_text(encoding="utf-8")
        assert "@preview" not in text
        assert "http" not in text


def test_long_words_break_only_where_no_mark_follows() -> None:
    word = "a" * 39 + "\u0301" + "b"
    broken = texts.as_runs([Run(word)])[0]["text"]
    assert broken.replace("\u200b", "") == word
    assert "\u200b\u0301" not in broken
    assert texts.breakable("short") == "short"
    assert SVG not in texts.strings({"a": ["b", {"c": 1}]})
