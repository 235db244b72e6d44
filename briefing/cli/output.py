"""What goes to standard output: data that others read in full, and text safe for a terminal."""

from __future__ import annotations

import json
import re
import sys
from contextlib import suppress
from typing import Any

from briefing.core import terminal

_UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def complain(text: str) -> None:
    """Say something on standard error, line by line.

    Where that is closed or full nobody is told: it is no data, and never goes where the data go.
    """
    if sys.stderr is not None:
        with suppress(OSError):
            print(f"briefing: {terminal.lines(text)}", file=sys.stderr, flush=True)


def print_json(data: Any) -> None:
    """Print data as JSON, with its own escapes for what steers a terminal.

    Where the encoding is not UTF-8, all beyond ASCII is escaped.
    """
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    plain = encoding.lower().replace("-", "") != "utf8"
    written = json.dumps(data, ensure_ascii=plain, indent=2, default=str)
    # Such characters stand in strings alone, where an escape is the same character.
    print(_UNSEEN.sub(lambda found: f"\\u{ord(found.group()):04x}", written))


def print_text(text: str) -> None:
    """Print text that ends its own lines, for people."""
    print(terminal.lines(text), end="")


def print_document(text: str) -> None:
    """Print a document that ends its own lines: to the letter, but for a terminal."""
    if sys.stdout is not None and sys.stdout.isatty():
        print_text(text.replace("\r\n", "\n"))
    else:
        print(text, end="")
