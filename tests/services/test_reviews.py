"""Cards: made and rated by interviews, asked for in the review."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from quiz import reports
from quiz.models import Interview, Question, Review, ReviewCard, User
from quiz.models.reviews import left_on
from quiz.services import interviews, reviews
from quiz.services.question_bank import publish
from tests.clock import at
from tests.factories import (
    GOOD_ANSWER,
    HALF_ANSWER,
    REST_OF_ANSWER,
    make_interview,
    make_question,
    make_user,
)
from tests.reviewing import MADE, SLOW, answer, card_of, days, hold, make_all_due, ratings, say

pytestmark = pytest.mark.django_db

AGAIN, HARD, GOOD = Review.Rating
MONDAY = "2026-11-02T20:00Z"


@pytest.fixture
def candidate() -> User:
    return make_user()


def test_covered_unprompted_is_good_and_not_yet_is_again(candidate: User) -> None:
    hold(candidate, HALF_ANSWER)
    assert ratings(candidate) == {MADE: GOOD, SLOW: AGAIN}


def test_covered_after_the_follow_up_is_hard(candidate: User) -> None:
    interview = make_interview(candidate, questions=1, follow_ups=1)
    say(interview, HALF_ANSWER)
    assert not ReviewCard.objects.exists()
    say(interview, REST_OF_ANSWER)
    assert ratings(candidate) == {MADE: GOOD, SLOW: HARD}


def test_skipped_and_left_out_questions_rate_nothing(candidate: User) -> None:
    interview = make_interview(candidate, questions=3, follow_ups=0)
    say(interview, "")
    say(interview, GOOD_ANSWER)
    interviews.finish_interview(candidate, interview.pk)
    assert ReviewCard.objects.of(candidate).count() == 2


def test_a_bonus_without_a_follow_up_has_no_card(candidate: User) -> None:
    interview = make_interview(candidate, questions=1, follow_ups=0)
    question = interview.attempts.get().question
    question.criteria.create(
        slug="extra", name="Extra", points=1, phrases=["extra"], missed="Say more.", is_bonus=True
    )
    publish(question)
    interviews.finish_interview(candidate, interview.pk)
    say(interviews.practice(candidate, question.pk), GOOD_ANSWER)
    assert set(ratings(candidate)) == {MADE, SLOW}


def test_the_practice_of_one_question_rates_its_cards_again(candidate: User) -> None:
    with at(MONDAY):
        question = hold(candidate, HALF_ANSWER).attempts.get().question
    with at("2026-11-03T20:00Z"):
        practice = interviews.practice(candidate, question.pk)
        say(practice, HALF_ANSWER)
        say(practice, "")
    assert ReviewCard.objects.of(candidate).count() == 2
    assert Review.objects.of(candidate).count() == 4
    assert card_of(candidate).last_review == datetime(2026, 11, 3, 20, tzinfo=UTC)


def test_an_answer_is_rated_when_it_was_closed(candidate: User) -> None:
    interview = make_interview(candidate, questions=2, follow_ups=0)
    with at(MONDAY) as monday:
        say(interview, GOOD_ANSWER)
    with at("2026-11-06T20:00Z"):
        interviews.finish_interview(candidate, interview.pk)
    card = card_of(candidate)
    assert (card.last_review, card.due) == (monday, date(2026, 11, 4))
    assert days(candidate) == [date(2026, 11, 2)]


def test_an_answer_older_than_the_latest_review_changes_nothing(candidate: User) -> None:
    question = hold(candidate, HALF_ANSWER).attempts.get().question
    interview = interviews.practice(candidate, question.pk)
    say(interview, HALF_ANSWER)
    later = timezone.now() + timedelta(days=3)
    ReviewCard.objects.update(last_review=later)
    interviews.finish_interview(candidate, interview.pk)
    assert card_of(candidate).last_review == later
    assert Review.objects.count() == 2


def test_more_criteria_take_no_more_statements(candidate: User, django_assert_max_num_queries: Any) -> None:
    few_attempts = make_interview(candidate, questions=1, follow_ups=0)
    say_all(few_attempts, until=0)
    with django_assert_max_num_queries(100) as few:
        say(few_attempts, HALF_ANSWER)
    many_attempts = make_interview(candidate, questions=6, follow_ups=0)
    say_all(many_attempts, until=5)
    with django_assert_max_num_queries(len(few)):
        say(many_attempts, HALF_ANSWER)
    assert ReviewCard.objects.count() == 14


def say_all(interview: Interview, *, until: int) -> None:
    """Answer up to the question at that position; every rubric has been read then."""
    for attempt in interview.attempts.all():
        assert attempt.rubric
    for _ in range(until):
        say(interview, HALF_ANSWER)


@pytest.mark.parametrize(
    ("text", "rating", "share"),
    [("It makes a new environment.", GOOD, 1), ("It gets bigger.", AGAIN, 0), ("", AGAIN, 0)],
)
def test_an_answer_to_the_probe_rates_its_card(candidate: User, text: str, rating: int, share: float) -> None:
    hold(candidate, HALF_ANSWER)
    make_all_due(candidate)
    card = card_of(candidate)
    review = answer(candidate, card, text)
    assert (review.rating, review.share, review.response) == (rating, share, text)
    card.refresh_from_db()
    assert (card.last_review, card.due) == (review.at, review.due)
    assert review.scored.criteria[0].total == share
    assert days(candidate) == [candidate.day_of(review.at)]


def test_a_part_of_a_list_is_hard(candidate: User) -> None:
    question = hold(candidate, HALF_ANSWER).attempts.get().question
    make_all_due(candidate)
    question.criteria.filter(slug=MADE).update(phrases=["2 of: memory, code, network"])
    publish(question)
    review = answer(candidate, card_of(candidate), "The platform loads the code.")
    assert (review.rating, review.share) == (HARD, 0.5)


def test_the_answer_is_scored_by_the_current_version(candidate: User) -> None:
    question = hold(candidate, HALF_ANSWER).attempts.get().question
    make_all_due(candidate)
    question.criteria.filter(slug=MADE).update(phrases=["fresh sandbox", "new environment"])
    publish(question)
    review = answer(candidate, card_of(candidate), "It makes a fresh sandbox.")
    assert (review.rating, review.rubric_version) == (GOOD, question.current_version)


def test_a_criterion_that_has_vanished_is_not_due(candidate: User) -> None:
    question = hold(candidate, HALF_ANSWER).attempts.get().question
    make_all_due(candidate)
    card = card_of(candidate)
    question.criteria.filter(slug=MADE).update(slug="renamed")
    publish(question)
    assert reports.due(candidate).count == 1
    with pytest.raises(reviews.NotAskedError, match="isn’t asked for any more"):
        answer(candidate, card, HALF_ANSWER)


def test_a_criterion_that_has_lost_its_probe_is_not_due(candidate: User) -> None:
    question = hold(candidate, HALF_ANSWER).attempts.get().question
    make_all_due(candidate)
    question.criteria.filter(slug=MADE).update(probe="", is_bonus=True)
    question.criteria.filter(slug=SLOW).update(points=10)
    publish(question)
    assert reports.due(candidate).count == 1


def test_a_question_that_is_not_published_is_not_due(candidate: User) -> None:
    hold(candidate, HALF_ANSWER)
    make_all_due(candidate)
    Question.objects.update(current_version=None)
    due = reports.due(candidate)
    assert (due.count, due.next_day) == (0, None)
    assert reports.next_asked(candidate) is None


def test_a_card_is_rated_once_for_what_it_was_asked_for(candidate: User) -> None:
    hold(candidate, HALF_ANSWER)
    make_all_due(candidate)
    card = card_of(candidate)
    review = answer(candidate, card, HALF_ANSWER)
    with pytest.raises(reviews.NotAskedError, match="checked already") as over:
        answer(candidate, card, "It gets bigger.")
    assert over.value.review == review
    assert Review.objects.of(candidate).answered().count() == 1


def test_what_is_not_due_is_not_taken(candidate: User) -> None:
    hold(candidate, HALF_ANSWER)
    with pytest.raises(reviews.NotAskedError):
        answer(candidate, card_of(candidate), HALF_ANSWER)


def test_what_is_not_mine_does_not_exist(candidate: User) -> None:
    hold(make_user(), HALF_ANSWER)
    card = ReviewCard.objects.first()
    assert card
    with pytest.raises(ReviewCard.DoesNotExist):
        answer(candidate, card, HALF_ANSWER)


def test_no_more_than_the_limit_on_one_day(candidate: User) -> None:
    reviews.change_practice(candidate, time_zone="Europe/Berlin", daily_limit=1)
    candidate.refresh_from_db()
    with at("2026-11-02T10:00Z"):
        hold(candidate, HALF_ANSWER)
    with at("2026-11-05T22:00Z"):
        assert reports.due(candidate).count == 1
        answer(candidate, card_of(candidate, SLOW), REST_OF_ANSWER)
        assert reports.next_asked(candidate) is None
    with at("2026-11-06T02:59Z"):
        with pytest.raises(reviews.NotAskedError, match="limit"):
            answer(candidate, card_of(candidate), HALF_ANSWER)
        assert reports.due(candidate).coming == [(date(2026, 11, 6), 1)]
    with at("2026-11-06T03:00Z"):
        answer(candidate, card_of(candidate), HALF_ANSWER)
    assert days(candidate) == [date(2026, 11, day) for day in (2, 5, 6)]


@pytest.mark.parametrize(
    ("zone", "answered", "before", "first"),
    [
        ("Europe/Berlin", "2026-03-28T21:00Z", "2026-03-30T01:59Z", "2026-03-30T02:00Z"),
        ("Europe/Berlin", "2026-10-24T21:00Z", "2026-10-26T02:59Z", "2026-10-26T03:00Z"),
        ("America/New_York", "2026-11-01T02:00Z", "2026-11-02T08:59Z", "2026-11-02T09:00Z"),
        ("Asia/Kolkata", "2026-06-01T12:00Z", "2026-06-02T22:29Z", "2026-06-02T22:30Z"),
    ],
)
def test_two_days_later_begins_at_four_where_the_person_lives(
    candidate: User, zone: str, answered: str, before: str, first: str
) -> None:
    reviews.change_practice(candidate, time_zone=zone, daily_limit=10)
    candidate.refresh_from_db()
    with at(answered):
        hold(candidate, GOOD_ANSWER)
    with at(before):
        assert reports.due(candidate).count == 0
    with at(first):
        assert reports.due(candidate).count == 2


def test_the_morning_after_an_evening_is_another_day(candidate: User) -> None:
    with at("2026-11-02T23:00Z"):
        hold(candidate, HALF_ANSWER)
    evening = card_of(candidate, SLOW)
    with at("2026-11-03T05:00Z"):
        review = answer(candidate, evening, REST_OF_ANSWER)
    assert review.due > date(2026, 11, 4)


def test_what_is_over_the_limit_waits_for_the_next_days(candidate: User) -> None:
    with at(MONDAY):
        hold(candidate, *[HALF_ANSWER] * 5)
        reviews.change_practice(candidate, time_zone="UTC", daily_limit=4)
    candidate.refresh_from_db()
    with at("2026-11-03T10:00Z"):
        due = reports.due(candidate)
    assert (due.count, due.minutes) == (4, 2)
    assert due.coming == [(date(2026, 11, 4), 4), (date(2026, 11, 5), 2)]


class OnOneDayTest(TestCase):
    @hypothesis_settings(max_examples=25)
    @given(
        zone=st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Pacific/Auckland"]),
        limit=st.integers(1, 4),
        start=st.datetimes(datetime(2026, 3, 1), datetime(2026, 11, 1), timezones=st.just(UTC)),
        pauses=st.lists(st.integers(0, 30 * 60), min_size=1, max_size=12),
    )
    def test_never_more_than_the_limit_is_asked_on_one_local_day(
        self, zone: str, limit: int, start: datetime, pauses: list[int]
    ) -> None:
        candidate = make_user(time_zone=zone, daily_limit=limit)
        question = make_question()
        with at(start - timedelta(days=3)):
            say(interviews.practice(candidate, question.pk), GOOD_ANSWER)
        assert left_on(candidate, candidate.day_of(start)) == limit
        now = start
        asked: list[date] = []
        for pause in pauses:
            now += timedelta(minutes=pause)
            with at(now):
                make_all_due(candidate)
                offered = reports.due(candidate).count
                day = candidate.day_of(now)
                assert asked.count(day) + offered <= limit
                if offered:
                    card = ReviewCard.objects.get(pk=next_card(candidate))
                    answer(candidate, card, HALF_ANSWER)
                    asked.append(day)
        assert all(asked.count(day) <= limit for day in asked)


def next_card(candidate: User) -> int:
    asked = reports.next_asked(candidate)
    assert asked
    return asked.card_id
