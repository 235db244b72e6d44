"""Texts that look like code or markup, and a library with one of them in every field."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from briefing.core.library import open_folder

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.core.library import CardFolder

TEXTS = {
    "HTML": "<b>bold</b><script>alert(1)</script>",
    "an HTML image": '<img src="file:///etc/passwd" onerror="alert(1)">',
    "the end of a table": "</td></tr></table><h1>x</h1><!--",
    "entities": "&lt;b&gt; &amp; &#60; &nbsp;",
    "a Markdown image": "![alt](https://example.org/x.png)",
    "a link to a file": "[click](file:///etc/passwd)",
    "a link to a script": "[click](javascript:alert(1)) [x](data:text/html,x)",
    "an automatic link": "<javascript:alert(1)> <file:///etc/passwd>",
    "Markdown blocks": "# heading | cell | ~~struck~~ - item > quote",
    "Typst": '#read("/etc/passwd") $x^2$ #image("x.png") = Heading @label',
    "SQL": "'; DROP TABLE passages; --",
    "full-text search": '"a" OR NEAR(b c) NOT d* {title}: e ^f',
    "templates": "$title ${data} {{ x }} {% x %} %s %(x)s {0}",
    "an escape that is typed": r"\x1b[31mred \u001b]8;;file:/x",
    "a formula": "=cmd|' /C calc'!A0",
    "a formula behind a semicolon": "+1;=cmd|' /C calc'!A0;@x",
    "letters turned round": "abc \u202egpj.\u202c \u2066x\u2069",
}
CARD_FIELDS = (
    *("name", "region", "bottom", "changed", "topic", "point", "quote", "speaker"),
    *("actor", "action", "with", "condition", "why", "risk", "by", "note"),
)
SOURCE_FIELDS = ("title", "talker", "role", "moderator")
FIELDS = (*CARD_FIELDS, *SOURCE_FIELDS)
STEP = ("actor", "action", "with", "condition", "why", "risk")


def mark(field: str) -> str:
    """A word that tells where a text comes from."""
    return f"zz{field}"


class HostileLibrary:
    """A library with a text in every field, each followed by the mark of its field."""

    def __init__(self, folder: Path, text: str) -> None:
        self.path = folder / "cards"
        self.text = text
        self.path.mkdir(parents=True)
        said = {
            field: f"{text} {mark(field)}" for field in (*FIELDS, "library", "about", "marking")
        }
        point = {"topic": said["topic"], "kind": "fact", "text": said["point"], "para": 1}
        step = {field: said[field] for field in STEP}
        quote = {"text": said["quote"], "voice": "speaker", "speaker": said["speaker"], "para": 2}
        edition = {"source": "b", "bottom_line": said["bottom"], "changed": said["changed"]}
        statements = {"points": [point], "quotes": [quote], "steps": [{**step, "para": 3}]}
        card = {
            "name": said["name"],
            "kind": "country",
            "region": said["region"],
            "editions": [
                {"source": "a", "bottom_line": said["bottom"], "points": [point]},
                {**edition, **statements},
            ],
            "notes": [{"date": 2020, "by": said["by"], "text": said["note"]}],
        }
        talk = {"title": said["title"], "speaker": said["talker"], "role": said["role"]}
        talk["moderator"] = said["moderator"]
        library = {
            "title": said["library"],
            "about": said["about"],
            "marking": said["marking"],
            "sources": {"a": {**talk, "date": "2001"}, "b": {**talk, "date": "2005"}},
        }
        # JSON is YAML, too.
        self._write("library.yaml", library)
        self._write("card.yaml", card)
        self._write("broken.yaml", {**card, "name": 1, f"{text} zzkey": f"{text} zzvalue"})

    def _write(self, name: str, data: dict[str, Any]) -> None:
        (self.path / name).write_text(json.dumps(data, ensure_ascii=False), "utf-8")

    @property
    def opened(self) -> CardFolder:
        return open_folder(self.path)
