"""Questions as documents have them, made of what is stored, and the other way round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch, QuerySet
from django.utils.text import Truncator, slugify

from quiz import documents
from quiz.documents import Document, QuestionDraft
from quiz.models import MOST_BENCHMARKS, Benchmark, Criterion, Misconception, Question, Topic
from quiz.scoring import PhraseError, parse_phrase
from quiz.services.glossary import glossary_of
from quiz.services.question_bank import Line

MOST_NAME_WORDS = 8
"""Of a question that its document gives no name."""
MOST = {"criteria": 50, "misconceptions": 50, "benchmarks": MOST_BENCHMARKS}
"""That a question may have: so many can still be edited on one page."""


def document_of(topic: Topic) -> Document:
    """All questions of a topic with their rubrics as they are being edited, for an export."""
    questions = with_lines(Question.objects.filter(topic=topic))
    return Document(
        topic=topic.name,
        topic_slug=topic.slug,
        alien_terms=tuple(topic.alien_terms),
        questions=tuple(map(draft_of, questions)),
    )


def with_lines(questions: QuerySet[Question]) -> QuerySet[Question]:
    return questions.prefetch_related(
        Prefetch("criteria", Criterion.objects.order_by("position", "pk")),
        Prefetch("misconceptions", Misconception.objects.order_by("position", "pk")),
        "benchmarks",
    )


def draft_of(question: Question) -> QuestionDraft:
    return QuestionDraft(
        text=question.text,
        model_answer=question.model_answer,
        title=question.short_name,
        difficulty=question.difficulty,
        slug=question.slug,
        criteria=tuple(
            documents.Criterion(
                slug=line.slug,
                name=line.name,
                points=line.points,
                phrases=tuple(line.phrases),
                probe=line.probe,
                missed=line.missed,
                is_bonus=line.is_bonus,
                source=line.source,
                checked_on=_iso(line.checked_on),
                review_by=_iso(line.review_by),
            )
            for line in question.criteria.all()
        ),
        misconceptions=tuple(
            documents.Misconception(
                slug=line.slug,
                name=line.name,
                points=line.points,
                phrases=tuple(line.phrases),
                correction=line.correction,
            )
            for line in question.misconceptions.all()
        ),
        benchmarks=tuple(
            documents.Benchmark(text=line.text, grade=float(line.grade), why=line.why)
            for line in question.benchmarks.all()
        ),
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def with_facts_of(draft: QuestionDraft, there: QuestionDraft) -> QuestionDraft:
    """The draft, its criteria with the facts of those that are there where it says nothing of them."""
    known = {criterion.slug: criterion for criterion in there.criteria}
    lines = (_with_facts_of(line, known.get(line.slug)) for line in draft.criteria)
    return replace(draft, criteria=tuple(lines))


def _with_facts_of(said: documents.Criterion, there: documents.Criterion | None) -> documents.Criterion:
    if there is None or said.source or said.checked_on or said.review_by:
        return said
    return replace(said, source=there.source, checked_on=there.checked_on, review_by=there.review_by)


def question_fields(draft: QuestionDraft) -> dict[str, Any]:
    """The fields of a question but for its topic and slug; follow-ups become a part of the model answer."""
    further = [f"**{probe}**\n\n{answer}" for probe, answer in draft.follow_ups]
    return {
        "short_name": _name_of(draft),
        "text": draft.text,
        "model_answer": "\n\n".join([draft.model_answer, *further]),
        "difficulty": draft.difficulty or Question.Difficulty.MEDIUM,
    }


def _name_of(draft: QuestionDraft) -> str:
    """As our own exports have it; else the title, or the first words of the question."""
    if draft.slug and draft.title:
        return draft.title
    words = draft.title or Truncator(draft.text).words(MOST_NAME_WORDS, truncate="")
    return Truncator(words.rstrip(" ?.!:")).chars(80)


def slug_of(draft: QuestionDraft) -> str:
    return draft.slug or slugify(question_fields(draft)["short_name"])[:80].strip("-") or "question"


def line_fields(line: documents.Criterion | documents.Misconception) -> Line:
    fields = asdict(line) | {"phrases": list(line.phrases)}
    return fields | {day: fields[day] or None for day in ("checked_on", "review_by") if day in fields}


def lines_of(draft: QuestionDraft, question: Question) -> Iterator[models.Model]:
    """Its criteria, misconceptions and benchmarks as rows that aren't saved."""
    for position, criterion in enumerate(draft.criteria, start=1):
        yield Criterion(question=question, position=position, **line_fields(criterion))
    for position, misconception in enumerate(draft.misconceptions, start=1):
        yield Misconception(question=question, position=position, **line_fields(misconception))
    for position, benchmark in enumerate(draft.benchmarks, start=1):
        fields = asdict(benchmark) | {"grade": Decimal(str(benchmark.grade))}
        yield Benchmark(question=question, position=position, **fields)


def problems_of(draft: QuestionDraft) -> list[str]:
    """Why a question can't be stored as its document has it, in sentences."""
    question = Question(slug=slug_of(draft), **question_fields(draft))
    problems = list(_invalid(question, ["topic"]))
    for line in lines_of(draft, question):
        problems += [f"{line}: {problem}" for problem in _invalid(line, ["question"])]
    problems += _too_much(draft)
    phrases = [phrase for criterion in draft.criteria for phrase in criterion.phrases]
    phrases += [phrase for misconception in draft.misconceptions for phrase in misconception.phrases]
    return problems + [why for _, why in unreadable_phrases(phrases)]


def _too_much(draft: QuestionDraft) -> Iterator[str]:
    """What no page of a question could show or save."""
    for name, most in MOST.items():
        lines = getattr(draft, name)
        if len(lines) > most:
            yield f"There are {len(lines)} {name}, and a question has at most {most}."
        keys = [line.text if name == "benchmarks" else line.slug for line in lines]
        if len(set(keys)) < len(keys):
            yield f"Two of the {name} are the same one."


def _invalid(row: models.Model, apart_from: list[str]) -> Iterator[str]:
    try:
        row.clean_fields(exclude=apart_from)
        _check_lengths(row)
        row.validate_constraints(exclude=apart_from)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            yield f"{name.replace('_', ' ').strip()}: {' '.join(messages)}"


def _check_lengths(row: models.Model) -> None:
    """The limits of long texts, which Django leaves to forms. Raises ValidationError."""
    for field in row._meta.concrete_fields:
        if isinstance(field, models.TextField) and field.max_length:
            length = len(getattr(row, field.attname) or "")
            if length > field.max_length:
                said = f"{length:,} characters are too many; it may have {field.max_length:,}."
                raise ValidationError({field.name: said})


def unreadable_phrases(phrases: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Those that can't be read, each with the reason in a sentence."""
    glossary = glossary_of(phrases)
    for phrase in phrases:
        try:
            parse_phrase(phrase, glossary=glossary)
        except PhraseError as error:
            yield phrase, str(error)
