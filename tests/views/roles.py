"""A small site in which everybody who may come to a page has a reason to, and nobody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.utils import timezone

from quiz.models import (
    Assignment,
    Attempt,
    Cohort,
    Interview,
    JoinLink,
    Membership,
    Note,
    Review,
    ReviewCard,
    Share,
    Task,
    User,
)
from quiz.models.shares import digest_of
from quiz.services import disputes, shares
from tests.cohorts import make_cohort, make_membership
from tests.factories import HALF_ANSWER, make_editor, make_interview, make_user, waiting_attempt
from tests.reviewing import answer, hold, make_all_due

JOIN_TOKEN = "let-me-in"
TOMORROW = timedelta(days=1)


@dataclass(frozen=True)
class Site:
    """All that is the candidate's, who is in a cohort of the lead, or of the lead for that cohort."""

    people: dict[str, User]
    finished: Interview
    disputed: Attempt
    attempt: Attempt
    open: Interview
    waiting: Attempt
    card: ReviewCard
    review: Review
    share: Share
    token: str
    cohort: Cohort
    membership: Membership
    link: JoinLink
    assignment: Assignment
    task: Task
    note: Note


def make_site() -> Site:
    people = make_people()
    candidate, lead = people["candidate"], people["lead"]
    finished = hold(candidate, HALF_ANSWER, HALF_ANSWER)
    disputed, attempt = finished.attempts.all()
    disputes.dispute(candidate, disputed.pk, criterion="slow", quote="new environment", why="It is slow.")
    token = shares.share(candidate, finished.pk, lifetime=TOMORROW, shows_name=True)
    make_all_due(candidate)
    first, card = ReviewCard.objects.of(candidate).due(candidate.day_of(timezone.now()))[:2]
    review = answer(candidate, first, HALF_ANSWER)
    opened = make_interview(candidate)
    make_cohort(people["other lead"], make_user(), name="Another guild")
    cohort = make_cohort(lead)
    membership = make_membership(cohort, candidate)
    assignment = make_assignment(cohort, attempt.question.topic.slug)
    return Site(
        people=people,
        finished=finished,
        disputed=disputed,
        attempt=attempt,
        open=opened,
        waiting=waiting_attempt(opened),
        card=card,
        review=review,
        share=Share.objects.get(),
        token=token,
        cohort=cohort,
        membership=membership,
        link=make_link(cohort),
        assignment=assignment,
        task=Task.objects.create(assignment=assignment, member=membership.member),
        note=Note.objects.create(membership=membership, author=lead, text="Improves."),
    )


def make_people() -> dict[str, User]:
    """By role; nobody has two. Anonymous is missing."""
    people = {role: make_user(name=role.capitalize()) for role in ("stranger", "candidate")}
    for role in ("lead", "other lead"):
        people[role] = make_user(name=role.capitalize())
        people[role].groups.add(Group.objects.get(name="Team leads"))
    people |= {"editor": make_editor(), "superuser": make_user(is_staff=True, is_superuser=True)}
    for person in people.values():
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return people


def make_assignment(cohort: Cohort, topic: str) -> Assignment:
    due = timezone.now() + TOMORROW
    return cohort.assignments.create(
        title="Once more", topics=[topic], question_count=2, mix="any", due_at=due
    )


def make_link(cohort: Cohort) -> JoinLink:
    expires = timezone.now() + TOMORROW
    return cohort.join_links.create(digest=digest_of(JOIN_TOKEN), expires_at=expires, most_uses=9)
