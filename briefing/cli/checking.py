"""The check command: every problem of libraries, or of some of their cards."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from briefing.cli.output import print_json
from briefing.cli.usage import UsageError, opened, texts_named
from briefing.core.citations import run_label
from briefing.core.library import MANIFEST, is_card
from briefing.core.quotes import QuoteCheck, check_quotes, uncited
from briefing.core.words import counted

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from briefing.core.library import CardFolder
    from briefing.core.problem import Problem
    from briefing.core.quotes import Run
    from briefing.core.starter import Places

_MOST_LISTED = 200  # runs of paragraphs that no card cites: nobody reads more
_MOST_IN_JSON = 10_000  # such paragraphs; each is a value of its own there


def check(arguments: Namespace, places: Places) -> int:
    """Report every problem, and with texts hold every quote against its source."""
    whole, parts = _named(arguments.paths, places, skip_others=arguments.skip_others)
    if not arguments.paths:
        whole = [opened(places.default_library(), places)]
    folders = [*whole, *parts]
    quotes = _quotes(folders, arguments.texts)
    problems = sorted([*(p for folder in folders for p in folder.all_problems), *quotes.problems])
    left = [each for folder in whole for each in uncited(folder)]
    if arguments.format == "json":
        print_json(
            {
                "cards": sum(len(folder.files) for folder in folders),
                "problems": [problem.as_dict() for problem in problems],
                "quotes": {"checked": quotes.checked, "verified": quotes.verified},
                "uncited": list(islice(_each(left), _MOST_IN_JSON)),
                "uncited_count": sum(run.length for run in left),
            }
        )
    else:
        for problem in problems:
            print(problem)
        print(_summary(folders, problems, quotes, left))
    return 1 if any(problem.is_error for problem in problems) else 0


def _named(
    paths: Sequence[Path], places: Places, *, skip_others: bool
) -> tuple[list[CardFolder], list[CardFolder]]:
    """The libraries named, and those of which only some cards are, with these cards alone.

    A library.yaml stands for its library: what it says bears on every card. Raises UsageError for
    a file that is no card, unless such are skipped, and LibraryNotFoundError.
    """
    folders: dict[Path, CardFolder] = {}
    chosen: dict[Path, set[str]] = {}
    for path in paths:
        is_file = path.exists() and not path.is_dir()
        place, name = (path.parent, path.name) if is_file else (path, MANIFEST)
        fault = _fault(path) if is_file else ""
        if not fault:
            if place not in folders:
                folders[place] = opened(place, places)
            chosen.setdefault(place, set()).add(name)
        elif not skip_others:
            raise UsageError(fault)
    whole = [folder for place, folder in folders.items() if MANIFEST in chosen[place]]
    some = [
        (folder, chosen[place])
        for place, folder in folders.items()
        if MANIFEST not in chosen[place]
    ]
    return whole, [_part(folder, names) for folder, names in some]


def _fault(path: Path) -> str:
    """Why a file is none that is read of a library; empty where it is one."""
    if not (path.parent / MANIFEST).exists():
        return f"{path} is in no library: no {MANIFEST} stands beside it"
    if path.name != MANIFEST and not is_card(path.name):
        return f"{path} is not a card: their names end in .yaml and begin with no dot"
    return ""


def _part(folder: CardFolder, names: set[str]) -> CardFolder:
    """The library with the cards of these file names alone.

    The problems of library.yaml stay where they keep cards from being checked wholly, and so do
    those of the names of these files.
    """
    files = tuple(file for file in folder.files if file.row.name in names)
    paths = {str(folder.folder / name) for name in names}
    problems = folder.problems
    if folder.manifest_good:
        problems = tuple(problem for problem in problems if problem.path in paths)
    return replace(folder, files=files, problems=problems)


def _quotes(folders: Sequence[CardFolder], texts: Path | None) -> QuoteCheck:
    if texts is None:
        return QuoteCheck(0, 0, ())
    shelf = texts_named(texts)
    found = [check_quotes(folder, shelf) for folder in folders]
    return QuoteCheck(
        sum(each.checked for each in found),
        sum(each.verified for each in found),
        tuple(problem for each in found for problem in each.problems),
    )


def _summary(
    folders: Sequence[CardFolder],
    problems: Sequence[Problem],
    quotes: QuoteCheck,
    left: Sequence[Run],
) -> str:
    errors = sum(problem.is_error for problem in problems)
    cards = sum(len(folder.files) for folder in folders)
    editions = sum(folder.edition_count for folder in folders)
    lines = [
        (
            f"{counted(cards, 'card')}, {counted(editions, 'edition')}: "
            f"{counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}"
        )
    ]
    if quotes.checked:
        lines.append(f"{quotes.verified} of {counted(quotes.checked, 'quote')} verified")
    by_source: dict[str, list[str]] = {}
    for run in left[:_MOST_LISTED]:
        label = run_label(run.first, run.last)
        by_source.setdefault(run.source_id, []).append(label)
    if by_source:
        listed = "; ".join(f"{source} {', '.join(paras)}" for source, paras in by_source.items())
        more = sum(run.length for run in left[_MOST_LISTED:])
        lines.append(f"cited by no card: {listed}" + (f"; and {more:,} more" if more else ""))
    return "\n".join(lines)


def _each(left: Iterable[Run]) -> Iterator[dict[str, str | int]]:
    for run in left:
        for para in range(run.first, run.last + 1):
            yield {"source": run.source_id, "para": para}
