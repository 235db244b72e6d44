"""The child process of the bindery: takes one order, makes it, answers, and ends."""

from __future__ import annotations

import json
import os
import pickle
import traceback
from dataclasses import replace
from threading import Thread
from typing import TYPE_CHECKING, Any, BinaryIO

from briefing.paper.briefs import NothingToPrintError
from briefing.paper.orders import Progress
from briefing.paper.typeset import TypesetError, Typesetter

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.core.library import CardFolder
    from briefing.paper.orders import Order
    from briefing.paper.typeset import Typeset


def main(orders: BinaryIO, answers: BinaryIO, leave: Callable[[int], object] = os._exit) -> None:
    """Make the one order that ``orders`` holds, in the form that ``bindery.send`` writes.

    ``answers`` gets a line of JSON for each piece of news, and after the last one, which gives
    their numbers, the bytes of a pickled Typeset without its PDF, and those of the PDF. Leaves
    the process, without any tidying, when that is done, or as soon as ``orders`` comes to its
    end: then nobody waits for an answer.
    """

    def tell(**news: Any) -> None:
        answers.write(json.dumps(news).encode() + b"\n")
        answers.flush()

    try:
        folder, order = _receive(orders)
        Thread(target=_end_with, args=(orders, leave), daemon=True).start()
        made = order.make(folder, _TellingTypesetter(tell), lambda now: tell(**now._asdict()))
    except (NothingToPrintError, TypesetError) as error:
        tell(error=type(error).__name__, message=str(error))
    except BaseException as error:  # noqa: BLE001 - whatever it is, the window must hear of it
        tell(error="", message=repr(error), trace=traceback.format_exc())
    else:
        # Apart from the rest, so that it is not held in memory twice.
        told = pickle.dumps(made._replace(pdf=b""))
        tell(told=len(told), pdf=len(made.pdf))
        answers.write(told)
        answers.write(made.pdf)
        answers.flush()
    leave(0)


def _receive(orders: BinaryIO) -> tuple[CardFolder, Order]:
    # What comes in was written by the program itself, through a pipe that nobody else has.
    folder, order, count = pickle.load(orders)  # noqa: S301
    files = tuple(pickle.load(orders) for _ in range(count))  # noqa: S301
    return replace(folder, files=files), order


def _end_with(orders: BinaryIO, leave: Callable[[int], object]) -> None:
    """Wait until the parent has closed its end, by its own will or by dying."""
    orders.read(1)
    leave(1)


class _TellingTypesetter(Typesetter):
    """Says when all data are at hand and Typst begins, which may take most of the time."""

    def __init__(self, tell: Callable[..., None]) -> None:
        super().__init__()
        self._tell = tell

    def typeset(self, data: dict[str, Any], *more: Any, **options: Any) -> Typeset:
        count = len(data["cards"])
        self._tell(**Progress("typesetting", count, count)._asdict())
        return super().typeset(data, *more, **options)
