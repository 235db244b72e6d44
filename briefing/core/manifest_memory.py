"""library.yaml as it was read last, kept in the cache folder: a start need not load YAML for it."""

from __future__ import annotations

import json
from contextlib import suppress
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from briefing.core.accepting import accepted
from briefing.core.card import Library, as_data
from briefing.core.file_errors import SaveError
from briefing.core.index_place import IndexPlace
from briefing.core.index_schema import program_key
from briefing.core.manifest import Manifest
from briefing.core.state_files import read_small, write_private

if TYPE_CHECKING:
    from pathlib import Path

_LONGEST = 4_000_000  # bytes; a longer one is read in YAML each time


def remembered(cache: Path, folder: Path) -> Manifest | None:
    """library.yaml as it was read last by this very program, without a problem; or None."""
    try:
        written, _, said = read_small(_file(cache, folder), _LONGEST).partition(b"\n")
        found = json.loads(said) if written == _sum(said) else None
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or found.get("program") != program_key().hex():
        return None
    return _manifest(found.get("library"), found.get("digest"))


def remember(cache: Path, folder: Path, manifest: Manifest) -> None:
    """Keep what was read of library.yaml, if all of it is right; nothing is lost where it cannot be."""
    if not manifest.is_good or manifest.problems:
        return
    said = {
        "program": program_key().hex(),
        "digest": manifest.digest.hex(),
        "library": {
            **as_data(manifest.library),
            "sources": {name: as_data(each) for name, each in manifest.library.sources.items()},
        },
    }
    file = _file(cache, folder)
    with suppress(SaveError):
        content = json.dumps(said).encode()
        write_private(file, _sum(content) + b"\n" + content, file)


def _manifest(data: Any, digest: Any) -> Manifest | None:
    library = accepted(Library, data, visible=True)
    try:
        known = bytes.fromhex(digest)
    except (TypeError, ValueError):
        return None
    return Manifest(library, (), is_good=True, digest=known) if library is not None else None


def _sum(said: bytes) -> bytes:
    """Stands on the first line: a letter that the disk lost would make cards look wrong."""
    return blake2b(said, digest_size=16).hexdigest().encode()


def _file(cache: Path, folder: Path) -> Path:
    return cache / f"{IndexPlace(cache, folder).key}.library"
