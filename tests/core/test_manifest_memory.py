from __future__ import annotations

import json
from hashlib import blake2b
from typing import TYPE_CHECKING

import pytest
from core_samples import CARD, LIBRARY, write

from briefing.core import manifest as manifest_module
from briefing.core.library import open_folder, open_quick, reload
from briefing.core.manifest import read_manifest
from briefing.core.manifest_memory import remember, remembered

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "library", library=LIBRARY, one=CARD)
    return tmp_path / "library"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def kept(cache: Path) -> Path:
    (file,) = cache.glob("*.library")
    return file


def test_what_is_remembered_is_what_was_read(folder: Path, cache: Path) -> None:
    assert remembered(cache, folder) is None
    read = open_folder(folder, cache)
    found = remembered(cache, folder)
    assert found == read_manifest(folder)
    assert found is not None
    assert found.library == read.library


def test_yaml_is_not_read_again_until_it_changes(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_folder(folder, cache)
    known = remembered(cache, folder)
    assert read_manifest(folder, known) is known
    (folder / "library.yaml").write_text(LIBRARY.replace("Two talks", "Both talks"))
    quick = open_quick(folder, cache)
    assert quick is not None
    assert quick.library.title == "Both talks"
    reload(quick)
    found = remembered(cache, folder)
    assert found is not None
    assert found.library.title == "Both talks"
    monkeypatch.setattr(manifest_module, "MANIFEST", "gone.yaml")
    assert not read_manifest(folder, found).is_good


def test_what_has_a_problem_is_not_remembered(folder: Path, cache: Path) -> None:
    (folder / "library.yaml").write_text(LIBRARY + "colour: red\n")
    open_folder(folder, cache)
    assert remembered(cache, folder) is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: "",
        lambda _: "[" * 100_000,
        lambda _: "[]",
        lambda said: json.dumps({**said, "program": "another"}),
        lambda said: json.dumps({**said, "library": {"title": 5}}),
        lambda said: json.dumps({**said, "digest": "xyz"}),
        lambda said: json.dumps({**said, "digest": None}),
    ],
)
def test_a_damaged_memory_is_none(folder: Path, cache: Path, damage: object) -> None:
    open_folder(folder, cache)
    file = kept(cache)
    said = damage(json.loads(file.read_text().split("\n")[1]))  # type: ignore[operator]
    written = blake2b(said.encode(), digest_size=16).hexdigest()
    file.write_text(f"{written}\n{said}")
    assert remembered(cache, folder) is None


def test_no_letter_of_a_memory_can_be_another(folder: Path, cache: Path) -> None:
    open_folder(folder, cache)
    file = kept(cache)
    whole = file.read_bytes()
    assert b'"first"' in whole
    file.write_bytes(whole.replace(b'"first"', b'"fifth"'))
    assert remembered(cache, folder) is None
    quick = open_quick(folder, cache)
    assert quick is not None
    assert reload(quick) == open_folder(folder)
    for damaged in (whole[1:], whole[:-1], whole.replace(b"\n", b""), whole + b" "):
        file.write_bytes(damaged)
        assert remembered(cache, folder) is None


def test_where_nothing_can_be_written_nothing_is_said(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    remember(tmp_path / "file", folder, read_manifest(folder))
    assert remembered(tmp_path / "file", folder) is None
