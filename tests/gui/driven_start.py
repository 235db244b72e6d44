"""Starts the program and lets it come to harm: run with a harm, a library and a state folder.

A process of its own, for what it does ends a process, or takes over what the test runner has taken
over. What its user would see goes to the standard output, a line of JSON each.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QTimer, qFatal
from PySide6.QtWidgets import QApplication, QMessageBox

from briefing.core.starter import Places
from briefing.gui import program as program_module
from briefing.gui import start
from briefing.gui.drafts_window import DraftsWindow
from briefing.gui.program import Program
from briefing.gui.window import MainWindow

HARM, LIBRARY, STATE = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
_init, _show_library = Program.__init__, Program.show_library


def say(what, **more):
    sys.stdout.write(json.dumps({"what": what, **more}) + "\n")
    sys.stdout.flush()


def fail(*_, **__):
    raise ValueError(f"harm in {HARM}")


def window():
    (found,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]
    return found


def type_something():
    window().actions_by_id["edit"].trigger()
    code = window().views.editor.pane.code
    code.go_to(0)
    code.insertPlainText("# typed and not saved\n")
    return code


def when(ready, then):
    """Do something as soon as it can be done."""
    timer = QTimer(QApplication.instance(), interval=10)

    def look():
        if ready():
            timer.stop()
            then()

    timer.timeout.connect(look)
    timer.start()


def drafts_are_kept():
    return any((STATE / "drafts").glob("*.json"))


def message():
    boxes = [one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox)]
    return next((box for box in boxes if box.isVisible()), None)


def read_message(then):
    def read():
        box = message()
        say("message", text=box.text(), more=box.informativeText())
        box.close()
        when(lambda: message() is None, then)

    when(message, read)


def leave():
    if window().views.is_editing:
        window().views.editor.pane.code.content.setModified(False)
    window().close()


def act():
    """What happens once the window is there."""
    say("window", title=window().windowTitle())
    if HARM == "segfault":
        type_something()
        when(drafts_are_kept, lambda: os.kill(os.getpid(), signal.SIGSEGV))
    elif HARM == "qt":
        type_something()
        qFatal("no way on")
    elif HARM == "drafts":
        when(lambda: window().findChild(DraftsWindow), offered)
    elif HARM == "library":
        read_message(lambda: (say("goes on", shown=window().isVisible()), leave()))
    elif HARM == "asking to close":
        type_something()
        window().may_close = fail
        QTimer.singleShot(0, window().close)
        read_message(stay)
    elif HARM == "closing":
        window().closing.connect(fail)
        QMessageBox.exec = lambda box: say("message", text=box.text(), more=box.informativeText())
        window().close()


def offered():
    shown = window().findChild(DraftsWindow)
    say("offered", text=shown.differences.toPlainText())
    shown.reject()
    leave()


def stay():
    text = window().views.editor.pane.code.text()
    say("goes on", shown=window().isVisible(), text=text[:30])
    window().may_close = lambda: True
    leave()


def main():
    if HARM == "start":
        Program.__init__ = fail
        QMessageBox.exec = lambda box: say("message", text=box.text(), more=box.informativeText())
    if HARM == "library":
        program_module.Program.show_library = fail
    run = QApplication.exec

    def exec_(*_):
        QTimer.singleShot(0, act)
        return run()

    QApplication.exec = exec_
    places = Places(LIBRARY.parent, LIBRARY.parent, STATE, LIBRARY)
    try:
        status = start.open_window(LIBRARY, "georgia", None, places)
    except start.UsageError as error:
        say("refused", text=str(error))
        status = 2
    say("end", status=status)


main()
