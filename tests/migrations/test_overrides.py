"""Overrides get the cohort that they were made in, as far as that can be known."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from quiz.models import Override
from quiz.services.overrides import override
from tests.cohorts import make_cohort, make_membership
from tests.factories import HALF_ANSWER, make_finished

pytestmark = pytest.mark.django_db

OLD = "0024_editors_decide_overrides"


def make_override(name: str) -> Override:
    membership = make_membership(make_cohort(name=name))
    attempt = make_finished(membership.member, HALF_ANSWER).attempts.get()
    return override(membership.cohort.leads.get(), membership.pk, attempt.pk, score=85, reason=name)


def test_it_is_that_of_lead_and_candidate_if_there_is_one() -> None:
    make_override("one")
    unclear = make_override("two")
    make_cohort(unclear.lead, unclear.attempt.interview.candidate)
    left = make_override("none")
    left.attempt.interview.candidate.memberships.all().delete()
    make_cohort(left.lead)
    connection.check_constraints()
    MigrationExecutor(connection).migrate([("quiz", OLD)])
    connection.check_constraints()
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    cohorts = dict(Override.objects.values_list("reason", "cohort__name"))
    assert cohorts == {"one": "one", "two": None, "none": None}
