"""The web page as a colleague uses it, in a real browser: countries, timeline, keys, comparison."""

from __future__ import annotations

from itertools import combinations

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from web_browser import CHROMIUM, DRIVER
from web_samples import card, edition, sources

from briefing.core.changes import compare_topics
from briefing.core.inline import plain
from briefing.core.library import open_folder
from briefing.core.timeline import stops_of

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs chromium and chromedriver"),
]

KEYS_AT_ONCE = """
const slider = document.querySelector("[role=slider]");
return arguments[0].map((key) => {
  slider.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  return document.querySelector(".label.date.chosen").textContent;
});
"""


class TestReading:
    def test_a_click_on_a_country_shows_its_card(self, open_at):
        browser = open_at()
        browser.countries()["Georgia"].click()
        browser.until(lambda: browser.texts("h1") == ["Georgia"])
        assert browser.address() == "#/georgia/2010"
        assert browser.driver.title.startswith("Georgia, 2010 – ")
        assert browser.texts(".country[aria-current=page] > span:first-child") == ["Georgia"]
        assert "Saakashvili" in browser.one("main").text
        assert [one.get_attribute("aria-label") for one in browser.all("svg.map")] == [
            "Locator map: Georgia"
        ]

    def test_an_address_opens_a_card_at_a_stop(self, open_at):
        browser = open_at("#/japan/2004-02-25")
        assert browser.texts("h1") == ["Japan"]
        assert browser.texts(".label.date.chosen") == ["Feb 2004"]
        browser = open_at("#/japan/trenin-2004")
        assert browser.texts(".label.date.chosen") == ["Feb 2004"]

    def test_an_address_that_leads_nowhere_shows_the_first_card(self, open_at):
        assert open_at("#/atlantis/1492:%E0%A4%A").texts("h1") == ["China"]

    def test_by_a_link_the_keyboard_and_the_voice_go_to_the_card(self, open_at):
        browser = open_at("#/georgia/2010")
        browser.one(".close a[href^='#/abkhazia']").send_keys(Keys.ENTER)
        browser.until(lambda: browser.texts("h1") == ["Abkhazia"])
        assert browser.focused() == browser.one("#content")
        assert browser.run("return scrollY") == 0
        said = browser.one("#live").get_attribute("textContent")
        assert said == "Abkhazia, 2010"

    def test_the_country_list_of_a_narrow_window_is_not_printed(self, open_at):
        browser = open_at("#/georgia/2010")
        browser.resize(390, 800)
        browser.one("#menu").click()
        assert browser.one("#sidebar")
        browser.media("print")
        assert not browser.all("#sidebar")[0].is_displayed()

    def test_back_returns_to_the_card_before(self, open_at):
        browser = open_at("#/georgia/2010")
        browser.one(".close a[href^='#/abkhazia']").click()
        browser.until(lambda: browser.texts("h1") == ["Abkhazia"])
        browser.driver.back()
        browser.until(lambda: browser.texts("h1") == ["Georgia"])

    def test_back_returns_to_the_first_page_of_an_address_that_names_none(self, open_at):
        browser = open_at()
        browser.countries()["Georgia"].click()
        browser.until(lambda: browser.texts("h1") == ["Georgia"])
        browser.driver.back()
        browser.until(lambda: browser.texts("h1") == ["China"])
        assert browser.address() == "#/china/2010"

    def test_the_notes_of_a_card_stand_where_it_has_no_edition(self, open_at, make_page):
        notes = [{"date": "2005", "by": "Desk", "text": "Ask the embassy."}]
        page = make_page(
            {
                "land": {**card(edition("t2001", "A")), "notes": notes},
                "sea": card(edition("t2002")),
            },
            sources=sources("2001", "2002"),
        )
        browser = open_at("#/land/2002", page)
        assert "Ask the embassy." in browser.one("main").text

    def test_a_reference_leads_to_its_source(self, open_at):
        browser = open_at("#/united-states/2010")
        (first, *_) = browser.all(".meta a")
        first.click()
        browser.until(
            lambda: browser.focused().get_attribute("data-anchor") == "source-trenin-2010"
        )
        box = browser.run("return document.activeElement.getBoundingClientRect().toJSON()")
        assert 0 < box["top"] < 820

    def test_a_statement_is_found_clear_of_what_sticks_to_the_top(self, open_at):
        browser = open_at("#/united-states/2010:point-1-5")
        browser.until(lambda: browser.focused().get_attribute("data-anchor") == "point-1-5")
        top, head = browser.run(
            "return [document.activeElement.getBoundingClientRect().top,"
            "document.querySelector('.head').getBoundingClientRect().bottom]"
        )
        assert head <= top < head + 40

    def test_silence_is_shown_and_the_way_on(self, open_at):
        browser = open_at("#/ukraine/2004-02-25")
        said = browser.one(".page-title").text.replace("\u00a0", " ")
        assert said == "Ukraine does not come up in the February 2004 talk."
        browser.one(".button.default").click()
        browser.until(lambda: browser.address() == "#/ukraine/2010")

    def test_what_a_source_leaves_out_is_named(self, open_at):
        browser = open_at("#/georgia/2010")
        assert "Condition, expected effect, risk" in browser.texts("dd.quiet")
        assert "Not addressed" in browser.texts("dt.dropped")


class TestKeyboard:
    def test_arrows_walk_the_list_and_return_opens(self, open_at):
        browser = open_at("#/georgia/2010")
        browser.run("document.querySelector('.country[aria-current]').focus()")
        ActionChains(browser.driver).send_keys(Keys.ARROW_DOWN).perform()
        assert browser.focused().text.startswith("South Ossetia")
        ActionChains(browser.driver).send_keys(Keys.HOME, "j", "a", Keys.ENTER).perform()
        browser.until(lambda: browser.texts("h1") == ["Japan"])
        assert browser.focused().text.startswith("Japan")

    def test_the_slider_moves_by_keys_and_says_where_it_is(self, open_at):
        browser = open_at("#/united-states/2010")
        slider = browser.one("[role=slider]")
        assert slider.get_attribute("aria-valuetext") == "2010, edition 2 of 2"
        slider.send_keys(Keys.ARROW_LEFT)
        browser.until(lambda: browser.address() == "#/united-states/2004-02-25")
        assert slider.get_attribute("aria-valuetext") == "February 2004, edition 1 of 2"
        assert browser.focused() == slider
        slider.send_keys(Keys.END)
        browser.until(lambda: browser.address() == "#/united-states/2010")
        assert browser.run("return document.getElementById('live').textContent") == "2010"

    def test_the_card_follows_though_the_browser_notes_no_more_addresses(self, open_at):
        browser = open_at("#/united-states/2010")
        shown = browser.run(KEYS_AT_ONCE, ["ArrowLeft", "ArrowRight"] * 250)
        assert shown == ["Feb 2004", "2010"] * 250

    def test_control_goes_to_the_stops_that_have_an_edition(self, open_at, make_page):
        dates = ["2001", "2002", "2003", "2004"]
        page = make_page(
            {"land": card(edition("t2001", "A"), edition("t2004", "A"))},
            sources=sources(*dates),
        )
        browser = open_at("#/land/2004", page)
        slider = browser.one("[role=slider]")
        slider.send_keys(Keys.ARROW_LEFT)
        browser.until(lambda: browser.address() == "#/land/2003")
        assert slider.get_attribute("aria-valuetext") == "2003, no edition"
        slider.send_keys(Keys.CONTROL + Keys.ARROW_LEFT)
        browser.until(lambda: browser.address() == "#/land/2001")

    def test_every_control_can_be_reached_by_tab(self, open_at):
        browser = open_at("#/georgia/2010")
        reached = []
        for _ in range(12):
            ActionChains(browser.driver).send_keys(Keys.TAB).perform()
            focused = browser.focused()
            reached.append(focused.get_attribute("aria-label") or focused.text.split("\n")[0])
        assert reached[:8] == [
            "Skip to the card",
            "Russia’s foreign policy, 2004 and 2010",
            "Print",
            "Search cards",
            "Georgia",
            "Stop",
            "Compare",
            "Relations with Moscow",
        ]

    def test_the_focus_is_seen(self, open_at):
        browser = open_at("#/georgia/2010")
        ActionChains(browser.driver).send_keys(Keys.TAB * 6).perform()
        style = browser.run("return getComputedStyle(document.activeElement).outlineStyle")
        assert style == "solid"


class TestCompare:
    def test_the_button_sets_two_stops_side_by_side(self, open_at):
        browser = open_at("#/united-states/2010")
        browser.one(".times .button").click()
        browser.until(lambda: browser.address() == "#/united-states/2004-02-25/2010")
        assert browser.texts(".heads h2") == ["February 2004", "2010"]
        assert browser.one(".times .button").get_attribute("aria-pressed") == "true"
        assert len(browser.all("[role=slider]:not([hidden])")) == 2
        browser.one(".times .button").click()
        browser.until(lambda: browser.address() == "#/united-states/2010")

    def test_an_end_that_is_dragged_stops_before_the_other(self, open_at, make_page):
        dates = ["2001", "2002", "2003", "2004", "2005"]
        page = make_page(
            {"land": card(*(edition(f"t{date}", "A") for date in dates))},
            sources=sources(*dates),
        )
        browser = open_at("#/land/2001/2003", page)
        older, _ = browser.all("[role=slider]")
        dots = browser.all(".stop")
        drag = ActionChains(browser.driver).click_and_hold(older)
        for dot in dots[1:]:
            drag.move_to_element(dot)
        drag.release().perform()
        assert browser.address() == "#/land/2002/2003"

    def test_a_card_of_one_edition_has_nothing_to_compare(self, open_at):
        button = open_at("#/ukraine/2010").one(".times .button")
        assert not button.is_enabled()
        assert "fewer than two" in button.get_attribute("title")

    def test_each_end_moves_by_its_own_keys_and_never_past_the_other(self, open_at, make_page):
        dates = ["2001", "2002", "2003", "2004"]
        page = make_page(
            {"land": card(*(edition(f"t{date}", "A") for date in dates))},
            sources=sources(*dates),
        )
        browser = open_at("#/land/2001/2003", page)
        older, newer = browser.all("[role=slider]")
        older.send_keys(Keys.ARROW_RIGHT)
        browser.until(lambda: browser.address() == "#/land/2002/2003")
        older.send_keys(Keys.ARROW_RIGHT)
        newer.send_keys(Keys.END)
        browser.until(lambda: browser.address() == "#/land/2002/2004")
        assert older.get_attribute("aria-label") == "Earlier stop"

    def test_it_says_of_each_topic_what_the_program_says(self, open_at, starter):
        folder = open_folder(starter)
        for card_id, found in folder.cards.items():
            for older, newer in combinations(stops_of(found, folder.stops), 2):
                browser = open_at(f"#/{card_id}/{older.date}/{newer.date}")
                rows = compare_topics(found, folder.stops, older, newer)
                shown = browser.texts("section[aria-label='Key points'] .pair > .side")
                wanted = [[plain(row.topic), (row.verdict or "").capitalize()] for row in rows]
                assert shown == ["\n".join(filter(None, one)) for one in wanted]

    def test_between_stops_far_apart_no_verdict_is_shown(self, open_at, make_page):
        hard = edition("t2002", "A")
        hard["points"][0]["change"] = "hardened"
        last = edition("t2003", "A", "B")
        last["points"][0]["change"] = "softened"
        page = make_page(
            {"land": card(edition("t2001", "A", "C"), hard, last)},
            sources=sources("2001", "2002", "2003"),
        )
        browser = open_at("#/land/2001/2003", page)
        assert browser.texts(".pair .side .hint") == ["Compiler’s reading", "New", "Not addressed"]
        browser = open_at("#/land/2002/2003", page)
        assert "Softened" in browser.texts(".pair .side .hint")
