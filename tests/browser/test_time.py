"""The time in a browser: the countdown, its warnings, its end."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from quiz.models import Attempt, Interview
from tests.browser.steps import come_in, expect_no_violations, start
from tests.factories import GOOD_ANSWER, HALF_ANSWER, make_questions

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

LIMIT = timedelta(minutes=10)


@pytest.fixture(autouse=True)
def questions() -> None:
    make_questions(2)


TO_WRITE = 9
"""Seconds that are left when a page is loaded again, also where the machine is busy."""


def start_with_limit(page: Page) -> None:
    come_in(page)
    start(page, questions=2, time_limit="10")


def leave(seconds: float) -> None:
    """Put the start of the interview back, so that this is what is left of its time."""
    started_at = timezone.now() - LIMIT + timedelta(seconds=seconds)
    Interview.objects.update(started_at=started_at)
    Attempt.objects.filter(asked_at__isnull=False).update(asked_at=started_at)


def test_the_countdown_runs_and_can_be_asked_for(page: Page) -> None:
    start_with_limit(page)
    timer = page.get_by_role("timer", name="Time left")
    expect(timer).to_have_text(re.compile(r"9:5\d left"))
    expect(timer).to_have_text(re.compile(r"9:5[0-7] left"))
    expect_no_violations(page)


@pytest.mark.parametrize(
    ("seconds", "sentence", "state"),
    [(301.5, "Five minutes left.", "five-minutes"), (61.5, "One minute left.", "one-minute")],
)
def test_the_last_minutes_are_announced(page: Page, seconds: float, sentence: str, state: str) -> None:
    start_with_limit(page)
    leave(seconds)
    page.reload()
    expect(page.locator("#heard")).to_have_text(sentence)
    expect(page.locator("countdown-timer")).to_have_attribute("data-state", state)


def test_at_the_end_what_was_written_is_scored(page: Page) -> None:
    start_with_limit(page)
    leave(TO_WRITE)
    page.reload()
    page.get_by_label("Your answer").fill(GOOD_ANSWER)
    expect(page.get_by_role("heading", name="Debrief")).to_be_visible(timeout=20_000)
    expect(page.get_by_text("What had been written by then counts.")).to_be_visible()
    attempt = Attempt.objects.get(position=1)
    assert (attempt.response, attempt.timed_out) == (GOOD_ANSWER, True)
    expect_no_violations(page)


def test_at_the_end_of_a_question_the_next_one_is_asked(page: Page) -> None:
    come_in(page)
    start(page, questions=2, question_time_limit="2")
    Attempt.objects.waiting().update(asked_at=timezone.now() - timedelta(seconds=120 - TO_WRITE))
    page.reload()
    page.get_by_label("Your answer").fill(HALF_ANSWER)
    expect(page.get_by_role("heading", level=1)).to_contain_text("question 2 of 2", timeout=20_000)
    expect(page.get_by_role("timer", name="Time left")).to_have_text(re.compile(r"1:5\d left"))
    expect(page.get_by_label("Your answer")).to_be_focused()
    expect(page.locator("#heard")).to_contain_text("The time was up.")


def test_a_laptop_that_slept_past_the_limit_finds_the_debrief(page: Page) -> None:
    start_with_limit(page)
    page.get_by_label("Your answer").fill(GOOD_ANSWER)
    expect(page.get_by_text(re.compile("^Saved"))).to_be_visible()
    leave(-3600)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_role("heading", name="Debrief")).to_be_visible()
    assert Attempt.objects.get(position=1).response == GOOD_ANSWER


def test_the_clock_of_the_browser_changes_nothing(page: Page) -> None:
    page.clock.install()
    start_with_limit(page)
    page.clock.set_system_time("2036-01-01T00:00:00Z")
    expect(page.get_by_role("timer", name="Time left")).to_have_text(re.compile(r"(9:\d\d|10:00) left"))


def test_without_a_network_the_end_is_kept_and_comes_once_there_is_one(
    page: Page, context: BrowserContext, console_errors: list[str]
) -> None:
    start_with_limit(page)
    leave(3)
    page.reload()
    context.set_offline(True)
    page.get_by_label("Your answer").fill(GOOD_ANSWER)
    expect(page.get_by_label("Your answer")).not_to_be_editable()
    context.set_offline(False)
    expect(page.get_by_role("heading", name="Debrief")).to_be_visible(timeout=20_000)
    console_errors.clear()


def test_a_pause_hides_the_question_until_one_goes_on(page: Page) -> None:
    come_in(page)
    start(page)
    page.get_by_label("Your answer").fill("A cold start happens when")
    expect(page.get_by_text(re.compile("^Saved"))).to_be_visible()
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_text("waits until you go on")).to_be_visible()
    expect_no_violations(page)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_label("Your answer")).to_have_value("A cold start happens when")
