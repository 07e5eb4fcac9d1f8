"""Every page is accessible, in both schemes and on the smallest phone; a new one is missed here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page

from quiz import urls
from quiz.models import Assignment, Attempt, Interview, Membership, Review, ReviewCard
from quiz.services import disputes, interviews, notes, overrides, shares
from tests.browser.steps import expect_no_violations, let_in
from tests.cohorts import make_assignment, make_cohort, make_membership, make_task
from tests.factories import (
    GOOD_ANSWER,
    HALF_ANSWER,
    MIXED_UP_ANSWER,
    make_finished,
    make_interview,
    make_user,
)
from tests.joining import make_link
from tests.reviewing import answer, hold, make_all_due

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@dataclass(frozen=True)
class World:
    """What the pages of one candidate show, who leads a cohort, is in another, and may join a third."""

    finished: Interview
    open: Interview
    attempt: Attempt
    review: Review
    token: str
    member: Membership
    own_place: Membership
    join_token: str
    assignment: Assignment
    graded: Attempt


NOT_PAGES = {
    "assignment_remind",
    "task_start",
    "interview_clock",
    "interview_resume",
    "share_revoke",
    "attempt_detail",
    "attempt_submit",
    "attempt_skip",
    "attempt_finish",
    "attempt_leave",
    "attempt_pause",
    "attempt_draft",
    "dispute_create",
    "dispute_withdraw",
    "review_answer",
    "account_export",
    "account_export_csv",
    "question_practice",
    "join_link_revoke",
    "cohort_export",
    "note_create",
    "note_delete",
    "override_create",
}
"""What only does something, or answers a script."""

PAGES: dict[str, Callable[[World], list[object]]] = {
    "home": lambda _: [],
    "interview_list": lambda _: [],
    "interview_create": lambda _: [],
    "interview_detail": lambda world: [world.open.pk],
    "interview_finish": lambda world: [world.open.pk],
    "interview_debrief": lambda world: [world.finished.pk],
    "interview_share": lambda world: [world.finished.pk],
    "shared_debrief": lambda world: [world.token],
    "dispute_list": lambda _: [],
    "review_next": lambda _: [],
    "review_result": lambda world: [world.review.pk],
    "account_data": lambda _: [],
    "account_sign_out_everywhere": lambda _: [],
    "account_practice": lambda _: [],
    "question_list": lambda _: [],
    "question_detail": lambda world: [world.attempt.question_id],
    "assignment_list": lambda world: [world.assignment.cohort_id],
    "assignment_create": lambda world: [world.assignment.cohort_id],
    "assignment_detail": lambda world: [world.assignment.pk],
    "assignment_delete": lambda world: [world.assignment.pk],
    "progress": lambda _: [],
    "cohort_list": lambda _: [],
    "cohort_create": lambda _: [],
    "cohort_detail": lambda world: [world.member.cohort_id],
    "cohort_criterion": lambda world: [world.member.cohort_id, world.attempt.question_id, "slow"],
    "cohort_practise": lambda world: [world.member.cohort_id],
    "cohort_members": lambda world: [world.member.cohort_id],
    "cohort_change": lambda world: [world.member.cohort_id],
    "cohort_links": lambda world: [world.member.cohort_id],
    "cohort_leads": lambda world: [world.member.cohort_id],
    "cohort_delete": lambda world: [world.member.cohort_id],
    "cohort_join": lambda world: [world.join_token],
    "membership_leave": lambda world: [world.own_place.pk],
    "membership_remove": lambda world: [world.member.pk],
    "membership_detail": lambda world: [world.member.pk],
    "membership_attempt": lambda world: [world.member.pk, world.graded.pk],
    "scoring": lambda _: [],
    "phrases": lambda _: [],
    "privacy": lambda _: [],
    "keyboard": lambda _: [],
}
OF_ALLAUTH = ("account_change_password", "account_email", "account_logout", "account_reauthenticate")
FOR_NOBODY = ("account_login", "account_signup", "account_reset_password", "account_reset_password_done")


@pytest.fixture
def world(context: BrowserContext) -> World:
    """A candidate with a bit of everything, signed in."""
    candidate = make_user(name="Juniper Berry")
    finished = hold(candidate, HALF_ANSWER, MIXED_UP_ANSWER, GOOD_ANSWER, "")
    attempt = finished.attempts.get(position=1)
    disputes.dispute(candidate, attempt.pk, criterion="slow", quote="new environment", why="It is slow.")
    token = shares.share(candidate, finished.pk, lifetime=timedelta(days=7), shows_name=True)
    let_in(context, candidate)
    make_all_due(candidate)
    card = ReviewCard.objects.of(candidate).due(candidate.day_of(timezone.now()))[0]
    review = answer(candidate, card, HALF_ANSWER)
    candidate.groups.add(Group.objects.get(name="Team leads"))
    member, own_place = make_membership(make_cohort(candidate)), make_membership(make_cohort(), candidate)
    make_link(member.cohort)
    join_token = make_link(make_cohort())
    assignment = make_assignment(member.cohort)
    graded = make_finished(member.member, HALF_ANSWER).attempts.get()
    overrides.override(candidate, member.pk, graded.pk, score=85, reason="It says so in other words.")
    notes.write_note(candidate, member.pk, text="Speaks better than writes.")
    make_task(candidate)
    return World(
        finished,
        make_interview(candidate),
        attempt,
        review,
        token,
        member,
        own_place,
        join_token,
        assignment,
        graded,
    )


def expect_accessible(page: Page, path: str) -> None:
    response = page.goto(path)
    assert response
    assert response.status == 200, path
    assert page.url.endswith(path), f"{path} leads to {page.url}"
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        expect_no_violations(page)


def test_every_page_of_ours_is_listed_here() -> None:
    assert {pattern.name for pattern in urls.urlpatterns} == PAGES.keys() | NOT_PAGES


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_accessible(page: Page, world: World, name: str) -> None:
    if name == "interview_create":  # with one that is open it leads there
        interviews.finish_interview(world.open.candidate, world.open.pk)
    expect_accessible(page, reverse(name, args=PAGES[name](world)))


@pytest.mark.parametrize("name", OF_ALLAUTH)
def test_every_page_of_the_account_is_accessible(page: Page, world: World, name: str) -> None:
    expect_accessible(page, reverse(name))


@pytest.mark.parametrize("name", FOR_NOBODY)
def test_every_page_for_nobody_is_accessible(page: Page, name: str) -> None:
    expect_accessible(page, reverse(name))
