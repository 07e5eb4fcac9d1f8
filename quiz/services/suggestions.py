"""Phrases that the criteria of a question may lack, out of stored answers and benchmarks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from quiz.models import Attempt, Question
from quiz.scoring import Criterion, FollowUp, Rubric, Score, parts_of, score
from quiz.scoring.suggesting import Said, Suggestion, said_in, suggest
from quiz.services.benchmarks import HALFWAY
from quiz.services.question_bank import rubric_content

MOST_ANSWERS = 300
"""The latest answers, which are scored by the draft for this; about a second."""

HIGH = 0.7
"""Share of the points of the other criteria from which an answer is good in spite of the one it misses."""

GAP = "\n\n"
"""Between what was said in one turn and in the next."""


@dataclass(frozen=True)
class Suggested:
    """What may be added to a criterion, how many good answers miss it, and how many others there are."""

    criterion: Criterion
    good: int
    others: int
    suggestions: Sequence[Suggestion]


@dataclass(frozen=True)
class Suggestions:
    """For each criterion of the draft, and how many answers were read for them."""

    answers: int
    benchmarks: int
    criteria: Sequence[Suggested]


@dataclass(frozen=True)
class _Answer:
    """What was said, its score by the draft, and whether a grader liked it; None if none has read it."""

    said: Said
    score: Score
    is_liked: bool | None = None

    def misses(self, slug: str) -> bool:
        return any(criterion.slug == slug and criterion.total < 1 for criterion in self.score.criteria)

    def is_good(self, slug: str) -> bool:
        """Whether a grader liked it, or if none has read it, whether it does well on the other criteria."""
        others = [each for each in self.score.criteria if each.slug != slug and not each.is_bonus]
        enough = HIGH * sum(each.points for each in others)
        does_well = bool(others) and sum(each.earned for each in others) >= enough
        return does_well if self.is_liked is None else self.is_liked


def suggestions(question: Question) -> Suggestions:
    """Look for phrases by the rubric as it is being edited. Raises RubricError if it is none yet.

    An answer is good if a grader liked it, or does well on the other criteria where none has read it. The
    good ones that miss a criterion are held against all others: so words that go with any good answer weigh
    little. An answer that was given several times counts once, with its grade if it has one.
    """
    rubric = Rubric.from_json(rubric_content(question))
    graded = [
        replace(_read(text, [], rubric), is_liked=grade >= HALFWAY)
        for text, grade in question.benchmarks.values_list("text", "grade")
    ]
    latest = Attempt.objects.counted().filter(question=question, status=Attempt.Status.ANSWERED)
    answered = [
        _read(attempt.response, attempt.answered_follow_ups, rubric)
        for attempt in latest.defer("result").order_by("-closed_at", "-pk")[:MOST_ANSWERS]
    ]
    distinct = {answer.said.text: answer for answer in (*answered, *graded)}
    criteria = [_suggested(criterion, list(distinct.values())) for criterion in rubric.criteria]
    return Suggestions(len(answered), len(graded), criteria)


def _suggested(criterion: Criterion, answers: Sequence[_Answer]) -> Suggested:
    def is_wanted(answer: _Answer) -> bool:
        return answer.misses(criterion.slug) and answer.is_good(criterion.slug)

    good = [answer.said for answer in answers if is_wanted(answer)]
    others = [answer.said for answer in answers if not is_wanted(answer)]
    return Suggested(criterion, len(good), len(others), suggest(good, others))


def _read(response: str, follow_ups: Sequence[FollowUp], rubric: Rubric) -> _Answer:
    """Score an answer, and read all that was said as one text."""
    result = score(response, rubric, follow_ups)
    parts = parts_of(response, follow_ups)
    lengths = (len(text) + len(GAP) for text in parts.values())
    starts = dict(zip(parts, accumulate(lengths, initial=0), strict=False))
    evidence = [
        replace(found, start=starts[found.part] + found.start, end=starts[found.part] + found.end)
        for criterion in result.criteria
        for found in criterion.evidence
    ]
    return _Answer(said_in(GAP.join(parts.values()), evidence, rubric), result)
