"""The pages of a finished PDF as pictures: what the preview shows and a raster printer gets."""

from __future__ import annotations

import atexit
from threading import RLock

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage


class PdfError(Exception):
    """The bytes are no PDF that can be drawn; the message says so."""


class _Pdfium:
    """PDFium's one instance: what it keeps no two threads may use, not even for two documents."""

    def __init__(self) -> None:
        # Its holder may take it again: a document can be let go of at any moment.
        self.lock = RLock()
        self._ended = False
        self._has_opened = False
        # Before the binding, which was loaded just now, takes PDFium down: what runs in a thread
        # may get as far as its first document only then.
        atexit.register(self._end)

    def opened(self, pdf: bytes) -> pdfium.PdfDocument:
        """A document. Raises PdfError."""
        self.refuse_at_end()
        try:
            document = pdfium.PdfDocument(pdf)
        except pdfium.PdfiumError as error:
            raise PdfError(f"the PDF cannot be drawn: {error}") from error
        if not self._has_opened:
            # The last to be registered is called first: before the binding closes the documents
            # under threads that still draw.
            self._has_opened = True
            atexit.register(self._end)
        return document

    def closed(self, document: pdfium.PdfDocument) -> None:
        """Close a document; at the end of the program all are."""
        if not self._ended:
            document.close()

    def refuse_at_end(self) -> None:
        """Raise PdfError where the program is ending."""
        if self._ended:
            raise PdfError("the program is ending")

    def _end(self) -> None:
        with self.lock:
            self._ended = True


_PDFIUM = _Pdfium()


class PdfPages:
    """A PDF in memory. Pages count from 0; sizes are in points of 1/72 inch.

    Threads may share it; one waits for the other. Raises PdfError.
    """

    def __init__(self, pdf: bytes) -> None:
        self._pdfium = _PDFIUM
        with self._pdfium.lock:
            self._document = self._pdfium.opened(pdf)
            count = range(len(self._document))
            self._sizes = tuple(QSizeF(*self._document.get_page_size(page)) for page in count)

    @property
    def sizes(self) -> tuple[QSizeF, ...]:
        """The size of each page."""
        return self._sizes

    def __len__(self) -> int:
        return len(self._sizes)

    def image(self, index: int, width: int, *, crop: tuple[float, float] = (0, 0)) -> QImage:
        """A page on white, ``width`` pixels wide; ``crop`` cuts points off its top and bottom.

        Raises PdfError while the program ends.
        """
        top, bottom = crop
        # PDFium's binding rounds up: a hair less gives exactly the width asked for.
        scale = (width - 0.01) / self._sizes[index].width()
        with self._pdfium.lock:
            self._pdfium.refuse_at_end()
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
        """The text of a page, in its reading order. Raises PdfError while the program ends."""
        with self._pdfium.lock:
            self._pdfium.refuse_at_end()
            page = self._document[index]
            text_page = page.get_textpage()
            text = text_page.get_text_bounded()
            text_page.close()
            page.close()
        return str(text)

    def close(self) -> None:
        """Give the memory back; the pages cannot be used afterwards."""
        with self._pdfium.lock:
            self._pdfium.closed(self._document)

    def __del__(self) -> None:
        # What nobody closed is closed by PDFium's binding, which knows nothing of other threads.
        if hasattr(self, "_document"):
            self.close()
