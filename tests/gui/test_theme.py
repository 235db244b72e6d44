"""The theme: what can be read in it, and what tells states apart."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QRadioButton

from briefing.gui import theme
from briefing.gui.fonts import SANS, SERIF, FontsMissingError, font, load_fonts
from briefing.gui.tokens import DARK, LIGHT, contrast

TEXT = 4.5
OUTLINE = 3.0
"""Least contrasts by WCAG 2.2: of text (1.4.3), of controls and graphics (1.4.11)."""

GROUNDS = ("chrome", "side", "page", "raised", "field", "hover", "accent_soft")
READ = [
    *((ink, ground) for ink in ("ink", "ink2", "muted") for ground in GROUNDS),
    *(("accent", ground) for ground in ("side", "page", "raised", "accent_soft")),
    *((kind, f"{kind}_soft") for kind in ("assessment", "forecast", "warning", "fact", "neutral")),
    *((ink, "chrome") for ink in ("ok", "warn", "error")),
    *((ink, "page") for ink in ("error", "mark")),
    ("error", "error_soft"),
    ("accent_ink", "accent"),
    ("hl_ink", "hl"),
]
SEEN = [("faint", ground) for ground in ("side", "page", "field")]


@pytest.fixture(params=[LIGHT, DARK], ids=["light", "dark"])
def tokens(request):
    return request.param


@pytest.fixture
def themed(qapp, fonts, tokens):
    before = (qapp.palette(), qapp.font(), qapp.styleSheet())
    theme.apply(qapp, tokens)
    yield tokens
    palette, face, sheet = before
    qapp.setStyleSheet(sheet)
    qapp.setFont(face)
    qapp.setPalette(palette)


@pytest.mark.parametrize(("ink", "ground"), READ)
def test_text_can_be_read(tokens, ink, ground):
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= TEXT


@pytest.mark.parametrize(("ink", "ground"), SEEN)
def test_outlines_and_dots_can_be_seen(tokens, ink, ground):
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= OUTLINE


def test_disabled_text_is_faint_in_the_palette(tokens):
    made = theme.palette(tokens)
    group, role = QPalette.ColorGroup, QPalette.ColorRole
    assert made.color(group.Disabled, role.ButtonText).name() == tokens.faint.lower()
    assert made.color(group.Active, role.ButtonText).name() == tokens.ink.lower()
    assert made.color(group.Inactive, role.Highlight).name() == tokens.accent.lower()


def test_hint_in_an_empty_field_can_be_read(qtbot, themed):
    field = QLineEdit()
    qtbot.addWidget(field)
    field.ensurePolished()
    assert field.palette().placeholderText().color() == QColor(themed.muted)


@pytest.mark.parametrize("zoom", [0.8, 1.0, 1.25, 1.5, 2.0])
def test_controls_grow_with_their_text_and_stay_put_under_focus(qapp, fonts, qtbot, zoom):
    before = qapp.styleSheet()
    qapp.setStyleSheet(theme.style_sheet(LIGHT, zoom))
    button = QPushButton("Print…")
    qtbot.addWidget(button)
    button.show()
    rest = button.sizeHint()
    assert rest.height() >= 30 * zoom
    button.setFocus()
    assert button.sizeHint() == rest
    qapp.setStyleSheet(before)


def test_follows_the_system_unless_a_theme_was_chosen():
    class Hints:
        def __init__(self, scheme):
            self.colorScheme = lambda: scheme

    dark, unknown = Hints(Qt.ColorScheme.Dark), Hints(Qt.ColorScheme.Unknown)
    assert theme.tokens_for("system", dark) is DARK
    assert theme.tokens_for("system", unknown) is LIGHT
    assert theme.tokens_for("light", dark) is LIGHT
    assert theme.tokens_for("dark", unknown) is DARK


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_every_state_of_a_box_looks_different(qtbot, themed, kind):
    pictures = []
    for enabled in (True, False):
        for checked in (True, False):
            box = kind("Notes")
            qtbot.addWidget(box)
            box.setAutoExclusive(False)
            box.setChecked(checked)
            box.setEnabled(enabled)
            pictures.append(box.grab().toImage())
    assert all(one != other for n, one in enumerate(pictures) for other in pictures[:n])


def test_focus_is_seen_and_moves_nothing(qtbot, themed):
    for widget in (QPushButton("Close"), QCheckBox("Notes"), QCheckBox("Checked")):
        qtbot.addWidget(widget)
        if isinstance(widget, QCheckBox):
            widget.setChecked(widget.text() == "Checked")
        with qtbot.waitExposed(widget):
            widget.show()
        widget.clearFocus()
        size, before = widget.sizeHint(), widget.grab().toImage()
        widget.setFocus()
        qtbot.waitUntil(widget.hasFocus)
        after = widget.grab().toImage()
        assert after != before, widget.text()
        assert widget.sizeHint() == size


def test_a_missing_face_is_reported_by_name(qapp, monkeypatch):
    package = {"font_source_serif_pro": ("SourceSerifPro", ("Wonky",))}
    monkeypatch.setattr("briefing.gui.fonts._FACES", package)
    with pytest.raises(FontsMissingError, match=r"SourceSerifPro-Wonky\.otf"):
        load_fonts()


def test_the_bundled_type_is_found_and_not_hinted(fonts):
    for role, family, px in (("body", SERIF, 16), ("interface", SANS, 14), ("year", SANS, 11)):
        face = font(role)
        assert QFontInfo(face).family() == family
        assert face.pixelSize() == px
        assert face.hintingPreference() == face.HintingPreference.PreferNoHinting
    assert font("interface", 1.5).pixelSize() == 21
