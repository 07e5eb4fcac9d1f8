"""Interviews of the last release keep what was said in them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from quiz.models import Question
from tests.factories import make_questions, make_user

pytestmark = pytest.mark.django_db

OLD, NEW = "0006_editors_keep_glossary_and_benchmarks", "0007_interview_plans"
ASKED, SAID, CLOSED = (datetime(2026, 11, 2, 9, minute, tzinfo=UTC) for minute in (0, 3, 5))


def migrate(name: str) -> Apps:
    """The models as they are after a migration; no check of rows made in this test may be open then."""
    connection.check_constraints()
    return MigrationExecutor(connection).migrate([("quiz", name)]).apps


def old_attempt(apps: Apps, position: int, question: Question, **fields: Any) -> None:
    interview = apps.get_model("quiz", "Interview").objects.get()
    apps.get_model("quiz", "Attempt").objects.create(
        interview=interview,
        question_id=question.pk,
        rubric_version_id=question.current_version_id,
        position=position,
        asked_at=ASKED,
        **fields,
    )


def test_interviews_are_kept_and_given_back() -> None:
    candidate, questions = make_user(), make_questions(3)
    topic = questions[0].topic
    old = migrate(OLD)
    old.get_model("quiz", "Interview").objects.create(
        candidate_id=candidate.pk, topic_id=topic.pk, question_count=3, follow_ups=True, seed=1
    )
    scored = {"score": 60, "result": {}, "responded_at": SAID}
    old_attempt(old, 1, questions[0], status="answered", response="One", closed_at=SAID, **scored)
    old_attempt(
        old,
        2,
        questions[1],
        status="answered",
        response="Two",
        probed_criterion="slow",
        follow_up_response="It is slow.",
        closed_at=CLOSED,
        **scored,
    )
    old_attempt(old, 3, questions[2], status="probed", response="Three", probed_criterion="slow", **scored)

    new = migrate(NEW)
    interview = new.get_model("quiz", "Interview").objects.get()
    said = interview.attempts.order_by("position").values_list("probed", "follow_ups", "said_at")
    assert (interview.title, interview.follow_ups) == (topic.name, 1)
    assert list(said) == [
        ([], [], [SAID]),
        (["slow"], ["It is slow."], [SAID, CLOSED]),
        (["slow"], [], [SAID]),
    ]

    back = migrate(OLD)
    interview = back.get_model("quiz", "Interview").objects.get()
    said = interview.attempts.order_by("position").values_list(
        "probed_criterion", "follow_up_response", "responded_at"
    )
    assert (interview.topic_id, interview.follow_ups) == (topic.pk, True)
    assert list(said) == [("", "", SAID), ("slow", "It is slow.", SAID), ("slow", "", SAID)]
