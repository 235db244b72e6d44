"""The page of a library's problems."""

import pytest

from briefing.core.library import open_folder
from briefing.gui.library_html import library_page
from briefing.gui.page_document import PageDocument
from briefing.gui.page_html import Look
from briefing.gui.tokens import LIGHT

BROKEN = "name: Card\nkind: contry\n" + "".join(f"key{n}: 1\n" for n in range(298))


def text(folder):
    return PageDocument(library_page(folder, Look(LIGHT)).html).toPlainText()


@pytest.fixture
def library(tmp_path):
    """A library with 600 problems or more in two of its files."""
    (tmp_path / "library.yaml").write_text("title: Two\nregions: [North]\n", "utf-8")
    for name in ("aldmark", "norrey"):
        (tmp_path / f"{name}.yaml").write_text(BROKEN, "utf-8")
    return tmp_path


@pytest.mark.usefixtures("fonts")
def test_of_many_problems_the_first_are_shown_and_the_rest_counted(library):
    folder = open_folder(library)
    shown = text(folder)
    assert f"{folder.error_count} errors and 2 warnings in this library" in shown
    assert shown.count("line ") == 500
    assert f"{folder.problem_count - 500} more problems in this library" in shown
    assert "briefing check" in shown


@pytest.mark.usefixtures("fonts")
def test_of_few_problems_none_is_left_out(library):
    (library / "norrey.yaml").unlink()
    folder = open_folder(library)
    shown = text(folder)
    assert shown.count("line ") == folder.problem_count
    assert "more problem" not in shown
