from __future__ import annotations

import re
import time

import pytest
from core_samples import marks
from hypothesis import given
from hypothesis import strategies as st

from briefing.core.dialect import MAX_BYTES, Document, parse
from briefing.core.limits import MAX_TEXT
from briefing.core.problem import MOST
from briefing.core.quick_yaml import MAX_LEVELS

MEBIBYTE = 1024 * 1024

FRAGMENTS = [
    *("a", "b: c", "- ", ": ", "? ", "[", "]", "{", "}", ",", "'", '"', "|", ">", ">-", "#", "\n"),
    *(
        "\n  ",
        "\r",
        "\r\n",
        "\t",
        " ",
        "---",
        "...",
        "\n---\n",
        "&a ",
        "*a",
        "!t ",
        "<<: ",
        "%",
        "@",
    ),
    *(
        "`",
        "\\",
        "~",
        "1",
        "true",
        "\u2028",
        "\ufeff",
        "\0",
        "é",
        "😀",
        "name: x\n",
        "null",
        "? [a]",
    ),
]


def assert_places_in(text: str, document: Document) -> None:
    lines = re.split(r"\r\n|\r|\n", text)
    for problem in document.problems:
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
        assert problem.is_error
        assert problem.message


@given(st.binary())
def test_no_bytes_make_it_fall(raw: bytes) -> None:
    document = parse(raw, "x")
    assert document.readable or document.problems
    assert_places_in(raw.decode("utf-8-sig", "replace"), document)


@given(st.one_of(st.text(), st.lists(st.sampled_from(FRAGMENTS)).map("".join)))
def test_no_text_makes_it_fall(text: str) -> None:
    raw = text.encode("utf-8", "surrogatepass")
    document = parse(raw, "x")
    assert document.readable or document.problems
    assert_places_in(raw.decode("utf-8-sig", "replace"), document)
    assert document.place(("a", 0, "b")) >= (1, 1)


plain = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-99, 99), st.sampled_from(["x", "NO", "a b"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["a", "b", "name"]), inner, max_size=3),
    ),
    max_leaves=12,
)


def flow(data: object) -> str:
    """The data as YAML on one line."""
    if isinstance(data, dict):
        return "{" + ", ".join(f"{key}: {flow(value)}" for key, value in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(map(flow, data)) + "]"
    return {None: "null", True: "true", False: "false"}.get(data, str(data))  # type: ignore[call-overload, no-any-return]


@given(plain)
def test_plain_data_is_read_as_it_was_written(data: object) -> None:
    document = parse(flow(data).encode(), "x")
    if data not in (1, 0):  # True and 1 are one key of the table above
        assert document.data == data
    assert document.problems == ()


TEXT = """\
name: 'Åland'
editions:
  - source: a
    points: [{topic: T, para: [1, 22]}]
"""


@pytest.mark.parametrize(
    ("loc", "key", "value"),
    [
        ((), (1, 1), (1, 1)),
        (("name",), (1, 1), (1, 7)),
        (("editions",), (2, 1), (3, 3)),
        (("editions", 0), (3, 5), (3, 5)),
        (("editions", 0, "source"), (3, 5), (3, 13)),
        (("editions", 0, "points", 0, "topic"), (4, 15), (4, 22)),
        (("editions", 0, "points", 0, "para", 1), (4, 35), (4, 35)),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_each_key_and_value_has_its_place(
    loc: tuple[str | int, ...],
    key: tuple[int, int],
    value: tuple[int, int],
    line_end: str,
    mark: str,
) -> None:
    document = parse((mark + TEXT.replace("\n", line_end)).encode(), "x")
    assert document.place(loc, key=True) == key
    assert document.place(loc) == value


def test_what_is_not_there_has_the_place_of_what_would_hold_it() -> None:
    document = parse(TEXT.encode(), "x")
    assert document.place(("editions", 0, "quotes", 3, "text")) == (3, 5)
    assert document.place(("name", "x")) == (1, 1)
    assert parse(b"", "x").place(("name",)) == (1, 1)


def test_what_a_duplicate_key_holds_does_not_move_the_first() -> None:
    document = parse(b"a: {b: 1}\na: {b: 2, c: 3}\n", "x")
    assert document.data == {"a": {"b": 1}}
    assert document.place(("a", "b")) == (1, 8)
    assert document.place(("a", "c")) == (1, 1)
    assert marks(document.problems) == ["2:1 duplicate-key"]


def test_a_list_may_be_as_deep_as_the_limit_and_no_deeper() -> None:
    deep = parse(b"[" * MAX_LEVELS + b"]" * MAX_LEVELS, "x")
    assert deep.problems == ()
    deeper = parse(b"[" * (MAX_LEVELS + 1) + b"]" * (MAX_LEVELS + 1), "x")
    assert marks(deeper.problems) == [f"1:{MAX_LEVELS + 1} depth"]
    assert not deeper.readable
    assert deeper.data is None


def test_a_file_may_be_as_large_as_the_limit_and_no_larger() -> None:
    assert parse(b"a: b\n#".ljust(MAX_BYTES, b"-"), "x").data == {"a": "b"}
    (problem,) = parse(b"a: b\n#".ljust(MAX_BYTES + 1, b"-"), "x").problems
    assert (problem.rule, problem.line, problem.column) == ("file-size", 1, 1)
    assert "8,388,608" in problem.message


def test_the_words_that_the_editor_highlights_by_are_as_typed() -> None:
    aliases = parse(b"a: &here 1\nb: [*here]\n*here : c\n", "x")
    assert [problem.message for problem in aliases.problems] == [
        *("an anchor, `&here`", "an alias, `*here`", "an alias, `*here`"),
    ]
    (tag,) = parse(b"a: !!str b", "x").problems
    assert tag.message == "a tag, `!!str`"


def test_a_count_tells_one_bad_character_from_a_file_of_another_kind() -> None:
    (one,) = parse(b"a: \x07", "x").problems
    assert (one.message, one.hint) == ("an invisible character, U+0007", "remove it")
    (many,) = parse("a: b".encode("utf-16-le"), "x").problems
    assert many.message == "4 invisible characters; the first is U+0000"
    assert "UTF-8" in many.hint


def test_an_error_before_the_first_tab_is_the_one_that_speaks() -> None:
    unclosed = parse(b"a: 'b\nc: d\n\te: f\n", "x")
    assert marks(unclosed.problems) == ["1:4 yaml-syntax"]
    anchor_too = parse(b"a: &x b\nc:\n\td: e\n", "x")
    assert marks(anchor_too.problems) == ["1:4 anchor", "3:1 tab"]


def test_a_tab_and_what_else_is_wrong_are_told_together() -> None:
    document = parse(b"a: [x,\n\ty]\na: b\n", "x")
    assert marks(document.problems) == ["2:1 tab", "3:1 duplicate-key"]
    assert document.data == {"a": ["x", "y"]}


@pytest.mark.parametrize(
    ("raw", "mark"),
    [
        (b"[" * 1_000_000, "1:21 depth"),
        (b"{" * 1_000_000, "1:2 bad-key"),
        (b"- " * 1_000_000, "1:41 depth"),
        (b"? " * 1_000_000, "1:3 bad-key"),
        (b"a: &a [x]\n" + b"b: [*a, *a]\n" * 100_000, "1:4 anchor"),
        (b"k: v\n" * 200_000, "2:1 duplicate-key"),
        (b"".join(b"%d: v\n" % number for number in range(100_000)), "1:1 bad-key"),
        (b"\tx\n" * 200_000, "1:1 tab"),
        (b"'" + b"x" * (8 * MEBIBYTE - 1), "1:1 yaml-syntax"),
        (b"x: " + b"\x01" * MEBIBYTE, "1:4 control-character"),
        (b"a: [" + b"," * MEBIBYTE, "1:5 yaml-syntax"),
        (b"a: [" + b"b," * 4_000_000, "1:199999 file-size"),
        (b"".join(b"%x:\n" % number for number in range(1_000_000)), "1:1 bad-key"),
        (b"".join(b"k%x:\n" % number for number in range(1_000_000)), "50000:7 file-size"),
        (b"a:\n" + b"- 'b\n\tc'\n" * 800_000, "199996:3 file-size"),
        (b"\0" * MAX_BYTES, "1:1 control-character"),
        (b"\n" * (MAX_BYTES - 1) + b"]", f"{MAX_BYTES}:1 yaml-syntax"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_made_to_choke_it_is_refused_at_once(raw: bytes, mark: str) -> None:
    start = time.process_time()
    document = parse(raw, "x")
    assert time.process_time() - start < 3
    assert marks(document.problems)[0] == mark
    assert len(document.problems) <= MOST + 1


def test_many_tabs_in_many_texts_are_told_apart_at_once() -> None:
    start = time.process_time()
    document = parse(b"a:\n" + b"- 'b\n\tc'\n" * 50_000, "x")
    assert time.process_time() - start < 2
    assert document.problems == ()


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("a: b\nc: 'TEXT'\n", "2:4 too-long"),
        ("- [b, TEXT]\n", "1:7 too-long"),
        ("a: |\n  TEXT\n", "1:4 too-long"),
    ],
)
def test_a_text_is_no_longer_than_anybody_reads(text: str, mark: str) -> None:
    long = parse(text.replace("TEXT", "x" * (MAX_TEXT + 1)).encode(), "x")
    assert marks(long.problems) == [mark]
    assert "100,00" in long.problems[0].message
    assert parse(text.replace("TEXT", "x" * (MAX_TEXT - 1)).encode(), "x").problems == ()


def test_the_last_of_too_many_problems_says_so() -> None:
    document = parse(b"k: v\n" * 5000, "x")
    assert [p.rule for p in document.problems[-2:]] == ["duplicate-key", "too-many"]
    assert (document.problems[-1].line, document.readable) == (MOST + 1, False)
