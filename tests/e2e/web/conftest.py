"""A browser for all tests of the web page, and pages of the starter library and of made-up ones."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from web_browser import Browser

from briefing.core.library import open_folder
from briefing.core.outlines import Outlines
from briefing.paper.webmaps import web_map
from briefing.paper.webpage import make_web_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    made = Browser(tmp_path_factory.mktemp("profile"))
    yield made
    made.driver.quit()


def written(folder: Path, path: Path) -> Path:
    path.write_bytes(make_web_page(open_folder(folder), (), partial(web_map, Outlines())))
    return path


@pytest.fixture(scope="session")
def starter_page(starter: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(starter, tmp_path_factory.mktemp("page") / "page.html")


@pytest.fixture
def open_at(browser: Browser, starter_page: Path) -> Iterator[Callable[..., Browser]]:
    """Open the starter library's page, or another, at an address within it."""

    def call(address: str = "", page: Path = starter_page) -> Browser:
        browser.open(page, address)
        return browser

    yield call
    browser.resize(1280, 820)
    browser.media()


@pytest.fixture
def make_page(tmp_path: Path) -> Callable[..., Path]:
    """The page of made-up cards by their ids, and of what library.yaml says."""

    def make(cards: dict[str, Any], **library: Any) -> Path:
        files = {"library": {"title": "Made up", **library}, **cards}
        for name, data in files.items():
            (tmp_path / f"{name}.yaml").write_text(json.dumps(data), "utf-8")
        assert [p for p in open_folder(tmp_path).all_problems if p.is_error] == []
        return written(tmp_path, tmp_path / "page.html")

    return make
