"""The list of questions, with where the candidate is with each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet

from quiz.models import Question, QuestionProgress, QuestionState, Topic, User
from quiz.reports.outlines import outlines

PAGE_SIZE = 20


@dataclass(frozen=True)
class Choice:
    """What is looked for; nothing chosen is everything."""

    words: str = ""
    topic: Topic | None = None
    difficulty: Question.Difficulty | None = None
    state: QuestionState | None = None

    def query(self, **changes: Any) -> str:
        """The query string that chooses so, with changes; empty for everything."""
        choice = replace(self, **changes)
        fields = {
            "q": choice.words,
            "topic": choice.topic and choice.topic.slug,
            "difficulty": choice.difficulty,
            "state": choice.state,
        }
        return urlencode({name: value for name, value in fields.items() if value})

    def narrow(self, questions: QuerySet[Question], **changes: Any) -> QuerySet[Question]:
        """Those of questions `with_progress_of` somebody that fit all but the words, with changes."""
        choice = replace(self, **changes)
        if choice.topic:
            questions = questions.filter(topic=choice.topic)
        if choice.difficulty:
            questions = questions.filter(difficulty=choice.difficulty)
        return questions.filter(choice.state.condition) if choice.state else questions


@dataclass(frozen=True)
class Option:
    """One way to narrow the list down or widen it, and how many questions that leaves."""

    label: str
    count: int
    query: str
    is_chosen: bool


@dataclass(frozen=True)
class QuestionLine:
    """A question in the list; `progress` is None if it wasn't tried yet."""

    question_id: int
    topic: Topic
    text: str
    difficulty: str
    progress: QuestionProgress | None


@dataclass(frozen=True)
class QuestionList:
    """A page of the questions that were chosen; `total` are all there are."""

    choice: Choice
    query: str
    total: int
    topic_count: int
    topics: Sequence[Option]
    difficulties: Sequence[Option]
    states: Sequence[Option]
    page: Page[Question]
    lines: Sequence[QuestionLine]


def question_list(candidate: User, choice: Choice, page_number: str | None) -> QuestionList:
    """Read a page of published questions in as many queries however many there are."""
    topics = list(Topic.objects.with_published_questions())
    found = Question.objects.published().with_progress_of(candidate).with_words(choice.words)
    page = Paginator(choice.narrow(found).select_related("topic"), PAGE_SIZE).get_page(page_number)
    return QuestionList(
        choice=choice,
        query=choice.query(),
        total=Question.objects.published().count(),
        topic_count=len(topics),
        topics=_topics(choice, topics, choice.narrow(found, topic=None)),
        difficulties=_difficulties(choice, choice.narrow(found, difficulty=None)),
        states=_states(choice, choice.narrow(found, state=None)),
        page=page,
        lines=_lines(candidate, list(page.object_list)),
    )


def _topics(choice: Choice, topics: Sequence[Topic], questions: QuerySet[Question]) -> list[Option]:
    counts = _counts(questions, "topic")
    options = [
        Option(topic.name, counts.get(topic.pk, 0), choice.query(topic=topic), topic == choice.topic)
        for topic in topics
    ]
    return [Option("All", sum(counts.values()), choice.query(topic=None), choice.topic is None), *options]


def _difficulties(choice: Choice, questions: QuerySet[Question]) -> list[Option]:
    counts = _counts(questions, "difficulty")
    options = [
        Option(each.label, counts.get(each, 0), choice.query(difficulty=each), each == choice.difficulty)
        for each in Question.Difficulty
    ]
    any_of_them = choice.query(difficulty=None)
    return [Option("Any", sum(counts.values()), any_of_them, choice.difficulty is None), *options]


def _counts(questions: QuerySet[Question], field: str) -> dict[Any, int]:
    return dict(questions.order_by().values_list(field).annotate(Count("pk")))


def _states(choice: Choice, questions: QuerySet[Question]) -> list[Option]:
    counts = questions.aggregate(
        any=Count("pk"), **{state.name: Count("pk", filter=state.condition) for state in QuestionState}
    )
    options = [
        Option(state.label, counts[state.name], choice.query(state=state), state == choice.state)
        for state in QuestionState
    ]
    return [Option("Any", counts["any"], choice.query(state=None), choice.state is None), *options]


def _lines(candidate: User, questions: Sequence[Question]) -> list[QuestionLine]:
    mine = QuestionProgress.objects.of(candidate).filter(question__in=[question.pk for question in questions])
    progress = {row.question_id: row for row in mine}
    published = outlines(question.current_version_id for question in questions if question.current_version_id)
    return [
        QuestionLine(
            question.pk,
            question.topic,
            published[question.current_version_id].question,
            Question.Difficulty(question.difficulty).label,
            progress.get(question.pk),
        )
        for question in questions
        if question.current_version_id
    ]
