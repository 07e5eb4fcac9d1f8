"""Importing documents of questions: what would become of each, and doing it in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, count

from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.text import slugify

from quiz.documents import Document, QuestionDraft, Unplaced, read
from quiz.models import Import, Question, Topic, User
from quiz.services.question_documents import (
    draft_of,
    lines_of,
    problems_of,
    question_fields,
    slug_of,
    with_lines,
)
from quiz.services.revising import revising

COMPARED = {
    "text": "the question",
    "model_answer": "the model answer",
    "difficulty": "the difficulty",
    "short_name": "the name",
    "criteria": "the criteria",
    "misconceptions": "the misconceptions",
    "benchmarks": "the benchmarks",
}
"""What of a question that is there already may be changed, by the names of its fields."""


class Kind(TextChoices):
    NEW = "new", "New"
    CHANGED = "changed", "Changed"
    SAME = "same", "The same"
    CONFLICT = "conflict", "In conflict"


@dataclass(frozen=True)
class Entry:
    """What would become of a question of a document, and why.

    `question` is the one that is there already; `reasons` say what would change, or what is wrong.
    """

    draft: QuestionDraft
    kind: Kind
    question: Question | None = None
    reasons: Sequence[str] = ()


@dataclass(frozen=True)
class ImportPlan:
    """What would become of a document as the topic is now."""

    entries: Sequence[Entry]
    unplaced: Sequence[Unplaced]

    def of(self, kind: Kind) -> list[Entry]:
        return [entry for entry in self.entries if entry.kind is kind]


@lru_cache(maxsize=4)
def document_in(text: str, file_name: str) -> Document:
    """Raises UnreadableError."""
    return read(text.encode(), file_name)


def start_import(editor: User | None, topic_name: str, *, file_name: str, data: bytes) -> Import:
    """Keep a file for a look at what would become of it. Raises UnreadableError."""
    read(data, file_name)
    return Import.objects.create(
        topic=Topic.objects.filter(name=topic_name).first(),
        topic_name=topic_name,
        started_by=editor,
        file_name=file_name[:200],
        text=data.decode("utf-8-sig"),
    )


def plan_import(begun: Import) -> ImportPlan:
    return plan_for(begun.topic, document_in(begun.text, begun.file_name))


def plan_for(topic: Topic | None, document: Document) -> ImportPlan:
    """In as many queries for any number of questions; a topic that isn't there yet has none."""
    there = list(with_lines(Question.objects.filter(topic=topic)))
    by_text = {same_words(question.text): question for question in there}
    by_slug = {question.slug: question for question in there}
    asked = Counter(same_words(draft.text) for draft in document.questions)
    entries = [
        _entry(draft, by_text, by_slug, is_asked_twice=asked[same_words(draft.text)] > 1)
        for draft in document.questions
    ]
    return ImportPlan(entries, document.unplaced)


def same_words(text: str) -> str:
    """What makes two questions one: their words, whatever their case, spaces and ends."""
    return " ".join(text.casefold().split()).rstrip(" ?.!:")


def _entry(
    draft: QuestionDraft, by_text: dict[str, Question], by_slug: dict[str, Question], *, is_asked_twice: bool
) -> Entry:
    question = by_slug.get(draft.slug or "") or by_text.get(same_words(draft.text))
    if is_asked_twice:
        return Entry(draft, Kind.CONFLICT, question, ["The document asks this more than once."])
    if problems := problems_of(draft):
        return Entry(draft, Kind.CONFLICT, question, problems)
    if question is None:
        return Entry(draft, Kind.NEW)
    different = [label for name, label in COMPARED.items() if _differs(draft, question, name)]
    return Entry(draft, Kind.CHANGED if different else Kind.SAME, question, different)


def _differs(draft: QuestionDraft, question: Question, name: str) -> bool:
    """A document that says nothing of something changes nothing of it."""
    is_said = {"short_name": draft.slug, "difficulty": draft.difficulty}
    if name in ("criteria", "misconceptions", "benchmarks"):
        said = getattr(draft, name)
        return bool(said) and said != getattr(draft_of(question), name)
    return bool(is_said.get(name, True)) and question_fields(draft)[name] != getattr(question, name)


@transaction.atomic
def apply_import(import_id: int) -> Import:
    """Add and change the questions that were chosen; once, whoever asks for it. It publishes nothing."""
    begun = Import.objects.select_for_update().get(pk=import_id)
    if begun.finished_at or begun.chosen is None:
        return begun
    topic = begun.topic = _locked_topic(begun)
    for entry in chosen_in(plan_import(begun), begun.chosen):
        if entry.kind is Kind.NEW:
            _add(topic, entry.draft)
            begun.added += 1
        elif entry.kind is Kind.CHANGED and entry.question:
            _change(entry.question, entry.draft, begun.started_by)
            begun.changed += 1
    begun.finished_at = timezone.now()
    begun.save(update_fields=["topic", "added", "changed", "finished_at"])
    return begun


def _locked_topic(begun: Import) -> Topic:
    """The topic, made if it is named only."""
    topic = begun.topic
    if topic is None:
        document = document_in(begun.text, begun.file_name)
        slug = document.topic_slug or slugify(begun.topic_name)[:50].strip("-") or "topic"
        made = {"slug": slug, "alien_terms": list(document.alien_terms)}
        topic, _ = Topic.objects.get_or_create(name=begun.topic_name, defaults=made)
    return Topic.objects.select_for_update().get(pk=topic.pk)


def chosen_in(plan: ImportPlan, lines: Collection[int]) -> list[Entry]:
    wanted = set(lines)
    return [entry for entry in plan.entries if entry.draft.line in wanted]


def _add(topic: Topic, draft: QuestionDraft) -> None:
    slug = next(slug for slug in _slugs(slug_of(draft)) if not topic.questions.filter(slug=slug).exists())
    question = Question.objects.create(topic=topic, slug=slug, **question_fields(draft))
    for line in lines_of(draft, question):
        line.save()


def _slugs(slug: str) -> Iterator[str]:
    return chain([slug], (f"{slug[:74].strip('-')}-{number}" for number in count(2)))


def _change(question: Question, draft: QuestionDraft, editor: User | None) -> None:
    """What the document says nothing of stays."""
    with revising(question.pk, editor) as locked:
        said = question_fields(draft)
        changed = {name: said[name] for name in said if _differs(draft, locked, name)}
        Question.objects.filter(pk=locked.pk).update(**changed)
        for name in ("criteria", "misconceptions", "benchmarks"):
            if _differs(draft, locked, name):
                getattr(locked, name).all().delete()
                for line in lines_of(draft, locked):
                    if isinstance(line, getattr(locked, name).model):
                        line.save()
