"""A lead's grade of an answer and note on a member, and what an editor says to a grade."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from quiz.forms.debriefs import LimitedField
from quiz.forms.drafts import OF_NUMBERS
from quiz.forms.text import CleanField, LineField
from quiz.models import NOTE_LIMIT, WHY_LIMIT, Override
from quiz.services.overrides import benchmark_reason, obstacles

HALF = Decimal("0.5")
HALVES = "A grade is a number from 0 to 10 in halves, such as 7 or 6.5."


class NoteForm(forms.Form):
    text = LimitedField(limit=NOTE_LIMIT, missing="Write the note here.", label="A note")


class OverrideForm(forms.Form):
    """`score` is 0 to 100 once it is valid."""

    grade = forms.DecimalField(
        min_value=0,
        max_value=10,
        max_digits=3,
        decimal_places=1,
        label="Your grade, 0 to 10 in halves",
        error_messages=dict.fromkeys(OF_NUMBERS, HALVES),
    )
    reason = LimitedField(limit=WHY_LIMIT, missing="Say in a sentence why.", label="Why")

    def clean_grade(self) -> Decimal:
        grade: Decimal = self.cleaned_data["grade"]
        if grade % HALF:
            raise forms.ValidationError(HALVES)
        return grade

    @property
    def score(self) -> int:
        return int(self.cleaned_data["grade"] * 10)


class DecisionForm(forms.ModelForm[Override]):
    """Accepted if the answer can become a benchmark, or declined with a reason."""

    why = LineField(
        required=False,
        max_length=WHY_LIMIT,
        label="What the benchmark says of the grade",
        help_text="The lead’s reason, unless you put it otherwise. Nobody should be named.",
    )

    class Meta:
        model = Override
        fields = ("state", "reply")
        field_classes = {"reply": CleanField}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["why"].initial = benchmark_reason(self.instance)

    def clean_state(self) -> str:
        state: str = self.cleaned_data["state"]
        if state == Override.State.OPEN:
            raise forms.ValidationError("Accept it or decline it.")
        if state == Override.State.ACCEPTED and (found := obstacles(self.instance)):
            raise forms.ValidationError(found)
        return state
