"""A draft of a rubric out of a question, its model answer and accepted answers, for an editor to go over.

Each statement of the model answer becomes a criterion that asks for most of its concepts. Two more give an
answer credit before it says any statement in full: one for some of many terms, one for the terms of the
question. `manage.py bench_drafting` shows what the numbers below do.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate, chain, count, pairwise
from math import ceil

from quiz.scoring.drafting.labels import OF_TERMS, Wording, of_clause, of_list, of_subject, slug_of
from quiz.scoring.drafting.passage import Passage, named, read_passage
from quiz.scoring.drafting.statements import Statement, join
from quiz.scoring.phrases import LONGEST
from quiz.scoring.rubric import FULL_POINTS, Criterion, Rubric
from quiz.scoring.text import read

MOST_STATEMENTS = 4
"""Criteria out of statements; others are joined to the ones beside them."""

MOST_SUGGESTED = 4
"""Concepts that a suggested phrase asks for."""

MOST_CONCEPTS = 20
"""Concepts that a criterion may ask for."""

CLAUSE_SHARE = 0.8
LIST_SHARE = 2 / 3
"""Share of the concepts of a clause, of the items of a list, that earns all its points."""

TERM_POINTS = 4
ENOUGH_TERMS = 5
"""Terms of the model answer that earn these points, whichever they are."""

SUBJECT_WEIGHT = 0.33
MOST_SUBJECT_POINTS = 5
"""What a word of the question weighs beside another word of the model answer, and all of them at most."""


class DraftError(ValueError):
    """Says in words why no rubric can be drafted."""


@dataclass(frozen=True)
class _Draft:
    """A criterion without points, whose name another one may have as well."""

    words: Wording
    phrases: tuple[str, ...]


def draft(question: str, model_answer: str, accepted: Sequence[str] = ()) -> Rubric:
    """Draft a rubric by which an ordinary model answer, in sentences of its own, scores 90 or more.

    A model answer that only lists terms, or that says nothing but words of the question, scores less, since
    such answers earn little or nothing by any rubric; lint says so. The question by itself scores 0. Accepted
    answers add what they say in other words to the phrases. Raises DraftError, and RubricError for a question
    or an answer that no rubric can have.
    """
    asked = read(question)
    answer = read_passage(model_answer, asked)
    if not answer.statements and not answer.subject:
        raise DraftError("The model answer says nothing that counts beyond the question.")
    general = list(_general(answer))
    left = FULL_POINTS - sum(points for _, points in general)
    kept = _fewer(answer.statements, min(MOST_STATEMENTS, left))
    spoken = [_in_other_words(kept, read_passage(text, asked)) for text in accepted]
    drafts = [_of_statement(answer, own, [said[n] for said in spoken]) for n, own in enumerate(kept)]
    points = _shares([len(own.concepts) for own in kept], left)
    return Rubric(question, model_answer, _criteria([*zip(drafts, points, strict=True), *general]))


def suggest_phrase(words: str, question: str) -> str:
    """A phrase by which words of an answer would count: the first things they say beyond the question.

    A single word among others would count in too many answers, so that these very words are asked for then.
    Empty if they say nothing that counts.
    """
    passage = read_passage(words, read(question))
    concepts = [concept for statement in passage.statements for concept in statement.concepts]
    tokens = passage.text.tokens
    if sum(token.is_content for token in tokens) == 1 < len(tokens) and concepts:
        return f'"{" ".join(token.form for token in tokens)}"'
    return " ".join(map(passage.label, concepts[:MOST_SUGGESTED]))


def _fewer(found: Sequence[Statement], most: int) -> list[Statement]:
    """Join the shortest neighbors, lists last, until few enough are left."""
    kept = list(found)
    while len(kept) > most:
        sizes = [
            (left.is_list or right.is_list, len(left.concepts) + len(right.concepts))
            for left, right in pairwise(kept)
        ]
        place = sizes.index(min(sizes))
        kept[place : place + 2] = [join(*kept[place : place + 2])]
    return kept


def _in_other_words(kept: Sequence[Statement], other: Passage) -> list[str]:
    """What an accepted answer says for each of the statements, as a phrase; empty where it says nothing.

    A statement belongs to the one that it shares most words with; those that share none belong to the first
    that no other belongs to.
    """
    said: dict[int, list[Statement]] = {}
    unlike = []
    for statement in other.statements:
        likeness = [_likeness(statement, own) for own in kept]
        if any(likeness):
            said.setdefault(likeness.index(max(likeness)), []).append(statement)
        else:
            unlike.append(statement)
    unsaid = next((n for n in range(len(kept)) if n not in said), None)
    if unlike and unsaid is not None:
        said[unsaid] = unlike
    return [_phrase(other, reduce(join, said[n])) if n in said else "" for n in range(len(kept))]


def _likeness(left: Statement, right: Statement) -> float:
    return len(left.keys & right.keys) / len(left.keys | right.keys)


def _of_statement(answer: Passage, statement: Statement, others: Sequence[str]) -> _Draft:
    if statement.is_list:
        words = of_list(list(map(answer.label, statement.concepts[:MOST_CONCEPTS])), _enough(statement))
    else:
        words = of_clause(answer.quote(statement), answer.topic(statement))
    phrases = (_phrase(answer, statement), *others)
    return _Draft(words, tuple(dict.fromkeys(phrase for phrase in phrases if phrase)))


def _general(answer: Passage) -> Iterator[tuple[_Draft, int]]:
    """The criteria that belong to no statement, and their points."""
    concepts = [concept for statement in answer.statements for concept in statement.concepts]
    terms = list(dict.fromkeys(map(answer.phrase, concepts)))
    subject = answer.subject[:MOST_CONCEPTS]
    if len(terms) > ENOUGH_TERMS:
        yield _Draft(OF_TERMS, (_some_of(terms, ENOUGH_TERMS),)), TERM_POINTS
    if subject:
        phrase = _some_of(list(map(named, subject)), len(subject))
        yield _Draft(of_subject(subject), (phrase,)), _subject_points(len(subject), len(terms))


def _subject_points(words: int, terms: int) -> int:
    """The points for so many words of the question beside other terms; all of them if there are no others."""
    if not terms:
        return FULL_POINTS
    weight = SUBJECT_WEIGHT * words
    return min(MOST_SUBJECT_POINTS, ceil(FULL_POINTS * weight / (terms + weight)))


def _enough(statement: Statement) -> int:
    number = min(MOST_CONCEPTS, len(statement.concepts))
    return ceil((LIST_SHARE if statement.is_list else CLAUSE_SHARE) * number)


def _phrase(passage: Passage, statement: Statement) -> str:
    return _some_of(passage.phrases(statement)[:MOST_CONCEPTS], _enough(statement))


def _some_of(phrases: Sequence[str], enough: int) -> str:
    """A phrase that asks for some of several, as many as fit."""
    lengths = accumulate(len(phrase) + len(", ") for phrase in phrases)
    room = LONGEST - len("99 of: ")
    fitting = [phrase for phrase, length in zip(phrases, lengths, strict=True) if length <= room]
    return f"{min(enough, len(fitting))} of: {', '.join(fitting)}" if len(fitting) > 1 else fitting[0]


def _shares(weights: Sequence[float], total: int) -> list[int]:
    """Whole points in proportion to the weights, at least 1 each: the next to whom most of a point is due."""
    points = [1] * len(weights)
    for _ in range(total - len(weights)):
        due = [weight * total / sum(weights) - given for weight, given in zip(weights, points, strict=True)]
        points[due.index(max(due))] += 1
    return points


def _criteria(drafts: Sequence[tuple[_Draft, int]]) -> tuple[Criterion, ...]:
    names = _numbered([entry.words.name for entry, _ in drafts], " {}")
    slugs = _numbered([slug_of(name) for name in names], "-{}")
    return tuple(
        Criterion(slug, name, points, entry.phrases, entry.words.probe, entry.words.missed)
        for slug, name, (entry, points) in zip(slugs, names, drafts, strict=True)
    )


def _numbered(labels: Sequence[str], ending: str) -> list[str]:
    """The labels, each that was there before with the first number from 2 on that makes it new."""
    numbered: dict[str, None] = {}
    for label in labels:
        candidates = chain((label,), (label + ending.format(number) for number in count(2)))
        numbered[next(candidate for candidate in candidates if candidate not in numbered)] = None
    return list(numbered)
