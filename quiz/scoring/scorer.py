"""score(): what a response, and what was said after the follow-up, earn by a rubric."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from quiz.scoring import guards
from quiz.scoring.crediting import Credit, Source, credit, denial
from quiz.scoring.phrases import Phrase, parse_phrase
from quiz.scoring.reading import Reading, read_with
from quiz.scoring.rubric import Criterion, Misconception, Rubric
from quiz.scoring.score import CriterionScore, Evidence, MisconceptionHit, Remark, RemarkKind, Score
from quiz.scoring.text import Text, read
from quiz.scoring.vocabulary import Vocabulary

ENGINE_VERSION = "1"

RESPONSE = "response"
FOLLOW_UP = "follow-up"

MOST_POINTS_FOR_TERMS = 1
"""What a list of terms earns at most."""

FEWEST_CONTRADICTIONS = 2
"""One criterion denied is often innocent."""

CONTRADICTION_SHARE = 0.5
"""Denied criteria that weigh this share of the credited points contradict them."""


@dataclass(frozen=True)
class _Compiled:
    """A rubric with its phrases parsed and its texts read."""

    vocabulary: Vocabulary
    question: Text
    model_runs: frozenset[tuple[str, ...]]
    criteria: tuple[tuple[Phrase, ...], ...]
    misconceptions: tuple[tuple[Phrase, ...], ...]


@dataclass(frozen=True)
class _Part:
    """The response or the follow-up, read."""

    name: str
    text: Text
    reading: Reading
    is_list_of_terms: bool
    has_echo: bool
    has_question: bool


def score(response: str, rubric: Rubric, follow_up: str = "", probe: str = "") -> Score:
    """Score a response, and what was said after the follow-up that asked `probe`, by a rubric."""
    compiled = _compile(rubric)
    first = _read_part(RESPONSE, response, compiled, [compiled.question], guards.FEWEST_STUFFED_WORDS)
    second = _read_follow_up(follow_up, compiled, probe) if follow_up else None
    criteria = _criteria(rubric, compiled, first, second)
    parts = (first, second) if second else (first,)
    return Score(
        engine_version=ENGINE_VERSION,
        criteria=criteria,
        misconceptions=_misconceptions(rubric, compiled, parts),
        remarks=(*_remarks(parts, compiled), *_contradiction(criteria)),
    )


def heaviest_missed(result: Score, rubric: Rubric) -> Criterion | None:
    """The criterion to ask about: it has a probe, and the most points to be had; the first of several."""
    open_points = {
        scored.slug: scored.points - scored.earned
        for scored in result.criteria
        if scored.points > scored.earned
    }
    candidates = [
        criterion for criterion in rubric.criteria if criterion.probe and criterion.slug in open_points
    ]
    return max(candidates, key=lambda criterion: open_points[criterion.slug], default=None)


@lru_cache(maxsize=128)
def _compile(rubric: Rubric) -> _Compiled:
    criteria, misconceptions = (
        tuple(tuple(map(parse_phrase, entry.phrases)) for entry in entries)
        for entries in (rubric.criteria, rubric.misconceptions)
    )
    parts = [
        part for phrases in (*criteria, *misconceptions) for phrase in phrases for part in phrase.parts()
    ]
    return _Compiled(
        Vocabulary(parts),
        read(rubric.question),
        guards.runs(read(rubric.model_answer)),
        criteria,
        misconceptions,
    )


def _read_follow_up(written: str, compiled: _Compiled, probe: str) -> _Part:
    """A probe often asks for a list, so a list of terms is a longer one here."""
    questions = [compiled.question, read(probe)]
    return _read_part(FOLLOW_UP, written, compiled, questions, 2 * guards.FEWEST_STUFFED_WORDS)


def _read_part(
    name: str, written: str, compiled: _Compiled, questions: Sequence[Text], fewest_stuffed: int
) -> _Part:
    text = read(written)
    echoed = {number for question in questions for number in guards.echoes(text, question)}
    asked = set(guards.questions(text))
    return _Part(
        name=name,
        text=text,
        reading=read_with(compiled.vocabulary, text, silent=echoed | asked),
        is_list_of_terms=guards.is_list_of_terms(text, fewest_stuffed),
        has_echo=bool(echoed),
        has_question=bool(asked - echoed),
    )


def _criteria(
    rubric: Rubric, compiled: _Compiled, first: _Part, second: _Part | None
) -> tuple[CriterionScore, ...]:
    alone = [credit(phrases, [Source(first.name, first.reading)]) for phrases in compiled.criteria]
    if first.is_list_of_terms:
        alone = _as_terms(alone, rubric)
    both = [_with_follow_up(*pair, first, second) for pair in zip(alone, compiled.criteria, strict=True)]
    return tuple(
        CriterionScore(
            slug=criterion.slug,
            name=criterion.name,
            points=criterion.points,
            is_bonus=criterion.is_bonus,
            first=unprompted.share,
            total=total.share,
            evidence=total.evidence,
            lacking=total.lacking,
            denied=None if total.share else _denial(phrases, first, second),
        )
        for criterion, phrases, unprompted, total in zip(
            rubric.criteria, compiled.criteria, alone, both, strict=True
        )
    )


def _as_terms(credits: Sequence[Credit], rubric: Rubric) -> list[Credit]:
    """What a list of terms earns: scaled so that the sum stays at what such a list earns at most."""
    total = sum(
        found.share * criterion.points for found, criterion in zip(credits, rubric.criteria, strict=True)
    )
    scale = min(1.0, MOST_POINTS_FOR_TERMS / total) if total else 1.0
    return [found.scaled(scale) for found in credits]


def _with_follow_up(alone: Credit, phrases: tuple[Phrase, ...], first: _Part, second: _Part | None) -> Credit:
    """The better of what the response earned alone and what it earns together with the follow-up."""
    if second is None or second.is_list_of_terms or alone.share >= 1:
        return alone
    parts = [second] if first.is_list_of_terms else [first, second]
    together = credit(phrases, [Source(part.name, part.reading) for part in parts])
    return together if together.share > alone.share else alone


def _denial(phrases: tuple[Phrase, ...], *parts: _Part | None) -> Evidence | None:
    found = (denial(phrases, Source(part.name, part.reading)) for part in parts if part)
    return next((evidence for evidence in found if evidence), None)


def _misconceptions(
    rubric: Rubric, compiled: _Compiled, parts: Sequence[_Part]
) -> tuple[MisconceptionHit, ...]:
    sources = [Source(part.name, part.reading) for part in parts]
    found = [credit(phrases, sources) for phrases in compiled.misconceptions]
    return tuple(
        _misconception_hit(misconception, hit)
        for misconception, hit in zip(rubric.misconceptions, found, strict=True)
        if hit.share >= 1
    )


def _misconception_hit(misconception: Misconception, found: Credit) -> MisconceptionHit:
    return MisconceptionHit(misconception.slug, misconception.name, misconception.points, found.evidence[0])


def _contradiction(criteria: Sequence[CriterionScore]) -> tuple[Remark, ...]:
    """Take off the points of what the answer denies, where that is much of what it is credited for."""
    denied = [criterion for criterion in criteria if criterion.denied]
    weight = sum(criterion.points for criterion in denied)
    credited = sum(criterion.earned for criterion in criteria)
    if len(denied) < FEWEST_CONTRADICTIONS or not credited or weight < CONTRADICTION_SHARE * credited:
        return ()
    names = " and ".join(f"“{criterion.name}”" for criterion in denied)
    lost = min(weight, credited)
    return (Remark(RemarkKind.CONTRADICTION, f"The answer denies {names}: −{lost:g} points.", -lost),)


def _remarks(parts: Sequence[_Part], compiled: _Compiled) -> tuple[Remark, ...]:
    words = sum(len(part.text.tokens) for part in parts)
    kinds: dict[RemarkKind, str] = {}
    if not words:
        kinds[RemarkKind.EMPTY] = "Nothing was written."
    elif words < guards.FEWEST_WORDS:
        kinds[RemarkKind.SHORT] = "Very short: a sentence or two shows more."
    for part in parts:
        if part.is_list_of_terms:
            kinds[RemarkKind.TERMS] = (
                f"The {part.name} was counted as a list of terms, which earns 1 point at most."
            )
        if part.has_echo:
            kinds[RemarkKind.ECHO] = "A sentence that mostly repeats the question was not counted."
        if part.has_question:
            kinds[RemarkKind.QUESTION] = "A question asked back was not counted."
        if guards.is_copy(part.text, compiled.model_runs):
            kinds[RemarkKind.COPIED] = "Mostly the words of the model answer."
    return tuple(Remark(kind, message) for kind, message in kinds.items())
