"""What the drivers share: the product started whole and untouched, with a hand on its keys.

A driver is a program of its own. It runs the ``briefing`` command as a user does, with the window
on a real display, and looks over its shoulder: functions of the product are wrapped as their
modules are imported, so that nothing is loaded sooner than it would be.
"""

from __future__ import annotations

import json
import os
import sys
import time
from contextlib import contextmanager
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

PATIENCE = 60.0
"""Seconds after which a driver gives up on something that it waits for."""


_SAMPLE, _AT_WORK = 0.05, 0.008  # seconds, and those of a processor in them that count as work

_profile_to = os.environ.get("PROFILE_TO", "")
_profiler: Any = None
if _profile_to:
    from cProfile import Profile

    _profiler = Profile()


@contextmanager
def measured() -> Iterator[None]:
    """What is profiled, where a profile is asked for by the variable PROFILE_TO."""
    if _profiler is not None:
        _profiler.enable()
    try:
        yield
    finally:
        if _profiler is not None:
            _profiler.disable()


class Budget:
    """How long a driver may go on from now: a share of the seconds of the variable BUDGET."""

    def __init__(self, share: float = 1.0) -> None:
        self._end = time.monotonic() + share * float(os.environ.get("BUDGET", "60"))

    @property
    def over(self) -> bool:
        """Whether it is time to end."""
        return time.monotonic() > self._end


class _Hook:
    """Does something with modules as soon as they are imported."""

    def __init__(self) -> None:
        self.then: dict[str, Callable[[ModuleType], None]] = {}

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, _target: object = None
    ) -> ModuleSpec | None:
        then = self.then.pop(name, None)
        spec = PathFinder.find_spec(name, path) if then else None
        if then is None or spec is None or spec.loader is None:
            return None
        load = spec.loader.exec_module

        def load_and_then(module: ModuleType) -> None:
            load(module)
            then(module)

        spec.loader.exec_module = load_and_then  # type: ignore[method-assign]
        return spec


_hook = _Hook()
sys.meta_path.insert(0, _hook)


def after_import(name: str, then: Callable[[Any], None]) -> None:
    """Call ``then`` with the module as soon as the product imports it."""
    _hook.then[name] = then


def report(**figures: object) -> None:
    """Print what was measured, for ``Spent.told``."""
    print(json.dumps(figures), flush=True)


def leave(**figures: object) -> None:
    """Report, and end the process at once: what comes after the measured moment does not count."""
    if _profiler is not None:
        _profiler.disable()
        _profiler.dump_stats(_profile_to)
    report(**figures)
    os._exit(0)


def start(arguments: Sequence[str]) -> int:
    """Run the ``briefing`` command."""
    from briefing.__main__ import main  # it counts as the product's start

    return main(list(arguments))


def drive(arguments: Sequence[str], script: Callable[[Any], dict[str, Any]]) -> None:
    """Open the window, and once it is at rest run ``script`` with it in the place of Qt's loop.

    What it gives is reported, and the process ends.
    """

    def take_over(widgets: Any) -> None:
        def run() -> None:
            leave(**script(_window()))

        widgets.QApplication.exec = staticmethod(run)

    after_import("PySide6.QtWidgets", take_over)
    sys.exit(start(arguments))


def note_painting(
    module: str, class_name: str, what: Callable[[Any], Any] = lambda widget: widget
) -> list[tuple[float, Any]]:
    """A list that gets a (time, widget) at the end of every painting of a class of widgets.

    Times are seconds of ``perf_counter``. In the place of the widget it may get what a function
    makes of it. To be called before the product is started.
    """
    paintings: list[tuple[float, Any]] = []

    def wrap(imported: Any) -> None:
        cls = getattr(imported, class_name)
        paint = cls.paintEvent

        def paint_and_note(self: Any, event: Any) -> None:
            paint(self, event)
            paintings.append((time.perf_counter(), what(self)))

        cls.paintEvent = paint_and_note

    after_import(module, wrap)
    return paintings


def pump(until: Callable[[], bool], patience: float = PATIENCE, look: int = 20) -> bool:
    """Let Qt work until something holds; False where it does not in ``patience`` seconds.

    It is looked for after whatever Qt has done, and every ``look`` milliseconds. Between the two
    the thread sleeps, as in Qt's own loop, so that other threads have Python to themselves.
    """
    from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

    flags = QEventLoop.ProcessEventsFlag
    end = time.perf_counter() + patience
    alarm = QTimer(interval=look)
    alarm.start()
    while not until():
        if time.perf_counter() > end:
            return False
        QCoreApplication.processEvents(flags.AllEvents | flags.WaitForMoreEvents)
    return True


def rest(seconds: float) -> None:
    """Let Qt work for some seconds."""
    end = time.perf_counter() + seconds
    pump(lambda: time.perf_counter() >= end)


def settle(quiet: float = 0.5, patience: float = PATIENCE) -> float:
    """Let Qt work until the process and its children hardly use a processor any more.

    Gives the moment at which the work ended, in seconds of the monotonic clock, as exact as a
    twentieth of a second.
    """
    end, worked, before = time.monotonic() + patience, time.monotonic(), processor_time()
    while (now := time.monotonic()) < end and now - worked < quiet:
        rest(_SAMPLE)
        spent = processor_time()
        if spent - before > _AT_WORK:
            worked = time.monotonic()
        before = spent
    return worked


def press(window: Any, key: Any, modifiers: Any = None) -> float:
    """Press a key in a window as the system would, and give the moment before."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    began = time.perf_counter()
    QTest.keyClick(window.windowHandle(), key, modifiers or Qt.KeyboardModifier.NoModifier)
    return began


def until_painted(
    began: float, paintings: Sequence[tuple[float, Any]], widget: Any, patience: float = 5.0
) -> float | None:
    """Milliseconds from a moment until a widget had been painted after it, and all around it.

    None where it was not painted in time.
    """

    def painted() -> bool:
        return any(at > began and seen is widget for at, seen in reversed(paintings))

    return (time.perf_counter() - began) * 1000 if pump(painted, patience) else None


def memory() -> float:
    """The MB of memory that the process holds (resident set)."""
    return _memory_of("self")


def memory_with_children() -> float:
    """The MB of memory that the process and its children hold."""
    return memory() + sum(map(_memory_of, children()))


def children() -> list[str]:
    """The ids of the process's own processes."""
    found: list[str] = []
    for thread in os.listdir("/proc/self/task"):
        try:
            with open(f"/proc/self/task/{thread}/children") as listed:
                found += listed.read().split()
        except OSError:
            continue
    return found


def _window() -> Any:
    from PySide6.QtWidgets import QApplication, QMainWindow

    def shown() -> list[Any]:
        found = QApplication.topLevelWidgets()
        return [each for each in found if isinstance(each, QMainWindow) and each.isVisible()]

    if not pump(lambda: bool(shown())):
        raise RuntimeError("there is no window")
    window = shown()[0]
    window.activateWindow()
    pump(window.isActiveWindow, 5)
    return window


def processor_time() -> float:
    """Seconds of the process, as exact as the clock, and of its children in hundredths."""
    ended = os.times()
    gone = ended.children_user + ended.children_system
    return gone + time.process_time() + sum(map(_ticks, children())) / os.sysconf("SC_CLK_TCK")


def _ticks(process: str) -> int:
    try:
        with open(f"/proc/{process}/stat") as stat:
            fields = stat.read().rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(map(int, fields[11:15]))  # its own, and those of children that it waited for


def _memory_of(process: str) -> float:
    try:
        with open(f"/proc/{process}/statm") as statm:
            pages = int(statm.read().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
