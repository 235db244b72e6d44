from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.core.textfile import TextFile

ENDS = ["\n", "\r\n", "\r"]
words = st.text("ab\tü…𝄞", max_size=6)
lines = st.lists(st.tuples(words, st.sampled_from(ENDS)), max_size=12)


@given(st.binary() | st.text("a\r\n\ufeffü", max_size=20).map(str.encode))
def test_a_text_that_was_not_edited_is_written_as_it_was(raw: bytes) -> None:
    file = TextFile.read(raw)
    assert "\r" not in file.text
    if file.problem is None:
        assert file.encode(file.text) == raw


@given(st.booleans(), lines, words, st.text("ab\n", max_size=12))
def test_what_was_edited_into_it_is_what_is_read_again(
    bom: bool, body: list[tuple[str, str]], last: str, new: str
) -> None:
    raw = ("\ufeff" * bom + "".join(map("".join, body)) + last).encode()
    written = TextFile.read(raw).encode(new)
    assert TextFile.read(written).text == new
    assert TextFile.read(written).bom == bom


@given(st.data(), lines, lines, lines, st.text("xy\n", max_size=8))
def test_an_edit_in_the_middle_leaves_every_byte_outside_it(
    data: st.DataObject,
    before: list[tuple[str, str]],
    middle: list[tuple[str, str]],
    after: list[tuple[str, str]],
    new: str,
) -> None:
    # Lines are told apart by a number: of two that are equal, nobody can say which one went.
    count = 0

    def bytes_of(part: list[tuple[str, str]]) -> str:
        nonlocal count
        count += len(part)
        return "".join(f"{count - i}{word}{end}" for i, (word, end) in enumerate(part))

    head, gone, tail = map(bytes_of, (before, middle, after))
    come = new + "\n" if new and data.draw(st.booleans()) else ""
    file = TextFile.read((head + gone + tail).encode())
    start, end = (len(TextFile.read(part.encode()).text) for part in (head, head + gone))
    written = file.encode(file.text[:start] + come + file.text[end:]).decode()
    assert written.startswith(head)
    assert written.endswith(tail)


@pytest.mark.parametrize(
    ("raw", "text", "wanted"),
    [
        # Two edits far apart in mixed line ends: those between are kept.
        (b"a\r\nb\nc\rd\n", "A\nb\nc\nD\n", b"A\r\nb\nc\rD\n"),
        # New lines are like the line before them, at the top like the one after.
        (b"a\r\nb\nc", "a\nnew\nb\nc", b"a\r\nnew\r\nb\nc"),
        (b"a\r\nb\nc", "new\na\nb\nc", b"new\r\na\r\nb\nc"),
        (b"a\r\nb\nc", "a\nb\nc\nnew\n", b"a\r\nb\nc\nnew\n"),
        # A line that is broken in two, and two that are joined.
        (b"x\n1\r\nab\ny\r\n", "x\n1\na\nb\ny\n", b"x\n1\r\na\nb\ny\r\n"),
        (b"x\r\nab\ncd\r\ny\n", "x\nabcd\ny\n", b"x\r\nabcd\ny\n"),
        # More lines than there were, at two places.
        (b"1\r\n2\n3\r\n4\n", "one\n2\nthree\nand\n4\n", b"one\r\n2\nthree\r\nand\r\n4\n"),
        (b"1\r\nkept\n3\r\n4\n5", "a\nb\nc\nkept\n5", b"a\r\nb\r\nc\r\nkept\n5"),
        # A carriage return and a line feed that meet would be one line end.
        (b"a\rb\n\nc", "a\n\nc", b"a\r\rc"),
        # The last line end goes, comes, and is all there is.
        (b"a\r\nb\r\n", "a\nb", b"a\r\nb"),
        (b"a\r\nb", "a\nb\n", b"a\r\nb\r\n"),
        (b"a", "a\nb\n", b"a\nb\n"),
        (b"a\r\nb\n", "", b""),
        (b"", "a\n", b"a\n"),
        (b"\xef\xbb\xbfa\rb\r", "a\nc\nb\n", b"\xef\xbb\xbfa\rc\rb\r"),
        # What was pasted in with other line ends.
        (b"a\nb\n", "a\r\nb\rc\n", b"a\nb\nc\n"),
        # Half a character from a clipboard; two halves are one.
        (b"a\n", "a\ud83d\n", "a\ufffd\n".encode()),
        (b"a\n", "a\ud83d\ude00\n", "a😀\n".encode()),
    ],
)
def test_line_ends_are_kept_and_new_ones_follow_their_neighbors(
    raw: bytes, text: str, wanted: bytes
) -> None:
    assert TextFile.read(raw).encode(text) == wanted


def test_line_ends_of_a_file_are_listed() -> None:
    file = TextFile.read(b"\xef\xbb\xbfa\r\nb\rc\nd")
    assert (file.text, file.bom, file.ends) == ("a\nb\nc\nd", True, ("\r\n", "\r", "\n"))


def test_bytes_that_are_no_text_can_be_shown_but_not_saved() -> None:
    file = TextFile.read("naïve\r\ncaf".encode() + b"\xe9 1\r\n", "card.yaml")
    assert file.text == "naïve\ncaf\ufffd 1\n"
    assert str(file.problem) == (
        "card.yaml:2:4: error encoding: byte 0xE9 is not UTF-8 (save the file as UTF-8)"
    )
    with pytest.raises(ValueError, match="not saved"):
        file.encode("anything")


def test_two_megabytes_are_written_at_once() -> None:
    ends = ["\r\n", "\n", "\n"]
    raw = "".join(f"  - paragraph {i} of a card{ends[i % 3]}" for i in range(70_000)).encode()
    file = TextFile.read(raw)
    edited = file.text.replace("paragraph 70 ", "a\nb ").replace("paragraph 69000 ", "c\nd ")
    times = []
    for _ in range(3):
        start = perf_counter()
        written = file.encode(edited)
        times.append(perf_counter() - start)
    assert TextFile.read(written).text == edited
    assert min(times) < 5
