"""Days of practice before there was a review."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from quiz.models import Attempt, Interview, PracticeDay
from tests.factories import GOOD_ANSWER, make_interview, make_user
from tests.reviewing import hold, say

pytestmark = pytest.mark.django_db

OLD, NEW = "0009_editors_answer_disputes", "0010_reviews"


def migrate(name: str) -> None:
    connection.check_constraints()
    MigrationExecutor(connection).migrate([("quiz", name)])


def test_answers_of_finished_interviews_are_days_of_practice() -> None:
    candidate = make_user()
    hold(candidate, GOOD_ANSWER, GOOD_ANSWER, "")
    say(make_interview(candidate, questions=2), GOOD_ANSWER)
    finished = Interview.objects.finished().get().attempts
    for position, hour in enumerate((3, 4, 20), start=1):
        closed_at = datetime(2026, 11, 2, hour, tzinfo=UTC)
        finished.filter(position=position).update(closed_at=closed_at)
    migrate(OLD)
    migrate(NEW)
    assert Attempt.objects.of(candidate).count() == 5
    kept = PracticeDay.objects.filter(candidate=candidate).values_list("day", flat=True)
    assert set(kept) == {date(2026, 11, 1), date(2026, 11, 2)}
