"""What the targets are fed: bytes, drawn by hypothesis or made by atheris from seeds like them.

An input for a target that needs more than a text begins with six bytes, three numbers.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from struct import Struct

from hypothesis import strategies as st

from tests.core.card_texts import card_texts

CORPUS = Path(__file__).parents[1] / "corpus"
_NUMBERS = Struct("<HHH")
NONE = bytes(_NUMBERS.size)

PIECES = [
    *("name: x\n", "kind: country\n", "region: North\n", "editions:\n", "  - source: first\n"),
    *("    points:\n", "      - topic: T\n", "para: [1, 2]", "see_also: [old]\n", "sources:\n"),
    *("date: 2004-02-30", "quotes: [", "steps: {", "notes: ~\n", "aliases: ", "voice: summary"),
    *("a", "b: c", "- ", ": ", "? ", "[", "]", "{", "}", ",", "'", '"', "|", ">", ">-", "|+", "#"),
    *("\n", "\n  ", "\r", "\r\n", "\t", " ", "---", "...", "\n---\n", "&a ", "*a", "!t ", "<<: "),
    *("%", "@", "`", "\\", "~", "1", "true", "\\x1b", "\u2028", "\ufeff", "\0", "é", "😀", "null"),
    *("? [a]", "0o17", "1e3", ".nan", "12:30:00", "NO", "-", "kind:warning", 'at:"', "in:points"),
]


def numbers(data: bytes) -> tuple[tuple[int, int, int], bytes]:
    """The numbers that an input begins with, and the rest of it."""
    first, second, third = _NUMBERS.unpack(data[: _NUMBERS.size].ljust(_NUMBERS.size, b"\0"))
    return (first, second, third), data[_NUMBERS.size :]


def text_of(raw: bytes) -> str:
    r"""The bytes as the text of an editor: any characters, and line ends that are ``\n``."""
    text = raw.decode("utf-8", "surrogateescape")
    return text.replace("\r\n", "\n").replace("\r", "\n")


@cache
def card_seeds() -> tuple[bytes, ...]:
    """Cards and library files, good and bad."""
    return tuple(path.read_bytes() for path in sorted(CORPUS.rglob("*.yaml")))


_PATCHES = st.lists(
    st.tuples(st.integers(0, 4000), st.integers(0, 20), st.sampled_from(PIECES)), max_size=4
)


def _patched(raw: bytes, patches: list[tuple[int, int, str]]) -> bytes:
    for start, length, piece in patches:
        at = start % (len(raw) + 1)
        raw = raw[:at] + piece.encode() + raw[at + length :]
    return raw


YAML = st.one_of(
    st.binary(),
    st.text().map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(st.sampled_from(PIECES)).map(lambda pieces: "".join(pieces).encode()),
    st.builds(_patched, st.sampled_from(card_seeds()), _PATCHES),
    st.builds(_patched, card_texts().map(str.encode), _PATCHES),
)
"""Whatever might stand in a card or a library.yaml, most of it near to one."""

_NUMBER = st.integers(0, 65_535)
HEADS = st.builds(_NUMBERS.pack, _NUMBER, _NUMBER, _NUMBER)
NUMBERED_YAML = st.builds(bytes.__add__, HEADS, YAML)

WORDS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=12)
QUERIES = WORDS.map(lambda words: " ".join(words).encode("utf-8", "surrogatepass"))
"""Whatever might be typed to search."""

DAMAGE = st.builds(bytes.__add__, HEADS, st.binary(max_size=64))
"""What to write over a file, and where; see ``damaged``."""


def damaged(whole: bytes, data: bytes) -> bytes:
    """A file of which part is cut off, written over, or put in, as ``data`` says."""
    (where, how, length), rest = numbers(data)
    at = (where * 8191 + length) % (len(whole) + 1)
    kinds = {
        0: whole[:at] + rest + whole[at + len(rest) :],
        1: whole[:at],
        2: whole[:at] + rest + whole[at:],
        3: whole[:at] + whole[at + 1 + length % 512 :],
        4: rest,
    }
    return kinds.get(how % 8, kinds[0])
