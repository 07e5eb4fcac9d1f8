"""Trying one phrase on one text: an editor's bench."""

from dataclasses import dataclass

from quiz.scoring.compiling import compiled
from quiz.scoring.feedback import in_words
from quiz.scoring.glossary import Glossary, names_in
from quiz.scoring.near_misses import nearest
from quiz.scoring.phrases import parse_phrase
from quiz.scoring.rubric import FULL_POINTS, Criterion, Rubric, RubricError, is_storable
from quiz.scoring.score import CriterionScore, RemarkKind, Score
from quiz.scoring.scorer import read_response, score
from quiz.scoring.turns import parts_of

UNCOUNTED = (RemarkKind.TERMS, RemarkKind.SHUFFLED, RemarkKind.ECHO, RemarkKind.QUESTION)


@dataclass(frozen=True)
class Trial:
    """Whether a phrase is found in a text, from where to where, and else what was lacking.

    The span is half-open, in code points of the text; that of a list reaches from the first to the last of
    its things.
    """

    hit: bool
    span: tuple[int, int] | None
    lacking: str


def try_phrase(phrase: str, text: str, glossary: Glossary = ()) -> Trial:
    """Score a text by one phrase, with every guard.

    Raises PhraseError, or RubricError if no rubric could hold the phrase.
    """
    parse_phrase(phrase, glossary)
    if not is_storable(phrase):
        raise RubricError(["The phrase has characters that can't be stored."])
    rubric = _rubric_of(phrase, glossary)
    result = score(text, rubric)
    (criterion,) = result.criteria
    if criterion.total < 1:
        return Trial(False, None, _lacking(text, rubric, result, criterion))
    places = [place for found in criterion.evidence for place in (found.start, found.end)]
    return Trial(True, (min(places), max(places)), "")


def _rubric_of(phrase: str, glossary: Glossary) -> Rubric:
    used = names_in([phrase])
    return Rubric(
        question="Try it.",
        model_answer="",
        criteria=(Criterion("it", "It", FULL_POINTS, (phrase,), probe="Try it?", missed="Say it."),),
        glossary=tuple(group for group in glossary if group.name in used),
    )


def _lacking(text: str, rubric: Rubric, result: Score, criterion: CriterionScore) -> str:
    """Why a phrase earned less than everything."""
    uncounted = next((remark.message for remark in result.remarks if remark.kind in UNCOUNTED), "")
    if criterion.lacking and criterion.rest:
        return f"{criterion.lacking} more, such as “{criterion.rest}”"
    if uncounted:
        return uncounted
    ready = compiled(rubric)
    near = nearest(ready.criteria[0], read_response(text, ready), telling=None, nearness=0)
    return in_words(near, parts_of(text)) if near else "none of its words is there"
