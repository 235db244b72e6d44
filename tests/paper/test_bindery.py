"""Books made in a process of their own: the same bytes, clear failures, and an end at any time."""

from __future__ import annotations

import io
import json
import os
import pickle
import subprocess
import sys
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import pytest
from paper_samples import WHEN

from briefing.core.library import open_folder
from briefing.core.outlines import Outlines
from briefing.core.tables import table_rows
from briefing.paper import binder, bindery
from briefing.paper.bindery import BinderyError, Binding, StoppedError, send
from briefing.paper.briefs import NothingToPrintError, make_pdf
from briefing.paper.maps import PrintedMaps
from briefing.paper.options import PrintOptions
from briefing.paper.orders import BookOrder, Progress, TableOrder
from briefing.paper.tables import make_table_pdf
from briefing.paper.typeset import TypesetError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefing.core.library import CardFolder
    from briefing.paper.typeset import Typesetter

PATIENCE_S = 60
_NEVER_DONE = """\
import time
from briefing.paper.orders import BookOrder, Progress
def make(order, folder, typesetter, tell):
    tell(Progress("preparing", 1, 2))
    time.sleep(600)
BookOrder.make = make
"""


@pytest.fixture
def book(folder: CardFolder) -> BookOrder:
    return BookOrder(tuple(folder.cards), PrintOptions(timestamp=WHEN))


@pytest.fixture
def never_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """The child gets its order, says so, and takes ten minutes."""
    monkeypatch.setattr(bindery, "_PROGRAM", _NEVER_DONE + bindery._PROGRAM)


class _Going:
    """An order that is being made in a thread, as the window does it."""

    def __init__(self, folder: CardFolder, order: BookOrder) -> None:
        self.binding = Binding(folder, order)
        self.error: Exception | None = None
        self._thread = Thread(target=self._run)
        self._thread.start()

    def wait_until_it_began(self) -> None:
        pause = Event()
        while self.binding.progress is None and self._thread.is_alive():
            pause.wait(0.01)

    def wait(self) -> None:
        self._thread.join(PATIENCE_S)
        assert not self._thread.is_alive()

    def _run(self) -> None:
        try:
            self.binding.make()
        except Exception as error:  # noqa: BLE001 - the test looks at it
            self.error = error


def test_a_book_is_to_the_byte_the_one_made_here(
    folder: CardFolder, book: BookOrder, typesetter: Typesetter
) -> None:
    binding = Binding(folder, book)
    maps = PrintedMaps(Outlines())
    assert binding.make() == make_pdf(
        folder, book.ids, book.options, typesetter, locator=maps.locator, cover_map=maps.cover
    )
    assert binding.progress == Progress("typesetting", len(book.ids), len(book.ids))


def test_it_prints_what_was_read_and_not_what_the_disk_holds_now(
    folder: CardFolder, book: BookOrder
) -> None:
    first = Binding(folder, book).make()
    for file in folder.files:
        file.path.unlink()
    assert Binding(folder, book).make() == first


def test_a_library_that_is_kept_in_an_index_prints_the_same(
    folder: CardFolder, book: BookOrder, tmp_path: Path
) -> None:
    open_folder(folder.folder, tmp_path / "kept")
    again = open_folder(folder.folder, tmp_path / "kept")
    assert Binding(again, book).make() == Binding(folder, book).make()


def test_a_table_is_to_the_byte_the_one_made_here(
    folder: CardFolder, typesetter: Typesetter
) -> None:
    rows = table_rows(folder, "steps")[:1]
    order = TableOrder("steps", rows, paper="letter", greyscale=True, timestamp=WHEN)
    here = make_table_pdf(
        folder, "steps", rows, typesetter, paper="letter", greyscale=True, timestamp=WHEN
    )
    assert Binding(folder, order).make() == here


def test_without_maps_none_are_drawn(
    folder: CardFolder, book: BookOrder, typesetter: Typesetter
) -> None:
    order = BookOrder(book.ids, book.options, maps=False)
    assert Binding(folder, order).make() == make_pdf(folder, book.ids, book.options, typesetter)


def test_a_card_that_cannot_be_printed_is_named(
    make_folder: Callable[..., CardFolder], book: BookOrder
) -> None:
    folder = make_folder({"broken": "name: ["})
    with pytest.raises(NothingToPrintError, match="broken is left out: its file has errors"):
        Binding(folder, BookOrder(("broken",), book.options)).make()


@pytest.mark.usefixtures("never_done")
def test_stopping_ends_the_process_and_the_wait(folder: CardFolder, book: BookOrder) -> None:
    going = _Going(folder, book)
    going.wait_until_it_began()
    assert going.binding.progress == Progress("preparing", 1, 2)
    going.binding.stop()
    going.wait()
    assert isinstance(going.error, StoppedError)
    going.binding.stop()


def test_what_was_stopped_does_not_begin(folder: CardFolder, book: BookOrder) -> None:
    binding = Binding(folder, book)
    binding.stop()
    with pytest.raises(StoppedError):
        binding.make()
    assert binding.progress is None


def test_a_process_that_is_killed_is_told_with_what_may_help(
    folder: CardFolder, book: BookOrder, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed = (
        "import os, sys; print('too much', file=sys.stderr, flush=True); os.kill(os.getpid(), 9)"
    )
    monkeypatch.setattr(bindery, "_PROGRAM", killed)
    with pytest.raises(
        BinderyError, match=r"ended from outside \(SIGKILL\).*fewer cards"
    ) as caught:
        Binding(folder, book).make()
    assert "too much" in caught.value.__notes__[0]


def test_half_a_pdf_is_none(
    folder: CardFolder, book: BookOrder, monkeypatch: pytest.MonkeyPatch
) -> None:
    half = """import sys; sys.stdout.write('{"told": 9, "pdf": 99}\\n%PDF-1.7'); sys.exit(3)"""
    monkeypatch.setattr(bindery, "_PROGRAM", half)
    with pytest.raises(BinderyError, match=r"failed \(status 3\)"):
        Binding(folder, book).make()


def test_where_no_process_can_be_started_it_is_said(
    folder: CardFolder, book: BookOrder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(BinderyError, match="no process for it: No such file or directory"):
        Binding(folder, book).make()


@pytest.mark.usefixtures("never_done")
@pytest.mark.parametrize(("cores", "threads"), [(1, "1"), (2, "1"), (8, "7")])
def test_a_core_is_left_to_the_window(
    monkeypatch: pytest.MonkeyPatch,
    folder: CardFolder,
    book: BookOrder,
    cores: int,
    threads: str,
) -> None:
    told: list[str] = []

    def start(_program: str, _complaints: Any, settings: dict[str, str]) -> None:
        told.append(settings["RAYON_NUM_THREADS"])
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(bindery, "usable_cores", lambda: cores)
    monkeypatch.setattr(bindery.own_process, "start", start)
    with pytest.raises(BinderyError):
        Binding(folder, book).make()
    assert told == [threads]


def test_the_process_ends_when_nobody_waits_for_it(folder: CardFolder, book: BookOrder) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", bindery._PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        send(folder, book, process.stdin)
        assert json.loads(process.stdout.readline())["phase"] == "preparing"
        process.stdin.close()  # as the system does where the parent died
        assert process.wait(PATIENCE_S) == 1


class TestBinder:
    """The child's side, made to run here."""

    @pytest.fixture
    def answered(self, folder: CardFolder) -> Callable[..., tuple[list[dict[str, Any]], bytes]]:
        """The news that the child sends for an order, and what follows the last of them."""

        def make(order: Any) -> tuple[list[dict[str, Any]], bytes]:
            reading, writing = os.pipe()
            with open(reading, "rb") as orders, io.BytesIO() as answers:  # noqa: PTH123
                # A pipe holds 64 KiB: small orders fit, and its end stays open until all is said.
                with open(writing, "wb") as pipe:  # noqa: PTH123
                    send(folder, order, pipe)
                    pipe.flush()
                    left: list[int] = []
                    binder.main(orders, answers, left.append)
                    assert left == [0]
                rest = answers.getvalue()
            news = []
            while rest.startswith(b"{"):
                line, rest = rest.split(b"\n", 1)
                news.append(json.loads(line))
            return news, rest

        return make

    def test_each_card_is_told_then_the_typesetting_then_the_pdf(
        self, answered: Callable[..., Any], book: BookOrder
    ) -> None:
        news, made = answered(book)
        total = len(book.ids)
        prepared = [said["done"] for said in news if said.get("phase") == "preparing"]
        assert prepared == list(range(total + 1))
        assert news[-2] == {"phase": "typesetting", "done": total, "total": total}
        told, pdf = made[: news[-1]["told"]], made[news[-1]["told"] :]
        assert pickle.loads(told).warnings == ()
        assert len(pdf) == news[-1]["pdf"]
        assert pdf.startswith(b"%PDF")

    def test_a_table_too(self, answered: Callable[..., Any], folder: CardFolder) -> None:
        news, made = answered(TableOrder("quotes", table_rows(folder, "quotes")))
        assert made[news[-1]["told"] :].startswith(b"%PDF")

    def test_maps_can_be_left_away(self, answered: Callable[..., Any], book: BookOrder) -> None:
        news, _ = answered(BookOrder(book.ids, book.options, maps=False))
        assert [said["phase"] for said in news[:-1]] == ["preparing", "typesetting"]

    def test_what_the_reader_can_mend_keeps_its_name(self, answered: Callable[..., Any]) -> None:
        news, _ = answered(BookOrder(("atlantis",), PrintOptions()))
        message = "atlantis is left out: there is no such card"
        assert news[-1] == {"error": "NothingToPrintError", "message": message}

    def test_a_fault_is_told_with_its_trace(
        self, answered: Callable[..., Any], book: BookOrder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(BookOrder, "make", lambda *_: 1 / 0)
        news, _ = answered(book)
        assert news[-1]["message"] == "ZeroDivisionError('division by zero')"
        assert "Traceback" in news[-1]["trace"]
        error = bindery._told(news[-1])
        assert "division by zero" in str(error)
        assert "Traceback" in error.__notes__[0]

    def test_it_leaves_when_its_orders_end(self, folder: CardFolder, book: BookOrder) -> None:
        gone = Event()

        def hang(*_: Any) -> Any:
            assert gone.wait(PATIENCE_S)
            raise TypesetError("nobody hears this")

        with io.BytesIO() as orders, pytest.MonkeyPatch.context() as patch:
            patch.setattr(BookOrder, "make", hang)
            send(folder, book, orders)
            orders.seek(0)
            left: list[int] = []
            binder.main(orders, io.BytesIO(), lambda status: (left.append(status), gone.set()))
        assert left == [1, 0]
