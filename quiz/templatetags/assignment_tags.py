"""Filters for plans and for when they are due."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import template
from django.template.defaultfilters import date
from django.utils import timezone

register = template.Library()

LAST_MINUTE = (23, 59)


@register.filter
def day_due(due_at: datetime) -> str:
    """Show until when something is due where the reader lives: `Monday, 12 October`.

    The year is left out if it is the current one. Where the day doesn't end at that moment, since the lead
    lives elsewhere, the time is told: `Tuesday, 13 October, 06:59`.
    """
    due = timezone.localtime(due_at)
    year = "" if due.year == timezone.localdate().year else " Y"
    clock = "" if (due.hour, due.minute) == LAST_MINUTE else ", H:i"
    return date(due, f"l, j F{year}{clock}")


@register.filter
def minutes(duration: timedelta) -> str:
    """Show a limit: `20 minutes`."""
    number = round(duration / timedelta(minutes=1))
    return f"{number} minute{'' if number == 1 else 's'}"
