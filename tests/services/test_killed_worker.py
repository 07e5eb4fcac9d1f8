"""A worker that is killed in the middle of a job, and another that takes the job up again."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.models.base import ModelState

from quiz import tasks
from quiz.models import Attempt, Interview, Question, Replay
from quiz.services import replays
from tests.factories import HALF_ANSWER, make_question, make_user
from tests.interviewprep.conftest import start_manage
from tests.practice import practice
from tests.workers import database_url

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

ANSWERS = 20 * replays.STEP


@contextmanager
def worker(**variables: str) -> Iterator[subprocess.Popen[str]]:
    """`manage.py work` on the database of the tests; keywords are environment variables."""
    with start_manage(settings.VAR_DIR, "work", DATABASE_URL=database_url(), **variables) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_until(condition: Callable[[], bool], seconds: float = 40) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.02)


@pytest.fixture
def question() -> Question:
    """Answered many times in part, in full by the draft."""
    question = make_question()
    original = practice(make_user(), question, HALF_ANSWER)
    interview = Interview.objects.get()
    interviews = Interview.objects.bulk_create(copies(interview))
    attempts = copies(original)
    for attempt, copied in zip(attempts, interviews, strict=True):
        attempt.interview = copied
    Attempt.objects.bulk_create(attempts)
    question.criteria.filter(slug="slow").update(phrases=["first request slow", "new environment"])
    return question


def copies(row: Any) -> list[Any]:
    rows = [copy(row) for _ in range(ANSWERS - 1)]
    for copied in rows:
        copied.pk = None
        copied._state = ModelState()
    return rows


def start(question: Question) -> Replay:
    with transaction.atomic():
        replay = replays.start_replay(question, make_user())
        tasks.replay.defer(replay_id=replay.pk)
    return replay


def forget_the_worker() -> None:
    """As if it had shown no sign of life for long."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")


def test_a_job_that_was_killed_comes_to_the_same_result(question: Question) -> None:
    replay = start(question)

    def is_done(count: int) -> bool:
        replay.refresh_from_db()
        return replay.done >= count

    with worker() as first:
        wait_until(lambda: is_done(2 * replays.STEP))
        first.kill()
        first.wait()
    assert not is_done(ANSWERS)
    forget_the_worker()
    with worker():
        wait_until(lambda: is_done(ANSWERS) and replay.finished_at is not None)
    assert (replay.raised, replay.lowered, replay.other_band) == (ANSWERS, 0, ANSWERS)
    assert replay.scores.count() == ANSWERS


def test_a_worker_that_is_told_to_stop_leaves_its_job_to_the_next(question: Question) -> None:
    replay = start(question)

    def has_begun() -> bool:
        replay.refresh_from_db()
        return replay.done > 0

    with worker() as first:
        wait_until(has_begun)
        first.terminate()
        assert first.wait(10) == 0
    replay.refresh_from_db()
    assert replay.finished_at is None
