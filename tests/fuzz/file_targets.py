"""Targets that are files of the program's own, of which any byte may be any other."""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from briefing.core.drafts import Drafts
from briefing.core.file_errors import ReadError
from briefing.core.index import SearchIndex
from briefing.core.library import open_folder, open_quick, reload
from briefing.core.query import QueryError
from briefing.core.versions import Versions
from tests.core.core_samples import CARD, LIBRARY, write
from tests.fuzz.inputs import DAMAGE, HEADS, NONE, damaged, numbers
from tests.fuzz.reading_targets import QUOTED
from tests.fuzz.target import Target

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.core.card_folder import CardFolder
    from tests.fuzz.target import Take

_NOW = datetime(2020, 1, 1, tzinfo=UTC)
_QUERIES = ("harbor dues", "kind:warning -x", "hrabor")


class _Indexed:
    """A library with its index, of which each input damages a file anew."""

    def __init__(self, base: Path) -> None:
        self._library = write(
            base / "cards",
            library=LIBRARY,
            aldmark=CARD + QUOTED,
            norrey=CARD.replace("Aldmark", "Norrey") + "see_also: [nowhere]\n",
            broken="name: [",
        )
        self._cache = base / "cache"
        self._plain = open_folder(self._library)
        _let_go(open_folder(self._library, self._cache))
        files = {file.name: file.read_bytes() for file in self._cache.iterdir()}
        # The index itself first: of the two small files beside it, each byte is soon met.
        self._files = sorted(files.items(), key=lambda file: -len(file[1]))

    def take(self, data: bytes) -> None:
        """A damaged index is no harm: a library that was read is to the letter that on disk."""
        self._lay(data)
        quick = open_quick(self._library, self._cache)
        if quick is not None:
            _look_at(quick)
            again = reload(quick)
            assert again == self._plain
            _let_go(quick)
            _let_go(again)
        opened = open_folder(self._library, self._cache)
        assert opened == self._plain
        _look_at(opened)
        _let_go(opened)

    def _lay(self, data: bytes) -> None:
        shutil.rmtree(self._cache)
        self._cache.mkdir()
        which = numbers(data)[0][1] // 8 % 8
        for place, (name, content) in enumerate(self._files):
            is_damaged = place == max(0, which - len(self._files))
            (self._cache / name).write_bytes(damaged(content, data) if is_damaged else content)


def _look_at(folder: CardFolder) -> None:
    """Ask for all that a window asks for."""
    for file in folder.files:
        assert isinstance(file.name, str)
        assert (file.card is None) == file.is_broken
        assert all(isinstance(problem.message, str) for problem in file.problems)
        assert isinstance(dict(file.cites), dict)
    with SearchIndex(folder) as index:
        for query in _QUERIES:
            with suppress(QueryError):
                for hit in index.search_or_correct(query)[0]:
                    assert hit.passage.card in folder.cards


def _let_go(folder: CardFolder) -> None:
    if folder.index is not None:
        folder.index.close()


def _drafts(base: Path) -> Take:
    def take(data: bytes) -> None:
        """A damaged draft is set aside; a whole one is the text that was kept, beside any other."""
        shutil.rmtree(base)
        drafts = Drafts(base, now=lambda: _NOW)
        drafts.put("new card", "text é", None)
        (file,) = (base / "drafts").iterdir()
        file.write_bytes(damaged(file.read_bytes(), data))
        (file.parent / "other.json").write_bytes(data)
        drafts.put(base / "unharmed.yaml", "as it was\n", "0" * 64)
        found = drafts.all()
        assert len(found.drafts) + len(found.damaged) == 3
        unharmed = drafts.get(base / "unharmed.yaml")
        assert unharmed is not None
        assert unharmed.text == "as it was\n"
        assert unharmed in found.drafts
        assert all(path.exists() for path in found.damaged)
        assert all(draft.text == "text é" for draft in found.drafts if draft.where == "new card")
        assert drafts.get("new card") in (None, *found.drafts)
        assert drafts.all().damaged == ()
        drafts.put("new card", "again", None)
        again = drafts.get("new card")
        assert again is not None
        assert again.text == "again"

    return take


def _draft_seeds() -> list[bytes]:
    draft = {"format": 1, "path": "/a", "name": None, "based_on": None, "sha256": "", "text": ""}
    return [NONE, json.dumps({**draft, "when": "2020-01-01T00:00:00+00:00"}).encode()]


def _versions(base: Path) -> Take:
    texts = [b"one " * 50, b"two " * 50]

    def take(data: bytes) -> None:
        """A damaged version is told; what is read is what was kept, and more can be kept."""
        shutil.rmtree(base)
        path, other = base / "georgia.yaml", base / "other.yaml"
        versions = Versions(base, now=lambda: _NOW)
        for text in texts:
            versions.keep(path, text)
        versions.keep(other, b"unharmed")
        _harm(base / "versions" / versions.history(path).versions[0].file.parent.name, data)
        for version in versions.history(path).versions:
            with suppress(ReadError):
                assert versions.read(version) in texts
        versions.keep(path, b"three")
        assert versions.read(versions.history(path).versions[0]) == b"three"
        versions.moved(path, path.with_name("third.yaml"))
        assert versions.read(versions.history(other).versions[0]) == b"unharmed"
        assert other in versions.cards()

    return take


def _harm(folder: Path, data: bytes) -> None:
    """Write into one version what the input says, and call another by a name that it says."""
    (_, which, size), rest = numbers(data)
    first, second = sorted(folder.glob("*.gz"))
    first.write_bytes(damaged(first.read_bytes(), data))
    if which // 8 % 4 == 0:
        (folder / "card").write_bytes(rest)
    when, _, digest = second.name.split("-")
    name = f"{when}-{size**3}-{digest}"
    if which // 8 % 4 == 1:
        name = rest[:120].decode("utf-8", "surrogateescape")
    with suppress(OSError, ValueError):
        second.rename(second.with_name(name))


def _version_seeds() -> list[bytes]:
    renamed = NONE[:2] + bytes([8, 0]) + NONE[:2]
    names = ("20200101T000000000000Z-5", "99991231T235959999999Z-5", "00010101T000000000000Z-5")
    return [NONE, *(renamed + f"{name}-{'0' * 64}.gz".encode() for name in names)]


_RENAMED = st.builds(
    lambda head, time, size: head + f"{time}Z-{size}-{'0' * 64}.gz".encode(),
    HEADS,
    st.from_regex(r"[0-9]{8}T[0-9]{12}", fullmatch=True),
    st.integers(0, 10**13),
)

FILE_TARGETS = (
    Target("index", lambda base: _Indexed(base).take, lambda: [NONE], DAMAGE, 3),
    Target("drafts", _drafts, _draft_seeds, DAMAGE, 10),
    Target("versions", _versions, _version_seeds, st.one_of(DAMAGE, _RENAMED), 2),
)
