"""What would become of each question of a document, as the questions of its topic are now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import TextChoices

from quiz.documents import Document, QuestionDraft, Unplaced
from quiz.models import Question, Topic
from quiz.services.question_documents import (
    draft_of,
    problems_of,
    question_fields,
    unreadable_phrases,
    with_facts_of,
    with_lines,
)

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

    `number` is its place in the document, from 1. `question` is the one that is there already; `reasons` say
    what would change, or what is wrong.
    """

    number: int
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

    def at(self, numbers: Collection[int]) -> list[Entry]:
        wanted = set(numbers)
        return [entry for entry in self.entries if entry.number in wanted]

    @property
    def digest(self) -> str:
        """Another one as soon as something else would become of a question, or somebody has changed it."""
        fates = [(entry.number, entry.kind, _state_of(entry.question)) for entry in self.entries]
        return sha256(repr(fates).encode()).hexdigest()


def plan_for(topic: Topic | None, document: Document) -> ImportPlan:
    """In as many queries for any number of questions; a topic that isn't there yet has none."""
    there = list(with_lines(Question.objects.filter(topic=topic)))
    by_text = {same_words(question.text): question for question in there}
    by_slug = {question.slug: question for question in there}
    asked = Counter(same_words(draft.text) for draft in document.questions)
    found = [
        by_slug.get(draft.slug or "") or by_text.get(same_words(draft.text)) for draft in document.questions
    ]
    claimed = Counter(question.pk for question in found if question)
    entries = []
    for number, (draft, question) in enumerate(zip(document.questions, found, strict=True), start=1):
        if asked[same_words(draft.text)] > 1:
            fate = Kind.CONFLICT, ["The document asks this more than once."]
        elif question and claimed[question.pk] > 1:
            fate = Kind.CONFLICT, ["The document has this question twice, once in other words."]
        else:
            fate = _fate(draft, question)
        entries.append(Entry(number, draft, fate[0], question, fate[1]))
    return ImportPlan(entries, (*document.unplaced, *_alien_terms_left_out(topic, document)))


def _alien_terms_left_out(topic: Topic | None, document: Document) -> Iterator[Unplaced]:
    """Those that can't be read; all of them where the topic has others, which stay."""
    terms = document.alien_terms
    if topic and terms and list(terms) != topic.alien_terms:
        yield Unplaced(1, ", ".join(terms), "The topic keeps the alien terms that it has.")
    elif not topic:
        unreadable = dict(unreadable_phrases(terms))
        yield from (
            Unplaced(1, term, f"This alien term is left out. {why}") for term, why in unreadable.items()
        )


def _state_of(question: Question | None) -> tuple[int, int] | None:
    return (question.pk, question.revision) if question else None


def same_words(text: str) -> str:
    """What makes two questions one: their words, whatever their case, spaces and ends."""
    return " ".join(text.casefold().split()).rstrip(" ?.!:")


def _fate(draft: QuestionDraft, question: Question | None) -> tuple[Kind, list[str]]:
    if problems := problems_of(draft):
        return Kind.CONFLICT, problems
    if question is None:
        return Kind.NEW, []
    different = changes(draft, question)
    return Kind.CHANGED if different else Kind.SAME, [COMPARED[name] for name in different]


def changes(draft: QuestionDraft, question: Question) -> list[str]:
    """What a document changes of a question, names in COMPARED; nothing where it says nothing."""
    there = draft_of(question)
    said, fields = with_facts_of(draft, there), question_fields(draft)
    if not draft.slug:
        fields["short_name"] = question.short_name
    if not draft.difficulty:
        fields["difficulty"] = question.difficulty
    different = {name: value != getattr(question, name) for name, value in fields.items()}
    for name in ("criteria", "misconceptions", "benchmarks"):
        lines = getattr(said, name)
        different[name] = bool(lines) and lines != getattr(there, name)
    return [name for name in COMPARED if different[name]]
