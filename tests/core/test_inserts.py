from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from core_samples import sample_library

from briefing.core.edits import applied
from briefing.core.inserts import insert
from briefing.core.library import CardFolder
from briefing.core.placing import NoPlaceError
from briefing.core.skeleton import skeleton

FOLDER = CardFolder(Path(), sample_library(), (), ())

CARD = """\
name: Aldmark
editions:
  - source: first
    bottom_line: The port matters.  # so far
    points:
      - topic: Dues
        kind: fact
        text: Up.
        para: 1
        # and down
      - topic: Ice
        kind: fact
        text: Thin.
        para: 2
"""


def inserted(text: str, behind: str, kind: Any, /, **values: Any) -> str:
    """The text after an insert, with the selection between « and »."""
    change = insert(text, text.index(behind) + len(behind), kind, FOLDER, values)
    new = applied(text, change.edits)
    assert change.select is not None
    start, end = change.select
    return f"{new[:start]}«{new[start:end]}»{new[end:]}"


def test_an_item_goes_behind_the_one_at_the_caret_and_its_comments() -> None:
    assert inserted(CARD, "Dues", "point") == CARD.replace(
        "        # and down\n",
        "        # and down\n"
        "      - topic: «»\n        kind: assessment\n        text: >-\n          \n"
        "        para: \n",
    )


def test_every_field_of_an_item_can_be_gone_to() -> None:
    change = insert(CARD, CARD.index("Ice"), "point", FOLDER, {"text": "Deep."})
    new = applied(CARD, change.edits)
    assert [new[start:end] for start, end in change.stops] == ["", "assessment", "Deep.", ""]
    assert change.select == change.stops[0]


def test_an_item_goes_to_the_end_of_its_list_elsewhere() -> None:
    for behind in ("name", "port", "points:"):
        found = inserted(CARD, behind, "point", topic="Roads", para=[3, 4], text="word " * 20)
        assert found == CARD + (
            "      - topic: Roads\n        kind: «assessment»\n        text: >-\n"
            f"          {' '.join(['word'] * 15)}\n          {' '.join(['word'] * 5)}\n"
            "        para: [3, 4]\n"
        )


def test_a_missing_list_is_made_where_a_card_has_it() -> None:
    behind = "    bottom_line: The port matters.  # so far\n"
    quotes = "    quotes:\n      - text: >-\n          «»\n        voice: speaker\n        para: \n"
    assert inserted(CARD, "Dues", "quote") == CARD + quotes
    no_points = CARD[: CARD.index("    points")] + quotes.replace("«»", "So.")
    points = (
        "    points:\n      - topic: «»\n        kind: assessment\n        text: >-\n          \n"
    )
    assert inserted(no_points, "port", "point") == no_points.replace(
        behind, behind + points + "        para: \n"
    )
    note = "notes:\n  - date: «»\n    by: \n    text: >-\n      \n"
    assert inserted(CARD, "Dues", "note") == CARD + note


@pytest.mark.parametrize(
    ("points", "left"),
    [
        ("points: []", "points:"),
        ("points: [ ]  # none", "points:  # none"),
        ("points:", "points:"),
        ("points: ~", "points:"),
        ("points: null # x", "points: # x"),
        ("points:  # none", "points:  # none"),
    ],
)
def test_an_empty_list_is_replaced(points: str, left: str) -> None:
    head = "name: Aldmark\neditions:\n  - source: first\n    bottom_line: x\n    "
    found = inserted(f"{head}{points}\n    steps: []\n", "source", "point", topic="A", kind="fact")
    assert found.startswith(
        f"{head}{left}\n      - topic: A\n        kind: fact\n        text: >-\n"
    )
    assert found.endswith("          «»\n        para: \n    steps: []\n")


def test_the_text_keeps_its_own_indentation() -> None:
    text = "editions:\n- source: first\n  bottom_line: x\n  steps:\n  - actor: A\n    action: b\n"
    assert inserted(text, "x", "point") == text.replace(
        "  steps:",
        "  points:\n  - topic: «»\n    kind: assessment\n    text: >-\n      \n    para: \n  steps:",
    )
    wide = "editions:\n    -   source: first\n        bottom_line: x\n"
    assert inserted(wide, "x", "step") == wide + (
        "        steps:\n            -   actor: «»\n                action: >-\n"
        "                    \n                para: \n"
    )


def test_an_edition_is_of_the_next_source_and_spaced_like_the_others() -> None:
    found = inserted(CARD, "Dues", "edition")
    assert found == CARD + "  - source: «second»\n    bottom_line: >-\n      \n"
    spaced = CARD + "\n  - source: second\n    bottom_line: y\n"
    assert inserted(spaced, "y", "edition") == spaced + (
        "\n  - source: «»\n    bottom_line: >-\n      \n"
    )
    behind_the_first = inserted(spaced, "Dues", "edition")
    assert behind_the_first.startswith(CARD + "\n  - source: «»\n")
    assert behind_the_first.endswith("      \n\n  - source: second\n    bottom_line: y\n")


def test_a_new_card_takes_its_first_edition_and_note() -> None:
    text = skeleton("Aldmark", FOLDER.library)
    found = inserted(text, "name", "edition")
    assert "\neditions:                # at most one a source" in found
    assert (
        "use the lines below\n  - source: «first»\n    bottom_line: >-\n      \n# - source" in found
    )
    noted = inserted(text, "name", "note", date="2010-02-03", by="Ada", text="Look: here")
    assert noted.endswith('}\n  - date: «2010-02-03»\n    by: Ada\n    text: "Look: here"\n')


def test_a_verdict_goes_to_the_point_at_the_caret() -> None:
    found = inserted(CARD, "Ice", "change")
    assert found == CARD + "        change: «kept»\n"
    assert inserted(CARD, "Ice", "change", change="hardened").endswith("change: «hardened»\n")
    again = found.replace("«", "").replace("»", "")
    assert inserted(again, "Ice", "change") == found


def test_what_changed_goes_to_the_edition_elsewhere() -> None:
    found = inserted(CARD, "port", "change")
    assert "# so far\n    changed: >-\n      «»\n    points:\n" in found
    assert "# so far\n    changed: «Little.»\n" in inserted(
        CARD, "port", "change", changed="Little."
    )
    flow = "editions: [{source: first, bottom_line: x}]"
    assert inserted(flow, "source", "change") == (
        'editions: [{source: first, bottom_line: x, changed: "«»"}]'.replace('"«»"', '«""»')
    )


def test_brackets_and_braces_are_filled_as_they_stand() -> None:
    head = "editions: [{source: first"
    assert inserted(head + "}]", "first", "point", para=1) == (
        head + ', points: [{topic: "«»", kind: assessment, text: "", para: 1}]}]'
    )
    assert inserted(head + ", points: []}]", "first", "point", para=1) == (
        head + ', points: [{topic: "«»", kind: assessment, text: "", para: 1}]}]'
    )
    assert inserted(head + ", quotes: [{text: a}, {text: b}]}]", "text: a", "quote") == (
        head + ', quotes: [{text: a}, {text: "«»", voice: speaker, para: ""}, {text: b}]}]'
    )
    assert inserted("{name: x}", "x", "note", date=2010, by="A", text="t") == (
        "{name: x, notes: [{date: «2010», by: A, text: t}]}"
    )
    assert inserted("editions: [{points: []}]", "points", "change").startswith("editions: [{")


def test_a_quote_goes_to_the_edition_of_its_source() -> None:
    two = CARD + "  - source: second\n    bottom_line: y\n"
    found = inserted(two, "Dues", "quote", text="so", para=2, voice="summary", source="second")
    assert (
        found == two + "    quotes:\n      - text: «so»\n        voice: summary\n        para: 2\n"
    )
    own = inserted(two, "Dues", "quote", text="so", para=2, voice="summary", source="first")
    assert "para: 2\n    quotes:\n      - text: «so»\n" in own
    assert "source: first" not in own.split("quotes:")[1]
    other = inserted(two, "Dues", "quote", text="so", para=2, source="third")
    assert "        para: 2\n        source: third\n  - source: second" in other
    assert inserted(two, "name", "quote", text="a").startswith(two)
    unnamed = "editions:\n  - bottom_line: x\n"
    assert "source: first" in inserted(unnamed, "x", "quote", source="first")


def test_a_text_without_a_last_line_end_gets_none() -> None:
    found = inserted(CARD.rstrip("\n"), "Ice", "point")
    assert found.startswith(CARD)
    assert found.endswith("para: ")
    assert inserted("name: x", "x", "note").startswith("name: x\nnotes:\n  - date: «»\n")


def test_blank_lines_that_are_part_of_a_text_stay_with_it() -> None:
    text = "editions:\n  - source: first\n    quotes:\n      - text: |+\n          so\n\n\n"
    found = inserted(text, "so", "quote")
    assert found.startswith(text + "      - text: >-\n          «»")


@pytest.mark.parametrize("broken", ["Dues: up", "'Dues", "[Dues", "@", "*"])
def test_a_broken_line_elsewhere_is_no_hindrance(broken: str) -> None:
    text = CARD.replace("Dues", broken)
    assert inserted(text, "Ice", "point").startswith(text + "      - topic: «»\n")
    behind = inserted(text, "kind: fact", "point")
    assert "        # and down\n      - topic: «»\n" in behind


@pytest.mark.parametrize(
    ("text", "kind", "says"),
    [
        ("", "point", "no card here yet"),
        ("# nothing\n", "note", "no card here yet"),
        ("- a\n", "edition", "no card here yet"),
        ("name: x\n", "point", "no edition yet"),
        ("name: x\neditions: []\n", "quote", "no edition yet"),
        ("name: x\neditions: none\n", "quote", "no edition yet"),
        ("name: x\neditions: none\n", "edition", "holds something that is not a list"),
        ("name: x\neditions: {a: b}\n", "step", "no edition yet"),
        ("name: x\neditions:\n  -\n", "step", "holds no keys yet"),
        ("name: x\neditions:\n  - first\n", "step", "holds no keys yet"),
        ("name: x\nnotes: a: b\n", "note", "holds something that is not a list"),
        ("name: x\nnotes: {a: b}\n", "note", "holds something that is not a list"),
        ("? [", "edition", "no key here can be read yet"),
        ("editions:\n  - ? [", "point", "no key here can be read yet"),
        ("name: x\nnotes:\n  a: b\n", "note", "holds something that is not a list"),
        ("name: x\neditions:\n  - points:\n      para: 1\n", "point", "is not a list"),
        ("name: x\n", "change", "belongs to a point or an edition"),
        ("name: x\nnotes:\n  - by: A\n", "change", "belongs to a point or an edition"),
        ("name: x\neditions:\n  -\n", "change", "cannot be read yet"),
        ('editions:\n  - {"a"}: x\n    #', "change", "cannot be read yet"),
    ],
)
def test_where_there_is_no_place_the_reason_is_said(text: str, kind: Any, says: str) -> None:
    with pytest.raises(NoPlaceError, match=says):
        insert(text, len(text), kind, FOLDER)


def test_in_the_second_of_two_lists_of_one_key_an_item_goes_to_the_end_of_the_first() -> None:
    text = "editions:\n  - source: a\nname: x\neditions:\n  - source: b\n  - source: c\n"
    change = insert(text, len(text) - 2, "edition", FOLDER)
    assert applied(text, change.edits).startswith("editions:\n  - source: a\n  - source: ")


def test_a_field_that_an_item_does_not_have_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="a note has no field para"):
        insert(CARD, 0, "note", FOLDER, {"para": 1})
