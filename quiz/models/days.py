"""Days as a person counts them: in a time zone, and from four in the morning.

What is done after midnight belongs to the evening before.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

DAY_STARTS = time(4)
_AFTER_MIDNIGHT = timedelta(hours=DAY_STARTS.hour)


@cache
def time_zones() -> frozenset[str]:
    """The names of all time zones: “Europe/Berlin”."""
    return frozenset(available_timezones())


def zone_of(name: str) -> ZoneInfo:
    """The time zone of a name; UTC for one that has gone from the list since it was chosen."""
    return ZoneInfo(name if name in time_zones() else "UTC")


def day_of(moment: datetime, zone: ZoneInfo) -> date:
    """The day that a moment belongs to, by the clock on the wall."""
    return (moment.astimezone(zone).replace(tzinfo=None) - _AFTER_MIDNIGHT).date()


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """The last moment of a day as calendars have it, in UTC: until then something is due on it."""
    return datetime.combine(day, time.max, zone).astimezone(UTC)


def start_of(day: date, zone: ZoneInfo) -> datetime:
    """The moment at which a day starts, in UTC."""
    return datetime.combine(day, DAY_STARTS, zone).astimezone(UTC)
