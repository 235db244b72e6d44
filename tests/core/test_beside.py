from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from time import time

import pytest
from core_samples import names
from disk import NOBODY

from briefing.core import beside
from briefing.core.beside import PREFIX, sweep, sync_folder, written_beside

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs to give files away")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def replaced(target: Path) -> None:
    with written_beside(target, b"new") as temporary:
        temporary.replace(target)
    assert target.read_bytes() == b"new"
    assert names(target.parent) == [target.name]


def old_file(folder: Path, permissions: int = 0o640) -> Path:
    path = folder / "card.yaml"
    path.write_bytes(b"old")
    path.chmod(permissions)
    return path


def test_what_is_written_beside_is_gone_unless_it_was_moved(tmp_path: Path) -> None:
    with written_beside(tmp_path / "card.yaml", b"new") as temporary:
        assert temporary.parent == tmp_path
        assert temporary.name.startswith(".")
        assert temporary.read_bytes() == b"new"
    assert names(tmp_path) == []


def test_a_private_file_is_nobody_elses_from_the_start(tmp_path: Path) -> None:
    path = old_file(tmp_path, 0o666)
    with written_beside(path, b"new", private=True) as temporary:
        assert mode(temporary) == 0o600


def test_a_name_as_long_as_a_name_can_be_is_no_hindrance(tmp_path: Path) -> None:
    replaced(tmp_path / ("a" * 255))


@as_root
def test_owner_and_group_are_kept(tmp_path: Path) -> None:
    path = old_file(tmp_path)
    os.chown(path, 1234, 2345)
    path.chmod(0o4750)
    replaced(path)
    assert (path.stat().st_uid, path.stat().st_gid, mode(path)) == (1234, 2345, 0o4750)


@pytest.mark.parametrize(
    ("refused", "permissions", "wanted"),
    [(set(), 0o4664, 0o4664), ({1234}, 0o4664, 0o664), ({1234, -1}, 0o4764, 0o744)],
)
def test_where_the_owner_cannot_be_kept_nobody_gains_a_right(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    refused: set[int],
    permissions: int,
    wanted: int,
) -> None:
    path = old_file(tmp_path, permissions)
    status = list(path.stat())
    status[4:6] = 1234, 2345
    asked = []

    def chown(path: Path, owner: int, group: int) -> None:
        asked.append((owner, group))
        if owner in refused:
            raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "chown", chown)
    monkeypatch.setattr(beside, "_status", lambda _: os.stat_result(status))
    replaced(path)
    assert asked == [(1234, 2345), (-1, 2345)][: max(1, len(refused) + (refused == {1234}))]
    assert mode(path) == wanted


def test_extended_attributes_are_kept(tmp_path: Path) -> None:
    path = old_file(tmp_path)
    try:
        os.setxattr(path, "user.origin", b"archive")
    except OSError:
        pytest.skip("needs a file system with extended attributes")
    replaced(path)
    assert os.getxattr(path, "user.origin") == b"archive"


def test_an_access_list_is_kept(tmp_path: Path) -> None:
    path = old_file(tmp_path, 0o600)
    # Version 2; rights for the owner, the user 65534, the group, the mask and the others.
    entries = [(1, 6, -1), (2, 4, NOBODY), (4, 0, -1), (16, 4, -1), (32, 0, -1)]
    raw = (2).to_bytes(4, "little") + b"".join(
        tag.to_bytes(2, "little") + rights.to_bytes(2, "little") + who.to_bytes(4, "little")
        for tag, rights, who in ((tag, rights, who % 2**32) for tag, rights, who in entries)
    )
    try:
        os.setxattr(path, "system.posix_acl_access", raw)
    except OSError:
        pytest.skip("needs a file system with access lists")
    before = mode(path)
    replaced(path)
    assert os.getxattr(path, "system.posix_acl_access") == raw
    assert mode(path) == before


def test_an_attribute_that_cannot_be_kept_does_not_stop_the_saving(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    path = old_file(tmp_path)
    monkeypatch.setattr(os, "listxattr", lambda _: ["user.a"])
    monkeypatch.setattr(os, "getxattr", refuse)
    replaced(path)
    monkeypatch.setattr(os, "listxattr", refuse)
    monkeypatch.setattr(Path, "chmod", refuse)
    replaced(path)


def test_a_system_without_extended_attributes_saves_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = old_file(tmp_path)
    monkeypatch.delattr(os, "listxattr")
    replaced(path)
    assert mode(path) == 0o640


def test_only_old_files_of_our_own_are_swept_away(tmp_path: Path) -> None:
    old, new, other = f"{PREFIX}0a", f"{PREFIX}0b", ".georgia.yaml.swp"
    for name in (old, new, other):
        (tmp_path / name).write_bytes(b"half")
    (tmp_path / f"{PREFIX}folder").mkdir()
    for path in (tmp_path / old, tmp_path / other, tmp_path / f"{PREFIX}folder"):
        os.utime(path, (time() - 7200, time() - 7200))
    sweep(tmp_path)
    assert names(tmp_path) == sorted([new, other, f"{PREFIX}folder"])
    sweep(tmp_path / "nowhere")


def aged(path: Path, seconds: float) -> Path:
    """A temporary file of ours that was written so many seconds ago."""
    path.write_bytes(b"half")
    os.utime(path, (time() - seconds, time() - seconds))
    return path


@pytest.mark.parametrize("age", [60, -60], ids=["a minute old", "of the future"])
def test_what_nobody_writes_any_more_is_swept_away_at_once(tmp_path: Path, age: float) -> None:
    """A clock that was set back makes files of the future."""
    aged(tmp_path / f"{PREFIX}0a", age)
    sweep(tmp_path)
    assert names(tmp_path) == []


def test_what_somebody_still_writes_is_left(tmp_path: Path) -> None:
    with written_beside(tmp_path / "card.yaml", b"new") as temporary:
        os.utime(temporary, (time() - 60, time() - 60))
        sweep(tmp_path)
        temporary.replace(tmp_path / "card.yaml")
    assert names(tmp_path) == ["card.yaml"]


@pytest.mark.parametrize("why", ["no such calls", "no locks", "not to be opened"])
def test_where_it_cannot_be_told_whether_somebody_writes_it_must_be_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    young, old = aged(tmp_path / f"{PREFIX}0a", 60), aged(tmp_path / f"{PREFIX}0b", 7200)
    if why == "no such calls":
        monkeypatch.setattr(beside, "_fcntl", None)
    elif why == "no locks":
        monkeypatch.setattr(beside._fcntl, "flock", fail)
    else:
        monkeypatch.setattr(beside.os, "open", fail)
    sweep(tmp_path)
    assert (young.exists(), old.exists()) == (True, False)


def test_a_system_without_locks_writes_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "_fcntl", None)
    replaced(old_file(tmp_path))


def test_a_folder_that_cannot_be_synced_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync_folder(tmp_path / "nowhere")
    synced: list[int] = []
    monkeypatch.setattr(beside.os, "fsync", synced.append)
    sync_folder(tmp_path)
    assert len(synced) == 1
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(synced[0])
