"""Cards are made and rated: when an interview is finished, and in the daily review.

Whatever changes a candidate's cards first locks the candidate, so that two workers take turns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from quiz.models import Attempt, Interview, PracticeDay, Review, ReviewCard, User
from quiz.models.attempts import rubric_of_version
from quiz.models.reviews import criterion_of, days_practised, left_on
from quiz.scoring import CriterionScore, FollowUp, State, score
from quiz.services.spacing import Memory, spaced

RATINGS = {
    State.COVERED: Review.Rating.GOOD,
    State.PROMPTED: Review.Rating.HARD,
    State.NOT_YET: Review.Rating.AGAIN,
}
"""What a criterion is worth in an interview."""


NOT_ASKED = "This isn’t asked for any more."


class NotAskedError(Exception):
    """The card isn't asked for any more; `review` is the answer to it, if there is one.

    It reads as a sentence to the candidate.
    """

    def __init__(self, why: str, review: Review | None = None) -> None:
        super().__init__(why)
        self.review = review


def rate_interview(interview: Interview, attempts: Iterable[Attempt]) -> None:
    """Rate what was answered in a finished interview, criterion by criterion; part of its transaction.

    The candidate is locked, even if nothing was answered: progress is kept next. Cards that are missing are
    made. What is older than the latest review of a card changes nothing. The number of statements is the same
    for any number of criteria.
    """
    candidate = _locked(interview.candidate_id)
    answered = [attempt for attempt in attempts if attempt.status == Attempt.Status.ANSWERED]
    if not answered:
        return
    questions = [attempt.question_id for attempt in answered]
    cards = ReviewCard.objects.of(candidate).filter(question__in=questions)
    known = {(card.question_id, card.criterion): card for card in cards}
    reviews = []
    for attempt in answered:
        for criterion in _with_probe(attempt):
            key = (attempt.question_id, criterion.slug)
            card = known.get(key) or ReviewCard(candidate=candidate, question_id=key[0], criterion=key[1])
            if card.pk is None or card.last_review < _closed_at(attempt):
                reviews.append(_rate_attempt(candidate, card, attempt, criterion))
    ReviewCard.objects.bulk_create(
        [review.card for review in reviews],
        update_conflicts=True,
        unique_fields=["candidate", "question", "criterion"],
        update_fields=["stability", "difficulty", "last_review", "due"],
    )
    Review.objects.bulk_create(reviews)
    keep_days(candidate, map(_closed_at, answered))


@transaction.atomic
def answer_review(candidate: User, card_id: int, *, text: str, base: datetime) -> Review:
    """Score what was said to the probe of a card, and say when it comes back; no text for “not yet”.

    `base` is the last review of the card when it was asked for. Raises ReviewCard.DoesNotExist for what isn't
    the candidate's, NotAskedError if it was rated since, isn't due or today's limit is reached.
    """
    candidate = _locked(candidate.pk)
    if ReviewCard.objects.of(candidate).get(pk=card_id).last_review != base:
        latest = Review.objects.of(candidate).answered().filter(card=card_id, at__gt=base).first()
        raise NotAskedError("This was checked already, perhaps in another tab.", latest)
    now = timezone.now()
    today = candidate.day_of(now)
    card = ReviewCard.objects.due(today).filter(pk=card_id).with_question().first()
    if card is None:
        raise NotAskedError(NOT_ASKED)
    if not left_on(candidate, today):
        raise NotAskedError("Today’s limit is reached.")
    review = _answered(candidate, card, text, now)
    card.save(update_fields=["stability", "difficulty", "last_review", "due"])
    review.save()
    keep_days(candidate, [now])
    return review


def keep_days(candidate: User, moments: Iterable[datetime]) -> None:
    """Keep the days of the moments as days of practice."""
    days = {candidate.day_of(moment) for moment in moments}
    PracticeDay.objects.bulk_create(
        [PracticeDay(candidate=candidate, day=day) for day in days],
        update_conflicts=True,
        unique_fields=["candidate", "day"],
        update_fields=["practised"],
    )


@transaction.atomic
def change_practice(candidate: User, *, time_zone: str, daily_limit: int) -> None:
    """Set where the candidate's days begin and how much is asked for on one.

    Days of practice stay what they are, and none is added. Where a move to the east makes the calendar leap
    ahead, as many days after the latest practice aren't missed.
    """
    user = _locked(candidate.pk)
    now = timezone.now()
    today, practised = user.day_of(now), days_practised(user)
    user.time_zone, user.daily_limit = time_zone, daily_limit
    user.save(update_fields=["time_zone", "daily_limit"])
    if practised:
        _leap_over(user, after=max(practised), days=(user.day_of(now) - today).days)


def _leap_over(user: User, *, after: date, days: int) -> None:
    leapt = [after + timedelta(days=number) for number in range(1, days + 1)]
    PracticeDay.objects.bulk_create(
        [PracticeDay(candidate=user, day=day, practised=False) for day in leapt], ignore_conflicts=True
    )


def _locked(pk: int) -> User:
    return User.objects.select_for_update(no_key=True).get(pk=pk)


def _closed_at(attempt: Attempt) -> datetime:
    if attempt.closed_at is None:
        raise ValueError(f"{attempt} isn't closed")
    return attempt.closed_at


def _with_probe(attempt: Attempt) -> Sequence[CriterionScore]:
    """The criteria of an answer that the review can ask for."""
    askable = {criterion.slug for criterion in attempt.rubric.criteria if criterion.probe}
    scored = attempt.scored
    return [criterion for criterion in scored.criteria if criterion.slug in askable] if scored else []


def _rate_attempt(candidate: User, card: ReviewCard, attempt: Attempt, criterion: CriterionScore) -> Review:
    rating, at = RATINGS[criterion.state], _closed_at(attempt)
    _rate(candidate, card, rating, at)
    return Review(
        card=card,
        rubric_version_id=attempt.rubric_version_id,
        attempt=attempt,
        at=at,
        rating=rating,
        share=criterion.total,
        due=card.due,
    )


def _answered(candidate: User, card: ReviewCard, text: str, at: datetime) -> Review:
    """Rate the card by what was said to its probe: all of the criterion, a part of it, or nothing."""
    version = card.question.current_version_id
    if version is None:
        raise ValueError(f"{card.question} isn't published")
    rubric = rubric_of_version(version)
    probe = criterion_of(rubric, card.criterion).probe
    result = score("", rubric, [FollowUp(text, probe)])
    share = next(criterion.total for criterion in result.criteria if criterion.slug == card.criterion)
    part = Review.Rating.HARD if share else Review.Rating.AGAIN
    rating = Review.Rating.GOOD if share >= 1 else part
    _rate(candidate, card, rating, at)
    return Review(
        card=card,
        rubric_version_id=version,
        at=at,
        rating=rating,
        share=share,
        due=card.due,
        response=text,
        result=result.to_json(),
    )


def _rate(candidate: User, card: ReviewCard, rating: int, at: datetime) -> None:
    """Let FSRS count in the candidate's own days, so that Tuesday morning is a day after Monday evening."""
    memory = None
    if card.pk is not None:
        memory = Memory(card.stability, card.difficulty, candidate.day_of(card.last_review))
    after = spaced(memory, rating, candidate.day_of(at))
    card.stability, card.difficulty, card.due = after.stability, after.difficulty, after.due
    card.last_review = at
