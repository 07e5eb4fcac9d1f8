"""What leads give answers, and whom they may give it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction

from quiz.models import Attempt, Membership, Note, Override, QuestionProgress, User
from quiz.services import accounts
from quiz.services.cohorts import delete_cohort
from quiz.services.notes import write_note
from quiz.services.overrides import OwnAnswerError, override
from tests.cohorts import make_cohort, make_membership
from tests.factories import HALF_ANSWER, make_finished, make_interview, make_user
from tests.practice import practice
from tests.workers import second_while_first_is_open

pytestmark = pytest.mark.django_db


def make_answer() -> tuple[User, Membership, Attempt]:
    """A lead, and a member with an answer that the rubric gives 6.0."""
    lead = make_user(name="Linden Grove")
    membership = make_membership(make_cohort(lead))
    return lead, membership, make_finished(membership.member, HALF_ANSWER).attempts.get()


def give(lead: User, membership: Membership, attempt: Attempt, score: int = 85) -> Override:
    return override(lead, membership.pk, attempt.pk, score=score, reason="It says so in other words.")


def test_both_scores_are_kept_and_progress_goes_by_the_rubric() -> None:
    lead, membership, attempt = make_answer()
    given = give(lead, membership, attempt)
    attempt.refresh_from_db()
    assert (given.score, attempt.score) == (85, 60)
    assert QuestionProgress.objects.get().score == 60


def test_the_latest_of_several_is_in_force_and_earlier_ones_stay() -> None:
    lead, membership, attempt = make_answer()
    give(lead, membership, attempt, 85)
    give(lead, membership, attempt, 70)
    assert [each.score for each in attempt.overrides.all()] == [70, 85]
    assert [each.score for each in Override.objects.in_force()] == [70]


def test_the_latest_of_each_cohort_is_in_force() -> None:
    lead, membership, attempt = make_answer()
    other = make_membership(make_cohort(), membership.member)
    give(lead, membership, attempt, 85)
    give(other.cohort.leads.get(), other, attempt, 30)
    give(lead, membership, attempt, 70)
    assert {each.score for each in Override.objects.in_force()} == {70, 30}


def test_of_cohorts_that_are_deleted_the_latest_is_in_force() -> None:
    lead, membership, attempt = make_answer()
    for score in (85, 70):
        give(lead, membership, attempt, score)
    delete_cohort(lead, membership.cohort_id)
    assert [(each.score, each.cohort) for each in Override.objects.in_force()] == [(70, None)]


def test_the_same_sent_twice_is_given_once() -> None:
    lead, membership, attempt = make_answer()
    assert give(lead, membership, attempt) == give(lead, membership, attempt)
    assert Override.objects.count() == 1


def test_nobody_grades_an_answer_of_their_own() -> None:
    lead, _, _ = make_answer()
    mine = make_membership(lead.led_cohorts.get(), lead)
    attempt = make_finished(lead, HALF_ANSWER).attempts.get()
    with pytest.raises(OwnAnswerError):
        give(lead, mine, attempt)


def test_who_has_left_is_graded_no_more() -> None:
    lead, membership, attempt = make_answer()
    give(lead, membership, attempt)
    membership.delete()
    with pytest.raises(ObjectDoesNotExist):
        give(lead, Membership(pk=membership.pk), attempt, 70)
    assert [each.score for each in attempt.overrides.all()] == [85]


def test_another_cohort_is_not_the_leads() -> None:
    _, membership, attempt = make_answer()
    with pytest.raises(ObjectDoesNotExist):
        give(make_user(is_superuser=True), membership, attempt)


def test_only_answers_of_finished_interviews_of_the_member_are_graded() -> None:
    lead, membership, _ = make_answer()
    others = make_finished(make_user(), HALF_ANSWER).attempts.get()
    unfinished = make_interview(membership.member).attempts.all()[0]
    skipped = practice(membership.member, others.question)
    for attempt in (others, unfinished, skipped):
        with pytest.raises(ObjectDoesNotExist):
            give(lead, membership, attempt)


def test_a_grade_without_a_reason_is_refused_by_the_database() -> None:
    lead, _, attempt = make_answer()
    with pytest.raises(IntegrityError, match="override_says_why"), transaction.atomic():
        attempt.overrides.create(lead=lead, score=85, reason="")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_who_just_leaves_is_not_graded_after_that() -> None:
    lead, membership, attempt = make_answer()

    def try_to_give() -> bool:
        try:
            return bool(give(lead, membership, attempt))
        except ObjectDoesNotExist:
            return False

    left = Membership.objects.filter(pk=membership.pk)
    assert second_while_first_is_open(left.delete, try_to_give)[1] is False
    assert not Override.objects.exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_an_account_that_is_just_being_graded_is_deleted_with_its_grades() -> None:
    lead, membership, attempt = make_answer()
    second_while_first_is_open(
        lambda: (give(lead, membership, attempt), write_note(lead, membership.pk, text="So far.")),
        lambda: accounts.delete_account(membership.member),
    )
    assert list(User.objects.all()) == [lead]
    assert not Override.objects.exists()
    assert not Note.objects.exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_double_click_gives_a_grade_once() -> None:
    lead, membership, attempt = make_answer()
    first, second = second_while_first_is_open(
        lambda: give(lead, membership, attempt), lambda: give(lead, membership, attempt)
    )
    assert first == second
    assert Override.objects.count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_cohort_that_is_deleted_while_a_grade_is_given_leaves_it_to_the_candidate() -> None:
    lead, membership, attempt = make_answer()
    second_while_first_is_open(
        lambda: give(lead, membership, attempt), lambda: delete_cohort(lead, membership.cohort_id)
    )
    assert Override.objects.get().cohort is None
