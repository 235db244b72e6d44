"""Where no window can be shown, the message names what to install."""

import builtins
from functools import partial

import pytest

from briefing.gui import display
from briefing.gui.display import NoDisplayError, load_qt, missing_library, require_display


def test_no_display_is_said_before_qt_aborts(monkeypatch):
    monkeypatch.setattr(display.sys, "platform", "linux")
    with pytest.raises(NoDisplayError, match="neither DISPLAY nor WAYLAND_DISPLAY is set"):
        require_display({})


def test_display_that_does_not_answer_is_said(monkeypatch):
    monkeypatch.setattr(display, "_load", lambda load: None)
    monkeypatch.setattr(display, "_answers", lambda: False)
    with pytest.raises(NoDisplayError, match="the display :77 does not answer"):
        require_display({"DISPLAY": ":77"})


@pytest.mark.parametrize(
    "environment", [{"QT_QPA_PLATFORM": "offscreen"}, {"WAYLAND_DISPLAY": "w"}]
)
def test_other_platforms_need_no_x_server(environment):
    require_display(environment)


def test_missing_library_names_its_package():
    error = "libEGL.so.1: cannot open shared object file: No such file or directory"
    said = missing_library(error)
    assert "libEGL.so, which is missing; on Debian and Ubuntu it is in libegl1" in said
    assert "apt install libegl1 " in said


def test_library_of_no_known_package_is_still_named():
    said = missing_library("libodd-2.so.0: cannot open shared object file: No such file")
    assert "libodd-2.so, which is missing. Run: apt install" in said


def test_other_failures_are_told_as_they_are():
    assert missing_library("bad magic") == "Qt cannot be loaded: bad magic"


def test_failure_to_load_qt_becomes_the_message(monkeypatch):
    def fail(_name):
        raise ImportError("libGL.so.1: cannot open shared object file")

    monkeypatch.setattr(display.importlib, "import_module", fail)
    with pytest.raises(NoDisplayError, match="libgl1"):
        require_display({"DISPLAY": ":0"})


def test_loading_qt_leaves_import_alone(monkeypatch):
    plain = builtins.__import__

    def load(_name):
        monkeypatch.setattr(builtins, "__import__", partial(plain))

    monkeypatch.setattr(display.importlib, "import_module", load)
    load_qt()
    assert builtins.__import__ is plain
