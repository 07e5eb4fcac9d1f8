"""Moving to another time zone: days of practice stay what they are, and no run ends by it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from quiz import reports
from quiz.models import User
from quiz.services import reviews
from tests.clock import at
from tests.factories import GOOD_ANSWER, HALF_ANSWER, make_interview, make_user
from tests.reviewing import days, hold, say

pytestmark = pytest.mark.django_db

HONOLULU, BERLIN, AUCKLAND = "Pacific/Honolulu", "Europe/Berlin", "Pacific/Auckland"
ZONES = st.sampled_from(["UTC", BERLIN, "America/New_York", "Asia/Tokyo", HONOLULU, AUCKLAND])


def candidate_in(zone: str) -> User:
    return make_user(time_zone=zone)


def move(candidate: User, zone: str) -> None:
    reviews.change_practice(candidate, time_zone=zone, daily_limit=10)
    candidate.refresh_from_db()


def practise(candidate: User, *moments: str) -> None:
    """On November days, by the clock of the candidate: “2 20:00”."""
    for moment in moments:
        day, time = moment.split()
        with at(datetime.fromisoformat(f"2026-11-{day:0>2}T{time}").replace(tzinfo=candidate.zone)):
            hold(candidate, HALF_ANSWER)


def november(*numbers: int) -> list[date]:
    return [date(2026, 11, number) for number in numbers]


def run(candidate: User) -> int:
    return reports.today(candidate).practice.run


@pytest.mark.parametrize("zone", ["Asia/Tokyo", AUCKLAND, "America/Los_Angeles", HONOLULU])
def test_a_move_adds_no_day_of_practice(zone: str) -> None:
    candidate = candidate_in(BERLIN)
    practise(candidate, "2 21:00", "3 06:00", "4 23:00")
    with at("2026-11-04T23:00Z"):
        move(candidate, zone)
        assert days(candidate) == november(2, 3, 4)
        assert reports.today(candidate).practice.days == 3
        assert run(candidate) == 3


def test_a_run_goes_on_to_the_east_with_practice_before_and_after_the_move() -> None:
    candidate = candidate_in(HONOLULU)
    practise(candidate, "2 20:00", "3 20:00", "4 09:00")
    with at("2026-11-05T06:00Z"):  # the evening of the 4th there, of the 5th in Auckland
        assert run(candidate) == 3
        move(candidate, AUCKLAND)
        assert run(candidate) == 3
    practise(candidate, "5 21:00")
    with at("2026-11-05T09:00Z"):
        assert (days(candidate), run(candidate)) == (november(2, 3, 4, 5), 4)


def test_a_run_goes_on_to_the_west_with_practice_before_and_after_the_move() -> None:
    candidate = candidate_in(AUCKLAND)
    practise(candidate, "3 20:00", "4 20:00", "5 09:00")
    with at("2026-11-05T06:00Z"):  # the evening of the 5th there, of the 4th in Honolulu
        assert run(candidate) == 3
        move(candidate, HONOLULU)
        assert run(candidate) == 3
    practise(candidate, "4 21:00", "5 20:00", "6 20:00")
    with at("2026-11-07T06:30Z"):
        assert (days(candidate), run(candidate)) == (november(3, 4, 5, 6), 4)


def test_a_day_that_the_calendar_leaps_over_is_not_missed() -> None:
    candidate = candidate_in(HONOLULU)
    practise(candidate, "2 05:00", "4 05:00", "6 05:00")
    with at("2026-11-09T06:00Z"):  # the 8th there, on which practice would do; the 9th in Auckland
        move(candidate, AUCKLAND)
        assert run(candidate) == 3
    practise(candidate, "9 21:00")
    with at("2026-11-09T09:00Z"):
        assert (days(candidate), run(candidate)) == (november(2, 4, 6, 9), 4)


def test_a_run_that_is_over_stays_so() -> None:
    candidate = candidate_in(HONOLULU)
    practise(candidate, "2 05:00", "3 05:00")
    with at("2026-11-07T06:00Z"):
        assert run(candidate) == 0
        move(candidate, AUCKLAND)
        assert run(candidate) == 0


def test_moving_there_and_back_is_worth_one_day_at_most() -> None:
    candidate = candidate_in(HONOLULU)
    practise(candidate, "2 05:00", "3 05:00")
    for day in (4, 5, 6, 7):
        with at(datetime(2026, 11, day, 6, tzinfo=UTC)):
            move(candidate, AUCKLAND)
            move(candidate, HONOLULU)
    with at("2026-11-08T06:00Z"):
        assert (days(candidate), run(candidate)) == (november(2, 3), 0)


def test_what_was_answered_in_an_interview_that_goes_on_carries_the_run_along() -> None:
    candidate = candidate_in(HONOLULU)
    with at("2026-11-02T15:00Z"):  # five in the morning
        say(make_interview(candidate, questions=2), GOOD_ANSWER)
    with at("2026-11-05T06:00Z"):
        assert run(candidate) == 1
        move(candidate, AUCKLAND)
        assert run(candidate) == 1


class MovesTest(TestCase):
    @hypothesis_settings(max_examples=40)
    @given(
        here=ZONES,
        there=ZONES,
        start=st.datetimes(datetime(2026, 3, 1), datetime(2026, 11, 1), timezones=st.just(UTC)),
        pauses=st.lists(st.integers(1, 60), min_size=1, max_size=8),
    )
    def test_no_move_shortens_a_run_or_adds_a_day(
        self, here: str, there: str, start: datetime, pauses: list[int]
    ) -> None:
        candidate = candidate_in(here)
        now = start
        for pause in pauses:
            reviews.keep_days(candidate, [now])
            now += timedelta(hours=pause)
        with at(now):
            kept, before = days(candidate), run(candidate)
            move(candidate, there)
            assert days(candidate) == kept
            assert run(candidate) >= before
