"""Disputes: made and withdrawn by the candidate, answered by an editor."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import timezone

from quiz.models import Action, Attempt, Criterion, Dispute, Question, User
from quiz.scoring import CriterionScore, State, parts_of, quoted
from quiz.services.audit import record
from quiz.services.phrases import add_phrases


class NotSaidError(Exception):
    """What is quoted isn't in the answer."""


class NothingToDisputeError(ObjectDoesNotExist):
    """The answer has no such criterion, or covers it."""


class DisputeIsAnsweredError(Exception):
    """An editor has answered it, so that it can't be withdrawn."""


@transaction.atomic
def dispute(candidate: User, attempt_id: int, *, criterion: str, quote: str, why: str) -> Dispute:
    """Say that words of the answer do cover a criterion; return the dispute on it if there is one already.

    Raises Attempt.DoesNotExist for what isn't the candidate's or isn't finished, NothingToDisputeError, and
    NotSaidError.
    """
    finished = Attempt.objects.of(candidate).counted()
    attempt = finished.select_for_update(of=("self",), no_key=True).get(pk=attempt_id)
    if not _is_disputable(attempt, criterion):
        raise NothingToDisputeError
    words = quoted(quote, parts_of(attempt.response, attempt.answered_follow_ups))
    if words is None:
        raise NotSaidError
    made, _ = Dispute.objects.get_or_create(
        attempt=attempt, criterion=criterion, defaults={"quote": words, "why": why}
    )
    return made


@transaction.atomic
def withdraw(candidate: User, attempt_id: int, *, criterion: str) -> Dispute | None:
    """Take back what is open and return what it was; None for what was taken back already.

    Raises Attempt.DoesNotExist for what isn't the candidate's, DisputeIsAnsweredError.
    """
    attempt = Attempt.objects.of(candidate).get(pk=attempt_id)
    made = attempt.disputes.select_for_update().filter(criterion=criterion).first()
    if made and not made.is_open:
        raise DisputeIsAnsweredError
    if made:
        made.delete()
    return made


@transaction.atomic
def answer(editor: User, dispute: Dispute, *, phrases: Sequence[str] = ()) -> Criterion | None:
    """Keep the state and the reason that an editor gave, on a row that the caller has locked.

    What is accepted may bring phrases, which the criterion gets in the draft unless it has them already; then
    return it. The question is locked first: a publication comes before the answer or after it.
    """
    Question.objects.select_for_update(of=("self",), no_key=True).get(pk=dispute.attempt.question_id)
    dispute.answered_at = None if dispute.is_open else timezone.now()
    dispute.answered_by = None if dispute.is_open else editor
    dispute.save(update_fields=["state", "reason", "answered_at", "answered_by"])
    candidate = dispute.attempt.interview.candidate_id
    record(editor, Action.DISPUTE_ANSWERED, [candidate], attempt=dispute.attempt_id, state=dispute.state)
    if dispute.state == Dispute.State.ACCEPTED and phrases and disputed_criterion(dispute):
        return add_phrases(editor, dispute.attempt.question_id, dispute.criterion, phrases)
    return None


def disputed_criterion(dispute: Dispute) -> Criterion | None:
    """The criterion as it is being edited; None if it is no longer there."""
    return Criterion.objects.filter(question=dispute.attempt.question_id, slug=dispute.criterion).first()


def _is_disputable(attempt: Attempt, slug: str) -> bool:
    criteria: tuple[CriterionScore, ...] = attempt.scored.criteria if attempt.scored else ()
    return any(criterion.slug == slug and criterion.state is State.NOT_YET for criterion in criteria)
