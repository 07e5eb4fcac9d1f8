"""The day by whose end something is due."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

IN_A_WEEK = timedelta(days=7)
LONGEST = timedelta(days=366)
"""From today to the day; one beyond is a slip."""


class DueField(forms.DateField):
    """From today, where the person who is signed in lives, to a year ahead; a week ahead at first."""

    def __init__(self) -> None:
        super().__init__(
            label="Due at the end of",
            input_formats=["%Y-%m-%d"],
            initial=lambda: timezone.localdate() + IN_A_WEEK,
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            help_text="It can be done later, too, and is then shown as late.",
            error_messages=dict.fromkeys(("required", "invalid"), "Choose a day, such as 2026-10-31."),
        )

    def get_bound_field(self, form: Any, field_name: str) -> Any:
        self.widget.attrs["min"] = str(timezone.localdate())
        return super().get_bound_field(form, field_name)

    def validate(self, value: date | None) -> None:
        super().validate(value)
        today = timezone.localdate()
        if value and value < today:
            raise ValidationError("This day is over. Choose today or a later one.")
        if value and value > today + LONGEST:
            raise ValidationError("Choose a day within a year.")
