"""How many days things are kept, from the environment."""

from __future__ import annotations

import os

from django.core.exceptions import ImproperlyConfigured

MOST_DAYS = 36_500


def days_of(variable: str, *, at_least: int = 1) -> int | None:
    """The days that a variable says, None if it says none. Raises ImproperlyConfigured."""
    text = os.environ.get(variable, "").strip()
    if not text:
        return None
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(MOST_DAYS))
    if not is_number or not at_least <= int(text) <= MOST_DAYS:
        raise ImproperlyConfigured(
            f"{variable} must be a number of days from {at_least} to {MOST_DAYS}, or empty, not {text!r}."
        )
    return int(text)
