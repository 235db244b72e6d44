"""The commands by their names, each loaded when it is asked for: most take what others need not."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from briefing.core.starter import Places

    Command = Callable[[Namespace, Places], int]

_PLACES = {
    "check": ("checking", "check"),
    "list": ("listing", "list_cards"),
    "show": ("showing", "show"),
    "search": ("searching", "search"),
    "steps": ("tables", "steps"),
    "quotes": ("tables", "quotes"),
    "pdf": ("printing", "pdf"),
    "html": ("web", "html"),
    "new": ("creating", "new"),
    "schema": ("schema", "schema"),
}
"""The module and the function of each; ``open`` is the window's."""


def command(name: str) -> Command:
    """What carries out a command: given its arguments and the places, it returns the exit status."""
    module, function = _PLACES[name]
    return cast("Command", getattr(import_module(f"briefing.cli.{module}"), function))
