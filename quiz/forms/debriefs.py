"""What a candidate does with a debrief: dispute a criterion, share it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from quiz.forms.text import CleanField
from quiz.models import RESPONSE_LIMIT, WHY_LIMIT


class LimitedField(CleanField):
    """Some lines of at most `limit` characters, which says how many there are when it is too long."""

    def __init__(self, *, limit: int, missing: str, label: str) -> None:
        super().__init__(widget=forms.Textarea, label=label, error_messages={"required": missing})
        self.limit = limit

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > self.limit:
            raise ValidationError(f"{len(value):,} characters are too many; {self.limit:,} are the most.")


class DisputeForm(forms.Form):
    quote = LimitedField(
        limit=RESPONSE_LIMIT, missing="Copy the words of your answer here.", label="The words that say it"
    )
    why = LimitedField(limit=WHY_LIMIT, missing="Say in a sentence why they do.", label="Why they do")


class ShareForm(forms.Form):
    days = forms.TypedChoiceField(
        choices=[(1, "One day"), (7, "A week"), (30, "30 days")],
        coerce=int,
        initial=7,
        widget=forms.RadioSelect,
        label="The link works for",
    )
    shows_name = forms.BooleanField(required=False)

    def __init__(self, *args: Any, name: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["shows_name"].label = f"Show my name, {name}"

    @property
    def lifetime(self) -> timedelta:
        return timedelta(days=self.cleaned_data["days"])
