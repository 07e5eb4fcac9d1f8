"""Loading the questions that come with the project, without ever undoing an editor's work."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from quiz.models import LoadedQuestion, Question, Topic
from quiz.services.question_bank import CRITERION_FIELDS, MISCONCEPTION_FIELDS, publish, rubric_content

Fields = dict[str, Any]

QUESTION_FIELDS = ("short_name", "text", "model_answer", "difficulty")
LOADING_LOCK = 0x696E7465
"""Key of the advisory lock that one loader at a time holds."""


@dataclass(frozen=True)
class Bundle:
    """One question of a fixture with all that belongs to it, as field values."""

    topic: Fields
    question: Fields
    criteria: list[Fields]
    misconceptions: list[Fields]

    @property
    def digest(self) -> str:
        return _digest(
            {
                **{name: self.question[name] for name in QUESTION_FIELDS},
                "criteria": [{name: line[name] for name in CRITERION_FIELDS} for line in self.criteria],
                "misconceptions": [
                    {name: line[name] for name in MISCONCEPTION_FIELDS} for line in self.misconceptions
                ],
                "is_published": True,
            }
        )


@transaction.atomic
def load_question_bank(fixtures: Iterable[Path]) -> list[Question]:
    """Load and publish the questions of Django fixtures with natural keys; return the new and the renewed.

    A question that an editor has changed, deleted or written under the same slug is left alone; one that is
    still as it was loaded is brought up to the fixture. Raises RubricError for a bad rubric, and then loads
    nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOADING_LOCK])
    bundles = [bundle for path in fixtures for bundle in read_bundles(path)]
    return [question for bundle in bundles if (question := _load(bundle)) is not None]


def read_bundles(path: Path) -> Iterator[Bundle]:
    """Yield the questions of a fixture in its order."""
    by_model: dict[str, list[Fields]] = {}
    for row in json.loads(path.read_text(encoding="utf-8")):
        by_model.setdefault(row["model"], []).append(row["fields"])
    topics = {topic["slug"]: topic for topic in by_model["quiz.topic"]}
    for question in by_model["quiz.question"]:
        key = [*question["topic"], question["slug"]]
        yield Bundle(
            topic=topics[question["topic"][0]],
            question=question,
            criteria=[line for line in by_model["quiz.criterion"] if line["question"] == key],
            misconceptions=[line for line in by_model["quiz.misconception"] if line["question"] == key],
        )


def _load(bundle: Bundle) -> Question | None:
    """Create or renew the bundle's question; None if there is nothing to do or an editor has been there."""
    slugs = {"topic_slug": bundle.topic["slug"], "question_slug": bundle.question["slug"]}
    loaded = LoadedQuestion.objects.filter(**slugs).first()
    question = Question.objects.filter(topic__slug=slugs["topic_slug"], slug=slugs["question_slug"]).first()
    current = _digest_of(question) if question else None
    if current != (loaded.digest if loaded else None) or current == bundle.digest:
        return None
    question = _write(bundle)
    publish(question)
    LoadedQuestion.objects.update_or_create(**slugs, defaults={"digest": bundle.digest})
    return question


def _write(bundle: Bundle) -> Question:
    slug = bundle.topic["slug"]
    topic, _ = Topic.objects.get_or_create(slug=slug, defaults=bundle.topic)
    question, _ = Question.objects.update_or_create(
        topic=topic, slug=bundle.question["slug"], defaults={**bundle.question, "topic": topic}
    )
    for manager, lines in (
        (question.criteria, bundle.criteria),
        (question.misconceptions, bundle.misconceptions),
    ):
        manager.exclude(slug__in=[line["slug"] for line in lines]).delete()
        for line in lines:
            manager.update_or_create(slug=line["slug"], defaults={**line, "question": question})
    return question


def _digest_of(question: Question) -> str:
    return _digest(
        {
            **{name: getattr(question, name) for name in QUESTION_FIELDS},
            **rubric_content(question),
            "is_published": question.is_published,
        }
    )


def _digest(content: Fields) -> str:
    content = {name: value for name, value in content.items() if name != "question"}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
