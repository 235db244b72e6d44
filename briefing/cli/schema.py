"""The schema command: the JSON Schemas with which other editors complete and check cards."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from briefing.cli.output import print_json
from briefing.cli.usage import UsageError
from briefing.core.schemas import card_schema, library_schema
from briefing.core.storage import ReadError, read_file, write_atomic

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from briefing.core.starter import Places


def schema(arguments: Namespace, _places: Places) -> int:
    """Print the schema of a card or of library.yaml, or write it into a file."""
    made = library_schema() if arguments.of == "library" else card_schema()
    if arguments.output is None:
        print_json(made)
    else:
        written = json.dumps(made, ensure_ascii=False, indent=2) + "\n"
        _write(arguments.output, written.encode())
    return 0


def _write(path: Path, content: bytes) -> None:
    """Write the file in one step, or leave it alone where it says the same."""
    with suppress(ReadError):
        if read_file(path).content == content:
            return
    try:
        write_atomic(path, content)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}") from error
