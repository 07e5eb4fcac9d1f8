"""A score in words: what would raise it, and how its criteria stand."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from quiz.scoring.rubric import Criterion, Rubric
from quiz.scoring.score import CriterionScore, Score, State

_STATE_WORDS = {State.COVERED: "covered", State.PROMPTED: "prompted", State.NOT_YET: "not yet"}
_COUNTS = ("", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")

SAY_IT_FIRST = "Say it in the first answer, before the follow-up asks for it."


@dataclass(frozen=True)
class Gain:
    """The points that one criterion still has to give, and what to say for them."""

    slug: str
    points: float
    sentence: str


def gains(score: Score, rubric: Rubric) -> tuple[Gain, ...]:
    """What would raise a score, criterion by criterion in the rubric's order."""
    return tuple(
        Gain(scored.slug, round(scored.points - scored.earned, 6), _advice(scored, criterion))
        for scored, criterion in zip(score.criteria, rubric.criteria, strict=True)
        if scored.state is not State.COVERED
    )


def summary(scores: Iterable[Score]) -> str:
    """How many criteria are covered, prompted and not yet: "8 covered, 2 prompted, 5 not yet"."""
    tally = Counter(criterion.state for score in scores for criterion in score.criteria)
    return ", ".join(f"{tally[state]} {words}" for state, words in _STATE_WORDS.items() if tally[state])


def points_in_words(points: float) -> str:
    """Points as the debrief shows them: "+2", "+1.5", "0"."""
    return f"{points:+.1f}".removesuffix(".0") if round(points, 1) else "0"


def _advice(scored: CriterionScore, criterion: Criterion) -> str:
    if scored.state is State.PROMPTED:
        return SAY_IT_FIRST
    if scored.total and scored.lacking:
        return f"{criterion.missed} {_more(scored.lacking)}"
    return criterion.missed


def _more(count: int) -> str:
    if count == 1:
        return "One more is enough."
    number = _COUNTS[count] if count < len(_COUNTS) else str(count)
    return f"{number} more are enough."
