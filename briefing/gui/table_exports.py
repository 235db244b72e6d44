"""Saves the tables of steps and quotes where the user says, as CSV or as PDF."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMessageBox

from briefing.core.storage import write_atomic
from briefing.gui.exporting import Exporting
from briefing.gui.literal import literal
from briefing.gui.worker import Worker
from briefing.paper.bindery import Binding
from briefing.paper.orders import TableOrder
from briefing.paper.tables import make_table_pdf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.core.tables import Kind, Row
    from briefing.gui.table_view import TableView
    from briefing.gui.window import MainWindow
    from briefing.paper.typeset import Typeset, Typesetter


_MANY = 200
"""Rows from which on a table is made in a process of its own: Typst keeps 30 MB of so many."""


class TableExports(QObject):
    """Carries out what the tables of a window ask for, and tells them how it went."""

    def __init__(self, window: MainWindow, typesetter: Typesetter) -> None:
        super().__init__(window)
        self._window = window
        self._typesetter = typesetter
        self._worker = Worker(parent=self)
        self._exporting = Exporting(window)
        self._name = ""
        self._binding: Binding | None = None
        self._tables: list[TableView] = []
        self._worker.finished.connect(self._save_pdf)
        self._worker.failed.connect(lambda error: self._complain(str(error)))
        self._exporting.done.connect(self._tell)
        self._exporting.failed.connect(self._complain)
        window.closing.connect(self._stop)

    def serve(self, kind: Kind, table: TableView) -> None:
        """Do what a table asks for from now on."""
        self._tables.append(table)
        table.csv_requested.connect(partial(self._save_csv, table))
        table.pdf_requested.connect(partial(self._make_pdf, kind))

    def _save_csv(self, table: TableView, text: str, name: str) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, "Export CSV", name, "CSV files (*.csv)"
        )
        if not chosen:
            return
        try:
            # With the mark, spreadsheets take the file for the UTF-8 that it is.
            write_atomic(Path(chosen), text.encode("utf-8-sig"))
        except OSError as error:
            self._complain(f"{chosen} cannot be written: {error.strerror or error}")
        else:
            table.say(f"Saved as {chosen}")

    def _make_pdf(self, kind: Kind, rows: Sequence[Row], name: str) -> None:
        folder = self._window.folder
        assert folder is not None
        self._name = name
        self._stop()
        if len(rows) < _MANY:
            self._worker.start(partial(make_table_pdf, folder, kind, rows, self._typesetter))
        else:
            self._binding = Binding(folder, TableOrder(kind, tuple(rows)))
            self._worker.start(self._binding.make)

    def _stop(self) -> None:
        if self._binding is not None:
            self._worker.abandon()
            self._binding.stop()
            self._binding = None

    def _save_pdf(self, made: Typeset) -> None:
        self._exporting.start(made.pdf, self._name)

    def _tell(self, said: str) -> None:
        for table in self._tables:
            if table.isVisible():
                table.say(said)

    def _complain(self, why: str) -> None:
        QMessageBox.warning(self._window, "Briefing", literal(why))
