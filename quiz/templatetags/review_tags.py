"""Tags and filters of the daily review: counts and days in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django import template
from django.utils.formats import date_format
from django.utils.text import capfirst

from quiz.reports.numbers import spelled

register = template.Library()

OUTCOMES = {"covered": "Covered", "part": "In part", "not-yet": "Not yet"}


register.filter(spelled)


@register.filter
def outcome_in_words(outcome: str) -> str:
    return OUTCOMES[outcome]


@register.filter
def as_mark(outcome: str) -> str:
    """Full, half, empty: a part is drawn as what is prompted is."""
    return "prompted" if outcome == "part" else outcome


@register.simple_tag
def topics_due(topics: Sequence[tuple[str, int]]) -> str:
    """Say how many come from which topic: “Three from AWS Lambda, two from Python.”"""
    if not topics:
        return ""
    return capfirst(", ".join(f"{spelled(count)} from {topic}" for topic, count in topics)) + "."


@register.simple_tag
def days_ahead(coming: Sequence[tuple[date, int]], today: date) -> str:
    """Say how many are due on the days after today: “Tomorrow two, Thursday four.”"""
    if not coming:
        return ""
    return capfirst(", ".join(f"{_day(day, today)} {spelled(count)}" for day, count in coming)) + "."


@register.simple_tag
def comes_back(due: date, today: date) -> str:
    """Say when a criterion is due again."""
    when = "tomorrow" if due - today == timedelta(days=1) else f"on {date_format(due, 'j F')}"
    return f"Comes back {when}."


def _day(day: date, today: date) -> str:
    return "tomorrow" if day - today == timedelta(days=1) else date_format(day, "l")
