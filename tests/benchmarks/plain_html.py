"""A brief as the plain HTML that other programs print: the same words, in the same type."""

from __future__ import annotations

from pathlib import Path

import font_source_sans_pro
import font_source_serif_pro
from markdown_it import MarkdownIt

_STYLE = """
@page { size: A4; margin: 20mm 20mm 24mm }
body { font: 10pt/1.4 "Source Serif Pro", serif; color: #111 }
h1, h2, h3, li strong { font-family: "Source Sans Pro", sans-serif }
h1 { font-size: 22pt; margin: 0 0 2mm }
h2 { font-size: 13pt; border-bottom: 0.5pt solid #888 }
h3 { font-size: 10.5pt; margin-bottom: 1mm }
blockquote { margin: 2mm 0 2mm 4mm; padding-left: 3mm; border-left: 1.5pt solid #1f4e79 }
li { margin-bottom: 1.5mm }
"""


def brief_html(markdown: str) -> str:
    """A page of a card's Markdown."""
    faces = [
        _face("Source Serif Pro", font_source_serif_pro.__file__, "SourceSerifPro-Regular"),
        _face("Source Sans Pro", font_source_sans_pro.__file__, "SourceSansPro-Bold"),
    ]
    body = MarkdownIt().render(markdown)
    style = "".join(faces) + _STYLE
    return f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Brief</title><style>{style}</style>{body}'


def _face(family: str, package: str | None, stem: str) -> str:
    found = next(Path(package or "").parent.rglob(f"{stem}.*"), None)
    source = f'src: url("{found.as_uri()}")' if found else ""
    return f'@font-face {{ font-family: "{family}"; {source} }}\n'
