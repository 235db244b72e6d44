"""Has long texts read in a process of their own, and asks it what a window wants to know of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from queue import SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from briefing.core import own_process
from briefing.core.own_process import program_of
from briefing.core.proof import proof
from briefing.core.proofreading import Answer, Asked, Question, Text, message, received
from briefing.core.surroundings import Told

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

    from briefing.core.card_part import CardPart
    from briefing.core.edits import Change
    from briefing.core.problem import Problem
    from briefing.core.proof import Proof
    from briefing.core.shelf import Shelf
    from briefing.core.surroundings import Surroundings
    from briefing.core.timeline import Stop

_PROGRAM = program_of("briefing.core.proofreading", "main")


class ProofreaderError(Exception):
    """Reading failed where it should not; what the process complained of is the error's note."""


class Proofreader:
    """Reads one text after another. Any thread may ask; each waits for its answer.

    Where there can be no process, or it dies, the text is read in this one.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._numbers = count(1)
        self._line: _Line | None = None
        self._known: Surroundings | None = None
        self._is_closed = False

    def read(
        self, text: str, path: Path, surroundings: Surroundings, shelf: Shelf | None
    ) -> Proof | DistantProof | None:
        """What a text is, as ``proof`` has it; None where a newer text was given meanwhile."""
        with self._lock:
            if self._is_closed:
                return None
            number = next(self._numbers)
            line = self._line
            if line is None or line.is_dead:
                line = self._line = _Line.opened()
                self._known = None
            if line is not None:
                told = None if surroundings is self._known else Told.of(surroundings)
                self._known = surroundings
                asked = Text(text, path, told, shelf.place if shelf else None)
                coming = line.ask(Asked(number, asked))
        answer = coming.get() if line is not None else None
        if answer is None:
            return None if self._is_closed else proof(text, path, surroundings, shelf)
        value = _value(answer)
        return DistantProof(self, number, *value) if value is not None else None

    def ask(self, of: int, method: str, *args: Any) -> Any:
        """What a method of the proof of that number gives; None where a newer text was given."""
        with self._lock:
            line, number = self._line, next(self._numbers)
            if line is None or line.is_dead:
                return None
            coming = line.ask(Asked(number, Question(of, method, args)))
        answer = coming.get()
        return _value(answer) if answer is not None else None

    def close(self) -> None:
        """End the process; nothing can be read any more."""
        with self._lock:
            self._is_closed = True
            if self._line is not None:
                self._line.close()


@dataclass(frozen=True)
class DistantProof:
    """A ``Proof`` whose text and card are in another process: what is asked of it takes a moment."""

    _reader: Proofreader
    _number: int
    name: str | None
    problems: tuple[Problem, ...]
    flags: dict[str, str]
    reason: str

    def anchor_at(self, offset: int) -> tuple[str, str] | None:
        """As of a proof; None where a newer text was given."""
        found: tuple[str, str] | None = self._reader.ask(self._number, "anchor_at", offset)
        return found

    def place_of(self, source: str, anchor: str) -> int | None:
        """As of a proof."""
        found: int | None = self._reader.ask(self._number, "place_of", source, anchor)
        return found

    def part(self, stop: Stop, near: str) -> CardPart | None:
        """As of a proof; None where a newer text was given."""
        found: CardPart | None = self._reader.ask(self._number, "part", stop, near)
        return found

    def fixes(
        self, problem: Problem, _surroundings: Surroundings, _shelf: Shelf | None
    ) -> tuple[Change, ...]:
        """As of a proof, in the surroundings that it was read in."""
        return self._reader.ask(self._number, "fixes", problem) or ()


class _Line:
    """The pipes to one process, and who waits for which answer."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._lock = Lock()
        self._waiting: dict[int, SimpleQueue[Answer | None]] = {}
        self.is_dead = False
        Thread(target=self._receive, daemon=True).start()

    @classmethod
    def opened(cls) -> _Line | None:
        """The line to a new process, or None where there can be none."""
        try:
            return cls(own_process.start(_PROGRAM))
        except OSError:
            return None

    def ask(self, asked: Asked) -> SimpleQueue[Answer | None]:
        """Where the answer will come, None if it never can."""
        coming: SimpleQueue[Answer | None] = SimpleQueue()
        with self._lock:
            if self.is_dead:
                coming.put(None)
                return coming
            self._waiting[asked.number] = coming
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(message(asked))
            self._process.stdin.flush()
        except OSError:
            self._hang_up()
        return coming

    def close(self) -> None:
        """End the process."""
        self._process.kill()

    def _receive(self) -> None:
        assert self._process.stdout is not None
        try:
            while True:
                answer: Answer = received(self._process.stdout)
                with self._lock:
                    coming = self._waiting.pop(answer.number, SimpleQueue())
                coming.put(answer)
        except (EOFError, OSError):
            self._hang_up()
        own_process.end(self._process)

    def _hang_up(self) -> None:
        with self._lock:
            self.is_dead = True
            for coming in self._waiting.values():
                coming.put(None)
            self._waiting.clear()


def _value(answer: Answer) -> Any:
    """What an answer says. Raises ProofreaderError."""
    if answer.error:
        error = ProofreaderError(f"the text could not be read: {answer.error.splitlines()[-1]}")
        error.add_note(answer.error)
        raise error
    return answer.value
