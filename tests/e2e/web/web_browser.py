"""A headless Chromium with its driver, both from the system, and what it did while a page was open."""

from __future__ import annotations

import base64
import json
import shutil
from typing import TYPE_CHECKING, Any

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from selenium.webdriver.remote.webelement import WebElement

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
PATIENCE = 20
"""Seconds to wait for the page; it answers in far less."""

_FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
_WITNESS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.effectiveDirective} ${event.blockedURI}`));
for (const name of ["alert", "confirm", "prompt"]) window[name] = () => { window.hacked = name; };
"""
"""Runs before the page's own script, and tells what the page's policy stopped."""


class Browser:
    """One window of Chromium, 1280 by 820, in the light theme unless told otherwise."""

    def __init__(self, profile: Path) -> None:
        """Start it on a new, empty profile."""
        options = webdriver.ChromeOptions()
        options.binary_location = str(CHROMIUM)
        for flag in (*_FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        # With the driver named, selenium looks for none, and so downloads none.
        self.driver = webdriver.Chrome(options=options, service=Service(str(DRIVER)))
        self.command("Page.addScriptToEvaluateOnNewDocument", source=_WITNESS)
        self.resize(1280, 820)

    def open(self, page: Path, address: str = "") -> None:
        """Load a file anew, whatever is shown, at an address within it."""
        self.driver.get("about:blank")
        self.logs("browser")
        self.logs("performance")
        self.driver.get(page.as_uri() + address)

    def command(self, name: str, **values: Any) -> dict[str, Any]:
        """A command of the Chrome DevTools Protocol."""
        found: dict[str, Any] = self.driver.execute_cdp_cmd(name, values)
        return found

    def resize(self, width: int, height: int, scale: float = 1) -> None:
        """Give the page that many px."""
        size = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
        self.command("Emulation.setDeviceMetricsOverride", **size)

    def media(self, kind: str = "", scheme: str = "light") -> None:
        """Show the page as on a kind of medium, such as ``print``, or in a color scheme."""
        wanted = [{"name": "prefers-color-scheme", "value": scheme}]
        self.command("Emulation.setEmulatedMedia", media=kind, features=wanted)

    def run(self, script: str, *values: Any) -> Any:
        """What a script gives that is run from outside the page's policy."""
        return self.driver.execute_script(script, *values)

    def all(self, selector: str) -> list[WebElement]:
        """The elements that a selector finds."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector: str) -> WebElement:
        """The only element that a selector finds on screen."""
        (found,) = [element for element in self.all(selector) if element.is_displayed()]
        return found

    def texts(self, selector: str) -> list[str]:
        """The texts on screen of what a selector finds."""
        return [element.text for element in self.all(selector) if element.is_displayed()]

    def countries(self) -> dict[str, WebElement]:
        """The rows of the country list that are on screen, by the names that are seen in them."""
        rows = [row for row in self.all(".country") if row.is_displayed()]
        return {row.text.split("\n")[0]: row for row in rows}

    def until(self, holds: Callable[[], Any]) -> None:
        """Wait until something holds of a page that may be replacing its elements meanwhile."""
        gone = [StaleElementReferenceException]
        WebDriverWait(self.driver, PATIENCE, ignored_exceptions=gone).until(lambda _: holds())

    def address(self) -> str:
        """The part of the address after #."""
        return str(self.run("return location.hash"))

    def focused(self) -> WebElement:
        """The element with the keyboard's focus."""
        return self.driver.switch_to.active_element

    def pdf(self) -> bytes:
        """The page as it is printed, without backgrounds that it does not insist on."""
        printed = self.command("Page.printToPDF", preferCSSPageSize=True, printBackground=False)
        return base64.b64decode(printed["data"])

    def logs(self, kind: str) -> list[dict[str, Any]]:
        """What was logged since this was asked last."""
        found: list[dict[str, Any]] = self.driver.get_log(kind)
        return found

    def complaints(self) -> list[str]:
        """What the console and the policy said since the page was opened."""
        said = [entry["message"] for entry in self.logs("browser")]
        return said + self.run("return window.violations.splice(0)")

    def answers(self) -> list[str]:
        """The addresses that answered since the page was opened."""
        told = [json.loads(entry["message"])["message"] for entry in self.logs("performance")]
        return [
            one["params"]["response"]["url"]
            for one in told
            if one["method"] == "Network.responseReceived"
        ]

    def requests(self) -> list[str]:
        """The addresses asked for since the page was opened, its own parts aside."""
        told = [json.loads(entry["message"])["message"] for entry in self.logs("performance")]
        sent = [one["params"] for one in told if one["method"] == "Network.requestWillBeSent"]
        addresses = [one["request"]["url"] for one in sent]
        return [url for url in addresses if not url.startswith(("data:", "about:"))]
