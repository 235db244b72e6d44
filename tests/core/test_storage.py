from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from core_samples import names
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.core.storage import write_atomic


@given(st.lists(st.binary(), min_size=1, max_size=3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
def test_what_is_written_is_what_is_read_and_nothing_is_left_beside(
    tmp_path: Path, contents: list[bytes]
) -> None:
    for content in contents:
        write_atomic(tmp_path / "card.yaml", content)
        assert (tmp_path / "card.yaml").read_bytes() == content
        assert names(tmp_path) == ["card.yaml"]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_permissions_are_kept_and_a_new_file_has_the_usual_ones(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_bytes(b"x")
    old.chmod(0o640)
    before = os.umask(0o027)
    try:
        write_atomic(old, b"y")
        write_atomic(new, b"y")
        assert os.umask(0o027) == 0o027
    finally:
        os.umask(before)
    assert (mode(old), mode(new)) == (0o640, 0o640)
    old.chmod(0o604)
    write_atomic(old, b"z")
    assert mode(old) == 0o604


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_atomic(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    target.unlink()
    write_atomic(link, b"newer")
    assert target.read_bytes() == b"newer"


@pytest.mark.parametrize("step", ["fsync", "replace", "chmod"])
def test_where_writing_fails_the_old_file_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "card.yaml"
    path.write_bytes(b"old")
    monkeypatch.setattr(os if step == "fsync" else Path, step, full)
    with pytest.raises(OSError, match="No space left"):
        write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["card.yaml"]


def test_nothing_is_left_though_the_user_breaks_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken_off(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", broken_off)
    with pytest.raises(KeyboardInterrupt):
        write_atomic(tmp_path / "card.yaml", b"new")
    assert names(tmp_path) == []


def test_the_error_that_is_told_is_the_one_of_the_writing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    (tmp_path / "folder").mkdir()
    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(IsADirectoryError):
        write_atomic(tmp_path / "folder", b"new")


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_atomic(tmp_path / "nowhere" / "card.yaml", b"x")


def test_a_pipe_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(FileExistsError, match="not a file"):
        write_atomic(pipe, b"x")
    assert pipe.is_fifo()
    assert names(tmp_path) == ["pipe"]
