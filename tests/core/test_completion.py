from __future__ import annotations

import re
from pathlib import Path

import pytest
from core_samples import CARD, LIBRARY, sample_library, write
from hypothesis import given
from hypothesis import strategies as st

from briefing.core.card import Card, Edition, Point
from briefing.core.completion import Completions, completions
from briefing.core.flow import open_brackets
from briefing.core.library import CardFolder, open_folder
from briefing.core.shape import fields, holds_models, is_list, is_named

FORMAT = fields(Card)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> CardFolder:
    path = tmp_path_factory.mktemp("cards")
    aldmark = CARD.replace("region: North", "region: East")
    return open_folder(write(path, library=LIBRARY, aldmark=aldmark, the_isles=CARD))


def at(text: str, folder: CardFolder, path: Path | None = None) -> Completions:
    """The completions at the | in a text."""
    return completions(text.replace("|", "", 1), text.index("|"), folder, path)


def texts(text: str, folder: CardFolder, path: Path | None = None) -> list[str]:
    return [item.text for item in at(text, folder, path).items]


def test_keys_come_with_what_they_are_for_and_without_those_that_are_there(
    folder: CardFolder,
) -> None:
    found = at("name: x\n|\nkind: country\n", folder)
    assert [item.label for item in found.items] == [
        key for key in FORMAT if key not in ("name", "kind")
    ]
    assert [item.text for item in found.items][:3] == ["code: ", "members:", "location: "]
    assert all(item.description == FORMAT[item.label].description for item in found.items)


def test_what_is_typed_is_replaced_and_what_begins_so_comes_first(folder: CardFolder) -> None:
    found = at("name: x\nre|gio\n", folder)
    assert (found.start, found.end) == (8, 13)
    assert [item.text for item in found.items] == ["region: "]
    assert texts("n|", folder) == [
        "name: ",
        "notes:",
        "kind: ",
        "location: ",
        "region: ",
        "editions:",
    ]
    assert texts("nam|: x\n", folder) == ["name"]
    assert texts("|name: x\n", folder)[0] == "name"
    assert texts("zzz|", folder) == []


INSIDE = """\
name: x
editions:
- source: first
  bottom_line: >-
    Text with a key: |{text}
  |{edition}
  points:
    - topic: A
      text: more
        words |{words}
      |{point}
      para: 1
    |{item}
    - |{first}
    - {topic: B, |{flow}}
    - kind: |{value}
  steps:
  |{flush}
notes:
  -
    |{below}
location: {
  lat: 1, |{braces}
"""


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        ("text", []),
        ("edition", ["changed: ", "quotes:"]),
        ("words", []),
        ("point", ["kind: ", "change: ", "source: "]),
        ("item", [f"- {key}: " for key in fields(Point)]),
        ("first", [f"{key}: " for key in fields(Point)]),
        ("flow", ["kind: ", "text: ", "para: ", "change: ", "source: "]),
        ("value", ["fact", "assessment", "forecast", "warning"]),
        ("below", ["date: ", "by: ", "text: "]),
        ("braces", ["lon: "]),
    ],
)
def test_the_lines_around_say_what_can_stand_there(
    folder: CardFolder, mark: str, expected: list[str]
) -> None:
    text = INSIDE.replace(f"|{{{mark}}}", "\0")
    text = re.sub(r"\|\{\w+\}", "", text).replace("\0", "|")
    found = texts(text, folder)
    assert found == expected


def test_an_item_on_the_left_of_its_list_is_offered_with_a_dash(folder: CardFolder) -> None:
    text = "editions:\n  - source: first\n    points:\n    |"
    assert texts(text, folder)[:2] == ["bottom_line: ", "changed: "]
    assert texts(text + "\n", folder)[-1] == "steps:"
    assert texts("editions:\n  |", folder)[0] == "- source: "
    assert texts("editions:\n  - source: first\n  |", folder)[0] == "- source: "
    assert texts("editions:\n-\n  s|", folder) == [
        *("source: ", "steps:"),
        *("points:", "quotes:"),
    ]


def test_lines_that_do_not_fit_are_passed_over(folder: CardFolder) -> None:
    assert texts("see_also:\n  - x\n   |", folder) == ["- the-isles", "- aldmark"]
    assert texts("notes:\n-\n  location:\n    |", folder) == []
    assert texts("location:\n# lat: no\n\n  |\n\n# end\nname: x\n", folder) == ["lat: ", "lon: "]


def test_words_of_the_format_are_explained(folder: CardFolder) -> None:
    found = at("editions:\n- quotes:\n  - voice: s|\n", folder)
    assert [item.text for item in found.items] == ["speaker", "summary"]
    assert "quotation marks" in found.items[0].description
    assert texts("editions:\n- points:\n  - change: ha|", folder) == ["hardened"]
    assert texts("kind:|", folder) == [" country", " territory", " bloc", " region"]
    assert texts("kind: |  # of card", folder)[0] == "country"
    assert at("kind: |countr  # of card", folder).end == len("kind: countr")
    assert texts("kind: country # of |", folder) == []
    assert texts("# name|", folder) == []
    assert texts("code: |", folder) == []
    assert texts("colour: |", folder) == []
    assert texts("name: >|", folder) == []


def test_names_of_the_library_are_offered_where_they_belong(folder: CardFolder) -> None:
    sources = at("editions:\n  - source: |", folder)
    assert [item.text for item in sources.items] == ["first", "second"]
    assert sources.items[0].description == "The harbors, 14 June 2001"
    assert sources.items[1].description == "The roads, 2005 (month and day not recorded)"
    assert texts("region: |", folder) == ["North", "South", "East"]
    assert texts("region: so|", folder) == ["South"]
    assert texts("editions:\n- quotes:\n  - speaker: |", folder) == ["Ada Morrow", "Edwin Hale"]


def test_cards_are_offered_by_id_with_their_names(folder: CardFolder) -> None:
    found = at("see_also: [x, al|]", folder)
    assert [(item.text, item.description) for item in found.items] == [("aldmark", "Aldmark")]
    assert texts("see_also:\n  - |", folder) == ["the-isles", "aldmark"]
    assert texts("see_also:\n  |", folder) == ["- the-isles", "- aldmark"]
    assert texts("see_also: |", folder) == ["[the-isles]", "[aldmark]"]
    assert texts("see_also: [|", folder, Path("aldmark.yaml")) == ["the-isles"]
    assert texts("see_also: []|", folder) == []
    assert texts("aliases: [|", folder) == []


TWO = """\
editions:
  - source: first
    points:
      - topic: "Dues: up"
      - {topic: Ice, kind: fact}
      - topic: Roads   # and bridges
      - topic: ''
      - about: the topic: no
  - source: second
    points:
      - topic: Roads
      - topic: |
        kind: fact
  # done
name: x
"""


def test_topics_of_the_other_editions_are_offered(folder: CardFolder) -> None:
    found = at(TWO, folder)
    assert [item.label for item in found.items] == ["Dues: up", "Ice"]
    assert found.items[0].text == '"Dues: up"'
    assert found.free
    assert not at("kind: |", folder).free
    again = TWO.replace("topic: |", "topic: Dues|")
    assert texts(again, folder) == ['"Dues: up"']
    assert texts("editions: [{points: [{topic: |", folder) == []


def test_library_yaml_is_completed_as_what_it_is(folder: CardFolder) -> None:
    path = Path("library.yaml")
    assert texts("|", folder, path)[:2] == ["title: ", "about: "]
    assert "sources:" in texts("|", folder, path)
    assert texts("title: x\nsources:\n  first:\n    titl|", folder) == ["title: "]
    assert texts("sources:\n  |", folder) == []
    assert texts("sources:\n  first: {date: 1, ti|", folder) == ["title: "]
    assert texts("title: x\nreg|", folder) == ["regions:"]
    assert texts("strange:\n  deep:\n    |", folder) == []
    assert texts("strange: [|", folder) == []
    assert texts("editions: [|", folder) == []


def test_brackets_that_are_open_are_known_from_the_outside_in() -> None:
    text = "x: {a: [1, 2], 'b': {c: \"]\", d"
    opened = open_brackets(text, 3, len(text))
    assert [(one.bracket, one.key, one.keys) for one in opened] == [
        ("{", "b", ["a"]),
        ("{", "", ["c"]),
    ]
    assert open_brackets("[a] b", 0, 5) == []
    assert [one.key for one in open_brackets("[a: b # c\n", 0, 10)] == [""]


@given(st.text(alphabet="ab:-#[]{},|>'\" \n\r\t", max_size=60), st.data())
def test_any_text_can_be_completed(text: str, data: st.DataObject) -> None:
    caret = data.draw(st.integers(0, len(text)))
    empty = CardFolder(Path(), sample_library(), (), ())
    found = completions(text, caret, empty)
    assert 0 <= found.start <= caret <= found.end <= len(text)


def test_the_shape_of_the_format() -> None:
    assert is_list(FORMAT["aliases"])
    assert not is_list(fields(Point)["para"])
    assert holds_models(FORMAT["location"])
    assert not is_named(FORMAT["location"])
    assert list(fields(Card, ("editions", 3))) == list(fields(Edition))
    with pytest.raises(KeyError):
        fields(Card, ("aliases",))
