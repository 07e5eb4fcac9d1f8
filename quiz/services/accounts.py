"""A person's own data: all of it to take along, and its end."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from quiz.models import Attempt, Dispute, Interview, Review, User


def export_account(user: User) -> dict[str, Any]:
    """All that is kept about a person: account, interviews, reviews and disputes, with times as datetimes."""
    return {
        "account": {
            "name": user.name,
            "email": user.email,
            "joined": user.date_joined,
            "time_zone": user.time_zone,
            "daily_limit": user.daily_limit,
        },
        "interviews": [_interview(interview) for interview in _interviews(user)],
        "reviews": list(
            Review.objects.filter(card__candidate=user)
            .order_by("at", "pk")
            .values("card__question__text", "card__criterion", "at", "rating", "response")
        ),
        "disputes": list(
            Dispute.objects.filter(attempt__interview__candidate=user)
            .order_by("made_at", "pk")
            .values("attempt_id", "criterion", "quote", "why", "made_at", "state", "reason", "answered_at")
        ),
    }


@transaction.atomic
def delete_account(user: User) -> None:
    """Delete a person with all that is theirs; there is no way back."""
    user.delete()


def _interviews(user: User) -> list[Interview]:
    return list(
        Interview.objects.of(user).order_by("started_at", "pk").prefetch_related("attempts__rubric_version")
    )


def _interview(interview: Interview) -> dict[str, Any]:
    return {
        "title": interview.title,
        "started_at": interview.started_at,
        "finished_at": interview.finished_at,
        "score": interview.score,
        "attempts": [_attempt(attempt) for attempt in interview.attempts.all() if attempt.asked_at],
    }


def _attempt(attempt: Attempt) -> dict[str, Any]:
    """What was asked and said, and once the interview is finished what it earned."""
    asked = {
        "id": attempt.pk,
        "question": attempt.rubric_version.rubric.question,
        "asked_at": attempt.asked_at,
        "draft": attempt.draft,
        "response": attempt.response,
        "follow_ups": [
            {"probe": probe, "response": response} for response, probe in attempt.answered_follow_ups
        ],
        "said_at": attempt.said_at,
    }
    scored = {"score": attempt.score, "result": attempt.result, "receipt": attempt.receipt}
    return asked | (scored if attempt.interview.finished_at else {})
