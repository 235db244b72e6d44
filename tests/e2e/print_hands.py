"""The hands of a user in Qt's own print dialog, and the eyes on what came out of the printer."""

from __future__ import annotations

import pypdfium2 as pdfium
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QTabWidget,
)

A4, LETTER = (595, 842), (612, 792)


def click(qtbot, widget):
    place = widget.rect().center()
    if isinstance(widget, QRadioButton | QCheckBox):
        place.setX(8)
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place)


def write(qtbot, field, text):
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(field, text)


class Chooser:
    """The hands of a user in Qt's own print dialog."""

    def __init__(self, qtbot, dialog):
        self._qtbot = qtbot
        self._dialog = dialog

    def printer(self, name):
        found = self._dialog.findChild(QComboBox, "printers")
        found.setFocus()
        self._qtbot.keyClicks(found, name)
        assert found.currentText() == name

    def open_options(self):
        self.press("Options")

    def copies(self, count, *, collate=True):
        self._open("Copies")
        write(self._qtbot, self._dialog.findChild(QSpinBox, "copies"), str(count))
        box = self._dialog.findChild(QCheckBox, "collate")
        if box.isChecked() != collate:
            click(self._qtbot, box)

    def pages(self, ranges):
        self._open("Copies")
        click(self._qtbot, self._dialog.findChild(QRadioButton, "pagesRadioButton"))
        write(self._qtbot, self._dialog.findChild(QLineEdit, "pagesLineEdit"), ranges)

    def from_to(self, first, last):
        self._open("Copies")
        click(self._qtbot, self._dialog.findChild(QRadioButton, "printRange"))
        for name, page in (("to", last), ("from", first)):
            write(self._qtbot, self._dialog.findChild(QSpinBox, name), str(page))

    def current_page(self):
        self._open("Copies")
        click(self._qtbot, self._dialog.findChild(QRadioButton, "printCurrentPage"))

    def sides(self, name):
        self._open("Options")
        click(self._qtbot, self._dialog.findChild(QRadioButton, name))

    def press(self, text):
        buttons = self._dialog.findChild(QDialogButtonBox).findChildren(QPushButton)
        [button] = [one for one in buttons if text in one.text().replace("&", "")]
        click(self._qtbot, button)

    def _open(self, tab):
        tabs = self._dialog.findChild(QTabWidget, "tabs")
        [index] = [n for n in range(tabs.count()) if tab in tabs.tabText(n)]
        bar = tabs.tabBar()
        place = bar.tabRect(index).center()
        self._qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=place)


def said(qtbot, window, sentence):
    qtbot.waitUntil(lambda: window.message.text == sentence, timeout=10_000)


def pages_of(pdf):
    """The text of each page."""
    document = pdfium.PdfDocument(pdf)
    found = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return found


def sizes_of(pdf):
    document = pdfium.PdfDocument(pdf)
    found = {tuple(round(side) for side in page.get_size()) for page in document}
    document.close()
    return found


def pictures_of(pdf):
    """Each page as a small grey picture."""
    document = pdfium.PdfDocument(pdf)
    found = [page.render(scale=1).to_pil().convert("L") for page in document]
    document.close()
    return found


def difference(one, other):
    """Of two pictures: 0 where they are the same, 255 where one is the negative of the other."""
    pairs = zip(one.tobytes(), other.resize(one.size).tobytes(), strict=True)
    return sum(abs(a - b) for a, b in pairs) / (one.width * one.height)


def ink_of(picture):
    """The smallest rectangle that holds all that is not white."""
    return picture.point(lambda level: level < 200 and 255).getbbox()


def is_dark_ink_on_white(picture):
    white = sum(count for count, level in picture.getcolors() if level > 250)
    edges = {picture.getpixel((x, y)) for x in (2, picture.width - 3) for y in (2, 400)}
    return edges == {255} and white > 0.8 * picture.width * picture.height
