"""A person's own data: all of it to take along, and its end."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Prefetch

from quiz.models import (
    AnswerDay,
    Attempt,
    Cohort,
    CriterionProgress,
    Dispute,
    Interview,
    Membership,
    Override,
    PracticeDay,
    QuestionProgress,
    Review,
    ReviewCard,
    Task,
    User,
)

UNITS = {
    "score": "0 to 100, shown as 0.0 to 10.0",
    "best_score": "the same",
    "score_sum": "of such scores",
    "share": "0 to 1",
}
ACCOUNT = "name email date_joined last_login time_zone daily_limit is_lead".split()
ADDRESS = "email verified primary".split()
FACTOR = "type created_at last_used_at".split()
PLAN = "title topics question_id question_count follow_ups feedback".split()
LIMITS = "time_limit question_time_limit seed".split()
COURSE = "started_at paused_at finished_at score covered prompted not_yet".split()
SAID = "response said_at draft draft_saved_at draft_dictated dictated paused timed_out closed_at".split()
EARNED = "score result receipt".split()
EARLIER = "at score result receipt".split()
SHARE = "shows_name created_at expires_at revoked_at".split()
DISPUTE = "attempt_id criterion quote why made_at state reason answered_at".split()
MEMBERSHIP = "cohort__name joined_at".split()
TASK = "assignment__title due_at interview_id".split()
OVERRIDE = "attempt_id cohort__name lead__name score reason made_at state reply decided_at".split()
CARD = "id question_id question__text criterion stability_in_days difficulty last_review due".split()
REVIEW = "card_id rubric_version__number attempt_id at rating share due response result".split()
DAY = "day practised".split()
PROGRESS = "question_id question__text attempt_id closed_at covered prompted not_yet".split()
OF_QUESTION = "score is_skipped best_score times_asked times_answered first_closed_at first_score".split()
OF_CRITERION = "slug state first_credited_at".split()
ANSWER_DAY = "day asked answered score_sum covered prompted not_yet".split()


def export_account(user: User) -> dict[str, Any]:
    """All that is kept about a person, but for the password, the tokens of links, and what second
    factors are made of.

    Keys are the names of the fields; times are datetimes, lengths of time timedeltas. `units` tell those of
    plain numbers.
    """
    cards = ReviewCard.objects.of(user).annotate(stability_in_days=F("stability"))
    return {
        "units": UNITS,
        "account": _fields(user, ACCOUNT),
        "email_addresses": _rows(EmailAddress.objects.filter(user=user), ADDRESS),
        "second_factors": _rows(Authenticator.objects.filter(user=user), FACTOR),
        "interviews": [_interview(interview) for interview in _interviews(user)],
        "disputes": _rows(Dispute.objects.of(user), DISPUTE),
        "memberships": _rows(Membership.objects.filter(member=user), MEMBERSHIP),
        "led_cohorts": [cohort.name for cohort in user.led_cohorts.all()],
        "tasks": _rows(Task.objects.filter(member=user).annotate(due_at=F("assignment__due_at")), TASK),
        "overrides": _rows(Override.objects.filter(attempt__interview__candidate=user), OVERRIDE),
        "review_cards": _rows(cards, CARD),
        "reviews": _rows(Review.objects.of(user), REVIEW),
        "practice_days": _rows(PracticeDay.objects.filter(candidate=user), DAY),
        "question_progress": _rows(QuestionProgress.objects.of(user), PROGRESS + OF_QUESTION),
        "answer_days": _rows(AnswerDay.objects.filter(candidate=user), ANSWER_DAY),
        "criterion_progress": _rows(CriterionProgress.objects.of(user), PROGRESS + OF_CRITERION),
    }


def led_alone(user: User) -> list[Cohort]:
    """The cohorts that nobody would lead without this person; they stay, and nobody sees their members."""
    others = User.objects.filter(led_cohorts=OuterRef("pk")).exclude(pk=user.pk)
    return list(Cohort.objects.led_by(user).filter(~Exists(others)))


@transaction.atomic
def end_sessions(user: User, *, password: str) -> User | None:
    """End all sessions of a person, and the links to a new password; None if that isn't the password.

    A session holds a digest of the password's hash, which gets a new salt: no session needs to be looked for,
    wherever sessions are kept. The row is locked, so that a new password that is just being set stays.
    """
    person = User.objects.select_for_update().get(pk=user.pk)
    if not person.check_password(password):
        return None
    person.set_password(password)
    person.save(update_fields=["password"])
    return person


@transaction.atomic
def delete_account(user: User) -> None:
    """Delete a person with all that is theirs; there is no way back.

    The person is locked first, so that what is just being begun elsewhere is either deleted too or refused;
    then the person's places in cohorts, so that the same goes for what leads are noting.
    """
    locked = User.objects.select_for_update().filter(pk=user.pk).first()
    if locked:
        list(Membership.objects.filter(member=locked).order_by("pk").select_for_update().values_list("pk"))
        locked.delete()


def _fields(row: models.Model, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _rows(found: models.QuerySet[Any], names: Iterable[str]) -> list[dict[str, Any]]:
    """Of what another row says, such as `question__text`, the key has the first word only."""
    rows = found.order_by("pk").values(*names)
    return [{name.partition("__")[0]: value for name, value in row.items()} for row in rows]


def _interviews(user: User) -> models.QuerySet[Interview]:
    attempts = Prefetch("attempts", Attempt.objects.with_names().prefetch_related("earlier_scores"))
    return Interview.objects.of(user).order_by("started_at", "pk").prefetch_related(attempts, "shares")


def _interview(interview: Interview) -> dict[str, Any]:
    return _fields(interview, PLAN + LIMITS + COURSE) | {
        "attempts": [_attempt(attempt) for attempt in interview.attempts.all() if attempt.asked_at],
        "shares": [_fields(share, SHARE) for share in interview.shares.all()],
    }


def _attempt(attempt: Attempt) -> dict[str, Any]:
    """What was asked and said, and once the interview is finished what it earned."""
    follow_ups = zip_longest(attempt.probed, attempt.probes, attempt.follow_ups)
    said = {
        "id": attempt.pk,
        "position": attempt.position,
        "question_id": attempt.question_id,
        "question": attempt.asked_rubric.question,
        "rubric_version": attempt.rubric_version.number,
        "status": attempt.status,
        "asked_at": attempt.asked_at,
        **_fields(attempt, SAID),
        "follow_ups": [
            {"criterion": slug, "probe": probe, "response": response} for slug, probe, response in follow_ups
        ],
    }
    if not attempt.interview.finished_at:
        return said
    earlier = [_fields(each, EARLIER) for each in attempt.earlier_scores.all()]
    return said | _fields(attempt, EARNED) | {"earlier_scores": earlier}
