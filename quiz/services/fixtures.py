"""Loading the questions that come with the project, without ever undoing an editor's work."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, connection, models, transaction

from quiz.models import Criterion, LoadedQuestion, Misconception, Question, Topic
from quiz.services.question_bank import CRITERION_FIELDS, MISCONCEPTION_FIELDS, publish

Fields = dict[str, Any]

FIELDS: dict[type[models.Model], tuple[str, ...]] = {
    Topic: ("slug", "name", "position"),
    Question: ("slug", "position", "short_name", "text", "model_answer", "difficulty"),
    Criterion: ("position", *CRITERION_FIELDS),
    Misconception: ("position", *MISCONCEPTION_FIELDS),
}
"""What a fixture says of each, and what tells whether an editor has changed it."""
LOADING_LOCK = 0x696E7465
"""Key of the advisory lock that one loader at a time holds."""


class FixtureError(Exception):
    """One line: the file, and what is wrong with it."""


@dataclass(frozen=True)
class Bundle:
    """One question of a fixture with all that belongs to it, as field values."""

    topic: Fields
    question: Fields
    criteria: list[Fields]
    misconceptions: list[Fields]

    @property
    def digest(self) -> str:
        return _digest(self.question, self.criteria, self.misconceptions, is_published=True)


@transaction.atomic
def load_question_bank(fixtures: Iterable[Path]) -> list[Question]:
    """Load and publish the questions of Django fixtures with natural keys; return the new and the renewed.

    A question that an editor has changed, deleted or written under the same slug is left alone; one that is
    still as it was loaded is brought up to the fixture. Its topic is the one with the fixture's slug, else
    the one with its name, which an editor may have made or given another slug; else it is made. Raises
    FixtureError for a fixture that can't be loaded, and then loads nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOADING_LOCK])
    return [question for path in fixtures for question in _load_file(path)]


def _load_file(path: Path) -> list[Question]:
    file = f"{path.parent.name}/{path.name}"
    loaded = []
    with _faults_told_of(file):
        bundles = list(_read_bundles(path))
    for bundle in bundles:
        with _faults_told_of(f"{file}: {bundle.question['slug']}"):
            loaded.append(_load(bundle))
    return [question for question in loaded if question]


@contextmanager
def _faults_told_of(what: str) -> Iterator[None]:
    try:
        yield
    except KeyError as error:
        raise FixtureError(f"{what}: {error} is missing.") from error
    except (TypeError, ValueError, DataError, IntegrityError) as error:
        raise FixtureError(f"{what}: {' '.join(str(error).split())}") from error


def _read_bundles(path: Path) -> Iterator[Bundle]:
    """Yield the questions of a fixture in its order."""
    rows: defaultdict[str, list[Fields]] = defaultdict(list)
    for row in json.loads(path.read_text(encoding="utf-8")):
        rows[row["model"]].append(row["fields"])
    topics = {
        fields["slug"]: _checked(Topic, fields, place)
        for place, fields in enumerate(rows["quiz.topic"], start=1)
    }
    for place, fields in enumerate(rows["quiz.question"], start=1):
        topic, slug = fields["topic"][0], fields["slug"]
        if topic not in topics:
            raise ValueError(f"the topic {topic} of the question {slug} is not in the file.")
        criteria, misconceptions = (
            _lines(model, rows[model._meta.label_lower], [topic, slug])
            for model in (Criterion, Misconception)
        )
        yield Bundle(topics[topic], _checked(Question, fields, place), criteria, misconceptions)


def _lines(model: type[models.Model], rows: list[Fields], question: list[str]) -> list[Fields]:
    own = [fields for fields in rows if fields["question"] == question]
    return [_checked(model, fields, place) for place, fields in enumerate(own, start=1)]


def _checked(model: type[models.Model], fields: Fields, place: int) -> Fields:
    """The fields of a row, with the model's defaults for those left out; its place is the position then.

    Raises ValueError.
    """
    slug = fields["slug"]
    relations = {"topic", "question"}
    try:
        made = model(**{name: value for name, value in fields.items() if name not in relations})
        made.clean_fields(exclude=relations)
    except (TypeError, ValueError, ValidationError) as error:
        raise ValueError(f"{model._meta.verbose_name} {slug}: {error}") from error
    values = {name: getattr(made, name) for name in FIELDS[model]}
    return values | {"position": values["position"] or place}


def _load(bundle: Bundle) -> Question | None:
    """Create or renew the bundle's question; None if there is nothing to do or an editor has been there."""
    slugs = {"topic_slug": bundle.topic["slug"], "question_slug": bundle.question["slug"]}
    loaded = LoadedQuestion.objects.filter(**slugs).first()
    topic = _topic(bundle.topic)
    question = Question.objects.filter(topic=topic, slug=bundle.question["slug"]).first() if topic else None
    current = _digest_of(question) if question else None
    if current != (loaded.digest if loaded else None) or current == bundle.digest:
        return None
    question = _write(bundle, topic or Topic.objects.create(**bundle.topic))
    publish(question)
    LoadedQuestion.objects.update_or_create(**slugs, defaults={"digest": bundle.digest})
    return question


def _topic(fields: Fields) -> Topic | None:
    of_slug, of_name = (Topic.objects.filter(**{name: fields[name]}) for name in ("slug", "name"))
    return of_slug.first() or of_name.first()


def _write(bundle: Bundle, topic: Topic) -> Question:
    question, _ = Question.objects.update_or_create(
        topic=topic, slug=bundle.question["slug"], defaults=bundle.question
    )
    for manager, lines in (
        (question.criteria, bundle.criteria),
        (question.misconceptions, bundle.misconceptions),
    ):
        manager.exclude(slug__in=[line["slug"] for line in lines]).delete()
        for line in lines:
            manager.update_or_create(slug=line["slug"], defaults=line)
    return question


def _digest_of(question: Question) -> str:
    return _digest(
        {name: getattr(question, name) for name in FIELDS[Question]},
        list(question.criteria.values(*FIELDS[Criterion])),
        list(question.misconceptions.values(*FIELDS[Misconception])),
        is_published=question.is_published,
    )


def _digest(question: Fields, *lines: list[Fields], is_published: bool) -> str:
    """Of all that a fixture says; the order of the lines is told by their positions."""
    by_slug = [sorted(some, key=itemgetter("slug")) for some in lines]
    content = json.dumps([question, *by_slug, is_published], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()
