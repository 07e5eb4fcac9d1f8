"""Linting the question bank: each rubric beside its neighbors, the alien terms of topics, the glossary."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from django.db.models import Case, When

from quiz.models import Benchmark, GlossaryEntry, Question, Topic
from quiz.scoring import Rubric
from quiz.scoring.lint import Finding, lint
from quiz.scoring.shared_lint import lint_alien_terms, lint_ways
from quiz.services.benchmarks import HALFWAY
from quiz.services.glossary import glossary_of
from quiz.services.question_bank import rubric_content

MOST_NEIGHBORS = 50
"""Other questions whose model answers are scored for it; about a thousandth of a second each."""


def lint_question(question: Question) -> tuple[Finding, ...]:
    """Find what is weak about a rubric as it is being edited. Raises RubricError if it is none yet."""
    return lint_rubric(Rubric.from_json(rubric_content(question)), question)


def lint_rubric(rubric: Rubric, question: Question) -> tuple[Finding, ...]:
    """Find what is weak about a rubric, beside other published questions, those of its topic first."""
    place = Case(When(topic=question.topic_id, then=0), default=1)
    others = Question.objects.published().exclude(pk=question.pk).order_by(place, "pk")
    return _lint(rubric, tuple(others.values_list("short_name", "model_answer")[:MOST_NEIGHBORS]))


@lru_cache(maxsize=64)
def _lint(rubric: Rubric, neighbors: tuple[tuple[str, str], ...]) -> tuple[Finding, ...]:
    """Kept, since in the lab it is asked for again with every change of an answer."""
    return lint(rubric, dict(neighbors))


def lint_topic(topic: Topic) -> tuple[Finding, ...]:
    """Find what is weak about the alien terms of a topic, in view of what is said well on its questions."""
    terms = topic.alien_terms
    return tuple(lint_alien_terms(terms, glossary_of(terms), dict(_good_answers(topic))))


def lint_entry(entry: GlossaryEntry) -> tuple[Finding, ...]:
    """Find what is weak about the ways of a glossary entry."""
    return tuple(lint_ways(entry.ways))


def _good_answers(topic: Topic) -> Iterator[tuple[str, str]]:
    """What is right about the questions of a topic, and what it is called in a sentence."""
    for question in topic.questions.all():
        yield f"the model answer of “{question.short_name}”", question.model_answer
    good = Benchmark.objects.filter(question__topic=topic, grade__gte=HALFWAY).select_related("question")
    for benchmark in good:
        yield f"benchmark {benchmark.position} of “{benchmark.question.short_name}”", benchmark.text
