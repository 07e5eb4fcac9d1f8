"""The editors' own pages in a real browser: accessible in both schemes, and from a document to a rubric."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from quiz import tasks
from quiz.models import Export, Question, User
from quiz.services import disputes, replays
from quiz.services.exports import make_export
from quiz.services.imports import read_import, start_import
from tests.browser.steps import expect_accessible_admin, let_in
from tests.factories import HALF_ANSWER, make_editor, make_question, make_user
from tests.practice import practice

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

TEXT = """**What happens in a cold start?**

The platform creates a new environment, so the first request is slow.

**What is neither?**
"""

GRADED = """answer,grade,why
"The platform creates a new environment, and the first request waits until it is there.",10,Both
"There is no environment yet, so one has to be created before the code can run.",7,Not that it is slow
"The first request is slow.",4,Not why
"A new environment is created for the request.",6,Not that it is slow
"It takes longer the first time because the runtime is set up.",8,Both in other words
"The server is cold.",0,Says nothing
"The function is deleted and uploaded again.",0,Wrong
"The platform makes a new environment; that makes the first request slow.",10,Both
"Requests are slow in winter.",0,Wrong
"The first request is slow since the platform creates an environment for it.",10,Both
"""


@pytest.fixture
def editor() -> User:
    return make_editor()


@pytest.fixture
def question() -> Question:
    """Answered in part; in the draft that is a whole answer."""
    question = make_question()
    practice(make_user(), question, HALF_ANSWER)
    question.criteria.filter(slug="slow").update(phrases=["first request slow", "new environment"])
    return question


@pytest.fixture
def admin(context: BrowserContext, editor: User) -> Page:
    """A page of an editor who is signed in."""
    let_in(context, editor)
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
    begun = read_import(start_import(editor, "Starts", file_name="a.md", data=TEXT.encode()).pk)
    return reverse("admin:quiz_topic_look", args=[begun.pk])


def being_read(_question: Question, editor: User) -> str:
    begun = start_import(editor, "Starts", file_name="a.md", data=TEXT.encode())
    tasks.read_document.defer(import_id=begun.pk)
    return reverse("admin:quiz_topic_look", args=[begun.pk])


def given_up(_question: Question, editor: User) -> str:
    begun = start_import(editor, "Starts", file_name="a.md", data=TEXT.encode())
    return reverse("admin:quiz_topic_look", args=[begun.pk])


PAGES: dict[str, Callable[[Question, User], str]] = {
    "not tried yet": lambda question, _: reverse("admin:quiz_question_publish", args=[question.pk]),
    "tried": tried,
    "versions": lambda question, _: reverse("admin:quiz_question_versions", args=[question.pk]),
    "a version to restore": lambda question, _: reverse("admin:quiz_question_restore", args=[question.pk, 1]),
    "withdraw": lambda question, _: reverse("admin:quiz_question_withdraw", args=[question.pk]),
    "import": lambda _question, _editor: reverse("admin:quiz_topic_import"),
    "an import that is being read": being_read,
    "an import that was given up": given_up,
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
    # axe minds it only where a title is long enough for a text.
    expect(admin.locator(".breadcrumbs a").first).to_have_css("text-decoration-line", "underline")
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
    admin.get_by_role("link", name="Import benchmarks").click()
    admin.get_by_label("CSV file").set_input_files(
        {"name": "graded.csv", "mimeType": "text/csv", "buffer": GRADED.encode()}
    )
    admin.get_by_label("Where they are from").fill("Graded by two of us.")
    admin.get_by_role("button", name="Import").click()
    agreement = admin.get_by_text(re.compile(r"Agrees with the graders on \d+ of 10\."))
    expect(agreement).to_be_visible()
    before = agreement.inner_text()
    phrases = admin.locator("[name=criteria-0-phrases]")
    drafted = phrases.input_value()
    phrases.fill("what nobody says")
    expect(agreement).not_to_have_text(before)
    phrases.fill(drafted)
    expect(agreement).to_have_text(before)
    admin.get_by_role("button", name="Save and publish…").first.click()
    expect(admin.get_by_text(re.compile(r"The draft agrees with the graders on \d+ of 10\."))).to_be_visible()
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_large_export_shows_itself_once_it_is_made(
    admin: Page, question: Question, console_errors: list[str], monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    monkeypatch.setattr("quiz.admin.exports.MOST_AT_ONCE", 0)
    admin.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    admin.goto(reverse("admin:quiz_topic_change", args=[question.topic_id]))
    admin.get_by_role("link", name="Export as Markdown").click()
    expect_accessible_admin(admin, console_errors)
    admin.get_by_role("button", name="Make the file").click()
    expect(admin.get_by_text("is being made")).to_be_visible()
    expect_accessible_admin(admin, console_errors)
    make_export(Export.objects.get().pk)
    link = admin.get_by_role("link", name="Download serverless.md")
    expect(link).to_be_visible()
    expect_accessible_admin(admin, console_errors)
    with admin.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "serverless.md"
    assert question.text in download.value.path().read_text(encoding="utf-8")
