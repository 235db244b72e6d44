from __future__ import annotations

from pathlib import Path

import pytest
from core_samples import sample_library

from briefing.core.carets import (
    anchor_at,
    item_at,
    loc_at,
    loc_of_anchor,
    node_at,
    problem_span,
    span_of,
)
from briefing.core.checking import check_text
from briefing.core.dialect import parse
from briefing.core.library import CardFolder
from briefing.core.lines import Lines
from briefing.core.outline import Outline

FOLDER = CardFolder(Path(), sample_library(), (), ())

CARD = """\
# The head of the card.
name: Aldmark   # as on maps
aliases: [Norrey, "Old Aldmark"]
location: {lat: 61, lon: 5}
code:
editions:
- source: first
  bottom_line: >-
    The port
    matters.

  # Nothing changed.
  points:
    - topic: Dues
      kind: fact
      text: Up
        again.
      # checked twice
    -
      topic: Ice

    # - topic: Roads
    - {topic: Ferry, para: 2}  # in braces
  quotes:
  - text: |+
      so it is

  - text: and so on
    voice: summary
- source: second
  changed: Little.
  steps: [{actor: The guild}]
notes:
  - by: Ada
"""


def at(text: str, words: str) -> int:
    """The offset of a caret behind some words."""
    return text.index(words) + len(words)


@pytest.mark.parametrize(
    ("words", "loc"),
    [
        ("# The head", ()),
        ("name", ("name",)),
        ("Ald", ("name",)),
        ("# as on", ("name",)),
        ("[Nor", ("aliases", 0)),
        ('"Old', ("aliases", 1)),
        ('mark"]', ("aliases", 1)),
        ("lon:", ("location", "lon")),
        ("code:", ("code",)),
        ("- source: fi", ("editions", 0, "source")),
        ("The po", ("editions", 0, "bottom_line")),
        ("matters.\n", ("editions", 0, "bottom_line")),
        ("# Nothing", ("editions", 0)),
        ("points", ("editions", 0, "points")),
        ("- topic: Dues", ("editions", 0, "points", 0, "topic")),
        ("again", ("editions", 0, "points", 0, "text")),
        ("# checked", ("editions", 0, "points", 0)),
        ("    -\n    ", ("editions", 0, "points", 1, "topic")),
        ("Ice\n", ("editions", 0, "points", 1, "topic")),
        ("# - topic", ("editions", 0, "points", 1)),
        ("{topic: Fer", ("editions", 0, "points", 2, "topic")),
        ("# in braces", ("editions", 0, "points", 2)),
        ("so it is\n", ("editions", 0, "quotes", 0, "text")),
        ("[{actor", ("editions", 1, "steps", 0, "actor")),
        ("guild}]", ("editions", 1, "steps", 0)),
    ],
)
def test_a_caret_stands_in_the_innermost_thing(words: str, loc: tuple[str | int, ...]) -> None:
    assert loc_at(CARD, at(CARD, words)) == loc


def test_spans_are_those_of_key_value_and_item() -> None:
    def said(loc: tuple[str | int, ...], part: str = "value") -> str:
        start, end = span_of(CARD, loc, part)  # type: ignore[arg-type]
        return CARD[start:end]

    assert said(("name",)) == "Aldmark"
    assert said(("name",), "key") == "name"
    assert said(("name",), "item") == "name: Aldmark"
    assert said(("code",)) == ""
    assert said(("aliases", 1), "item") == '"Old Aldmark"'
    point = ("editions", 0, "points", 0)
    assert said(point, "key") == "-"
    assert said(point, "item").startswith("- topic: Dues")
    assert said(point).endswith("Up\n        again.")
    assert said(("editions", 0, "points", 1), "item") == "-\n      topic: Ice"
    assert said(("editions", 0, "quotes", 0, "text")) == "|+\n      so it is\n\n"
    assert said((*point, "nothing", 3)) == said(point)
    assert span_of("", ("name",)) == (0, 0)
    assert loc_at("", 0) == ()
    assert node_at(Outline("# nothing\n"), 3) is None


@pytest.mark.parametrize(
    ("words", "item", "anchor"),
    [
        ("name", None, ("", "")),
        ("editions:", None, ("", "")),
        ("- source: fi", ("editions", 0), ("first", "bottom-0")),
        ("The po", ("editions", 0), ("first", "bottom-0")),
        ("points", ("editions", 0), ("first", "bottom-0")),
        ("again", ("editions", 0, "points", 0), ("first", "point-0-0")),
        ("and so", ("editions", 0, "quotes", 1), ("first", "quote-0-1")),
        ("Little", ("editions", 1), ("second", "changed-1")),
        ("{actor", ("editions", 1, "steps", 0), ("second", "step-1-0")),
        ("notes", None, ("", "")),
        ("by: A", ("notes", 0), ("", "note-0")),
    ],
)
def test_a_caret_leads_to_the_page_and_back(
    words: str, item: tuple[str | int, ...] | None, anchor: tuple[str, str]
) -> None:
    offset = at(CARD, words)
    assert item_at(CARD, offset) == item
    assert anchor_at(CARD, offset) == anchor
    back = loc_of_anchor(parse(CARD.encode(), "x").data, *anchor)
    assert back[: len(item or ())] == (item or ())


def test_an_edition_without_a_source_has_an_anchor_all_the_same() -> None:
    assert anchor_at("editions:\n  - bottom_line: x\n", 15) == ("", "bottom-0")


def test_anchors_lead_to_what_the_data_still_has() -> None:
    data = parse(CARD.encode(), "x").data
    assert loc_of_anchor(data, "first", "bottom-0") == ("editions", 0, "bottom_line")
    assert loc_of_anchor(data, "second", "changed-1") == ("editions", 1, "changed")
    assert loc_of_anchor(data, "second", "changed-0") == ("editions", 1, "changed")
    assert loc_of_anchor(data, "", "source-second") == ("editions", 1, "source")
    assert loc_of_anchor(data, "", "source-third") == ("editions",)
    assert loc_of_anchor(data, "first", "point-0-9") == ("editions", 0, "points")
    assert loc_of_anchor(data, "first", "quote-7-0") == ("editions", 0, "quotes", 0)
    assert loc_of_anchor(data, "elsewhere", "step-7-0") == ("editions",)
    assert loc_of_anchor(data, "first", "point-0") == ()
    assert loc_of_anchor(data, "first", "hit-3") == ()
    assert loc_of_anchor(data, "first", "buttons") == ()
    assert loc_of_anchor(None, "first", "point-0-0") == ()
    assert loc_of_anchor({"editions": "none"}, "first", "point-0-0") == ("editions",)


BROKEN = """\
name: Aldmark
editions:
  - source: first
    points:
      - topic: Dues: up
        kind: fact
      - topic: "Ice
        kind: fact
      bad
      - topic: Roads
        text: [a, b
  - source: second
notes: @
"""


@pytest.mark.parametrize(
    ("words", "loc"),
    [
        ("Dues: u", ("editions", 0, "points", 0, "topic")),
        ("kind: f", ("editions", 0, "points", 0, "kind")),
        ('"Ice', ("editions", 0, "points", 1, "topic")),
        ("bad", ("editions", 0, "points", 1)),
        ("Road", ("editions", 0, "points", 2, "topic")),
        ("[a, b", ("editions", 0, "points", 2, "text")),
        ("seco", ("editions", 1, "source")),
        ("@", ("notes",)),
    ],
)
def test_lines_that_cannot_be_read_do_not_hide_the_others(
    words: str, loc: tuple[str | int, ...]
) -> None:
    assert loc_at(BROKEN, at(BROKEN, words)) == loc


def test_a_text_of_nothing_but_faults_is_given_up_in_time() -> None:
    outline = Outline("name: x\n" + "a: b: c: d\n" * 100)
    assert not outline.whole
    assert outline.get(("name",)) is not None
    assert not Outline("name: x\n" + "a: b: c: d\n" * 40_000).whole
    assert Outline("a: '\n\n").get(("a",)) is not None
    assert Outline("[\n\n").nodes == []


def test_what_no_card_holds_ends_the_reading() -> None:
    assert Outline("a: 1\n---\nb: 2\n").get(("b",)) is None
    assert Outline("a: 1\n? [x]\n: 2\nb: 3\n").get(("b",)) is None
    assert Outline("a: " + "[" * 500 + "]" * 500 + "\nb: 1\n").get(("b",)) is None
    assert Outline("*a : 1\nb: *a\n").get(("b",)) is not None
    assert Outline("- - x\n  - y\n").get((0, 1)) is not None


@pytest.mark.parametrize(
    ("text", "rule", "underlined"),
    [
        ("nmae: Aldmark\n", "unknown-key", "nmae"),
        ("name: Aldmark\nkind: [x, y]\n", "unknown-value", "[x, y]"),
        ("name: |\n  a\n  b\n", "line-break", "|"),
        ("name: a: b\n", "yaml-syntax", ":"),
        ("name:\n", "empty-value", ":"),
        ("name: 'x\n", "yaml-syntax", "'x"),
        ("name", "wrong-type", "name"),
        ("", "empty-file", ""),
        ("@", "yaml-syntax", "@"),
    ],
)
def test_a_problem_is_underlined_at_its_key_or_value(text: str, rule: str, underlined: str) -> None:
    checked = check_text(text, Path("x.yaml"), FOLDER)
    problem = next(one for one in checked.problems if one.rule == rule)
    start, end = problem_span(checked.outline, problem)
    assert text[start:end].rstrip("\n") == underlined or (rule == "empty-value" and end > start)


def test_lines_count_from_one_and_know_the_nearest_place() -> None:
    lines = Lines("ab\ncd\r\nef")
    assert [lines.place(offset) for offset in (0, 2, 3, 9)] == [(1, 1), (1, 3), (2, 1), (3, 3)]
    assert [lines.offset(*place) for place in ((1, 2), (2, 9), (9, 9), (0, 0))] == [1, 6, 9, 0]
    assert (lines.start(4), lines.after(4), lines.after(8)) == (3, 7, 9)
