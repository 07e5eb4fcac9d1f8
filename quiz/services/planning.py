"""Which questions an interview asks, and in which order."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from django.db.models import Count, OuterRef, Q, Subquery, TextChoices

from quiz.models import COMPLETE_SCORE, Interview, Question, QuestionProgress, Topic, User

RANKS = {difficulty: rank for rank, difficulty in enumerate(Question.Difficulty.values)}


class Mix(TextChoices):
    """Which difficulties are drawn."""

    ANY = "any", "Any"
    EASIER = "easier", "Easy and medium"
    HARDER = "harder", "Medium and hard"
    RISING = "rising", "Any, easy ones first"

    @property
    def left_out(self) -> str | None:
        return {Mix.EASIER: Question.Difficulty.HARD, Mix.HARDER: Question.Difficulty.EASY}.get(self)


@dataclass(frozen=True)
class Plan:
    """What an interview is planned from; a limit that is None is none.

    `only_weak` draws questions that were answered, and not well; the worst come first. `questions` are the
    only ones that are asked, if there are any.
    """

    topics: Sequence[Topic]
    question_count: int
    mix: Mix = Mix.ANY
    time_limit: timedelta | None = None
    question_time_limit: timedelta | None = None
    follow_ups: int = 1
    feedback: str = Interview.Feedback.EACH
    only_weak: bool = False
    name: str = ""
    questions: Sequence[Question] = ()

    @property
    def title(self) -> str:
        """Its name, or the names of its topics."""
        return self.name or ", ".join(topic.name for topic in self.topics)


@dataclass(frozen=True)
class Standing:
    """Where a candidate stands with a question: how often it was asked, and the latest score (0 to 100)."""

    question_id: int
    version_id: int
    difficulty: str
    times_asked: int
    latest_score: int | None

    @property
    def is_weak(self) -> bool:
        return self.latest_score is not None and self.latest_score < COMPLETE_SCORE


def standings(candidate: User, topics: Iterable[Topic], named: Sequence[Question] = ()) -> list[Standing]:
    """Return a standing for each published question, in the order of the question bank.

    They are those of the topics, or the `named` ones if there are any.
    """
    meant = Q(pk__in=[question.pk for question in named]) if named else Q(topic__in=topics)
    progress = QuestionProgress.objects.of(candidate).filter(question=OuterRef("pk"))
    questions = (
        Question.objects.published()
        .filter(meant)
        .annotate(
            times_asked=Count(
                "attempts",
                filter=Q(attempts__interview__candidate=candidate, attempts__asked_at__isnull=False),
            ),
            latest_score=Subquery(progress.values("score")),
        )
        .order_by("topic__position", "topic__name", "position", "pk")
        .values_list("pk", "current_version_id", "difficulty", "times_asked", "latest_score")
    )
    return [Standing(*row) for row in questions]


def draw(standings: Iterable[Standing], plan: Plan, *, seed: int) -> list[Standing]:
    """Return the questions of a plan, those with the greatest need, in the order to ask them.

    Equal needs and the order are drawn by the seed: the same standings, plan and seed give the same.
    """
    random = Random(seed)
    candidates = [standing for standing in standings if _fits(standing, plan)]
    shuffled = random.sample(candidates, k=len(candidates))
    chosen = sorted(shuffled, key=shortfall if plan.only_weak else need, reverse=True)[: plan.question_count]
    ordered = random.sample(chosen, k=len(chosen))
    if plan.mix is Mix.RISING:
        ordered.sort(key=lambda standing: RANKS[standing.difficulty])
    return ordered


def _fits(standing: Standing, plan: Plan) -> bool:
    return standing.difficulty != plan.mix.left_out and (standing.is_weak or not plan.only_weak)


def shortfall(standing: Standing) -> int:
    """What the latest score lacks."""
    return 100 - (standing.latest_score or 0)


def need(standing: Standing) -> float:
    """How much a candidate needs the question; infinite if it was never asked.

    Else it is what the latest score lacks, and 10 so that what is complete comes back some day, divided by
    how often it was asked, so that one weak question doesn't come every time.
    """
    if not standing.times_asked:
        return math.inf
    return (10 + shortfall(standing)) / standing.times_asked


def usual_topics(candidate: User) -> list[Topic]:
    """The topics that were chosen for the latest interview; all that have questions for a first one."""
    topics = list(Topic.objects.with_published_questions())
    latest = Interview.objects.of(candidate).mock().order_by("-started_at", "-pk").first()
    return [topic for topic in topics if latest and topic.slug in latest.topics] or topics


@dataclass(frozen=True)
class ReadyMade:
    """A plan without its topics, to be started with one click; `details` go on from its questions."""

    slug: str
    details: str
    plan: Plan

    @property
    def summary(self) -> str:
        count = self.plan.question_count
        return f"{count} question{'' if count == 1 else 's'}{self.details}"

    def asking(self, count: int) -> ReadyMade:
        return replace(self, plan=replace(self.plan, question_count=count))

    def on(self, topics: Sequence[Topic]) -> Plan:
        return replace(self.plan, topics=topics)


READY_MADE = (
    ReadyMade(
        slug="warm-up",
        details=", 10 minutes",
        plan=Plan(
            topics=(),
            question_count=3,
            mix=Mix.EASIER,
            time_limit=timedelta(minutes=10),
            name="Warm-up",
        ),
    ),
    ReadyMade(
        slug="mock-interview",
        details=", 30 minutes, two follow-ups, feedback at the end",
        plan=Plan(
            topics=(),
            question_count=6,
            mix=Mix.RISING,
            time_limit=timedelta(minutes=30),
            follow_ups=2,
            feedback=Interview.Feedback.END,
            name="Mock interview",
        ),
    ),
    ReadyMade(
        slug="weak-spots",
        details=" that went least well, no time limit",
        plan=Plan(topics=(), question_count=5, only_weak=True, name="Weak spots"),
    ),
)


def offers(candidate: User, topics: Sequence[Topic]) -> list[ReadyMade]:
    """The plans that there are questions for, each with as many as it would ask."""
    there = standings(candidate, topics)
    counts = [(ready, len(draw(there, ready.plan, seed=0))) for ready in READY_MADE]
    return [ready.asking(count) for ready, count in counts if count]
