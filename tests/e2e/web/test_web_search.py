"""Search in the web page, by typing."""

from __future__ import annotations

import re

import pytest
from selenium.webdriver.common.keys import Keys
from web_browser import CHROMIUM, DRIVER
from web_samples import card, edition, sources

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs chromium and chromedriver"),
]


class TestSearch:
    def search(self, browser, words):
        field = browser.one("#query")
        field.send_keys(words)
        return field

    def test_typing_shows_passages_and_counts_them(self, open_at):
        browser = open_at("#/georgia/2010")
        self.search(browser, "missile def")
        browser.until(lambda: "missile%20def" in browser.address())
        passages, cards = re.match(
            r"(\d+) passages in (\d+) cards", browser.one("h1").text
        ).groups()
        assert len(browser.all(".row.hit")) == int(passages)
        assert len(browser.texts(".country")) == int(cards)
        marked = {mark.lower() for mark in browser.texts("mark")}
        assert "missile def" in marked
        assert browser.texts("#said") == [f"{cards} cards with matches"]

    def test_return_and_return_open_the_passage_on_its_card(self, open_at):
        browser = open_at("#/georgia/2010")
        self.search(browser, "andorra").send_keys(Keys.ENTER)
        assert "hit" in browser.focused().get_attribute("class")
        browser.focused().send_keys(Keys.ENTER)
        browser.until(lambda: browser.focused().get_attribute("data-anchor"))
        assert browser.focused().get_attribute("data-anchor").startswith("step-")
        assert len(browser.texts(".country")) == 20

    def test_escape_returns_to_the_card(self, open_at):
        browser = open_at("#/georgia/2010")
        browser.one("body").send_keys(Keys.CONTROL, "k")
        assert browser.focused() == browser.one("#query")
        self.search(browser, "missile").send_keys(Keys.ESCAPE)
        browser.until(lambda: browser.address() == "#/georgia/2010")
        assert browser.one("#query").get_attribute("value") == ""

    def test_back_leads_from_a_search_to_the_card_however_fast_it_was_typed(self, open_at):
        browser = open_at("#/georgia/2010")
        self.search(browser, "missile")
        browser.driver.back()
        browser.until(lambda: browser.texts("h1") == ["Georgia"])
        assert browser.address() == "#/georgia/2010"

    def test_what_is_deleted_can_be_typed_anew(self, open_at):
        browser = open_at("#/united-states/2010:point-1-5")
        field = self.search(browser, "x")
        field.send_keys(Keys.BACKSPACE)
        assert browser.focused() == field
        field.send_keys("missile")
        browser.until(lambda: browser.address() == "#?missile")

    def test_from_about_the_library_escape_returns_there(self, open_at):
        browser = open_at("#?missile")
        browser.one("#query").send_keys(Keys.ESCAPE)
        browser.one("a.library").click()
        self.search(browser, "andorra").send_keys(Keys.ESCAPE)
        browser.until(lambda: browser.address() == "#about")

    def test_the_filter_that_was_used_keeps_the_keyboard(self, open_at):
        browser = open_at("#?missile")
        button = browser.all(".joined .button")[1]
        said = button.text
        button.send_keys(Keys.ENTER)
        assert browser.focused().text == said
        assert browser.focused().get_attribute("aria-pressed") == "true"

    def test_the_list_of_editions_that_was_used_keeps_the_keyboard(self, open_at, make_page):
        dates = ("2001", "2002", "2003", "2004")
        editions = [edition(f"t{date}", "Water") for date in dates]
        page = make_page({"a": card(*editions)}, sources=sources(*dates))
        browser = open_at("#?water", page)
        browser.one(".search-head select").send_keys(Keys.ARROW_DOWN)
        browser.until(lambda: set(browser.texts(".row.hit .side .name")) == {"2001"})
        assert browser.focused().tag_name == "select"

    def test_of_all_passages_the_keyboard_is_at_the_first_new_one(self, open_at, make_page):
        topics = [f"Water {number}" for number in range(130)]
        page = make_page({"a": card(edition("t2001", *topics))}, sources=sources("2001"))
        browser = open_at("#?water", page)
        assert len(browser.all(".row.hit")) == 100
        browser.one(".foot-line .button").send_keys(Keys.ENTER)
        assert len(browser.all(".row.hit")) == 130
        assert browser.focused() == browser.all(".row.hit")[100]

    def test_the_keyboard_reaches_the_countries_that_are_left(self, open_at):
        browser = open_at("#/china/2010")
        self.search(browser, "andorra")
        browser.until(lambda: "China" not in browser.countries())
        browser.one("#query").send_keys(Keys.TAB)
        assert browser.focused() == next(iter(browser.countries().values()))

    def test_back_leads_to_where_a_statement_was_left(self, open_at):
        browser = open_at("#?andorra")
        browser.one("#query").send_keys(Keys.ENTER)
        browser.focused().send_keys(Keys.ENTER)
        browser.until(lambda: browser.focused().get_attribute("data-anchor"))
        found = browser.run("return scrollY")
        browser.run("scrollBy(0, -300)")
        left = browser.run("return scrollY")
        assert 0 < left < found
        browser.countries()["Japan"].click()
        browser.until(lambda: browser.texts("h1") == ["Japan"])
        browser.driver.back()
        browser.until(lambda: browser.run("return scrollY") == left)
        assert browser.texts("h1") != ["Japan"]

    def test_a_search_begins_in_all_editions_and_says_where_it_does_not_look(self, open_at):
        browser = open_at("#?missile")
        browser.all(".joined .button")[1].click()
        field = browser.one("#query")
        field.send_keys("xyz")
        assert "Nothing in the editions of February 2004 matches" in browser.one("main").text
        field.send_keys(Keys.ESCAPE)
        self.search(browser, "missile")
        assert browser.one(".joined [aria-pressed=true]").text == "All editions"

    def test_one_edition_can_be_asked_for(self, open_at):
        browser = open_at("#?missile")
        before = len(browser.all(".row.hit"))
        browser.all(".joined .button")[1].click()
        assert 0 < len(browser.all(".row.hit")) < before
        assert set(browser.texts(".row.hit .side .name")) == {"Feb 2004"}

    def test_back_returns_to_the_edition_that_was_asked_for(self, open_at):
        browser = open_at("#?missile")
        browser.all(".joined .button")[1].click()
        found = len(browser.all(".row.hit"))
        browser.all(".row.hit")[0].click()
        browser.until(lambda: browser.address() != "#?missile")
        browser.driver.back()
        browser.until(lambda: browser.address() == "#?missile")
        assert browser.one(".joined [aria-pressed=true]").text == "Feb 2004"
        assert len(browser.all(".row.hit")) == found

    @pytest.mark.parametrize("address", ["#/georgia/2010", "#about"])
    def test_in_a_narrow_window_the_list_stays_while_one_types_and_escape_closes_it(
        self, open_at, address
    ):
        browser = open_at(address)
        browser.resize(390, 800)
        browser.one("#menu").click()
        field = self.search(browser, "mi")
        field.send_keys(Keys.BACKSPACE, Keys.BACKSPACE)
        browser.until(lambda: browser.address() == address)
        assert browser.focused() == field
        field.send_keys("mi")
        browser.until(lambda: browser.address() == "#?mi")
        field.send_keys(Keys.ESCAPE)
        browser.until(lambda: browser.address() == address)
        assert not field.is_displayed()

    def test_accents_phrases_and_exclusions(self, open_at, make_page):
        page = make_page(
            {
                "a": card(edition("t2001", "Élan vital"), name="Aland"),
                "b": card(edition("t2001", "Vital elan"), name="Bland"),
            },
            sources=sources("2001"),
        )
        for words, found in (
            ("elan", ["Aland", "Bland"]),
            ('"elan vital"', ["Aland"]),
            ("ÉLAN -bland", ["Aland", "Bland"]),
            ("vital -élan", []),
            ("lan", []),
        ):
            browser = open_at(f"#?{words}", page)
            assert browser.texts(".group") == found, words
        assert "Nothing on this page matches" in browser.one("main").text

    def test_characters_that_stand_for_others_are_found_and_marked_whole(self, open_at, make_page):
        topics = ("Straße", "Οδός", "ﬁnal", "한국", "№ 5", "Café")
        page = make_page({"a": card(edition("t2001", *topics))}, sources=sources("2001"))
        for words, mark in (
            ("strasse", "Straße"),
            ("STRAẞ", "Straß"),
            ("οδοσ", "Οδός"),
            ("ΟΔΌΣ", "Οδός"),
            ("f", "ﬁ"),
            ("fin", "ﬁn"),
            ("하", "한"),
            ("no", "№"),
            ("cafe", "Café"),
        ):
            browser = open_at(f"#?{words}", page)
            assert mark in browser.texts("mark"), words
