from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from core_samples import CARD, LIBRARY, write
from fix_samples import EDITION, QUOTE, offered

from briefing.core.checking import check_text
from briefing.core.library import open_folder
from briefing.core.shelf import Shelf

if TYPE_CHECKING:
    from briefing.core.library import CardFolder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> CardFolder:
    path = tmp_path_factory.mktemp("cards")
    return open_folder(write(path, library=LIBRARY, aldmark=CARD, norrey=CARD, the_isles=CARD))


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    said = "The harbors\nShe said: “the port matters more than any road”.\nThe dues rose again.\n"
    (tmp_path / "first.txt").write_text(said, "utf-8")
    return Shelf(tmp_path)


def test_quotes_are_mended_from_the_source(folder: CardFolder, shelf: Shelf) -> None:
    def quote(text: str, voice: str = "speaker", para: object = 2) -> str:
        return QUOTE.format(text=text, voice=voice, para=para)

    rule = "quote-not-found"
    found = offered(quote("the port matters more than many roads"), folder, rule, shelf=shelf)
    words = "the port matters more than any road"
    assert found == {"Use the nearest wording of the source": quote(words)}
    moved = offered(
        quote("the port matters more than many roads", para=1), folder, rule, shelf=shelf
    )
    assert moved == {"Use the nearest wording of the source": quote(words)}
    placed = offered(quote(words, para=1), folder, rule, shelf=shelf)
    assert placed == {"Change to ¶2": quote(words)}
    listed = offered(quote(words, para=[1, 3]), folder, rule, shelf=shelf)
    assert listed == {"Change to ¶2": quote(words)}
    assert offered(quote("nothing of the kind"), folder, rule, shelf=shelf) == {}
    spoken = offered(quote("The dues rose", para=3), folder, "quote-not-spoken", shelf=shelf)
    assert spoken == {"Set `voice: summary`": quote("The dues rose", "summary", 3)}


def test_a_paragraph_that_is_not_there_is_that_of_the_words(
    folder: CardFolder, shelf: Shelf
) -> None:
    text = QUOTE.format(text="the port matters", voice="speaker", para=9)
    assert offered(text, folder, "para-range", shelf=shelf) == {
        "Change to ¶2": text.replace("para: 9", "para: 2")
    }
    assert offered(text, folder, "para-range") == {}
    point = EDITION.replace("para: 1", "para: 9", 1)
    assert offered(point, folder, "para-range", shelf=shelf) == {}
    many = EDITION.replace("para: 1", "para: [1, 9]", 1)
    assert offered(many, folder, "para-range", shelf=shelf) == {}


def test_a_long_quote_is_cut_or_said_to_be_spoken(folder: CardFolder, tmp_path: Path) -> None:
    words = " ".join(f"word{number}" for number in range(30))
    (tmp_path / "first.txt").write_text(f"“{words}”\n", "utf-8")
    text = QUOTE.format(text=words, voice="summary", para=1)
    assert list(offered(text, folder, "long-quote")) == ["Keep the first 25 words"]
    cut = offered(text, folder, "long-quote")["Keep the first 25 words"]
    data = check_text(cut, Path("x.yaml"), folder).document.data
    assert data["editions"][0]["quotes"][0]["text"] == " ".join(words.split()[:25])
    spoken = offered(text, folder, "long-quote", shelf=Shelf(tmp_path))
    assert spoken["Set `voice: speaker`"] == text.replace("voice: summary", "voice: speaker")


def test_sources_are_declared_as_their_texts_are(folder: CardFolder, shelf: Shelf) -> None:
    path = folder.folder / "library.yaml"
    found = offered(LIBRARY, folder, "text-undeclared", path, shelf)["Add `sha256`"]
    assert re.search(r"    paragraphs: 4\n    sha256: [0-9a-f]{64}\n  second:", found)
    counted = offered(LIBRARY, folder, "paragraph-count", path, shelf)
    assert counted == {"Declare 3": LIBRARY.replace("paragraphs: 4", "paragraphs: 3")}
    other = LIBRARY.replace("    paragraphs: 4\n", f"    sha256: {'a' * 64}\n")
    changed = offered(other, folder, "text-changed", path, shelf)
    assert list(changed.values()) == [found.replace("    paragraphs: 4\n", "")]
