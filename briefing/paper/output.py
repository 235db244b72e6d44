"""A finished file on its way to disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.core.storage import write_atomic

if TYPE_CHECKING:
    from pathlib import Path


class OutputError(Exception):
    """The file could not be written; the message says where and why. The old file is whole."""


def write_file(path: Path, content: bytes) -> None:
    """Write a file in one step: what is at ``path`` is the old one or the new one, never half.

    Raises OutputError.
    """
    try:
        write_atomic(path, content)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}") from error


def write_pdf(path: Path, pdf: bytes) -> None:
    """Write a PDF in one step. Raises OutputError, also for bytes that are no PDF."""
    if not pdf.startswith(b"%PDF"):
        raise OutputError(f"{path} was not written: what was to go there is no PDF")
    write_file(path, pdf)
