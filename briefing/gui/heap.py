"""Keeps the memory of a window that is used all day from being scattered, and from being kept."""

from __future__ import annotations

import ctypes
import gc
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ARENA_MAX = -8
"""``M_ARENA_MAX`` of mallopt. Source: malloc.h of the GNU C library."""


def share_one_heap() -> None:
    """Have threads that are still to come share one heap, where the C library is GNU's.

    It gives each thread a heap of its own. Work goes from thread to thread here, so each of them grows
    to the most that any work ever took, and what is left between is not given back: 10 MB in a
    hundred prints. They seldom ask at once: most of what they do holds Python's lock.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)


def give_back() -> None:
    """Give the system the memory that much work took and no longer holds, where the C library is GNU's.

    Takes some 10 ms, in which no thread gets any.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # as above
            ctypes.CDLL(None).malloc_trim(0)


@contextmanager
def making() -> Iterator[None]:
    """Look for no garbage meanwhile: most of what is made stays."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def keep() -> None:
    """Never look for garbage in what is there now; it goes when nobody refers to it any more.

    To look through the 40,000 objects that 10,000 cards are takes 35 ms, in which no thread goes on.
    """
    gc.freeze()
