"""The editors' own pages in a real browser: accessible in both schemes, and from a document to a rubric."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from quiz.models import Question, User
from quiz.services import disputes, replays
from quiz.services.imports import start_import
from tests.browser.steps import expect_accessible_admin
from tests.factories import HALF_ANSWER, make_question, make_user
from tests.practice import practice

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

TEXT = """**What happens in a cold start?**

The platform creates a new environment, so the first request is slow.

**What is neither?**
"""


@pytest.fixture
def editor() -> User:
    ContentType.objects.clear_cache()  # the tests before may have emptied the database, groups and all
    return make_user(is_staff=True, is_superuser=True)


@pytest.fixture
def question() -> Question:
    """Answered in part; in the draft that is a whole answer."""
    question = make_question()
    practice(make_user(), question, HALF_ANSWER)
    question.criteria.filter(slug="slow").update(phrases=["first request slow", "new environment"])
    return question


@pytest.fixture
def admin(context: BrowserContext, client: Client, editor: User, site: str) -> Page:
    """A page of an editor who is signed in."""
    client.force_login(editor)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
    return context.new_page()


def tried(question: Question, editor: User) -> str:
    replays.replay_step(replays.start_replay(question, editor).pk)
    return reverse("admin:quiz_question_publish", args=[question.pk])


def disputed(question: Question, _editor: User) -> str:
    attempt = question.attempts.get()
    candidate = attempt.interview.candidate
    made = disputes.dispute(
        candidate, attempt.pk, criterion="slow", quote="new environment", why="It takes time."
    )
    return reverse("admin:quiz_dispute_change", args=[made.pk])


def looked_at(_question: Question, editor: User) -> str:
    begun = start_import(editor, "Starts", file_name="a.md", data=TEXT.encode())
    return reverse("admin:quiz_topic_look", args=[begun.pk])


PAGES: dict[str, Callable[[Question, User], str]] = {
    "not tried yet": lambda question, _: reverse("admin:quiz_question_publish", args=[question.pk]),
    "tried": tried,
    "versions": lambda question, _: reverse("admin:quiz_question_versions", args=[question.pk]),
    "a version to restore": lambda question, _: reverse("admin:quiz_question_restore", args=[question.pk, 1]),
    "withdraw": lambda question, _: reverse("admin:quiz_question_withdraw", args=[question.pk]),
    "import": lambda _question, _editor: reverse("admin:quiz_topic_import"),
    "a look at an import": looked_at,
    "a dispute": disputed,
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_the_pages_are_accessible(
    admin: Page, question: Question, editor: User, console_errors: list[str], name: str, scheme: str
) -> None:
    admin.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    admin.goto(PAGES[name](question, editor))
    expect_accessible_admin(admin, console_errors)


def test_from_a_document_to_an_asked_question(admin: Page) -> None:
    admin.goto(reverse("admin:quiz_topic_import"))
    admin.get_by_label("Its name").fill("Starts")
    admin.get_by_label("Or paste it").fill(TEXT)
    admin.get_by_role("button", name="Look at it").click()
    expect(admin.get_by_role("cell", name="What is neither?")).to_be_visible()
    admin.get_by_role("button", name="Import").click()
    expect(admin.get_by_text("1 question added")).to_be_visible()
    admin.get_by_role("link", name="To the questions").click()
    admin.get_by_role("link", name=re.compile("cold start")).click()
    admin.get_by_role("link", name="Draft a rubric").click()
    admin.get_by_role("button", name=re.compile("Save")).click()
    admin.get_by_role("button", name="Save and publish…").first.click()
    admin.get_by_label("Why").fill("A start.")
    admin.get_by_role("button", name="Publish").click()
    expect(admin.get_by_text("Version 1 is published.")).to_be_visible()
    assert Question.objects.get().is_published


def test_a_rubric_is_taken_back(admin: Page, question: Question, editor: User) -> None:
    admin.goto(tried(question, editor))
    admin.get_by_label("Why").fill("They mean the same.")
    admin.get_by_label(re.compile("I have seen")).check()
    admin.get_by_role("button", name="Publish").click()
    expect(admin.get_by_role("heading", name="Version 2, published")).to_be_visible()
    admin.locator("section", has_text="Version 1").get_by_role("link", name="Make it the draft").click()
    admin.get_by_label("Why").fill("The words before were better.")
    admin.get_by_role("button", name="Make it the draft").click()
    expect(admin.get_by_text("The draft is version 1 again.")).to_be_visible()
    assert question.criteria.get(slug="slow").phrases == ["first request slow"]
