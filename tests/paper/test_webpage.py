"""The web page as a file: what it holds, what it forbids, and that no text of a card is markup in it."""

from __future__ import annotations

import json
import os
import re
from base64 import b64decode, b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from paper_samples import BELARUS, CARDS, LIBRARY

from briefing.core.card import Card, Library
from briefing.core.library import CardFile, CardFolder, open_folder
from briefing.core.outlines import Outlines
from briefing.core.problem import visible
from briefing.core.validation import validated
from briefing.paper.briefs import NothingToPrintError
from briefing.paper.tokens import DARK, LIGHT
from briefing.paper.webmaps import web_map
from briefing.paper.webpage import as_json, make_web_page


class Parts(HTMLParser):
    """The elements of a page with their attributes, and the text inside each."""

    def __init__(self, page):
        super().__init__()
        self.found, self._open = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append([tag, dict(attrs), ""])
        if tag in ("script", "style", "title", "p"):
            self._open.append(self.found[-1])

    def handle_endtag(self, tag):
        if self._open and self._open[-1][0] == tag:
            self._open.pop()

    def handle_data(self, data):
        if self._open:
            self._open[-1][2] += data

    def all(self, tag):
        return [(attrs, text) for name, attrs, text in self.found if name == tag]


def parts_of(folder, *ids, **more):
    return Parts(make_web_page(folder, ids, **more).decode())


def data_of(parts):
    (found,) = [text for attrs, text in parts.all("script") if attrs.get("id") == "data"]
    return json.loads(found)


def policy_of(parts):
    (content,) = [
        attrs["content"] for attrs, _ in parts.all("meta") if attrs.get("http-equiv", "")[:1] == "C"
    ]
    return dict(rule.strip().split(" ", 1) for rule in content.split(";"))


def hash_of(text):
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


class TestPolicy:
    def test_nothing_is_allowed_but_the_script_and_the_style_of_the_page(self, folder):
        parts = parts_of(folder)
        rules = policy_of(parts)
        ((_, style),) = parts.all("style")
        (script,) = [text for attrs, text in parts.all("script") if "type" not in attrs]
        assert rules == {
            "default-src": "'none'",
            "script-src": hash_of(script),
            "style-src": hash_of(style),
            "font-src": "data:",
            "img-src": "data:",
            "base-uri": "'none'",
            "form-action": "'none'",
            "require-trusted-types-for": "'script'",
            "trusted-types": "'none'",
        }

    def test_it_comes_before_all_that_it_governs(self, folder):
        page = make_web_page(folder).decode()
        assert page.index("Content-Security-Policy") < page.index("<style") < page.index("<script")

    def test_no_element_leads_out_of_the_file(self, folder):
        parts = parts_of(folder)
        addresses = [
            value
            for _, attrs, _ in parts.found
            for name, value in attrs.items()
            if name in ("src", "href", "action", "data", "poster", "srcset", "style")
            or name.startswith("on")
        ]
        assert addresses == ["data:,", "#about"]
        ((_, style),) = parts.all("style")
        assert set(re.findall(r"url\((.{,20})", style)) == {'"data:font/otf;base6'}
        assert "@import" not in style


class TestWhatItHolds:
    def test_both_themes_and_only_the_light_one_for_paper(self, folder):
        ((_, style),) = parts_of(folder).all("style")
        light, dark = style.split("@media screen and (prefers-color-scheme: dark)", 1)
        assert f"--page: {LIGHT.page}" in light
        assert f"--map-focus: {DARK.map_focus}" in dark
        assert DARK.page not in light

    def test_the_five_faces_are_in_it_whole(self, folder):
        ((_, style),) = parts_of(folder).all("style")
        faces = [b64decode(face) for face in re.findall(r"base64,([^\"]+)", style)]
        assert [face[:4] for face in faces] == [b"OTTO"] * 5
        assert sum(map(len, faces)) < 1_050_000

    def test_the_marking_stands_at_head_and_foot_on_screen_and_on_paper(self, make_folder):
        parts = parts_of(make_folder(marking="Secret & <b>"))
        marks = [attrs["class"] for attrs, text in parts.all("p") if "Secret & <b>" in text]
        assert marks == ["marking above", "marking below", "running upper", "running lower"]
        ((body, _),) = parts.all("body")
        assert body == {"class": "marked"}

    def test_a_blank_marking_takes_no_room(self, folder):
        ((body, _),) = parts_of(folder).all("body")
        assert body == {"class": ""}

    def test_the_language_is_that_of_the_library(self, make_folder):
        assert parts_of(make_folder(language="en-gb")).all("html")[0][0] == {"lang": "en-GB"}
        assert parts_of(make_folder(language="ka")).all("html")[0][0] == {"lang": "ka"}

    def test_title_and_counts_are_there_before_any_script(self, folder):
        parts = parts_of(folder)
        assert parts.all("title")[0][1] == "Foreign policy, 2004 and 2010"
        assert "3 cards, 4 editions" in make_web_page(folder).decode()

    def test_only_the_cards_that_were_asked_for_are_in_it(self, folder):
        data = data_of(parts_of(folder, "belarus"))
        assert [card["id"] for card in data["cards"]] == ["belarus"]
        assert data["counts"] == "1 card, 1 edition"

    def test_a_card_whose_file_has_no_name_in_utf_8_is_in_it(self, make_folder):
        folder = make_folder({"a": CARDS["belarus"]})
        path = folder.folder / "a.yaml"
        os.rename(path, os.fsencode(folder.folder) + b"/\xe9.yaml")  # noqa: PTH104
        folder = open_folder(folder.folder)
        data = data_of(parts_of(folder))
        assert [card["id"] for card in data["cards"]] == [visible("\udce9")]

    def test_the_same_cards_give_the_same_bytes(self, folder):
        assert make_web_page(folder) == make_web_page(open_folder(folder.folder))

    def test_cards_of_one_place_share_a_map(self, make_folder):
        drawn = []
        outlines = Outlines()

        def draw(card):
            drawn.append(card.name)
            return web_map(outlines, card)

        named = {key: CARDS["belarus"] | {"name": key, "code": "BY"} for key in ("one", "two")}
        data = data_of(parts_of(make_folder(named | {"no": CARDS["belarus"]}), draw=draw))
        assert len(data["maps"]) == 1
        assert [card["map"] for card in data["cards"]] == [None, 0, 0]
        assert drawn == ["Belarus", "one"]

    def test_nothing_to_show_is_said(self, folder, make_folder):
        with pytest.raises(NothingToPrintError, match="no card to show"):
            make_web_page(folder, ["nowhere"])
        without = make_folder({"broken": "name: ["}, title="T")
        (without.folder / "library.yaml").write_text("title: [", "utf-8")
        with pytest.raises(NothingToPrintError, match="no edition has a date"):
            make_web_page(open_folder(without.folder))


class TestTextIsData:
    @given(
        st.recursive(
            st.text(), lambda inside: st.lists(inside) | st.dictionaries(st.text(), inside)
        )
    )
    @example("</script><script>alert(1)</script>")
    @example("<!--<script>")
    @example("\u2028\u2029&amp;]]>")
    def test_json_is_the_same_data_and_no_markup(self, data):
        told = as_json(data)
        assert json.loads(told) == data
        assert not re.search("[<>&\u2028\u2029]", told)

    @settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        st.text(
            st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1
        ).filter(str.strip)
    )
    @example("</script><img src=x onerror=alert(1)>")
    @example("$policy ${data} $$")
    @example('" onload="alert(1)')
    def test_hostile_text_never_becomes_markup(self, tmp_path, text):
        library = validated(Library, LIBRARY)
        hostile = replace(library, title=text, marking=text, about=text)
        card = replace(validated(Card, BELARUS), name=text, region=text)
        file = CardFile("a", tmp_path / "a.yaml", card, (), (0, 0, 0))
        tame = Parts(make_web_page(CardFolder(tmp_path, library, (file,), ())).decode())
        found = Parts(make_web_page(CardFolder(tmp_path, hostile, (file,), ())).decode())
        shapes = [
            [(tag, sorted(attrs)) for tag, attrs, _ in parts.found] for parts in (tame, found)
        ]
        assert shapes[0] == shapes[1]
        assert [policy_of(found)[rule] for rule in ("script-src", "style-src")] == [
            policy_of(tame)[rule] for rule in ("script-src", "style-src")
        ]
