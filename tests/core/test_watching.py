"""Whoever waits for a large library hears how far it is, sees part of it, and can give it up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from core_samples import CARD, LIBRARY, names, write

from briefing.core import updating
from briefing.core.library import StoppedError, Watch, open_folder, open_quick, reload

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.core.library import CardFolder

CARDS = 100


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    cards = {f"c{number:03d}": CARD.replace("Aldmark", f"N{number:03d}") for number in range(CARDS)}
    return write(tmp_path / "cards", library=LIBRARY, **cards)


class Seen(Watch):
    def __init__(self, patience: int = 10**6) -> None:
        self.told: list[tuple[int, int]] = []
        self.parts: list[CardFolder] = []
        self.patience = patience

    def stopped(self) -> bool:
        self.patience -= 1
        return self.patience < 0

    def progress(self, done: int, total: int) -> None:
        self.told.append((done, total))

    def part(self, folder: CardFolder) -> None:
        self.parts.append(folder)


def test_progress_is_told_up_to_the_end(folder: Path, tmp_path: Path) -> None:
    for cache in (None, tmp_path / "cache"):
        seen = Seen()
        open_folder(folder, cache, seen)
        assert seen.told[-1] == (CARDS, CARDS)
        assert seen.told == sorted(seen.told)
        assert seen.parts == []
    seen = Seen()
    open_folder(folder, tmp_path / "cache", seen)
    assert seen.told == [] or seen.told[-1][0] == seen.told[-1][1]


def test_a_large_library_is_shown_in_parts(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updating, "_FIRST_PART", 20)
    seen = Seen()
    whole = open_folder(folder, tmp_path / "cache", seen)
    assert [len(part.files) for part in seen.parts] == [32, 64]
    for part in seen.parts:
        assert part.pending == CARDS - len(part.files)
        assert not part.is_indexed
        assert part.files[-1].card == whole.cards[part.files[-1].id]
        assert {file.id for file in part.files} <= set(whole.cards)
    assert (whole.pending, len(whole.files), whole.is_indexed) == (0, CARDS, True)
    assert reload(seen.parts[0]) == whole


def test_what_is_given_up_leaves_nothing_behind(folder: Path, tmp_path: Path) -> None:
    for patience in (0, 1, 3):
        with pytest.raises(StoppedError):
            open_folder(folder, tmp_path / "cache", Seen(patience))
        assert open_quick(folder, tmp_path / "cache") is None
        assert names(tmp_path / "cache") == []


def test_a_reload_can_be_given_up_too(folder: Path, tmp_path: Path) -> None:
    opened = open_folder(folder, tmp_path / "cache")
    write(folder, library=LIBRARY.replace("  first:", "  third:"))
    with pytest.raises(StoppedError):
        reload(opened, Seen(2))
    assert reload(opened) == open_folder(folder)


def test_changes_that_are_given_up_are_written_by_none(folder: Path, tmp_path: Path) -> None:
    opened = open_folder(folder, tmp_path / "cache")
    index = opened.index
    assert index is not None
    rows = index.rows()
    for number in range(12):
        write(folder, **{f"c{number:03d}": CARD.replace("Aldmark", f"New{number}")})
    for number in range(12, 20):
        (folder / f"c{number:03d}.yaml").unlink()
    again, patience = None, 0
    while again is None:
        try:
            again = reload(opened, Seen(patience))
        except StoppedError:
            assert index.rows() == rows
            patience += 1
    assert patience > 40
    assert again == open_folder(folder)
    assert again.is_indexed


def test_a_plain_watch_hears_all_and_says_nothing(folder: Path, tmp_path: Path) -> None:
    watch = Watch()
    watch.part(open_folder(folder, tmp_path / "cache", watch))
    assert not watch.stopped()
