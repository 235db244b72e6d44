"""The pdf command: which editions and pages come out, and what is said when none can."""

import pypdfium2
import pytest

from briefing.cli import main
from briefing.core.starter import Places


@pytest.fixture(autouse=True)
def locale(monkeypatch):
    """The locale of nowhere, and a function that moves elsewhere."""
    for name in ("LC_ALL", "LC_PAPER", "LANG", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
    return lambda name: monkeypatch.setenv("LANG", name)


@pytest.fixture
def run(tmp_path, starter):
    places = Places(tmp_path, tmp_path, tmp_path, starter)

    def call(*argv):
        words = [str(word) for word in argv]
        return main(["pdf", *words, "-L", str(starter)], places, lambda *_: 0)

    return call


def pages(path):
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def sizes(path):
    document = pypdfium2.PdfDocument(path)
    try:
        return {tuple(round(side) for side in page.get_size()) for page in document}
    finally:
        document.close()


def test_one_card_is_its_newest_edition(run, tmp_path):
    assert run("georgia", "-o", tmp_path / "g.pdf") == 0
    text = "\n".join(pages(tmp_path / "g.pdf"))
    assert "Saakashvili" in text
    assert "February 2004" not in text.partition("Sources")[0]
    assert sizes(tmp_path / "g.pdf") == {(595, 842)}


def test_card_that_ends_with_an_older_stop_is_shown_there(run, tmp_path):
    assert run("japan", "-o", tmp_path / "j.pdf") == 0
    assert "February 2004" in pages(tmp_path / "j.pdf")[0]


def test_all_stops_on_letter(run, tmp_path):
    output = tmp_path / "g.pdf"
    assert run("georgia", "--all-stops", "--paper", "letter", "-o", output) == 0
    assert sizes(output) == {(612, 792)}
    assert f"Page 1 of {len(pages(output))}" in pages(output)[0]


def test_one_stop_and_two_compared(run, tmp_path):
    assert run("georgia", "--at", "2004", "-o", tmp_path / "a.pdf") == 0
    assert "Saakashvili" not in "\n".join(pages(tmp_path / "a.pdf"))
    assert run("georgia", "--compare", "2010", "2004", "-o", tmp_path / "c.pdf") == 0
    assert "2004 and 2010 compared" in pages(tmp_path / "c.pdf")[0]


def test_book_of_all_has_cover_and_contents(run, tmp_path):
    assert run("-o", tmp_path / "book.pdf") == 0
    found = pages(tmp_path / "book.pdf")
    assert "20 cards" in found[0]
    assert "Contents" in found[1]
    assert "Kyrgyzstan" in found[1]


def test_unknown_card_is_wrong_use_and_writes_nothing(run, tmp_path, capsys):
    assert run("gorgia", "-o", tmp_path / "g.pdf") == 2
    assert "did you mean `georgia`?" in capsys.readouterr().err
    assert not (tmp_path / "g.pdf").exists()


def test_folder_that_is_not_there_is_said(run, tmp_path, capsys):
    assert run("georgia", "-o", tmp_path / "nowhere" / "g.pdf") == 2
    assert "cannot be written: No such file or directory" in capsys.readouterr().err


def test_what_a_font_lacks_is_warned_of(tmp_path, starter, capsys):
    for name in ("library.yaml", "japan.yaml"):
        (tmp_path / name).write_bytes((starter / name).read_bytes())
    card = tmp_path / "japan.yaml"
    text = card.read_text("utf-8").replace("aliases:", "aliases:", 1)
    card.write_text(text.replace("bottom_line: >-\n", "bottom_line: >-\n      \u0378 ", 1), "utf-8")
    places = Places(tmp_path, tmp_path, tmp_path, starter)
    argv = ["pdf", "japan", "-L", str(tmp_path), "-o", str(tmp_path / "j.pdf")]
    assert main(argv, places, lambda *_: 0) == 0
    line = card.read_text("utf-8").partition("\u0378")[0].count("\n") + 1
    assert f"japan.yaml:{line}: no font on this computer has (U+0378)" in capsys.readouterr().err


def test_paper_is_that_of_the_locale_unless_it_is_named(run, tmp_path, locale):
    locale("en_US.UTF-8")
    assert run("japan", "-o", tmp_path / "a.pdf") == 0
    assert sizes(tmp_path / "a.pdf") == {(612, 792)}
    assert run("japan", "--paper", "a4", "-o", tmp_path / "b.pdf") == 0
    assert sizes(tmp_path / "b.pdf") == {(595, 842)}


def test_one_page_is_one_and_what_is_left_out_is_told(run, tmp_path, capsys):
    output = tmp_path / "g.pdf"
    assert run("georgia", "--all-stops", "--one-page", "-o", output) == 0
    (page,) = pages(output)
    said = capsys.readouterr().err.removeprefix("briefing: ").strip()
    assert said.endswith("left out to fit one page")
    assert said in page


def test_one_page_is_not_for_a_book(run, tmp_path, capsys):
    output = tmp_path / "g.pdf"
    assert run("georgia", "japan", "--one-page", "-o", output) == 2
    assert "--one-page is for one card, and here are 2" in capsys.readouterr().err
    assert run("--one-page", "-o", output) == 2
    assert not output.exists()
    assert run("japan", "japan", "--one-page", "-o", output) == 0


def test_sections_are_those_asked_for(run, tmp_path, capsys):
    output = tmp_path / "g.pdf"
    assert run("georgia", "--sections", "bottom-line, Steps", "-o", output) == 0
    text = " ".join(" ".join(pages(output)).split())
    assert "Trenin predicts no Russian movement" in text
    assert "Give South Ossetia a status" in text
    assert "Key points" not in text
    assert "Sources" not in text
    assert run("georgia", "--sections", "steps,qotes", "-o", tmp_path / "no.pdf") == 2
    assert "there is no section qotes; did you mean `quotes`?" in capsys.readouterr().err


def test_grey_has_no_color(run, tmp_path):
    def colored(*options):
        output = tmp_path / "g.pdf"
        assert run("japan", *options, "-o", output) == 0
        document = pypdfium2.PdfDocument(output)
        found = document[0].render(scale=1).to_pil().convert("RGB").getcolors(1 << 20)
        document.close()
        return any(max(color) - min(color) > 40 for _, color in found)

    assert colored()
    assert not colored("--greyscale")


def test_region_is_a_book_of_its_cards(run, tmp_path, capsys):
    output = tmp_path / "r.pdf"
    assert run("--region", "south caucasus", "--no-cover", "--new-page", "-o", output) == 0
    text = pages(output)
    assert "Abkhazia" in text[0]
    assert sum("South Caucasus" in page for page in text) == 3
    assert run("--region", "South Pole", "-o", output) == 2
    assert "no card is of a region South Pole; use one of `Great powers`" in capsys.readouterr().err
    assert run("georgia", "--region", "Europe", "-o", output) == 2
    assert "name cards or a --region, not both" in capsys.readouterr().err


def test_date_of_the_pdf_may_be_given(run, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    assert run("japan", "-o", tmp_path / "j.pdf") == 0
    assert b"D:20010909014640Z" in (tmp_path / "j.pdf").read_bytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert run("japan", "-o", tmp_path / "no.pdf") == 2
    assert "SOURCE_DATE_EPOCH is yesterday, and not a number" in capsys.readouterr().err


def test_tables_are_typeset_too(tmp_path, starter, capsys):
    places = Places(tmp_path, tmp_path, tmp_path, starter)

    def call(*argv):
        return main([*map(str, argv), "-L", str(starter)], places, lambda *_: 0)

    steps, quotes = tmp_path / "s.pdf", tmp_path / "q.pdf"
    assert call("steps", "--actor", "russia", "--pdf", steps, "--paper", "letter") == 0
    assert sizes(steps) == {(792, 612)}
    assert "demilitarized" not in "".join(pages(steps))
    assert call("quotes", "--at", "2004", "--pdf", quotes, "--greyscale") == 0
    assert "Quotes" in pages(quotes)[0]
    assert call("steps", "--actor", "nobody", "--pdf", tmp_path / "no.pdf") == 2
    assert "no policy step was chosen" in capsys.readouterr().err


@pytest.fixture
def quoting(tmp_path):
    """A library of one quote, and the texts of its source: beside the library, and elsewhere."""
    cards = tmp_path / "cards"
    for folder in (cards, tmp_path / "texts", tmp_path / "other"):
        folder.mkdir()
    (cards / "library.yaml").write_text(
        "title: A talk\nsources:\n  talk: {title: T, speaker: Ada Morrow, date: 2001}\n"
    )
    (cards / "aldmark.yaml").write_text(
        "name: Aldmark\nkind: country\nregion: North\neditions:\n"
        "  - source: talk\n    bottom_line: In short.\n    quotes:\n"
        "      - {text: the ice left early, voice: summary, para: 1}\n"
    )
    (tmp_path / "texts" / "talk.txt").write_text("It is told that the ice left early.\n")
    (tmp_path / "other" / "talk.txt").write_text("It is told that the ice came early.\n")
    return cards


def test_quotes_are_marked_where_the_texts_bear_them_out(tmp_path, starter, quoting, capsys):
    places = Places(tmp_path, tmp_path, tmp_path, starter)
    pdf = tmp_path / "a.pdf"

    def run(*more):
        words = ["pdf", "aldmark", "-L", str(quoting), "-o", str(pdf), *map(str, more)]
        return main(words, places, lambda *_: 0)

    def marked():
        return "Checked against" in "".join(pages(pdf))

    assert run() == 0
    assert marked()
    assert run("--texts", tmp_path / "other") == 0
    assert not marked()
    (tmp_path / "texts" / "talk.txt").rename(tmp_path / "elsewhere")
    (tmp_path / "texts" / "talk.txt").symlink_to(tmp_path / "elsewhere")
    assert run() == 0
    assert not marked()
    assert run("--texts", tmp_path / "texts") == 0
    assert marked()
    assert run("--texts", tmp_path / "nowhere") == 2
    assert f"{tmp_path / 'nowhere'} is not a folder of source texts" in capsys.readouterr().err
