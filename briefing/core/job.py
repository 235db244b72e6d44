"""The reading of card files, in this process or, where they are many, in as many as there are cores."""

from __future__ import annotations

import os
import sys
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from briefing.core.entry import Context, Entry, Unchanged, read_entry
from briefing.core.watching import StoppedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Outcome = list[Entry | Unchanged]

_WORTH_IT = 200
"""Files from which on it takes less time to start processes than to read in this one."""

_CHUNK = 16
"""Files that are asked for at once. A window stands still while an answer is taken in: 1 ms."""

_MOST_PROCESSES = 8


class Job(NamedTuple):
    """What to read: the folder, with a separator at its end, and under what context."""

    folder: str
    context: Context
    with_passages: bool = False

    def read(self, files: Sequence[tuple[str, bytes]]) -> Outcome:
        """Read files by name, each with the digest under which it need not be read."""
        return [
            read_entry(self.folder, name, self.context, known, with_passages=self.with_passages)
            for name, known in files
        ]


def read_files(
    job: Job,
    files: Sequence[tuple[str, bytes]],
    *,
    stopped: Callable[[], bool] = bool,
    processes: int | None = None,
) -> Iterator[Outcome]:
    """What is in files, each given with the digest under which it need not be read; in any order.

    Several at a time, as they come. Where processes cannot be started, or die, this one reads.
    Raises StoppedError soon after ``stopped`` says so.
    """
    count = min(usable_cores(), _MOST_PROCESSES) if processes is None else processes
    chunks = deque(files[start : start + _CHUNK] for start in range(0, len(files), _CHUNK))
    if processes is None and len(files) < _WORTH_IT:
        count = 0
    if count <= 1 or not sys.executable:
        for chunk in chunks:
            if stopped():
                raise StoppedError
            yield job.read(chunk)
        return
    # Few files need no process, and what starts them is not loaded for a single card.
    from briefing.core.crew import Crew  # noqa: PLC0415

    with Crew(job, chunks, min(count, len(chunks))) as crew:
        yield from crew.outcomes(stopped)


def usable_cores() -> int:
    """The cores that this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
