"""`manage.py demo`: made-up people whose interviews could have been anybody's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from django.utils.html import escape
from pytest_django import DjangoDbBlocker

from quiz import reports
from quiz.models import (
    Assignment,
    Attempt,
    Cohort,
    Interview,
    Membership,
    Note,
    Override,
    QuestionProgress,
    ReviewCard,
    User,
)
from quiz.scoring import Band, band_of, score
from quiz.services.demo import SIGN_INS, SignIn
from quiz.services.demo_people import HOURS, PEOPLE, Person
from quiz.services.progress_check import differences

pytestmark = pytest.mark.django_db

CANDIDATE, LEAD, EDITOR = SIGN_INS


def run_demo(*arguments: str) -> str:
    out = StringIO()
    call_command("demo", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module", autouse=True)
def first_run(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The demo people for all tests here, and what the command said when it added them."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.delenv("DATABASE_URL", raising=False)
        call_command("load_question_bank", stdout=StringIO())
        yield run_demo()
        transaction.set_rollback(True)


def juniper() -> User:
    return User.objects.get(email=CANDIDATE.email)


def times_of(interview: Interview) -> list[datetime]:
    """Every time in the interview, in the order in which they must be."""
    times = [interview.started_at]
    for attempt in interview.attempts.all():
        times += filter(None, (attempt.asked_at, *attempt.said_at, attempt.draft_saved_at, attempt.closed_at))
    return [*times, interview.finished_at] if interview.finished_at else times


@pytest.mark.parametrize("sign_in", SIGN_INS, ids=lambda sign_in: str(sign_in.role))
def test_prints_a_sign_in_that_works_for_each_role(first_run: str, sign_in: SignIn) -> None:
    assert f"{sign_in.email}, password {sign_in.password}" in first_run
    assert authenticate(email=sign_in.email, password=sign_in.password) is not None


def test_editor_may_change_questions_in_the_admin() -> None:
    editor = User.objects.get(email=EDITOR.email)
    assert editor.is_staff
    assert editor.has_perm("quiz.change_question")


def test_only_the_printed_accounts_have_a_password() -> None:
    assert {user.email for user in User.objects.all() if user.has_usable_password()} == {
        sign_in.email for sign_in in SIGN_INS
    }


def test_second_run_adds_nothing_and_prints_the_sign_ins_again() -> None:
    models = (User, Interview, Attempt)
    before = [model._default_manager.count() for model in models]
    said = run_demo()
    assert [model._default_manager.count() for model in models] == before
    assert said.startswith("The made-up people were there already.")
    assert CANDIDATE.email in said


def test_second_run_adds_back_who_is_missing() -> None:
    User.objects.filter(email=EDITOR.email).delete()
    assert run_demo().startswith("Made-up people added: 1.")


def test_second_run_sets_a_changed_password_back() -> None:
    candidate = juniper()
    candidate.set_password("another one")
    candidate.save(update_fields=["password"])
    run_demo()
    assert juniper().check_password(CANDIDATE.password)


def test_second_run_leaves_a_known_password_alone() -> None:
    before = juniper().password
    run_demo()
    assert juniper().password == before


def test_refuses_a_database_that_is_not_the_embedded_one(monkeypatch: pytest.MonkeyPatch) -> None:
    User.objects.filter(email=EDITOR.email).delete()
    monkeypatch.setenv("DATABASE_URL", "postgres://db.example.org/prep")
    with pytest.raises(CommandError, match=r"password that anybody can look up.*--force"):
        run_demo()
    assert not User.objects.filter(email=EDITOR.email).exists()


def test_takes_any_database_when_forced(monkeypatch: pytest.MonkeyPatch) -> None:
    User.objects.filter(email=EDITOR.email).delete()
    monkeypatch.setenv("DATABASE_URL", "postgres://db.example.org/prep")
    assert run_demo("--force").startswith("Made-up people added: 1.")


def test_says_so_when_there_is_no_question_bank(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.services.demo.TOPIC", "no-such-topic")
    with pytest.raises(CommandError, match="load_question_bank"):
        run_demo()


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: str(person.name))
def test_interviews_follow_each_other_in_the_weeks_before_now(person: Person) -> None:
    candidate = User.objects.get(email=person.email)
    interviews = Interview.objects.of(candidate).order_by("started_at").prefetch_related("attempts")
    times = [time for interview in interviews for time in times_of(interview)]
    assert times == sorted(times)
    assert candidate.date_joined < times[0]
    assert timezone.now() - timedelta(days=37) < times[0]
    assert times[-1] < timezone.now()


def test_finished_interviews_began_on_weekdays_and_took_minutes() -> None:
    for interview in Interview.objects.finished():
        assert interview.started_at.weekday() < 5
        assert interview.started_at.hour in HOURS
        assert interview.finished_at is not None
        assert timedelta(0) < interview.finished_at - interview.started_at < timedelta(minutes=30)


def test_attempts_are_scored_as_the_engine_scores_them() -> None:
    closed = Attempt.objects.closed()
    assert closed.count() > 100
    for attempt in closed:
        result = score(attempt.response, attempt.rubric, attempt.answered_follow_ups)
        assert (attempt.score, attempt.result) == (result.value, result.to_json())


def test_answers_reach_every_band() -> None:
    scores = Attempt.objects.exclude(response="").values_list("score", flat=True)
    assert {band_of(score) for score in scores if score is not None} >= {
        Band.COMPLETE,
        Band.STRONG,
        Band.ON_THE_WAY,
        Band.TAKING_SHAPE,
        Band.FIRST_STEPS,
    }


def test_main_candidate_improves_over_ten_interviews() -> None:
    scores = [interview.score or 0 for interview in Interview.objects.of(juniper()).finished()]
    assert len(scores) == 10
    assert sum(scores[:5]) > sum(scores[5:])


def test_criteria_are_due_by_what_was_answered_when() -> None:
    due = reports.due(juniper())
    assert due.count == juniper().daily_limit
    assert due.topics == [("AWS Lambda", due.count)]
    for card in ReviewCard.objects.of(juniper()):
        rated = list(card.reviews.order_by("at"))
        assert [review.at for review in rated] == [
            review.attempt.closed_at for review in rated if review.attempt
        ]
        assert (card.last_review, card.due) == (rated[-1].at, rated[-1].due)


def test_days_of_practice_are_those_of_the_interviews() -> None:
    finished = Attempt.objects.of(juniper()).filter(status="answered", interview__finished_at__isnull=False)
    days = {juniper().day_of(attempt.closed_at) for attempt in finished if attempt.closed_at}
    assert set(juniper().practice_days.values_list("day", flat=True)) == days


def test_main_candidate_can_go_on_where_a_draft_waits(client: Client) -> None:
    client.force_login(juniper())
    waiting = Attempt.objects.of(juniper()).waiting().get()
    page = client.get(waiting.interview.get_absolute_url())
    assert len(waiting.draft.split()) > 10
    assert escape(waiting.draft) in page.content.decode()


def test_their_progress_is_what_their_interviews_come_to() -> None:
    assert QuestionProgress.objects.of(juniper()).exists()
    assert list(differences()) == []


def test_the_cohort_has_all_of_them_and_the_lead_leads_it() -> None:
    lead = User.objects.get(email=LEAD.email)
    cohort = Cohort.objects.led_by(lead).get()
    assert cohort.memberships.count() == len(PEOPLE) == 14
    assert lead.is_lead
    assert lead.has_perm("quiz.add_cohort")
    assert not lead.is_staff


def test_some_have_done_what_was_assigned() -> None:
    for assignment in Assignment.objects.all():
        tasks = assignment.tasks.all()
        done = [task.interview for task in tasks if task.interview]
        assert 0 < len(done) < len(tasks) == len(PEOPLE)
        assert {interview.title for interview in done} == {assignment.title}
        assert {interview.question_count for interview in done} == {assignment.question_count}


def test_the_lead_has_noted_and_overridden_something() -> None:
    assert Note.objects.filter(author__email=LEAD.email).count() == 2
    assert Override.objects.get().lead == User.objects.get(email=LEAD.email)


def test_second_run_brings_back_a_member_and_changes_nothing_else() -> None:
    User.objects.filter(email=PEOPLE[1].email).delete()
    before = [(model, model._default_manager.count()) for model in (Cohort, Assignment, Note, Override)]
    run_demo()
    assert Membership.objects.filter(member__email=PEOPLE[1].email).exists()
    assert [(model, model._default_manager.count()) for model, _ in before] == before


def test_another_run_elsewhere_makes_the_same() -> None:
    def scores() -> list[int]:
        interviews = Interview.objects.finished().order_by("candidate__email", "started_at")
        return [interview.score or 0 for interview in interviews.filter(candidate__email=PEOPLE[2].email)]

    before = scores()
    User.objects.filter(email=PEOPLE[2].email).delete()
    run_demo()
    assert scores() == before
