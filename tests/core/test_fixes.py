from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from core_samples import CARD, LIBRARY, write
from fix_samples import EDITION, QUOTE, offered

from briefing.core.checking import check_text
from briefing.core.edits import applied
from briefing.core.faults import Fault
from briefing.core.fixes import FIXED, NOT_FIXED, fixes
from briefing.core.library import CardFolder, open_folder
from briefing.core.problem import Problem
from briefing.core.reader import read_library

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
        for name in ("dialect", "syntax", "reader", "rules", "quotes", "listing")
    )
    words = set(
        re.findall(r'"([a-z]+(?:-[a-z0-9]+)+|tab|tag|alias|anchor|depth|dangling)"', sources)
    )
    rules = words - {"utf-8", "utf-8-sig", "tuple-type"}
    assert rules <= FIXED | NOT_FIXED.keys()
    assert {"yaml-syntax", "quote-not-found", "yml-file", "unknown-key", "depth"} <= rules
    problem = Problem("x.yaml", 1, 1, "error", "depth", "too deep")
    assert fixes("a: 1\n", problem, corpus) == ()


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


def test_what_is_known_of_a_text_is_not_asked_again(folder: CardFolder) -> None:
    text, path = "nmae: x\n", Path("x.yaml")
    checked = check_text(text, path, folder)
    problem = next(one for one in checked.problems if one.rule == "unknown-key")
    known = fixes(text, problem, folder, checked=checked)
    assert known == fixes(text, problem, folder)
    assert fixes("nmae: y\n", problem, folder, checked=checked) == known
