"""Taking one's data along, and deleting the account."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.cache import cache
from django.db.models import CASCADE, Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quiz.models import (
    AnswerDay,
    Assignment,
    Attempt,
    Cohort,
    CriterionProgress,
    Dispute,
    EarlierScore,
    Interview,
    Membership,
    Note,
    Override,
    PracticeDay,
    QuestionProgress,
    Review,
    ReviewCard,
    Share,
    Task,
    User,
)
from quiz.services import shares
from quiz.services.disputes import dispute
from quiz.services.interviews import submit_response
from quiz.services.notes import write_note
from quiz.services.overrides import override
from quiz.services.question_bank import publish
from quiz.services.regrades import regrade_step, start_regrade
from tests.cohorts import make_cohort, make_membership
from tests.factories import HALF_ANSWER, PASSWORD, make_finished, make_interview, make_user, waiting_attempt

pytestmark = pytest.mark.django_db

NOT_EXPORTED = {
    "admin.LogEntry": "What an editor did to the question bank; it belongs to that.",
    "quiz.ReplayedScore": "What came of such a trial; nobody's score.",
    "quiz.EarlierScore.regrade": "What an editor did; its reason is for all who were regraded.",
    "quiz.EarlierScore.rubric_version": "Content of the question bank.",
    "quiz.Attempt.asked_version": "Its question and follow-ups stand with the attempt.",
    "account.EmailConfirmation": "A key that is sent by mail and works once.",
    "mfa.Authenticator.data": "The secret of an app, and codes: whoever has them is let in.",
    "quiz.User.password": "A digest that nobody can use, but for guessing.",
    "quiz.User.is_staff": "A right that whoever runs the site gives and takes.",
    "quiz.User.is_superuser": "The same.",
    "quiz.User.groups": "The same.",
    "quiz.User.user_permissions": "The same.",
    "quiz.User.is_active": "The same; who can download is active.",
    "quiz.Attempt.probed": "Stands as the criterion of each follow-up.",
    "quiz.Share.digest": "A digest of the token, which is the key.",
    "quiz.Dispute.answered_by": "Another person.",
    "quiz.Note": "A lead's own thoughts; who joins is told of them, and they go when the member leaves.",
    "quiz.Override.decided_by": "Another person.",
    "quiz.Override.benchmark": "Content of the question bank.",
}
"""Models and fields, each with the reason."""


@pytest.fixture
def candidate() -> User:
    return make_user(name="Juniper Berry")


@pytest.fixture
def mine(client: Client, candidate: User) -> Client:
    cache.clear()
    client.force_login(candidate)
    return client


def test_all_that_is_kept_can_be_taken_along(mine: Client, candidate: User) -> None:
    finished = make_finished(candidate, HALF_ANSWER)
    attempt = finished.attempts.get()
    dispute(candidate, attempt.pk, criterion="slow", quote="new environment", why="It is slow.")
    make_finished(make_user(), "Somebody else's words.")
    response = mine.get(reverse("account_export"))
    data = json.loads(response.content)
    assert response["Content-Disposition"] == 'attachment; filename="interview-prep.json"'
    assert data["account"]["name"] == "Juniper Berry"
    assert [each["title"] for each in data["interviews"]] == [finished.title]
    (said,) = data["interviews"][0]["attempts"]
    assert (said["response"], said["score"]) == (HALF_ANSWER, attempt.score)
    assert [each["why"] for each in data["disputes"]] == ["It is slow."]
    assert "Somebody else" not in response.text


def regrade(attempt: Attempt) -> None:
    """Score it again by another version of its rubric."""
    attempt.question.criteria.update(missed="Say it otherwise.")
    publish(attempt.question)
    begun = start_regrade(attempt.question, make_user(), why="Why not.")
    assert regrade_step(begun.pk)


def give_place_in_a_cohort(attempt: Attempt) -> Membership:
    """With a task, a grade and a note by its lead."""
    membership = make_membership(make_cohort(), attempt.interview.candidate)
    lead = membership.cohort.leads.get()
    assignment = Assignment.objects.create(
        cohort=membership.cohort, title="Week 3", question_count=2, mix="any", due_at=timezone.now()
    )
    Task.objects.create(assignment=assignment, member=membership.member, interview=attempt.interview)
    override(lead, membership.pk, attempt.pk, score=85, reason="It says so in other words.")
    write_note(lead, membership.pk, text="Speaks better than writes.")
    return membership


def models_of_a_person() -> Iterator[type[Model]]:
    """Those that go with the person: they belong to it, or to something of the person's."""
    reached: set[type[Model]] = {User}
    while True:
        new = {
            model
            for model in apps.get_models()
            for field in model._meta.concrete_fields
            if field.many_to_one and field.related_model in reached
            if getattr(field.remote_field, "on_delete", None) is CASCADE
        } - reached
        yield from new
        reached |= new
        if not new:
            return


def fields_of(model: type[Model]) -> set[str]:
    """Those that say something, without what only leads to the person."""
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    people = [User, *models_of_a_person()]
    owners = {
        field.name
        for field in fields
        if field.related_model in people and getattr(field.remote_field, "on_delete", None) is CASCADE
    }
    return {field.name for field in fields} - owners


def test_every_field_of_every_model_of_a_person_can_be_taken_along(mine: Client, candidate: User) -> None:
    attempt = make_finished(candidate, HALF_ANSWER).attempts.get()
    dispute(candidate, attempt.pk, criterion="slow", quote="new environment", why="It is slow.")
    shares.share(candidate, attempt.interview_id, lifetime=timedelta(days=7), shows_name=False)
    EmailAddress.objects.create(user=candidate, email=candidate.email)
    Authenticator.objects.create(user=candidate, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DP"})
    regrade(attempt)
    give_place_in_a_cohort(attempt)
    data = json.loads(mine.get(reverse("account_export")).content)
    places: dict[type[Model], Any] = {
        User: data["account"],
        EmailAddress: data["email_addresses"][0],
        Authenticator: data["second_factors"][0],
        Interview: data["interviews"][0],
        Attempt: data["interviews"][0]["attempts"][0],
        EarlierScore: data["interviews"][0]["attempts"][0]["earlier_scores"][0],
        Share: data["interviews"][0]["shares"][0],
        Dispute: data["disputes"][0],
        ReviewCard: data["review_cards"][0],
        Review: data["reviews"][0],
        PracticeDay: data["practice_days"][0],
        AnswerDay: data["answer_days"][0],
        Membership: data["memberships"][0],
        Task: data["tasks"][0],
        Override: data["overrides"][0],
        QuestionProgress: data["question_progress"][0],
        CriterionProgress: data["criterion_progress"][0],
    }
    missing = [model._meta.label for model in models_of_a_person() if model not in places]
    for model, row in places.items():
        told = {re.sub("_id$|__.*|_in_days$", "", key) for key in row}
        missing += [f"{model._meta.label}.{name}" for name in fields_of(model) - told - {"id"}]
    assert sorted(missing) == sorted(NOT_EXPORTED)


def test_what_a_cohort_knows_can_be_taken_along_but_for_notes(mine: Client, candidate: User) -> None:
    membership = give_place_in_a_cohort(make_finished(candidate, HALF_ANSWER).attempts.get())
    make_cohort(candidate, name="Own guild")
    response = mine.get(reverse("account_export"))
    data = json.loads(response.content)
    assert [each["cohort"] for each in data["memberships"]] == [membership.cohort.name]
    assert data["led_cohorts"] == ["Own guild"]
    (given,) = data["overrides"]
    assert (given["score"], given["lead"]) == (85, "Linden Grove")
    assert "Speaks better" not in response.text


def test_plan_and_course_can_be_taken_along_with_their_units(mine: Client, candidate: User) -> None:
    interview = make_interview(candidate, question_time_limit=timedelta(minutes=3), follow_ups=2)
    attempt = waiting_attempt(interview)
    submit_response(candidate, attempt.pk, turn="answer", text=HALF_ANSWER, dictated=timedelta(seconds=90))
    (held,) = json.loads(mine.get(reverse("account_export")).content)["interviews"]
    assert (held["question_time_limit"], held["time_limit"]) == ("P0DT00H03M00S", None)
    assert (held["topics"], held["follow_ups"]) == (interview.topics, 2)
    (said,) = held["attempts"]
    assert said["dictated"] == "P0DT00H01M30S"
    assert said["follow_ups"] == [
        {"criterion": "slow", "probe": "What does the caller notice?", "response": None}
    ]


def test_tokens_of_links_are_not_in_it(mine: Client, candidate: User) -> None:
    interview = make_finished(candidate, HALF_ANSWER)
    token = shares.share(candidate, interview.pk, lifetime=timedelta(days=7), shows_name=True)
    text = mine.get(reverse("account_export")).text
    assert token not in text
    assert Share.objects.get().digest not in text


def test_scores_of_an_interview_that_goes_on_are_not_told(mine: Client, candidate: User) -> None:
    interview = make_interview(candidate, feedback="end")
    submit_response(candidate, waiting_attempt(interview).pk, turn="answer", text=HALF_ANSWER)
    (said, *_) = json.loads(mine.get(reverse("account_export")).content)["interviews"][0]["attempts"]
    assert said["response"] == HALF_ANSWER
    assert "result" not in said


def test_an_account_is_deleted_with_all_that_it_holds(mine: Client, candidate: User) -> None:
    attempt = make_finished(candidate, HALF_ANSWER).attempts.get()
    dispute(candidate, attempt.pk, criterion="slow", quote="new environment", why="It is slow.")
    other = make_finished(make_user(), HALF_ANSWER)
    response = mine.post(reverse("account_data"), {"password": PASSWORD}, follow=True)
    assert "are deleted" in response.text
    assert not User.objects.filter(pk=candidate.pk).exists()
    assert list(Interview.objects.all()) == [other]
    assert not Dispute.objects.exists()
    assert mine.get(reverse("home")).status_code == 302


def test_the_account_of_a_member_takes_what_cohorts_have_of_it(mine: Client, candidate: User) -> None:
    give_place_in_a_cohort(make_finished(candidate, HALF_ANSWER).attempts.get())
    mine.post(reverse("account_data"), {"password": PASSWORD})
    kinds: tuple[type[Model], ...] = (Membership, Note, Override, Task)
    assert not any(kind._default_manager.exists() for kind in kinds)
    assert Cohort.objects.get().leads.count() == 1


def test_cohorts_that_one_led_stay_with_their_members_and_all_that_was_done(client: Client) -> None:
    membership = give_place_in_a_cohort(make_finished(make_user(), HALF_ANSWER).attempts.get())
    lead, other = membership.cohort.leads.get(), make_user()
    membership.cohort.leads.add(other)
    client.force_login(lead)
    client.post(reverse("account_data"), {"password": PASSWORD})
    assert not User.objects.filter(pk=lead.pk).exists()
    assert (Note.objects.get().author, Override.objects.get().lead) == (None, None)
    client.force_login(other)
    page = client.get(reverse("membership_detail", args=[membership.pk])).text
    assert "A former lead" in page


def test_who_leads_alone_is_told_before(client: Client) -> None:
    lead = make_user()
    make_cohort(lead, name="Platform guild")
    make_cohort(lead, name="Night shift").leads.add(make_user())
    client.force_login(lead)
    page = client.get(reverse("account_data")).text
    assert "You alone lead Platform guild." in page


@pytest.mark.parametrize("password", ["", "wrong", "\x00"])
def test_without_the_password_nothing_is_deleted(mine: Client, candidate: User, password: str) -> None:
    response = mine.post(reverse("account_data"), {"password": password})
    assert 'aria-invalid="true"' in response.text
    assert User.objects.filter(pk=candidate.pk).exists()


def test_passwords_are_not_guessed_there(mine: Client) -> None:
    codes = {mine.post(reverse("account_data"), {"password": "wrong"}).status_code for _ in range(20)}
    assert codes == {200, 429}
