"""What the tests of the editor share: a small card, and a picture of a widget."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage

from briefing.core.problem import Problem

CARD = """\
name: Testland
kind: country
region: Europe

editions:
  - source: talk-2010
    bottom_line: >-
      One line of text
      and kind: no key.
    points:
      - topic: Fleet
        kind: prediction
        text: Something.
        para: 10
"""


def error(line, column, message="is wrong", hint=""):
    return Problem("testland.yaml", line, column, "error", "rule", message, hint)


def warning(line, column, message="is odd"):
    return Problem("testland.yaml", line, column, "warning", "rule", message)


def picture(widget):
    """What a widget shows, as an image at one pixel a px."""
    image = QImage(widget.size(), QImage.Format.Format_RGB32)
    widget.render(image)
    return image


def colours(image, rect):
    """How often each colour stands in a part of an image."""
    found = {}
    for y in range(max(0, rect.top()), min(image.height(), rect.bottom() + 1)):
        for x in range(max(0, rect.left()), min(image.width(), rect.right() + 1)):
            name = image.pixelColor(QPoint(x, y)).name().upper()
            found[name] = found.get(name, 0) + 1
    return found


def has(image, rect, colour):
    return QColor(colour).name().upper() in colours(image, rect)
