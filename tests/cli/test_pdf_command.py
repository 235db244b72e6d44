"""The pdf command: which editions and pages come out, and what is said when none can."""

import pypdfium2
import pytest

from briefing.cli import main
from briefing.core.starter import Places


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
    assert "U+0378" in capsys.readouterr().err
