"""Scoring answers again by the published version: a deliberate act that keeps the scores before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from quiz.models import (
    Action,
    Attempt,
    Dispute,
    EarlierScore,
    Interview,
    Publication,
    Question,
    Regrade,
    RubricVersion,
    User,
)
from quiz.scoring import Receipt, Rubric, score
from quiz.services import progress, turns
from quiz.services.audit import record


class NothingToRegradeError(Exception):
    """The question isn't published, or no answer to it was scored by another version."""


def outdated(version: RubricVersion) -> QuerySet[Attempt]:
    """The answers in finished interviews that another version of the rubric has scored."""
    return Attempt.objects.counted().filter(question=version.question_id).exclude(rubric_version=version)


def disputed(question_id: int, *, by: datetime) -> QuerySet[Attempt]:
    """The answers in finished interviews that a publication at that moment scores again.

    These have a dispute that was accepted after the publication before it: each counts once.
    """
    earlier = Publication.objects.filter(version__question=question_id, at__lt=by)
    accepted = Dispute.objects.filter(state=Dispute.State.ACCEPTED, answered_at__lte=by)
    if last := earlier.aggregate(last=Max("at"))["last"]:
        accepted = accepted.filter(answered_at__gt=last)
    return Attempt.objects.counted().filter(question=question_id, pk__in=accepted.values("attempt"))


@transaction.atomic
def start_regrade(question: Question, editor: User, *, why: str) -> Regrade:
    """Begin to score the answers again that aren't scored by the published version.

    Raises NothingToRegradeError.
    """
    version = question.current_version
    total = outdated(version).count() if version else 0
    if version is None or not total:
        raise NothingToRegradeError
    begun = Regrade.objects.create(version=version, by=editor, why=why, total=total)
    _record(begun, editor)
    return begun


@transaction.atomic
def start_disputed(publication: Publication) -> Regrade | None:
    """Begin to score the answers again whose dispute was accepted for this publication; None without such.

    It starts at the moment of the publication, from which its steps know the answers.
    """
    begun = Regrade(
        version=publication.version,
        by=publication.by,
        why=publication.why,
        disputed_only=True,
        started_at=publication.at,
    )
    begun.total = _left(begun).count()
    if not begun.total:
        return None
    begun.save()
    _record(begun, publication.by)
    return begun


def _record(begun: Regrade, by: User | None) -> None:
    """In one entry; whom it concerned stands with the scores before."""
    version = begun.version
    record(by, Action.REGRADE_STARTED, question=version.question_id, regrade=begun.pk, answers=begun.total)


@transaction.atomic
def regrade_step(regrade_id: int) -> bool:
    """Score the answers of the next candidate again; return whether others are left.

    The regrade is locked, so two workers take turns. Then it is the candidate's interviews and the candidate,
    as whatever changes progress locks them.
    """
    regrade = Regrade.objects.select_for_update().filter(pk=regrade_id, finished_at=None).first()
    if regrade is None:
        return False
    left = _left(regrade).filter(interview__candidate__gt=regrade.last_candidate)
    candidate = User.objects.filter(pk__in=left.values("interview__candidate")).order_by("pk").first()
    if candidate is None:
        regrade.finished_at = timezone.now()
    else:
        regrade.done += _regrade(regrade, candidate, left.filter(interview__candidate=candidate))
        regrade.last_candidate = candidate.pk
    regrade.save(update_fields=["finished_at", "done", "last_candidate"])
    return candidate is not None


def _left(regrade: Regrade) -> QuerySet[Attempt]:
    left = outdated(regrade.version)
    if not regrade.disputed_only:
        return left
    return left.filter(pk__in=disputed(regrade.version.question_id, by=regrade.started_at).values("pk"))


def _regrade(regrade: Regrade, candidate: User, attempts: QuerySet[Attempt]) -> int:
    """Return how many answers there were."""
    progress.lock(candidate)
    found = list(attempts.select_related("interview").order_by("pk"))  # as a replay takes them
    rubric = regrade.version.rubric
    for attempt in found:
        _score_again(regrade, attempt, rubric)
    interviews = {attempt.interview_id: attempt.interview for attempt in found}
    for interview in interviews.values():
        _sum_up_again(interview)
    progress.make_anew(candidate)
    return len(found)


def _score_again(regrade: Regrade, attempt: Attempt, rubric: Rubric) -> None:
    before = attempt.scored
    if before is None:
        raise ValueError(f"{attempt} isn't scored")
    EarlierScore.objects.create(
        attempt=attempt,
        regrade=regrade,
        rubric_version_id=attempt.rubric_version_id,
        score=before.value,
        result=attempt.result,
        receipt=attempt.receipt,
    )
    said = (attempt.response, attempt.answered_follow_ups)
    result = score(said[0], rubric, said[1])
    attempt.asked_version_id = attempt.asked_version_id or attempt.rubric_version_id
    attempt.rubric_version = regrade.version
    attempt.score = result.value
    attempt.result = result.to_json()
    attempt.receipt = Receipt.of(attempt.result, rubric, *said).to_json()
    attempt.save(update_fields=["asked_version", "rubric_version", "score", "result", "receipt"])


def _sum_up_again(interview: Interview) -> None:
    attempts: Sequence[Attempt] = list(interview.attempts.all())
    turns.sum_up(interview, attempts)
    interview.save(update_fields=turns.SUMS)
