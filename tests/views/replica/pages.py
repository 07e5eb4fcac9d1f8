"""The pages that read from a replica, what each of them reads, and a replica that replays nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from interviewprep import replica
from interviewprep.postgres import Server
from quiz.models import Membership, Question
from tests.interviewprep.test_postgres import ask

READS = {
    "cohort_detail": "quiz_criterionprogress",
    "cohort_criterion": "quiz_criterionprogress",
    "membership_detail": "quiz_note",
    "grid": "quiz_criterionprogress",
    "members": "quiz_answerday",
    "attempts": "quiz_attempt",
    "statistics": "corr(",
    "statistics_list": "corr(",
}
"""Something that each page can't do without."""


def page_of(name: str, membership: Membership) -> str:
    question = Question.objects.earliest("pk")
    if name == "statistics":
        return reverse("admin:quiz_question_statistics", args=[question.pk])
    if name == "statistics_list":
        return reverse("admin:quiz_question_statistics_list")
    if name == "membership_detail":
        return reverse(name, args=[membership.pk])
    if name == "cohort_detail":
        return reverse(name, args=[membership.cohort_id])
    if name == "cohort_criterion":
        slug = question.criteria.all()[0].slug
        return reverse(name, args=[membership.cohort_id, question.pk, slug])
    return reverse("cohort_export", args=[membership.cohort_id, name])


def fetch(client: Client, path: str) -> tuple[str, str, str]:
    """The page, and the statements that each server got."""
    with CaptureQueriesContext(connections["replica"]) as there, CaptureQueriesContext(connection) as here:
        response = client.get(path)
        assert response.status_code == 200, path
        text = response.getvalue().decode()
    here_asked, there_asked = (" ".join(each["sql"] for each in queries) for queries in (here, there))
    return text, here_asked, there_asked


def fetch_away(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.getvalue().decode()


def ask_replica(query: str) -> object:
    with connections["replica"].cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]


@contextmanager
def paused(standby: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """It gets what is written, and replays none of it; nobody waits for that."""
    ask(standby, "SELECT pg_wal_replay_pause()::text")
    monkeypatch.setattr(replica, "PATIENCE", 0.05)
    try:
        yield
    finally:
        ask(standby, "SELECT pg_wal_replay_resume()::text")
