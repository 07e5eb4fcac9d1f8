"""What the tests of the daily review share."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from quiz.models import Attempt, Interview, PracticeDay, Review, ReviewCard, User
from quiz.services import interviews, reviews
from tests.factories import make_interview, waiting_attempt

MADE, SLOW = "environment", "slow"
"""The criteria of each question of `make_question`."""


def hold(candidate: User, *answers: str, follow_ups: int = 0) -> Interview:
    """A finished interview: a new question for each answer; an empty one skips it."""
    interview = make_interview(candidate, questions=len(answers), follow_ups=follow_ups)
    for text in answers:
        say(interview, text)
    interview.refresh_from_db()
    return interview


def say(interview: Interview, text: str) -> None:
    """Answer the turn that waits; an empty text skips it."""
    attempt = waiting_attempt(interview)
    turn = attempt.turn or Attempt.Turn.ANSWER
    if text:
        interviews.submit_response(interview.candidate, attempt.pk, turn=turn, text=text)
    else:
        interviews.skip_turn(interview.candidate, attempt.pk, turn=turn)


def card_of(candidate: User, criterion: str = MADE) -> ReviewCard:
    return ReviewCard.objects.of(candidate).get(criterion=criterion)


def answer(candidate: User, card: ReviewCard, text: str) -> Review:
    return reviews.answer_review(candidate, card.pk, text=text, base=card.last_review)


def ratings(candidate: User) -> dict[str, int]:
    """By criterion, for a candidate who was rated once for each."""
    return dict(Review.objects.of(candidate).values_list("card__criterion", "rating"))


def days(candidate: User) -> list[date]:
    practised = PracticeDay.objects.filter(candidate=candidate, practised=True)
    return list(practised.order_by("day").values_list("day", flat=True))


def make_all_due(candidate: User) -> None:
    ReviewCard.objects.of(candidate).update(due=candidate.day_of(timezone.now()))
