"""Item statistics: questions and their criteria, over the answers that were scored by the latest version.

Only what was answered in finished interviews counts: who skips a question says nothing of its criteria.
Answers that an earlier version scored don't count until they are regraded, since they met other phrases.

Discrimination is the corrected point-biserial correlation, Pearson's r of an item's score and the rest of the
total without the item, so that it doesn't correlate with itself (Henrysson 1963, Psychometrika 28, 211-218).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connections, router
from django.db.models import Count, Exists, OuterRef, QuerySet

from interviewprep.replica import from_replica
from quiz.models import Dispute, RubricVersion
from quiz.reports.figures import (
    ENOUGH_FOR_DISCRIMINATION,
    CriterionFigures,
    Figure,
    QuestionFigures,
)

_ANSWERS = """
WITH answer AS (
    SELECT attempt.id, rubric_version_id, interview_id, candidate_id, attempt.score, result
    FROM quiz_attempt AS attempt JOIN quiz_interview AS interview ON interview.id = interview_id
    WHERE rubric_version_id = ANY(%s) AND status = 'answered' AND finished_at IS NOT NULL
)"""

QUESTIONS = f"""{_ANSWERS}, others AS (
    SELECT answer.id, avg(other.score) AS score
    FROM answer JOIN quiz_attempt AS other USING (interview_id)
    WHERE other.id <> answer.id AND other.status IN ('answered', 'skipped')
    GROUP BY answer.id
)
SELECT
    rubric_version_id, count(*), count(DISTINCT candidate_id), avg(answer.score)::float8 / 100,
    count(others.score), corr(answer.score, others.score)
FROM answer LEFT JOIN others USING (id) GROUP BY rubric_version_id
"""
"""The rest of the total is the mean of the other questions of the interview, skipped ones as 0."""

CRITERIA = f"""{_ANSWERS}, item AS (
    SELECT
        rubric_version_id, slug, state, earned / points AS share,
        sum(earned) OVER (PARTITION BY answer.id) - earned AS rest
    FROM answer, jsonb_to_recordset(result -> 'criteria') AS each(
        slug text, state text, points float8, earned float8
    )
)
SELECT
    rubric_version_id, slug, count(*), avg(share),
    CASE WHEN stddev_pop(rest) > 1e-6 AND stddev_pop(share) > 1e-6 THEN corr(share, rest) END,
    count(*) FILTER (WHERE state = 'covered'), count(*) FILTER (WHERE state = 'prompted')
FROM item GROUP BY rubric_version_id, slug
"""
"""The rest of the total is what the other criteria earned. Sums of fractions aren't exact, so what varies by
less than a millionth of a point is taken not to vary, and has no correlation."""

_NO_ANSWERS = (0, 0, None, 0, None)
_NEVER_MET = (0, None, None, 0, 0)


def latest_versions() -> QuerySet[RubricVersion]:
    """The latest version of each question that was published, by topic and position."""
    later = RubricVersion.objects.filter(question=OuterRef("question"), number__gt=OuterRef("number"))
    return RubricVersion.objects.filter(~Exists(later))


@from_replica
def question_figures(versions: Sequence[RubricVersion]) -> list[QuestionFigures]:
    """Read the figures of some versions, one a question, in three queries."""
    keys = [version.pk for version in versions]
    questions = {row[0]: row[1:] for row in _rows(QUESTIONS, keys)}
    criteria = {row[:2]: row[2:] for row in _rows(CRITERIA, keys)}
    disputes = {tuple(row[:2]): row[2] for row in _disputes(keys)}
    return [
        _question(
            version,
            questions.get(version.pk, _NO_ANSWERS),
            tuple(
                _criterion(
                    line,
                    criteria.get((version.pk, line["slug"]), _NEVER_MET),
                    disputes.get((version.pk, line["slug"]), 0),
                )
                for line in version.content["criteria"]
            ),
        )
        for version in versions
    ]


def _question(
    version: RubricVersion, row: Sequence[Any], criteria: tuple[CriterionFigures, ...]
) -> QuestionFigures:
    answers, people, facility, interviews, discrimination = row
    return QuestionFigures(
        question_id=version.question_id,
        name=version.short_name,
        version=version.number,
        answers=answers,
        people=people,
        facility=Figure(facility, answers),
        discrimination=Figure(discrimination, interviews, ENOUGH_FOR_DISCRIMINATION),
        criteria=criteria,
    )


def _criterion(line: dict[str, Any], row: Sequence[Any], disputed: int) -> CriterionFigures:
    answers, facility, discrimination, covered, prompted = row
    return CriterionFigures(
        slug=line["slug"],
        name=line["name"],
        points=line["points"],
        answers=answers,
        facility=Figure(facility, answers),
        discrimination=Figure(discrimination, answers, ENOUGH_FOR_DISCRIMINATION),
        covered=covered,
        prompted=prompted,
        disputed=disputed,
    )


def _rows(statement: str, versions: Sequence[int]) -> list[tuple[Any, ...]]:
    with connections[router.db_for_read(RubricVersion)].cursor() as cursor:
        cursor.execute(statement, [list(versions)])
        return list(cursor.fetchall())


def _disputes(versions: Sequence[int]) -> Any:
    found = Dispute.objects.filter(attempt__rubric_version__in=versions).order_by()
    return found.values_list("attempt__rubric_version", "criterion").annotate(Count("pk"))
