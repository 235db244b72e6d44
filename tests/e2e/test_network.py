"""The program asks nobody: no socket but one between programs of this computer is ever opened."""

from __future__ import annotations

import errno
import os
import re
import shutil
import socket
import subprocess
from pathlib import Path

import pytest
from print_server import wait_until
from window_hands import IN_A_REAL_WINDOW, PATIENCE, focus, wait_for_title, wait_until_gone, xdotool

pytestmark = [
    *IN_A_REAL_WINDOW,
    pytest.mark.skipif(not shutil.which("strace"), reason="needs strace"),
]

# Of every process and thread; only the calls named stop the program for a moment.
TRACE = ("strace", "-f", "--seccomp-bpf", "-qq", "-e", "signal=none", "-e")
CALLS = "trace=socket,socketpair,connect,bind,listen"
CALL = re.compile(r"\b(socket|socketpair|connect|bind|listen)\((.*)")


@pytest.fixture
def traced(start, tmp_path):
    """The program under a trace of its sockets, and what the trace says of them by now."""
    file = tmp_path / "trace"

    def sockets():
        return [
            found.groups() for line in file.read_text().splitlines() if (found := CALL.search(line))
        ]

    def call(*arguments):
        return start(*arguments, under=(*TRACE, CALLS, "-o", str(file))), sockets

    return call


def others(sockets):
    """The calls that have to do with another family than that of this computer's own sockets."""
    return [
        f"{name}({rest}" for name, rest in sockets if name != "listen" and "AF_UNIX" not in rest
    ]


def save_as(title, path):
    """Type a path into a file dialog, and wait for the file."""
    focus(title)
    xdotool("key", "ctrl+a")
    xdotool("type", str(path))
    xdotool("key", "Return")
    wait_until(lambda: path.exists() and path.stat().st_size, lambda: f"no {path}")
    wait_until_gone(title)


def test_trace_sees_what_it_is_to_see(tmp_path):
    file = tmp_path / "trace"
    script = "import socket; socket.socket(); socket.socket(socket.AF_INET6)"
    subprocess.run([*TRACE, CALLS, "-o", file, "python3", "-c", script], check=True)
    found = [match.groups() for match in map(CALL.search, file.read_text().splitlines()) if match]
    assert [line.split(",")[0] for line in others(found)] == ["socket(AF_INET", "socket(AF_INET6"]


def test_reading_searching_editing_and_exporting_open_no_socket_to_anywhere(
    traced, starter, tmp_path
):
    library = shutil.copytree(starter, tmp_path / "cards")
    process, sockets = traced("open", str(library), "--card", "georgia", "--at", "2010")
    focus("Georgia – Briefing")
    xdotool("key", "Down")
    wait_for_title("South Ossetia – Briefing")
    xdotool("key", "ctrl+k")
    xdotool("type", "manas")
    xdotool("key", "Return")
    wait_for_title("Kyrgyzstan – Briefing")

    card = library / "kyrgyzstan.yaml"
    xdotool("key", "ctrl+e")
    xdotool("key", "ctrl+Home", "End")
    xdotool("type", " Republic")
    drafts = tmp_path / ".local/state/briefing/drafts"
    wait_until(lambda: any(drafts.glob("*.json")), lambda: "nothing was typed")
    xdotool("key", "ctrl+s")
    wait_until(lambda: "name: Kyrgyzstan Republic\n" in card.read_text("utf-8"), card.read_text)
    xdotool("key", "ctrl+e")
    wait_for_title("Kyrgyzstan Republic – Briefing")

    xdotool("key", "ctrl+shift+e")
    save_as("Export PDF", tmp_path / "card.pdf")
    focus("Print and export")
    xdotool("key", "Escape")
    wait_until_gone("Print and export")
    focus("Kyrgyzstan Republic – Briefing")
    xdotool("key", "alt+f", "x", "w")
    save_as("Export web page", tmp_path / "page.html")
    focus("Kyrgyzstan Republic – Briefing")
    xdotool("key", "ctrl+2")
    xdotool("key", *["shift+Tab"] * 4, "space")
    save_as("Export CSV", tmp_path / "steps.csv")
    focus("Kyrgyzstan Republic – Briefing")
    xdotool("key", "Tab", "space")
    save_as("Export PDF", tmp_path / "steps.pdf")
    focus("Kyrgyzstan Republic – Briefing")
    xdotool("key", "ctrl+q")
    _, said = process.communicate(timeout=PATIENCE)
    assert (process.returncode, said) == (0, "")
    # That of the X server at the least: the trace is one.
    assert [name for name, _ in sockets()].count("connect") >= 1
    assert others(sockets()) == []


def test_a_computer_without_a_print_server_is_not_asked_for_one(
    traced, starter, environment, monkeypatch
):
    if Path("/run/cups/cups.sock").exists():
        pytest.skip("this computer has a print server")
    environment.pop("CUPS_SERVER", None)
    process, sockets = traced("open", str(starter), "--card", "georgia", "--at", "2010")
    for title, key in (
        ("Georgia – Briefing", "ctrl+p"),
        ("Print and export", "Return"),
        ("No printer", "Escape"),
        ("Print and export", "Escape"),
        ("Georgia – Briefing", "ctrl+q"),
    ):
        focus(title)
        xdotool("key", key)
        if key == "Escape":
            wait_until_gone(title)
    process.communicate(timeout=PATIENCE)
    assert others(sockets()) == []


def test_a_print_server_is_asked_through_its_socket(server, traced, printed_library):
    before = server.jobs()
    _, sockets = traced("open", str(printed_library))
    for title, key in (
        ("Ruritania – Briefing", "ctrl+p"),
        ("Print and export", "Return"),
        ("Print", "Return"),
    ):
        focus(title)
        xdotool("key", key)
    wait_until(lambda: server.jobs() != before, server.log)
    server.arrived()
    assert others(sockets()) == []


@pytest.mark.skipif(not os.environ.get("WITHOUT_NETWORK"), reason="not said to be without one")
def test_these_tests_are_run_where_there_is_no_network():
    """Only so does it say something that all the others pass."""
    lines = Path("/proc/self/net/dev").read_text().splitlines()[2:]
    assert [line.split(":")[0].strip() for line in lines] == ["lo"]
    with socket.socket() as asking, pytest.raises(OSError, match="unreachable") as raised:
        asking.connect(("192.0.2.1", 80))
    assert raised.value.errno == errno.ENETUNREACH
