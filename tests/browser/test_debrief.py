"""The debrief in a real browser: a dispute, another try, a link to share, a PDF."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.steps import come_in, expect_no_violations, send, start
from tests.factories import GOOD_ANSWER, HALF_ANSWER, make_questions

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def questions() -> None:
    make_questions(1)


def reach_debrief(page: Page) -> None:
    """One question, answered in half, its follow-up skipped."""
    come_in(page)
    start(page, questions=1)
    send(page, HALF_ANSWER)
    page.get_by_role("button", name="Skip this follow-up").click()
    expect(page.get_by_role("heading", name="Debrief")).to_be_visible()


def say_so(page: Page, quote: str) -> None:
    page.get_by_label("The words that say it").fill(quote)
    page.get_by_label("Why they do").fill("Making one takes its time.")
    page.get_by_role("button", name="Send").click()


def dispute(page: Page) -> None:
    page.get_by_text("I did say that").click()
    say_so(page, "a warm environment")
    expect(page.get_by_text("These words aren’t in your answer.")).to_be_visible()
    expect(page.get_by_label("The words that say it")).to_have_value("a warm environment")
    say_so(page, "A new environment")
    expect(page.get_by_text("With an editor since")).to_be_visible()


def test_a_dispute_is_made_and_withdrawn(page: Page) -> None:
    reach_debrief(page)
    expect_no_violations(page)
    page.get_by_text("I did say that").click()
    expect_no_violations(page)
    page.get_by_text("I did say that").click()
    dispute(page)
    expect(page.locator(".outcome")).to_be_focused()
    expect_no_violations(page)
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_text("I did say that")).to_be_focused()
    dispute(page)
    page.get_by_label("Questions in this interview").locator("..").get_by_text("My disputes").click()
    expect(page.get_by_text("With an editor since")).to_be_visible()
    expect(page.get_by_text("Why: Making one takes its time.")).to_be_visible()
    expect_no_violations(page)
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_text("Withdrawn: “A new environment”")).to_be_focused()
    expect(page.get_by_text("With an editor since")).to_have_count(0)
    expect_no_violations(page)


def test_a_dispute_is_made_without_javascript(page_without_javascript: Page) -> None:
    reach_debrief(page_without_javascript)
    dispute(page_without_javascript)


def test_another_try_is_held_against_the_first(page: Page) -> None:
    reach_debrief(page)
    page.get_by_role("button", name="Answer again").click()
    send(page, GOOD_ANSWER)
    expect(page.get_by_text("4.0 more than on")).to_be_visible()
    page.get_by_text("Read it beside the answer").click()
    yours, model = (page.locator(".comparison > div").nth(number).bounding_box() for number in (0, 1))
    assert yours
    assert model
    assert (yours["y"], yours["x"] + yours["width"] < model["x"]) == (model["y"], True)
    page.set_viewport_size({"width": 360, "height": 640})
    assert page.locator(".comparison > div").nth(1).bounding_box() != model
    page.set_viewport_size({"width": 1280, "height": 720})
    page.emulate_media(color_scheme="dark")
    expect_no_violations(page)


def test_a_link_is_shared_read_and_revoked(
    page: Page, context: BrowserContext, console_errors: list[str]
) -> None:
    reach_debrief(page)
    page.get_by_role("link", name="Share").click()
    expect_no_violations(page)
    page.get_by_label("30 days").check()
    page.get_by_label("Show my name").check()
    page.get_by_role("button", name="Make a link").click()
    expect_no_violations(page)
    address = page.get_by_label("The link, shown only this once").input_value()
    browser = context.browser
    assert browser
    with browser.new_context() as others:
        theirs = others.new_page()
        theirs.goto(address)
        expect(theirs.get_by_text("Juniper Berry").first).to_be_visible()
        expect(theirs.locator("mark.evidence").first).to_be_visible()
        expect_no_violations(theirs)
        page.get_by_role("button", name=re.compile("Revoke")).click()
        expect(page.get_by_role("button", name=re.compile("Revoke"))).to_have_count(0)
        theirs.reload()
        expect(theirs.get_by_text("This link shows nothing")).to_be_visible()
        expect_no_violations(theirs)


def test_it_prints_without_controls_and_with_the_model_answer(page: Page) -> None:
    reach_debrief(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_text("I did say that")).to_be_hidden()
    expect(page.get_by_text("Receipt")).to_be_hidden()
    expect(page.locator(".remark").get_by_text(GOOD_ANSWER)).to_be_visible()
    pdf = page.pdf(format="A4")
    assert pdf.startswith(b"%PDF")
    assert len(pdf) > 10_000
