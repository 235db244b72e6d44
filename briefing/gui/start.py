"""Starts the window: what it is made of, put together here and nowhere else."""

from __future__ import annotations

import gc
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from briefing.cli.usage import UsageError, no_card, stop_named
from briefing.core.opening import open_at_once
from briefing.gui.display import NoDisplayError, load_qt, require_display

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.core.library import CardFolder
    from briefing.core.starter import Places

_IDLE_AFTER = 500  # ms after the window is asked to show, when it has

_SWITCH_AFTER = 0.001  # seconds


def open_window(library: Path, card: str | None, stop: str | None, places: Places) -> int:
    """Show a library and return the exit status once the window is closed.

    Raises LibraryNotFoundError, and UsageError for a card or stop that is not there and where
    no window can be shown.
    """
    gc.disable()  # what a start makes stays; to look through it takes a twentieth of the time
    try:
        return _opened(library, card, stop, places)
    finally:
        gc.enable()


def _opened(library: Path, card: str | None, stop: str | None, places: Places) -> int:
    # Where a program works can be deleted under it, and what is named from there with it.
    with suppress(OSError):
        library = library.absolute()
    folder = open_at_once(library, places.cache)
    if card and folder.get(card) is None and not folder.pending:
        raise UsageError(no_card(folder, card))
    source = stop_named(folder, stop).sources[0] if stop else ""
    try:
        require_display()
    except NoDisplayError as error:
        raise UsageError(str(error)) from error
    return _run(folder, card or "", source, places)


def _run(folder: CardFolder, card: str, source: str, places: Places) -> int:
    # Qt is loaded only now: what can be refused is refused without it.
    load_qt()
    from PySide6.QtCore import QTimer  # noqa: PLC0415
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from briefing.gui.crash import CrashReporter  # noqa: PLC0415
    from briefing.gui.first_paint import FirstPaint  # noqa: PLC0415
    from briefing.gui.fonts import load_fonts  # noqa: PLC0415
    from briefing.gui.program import Program  # noqa: PLC0415
    from briefing.gui.session import Session  # noqa: PLC0415
    from briefing.gui.theme import FUSION  # noqa: PLC0415
    from briefing.gui.tools import Tools  # noqa: PLC0415

    # At Python's own 5 ms, work in other threads would cost the window whole frames.
    sys.setswitchinterval(_SWITCH_AFTER)
    app = QApplication([*sys.argv[:1], *FUSION])
    app.setApplicationName("Briefing")
    app.setDesktopFileName("briefing")
    reporter = CrashReporter(places.log, app)
    reporter.install()
    try:
        load_fonts()
        program = Program(app, places, Session(places.state / "session.ini"), Tools())
    except Exception as error:
        raise UsageError(reporter.cannot_start(error)) from error
    reporter.show_over(program.window)
    reporter.keep_with(program.keep_unsaved)
    try:
        program.show_library(folder, card, source)
    except Exception as error:  # noqa: BLE001 - the window can show another library
        reporter.report(type(error), error, error.__traceback__)
    first_paint = FirstPaint(program.window.desk)
    first_paint.over.connect(_collect_again)
    first_paint.over.connect(program.start)
    program.window.show()
    QTimer.singleShot(_IDLE_AFTER, program.warm_up)
    status = app.exec()
    reporter.uninstall()
    return status


def _collect_again() -> None:
    """Look for garbage from now on, but not in what was there when the first card was shown."""
    gc.freeze()
    gc.enable()
