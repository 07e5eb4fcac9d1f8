"""The pages of a cohort with ever more attempts in the database: `make bench-cohort`, some ten minutes.

200 members, of whom 14 are a cohort as well, have 50 questions each; what is added are repeats of theirs, and
the attempts of others. Times are those of one machine in one state, without the network.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.fixtures import Settings

from benchmarks import cohort_data
from benchmarks.cohort_data import MEMBERS, OTHERS_ROUNDS, ROUND
from benchmarks.exporting import exported
from quiz.models import Attempt, Cohort, Criterion, Membership
from quiz.services.progress_check import differences
from tests.cohorts import make_cohort
from tests.conftest import django_db_modify_db_settings
from tests.factories import make_user

__all__ = ["django_db_modify_db_settings"]

SIZES = [int(size) for size in os.environ.get("ATTEMPTS", "10000 100000 1000000").split()]
REQUESTS = int(os.environ.get("REQUESTS", "30"))
FEW = 14
MOST_GROWTH = 1.2
"""Of the time of a page, from the first size to the last: the goal."""

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@dataclass(frozen=True)
class Page:
    """Times in seconds, of `REQUESTS` after two that aren't counted."""

    times: Sequence[float]
    queries: int
    size: int

    def __str__(self) -> str:
        slow = quantiles(self.times, n=20)[-1]
        return (
            f"least {min(self.times) * 1000:7,.1f} ms, median {median(self.times) * 1000:7,.1f} ms, "
            f"p95 {slow * 1000:7,.1f} ms, "
            f"{self.queries:3} queries, {self.size / 1000:8,.0f} kB"
        )


def measured(client: Client, path: str) -> Page:
    fetch(client, path)
    with CaptureQueriesContext(connection) as queries:
        size = fetch(client, path)
    count = len(queries)  # the next request forgets them
    times = []
    for _ in range(REQUESTS):
        begun = time.perf_counter()
        fetch(client, path)
        times.append(time.perf_counter() - begun)
    return Page(times, count, size)


def fetch(client: Client, path: str) -> int:
    """Return how many bytes there are, without keeping those of a stream."""
    response = client.get(path)
    assert response.status_code == 200, path
    return sum(len(piece) for piece in response)


def paths_of(cohorts: dict[int, Cohort], criterion: Criterion) -> dict[str, str]:
    found = {}
    for size, cohort in cohorts.items():
        where = [cohort.pk, criterion.question_id, criterion.slug]
        found[f"cohort page, {size} members"] = reverse("cohort_detail", args=where[:1])
        found[f"answers to a criterion, {size} members"] = reverse("cohort_criterion", args=where)
        found[f"export of the grid, {size} members"] = reverse("cohort_export", args=[cohort.pk, "grid"])
        found[f"export of members, {size} members"] = reverse("cohort_export", args=[cohort.pk, "members"])
    membership = cohorts[MEMBERS].memberships.order_by("pk")[0]
    return found | {"member page": reverse("membership_detail", args=[membership.pk])}


def test_cohort(capsys: pytest.CaptureFixture[str], settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {}  # exports are asked for again and again
    questions = cohort_data.make_questions()
    members = cohort_data.make_people(MEMBERS)
    lead = make_user()
    cohorts = {size: make_cohort(lead, name=f"Cohort of {size}") for size in (FEW, MEMBERS)}
    for size, cohort in cohorts.items():
        Membership.objects.bulk_create(Membership(cohort=cohort, member_id=pk) for pk in members[:size])
    paths = paths_of(cohorts, Criterion.objects.filter(is_bonus=False).earliest("pk"))
    client = Client()
    client.force_login(lead)
    pages: dict[str, list[Page]] = {name: [] for name in paths}
    rounds = 0
    for size in SIZES:
        begun = time.perf_counter()
        more = range(rounds, 1 + size // 100_000)
        cohort_data.add_attempts(members, more, questions)
        rounds = more.stop
        others = (size - Attempt.objects.count()) // (ROUND * OTHERS_ROUNDS)
        cohort_data.add_attempts(cohort_data.make_people(others), range(OTHERS_ROUNDS), questions)
        cohort_data.make_progress()
        seconds = time.perf_counter() - begun
        if size == SIZES[0]:
            assert list(differences()) == []
        export = reverse("cohort_export", args=[cohorts[MEMBERS].pk, "attempts"])
        with capsys.disabled():
            print(
                f"\n{Attempt.objects.count():,} attempts, {rounds * ROUND} a member, made in {seconds:,.0f} s"
            )
            for name, path in paths.items():
                pages[name].append(measured(client, path))
                print(f"{name:40} {pages[name][-1]}")
            print(f"{'export of attempts, ' + str(MEMBERS) + ' members':40} {exported(lead, export)}")
    with capsys.disabled():
        print(f"\ntime with {SIZES[-1]:,} attempts by that with {SIZES[0]:,}, goal {MOST_GROWTH}:")
        for name, found in pages.items():
            least, middle = (of(found[-1].times) / of(found[0].times) for of in (min, median))
            print(f"{name:40} least {least:.2f}, median {middle:.2f}")
    for name, found in pages.items():
        assert len({page.queries for page in found}) == 1, name
        assert min(found[-1].times) <= MOST_GROWTH * min(found[0].times), name
