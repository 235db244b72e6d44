"""The hands of a user on a real X window, from outside the program."""

from __future__ import annotations

import os
import shutil
import subprocess
import time

import pytest

IN_A_REAL_WINDOW = [
    pytest.mark.e2e,
    pytest.mark.skipif(
        not os.environ.get("DISPLAY") or not shutil.which("xdotool"),
        reason="needs an X display and xdotool",
    ),
]

PATIENCE = 30
"""Seconds to wait for the window to say something; it answers in far less."""


def xdotool(*arguments):
    """What the command says; nothing where it waits in vain, as for a window that went."""
    try:
        done = subprocess.run(
            ["xdotool", *arguments], capture_output=True, text=True, check=False, timeout=10
        )
    except subprocess.TimeoutExpired:
        return []
    return done.stdout.split()


def wait_for_title(title):
    """Until a visible window has exactly this title; then its number."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = xdotool("search", "--sync", "--onlyvisible", "--name", f"^{title}$")
        if found:
            return found[0]
    raise AssertionError(f"no window is called {title}")


def focus(title):
    """Until a window has this title; then keys go there."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        window = wait_for_title(title)
        xdotool("windowfocus", "--sync", window)
        if xdotool("getwindowfocus", "-f") == [window]:
            return
    raise AssertionError(f"{title} takes no keys")


def wait_until_gone(title):
    """Until no visible window has this title: only then do keys reach the one below."""
    end = time.monotonic() + PATIENCE
    while xdotool("search", "--onlyvisible", "--name", f"^{title}$"):
        assert time.monotonic() < end, f"{title} is still there"
