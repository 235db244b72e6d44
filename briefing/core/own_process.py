"""Further processes of the program itself, for work that would hold up the window."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Mapping

# Lower in rank than the window, which would else stutter where the work takes every core.
# Nothing may be printed where the answers go.
_PROGRAM = """\
import os, sys
answers, sys.stdout = sys.stdout.buffer, sys.stderr
getattr(os, "nice", int)(5)
from {module} import {function}
{function}(sys.stdin.buffer, answers)
"""
_WIDE = 1 << 20  # bytes; what Linux allows to everybody
_WINDOWS_FLAGS = ("CREATE_NO_WINDOW", "BELOW_NORMAL_PRIORITY_CLASS")


def program_of(module: str, function: str) -> str:
    """A program that calls a function with its orders and for its answers: two binary streams."""
    return _PROGRAM.format(module=module, function=function)


def start(
    program: str, complaints: IO[bytes] | None = None, settings: Mapping[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """Start a process. What it complains of goes to ``complaints``, if anywhere. Raises OSError.

    ``settings`` are added to its environment.
    """
    # Most commands start none, and need not wait for this to be loaded.
    import subprocess  # noqa: PLC0415

    return subprocess.Popen(  # noqa: S603 - Python itself, and no shell
        # Not the working folder but only what this process itself loads from.
        [sys.executable, "-P", "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL if complaints is None else complaints,
        env=os.environ
        | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        | dict(settings or {}),
        creationflags=sum(getattr(subprocess, flag, 0) for flag in _WINDOWS_FLAGS),
    )


def widen(pipe: IO[bytes] | None) -> None:
    """Have a pipe hold whole answers, where it can: its writer need not wait until they are read."""
    # Linux alone can, and up to what its owner allows; nothing is lost where it does not.
    with suppress(ImportError, AttributeError, OSError):
        import fcntl  # noqa: PLC0415 - Windows has none

        assert pipe is not None
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _WIDE)


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process now, and let go of it."""
    process.kill()
    for pipe in (process.stdin, process.stdout):
        assert pipe is not None
        with suppress(OSError):  # what was still to be sent has nowhere to go
            pipe.close()
    process.wait()
