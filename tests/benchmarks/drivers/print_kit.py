"""What drivers of the print window share: when its pages are on the screen, and the window."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from kit import after_import, note_painting, pump

if TYPE_CHECKING:
    from collections.abc import Callable

_PATIENCE = 60.0


class PagesPainted:
    """Knows when the pages of another PDF had been drawn and painted."""

    def __init__(self) -> None:
        self._paintings = note_painting("briefing.gui.pdf_view", "PdfView")
        self._set: list[float] = []
        self._drawn: list[float] = []
        after_import("briefing.gui.page_drawer", self._watch_pictures)
        after_import("briefing.gui.print_preview", self._watch_pages)

    def since(self, began: float) -> bool:
        """Whether a page of a PDF that came after this moment is on the screen."""
        new = [at for at in self._set if at > began]
        drawn = [at for at in self._drawn if new and at > new[0]]
        return bool(drawn) and any(at > drawn[0] for at, _ in self._paintings)

    def wait(self, began: float, patience: float = _PATIENCE) -> float | None:
        """Milliseconds since ``began`` once such a page is on the screen, None if it never is."""
        known = pump(lambda: self.since(began), patience)
        return (time.perf_counter() - began) * 1000 if known else None

    def wait_for(self, does: Callable[[], object], patience: float = _PATIENCE) -> float | None:
        """Milliseconds from doing something until its page is on the screen."""
        began = time.perf_counter()
        does()
        return self.wait(began, patience)

    def _watch_pictures(self, module: Any) -> None:
        picture = module.PageDrawer.picture

        def picture_and_note(drawer: Any, wanted: Any) -> Any:
            found = picture(drawer, wanted)
            if found is not None and found.width() == wanted.width:
                self._drawn.append(time.perf_counter())
            return found

        module.PageDrawer.picture = picture_and_note

    def _watch_pages(self, module: Any) -> None:
        show = module.PreviewPane.show_pages

        def show_and_note(pane: Any, *arguments: Any) -> None:
            self._set.append(time.perf_counter())
            show(pane, *arguments)

        module.PreviewPane.show_pages = show_and_note


def pages_painted() -> PagesPainted:
    """To be called before the product is started."""
    return PagesPainted()


def opened() -> Any:
    """The print window that is open."""
    from PySide6.QtWidgets import QApplication

    def found() -> list[Any]:
        named = [each for each in QApplication.topLevelWidgets() if hasattr(each, "preview")]
        return [each for each in named if each.isVisible()]

    pump(lambda: bool(found()))
    return found()[0]
