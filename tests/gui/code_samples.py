"""What the tests of the editor share: a small card, and a picture of a widget."""

from collections import Counter

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


_FINE = 3  # pixels a px: letters then have their full colour somewhere


def picture(widget):
    """What a widget shows, as an image."""
    image = QImage(widget.size() * _FINE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_FINE)
    widget.render(image)
    return image


def colours(image, rect):
    """How often each colour stands in a part of an image, in px."""
    part = image.copy(*(_FINE * side for side in rect.getRect()))
    counted = Counter(memoryview(part.constBits()).cast("I"))
    return {f"#{colour & 0xFFFFFF:06X}": count for colour, count in counted.items()}


def has(image, rect, colour, off=0):
    """Whether a colour stands in a part of an image, each of its parts up to ``off`` off."""
    wanted = QColor(colour).getRgb()
    found = (QColor(name).getRgb() for name in colours(image, rect))
    return any(max(abs(a - b) for a, b in zip(one, wanted, strict=True)) <= off for one in found)
