"""Days as a person counts them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.models.days import day_of, start_of, time_zones, zone_of

ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "Pacific/Honolulu"]


@pytest.mark.parametrize(
    ("moment", "zone", "day"),
    [
        ("2026-11-03T03:59Z", "UTC", "2026-11-02"),
        ("2026-11-03T04:00Z", "UTC", "2026-11-03"),
        ("2026-11-03T02:59Z", "Europe/Berlin", "2026-11-02"),
        ("2026-11-03T03:00Z", "Europe/Berlin", "2026-11-03"),
        ("2026-11-03T08:59Z", "America/New_York", "2026-11-02"),
        ("2026-11-03T09:00Z", "America/New_York", "2026-11-03"),
        ("2026-11-02T15:00Z", "Pacific/Auckland", "2026-11-03"),
        ("2026-11-02T14:59Z", "Pacific/Auckland", "2026-11-02"),
        ("2026-11-02T22:30Z", "Asia/Kolkata", "2026-11-03"),
        # Clocks go forward: the evening before lasts an hour less, and still until four.
        ("2026-03-29T01:59Z", "Europe/Berlin", "2026-03-28"),
        ("2026-03-29T02:00Z", "Europe/Berlin", "2026-03-29"),
        # Clocks go back.
        ("2026-10-25T02:59Z", "Europe/Berlin", "2026-10-24"),
        ("2026-10-25T03:00Z", "Europe/Berlin", "2026-10-25"),
    ],
)
def test_a_day_begins_at_four_on_the_clock_on_the_wall(moment: str, zone: str, day: str) -> None:
    assert day_of(datetime.fromisoformat(moment), ZoneInfo(zone)) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 28), 23), (date(2026, 10, 24), 25), (date(2026, 6, 1), 24)]
)
def test_a_day_of_the_change_is_an_hour_shorter_or_longer(day: date, hours: int) -> None:
    zone = ZoneInfo("Europe/Berlin")
    assert start_of(day + timedelta(days=1), zone) - start_of(day, zone) == timedelta(hours=hours)


@given(
    day=st.dates(date(2020, 1, 1), date(2040, 12, 31)),
    zone=st.sampled_from(ZONES),
    second=st.integers(0, 23 * 3600 - 1),
)
def test_a_day_starts_where_it_starts(day: date, zone: str, second: int) -> None:
    start = start_of(day, ZoneInfo(zone))
    assert start.tzinfo is UTC
    assert day_of(start + timedelta(seconds=second), ZoneInfo(zone)) == day
    assert day_of(start - timedelta(microseconds=1), ZoneInfo(zone)) == day - timedelta(days=1)


def test_a_time_zone_that_has_gone_is_utc() -> None:
    assert "Europe/Berlin" in time_zones()
    assert zone_of("Atlantis/Center").key == "UTC"
