"""`manage.py score_answers [FILE]`: score answers in bulk, JSON Lines in and out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quiz.management.json_lines import BadLineError, JsonLinesCommand
from quiz.models import Question
from quiz.scoring import Evidence, Rubric, Score, score


class Command(JsonLinesCommand):
    help = (
        "Score answers in bulk. Each line in is a JSON object with id, question (topic/slug) and text; "
        "each line out has id, score (0 to 100), band, criteria with credit and spans, misconceptions and "
        "warnings, in the same order. A bad line is reported by its number on standard error, and the exit "
        "status is then 1."
    )
    fields = ("id", "question", "text")

    def prepare(self) -> None:
        self.rubrics = published_rubrics()

    def answer(self, row: dict[str, Any]) -> dict[str, Any]:
        question = row["question"]
        if not isinstance(question, str) or question not in self.rubrics:
            raise BadLineError(f"there is no published question {question!r}; it is written topic/slug")
        return {"id": row["id"], **_figures(score(row["text"], self.rubrics[question]))}


def published_rubrics() -> dict[str, Rubric]:
    """Return the current rubric of each published question by `topic/slug`."""
    questions = Question.objects.published().select_related("topic", "current_version")
    return {
        f"{question.topic.slug}/{question.slug}": question.current_version.rubric
        for question in questions
        if question.current_version
    }


def _figures(result: Score) -> dict[str, Any]:
    return {
        "score": result.value,
        "band": str(result.band),
        "criteria": [
            {
                "slug": criterion.slug,
                "name": criterion.name,
                "points": criterion.points,
                "credit": criterion.total,
                "state": str(criterion.state),
                "spans": _spans(criterion.evidence),
            }
            for criterion in result.criteria
        ],
        "misconceptions": [
            {"slug": hit.slug, "name": hit.name, "points": hit.points, "spans": _spans([hit.evidence])}
            for hit in result.misconceptions
        ],
        "alien_terms": [
            {"points": term.points, "spans": _spans([term.evidence])} for term in result.alien_terms
        ],
        "warnings": [{"kind": str(remark.kind), "message": remark.message} for remark in result.remarks],
    }


def _spans(evidence: Sequence[Evidence]) -> list[list[int]]:
    return [[span.start, span.end] for span in evidence]
