"""Text that looks like code or markup is shown as the text it is, by everything that shows text.

One library for each such text, with that text in every field, goes to every output.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from html.parser import HTMLParser
from itertools import chain
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pytest
from markdown_it import MarkdownIt
from PySide6.QtGui import Qt

from briefing.cli import main
from briefing.core.index import SearchIndex
from briefing.core.problem import visible
from briefing.core.quoting import cited_text
from briefing.core.starter import Places
from briefing.core.tables import quote_rows, step_rows
from briefing.core.terminal import line
from briefing.gui.card_html import card_page
from briefing.gui.compare_html import compare_page
from briefing.gui.country_model import CountryModel
from briefing.gui.fonts import load_fonts
from briefing.gui.library_html import library_page
from briefing.gui.page_document import PageDocument
from briefing.gui.page_html import Look
from briefing.gui.search_html import search_page
from briefing.gui.table_model import TableModel
from briefing.gui.tokens import LIGHT
from tests.robustness.hostile_texts import FIELDS, STEP, TEXTS, HostileLibrary, mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from markdown_it.token import Token


@pytest.fixture(scope="module", params=TEXTS, ids=str)
def library(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> HostileLibrary:
    return HostileLibrary(tmp_path_factory.mktemp("library"), TEXTS[request.param])


@pytest.fixture(scope="module")
def tame(tmp_path_factory: pytest.TempPathFactory) -> HostileLibrary:
    return HostileLibrary(tmp_path_factory.mktemp("tame"), "plain words")


def squeezed(text: str) -> str:
    """The text without what is laid out anew: white space, breaks in long words, a capital."""
    return re.sub(r"[\s\u200b\u00ad]+", "", text).casefold()


def assert_shows(shown: str, text: str, *fields: str) -> None:
    found = squeezed(shown)
    for field in fields:
        assert squeezed(f"{text} {mark(field)}") in found


@pytest.fixture
def told(
    tmp_path: Path, library: HostileLibrary, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    """What a command prints of the library."""
    places = Places(tmp_path, tmp_path, tmp_path / "state", tmp_path)

    def run(*argv: str, status: int = 0) -> str:
        assert main(argv, places, lambda *_: 2) == status
        return capsys.readouterr().out

    return run


class TestTerminal:
    """What is printed for people. What turns the order of letters round is escaped."""

    @pytest.mark.parametrize("which", [(), ("--at", "2005"), ("--compare", "2001", "2005")])
    def test_show(
        self, library: HostileLibrary, told: Callable[..., str], which: tuple[str, ...]
    ) -> None:
        shown = told("show", "card", "-L", str(library.path), *which)
        notes = () if which[:1] == ("--compare",) else ("note", "by", "changed")
        fields = {*FIELDS, "changed"} - {"region", "note", "by", "changed", "role", "moderator"}
        assert_shows(shown, line(library.text), *fields, *notes)
        assert all(part.isprintable() for part in shown.split("\n"))

    def test_list_and_search(self, library: HostileLibrary, told: Callable[..., str]) -> None:
        listed = told("list", "-L", str(library.path))
        assert_shows(listed, line(library.text), "name")
        for field in ("topic", "quote", "note", "bottom"):
            found = told("search", mark(field), "-L", str(library.path))
            assert squeezed(line(library.text)) in squeezed(found)
            assert all(part.isprintable() for part in found.split("\n"))

    def test_check(self, library: HostileLibrary, told: Callable[..., str]) -> None:
        said = told("check", str(library.path), status=1)
        assert visible(library.text[:40]) in said
        assert all(part.isprintable() for part in said.split("\n"))

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
    def test_documents(
        self, library: HostileLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        places = Places(tmp_path, tmp_path, tmp_path / "state", tmp_path)
        for command in (("show", "card", "--format", "md"), ("steps", "--csv"), ("list", "--json")):
            ours, theirs = os.openpty()
            with os.fdopen(ours, "rb", buffering=0) as seen, os.fdopen(theirs, "w") as terminal:
                monkeypatch.setattr(sys, "stdout", terminal)
                # It holds a few kilobytes, and so is read from while it is written to.
                shown = ThreadPoolExecutor(1).submit(_all_of, seen)
                assert main([*command, "-L", str(library.path)], places, lambda *_: 2) == 0
                terminal.close()
                text = shown.result().decode()
            assert mark("name") in text
            assert all(part.isprintable() for part in text.split("\r\n"))

    def test_tables(self, library: HostileLibrary, told: Callable[..., str]) -> None:
        assert_shows(told("steps", "-L", str(library.path)), line(library.text), *STEP, "name")
        shown = told("quotes", "-L", str(library.path))
        assert_shows(shown, line(library.text), "quote", "speaker", "name")

    def test_what_is_searched_for_is_never_a_query_of_another_kind(
        self, library: HostileLibrary, told: Callable[..., str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        words = re.sub(r"\w+:", "", library.text)  # those would be filters
        told("search", "-L", str(library.path), "--", words)
        assert "Traceback" not in capsys.readouterr().err


def _all_of(seen: io.FileIO) -> bytes:
    """What comes from a terminal until whoever writes to it is done."""
    parts = []
    with suppress(OSError):  # how Linux tells the end
        while part := seen.read(4096):
            parts.append(part)
    return b"".join(parts)


class TestData:
    """What other programs read is the text to the letter."""

    def test_json(self, library: HostileLibrary, told: Callable[..., str]) -> None:
        def texts(data: Any) -> Iterator[str]:
            if isinstance(data, dict | list):
                inner = data.values() if isinstance(data, dict) else data
                yield from chain.from_iterable(map(texts, inner))
            elif isinstance(data, str):
                yield data

        for field, *command in [
            *(
                ("name", "list"),
                ("bottom", "show", "card"),
                ("action", "steps"),
                ("quote", "quotes"),
            ),
            ("why", "show", "card", "--compare", "2001", "2005"),
        ]:
            printed = told(*command, "--json", "-L", str(library.path))
            if command != ["show", "card", "--compare", "2001", "2005"]:
                assert f"{library.text} {mark(field)}" in set(texts(json.loads(printed)))
            assert all(part.isprintable() for part in printed.split("\n"))

    @pytest.mark.parametrize("table", ["steps", "quotes"])
    def test_csv(self, library: HostileLibrary, told: Callable[..., str], table: str) -> None:
        printed = told(table, "--csv", "-L", str(library.path))
        _, row = csv.reader(io.StringIO(printed, newline=""))
        fields = STEP if table == "steps" else ("quote", "speaker", "name")
        for field in fields:
            (cell,) = (cell for cell in row if cell.endswith(mark(field)))
            guarded = re.sub(r"(^|;)(?=[=+@-])", r"\1'", library.text)
            assert cell == f"{guarded} {mark(field)}"

    @pytest.mark.parametrize("which", [(), ("--compare", "2001", "2005")])
    def test_markdown(
        self,
        library: HostileLibrary,
        tame: HostileLibrary,
        told: Callable[..., str],
        which: tuple[str, ...],
    ) -> None:
        printed = told("show", "card", "--format", "md", "-L", str(library.path), *which)
        plain = told("show", "card", "--format", "md", "-L", str(tame.path), *which)
        tokens, wanted = (list(markdown_tokens(each)) for each in (printed, plain))
        assert [token.type for token in tokens if token.type not in _WORDS] == [
            token.type for token in wanted if token.type not in _WORDS
        ]
        words = "".join(token.content for token in tokens if token.type in _WORDS)
        assert_shows(words, library.text, "topic", "point", "quote", "action", "why", "talker")

    def test_clipboard(self, library: HostileLibrary) -> None:
        for anchor, field in (("point-1-0", "point"), ("quote-1-0", "quote"), ("note-0", "note")):
            cited = cited_text(library.opened, "card", anchor)
            assert_shows(cited.plain, library.text, field)
            html = Html(cited.html)
            assert set(html.tags) <= {"p", "br"}
            assert_shows(html.text, library.text, field)


_WORDS = ("text", "text_special")


def markdown_tokens(text: str) -> Iterator[Token]:
    """What a reader of GitHub's Markdown makes of a text."""
    for token in MarkdownIt("gfm-like", {"linkify": False}).parse(text):
        yield from token.children or (token,)


class Html(HTMLParser):
    """The tags and attributes of a page in their order, its text, and the data in its scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, tuple[str, ...]]] = []
        self.parts: list[str] = []
        self.data: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.append((tag, tuple(name for name, _ in attrs)))

    def handle_data(self, data: str) -> None:
        inside = self.tags[-1] if self.tags else ""
        (self.data if inside in ("script", "style") else self.parts).append(data)

    @property
    def text(self) -> str:
        return "".join(self.parts)


def pages(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def addresses(pdf: bytes) -> list[str]:
    """What links of the PDF lead to outside it, and whatever else it would run."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = [part for part in document.objects if isinstance(part, pikepdf.Dictionary)]
        actions = [str(part.get("/S")) for part in found if "/URI" in part or "/JS" in part]
        files = [str(part.get("/Type")) for part in found if part.get("/Type") == "/Filespec"]
        return [*actions, *files]


class TestPaper:
    """PDFs and the web page."""

    @pytest.mark.parametrize(
        ("command", "fields"),
        [
            (("pdf", "card", "--all-stops", "-o"), ("name", "topic", "point", "quote", *STEP)),
            (("pdf", "card", "--compare", "2001", "2005", "-o"), ("name", "topic", "point")),
            (("pdf", "-o"), ("name", "region", "bottom", "note", "title")),
            (("steps", "--pdf"), STEP),
        ],
        ids=" ".join,
    )
    def test_pdf(
        self,
        library: HostileLibrary,
        told: Callable[..., str],
        tmp_path: Path,
        command: tuple[str, ...],
        fields: tuple[str, ...],
    ) -> None:
        made = tmp_path / "made.pdf"
        told(*command, str(made), "-L", str(library.path))
        raw = made.read_bytes()
        assert addresses(raw) == []
        # What turns letters round does so on paper, where a program cannot tell.
        if "\u202e" not in library.text:
            assert_shows(pages(raw), library.text, *fields)

    def test_web_page(
        self,
        library: HostileLibrary,
        tame: HostileLibrary,
        told: Callable[..., str],
        tmp_path: Path,
    ) -> None:
        made = []
        for each in (library, tame):
            told("html", "-o", str(tmp_path / "page.html"), "-L", str(each.path))
            made.append(Html((tmp_path / "page.html").read_text("utf-8")))
        assert made[0].attributes == made[1].attributes
        assert_shows(made[0].text, library.text, "library", "marking")
        data = "".join(made[0].data)
        shown = json.dumps(library.text, ensure_ascii=False)[1:-1]
        told_by = re.sub(r"\\u(003[ce]|0026|2028|2029)", lambda m: chr(int(m[1], 16)), data)
        for field in ("topic", "point", "quote", *STEP, "note", "by"):
            assert f"{shown} {mark(field)}".casefold() in told_by.casefold()


class TestScreen:
    """Pages, lists and tables of the window."""

    @pytest.fixture(autouse=True)
    def _type(self, qapp: object) -> None:
        load_fonts()

    def test_pages(self, library: HostileLibrary) -> None:
        folder, look = library.opened, Look(LIGHT)
        card = folder.cards["card"]
        older, newer = folder.stops
        with SearchIndex(folder) as index:
            hits = index.search("zztopic")
            found = search_page(folder, hits, look)
        for page, fields in [
            (
                card_page(folder, card, newer, look),
                (*STEP, "topic", "point", "quote", "note", "by"),
            ),
            (compare_page(folder, card, older, newer, look), ("topic", "point", "bottom")),
            (found, ("topic", "name")),
            (library_page(folder, look), ()),
        ]:
            document = PageDocument(page.html)
            text = document.toPlainText().replace("\ufffc", "")
            assert_shows(text, library.text, *fields)
            self.assert_leads_nowhere(document)

    @staticmethod
    def assert_leads_nowhere(document: PageDocument) -> None:
        block = document.begin()
        while block.isValid():
            for fragment in (each.fragment() for each in block):
                form = fragment.charFormat()
                assert not form.isImageFormat()
                scheme = form.anchorHref().partition(":")[0].casefold()
                assert scheme not in ("file", "javascript", "data", "http", "https")
            block = block.next()

    def test_list(self, library: HostileLibrary) -> None:
        model = CountryModel()
        model.set_folder(library.opened)
        index = model.find("card")
        assert index.data() == f"{library.text} zzname"
        tip = index.data(Qt.ItemDataRole.ToolTipRole)
        shown = PageDocument(tip).toPlainText() if Qt.mightBeRichText(tip) else tip
        assert squeezed(shown) == squeezed(f"{library.text} zzname")

    @pytest.mark.parametrize("kind", ["steps", "quotes"])
    def test_tables(self, library: HostileLibrary, kind: Any) -> None:
        model = TableModel(kind)
        folder = library.opened
        rows = step_rows(folder) if kind == "steps" else quote_rows(folder)
        model.set_rows(rows, folder.stops)
        cells = [str(model.index(0, column).data()) for column in range(model.columnCount())]
        fields = STEP if kind == "steps" else ("quote", "speaker", "name")
        assert_shows("".join(cells), library.text, *fields)
