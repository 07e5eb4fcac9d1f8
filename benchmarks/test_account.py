"""What is one's own, with `ATTEMPTS` (10,000) attempts: taking it along, and deleting it."""

from __future__ import annotations

import os

import pytest
from django.urls import reverse

from benchmarks import cohort_data
from benchmarks.exporting import deleted, exported
from quiz.models import Attempt, Interview, User
from tests.conftest import django_db_modify_db_settings

__all__ = ["django_db_modify_db_settings"]

ATTEMPTS = int(os.environ.get("ATTEMPTS", "10000"))
ROUNDS = 100
"""As many as one person can go through; several people's are given to one."""

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_account(capsys: pytest.CaptureFixture[str]) -> None:
    questions = cohort_data.make_questions()
    person, *hands = cohort_data.make_people(max(1, ATTEMPTS // (ROUNDS * cohort_data.ROUND)))
    cohort_data.add_attempts([person, *hands], range(ROUNDS), questions)
    Interview.objects.filter(candidate__in=hands).update(candidate=person)
    others = cohort_data.make_people(cohort_data.MEMBERS)
    cohort_data.add_attempts(others, range(1), questions)
    cohort_data.make_progress()
    user = User.objects.get(pk=person)
    with capsys.disabled():
        print(f"\n{Attempt.objects.of(user).count():,} attempts of {Attempt.objects.count():,}")
        for name in ("account_export", "account_export_csv"):
            print(f"{name:20} {exported(user, reverse(name))}")
        print(f"{'deletion':20} {deleted(user)}")
    assert Attempt.objects.count() == len(others) * cohort_data.ROUND
