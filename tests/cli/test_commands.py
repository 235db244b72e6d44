"""The command line as an analyst or a script uses it: what is printed, and the exit status."""

import hashlib
import json

import pytest

from briefing.cli import main
from briefing.core.starter import Places

LIBRARY = """\
title: Tests
regions: [North, South]
sources:
  talk-1999: {title: First, speaker: Ann Author, date: 1999-05-01, paragraphs: 2, sha256: SHA}
  talk-2001: {title: Second, speaker: Ann Author, date: 2001, paragraphs: 3}
"""
CARD = """\
name: Ruritania
kind: country
region: South
aliases: [Strelsau]
editions:
  - source: talk-1999
    bottom_line: The crown is in doubt.
    points:
      - {topic: Crown, kind: fact, text: Two men claim the crown., para: 1}
      - {topic: Army, kind: assessment, text: The army waits., para: 1}
    quotes:
      - {text: long live the king, voice: speaker, para: 2}
  - source: talk-2001
    bottom_line: The crown is settled.
    changed: The doubt is gone.
    points:
      - {topic: Crown, change: reversed, kind: fact, text: One man wears the crown., para: 3}
      - {topic: Trade, kind: forecast, text: Trade will grow., para: 3}
    steps:
      - {actor: Parliament, action: Confirm the king, with: The army, para: 3}
notes:
  - {date: 2020-01, by: Ann, text: Check the date.}
"""
TEXT = "One.\nThe crowd cried “long live the king” twice.\n"


@pytest.fixture
def library(tmp_path):
    folder = tmp_path / "library"
    folder.mkdir()
    sha = hashlib.sha256(TEXT.encode()).hexdigest()
    (folder / "library.yaml").write_text(LIBRARY.replace("SHA", sha), "utf-8")
    (folder / "ruritania.yaml").write_text(CARD, "utf-8")
    return folder


@pytest.fixture
def opened():
    return []


@pytest.fixture
def run(tmp_path, starter, opened):
    places = Places(tmp_path / "work", tmp_path / "documents", tmp_path / "state", starter)

    def open_window(folder, card, stop, _places):
        opened.append((folder, card, stop))
        return 0

    def call(*argv):
        return main([str(word) for word in argv], places, open_window)

    return call


def output_of(capsys):
    return json.loads(capsys.readouterr().out)


class TestCheck:
    def test_starter_library_is_fine(self, run, starter, capsys):
        assert run("check", starter) == 0
        assert capsys.readouterr().out.startswith("20 cards, 26 editions: 0 errors, 0 warnings\n")

    def test_problem_is_one_line_with_its_place_and_the_fix(self, run, library, capsys):
        broken = library / "ruritania.yaml"
        broken.write_text(CARD.replace("kind: fact", "kind: fcat", 1), "utf-8")
        assert run("check", library) == 1
        first = capsys.readouterr().out.splitlines()[0]
        assert first == (
            f"{broken}:9:30: error unknown-value: `kind` cannot be `fcat` (did you mean `fact`?)"
        )

    def test_warnings_alone_are_fine(self, run, library, capsys):
        (library / "zenda.yaml").write_text("name: Zenda\nkind: region\nregion: South\n", "utf-8")
        assert run("check", library) == 0
        assert "0 errors, 1 warning" in capsys.readouterr().out

    def test_json_has_the_promised_shape(self, run, library, capsys):
        (library / "zenda.yaml").write_text("name: Zenda\nkind: region\nregion: South\n", "utf-8")
        assert run("check", library, "--format", "json") == 0
        found = output_of(capsys)
        assert found["cards"] == 2
        assert found["problems"] == [
            {
                "path": str(library / "zenda.yaml"),
                "line": 1,
                "column": 1,
                "severity": "warning",
                "rule": "no-edition",
                "message": "this card has no edition",
                "hint": "add one below `editions:`",
            }
        ]
        assert found["quotes"] == {"checked": 0, "verified": 0}
        assert found["uncited"] == [
            {"source": "talk-2001", "para": 1},
            {"source": "talk-2001", "para": 2},
        ]

    def test_quotes_are_held_against_the_texts(self, run, library, tmp_path, capsys):
        texts = tmp_path / "texts"
        texts.mkdir()
        (texts / "talk-1999.txt").write_text(TEXT, "utf-8")
        assert run("check", library, "--texts", texts) == 1
        out = capsys.readouterr().out
        assert "1 of 1 quote verified" in out
        assert "text-missing: the text of `talk-2001` cannot be read" in out

    def test_texts_that_are_no_folder_are_wrong_use(self, run, library, tmp_path, capsys):
        assert run("check", library, "--texts", tmp_path / "nowhere") == 2
        assert "is not a folder of source texts" in capsys.readouterr().err


class TestList:
    def test_lists_cards_with_their_stops(self, run, library, capsys):
        assert run("list", "-L", library) == 0
        assert capsys.readouterr().out == "ruritania  Ruritania  (1999-05-01, 2001)\n"

    def test_json_tells_broken_cards_from_good_ones(self, run, library, capsys):
        (library / "broken.yaml").write_text("name: [", "utf-8")
        assert run("list", "-L", library, "--json") == 0
        assert output_of(capsys) == [
            {
                "id": "ruritania",
                "name": "Ruritania",
                "kind": "country",
                "region": "South",
                "code": None,
                "stops": ["1999-05-01", "2001"],
                "problems": 0,
            },
            {
                "id": "broken",
                "name": "broken",
                "kind": None,
                "region": None,
                "code": None,
                "stops": [],
                "problems": 1,
            },
        ]

    def test_broken_card_is_pointed_out(self, run, library, capsys):
        (library / "broken.yaml").write_text("name: [", "utf-8")
        run("list", "-L", library)
        assert "broken     broken  (cannot be read; see briefing check)" in capsys.readouterr().out


class TestShow:
    def test_shows_all_editions_the_newest_first(self, run, library, capsys):
        assert run("show", "ruritania", "-L", library) == 0
        out = capsys.readouterr().out
        assert out.index("2001: Second") < out.index("May 1999: First")
        assert "- Crown [fact; reversed; 2001 ¶3]" in out
        assert "Not addressed: Army" in out
        assert "“long live the king”\n    Ann Author, May 1999 [1999 ¶2]" in out
        assert "Not stated: Condition, expected effect, risk" in out
        assert "Note, January 2020, Ann" in out
        assert "Ann Author, First, 1 May 1999. ¶1–2" in out

    def test_one_stop_only(self, run, library, capsys):
        assert run("show", "ruritania", "-L", library, "--at", "1999") == 0
        out = capsys.readouterr().out
        assert "The crown is in doubt." in out
        assert "The crown is settled." not in out

    def test_a_stop_without_an_edition_says_so(self, run, library, capsys):
        text = CARD[: CARD.index("  - source: talk-2001")]
        (library / "ruritania.yaml").write_text(text, "utf-8")
        assert run("show", "ruritania", "-L", library, "--at", "2001") == 0
        assert "Ruritania has no edition of 2001. It has May 1999." in capsys.readouterr().out

    def test_compare_lines_topics_up(self, run, library, capsys):
        assert run("show", "ruritania", "-L", library, "--compare", "2001", "1999") == 0
        out = capsys.readouterr().out
        assert "Crown (reversed)" in out
        assert "Army (not addressed)" in out
        assert "Not addressed in May 1999" in out

    def test_markdown_is_for_mail(self, run, library, capsys):
        assert run("show", "ruritania", "-L", library, "--format", "md", "--at", "1999") == 0
        out = capsys.readouterr().out
        assert out.startswith("# Ruritania\n\nSouth · Country\n\n## May 1999\n")
        assert "- **Crown** \\[fact; 1999 ¶1\\]  \n  Two men claim the crown.\n" in out
        run("show", "ruritania", "-L", library, "--format", "md", "--compare", "1999", "2001")
        assert "### Crown (reversed)\n" in capsys.readouterr().out

    def test_compare_json(self, run, library, capsys):
        run("show", "ruritania", "-L", library, "--compare", "1999", "2001", "--json")
        found = output_of(capsys)
        assert (found["older"], found["newer"]) == ("1999-05-01", "2001")
        assert [(row["topic"], row["verdict"]) for row in found["topics"]] == [
            ("Crown", "reversed"),
            ("Trade", "new"),
            ("Army", "not addressed"),
        ]

    def test_json_holds_the_whole_card(self, run, library, capsys):
        run("show", "ruritania", "-L", library, "--json")
        found = output_of(capsys)
        assert found["id"] == "ruritania"
        assert [edition["date"] for edition in found["editions"]] == ["2001", "1999-05-01"]
        assert found["editions"][0]["steps"][0]["with"] == "The army"
        assert found["notes"] == [{"date": "2020-01", "by": "Ann", "text": "Check the date."}]

    def test_unknown_card_names_the_nearest(self, run, library, capsys):
        assert run("show", "ruritana", "-L", library) == 2
        err = capsys.readouterr().err
        assert err == "briefing: there is no card ruritana; did you mean `ruritania`?\n"

    def test_broken_card_says_what_is_wrong(self, run, library, capsys):
        (library / "broken.yaml").write_text("name: [", "utf-8")
        assert run("show", "broken", "-L", library) == 2
        assert "broken.yaml:1:" in capsys.readouterr().err

    def test_problems_of_a_broken_card_have_a_line_each_and_an_end(self, run, library, capsys):
        wrong = "".join(f"wrong{number}: x\n" for number in range(100))
        (library / "broken.yaml").write_text(wrong, "utf-8")
        assert run("show", "broken", "-L", library) == 2
        first, *listed, last = capsys.readouterr().err.splitlines()
        assert first.endswith("broken.yaml has errors:")
        assert len(listed) == 20
        assert all("broken.yaml:" in line for line in listed)
        assert last == "and more; see briefing check"

    def test_unknown_stop_lists_those_there_are(self, run, library, capsys):
        assert run("show", "ruritania", "-L", library, "--at", "1850") == 2
        err = capsys.readouterr().err
        assert "no stop is called 1850; there are: 1999-05-01 (talk-1999); 2001 (talk-2001)" in err

    def test_same_stop_twice_cannot_be_compared(self, run, library, capsys):
        assert run("show", "ruritania", "-L", library, "--compare", "1999", "talk-1999") == 2
        assert "are the same stop" in capsys.readouterr().err


class TestSearch:
    def test_finds_passages_whatever_the_case(self, run, library, capsys):
        assert run("search", "CROWN -settled", "-L", library, "--json") == 0
        found = output_of(capsys)
        assert {(row["card"], row["stop"], row["where"]) for row in found} == {
            ("ruritania", "1999-05-01", "Bottom line"),
            ("ruritania", "1999-05-01", "Key point"),
            ("ruritania", "2001", "Key point"),
        }
        assert all(row["score"] > 0 and "crown" in row["snippet"].lower() for row in found)

    def test_finds_a_card_by_another_name(self, run, library, capsys):
        run("search", "strels", "-L", library)
        assert "ruritania" in capsys.readouterr().out

    def test_limit(self, run, library, capsys):
        run("search", "crown", "-L", library, "--json", "--limit", "1")
        assert len(output_of(capsys)) == 1

    def test_slip_of_the_keys_is_put_right_and_said(self, run, library, capsys):
        assert run("search", "Rurtania", "-L", library) == 0
        said = capsys.readouterr()
        assert "ruritania" in said.out
        assert said.err == "briefing: nothing found; searched for ruritania\n"

    def test_unknown_filter_says_which_there_are(self, run, library, capsys):
        assert run("search", "when:2004", "-L", library) == 2
        assert "there is no filter when:; the filters are at:2004" in capsys.readouterr().err

    def test_filter_alone_lists_all_it_holds(self, run, library, capsys):
        assert run("search", "kind:forecast", "-L", library, "--json") == 0
        assert [row["snippet"] for row in output_of(capsys)] == ["Trade: Trade will grow."]

    def test_nothing_found_is_said(self, run, library, capsys):
        assert run("search", "xylophone", "-L", library) == 0
        assert capsys.readouterr().out == "0 passages in 0 cards\n"

    def test_long_passage_is_cut_around_the_hit(self, run, library, capsys):
        text = CARD.replace("The army waits.", f"{'a word ' * 60}halberd {'and more ' * 60}")
        (library / "ruritania.yaml").write_text(text, "utf-8")
        run("search", "halberd", "-L", library, "--json")
        snippet = output_of(capsys)[0]["snippet"]
        assert snippet.startswith("…")
        assert snippet.endswith("…")
        assert "halberd" in snippet
        assert len(snippet) <= 162

    def test_any_count_is_a_limit(self, run, library, capsys):
        assert run("search", "king", "-L", library, "--limit", "9" * 30) == 0
        assert "king" in capsys.readouterr().out

    def test_limit_must_be_a_count(self, run, library, capsys):
        assert run("search", "crown", "-L", library, "--limit", "0") == 2
        assert "--limit: `0` is not a whole number from 1 on" in capsys.readouterr().err
        for wrong in ("-1", "many", "-" + "9" * 5000):
            assert run("search", "crown", "-L", library, f"--limit={wrong}") == 2
            assert "is not a whole number from 1 on" in capsys.readouterr().err


class TestStepsAndQuotes:
    def test_same_step_on_two_cards_is_one_row(self, run, library, capsys):
        other = CARD.replace("name: Ruritania", "name: Zenda")
        (library / "zenda.yaml").write_text(other, "utf-8")
        assert run("steps", "-L", library, "--json") == 0
        assert output_of(capsys) == [
            {
                "actor": "Parliament",
                "action": "Confirm the king",
                "with": "The army",
                "condition": None,
                "why": None,
                "risk": None,
                "country": ["Ruritania", "Zenda"],
                "stop": "2001",
                "source": "talk-2001",
                "reference": "2001 ¶3",
                "cards": ["ruritania", "zenda"],
            }
        ]

    def test_text_says_what_is_not_stated(self, run, library, capsys):
        assert run("steps", "-L", library) == 0
        out = capsys.readouterr().out
        assert "Condition: not stated" in out
        assert out.endswith("1 row\n")

    def test_csv_opens_in_a_spreadsheet(self, run, library, capsys):
        text = CARD.replace("long live the king", "'=1+1'")
        (library / "ruritania.yaml").write_text(text, "utf-8")
        assert run("quotes", "-L", library, "--csv") == 0
        assert capsys.readouterr().out.splitlines() == [
            "Quote,Voice,Speaker,Country,Stop,Source",
            "'=1+1,verbatim,Ann Author,Ruritania,1999-05-01,1999 ¶2",
        ]

    @pytest.mark.parametrize(
        ("arguments", "count"),
        [
            (["--actor", "parl"], 1),
            (["--actor", "king"], 0),
            (["--at", "2001"], 1),
            (["--at", "1999"], 0),
        ],
    )
    def test_filters(self, run, library, capsys, arguments, count):
        assert run("steps", "-L", library, "--json", *arguments) == 0
        assert len(output_of(capsys)) == count


class TestNew:
    def test_writes_a_card_that_is_valid_as_it_stands(self, run, library, capsys):
        assert run("new", "Côte d’Or", "-L", library, "--code", "CD", "--region", "North") == 0
        assert capsys.readouterr().out.strip() == str(library / "cote-d-or.yaml")
        assert run("check", library) == 0
        run("list", "-L", library, "--json")
        assert '"region": "North"' in capsys.readouterr().out

    def test_never_over_a_file_that_is_there(self, run, library, capsys):
        before = (library / "ruritania.yaml").read_bytes()
        assert run("new", "Ruritania", "-L", library) == 2
        assert "is there already" in capsys.readouterr().err
        assert (library / "ruritania.yaml").read_bytes() == before

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["Zenda", "--code", "zz"], "two capital letters"),
            (["Zenda", "--region", "Nort"], "did you mean `North`?"),
            (["..."], "cannot be the name of a file"),
            (["Library"], "cannot be the name of a file"),
            (["Zen\x1b[31mda"], "a character that cannot be seen"),
            (["Zenda\udcff"], "a character that cannot be seen"),
        ],
    )
    def test_wrong_use(self, run, library, capsys, arguments, said):
        assert run("new", *arguments, "-L", library) == 2
        assert said in capsys.readouterr().err

    def test_folder_that_cannot_be_written_is_said(self, run, library, capsys, monkeypatch):
        def fail(*_):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr("briefing.cli.creating.write_atomic", fail)
        assert run("new", "Zenda", "-L", library) == 2
        assert "zenda.yaml cannot be written: Permission denied" in capsys.readouterr().err

    def test_broken_library_is_said(self, run, library, capsys):
        (library / "library.yaml").write_text("title: [", "utf-8")
        assert run("new", "Zenda", "-L", library) == 2
        assert "library.yaml has errors" in capsys.readouterr().err


class TestSchemaAndHelp:
    def test_schema_is_json_that_names_the_keys(self, run, capsys):
        assert run("schema") == 0
        assert "editions" in output_of(capsys)["properties"]

    @pytest.mark.parametrize(
        "command",
        ["open", "check", "list", "show", "search", "steps", "quotes", "pdf", "new", "schema"],
    )
    def test_every_command_has_help_with_an_example(self, run, capsys, command):
        assert run(command, "--help") == 0
        assert f"example:\n  briefing {command}" in capsys.readouterr().out

    def test_version(self, run, capsys):
        assert run("--version") == 0
        assert capsys.readouterr().out.startswith("briefing 0.")


class TestWhichLibrary:
    def test_no_library_is_named_and_none_is_known(self, run, tmp_path, opened):
        assert run() == 0
        copy = tmp_path / "documents" / "Briefing cards"
        assert opened == [(copy, None, None)]
        assert (copy / "georgia.yaml").is_file()

    def test_open_with_card_and_stop(self, run, library, opened):
        assert run(library, "--card", "ruritania", "--at", "1999") == 0
        assert opened == [(library, "ruritania", "1999")]

    def test_folder_that_is_no_library(self, run, tmp_path, capsys):
        assert run("list", "-L", tmp_path) == 2
        assert "is not a library: it has no library.yaml" in capsys.readouterr().err

    def test_folder_that_is_not_there(self, run, tmp_path, capsys):
        assert run("check", tmp_path / "nowhere") == 2
        assert "cannot be opened: No such file or directory" in capsys.readouterr().err


class TestLibraryWithErrors:
    @pytest.mark.parametrize(
        "arguments",
        [
            ("list",),
            ("show", "ruritania"),
            ("search", "king"),
            ("steps",),
            ("quotes", "--csv"),
            ("pdf", "ruritania", "-o", "x.pdf"),
            ("pdf", "-o", "x.pdf"),
        ],
    )
    def test_broken_library_is_never_shown_as_an_empty_one(self, run, library, capsys, arguments):
        (library / "library.yaml").write_text("title: [", "utf-8")
        assert run(*arguments, "-L", library) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err == f"briefing: {library / 'library.yaml'} has errors; see briefing check\n"

    @pytest.mark.parametrize("arguments", [("search", "king"), ("steps",), ("quotes", "--csv")])
    def test_broken_card_is_not_left_out_in_silence(self, run, library, capsys, arguments):
        (library / "broken.yaml").write_text("name: [", "utf-8")
        assert run(*arguments, "-L", library) == 0
        said = "briefing: left out 1 card that cannot be read; see briefing check\n"
        assert capsys.readouterr().err == said

    def test_unknown_stop_is_wrong_use_though_there_is_no_row(self, run, library, capsys):
        (library / "ruritania.yaml").unlink()
        assert run("steps", "-L", library, "--at", "1950") == 2
        assert "no stop is called 1950" in capsys.readouterr().err

    def test_empty_stop_is_not_all_of_them(self, run, library):
        assert run("show", "ruritania", "-L", library, "--at", "") == 2

    def test_name_too_long_for_a_file_is_said(self, run, library, capsys):
        assert run("new", "x" * 300, "-L", library) == 2
        assert "File name too long" in capsys.readouterr().err
