"""The installed command in a real X window, driven from outside as a user's hands would."""

import subprocess
import sys

from print_hands import is_dark_ink_on_white, pages_of, pictures_of
from print_server import wait_until
from window_hands import IN_A_REAL_WINDOW, PATIENCE, wait_for_title, xdotool

pytestmark = IN_A_REAL_WINDOW


def test_an_analyst_reads_slides_searches_and_quits(start, starter):
    process = start("open", str(starter), "--card", "georgia", "--at", "2010")
    window = wait_for_title("Georgia – Briefing")
    xdotool("windowfocus", "--sync", window)
    xdotool("key", "Down")
    wait_for_title("South Ossetia – Briefing")
    xdotool("key", "ctrl+k")
    xdotool("type", "manas")
    xdotool("key", "Return")
    wait_for_title("Kyrgyzstan – Briefing")
    xdotool("key", "alt+Left")
    wait_for_title("South Ossetia – Briefing")
    xdotool("key", "ctrl+a", "ctrl+c")
    xdotool("key", "ctrl+q")
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert said == ""


def test_first_start_makes_the_users_own_copy(start, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    process = start()
    window = wait_for_title("China – Briefing")
    xdotool("windowfocus", "--sync", window)
    xdotool("key", "ctrl+q")
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    copies = list(tmp_path.rglob("Briefing cards/georgia.yaml"))
    assert len(copies) == 1


def test_the_dark_theme_prints_dark_ink_on_white_paper_by_keys_alone(
    server, printed_library, start, tmp_path
):
    settings = tmp_path / ".local" / "state" / "briefing" / "session.ini"
    settings.parent.mkdir(parents=True)
    settings.write_text("[General]\ntheme=dark\n")
    before = server.jobs()
    start("open", str(printed_library))
    for title, key in (
        ("Ruritania – Briefing", "ctrl+p"),
        ("Print and export", "Return"),
        ("Print", "Return"),
    ):
        xdotool("windowfocus", "--sync", wait_for_title(title))
        xdotool("key", key)
    wait_until(lambda: server.jobs() != before, server.log)
    came = server.arrived()
    assert "Statement number 1:" in pages_of(came.pdf)[0]
    assert all(is_dark_ink_on_white(picture) for picture in pictures_of(came.pdf))


def test_no_display_is_one_clear_message(environment, starter):
    kept = {k: v for k, v in environment.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    command = [sys.executable, "-m", "briefing", "open", str(starter)]
    done = subprocess.run(command, env=kept, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("briefing: there is no display")
    assert "apt install xvfb" in done.stderr
    assert "Traceback" not in done.stderr
