"""Saving where the disk, the permissions or the folder fail: the text is never lost."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from core_samples import names
from disk import mount, mounted, opened_to_all, ordinary_user

from briefing.core.storage import OnDisk, SaveError, can_save, read_file, save

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def card(folder: Path) -> tuple[Path, OnDisk]:
    path = folder / "card.yaml"
    path.write_bytes(b"old")
    return path, read_file(path)


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[Path]:
    """A folder in which any user may write."""
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o777)
    with opened_to_all(tmp_path):
        yield folder


def test_on_a_full_disk_the_old_file_is_whole(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk") as disk:
        path, expected = card(disk)
        with pytest.raises(SaveError, match=r"the disk is full\. Free some space"):
            save(path, b"x" * 400_000, expected)
        assert (path.read_bytes(), names(disk)) == (b"old", ["card.yaml"])
        with pytest.raises(SaveError, match="the disk is full"):
            save(disk / "new.yaml", b"x" * 400_000, None)
        assert names(disk) == ["card.yaml"]
        save(path, b"x" * 1000, expected)


def test_a_read_only_disk_is_told_before_and_after_typing(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk") as disk:
        path, expected = card(disk)
        assert can_save(path) == ""
        assert mount("-o", "remount,ro", str(disk)) == 0
        for place in (path, disk, disk / "new.yaml"):
            assert can_save(place) == "the disk is read-only"
        with pytest.raises(SaveError, match=r"the disk is read-only\. Save a copy elsewhere"):
            save(path, b"mine", expected)
        with pytest.raises(SaveError, match="the disk is read-only"):
            save(disk / "new.yaml", b"mine", None)
        assert path.read_bytes() == b"old"


def test_a_write_protected_file_is_not_replaced(tmp_path: Path) -> None:
    path, expected = card(tmp_path)
    path.chmod(0o444)
    with pytest.raises(SaveError, match=r"the file is write-protected\. Take its protection away"):
        save(path, b"mine", expected)
    assert can_save(path) == "the file is write-protected"
    assert can_save(tmp_path) == ""
    assert path.read_bytes() == b"old"
    path.chmod(0o644)
    save(path, b"mine", expected)


def test_where_the_permission_was_taken_away_nothing_is_lost(shared: Path) -> None:
    path, expected = card(shared)
    path.chmod(0o666)
    shared.chmod(0o555)
    with ordinary_user():
        assert can_save(path) == "you may not write in its folder"
        assert can_save(shared) == "you may not write in its folder"
        with pytest.raises(SaveError, match=r"you may not write there\. Ask for the permission"):
            save(path, b"mine", expected)
    shared.chmod(0o777)
    assert (path.read_bytes(), names(shared)) == (b"old", ["card.yaml"])


@pytest.mark.skipif(os.geteuid() != 0, reason="needs a file of another user")
def test_another_users_file_is_replaced_only_where_it_may_be_written(shared: Path) -> None:
    path, expected = card(shared)
    path.chmod(0o644)
    with ordinary_user():
        assert can_save(path) == "you may not change it"
        with pytest.raises(SaveError, match="you may not change it"):
            save(path, b"mine", expected)
    path.chmod(0o646)
    with ordinary_user() as user:
        save(path, b"mine", expected)
    assert path.read_bytes() == b"mine"
    # The owner cannot be kept by an ordinary user; what the group may, then, is what all may.
    assert (path.stat().st_uid, path.stat().st_mode & 0o777) == (user, 0o666)


def test_a_file_that_may_not_be_read_is_not_overwritten_unseen(shared: Path) -> None:
    path, expected = card(shared)
    path.chmod(0o200)
    if os.geteuid() == 0:
        path.chmod(0o002)
    with ordinary_user(), pytest.raises(SaveError, match="you may not write there"):
        save(path, b"mine", expected)
    path.chmod(0o600)
    assert path.read_bytes() == b"old"


def test_a_folder_that_is_gone_or_a_file_now_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "cards"
    folder.mkdir()
    path, expected = card(folder)
    path.unlink()
    folder.rmdir()
    for before in (expected, None):
        with pytest.raises(SaveError, match=r"its folder is not there any more\. Bring the folder"):
            save(path, b"mine", before)
    assert can_save(path) == "its folder is not there any more"
    folder.write_bytes(b"a file now")
    for before in (expected, None):
        with pytest.raises(SaveError, match="its folder is now a file"):
            save(path, b"mine", before)
    assert can_save(path)
    assert folder.read_bytes() == b"a file now"


def test_a_file_that_is_now_a_folder_or_a_pipe_is_told(tmp_path: Path) -> None:
    path, expected = card(tmp_path)
    path.unlink()
    path.mkdir()
    for before in (expected, None):
        with pytest.raises(SaveError, match="there is now a folder of this name"):
            save(path, b"mine", before)
    path.rmdir()
    os.mkfifo(path)
    for before in (expected, None):
        with pytest.raises(SaveError, match="what is there is not a file"):
            save(path, b"mine", before)
    assert path.is_fifo()
    assert names(tmp_path) == ["card.yaml"]


def test_links_that_lead_nowhere_are_told(tmp_path: Path) -> None:
    loop, dangling = tmp_path / "loop.yaml", tmp_path / "dangling.yaml"
    loop.symlink_to("loop.yaml")
    dangling.symlink_to("nowhere/card.yaml")
    with pytest.raises(SaveError, match="the link leads back to itself"):
        save(loop, b"mine", None)
    assert can_save(loop) == "the link leads back to itself"
    with pytest.raises(SaveError, match=r"dangling\.yaml cannot be saved: its folder is not"):
        save(dangling, b"mine", None)
    assert names(tmp_path) == ["dangling.yaml", "loop.yaml"]


def test_a_name_that_no_file_can_have_is_told(tmp_path: Path) -> None:
    with pytest.raises(SaveError, match=r"the name is too long\. Choose a shorter name"):
        save(tmp_path / ("a" * 300), b"mine", None)
    with pytest.raises(SaveError, match="no file can have this name"):
        save(tmp_path / "a\0b", b"mine", None)
    with pytest.raises(SaveError, match="no file can have this name"):
        save(tmp_path / "a\ud800b", b"mine", None)
    assert can_save(tmp_path / "a\0b") == "no file can have this name"
    assert names(tmp_path) == []


def test_a_read_only_disk_is_told_whoever_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = os.statvfs(tmp_path)
    read_only = os.statvfs_result([*found[:8], found.f_flag | os.ST_RDONLY, found[9]])
    monkeypatch.setattr(os, "statvfs", lambda _: read_only)
    assert can_save(tmp_path) == "the disk is read-only"
    monkeypatch.delattr(os, "statvfs")
    assert can_save(tmp_path) == ""


def test_a_file_that_may_not_be_changed_is_told_whoever_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, expected = card(tmp_path)
    monkeypatch.setattr(os, "access", lambda found, *_, **__: str(found) == str(tmp_path))
    assert can_save(path) == "you may not change it"
    with pytest.raises(SaveError, match=r"you may not change it\. Ask"):
        save(path, b"mine", expected)
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    assert can_save(path) == "you may not write in its folder"
