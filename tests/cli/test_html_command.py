"""briefing html: one file with the cards that were asked for, or a plain word on why not."""

from __future__ import annotations

import json
import re

import pytest

from briefing.cli import main
from briefing.core.starter import Places


@pytest.fixture
def run(tmp_path, starter):
    places = Places(tmp_path / "work", tmp_path / "documents", tmp_path / "state", starter)

    def call(*argv):
        return main([str(word) for word in argv], places, lambda *_: 1)

    return call


def cards_in(path):
    text = path.read_text("utf-8")
    found = re.search(r'<script type="application/json" id="data">(.*)</script>', text)
    return [card["id"] for card in json.loads(found[1])["cards"]]


def test_all_cards_go_into_one_file(run, starter, tmp_path, capsys):
    page = tmp_path / "page.html"
    assert run("html", "-L", starter, "-o", page) == 0
    assert len(cards_in(page)) == 20
    assert capsys.readouterr() == ("", "")


def test_the_same_cards_give_the_same_bytes(run, starter, tmp_path):
    one, other = tmp_path / "one.html", tmp_path / "other.html"
    run("html", "-L", starter, "-o", one, "japan", "georgia")
    run("html", "-L", starter, "-o", other, "georgia", "japan")
    assert cards_in(one) == ["georgia", "japan"]
    assert one.read_bytes() == other.read_bytes()


def test_a_card_that_is_not_there_is_named(run, starter, tmp_path, capsys):
    page = tmp_path / "page.html"
    assert run("html", "-L", starter, "-o", page, "japann") == 2
    assert "there is no card japann; did you mean `japan`?" in capsys.readouterr().err
    assert not page.exists()


def test_a_place_that_cannot_be_written_is_named(run, starter, tmp_path, capsys):
    page = tmp_path / "gone" / "page.html"
    assert run("html", "-L", starter, "-o", page, "japan") == 2
    assert f"{page} cannot be written: No such file or directory" in capsys.readouterr().err


def test_a_library_without_a_good_card_is_refused(run, tmp_path, capsys):
    source = "{title: T, speaker: S, date: 2001}"
    (tmp_path / "library.yaml").write_text(f"title: Empty\nsources: {{t: {source}}}\n", "utf-8")
    assert run("html", "-L", tmp_path, "-o", tmp_path / "page.html") == 2
    assert "there is no card to show" in capsys.readouterr().err
