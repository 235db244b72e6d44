"""A library as one HTML file that any browser reads offline: its parts put together, and locked.

The cards are data in the file. A script of this folder shows them, and the policy in the head
lets no other script run, no other style apply, and nothing be asked of any network.
"""

from __future__ import annotations

import json
from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Any

from briefing.core import words
from briefing.core.inline import plain
from briefing.paper.briefs import NothingToPrintError
from briefing.paper.tokens import DARK, LIGHT
from briefing.paper.webdata import page_data

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.core.library import CardFolder
    from briefing.paper.tokens import Tokens
    from briefing.paper.webdata import DrawChart

_PARTS = files("briefing.paper") / "web"
_STYLES = ("style.css", "card.css", "print.css")
_SCRIPTS = (
    *("base.js", "address.js", "rows.js", "card.js", "compare.js"),
    *("timeline.js", "list.js", "search.js", "main.js"),
)
_FACES = (
    ("Source Serif Pro", "font_source_serif_pro", "SourceSerifPro-Regular.otf", 400, "normal"),
    ("Source Serif Pro", "font_source_serif_pro", "SourceSerifPro-It.otf", 400, "italic"),
    ("Source Serif Pro", "font_source_serif_pro", "SourceSerifPro-Semibold.otf", 600, "normal"),
    ("Source Sans Pro", "font_source_sans_pro", "SourceSansPro-Regular.otf", 400, "normal"),
    ("Source Sans Pro", "font_source_sans_pro", "SourceSansPro-Semibold.otf", 600, "normal"),
)
_POLICY = (
    "default-src 'none'; script-src '{script}'; style-src '{style}'; font-src data:; "
    "img-src data:; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
# In JSON these stand in strings alone, where an escape is the same character. None of them may
# stand in a script element; the last two end a line for older readers of scripts.
_UNSAFE = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"})


def make_web_page(
    folder: CardFolder, ids: Sequence[str] = (), draw: DrawChart | None = None
) -> bytes:
    """The page of the cards of these ids, or of all good ones: HTML as UTF-8.

    ``draw`` gives the map of a card. The same cards and maps give the same bytes. Raises
    NothingToPrintError where there is no card to show, or no stop to show it at.
    """
    wanted = set(ids)
    cards = {key: folder.cards[key] for key in folder.cards if not wanted or key in wanted}
    if not folder.stops:
        raise NothingToPrintError("library.yaml has errors, so no edition has a date")
    if not cards:
        raise NothingToPrintError("there is no card to show")
    data = page_data(folder, cards, draw)
    return _filled(folder, data).encode()


def as_json(data: Any) -> str:
    """Plain data as JSON that may stand in a script element whatever its texts say."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)


def policy(script: str, style: str) -> str:
    """The content security policy under which only this script and this style count.

    Source: Content Security Policy Level 3, 2.3.1; Trusted Types.
    """
    return _POLICY.format(script=_hash(script), style=_hash(style))


def _filled(folder: CardFolder, data: dict[str, Any]) -> str:
    style, script = _style(), _script()
    language, region = words.language_of(folder.library.language)
    return Template(_part("page.html")).substitute(
        language=f"{language}-{region}" if region else language,
        policy=escape(policy(script, style), quote=False),
        title=escape(plain(folder.library.title)),
        marking=escape(data["marking"]),
        marked="marked" if data["marking"] else "",
        counts=escape(data["counts"]),
        style=style,
        script=script,
        data=as_json(data),
    )


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


@cache
def _script() -> str:
    inside = "\n".join(_part(name) for name in _SCRIPTS)
    return f'"use strict";\n(() => {{\n{inside}}})();\n'


@cache
def _style() -> str:
    # The dark theme is for screens: it never reaches paper.
    dark = f"@media screen and (prefers-color-scheme: dark) {{ {_colors(DARK, 'dark')} }}"
    faces = "\n".join(_face(*face) for face in _FACES)
    return "\n".join([faces, _colors(LIGHT, "light"), dark, *map(_part, _STYLES)])


def _colors(tokens: Tokens, scheme: str) -> str:
    named = "; ".join(
        f"--{name.replace('_', '-')}: {value}"
        for name, value in tokens._asdict().items()
        if name != "name"
    )
    return f":root {{ color-scheme: {scheme}; {named} }}"


def _face(family: str, package: str, name: str, weight: int, style: str) -> str:
    face = b64encode(files(package).joinpath("files", name).read_bytes()).decode()
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style}; '
        f'src: url("data:font/otf;base64,{face}") format("opentype") }}'
    )


def _part(name: str) -> str:
    return _PARTS.joinpath(name).read_text("utf-8")
