"""A lead grades an answer and writes a note; the candidate reads the grade."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from quiz.models import Attempt, Membership, User
from tests.browser.steps import let_in
from tests.cohorts import make_cohort, make_membership
from tests.factories import HALF_ANSWER, make_finished, make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def lead() -> User:
    return make_user(name="Linden Grove")


@pytest.fixture
def membership(lead: User) -> Membership:
    return make_membership(make_cohort(lead), make_user(name="Juniper Berry"))


@pytest.fixture
def attempt(membership: Membership) -> Attempt:
    return make_finished(membership.member, HALF_ANSWER).attempts.get()


def test_a_grade_is_given_and_read_without_javascript(
    context_without_javascript: BrowserContext, lead: User, membership: Membership, attempt: Attempt
) -> None:
    page = context_without_javascript.new_page()
    let_in(context_without_javascript, lead)
    page.goto(reverse("membership_detail", args=[membership.pk]))
    page.get_by_role("link", name=attempt.rubric_version.short_name).click()
    page.get_by_label("Your grade").fill("8.5")
    page.get_by_label("Why").fill("It says so in other words.")
    page.get_by_role("button", name="Give the grade").click()
    expect(page.get_by_text("Linden Grove gives it 8.5.")).to_be_visible()
    let_in(context_without_javascript, membership.member)
    page.goto("/")
    page.get_by_role("link", name=attempt.rubric_version.short_name).click()
    expect(page.get_by_text("It says so in other words.")).to_be_visible()


def test_a_note_outlasts_a_reload_and_is_gone_from_the_box_once_it_is_kept(
    context: BrowserContext, page: Page, lead: User, membership: Membership
) -> None:
    let_in(context, lead)
    page.goto(reverse("membership_detail", args=[membership.pk]))
    page.get_by_label("A note").fill("Speaks better than writes.")
    page.reload()
    expect(page.get_by_label("A note")).to_have_value("Speaks better than writes.")
    page.get_by_role("button", name="Keep the note").click()
    expect(page.locator(".written")).to_contain_text("Speaks better than writes.")
    expect(page.get_by_label("A note")).to_have_value("")
