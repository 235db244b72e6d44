"""The processes that read many card files at once.

The processes are no forks of this one: a window has threads and a display, which a fork would
leave in an uncertain state, and Python's own pools would load the whole program in each.
"""

from __future__ import annotations

import gc
import pickle
from collections import deque
from contextlib import suppress
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import TYPE_CHECKING

from briefing.core import own_process
from briefing.core.own_process import program_of
from briefing.core.watching import StoppedError

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator, Sequence
    from typing import BinaryIO

    from briefing.core.job import Job, Outcome

_PROGRAM = program_of("briefing.core.crew", "work")
_AHEAD = 2
"""Lists of files that a process has been asked for: it need not wait for the next one."""

_COLLECT_AFTER = 100_000
"""Objects after which a process looks for garbage: of what it makes nearly nothing is."""

_LENGTH = 4  # bytes of the number that says how long an answer is
_PATIENCE = 0.1


def work(orders: BinaryIO, answers: BinaryIO) -> None:
    """Do a job in a process of its own: ``orders`` are pickles of it and then of lists of files.

    What comes in was written by the program itself, through a pipe that nobody else has. Each
    answer is the length of a pickle and the pickle. Ends with the orders, whether their writer
    is done or dead.
    """
    gc.set_threshold(_COLLECT_AFTER)
    with suppress(EOFError, BrokenPipeError):
        job: Job = pickle.load(orders)  # noqa: S301
        while True:
            files = pickle.load(orders)  # noqa: S301
            answer = pickle.dumps(job.read(files), pickle.HIGHEST_PROTOCOL)
            answers.write(len(answer).to_bytes(_LENGTH) + answer)
            answers.flush()


class Crew:
    """The processes at work, each served by a thread that waits for it."""

    def __init__(self, job: Job, chunks: deque[Sequence[tuple[str, bytes]]], count: int) -> None:
        self._job = job
        self._setup = pickle.dumps(job, pickle.HIGHEST_PROTOCOL)
        self._chunks = chunks
        self._told: Queue[bytes | Outcome | Exception | None] = Queue(maxsize=4 * count)
        self._over = Event()
        self._threads = [Thread(target=self._serve, daemon=True) for _ in range(count)]

    def __enter__(self) -> Crew:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def outcomes(self, stopped: Callable[[], bool]) -> Iterator[Outcome]:
        """What the processes read, as it comes. Raises StoppedError."""
        at_work = len(self._threads)
        while at_work:
            if stopped():
                raise StoppedError
            try:
                told = self._told.get(timeout=_PATIENCE)
            except Empty:
                continue
            if told is None:
                at_work -= 1
            elif isinstance(told, Exception):
                raise told
            elif isinstance(told, bytes):
                # Here and not in the threads: Python runs one at a time, and they would wait.
                yield pickle.loads(told)  # noqa: S301 - our own child's
            else:
                yield told

    def _serve(self) -> None:
        """Have files read until there are no more; where the process fails, do its work."""
        process = _Process.started(self._setup)
        try:
            while not self._over.is_set():
                if process is not None:
                    while len(process.asked) < _AHEAD and (chunk := self._next()):
                        process.ask(chunk)
                    if not process.asked:
                        break
                    answer = process.answer()
                    if answer is not None:
                        self._tell(answer)
                        continue
                    self._chunks.extendleft(process.asked)
                    process.end()
                    process = None
                elif chunk := self._next():
                    self._tell(self._job.read(chunk))
                else:
                    break
        except Exception as error:  # noqa: BLE001 - whoever waits for the files must hear of it
            self._tell(error)
        finally:
            if process is not None:
                process.end()
            self._tell(None)

    def _next(self) -> Sequence[tuple[str, bytes]] | None:
        try:
            return self._chunks.popleft()
        except IndexError:
            return None

    def _tell(self, what: bytes | Outcome | Exception | None) -> None:
        while not self._over.is_set():
            with suppress(Full):
                self._told.put(what, timeout=_PATIENCE)
                return


class _Process:
    """One process that reads files, and what it was asked for and has not answered."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self.asked: deque[Sequence[tuple[str, bytes]]] = deque()

    @classmethod
    def started(cls, setup: bytes) -> _Process | None:
        """A process that has its job, or None where there can be none."""
        try:
            process = own_process.start(_PROGRAM)
            own_process.widen(process.stdout)
        except OSError:
            return None
        made = cls(process)
        made._send(setup)
        return made

    def ask(self, chunk: Sequence[tuple[str, bytes]]) -> None:
        """Ask for files; whether that came through, ``answer`` tells."""
        self.asked.append(chunk)
        self._send(pickle.dumps(chunk, pickle.HIGHEST_PROTOCOL))

    def answer(self) -> bytes | None:
        """The pickle of what was asked for first, or None where the process has failed."""
        assert self._process.stdout is not None
        try:
            length = int.from_bytes(self._process.stdout.read(_LENGTH))
            answer = self._process.stdout.read(length)
        except OSError:
            return None
        if not length or len(answer) < length:
            return None
        self.asked.popleft()
        return answer

    def end(self) -> None:
        """End the process now."""
        own_process.end(self._process)

    def _send(self, what: bytes) -> None:
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.write(what)
            self._process.stdin.flush()
