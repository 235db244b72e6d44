"""Checking some cards alone, as an editor's task or a pre-commit hook asks for it."""

from __future__ import annotations

import json
import sys
from hashlib import sha256

import pytest

from briefing.cli import main
from briefing.core.starter import Places

LIBRARY = """\
title: Talks
sources:
  morrow-2001: {title: One, speaker: Ada Morrow, date: 2001, paragraphs: 2}
"""
GOOD = """\
name: Aldmark
kind: country
region: North
editions:
  - source: morrow-2001
    bottom_line: The port matters.
    quotes:
      - {text: dues rose, voice: summary, para: 1}
"""
BAD = GOOD.replace("kind: country", "kind: contry")


@pytest.fixture
def library(tmp_path):
    """One good card and one bad."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "library.yaml").write_text(LIBRARY)
    (folder / "good.yaml").write_text(GOOD)
    (folder / "bad.yaml").write_text(BAD)
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_what_is_wrong_with_the_name_of_a_file_is_told(library, check):
    (library / "go\nod.yaml").write_text(GOOD)
    status, out, _ = check(library / "go\nod.yaml")
    assert status == 0
    assert "invisible character" in out
    assert "1 warning" in out


@pytest.fixture
def check(tmp_path, starter, capsys):
    """Run check; its exit status, and what it said on standard output and standard error."""

    def call(*arguments):
        places = Places(tmp_path / "work", tmp_path / "documents", tmp_path / "state", starter)
        status = main(["check", *map(str, arguments)], places, lambda *_: 0)
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


def test_a_card_is_checked_alone(check, library):
    status, said, _ = check(library / "good.yaml")
    assert (status, said) == (0, "1 card, 1 edition: 0 errors, 0 warnings\n")
    status, said, _ = check(library / "bad.yaml")
    assert status == 1
    assert said.startswith(f"{library / 'bad.yaml'}:2:7: error unknown-value")
    assert "1 card, 0 editions: 1 error" in said


def test_a_card_is_checked_in_its_library(check, library):
    (library / "good.yaml").write_text(GOOD.replace("para: 1", "para: 3"))
    status, said, _ = check(library / "good.yaml")
    assert status == 1
    assert "para-range" in said


def test_library_yaml_stands_for_all_cards(check, library):
    status, said, _ = check(library / "good.yaml", library / "library.yaml")
    assert status == 1
    assert "bad.yaml:2:7" in said
    assert "2 cards" in said
    assert "cited by no card: morrow-2001 ¶2" in said
    assert check(library / "library.yaml", library / "good.yaml")[1] == said
    assert check(library, library / "good.yaml")[1] == said


def test_a_broken_library_yaml_is_said_with_each_card(check, library):
    (library / "library.yaml").write_text(LIBRARY.replace("title: Talks", "titel: Talks"))
    status, said, _ = check(library / "good.yaml")
    assert status == 1
    assert "did you mean `title`?" in said


def test_what_another_file_warns_of_is_left_to_it(check, library):
    (library / "other.yml").write_text(GOOD)
    assert "yml-file" in check(library)[1]
    assert "yml-file" not in check(library / "good.yaml")[1]


def test_several_libraries_are_checked_together(check, library, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "library.yaml").write_text(LIBRARY)
    (other / "third.yaml").write_text(BAD)
    status, said, _ = check(library / "good.yaml", other, "--format", "json")
    found = json.loads(said)
    assert status == 1
    assert found["cards"] == 2
    assert [problem["path"] for problem in found["problems"]] == [str(other / "third.yaml")]
    assert found["uncited"] == [{"source": "morrow-2001", "para": n} for n in (1, 2)]


def test_paragraphs_that_no_card_cites_are_told_as_runs(check, library):
    (library / "library.yaml").write_text(LIBRARY.replace("paragraphs: 2", "paragraphs: 90000"))
    assert "cited by no card: morrow-2001 ¶2–90000\n" in check(library)[1]
    found = json.loads(check(library, "--format", "json")[1])
    assert found["uncited"][0] == {"source": "morrow-2001", "para": 2}
    assert (len(found["uncited"]), found["uncited_count"]) == (10_000, 89_999)


def test_of_many_runs_of_paragraphs_the_first_are_told(check, library):
    cited = list(range(2, 601, 2))
    (library / "library.yaml").write_text(LIBRARY.replace("paragraphs: 2", "paragraphs: 600"))
    (library / "good.yaml").write_text(GOOD.replace("para: 1", f"para: {cited}"))
    said = check(library)[1]
    assert "¶1, ¶3, ¶5" in said
    assert said.endswith("¶397, ¶399; and 100 more\n")


def test_quotes_of_the_card_alone_are_held_against_the_texts(check, library, tmp_path):
    texts = tmp_path / "texts"
    texts.mkdir()
    text = b"Dues rose.\nAnd again.\n"
    (texts / "morrow-2001.txt").write_bytes(text)
    declared = f"paragraphs: 2, sha256: {sha256(text).hexdigest()}"
    (library / "library.yaml").write_text(LIBRARY.replace("paragraphs: 2", declared))
    (library / "bad.yaml").write_text(GOOD.replace("dues rose", "dues fell"))
    (library / "good.yaml").write_text(GOOD.replace("dues rose", "Dues rose"))
    status, said, _ = check(library / "good.yaml", "--texts", texts)
    assert "1 of 1 quote verified" in said
    assert "bad.yaml" not in said
    assert status == 0


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("library/note.txt", "note.txt is not a card: their names end in .yaml"),
        ("library/.hidden.yaml", ".hidden.yaml is not a card"),
        ("other/workflow.yaml", "workflow.yaml is in no library: no library.yaml stands beside"),
    ],
)
def test_a_file_that_no_library_reads_is_wrong_use(check, library, tmp_path, name, said):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("on: [push]\n")
    status, out, error = check(library / "good.yaml", path)
    assert (status, out) == (2, "")
    assert said in error
    status, out, error = check("--skip-others", library / "bad.yaml", path)
    assert (status, error) == (1, "")
    assert "1 card, 0 editions: 1 error" in out
    assert check("--skip-others", path)[0] == 0


def test_a_path_that_is_not_there_is_wrong_use_always(check, library):
    for options in ((), ("--skip-others",)):
        status, _, error = check(*options, library / "gone.yaml")
        assert status == 2
        assert "gone.yaml cannot be opened: No such file or directory" in error
