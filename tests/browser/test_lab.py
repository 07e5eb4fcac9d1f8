"""An editor at a question's page, in a browser: the lab as one types, and names of the glossary."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, Request, expect

from quiz.models import Question
from tests.browser.steps import expect_accessible_admin, let_in
from tests.factories import HALF_ANSWER, make_benchmark, make_editor, make_entry, make_question, make_user
from tests.practice import practice

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def question() -> Question:
    question = make_question()
    make_benchmark(question)
    practice(make_user(), question, HALF_ANSWER)
    for name in ("send", "server", "slow"):
        make_entry(name)
    return question


@pytest.fixture
def opened(context: BrowserContext, page: Page, question: Question) -> Page:
    """The question's page, for somebody who may edit it."""
    let_in(context, make_editor())
    page.goto(reverse("admin:quiz_question_change", args=[question.pk]))
    return page


def test_answers_are_scored_as_one_types(opened: Page, console_errors: list[str]) -> None:
    status = opened.locator("#lab-status")
    opened.get_by_label("Answers to try").fill("The caller waits.")
    expect(status).to_contain_text("The answer: 0.0")
    phrases = opened.locator("[name=criteria-1-phrases]")
    phrases.fill("caller waits")
    expect(status).to_contain_text("The answer: 4.0")
    expect(opened.locator("#lab-results mark")).to_have_text("caller waits")
    phrases.fill("(caller waits")
    expect(status).to_contain_text("is never closed")
    expect(opened.locator("#lab-results mark")).to_have_text("caller waits")
    expect_accessible_admin(opened, console_errors)
    opened.get_by_label("Or an answer that somebody gave").select_option(index=1)
    phrases.fill("caller waits")
    expect(status).to_contain_text("The past answer: 6.0")


def test_answers_are_still_there_after_the_save(opened: Page) -> None:
    opened.get_by_label("Answers to try").fill(HALF_ANSWER)
    opened.get_by_role("button", name="Save and continue editing").first.click()
    expect(opened.locator(".success")).to_be_visible()
    expect(opened.get_by_label("Answers to try")).to_have_value(HALF_ANSWER)
    expect(opened.locator("#lab-status")).to_contain_text("The answer: 6.0")


def test_one_request_is_under_way_and_only_the_last_waits(opened: Page) -> None:
    sent: list[Request] = []
    opened.route(re.compile("/lab/"), lambda route: sent.append(route.request))
    for text in ("one", "two", "three"):
        opened.get_by_label("Answers to try").fill(text)
        opened.wait_for_timeout(400)
    assert len(sent) == 1


def test_trouble_is_told_and_nothing_is_lost(opened: Page, console_errors: list[str]) -> None:
    Session.objects.all().delete()
    opened.get_by_label("Answers to try").fill(HALF_ANSWER)
    expect(opened.get_by_role("alert")).to_contain_text("Not scored: you are signed out")
    expect(opened.get_by_label("Answers to try")).to_have_value(HALF_ANSWER)
    console_errors.clear()


def test_names_are_completed_by_keyboard(opened: Page, console_errors: list[str]) -> None:
    phrases = opened.locator("[name=criteria-0-phrases]")
    phrases.press("Control+End")
    phrases.press_sequentially(" @se")
    options = opened.locator("[role=option]")
    expect(options).to_have_text(["@sendIt takes its time.", "@serverIt takes its time."])
    expect(phrases).to_have_attribute("aria-activedescendant", re.compile("name-0$"))
    expect_accessible_admin(opened, console_errors)
    phrases.press("ArrowDown")
    phrases.press("Enter")
    expect(phrases).to_have_value("new environment @server")
    expect(options).to_have_count(0)
    phrases.press_sequentially(" @s")
    expect(options).to_have_count(3)
    phrases.press("Escape")
    expect(options).to_have_count(0)
    expect(phrases).to_have_value("new environment @server @s")


def test_names_are_completed_in_a_line_that_is_added(opened: Page) -> None:
    opened.locator("#criteria-group .add-row a").click()
    phrases = opened.locator("[name=criteria-2-phrases]")
    phrases.press_sequentially("@slo")
    expect(opened.locator("[role=option]")).to_have_text(["@slowIt takes its time."])
    phrases.press("Tab")
    expect(phrases).to_have_value("@slow")


def test_without_javascript_a_button_scores_in_a_new_tab(
    context_without_javascript: BrowserContext, context: BrowserContext, opened: Page, question: Question
) -> None:
    context_without_javascript.add_cookies(context.cookies())  # type: ignore[arg-type]
    page = context_without_javascript.new_page()
    page.goto(reverse("admin:quiz_question_change", args=[question.pk]))
    page.get_by_label("Answers to try").fill(HALF_ANSWER)
    with context_without_javascript.expect_page() as found:
        page.get_by_role("button", name="Score it").click()
    expect(found.value.get_by_text("The answer: 6.0").first).to_be_visible()
    expect(page.get_by_label("Answers to try")).to_have_value(HALF_ANSWER)
