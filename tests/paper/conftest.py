"""A small library of two talks, and a look into finished PDFs."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pytest
from paper_samples import CARDS, LIBRARY, WHEN

from briefing.core.library import CardFolder, open_folder
from briefing.core.tables import table_rows
from briefing.core.timeline import find_stop
from briefing.paper.briefs import make_pdf
from briefing.paper.options import PrintOptions
from briefing.paper.tables import make_table_pdf
from briefing.paper.typeset import Typeset, Typesetter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefing.core.tables import Kind


@dataclass(frozen=True)
class Look:
    """A finished PDF: its pages' text, its structure and what was said of it."""

    pdf: bytes
    warnings: tuple[str, ...]
    pages: list[str]
    root: pikepdf.Object
    document: pikepdf.Pdf

    @property
    def text(self) -> str:
        return "\n".join(self.pages)

    @property
    def outline(self) -> list[str]:
        with self.document.open_outline() as outline:
            return [title for item in outline.root for title in _titles(item, 0)]

    @property
    def tags(self) -> list[pikepdf.Object]:
        return [each for each in self.document.objects if _is_element(each)]

    @property
    def fonts(self) -> set[str]:
        named = (each for each in self.document.objects if _has(each, "/FontFile3", "/FontFile2"))
        return {str(each.FontName).partition("+")[2] for each in named}


def _titles(item: pikepdf.OutlineItem, depth: int) -> list[str]:
    below = [title for child in item.children for title in _titles(child, depth + 1)]
    return ["  " * depth + item.title, *below]


def _has(each: object, *keys: str) -> bool:
    return isinstance(each, pikepdf.Dictionary) and any(key in each for key in keys)


def _is_element(each: object) -> bool:
    return isinstance(each, pikepdf.Dictionary) and "/S" in each and "/P" in each


def look_at(made: Typeset) -> Look:
    pages = pypdfium2.PdfDocument(made.pdf)
    texts = [re.sub(r"\s+", " ", page.get_textpage().get_text_range()) for page in pages]
    document = pikepdf.open(io.BytesIO(made.pdf))
    return Look(made.pdf, made.warnings, texts, document.Root, document)


@pytest.fixture(scope="session")
def typesetter() -> Typesetter:
    return Typesetter()


@pytest.fixture(scope="session")
def needs(typesetter: Typesetter) -> Callable[..., None]:
    """Skips a test on a computer that lacks one of the families."""

    def check(*families: str) -> None:
        there = typesetter._with_computers.families()
        lacking = [family for family in families if family not in there]
        if lacking:
            pytest.skip(f"{lacking[0]} is not installed")

    return check


@pytest.fixture
def make_folder(tmp_path: Path) -> Callable[..., CardFolder]:
    def make(cards: dict[str, Any] | None = None, **library: Any) -> CardFolder:
        for old in tmp_path.glob("*.yaml"):
            old.unlink()
        for name, data in {"library": LIBRARY | library, **(cards or CARDS)}.items():
            text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
            (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        opened = open_folder(tmp_path)
        assert [p for p in opened.all_problems if p.is_error and "broken" not in p.path] == []
        return opened

    return make


@pytest.fixture
def folder(make_folder: Callable[..., CardFolder]) -> CardFolder:
    return make_folder()


@pytest.fixture
def options(folder: CardFolder) -> Callable[..., PrintOptions]:
    """Options with the stops as they are typed: ``options("compare", "2004", "2010")``."""

    def make(editions: Any = "all", *stops: str, **more: Any) -> PrintOptions:
        found = tuple(find_stop(folder.stops, stop) for stop in stops)
        return PrintOptions(editions, found, **({"timestamp": WHEN} | more))

    return make


@pytest.fixture
def printed(folder: CardFolder, typesetter: Typesetter) -> Callable[..., Look]:
    """The PDF of cards, by their ids, looked into."""

    def make(*ids: str, options: PrintOptions | None = None, **more: Any) -> Look:
        asked = options or PrintOptions(timestamp=WHEN)
        return look_at(make_pdf(more.pop("of", folder), ids, asked, typesetter, **more))

    return make


@pytest.fixture
def tabled(folder: CardFolder, typesetter: Typesetter) -> Callable[..., Look]:
    """The PDF of a table's rows, all of them unless told otherwise, looked into."""

    def make(kind: Kind, *, of: CardFolder = folder, rows: Any = None, **more: Any) -> Look:
        chosen = table_rows(of, kind) if rows is None else rows
        asked = {"timestamp": WHEN} | more
        return look_at(make_table_pdf(of, kind, chosen, typesetter, **asked))

    return make
