"""What a candidate does in the browser, step by step."""

from __future__ import annotations

import re

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from quiz.models import User
from tests.factories import PASSWORD, make_user

EMAIL = "juniper@example.org"


def sign_up(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Create an account").click()
    page.get_by_label("Your name").fill("Juniper Berry")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name=re.compile("Create")).click()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()


def let_in(context: BrowserContext, person: User) -> None:
    """Sign somebody in without the way through the form."""
    client = Client()
    client.force_login(person)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "domain": "localhost", "path": "/"}]
    )


def come_in(page: Page) -> None:
    """Where `sign_up` leads to, sooner."""
    let_in(page.context, make_user(EMAIL, name="Juniper Berry"))
    page.goto("/")


def sign_in(page: Page) -> None:
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def start(page: Page, *, questions: int = 3, **choices: str) -> None:
    """Start an interview from a plan of one's own; the choices are those of its form."""
    page.get_by_role("link", name="A plan of your own").click()
    page.get_by_label("Questions").fill(str(questions))
    for name, choice in choices.items():
        page.locator(f"[name={name}]").select_option(choice)
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_label("Your answer")).to_be_visible()


def wait_for_scripts(page: Page) -> None:
    """Return once keys and buttons of the room do what they say, and the caret is where it belongs."""
    page.locator("focus-here:defined").wait_for(state="attached")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


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


def expect_accessible_admin(page: Page, console_errors: list[str]) -> None:
    """Axe would write the admin's style sheets into the page; that is refused, and logged."""
    assert console_errors == []
    expect_no_violations(page)
    console_errors.clear()
