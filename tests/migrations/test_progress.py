"""Progress is filled from the attempts that were there before it was kept."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from quiz.models import QuestionProgress
from quiz.services.progress_check import differences
from tests.factories import GOOD_ANSWER, HALF_ANSWER, REST_OF_ANSWER, make_question, make_user
from tests.practice import practice

pytestmark = pytest.mark.django_db

WITHOUT = "0010_reviews"
WITHOUT_FIRST = "0021_exports"


def go_back(name: str) -> None:
    connection.check_constraints()
    MigrationExecutor(connection).migrate([("quiz", name)])


def go_on() -> None:
    """To the models as they are now, which the check reads by."""
    executor = MigrationExecutor(connection)
    connection.check_constraints()
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.mark.parametrize("old", [WITHOUT, WITHOUT_FIRST])
def test_progress_is_what_the_attempts_come_to(old: str) -> None:
    questions = [make_question(), make_question()]
    for candidate in (make_user(), make_user()):
        practice(candidate, questions[0], HALF_ANSWER, REST_OF_ANSWER)
        practice(candidate, questions[0])
        practice(candidate, questions[1], GOOD_ANSWER)
        practice(candidate, questions[1], HALF_ANSWER, "I don't know.")
    go_back(old)
    go_on()
    assert QuestionProgress.objects.count() == 4
    assert list(differences()) == []
