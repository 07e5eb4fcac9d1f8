"""The progress page: what to do next, then score and criteria by topic over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import floor

from django.db.models import Avg, Count
from django.db.models.functions import TruncDate

from quiz.models import Attempt, Question, QuestionProgress, User
from quiz.reports.standings import CriterionStanding, TopicStanding, topic_standings, urgency
from quiz.scoring import band_of

DAYS = 30
"""Days of practice that a chart has, the latest."""

WORST = 5
"""Criteria of a topic that are shown at once."""


@dataclass(frozen=True)
class Day:
    """The questions of a topic that were answered or skipped on one day, and the mean of their scores."""

    day: date
    questions: int
    score: int

    @property
    def band(self) -> str:
        return band_of(self.score)


@dataclass(frozen=True)
class TopicProgress:
    """A topic that was tried: its days, oldest first, and the criteria that were met, worst first.

    `criteria` are the worst of those that aren't covered; all of the `met` ones if the topic was opened.
    """

    standing: TopicStanding
    days: Sequence[Day]
    criteria: Sequence[CriterionStanding]
    met: int


@dataclass(frozen=True)
class NextStep:
    """The question to practise next, and why.

    Either a `criterion` of it isn't covered, or it is new, or nothing is left and it was asked longest ago.
    """

    question: Question
    criterion: CriterionStanding | None = None
    is_new: bool = False


@dataclass(frozen=True)
class Progress:
    """`next_step` is None without published questions, `topics` empty before the first attempt is closed."""

    next_step: NextStep | None
    topics: Sequence[TopicProgress]
    untried: Sequence[TopicStanding]


def progress(candidate: User, opened: str | None = None) -> Progress:
    """Read the page in as many queries however long the history. `opened` may be the slug of a topic."""
    standings = topic_standings(candidate)
    days = _days(candidate)
    tried = [standing for standing in standings if standing.is_tried]
    return Progress(
        next_step=_next_step(candidate, standings),
        topics=[
            topic_progress(standing, days[standing.topic.pk], is_open=standing.topic.slug == opened)
            for standing in tried
        ],
        untried=[standing for standing in standings if not standing.is_tried],
    )


def topic_progress(standing: TopicStanding, days: Sequence[Day], *, is_open: bool) -> TopicProgress:
    met = sorted((each for each in standing.criteria if each.progress), key=urgency, reverse=True)
    worst = [each for each in met if not each.is_covered][:WORST]
    return TopicProgress(standing, days[-DAYS:], met if is_open else worst, len(met))


def _days(candidate: User) -> dict[int, list[Day]]:
    """By topic; half a point is rounded up."""
    rows = (
        Attempt.objects.of(candidate)
        .counted()
        .values_list("question__topic", TruncDate("closed_at"))
        .annotate(Count("pk"), Avg("score"))
        .order_by(TruncDate("closed_at"))
    )
    days = defaultdict(list)
    for topic_id, day, questions, score in rows:
        days[topic_id].append(Day(day, questions, floor(score + 0.5)))
    return days


def _next_step(candidate: User, standings: Sequence[TopicStanding]) -> NextStep | None:
    """What lacks most points; else a question that is new, of a topic that was tried if there is one."""
    criteria = [standing for topic in standings for standing in topic.criteria]
    worst = max(criteria, key=urgency, default=None)
    if worst and worst.lost:
        return NextStep(worst.question, worst)
    latest = dict(QuestionProgress.objects.of(candidate).values_list("question", "closed_at"))
    tried_first = sorted(standings, key=lambda topic: not topic.is_tried)
    questions = [standing.question for topic in tried_first for standing in topic.criteria]
    new = next((question for question in questions if question.pk not in latest), None)
    if new:
        return NextStep(new, is_new=True)
    oldest = min(questions, key=lambda question: latest[question.pk], default=None)
    return NextStep(oldest) if oldest else None
