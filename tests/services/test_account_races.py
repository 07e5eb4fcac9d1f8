"""Deleting an account while something else of it is being done: who is first is waited for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection

from quiz.models import Attempt, Interview, Membership, Question, ReplayedScore, User
from quiz.services import accounts, disputes, interviews, notes, overrides, shares
from quiz.services.question_bank import publish
from quiz.services.regrades import regrade_step, start_regrade
from quiz.services.replays import replay_step, start_replay
from tests.cohorts import make_cohort, make_membership
from tests.factories import GOOD_ANSWER, HALF_ANSWER, make_editor, make_question, make_user
from tests.practice import practice
from tests.workers import second_while_first_is_open

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


class Place:
    """A member of a cohort with an answer, another that waits, and an editor who tries a rubric on it."""

    def __init__(self) -> None:
        self.member, self.lead, editor = make_user(), make_user(), make_editor()
        self.place: Membership = make_membership(make_cohort(self.lead), self.member)
        question = make_question()
        self.answered = practice(self.member, question, HALF_ANSWER)
        opened = interviews.practice(self.member, make_question().pk)
        self.waiting: Attempt = opened.attempts.get()
        self.next_question = make_question()
        question.criteria.filter(slug="slow").update(phrases=["new environment"])
        self.replay = start_replay(question, editor)
        publish(question)
        self.regrade = start_regrade(question, editor, why="Why not.")

    def submit(self) -> Any:
        """Finishes the interview, which takes the most locks."""
        return interviews.submit_response(
            self.member, self.waiting.pk, turn="answer", text=f"{GOOD_ANSWER} So it is."
        )

    def draft(self) -> Any:
        return interviews.save_draft(self.member, self.waiting.pk, turn="answer", text="So", base=None)

    def begin(self) -> Any:
        return interviews.practice(self.member, self.next_question.pk)

    def dispute(self) -> Any:
        said = {"criterion": "slow", "quote": "new environment", "why": "It is."}
        return disputes.dispute(self.member, self.answered.pk, **said)

    def share(self) -> Any:
        interview = self.answered.interview_id
        return shares.share(self.member, interview, lifetime=timedelta(days=1), shows_name=True)

    def override(self) -> Any:
        return overrides.override(self.lead, self.place.pk, self.answered.pk, score=80, reason="So.")

    def note(self) -> Any:
        return notes.write_note(self.lead, self.place.pk, text="So.")

    def try_the_rubric(self) -> Any:
        return replay_step(self.replay.pk)

    def score_again(self) -> Any:
        return regrade_step(self.regrade.pk)


DONE: list[Callable[[Place], Any]] = [
    Place.submit,
    Place.draft,
    Place.begin,
    Place.dispute,
    Place.share,
    Place.override,
    Place.note,
    Place.try_the_rubric,
    Place.score_again,
]
OF_A_LEAD = [Place.override, Place.note]
named = pytest.mark.parametrize("do", DONE, ids=lambda do: do.__name__)


def expect_gone(person: User) -> None:
    assert not User.objects.filter(pk=person.pk).exists()
    assert not Interview.objects.exists()
    assert not ReplayedScore.objects.exists()
    assert Question.objects.exists()
    connection.check_constraints()


@named
def test_what_is_just_being_done_goes_along(do: Callable[[Place], Any]) -> None:
    place = Place()
    second_while_first_is_open(lambda: do(place), lambda: accounts.delete_account(place.member))
    expect_gone(place.member)


@named
def test_what_comes_too_late_finds_nothing(do: Callable[[Place], Any]) -> None:
    place = Place()
    second_while_first_is_open(
        lambda: accounts.delete_account(place.member), lambda: or_missing(lambda: do(place))
    )
    expect_gone(place.member)


@pytest.mark.parametrize("do", OF_A_LEAD, ids=lambda do: do.__name__)
def test_a_lead_who_is_gone_does_nothing_more(do: Callable[[Place], Any]) -> None:
    place = Place()
    _, came = second_while_first_is_open(
        lambda: accounts.delete_account(place.lead), lambda: or_missing(lambda: do(place))
    )
    assert came is ObjectDoesNotExist
    assert User.objects.filter(pk=place.member.pk).exists()


def test_a_double_click_deletes_an_account_once() -> None:
    candidate = make_user()
    second_while_first_is_open(
        lambda: accounts.delete_account(candidate), lambda: accounts.delete_account(User(pk=candidate.pk))
    )
    assert not User.objects.exists()


def or_missing(do: Callable[[], Any]) -> Any:
    """What views answer with a 404, or what was done."""
    try:
        return do()
    except ObjectDoesNotExist:
        return ObjectDoesNotExist
