"""Says aloud, where somebody listens, what a widget has come to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, said: str) -> None:
    """Have a screen reader say a sentence about a widget, if one is on."""
    # Nothing is said before a key is pressed, and all that can be costs 3 ms to load.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # noqa: PLC0415

    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, said))
