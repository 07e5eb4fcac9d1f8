"""When something is due, in words."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from quiz.models.days import end_of
from quiz.templatetags.assignment_tags import day_due, minutes
from tests.clock import at


@pytest.mark.parametrize(
    ("now", "zone", "words"),
    [
        ("2026-10-01T12:00Z", "Europe/Berlin", "Monday, 12 October"),
        ("2026-10-01T12:00Z", "Asia/Tokyo", "Tuesday, 13 October, 06:59"),
        ("2026-10-01T12:00Z", "America/New_York", "Monday, 12 October, 17:59"),
        ("2025-12-31T12:00Z", "Europe/Berlin", "Monday, 12 October 2026"),
        ("2025-12-31T12:00Z", "UTC", "Monday, 12 October 2026, 21:59"),
    ],
)
def test_a_day_in_berlin_ends_elsewhere_at_another_hour(now: str, zone: str, words: str) -> None:
    with at(now), timezone.override(zone):
        assert day_due(end_of(date(2026, 10, 12), ZoneInfo("Europe/Berlin"))) == words


def test_limits_are_told_in_minutes() -> None:
    assert [minutes(timedelta(minutes=number)) for number in (1, 60)] == ["1 minute", "60 minutes"]
