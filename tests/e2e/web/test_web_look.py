"""How the web page looks: on paper, in either theme, on a phone."""

from __future__ import annotations

import pypdfium2
import pytest
from web_browser import CHROMIUM, DRIVER
from web_samples import card, edition, sources

from briefing.paper.tokens import DARK, LIGHT

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs chromium and chromedriver"),
]


class TestPaper:
    def words(self, pdf):
        # Where letters are far apart PDFium takes each for a line: spaces do not count.
        pages = pypdfium2.PdfDocument(pdf)
        return ["".join(page.get_textpage().get_text_range().split()) for page in pages]

    def test_the_card_is_printed_and_nothing_of_the_window(self, open_at):
        browser = open_at("#/georgia/2010")
        browser.media("print", "dark")
        assert browser.texts(".sidebar, .bar, .times, .skip") == []
        background = browser.run("return getComputedStyle(document.documentElement).color")
        assert background == "rgb(0, 0, 0)"
        pages = self.words(browser.pdf())
        assert "Georgia" in pages[0]
        assert "Bottomline" in pages[0]
        assert "Searchcards" not in "".join(pages)
        assert f"Page1of{len(pages)}" in pages[0]

    def test_the_marking_is_at_head_and_foot_of_every_page(self, open_at, make_page):
        topics = [f"Topic {number}" for number in range(40)]
        page = make_page(
            {"land": card(edition("t2001", *topics))},
            sources=sources("2001"),
            marking="For official use",
        )
        browser = open_at("#/land/2001", page)
        assert browser.texts(".marking") == ["For official use"] * 2
        pages = self.words(browser.pdf())
        assert len(pages) > 2
        assert [text.count("Forofficialuse") for text in pages] == [2] * len(pages)
        printed = "".join(pages)
        assert all(f"OnTopic{number}." in printed for number in range(40))

    def test_a_comparison_is_printed_whole(self, open_at):
        pages = self.words(open_at("#/united-states/2004-02-25/2010").pdf())
        assert "February2004" in pages[0]
        assert "Notaddressedin2010" in "".join(pages)
        assert "Sources" in pages[-1]


class TestLook:
    def test_the_theme_is_that_of_the_system(self, open_at):
        browser = open_at("#/georgia/2010")
        color = "return getComputedStyle(document.documentElement).backgroundColor"
        assert browser.run(color) == rgb(LIGHT.page)
        browser.media(scheme="dark")
        assert browser.run(color) == rgb(DARK.page)

    def test_the_faces_are_those_of_the_file(self, open_at):
        browser = open_at("#/georgia/2010")
        browser.until(
            lambda: browser.run(
                "return [...document.fonts].every((face) => face.status === 'loaded')"
            )
        )
        assert browser.run("return document.fonts.size") == 5

    def test_a_phone_shows_all_in_its_width(self, open_at):
        for address in ("#/united-states/2010", "#/united-states/2004-02-25/2010", "#?missile"):
            browser = open_at(address)
            browser.resize(390, 844, 2)
            # The timeline is laid out once the window says that it has another width.
            browser.until(
                lambda browser=browser: browser.run(
                    "const { clientWidth, scrollWidth } = document.documentElement;"
                    "return scrollWidth <= clientWidth && clientWidth <= 390"
                )
            )

    def test_on_a_phone_the_list_opens_over_the_card(self, open_at):
        browser = open_at("#/united-states/2010")
        browser.resize(390, 844, 2)
        assert browser.texts(".country") == []
        browser.one("#menu").click()
        assert browser.one("#menu").get_attribute("aria-expanded") == "true"
        browser.countries()["Japan"].click()
        browser.until(lambda: browser.texts("h1") == ["Japan"])
        assert browser.texts(".country") == []


def rgb(color):
    return f"rgb({', '.join(str(int(color[at : at + 2], 16)) for at in (1, 3, 5))})"
