"""Feeds a target one input after another, and makes what fails it as small as it can be."""

from __future__ import annotations

import faulthandler
import time
import traceback
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.fuzz.target import Target

SLOWEST = 5.0
"""Seconds of processor time that an input may take: a thousand times what one does take."""

_HANGS = 120.0  # seconds after which the process is ended: the whole computer may stand still, too
_SHRINKING = 20.0  # seconds for which an input is made smaller

Fault = tuple[type[BaseException], str, int]


class Finding(BaseException):
    """An input that fails a target, as small as it was made, and the words of the failure."""

    def __init__(self, target: str, data: bytes, said: str) -> None:
        super().__init__(f"{target}: {said}")
        self.target = target
        self.data = data
        self.said = said

    def kept(self, folder: Path) -> Path:
        """Write the input to a file of the folder."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self.target}-{sha256(self.data).hexdigest()[:12]}"
        path.write_bytes(self.data)
        return path


class Feeder:
    """Gives a target inputs and counts them."""

    def __init__(self, target: Target, folder: Path) -> None:
        """``folder`` is empty; the target works there, and there is what it is just fed."""
        self.target = target
        self.count = 0
        self._work = folder / "work"
        self._work.mkdir()
        self._take = target.start(self._work)
        self._now = (folder / "now").open("wb", buffering=0)
        self._armed = 0.0

    def one(self, data: bytes) -> None:
        """Give it an input. Raises Finding."""
        self._arm()
        self.count += 1
        # Where the whole process falls, this tells what it was that it fell over.
        self._now.truncate(0)
        self._now.seek(0)
        self._now.write(data)
        found = self._fault(data)
        if found is not None:
            fault, said = found
            small = smaller(data, lambda less: self._same(less, fault), _SHRINKING)
            again = self._fault(small)
            raise Finding(self.target.name, small, again[1] if again else said)

    def close(self) -> None:
        """The target gets no more."""
        faulthandler.cancel_dump_traceback_later()
        self._now.close()

    def _arm(self) -> None:
        now = time.monotonic()
        if now - self._armed > 1:
            self._armed = now
            faulthandler.dump_traceback_later(_HANGS, exit=True)

    def _same(self, data: bytes, fault: Fault) -> bool:
        found = self._fault(data)
        return found is not None and found[0] == fault

    def _fault(self, data: bytes) -> tuple[Fault, str] | None:
        """What an input does that it should not: where it stands in the code, and in words."""
        start = time.process_time()
        try:
            self._take(data)
            taken = time.process_time() - start
            assert taken < SLOWEST, f"took {taken:.1f} s"
        except Exception as error:  # noqa: BLE001 - that is the question
            frame, line = list(traceback.walk_tb(error.__traceback__))[-1]
            said = "".join(traceback.format_exception(error))
            return (type(error), frame.f_code.co_filename, line), said
        return None


def smaller(data: bytes, fails: Callable[[bytes], bool], seconds: float = 20.0) -> bytes:
    """The data without all that is not needed for them to fail, as far as there is time."""
    end = time.monotonic() + seconds
    length = len(data)
    while length:
        length = min(length, len(data))
        less = next((each for each in _without(data, length, end) if fails(each)), None)
        if less is None:
            length //= 2
        else:
            data = less
    return data


def _without(data: bytes, length: int, end: float) -> Iterator[bytes]:
    with suppress(ValueError):
        for start in range(0, len(data), length):
            if time.monotonic() > end:
                return
            yield data[:start] + data[start + length :]
