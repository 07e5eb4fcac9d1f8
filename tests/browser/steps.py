"""Steps that journeys have in common."""

from __future__ import annotations

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.factories import PASSWORD

EMAIL = "juniper@example.org"


def sign_up(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Create an account").click()
    page.get_by_label("Your name").fill("Juniper Berry")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name=re.compile("Create")).click()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()


def sign_in(page: Page) -> None:
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def start(page: Page, *, questions: int = 3) -> None:
    page.get_by_role("link", name="A plan of your own").click()
    page.get_by_label("Questions").fill(str(questions))
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_label("Your answer")).to_be_visible()


def send(page: Page, text: str) -> None:
    page.get_by_label("Your answer").fill(text)
    page.get_by_role("button", name="Send answer").click()


def expect_no_violations(page: Page) -> None:
    """No axe violation, and nothing that scrolls sideways on a small phone."""
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    size = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    if size:
        page.set_viewport_size(size)
