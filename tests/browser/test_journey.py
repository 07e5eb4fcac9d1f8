"""What a candidate does, in a real browser: from the sign-up to the debrief, and through trouble."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from quiz.models import Attempt, Interview
from tests.browser.steps import (
    EMAIL,
    come_in,
    expect_no_violations,
    send,
    sign_in,
    sign_up,
    start,
    wait_for_scripts,
)
from tests.factories import (
    GOOD_ANSWER,
    HALF_ANSWER,
    MIXED_UP_ANSWER,
    PASSWORD,
    REST_OF_ANSWER,
    make_questions,
    make_user,
)

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def questions() -> None:
    make_questions(3)


def hold_interview(page: Page) -> None:
    """Three questions: one in full, one with a follow-up, one skipped."""
    start(page)
    send(page, GOOD_ANSWER)
    expect(page.get_by_role("heading", level=1)).to_contain_text("question 2 of 3")
    send(page, HALF_ANSWER)
    expect(page.get_by_role("heading", name="What does the caller notice?")).to_be_visible()
    send(page, REST_OF_ANSWER)
    expect(page.get_by_role("heading", level=1)).to_contain_text("question 3 of 3")
    page.get_by_role("button", name="Skip this question").click()
    expect(page.get_by_role("heading", name="Debrief")).to_be_visible()


def expect_debrief(page: Page) -> None:
    expect(page.get_by_text("6.0", exact=True)).to_be_visible()
    expect(page.locator("mark.evidence", has_text="new environment").first).to_be_visible()
    expect(page.locator("mark.evidence[data-state=prompted]")).to_contain_text("first request is slow")
    expect(page.get_by_text("Not answered").first).to_be_visible()


def test_a_whole_interview(page: Page) -> None:
    sign_up(page)
    expect_no_violations(page)
    hold_interview(page)
    expect_debrief(page)
    expect_no_violations(page)
    page.goto("/interviews/")
    expect_no_violations(page)


def test_a_whole_interview_without_javascript(page_without_javascript: Page) -> None:
    sign_up(page_without_javascript)
    hold_interview(page_without_javascript)
    expect_debrief(page_without_javascript)


def test_the_room_after_each_answer_is_the_room_after_a_reload(page: Page) -> None:
    come_in(page)
    start(page)
    send(page, GOOD_ANSWER)
    expect(page.get_by_role("heading", level=1)).to_contain_text("question 2 of 3")
    expect_same_after_a_reload(page)
    send(page, HALF_ANSWER)
    expect(page.get_by_role("heading", name="What does the caller notice?")).to_be_visible()
    expect_same_after_a_reload(page)
    send(page, REST_OF_ANSWER)
    expect(page.get_by_role("heading", level=1)).to_contain_text("question 3 of 3")
    expect_same_after_a_reload(page)


def expect_same_after_a_reload(page: Page) -> None:
    """Of the exchanges and the turn that waits: the words, and what decides on their looks."""
    parts = page.locator("#room > *")
    wait_for_scripts(page)
    expect(page.locator(".htmx-added, .htmx-settling, .htmx-swapping")).to_have_count(0)
    words, looks = parts.all_inner_texts(), [part.get_attribute("class") for part in parts.all()]
    page.reload()
    wait_for_scripts(page)
    assert parts.all_inner_texts() == words
    assert [part.get_attribute("class") for part in parts.all()] == looks


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus, or fail after a whole page of stops."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    expect(target).to_be_focused()


def type_and_send(page: Page, text: str) -> None:
    wait_for_scripts(page)
    expect(page.get_by_label("Your answer")).to_be_focused()
    page.keyboard.type(text)
    page.keyboard.press("Control+Enter")


def test_a_whole_interview_by_keyboard(page: Page) -> None:
    make_user(EMAIL)
    page.goto("/")
    tab_to(page, page.get_by_label("Email"))
    page.keyboard.type(EMAIL)
    tab_to(page, page.get_by_label("Password", exact=True))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    tab_to(page, page.get_by_role("link", name="A plan of your own"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Questions"))
    page.keyboard.press("Control+A")
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    for number, answer in enumerate((GOOD_ANSWER, MIXED_UP_ANSWER), start=1):
        expect(page.get_by_role("heading", level=1)).to_contain_text(f"question {number} of 2")
        type_and_send(page, answer)
    expect(page.locator("h2, h3").filter(has_text="What does the platform have to make")).to_be_visible()
    type_and_send(page, HALF_ANSWER)
    expect(page.get_by_text("to do with billing")).to_be_visible()
    again = page.get_by_role("button", name="Answer again").last
    tab_to(page, again)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Your answer")).to_be_focused()


def test_a_question_is_skipped_by_keyboard(page: Page) -> None:
    come_in(page)
    start(page, questions=2)
    wait_for_scripts(page)
    page.get_by_label("Your answer").press("Control+Shift+Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("question 2 of 2")
    assert Attempt.objects.get(position=1).status == "skipped"


def test_the_room_is_accessible_in_every_state(page: Page) -> None:
    come_in(page)
    start(page)
    expect_no_violations(page)
    send(page, HALF_ANSWER)
    expect(page.get_by_role("heading", name="What does the caller notice?")).to_be_visible()
    expect_no_violations(page)
    page.get_by_role("link", name="Finish now").click()
    expect_no_violations(page)


@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/accounts/signup/", "/scoring/", "/keyboard/", "/nowhere/"]
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_for_everybody_are_accessible(
    page: Page, path: str, scheme: str, console_errors: list[str]
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(path)
    expect_no_violations(page)
    console_errors.clear()


def test_the_page_on_phrases_is_accessible(page: Page) -> None:
    come_in(page)
    page.goto("/phrases/")
    expect(page.get_by_role("heading", name="Exact words")).to_be_visible()
    expect_no_violations(page)


def test_a_draft_is_there_after_leaving(page: Page) -> None:
    come_in(page)
    start(page)
    page.get_by_label("Your answer").fill("A cold start happens when")
    expect(page.get_by_text(re.compile("^Saved"))).to_be_visible()
    page.get_by_role("link", name="Leave").click()
    expect(page.get_by_text("A cold start happens when")).to_be_visible()
    page.get_by_role("link", name="Go on").click()
    expect(page.get_by_label("Your answer")).to_have_value("A cold start happens when")


def test_what_is_typed_before_the_page_is_ready_is_kept(page: Page) -> None:
    come_in(page)
    late: list[Route] = []
    page.route("**/draft-keeper*.js", lambda route: late.append(route))
    page.get_by_role("link", name="A plan of your own").click()
    page.get_by_label("Questions").fill("1")
    with page.expect_request("**/draft-keeper*.js"):
        page.get_by_role("button", name="Start").click(no_wait_after=True)
    page.get_by_label("Your answer").fill("A cold start happens when")
    late[0].continue_()
    expect(page.get_by_text(re.compile("^Saved"))).to_be_visible()


def test_what_is_typed_without_a_network_is_kept(
    page: Page, context: BrowserContext, console_errors: list[str]
) -> None:
    come_in(page)
    start(page)
    expect(page.get_by_text("Nothing to save yet")).to_be_visible()
    context.set_offline(True)
    page.get_by_label("Your answer").fill("A cold start happens when")
    expect(page.get_by_text("Kept on this device")).to_be_visible()
    context.set_offline(False)
    page.reload()
    expect(page.get_by_label("Your answer")).to_have_value("A cold start happens when")
    expect(page.get_by_text(re.compile("^Saved"))).to_be_visible()
    console_errors.clear()


def test_without_javascript_a_draft_is_kept_on_leaving(page_without_javascript: Page) -> None:
    page = page_without_javascript
    come_in(page)
    start(page)
    page.get_by_label("Your answer").fill("A cold start happens when")
    expect(page.get_by_role("link", name="Leave")).to_be_hidden()
    page.get_by_role("button", name="Leave").click()
    page.get_by_role("link", name="Go on").click()
    expect(page.get_by_label("Your answer")).to_have_value("A cold start happens when")


def test_a_follow_up_on_a_phone_comes_into_view(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    come_in(page)
    start(page)
    send(page, f"{HALF_ANSWER} {'That is all I can say about it just now. ' * 12}")
    follow_up = page.get_by_role("heading", name="What does the caller notice?")
    expect(follow_up).to_be_in_viewport()
    expect(page.get_by_label("Your answer")).to_be_in_viewport()


def test_going_back_shows_what_waits_now(page: Page) -> None:
    come_in(page)
    start(page)
    send(page, HALF_ANSWER)
    expect(page.get_by_role("heading", name="What does the caller notice?")).to_be_visible()
    page.get_by_role("link", name="Leave").click()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="What does the caller notice?")).to_be_visible()


def test_an_expired_session_comes_back_to_the_question_with_the_draft(page: Page) -> None:
    come_in(page)
    start(page)
    Session.objects.all().delete()
    send(page, HALF_ANSWER)
    sign_in(page)
    expect(page.get_by_label("Your answer")).to_have_value(HALF_ANSWER)
    send(page, HALF_ANSWER)
    expect(page.get_by_role("heading", name="What does the caller notice?")).to_be_visible()


def test_a_second_tab_answers_nothing_twice(page: Page, context: BrowserContext) -> None:
    come_in(page)
    start(page)
    second = context.new_page()
    second.goto(page.url)
    send(page, HALF_ANSWER)
    expect(page.get_by_role("heading", name="What does the caller notice?")).to_be_visible()
    send(second, "Something else in the second tab.")
    expect(second.get_by_role("heading", name="What does the caller notice?")).to_be_visible()
    given_back = second.get_by_text("“Something else in the second tab.”")
    expect(given_back).to_be_in_viewport()
    box, masthead = given_back.bounding_box(), second.locator(".masthead").bounding_box()
    assert box
    assert masthead
    assert box["y"] >= masthead["y"] + masthead["height"]
    attempt = Attempt.objects.waiting().get()
    assert (attempt.response, attempt.follow_ups) == (HALF_ANSWER, [])


def test_what_is_typed_in_a_stale_tab_is_there_after_a_reload(
    page: Page, context: BrowserContext, console_errors: list[str]
) -> None:
    come_in(page)
    start(page)
    second = context.new_page()
    second.goto(page.url)
    send(page, HALF_ANSWER)
    expect(page.get_by_role("heading", name="What does the caller notice?")).to_be_visible()
    second.get_by_label("Your answer").fill("Something else in the second tab.")
    expect(second.get_by_text("This was answered already")).to_be_visible()
    second.reload()
    expect(second.get_by_text("“Something else in the second tab.”")).to_be_visible()
    console_errors.clear()


def test_a_double_click_sends_one_answer(page: Page) -> None:
    come_in(page)
    start(page)
    page.get_by_label("Your answer").fill(HALF_ANSWER)
    page.get_by_role("button", name="Send answer").dblclick()
    expect(page.get_by_role("heading", name="What does the caller notice?")).to_be_visible()
    attempt = Attempt.objects.waiting().get()
    assert (attempt.status, attempt.follow_ups) == ("probed", [])


def test_finishing_early_leads_to_the_debrief(page: Page) -> None:
    come_in(page)
    start(page)
    send(page, GOOD_ANSWER)
    expect(page.get_by_role("heading", level=1)).to_contain_text("question 2 of 3")
    page.get_by_role("link", name="Finish now").click()
    page.get_by_role("button", name=re.compile("Finish")).click()
    expect(page.get_by_role("heading", name="Debrief")).to_be_visible()
    assert Interview.objects.get().score == 100
