"""The icons: drawn in the theme's inks, as sharp as the screen."""

from importlib.resources import files

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon
from PySide6.QtSvg import QSvgRenderer

from briefing.gui.action_table import ACTIONS
from briefing.gui.icons import icon
from briefing.gui.tokens import DARK, LIGHT

NAMES = sorted(
    file.name.removesuffix(".svg")
    for file in files("briefing.gui").joinpath("icons").iterdir()
    if file.name.endswith(".svg") and not file.name.startswith(("tick-", "drop-"))
)


def inks(name, tokens, mode=QIcon.Mode.Normal, state=QIcon.State.Off, ink=""):
    """The colours of all opaque px."""
    image = icon(name, tokens, ink).pixmap(QSize(20, 20), 2.0, mode, state).toImage()
    return {
        QColor(image.pixel(x, y)).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_drawn_in_one_ink(qapp, name):
    assert inks(name, LIGHT) == {LIGHT.ink2.lower()}
    assert inks(name, DARK) == {DARK.ink2.lower()}


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_an_outline_on_the_grid(qapp, name):
    drawing = files("briefing.gui").joinpath("icons", f"{name}.svg").read_text("utf-8")
    assert QSvgRenderer(drawing.encode()).viewBox().size() == QSize(20, 20)
    for part in ('fill="none"', 'stroke-width="1.5"', 'stroke-linecap="round"'):
        assert part in drawing


def test_checked_disabled_and_chosen_inks(qapp):
    assert inks("print", LIGHT, state=QIcon.State.On) == {LIGHT.accent.lower()}
    assert inks("print", LIGHT, QIcon.Mode.Disabled) == {LIGHT.faint.lower()}
    assert inks("error", DARK, ink=DARK.error) == {DARK.error.lower()}


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_an_icon_is_drawn_at_the_ratio_of_the_screen(qapp, ratio):
    made = icon("print", LIGHT).pixmap(QSize(18, 18), ratio)
    assert made.size() == QSize(18, 18) * ratio
    assert made.devicePixelRatio() == ratio


def test_every_action_finds_its_icon():
    assert {spec.icon for spec in ACTIONS if spec.icon} <= set(NAMES)


def test_an_unknown_icon_is_refused(qapp):
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon", LIGHT)
