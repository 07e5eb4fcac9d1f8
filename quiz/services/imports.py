"""Importing documents of questions: read, looked at, confirmed, and done in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import chain, count
from pathlib import PurePath

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from quiz.documents import Document, QuestionDraft, UnreadableError, decoded, from_kept, read_text, to_keep
from quiz.models import Benchmark, Criterion, Import, Misconception, Question, Topic, User
from quiz.services.import_plans import ImportPlan, Kind, changes, plan_for
from quiz.services.question_bank import set_lines
from quiz.services.question_documents import (
    draft_of,
    line_fields,
    lines_of,
    question_fields,
    slug_of,
    unreadable_phrases,
    with_facts_of,
)
from quiz.services.revising import revising


def start_import(editor: User | None, topic_name: str, *, file_name: str, data: bytes) -> Import:
    """Keep a file to be read. Raises UnreadableError if it is no text, or empty.

    An empty name of the topic leaves it to the document, or to the name of the file.
    """
    text = decoded(data)
    if not text.strip():
        raise UnreadableError("There is nothing in it.")
    return Import.objects.create(
        topic_name=topic_name,
        editor=editor,
        file_name=file_name[:200],
        text=text,
    )


@transaction.atomic
def read_import(import_id: int) -> Import:
    """Read what was kept, once; what is wrong with it is kept as its `problem`."""
    begun = Import.objects.select_for_update().get(pk=import_id)
    if begun.text:
        try:
            document = read_text(begun.text, begun.file_name)
            begun.document = to_keep(document)
            begun.topic_name = begun.topic_name or _name_for(document, begun.file_name)
            begun.topic = Topic.objects.filter(name=begun.topic_name).first()
        except UnreadableError as error:
            begun.problem = str(error)
        begun.text = ""
        begun.save(update_fields=["document", "problem", "text", "topic_name", "topic"])
    return begun


def _name_for(document: Document, file_name: str) -> str:
    """The name of the topic: as the document has it, or the topic that its slug says, or of the file."""
    there = Topic.objects.filter(slug=document.topic_slug or "").first()
    of_file = PurePath(file_name).stem.replace("-", " ").replace("_", " ").capitalize()
    return (there.name if there else document.topic or of_file)[:80]


def plan_import(begun: Import) -> ImportPlan:
    """What would become of a document that was read."""
    return plan_for(begun.topic, from_kept(begun.document))


@transaction.atomic
def confirm_import(
    import_id: int, editor: User | None, *, numbers: Collection[int], seen: str, why: str = ""
) -> bool:
    """Choose the questions with these numbers, once. Returns whether it is this confirmation that counts.

    `seen` is the digest of the plan that was looked at.
    """
    unconfirmed = Import.objects.filter(pk=import_id, document__isnull=False, chosen=None)
    return bool(unconfirmed.update(chosen=sorted(numbers), seen=seen, editor=editor, why=why))


@transaction.atomic
def apply_import(import_id: int) -> Import:
    """Add and change the questions that were chosen; once, whoever asks for it. It publishes nothing.

    Where something else would become of a question than what was looked at, nothing is done, and the import
    is open again for another look.
    """
    begun = Import.objects.select_for_update().get(pk=import_id)
    if begun.finished_at or begun.chosen is None:
        return begun
    begun.topic, is_new = _topic_for(begun)
    _lock(begun.topic)
    plan = plan_import(begun)
    if plan.digest != begun.seen:
        begun.chosen = None
        begun.save(update_fields=["topic", "chosen"])
        return begun
    chosen = plan.at(begun.chosen)
    added = [_add(begun.topic, entry.draft) for entry in chosen if entry.kind is Kind.NEW]
    changed = [
        _change(entry.question, entry.draft, begun.editor)
        for entry in chosen
        if entry.kind is Kind.CHANGED and entry.question
    ]
    _note_history(begun, ADDITION, [begun.topic] if is_new else [])
    _note_history(begun, ADDITION, added)
    _note_history(begun, CHANGE, changed)
    begun.added, begun.changed, begun.finished_at = len(added), len(changed), timezone.now()
    begun.save(update_fields=["topic", "added", "changed", "finished_at"])
    return begun


def _topic_for(begun: Import) -> tuple[Topic, bool]:
    """The topic, and whether it is made now; its slug is then that of the document, or made of its name."""
    if begun.topic:
        return begun.topic, False
    document = from_kept(begun.document)
    unreadable = {term for term, _ in unreadable_phrases(document.alien_terms)}
    slug = (slugify(document.topic_slug or "") or slugify(begun.topic_name))[:45].strip("-") or "topic"
    taken = set(Topic.objects.values_list("slug", flat=True))
    made = {
        "slug": next(free for free in _slugs(slug) if free not in taken),
        "alien_terms": [term for term in document.alien_terms if term not in unreadable],
    }
    return Topic.objects.get_or_create(name=begun.topic_name, defaults=made)


def _lock(topic: Topic) -> None:
    """Nobody else imports into it or changes one of its questions until the transaction ends."""
    Topic.objects.select_for_update(no_key=True).get(pk=topic.pk)
    list(topic.questions.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def _add(topic: Topic, draft: QuestionDraft) -> Question:
    slug = next(slug for slug in _slugs(slug_of(draft)) if not topic.questions.filter(slug=slug).exists())
    question = Question.objects.create(topic=topic, slug=slug, **question_fields(draft))
    for line in lines_of(draft, question):
        line.save()
    return question


def _slugs(slug: str) -> Iterator[str]:
    return chain([slug], (f"{slug[:74].strip('-')}-{number}" for number in count(2)))


def _change(question: Question, draft: QuestionDraft, editor: User | None) -> Question:
    """What the document says nothing of stays."""
    with revising(question.pk, editor) as locked:
        names = changes(draft, locked)
        said = question_fields(draft)
        Question.objects.filter(pk=locked.pk).update(**{name: said[name] for name in names if name in said})
        whole = with_facts_of(draft, draft_of(locked))
        if "criteria" in names:
            set_lines(locked, Criterion, list(map(line_fields, whole.criteria)))
        if "misconceptions" in names:
            set_lines(locked, Misconception, list(map(line_fields, whole.misconceptions)))
        if "benchmarks" in names:
            locked.benchmarks.all().delete()
            rows = lines_of(whole, locked)
            Benchmark.objects.bulk_create(row for row in rows if isinstance(row, Benchmark))
    return question


def _note_history(begun: Import, flag: int, rows: Sequence[Question | Topic]) -> None:
    """In the admin's history, which is of people's changes: a command's have nobody."""
    if begun.editor_id and rows:
        said = f"Imported from {begun.file_name or 'a pasted text'}."
        LogEntry.objects.log_actions(
            begun.editor_id, rows, flag, f"{said} Why: {begun.why}" if begun.why else said
        )
