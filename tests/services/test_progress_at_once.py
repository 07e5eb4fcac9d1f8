"""What several processes practise at once for the same people comes to what is counted one by one.

Some hundred attempts, or as many as ANSWERS says: `make bench-progress` has 10,000.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter

import pytest
from django.conf import settings
from django.db.models import Sum

from quiz.models import AnswerDay, Attempt, Interview, QuestionProgress, Regrade
from quiz.services.interviews import finish_interview
from quiz.services.progress_check import differences
from tests.factories import make_questions, make_user
from tests.workers import database_url

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

ANSWERS = int(os.environ.get("ANSWERS", "200"))
PROCESSES = 4
SHARE = -(-ANSWERS // PROCESSES)


def practising(seed: int) -> subprocess.Popen[str]:
    environ = {**os.environ, "DJANGO_SETTINGS_MODULE": "interviewprep.settings"}
    environ |= {"DATABASE_URL": database_url(), "SECRET_KEY": settings.SECRET_KEY}
    main = f"import django; django.setup(); from tests import practising; practising.main({seed}, {SHARE})"
    command = [sys.executable, "-c", main]
    return subprocess.Popen(command, env=environ, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True)


def test_attempts_of_several_processes_come_to_what_is_counted_one_by_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for _ in range(max(4, ANSWERS // 300)):
        make_user()
    make_questions(6)
    begun = time.perf_counter()
    processes = [practising(seed) for seed in range(PROCESSES)]
    done: Counter[str] = Counter()
    for process in processes:
        said, _ = process.communicate()
        assert process.returncode == 0
        done.update(json.loads(said))
    seconds = time.perf_counter() - begun
    for interview in Interview.objects.unfinished().select_related("candidate"):
        finish_interview(interview.candidate, interview.pk)
    found = list(differences())
    counted = Attempt.objects.counted().count()
    if "ANSWERS" in os.environ:
        with capsys.disabled():
            print(f"\n{counted:,} attempts by {PROCESSES} processes in {seconds:,.0f} s: {dict(done)}")
            print(f"{Regrade.objects.count()} regrades; rows stored otherwise: {len(found)}")
    assert found == []
    assert counted >= done["attempts"] >= ANSWERS
    assert QuestionProgress.objects.aggregate(sum=Sum("times_asked"))["sum"] == counted
    assert AnswerDay.objects.aggregate(sum=Sum("asked"))["sum"] == counted
