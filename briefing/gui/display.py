"""Whether a window can be shown here at all, asked before Qt is loaded: Qt itself would abort."""

from __future__ import annotations

import builtins
import ctypes
import ctypes.util
import importlib
import importlib.util
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

DEBIAN_PACKAGES = {
    "libEGL.so": "libegl1",
    "libGL.so": "libgl1",
    "libfontconfig.so": "libfontconfig1",
    "libfreetype.so": "libfreetype6",
    "libdbus-1.so": "libdbus-1-3",
    "libglib-2.0.so": "libglib2.0-0",
    "libX11.so": "libx11-6",
    "libX11-xcb.so": "libx11-xcb1",
    "libxkbcommon.so": "libxkbcommon0",
    "libxkbcommon-x11.so": "libxkbcommon-x11-0",
    "libxcb-cursor.so": "libxcb-cursor0",
    "libxcb-icccm.so": "libxcb-icccm4",
    "libxcb-image.so": "libxcb-image0",
    "libxcb-keysyms.so": "libxcb-keysyms1",
    "libxcb-randr.so": "libxcb-randr0",
    "libxcb-render-util.so": "libxcb-render-util0",
    "libxcb-shape.so": "libxcb-shape0",
    "libxcb-xinerama.so": "libxcb-xinerama0",
    "libxcb-xkb.so": "libxcb-xkb1",
}
"""The system libraries that Qt needs under X, and Debian's packages that bring them."""

INSTALL = (
    "apt install libegl1 libgl1 libfontconfig1 libdbus-1-3 libxkbcommon-x11-0 libxcb-cursor0 "
    "libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-shape0 "
    "libxcb-xinerama0 libxcb-xkb1"
)
"""What brings all of them on Debian and Ubuntu."""

_MISSING = re.compile(r"(lib[\w.+-]+?\.so)[\w.]*: cannot open shared object")


class NoDisplayError(Exception):
    """No window can be shown; the message says why and what to install."""


def require_display(environment: Mapping[str, str] = os.environ) -> None:
    """Return where a window can be shown. Raises NoDisplayError with the way out.

    Only Linux and the BSDs are asked; elsewhere Qt brings what it needs.
    """
    if sys.platform in ("win32", "darwin"):
        return
    _load(load_qt)
    platform = environment.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if platform not in ("", "xcb"):
        return
    if environment.get("WAYLAND_DISPLAY") and not platform:
        return
    if not environment.get("DISPLAY"):
        raise NoDisplayError(
            "there is no display: neither DISPLAY nor WAYLAND_DISPLAY is set. Start briefing from "
            "a desktop, or under Xvfb (apt install xvfb; xvfb-run briefing). The other commands "
            "work without a display; see briefing --help"
        )
    _load(lambda: ctypes.CDLL(str(_xcb_plugin())))
    if not _answers():
        raise NoDisplayError(
            f"the display {environment['DISPLAY']} does not answer; check DISPLAY, or that you "
            "may use it"
        )


def load_qt() -> None:
    """Load Qt, and leave Python's import as it was. Raises ImportError.

    PySide puts its own in the place, which reads the source of every module that is imported from
    then on, in case one asks for snake_case names: a tenth of a start, and 3 MB.
    """
    plain = builtins.__import__
    try:
        importlib.import_module("PySide6.QtWidgets")
    finally:
        builtins.__import__ = plain


def _load(load: Callable[[], object]) -> None:
    try:
        load()
    except (ImportError, OSError) as error:
        raise NoDisplayError(missing_library(str(error))) from error


def missing_library(error: str) -> str:
    """The loader's complaint in plain words, naming the package to install."""
    found = _MISSING.search(error)
    if found is None:
        return f"Qt cannot be loaded: {error}"
    library = found[1]
    package = DEBIAN_PACKAGES.get(library)
    named = f"; on Debian and Ubuntu it is in {package}" if package else ""
    return f"Qt needs the system library {library}, which is missing{named}. Run: {INSTALL}"


def _xcb_plugin() -> Path:
    spec = importlib.util.find_spec("PySide6")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "Qt" / "plugins" / "platforms" / "libqxcb.so"


def _answers() -> bool:
    """Whether the X server of DISPLAY takes a connection."""
    try:
        library = ctypes.CDLL("libxcb.so.1")  # its name on Linux; to look for it takes programs
    except OSError:
        library = ctypes.CDLL(ctypes.util.find_library("xcb") or "libxcb.so")
    library.xcb_connect.restype = ctypes.c_void_p
    library.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    library.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = library.xcb_connect(None, None)
    failed = library.xcb_connection_has_error(connection)
    library.xcb_disconnect(connection)
    return not failed
