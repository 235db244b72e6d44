"""The process that reads long texts as they are typed: no reading of it holds up the window.

What is asked is the newest text, and then what a window wants to know of it. A newer text takes
the place of the one that is being read: that is given up at once.
"""

from __future__ import annotations

import os
import pickle
import signal
import traceback
from _thread import interrupt_main
from collections import deque
from threading import Condition, Thread
from typing import IO, TYPE_CHECKING, Any, BinaryIO, NamedTuple

from briefing.core.proof import proof
from briefing.core.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefing.core.proof import Proof
    from briefing.core.surroundings import Told

LENGTH = 8  # bytes of the number that says how long a message is


class Text(NamedTuple):
    """A text to be read as if it were saved at ``path``; ``told`` is None where it is as before."""

    text: str
    path: Path
    told: Told | None
    texts: tuple[Path, bool] | None


class Question(NamedTuple):
    """What is to be told of the text read as number ``of``: a method of its proof."""

    of: int
    method: str
    args: tuple[Any, ...]


class Asked(NamedTuple):
    """A message to the process; every number is greater than those before."""

    number: int
    what: Text | Question


class Answer(NamedTuple):
    """A message from it. ``error`` is the trace of a failure, or empty.

    ``value`` is None where a newer text came; of a text that was read, it is (name, problems,
    flags, reason).
    """

    number: int
    value: Any
    error: str = ""


def message(what: Asked | Answer) -> bytes:
    """A message as it goes through the pipe: its length, and its pickle."""
    pickled = pickle.dumps(what, pickle.HIGHEST_PROTOCOL)
    return len(pickled).to_bytes(LENGTH) + pickled


def received(pipe: IO[bytes]) -> Any:
    """The next message. Raises EOFError where there is none to come."""
    length = int.from_bytes(pipe.read(LENGTH))
    pickled = pipe.read(length)
    if not length or len(pickled) < length:
        raise EOFError
    # It was written by the program itself, into a pipe that nobody else has.
    return pickle.loads(pickled)  # noqa: S301


def main(orders: BinaryIO, answers: BinaryIO, leave: Callable[[int], object] = os._exit) -> None:
    """Answer what is asked until the orders end; then leave the process without any tidying."""
    desk = _Desk(orders, leave)
    signal.signal(signal.SIGINT, desk.interrupted)
    Thread(target=desk.receive, daemon=True).start()
    reader = _Reader()
    while (asked := desk.next()) is not None:
        reader.note(asked.what)
        try:
            answer = Answer(asked.number, desk.unless_superseded(asked, reader.answer))
        except _SupersededError:
            answer = Answer(asked.number, None)
        except Exception:  # noqa: BLE001 - whatever it is, the window must hear of it
            answer = Answer(asked.number, None, traceback.format_exc())
        answers.write(message(answer))
        answers.flush()


class _SupersededError(BaseException):
    """A newer text came. Not an Exception: what is read must not take it for a fault of its own."""


class _Desk:
    """Takes in what is asked, in a thread of its own."""

    def __init__(self, orders: BinaryIO, leave: Callable[[int], object]) -> None:
        self._busy_with = self._newest_text = 0
        self._orders, self._leave = orders, leave
        self._waiting: deque[Asked | None] = deque()
        self._changed = Condition()

    def receive(self) -> None:
        """Take in one message after the other."""
        asked: Asked | None = None
        try:
            while True:
                asked = received(self._orders)
                if isinstance(asked.what, Text):
                    self._newest_text = asked.number
                    interrupt_main()
                self._put(asked)
        except EOFError:
            self._leave(0)
            self._put(None)

    def next(self) -> Asked | None:
        """What is to be answered next; waits until there is something, None at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting)
            return self._waiting.popleft()

    def unless_superseded(self, asked: Asked, answer: Callable[[Asked], Any]) -> Any:
        """The answer. Raises _SupersededError as soon as a newer text has come."""
        try:
            self._busy_with = asked.number
            self.interrupted()
            return answer(asked)
        finally:
            # From here on nothing is raised any more.
            self._busy_with = 0

    def interrupted(self, *_: object) -> None:
        """Give up what is being done, if it came before the newest text."""
        if 0 < self._busy_with < self._newest_text:
            raise _SupersededError

    def _put(self, asked: Asked | None) -> None:
        with self._changed:
            self._waiting.append(asked)
            self._changed.notify()


class _Reader:
    """Has the proof of the text that was read last."""

    def __init__(self) -> None:
        self._told: Told | None = None
        self._shelf: Shelf | None = None
        self._proof: Proof | None = None
        self._number = 0

    def note(self, what: Text | Question) -> None:
        """Remember what later messages count on, even where this text is not read any more."""
        if isinstance(what, Text):
            self._told = what.told or self._told
            if (self._shelf.place if self._shelf else None) != what.texts:
                self._shelf = _shelf_at(what.texts) if what.texts else None

    def answer(self, asked: Asked) -> Any:
        """What is to be told in return."""
        if isinstance(asked.what, Text):
            return self._read(asked.number, asked.what)
        question = asked.what
        if question.of != self._number or self._proof is None or self._told is None:
            return None
        if question.method == "fixes":
            return self._proof.fixes(question.args[0], self._told, self._shelf)
        return getattr(self._proof, question.method)(*question.args)

    def _read(self, number: int, wanted: Text) -> Any:
        assert self._told is not None
        self._proof, self._number = None, number
        found = self._proof = proof(wanted.text, wanted.path, self._told, self._shelf)
        return found.name, found.problems, found.flags, found.reason


def _shelf_at(place: tuple[Path, bool]) -> Shelf:
    folder, is_chosen = place
    return Shelf(folder, is_chosen=is_chosen)
