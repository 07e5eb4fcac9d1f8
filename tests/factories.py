"""Small functions that make what a test needs; what a test is about, it names itself."""

from __future__ import annotations

from decimal import Decimal
from itertools import count
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from quiz.models import (
    Attempt,
    Benchmark,
    Criterion,
    GlossaryEntry,
    Interview,
    Misconception,
    Question,
    Topic,
    User,
)
from quiz.services.interviews import start_interview, submit_response
from quiz.services.planning import Plan
from quiz.services.question_bank import publish

PASSWORD = "correct horse battery staple"
GOOD_ANSWER = "The platform creates a new environment, so the first request is slow."
HALF_ANSWER = "The platform creates a new environment."
REST_OF_ANSWER = "The first request is slow because of it."
MIXED_UP_ANSWER = "A cold start means that the billing starts again."

_numbers = count(1)


def make_user(email: str = "", **fields: Any) -> User:
    number = next(_numbers)
    return User.objects.create_user(
        email or f"person-{number}@example.org", PASSWORD, **{"name": f"Person {number}", **fields}
    )


def confirm(user: User) -> User:
    """Let them have confirmed their address."""
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def make_editor() -> User:
    editor = make_user(is_staff=True)
    editor.groups.add(Group.objects.get(name="Editors"))
    return editor


def make_topic(slug: str = "serverless") -> Topic:
    topic, _ = Topic.objects.get_or_create(slug=slug, defaults={"name": slug.capitalize()})
    return topic


def make_question(*, topic: Topic | None = None, published: bool = True, **fields: Any) -> Question:
    """A question that `GOOD_ANSWER` answers in full, `HALF_ANSWER` for six points of ten."""
    number = next(_numbers)
    question = Question.objects.create(
        **{
            "topic": topic or make_topic(),
            "slug": f"cold-start-{number}",
            "position": number,
            "short_name": f"Cold starts {number}",
            "text": f"Question {number}: what happens in a cold start?",
            "model_answer": GOOD_ANSWER,
            **fields,
        }
    )
    Criterion.objects.create(
        question=question,
        slug="environment",
        position=1,
        name="A new environment is made",
        points=6,
        phrases=["new environment"],
        probe="What does the platform have to make before your code runs?",
        missed="Say that a new environment is made.",
    )
    Criterion.objects.create(
        question=question,
        slug="slow",
        position=2,
        name="The first request is slow",
        points=4,
        phrases=["first request slow"],
        probe="What does the caller notice?",
        missed="Say that the first request is slow.",
    )
    Misconception.objects.create(
        question=question,
        slug="billing",
        name="It is about billing",
        points=2,
        phrases=["billing starts again"],
        correction="A cold start has *nothing* to do with billing.",
    )
    if published:
        publish(question)
    return question


def make_entry(name: str = "slow", **fields: Any) -> GlossaryEntry:
    """A glossary entry that is in `GOOD_ANSWER`, unless another name is given."""
    values = {"meaning": "It takes its time.", "ways": [name, "takes long | lags"], **fields}
    return GlossaryEntry.objects.create(name=name, **values)


def make_benchmark(question: Question, **fields: Any) -> Benchmark:
    """An example answer that the rubric agrees with its graders on."""
    return Benchmark.objects.create(
        question=question, **{"grade": Decimal("10.0"), "text": GOOD_ANSWER, **fields}
    )


def make_questions(number: int, *, topic: Topic | None = None) -> list[Question]:
    return [make_question(topic=topic) for _ in range(number)]


def make_interview(candidate: User, *, questions: int = 2, **fields: Any) -> Interview:
    """An interview on as many new questions, of a topic of its own."""
    topic = make_topic(f"topic-{next(_numbers)}")
    make_questions(questions, topic=topic)
    return start_interview(candidate, Plan(topics=[topic], question_count=questions, **fields))


def make_finished(candidate: User, *answers: str, **fields: Any) -> Interview:
    """An interview in which each question got one of the answers, and no follow-up."""
    interview = make_interview(candidate, questions=len(answers), **{"follow_ups": 0, **fields})
    for text in answers:
        submit_response(candidate, waiting_attempt(interview).pk, turn=Attempt.Turn.ANSWER, text=text)
    interview.refresh_from_db()
    return interview


def waiting_attempt(interview: Interview) -> Attempt:
    return interview.attempts.waiting().get()
