"""Cards in their last good versions, which are fetched one by one."""

import shutil

import pytest

from briefing.core import card_file
from briefing.core.library import open_folder, open_quick, reload
from briefing.gui.last_good import LastGood


@pytest.fixture
def library(starter, tmp_path):
    return shutil.copytree(starter, tmp_path / "cards")


@pytest.fixture(params=["read", "listed"])
def folder(request, library, tmp_path):
    """The library with an index, read or as the index lists it."""
    opened = open_folder(library, tmp_path / "cache")
    assert opened.error_count == 0
    return opened if request.param == "read" else open_quick(library, tmp_path / "cache")


@pytest.fixture
def fetched(monkeypatch):
    """The cards that are made of what an index has."""
    made = []
    card_of = card_file.card_of
    monkeypatch.setattr(card_file, "card_of", lambda text: made.append(text) or card_of(text))
    return made


def rename_source(library):
    """Break most cards with one edit."""
    text = (library / "library.yaml").read_text("utf-8")
    (library / "library.yaml").write_text(text.replace("trenin-2010", "trenin-10"), "utf-8")


def test_of_all_cards_that_broke_only_those_that_are_shown_are_fetched(
    folder, library, starter, fetched
):
    good = open_folder(starter).cards["georgia"]
    rename_source(library)
    broken = reload(folder)
    assert broken.error_count > 10
    fetched.clear()
    kept = LastGood()
    kept.note(folder, broken)
    assert not fetched
    assert kept.card("georgia") == good
    assert len(fetched) == 1


def test_what_was_good_last_is_known_as_long_as_it_is_broken(folder, library):
    good = folder.cards["georgia"]
    written = (library / "georgia.yaml").read_text("utf-8")
    kept, shown = LastGood(), folder
    for text in ("name: [", "name: ]", "name: ["):
        (library / "georgia.yaml").write_text(text, "utf-8")
        before, shown = shown, reload(shown)
        kept.note(before, shown)
        assert kept.card("georgia") == good
        assert kept.card("japan") is None
    (library / "georgia.yaml").write_text(written, "utf-8")
    kept.note(shown, reload(shown))
    assert kept.card("georgia") is None
