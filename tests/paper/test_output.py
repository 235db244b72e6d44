from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest
from disk import opened_to_all, ordinary_user

from briefing.paper.output import OutputError, write_pdf

if TYPE_CHECKING:
    from pathlib import Path


def test_a_pdf_replaces_the_old_file_whole(tmp_path: Path) -> None:
    target = tmp_path / "brief.pdf"
    target.write_bytes(b"old")
    write_pdf(target, b"%PDF-1.7 new")
    assert target.read_bytes() == b"%PDF-1.7 new"
    assert [each.name for each in tmp_path.iterdir()] == ["brief.pdf"]


def test_a_folder_that_is_not_there_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written: No such file or directory"):
        write_pdf(tmp_path / "gone" / "brief.pdf", b"%PDF-1.7")


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    target = tmp_path / "brief.pdf"
    target.mkdir()
    (target / "kept").touch()
    with pytest.raises(OutputError, match=r"brief\.pdf cannot be written: Is a directory"):
        write_pdf(target, b"%PDF-1.7")
    assert [each.name for each in tmp_path.iterdir()] == ["brief.pdf"]
    assert (target / "kept").exists()


@pytest.mark.skipif(os.name == "nt", reason="permissions of Windows are others")
def test_a_folder_that_may_not_be_written_keeps_the_old_file(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    (folder / "brief.pdf").write_bytes(b"old")
    folder.chmod(0o555)
    with (
        opened_to_all(tmp_path),
        ordinary_user(),
        pytest.raises(OutputError, match="cannot be written: Permission denied"),
    ):
        write_pdf(folder / "brief.pdf", b"%PDF-1.7")
    folder.chmod(0o755)
    assert (folder / "brief.pdf").read_bytes() == b"old"
    assert [each.name for each in folder.iterdir()] == ["brief.pdf"]


@pytest.mark.parametrize("call", ["fsync", "fdopen"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EDQUOT])
def test_a_fault_on_the_way_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    def fail(descriptor: int, *_: object) -> None:
        raise OSError(number, os.strerror(number))

    target = tmp_path / "brief.pdf"
    target.write_bytes(b"old")
    monkeypatch.setattr(os, call, fail)
    with pytest.raises(OutputError, match=f"cannot be written: {os.strerror(number)}"):
        write_pdf(target, b"%PDF-1.7 new")
    monkeypatch.undo()
    assert target.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["brief.pdf"]


def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target, link = tmp_path / "real" / "brief.pdf", tmp_path / "link.pdf"
    link.symlink_to(target)
    for pdf in (b"%PDF-1.7 one", b"%PDF-1.7 two"):
        write_pdf(link, pdf)
        assert target.read_bytes() == pdf
        assert link.is_symlink()
    assert [each.name for each in (tmp_path / "real").iterdir()] == ["brief.pdf"]


def test_a_pipe_is_left_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.pdf"
    os.mkfifo(pipe)
    with pytest.raises(OutputError, match="what is there is not a file"):
        write_pdf(pipe, b"%PDF-1.7")
    assert pipe.is_fifo()


def test_what_is_no_pdf_is_not_written(tmp_path: Path) -> None:
    target = tmp_path / "brief.pdf"
    with pytest.raises(OutputError, match="there is no PDF"):
        write_pdf(target, b"garbage")
    assert not target.exists()
