"""Answering in the daily review, and how much of it there is on which days."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from quiz.forms.interviews import MomentField, TextField
from quiz.models import MOST_REVIEWS, User
from quiz.models.days import time_zones

ELSEWHERE = "Others"
"""Heading of the time zones that are named without a continent."""

Choices = list[tuple[str, str | list[tuple[str, str]]]]


class ReviewForm(forms.Form):
    """An answer to a probe, or that there is none."""

    base = MomentField()
    show = forms.BooleanField(required=False)
    text = TextField(required=False)

    def clean(self) -> dict[str, Any]:
        """“Not yet” needs no text; one that was begun counts all the same."""
        data = super().clean() or {}
        if data.get("text") == "" and not data.get("show"):
            self.add_error("text", ValidationError("Write a sentence, or choose “Not yet, show me”."))
        return data


def zone_choices() -> Choices:
    """All time zones by continent, UTC first."""
    named = sorted(
        (_place(zone) for zone in time_zones() - {"UTC"}), key=lambda place: (place[0] == ELSEWHERE, place)
    )
    grouped: Iterator[tuple[str, Iterator[tuple[str, str, str]]]] = groupby(named, key=lambda place: place[0])
    return [("UTC", "UTC"), *((area, [(zone, city) for _, city, zone in places]) for area, places in grouped)]


def _place(zone: str) -> tuple[str, str, str]:
    """Its continent, its city and its name."""
    area, _, city = zone.partition("/")
    return (area, city.replace("_", " ").replace("/", ", "), zone) if city else (ELSEWHERE, zone, zone)


class PracticeForm(forms.ModelForm[User]):
    """Where a person's days begin, and how much is asked for on one."""

    time_zone = forms.ChoiceField(
        choices=zone_choices,
        help_text="A day begins at four in the morning there, so an evening may last until after midnight.",
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose a time zone of the list."),
    )
    daily_limit = forms.IntegerField(
        min_value=1,
        max_value=MOST_REVIEWS,
        label="Criteria a day",
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), f"Write a number from 1 to {MOST_REVIEWS}."
        ),
        help_text="The review asks for no more on one day; what is left over waits for the next.",
    )

    class Meta:
        model = User
        fields = ("time_zone", "daily_limit")
