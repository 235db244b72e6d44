"""A new card file from the command line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.cli.usage import UsageError, good_folder
from briefing.core.library import MANIFEST
from briefing.core.problem import did_you_mean, visible
from briefing.core.skeleton import card_id, modeline, skeleton
from briefing.core.storage import write_atomic

if TYPE_CHECKING:
    from argparse import Namespace

    from briefing.core.starter import Places

_CODE = re.compile(r"[A-Z]{2}\Z")


def new(arguments: Namespace, places: Places) -> int:
    """Write the skeleton of a new card, never over a file that is there."""
    folder = good_folder(arguments, places)
    if arguments.code and not _CODE.match(arguments.code):
        raise UsageError(f"{arguments.code} is not a code; give two capital letters, such as GE")
    regions = folder.library.regions
    if arguments.region and regions and arguments.region not in regions:
        raise UsageError(
            f"library.yaml has no region {arguments.region}; {did_you_mean(arguments.region, regions)}"
        )
    if not arguments.name.isprintable():
        raise UsageError(
            f"{visible(arguments.name)} holds a character that cannot be seen; give a name without"
        )
    stem = card_id(arguments.name)
    path = folder.folder / f"{stem}.yaml"
    if not stem or path.name == MANIFEST:
        raise UsageError(f"{arguments.name!r} cannot be the name of a file; give another name")
    if path.exists():
        raise UsageError(f"{path} is there already; give another name, or edit that card")
    text = modeline(folder.folder)
    text += skeleton(arguments.name, folder.library, code=arguments.code, region=arguments.region)
    try:
        write_atomic(path, text.encode())
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from error
    print(visible(str(path)))
    return 0
