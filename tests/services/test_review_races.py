"""Two workers at once on one candidate's cards."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quiz.models import PracticeDay, Review, ReviewCard, User
from quiz.services import interviews, reviews
from tests.factories import GOOD_ANSWER, HALF_ANSWER, make_interview, make_user
from tests.reviewing import answer, card_of, hold, make_all_due, say
from tests.workers import second_while_first_is_open

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def taken(candidate: User, card: ReviewCard, text: str) -> Callable[[], bool]:
    """Answer the card as it was asked for, later; says whether that was taken."""

    def work() -> bool:
        try:
            answer(candidate, card, text)
        except reviews.NotAskedError:
            return False
        return True

    return work


def test_a_double_click_rates_a_card_once() -> None:
    candidate = make_user()
    hold(candidate, HALF_ANSWER)
    make_all_due(candidate)
    card = card_of(candidate)
    both = second_while_first_is_open(taken(candidate, card, HALF_ANSWER), taken(candidate, card, ""))
    card.refresh_from_db()
    review = Review.objects.of(candidate).answered().get()
    assert both == (True, False)
    assert (review.response, card.last_review) == (HALF_ANSWER, review.at)


def test_two_tabs_do_not_go_over_the_limit_together() -> None:
    candidate = make_user(daily_limit=1)
    hold(candidate, HALF_ANSWER)
    make_all_due(candidate)
    first, second = ReviewCard.objects.of(candidate)
    both = second_while_first_is_open(
        taken(candidate, first, HALF_ANSWER), taken(candidate, second, HALF_ANSWER)
    )
    assert both == (True, False)
    assert Review.objects.of(candidate).answered().count() == 1


def test_two_interviews_on_one_question_make_one_card_each_criterion() -> None:
    candidate = make_user()
    mock = make_interview(candidate, questions=1, follow_ups=0)
    practice = interviews.practice(candidate, mock.attempts.get().question_id)
    second_while_first_is_open(lambda: say(mock, GOOD_ANSWER), lambda: say(practice, GOOD_ANSWER))
    assert ReviewCard.objects.of(candidate).count() == 2
    assert Review.objects.of(candidate).count() == 4
    assert PracticeDay.objects.filter(candidate=candidate).count() == 1


def test_an_interview_that_ends_and_an_answer_take_turns() -> None:
    candidate = make_user()
    question = hold(candidate, HALF_ANSWER).attempts.get().question
    make_all_due(candidate)
    card = card_of(candidate)
    practice = interviews.practice(candidate, question.pk)
    _, was_taken = second_while_first_is_open(
        lambda: say(practice, GOOD_ANSWER), taken(candidate, card, HALF_ANSWER)
    )
    assert not was_taken
    assert Review.objects.filter(card=card).count() == 2
