"""The pages of a finished PDF as pictures: what the preview shows and a raster printer gets."""

from __future__ import annotations

from threading import RLock

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

# PDFium keeps state of its own, of which no two threads may make use, not even for two documents.
# A lock that its holder may take again: documents can be let go of at any moment.
_PDFIUM = RLock()


class PdfError(Exception):
    """The bytes are no PDF that can be drawn; the message says so."""


class PdfPages:
    """A PDF in memory. Pages count from 0; sizes are in points of 1/72 inch.

    Threads may share it; one waits for the other. Raises PdfError.
    """

    def __init__(self, pdf: bytes) -> None:
        self._lock = _PDFIUM
        with self._lock:
            try:
                self._document = pdfium.PdfDocument(pdf)
            except pdfium.PdfiumError as error:
                raise PdfError(f"the PDF cannot be drawn: {error}") from error
            count = range(len(self._document))
            self._sizes = tuple(QSizeF(*self._document.get_page_size(page)) for page in count)

    @property
    def sizes(self) -> tuple[QSizeF, ...]:
        """The size of each page."""
        return self._sizes

    def __len__(self) -> int:
        return len(self._sizes)

    def image(self, index: int, width: int, *, crop: tuple[float, float] = (0, 0)) -> QImage:
        """A page on white, ``width`` pixels wide; ``crop`` cuts points off its top and bottom."""
        top, bottom = crop
        # PDFium's binding rounds up: a hair less gives exactly the width asked for.
        scale = (width - 0.01) / self._sizes[index].width()
        with self._lock:
            page = self._document[index]
            bitmap = page.render(scale=scale, crop=(0, bottom, 0, top), prefer_bgrx=True)
            image = QImage(
                bitmap.buffer,
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                QImage.Format.Format_RGB32,
            ).copy()
            bitmap.close()
            page.close()
        return image

    def text(self, index: int) -> str:
        """The text of a page, in its reading order."""
        with self._lock:
            page = self._document[index]
            text_page = page.get_textpage()
            text = text_page.get_text_bounded()
            text_page.close()
            page.close()
        return str(text)

    def close(self) -> None:
        """Give the memory back; the pages cannot be used afterwards."""
        with self._lock:
            self._document.close()

    def __del__(self) -> None:
        # What nobody closed is closed by PDFium's binding, which knows nothing of other threads.
        if hasattr(self, "_document"):
            self.close()
