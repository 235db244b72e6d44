from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from core_samples import CARD, LIBRARY, marks, write

from briefing.core.card import Card, Library
from briefing.core.checking import check_text
from briefing.core.library import open_folder
from briefing.core.outline import Outline
from briefing.core.shelf import Shelf

if TYPE_CHECKING:
    from briefing.core.library import CardFolder

CORPUS = Path(__file__).parents[1] / "corpus"
TEXTS = "The harbors\n\nShe said: “the port matters”.\nThe dues rose.\n"


@pytest.fixture(scope="module")
def corpus() -> CardFolder:
    return open_folder(CORPUS)


@pytest.fixture
def folder(tmp_path: Path) -> CardFolder:
    return open_folder(write(tmp_path, library=LIBRARY, aldmark=CARD, norrey="name: Norrey\n"))


def with_quote(said: str, **more: object) -> str:
    fields = "".join(f"        {key}: {found}\n" for key, found in more.items())
    return f"{CARD}    quotes:\n      - text: {said}\n{fields}"


def test_what_is_typed_is_told_as_if_it_were_saved(corpus: CardFolder, tmp_path: Path) -> None:
    folder = tmp_path / "cards"
    folder.mkdir()
    (folder / "library.yaml").write_bytes((CORPUS / "library.yaml").read_bytes())
    for part in ("good", "bad"):
        for path in (CORPUS / part).glob("*.yaml"):
            if not path.name.startswith("library-"):
                (folder / path.name).write_bytes(path.read_bytes())
    opened = open_folder(folder)
    assert len(opened.files) > 150
    for file in opened.files:
        try:
            text = file.path.read_bytes().removeprefix(b"\xef\xbb\xbf").decode()
        except UnicodeDecodeError:
            continue
        checked = check_text(re.sub("\r\n|\r", "\n", text), file.path, opened)
        assert checked.problems == file.problems
        assert checked.card == file.card


def test_a_good_card_and_a_good_library_are_read(folder: CardFolder) -> None:
    checked = check_text(CARD, folder.folder / "new.yaml", folder)
    assert isinstance(checked.card, Card)
    assert checked.problems == ()
    assert isinstance(checked.outline, Outline)
    library = check_text(LIBRARY, folder.folder / "library.yaml", folder)
    assert isinstance(library.card, Library)
    broken = check_text("title: x\n", folder.folder / "library.yaml", folder, Shelf(Path()))
    assert broken.card is None
    assert marks(broken.problems) == ["1:1 missing-key"]


def test_see_also_may_name_any_card_and_the_one_being_typed(folder: CardFolder) -> None:
    text = CARD + "see_also: [norrey, new, nowhere]\n"
    checked = check_text(text, folder.folder / "new.yaml", folder)
    assert marks(checked.problems) == ["7:25 dangling"]


def test_sources_are_not_asked_of_a_broken_library(tmp_path: Path) -> None:
    folder = open_folder(write(tmp_path, library="title: [", aldmark=CARD))
    assert check_text(CARD, tmp_path / "aldmark.yaml", folder).problems == ()


def test_a_mark_typed_at_the_start_is_told_where_it_is_seen(folder: CardFolder) -> None:
    checked = check_text("\ufeff" + CARD, folder.folder / "a.yaml", folder)
    assert marks(checked.problems) == ["1:1 control-character"]
    half = check_text("name: \ud800\n", folder.folder / "a.yaml", folder)
    assert marks(half.problems) == ["1:7 encoding"]


def test_quotes_are_held_against_the_texts_at_hand(folder: CardFolder, tmp_path: Path) -> None:
    (tmp_path / "first.txt").write_text(TEXTS, "utf-8")
    shelf = Shelf(tmp_path)
    path = folder.folder / "aldmark.yaml"
    text = with_quote("the port counts", voice="speaker", para=2)
    assert check_text(text, path, folder).problems == ()
    assert marks(check_text(text, path, folder, shelf).problems) == ["8:15 quote-not-found"]
    fine = with_quote("the port matters", voice="speaker", para=2)
    assert check_text(fine, path, folder, shelf).problems == ()
    elsewhere = with_quote("anything", voice="speaker", para=2, source="second")
    assert check_text(elsewhere, path, folder, shelf).problems == ()
    with_error = fine + "code: x\n"
    assert marks(check_text(with_error, path, folder, shelf).problems) == ["11:7 bad-value"]


def test_sources_are_held_against_the_texts_at_hand(folder: CardFolder, tmp_path: Path) -> None:
    (tmp_path / "first.txt").write_text(TEXTS, "utf-8")
    path = folder.folder / "library.yaml"
    checked = check_text(LIBRARY, path, folder, Shelf(tmp_path))
    assert [problem.rule for problem in checked.problems] == ["text-undeclared", "paragraph-count"]
    digest = hashlib.sha256(TEXTS.encode()).hexdigest()
    declared = LIBRARY.replace("    paragraphs: 4\n", f"    sha256: {digest}\n")
    assert check_text(declared, path, folder, Shelf(tmp_path)).problems == ()
