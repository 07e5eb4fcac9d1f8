"""Nothing typed is lost: the network cut, the server gone, the session over, another tab."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from django.template.loader import render_to_string
from playwright.sync_api import BrowserContext, Page, Route, expect

from quiz.models import Attempt
from tests.browser.steps import come_in, expect_no_violations, sign_in, start
from tests.factories import GOOD_ANSWER, make_questions

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

DRAFT = "**/draft/"
SAVED = re.compile("^Saved")


@pytest.fixture(autouse=True)
def questions() -> None:
    make_questions(2)


@pytest.fixture
def room(page: Page) -> Page:
    come_in(page)
    start(page, questions=2)
    expect(page.get_by_text("Nothing to save yet")).to_be_visible()
    return page


def broken(route: Route) -> None:
    route.fulfill(status=502, body="Bad gateway")


def draft() -> str:
    return Attempt.objects.waiting().get().draft


def test_a_server_that_comes_back_has_the_draft(room: Page, console_errors: list[str]) -> None:
    room.route(DRAFT, broken)
    room.get_by_label("Your answer").fill("A cold start happens when")
    expect(room.get_by_text("Kept on this device, trying again")).to_be_visible()
    room.unroute(DRAFT)
    expect(room.get_by_text(SAVED)).to_be_visible()
    assert draft() == "A cold start happens when"
    console_errors.clear()


def test_the_pauses_between_tries_grow(room: Page, console_errors: list[str]) -> None:
    tries: list[Route] = []
    room.clock.install()

    def count(route: Route) -> None:
        tries.append(route)
        broken(route)

    room.route(DRAFT, count)
    room.get_by_label("Your answer").fill("A cold start happens when")
    for seconds, expected in ((2, 1), (2, 2), (3, 2), (3, 3), (10, 3), (6, 4)):
        room.clock.run_for(seconds * 1000)
        room.wait_for_timeout(100)
        assert len(tries) == expected
    console_errors.clear()


def test_an_answer_sent_without_a_network_stays_and_goes_later(
    room: Page, context: BrowserContext, console_errors: list[str]
) -> None:
    room.get_by_label("Your answer").fill(GOOD_ANSWER)
    context.set_offline(True)
    room.get_by_role("button", name="Send answer").click()
    expect(room.get_by_text("Not sent: there is no connection.")).to_be_visible()
    expect(room.get_by_label("Your answer")).to_have_value(GOOD_ANSWER)
    expect(room.get_by_label("Your answer")).to_be_editable()
    expect_no_violations(room)
    context.set_offline(False)
    room.get_by_label("Your answer").press("End")
    room.keyboard.type(" ")
    expect(room.get_by_text("Not sent: there is no connection.")).to_be_hidden()
    room.get_by_role("button", name="Send answer").click()
    expect(room.get_by_role("heading", level=1)).to_contain_text("question 2 of 2")
    console_errors.clear()


def test_an_answer_that_the_server_breaks_on_stays(room: Page, console_errors: list[str]) -> None:
    room.route("**/submit/", lambda route: route.fulfill(status=500, body="broken"))
    room.get_by_label("Your answer").fill(GOOD_ANSWER)
    room.get_by_role("button", name="Send answer").click()
    expect(room.get_by_text("Not sent: something broke on our side.")).to_be_visible()
    expect(room.get_by_label("Your answer")).to_have_value(GOOD_ANSWER)
    console_errors.clear()


def test_a_session_that_ends_while_typing_leads_back_to_the_words(
    room: Page, console_errors: list[str]
) -> None:
    Session.objects.all().delete()
    room.get_by_label("Your answer").fill("A cold start happens when")
    room.get_by_role("link", name="Sign in again to go on").click()
    sign_in(room)
    expect(room.get_by_label("Your answer")).to_have_value("A cold start happens when")
    expect(room.get_by_text(SAVED)).to_be_visible()
    console_errors.clear()


def conflict(room: Page, context: BrowserContext) -> Page:
    """A second tab that has written something else than the first has saved."""
    second = context.new_page()
    second.goto(room.url)
    expect(second.get_by_text("Nothing to save yet")).to_be_visible()
    room.get_by_label("Your answer").fill("A cold start")
    expect(room.get_by_text(SAVED)).to_be_visible()
    second.get_by_label("Your answer").fill("A warm start")
    expect(second.get_by_text("Changed in another tab")).to_be_visible()
    expect(second.get_by_role("alert").get_by_text("A cold start")).to_be_visible()
    assert draft() == "A cold start"
    return second


@pytest.mark.parametrize(
    ("choice", "text"),
    [("Keep what is in the box", "A warm start"), ("Take the other instead", "A cold start")],
)
def test_two_tabs_that_write_differently_choose(
    room: Page, context: BrowserContext, console_errors: list[str], choice: str, text: str
) -> None:
    second = conflict(room, context)
    expect_no_violations(second)
    second.get_by_role("button", name=choice).click()
    expect(second.get_by_label("Your answer")).to_have_value(text)
    expect(second.get_by_text(SAVED)).to_be_visible()
    assert draft() == text
    console_errors.clear()


def test_while_two_texts_stand_side_by_side_neither_is_saved(
    room: Page, context: BrowserContext, console_errors: list[str]
) -> None:
    second = conflict(room, context)
    second.get_by_label("Your answer").press_sequentially(" goes on")
    second.evaluate("window.dispatchEvent(new Event('pagehide'))")
    second.wait_for_timeout(2500)
    assert draft() == "A cold start"
    second.get_by_role("button", name="Keep what is in the box").click()
    expect(second.get_by_text(SAVED)).to_be_visible()
    assert draft() == "A warm start goes on"
    console_errors.clear()


def test_what_one_person_left_on_a_device_is_not_shown_to_another(room: Page) -> None:
    record = '{"text": "Private words", "at": 4102444800000, "isOver": true}'
    room.evaluate("record => localStorage.setItem('draft:0-attempt-1-answer', record)", record)
    room.reload()
    expect(room.get_by_text("Nothing to save yet")).to_be_visible()
    expect(room.get_by_text("Private words")).to_be_hidden()


def test_a_save_whose_reply_was_lost_is_no_conflict(room: Page, console_errors: list[str]) -> None:
    def lost(route: Route) -> None:
        route.fetch()
        route.abort()

    room.route(DRAFT, lost)
    room.get_by_label("Your answer").fill("A cold")
    expect(room.get_by_text("Kept on this device, trying again")).to_be_visible()
    room.unroute(DRAFT)
    room.get_by_label("Your answer").press_sequentially(" start")
    expect(room.get_by_text(SAVED)).to_be_visible()
    assert draft() == "A cold start"
    console_errors.clear()


def test_a_page_comes_back_by_itself_once_the_database_does(room: Page, console_errors: list[str]) -> None:
    page = render_to_string("503.html", {"tries_again": True, "reference": "0123456789abcdef"})
    url = room.url
    room.route(url, lambda route: route.fulfill(status=503, content_type="text/html", body=page))
    room.goto(url)
    expect(room.get_by_text("This page tries again by itself")).to_be_visible()
    expect_no_violations(room)
    room.wait_for_timeout(8500)
    expect(room.get_by_text("Error 503")).to_be_visible()
    room.unroute(url)
    expect(room.get_by_label("Your answer")).to_be_visible(timeout=10_000)
    console_errors.clear()


def test_an_answer_that_the_database_is_away_for_stays_and_goes_later(
    room: Page, console_errors: list[str]
) -> None:
    room.route("**/submit/", lambda route: route.fulfill(status=503, json={"detail": "Away"}))
    room.get_by_label("Your answer").fill(GOOD_ANSWER)
    room.get_by_role("button", name="Send answer").click()
    expect(room.get_by_text("Not sent: the database is away or busy just now.")).to_be_visible()
    expect(room.get_by_label("Your answer")).to_have_value(GOOD_ANSWER)
    room.unroute("**/submit/")
    room.get_by_role("button", name="Send answer").click()
    expect(room.get_by_role("heading", level=1)).to_contain_text("question 2 of 2")
    console_errors.clear()
