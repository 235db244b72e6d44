"""Whatever the screen says of a card the paper says too: voices, references, silence."""

import re
from html.parser import HTMLParser

import pypdfium2
import pytest

from briefing.core.library import open_folder
from briefing.core.timeline import editions_at, stops_of
from briefing.gui.card_html import card_page
from briefing.gui.compare_html import compare_page
from briefing.gui.empty_html import empty_page
from briefing.gui.page_html import Look
from briefing.gui.tokens import LIGHT
from briefing.paper.briefs import make_pdf
from briefing.paper.options import PrintOptions
from briefing.paper.typeset import Typesetter

CARDS = ("georgia", "japan", "kyrgyzstan", "russia", "united-states")


class Texts(HTMLParser):
    """The texts of a page, each as it stands between two tags; links to other cards left out."""

    def __init__(self, html):
        super().__init__()
        self.found, self._skipped = [], 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        way_on = dict(attrs).get("href", "").startswith("card:")
        self._skipped += tag == "style" or way_on or (self._skipped and tag == "a")

    def handle_endtag(self, tag):
        self._skipped -= bool(self._skipped and tag in ("style", "a"))

    def handle_data(self, data):
        if not self._skipped:
            self.found.append(data)


def folded(text):
    """The text without what a line break, a badge's capitals or a list's commas may change."""
    return re.sub(r"[\s\u200b\ufffe,]|(?<=\w)-", "", text).casefold()


@pytest.fixture(scope="module")
def folder(starter):
    return open_folder(starter)


@pytest.fixture(scope="module")
def typesetter():
    return Typesetter()


@pytest.fixture(scope="module")
def on_paper(folder, typesetter):
    def make(card_id, editions, *stops):
        made = make_pdf(folder, [card_id], PrintOptions(editions, stops), typesetter)
        pages = pypdfium2.PdfDocument(made.pdf)
        return folded("".join(page.get_textpage().get_text_range() for page in pages))

    return make


def unsaid(html, paper):
    texts = [folded(text) for text in Texts(html).found]
    return [text for text in texts if text and text not in paper]


@pytest.mark.parametrize("card_id", CARDS)
def test_every_word_of_a_card_is_on_paper(folder, on_paper, card_id):
    card = folder.cards[card_id]
    for stop in stops_of(card, folder.stops):
        html = card_page(folder, card, stop, Look(LIGHT)).html
        lost = unsaid(html, on_paper(card_id, "all"))
        assert [text for text in lost if text != "seealso"] == []


@pytest.mark.parametrize("card_id", CARDS)
def test_every_word_of_two_stops_is_on_paper(folder, on_paper, card_id):
    card = folder.cards[card_id]
    html = compare_page(folder, card, *folder.stops, Look(LIGHT)).html
    paper = on_paper(card_id, "compare", *folder.stops)
    lost = unsaid(html, paper)
    assert [text for text in lost if text != "noquotation"] == []
    if lost:  # on paper it says whether there is an edition at all
        assert re.search(r"quotations.*(nonefrom|noeditionfor)", paper)


def test_silence_is_on_paper(folder, on_paper):
    silent = [
        (card_id, stop)
        for card_id, card in folder.cards.items()
        for stop in folder.stops
        if not editions_at(card, stop)
    ][:4]
    assert silent
    for card_id, stop in silent:
        html = empty_page(folder, folder.cards[card_id], stop, Look(LIGHT)).html
        heading = next(text for text in Texts(html).found if "does not come up" in text)
        assert folded(heading) in on_paper(card_id, "stop", stop)
