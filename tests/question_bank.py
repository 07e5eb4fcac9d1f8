"""The questions that come with the project, as the engine sees them, without a database."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from quiz.scoring import Rubric
from quiz.scoring.glossary import names_in

FIXTURES = Path(__file__).parents[1] / "fixtures"
TOPICS = ("aws_lambda", "python_basics")
LINES = {"quiz.criterion": "criteria", "quiz.misconception": "misconceptions"}

Row = dict[str, Any]


@cache
def rows(file: str) -> tuple[Row, ...]:
    """The objects of a fixture."""
    return tuple(json.loads((FIXTURES / f"{file}.json").read_text(encoding="utf-8")))


def fields_of(file: str, model: str, question: str | None = None) -> list[Row]:
    """The fields of each object of a model, of one question or of all."""
    found = [row["fields"] for row in rows(file) if row["model"] == model]
    return [fields for fields in found if question is None or fields["question"][1] == question]


@cache
def rubrics(file: str) -> dict[str, Rubric]:
    """The rubric of each question of a fixture by its slug, as publishing would make it."""
    (topic,) = fields_of(file, "quiz.topic")
    return {
        asked["slug"]: _rubric(file, asked, topic["alien_terms"])
        for asked in fields_of(file, "quiz.question")
    }


def _rubric(file: str, asked: Row, alien_terms: list[str]) -> Rubric:
    lines = {name: fields_of(file, model, asked["slug"]) for model, name in LINES.items()}
    phrases = [phrase for some in lines.values() for line in some for phrase in line["phrases"]]
    used = names_in([*phrases, *alien_terms])
    entries = fields_of("glossary", "quiz.glossaryentry")
    return Rubric.from_json(
        {
            "question": asked["text"],
            "model_answer": asked["model_answer"],
            **lines,
            "glossary": [entry for entry in entries if entry["name"] in used],
            "alien_terms": alien_terms,
        }
    )
