from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

import pytest
from core_samples import names
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.core import storage
from briefing.core.beside import PREFIX
from briefing.core.storage import (
    OnDisk,
    ReadError,
    SaveConflict,
    SaveError,
    is_gone,
    keep_beside,
    read_file,
    save,
    write_atomic,
)


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


@pytest.mark.parametrize("step", ["fsync", "replace"])
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


def test_a_file_is_read_with_its_digest(tmp_path: Path) -> None:
    path = tmp_path / "card.yaml"
    path.write_bytes(b"\xef\xbb\xbfa\r\n")
    found = read_file(path)
    assert found.content == b"\xef\xbb\xbfa\r\n"
    assert found.digest == hashlib.sha256(found.content).hexdigest()


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "dangling").symlink_to("nowhere")
    for name, reason in {
        "pipe": "what is there is not a file",
        "": "it is a folder",
        "loop": "the link leads back to itself",
        "dangling": "it is not there any more",
        "none": "it is not there any more",
        "a\0b": "no file can have this name",
    }.items():
        with pytest.raises(ReadError, match=reason):
            read_file(tmp_path / name)


def test_a_file_beyond_all_measure_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "MOST_BYTES", 10)
    path = tmp_path / "card.yaml"
    path.write_bytes(b"0123456789")
    expected = read_file(path)
    path.write_bytes(b"0123456789a")
    with pytest.raises(ReadError, match="too long to be a text"):
        read_file(path)
    with pytest.raises(SaveError, match="too long to be a text"):
        save(path, b"mine", expected)


@given(st.lists(st.binary(), min_size=1, max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
def test_each_save_is_what_is_expected_by_the_next(tmp_path: Path, contents: list[bytes]) -> None:
    path = tmp_path / "card.yaml"
    path.unlink(missing_ok=True)
    expected = None
    for content in contents:
        expected = save(path, content, expected)
        assert expected == read_file(path)
        assert expected.content == content
    assert names(tmp_path) == ["card.yaml"]


def card(folder: Path, content: bytes = b"old\r\n") -> tuple[Path, OnDisk]:
    path = folder / "card.yaml"
    path.write_bytes(content)
    return path, read_file(path)


def test_a_file_changed_on_disk_is_not_overwritten(tmp_path: Path) -> None:
    path, expected = card(tmp_path)
    path.write_bytes(b"theirs")
    with pytest.raises(SaveConflict, match=r"card\.yaml was changed by another program") as caught:
        save(path, b"mine", expected)
    assert (caught.value.path, caught.value.kind) == (path, "changed")
    assert caught.value.theirs == read_file(path)
    assert (path.read_bytes(), names(tmp_path)) == (b"theirs", ["card.yaml"])
    save(path, b"mine", caught.value.theirs)
    assert path.read_bytes() == b"mine"


def test_a_change_that_bears_the_date_of_before_is_seen(tmp_path: Path) -> None:
    """As where the clock was set back: what counts is the bytes."""
    path, expected = card(tmp_path)
    before = path.stat()
    path.write_bytes(b"new")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(SaveConflict, match="was changed by another program"):
        save(path, b"mine", expected)
    assert path.read_bytes() == b"new"


def test_equal_bytes_in_another_file_are_no_conflict(tmp_path: Path) -> None:
    path, expected = card(tmp_path)
    path.unlink()
    path.write_bytes(b"old\r\n")
    os.utime(path, (1, 1))
    assert save(path, b"mine", expected).content == b"mine"


def test_a_file_deleted_meanwhile_is_a_conflict_and_can_be_made_again(tmp_path: Path) -> None:
    path, expected = card(tmp_path)
    path.unlink()
    with pytest.raises(SaveConflict, match="deleted") as caught:
        save(path, b"mine", expected)
    assert (caught.value.kind, caught.value.theirs) == ("gone", None)
    assert names(tmp_path) == []
    save(path, b"mine", None)
    assert path.read_bytes() == b"mine"


def test_a_new_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    path, there = card(tmp_path)
    with pytest.raises(SaveConflict, match="is there already") as caught:
        save(path, b"mine", None)
    assert (caught.value.kind, caught.value.theirs) == ("exists", there)
    assert path.read_bytes() == b"old\r\n"


@pytest.mark.parametrize("existing", [True, False])
def test_what_is_written_while_saving_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, existing: bool
) -> None:
    path = tmp_path / "card.yaml"
    expected = card(tmp_path)[1] if existing else None
    fsync = os.fsync

    def written_by_another(descriptor: int) -> None:
        fsync(descriptor)
        path.write_bytes(b"theirs")

    monkeypatch.setattr(os, "fsync", written_by_another)
    with pytest.raises(SaveConflict):
        save(path, b"mine", expected)
    assert (path.read_bytes(), names(tmp_path)) == (b"theirs", ["card.yaml"])


def test_a_file_that_appears_at_the_last_instant_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "card.yaml"
    link = os.link

    def later(*paths: Path) -> None:
        path.write_bytes(b"theirs")
        link(*paths)

    monkeypatch.setattr(os, "link", later)
    with pytest.raises(SaveConflict, match="already"):
        save(path, b"mine", None)
    assert (path.read_bytes(), names(tmp_path)) == (b"theirs", ["card.yaml"])


def test_a_file_system_without_hard_links_makes_files_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    save(tmp_path / "card.yaml", b"mine", None)
    assert (tmp_path / "card.yaml").read_bytes() == b"mine"

    def come_and_gone(*_: object) -> None:
        raise FileExistsError(17, "File exists")

    monkeypatch.setattr(os, "link", come_and_gone)
    save(tmp_path / "other.yaml", b"mine", None)
    assert names(tmp_path) == ["card.yaml", "other.yaml"]


def test_a_link_is_followed_by_a_save_and_stays(tmp_path: Path) -> None:
    path, expected = card(tmp_path)
    link = tmp_path / "link.yaml"
    link.symlink_to(path)
    save(link, b"mine", expected)
    assert link.is_symlink()
    assert path.read_bytes() == b"mine"
    path.unlink()
    save(link, b"new", None)
    assert (link.is_symlink(), path.read_bytes()) == (True, b"new")
    path.unlink()
    with pytest.raises(SaveConflict) as caught:
        save(link, b"mine", expected)
    assert (caught.value.kind, caught.value.path) == ("gone", link)


def test_another_hard_link_keeps_the_old_content(tmp_path: Path) -> None:
    path, expected = card(tmp_path)
    other = tmp_path / "other"
    os.link(path, other)
    save(path, b"mine", expected)
    assert (path.read_bytes(), other.read_bytes()) == (b"mine", b"old\r\n")


def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        save(tmp_path / "card.yaml", b"mine", None)
    finally:
        os.umask(before)
    assert mode(tmp_path / "card.yaml") == 0o640


def test_temporary_files_of_a_killed_save_are_cleaned_up_by_the_next(tmp_path: Path) -> None:
    stray = tmp_path / f"{PREFIX}0123456789abcdef"
    stray.write_bytes(b"half")
    save(tmp_path / "card.yaml", b"mine", None)
    assert stray.exists()
    os.utime(stray, (1, 1))
    save(tmp_path / "other.yaml", b"mine", None)
    assert names(tmp_path) == ["card.yaml", "other.yaml"]


def test_those_of_a_killed_export_are_cleaned_up_by_the_next(tmp_path: Path) -> None:
    stray = tmp_path / f"{PREFIX}0123456789abcdef"
    stray.write_bytes(b"half")
    os.utime(stray, (1, 1))
    write_atomic(tmp_path / "georgia.pdf", b"%PDF")
    assert names(tmp_path) == ["georgia.pdf"]


def test_theirs_is_kept_beside_under_a_name_that_is_free(tmp_path: Path) -> None:
    path, _ = card(tmp_path)
    kept = [keep_beside(path, content) for content in (b"1", b"2", b"3")]
    assert [found.name for found in kept] == [
        "card.yaml.theirs",
        "card.yaml.theirs-2",
        "card.yaml.theirs-3",
    ]
    assert [found.read_bytes() for found in kept] == [b"1", b"2", b"3"]
    with pytest.raises(SaveError, match="folder is not there"):
        keep_beside(tmp_path / "nowhere" / "card.yaml", b"x")


def test_a_folder_that_is_gone_or_left_empty_by_a_disk_is_told(tmp_path: Path) -> None:
    assert is_gone(tmp_path)
    assert is_gone(tmp_path / "none")
    (tmp_path / "card.yaml").touch()
    assert not is_gone(tmp_path)
