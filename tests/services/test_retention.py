"""What the daily sweep takes away by the settings, and what it leaves."""

from __future__ import annotations

from collections import deque
from datetime import timedelta
from typing import Any
from unittest.mock import Mock

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from procrastinate import JobContext
from procrastinate.exceptions import JobAborted
from pytest_django.fixtures import Settings

from quiz import tasks
from quiz.models import (
    Attempt,
    CriterionProgress,
    Dispute,
    Interview,
    PracticeDay,
    QuestionProgress,
    Review,
    ReviewCard,
    Task,
    User,
)
from quiz.services import disputes, interviews, retention
from quiz.services.progress_check import differences
from tests.cohorts import make_cohort, make_task
from tests.factories import (
    GOOD_ANSWER,
    HALF_ANSWER,
    make_finished,
    make_interview,
    make_question,
    make_user,
    waiting_attempt,
)
from tests.practice import practice
from tests.reviewing import answer, make_all_due

pytestmark = pytest.mark.django_db

DAYS = 90
OLD, NEW = timedelta(days=DAYS + 1), timedelta(days=DAYS - 1)


def sweep() -> int:
    """Return in how many transactions."""
    return len(list(retention.sweep()))


def age(interview: Interview, by: timedelta) -> None:
    """Let it have been held that long ago, with all that has come of it."""
    interview.refresh_from_db()
    Interview.objects.filter(pk=interview.pk).update(
        started_at=interview.started_at - by,
        finished_at=interview.finished_at and interview.finished_at - by,
    )


def test_without_settings_nothing_goes() -> None:
    candidate = make_user()
    age(make_finished(candidate, HALF_ANSWER), timedelta(days=10_000))
    User.objects.update(date_joined=timezone.now() - timedelta(days=10_000))
    with CaptureQueriesContext(connection) as queries:
        assert sweep() == 0
    assert len(queries) == 0


def test_old_drafts_go_and_their_question_still_waits(settings: Settings) -> None:
    settings.KEEP_DRAFTS = DAYS
    old, new = (waiting_attempt(make_interview(make_user())) for _ in range(2))
    for attempt, by in ((old, OLD), (new, NEW)):
        interviews.save_draft(attempt.interview.candidate, attempt.pk, turn="answer", text="So", base=None)
        Attempt.objects.filter(pk=attempt.pk).update(draft_saved_at=timezone.now() - by)
    assert sweep() == 1
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.draft, old.draft_saved_at, old.turn) == ("", None, "answer")
    assert new.draft == "So"


def test_declined_disputes_go_and_others_stay(settings: Settings) -> None:
    settings.KEEP_DECLINED_DISPUTES = DAYS
    states = [("declined", OLD), ("declined", NEW), ("accepted", OLD), ("open", None)]
    for state, by in states:
        attempt = make_finished(make_user(), HALF_ANSWER).attempts.get()
        made = disputes.dispute(
            attempt.interview.candidate, attempt.pk, criterion="slow", quote="new environment", why="It is."
        )
        answered = {"answered_at": timezone.now() - by, "reason": "No."} if by else {}
        Dispute.objects.filter(pk=made.pk).update(state=state, **answered)
    sweep()
    left = Dispute.objects.order_by("pk").values_list("state", flat=True)
    assert list(left) == ["declined", "accepted", "open"]


def test_old_interviews_go_and_progress_is_that_of_the_others(settings: Settings) -> None:
    settings.KEEP_INTERVIEWS = DAYS
    candidate, question = make_user(), make_question()
    old = practice(candidate, question, GOOD_ANSWER)
    age(old.interview, OLD)
    new = practice(candidate, question, HALF_ANSWER)
    gone = practice(candidate, make_question(), HALF_ANSWER)
    age(gone.interview, OLD)
    sweep()
    assert Interview.objects.get() == new.interview
    kept = QuestionProgress.objects.get()
    assert (kept.times_asked, kept.best_score, kept.attempt) == (1, new.score, new)
    assert set(CriterionProgress.objects.values_list("question", flat=True)) == {question.pk}
    assert list(differences()) == []


def test_an_interview_that_is_still_open_stays_however_old(settings: Settings) -> None:
    settings.KEEP_INTERVIEWS = DAYS
    age(make_interview(make_user()), OLD)
    sweep()
    assert Interview.objects.exists()


def test_what_was_assigned_isnt_asked_for_again(settings: Settings) -> None:
    settings.KEEP_INTERVIEWS = DAYS
    candidate = make_user()
    open_task = make_task(candidate)
    done = make_task(candidate)
    Task.objects.filter(pk=done.pk).update(interview=make_finished(candidate, HALF_ANSWER))
    age(Interview.objects.get(), OLD)
    sweep()
    assert Task.objects.get() == open_task


def test_answers_of_the_daily_review_go_and_its_cards_stay(settings: Settings) -> None:
    settings.KEEP_INTERVIEWS = DAYS
    candidate = make_user()
    make_finished(candidate, HALF_ANSWER)
    make_all_due(candidate)
    first, second = ReviewCard.objects.of(candidate).order_by("pk")
    old, new = answer(candidate, first, "So."), answer(candidate, second, "So.")
    Review.objects.filter(pk=old.pk).update(at=timezone.now() - OLD)
    sweep()
    assert list(Review.objects.answered()) == [new]
    assert ReviewCard.objects.count() == 2


def make_inactive(by: timedelta, **fields: Any) -> User:
    """Somebody who signed up that long ago and was never seen again."""
    return make_user(date_joined=timezone.now() - by, **fields)


@pytest.fixture
def limited(settings: Settings) -> None:
    settings.KEEP_INACTIVE_ACCOUNTS = DAYS


@pytest.mark.usefixtures("limited")
def test_nobody_is_deleted_unwarned_and_everybody_is_warned_once() -> None:
    person = make_inactive(OLD, name="Juniper Berry", time_zone="Asia/Kolkata")
    sweep()
    sweep()
    assert User.objects.get() == person
    (sent,) = mail.outbox
    assert sent.to == [person.email]
    assert "Hello Juniper Berry" in sent.body
    assert f"nobody has used for {DAYS} days" in sent.body
    assert "/accounts/login/" in sent.body


@pytest.mark.usefixtures("limited")
def test_who_was_warned_goes_thirty_days_later_and_not_before() -> None:
    person = make_inactive(OLD)
    for ago in (timedelta(days=29), timedelta(days=31)):
        assert User.objects.filter(pk=person.pk).exists()
        User.objects.update(warned_at=timezone.now() - ago)
        sweep()
    assert not User.objects.exists()
    assert mail.outbox == []


@pytest.mark.usefixtures("limited")
def test_a_warning_of_an_earlier_time_doesnt_count() -> None:
    """They came back after it, and have been away since."""
    person = make_inactive(timedelta(days=1000))
    User.objects.update(
        warned_at=timezone.now() - timedelta(days=500), last_login=timezone.now() - timedelta(days=400)
    )
    sweep()
    assert User.objects.get() == person
    assert len(mail.outbox) == 1


def sign_in(person: User) -> None:
    User.objects.filter(pk=person.pk).update(last_login=timezone.now() - NEW)


def practise(person: User) -> None:
    PracticeDay.objects.create(candidate=person, day=(timezone.now() - NEW).date())


def hold(person: User) -> None:
    age(make_interview(person), NEW)


@pytest.mark.usefixtures("limited")
@pytest.mark.parametrize("come", [sign_in, practise, hold])
def test_who_has_come_since_stays(come: Any) -> None:
    person = make_inactive(OLD)
    User.objects.update(warned_at=timezone.now() - timedelta(days=31))
    come(person)
    sweep()
    assert User.objects.filter(pk=person.pk).exists()


@pytest.mark.usefixtures("limited")
def test_accounts_that_others_rely_on_stay_unwarned() -> None:
    make_inactive(OLD, is_staff=True)
    make_inactive(OLD, is_superuser=True)
    make_inactive(OLD, is_active=False)
    make_cohort(make_inactive(OLD))
    sweep()
    assert User.objects.count() == 4
    assert mail.outbox == []


@pytest.mark.usefixtures("limited")
def test_each_account_goes_in_a_transaction_of_its_own() -> None:
    for _ in range(3):
        make_inactive(OLD, warned_at=timezone.now() - timedelta(days=31))
    steps = retention.sweep()
    next(steps)
    assert User.objects.count() == 2
    deque(steps, maxlen=0)
    assert User.objects.count() == 0


@pytest.mark.usefixtures("limited")
def test_a_worker_that_stops_puts_the_sweep_down_after_a_step() -> None:
    for _ in range(2):
        make_inactive(OLD, warned_at=timezone.now() - timedelta(days=31))
    with pytest.raises(JobAborted):
        tasks.forget.func(Mock(spec=JobContext, should_abort=lambda: True), timestamp=0)
    assert User.objects.count() == 1
