from __future__ import annotations

import os
import pickle
from pathlib import Path
from typing import Any

import pytest
from core_samples import CARD, LIBRARY, card, edition, write

from briefing.core import keeping, reader
from briefing.core.card_file import CardFile, Cards, KeptFile
from briefing.core.keeping import Recent
from briefing.core.library import CardFolder, open_folder, open_quick, reload
from briefing.core.problem import Problem

PATH = Path("/talks/aldmark.yaml")
ERROR = Problem(str(PATH), 1, 1, "error", "a", "b")
WARNING = Problem(str(PATH), 2, 1, "warning", "a", "b")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(
        tmp_path / "cards",
        library=LIBRARY,
        aldmark=CARD + "    steps: [{actor: A, action: Go, para: 3}]\nsee_also: [nowhere]\n",
        norrey=CARD.replace("Aldmark", "Norrey").replace("North", "South"),
        broken="name: [",
    )


class TestGiven:
    def test_a_file_with_a_given_card_tells_it_in_short(self) -> None:
        given = card(edition("first"), edition("second"), code="SE", see_also=["b"])
        file = CardFile("aldmark", PATH, given, (WARNING,))
        assert (file.id, file.path, file.name, file.region) == (
            *("aldmark", PATH, "Aldmark", "North"),
        )
        assert file.card is given
        assert file.sources == ("first", "second")
        assert file.head is not None
        assert (file.head.code, file.head.has_steps, file.head.has_quotes) == ("SE", False, False)
        assert (file.row.errors, file.row.warnings, file.row.links) == (0, 1, ("b",))
        assert file.cites == {"first": [], "second": []}

    def test_a_broken_one_is_called_by_its_file(self) -> None:
        file = CardFile("aldmark", PATH, None, (ERROR, WARNING))
        assert file.is_broken
        assert (file.name, file.region, file.sources, file.head) == ("aldmark", "", (), None)
        assert (file.problems, file.cites) == ((ERROR, WARNING), {})
        assert (file.row.errors, file.row.warnings) == (1, 1)

    def test_another_card_can_be_given(self) -> None:
        file = CardFile("aldmark", PATH, card(), (WARNING,), (1, 2, 3, 4))
        other = file.with_card(card(name="Norrey"))
        assert (other.name, other.problems, other.stamp) == ("Norrey", (WARNING,), (1, 2, 3, 4))
        assert file.bare() == CardFile("aldmark", PATH, card(), (), (1, 2, 3, 4))

    def test_files_are_equal_that_hold_the_same(self) -> None:
        one = CardFile("aldmark", PATH, card(), (WARNING,), (1, 2, 3, 4))
        assert one == CardFile("aldmark", PATH, card(), (WARNING,), (1, 2, 3, 4))
        assert len({one, CardFile("aldmark", PATH, card(), (WARNING,), (1, 2, 3, 4))}) == 1
        for other in (
            CardFile("aldmark", PATH.with_name("b.yaml"), card(), (WARNING,), (1, 2, 3, 4)),
            CardFile("aldmark", PATH, card(), (WARNING,), (1, 2, 3, 5)),
            CardFile("aldmark", PATH, card(), (), (1, 2, 3, 4)),
            CardFile("aldmark", PATH, card(name="B"), (WARNING,), (1, 2, 3, 4)),
            "aldmark",
        ):
            assert one != other


class TestKept:
    @pytest.fixture(params=["index", "memory"])
    def opened(self, request: pytest.FixtureRequest, folder: Path, tmp_path: Path) -> CardFolder:
        return open_folder(folder, tmp_path / "cache" if request.param == "index" else None)

    def test_what_was_kept_is_what_was_read(self, opened: CardFolder) -> None:
        aldmark, norrey, broken = opened.files
        assert isinstance(aldmark, KeptFile)
        assert aldmark.card is not None
        assert aldmark.card.editions[0].steps[0].action == "Go"
        assert aldmark.card is aldmark.card
        assert [problem.rule for problem in aldmark.problems] == ["dangling"]
        assert aldmark.problems[0].path == str(aldmark.path)
        assert aldmark.cites == {"first": [3]}
        assert norrey.problems == ()
        assert (broken.card, broken.cites, broken.row.errors) == (None, {}, 1)

    def test_it_goes_to_another_process_with_its_card(self, opened: CardFolder) -> None:
        sent = pickle.loads(pickle.dumps(opened))
        assert sent.index is None
        assert sent.files == opened.files
        assert type(sent.files[0]) is CardFile

    def test_a_library_counts_without_a_card(
        self, opened: CardFolder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(KeptFile, "card", None)
        assert opened.edition_count == 2
        assert (opened.problem_count, opened.error_count) == (2, 1)
        assert opened.regions == ("North", "South")
        assert list(opened.cards) == ["aldmark", "norrey"]
        assert len(opened.cards) == 2
        assert "broken" not in opened.cards

    def test_cards_are_a_mapping(self, opened: CardFolder) -> None:
        assert opened.cards["norrey"].name == "Norrey"
        assert [found.name for found in opened.cards.values()] == ["Aldmark", "Norrey"]
        assert opened.cards.get("broken") is None
        with pytest.raises(KeyError):
            opened.cards["broken"]
        assert Cards(opened.files, opened.roll) == opened.cards


class TestIndexed:
    @pytest.fixture
    def opened(self, folder: Path, tmp_path: Path) -> CardFolder:
        return open_folder(folder, tmp_path / "cache")

    def test_where_the_index_says_nothing_the_file_is_asked(self, opened: CardFolder) -> None:
        assert opened.index is not None
        opened.index.close()
        assert opened.cards["aldmark"].name == "Aldmark"
        assert opened.files[0].cites == {"first": [3]}
        assert [problem.rule for problem in opened.files[0].problems] == ["dangling"]

    def test_and_where_the_file_is_gone_too_what_is_known_in_short(
        self, opened: CardFolder, folder: Path
    ) -> None:
        assert opened.index is not None
        opened.index.close()
        (folder / "aldmark.yaml").unlink()
        write(folder, norrey="name: [")
        assert opened.cards["aldmark"] == card(editions=[])
        assert opened.cards["norrey"] == card(name="Norrey", region="South", editions=[])

    def test_before_the_disk_was_looked_at_each_card_is(
        self, opened: CardFolder, folder: Path, tmp_path: Path
    ) -> None:
        quick = open_quick(folder, tmp_path / "cache")
        assert quick is not None
        write(folder, aldmark=CARD.replace("matters", "rusts"))
        (folder / "norrey.yaml").unlink()
        assert quick.cards["aldmark"].editions[0].bottom_line == "The port rusts."
        assert quick.cards["norrey"].name == "Norrey"
        again = reload(quick)
        assert list(again.cards) == ["aldmark"]

    def test_a_card_is_whole_again_once_its_disk_is_back(
        self, opened: CardFolder, folder: Path, tmp_path: Path
    ) -> None:
        quick = open_quick(folder, tmp_path / "cache")
        assert quick is not None
        folder.rename(tmp_path / "elsewhere")
        assert quick.cards["aldmark"] == card(editions=[])
        (tmp_path / "elsewhere").rename(folder)
        assert quick.cards["aldmark"] == opened.cards["aldmark"]

    def test_a_card_that_changed_is_read_once_and_told_from_what_it_was(
        self, opened: CardFolder, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert opened.index is not None
        opened.index.close()
        write(folder, aldmark=CARD.replace("matters", "rusts"))
        assert opened.cards["aldmark"].editions[0].bottom_line == "The port rusts."
        with monkeypatch.context() as once:
            once.setattr(reader, "read_card", None)
            assert opened.cards["aldmark"].editions[0].bottom_line == "The port rusts."
        write(folder, aldmark=CARD)
        assert opened.cards["aldmark"].editions[0].bottom_line == "The port matters."

    def test_the_last_good_card_stays_at_hand_when_its_file_breaks(
        self, opened: CardFolder, folder: Path
    ) -> None:
        write(folder, aldmark="name: [")
        again = reload(opened)
        assert again.get("aldmark").is_broken  # type: ignore[union-attr]
        assert opened.cards["aldmark"].editions[0].steps[0].action == "Go"


class TestRecent:
    def test_what_was_asked_for_last_stays(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(keeping, "_MOST_BYTES", 100)
        monkeypatch.setattr(keeping, "_LEAST_CARDS", 2)
        recent = Recent()
        given: Any = [card(name=f"N{number}") for number in range(6)]
        for number in range(5):
            recent.put(str(number), b"", given[number], 30)
            recent.get("0", b"")
        assert [recent.get(str(number), b"") for number in range(5)] == [
            *(given[0], None, None, given[3], given[4]),
        ]
        recent.put("5", b"", given[5], 1000)
        recent.put("5", b"", given[5], 1000)
        assert [recent.get(str(number), b"") is not None for number in range(6)] == [
            *(False, False, False, False, True, True),
        ]

    def test_of_a_file_that_changed_what_it_was_is_forgotten(self) -> None:
        recent, old, new = Recent(), card(name="Old"), card(name="New")
        recent.put("georgia", b"1", old, 30)
        assert recent.get("georgia", b"2") is None
        recent.put("georgia", b"2", new, 40)
        assert recent.get("georgia", b"1") is None
        assert recent.get("georgia", b"2") is new
        assert recent._weight == 40


def test_a_card_is_not_read_twice_in_a_row(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = open_folder(folder, tmp_path / "cache")
    found = opened.cards["aldmark"]
    monkeypatch.setattr(os, "open", None)
    assert opened.index is not None
    opened.index.close()
    assert opened.cards["aldmark"] is found
