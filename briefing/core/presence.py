"""Whether something is where a path leads: a plain no where the system will not tell.

The methods of ``Path`` raise where a folder on the way may not be entered.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def is_there(path: Path | str) -> bool:
    """Whether there is anything."""
    return os.path.exists(path)  # noqa: PTH110 - which raises nothing


def is_folder(path: Path | str) -> bool:
    """Whether there is a folder."""
    return os.path.isdir(path)  # noqa: PTH112 - as above


def is_file(path: Path | str) -> bool:
    """Whether there is a file."""
    return os.path.isfile(path)  # noqa: PTH113 - as above
