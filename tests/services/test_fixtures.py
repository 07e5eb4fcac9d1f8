"""The questions that come with the project are loaded once, and never over an editor's work."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from quiz.models import Criterion, GlossaryEntry, Misconception, Question, RubricVersion, Topic
from quiz.services.fixtures import FixtureError, load_question_bank
from quiz.services.question_bank import withdraw
from tests.services.fixture_files import (
    CRITERION_ROW,
    FIXTURE,
    MISCONCEPTION_ROW,
    QUESTION_ROW,
    TOPIC_ROW,
    changed,
    renewed,
    write,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def fixture(tmp_path: Path) -> Path:
    return write(tmp_path / "caching.json", FIXTURE)


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


def test_positions_that_an_editor_has_changed_are_left_alone(fixture: Path) -> None:
    load_question_bank([fixture])
    Question.objects.update(position=7)
    assert load_question_bank([renewed(fixture)]) == []
    assert Question.objects.get().position == 7


def test_the_order_of_lines_that_an_editor_has_changed_is_left_alone(fixture: Path) -> None:
    load_question_bank([fixture])
    Misconception.objects.update(position=7)
    assert load_question_bank([renewed(fixture)]) == []
    assert Misconception.objects.get().position == 7


def test_a_later_release_puts_what_nobody_has_touched_in_another_place(fixture: Path) -> None:
    load_question_bank([fixture])
    load_question_bank([write(fixture, changed(QUESTION_ROW, position=7))])
    assert Question.objects.get().position == 7


def test_lines_in_another_order_than_their_positions_are_loaded_once(fixture: Path) -> None:
    second = deepcopy(FIXTURE[MISCONCEPTION_ROW])
    second["fields"] |= {"slug": "memory", "name": "Memory", "position": 0, "phrases": ["memory is full"]}
    write(fixture, [*FIXTURE, second])
    load_question_bank([fixture])
    assert load_question_bank([fixture]) == []
    write(fixture, [*changed(CRITERION_ROW, name="Another name"), second])
    assert len(load_question_bank([fixture])) == 1


def test_questions_go_to_the_topic_that_an_editor_has_made_under_another_slug(fixture: Path) -> None:
    topic = Topic.objects.create(slug="caches", name="Caching")
    load_question_bank([fixture])
    assert Question.objects.get().topic == topic
    assert load_question_bank([fixture]) == []
    assert len(load_question_bank([renewed(fixture)])) == 1


def test_the_slug_decides_where_another_topic_has_the_name(fixture: Path) -> None:
    Topic.objects.create(slug="caches", name="Caching")
    topic = Topic.objects.create(slug="caching", name="Caches in general")
    load_question_bank([fixture])
    assert Question.objects.get().topic == topic


def test_a_question_needs_no_misconception(fixture: Path) -> None:
    load_question_bank([write(fixture, FIXTURE[:MISCONCEPTION_ROW])])
    assert Question.objects.published().exists()


def test_what_is_left_out_has_the_default_of_its_model(fixture: Path) -> None:
    write(fixture, changed(CRITERION_ROW, is_bonus=None, position=None))
    load_question_bank([fixture])
    criterion = Criterion.objects.get()
    assert (criterion.is_bonus, criterion.position) == (False, 1)
    assert load_question_bank([fixture]) == []
    assert load_question_bank([fixture]) == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("[", "Expecting value: line 1 column 2 (char 1)"),
        ("[{}]", "'model' is missing."),
        ("[1]", "'int' object is not subscriptable"),
        (FIXTURE[1:], "the topic caching of the question stampede is not in the file."),
        (changed(TOPIC_ROW, name=None), "topic caching: {'name': ['This field cannot be blank.']}"),
        (changed(QUESTION_ROW, difficulty="rather"), "question stampede: {'difficulty': "),
        (
            changed(CRITERION_ROW, points=None),
            "criterion rebuild: {'points': ['This field cannot be null.']}",
        ),
        (changed(CRITERION_ROW, slug=None), "'slug' is missing."),
        (changed(CRITERION_ROW, weight=3), "unexpected keyword arguments: 'weight'"),
        (changed(CRITERION_ROW, points=9), "stampede: The criteria that are not a bonus add up to 9 points"),
        (changed(CRITERION_ROW, phrases="rebuild"), "criterion rebuild: "),
        (changed(MISCONCEPTION_ROW, points=11), "stampede: new row for relation"),
        (changed(QUESTION_ROW, text="NUL \0"), "stampede: PostgreSQL text fields cannot contain NUL"),
    ],
)
def test_a_fault_is_told_in_one_line_and_nothing_is_loaded(
    fixture: Path, tmp_path: Path, content: str | list[dict[str, Any]], reason: str
) -> None:
    faulty = tmp_path / "faulty.json"
    faulty.write_text(content if isinstance(content, str) else json.dumps(renamed(content)))
    with pytest.raises(FixtureError) as raised:
        load_question_bank([fixture, faulty])
    assert str(raised.value).startswith(f"{tmp_path.name}/faulty.json: ")
    assert reason.replace("stampede", "avalanche") in str(raised.value)
    assert "\n" not in str(raised.value)
    assert not Question.objects.exists()


def renamed(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return json.loads(json.dumps(rows).replace("stampede", "avalanche"))  # type: ignore[no-any-return]


def test_the_bundled_questions_are_loaded_by_the_command() -> None:
    call_command("load_question_bank", verbosity=0)
    assert Question.objects.published().filter(topic__slug="aws-lambda").count() == 9
    assert GlossaryEntry.objects.exists()


def test_the_bundled_fixtures_are_django_fixtures() -> None:
    fixtures = settings.BASE_DIR / "fixtures"
    call_command("loaddata", fixtures / "aws_lambda.json", fixtures / "glossary.json", verbosity=0)
    assert Question.objects.count() == 9
    assert GlossaryEntry.objects.exists()
