"""Long texts read in a process of their own: what it tells, what it gives up, and how it may fail."""

from __future__ import annotations

import io
import os
import signal
import time
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import pytest
from core_samples import CARD, LIBRARY, write

from briefing.core import own_process, proofreader, proofreading
from briefing.core.library import open_folder
from briefing.core.proof import Proof, proof
from briefing.core.proofreader import DistantProof, Proofreader, ProofreaderError
from briefing.core.proofreading import Asked, Question, Text, message, received
from briefing.core.shelf import Shelf
from briefing.core.surroundings import Told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefing.core.library import CardFolder

POINT = """\
    points:
      - topic: Dues
        kind: prediction
        text: They rise.
        para: 1
"""
QUOTE = """\
    quotes:
      - text: the tide returns
        voice: speaker
        para: 1
"""
SLOW = "# slow\n"
# Whatever begins with SLOW is never done, FAULTY fails, and DEADLY ends the process.
PATCH = f"""\
import briefing.core.proofreading as module, os, time
def proof(text, *more, read=module.proof):
    while text.startswith({SLOW!r}):
        pass
    if text.startswith("# deadly"):
        os._exit(7)
    assert not text.startswith("# faulty"), "a planted fault"
    return read(text, *more)
module.proof = proof
"""


@pytest.fixture
def folder(tmp_path: Path) -> CardFolder:
    return open_folder(write(tmp_path / "cards", library=LIBRARY, aldmark=CARD))


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "first.txt").write_text("She said “the tide returns” twice.\n")
    return Shelf(tmp_path / "texts")


@pytest.fixture
def reader() -> Iterator[Proofreader]:
    made = Proofreader()
    yield made
    made.close()


@pytest.fixture
def patched(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process can be made to take for ever, to fail and to die, by the text."""
    monkeypatch.setattr(proofreader, "_PROGRAM", PATCH + proofreader._PROGRAM)


def distant(found: Proof | DistantProof | None) -> DistantProof:
    assert isinstance(found, DistantProof)
    return found


def test_it_tells_what_is_told_in_this_process(
    folder: CardFolder, shelf: Shelf, reader: Proofreader
) -> None:
    text, path = CARD + POINT + QUOTE, folder.folder / "aldmark.yaml"
    here = proof(text, path, folder, shelf)
    there = distant(reader.read(text, path, folder, shelf))
    assert (there.name, there.problems, there.flags, there.reason) == (
        *(here.name, here.problems, here.flags, here.reason),
    )
    offset = text.index("They rise")
    assert there.anchor_at(offset) == here.anchor_at(offset) == ("first", "point-0-0")
    assert there.place_of("first", "quote-0-0") == here.place_of("first", "quote-0-0")
    assert there.place_of("first", "nothing") is None
    assert there.part(folder.stops[0], "") == here.part(folder.stops[0], "")
    (problem,) = here.problems
    fixes = there.fixes(problem, folder, shelf)
    assert fixes
    assert fixes == here.fixes(problem, folder, shelf)


def test_what_else_is_in_the_library_is_told_when_it_changes(
    folder: CardFolder, reader: Proofreader
) -> None:
    text, path = CARD + "see_also: [brenn]\n", folder.folder / "aldmark.yaml"
    assert distant(reader.read(text, path, folder, None)).problems
    assert distant(reader.read(text, path, folder, None)).problems
    write(folder.folder, brenn=CARD)
    assert not distant(reader.read(text, path, open_folder(folder.folder), None)).problems


def test_a_newer_text_ends_the_reading_of_an_older_one(
    folder: CardFolder, reader: Proofreader, patched: None
) -> None:
    path = folder.folder / "aldmark.yaml"
    old = distant(reader.read(CARD, path, folder, None))
    told: list[Any] = ["never"]
    slow = Thread(target=lambda: told.__setitem__(0, reader.read(SLOW + CARD, path, folder, None)))
    slow.start()
    while reader._line is not None and not reader._line._waiting:
        time.sleep(0)
    newest = distant(reader.read(CARD.replace("Aldmark", "Brenn"), path, folder, None))
    slow.join()
    assert told == [None]
    assert newest.name == "Brenn"
    assert old.part(folder.stops[0], "") is None
    assert old.anchor_at(0) is None
    assert newest.part(folder.stops[0], "") is not None


def test_a_process_that_dies_costs_no_reading(
    folder: CardFolder, reader: Proofreader, patched: None
) -> None:
    path = folder.folder / "aldmark.yaml"
    before = distant(reader.read(CARD, path, folder, None))
    found = reader.read("# deadly\n" + CARD, path, folder, None)
    assert isinstance(found, Proof)
    assert found.name == "Aldmark"
    assert before.part(folder.stops[0], "") is None
    assert distant(reader.read(CARD, path, folder, None)).name == "Aldmark"


def test_without_a_process_the_text_is_read_in_this_one(
    folder: CardFolder, reader: Proofreader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(own_process, "start", fail)
    found = reader.read(CARD, folder.folder / "aldmark.yaml", folder, None)
    assert isinstance(found, Proof)
    assert reader.ask(1, "anchor_at", 0) is None


def test_a_fault_in_the_reading_is_told(
    folder: CardFolder, reader: Proofreader, patched: None
) -> None:
    with pytest.raises(ProofreaderError, match="a planted fault") as caught:
        reader.read("# faulty\n" + CARD, folder.folder / "aldmark.yaml", folder, None)
    assert "Traceback" in caught.value.__notes__[0]


def test_nothing_is_read_once_it_is_closed(folder: CardFolder) -> None:
    reader = Proofreader()
    path = folder.folder / "aldmark.yaml"
    found = distant(reader.read(CARD, path, folder, None))
    line = reader._line
    assert line is not None
    reader.close()
    assert line._process.wait() is not None
    assert reader.read(CARD, path, folder, None) is None
    assert found.anchor_at(0) is None
    Proofreader().close()


def test_a_line_that_broke_asks_nobody(folder: CardFolder, reader: Proofreader) -> None:
    found = distant(reader.read(CARD, folder.folder / "aldmark.yaml", folder, None))
    line = reader._line
    assert line is not None
    assert line._process.stdin is not None
    line._process.stdin.close()
    with io.FileIO(os.open(os.devnull, os.O_RDONLY)) as unwritable:
        line._process.stdin = unwritable  # type: ignore[assignment]
        assert found.anchor_at(0) is None
        assert line.is_dead
        assert line.ask(Asked(99, Question(1, "anchor_at", (0,)))).get() is None


class TestTheProcess:
    """Its own loop, run here."""

    @pytest.fixture(autouse=True)
    def signals(self) -> Iterator[None]:
        before = signal.getsignal(signal.SIGINT)
        yield
        signal.signal(signal.SIGINT, before)

    @pytest.fixture
    def text(self, folder: CardFolder, shelf: Shelf) -> Text:
        path = folder.folder / "aldmark.yaml"
        return Text(CARD + QUOTE, path, Told.of(folder), shelf.place)

    def run(self, *asked: Asked) -> list[Any]:
        orders, answers = io.BytesIO(b"".join(map(message, asked))), io.BytesIO()
        left: list[int] = []
        proofreading.main(orders, answers, left.append)
        assert left == [0]
        answers.seek(0)
        return [received(answers) for _ in asked]

    def test_a_text_that_was_given_up_told_what_the_next_counts_on(
        self, text: Text, folder: CardFolder
    ) -> None:
        read = [Asked(number, text._replace(told=None)) for number in range(2, 9)]
        *_, last, part = self.run(
            Asked(1, text), *read, Asked(9, Question(8, "part", (folder.stops[0], "")))
        )
        assert last.value == ("Aldmark", (), {}, "")
        assert part.value.verified

    def test_it_answers_in_turn(self, text: Text, folder: CardFolder) -> None:
        stop = folder.stops[0]
        read, part, unknown, faulty = self.run(
            Asked(1, text),
            Asked(2, Question(1, "part", (stop, ""))),
            Asked(3, Question(7, "part", (stop, ""))),
            Asked(4, Question(1, "no_method", ())),
        )
        assert read.value == ("Aldmark", (), {}, "")
        assert part.value.card.name == "Aldmark"
        assert part.value.verified
        assert unknown.value is None
        assert "no_method" in faulty.error

    def test_it_mends_what_is_wrong_in_the_surroundings_that_it_was_told(
        self, text: Text, folder: CardFolder
    ) -> None:
        wrong = text._replace(text=CARD.replace("first", "frist"))
        (problem,) = proof(*wrong[:2], folder).problems
        *_, fixes = self.run(Asked(1, wrong), Asked(2, Question(1, "fixes", (problem,))))
        assert "first" in fixes.value[0].title
        assert Told.of(folder).stops == folder.stops

    def test_the_sources_may_be_taken_away(self, text: Text, folder: CardFolder) -> None:
        *_, part = self.run(
            Asked(1, text),
            Asked(2, text._replace(told=None, texts=None)),
            Asked(3, Question(2, "part", (folder.stops[0], ""))),
        )
        assert part.value.verified == frozenset()

    def test_an_older_text_is_given_up(self, text: Text, monkeypatch: pytest.MonkeyPatch) -> None:
        out, into = os.pipe()
        read, reading = proofreading.proof, Event()

        def slowly(given: str, *more: Any) -> Proof:
            reading.set()
            while given == "old":
                pass
            return read(given, *more)

        def feed() -> None:
            # In a thread of its own, which nothing interrupts.
            os.write(into, message(Asked(1, text._replace(text="old"))))
            reading.wait()
            os.write(into, message(Asked(2, text)))
            os.close(into)

        monkeypatch.setattr(proofreading, "proof", slowly)
        Thread(target=feed, daemon=True).start()
        answers = io.BytesIO()
        with os.fdopen(out, "rb") as orders:
            proofreading.main(orders, answers, lambda _: None)
        answers.seek(0)
        assert received(answers) == (1, None, "")
        assert received(answers).value[0] == "Aldmark"
