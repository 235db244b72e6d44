"""The files that a library may meet with and that are no cards: each case with what is said of it.

A case is written into a library beside good cards. What is small and plain text stands in the
corpus instead; here is what is large, or what only a file system can be.
"""

from __future__ import annotations

import os
import socket
import stat
from dataclasses import dataclass
from itertools import islice, product
from string import ascii_lowercase, digits
from typing import TYPE_CHECKING

import pytest

from tests.core.core_samples import CARD, LIBRARY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

POINTS = CARD + "    points:\n"
MANY = 1_000_000
MIB = 1 << 20


@dataclass(frozen=True)
class Case:
    """A hostile file: how it is made, and ``line:column rule`` and words of its first problem.

    ``make`` gets the library's folder and the path of a card that is not there yet. Cards beside
    it stay good. ``name`` is that of the card's file without its ending.
    """

    id: str
    make: Callable[[Path, Path], None]
    place: str
    words: str
    name: str = "bad"


def content(of: Callable[[], str | bytes]) -> Callable[[Path, Path], None]:
    def make(_folder: Path, path: Path) -> None:
        raw = of()
        path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())

    return make


def keys(count: int) -> Iterator[str]:
    """So many words, no two alike."""
    others = ascii_lowercase + digits
    return islice(map("".join, product(ascii_lowercase, others, others, others)), count)


def sparse(_folder: Path, path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 30)


def folder_of_that_name(_folder: Path, path: Path) -> None:
    path.mkdir()


def pipe(_folder: Path, path: Path) -> None:
    os.mkfifo(path)


def device(_folder: Path, path: Path) -> None:
    try:
        os.mknod(path, 0o666 | stat.S_IFCHR, os.makedev(1, 5))  # /dev/zero, which never ends
    except PermissionError:
        pytest.skip("only an administrator makes devices")


def plug(_folder: Path, path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.path.relpath(path))  # a full path may be longer than a socket's may be


def link_to(target: str) -> Callable[[Path, Path], None]:
    def make(_folder: Path, path: Path) -> None:
        path.symlink_to(target)

    return make


def circle(folder: Path, path: Path) -> None:
    path.symlink_to(folder / ".other")
    (folder / ".other").symlink_to(path)


def link_out(folder: Path, path: Path) -> None:
    outside = folder.parent / "outside.yaml"
    outside.write_text(CARD)
    path.symlink_to(outside)


def link_below_out(folder: Path, path: Path) -> None:
    elsewhere = folder.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "card.yaml").write_text(CARD)
    (folder / "below").symlink_to(elsewhere)
    path.symlink_to("below/card.yaml")


def bytes_in_name(folder: Path, _path: Path) -> None:
    with open(os.fsencode(folder) + b"/\xe9t\xe9.yaml", "wb") as file:  # noqa: PTH123
        file.write(CARD.encode())


TOO_MANY = "more than 100,000 keys and values"
TOO_LONG = "more than 8,388,608 bytes"
ENOUGH = "more than 1,000 problems"
UNREAD = "1:1 unreadable"

LARGE = [
    Case("a 1 GB file", sparse, "1:1 file-size", TOO_LONG),
    Case(
        "one line of 50 MB", content(lambda: "name: " + "x" * 50_000_000), "1:1 file-size", TOO_LONG
    ),
    Case("one line of 8 MB", content(lambda: "x" * (8 * MIB)), "1:1 too-long", "8,388,608"),
    Case(
        "an alias bomb",
        content(lambda: "a: &a [x, x]\n" + "b: &b [*a, *a, *a, *a]\n" * 300_000),
        "1:4 anchor",
        "an anchor, `&a`",
    ),
    Case("1,000,000 levels of [", content(lambda: "[" * MANY), "1:21 depth", "more than 20 levels"),
    Case(
        "1,000,000 levels of {a:",
        content(lambda: "{a: " * MANY),
        "1:81 depth",
        "more than 20 levels",
    ),
    Case(
        "1,000,000 levels of -", content(lambda: "- " * MANY), "1:41 depth", "more than 20 levels"
    ),
    Case("1,000,000 levels of ?", content(lambda: "? " * MANY), "1:3 bad-key", "is no key"),
    Case(
        "1,000,000 keys",
        content(lambda: "".join(f"{key}:\n" for key in keys(MANY))),
        "50000:6 file-size",
        TOO_MANY,
    ),
    Case(
        "1,000,000 keys in braces",
        content(lambda: CARD + "location: {" + ",".join(keys(MANY)) + "}"),
        "7:249972 file-size",
        TOO_MANY,
    ),
    Case(
        "1,000,000 times one key",
        content(lambda: "k:\n" * MANY),
        "2:1 duplicate-key",
        "`k` stands twice",
    ),
    Case(
        "as many unknown keys as are read",
        content(lambda: CARD + "".join(f"{key}:\n" for key in keys(49_990))),
        "1:1 too-many",
        ENOUGH,
    ),
    Case(
        "as many wrong items as are read",
        content(lambda: CARD + "aliases: [" + "1," * 99_900 + "]"),
        "1:1 too-many",
        ENOUGH,
    ),
    Case(
        "as many empty points as are read",
        content(lambda: CARD + "    points: [" + "{}," * 99_900 + "]"),
        "1:1 too-many",
        ENOUGH,
    ),
    Case(
        "as many wrong paragraphs as are read",
        content(lambda: POINTS + "      - {topic: T, para: [" + "x," * 99_900 + "]}"),
        "1:1 too-many",
        ENOUGH,
    ),
    Case(
        "10,000 problems",
        content(
            lambda: POINTS + "      - {topic: T, kind: fact, text: T, source: x, para: 9}\n" * 9_000
        ),
        "1:1 too-many",
        ENOUGH,
    ),
    Case(
        "a million empty editions",
        content(lambda: "editions: [" + "{}," * MANY),
        "1:300003 file-size",
        TOO_MANY,
    ),
    Case(
        "nothing but NUL",
        content(lambda: b"\0" * (8 * MIB)),
        "1:1 control-character",
        "more than 1,000",
    ),
    Case(
        "control characters",
        content(lambda: "x: " + "\x07" * (8 * MIB - 3)),
        "1:4 control-character",
        "U+0007",
    ),
    Case(
        "lone surrogates",
        content(lambda: b"a: " + b"\xed\xa0\x80" * 2_500_000),
        "1:4 encoding",
        "is not UTF-8",
    ),
    Case(
        "escaped lone surrogates",
        content(lambda: 'a: "' + "\\ud800" * MANY + '"'),
        "1:7 yaml-syntax",
        "a backslash",
    ),
    Case("UTF-16", content(lambda: (CARD * 35_000).encode("utf-16")), "1:1 encoding", "UTF-16"),
    Case("Latin-1", content(lambda: b"name: " + b"\xe9" * (8 * MIB - 6)), "1:7 encoding", "0xE9"),
    Case(
        "8 MB of empty lines",
        content(lambda: "\n" * (8 * MIB - 1) + "]"),
        f"{8 * MIB}:1 yaml-syntax",
        "cannot start",
    ),
    Case(
        "8 MB of CR",
        content(lambda: "\r" * (8 * MIB - 1) + "]"),
        f"{8 * MIB}:1 yaml-syntax",
        "cannot start",
    ),
    Case(
        "tabs at every line",
        content(lambda: "a:\n" + "\tb\n" * 2_500_000),
        "2:1 tab",
        "a tab in the indentation",
    ),
    Case(
        "tabs in every text",
        content(lambda: "a:\n" + "- 'b\n\tc'\n" * 800_000),
        "199996:3 file-size",
        TOO_MANY,
    ),
    Case(
        "duplicate keys, 19 levels deep",
        content(lambda: "{a: " * 18 + "{" + "k, " * MANY + "}" * 19),
        "1:77 duplicate-key",
        "stands twice",
    ),
    Case(
        "Python objects",
        content(lambda: "[" + "!!python/object/apply:os.system [ls]," * 200_000 + "]"),
        "1:2 tag",
        "a tag, `!!python/object/apply:os.system`",
    ),
    Case(
        "merge keys",
        content(lambda: "[" + "{<<: {a: b}}," * 600_000 + "]"),
        "1:3 merge-key",
        "a merge key",
    ),
    Case(
        "900,000 documents",
        content(lambda: "---\na: b\n" * 900_000),
        "3:1 documents",
        "a second document",
    ),
    Case(
        "an integer of 8,000,000 digits",
        content(lambda: CARD + "code: " + "9" * 8_000_000),
        "7:7 too-long",
        "8,000,000 characters",
    ),
    Case(
        "a closing mark that never comes",
        content(lambda: "name: '" + "''" * 4_000_000),
        "1:7 yaml-syntax",
        "never closed",
    ),
]

NO_FILES = [
    Case("an empty file", content(lambda: ""), "1:1 empty-file", "the file is empty"),
    Case("a folder", folder_of_that_name, UNREAD, "this is a folder, and not a file"),
    Case("a pipe", pipe, UNREAD, "this is a pipe, and not a file"),
    Case("a device", device, UNREAD, "this is a device, and not a file"),
    Case("a link to a device", link_to("/dev/zero"), UNREAD, "this is a device, and not a file"),
    Case("a link to a terminal", link_to("/dev/tty"), UNREAD, "this is a device, and not a file"),
    Case("a socket", plug, UNREAD, "this is a socket, and not a file"),
    Case("a dangling link", link_to("nowhere.yaml"), UNREAD, "a file that is not there"),
    Case("cyclic links", circle, UNREAD, "the link leads back to itself"),
    Case("a link out", link_out, UNREAD, "the link leads out of the library"),
    Case(
        "a link to the system's files", link_to("/etc/passwd"), UNREAD, "leads out of the library"
    ),
    Case("a link through a folder that is one", link_below_out, UNREAD, "leads out of the library"),
    Case(
        "a link to what the kernel makes",
        link_to("/proc/self/maps"),
        UNREAD,
        "leads out of the library",
    ),
    Case(
        "a line break in the name", content(lambda: CARD), "1:1 file-name", "U+000A", "two\nlines"
    ),
    Case(
        "an escape in the name",
        content(lambda: CARD),
        "1:1 file-name",
        "U+001B",
        "\x1b[31mred\x1b]0;",
    ),
    Case(
        "a right-to-left mark in the name",
        content(lambda: CARD),
        "1:1 file-name",
        "U+202E",
        "\u202elmay",
    ),
    Case("a name that is not UTF-8", bytes_in_name, "1:1 file-name", "0xE9", "\udce9t\udce9"),
]

CASES = [*LARGE, *NO_FILES]


def library(folder: Path) -> Path:
    """A library with two good cards."""
    folder.mkdir(parents=True)
    (folder / "library.yaml").write_text(LIBRARY)
    (folder / "aldmark.yaml").write_text(CARD)
    (folder / "norrey.yaml").write_text(CARD.replace("Aldmark", "Norrey"))
    return folder
