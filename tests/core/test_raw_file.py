from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from briefing.core import raw_file
from briefing.core.dialect import MAX_BYTES
from briefing.core.raw_file import RawFile, Unread, is_settled, read_raw, stamp_of

if TYPE_CHECKING:
    from pathlib import Path

LATER = 60 * 1_000_000_000


def read(path: Path) -> RawFile:
    found = read_raw(str(path))
    assert isinstance(found, RawFile)
    return found


@pytest.mark.parametrize("size", [0, 1, 70_000])
def test_a_file_is_read_with_its_stamp(tmp_path: Path, size: int) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"a" * size)
    found = read(path)
    assert found.content == b"a" * size
    assert found.stamp == stamp_of(path.stat())
    assert not found.settled


def test_equal_bytes_have_equal_digests_and_no_others(tmp_path: Path) -> None:
    digests = []
    for number, content in enumerate([b"a", b"b", b"a"]):
        path = tmp_path / str(number)
        path.write_bytes(content)
        digests.append(read(path).digest)
    assert digests[0] == digests[2] != digests[1]


def test_of_a_long_file_no_more_is_read_than_tells_that_it_is_long(tmp_path: Path) -> None:
    path = tmp_path / "x"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES * 100)
    assert len(read(path).content) == MAX_BYTES + 1


def test_a_file_that_gives_less_than_it_says_or_more_is_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"0123456789")
    pieces = [b"012", b"3456", b"789", b""]
    monkeypatch.setattr(os, "read", lambda handle, size: pieces.pop(0))
    assert read(path).content == b"0123456789"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among its files")
def test_what_cannot_be_read_is_told_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe"):
        found = read_raw(str(path))
        assert isinstance(found, Unread)
        assert "and not a file" in found.message
        assert found.stamp == stamp_of(path.stat())
    gone = read_raw(str(tmp_path / "gone"))
    assert isinstance(gone, Unread)
    assert "it is not there any more" in gone.message
    assert gone.stamp == raw_file.NO_STAMP


def test_a_disk_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"a")

    def fail(*_: Any) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "read", fail)
    found = read_raw(str(path))
    assert isinstance(found, Unread)
    assert found.message.startswith("the file cannot be read: ")
    assert found.stamp == stamp_of(path.stat())


def test_a_file_is_settled_once_no_later_change_can_go_unseen(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"a")
    stamp, now = stamp_of(path.stat()), time.time_ns()
    assert not is_settled(stamp, now)
    assert is_settled(stamp, now + LATER)
    # Its times can be set to anything, but not the time at which that was done.
    os.utime(path, ns=(0, 0))
    assert not is_settled(stamp_of(path.stat()), now)
    ahead = now + 2 * LATER
    os.utime(path, ns=(ahead, ahead))
    assert not is_settled(stamp_of(path.stat()), now + LATER)
