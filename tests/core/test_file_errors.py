from __future__ import annotations

import errno
from pathlib import Path

import pytest

from briefing.core.file_errors import ReadError, SaveError

CARD = Path("cards/georgia.yaml")


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        (errno.ENOSPC, "the disk is full. Free some space and save again, or save a copy"),
        (errno.EDQUOT, "your share of the disk is used up. Free some space"),
        (errno.EACCES, "you may not write there. Ask for the permission"),
        (errno.EPERM, "you may not write there."),
        (errno.EROFS, "the disk is read-only. Save a copy elsewhere"),
        (errno.ENOENT, "its folder is not there any more. Bring the folder back"),
        (errno.ENOTDIR, "its folder is now a file."),
        (errno.EISDIR, "there is now a folder of this name. Move it away"),
        (errno.ENAMETOOLONG, "the name is too long. Choose a shorter name"),
        (errno.EIO, "the disk reports a fault. Look whether the disk is still connected"),
        (errno.EBADMSG, "the system says “Bad message”. Save a copy elsewhere"),
    ],
)
def test_what_the_system_says_is_put_in_plain_words(code: int, wanted: str) -> None:
    error = SaveError.of(CARD, OSError(code, "Bad message"))
    assert str(error).startswith(f"georgia.yaml cannot be saved: {wanted}")
    assert str(error).endswith(".")
    assert (error.path, error.words.reason in str(error)) == (CARD, True)


def test_reading_has_words_of_its_own() -> None:
    error = ReadError.of(CARD, FileNotFoundError(errno.ENOENT, "No such file or directory"))
    assert str(error) == (
        "georgia.yaml cannot be read: it is not there any more. "
        "Look whether it was moved or renamed."
    )
    assert str(ReadError.of(CARD, OSError(errno.EIO, "Input/output error"))) == (
        "georgia.yaml cannot be read: the disk reports a fault. "
        "Look whether the disk is still connected."
    )
    assert "disk is still connected" in str(ReadError.of(CARD, OSError("odd")))
    assert "says “odd”" in str(ReadError.of(CARD, OSError("odd")))


def test_a_name_that_is_none_is_told_and_shown_safely() -> None:
    error = SaveError.of(Path("a\0b\n.yaml"), ValueError("embedded null byte"))
    assert str(error) == (
        "a\\x00b\\n.yaml cannot be saved: no file can have this name. Choose another name."
    )


def test_a_file_that_another_program_holds_is_told_on_windows() -> None:
    class SharingViolationError(PermissionError):
        winerror = 32

    error = SaveError.of(CARD, SharingViolationError(errno.EACCES, "in use"))
    assert "another program holds it open" in str(error)
