"""Scoring answers again by the published version: a deliberate act that keeps the scores before."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from quiz.models import Attempt, Dispute, EarlierScore, Interview, Question, Regrade, RubricVersion, User
from quiz.scoring import Receipt, Rubric, score
from quiz.services import progress, turns


class NothingToRegradeError(Exception):
    """The question isn't published, or no answer to it was scored by another version."""


def outdated(version: RubricVersion, *, disputed_only: bool = False) -> QuerySet[Attempt]:
    """The answers in finished interviews that another version of the rubric has scored."""
    others = Attempt.objects.counted().filter(question=version.question_id).exclude(rubric_version=version)
    if not disputed_only:
        return others
    return others.filter(pk__in=Dispute.objects.filter(state=Dispute.State.ACCEPTED).values("attempt"))


@transaction.atomic
def start_regrade(question: Question, editor: User, *, why: str, disputed_only: bool = False) -> Regrade:
    """Begin to score the answers again that aren't scored by the published version.

    Raises NothingToRegradeError.
    """
    version = question.current_version
    total = outdated(version, disputed_only=disputed_only).count() if version else 0
    if version is None or not total:
        raise NothingToRegradeError
    return Regrade.objects.create(
        version=version, by=editor, why=why, disputed_only=disputed_only, total=total
    )


@transaction.atomic
def regrade_step(regrade_id: int) -> bool:
    """Score the answers of the next candidate again; return whether others are left.

    The regrade is locked, so two workers take turns. Then it is the candidate's interviews and the candidate,
    as whatever changes progress locks them.
    """
    regrade = Regrade.objects.select_for_update().filter(pk=regrade_id, finished_at=None).first()
    if regrade is None:
        return False
    left = outdated(regrade.version, disputed_only=regrade.disputed_only)
    left = left.filter(interview__candidate__gt=regrade.last_candidate)
    candidate = User.objects.filter(pk__in=left.values("interview__candidate")).order_by("pk").first()
    if candidate is None:
        regrade.finished_at = timezone.now()
    else:
        regrade.done += _regrade(regrade, candidate, left.filter(interview__candidate=candidate))
        regrade.last_candidate = candidate.pk
    regrade.save(update_fields=["finished_at", "done", "last_candidate"])
    return candidate is not None


def _regrade(regrade: Regrade, candidate: User, attempts: QuerySet[Attempt]) -> int:
    """Return how many answers there were."""
    progress.lock(candidate)
    found = list(attempts.select_related("interview"))
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
