"""What each command takes, and the help that shows it with an example."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing import __version__
from briefing.core.problem import quoted
from briefing.core.terminal import line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

_STOP_HELP = "a year, a date or a source id, such as 2004 or trenin-2010"
_OVERVIEW = """\
Per-country briefing cards: read, search, compare and print, offline.

Without a command, opens the window. With no LIBRARY: ./cards where the working
folder has one, else the library opened last, else your own copy of the starter
library, made once in your documents folder.
"""
_SECTIONS = "bottom-line,changed,points,quotes,steps,notes,sources,map"
_COLUMNS = 80  # where no terminal tells
_MANY_DIGITS = 10  # more than any terminal has columns; of thousands Python makes no number
_STATUSES = "exit status: 0 fine, 1 problems found, 2 wrong use"


class _Parser(ArgumentParser):
    """The arguments that a message repeats may hold what steers a terminal."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, on one line, and stop."""
        super().error(line(message))


def with_command(argv: Sequence[str]) -> list[str]:
    """The arguments with ``open`` put in where no command is named."""
    words = list(argv)
    if words and words[0] in (*_COMMANDS, "-h", "--help", "--version"):
        return words
    return ["open", *words]


def build_parser(wanted: str = "") -> ArgumentParser:
    """The parser of all commands, or of the one alone that is ``wanted``, in a fifth of the time."""
    parser = _Parser(
        prog="briefing",
        description=_OVERVIEW,
        epilog=_STATUSES,
        formatter_class=_help,
    )
    parser.add_argument("--version", action="version", version=f"briefing {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for make in [_COMMANDS[wanted]] if wanted in _COMMANDS else _COMMANDS.values():
        make(commands)
    return parser


def _open(commands: Any) -> None:
    parser = _command(
        commands, "open", "open the window", "briefing open cards --card georgia --at 2010"
    )
    parser.add_argument("library", nargs="?", type=Path, metavar="LIBRARY", help="library folder")
    parser.add_argument("--card", metavar="ID", help="the card to show, such as georgia")
    parser.add_argument("--at", metavar="STOP", help=_STOP_HELP)


def _check(commands: Any) -> None:
    example = "briefing check cards --texts sources --format json"
    parser = _command(commands, "check", "report every problem of a library", example)
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="library folder, or a card in one to check it alone",
    )
    parser.add_argument(
        "--texts",
        type=Path,
        metavar="FOLDER",
        help="hold each quote against FOLDER/<source id>.txt",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument(
        "--skip-others",
        action="store_true",
        help="leave out files that no library reads, as the pre-commit hook does",
    )


def _list(commands: Any) -> None:
    parser = _command(commands, "list", "list the cards", "briefing list -L cards --json")
    _library(parser)
    _json(parser)


def _show(commands: Any) -> None:
    example = "briefing show georgia --compare 2004 2010"
    parser = _command(commands, "show", "print a card as text or Markdown", example)
    parser.add_argument("card", metavar="CARD", help="the card's id, such as georgia")
    _library(parser)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--at", metavar="STOP", help=f"one stop only: {_STOP_HELP}")
    which.add_argument("--compare", nargs=2, metavar="STOP", help="two stops, topic by topic")
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--format", choices=("text", "md"), default="text", help="plain text, or Markdown for mail"
    )
    _json(form)


def _search(commands: Any) -> None:
    example = "briefing search '\"missile defense\" -senate' --limit 5"
    parser = _command(commands, "search", "find passages", example)
    parser.add_argument(
        "query", metavar="QUERY", help='words, "a phrase", -without, at:2004, kind:warning'
    )
    _library(parser)
    _json(parser)
    parser.add_argument("--limit", type=_count, default=50, metavar="N", help="default: 50")


def _steps(commands: Any) -> None:
    _table(
        commands,
        "steps",
        "list every recommended policy step",
        "briefing steps --actor 'United States' --csv > steps.csv",
        "only steps of this actor",
    )


def _quotes(commands: Any) -> None:
    _table(
        commands,
        "quotes",
        "list every quote",
        "briefing quotes --at 2004 --json",
        "only quotes of this speaker",
    )


def _table(commands: Any, name: str, summary: str, example: str, actor: str) -> None:
    parser = _command(commands, name, summary, example)
    _library(parser)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON")
    form.add_argument("--csv", action="store_true", help="print CSV, for a spreadsheet")
    form.add_argument("--pdf", type=Path, metavar="FILE", help="typeset the table into FILE")
    parser.add_argument("--actor", metavar="NAME", default="", help=f"{actor}; part of it will do")
    parser.add_argument("--at", metavar="STOP", help=f"one stop only: {_STOP_HELP}")
    _paper(parser)


def _pdf(commands: Any) -> None:
    example = "briefing pdf georgia --all-stops -o georgia.pdf"
    parser = _command(commands, "pdf", "typeset cards, or a book of all", example)
    parser.add_argument("cards", nargs="*", metavar="CARD", help="ids of cards; none: all")
    _library(parser)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--at", metavar="STOP", help=f"one stop: {_STOP_HELP}")
    which.add_argument("--all-stops", action="store_true", help="every edition, newest first")
    which.add_argument("--compare", nargs=2, metavar="STOP", help="two stops side by side")
    parser.add_argument("--region", metavar="NAME", help="the cards of a region")
    parser.add_argument(
        "--one-page",
        action="store_true",
        help="leave out what is least important until one card fits on one side",
    )
    parser.add_argument("--sections", metavar="LIST", help=f"only these: {_SECTIONS}")
    parser.add_argument("--no-cover", action="store_true", help="a book without cover and contents")
    parser.add_argument("--new-page", action="store_true", help="each card on a page of its own")
    parser.add_argument(
        "--texts",
        type=Path,
        metavar="FOLDER",
        help="mark the quotes that stand in FOLDER/<source id>.txt; default: a folder named "
        "texts inside or beside the library, where there is one",
    )
    _paper(parser)
    parser.add_argument("-o", "--output", required=True, type=Path, metavar="FILE")
    parser.epilog = (
        "Without --at, --all-stops or --compare: the newest edition of one card, every\n"
        f"edition of several, and a book of all where none is named. The same cards, texts\n"
        "and options give the same bytes; SOURCE_DATE_EPOCH dates them where it is set.\n\n"
        f"{parser.epilog}"
    )


def _html(commands: Any) -> None:
    example = "briefing html -o briefing.html"
    summary = "write cards as one web page that works with no network"
    parser = _command(commands, "html", summary, example)
    parser.add_argument("cards", nargs="*", metavar="CARD", help="ids of cards; none: all")
    _library(parser)
    parser.add_argument("-o", "--output", required=True, type=Path, metavar="FILE")


def _new(commands: Any) -> None:
    example = "briefing new Armenia --code AM --region 'South Caucasus'"
    parser = _command(commands, "new", "write the skeleton of a new card", example)
    parser.add_argument("name", metavar="NAME")
    _library(parser)
    parser.add_argument("--code", metavar="XX", default="", help="ISO 3166-1 alpha-2 code")
    parser.add_argument("--region", metavar="R", default="", help="a region of library.yaml")


def _schema(commands: Any) -> None:
    example = "briefing schema -o cards/card.schema.json"
    summary = "print the JSON Schema of a card, for other editors"
    parser = _command(commands, "schema", summary, example)
    parser.add_argument(
        "of",
        nargs="?",
        choices=("card", "library"),
        default="card",
        help="what it is the schema of: a card (the default), or library.yaml",
    )
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write it into FILE")


def _command(commands: Any, name: str, summary: str, example: str) -> ArgumentParser:
    parser: ArgumentParser = commands.add_parser(
        name,
        help=summary,
        description=f"{summary[0].upper()}{summary[1:]}.",
        epilog=f"example:\n  {example}\n\n{_STATUSES}",
        formatter_class=_help,
    )
    return parser


def _paper(parser: ArgumentParser) -> None:
    usual = "default: what is usual where your locale is"
    parser.add_argument("--paper", choices=("a4", "letter"), help=usual)
    parser.add_argument("--greyscale", action="store_true", help="no color at all")


def _library(parser: ArgumentParser) -> None:
    parser.add_argument("-L", "--library", type=Path, metavar="LIBRARY", help="library folder")


def _json(parser: Any) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")


def _help(prog: str) -> RawDescriptionHelpFormatter:
    """Help as wide as the terminal. What argparse asks for that takes 2 ms to load, each time."""
    wished = os.environ.get("COLUMNS", "")
    width = int(wished) if wished.isdecimal() and len(wished) < _MANY_DIGITS else 0
    if not width:
        with suppress(OSError):  # no terminal
            width = os.get_terminal_size().columns
    return RawDescriptionHelpFormatter(prog, width=(width or _COLUMNS) - 2)


def _count(text: str) -> int:
    try:
        number = int(text) if len(text) < _MANY_DIGITS or not text.isdecimal() else sys.maxsize
    except ValueError:
        number = 0
    if number < 1:
        raise ArgumentTypeError(f"{quoted(text)} is not a whole number from 1 on")
    return min(number, sys.maxsize)


_COMMANDS = {
    "open": _open,
    "check": _check,
    "list": _list,
    "show": _show,
    "search": _search,
    "steps": _steps,
    "quotes": _quotes,
    "pdf": _pdf,
    "html": _html,
    "new": _new,
    "schema": _schema,
}
