"""A card as HTML: what stands on it, in which order, and that a card's text is never markup."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from briefing.core.card import Card, as_data
from briefing.core.index import SearchIndex
from briefing.core.passages import passages
from briefing.core.validation import validated
from briefing.gui.card_html import card_page
from briefing.gui.empty_html import empty_page
from briefing.gui.page_html import Look, escape, rich
from briefing.gui.problems_html import problems_page
from briefing.gui.search_html import arranged, found_in_words, search_page
from briefing.gui.tokens import DARK, LIGHT

WIDE, NARROW = Look(LIGHT), Look(LIGHT, width=640)
HOSTILE = [
    "<script>alert(1)</script>",
    '<img src="file:///etc/passwd">',
    "![alt](https://example.org/x.png)",
    "[click](javascript:alert(1))",
    "[click](file:///etc/passwd)",
    "</td></tr></table><table><tr><td>",
    '" onclick="x" style="color:red',
    "&lt;b&gt; &amp;#60;",
    "\u202eright to left\u202c",
    "مرحبا بالعالم",
    "a\ufdd0b\ufdd1c\ufffcd",
    "\U0001f600 first",
]


class Reader(HTMLParser):
    """Collects the text, the tags and the addresses of a page, and where it is not well formed."""

    def __init__(self, html):
        super().__init__()
        self.text, self.tags, self.links, self.ids, self.open = [], set(), [], [], []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.open.append(tag)
        self.tags.add(tag)
        self.links += [given["href"]] if "href" in given else []
        self.ids += [given["id"]] if "id" in given else []

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.text.append(data)

    @property
    def words(self):
        return " ".join(" ".join(self.text).split())


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
def look(request):
    return request.param


def at(small, year, card="united-states", look=WIDE):
    stop = next(stop for stop in small.stops if stop.date.year == year)
    return Reader(card_page(small, small.cards[card], stop, look).html)


def with_text(small, text):
    """The United States with every text of its later edition replaced."""
    data = as_data(small.cards["united-states"])
    edition = data["editions"][1]
    edition |= {"bottom_line": text, "changed": text}
    edition["points"] = [
        {"topic": text, "kind": "fact", "text": text, "para": 1, "change": None, "source": None}
    ]
    edition["quotes"] = [quote | {"text": text, "speaker": text} for quote in edition["quotes"]]
    said = dict.fromkeys(("actor", "action", "with", "condition", "why", "risk"), text)
    edition["steps"] = [step | said for step in edition["steps"]]
    data |= {"name": text, "region": text, "aliases": [text], "see_also": [text]}
    data["notes"][0] |= {"by": text, "text": text}
    return validated(Card, data)


class TestCard:
    def test_says_everything_in_the_order_of_the_design(self, small, look):
        page = at(small, 2010, look=look)
        parts = [
            "Bottom line",
            "Moscow treats Washington",
            "What changed since 2004",
            "Ambivalence",
            "Reversed",
            "Key points",
            "Something",
            "Quotations",
            "modernization resource ”",
            "Recommended policy steps",
            "Take the lead.",
            "Notes",
            "The summary carries no day.",
            "See also",
            "Sources",
        ]
        parts.remove("Something")  # belongs to the other edition
        places = [page.words.replace("resource”", "resource ”").find(part) for part in parts]
        assert -1 not in places
        assert places == sorted(places)
        assert "Something to overcome" not in page.words

    def test_lists_the_verdicts_and_leads_to_the_points(self, small):
        page = at(small, 2010)
        assert "Reversed Missile defense New New START Not addressed Independent ties" in page.words
        assert {"#point-1-0", "#point-1-1", "stop:talk-2004#point-0-2"} <= set(page.links)
        assert "Reversed since 2004" in page.words
        # Where the card gives no verdict, none is shown.
        assert "Kept" not in page.words
        assert "nchanged" not in page.words

    def test_first_edition_has_no_account_of_changes(self, small):
        page = at(small, 2004)
        assert "What changed" not in page.words
        assert "New" not in page.words.replace("New tendencies", "")

    def test_tells_the_three_voices_apart(self, small, look):
        page = card_page(small, small.cards["united-states"], small.stops[1], look).html
        assert "Compiler’s reading" in page
        assert page.count("border-left:3px") > 0
        verbatim = re.search(r'<p class="quote"[^>]*>(.*?)</p>', page)[1]
        assert verbatim == "modernization resource”"
        reported = re.search(r'<p class="reported"[^>]*>(.*?)</p>', page)[1]
        assert reported == "Russia will feel threatened"
        assert "As reported" in page
        assert "Summary of a talk by Dmitri Trenin, 2010" in page

    def test_names_what_a_step_leaves_out(self, small):
        words = at(small, 2010).words
        assert "Otherwise Conflict. Not stated Condition, expected effect" in words
        assert "If Soft power. Not stated With whom, expected effect, risk" in words

    def test_says_that_nothing_is_recommended(self, small):
        assert "None recommended in 2010" in at(small, 2010, "ukraine").words

    def test_gives_each_statement_the_anchor_that_search_uses(self, small, look):
        card = small.cards["united-states"]
        found = [*at(small, 2004, look=look).ids, *at(small, 2010, look=look).ids]
        wanted = {p.anchor for p in passages("united-states", card, small.library) if p.anchor}
        assert wanted <= set(found)
        assert {"source-talk-2004", "source-talk-2010"} <= set(found)

    def test_references_lead_to_paragraphs_and_sources_to_their_use(self, small):
        page = at(small, 2010)
        assert "2010 ¶18–19" in page.words
        assert "ref:talk-2010/18,19" in page.links
        # Paragraph 9 is cited in the other edition alone, 7 in this one too.
        assert "stop:talk-2004#quote-0-0" in page.links
        assert "#point-1-2" in page.links
        assert "2010 (month and day not recorded)" in page.words

    def test_see_also_leads_to_good_and_broken_cards_only(self, small):
        page = at(small, 2010)
        assert [link for link in page.links if link.startswith("card:")] == [
            "card:ukraine",
            "card:broken",
        ]
        assert "atlantis" in page.words

    def test_keeps_every_size_in_step_with_the_zoom(self, small):
        card, stop = small.cards["united-states"], small.stops[1]
        one = card_page(small, card, stop, WIDE)
        two = card_page(small, card, stop, Look(LIGHT, 2, 2000))
        assert (one.column, two.column) == (800, 1600)
        assert "font-size:16px" in one.html
        assert "font-size:32px" in two.html
        assert [int(w) * 2 for w in re.findall(r'width="(\d+)"', one.html)] == [
            int(w) for w in re.findall(r'width="(\d+)"', two.html)
        ]

    @pytest.mark.parametrize(
        ("width", "zoom", "column"), [(848, 1, 800), (847, 1, 548), (500, 1, 452), (1600, 2, 1096)]
    )
    def test_turns_narrow_where_the_column_does_not_fit(self, width, zoom, column):
        assert Look(LIGHT, zoom, width).column == column

    def test_colors_come_from_the_tokens(self, small):
        page = card_page(small, small.cards["united-states"], small.stops[1], Look(DARK))
        known = {value.lower() for value in map(str, DARK)}
        assert {color.lower() for color in re.findall(r"#[0-9A-Fa-f]{6}\b", page.html)} <= known


class TestHostileText:
    @pytest.mark.parametrize("text", HOSTILE)
    def test_is_shown_and_nothing_else(self, small, look, text):
        card = with_text(small, text)
        page = card_page(small, card, small.stops[1], look)
        read = Reader(page.html)
        assert "img" not in read.tags
        assert "script" not in read.tags
        schemes = {link.partition(":")[0] for link in read.links if not link.startswith("#")}
        assert schemes <= {"card", "stop", "ref"}
        assert not re.search("[\x00-\x09\x0b-\x1f\ufdd0-\ufdef\ufffc]", page.html)
        empty = empty_page(small, replace(small.cards["ukraine"], name=text), small.stops[0], look)
        assert "img" not in Reader(empty.html).tags

    def test_what_a_document_cannot_hold_is_seen_to_be_missing(self):
        assert (
            escape("a\ufdd0b\ufdd1c\ufffcd\x00e\x07f\ud800")
            == "a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf\ufffd"
        )

    def test_keeps_the_web_links_of_a_card(self):
        assert rich("[a](https://example.org/?a=1&b=2)") == (
            '<a href="https://example.org/?a=1&amp;b=2">a</a>'
        )

    def test_ids_of_any_kind_make_safe_addresses(self, small):
        card = replace(small.cards["united-states"], see_also=('a b/c#d"<',))
        read = Reader(card_page(small, card, small.stops[1], WIDE).html)
        assert not any("<" in link or " " in link for link in read.links)


class TestEmpty:
    def test_says_what_is_missing_and_where_to_go(self, small, look):
        page = empty_page(small, small.cards["ukraine"], small.stops[0], look, "Ctrl+] goes on")
        words = Reader(page.html).words
        assert "Ukraine does not come up in the February 2004 talk." in words
        assert "The card has one edition, 2010." in words
        assert "Kyiv expects to be treated as an equal." in words
        assert "Ctrl+] goes on" in words
        assert [(button.text, button.href) for button in page.buttons] == [
            ("Show 2010 edition →", "stop:talk-2010"),
            ("Open United States, Feb 2004", "card:united-states"),
        ]

    def test_way_back_to_an_earlier_edition_points_back(self, small):
        card = small.cards["united-states"]
        older = tuple(one for one in card.editions if one.source in small.stops[0].sources)
        page = empty_page(small, replace(card, editions=older), small.stops[1], WIDE)
        assert page.buttons[0].text == "← Show 2004 edition"

    def test_card_without_any_edition_offers_nothing(self, small):
        card = replace(small.cards["ukraine"], editions=(), see_also=())
        page = empty_page(small, card, small.stops[0], WIDE)
        assert page.buttons == ()
        assert "The card has no edition yet." in Reader(page.html).words


class TestProblems:
    def test_names_each_problem_with_place_and_fix(self, small, look):
        words = Reader(problems_page(small.get("broken"), look, "Ctrl+E opens it").html).words
        assert "broken.yaml cannot be shown as a card." in words
        assert "The file has 2 errors. It is kept exactly as it is" in words
        assert "Did you mean country ?" in words
        assert "line 2, column 7" in words
        assert "Unknown key qoutes" in words
        assert "Ctrl+E opens it" in words


class TestSearch:
    @pytest.fixture
    def hits(self, small):
        with SearchIndex(small) as index:
            return arranged(small, index.search("missile"))

    def test_newest_edition_first(self, hits):
        assert [hit.passage.anchor for hit in hits] == ["point-1-0", "point-0-0"]
        assert found_in_words(hits) == "2 passages in 1 card"

    def test_most_hits_first(self, small):
        with SearchIndex(small) as index:
            hits = arranged(small, index.search("russia OR it"))
            cards = [hit.passage.card for hit in arranged(small, index.search("the"))]
        assert hits == ()
        assert cards == sorted(cards, key=lambda card: -cards.count(card))

    def test_marks_the_words_and_says_where_they_stand(self, small, hits, look):
        page = search_page(small, hits, look)
        read = Reader(page.html)
        assert page.html.count('<span class="hit">Missile</span> defense') == 2
        assert "Feb 2004 Key point" in read.words
        assert read.ids == ["hit-0", "hit-1"]
        assert read.links == ["hit:0", "hit:1"]

    def test_words_of_a_phrase_share_one_mark(self, small, look):
        with SearchIndex(small) as index:
            hits = arranged(small, index.search("missile defense"))
        assert '<span class="hit">Missile defense</span>' in search_page(small, hits, look).html

    def test_says_that_nothing_was_found(self, small, look):
        assert "No passages" in Reader(search_page(small, (), look).html).words

    def test_cuts_a_long_passage_around_its_hit(self, small):
        with SearchIndex(small) as index:
            (hit, *_) = index.search("overcome")
        long = "padding " * 5000 + "overcome" + " padding" * 5000
        cut = replace(hit, stretch=hit.stretch._replace(text=long))
        page = search_page(small, (cut,), WIDE)
        assert len(page.html) < 10_000
        assert '<span class="hit">overcome</span>' in page.html


@pytest.mark.parametrize("look", [WIDE, NARROW])
def test_a_verified_quote_says_so_and_no_other_does(small, look):
    card = small.cards["united-states"]
    stop, edition = small.stops[1], card.editions[1]
    assert "Checked" not in card_page(small, card, stop, look).html
    for quote in edition.quotes:
        verified = frozenset({(edition.source, quote)})
        page = Reader(card_page(small, card, stop, look, verified=verified).html)
        said = " ".join(" ".join(page.text).split())
        assert said.count("Checked against the source") == 1
        assert f"¶{quote.para[0]} Checked against the source" in said
    elsewhere = frozenset({("talk-2004", quote) for quote in edition.quotes})
    assert "Checked" not in card_page(small, card, stop, look, verified=elsewhere).html
