"""The schema command: what it prints, and the file that it writes."""

from __future__ import annotations

import json
import os

import pytest

from briefing.cli import main
from briefing.core.schemas import card_schema, library_schema
from briefing.core.starter import Places


@pytest.fixture
def run(tmp_path, starter):
    places = Places(tmp_path / "work", tmp_path / "documents", tmp_path / "state", starter)
    return lambda *words: main([str(word) for word in words], places, lambda *_: 0)


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [((), card_schema), (("card",), card_schema), (("library",), library_schema)],
)
def test_a_schema_is_printed_or_written(run, tmp_path, capsys, arguments, wanted):
    assert run("schema", *arguments) == 0
    assert json.loads(capsys.readouterr().out) == wanted()
    path = tmp_path / "card.schema.json"
    assert run("schema", *arguments, "-o", path) == 0
    assert json.loads(path.read_text("utf-8")) == wanted()
    assert path.read_bytes().endswith(b"}\n")
    assert capsys.readouterr() == ("", "")


def test_a_file_that_says_the_same_is_left_alone(run, tmp_path):
    path = tmp_path / "card.schema.json"
    assert run("schema", "-o", path) == 0
    os.utime(path, (1, 1))
    before = path.stat()
    assert run("schema", "-o", path) == 0
    assert (path.stat().st_ino, path.stat().st_mtime) == (before.st_ino, 1)
    path.write_text("{}")
    assert run("schema", "-o", path) == 0
    assert json.loads(path.read_text("utf-8")) == card_schema()


@pytest.mark.parametrize("name", ["gone/card.schema.json", "folder"])
def test_a_file_that_cannot_be_written_is_said(run, tmp_path, capsys, name):
    (tmp_path / "folder").mkdir()
    assert run("schema", "-o", tmp_path / name) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"briefing: {tmp_path / name} cannot be written: ")
    assert said.count("\n") == 1


def test_an_unknown_schema_is_wrong_use(run, capsys):
    assert run("schema", "edition") == 2
    assert "invalid choice: 'edition'" in capsys.readouterr().err


def test_a_new_card_begins_with_the_modeline_where_the_schema_is(run, tmp_path):
    talks = "title: T\nsources:\n  a: {title: T, speaker: S, date: 2001}\n"
    (tmp_path / "library.yaml").write_text(talks)
    assert run("new", "Zenda", "-L", tmp_path) == 0
    assert run("schema", "-o", tmp_path / "card.schema.json") == 0
    assert run("new", "Aldmark", "-L", tmp_path) == 0
    modeline = "# yaml-language-server: $schema=card.schema.json"
    assert (tmp_path / "aldmark.yaml").read_text("utf-8").splitlines()[0] == modeline
    assert modeline not in (tmp_path / "zenda.yaml").read_text("utf-8")
    assert run("check", tmp_path) == 0
