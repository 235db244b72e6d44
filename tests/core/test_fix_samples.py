from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from core_samples import CARD, LIBRARY, write
from fix_samples import EDITION, offered

from briefing.core.library import open_folder

if TYPE_CHECKING:
    from briefing.core.library import CardFolder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> CardFolder:
    path = tmp_path_factory.mktemp("cards")
    return open_folder(write(path, library=LIBRARY, aldmark=CARD, norrey=CARD, the_isles=CARD))


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
