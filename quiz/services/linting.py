"""Linting the question bank: each rubric beside its neighbors, the alien terms of topics, the glossary."""

from __future__ import annotations

from collections.abc import Iterator

from quiz.models import Benchmark, GlossaryEntry, Question, Topic
from quiz.scoring import Rubric
from quiz.scoring.lint import Finding, lint
from quiz.scoring.shared_lint import lint_alien_terms, lint_ways
from quiz.services.benchmarks import HALFWAY
from quiz.services.glossary import glossary_of
from quiz.services.question_bank import rubric_content


def lint_question(question: Question) -> tuple[Finding, ...]:
    """Find what is weak about a rubric as it is being edited. Raises RubricError if it is none yet."""
    others = Question.objects.published().exclude(pk=question.pk)
    neighbors = dict(others.values_list("short_name", "model_answer"))
    return lint(Rubric.from_json(rubric_content(question)), neighbors)


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
