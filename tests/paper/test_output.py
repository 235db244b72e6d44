from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

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


def test_what_is_no_pdf_is_not_written(tmp_path: Path) -> None:
    target = tmp_path / "brief.pdf"
    with pytest.raises(OutputError, match="there is no PDF"):
        write_pdf(target, b"garbage")
    assert not target.exists()
