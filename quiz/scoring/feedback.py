"""A score in words: what would raise it, and what came near."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quiz.scoring.rubric import Criterion, Rubric
from quiz.scoring.score import CriterionScore, Lack, NearMiss, Score, State

_COUNTS = ("", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")

_LACKS = {
    Lack.NEARNESS: "but too far apart, or a word counted twice",
    Lack.DENIAL: "but not denied, as it should be",
    Lack.AFFIRMATION: "but denied",
    Lack.PERMISSION: "but beside words that rule it out",
}


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


def in_words(near: NearMiss, parts: Mapping[str, str]) -> str:
    """A near miss with the words of the part it was in: “scales” without “automatically”."""
    text = parts[near.part]
    said = _quoted(text[start:end] for start, end in near.spans)
    if near.lack is Lack.WORDS:
        return f"{said} without {_quoted(near.missing)}"
    return f"{said}, {_LACKS[near.lack]}"


def _quoted(words: Iterable[str]) -> str:
    *others, last = (f"“{' '.join(word.split())}”" for word in words)
    return f"{', '.join(others)} and {last}" if others else last


def _advice(scored: CriterionScore, criterion: Criterion) -> str:
    if scored.state is State.PROMPTED:
        return f"Bring “{criterion.name}” into the first answer, before the follow-up asks for it."
    if scored.total and scored.lacking:
        return f"{criterion.missed} {_more(scored.lacking)}"
    return criterion.missed


def _more(count: int) -> str:
    if count == 1:
        return "One more is enough."
    number = _COUNTS[count] if count < len(_COUNTS) else str(count)
    return f"{number} more are enough."
