"""A score in words: what would raise it, and what came near."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from quiz.scoring.glossary import QUOTED
from quiz.scoring.rubric import Criterion, Rubric
from quiz.scoring.score import CriterionScore, Lack, NearMiss, Score, State
from quiz.scoring.text import read

_COUNTS = ("", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")

_AROUND = "`*.,;:!?“”"
"""What a text has around words that isn't part of them."""

_LACKS = {
    Lack.NEARNESS: "but too far apart, or a word counted twice",
    Lack.DENIAL: "but not denied, as it should be",
    Lack.AFFIRMATION: "but denied",
    Lack.PERMISSION: "but beside words that rule it out",
}


@dataclass(frozen=True)
class Gain:
    """The points that one criterion still has to give, and what to say for them.

    `near` says what came near to it, `shortest` are the fewest words that would have earned it; both may be
    empty.
    """

    slug: str
    points: float
    sentence: str
    near: str = ""
    shortest: str = ""


def gains(score: Score, rubric: Rubric, parts: Mapping[str, str]) -> tuple[Gain, ...]:
    """What would raise a score, in the order of the rubric's criteria, with the `parts` that were scored."""
    return tuple(
        Gain(
            scored.slug,
            round(scored.points - scored.earned, 6),
            _advice(scored, criterion),
            in_words(scored.near_miss, parts) if scored.near_miss else "",
            _one_by_one(scored.rest, criterion, rubric),
        )
        for scored, criterion in zip(score.criteria, rubric.criteria, strict=True)
        if scored.state is not State.COVERED
    )


def sum_in_words(score: Score) -> str:
    """How the points come about: “3 + 0 + 1.5 = 4.5, less 2 for what is mixed up: 2.5”."""
    addends = " + ".join(f"{criterion.earned:g}" for criterion in score.criteria)
    raw = sum(criterion.earned for criterion in score.criteria)
    total = f"{addends} = {raw:g}"
    if raw > score.earned:
        total += f", at most {score.earned:g}"
    taken = [f"{points:g} for {reason}" for points, reason in _losses(score) if points]
    if not taken:
        return total
    return f"{total}, less {' and '.join(taken)}: {score.points:g}"


def _losses(score: Score) -> Iterator[tuple[float, str]]:
    yield sum(hit.points for hit in score.misconceptions), "what is mixed up"
    yield sum(term.points for term in score.alien_terms), "what doesn’t belong here"
    yield -sum(remark.points for remark in score.remarks), "what the answer denies"


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


def _one_by_one(rest: str, criterion: Criterion, rubric: Rubric) -> str:
    """The words that are lacking, or the things of a list: “busy”, “another”.

    Exact words stay together, as the rubric's texts write them: “-m venv”, “O(1)”.
    """
    if ", " in rest:
        return _in_quotes(rest.split(", "), ", ")
    told = _in_quotes(rest.split())
    ways = (way for group in rubric.glossary for way in group.ways)
    for exact in QUOTED.findall(" ".join((*criterion.phrases, *ways))):
        words = [token.form for token in read(exact).tokens]
        if words and _in_quotes(words) in told:
            written = _as_written(words, f"{rubric.model_answer} {criterion.missed}")
            told = told.replace(_in_quotes(words), f"“{written or exact[1:-1]}”")
    return told.replace("” “", "”, “")


def _in_quotes(words: Iterable[str], between: str = " ") -> str:
    return between.join(f"“{word}”" for word in words)


def _as_written(words: Sequence[str], text: str) -> str:
    """Several words where they stand side by side in a text, with their signs; empty if they never do."""
    run = r"[^\w\s]*\s?[^\w\s]*".join(map(re.escape, words))
    found = re.search(rf"(?<!\S)[^\w\s]*{run}[^\w\s]*(?!\S)", text, re.IGNORECASE)
    return found[0].strip(_AROUND) if found and len(words) > 1 else ""


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
