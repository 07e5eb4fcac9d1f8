"""Which questions an interview asks, and in which order."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from django.db.models import Count, OuterRef, Q, Subquery

from quiz.models import Attempt, Question, Topic, User


@dataclass(frozen=True)
class Standing:
    """Where a candidate stands with a question: how often it was asked, and the latest score (0 to 100)."""

    question_id: int
    version_id: int
    times_asked: int
    latest_score: int | None


def standings(candidate: User, topic: Topic) -> list[Standing]:
    """Return a standing for each published question of the topic, in the order of the question bank."""
    latest = (
        Attempt.objects.of(candidate).closed().filter(question=OuterRef("pk")).order_by("-closed_at", "-pk")
    )
    questions = (
        Question.objects.published()
        .filter(topic=topic)
        .annotate(
            times_asked=Count(
                "attempts",
                filter=Q(attempts__interview__candidate=candidate, attempts__asked_at__isnull=False),
            ),
            latest_score=Subquery(latest.values("score")[:1]),
        )
        .values_list("pk", "current_version_id", "times_asked", "latest_score")
    )
    return [Standing(*row) for row in questions]


def draw(standings: Sequence[Standing], *, count: int, seed: int) -> list[Standing]:
    """Return at most `count` of them, those with the greatest need, in the order to ask them.

    Equal needs and the order are drawn by the seed: the same standings and seed give the same interview.
    """
    random = Random(seed)
    shuffled = random.sample(list(standings), k=len(standings))
    chosen = sorted(shuffled, key=need, reverse=True)[:count]
    return random.sample(chosen, k=len(chosen))


def need(standing: Standing) -> float:
    """How much a candidate needs the question; infinite if it was never asked.

    Else it is what the latest score lacks, and 10 so that what is complete comes back some day, divided by
    how often it was asked, so that one weak question doesn't come every time.
    """
    if not standing.times_asked:
        return math.inf
    return (110 - (standing.latest_score or 0)) / standing.times_asked
