"""Candidates who are signed in and have a long interview open, made in bulk.

Each is asked all published questions of the shipped topics, and says what the demo's people say.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import get_random_string

from quiz.models import Attempt, Interview, Question, Topic, User
from quiz.services.demo import ANSWERS
from quiz.services.demo_interviews import AT_A_LOSS, Answers, answers_like_benchmarks

KINDS = ("strong", "half", "poor", "mixed_up")
HOW_OFTEN = (40, 40, 15, 5)
"""Per cent of the answers."""


@dataclass
class Sitting:
    """One candidate's interview: the cookies, what waits, and what is said to it, by attempt and turn."""

    session: str
    csrf: str
    interview: int
    question: int
    texts: dict[tuple[int, str], str]
    waiting: tuple[int, str]

    @property
    def text(self) -> str:
        return self.texts[self.waiting]


def make_sittings(number: int, random: Random) -> deque[Sitting]:
    """As many candidates, each with an interview of all questions that has just begun."""
    questions = list(Question.objects.published().select_related("topic", "current_version").order_by("pk"))
    answers = _answers()
    people = _make_people(number)
    interviews = Interview.objects.bulk_create(
        Interview(candidate=person, title="Bench", question_count=len(questions), seed=0) for person in people
    )
    attempts = Attempt.objects.bulk_create(_attempts(interviews, questions, random), batch_size=2000)
    sessions = _make_sessions(people)
    return deque(
        _sitting(session, attempts[start : start + len(questions)], answers, random)
        for session, start in zip(sessions, range(0, len(attempts), len(questions)), strict=True)
    )


def _answers() -> Answers:
    answers: Answers = json.loads(ANSWERS.read_text(encoding="utf-8"))
    for topic in Topic.objects.all():
        answers = answers_like_benchmarks(topic) | answers
    return answers


def _make_people(number: int) -> list[User]:
    before = User.objects.count()
    return User.objects.bulk_create(
        User(email=f"bench-{i}@example.org", name=f"Bench {i}", password="!")
        for i in range(before, before + number)
    )


def _attempts(
    interviews: Sequence[Interview], questions: Sequence[Question], random: Random
) -> Iterator[Attempt]:
    for interview in interviews:
        drawn = random.sample(questions, len(questions))
        for position, question in enumerate(drawn, start=1):
            yield Attempt(
                interview=interview,
                question=question,
                rubric_version=question.current_version,
                position=position,
                status=Attempt.Status.ASKED if position == 1 else Attempt.Status.PLANNED,
                asked_at=interview.started_at if position == 1 else None,
            )


def _make_sessions(people: Sequence[User]) -> list[Session]:
    store = SessionStore()
    expires = timezone.now() + timedelta(days=1)
    return Session.objects.bulk_create(
        Session(
            session_key=get_random_string(32, "abcdefghijklmnopqrstuvwxyz0123456789"),
            session_data=store.encode(_signed_in(person)),
            expire_date=expires,
        )
        for person in people
    )


def _signed_in(person: User) -> dict[str, Any]:
    return {
        SESSION_KEY: str(person.pk),
        BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
        HASH_SESSION_KEY: person.get_session_auth_hash(),
    }


def _sitting(session: Session, attempts: Sequence[Attempt], answers: Answers, random: Random) -> Sitting:
    texts: dict[tuple[int, str], str] = {}
    for attempt in attempts:
        kinds = answers[attempt.question.slug]
        kind = random.choices(KINDS, HOW_OFTEN)[0]
        texts[attempt.pk, Attempt.Turn.ANSWER] = random.choice(kinds[kind])
        later = list(kinds["follow_ups"].values()) or [AT_A_LOSS[0]]
        texts[attempt.pk, Attempt.Turn.FOLLOW_UP] = random.choice(later)
    first = attempts[0]
    return Sitting(
        session=session.session_key,
        csrf=get_random_string(32),
        interview=first.interview_id,
        question=first.question_id,
        texts=texts,
        waiting=(first.pk, str(Attempt.Turn.ANSWER)),
    )
