"""Disputes: made, withdrawn, answered; and what two workers at once do to them."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from quiz.models import Attempt, Dispute, User
from quiz.services import disputes, interviews
from tests.factories import (
    GOOD_ANSWER,
    HALF_ANSWER,
    make_editor,
    make_finished,
    make_interview,
    make_user,
    waiting_attempt,
)
from tests.workers import second_while_first_is_open

pytestmark = pytest.mark.django_db


def answered(candidate: User, text: str = HALF_ANSWER) -> Attempt:
    return make_finished(candidate, text).attempts.get()


def dispute(candidate: User, attempt: Attempt, quote: str = "new environment", slug: str = "slow") -> Dispute:
    return disputes.dispute(candidate, attempt.pk, criterion=slug, quote=quote, why="It takes its time.")


def test_a_dispute_keeps_the_words_as_they_were_said() -> None:
    candidate = make_user()
    made = dispute(candidate, answered(candidate), "“A  NEW environment.”")
    assert (made.quote, made.why, made.state) == ("a new environment", "It takes its time.", "open")


def test_words_of_a_follow_up_may_be_quoted() -> None:
    candidate = make_user()
    interview = make_interview(candidate, questions=1, follow_ups=1)
    attempt = waiting_attempt(interview)
    interviews.submit_response(candidate, attempt.pk, turn="answer", text=HALF_ANSWER)
    interviews.submit_response(candidate, attempt.pk, turn="follow-up", text="They have to wait.")
    assert dispute(candidate, attempt, "have to wait").quote == "have to wait"


@pytest.mark.parametrize("quote", ["a warm environment", "", "environ", "…"])
def test_words_that_were_not_said_are_refused(quote: str) -> None:
    candidate = make_user()
    with pytest.raises(disputes.NotSaidError):
        dispute(candidate, answered(candidate), quote)
    assert not Dispute.objects.exists()


@pytest.mark.parametrize("slug", ["environment", "unheard-of"])
def test_what_is_covered_or_not_asked_is_not_disputed(slug: str) -> None:
    candidate = make_user()
    with pytest.raises(disputes.NothingToDisputeError):
        dispute(candidate, answered(candidate), slug=slug)


def test_neither_others_answers_nor_unfinished_ones_are_disputed() -> None:
    candidate = make_user()
    with pytest.raises(Attempt.DoesNotExist):
        dispute(make_user(), answered(candidate))
    interview = make_interview(candidate, follow_ups=0)
    attempt = waiting_attempt(interview)
    interviews.submit_response(candidate, attempt.pk, turn="answer", text=HALF_ANSWER)
    with pytest.raises(Attempt.DoesNotExist):
        dispute(candidate, attempt)


def test_a_second_dispute_is_the_first() -> None:
    candidate = make_user()
    attempt = answered(candidate)
    assert dispute(candidate, attempt) == dispute(candidate, attempt, "The platform")
    assert Dispute.objects.get().quote == "new environment"


def test_withdrawing_twice_is_withdrawing_once() -> None:
    candidate = make_user()
    attempt = answered(candidate)
    dispute(candidate, attempt)
    for _ in range(2):
        disputes.withdraw(candidate, attempt.pk, criterion="slow")
    assert not Dispute.objects.exists()
    assert dispute(candidate, attempt).is_open


def test_nobody_withdraws_for_another() -> None:
    candidate = make_user()
    attempt = answered(candidate)
    dispute(candidate, attempt)
    with pytest.raises(Attempt.DoesNotExist):
        disputes.withdraw(make_user(), attempt.pk, criterion="slow")
    assert Dispute.objects.exists()


def test_what_is_answered_is_not_withdrawn() -> None:
    candidate, editor = make_user(), make_editor()
    attempt = answered(candidate)
    made = dispute(candidate, attempt)
    made.state = Dispute.State.ACCEPTED
    disputes.answer(editor, made)
    with pytest.raises(disputes.DisputeIsAnsweredError):
        disputes.withdraw(candidate, attempt.pk, criterion="slow")
    made.refresh_from_db()
    assert (made.answered_by, made.answered_at is not None) == (editor, True)


def test_an_answer_may_be_taken_back() -> None:
    candidate = make_user()
    made = dispute(candidate, answered(candidate))
    for state in (Dispute.State.ACCEPTED, Dispute.State.OPEN):
        made.state = state
        disputes.answer(make_editor(), made)
    assert (made.answered_at, made.answered_by) == (None, None)


@pytest.mark.parametrize("values", [{"state": "declined"}, {"state": "accepted"}, {"quote": ""}, {"why": ""}])
def test_the_database_keeps_the_rules(values: dict[str, str]) -> None:
    candidate = make_user()
    dispute(candidate, answered(candidate))
    with pytest.raises(IntegrityError), transaction.atomic():
        Dispute.objects.update(**values)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_workers_make_one_dispute() -> None:
    candidate = make_user()
    attempt = answered(candidate)
    first, second = second_while_first_is_open(
        lambda: dispute(candidate, attempt), lambda: dispute(candidate, attempt, "The platform")
    )
    assert first == second
    assert Dispute.objects.get().quote == "new environment"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_withdrawal_that_meets_an_answer_leaves_it() -> None:
    candidate, editor = make_user(), make_user()
    attempt = answered(candidate)
    made = dispute(candidate, attempt)

    def answer() -> None:
        locked = Dispute.objects.select_for_update().get(pk=made.pk)
        locked.state, locked.reason = Dispute.State.DECLINED, "It says nothing of time."
        disputes.answer(editor, locked)

    def withdraw() -> bool:
        try:
            disputes.withdraw(candidate, attempt.pk, criterion="slow")
        except disputes.DisputeIsAnsweredError:
            return False
        return True

    assert second_while_first_is_open(answer, withdraw) == (None, False)
    assert Dispute.objects.get().state == "declined"


def test_a_covered_answer_has_nothing_to_dispute() -> None:
    candidate = make_user()
    with pytest.raises(disputes.NothingToDisputeError):
        dispute(candidate, answered(candidate, GOOD_ANSWER))
