"""A draft tried on very many stored answers of one question: `make bench-replay`, some minutes.

How many answers a second, how much memory, and whether a run whose worker is killed half way comes to the
same as one that goes through. Times are those of one machine in one state.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import time

import psutil
import pytest
from django.core.management import call_command
from django.db import connection, models

from quiz.models import Attempt, Benchmark, Interview, Question, Replay
from quiz.services import replays
from tests.conftest import django_db_modify_db_settings
from tests.factories import make_editor, make_user
from tests.practice import practice

__all__ = ["django_db_modify_db_settings"]

ANSWERS = int(os.environ.get("ANSWERS", "100000"))
QUESTION = ("aws-lambda", "languages-and-packaging")
APART = 1_000_000
"""Between the keys of a row and of its first copy, and so on."""

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def question() -> Question:
    """Each of its benchmarks is an answer, many times; in the draft a point moves to the last criterion."""
    call_command("load_question_bank", verbosity=0)
    question = Question.objects.get_by_natural_key(*QUESTION)
    texts = Benchmark.objects.filter(question=question).values_list("text", flat=True)
    for text in texts:
        practice(make_user(), question, text)
    for model, keys in ((Interview, {"id"}), (Attempt, {"id", "interview_id"})):
        multiply(model, keys, -(-ANSWERS // len(texts)) - 1)
    first, *_, last = question.criteria.filter(is_bonus=False)
    question.criteria.filter(pk=first.pk).update(points=first.points - 1)
    question.criteria.filter(pk=last.pk).update(points=last.points + 1)
    return question


def multiply(model: type[models.Model], keys: set[str], copies: int) -> None:
    """Copy all rows so many times, with keys that are far apart."""
    columns = [field.column or "" for field in model._meta.concrete_fields]
    values = [f"{column} + copy::bigint * {APART}" if column in keys else column for column in columns]
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) "
            f"SELECT {', '.join(values)} FROM {table}, generate_series(1, %s) AS copy",
            [copies],
        )
        cursor.execute(f"ANALYZE {table}")


def memory() -> float:
    """Of this process, in MB."""
    return float(psutil.Process().memory_info().rss) / 1e6


def outcome(replay: Replay) -> str:
    """A digest of all that was found."""
    digest = hashlib.sha256()
    rows = replay.scores.order_by("attempt").values_list("attempt", "before", "after", "reasons")
    for row in rows.iterator():
        digest.update(repr(row).encode())
    return digest.hexdigest()


def go_on(replay_id: int) -> None:
    while replays.replay_step(replay_id):
        pass


def killed_half_way(replay: Replay) -> None:
    """Let a process of its own do some of it, and kill it."""
    connection.close()
    process = multiprocessing.get_context("fork").Process(target=go_on, args=(replay.pk,))
    process.start()
    while replay.done < replay.total / 2:
        time.sleep(0.2)
        replay.refresh_from_db()
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join()


def test_replaying(question: Question, capsys: pytest.CaptureFixture[str]) -> None:
    replay = replays.start_replay(question, make_editor())
    replays.replay_step(replay.pk)
    begun, before = time.perf_counter(), memory()
    seen = []
    while replays.replay_step(replay.pk):
        seen.append(memory())
    seconds = time.perf_counter() - begun
    replay.refresh_from_db()
    whole = outcome(replay)
    counts = f"{replay.raised:,} up, {replay.lowered:,} down, {replay.other_band:,} to another band"
    again = replays.start_replay(question, make_editor())
    killed_half_way(again)
    again.refresh_from_db()
    killed_at = again.done
    go_on(again.pk)
    again.refresh_from_db()
    is_same = outcome(again) == whole
    with capsys.disabled():
        print(f"\n{replay.done:,} answers: {counts}")
        print(f"{(replay.done - replays.STEP) / seconds:,.0f} answers a second")
        print(f"memory: {before:.0f} MB after the first step, {max(seen):.0f} MB at most")
        print(f"killed after {killed_at:,}, gone on with, and {'the same' if is_same else 'not the same'}")
    assert is_same
