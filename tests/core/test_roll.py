from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.core.entry import Head
from briefing.core.keeping import Row
from briefing.core.problem import visible
from briefing.core.raw_file import NO_STAMP
from briefing.core.roll import Roll, RollError, Run

TEXTS = st.text(max_size=4)
HEADS = st.builds(
    Head,
    TEXTS,
    st.sampled_from(["country", "bloc"]),
    st.sampled_from(["North", "South", ""]),
    st.sampled_from(["SE", "NO", ""]),
    st.lists(st.sampled_from(["first", "second"]), max_size=2).map(tuple),
    st.booleans(),
    st.booleans(),
)
COUNTS = st.integers(0, 3)


def row(
    slot: int, head: Head | None, errors: int = 0, warnings: int = 0, name: str = "a.yaml"
) -> Row:
    keys = (b"", b"", b"")
    return Row(slot, name, NO_STAMP, True, *keys, False, errors, warnings, head, ())


ROWS = st.builds(row, st.integers(0, 1 << 62), st.none() | HEADS, COUNTS, COUNTS)
FILES = st.lists(st.tuples(st.text(), ROWS), max_size=8, unique_by=lambda file: file[0])


@given(FILES)
def test_a_roll_tells_of_each_file_what_lists_ask_for(files: list[tuple[str, Row]]) -> None:
    made = Roll.of(files)
    for roll in (made, Roll.read(made.written())):
        assert roll.columns == made.columns
        assert len(roll) == len(files)
        assert [roll.head(place) for place in range(len(files))] == [row.head for _, row in files]
        assert [roll.is_good(place) for place in range(len(files))] == [
            row.head is not None for _, row in files
        ]
        assert roll.places == {card_id: place for place, (card_id, _) in enumerate(files)}
        shown = [row.head.name if row.head else visible(card_id) for card_id, row in files]
        assert roll.columns.names == shown
        good = [(card_id, row) for card_id, row in files if row.head]
        assert list(roll.good) == [card_id for card_id, _ in good]
        assert roll.broken == len(files) - len(good)
        assert roll.regions() == {row.head.region for _, row in good if row.head}
        assert roll.slots() == {row.slot: card_id for card_id, row in good}
        assert roll.codes() == {
            row.head.code: row.head.name for _, row in good if row.head and row.head.code
        }
        columns = roll.columns
        assert [*zip(columns.errors, columns.warnings, strict=True)] == [
            (row.errors, row.warnings) for _, row in files
        ]
        runs = [(run.region, place) for run in roll.runs() for place in run.places]
        assert runs == [
            (row.head.region if row.head else None, place) for place, (_, row) in enumerate(files)
        ]


def test_files_of_a_region_stand_together() -> None:
    north = Head("A", "country", "North", "", (), has_steps=False, has_quotes=False)
    heads = [north, north, north._replace(region="South"), north._replace(region=""), None, None]
    roll = Roll.of((str(place), row(place, head)) for place, head in enumerate(heads))
    assert list(roll.runs()) == [
        *(Run("North", range(2)), Run("South", range(2, 3)), Run("", range(3, 4))),
        Run(None, range(4, 6)),
    ]
    # What many share is held once.
    read = Roll.read(roll.written()).columns
    assert read.regions[0] is read.regions[1]


HEAD = Head("Aldmark", "country", "North", "SE", ("first",), has_steps=True, has_quotes=True)
WRITTEN = Roll.of([("a", row(1, HEAD)), ("b", row(2, None, 1))]).written()
NONSENSE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.just(1e400),
    lambda each: st.lists(each, max_size=3) | st.dictionaries(st.text(max_size=3), each),
    max_leaves=6,
)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("ids", ["a"]), ("ids", "ab"), ("ids", ["a", 3]), ("ids", {"a": 1, "b": 2})),
        *(("errors", [0, -1]), ("errors", [0, 1.0]), ("warnings", [True, 0]), ("slots", None)),
        *(("kinds", [["country", "fort"], [0, 1]]), ("kinds", [["country", 3], [0, 1]])),
        *(("kinds", [["country"], [0, 1]]), ("kinds", [["country"], [0, -1]]), ("kinds", {})),
        *(("regions", [["North"], [0]]), ("regions", ["North", ""]), ("sources", [[3], [0, 0]])),
        *(("sources", [[[3]], [0, 0]]), ("sources", [[["first"]]]), ("sources", 3)),
    ],
)
def test_what_is_no_roll_is_refused(name: str, value: Any) -> None:
    with pytest.raises(RollError):
        Roll.read(json.dumps({**json.loads(WRITTEN), name: value}))


@pytest.mark.parametrize("text", ["", "{", "3", "[]", "{}", "null", "[" * 100_000])
def test_nor_is_any_text(text: str) -> None:
    with pytest.raises(RollError):
        Roll.read(text)


@given(st.sampled_from(sorted(json.loads(WRITTEN))), NONSENSE)
def test_whatever_is_read_can_be_shown(name: str, value: Any) -> None:
    try:
        roll = Roll.read(json.dumps({**json.loads(WRITTEN), name: value}))
    except RollError:
        return
    heads = [roll.head(place) for place in range(len(roll))]
    assert all(isinstance(head.name + head.region + head.code, str) for head in heads if head)
    assert sum(len(run.places) for run in roll.runs()) == len(roll) == 2


@given(st.integers(0, len(WRITTEN) - 1), st.text(min_size=1, max_size=3))
def test_a_roll_with_a_letter_changed_is_one_or_none(at: int, wrong: str) -> None:
    try:
        roll = Roll.read(WRITTEN[:at] + wrong + WRITTEN[at + 1 :])
    except RollError:
        return
    assert [roll.head(place) is None for place in range(len(roll))].count(True) == roll.broken
