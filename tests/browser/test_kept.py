"""What is typed in the review and for a dispute, before a skip, and on a computer that others use."""

from __future__ import annotations

import json
import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, Route, expect

from quiz.models import Attempt, Review, User
from tests.browser.steps import EMAIL, come_in, expect_no_violations, let_in, sign_in, start, wait_for_scripts
from tests.factories import GOOD_ANSWER, HALF_ANSWER, make_finished, make_questions, make_user
from tests.reviewing import hold, make_all_due

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

SAVED = re.compile("^Saved")
ASKED = "What you have written isn’t sent."
TOO_MUCH = "a" * 10_001


@pytest.fixture
def candidate() -> User:
    return make_user(EMAIL, name="Juniper Berry")


@pytest.fixture
def review(page: Page, candidate: User) -> Page:
    """The review, with two criteria due."""
    hold(candidate, HALF_ANSWER)
    make_all_due(candidate)
    let_in(page.context, candidate)
    page.goto("/review/")
    expect(page.locator("text-keeper:defined")).to_be_attached()
    return page


@pytest.fixture
def debrief(page: Page, candidate: User) -> Page:
    let_in(page.context, candidate)
    page.goto(f"/interviews/{make_finished(candidate, HALF_ANSWER).pk}/debrief/")
    expect(page.locator("text-keeper:defined")).to_be_attached()
    return page


@pytest.fixture
def room(page: Page) -> Page:
    make_questions(2)
    come_in(page)
    start(page, questions=2)
    wait_for_scripts(page)
    return page


def kept(page: Page) -> list[str]:
    """The texts on the device."""
    records = page.evaluate("Object.keys(localStorage).map((key) => localStorage.getItem(key))")
    return [json.loads(record)["text"] for record in records]


def sign_out(page: Page) -> None:
    expect(page.locator("sign-out:defined").first).to_be_attached()
    page.get_by_role("button", name="Sign out").first.click()


def broken(route: Route) -> None:
    route.fulfill(status=502, body="Bad gateway")


def test_an_answer_in_the_review_is_there_after_a_reload_until_it_is_taken(review: Page) -> None:
    review.get_by_label("Your answer").fill("It is slow to")
    review.reload()
    expect(review.get_by_label("Your answer")).to_have_value("It is slow to")
    expect(review.get_by_text("4 words")).to_be_visible()
    review.get_by_role("button", name="Check").click()
    expect(review.get_by_role("heading", name="Not yet")).to_be_visible()
    assert kept(review) == []
    review.get_by_role("link", name="Next").click()
    expect(review.get_by_label("Your answer")).to_have_value("")


def test_an_answer_in_the_review_that_is_refused_stays_on_the_device(review: Page) -> None:
    review.get_by_label("Your answer").fill(TOO_MUCH)
    review.get_by_role("button", name="Check").click()
    expect(review.get_by_text("10,001 characters are too many")).to_be_visible()
    assert kept(review) == [TOO_MUCH]
    review.goto("/")
    review.get_by_role("link", name="Review two").click()
    expect(review.get_by_label("Your answer")).to_have_value(TOO_MUCH)


def test_a_session_that_ends_in_the_review_leads_back_to_the_words(review: Page) -> None:
    Session.objects.all().delete()
    review.get_by_label("Your answer").fill("The first request is slow.")
    review.get_by_role("button", name="Check").click()
    sign_in(review)
    expect(review.get_by_label("Your answer")).to_have_value("The first request is slow.")
    review.get_by_role("button", name="Check").click()
    expect(review.get_by_role("heading", name="Covered")).to_be_visible()
    assert Review.objects.answered().count() == 1


def test_a_dispute_is_there_after_a_reload_until_it_is_taken(debrief: Page) -> None:
    debrief.get_by_text("I did say that").click()
    debrief.get_by_label("The words that say it").fill("A new environment")
    debrief.get_by_label("Why they do").fill("Making one takes")
    debrief.reload()
    expect(debrief.get_by_label("The words that say it")).to_have_value("A new environment")
    expect(debrief.get_by_label("Why they do")).to_have_value("Making one takes")
    expect_no_violations(debrief)
    debrief.get_by_role("button", name="Send").click()
    debrief.get_by_role("button", name="Withdraw").click()
    expect(debrief.get_by_text("I did say that")).to_be_focused()
    assert kept(debrief) == []


def test_a_session_that_ends_before_a_dispute_leads_back_to_the_words(debrief: Page) -> None:
    debrief.get_by_text("I did say that").click()
    debrief.get_by_label("The words that say it").fill("A new environment")
    debrief.get_by_label("Why they do").fill("Making one takes its time.")
    Session.objects.all().delete()
    debrief.get_by_role("button", name="Send").click()
    sign_in(debrief)
    expect(debrief.get_by_label("The words that say it")).to_be_focused()
    expect(debrief.get_by_label("Why they do")).to_have_value("Making one takes its time.")
    debrief.get_by_role("button", name="Send").click()
    expect(debrief.get_by_text("With an editor since")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_skip_asks_about_what_is_written(room: Page, scheme: str) -> None:
    room.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    room.get_by_label("Your answer").fill("My half thought")
    room.get_by_role("button", name="Skip this question").click()
    choice = room.get_by_role("group", name=ASKED)
    expect(choice).to_be_focused()
    expect(choice).to_be_in_viewport()
    expect(room.get_by_label("Your answer")).to_have_value("My half thought")
    expect_no_violations(room)
    room.reload()
    expect(room.get_by_label("Your answer")).to_have_value("My half thought")
    room.get_by_role("button", name="Skip this question").click()
    room.get_by_role("button", name="Skip without it").click()
    expect(room.get_by_role("heading", level=1)).to_contain_text("question 2 of 2")
    expect(room.get_by_label("Your answer")).to_be_focused()


def test_a_skip_by_keyboard_asks_about_what_is_written(room: Page) -> None:
    room.get_by_label("Your answer").fill(GOOD_ANSWER)
    room.keyboard.press("Control+Shift+Enter")
    expect(room.get_by_role("group", name=ASKED)).to_be_focused()
    room.keyboard.press("Control+Enter")
    expect(room.get_by_role("heading", level=1)).to_contain_text("question 2 of 2")
    assert Attempt.objects.get(position=1).score == 100
    room.get_by_label("Your answer").fill("My half thought")
    room.keyboard.press("Control+Shift+Enter")
    expect(room.get_by_role("group", name=ASKED)).to_be_focused()
    room.keyboard.press("Control+Shift+Enter")
    expect(room.get_by_role("heading", name="Debrief")).to_be_visible()
    assert Attempt.objects.get(position=2).status == "skipped"


def test_without_javascript_a_skip_asks_and_the_ways_out_keep_the_draft(
    page_without_javascript: Page,
) -> None:
    page = page_without_javascript
    make_questions(2)
    come_in(page)
    start(page, questions=2)
    expect_ways_out(page)
    page.get_by_label("Your answer").fill("My half thought")
    page.get_by_role("button", name="Skip this question").click()
    expect(page.get_by_text(ASKED)).to_be_visible()
    page.get_by_role("button", name="Finish now").click()
    expect(page.get_by_text("isn’t sent and won’t count")).to_be_visible()
    page.get_by_role("link", name="Go on with it").click()
    expect(page.get_by_label("Your answer")).to_have_value("My half thought")
    page.get_by_role("button", name="Skip this question").click()
    page.get_by_role("button", name="Skip without it").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("question 2 of 2")


def expect_ways_out(page: Page) -> None:
    """Buttons in the place of the links, and no wider than a small phone."""
    expect(page.get_by_role("link", name="Leave")).to_be_hidden()
    expect(page.get_by_role("link", name="Finish now")).to_be_hidden()
    page.set_viewport_size({"width": 320, "height": 700})
    for name in ("Finish now", "Leave"):
        box = page.get_by_role("button", name=name).bounding_box()
        assert box
        assert (box["x"] + box["width"] <= 320, box["height"] >= 24) == (True, True)
    page.set_viewport_size({"width": 1280, "height": 720})


def test_what_was_typed_just_before_finish_now_is_kept(room: Page) -> None:
    room.get_by_label("Your answer").fill("My half thought")
    room.get_by_role("link", name="Finish now").click()
    room.get_by_role("link", name="Go on with it").click()
    expect(room.get_by_label("Your answer")).to_have_value("My half thought")


def test_past_the_limit_it_says_so_at_once_and_no_longer_than_that(room: Page) -> None:
    box = room.get_by_label("Your answer")
    sentence = room.get_by_text("No more than 10,000 characters can be sent.")
    box.fill(TOO_MUCH)
    expect(sentence).to_be_visible()
    expect(box).to_have_attribute("aria-invalid", "true")
    room.get_by_role("button", name="Send answer").click()
    expect(room.get_by_text("10,001 characters are too many")).to_be_visible()
    expect(box).to_have_attribute("aria-invalid", "true")
    box.press("Backspace")
    expect(room.locator("#answer-error")).to_be_hidden()
    expect(box).not_to_have_attribute("aria-invalid", "true")


def test_the_reason_of_a_dispute_says_so_too(debrief: Page) -> None:
    debrief.get_by_text("I did say that").click()
    why = debrief.get_by_label("Why they do")
    why.fill("y" * 501)
    expect(debrief.get_by_text("No more than 500 characters can be sent.")).to_be_visible()
    expect(debrief.get_by_text("1 character too many")).to_be_visible()
    why.press("Backspace")
    expect(debrief.get_by_text("No more than 500 characters can be sent.")).to_be_hidden()
    expect(debrief.get_by_text("0 characters left")).to_be_visible()


def test_another_error_stays_while_it_is_mended(debrief: Page) -> None:
    debrief.get_by_text("I did say that").click()
    debrief.get_by_label("The words that say it").fill("a warm environment")
    debrief.get_by_label("Why they do").fill("Making one takes its time.")
    debrief.get_by_role("button", name="Send").click()
    debrief.get_by_label("The words that say it").press_sequentially("s")
    expect(debrief.get_by_text("These words aren’t in your answer.")).to_be_visible()


def test_signing_out_takes_ones_own_drafts_from_the_device(room: Page) -> None:
    record = json.dumps({"text": "Somebody else’s", "at": 4_102_444_800_000})
    room.evaluate("record => localStorage.setItem('draft:0-review-1', record)", record)
    room.get_by_label("Your answer").fill("My half thought")
    expect(room.get_by_text(SAVED)).to_be_visible()
    room.get_by_role("link", name="Leave").click()
    assert "My half thought" in kept(room)
    sign_out(room)
    expect(room.get_by_role("button", name="Sign in")).to_be_visible()
    assert kept(room) == ["Somebody else’s"]
    sign_in(room)
    room.get_by_role("link", name="Go on").click()
    expect(room.get_by_label("Your answer")).to_have_value("My half thought")


def test_signing_out_shows_first_what_is_only_on_the_device(room: Page, console_errors: list[str]) -> None:
    room.route("**/draft/", broken)
    room.get_by_label("Your answer").fill("My half thought")
    expect(room.get_by_text("Kept on this device, trying again")).to_be_visible()
    room.get_by_role("link", name="Leave").click()
    sign_out(room)
    expect(
        room.get_by_text("Only on this device, and gone once you sign out: “My half thought”")
    ).to_be_visible()
    expect_no_violations(room)
    room.get_by_role("link", name="Stay").click()
    assert kept(room) == ["My half thought"]
    sign_out(room)
    expect(room.get_by_text("Only on this device")).to_be_visible()
    sign_out(room)
    expect(room.get_by_role("button", name="Sign in")).to_be_visible()
    assert kept(room) == []
    console_errors.clear()


def test_a_session_that_ends_by_itself_leaves_the_drafts(room: Page) -> None:
    room.get_by_label("Your answer").fill("My half thought")
    expect(room.get_by_text(SAVED)).to_be_visible()
    Session.objects.all().delete()
    room.goto("/")
    expect(room.get_by_role("button", name="Sign in")).to_be_visible()
    assert kept(room) == ["My half thought"]


def hold_down(page: Page, times: int) -> None:
    """Hold Ctrl + Shift + Enter as a keyboard repeats it."""
    for key in ("Control", "Shift", *["Enter"] * times):
        page.keyboard.down(key)
        page.wait_for_timeout(60)


def test_keys_that_are_held_down_skip_once(room: Page) -> None:
    hold_down(room, 12)
    expect(room.get_by_role("heading", level=1)).to_contain_text("question 2 of 2")
    for key in ("Enter", "Shift", "Control"):
        room.keyboard.up(key)
    assert Attempt.objects.waiting().get().position == 2


def test_keys_that_are_held_down_do_not_answer_the_question_whether_to_skip(room: Page) -> None:
    room.keyboard.type("My half thought")
    hold_down(room, 12)
    expect(room.get_by_text("What you have written isn’t sent.")).to_be_visible()
    expect(room.get_by_label("Your answer")).to_have_value("My half thought")
    room.keyboard.up("Enter")
    room.keyboard.press("Enter")
    expect(room.get_by_role("heading", level=1)).to_contain_text("question 2 of 2")


def test_one_writes_on_behind_what_was_given_back(review: Page) -> None:
    review.get_by_label("Your answer").fill("Half a thought")
    review.reload()
    expect(review.get_by_label("Your answer")).to_have_value("Half a thought")
    review.keyboard.type(" and more")
    expect(review.get_by_label("Your answer")).to_have_value("Half a thought and more")
