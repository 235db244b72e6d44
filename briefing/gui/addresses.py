"""What was dropped on the window, and what is said of a link under the pointer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDropEvent


def dropped_path(event: QDropEvent) -> Path | None:
    """The first file or folder of this computer that is dropped."""
    urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
    return Path(urls[0].toLocalFile()) if urls else None


def web_address(url: QUrl) -> str:
    """Where a web link leads; nothing for a link within the library."""
    return url.toString() if url.scheme() in ("http", "https") else ""
