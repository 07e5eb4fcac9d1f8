"""The daily review and its settings, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from quiz.models import Review, ReviewCard, User
from tests.browser.steps import EMAIL, come_in, expect_no_violations, send, sign_in, start
from tests.factories import HALF_ANSWER, MIXED_UP_ANSWER, REST_OF_ANSWER, make_questions, make_user
from tests.reviewing import hold, make_all_due

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def candidate() -> User:
    """Somebody to whom both criteria of a question are due."""
    candidate = make_user(EMAIL, name="Juniper Berry")
    hold(candidate, HALF_ANSWER)
    make_all_due(candidate)
    return candidate


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_whole_review_by_keyboard(page: Page, candidate: User, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto("/")
    sign_in(page)
    expect(page.get_by_text("Two criteria, about one minute.")).to_be_visible()
    expect_no_violations(page)
    page.get_by_role("link", name="Review two").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Review, 1 of 2")
    expect(page.get_by_label("Your answer")).to_be_focused()
    expect_no_violations(page)
    page.keyboard.type(f"{REST_OF_ANSWER} {MIXED_UP_ANSWER}")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Covered")).to_be_visible()
    expect(page.locator("mark.evidence[data-state=covered]")).to_have_text("first request is slow")
    expect(page.get_by_text("to do with billing")).to_be_visible()
    expect(page.get_by_role("link", name="Next")).to_be_focused()
    expect_no_violations(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Review, 2 of 2")
    expect(page.get_by_label("Your answer")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Not yet, show me")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Say that a new environment is made.")).to_be_visible()
    expect(page.get_by_role("link", name="To the start page")).to_be_focused()
    expect_no_violations(page)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Today’s review is done.")).to_be_visible()
    expect_no_violations(page)


def test_a_whole_review_without_javascript(page_without_javascript: Page, candidate: User) -> None:
    page = page_without_javascript
    page.goto("/")
    sign_in(page)
    page.get_by_role("link", name="Review two").click()
    page.get_by_label("Your answer").fill(REST_OF_ANSWER)
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("heading", name="Covered")).to_be_visible()
    page.get_by_role("link", name="Next").click()
    page.get_by_role("button", name="Not yet, show me").click()
    expect(page.get_by_text("That was the last one for today.")).to_be_visible()


def test_a_double_click_checks_one_answer_once(page: Page, candidate: User) -> None:
    page.goto("/review/")
    sign_in(page)
    page.get_by_label("Your answer").fill(REST_OF_ANSWER)
    page.get_by_role("button", name="Check").dblclick()
    expect(page.get_by_role("heading", name="Covered")).to_be_visible()
    assert Review.objects.of(candidate).answered().count() == 1


def test_an_answer_without_a_network_stays_in_its_box(
    page: Page, candidate: User, console_errors: list[str]
) -> None:
    page.goto("/review/")
    sign_in(page)
    page.get_by_label("Your answer").fill(REST_OF_ANSWER)
    page.context.set_offline(True)
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_text("Not sent: there is no connection.")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("heading", name="Covered")).to_be_visible()
    console_errors.clear()


def test_an_interview_makes_a_review(page: Page) -> None:
    make_questions(1)
    come_in(page)
    start(page, questions=1)
    send(page, HALF_ANSWER)
    page.get_by_role("button", name="Skip this follow-up").click()
    expect(page.get_by_role("heading", name="Debrief")).to_be_visible()
    page.get_by_role("link", name="Today").click()
    expect(page.get_by_text("Nothing is due. Tomorrow one")).to_be_visible()
    assert ReviewCard.objects.count() == 2


def test_the_zone_of_the_browser_is_offered(
    browser: Browser, live_server: LiveServer, candidate: User
) -> None:
    context = browser.new_context(base_url=live_server.url, timezone_id="Asia/Kolkata")
    page = context.new_page()
    page.goto("/")
    sign_in(page)
    page.get_by_role("link", name="Change that").click()
    expect_no_violations(page)
    page.get_by_role("button", name="Use that").click()
    expect(page.get_by_label("Time zone")).to_be_focused()
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("Kept.")).to_be_visible()
    expect(page.get_by_text("Your browser is in")).to_be_hidden()
    context.close()
    candidate.refresh_from_db()
    assert candidate.time_zone in ("Asia/Calcutta", "Asia/Kolkata")
