"""The daily review: what is due, the probe that is asked, how an answer did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils import timezone

from quiz.models import Review, ReviewCard, User
from quiz.models.attempts import rubric_of_version
from quiz.models.reviews import criterion_of, done_on
from quiz.reports.exchanges import LedgerLine, Mark, MixUp, Spoken, marks_in, mix_ups_in
from quiz.scoring import FollowUp, Gain, RemarkKind, State, gains, parts_of
from quiz.scoring.turns import FOLLOW_UPS

SECONDS_EACH = 25
"""To read a probe and write a sentence."""

OUTCOMES = {
    Review.Rating.GOOD: "covered",
    Review.Rating.HARD: "part",
    Review.Rating.AGAIN: "not-yet",
}

LINE = "criterion"
"""The id of the criterion on the page."""

TELLING = (
    RemarkKind.TERMS,
    RemarkKind.SHUFFLED,
    RemarkKind.ECHO,
    RemarkKind.QUESTION,
    RemarkKind.CONTRADICTION,
)
"""What may explain that an answer wasn't credited; that it is short does not, one sentence is enough."""

AHEAD = 2
"""Days after today that the home page speaks of."""


@dataclass(frozen=True)
class Due:
    """What is due on a day: how many criteria, by topic, and how many on each of the days after it.

    `done` were answered already. `next_day` is the first day on which anything is due, None without any card.
    """

    today: date
    count: int
    done: int
    topics: Sequence[tuple[str, int]]
    coming: Sequence[tuple[date, int]]
    next_day: date | None

    @property
    def minutes(self) -> int:
        return max(round(self.count * SECONDS_EACH / 60), 1)


@dataclass(frozen=True)
class Asked:
    """The probe that is asked next, its place among today's, and the question it belongs to."""

    card_id: int
    base: datetime
    topic: str
    short_name: str
    question: str
    probe: str
    number: int
    total: int


@dataclass(frozen=True)
class Feedback:
    """What was asked and said, and how it did.

    `outcome` is covered, part or not-yet. `gain` says what was missing, None if nothing was.
    """

    probe: str
    criterion: str
    spoken: Spoken
    outcome: str
    gain: Gain | None
    mix_ups: Sequence[MixUp]
    remarks: Sequence[str]

    @property
    def is_quoted(self) -> bool:
        """Whether words of the answer have earned something."""
        return any(mark.line_id == LINE for mark in self.spoken.marks)


@dataclass(frozen=True)
class Checked:
    """An answer in the review, its number among today's, and the day it comes back.

    `left` are still to be asked today.
    """

    feedback: Feedback
    topic: str
    short_name: str
    due: date
    today: date
    number: int
    left: int

    @property
    def total(self) -> int:
        return self.number + self.left


def due(candidate: User) -> Due:
    """Read what is due today and on the days after it, never more on one day than the candidate's limit."""
    today = candidate.day_of(timezone.now())
    done = done_on(candidate, today)
    cards = ReviewCard.objects.of(candidate).due(today + timedelta(days=AHEAD))
    waiting = list(cards.values_list("due", "question__topic__name"))
    now = [topic for day, topic in waiting if day <= today]
    offered = now[: max(candidate.daily_limit - done, 0)]
    return Due(
        today=today,
        count=len(offered),
        done=done,
        topics=Counter(offered).most_common(),
        coming=_coming([day for day, _ in waiting], today, len(offered), candidate.daily_limit),
        next_day=waiting[0][0] if waiting else _next_day(candidate),
    )


def _next_day(candidate: User) -> date | None:
    return ReviewCard.objects.of(candidate).askable().values_list("due", flat=True).first()


def _coming(days: Sequence[date], today: date, taken: int, limit: int) -> list[tuple[date, int]]:
    """How many are asked on the days after today; what is over the limit of a day waits for the next."""
    coming = []
    for day in (today + timedelta(days=number) for number in range(1, AHEAD + 1)):
        count = min(sum(due <= day for due in days) - taken, limit)
        taken += count
        coming.append((day, count))
    return [(day, count) for day, count in coming if count]


def next_asked(candidate: User) -> Asked | None:
    """The probe to ask next; None if nothing is due, or the limit of today is reached."""
    today = candidate.day_of(timezone.now())
    done = done_on(candidate, today)
    cards = ReviewCard.objects.of(candidate).due(today)
    left = min(cards.count(), max(candidate.daily_limit - done, 0))
    card = cards.with_question().first() if left else None
    version = card.question.current_version_id if card else None
    if card is None or version is None:
        return None
    rubric = rubric_of_version(version)
    return Asked(
        card_id=card.pk,
        base=card.last_review,
        topic=card.question.topic.name,
        short_name=card.question.short_name,
        question=rubric.question,
        probe=criterion_of(rubric, card.criterion).probe,
        number=done + 1,
        total=done + left,
    )


def checked(candidate: User, review_id: int) -> Checked:
    """Read an answer in the review as it was scored.

    Raises Review.DoesNotExist for what isn't the candidate's.
    """
    answers = Review.objects.of(candidate).answered()
    review = answers.select_related("card__question__topic").get(pk=review_id)
    today = candidate.day_of(timezone.now())
    due = ReviewCard.objects.of(candidate).due(today)
    done = done_on(candidate, today)
    return Checked(
        feedback=_feedback(review),
        topic=review.card.question.topic.name,
        short_name=review.card.question.short_name,
        due=review.due,
        today=today,
        number=done,
        left=min(due.count(), max(candidate.daily_limit - done, 0)),
    )


def _feedback(review: Review) -> Feedback:
    rubric = rubric_of_version(review.rubric_version_id)
    criterion = criterion_of(rubric, review.card.criterion)
    said = parts_of("", [FollowUp(review.response, criterion.probe)])
    score = review.scored
    is_covered = review.rating == Review.Rating.GOOD
    scored = next(one for one in score.criteria if one.slug == criterion.slug)
    mix_ups = mix_ups_in("review", score, rubric, said)
    marks = marks_in(FOLLOW_UPS[0], [LedgerLine(LINE, "a", scored)], mix_ups)
    gain = next((gain for gain in gains(score, rubric, said) if gain.slug == criterion.slug), None)
    return Feedback(
        probe=criterion.probe,
        criterion=criterion.name,
        spoken=Spoken(review.response, review.at, [_as_asked_for(mark) for mark in marks]),
        outcome=OUTCOMES[Review.Rating(review.rating)],
        gain=None if is_covered else gain,
        mix_ups=mix_ups,
        remarks=[] if is_covered else [one.message for one in score.remarks if one.kind in TELLING],
    )


def _as_asked_for(mark: Mark) -> Mark:
    """Here the probe is the question, so what it earned is covered, not prompted."""
    return replace(mark, state="covered") if mark.state == State.PROMPTED else mark
