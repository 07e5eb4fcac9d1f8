"""What a turn reads and writes by SQL of its own is what the models say, field by field."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

import pytest
from django.db import models, transaction
from django.utils import timezone

from quiz.models import Attempt, Interview, User
from quiz.services import interviews, turn_rows, turns
from quiz.services.turn_rows import UNREAD, locked_open_attempts
from tests.factories import HALF_ANSWER, make_interview, make_user, waiting_attempt

pytestmark = pytest.mark.django_db


@pytest.fixture
def interview() -> Interview:
    """One whose first question waits for a follow-up, with a draft of it, and a limit."""
    interview = make_interview(make_user(), questions=3)
    attempt = waiting_attempt(interview)
    interviews.submit_response(interview.candidate, attempt.pk, turn="answer", text=HALF_ANSWER)
    interviews.save_draft(
        interview.candidate,
        attempt.pk,
        turn="follow-up",
        text="And so",
        base=None,
        dictated=timedelta(seconds=7),
    )
    interview.time_limit, interview.topics = timedelta(minutes=20), ["lambda", "s3"]
    interview.save()
    return interview


def locked(candidate: User, attempt_id: int) -> list[Attempt]:
    with transaction.atomic():
        return locked_open_attempts(candidate, attempt_id)


def fields_of(row: models.Model, left_out: Collection[str] = ()) -> dict[str, object]:
    names = [field.attname for field in row._meta.concrete_fields]
    return {name: getattr(row, name) for name in names if name not in left_out}


def test_they_are_read_as_the_models_read_them(interview: Interview) -> None:
    found = locked(interview.candidate, waiting_attempt(interview).pk)
    as_models = interview.attempts.open()[:2]
    assert [fields_of(attempt, UNREAD) for attempt in found] == [
        fields_of(attempt, UNREAD) for attempt in as_models
    ]
    assert [fields_of(attempt.interview) for attempt in found] == 2 * [fields_of(as_models[0].interview)]
    assert found[0].interview is found[1].interview


def test_what_is_left_out_is_read_when_it_is_asked_for(interview: Interview) -> None:
    found, _ = locked(interview.candidate, waiting_attempt(interview).pk)
    assert found.scored == waiting_attempt(interview).scored is not None


def test_any_attempt_names_its_interview(interview: Interview) -> None:
    last = interview.attempts.last()
    assert last is not None
    assert [attempt.position for attempt in locked(interview.candidate, last.pk)] == [1, 2]


def test_none_is_a_strangers_or_of_an_interview_that_is_over(interview: Interview) -> None:
    attempt = waiting_attempt(interview)
    assert locked(make_user("stranger@example.org"), attempt.pk) == []
    interviews.finish_interview(interview.candidate, interview.pk)
    assert locked(interview.candidate, attempt.pk) == []


def test_what_is_written_is_what_the_model_has(interview: Interview) -> None:
    attempt, planned = interview.attempts.open()[:2]
    attempt.follow_ups, attempt.said_at = ["It isn't “cheap”; 100 % \\ sure\n"], [timezone.now()] * 2
    attempt.status, attempt.closed_at = Attempt.Status.ANSWERED, timezone.now()
    turns.save_turn(attempt)
    assert fields_of(Attempt.objects.get(pk=attempt.pk)) == fields_of(attempt)
    assert Attempt.objects.get(pk=planned.pk).status == Attempt.Status.PLANNED


def test_what_is_not_named_stays(interview: Interview) -> None:
    attempt = waiting_attempt(interview)
    attempt.draft, attempt.response = "", ""
    turn_rows.write(attempt, ["draft"])
    assert Attempt.objects.get(pk=attempt.pk).response == HALF_ANSWER


def test_what_is_gone_is_not_written(interview: Interview) -> None:
    attempt = waiting_attempt(interview)
    Attempt.objects.filter(pk=attempt.pk).delete()
    with pytest.raises(Attempt.DoesNotExist):
        turn_rows.write(attempt, ["draft"])
