"""What a fixture file brings, as plain values: glossary entries, topics, and questions with all of theirs."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from quiz.models import Benchmark, Criterion, GlossaryEntry, Misconception, Question, Topic
from quiz.services.question_bank import CRITERION_FIELDS, FACT_FIELDS, MISCONCEPTION_FIELDS

Fields = dict[str, Any]

FIELDS: dict[type[models.Model], tuple[str, ...]] = {
    GlossaryEntry: ("name", "meaning", "ways"),
    Topic: ("slug", "name", "position", "alien_terms"),
    Question: ("slug", "position", "short_name", "text", "model_answer", "difficulty"),
    Criterion: ("position", *CRITERION_FIELDS, *FACT_FIELDS),
    Misconception: ("position", *MISCONCEPTION_FIELDS),
    Benchmark: ("position", "grade", "text", "why"),
}
"""What a fixture says of each, and what tells whether an editor has changed it."""


@dataclass(frozen=True)
class Bundle:
    """One question of a fixture with all that belongs to it, as field values."""

    topic: Fields
    question: Fields
    criteria: list[Fields]
    misconceptions: list[Fields]
    benchmarks: list[Fields]

    @property
    def key(self) -> str:
        return f"{self.topic['slug']}/{self.question['slug']}"

    @property
    def digest(self) -> str:
        return question_digest(
            self.question, self.criteria, self.misconceptions, self.benchmarks, is_published=True
        )

    def phrases(self) -> list[str]:
        """Those of the criteria and the misconceptions."""
        return [phrase for line in (*self.criteria, *self.misconceptions) for phrase in line["phrases"]]


@dataclass(frozen=True)
class Fixture:
    """What one file brings, in its order."""

    entries: list[Fields]
    topics: list[Fields]
    bundles: list[Bundle]


def read_fixture(path: Path) -> Fixture:
    """Read a Django fixture with natural keys. Raises KeyError, TypeError or ValueError."""
    rows: defaultdict[str, list[Fields]] = defaultdict(list)
    for row in json.loads(path.read_text(encoding="utf-8")):
        rows[row["model"]].append(row["fields"])
    topics = [_placed(Topic, fields, place) for place, fields in enumerate(rows["quiz.topic"], start=1)]
    return Fixture(
        entries=[_checked(GlossaryEntry, fields, fields["name"]) for fields in rows["quiz.glossaryentry"]],
        topics=topics,
        bundles=list(_bundles(rows, {topic["slug"]: topic for topic in topics})),
    )


def _bundles(rows: dict[str, list[Fields]], topics: dict[str, Fields]) -> Iterator[Bundle]:
    for place, fields in enumerate(rows["quiz.question"], start=1):
        topic, slug = fields["topic"][0], fields["slug"]
        if topic not in topics:
            raise ValueError(f"the topic {topic} of the question {slug} is not in the file.")
        criteria, misconceptions, benchmarks = (
            _lines(model, rows[model._meta.label_lower], [topic, slug])
            for model in (Criterion, Misconception, Benchmark)
        )
        question = _placed(Question, fields, place)
        yield Bundle(topics[topic], question, criteria, misconceptions, benchmarks)


def _lines(model: type[models.Model], rows: list[Fields], question: list[str]) -> list[Fields]:
    own = [fields for fields in rows if fields["question"] == question]
    return [_placed(model, fields, place) for place, fields in enumerate(own, start=1)]


def _placed(model: type[models.Model], fields: Fields, place: int) -> Fields:
    """The checked fields of a row; its place in the file is the position if it has none."""
    name = place if model is Benchmark else fields["slug"]
    values = _checked(model, fields, str(name))
    return values | {"position": values["position"] or place}


def _checked(model: type[models.Model], fields: Fields, name: str) -> Fields:
    """The fields of a row, with the model's defaults for those left out. Raises ValueError."""
    relations = {"topic", "question"}
    try:
        made = model(**{field: value for field, value in fields.items() if field not in relations})
        made.clean_fields(exclude=relations)
    except (TypeError, ValueError, ValidationError) as error:
        raise ValueError(f"{model._meta.verbose_name} {name}: {error}") from error
    return {field: getattr(made, field) for field in FIELDS[model]}


def question_digest(
    question: Fields,
    criteria: list[Fields],
    misconceptions: list[Fields],
    benchmarks: list[Fields],
    *,
    is_published: bool,
) -> str:
    """Of all that a fixture says of a question; the order of its lines is told by their positions.

    Benchmarks and what is known of facts count where there are some: what was loaded before there were any
    is still known.
    """
    said = [_without_empty_facts(line) for line in criteria]
    by_slug = [sorted(lines, key=itemgetter("slug")) for lines in (said, misconceptions)]
    held_against = [sorted(benchmarks, key=itemgetter("position"))] if benchmarks else []
    return digest([question, *by_slug, is_published, *held_against])


def _without_empty_facts(criterion: Fields) -> Fields:
    return {name: value for name, value in criterion.items() if value or name not in FACT_FIELDS}


def digest(content: Any) -> str:
    """SHA-256 of plain values, in hexadecimal; grades are numbers, days in ISO format."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=_plain).encode()).hexdigest()


def _plain(value: Any) -> str | float:
    return value.isoformat() if isinstance(value, date) else float(value)
