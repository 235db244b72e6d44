"""Disks and users for the tests of saving: small ones, read-only ones, and one who may little."""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOBODY = 65534


def do_without(reason: str) -> NoReturn:
    """Skip a test on a computer that has not what it needs; where changes land, all are run."""
    if os.environ.get("CI"):
        pytest.fail(f"{reason}, and where changes land no test is left out")
    pytest.skip(reason)


@contextmanager
def mounted(folder: Path, options: str = "size=256k") -> Iterator[Path]:
    """A disk in memory; the test is skipped where this user cannot mount one."""
    folder.mkdir()
    may_mount(folder, options)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def may_mount(folder: Path, options: str = "size=256k") -> None:
    """Mount a disk in memory there; the test is skipped where this user cannot."""
    if os.name == "nt" or os.geteuid():
        pytest.skip("needs an administrator, who can mount a disk in memory")
    if mount("-t", "tmpfs", "-o", options, "none", str(folder)):
        do_without("needs the right to mount a disk in memory")


def mount(*arguments: str) -> int:
    """The exit status of the mount command."""
    return subprocess.run(["mount", *arguments], check=False, capture_output=True).returncode


@contextmanager
def ordinary_user() -> Iterator[int]:
    """Run as a user to whom permissions apply, which they do not for an administrator.

    Gives that user's number.
    """
    if os.geteuid():
        yield os.geteuid()
        return
    groups, group = os.getgroups(), os.getegid()
    os.setgroups([])
    os.setegid(NOBODY)
    os.seteuid(NOBODY)
    try:
        yield NOBODY
    finally:
        os.seteuid(0)
        os.setegid(group)
        os.setgroups(groups)


@contextmanager
def opened_to_all(folder: Path) -> Iterator[None]:
    """Let any user pass through the folders that lead to ``folder``."""
    changed = []
    for parent in [folder, *folder.parents]:
        mode = parent.stat().st_mode
        if not mode & 0o001 and parent.stat().st_uid == os.geteuid():
            changed.append((parent, mode & 0o7777))
            parent.chmod(mode & 0o7777 | 0o011)
    try:
        yield
    finally:
        for parent, mode in changed:
            parent.chmod(mode)
