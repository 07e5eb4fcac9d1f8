"""The questions that come with the project are loaded once, and never over an editor's work."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from quiz.models import Criterion, Misconception, Question, RubricVersion, Topic
from quiz.scoring import RubricError
from quiz.services.fixtures import load_question_bank
from quiz.services.question_bank import withdraw

pytestmark = pytest.mark.django_db

QUESTION = {"topic": ["caching"], "slug": "stampede", "position": 1, "short_name": "Stampede"}
FIXTURE: list[dict[str, Any]] = [
    {"model": "quiz.topic", "fields": {"slug": "caching", "name": "Caching", "position": 1}},
    {
        "model": "quiz.question",
        "fields": {
            **QUESTION,
            "text": "What is a cache stampede?",
            "model_answer": "Many requests miss at once and all rebuild the same entry.",
            "difficulty": "medium",
        },
    },
    {
        "model": "quiz.criterion",
        "fields": {
            "question": ["caching", "stampede"],
            "slug": "rebuild",
            "position": 1,
            "name": "All rebuild the entry",
            "points": 10,
            "is_bonus": False,
            "phrases": ["rebuild same entry"],
            "probe": "What does each of the requests do?",
            "missed": "Say that all of them rebuild the same entry.",
        },
    },
    {
        "model": "quiz.misconception",
        "fields": {
            "question": ["caching", "stampede"],
            "slug": "disk",
            "position": 1,
            "name": "It is about disks",
            "points": 2,
            "phrases": ["disk is full"],
            "correction": "It is about the load behind the cache.",
        },
    },
]


@pytest.fixture
def fixture(tmp_path: Path) -> Path:
    return write(tmp_path / "caching.json", FIXTURE)


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text(json.dumps(rows), encoding="utf-8")
    return path


def renewed(path: Path) -> Path:
    """The fixture as a later release has it: another phrase."""
    rows = deepcopy(FIXTURE)
    rows[2]["fields"]["phrases"] = ["rebuild same entry", "compute it again"]
    return write(path, rows)


def test_loading_publishes_the_questions(fixture: Path) -> None:
    assert [question.slug for question in load_question_bank([fixture])] == ["stampede"]
    assert Question.objects.published().get().criteria.get().phrases == ["rebuild same entry"]


def test_loading_again_changes_nothing(fixture: Path) -> None:
    load_question_bank([fixture])
    assert load_question_bank([fixture]) == []
    assert (Topic.objects.count(), Question.objects.count(), RubricVersion.objects.count()) == (1, 1, 1)
    assert (Criterion.objects.count(), Misconception.objects.count()) == (1, 1)


def test_a_later_release_renews_what_nobody_has_touched(fixture: Path) -> None:
    load_question_bank([fixture])
    assert len(load_question_bank([renewed(fixture)])) == 1
    question = Question.objects.get()
    assert question.criteria.get().phrases == ["rebuild same entry", "compute it again"]
    assert question.current_version
    assert question.current_version.number == 2


def test_what_an_editor_has_changed_is_left_alone(fixture: Path) -> None:
    load_question_bank([fixture])
    Criterion.objects.update(phrases=["an editor's phrase"])
    assert load_question_bank([renewed(fixture)]) == []
    assert Criterion.objects.get().phrases == ["an editor's phrase"]


def test_what_an_editor_has_withdrawn_stays_withdrawn(fixture: Path) -> None:
    load_question_bank([fixture])
    withdraw(Question.objects.get())
    load_question_bank([renewed(fixture)])
    assert not Question.objects.published().exists()


def test_what_an_editor_has_deleted_does_not_come_back(fixture: Path) -> None:
    load_question_bank([fixture])
    Question.objects.all().delete()
    load_question_bank([renewed(fixture)])
    assert not Question.objects.exists()


def test_what_an_editor_has_written_under_the_same_slug_is_left_alone(fixture: Path) -> None:
    topic = Topic.objects.create(slug="caching", name="Caches")
    own = Question.objects.create(
        topic=topic, slug="stampede", short_name="Own", text="Own?", model_answer="Own."
    )
    assert load_question_bank([fixture]) == []
    own.refresh_from_db()
    assert own.text == "Own?"


def test_one_bad_rubric_loads_nothing(fixture: Path, tmp_path: Path) -> None:
    rows = deepcopy(FIXTURE)
    rows[2]["fields"]["points"] = 9
    with pytest.raises(RubricError):
        load_question_bank([fixture, write(tmp_path / "worse.json", [row | {} for row in renamed(rows)])])
    assert not Question.objects.exists()


def renamed(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return json.loads(json.dumps(rows).replace("stampede", "avalanche"))  # type: ignore[no-any-return]


def test_the_bundled_questions_are_loaded_by_the_command() -> None:
    call_command("load_question_bank", verbosity=0)
    assert Question.objects.published().filter(topic__slug="aws-lambda").count() == 9


def test_the_bundled_fixture_is_a_django_fixture() -> None:
    call_command("loaddata", settings.BASE_DIR / "fixtures" / "aws_lambda.json", verbosity=0)
    assert Question.objects.count() == 9
