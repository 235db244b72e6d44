from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from core_samples import CARD, LIBRARY, write

from briefing.core.checking import check_text
from briefing.core.edits import applied
from briefing.core.faults import Fault
from briefing.core.fixes import FIXED, NOT_FIXED, fixes
from briefing.core.library import CardFolder, open_folder
from briefing.core.problem import Problem
from briefing.core.reader import read_library
from briefing.core.shelf import Shelf

if TYPE_CHECKING:
    from briefing.core.edits import Change

CORPUS = Path(__file__).parents[1] / "corpus"
MANIFEST = Path("library.yaml")

ONLY_A_READER_KNOWS = {
    # Which number, name or text is meant, nothing in the file says.
    *("code-three-letters", "date-five-digits", "date-huge", "date-nan", "date-two-digits"),
    *("date-year-zero", "empty-name", "empty-note-date", "empty-text", "empty-text-nothing"),
    *("library-sha256", "library-source-blank-id", "library-sources-empty"),
    *("library-sources-list", "library-sources-nothing", "para-empty-list", "para-huge"),
    *("para-infinity", "para-mapping", "para-nothing", "para-time", "para-true", "para-zero"),
    *("range-latitude", "range-latitude-nan", "type-latitude-text", "type-latitude-true"),
    # A paragraph that the source does not have; only its text could tell, and for quotes does.
    *("para-out-of-range", "para-out-of-range-list", "para-out-of-range-other-source"),
    "rule-several",
    # What was meant by a list or mapping in the place of a key, or of the whole file.
    *("key-list", "key-mapping-in-flow", "type-file-list", "file-nothing", "file-null"),
    # The second of two keys has an error that shows once the first is gone.
    "duplicate-key-holds-more",
    "type-see-also-mapping",
    # No edition can go where a mapping stands; the mapping is mended first.
    "type-editions-mapping",
}


def text_of(path: Path) -> str | None:
    """A file as an editor holds it, None where it is no text."""
    try:
        text = path.read_bytes().removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError:
        return None
    return re.sub("\r\n|\r", "\n", text)


BAD = [path for path in sorted((CORPUS / "bad").glob("*.yaml")) if text_of(path) is not None]


@pytest.fixture(scope="module")
def corpus() -> CardFolder:
    library = read_library((CORPUS / "library.yaml").read_bytes(), "library.yaml").value
    assert library is not None
    return CardFolder(CORPUS, library, (), ())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> CardFolder:
    path = tmp_path_factory.mktemp("cards")
    return open_folder(write(path, library=LIBRARY, aldmark=CARD, norrey=CARD, the_isles=CARD))


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    said = "The harbors\nShe said: “the port matters more than any road”.\nThe dues rose again.\n"
    (tmp_path / "first.txt").write_text(said, "utf-8")
    return Shelf(tmp_path)


def offered(
    text: str,
    folder: CardFolder,
    rule: str,
    path: Path = Path("x.yaml"),
    shelf: Shelf | None = None,
) -> dict[str, str]:
    """The fixes of the first problem of a rule: what they say, and the text after."""
    problems = check_text(text, path, folder, shelf).problems
    problem = next(one for one in problems if one.rule == rule)
    return {one.title: applied(text, one.edits) for one in fixes(text, problem, folder, shelf)}


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_fix_removes_its_problem_and_changes_no_other_line(
    path: Path, corpus: CardFolder
) -> None:
    text = text_of(path)
    assert text is not None
    name = MANIFEST if path.name.startswith("library-") else Path(path.name)
    before = check_text(text, name, corpus)
    without = 0
    for problem in before.problems:
        found = fixes(text, problem, corpus)
        without += not found and problem.rule not in NOT_FIXED
        assert len({change.title for change in found}) == len(found)
        for change in found:
            assert_mended(text, problem, change, corpus)
    assert bool(without) == (path.stem in ONLY_A_READER_KNOWS)


def assert_mended(text: str, problem: Problem, change: Change, corpus: CardFolder) -> None:
    path = Path(problem.path)
    new = applied(text, change.edits)
    said = [one.message for one in check_text(text, path, corpus).problems]
    says = [one.message for one in check_text(new, path, corpus).problems]
    assert says.count(problem.message) < said.count(problem.message)
    assert change.select is None or 0 <= change.select[0] <= change.select[1] <= len(new)
    touched = {
        text.count("\n", 0, at) for edit in change.edits for at in range(edit.start, edit.end + 1)
    }
    kept = [line for number, line in enumerate(text.split("\n")) if number not in touched]
    rest = iter(new.split("\n"))
    assert all(line in rest for line in kept)


def test_every_rule_has_a_fix_or_a_reason(corpus: CardFolder) -> None:
    assert not FIXED & NOT_FIXED.keys()
    package = Path(__file__).parents[2] / "briefing" / "core"
    sources = "".join(
        (package / f"{name}.py").read_text("utf-8")
        for name in ("dialect", "syntax", "reader", "rules", "quotes", "library")
    )
    words = set(
        re.findall(r'"([a-z]+(?:-[a-z0-9]+)+|tab|tag|alias|anchor|depth|dangling)"', sources)
    )
    rules = words - {"utf-8", "utf-8-sig", "tuple-type"}
    assert rules <= FIXED | NOT_FIXED.keys()
    assert {"yaml-syntax", "quote-not-found", "yml-file", "unknown-key", "depth"} <= rules
    problem = Problem("x.yaml", 1, 1, "error", "depth", "too deep")
    assert fixes("a: 1\n", problem, corpus) == ()


@pytest.mark.parametrize(
    ("wrong", "rule", "title", "right"),
    [
        ("nmae: x", "unknown-key", "Rename to `name`", "name: x"),
        ('"nmae": x', "unknown-key", "Rename to `name`", '"name": x'),
        ("name extra: x", "unknown-key", "Rename to `name`", "name: x"),
        ("other: |\n  a\n\n  b", "unknown-key", "Make it a comment", "# other: |\n#   a\n\n#   b"),
        ("name: 'x", "yaml-syntax", "Mend the quotation marks", 'name: "x"'),
        ("name: it's: a", "yaml-syntax", "Put it in quotation marks", 'name: "it\'s: a"'),
        ("name: a: b # c", "yaml-syntax", "Put it in quotation marks", 'name: "a: b" # c'),
        ("name: a: 'b\n  c", "yaml-syntax", "Put it in quotation marks", "name: 'a: ''b\n  c'"),
        ("name: 'it''s' x'", "yaml-syntax", "Mend the quotation marks", "name: \"it's' x\""),
        ("name: x\nalia", "yaml-syntax", "Put a colon after `alia`", "name: x\nalia:"),
        (
            "name: x\nkind country",
            "yaml-syntax",
            "Put a colon after `kind`",
            "name: x\nkind: country",
        ),
        ("aliases: - a", "yaml-syntax", "Start the list on the next line", "aliases:\n  - a"),
        ("aliases: [a, b", "yaml-syntax", "Close it with ]", "aliases: [a, b]"),
        ("aliases: [a]]", "yaml-syntax", "Make the line a comment", "# aliases: [a]]"),
        ("name: 2010", "wrong-type", "Put it in quotation marks", 'name: "2010"'),
        ('name: [say "x"]', "wrong-type", "Put it in quotation marks", "name: '[say \"x\"]'"),
        ('name: ["x"]', "wrong-type", "Take the brackets away", 'name: "x"'),
        ("aliases: a, b", "wrong-type", "Make it a list, split at the commas", "aliases: [a, b]"),
        ("aliases: 'a, b'", "wrong-type", "Make it a list", 'aliases: ["a, b"]'),
        ("editions: [a]", "wrong-type", "Make it `source`", "editions: [{source: a}]"),
        (
            "notes:\n  by: A\n\n  text: b",
            "wrong-type",
            "Make it an item of a list",
            "notes:\n  - by: A\n\n    text: b",
        ),
        (
            "location: {lat: '4,5', lon: 5}",
            "wrong-type",
            "Write 4.5",
            "location: {lat: 4.5, lon: 5}",
        ),
        ("kind: Bloc", "unknown-value", "Change to `bloc`", "kind: bloc"),
        ("region:", "empty-value", "Change to `South`", "region: South"),
        ("aliases: [a, '']", "empty-value", "Remove the empty item", "aliases: [a]"),
        ("aliases: ['']", "empty-value", "Remove the empty item", "aliases: []"),
        (
            "region: South\naliases: ['', a]",
            "empty-value",
            "Remove the empty item",
            "region: South\naliases: [a]",
        ),
        ("name: a\ncode: ''", "empty-value", "Remove the empty `code`", "name: a"),
        (
            "notes: [{date: 3 Feb. 2010, by: A, text: b}]",
            "bad-date",
            "Write 2010-02-03",
            "notes: [{date: 2010-02-03, by: A, text: b}]",
        ),
        (
            "notes: [{date: 'February 3, 2010', by: A, text: b}]",
            "bad-date",
            "Write 2010-02-03",
            "notes: [{date: 2010-02-03, by: A, text: b}]",
        ),
        (
            "notes: [{date: Foo 2010, by: A, text: b}]",
            "bad-date",
            "Write 2010",
            "notes: [{date: 2010, by: A, text: b}]",
        ),
        ("code: ge", "bad-value", "Write GE", "code: GE"),
        ("region: Suoth", "unknown-region", "Change to `South`", "region: South"),
        ("see_also: [nory]", "dangling", "Change to `norrey`", "see_also: [norrey]"),
        ("see_also: [y]", "dangling", "Remove it", "see_also: []"),
        ("a: &x 1\nb: *x", "alias", "Write the value out", "a: &x 1\nb: 1"),
        ("a: &x\n  c: 1\nb: *x", "alias", "Put it in quotation marks", 'a: &x\n  c: 1\nb: "*x"'),
        ("a: &x |\n  t\nb: *x", "alias", "Put it in quotation marks", 'a: &x |\n  t\nb: "*x"'),
        ("a: *x", "alias", "Put it in quotation marks", 'a: "*x"'),
        ('name: &x a "b"', "anchor", "Put it in quotation marks", "name: '&x a \"b\"'"),
        ('name: &x a "b"', "anchor", "Remove &x", 'name: a "b"'),
        ("name: a\n...\n---\nkind: x", "documents", "Remove the lines", "name: a\nkind: x"),
        (
            "name: a\u200eb\u2028c\u0007",
            "control-character",
            "Remove all invisible characters",
            "name: a\u200eb c",
        ),
        ('aliases: ["a\\x07"]', "control-character", "Remove it", "aliases: [a]"),
        ("name: |\n  a\n  b", "line-break", "Write it on one line", "name: a b"),
        (
            "location:\n  <<: {lat: 1, lon: 2}",
            "merge-key",
            "Write the keys out",
            "location:\n  lat: 1\n  lon: 2",
        ),
        (
            "location: {<<: {lat: 1, lon: 2}}",
            "merge-key",
            "Write the keys out",
            "location: {lat: 1, lon: 2}",
        ),
        (
            "kind: country",
            "no-edition",
            "Insert an edition",
            "kind: country\neditions:\n  - source: first\n    bottom_line: >-\n      ",
        ),
        ("aliases:\n\t- a", "tab", "Turn the tab into spaces", None),
    ],
)
def test_a_fix_does_what_it_says(
    folder: CardFolder, wrong: str, rule: str, title: str, right: str | None
) -> None:
    found = offered(wrong, folder, rule)
    if right is None:
        assert title in found or title.startswith("Remove the empty")
    else:
        assert found[title] == right


EDITION = """\
name: Aldmark
kind: country
region: North
editions:
  - source: first
    bottom_line: The port matters.
    points:
      - topic: Dues
        kind: fact
        text: Up.
        para: 1
  - source: second
    bottom_line: Less.
    points:
      - topic: Due
        kind: fact
        text: Up.
        para: 1
        change: kept
"""


@pytest.mark.parametrize(
    ("old", "new", "rule", "title", "right"),
    [
        (
            "        kind: fact\n        text: Up.\n        para: 1\n  -",
            "        text: Up.\n        para: 1\n  -",
            "missing-key",
            "Add `kind`",
            None,
        ),
        (
            "      - topic: Dues\n        kind: fact",
            "      - kind: fact",
            "missing-key",
            "Add `topic`",
            "      - topic: \n        kind: fact",
        ),
        (
            "        text: Up.\n        para: 1\n        ch",
            "        para: 1\n        ch",
            "missing-key",
            "Add `text`",
            "        text: >-\n          \n        para: 1\n        ch",
        ),
        (
            "- source: first\n    bottom",
            "- bottom",
            "missing-key",
            "Add `source`",
            "- source: first\n    bottom",
        ),
        ("region: North\n", "", "missing-key", "Add `region`", "region: North\n"),
        (
            "kind: country\nregion: North",
            "region: North",
            "missing-key",
            "Add `kind`",
            "kind: country\nregion: North",
        ),
        (
            "- source: second",
            "- source: ''",
            "empty-value",
            "Change to `second`",
            "- source: second",
        ),
        ("para: 1\n  -", "para: 3-5\n  -", "bad-para", "Write [3, 4, 5]", "para: [3, 4, 5]\n  -"),
        ("para: 1\n  -", "para: 5-3\n  -", "bad-para", "Write [5, 3]", "para: [5, 3]\n  -"),
        ("para: 1\n  -", "para: [1, p4]\n  -", "bad-para", "Write 4", "para: [1, 4]\n  -"),
        (
            "para: 1\n  -",
            "para: [1, x]\n  -",
            "bad-para",
            "Remove it from the list",
            "para: [1]\n  -",
        ),
        (
            "topic: Due\n",
            "topic: Due\n",
            "change-without-before",
            "Rename the topic to `Dues`",
            "topic: Dues\n",
        ),
        (
            "        change: kept\n",
            "        change: kept\n",
            "change-without-before",
            "Remove `change`",
            "",
        ),
        (
            "    bottom_line: The",
            "    changed: All.\n    bottom_line: The",
            "changed-first",
            "Make it a comment",
            "    # changed: All.\n    bottom_line: The",
        ),
        (
            "    bottom_line: Less.",
            "    bottom_line: Less.\n    bottom_line: More.",
            "duplicate-key",
            "Remove the first `bottom_line`",
            "    bottom_line: More.",
        ),
        (
            "- source: second",
            "- source: second\n    source: second",
            "duplicate-key",
            "Remove the first `source`",
            "- source: second",
        ),
        (
            "source: second",
            "source: scond",
            "unknown-source",
            "Change to `second`",
            "source: second",
        ),
        (
            "kind: country\n",
            "kind: country\nlocation: {lat: 61,5, lon: 3}\n",
            "bad-key",
            "Write a decimal point",
            "kind: country\nlocation: {lat: 61.5, lon: 3}\n",
        ),
    ],
)
def test_a_fix_in_an_edition_does_what_it_says(
    folder: CardFolder, old: str, new: str, rule: str, title: str, right: str | None
) -> None:
    assert old in EDITION
    found = offered(EDITION.replace(old, new, 1), folder, rule)
    assert found[title] == EDITION.replace(old, old if right is None else right, 1)


def test_a_fix_that_takes_a_comment_away_is_not_offered(folder: CardFolder) -> None:
    assert offered("name: a\ncode: ''  # none\n", folder, "empty-value") == {}
    text = EDITION.replace("- source: first\n", "- source: first\n    # so\n    source: first\n")
    assert list(offered(text, folder, "duplicate-key")) == ["Remove this one"]


def test_what_is_alone_in_its_item_is_not_taken_away(folder: CardFolder) -> None:
    text = "editions:\n  - speaker: x\n    <<: &a b\n"
    assert offered(text, folder, "merge-key") == {}
    assert offered("notes:\n  - change: \n", folder, "unknown-key")["Make it a comment"]
    flow = "editions: [{source: first, bottom_line: x, changed: y}]\n"
    assert offered(flow, folder, "changed-first") == {
        "Remove `changed`": "editions: [{source: first, bottom_line: x}]\n"
    }


def test_an_empty_file_becomes_a_card(folder: CardFolder) -> None:
    found = offered("# mine", folder, "empty-file", Path("new-aldmark.yaml"))["Start a card"]
    assert found.startswith("# mine\n# A briefing card.")
    assert "\nname: New Aldmark\n" in found
    assert offered("", folder, "empty-file", Path("x.yaml"))
    assert offered("", folder, "empty-file", MANIFEST) == {}


QUOTE = """\
name: Aldmark
kind: country
region: North
editions:
  - source: first
    bottom_line: The port matters.
    quotes:
      - text: {text}
        voice: {voice}
        para: {para}
"""


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


def test_tabs_are_turned_one_by_one_or_all_at_once(folder: CardFolder) -> None:
    text = "name: a\naliases:\n\t- x\n\t- y\n"
    found = offered(text, folder, "tab")
    assert list(found) == ["Turn the tab into spaces", "Turn all tabs of indentations into spaces"]
    both = found["Turn all tabs of indentations into spaces"]
    assert check_text(both, Path("x.yaml"), folder).document.data["aliases"] == ["x", "y"]


def test_a_misplaced_line_moves_with_what_stands_under_it(folder: CardFolder) -> None:
    text = EDITION.replace("    points:\n      - topic: Dues", "   points:\n      - topic: Dues")
    assert offered(text, folder, "yaml-syntax")["Indent the line like those above it"] == EDITION
    moved = EDITION.replace("  - source: second\n", " - source: second\n")
    assert offered(moved, folder, "yaml-syntax")["Indent the line like those above it"] == EDITION


def test_no_more_is_offered_than_can_be_looked_over(folder: CardFolder) -> None:
    regions = "".join(f", Region {number}" for number in range(12))
    manifest = LIBRARY.replace("North, South", f"North, South{regions}").encode()
    library = read_library(manifest, "library.yaml").value
    assert library is not None
    many = CardFolder(folder.folder, library, (), ())
    found = offered("region: Region", many, "unknown-region")
    assert len(found) == 6
    assert next(iter(found)).startswith("Change to `Region ")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("notes: 'x: y", "wrong-type"),
        ("a: 1", "unknown-value"),
        ("a: 1", "merge-key"),
        ("a: 1", "missing-key"),
        ("", "yaml-syntax"),
        ("name: [a", "empty-value"),
    ],
)
def test_where_nothing_is_known_nothing_is_offered(
    folder: CardFolder, text: str, rule: str
) -> None:
    problem = Problem("x.yaml", 1, 3, "error", rule, "`name` is at fault")
    assert fixes(text, problem, folder) == ()


def test_what_cannot_be_told_of_a_text_is_none(folder: CardFolder) -> None:
    text = "strange: {a: {b: 1}}\n*x : 1\n"
    checked = check_text(text, Path("x.yaml"), folder)
    fault = Fault(checked.problems[0], Path("x.yaml"), checked, folder, None)
    deep = fault.outline.get(("strange", "a"))
    assert deep is not None
    assert (fault.known(deep), fault.known(None), fault.data(deep)) == ({}, {}, {"b": 1})
    alias = fault.outline.get(("",))
    assert alias is not None
    assert fault.data(alias) is None


def test_the_only_key_of_an_item_stays(folder: CardFolder) -> None:
    text = QUOTE.replace(
        "text: {text}\n        voice: {voice}\n        para: {para}", "speaker: ''"
    )
    assert offered(text, folder, "empty-value") == {}


def test_an_alias_of_several_lines_is_not_written_out(folder: CardFolder) -> None:
    found = offered("a: &x one\n  two\nb: *x\n", folder, "alias")
    assert list(found) == ["Put it in quotation marks"]


def test_a_list_in_the_place_of_a_word_or_of_keys_is_left_to_the_writer(
    folder: CardFolder,
) -> None:
    assert offered("kind: [bloc]", folder, "unknown-value") == {}
    assert offered("- a", folder, "wrong-type") == {}
    assert offered("location: [1]", folder, "wrong-type") == {}
