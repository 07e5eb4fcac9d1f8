"""Phrases that a criterion may lack: said by good answers that miss it, and less by all others."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, sqrt

from quiz.scoring import guards
from quiz.scoring.compiling import compiled
from quiz.scoring.drafting.passage import Passage
from quiz.scoring.excerpts import Excerpt, excerpt
from quiz.scoring.negation import polarity
from quiz.scoring.phrase_text import PhraseError
from quiz.scoring.rubric import Rubric, RubricError
from quiz.scoring.score import Evidence
from quiz.scoring.text import Break, Token, read
from quiz.scoring.trying import try_phrase
from quiz.scoring.words import is_common

FEWEST_SAYING = 2
"""Good answers that say what is suggested."""

MOST_TRIED = 4
"""Answers in which a phrase is tried before it is suggested."""

MOST_SUGGESTED = 5

PRIOR = 2.0
"""Answers that the prior weighs, which say each term as often as all answers do."""

LEAST_WEIGHT = 1.28
"""Standard deviations; where nothing is behind it, one term in ten gets there by chance."""

Term = tuple[str, ...]
"""The keys of a word, or of two side by side."""

Span = tuple[int, int]
"""Half-open, in code points."""


@dataclass(frozen=True)
class Said:
    """An answer, and where it says each term that no phrase found in it, in which words."""

    text: str
    terms: Mapping[Term, tuple[str, Span]]


@dataclass(frozen=True)
class Suggestion:
    """A phrase, how many of the good answers and of the others say it, and two of the good ones that do."""

    phrase: str
    good: int
    others: int
    excerpts: tuple[Excerpt, ...]


def said_in(text: str, evidence: Collection[Evidence], rubric: Rubric) -> Said:
    """Read what an answer says beyond the evidence in it, and beyond the words of question and rubric.

    What it denies is left out, since a phrase would not find it. Of a pair one word may be known.
    """
    ready = compiled(rubric)
    reading = read(text)
    passage = Passage(text, reading, ready.asked)
    denied = polarity(reading).denied
    silent = {*guards.questions(reading), *guards.echoes(reading, ready.question)}
    free = [
        (place, token)
        for place, token in enumerate(reading.tokens)
        if token.is_content and token.key not in ready.asked and not token.form[0].isdigit()
        if not denied[place] and reading.sentence_of[place] not in silent
        if not any(found.start < token.end and token.start < found.end for found in evidence)
    ]
    terms: dict[Term, tuple[str, Span]] = {}
    for tokens in _runs(free, reading.tokens):
        if any(token.key not in ready.topic for token in tokens):
            words = " ".join(map(passage.word, tokens))
            span = tokens[0].start, tokens[-1].end
            terms.setdefault(tuple(token.key for token in tokens), (words, span))
    return Said(text, terms)


def _runs(free: Sequence[tuple[int, Token]], tokens: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    """Words that say something by themselves, and pairs with at most small words between them."""
    yield from ((token,) for _, token in free if not is_common(token.form))
    for (place, token), (next_place, following) in pairwise(free):
        between = tokens[place + 1 : next_place]
        is_broken = any(each.before is not Break.NONE for each in tokens[place + 1 : next_place + 1])
        if not is_broken and not any(each.is_content for each in between) and token.key != following.key:
            yield token, following


def suggest(good: Sequence[Said], others: Sequence[Said]) -> list[Suggestion]:
    """What is most typical of the good answers, the most typical first; no two share a word."""
    counts, elsewhere = (Counter(term for said in some for term in said.terms) for some in (good, others))
    weights = {
        term: log_odds(number, len(good), elsewhere[term], len(others))
        for term, number in counts.items()
        if number >= FEWEST_SAYING
    }
    suggested: list[Suggestion] = []
    taken: set[str] = set()
    for term in sorted(weights, key=lambda term: (-weights[term], -len(term), term)):
        if len(suggested) == MOST_SUGGESTED or weights[term] < LEAST_WEIGHT:
            break
        phrase = _phrase(term, good)
        if not taken.intersection(term) and (excerpts := _excerpts(term, phrase, good)):
            suggested.append(Suggestion(phrase, counts[term], elsewhere[term], excerpts))
            taken.update(term)
    return suggested


def log_odds(said: int, answers: int, said_elsewhere: int, answers_elsewhere: int) -> float:
    """How much more likely one group is to say something than another, in standard deviations.

    The z-score of the log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008,
    Fightin' Words, Political Analysis 16, 372-403), over answers instead of words, so that nobody counts
    twice. The prior is what both groups say together.
    """
    share = (said + said_elsewhere) / (answers + answers_elsewhere)
    if share == 1:
        return 0.0
    expected = PRIOR * share
    odds = (said + expected) / (answers - said + PRIOR - expected)
    odds_elsewhere = (said_elsewhere + expected) / (answers_elsewhere - said_elsewhere + PRIOR - expected)
    variance = 1 / (said + expected) + 1 / (said_elsewhere + expected)
    return (log(odds) - log(odds_elsewhere)) / sqrt(variance)


def _phrase(term: Term, good: Sequence[Said]) -> str:
    """The words that most of the good answers have for a term."""
    return Counter(said.terms[term][0] for said in good if term in said.terms).most_common(1)[0][0]


def _excerpts(term: Term, phrase: str, good: Sequence[Said]) -> tuple[Excerpt, ...]:
    """The first good answers in which the phrase is found; empty if it is found in fewer than two."""
    saying = [said for said in good if term in said.terms][:MOST_TRIED]
    found = [excerpt(said.text, *span) for said in saying if (span := _found(phrase, said.text))]
    return tuple(found[:FEWEST_SAYING]) if len(found) >= FEWEST_SAYING else ()


def _found(phrase: str, text: str) -> Span | None:
    try:
        return try_phrase(phrase, text).span
    except (PhraseError, RubricError):
        return None
